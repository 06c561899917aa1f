"""Maximum likelihood of a Poisson log-linear model of which only sums of cells may be seen.

Each cell c has mean mu_c = exp(A_c b). Group g is the sum of its cells and was counted y_g times; cells in
no group are hidden. With one cell per group this is an ordinary log-linear model; with more it is the
composite link of Thompson and Baker (1981), which is what lists that did not run everywhere need (Zwane,
van der Pal, van der Heijden 2004). Fisher scoring with halved steps; the answer counts as found when the
score is zero to rounding.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.special import gammaln, xlogy

from omvang.boundary import Face, Fate, find_face
from omvang.errors import ConvergenceError, NoEstimateError

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

MAX_ITERATIONS = 200
_TOLERANCE = 1e-10
_HALVINGS = 30
_UNSETTLED = ("The fit of the log-linear model did not settle: these counts do not fix this model. Leave terms out or "
              "merge levels.")


@dataclass(frozen=True, eq=False)
class Problem:
    """A (n, p): design of the cells that fall in a group; group (n,): which of the k groups; y (k,): its
    count.

    hidden (m, p): design of the cells nobody sees.
    """

    A: FloatArray
    group: IntArray
    y: FloatArray
    hidden: FloatArray

    def with_counts(self, y: FloatArray) -> Problem:
        """Return the same problem with other counts (k,)."""
        return Problem(self.A, self.group, y, self.hidden)


@dataclass(frozen=True, eq=False)
class Solution:
    """theta (r,): finite parameters in the basis of `face`; fitted (k,): group means; information (r, r).

    hidden (m,): means of the hidden cells, 0 where they vanish on the boundary; gradient (m, r): their
    derivative. deviance; log_likelihood: of the Poisson counts with its constants.
    """

    theta: FloatArray
    fitted: FloatArray
    information: FloatArray
    hidden: FloatArray
    gradient: FloatArray
    deviance: float
    log_likelihood: float
    iterations: int
    face: Face

    def parameters(self) -> FloatArray:
        """Return the p parameters: those that are infinite are absorbed (least norm) when the face is a boundary."""
        return self.theta if self.face.basis is None else self.face.basis @ self.theta


def deviance(y: FloatArray, fitted: FloatArray) -> float:
    """Return the Poisson deviance; a group with mean 0 and count 0 adds nothing."""
    ratio = np.divide(y, fitted, out=np.ones_like(y), where=(y > 0) & (fitted > 0))
    return float(2 * (xlogy(y, ratio) - y + fitted).sum())


@dataclass
class _Scoring:
    """The working parts of Fisher scoring on the cells X (n, r) of the face, summed to groups by G (k, n)."""

    X: FloatArray
    G: csr_matrix | None
    y: FloatArray

    def means(self, theta: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the cell means (n,) and group means (k,)."""
        mu = np.exp(np.minimum(self.X @ theta, 700.0))
        return mu, mu if self.G is None else np.asarray(self.G @ mu)

    def rows(self, mu: FloatArray, fitted: FloatArray) -> FloatArray:
        """Return (k, r): the derivative of the log group means."""
        if self.G is None:
            return self.X
        if not float(fitted.min()) > 0:
            raise ConvergenceError(_UNSETTLED)
        rows: FloatArray = np.asarray(self.G @ (self.X * mu[:, None])) / fitted[:, None]
        return rows

    def start(self) -> FloatArray:
        """Return first parameters: least squares on the log of the counts, a little raised."""
        share = self.y if self.G is None else np.asarray(self.G.T @ (self.y / np.asarray(self.G.sum(axis=1)).ravel()))
        weight = share + 0.1
        gram = (self.X * weight[:, None]).T @ self.X
        return np.asarray(np.linalg.solve(gram, self.X.T @ (weight * np.log(weight))))


def _ascend(work: _Scoring, theta: FloatArray) -> tuple[FloatArray, int]:
    """Return theta (r,) and the number of iterations. The deviance falls in every step."""
    mu, fitted = work.means(theta)
    now = deviance(work.y, fitted)
    for iteration in range(1, MAX_ITERATIONS + 1):
        rows = work.rows(mu, fitted)
        score = rows.T @ (work.y - fitted)
        information = (rows * fitted[:, None]).T @ rows
        step = _newton_step(information, score)
        size = float(score @ step)
        if size < _TOLERANCE * (1 + abs(now)) * 1e-6:
            return theta + step, iteration
        for halving in range(_HALVINGS):
            trial = theta + step / 2**halving
            mu, fitted = work.means(trial)
            value = deviance(work.y, fitted)
            if value <= now + 1e-9 * (1 + abs(now)):
                break
        theta, now = trial, value
    raise ConvergenceError(_UNSETTLED)


def _newton_step(information: FloatArray, score: FloatArray) -> FloatArray:
    try:
        return np.asarray(np.linalg.solve(information, score))
    except np.linalg.LinAlgError:
        raise NoEstimateError("The model cannot be told apart from another with the lists that ran: leave terms out "
                              "or merge levels.") from None


def solve(problem: Problem, start: FloatArray | None = None) -> Solution:
    """Return the maximum likelihood solution, in the limit when it lies on the boundary (see
    `Solution.face`).

    start: (p,) parameters to begin with, used when the maximum is inside. Raises ConvergenceError when the
    iterations do not settle, NoEstimateError for a model that is not identifiable.
    """
    face = find_face(problem.A, problem.y[problem.group] > 0, problem.hidden)
    A, group = problem.A[face.keep], problem.group[face.keep]
    X = A if face.basis is None else A @ face.basis
    seen, index = np.unique(group, return_inverse=True)
    single = len(seen) == len(group)
    G = None if single else csr_matrix((np.ones(len(group)), (index, np.arange(len(group)))))
    if single:
        X = X[np.argsort(group, kind="stable")]
    work = _Scoring(X, G, problem.y[seen])
    theta = start if start is not None and face.basis is None else work.start()
    theta, iterations = _ascend(work, theta)
    mu, fitted_seen = work.means(theta)
    rows = work.rows(mu, fitted_seen)
    information = (rows * fitted_seen[:, None]).T @ rows
    _check_information(information)
    fitted = np.zeros_like(problem.y)
    fitted[seen] = fitted_seen
    return _finish(problem, face, theta, fitted, information, iterations)


def _check_information(information: FloatArray) -> None:
    """Refuse a model of sums that the sums do not fix: its information has (nearly) no rank."""
    scale = np.sqrt(np.diag(information))
    values = np.linalg.eigvalsh(information / np.outer(scale, scale)) if scale.all() else np.zeros(1)
    if values[0] < 1e-10:
        raise NoEstimateError("The counts do not fix every parameter of this model, so the population is not "
                              "identifiable. Leave an interaction out or merge levels.")


def _finish(problem: Problem, face: Face, theta: FloatArray, fitted: FloatArray, information: FloatArray,
            iterations: int) -> Solution:
    finite = np.array([fate is Fate.FINITE for fate in face.fates])
    H = problem.hidden if face.basis is None else problem.hidden @ face.basis
    hidden = np.where(finite, np.exp(np.minimum(H @ theta, 700.0)), 0.0)
    poisson = xlogy(problem.y, np.where(fitted > 0, fitted, 1.0)) - fitted - gammaln(problem.y + 1)
    return Solution(theta, fitted, information, hidden, H * hidden[:, None], deviance(problem.y, fitted),
                    float(poisson.sum()), iterations, face)
