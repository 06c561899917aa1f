"""What a published number counts: the measure, the period and a set of categories per dimension.

Two numbers are linked when their definitions overlap, whatever the table in which they stood. Each dimension is
therefore described by its finest parts, the *atoms*: a region is a set of municipalities, a period a set of
months, so that overlapping regions and periods that run over each other can be compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from omvang.errors import InputError

_MONTH = re.compile(r"([12]\d{3})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"[12]\d{3}")
_QUARTER = re.compile(r"([12]\d{3})-?Q([1-4])")
_JOINTS = re.compile(r"[\s_\-\u2010-\u2015]+")
_LONGEST_PERIOD = 1200
PERIOD = "(period)"     # under this name the months are a dimension like the others
_SUMS = {"total", "totaal", "grand total", "subtotal", "subtotaal", "eindtotaal"}


@lru_cache(maxsize=1 << 16)
def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def canonical_name(name: str) -> str:
    """Return the one spelling under which a measure or dimension is linked: without case, odd spaces and forms.

    Two tables of one measure that differ in a capital, a space, an underscore or a hyphen must not pass for two
    measures.
    """
    return _folded(_JOINTS.sub(" ", str(name)))


def canonical_atoms(atoms: Iterable[str]) -> tuple[str, ...]:
    """Return atoms sorted and in the one spelling under which they are linked: without case, odd spaces and forms.

    Signs stay, because ``0-4`` and ``0 4`` may be two.
    """
    return tuple(sorted({_folded(str(atom)) for atom in atoms}))


def months_of(period: str) -> range:
    """Return the months of a period as numbers (12 x year + month - 1).

    period: ``2024``, ``2022-2024`` (years), ``2024-Q3``, ``2024-07`` or ``2024-07/2025-06``.
    Raises InputError for anything else.
    """
    if not isinstance(period, str):
        raise InputError(f"{period!r} is not a period: write a calendar year such as \"2024\".")
    first, slash, last = period.partition("/")
    if slash:
        start, end = _months_of_one(first), _months_of_one(last)
        span = range(start.start, end.stop)
    elif re.fullmatch(r"[12]\d{3}-[12]\d{3}", period):
        span = range(int(period[:4]) * 12, (int(period[5:]) + 1) * 12)
    else:
        span = _months_of_one(period)
    if not 0 < len(span) <= _LONGEST_PERIOD:
        raise InputError(f"The period {period!r} ends before it begins or lasts over a century.")
    return span


def _months_of_one(text: str) -> range:
    if _YEAR.fullmatch(text):
        return range(int(text) * 12, int(text) * 12 + 12)
    if match := _QUARTER.fullmatch(text):
        start = int(match[1]) * 12 + 3 * (int(match[2]) - 1)
        return range(start, start + 3)
    if match := _MONTH.fullmatch(text):
        start = int(match[1]) * 12 + int(match[2]) - 1
        return range(start, start + 1)
    raise InputError(f"{text!r} is not a period: write a calendar year such as 2024.")


def is_calendar_year(period: str) -> bool:
    """Tell whether the period is exactly one calendar year."""
    span = months_of(period)
    return len(span) == 12 and span.start % 12 == 0


def canonical_period(period: str) -> str:
    """Return one spelling per period, so that ``2024-01/2024-12`` and ``2024`` are the same."""
    span = months_of(period)
    if span.start % 12 == 0 and len(span) % 12 == 0:
        first, last = span.start // 12, span.stop // 12 - 1
        return f"{first:04d}" if first == last else f"{first:04d}-{last:04d}"
    ends = [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in (span.start, span.stop - 1)]
    return ends[0] if ends[0] == ends[1] else "/".join(ends)


Where = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, order=True)
class Definition:
    """What one number counts: persons of a measure, in a period, in the named atoms of each dimension.

    A dimension that is not named is not restricted: the number counts everybody in it.
    """

    measure: str
    period: str
    where: Where = ()

    @classmethod
    def of(cls, measure: str, period: str, where: Mapping[str, Iterable[str]] | None = None) -> Definition:
        """Return the definition in its one canonical spelling. Raises InputError for an empty set of atoms."""
        parts = []
        if where is not None and not isinstance(where, Mapping):
            raise InputError("The dimensions of a definition are given as {dimension: atoms}.")
        for name, atoms in (where or {}).items():
            if isinstance(atoms, Mapping) or not isinstance(atoms, Iterable):
                raise InputError(f"The atoms of {name!r} are not a list.")
            chosen = canonical_atoms((atoms,) if isinstance(atoms, str) else atoms)
            if not chosen:
                raise InputError(f"The dimension {name!r} is restricted to nothing.")
            if canonical_name(name) in ("", PERIOD):
                raise InputError(f"A dimension cannot be called {name!r}.")
            parts.append((canonical_name(name), chosen))
        if len({name for name, _ in parts}) < len(parts):
            raise InputError("Two dimensions of a definition differ only in capitals, spaces or hyphens.")
        return cls(canonical_name(measure), canonical_period(period), tuple(sorted(parts)))

    @property
    def atoms(self) -> dict[str, tuple[str, ...]]:
        """The atoms per restricted dimension."""
        return dict(self.where)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {"measure": self.measure, "period": self.period,
                "where": {name: list(atoms) for name, atoms in self.where}}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Definition:
        """Read what `to_dict` wrote. Raises InputError if a part is missing or of the wrong kind."""
        if not isinstance(values, Mapping):
            raise InputError("A definition needs measure, period and where (dimension: atoms).")
        try:
            return cls.of(values["measure"], values["period"], values.get("where", {}))
        except (KeyError, TypeError, AttributeError) as error:
            raise InputError("A definition needs measure, period and where (dimension: atoms).") from error

    def __str__(self) -> str:
        parts = [f"{name}={'+'.join(atoms[:3])}{'+...' if len(atoms) > 3 else ''}" for name, atoms in self.where]
        return f"{self.measure} {self.period} {', '.join(parts) or 'total'}"


@dataclass(frozen=True)
class Dimension:
    """One dimension of a table.

    categories: the names in the order in which they are printed. atoms: the finest parts of each category, in the
    same order, kept in small letters; without it each category is its own atom. complete: the categories cover
    everybody, so that their sum is the unrestricted total (False for a table of a few regions). sensitive: a class
    of this dimension tells something about a person (form of exploitation, nationality). ordered: only neighbours
    may be merged (ages). list_membership: whether a person stood on a list; see `Policy`.
    """

    name: str
    categories: tuple[str, ...]
    atoms: tuple[tuple[str, ...], ...] = field(default=())
    complete: bool = True
    sensitive: bool = False
    ordered: bool = False
    list_membership: bool = False

    def __post_init__(self) -> None:
        """Check names and atoms. Raises InputError."""
        for values in (self.categories, self.atoms, *(self.atoms if isinstance(self.atoms, (list, tuple)) else ())):
            if not isinstance(values, (list, tuple, set, frozenset)):
                raise InputError(f"The categories and atoms of dimension {self.name!r} must be lists.")
        object.__setattr__(self, "name", " ".join(str(self.name).split()))
        object.__setattr__(self, "categories", tuple(map(str, self.categories)))
        parts = self.atoms or tuple((category,) for category in self.categories)
        object.__setattr__(self, "atoms", tuple(map(canonical_atoms, parts)))
        self._check()

    def _check(self) -> None:
        if self.key in ("", PERIOD) or not self.categories or not all(map(str.strip, self.categories)):
            raise InputError("A dimension needs a name and at least one category, none of them empty.")
        if sums := [name for name in self.categories if canonical_name(name) in _SUMS]:
            raise InputError(f"Dimension {self.name!r} has the category {sums[0]!r}: leave the sums out, or everybody "
                             "counts twice; they are added here.")
        if len(set(self.categories)) < len(self.categories):
            raise InputError(f"Dimension {self.name!r} has the same category twice.")
        if len(self.atoms) != len(self.categories) or not all(self.atoms):
            raise InputError(f"Dimension {self.name!r} needs at least one atom for each category.")
        everything = [atom for part in self.atoms for atom in part]
        if len(set(everything)) < len(everything):
            raise InputError(f"Dimension {self.name!r} has an atom in two categories, or two that differ only in "
                             "capitals or spaces: its cells would count twice.")

    @property
    def key(self) -> str:
        """The name under which it is linked to other tables: without case and odd spaces."""
        return canonical_name(self.name)

    @property
    def universe(self) -> tuple[str, ...]:
        """All atoms of the dimension, sorted."""
        return tuple(sorted(atom for part in self.atoms for atom in part))

    def merge(self, first: int, second: int) -> Dimension:
        """Return the dimension with two categories made into one, at the place of the first of them."""
        low, high = sorted((first, second))
        names, parts = list(self.categories), list(self.atoms)
        names[low] = f"{names[low]} + {names.pop(high)}"
        parts[low] = tuple(sorted(parts[low] + parts.pop(high)))
        return Dimension(self.name, tuple(names), tuple(parts), complete=self.complete, sensitive=self.sensitive,
                         ordered=self.ordered, list_membership=self.list_membership)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {"name": self.name, "categories": list(self.categories), "atoms": [list(part) for part in self.atoms],
                "complete": self.complete, "sensitive": self.sensitive, "ordered": self.ordered,
                "list_membership": self.list_membership}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Dimension:
        """Read what `to_dict` wrote; atoms and the flags may be left out. Raises InputError."""
        if not isinstance(values, Mapping):
            raise InputError("A dimension needs a name and a list of categories.")
        try:
            return cls(str(values["name"]), _texts(values["categories"]),
                       tuple(_texts(part) for part in values.get("atoms", ())),
                       complete=yes_or_no(values, "complete", default=True),
                       sensitive=yes_or_no(values, "sensitive"), ordered=yes_or_no(values, "ordered"),
                       list_membership=yes_or_no(values, "list_membership"))
        except (KeyError, TypeError, AttributeError) as error:
            raise InputError("A dimension needs a name and a list of categories.") from error


Kind = TypeVar("Kind")


def as_tuple(values: object, kind: type[Kind], what: str) -> tuple[Kind, ...]:
    """Return the values as a tuple. Raises InputError when they are no list of that kind."""
    if isinstance(values, (list, tuple)) and all(isinstance(value, kind) for value in values):
        return tuple(values)
    raise InputError(f"{what} must be a list, each of them a {kind.__name__}.")


def yes_or_no(values: Mapping[str, Any], name: str, *, default: bool = False) -> bool:
    """Return a field that is true or false. Raises InputError for anything else, such as the text "false"."""
    value = values.get(name, default)
    if not isinstance(value, bool):
        raise InputError(f"{name} must be true or false, not {value!r}.")
    return value


def _texts(values: Sequence[Any]) -> tuple[str, ...]:
    if isinstance(values, (str, Mapping)):
        raise InputError(f"{values!r} is not a list.")
    return tuple(map(str, values))
