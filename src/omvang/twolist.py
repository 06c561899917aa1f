"""Two lists: Lincoln-Petersen and Chapman.

Source: Petersen 1896; Lincoln 1930; Chapman 1951; variance of Chapman's estimator: Seber 1970.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from omvang.capture import CaptureTable, check_table
from omvang.design import FloatArray
from omvang.errors import InputError, NoEstimateError
from omvang.resampling import Replicator
from omvang.simple import SimpleFit


@dataclass(frozen=True)
class TwoListSize:
    """size: persons on either list or on neither; variance: in persons squared."""

    size: float
    variance: float


def _check(n1: int, n2: int, overlap: int) -> None:
    for value in (n1, n2, overlap):
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 0:
            raise InputError(f"{value!r} is not a number of persons.")
    if n1 == 0 or n2 == 0:
        raise InputError("A list without persons says nothing about the other. Leave it out or add its persons.")
    if overlap > min(n1, n2):
        raise InputError(f"{overlap} persons on both lists is more than the smaller list of {min(n1, n2)} holds.")


def chapman(n1: int, n2: int, overlap: int) -> TwoListSize:
    """Estimate how many persons two independent lists see together and miss: (n1+1)(n2+1)/(overlap+1) - 1.

    n1, n2: persons on each list (>= 1); overlap: persons on both, at most min(n1, n2).
    Raises InputError if a number is out of range. Source: Chapman 1951; variance: Seber 1970.
    """
    _check(n1, n2, overlap)
    size = (n1 + 1) * (n2 + 1) / (overlap + 1) - 1
    variance = (n1 + 1) * (n2 + 1) * (n1 - overlap) * (n2 - overlap) / ((overlap + 1) ** 2 * (overlap + 2))
    return TwoListSize(size, variance)


def lincoln_petersen(n1: int, n2: int, overlap: int) -> TwoListSize:
    """Estimate the population as n1 n2 / overlap; biased upwards when the overlap is small.

    n1, n2: persons on each list; overlap: persons on both, at most min(n1, n2).
    Raises InputError if a number is out of range, NoEstimateError if the overlap is 0.
    """
    _check(n1, n2, overlap)
    if overlap == 0:
        raise NoEstimateError("Nobody is on both lists, so their product says nothing about the population.")
    return TwoListSize(n1 * n2 / overlap, n1 * n2 * (n1 - overlap) * (n2 - overlap) / overlap**3)


@dataclass(frozen=True)
class _TwoLists(ABC):
    """lists: the two lists to use; may be left out when the table has two."""

    lists: tuple[str, str] | None = None

    def _pair(self, table: CaptureTable) -> CaptureTable:
        if self.lists is None:
            if table.t != 2:
                raise InputError(f"This method takes two lists; the table has {table.t}. Name the two with lists=.")
            return table
        if isinstance(self.lists, str) or len(set(self.lists)) != 2:
            raise InputError("Name two different lists.")
        wrong = [name for name in self.lists if name not in table.lists]
        if wrong:
            raise InputError(f"There is no list {wrong[0]!r}; the lists are {', '.join(table.lists)}.")
        for name in table.lists:
            if name not in self.lists:
                table = table.drop_list(name)
        return table

    @abstractmethod
    def replicator(self, table: CaptureTable) -> Replicator:
        """Return the estimator for tables of counts (R, 3) over two lists."""

    @abstractmethod
    def fit(self, table: CaptureTable) -> SimpleFit:
        """Return the fit. Raises NoEstimateError when nobody is on both lists, or one list holds the other."""

    def _finish(self, table: CaptureTable, method: str, formula: Callable[[int, int, int], TwoListSize]) -> SimpleFit:
        pair = self._pair(check_table(table))
        only_first, only_second, both = (int(n) for n in pair.counts)
        if both == 0:
            raise NoEstimateError(f"Nobody is on both {pair.lists[0]} and {pair.lists[1]}, so no estimate exists.",
                                  terms=(":".join(pair.lists),))
        if only_first == 0 or only_second == 0:
            inner, outer = pair.lists if only_first == 0 else pair.lists[::-1]
            raise NoEstimateError(f"Everybody on {inner} is on {outer} too, which would mean that nobody is hidden. "
                                  "Lists like that say nothing about who is on neither.", terms=(":".join(pair.lists),))
        found = formula(only_first + both, only_second + both, both)
        reasons = ["Two lists cannot show whether they depend on each other: if persons on the one list are likelier "
                   "to be on the other, the population is larger than this estimate."]
        if pair is not table:
            reasons.append(f"Only persons on {pair.lists[0]} or {pair.lists[1]} count as observed here.")
        return SimpleFit(method=method, table=pair, hidden=found.size - pair.observed, variance=found.variance,
                         standard_error=float(np.sqrt(found.variance)), estimator=self, reasons=tuple(reasons),
                         options={"lists": list(pair.lists)},
                         figures={"n1": only_first + both, "n2": only_second + both, "overlap": both})


@dataclass(frozen=True)
class Chapman(_TwoLists):
    """Chapman's estimator for two independent lists; see `chapman`."""

    def fit(self, table: CaptureTable) -> SimpleFit:
        """Return the fit. Raises NoEstimateError when nobody is on both lists, or one list holds the other."""
        return self._finish(table, "chapman", chapman)

    def replicator(self, table: CaptureTable) -> Replicator:
        """Return the estimator for tables of counts (R, 3) over two lists."""

        def replicate(counts: FloatArray) -> FloatArray:
            n1, n2, both = counts[:, 0] + counts[:, 2], counts[:, 1] + counts[:, 2], counts[:, 2]
            hidden = (n1 + 1) * (n2 + 1) / (both + 1) - 1 - counts.sum(axis=1)
            return np.asarray(np.where(both > 0, hidden, np.nan))

        return replicate


@dataclass(frozen=True)
class LincolnPetersen(_TwoLists):
    """The Lincoln-Petersen estimator for two independent lists; see `lincoln_petersen`."""

    def fit(self, table: CaptureTable) -> SimpleFit:
        """Return the fit. Raises NoEstimateError when nobody is on both lists, or one list holds the other."""
        return self._finish(table, "lincoln-petersen", lincoln_petersen)

    def replicator(self, table: CaptureTable) -> Replicator:
        """Return the estimator for tables of counts (R, 3) over two lists."""

        def replicate(counts: FloatArray) -> FloatArray:
            both = np.where(counts[:, 2] > 0, counts[:, 2], np.nan)
            return np.asarray(counts[:, 0] * counts[:, 1] / both)

        return replicate
