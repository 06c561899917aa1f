"""The life of a traject and of what belongs to it: goals, bedenktijd, hand-over."""

from django.db import models

from baken.kern.verloop import Verloop


class Trajectstatus(models.TextChoices):
    """Where a traject stands."""

    AANGEMELD = "aangemeld", "Aangemeld"
    INTAKE = "intake", "Intake"
    LOPEND = "lopend", "Lopend"
    NAZORG = "nazorg", "Nazorg"
    AFGESLOTEN = "afgesloten", "Afgesloten"
    NIET_GESTART = "niet_gestart", "Niet gestart"
    OVERGEDRAGEN = "overgedragen", "Overgedragen"


class Doelstatus(models.TextChoices):
    """Where a goal stands, from a need to what came of it."""

    BEHOEFTE = "behoefte", "Behoefte"
    GEPLAND = "gepland", "Gepland"
    LOOPT = "loopt", "Loopt"
    BEREIKT = "bereikt", "Bereikt"
    VERVALLEN = "vervallen", "Vervallen"


class Bedenktijdstatus(models.TextChoices):
    """Whether a bedenktijd runs."""

    LOOPT = "loopt", "Loopt"
    BEEINDIGD = "beeindigd", "Beëindigd"
    VERLOPEN = "verlopen", "Verlopen"


class Overdrachtstatus(models.TextChoices):
    """Whether another coordinator takes a traject over."""

    VOORGESTELD = "voorgesteld", "Voorgesteld"
    AANGENOMEN = "aangenomen", "Aangenomen"
    AFGEWEZEN = "afgewezen", "Niet aangenomen"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


_T = Trajectstatus
TRAJECT: Verloop[Trajectstatus] = Verloop(
    {
        _T.AANGEMELD: {_T.INTAKE, _T.NIET_GESTART},
        _T.INTAKE: {_T.LOPEND, _T.NIET_GESTART, _T.OVERGEDRAGEN},
        _T.LOPEND: {_T.NAZORG, _T.AFGESLOTEN, _T.OVERGEDRAGEN},
        _T.NAZORG: {_T.LOPEND, _T.AFGESLOTEN},
        _T.AFGESLOTEN: {_T.LOPEND},
        _T.NIET_GESTART: {_T.INTAKE},
        _T.OVERGEDRAGEN: set(),
    }
)
_D = Doelstatus
ZORGDOEL: Verloop[Doelstatus] = Verloop(
    {
        _D.BEHOEFTE: {_D.GEPLAND, _D.VERVALLEN},
        _D.GEPLAND: {_D.LOOPT, _D.VERVALLEN},
        _D.LOOPT: {_D.BEREIKT, _D.VERVALLEN},
        _D.BEREIKT: {_D.LOOPT},
        _D.VERVALLEN: {_D.BEHOEFTE},
    }
)
_B = Bedenktijdstatus
BEDENKTIJD: Verloop[Bedenktijdstatus] = Verloop(
    {
        _B.LOOPT: {_B.BEEINDIGD, _B.VERLOPEN},
        _B.BEEINDIGD: set(),
        _B.VERLOPEN: {_B.BEEINDIGD},  # told late what ended it
    }
)
_O = Overdrachtstatus
OVERDRACHT: Verloop[Overdrachtstatus] = Verloop(
    {
        _O.VOORGESTELD: {_O.AANGENOMEN, _O.AFGEWEZEN, _O.INGETROKKEN},
        _O.AANGENOMEN: set(),
        _O.AFGEWEZEN: set(),
        _O.INGETROKKEN: set(),
    }
)
GESLOTEN = frozenset({_T.AFGESLOTEN, _T.NIET_GESTART, _T.OVERGEDRAGEN})
OPEN = frozenset(_T) - GESLOTEN
DOEL_OPEN = frozenset({_D.BEHOEFTE, _D.GEPLAND, _D.LOOPT})
