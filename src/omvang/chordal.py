"""Decomposable (chordal) graphs over lists: which there are, and how their likelihood falls apart.

A subset of lists is a bit mask: list j belongs to it when ``mask >> j & 1``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
import numpy.typing as npt

from omvang.errors import InputError

MAX_GRAPH_LISTS = 6

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class DecomposableGraphs:
    """All labelled decomposable graphs over t lists.

    edges: bool array (G, P); column k is pair k of `pairs`. factors: int8 array (G, 2**t): the likelihood
    of graph g is the product over subsets s of p(s) ** factors[g, s], cliques counting +1 and separators -1
    (with their multiplicity). G is 2, 8, 61, 822, 18154 for t = 2..6 (OEIS A058862).
    """

    t: int
    pairs: tuple[tuple[int, int], ...]
    edges: npt.NDArray[np.bool_]
    factors: npt.NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.edges)

    def cliques(self, g: int) -> tuple[tuple[int, ...], ...]:
        """Return the maximal cliques of graph g as tuples of list numbers, in a fixed order."""
        masks = [int(s) for s in np.flatnonzero(self.factors[g] > 0)]
        found = [tuple(j for j in range(self.t) if mask >> j & 1) for mask in masks]
        return tuple(sorted(found))

    def label(self, g: int, lists: Sequence[str]) -> str:
        """Return graph g as text: its cliques between brackets, the lists of a clique joined by ``:``."""
        return " ".join(f"[{':'.join(lists[j] for j in clique)}]" for clique in self.cliques(g))


def _neighbours(edges: npt.NDArray[np.bool_], pairs: Sequence[tuple[int, int]], t: int) -> IntArray:
    """Return (G, t) bit masks: the neighbours of each list in each graph."""
    near = np.zeros((len(edges), t), dtype=np.int64)
    for k, (i, j) in enumerate(pairs):
        near[:, i] |= edges[:, k].astype(np.int64) << j
        near[:, j] |= edges[:, k].astype(np.int64) << i
    return near


def _simplicial(near: IntArray, left: IntArray, v: int) -> npt.NDArray[np.bool_]:
    """Tell per graph whether list v is left and its remaining neighbours are all joined to each other."""
    mine = near[:, v] & left
    fine = (left >> v & 1).astype(bool)
    for w in range(near.shape[1]):
        apart = mine & ~near[:, w] & ~(1 << w)
        fine &= ~((mine >> w & 1).astype(bool) & (apart != 0))
    return fine


def _eliminate(near: IntArray, t: int) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.bool_]]:
    """Take simplicial lists away one by one. Returns factors (G, 2**t) and which graphs could be emptied."""
    graphs = np.arange(len(near))
    left = np.full(len(near), 2**t - 1, dtype=np.int64)
    factors = np.zeros((len(near), 2**t), dtype=np.int8)
    alive = np.ones(len(near), dtype=bool)
    for _ in range(t):
        options = np.stack([_simplicial(near, left, v) for v in range(t)], axis=1)
        alive &= options.any(axis=1)
        v = options.argmax(axis=1)
        rest = near[graphs, v] & left
        np.add.at(factors, (graphs[alive], (rest | 1 << v)[alive]), 1)
        np.add.at(factors, (graphs[alive], rest[alive]), -1)
        left &= ~(1 << v)
    factors[:, 0] = 0                                   # p(empty set) = 1
    return factors, alive


@lru_cache(maxsize=MAX_GRAPH_LISTS)
def decomposable_graphs(t: int) -> DecomposableGraphs:
    """Return all decomposable graphs over t lists.

    A graph is decomposable exactly when its vertices can be taken away one by one, each with neighbours
    that are mutually joined (Fulkerson, Gross 1965); the order found gives cliques and separators at once.
    Raises InputError unless 2 <= t <= 6 (seven lists have 617,675 such graphs).
    """
    if not 2 <= t <= MAX_GRAPH_LISTS:
        raise InputError(f"Averaging over graphs handles two to {MAX_GRAPH_LISTS} lists, not {t}. "
                         "Merge lists that resemble each other with merge_lists.")
    pairs = tuple(combinations(range(t), 2))
    codes = np.arange(2 ** len(pairs))
    edges = (codes[:, None] >> np.arange(len(pairs)) & 1).astype(bool)
    factors, alive = _eliminate(_neighbours(edges, pairs, t), t)
    edges, factors = edges[alive], factors[alive]
    edges.setflags(write=False)
    factors.setflags(write=False)
    return DecomposableGraphs(t, pairs, edges, factors)
