"""Rights on signalen: the aandachtsfunctionaris (or replacement) of the owner does the work (bron 000, 004)."""

from baken.keten.rules import VELDGROEPEN
from baken.organisaties.besluit import Band, Recht, registreer
from baken.organisaties.rollen import Rol
from baken.signalen.verloop import Status

_AF = frozenset({Rol.AANDACHTSFUNCTIONARIS})
_EIGENAAR = frozenset({Band.EIGENAAR})
_LEZEN = _EIGENAAR | {Band.NOODTOEGANG}  # the only acts that a broken glass opens (dossiers.noodtoegang says why)
_GEEN = frozenset({Band.GEEN})
_UITLEG = "De aandachtsfunctionaris beoordeelt de signalen van de eigen organisatie (bron 000, bron 004)."


def _in(*statussen: Status) -> frozenset[str]:
    return frozenset(str(s) for s in statussen)


registreer(
    Recht(
        "signalen.melden",
        frozenset(Rol),
        _GEEN,
        "Iedere medewerker kan een signaal melden bij de eigen aandachtsfunctionaris (bron 004).",
        tweede_factor=False,
    ),
    Recht(
        "signalen.eigen_volgen",
        frozenset(Rol),
        frozenset({Band.MELDER}),
        "Wie meldt, ziet de stand en de terugkoppeling van het eigen signaal.",
        tweede_factor=False,
    ),
    Recht(
        "signalen.intrekken",
        frozenset(Rol),
        frozenset({Band.MELDER}),
        "Zolang niemand het oppakte, kan wie meldde het signaal intrekken.",
        statussen=_in(Status.ONTVANGEN),
        tweede_factor=False,
    ),
    Recht("signalen.invoeren", _AF, _GEEN, "De aandachtsfunctionaris voert een telefoontje of mail in."),
    Recht(
        "signalen.insturen",
        frozenset({Rol.KETENPARTNER, Rol.ZORGCOORDINATOR, Rol.PROCESREGISSEUR, Rol.RIEC_ACCOUNTHOUDER}),
        _GEEN,
        "Een partner stuurt een signaal naar een gemeente, op een grondslag.",
    ),
    Recht("signalen.werklijst", _AF, _EIGENAAR, _UITLEG),
    Recht("signalen.inzien", _AF, _LEZEN, _UITLEG, veldgroepen=frozenset(VELDGROEPEN)),
    Recht(
        "signalen.berichten_lezen",
        _AF,
        _EIGENAAR,
        "Wie het dossier opent, leest de nieuwe berichten. Dan zijn ze niet meer nieuw. In nood lezen telt niet mee.",
    ),
    Recht("signalen.onthullen", _AF, _LEZEN, _UITLEG, veldgroepen=frozenset(VELDGROEPEN)),
    Recht(
        "signalen.in_beoordeling_nemen",
        _AF,
        _EIGENAAR,
        _UITLEG,
        statussen=_in(Status.ONTVANGEN, Status.WACHT_OP_MELDER, Status.GESLOTEN),
    ),
    Recht(
        "signalen.toewijzen",
        _AF,
        _EIGENAAR,
        _UITLEG,
        statussen=_in(Status.ONTVANGEN, Status.IN_BEOORDELING, Status.WACHT_OP_MELDER),
    ),
    Recht("signalen.aanvullen", _AF, _EIGENAAR, _UITLEG, statussen=_in(Status.IN_BEOORDELING, Status.WACHT_OP_MELDER)),
    Recht("signalen.beoordelen", _AF, _EIGENAAR, _UITLEG, statussen=_in(Status.IN_BEOORDELING)),
    Recht(
        "signalen.vraag_stellen",
        _AF,
        _EIGENAAR,
        _UITLEG,
        statussen=_in(*(s for s in Status if s != Status.INGETROKKEN)),
    ),
    Recht("signalen.doorgeleiden", _AF, _EIGENAAR, _UITLEG, statussen=_in(Status.IN_BEOORDELING, Status.DOORGELEID)),
    Recht(
        "signalen.afsluiten",
        _AF,
        _EIGENAAR,
        _UITLEG,
        statussen=_in(Status.DOORGELEID, Status.WACHT_OP_MELDER, Status.IN_BEOORDELING),
    ),
    Recht(
        "signalen.terugkoppelen",
        _AF,
        _EIGENAAR,
        _UITLEG,
        statussen=_in(Status.DOORGELEID, Status.GESLOTEN, Status.IN_BEOORDELING, Status.WACHT_OP_MELDER),
    ),
    Recht("signalen.afschermen", _AF, _EIGENAAR, _UITLEG),
    Recht(
        "signalen.cijfers",
        frozenset({Rol.AANDACHTSFUNCTIONARIS, Rol.BELEIDSMEDEWERKER, Rol.BESTUURDER}),
        frozenset({Band.ORGANISATIE}),
        "Tellingen van de eigen organisatie, zonder personen.",
    ),
)
