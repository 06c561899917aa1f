"""Rights on verstrekkingen, from both sides."""

from baken.dossiers.verloop import BIJ_ONTVANGER, Verstrekkingsstatus
from baken.keten.rules import VELDGROEPEN
from baken.organisaties.besluit import Band, Recht, registreer
from baken.organisaties.rollen import ONTVANGENDE_ROLLEN, Rol

_AF = frozenset({Rol.AANDACHTSFUNCTIONARIS})
_AFZENDER = frozenset({Band.AFZENDER})
_ONTVANGER = frozenset({Band.ONTVANGER})
_ALLE = frozenset(VELDGROEPEN)
_S = Verstrekkingsstatus

registreer(
    Recht(
        "verstrekkingen.inzien",
        ONTVANGENDE_ROLLEN,
        _ONTVANGER,
        "Uw organisatie kreeg dit pakket. U ziet alleen het pakket.",
        statussen=frozenset(str(s) for s in BIJ_ONTVANGER),
        veldgroepen=_ALLE,
    ),
    Recht(
        "verstrekkingen.inzien",
        _AF,
        _AFZENDER,
        "Uw organisatie gaf dit pakket.",
        veldgroepen=_ALLE,
    ),
    Recht(
        "verstrekkingen.verzenden",
        _AF,
        _AFZENDER,
        "De aandachtsfunctionaris geeft door (bron 004).",
        statussen=frozenset({str(_S.KLAARGEZET)}),
    ),
    Recht(
        "verstrekkingen.intrekken",
        _AF,
        _AFZENDER,
        "Zolang de ontvanger niet besloot, kan de afzender intrekken.",
        statussen=frozenset({str(_S.KLAARGEZET), str(_S.VERZONDEN)}),
    ),
    Recht(
        "verstrekkingen.beantwoorden",
        ONTVANGENDE_ROLLEN,
        _ONTVANGER,
        "De ontvanger accepteert of wijst af.",
        statussen=frozenset({str(_S.VERZONDEN), str(_S.ONTVANGEN)}),
    ),
    Recht(
        "verstrekkingen.berichten",
        ONTVANGENDE_ROLLEN,
        _ONTVANGER,
        "De ontvanger meldt voortgang en afloop.",
        statussen=frozenset({str(_S.GEACCEPTEERD)}),
    ),
    Recht(
        "verstrekkingen.antwoord_invoeren",
        _AF,
        _AFZENDER,
        "Een ontvanger buiten Baken antwoordt per telefoon of mail; de afzender voert dat in.",
        statussen=frozenset({str(_S.VERZONDEN), str(_S.ONTVANGEN), str(_S.GEACCEPTEERD)}),
    ),
)
