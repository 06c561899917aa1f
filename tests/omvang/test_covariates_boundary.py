"""Where the maximum lies: each fate of a hidden cell by hand, and sparse tables that must answer or refuse."""

from __future__ import annotations

import numpy as np
import pytest

from omvang.boundary import Fate, find_face
from omvang.covariates import CovariateModel
from omvang.errors import OmvangError
from omvang.strata import StratifiedTable

ROWS = np.array([[1.0, 0.0], [1.0, 1.0]])


def test_each_fate_of_a_hidden_cell() -> None:
    positive = np.array([True, False])          # the second parameter goes to minus infinity
    face = find_face(ROWS, positive, np.array([[1.0, 0.0], [1.0, 1.0], [1.0, -1.0]]))
    assert face.fates == (Fate.FINITE, Fate.ZERO, Fate.INFINITE)
    assert not face.exists
    assert face.keep.tolist() == [True, False]
    assert face.direction[0] == 0
    assert face.direction[1] < 0
    assert face.rank == 2


def test_a_parameter_that_no_cell_touches_leaves_the_hidden_cell_free() -> None:
    rows = np.column_stack([ROWS, [0.0, 0.0]])
    face = find_face(rows, np.array([True, True]), np.array([[1.0, 0.0, 1.0], [1.0, 1.0, 0.0]]))
    assert face.fates == (Fate.FREE, Fate.FINITE)
    assert face.exists
    assert face.rank == 2


def test_enough_cells_with_persons_settle_it_at_once() -> None:
    face = find_face(ROWS, np.array([True, True]), np.array([[1.0, 5.0]]))
    assert face.exists
    assert face.basis is None
    assert face.fates == (Fate.FINITE,)


@pytest.mark.parametrize("seed", range(40))
def test_a_sparse_table_gives_an_estimate_or_a_refusal_and_nothing_between(seed: int) -> None:
    rng = np.random.default_rng(seed)
    strata = tuple((f"g{k}",) for k in range(3))
    counts = rng.poisson(rng.choice([0.3, 1, 5]) * rng.gamma(0.5, size=(3, 8)))
    counts[:, 0] = 0
    try:
        fit = CovariateModel("(A + B + C)*g").fit(StratifiedTable(("A", "B", "C"), ("g",), strata, counts))
    except OmvangError:
        return
    interval = fit.conf_int()
    assert fit.observed <= interval.low <= fit.population <= interval.high < np.inf
    assert all(row.hidden > 0 for row in fit.by("g"))
