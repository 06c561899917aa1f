"""The life of a verstrekking, and what a broken glass ends in."""

from django.db import models

from baken.kern.verloop import Verloop


class Verstrekkingsstatus(models.TextChoices):
    """Where a verstrekking stands."""

    WACHT_OP_AKKOORD = "wacht_akkoord", "Wacht op akkoord"
    KLAARGEZET = "klaargezet", "Klaargezet"
    VERZONDEN = "verzonden", "Verzonden"
    ONTVANGEN = "ontvangen", "Ontvangen"
    GEACCEPTEERD = "geaccepteerd", "Aangenomen"
    AFGEWEZEN = "afgewezen", "Niet aangenomen"
    INGETROKKEN = "ingetrokken", "Ingetrokken"
    AFGEROND = "afgerond", "Afgerond"
    BEEINDIGD = "beeindigd", "Toestemming ingetrokken"


class Afloop(models.TextChoices):
    """The only things a receiver tells the sender of how it goes. The words are feiten of the same code."""

    OPGEPAKT = "AFL-OPGEPAKT", "Wij hebben dit opgepakt."
    ZORG_GESTART = "AFL-ZORG", "De hulp of zorg is gestart."
    GEEN_MENSENHANDEL = "AFL-GEEN", "Wij vonden geen aanwijzing voor mensenhandel."
    AFGESLOTEN = "AFL-KLAAR", "Ons werk hieraan is klaar."


EINDE = frozenset({Afloop.GEEN_MENSENHANDEL, Afloop.AFGESLOTEN})


class Noodoordeel(models.TextChoices):
    """What the functionaris gegevensbescherming finds of a broken glass."""

    TERECHT = "terecht", "Terecht"
    ONTERECHT = "onterecht", "Onterecht"


_S = Verstrekkingsstatus
VERLOOP: Verloop[Verstrekkingsstatus] = Verloop(
    {
        _S.WACHT_OP_AKKOORD: {_S.KLAARGEZET, _S.VERZONDEN, _S.INGETROKKEN},
        _S.KLAARGEZET: {_S.VERZONDEN, _S.INGETROKKEN},
        _S.VERZONDEN: {_S.ONTVANGEN, _S.GEACCEPTEERD, _S.AFGEWEZEN, _S.INGETROKKEN, _S.BEEINDIGD},
        _S.ONTVANGEN: {_S.GEACCEPTEERD, _S.AFGEWEZEN, _S.BEEINDIGD},
        _S.GEACCEPTEERD: {_S.AFGEROND, _S.BEEINDIGD},
        _S.AFGEWEZEN: set(),
        _S.INGETROKKEN: set(),
        _S.AFGEROND: {_S.BEEINDIGD},  # consent can be taken back at any time
        _S.BEEINDIGD: set(),
    }
)
LOPEND = frozenset({_S.KLAARGEZET, _S.VERZONDEN, _S.ONTVANGEN, _S.GEACCEPTEERD, _S.AFGEROND})
# What the receiver still knows of; and of those whose packet it may read: after a refusal it has no purpose with it,
# and after consent was taken back no basis.
BIJ_ONTVANGER = frozenset({_S.VERZONDEN, _S.ONTVANGEN, _S.GEACCEPTEERD, _S.AFGEWEZEN, _S.AFGEROND, _S.BEEINDIGD})
OPEN_BIJ_ONTVANGER = BIJ_ONTVANGER - {_S.AFGEWEZEN, _S.BEEINDIGD}
