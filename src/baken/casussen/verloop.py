"""The life of a casus (its care and meetings come later)."""

from django.db import models

from baken.kern.verloop import Verloop


class Casusstatus(models.TextChoices):
    """Where a casus stands."""

    OPEN = "open", "Open"
    GESLOTEN = "gesloten", "Gesloten"


VERLOOP: Verloop[Casusstatus] = Verloop(
    {Casusstatus.OPEN: {Casusstatus.GESLOTEN}, Casusstatus.GESLOTEN: {Casusstatus.OPEN}}
)
