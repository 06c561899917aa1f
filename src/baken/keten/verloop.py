"""The life of an actie."""

from django.db import models

from baken.kern.verloop import Verloop


class Actiestatus(models.TextChoices):
    """Where an actie stands."""

    OPEN = "open", "Open"
    KLAAR = "klaar", "Klaar"
    VERVALLEN = "vervallen", "Niet meer nodig"


VERLOOP: Verloop[Actiestatus] = Verloop(
    {
        Actiestatus.OPEN: {Actiestatus.KLAAR, Actiestatus.VERVALLEN},
        Actiestatus.KLAAR: set(),
        Actiestatus.VERVALLEN: set(),
    }
)
