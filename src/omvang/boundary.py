"""Where the maximum of a Poisson likelihood lies: inside, or on the boundary where parameters are infinite.

A direction of recession is a change d of the parameters that leaves every cell with persons alone (A d = 0)
and lowers cells without persons (A d <= 0): the likelihood never falls along it. When there is one, the
maximum exists only as a limit: some cells get the fitted value 0, and a hidden cell goes to 0, to infinity,
nowhere, or stays put. Sources: Haberman 1974; Fienberg and Rinaldo 2012; Geyer 2009 (the largest set of
cells that can vanish together).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy.linalg import qr, solve_triangular
from scipy.optimize import linprog

from omvang.errors import ConvergenceError

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

_FLAT = 1e-11            # eigenvalue of the scaled Gram matrix, relative to the largest, that counts as zero
_TOUCH = 1e-7


class Fate(StrEnum):
    """What happens to a hidden cell when the likelihood is maximised."""

    FINITE = "finite"                 # the data fix it
    ZERO = "zero"                     # it goes to 0: the trap of a plain GLM
    INFINITE = "infinite"
    FREE = "not identifiable"         # any value is as likely


@dataclass(frozen=True, eq=False)
class Face:
    """keep: (n,) cells with a positive fitted value. basis: (p, r), parameters that are finite, or None
    when all are.

    fates: (m,) one per hidden row. direction: (p,) a direction of recession, zeros when there is none.
    rank: of all n rows: the number of parameters that count in AIC and BIC.
    """

    keep: BoolArray
    basis: FloatArray | None
    fates: tuple[Fate, ...]
    direction: FloatArray
    rank: int

    @property
    def exists(self) -> bool:
        """Whether the maximum is inside: no parameter is infinite."""
        return bool(self.keep.all())


def _row_space(rows: FloatArray) -> FloatArray:
    """Return an orthonormal basis (p, r) of the row space of rows (n, p)."""
    values, vectors = np.linalg.eigh(rows.T @ rows)
    return np.asarray(vectors[:, values > _FLAT * max(float(values[-1]), 1e-300)])


def _null_space(rows: FloatArray, scale: FloatArray) -> FloatArray:
    """Return a basis (p, k) of the null space of rows (n, p) * scale, with round entries and largest entry 1.

    A design of zeros and ones has a null space of small whole numbers; a basis that keeps them so makes the linear
    programs easy to solve exactly, and its directions name few parameters.
    """
    p = rows.shape[1]
    R, order = qr(rows.T @ rows, mode="r", pivoting=True)
    size = np.abs(np.diag(R))
    rank = int((size > _FLAT * max(float(size[0]), 1e-300)).sum())
    basis = np.zeros((p, p - rank))
    basis[order[:rank]] = -solve_triangular(R[:rank, :rank], R[:rank, rank:])
    basis[order[rank:]] = np.eye(p - rank)
    basis /= scale[:, None]
    if p > rank:
        basis /= np.abs(basis).max(axis=0)
    basis[np.abs(basis) < 1e-9] = 0.0
    return basis


def _unique(rows: FloatArray) -> FloatArray:
    """Return the different rows that are not zero."""
    if rows.shape[1] == 0:
        return rows[:0]
    rounded = np.round(rows, 9) + 0.0
    return np.unique(rounded[np.abs(rounded).max(axis=1) > _TOUCH], axis=0)


def _solve(objective: FloatArray, upper: FloatArray, limits: FloatArray,
           bounds: list[tuple[float | None, float | None]]) -> FloatArray:
    for method, presolve in (("highs", True), ("highs-ds", False), ("highs-ipm", True), ("highs-ipm", False)):
        answer = linprog(objective, A_ub=upper, b_ub=limits, bounds=bounds, method=method,
                         options={"presolve": presolve})
        if answer.success:
            return np.asarray(answer.x, dtype=np.float64)
    raise ConvergenceError(f"The linear program that decides whether an estimate exists did not end: {answer.message}")


def _recession(rows: FloatArray) -> FloatArray:
    """Return w (k,) with rows @ w <= 0 that is negative on as many rows as possible; zeros if on none."""
    different = _unique(rows)
    n, k = different.shape
    if n == 0:
        return np.zeros(rows.shape[1])
    answer = _solve(np.concatenate([np.zeros(k), -np.ones(n)]), np.hstack([different, np.eye(n)]), np.zeros(n),
                    [(None, None)] * k + [(0.0, 1.0)] * n)
    return answer[:k] if answer[k:].sum() > 0.5 else np.zeros(k)


def _fate(row: FloatArray, cone: FloatArray) -> Fate:
    """Tell where a hidden cell goes along the directions w with cone @ w <= 0."""
    if not np.abs(row).max(initial=0.0) > _TOUCH:
        return Fate.FINITE
    box: list[tuple[float | None, float | None]] = [(-1.0, 1.0)] * len(row)
    upper = cone if len(cone) else np.zeros((1, len(row)))
    limits = np.zeros(len(upper))
    up = float(row @ _solve(-row, upper, limits, box)) > _TOUCH
    down = float(row @ _solve(row, upper, limits, box)) < -_TOUCH
    if up and down:
        return Fate.FREE
    return Fate.INFINITE if up else Fate.ZERO


def _fates(hidden: FloatArray, null: FloatArray, vanished: FloatArray) -> tuple[Fate, ...]:
    """Return the fate of each hidden row, given what the cells with a positive fitted value leave open (null)."""
    along = np.round(hidden @ null, 9) + 0.0
    if along.shape[1] == 0:
        return (Fate.FINITE,) * len(hidden)
    cone = _unique(vanished @ null)
    different, which = np.unique(along, axis=0, return_inverse=True)
    known = [_fate(row, cone) for row in different]
    return tuple(known[int(i)] for i in np.ravel(which))


def find_face(rows: FloatArray, positive: BoolArray, hidden: FloatArray) -> Face:
    """Return where the maximum lies.

    rows: (n, p) design of the cells that can be observed; positive: (n,) whether persons were seen there;
    hidden: (m, p) design of the cells nobody sees. Raises ConvergenceError when a linear program does not
    end.
    """
    n, p = rows.shape
    scale = np.sqrt((rows**2).sum(axis=0))
    scale[scale == 0] = 1.0
    A = rows / scale
    null = _null_space(A[positive], scale)
    if null.shape[1] == 0:
        return Face(np.ones(n, bool), None, (Fate.FINITE,) * len(hidden), np.zeros(p), p)
    slopes = rows[~positive] @ null
    w = _recession(slopes)
    keep = positive.copy()
    keep[~positive] = slopes @ w > -_TOUCH
    inside, rank = _row_space(A[keep]), _row_space(A).shape[1]
    fates = _fates(hidden, _null_space(A[keep], scale), rows[~keep])
    direction = null @ w
    direction[np.abs(direction) < _TOUCH] = 0.0
    basis = inside / scale[:, None] if inside.shape[1] < p else None
    return Face(keep, basis, fates, direction, rank)
