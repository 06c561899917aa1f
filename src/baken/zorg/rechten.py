"""Rights on zorg: a zorgcoordinator works for clients of the own organisation, and reads no offences."""

from baken.organisaties.besluit import Band, Recht, registreer
from baken.organisaties.rollen import Rol
from baken.zorg.verloop import OPEN, Trajectstatus

_ZC = frozenset({Rol.ZORGCOORDINATOR})
_EIGENAAR = frozenset({Band.EIGENAAR})
_LEZEN = _EIGENAAR | {Band.NOODTOEGANG}  # what a broken glass opens (dossiers.noodtoegang says why)
_OPEN = frozenset(map(str, OPEN))
_GROEPEN = frozenset({"identiteit", "contact", "zorg", "locatie"})
_ORGANISATIE = frozenset({Band.ORGANISATIE})
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
            _LEZEN,
            "De zorgcoördinator werkt met wie het is, contact, zorg en plaats; nooit met strafbare feiten (bron 004).",
            veldgroepen=_GROEPEN,
        )
        for handeling in ("trajecten.inzien", "trajecten.onthullen")
    ),
    Recht(
        "trajecten.overdragen",
        _ZC,
        _EIGENAAR,
        "Een traject gaat over aan een collega die ja zegt, of aan een organisatie die laat weten dat zij verdergaat.",
        statussen=_OPEN,
    ),
    Recht(
        "trajecten.overnemen",
        _ZC,
        frozenset({Band.GEEN}),
        "Wie gevraagd is een traject over te nemen, zegt ja of nee. Pas na een ja is het te lezen.",
    ),
    Recht(
        "trajecten.oppakken",
        _ZC,
        _LEZEN,
        "Werkt de coördinator hier niet meer, dan pakt een collega het traject op. Is het afgeschermd, dan eerst met "
        "noodtoegang.",
        statussen=_OPEN,
    ),
    Recht(
        "trajecten.afsluiten",
        _ZC,
        _EIGENAAR,
        "De zorgcoördinator sluit het traject; de bewaartermijn begint.",
        statussen=frozenset({str(_T.LOPEND), str(_T.NAZORG)}),
    ),
    Recht(
        "trajecten.heropenen",
        _ZC,
        _EIGENAAR,
        "Wie kon sluiten, kan met een reden heropenen.",
        statussen=frozenset({str(_T.AFGESLOTEN), str(_T.NIET_GESTART)}),
    ),
    Recht(
        "trajecten.overzicht",
        _ZC,
        _EIGENAAR,
        "De cliënt krijgt op papier wat is vastgelegd en met wie het is gedeeld (AVG art. 15; bron 004).",
        veldgroepen=_GROEPEN,
    ),
    Recht(
        "zorg.tellen",
        _ZC,
        _ORGANISATIE,
        "Advies en voorlichting zijn taken van de zorgcoördinator; Baken telt ze, zonder personen (bron 004).",
    ),
    Recht(
        "zorg.zorgpunt",
        _ZC | {Rol.BEHEERDER},
        _ORGANISATIE,
        "De plaats en de financiering van de zorgcoördinatie zijn gegevens van de organisatie (bron 002).",
    ),
    Recht(
        "trajecten.begeleiden",
        _ZC,
        _EIGENAAR,
        "Intake, plan, contact en evaluatie horen bij wie de zorg coördineert (bron 004).",
        statussen=_OPEN,
    ),
)
