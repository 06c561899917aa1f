"""Rights on what goes to CoMensha: two acts for two purposes, and one to hand a file over."""

from baken.organisaties.besluit import Band, Recht, registreer
from baken.organisaties.rollen import Rol

_ZC = frozenset({Rol.ZORGCOORDINATOR})
_EIGENAAR = frozenset({Band.EIGENAAR})

registreer(
    Recht("comensha.werklijst", _ZC, _EIGENAAR, "De zorgcoördinator ziet wat er naar CoMensha gaat of ging."),
    Recht(
        "comensha.registreren",
        _ZC,
        _EIGENAAR,
        "De zorgcoördinator registreert een slachtoffer bij CoMensha, zonder naam, voor de cijfers (bron 004, taak 7).",
    ),
    Recht(
        "comensha.hulp_vragen",
        _ZC,
        _EIGENAAR,
        "De zorgcoördinator vraagt CoMensha om hulp of opvang, alleen met toestemming van de cliënt.",
    ),
    Recht(
        "comensha.uitleveren",
        _ZC,
        _EIGENAAR,
        "De zorgcoördinator maakt het bestand, geeft het zelf aan CoMensha en legt vast wat CoMensha antwoordt.",
    ),
)
