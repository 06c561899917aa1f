"""The estimators by the name they have on the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from omvang.averaging import BestModel, ModelAverage
from omvang.chao import Chao, Zelterman
from omvang.corrected import CorrectedIndependence
from omvang.errors import InputError
from omvang.graphs import GraphAverage
from omvang.heterogeneity import Heterogeneity
from omvang.loglinear import LogLinear
from omvang.probes import Estimator
from omvang.stepwise import StepwisePoisson
from omvang.twolist import Chapman, LincolnPetersen

_MODEL = ("bca", "percentile", "parametric", "wald", "profile")
_SIMPLE = ("wald", "bca", "percentile")


@dataclass(frozen=True)
class Method:
    """make: builds the estimator; options: those it takes; intervals: those it has, the default first."""

    make: Callable[..., Estimator]
    options: tuple[str, ...]
    intervals: tuple[str, ...]


METHODS: Mapping[str, Method] = {
    "stepwise": Method(StepwisePoisson, ("threshold",), _MODEL),
    "loglinear": Method(LogLinear, ("terms",), _MODEL),
    "best": Method(BestModel, ("criterion", "max_order", "top"), _MODEL),
    "average": Method(ModelAverage, ("criterion", "max_order", "top"), _SIMPLE),
    "chapman": Method(Chapman, ("lists",), _SIMPLE),
    "lincoln-petersen": Method(LincolnPetersen, ("lists",), _SIMPLE),
    "chao": Method(Chao, (), _SIMPLE),
    "zelterman": Method(Zelterman, (), _SIMPLE),
    "corrected": Method(CorrectedIndependence, (), _SIMPLE),
    "heterogeneity": Method(Heterogeneity, ("kind", "lists_differ"), _SIMPLE),
    "graphs": Method(GraphAverage, ("delta", "max_hidden"), ("posterior",)),
}


def estimator(name: str, **options: Any) -> Estimator:
    """Return the estimator of this name. options: only those that are not None are passed on.

    Raises InputError for an unknown name or an option that the method does not take.
    """
    if name not in METHODS:
        raise InputError(f"There is no method {name!r}; choose one of {', '.join(METHODS)}.")
    given = {key: value for key, value in options.items() if value is not None}
    wrong = [key for key in given if key not in METHODS[name].options]
    if wrong:
        raise InputError(f"The method {name} takes no {wrong[0].replace('_', '-')}.")
    return METHODS[name].make(**given)
