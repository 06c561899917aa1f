"""Rights on casussen."""

from baken.organisaties.besluit import Band, Recht, registreer
from baken.organisaties.rollen import ONTVANGENDE_ROLLEN

registreer(
    Recht(
        "casussen.inzien",
        ONTVANGENDE_ROLLEN,
        frozenset({Band.EIGENAAR}),
        "Wie een pakket aannam, werkt aan de eigen casus.",
    ),
)
