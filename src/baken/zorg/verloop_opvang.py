"""The life of a stay and of a place in the queue."""

from django.db import models

from baken.kern.verloop import Verloop


class Plaatsingstatus(models.TextChoices):
    """Where a stay stands."""

    GERESERVEERD = "gereserveerd", "Gereserveerd"
    VERBLIJFT = "verblijft", "Verblijft"
    BEEINDIGD = "beeindigd", "Beëindigd"
    GEANNULEERD = "geannuleerd", "Geannuleerd"


class Wachtstatus(models.TextChoices):
    """Whether somebody still waits."""

    WACHT = "wacht", "Wacht"
    GEPLAATST = "geplaatst", "Geplaatst"
    VERVALLEN = "vervallen", "Vervallen"


_P = Plaatsingstatus
PLAATSING: Verloop[Plaatsingstatus] = Verloop(
    {
        _P.GERESERVEERD: {_P.VERBLIJFT, _P.GEANNULEERD},
        _P.VERBLIJFT: {_P.BEEINDIGD},
        _P.BEEINDIGD: set(),
        _P.GEANNULEERD: set(),
    }
)
_W = Wachtstatus
WACHTPLEK: Verloop[Wachtstatus] = Verloop(
    {_W.WACHT: {_W.GEPLAATST, _W.VERVALLEN}, _W.GEPLAATST: {_W.WACHT}, _W.VERVALLEN: set()}  # back: it was cancelled
)
LOPEND = frozenset({_P.GERESERVEERD, _P.VERBLIJFT})
