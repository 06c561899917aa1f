"""The lives of a casus, of an opschaling to the Regionale Tafel, and of a leercasus."""

from django.db import models

from baken.kern.verloop import Verloop


class Casusstatus(models.TextChoices):
    """Where a casus stands."""

    OPEN = "open", "Open"
    IN_OVERLEG = "in_overleg", "In overleg"
    VASTGELOPEN = "vastgelopen", "Vastgelopen"
    OPGESCHAALD = "opgeschaald", "Opgeschaald"
    AFGESLOTEN = "afgesloten", "Afgesloten"
    HEROPEND = "heropend", "Heropend"


_S = Casusstatus
VERLOOP: Verloop[Casusstatus] = Verloop(
    {
        _S.OPEN: {_S.IN_OVERLEG, _S.VASTGELOPEN, _S.AFGESLOTEN},
        _S.IN_OVERLEG: {_S.OPEN, _S.VASTGELOPEN, _S.AFGESLOTEN},
        _S.VASTGELOPEN: {_S.OPEN, _S.IN_OVERLEG, _S.OPGESCHAALD, _S.AFGESLOTEN},
        _S.OPGESCHAALD: {_S.OPEN, _S.IN_OVERLEG, _S.VASTGELOPEN},  # at the table: it comes back before it can close
        _S.AFGESLOTEN: {_S.HEROPEND},
        _S.HEROPEND: {_S.IN_OVERLEG, _S.VASTGELOPEN, _S.AFGESLOTEN},
    }
)
OPEN = frozenset(_S) - {_S.AFGESLOTEN}
NAAR_OVERLEG = frozenset({_S.OPEN, _S.HEROPEND})  # planning a meeting takes away nothing of what a casus is stuck on
TE_KIEZEN = (_S.OPEN, _S.IN_OVERLEG, _S.VASTGELOPEN)  # what a team sets by hand; the others are acts of their own


class Opschalingsstatus(models.TextChoices):
    """Where the question of a stuck casus stands."""

    INGEDIEND = "ingediend", "Ingediend"
    BIJ_TAFEL = "bij_tafel", "Bij de Regionale Tafel"
    BEANTWOORD = "beantwoord", "Beantwoord"
    GELEZEN = "gelezen", "Antwoord gelezen"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


_O = Opschalingsstatus
OPSCHALINGSVERLOOP: Verloop[Opschalingsstatus] = Verloop(
    {
        _O.INGEDIEND: {_O.BIJ_TAFEL, _O.BEANTWOORD, _O.INGETROKKEN},
        _O.BIJ_TAFEL: {_O.BEANTWOORD},
        _O.BEANTWOORD: {_O.GELEZEN},
        _O.GELEZEN: set(),
        _O.INGETROKKEN: set(),
    }
)
LOPENDE_OPSCHALING = frozenset({_O.INGEDIEND, _O.BIJ_TAFEL})


class Leercasusstatus(models.TextChoices):
    """Where a made-up case stands."""

    CONCEPT = "concept", "Concept"
    GEDEELD = "gedeeld", "Gedeeld"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


_L = Leercasusstatus
LEERCASUSVERLOOP: Verloop[Leercasusstatus] = Verloop(
    {
        _L.CONCEPT: {_L.GEDEELD, _L.INGETROKKEN},
        _L.GEDEELD: {_L.INGETROKKEN},
        _L.INGETROKKEN: {_L.CONCEPT},
    }
)
