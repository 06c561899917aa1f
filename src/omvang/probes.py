"""The same estimate on changed data or options: how much does the answer hang on one choice?

Every probe answers with a number or with the reason why there is none; none of them raises OmvangError.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Any, Protocol

import numpy as np

from omvang.capture import CaptureTable, check_table
from omvang.design import BoolArray, Design, FloatArray, design
from omvang.errors import NoEstimateError, OmvangError
from omvang.estimate import Estimate
from omvang.heterogeneity_fit import differing
from omvang.models import ModelSet, fit_listed
from omvang.search import near_best

THRESHOLDS = (0.0001, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
RIVAL_BIC = 6.0     # Kass and Raftery 1995: below 6 the evidence against the worse model is not strong
_SEARCHED = 7


class Estimator(Protocol):
    """Anything that fits a capture table."""

    def fit(self, table: CaptureTable) -> Estimate:
        """Return the estimate."""


@dataclass(frozen=True)
class Probe:
    """One changed estimate. label: what was changed; population: persons, None when there is no estimate;
    observed: persons on the lists that were used; terms: of the model; reason: why there is no estimate."""

    label: str
    population: float | None
    observed: int
    terms: tuple[str, ...] = ()
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as JSON can hold them."""
        return {"label": self.label, "population": self.population, "observed": self.observed,
                "terms": list(self.terms), "reason": self.reason}


def _try(label: str, estimator: Estimator, table: CaptureTable, make: Callable[[CaptureTable], CaptureTable]) -> Probe:
    try:
        found = estimator.fit(make(table))
    except OmvangError as error:
        return Probe(label, None, table.observed, reason=str(error))
    return Probe(label, found.population, found.observed, (*found.terms, *found.empty_terms))


def threshold_path(estimator: Any, table: CaptureTable, thresholds: Sequence[float] = THRESHOLDS) -> tuple[Probe, ...]:
    """Return the stepwise estimate at other thresholds. estimator: has the field `threshold`."""
    check_table(table)
    return tuple(_try(f"{value:g}", dataclasses.replace(estimator, threshold=value), table, lambda same: same)
                 for value in thresholds)


def leave_one_out(estimator: Estimator, table: CaptureTable) -> tuple[Probe, ...]:
    """Return the estimate without each list in turn."""
    lists = check_table(table).lists
    return tuple(_try(name, estimator, table, partial(CaptureTable.drop_list, name=name)) for name in lists)


def merge_pairs(estimator: Estimator, table: CaptureTable) -> tuple[Probe, ...]:
    """Return the estimate with each two lists merged into one."""
    return tuple(_try("+".join(pair), estimator, table, partial(CaptureTable.merge_lists, names=pair))
                 for pair in combinations(check_table(table).lists, 2))


@dataclass(frozen=True)
class HiddenList:
    """A list that was hidden. seen: persons on that list alone, so hidden persons of whom we know that they exist;
    predicted: hidden persons by the other lists, None without an estimate. consistent: predicted >= seen."""

    name: str
    seen: int
    predicted: float | None

    @property
    def consistent(self) -> bool | None:
        """Whether the other lists predict at least as many persons as this list alone knew; None: unknown."""
        return None if self.predicted is None else self.predicted >= self.seen

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as JSON can hold them."""
        return {"list": self.name, "seen_only_here": self.seen, "predicted_hidden": self.predicted,
                "consistent": self.consistent}


def hide_lists(estimator: Estimator, table: CaptureTable, left_out: Sequence[Probe] = ()) -> tuple[HiddenList, ...]:
    """Hide each list and compare: the others must predict at least the persons whom this list alone knew.

    left_out: the answer of `leave_one_out`, when it is at hand.
    """
    alone = check_table(table).histories.sum(axis=1) == 1
    found = left_out or leave_one_out(estimator, table)
    return tuple(HiddenList(probe.label, int(table.counts[alone & table.histories[:, j]].sum()),
                            None if probe.population is None else probe.population - probe.observed)
                 for j, probe in enumerate(found))


@dataclass(frozen=True, eq=False)
class Rivals:
    """pairs: (K,) populations of the pair models near the best; differing: of models in which persons differ, as near;
    bound: lower bound of the population when persons differ (Chao's, with a rate for each list), None when the data
    speak against that model."""

    pairs: FloatArray
    differing: FloatArray
    bound: float | None


def rivals(work: CaptureTable, d: Design, model: BoolArray) -> Rivals:
    """Return the answers of models that the data hardly tell from the best: BIC within RIVAL_BIC.

    work: the table in the order of `canonical`; model: (P,) a model over d to start from. When there are too many lists
    to search all pair models, only those with at most one pair more or less than the given model are compared.
    """
    if work.t < 3:
        return Rivals(np.zeros(0), np.zeros(0), None)
    pairwise = design(work.t)
    given = pairwise.base.copy()
    given[:d.size] = model[:pairwise.size]
    try:
        found = _search(work, pairwise, given)
    except NoEstimateError:
        return Rivals(np.zeros(0), np.zeros(0), None)
    others = differing(work)
    limit = float(min([found.bic.min(), *(other.bic for other in others)])) + RIVAL_BIC
    near = [other for other in others if other.bic <= limit]
    return Rivals(np.asarray(work.observed + found.hidden[found.bic <= found.bic.min() + RIVAL_BIC]),
                  np.array([other.population for other in near]),
                  next((other.population for other in near if other.kind == "chao"), None))


def _search(work: CaptureTable, d: Design, model: BoolArray) -> ModelSet:
    around = [model.copy() for _ in range(d.size - d.t)]
    for row, changed in enumerate(around[1:]):
        changed[d.t + 1 + row] ^= True
    nearby = fit_listed(work.counts, d, np.stack(around))
    if work.t > _SEARCHED:
        return nearby
    return near_best(work.counts, d, RIVAL_BIC, float(nearby.bic.min())) or nearby
