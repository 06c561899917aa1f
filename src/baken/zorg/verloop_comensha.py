"""The life of what goes to CoMensha: a registration or a help request."""

from django.db import models

from baken.kern.verloop import Verloop


class Aanleverstatus(models.TextChoices):
    """Where a registration or a help request for CoMensha stands."""

    CONCEPT = "concept", "Concept"
    KLAAR = "klaar", "Klaar om te geven"
    VERZONDEN = "verzonden", "Verzonden"
    BEVESTIGD = "bevestigd", "Bevestigd"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


_A = Aanleverstatus
COMENSHA: Verloop[Aanleverstatus] = Verloop(
    {
        _A.CONCEPT: {_A.KLAAR, _A.INGETROKKEN},
        _A.KLAAR: {_A.CONCEPT, _A.VERZONDEN, _A.INGETROKKEN},
        _A.VERZONDEN: {_A.BEVESTIGD, _A.INGETROKKEN},
        _A.BEVESTIGD: set(),
        _A.INGETROKKEN: set(),
    }
)
