"""Rights on zorg: a zorgcoordinator works for clients of the own organisation, and reads no offences."""

from baken.organisaties.besluit import Band, Recht, registreer
from baken.organisaties.rollen import Rol
from baken.zorg.verloop import OPEN, Trajectstatus

_ZC = frozenset({Rol.ZORGCOORDINATOR})
_EIGENAAR = frozenset({Band.EIGENAAR})
_OPEN = frozenset(map(str, OPEN))
_GROEPEN = frozenset({"identiteit", "contact", "zorg", "locatie"})
_T = Trajectstatus


registreer(
    Recht(
        "trajecten.aanmelden",
        _ZC,
        frozenset({Band.GEEN}),
        "De zorgcoördinator neemt een cliënt aan: een slachtoffer, of een dader die hulp krijgt (bron 004, bron 000).",
    ),
    Recht("trajecten.werklijst", _ZC, _EIGENAAR, "De zorgcoördinator ziet de trajecten van de eigen organisatie."),
    *(
        Recht(
            handeling,
            _ZC,
            _EIGENAAR,
            "De zorgcoördinator werkt met wie het is, contact, zorg en plaats; nooit met strafbare feiten (bron 004).",
            veldgroepen=_GROEPEN,
        )
        for handeling in ("trajecten.inzien", "trajecten.onthullen")
    ),
    Recht(
        "trajecten.begeleiden",
        _ZC,
        _EIGENAAR,
        "Intake, plan, contact en evaluatie horen bij wie de zorg coördineert (bron 004).",
        statussen=_OPEN,
    ),
)
