"""The life of a casus. Opschaling to the Regionale Tafel comes with the acts that lead there."""

from django.db import models

from baken.kern.verloop import Verloop


class Casusstatus(models.TextChoices):
    """Where a casus stands."""

    OPEN = "open", "Open"
    IN_OVERLEG = "in_overleg", "In overleg"
    VASTGELOPEN = "vastgelopen", "Vastgelopen"
    AFGESLOTEN = "afgesloten", "Afgesloten"
    HEROPEND = "heropend", "Heropend"


_S = Casusstatus
VERLOOP: Verloop[Casusstatus] = Verloop(
    {
        _S.OPEN: {_S.IN_OVERLEG, _S.VASTGELOPEN, _S.AFGESLOTEN},
        _S.IN_OVERLEG: {_S.OPEN, _S.VASTGELOPEN, _S.AFGESLOTEN},
        _S.VASTGELOPEN: {_S.OPEN, _S.IN_OVERLEG, _S.AFGESLOTEN},
        _S.AFGESLOTEN: {_S.HEROPEND},
        _S.HEROPEND: {_S.IN_OVERLEG, _S.VASTGELOPEN, _S.AFGESLOTEN},
    }
)
OPEN = frozenset(_S) - {_S.AFGESLOTEN}
TE_KIEZEN = (_S.OPEN, _S.IN_OVERLEG, _S.VASTGELOPEN)  # what a team sets by hand; the others are acts of their own
