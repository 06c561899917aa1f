"""The lives of an actie and of a bijeenkomst."""

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


class Bijeenkomststatus(models.TextChoices):
    """Where a bijeenkomst stands."""

    GEPLAND = "gepland", "Gepland"
    GEHOUDEN = "gehouden", "Gehouden"
    VERVALLEN = "vervallen", "Gaat niet door"


BIJEENKOMSTVERLOOP: Verloop[Bijeenkomststatus] = Verloop(
    {
        Bijeenkomststatus.GEPLAND: {Bijeenkomststatus.GEHOUDEN, Bijeenkomststatus.VERVALLEN},
        Bijeenkomststatus.GEHOUDEN: set(),
        Bijeenkomststatus.VERVALLEN: set(),
    }
)
