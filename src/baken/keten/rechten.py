"""Rights on afspraken, partners and what they do in the chain."""

from baken.organisaties.besluit import Band, Recht, registreer
from baken.organisaties.rollen import Rol

registreer(
    Recht(
        "keten.afspraken_bekijken",
        frozenset(Rol),
        frozenset({Band.ORGANISATIE}),
        "Wie met elkaar werkt mag weten welke afspraken er zijn.",
        tweede_factor=False,
    ),
    Recht(
        "keten.afspraak_beheren",
        frozenset({Rol.BEHEERDER, Rol.BELEIDSMEDEWERKER}),
        frozenset({Band.ORGANISATIE}),
        "De organisatie die de afspraak bewaart, legt haar vast.",
    ),
    Recht(
        "keten.afspraak_bevestigen",
        frozenset({Rol.FG}),
        frozenset({Band.ORGANISATIE}),
        "De functionaris gegevensbescherming bevestigt een afspraak.",
    ),
    Recht(
        "keten.wegenkaart",
        frozenset(Rol),
        frozenset({Band.GEEN}),
        "Wie met elkaar werkt, weet wie wat doet en wat kan (bron 000). Er staat niemand bij naam.",
        tweede_factor=False,
    ),
    Recht(
        "keten.taken_beheren",
        frozenset(
            {
                Rol.AANDACHTSFUNCTIONARIS,
                Rol.ZORGCOORDINATOR,
                Rol.PROCESREGISSEUR,
                Rol.RIEC_ACCOUNTHOUDER,
                Rol.BELEIDSMEDEWERKER,
                Rol.BELEIDSREGISSEUR,
                Rol.BEHEERDER,
            }
        ),
        frozenset({Band.ORGANISATIE}),
        "Een organisatie zegt zelf wat zij doet in de keten.",
    ),
    Recht(
        "keten.partner_beheren",
        frozenset({Rol.BELEIDSREGISSEUR}),
        frozenset({Band.ORGANISATIE}),
        "De beleidsregisseur houdt bij wat partners zonder Baken doen in de regio.",
    ),
)
