"""Rights on organisations and people."""

from baken.organisaties.besluit import Band, Recht, registreer
from baken.organisaties.rollen import Rol

IEDEREEN = frozenset(Rol)

registreer(
    Recht("organisaties.start", IEDEREEN, frozenset({Band.GEEN}), "Iedereen met een account.", tweede_factor=False),
    Recht(
        "organisaties.rechten_bekijken",
        IEDEREEN,
        frozenset({Band.GEEN}),
        "Rechten zijn openbaar voor medewerkers.",
        tweede_factor=False,
    ),
    Recht(
        "organisaties.meldroute",
        IEDEREEN,
        frozenset({Band.GEEN}),
        "De meldroute is voor iedereen.",
        tweede_factor=False,
    ),
    Recht(
        "organisaties.beheren",
        frozenset({Rol.BEHEERDER}),
        frozenset({Band.ORGANISATIE}),
        "De beheerder beheert de eigen organisatie en haar mensen, nooit de inhoud van dossiers.",
    ),
    Recht(
        "organisaties.aanstelling_bevestigen",
        frozenset({Rol.BEHEERDER, Rol.FG}),
        frozenset({Band.ORGANISATIE}),
        "Een tweede persoon bevestigt een rol met toegang tot dossiers.",
    ),
    Recht(
        "organisaties.journaal_bekijken",
        frozenset({Rol.FG}),
        frozenset({Band.ORGANISATIE}),
        "De functionaris gegevensbescherming controleert het journaal, zonder inhoud van dossiers.",
    ),
)
