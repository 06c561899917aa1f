"""Model formulas: ``LA*NG + year + sex:LA`` to a set of terms, and terms to columns of a design matrix.

Operators, strongest first: ``^`` (all interactions up to that order), ``:`` (interaction), ``*`` (main
effects and interaction), ``+`` and ``-``. Parentheses group; a left side such as ``y ~`` is ignored. Names
with other characters than letters, digits and ``_`` stand between backticks. ``trend(year)`` is the linear
trend of a covariate with numeric levels, centred on the middle of its range, per unit.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from math import comb

import numpy as np
import numpy.typing as npt

from omvang.errors import InputError
from omvang.person_rows import Level
from omvang.strata import StratifiedTable

_LONGEST = 10_000                  # characters of a formula
_DEEPEST = 50                      # parentheses
_MOST_TERMS = 2000
_ORDERS = tuple(map(str, range(1, 11)))
MAX_DESIGN = 60_000_000            # numbers in a design matrix: 480 MB

Term = frozenset[str]
FloatArray = npt.NDArray[np.float64]
_TOKEN = re.compile(r"\s*(?:(trend\(\s*(?:`[^`]+`|\w+)\s*\))|`([^`]+)`|(\w+)|([-+*:^()~]))")


@dataclass(frozen=True)
class Formula:
    """The terms of a model besides the intercept, each a set of names; in order of appearance."""

    terms: tuple[Term, ...]

    @classmethod
    def parse(cls, text: str) -> Formula:
        """Read a formula. Raises InputError with the place that cannot be read."""
        if not isinstance(text, str) or len(text) > _LONGEST:
            raise InputError(f"A formula is text of at most {_LONGEST:,} characters, such as 'A*B + year'.")
        if text.count("(") > _DEEPEST:
            raise InputError(f"The formula has over {_DEEPEST} parentheses: write it out.")
        right = text.split("~", 1)[1] if "~" in text else text
        parser = _Parser(list(_tokens(right)), right)
        terms = parser.sum()
        if parser.tokens:
            raise InputError(f"The formula cannot be read at {parser.tokens[0]!r}: {right.strip()}")
        return cls(tuple(sorted((t for t in terms if t), key=len)))

    @classmethod
    def of(cls, formula: str | Formula) -> Formula:
        """Return a formula from text or a formula."""
        return formula if isinstance(formula, Formula) else cls.parse(formula)

    def __contains__(self, term: object) -> bool:
        return term in self.terms

    def __str__(self) -> str:
        return " + ".join(label(term) for term in self.terms) or "1"

    def plus(self, term: Term) -> Formula:
        """Return the formula with one term more."""
        return Formula(tuple(sorted((*self.terms, term), key=len)))

    def minus(self, term: Term) -> Formula:
        """Return the formula with one term less."""
        return Formula(tuple(t for t in self.terms if t != term))

    def check(self, table: StratifiedTable) -> None:
        """Raise InputError for names the table does not have, and for an interaction without its margins."""
        known = {*table.lists, *table.variables, *(f"trend({v})" for v in table.variables)}
        for term in self.terms:
            for name in sorted(term - known):
                raise InputError(f"The formula names {name!r}, which is neither a list nor a covariate.")
            if missing := [m for m in margins(term) if m not in self.terms]:
                raise InputError(f"The formula has {label(term)} but not {label(missing[0])}. Add it, or write * "
                                 "instead of :, so that the model is hierarchical.")


def margins(term: Term) -> Iterator[Term]:
    """Yield the non-empty terms one name smaller."""
    if len(term) > 1:
        for name in sorted(term):
            yield term - {name}


def label(term: Iterable[str]) -> str:
    """Return a term as text: its names sorted and joined by ``:``."""
    return ":".join(sorted(term))


def _tokens(text: str) -> Iterator[str]:
    at, text = 0, text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise InputError(f"The formula cannot be read at {text[at:].strip()!r}.")
        trend, quoted, plain, operator = found.groups()
        yield re.sub(r"[\s`]", "", trend) if trend else f"`{quoted}" if quoted else plain or operator
        at = found.end()


class _Parser:
    """Recursive descent over the tokens; every method returns terms without repeats, in order."""

    def __init__(self, tokens: list[str], text: str) -> None:
        self.tokens, self.text = tokens, text

    def _next_is(self, *operators: str) -> bool:
        return bool(self.tokens) and self.tokens[0] in operators

    def sum(self) -> list[Term]:
        terms = self.product()
        while self._next_is("+", "-"):
            add = self.tokens.pop(0) == "+"
            other = self.product()
            terms = _union(terms, other) if add else [t for t in terms if t not in other]
        return terms

    def product(self) -> list[Term]:
        terms = self.interaction()
        while self._next_is("*"):
            self.tokens.pop(0)
            other = self.interaction()
            terms = _union(_union(terms, other), _cross(terms, other))
        return terms

    def interaction(self) -> list[Term]:
        terms = self.power()
        while self._next_is(":"):
            self.tokens.pop(0)
            terms = _cross(terms, self.power())
        return terms

    def power(self) -> list[Term]:
        terms = self.atom()
        if self._next_is("^"):
            self.tokens.pop(0)
            order = self.tokens.pop(0) if self.tokens else ""
            if order not in _ORDERS:
                raise InputError(f"After ^ the formula needs a whole number from 1 to 10: {self.text.strip()}")
            if sum(comb(len(terms), size) for size in range(1, int(order) + 1)) > _MOST_TERMS:
                raise InputError(f"The formula has over {_MOST_TERMS} terms. Ask for a lower order.")
            sets = [frozenset().union(*chosen) for size in range(1, int(order) + 1)
                    for chosen in combinations(terms, size)]
            return _union([], sets)
        return terms

    def atom(self) -> list[Term]:
        word = self.tokens.pop(0) if self.tokens else "the end"
        if word == "(":
            terms = self.sum()
            if not self._next_is(")"):
                raise InputError(f"A parenthesis is not closed in the formula {self.text.strip()}")
            self.tokens.pop(0)
            return terms
        if word == "1":
            return [frozenset()]
        if word == "the end" or word in "+-*:^()~":
            raise InputError(f"The formula cannot be read at {word!r}: {self.text.strip()}")
        return [frozenset({word.removeprefix("`")})]


def _union(one: Sequence[Term], other: Sequence[Term]) -> list[Term]:
    return list(dict.fromkeys([*one, *other]))


def _cross(one: Sequence[Term], other: Sequence[Term]) -> list[Term]:
    if len(one) * len(other) > _MOST_TERMS:
        raise InputError(f"The formula has over {_MOST_TERMS} terms. Leave interactions out.")
    return _union([], [a | b for a in one for b in other])


# --- to columns --------------------------------------------------------------------------------------------
@dataclass(frozen=True, eq=False)
class Design:
    """The design matrix: A (S * 2**t, p), cells in the order of the table; labels and terms of the p columns."""

    A: FloatArray
    labels: tuple[str, ...]
    terms: tuple[Term, ...]


def _atom(table: StratifiedTable, name: str) -> tuple[FloatArray, list[str]]:
    """Return the columns (S, 2**t, k) of one name and their labels."""
    S, H = len(table.strata), 2**table.t
    if name in table.lists:
        seen = np.arange(H) >> table.lists.index(name) & 1
        return np.broadcast_to(seen.astype(float)[None, :, None], (S, H, 1)), [name]
    if name.startswith("trend("):
        values = numeric_levels(table, name[6:-1])
        at = table.position(name[6:-1])
        middle = (min(values.values()) + max(values.values())) / 2
        slope = np.array([values[stratum[at]] - middle for stratum in table.strata])
        return np.broadcast_to(slope[:, None, None], (S, H, 1)), [name]
    levels, at = table.levels(name), table.position(name)
    dummies = np.array([[stratum[at] == level for level in levels[1:]] for stratum in table.strata], dtype=float)
    dummies = dummies.reshape(S, 1, len(levels) - 1)
    return np.broadcast_to(dummies, (S, H, len(levels) - 1)), [f"{name}={level}" for level in levels[1:]]


def numeric_levels(table: StratifiedTable, variable: str) -> dict[Level, float]:
    """Return each level of a covariate as a number. Raises InputError when one is not a number."""
    try:
        values = {level: float(level) for level in table.levels(variable)}
    except ValueError:
        values = {}
    if not values or not all(map(math.isfinite, values.values())):
        raise InputError(f"A trend needs numbers, but {variable!r} has other levels.")
    return values


def _times(one: tuple[FloatArray, list[str]], other: tuple[FloatArray, list[str]]) -> tuple[FloatArray, list[str]]:
    columns = one[0][:, :, :, None] * other[0][:, :, None, :]
    return columns.reshape(*columns.shape[:2], -1), [f"{a}:{b}" for a in one[1] for b in other[1]]


def columns_of(table: StratifiedTable, term: Term) -> tuple[FloatArray, list[str]]:
    """Return the columns (S, 2**t, k) of one term and their labels."""
    order = {name: k for k, name in enumerate([*table.lists, *table.variables])}
    names = sorted(term, key=lambda name: (order.get(name, len(order)), name))
    return reduce(_times, (_atom(table, name) for name in names))


def build(table: StratifiedTable, formula: Formula) -> Design:
    """Return the design matrix with an intercept; the first level of each covariate is the reference.

    Raises InputError for a formula that does not fit the table or a matrix that is too large.
    """
    formula.check(table)
    cells = table.counts.size
    blocks: list[FloatArray] = [np.ones((*table.counts.shape, 1))]
    labels, terms = ["(intercept)"], [frozenset[str]()]
    for term in formula.terms:
        columns, texts = columns_of(table, term)
        labels += texts
        terms += [term] * len(texts)
        if len(labels) * cells > MAX_DESIGN:
            raise InputError(f"The model has over {len(labels)} columns on {cells:,} cells, more than fits. "
                             "Merge levels or leave terms out.")
        blocks.append(columns)
    A = np.concatenate(blocks, axis=2).reshape(cells, len(labels))
    return Design(A, tuple(labels), tuple(terms))
