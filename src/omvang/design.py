"""The terms of hierarchical log-linear models and their 0/1 design matrix over the observable histories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

import numpy as np
import numpy.typing as npt

from omvang.errors import InputError

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


_SMALL = 250_000


def dot(x: FloatArray, m: FloatArray) -> FloatArray:
    """Return x @ m for many rows x (R, k) and a small matrix m (k, n), a few rows at a time.

    A product as small as one part is not worth threads, and linear algebra libraries then start none. On the sizes
    of this library their threads cost more time than they save.
    """
    k, n = m.shape
    rows = _SMALL // (k * n)
    if rows < 4 or len(x) <= rows:
        return np.asarray(x @ m)
    out = np.empty((len(x), n))
    for first in range(0, len(x), rows):
        np.matmul(x[first:first + rows], m, out=out[first:first + rows])
    return out


@dataclass(frozen=True, eq=False)
class Design:
    """All terms up to an order over t lists, and which histories each of them touches.

    t: number of lists; max_order: highest order of a term (1 main effects, 2 pairs, ...); hidden_cell: whether
    row 0 is the history without any list (for a profile likelihood, where its count is supposed known).
    Column 0 is the intercept (the log of the hidden number), columns 1..t the lists, then pairs, triples, ...
    """

    t: int
    max_order: int
    hidden_cell: bool = False

    @cached_property
    def subsets(self) -> tuple[tuple[int, ...], ...]:
        """The lists of each column: ``()`` for the intercept, ``(0, 2)`` for the pair of lists 0 and 2."""
        return tuple(subset for order in range(self.max_order + 1) for subset in combinations(range(self.t), order))

    @cached_property
    def term_masks(self) -> IntArray:
        """(P,) bit mask of the lists of each column."""
        return np.array([sum(1 << j for j in subset) for subset in self.subsets], dtype=np.int64)

    @cached_property
    def inside(self) -> BoolArray:
        """(C, P): history c contains every list of term p."""
        cells = np.arange(0 if self.hidden_cell else 1, 2**self.t, dtype=np.int64)
        return np.asarray((cells[:, None] & self.term_masks[None, :]) == self.term_masks[None, :], dtype=bool)

    @cached_property
    def matrix(self) -> FloatArray:
        """(C, P) design matrix of zeros and ones, C = 2**t - 1 (one more with hidden_cell)."""
        return np.ascontiguousarray(self.inside, dtype=np.float64)

    @cached_property
    def products(self) -> FloatArray:
        """(C, P * P): row c is the outer product of row c of the matrix, so that ``mu @ products`` is a Hessian."""
        return outer_products(self.matrix)

    @property
    def size(self) -> int:
        """Number of columns P."""
        return len(self.subsets)

    @property
    def base(self) -> BoolArray:
        """(P,) mask of the model with the intercept and one term for each list."""
        return np.arange(self.size) <= self.t

    def names(self, lists: Sequence[str]) -> tuple[str, ...]:
        """Return the name of each column: "A:B" for a pair; the intercept is "(hidden)"."""
        return tuple(":".join(lists[j] for j in subset) if subset else "(hidden)" for subset in self.subsets)

    def column(self, term: str, lists: Sequence[str]) -> int:
        """Return the column of a term such as "A:B" or "B:A". Raises InputError when there is none."""
        parts = [part.strip() for part in term.split(":")]
        unknown = [part for part in parts if part not in lists]
        if unknown:
            raise InputError(f"The term {term!r} names {unknown[0]!r}, which is no list of this table.")
        subset = tuple(sorted(lists.index(part) for part in parts))
        if subset not in self.subsets or len(set(parts)) != len(parts):
            raise InputError(f"The term {term!r} is not a product of at most {self.max_order} different lists.")
        return self.subsets.index(subset)

    def closure(self, columns: Iterable[int]) -> BoolArray:
        """Return the (P,) mask of the smallest hierarchical model with these columns and the base model."""
        model = self.base.copy()
        for column in columns:
            model |= (self.term_masks & self.term_masks[column]) == self.term_masks
        return model

    def margins(self, counts: npt.NDArray[np.number]) -> FloatArray:
        """Return (P,) or (R, P): the number of persons inside each term, of counts (C,) or (R, C)."""
        if counts.ndim == 1:
            return np.asarray(counts @ self.matrix, dtype=np.float64)
        return dot(np.asarray(counts, dtype=np.float64), self.matrix)

    def split(self, models: BoolArray, margins: FloatArray) -> tuple[BoolArray, BoolArray, BoolArray]:
        """Divide models (R, P) by margins (R, P) for extended maximum likelihood.

        Returns finite (R, P), empty (R, P): terms in the model with and without persons; and cells (R, C):
        the histories that stay in the fit. A term without persons has parameter minus infinity, so that every
        history that contains it has expectation 0.
        """
        empty = models & (margins == 0)
        if not empty.any():
            return models, empty, np.ones((len(models), self.matrix.shape[0]), dtype=bool)
        dropped = dot(empty.astype(np.float64), np.ascontiguousarray(self.matrix.T))
        cells = dropped == 0
        inside_gone = _contains_empty(empty, self.term_masks)
        return models & ~empty & ~inside_gone, empty, cells


@dataclass(frozen=True, eq=False)
class Part:
    """Some columns of a design. matrix: (C, p)."""

    matrix: FloatArray

    @cached_property
    def products(self) -> FloatArray:
        """(C, p * p): the outer products of the rows."""
        return outer_products(self.matrix)

    @property
    def size(self) -> int:
        """Number of columns p."""
        return int(self.matrix.shape[1])


def outer_products(a: FloatArray) -> FloatArray:
    """Return (C, p * p): row c is the outer product of row c of a (C, p), so that ``mu @ products`` is a Hessian."""
    return np.ascontiguousarray((a[:, :, None] * a[:, None, :]).reshape(a.shape[0], -1))


def _contains_empty(empty: BoolArray, masks: IntArray) -> BoolArray:
    """Terms that contain a term without persons; they have no persons either, so nothing is left to estimate."""
    within = ((masks[:, None] & masks[None, :]) == masks[:, None]).astype(np.float64)
    return np.asarray(dot(empty.astype(np.float64), within) > 0, dtype=bool)


@lru_cache(maxsize=64)
def design(t: int, max_order: int = 2) -> Design:
    """Return the design of t lists with terms up to max_order (at most t - 1; the saturated term is no model)."""
    return Design(t, max(1, min(max_order, t - 1)))
