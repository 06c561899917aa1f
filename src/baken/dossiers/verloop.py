"""The life of a verstrekking."""

from django.db import models

from baken.kern.verloop import Verloop


class Verstrekkingsstatus(models.TextChoices):
    """Where a verstrekking stands."""

    KLAARGEZET = "klaargezet", "Klaargezet"
    VERZONDEN = "verzonden", "Verzonden"
    ONTVANGEN = "ontvangen", "Ontvangen"
    GEACCEPTEERD = "geaccepteerd", "Geaccepteerd"
    AFGEWEZEN = "afgewezen", "Afgewezen"
    INGETROKKEN = "ingetrokken", "Ingetrokken"
    AFGEROND = "afgerond", "Afgerond"


_S = Verstrekkingsstatus
VERLOOP: Verloop[Verstrekkingsstatus] = Verloop(
    {
        _S.KLAARGEZET: {_S.VERZONDEN, _S.INGETROKKEN},
        _S.VERZONDEN: {_S.ONTVANGEN, _S.GEACCEPTEERD, _S.AFGEWEZEN, _S.INGETROKKEN},
        _S.ONTVANGEN: {_S.GEACCEPTEERD, _S.AFGEWEZEN},
        _S.GEACCEPTEERD: {_S.AFGEROND},
        _S.AFGEWEZEN: set(),
        _S.INGETROKKEN: set(),
        _S.AFGEROND: set(),
    }
)
LOPEND = frozenset({_S.KLAARGEZET, _S.VERZONDEN, _S.ONTVANGEN, _S.GEACCEPTEERD, _S.AFGEROND})
BIJ_ONTVANGER = frozenset({_S.VERZONDEN, _S.ONTVANGEN, _S.GEACCEPTEERD, _S.AFGEWEZEN, _S.AFGEROND})
