"""The life of a signaal at a glance."""

from django.db import models

from baken.kern.verloop import Verloop


class Status(models.TextChoices):
    """Where a signaal stands."""

    ONTVANGEN = "ontvangen", "Nieuw"
    IN_BEOORDELING = "in_beoordeling", "In beoordeling"
    WACHT_OP_MELDER = "wacht_op_melder", "Wacht op melder"
    DOORGELEID = "doorgeleid", "Doorgeleid"
    GESLOTEN = "gesloten", "Gesloten"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


VERLOOP: Verloop[Status] = Verloop(
    {
        Status.ONTVANGEN: {Status.IN_BEOORDELING, Status.INGETROKKEN},
        Status.IN_BEOORDELING: {Status.WACHT_OP_MELDER, Status.DOORGELEID, Status.GESLOTEN},
        Status.WACHT_OP_MELDER: {Status.IN_BEOORDELING, Status.GESLOTEN},
        Status.DOORGELEID: {Status.IN_BEOORDELING, Status.GESLOTEN},  # every receiver refused: it comes back
        Status.GESLOTEN: {Status.IN_BEOORDELING},  # opened again, or the last receiver refused after all
        Status.INGETROKKEN: set(),
    }
)
OPEN = frozenset({Status.ONTVANGEN, Status.IN_BEOORDELING, Status.WACHT_OP_MELDER})
