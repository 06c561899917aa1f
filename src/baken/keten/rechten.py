"""Rights on afspraken."""

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
)
