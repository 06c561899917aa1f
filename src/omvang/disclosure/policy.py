"""The public rules under which a table may be shown. They are a minimum: a policy can only be stricter.

Zero-restricted controlled rounding to a base: Cox and Ernst, Controlled rounding, INFOR 20 (1982) 423-432. The
figures (bases, totals, dimensions, shares) are the policy of the monitor, not statistics.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from omvang.disclosure.definitions import Dimension, is_calendar_year
from omvang.disclosure.errors import PolicyError
from omvang.disclosure.table import Table
from omvang.errors import InputError

_HISTORY = re.compile(r"[01]([-,./| ]?[01])+")
_FLAGS = ({"0", "1"}, {"no", "yes"}, {"nee", "ja"}, {"false", "true"}, {"n", "y"}, {"n", "j"}, {"niet", "wel"},
          {"absent", "present"}, {"afwezig", "aanwezig"}, {"out", "in"}, {"off", "on"}, {"uit", "aan"}, {"-", "+"},
          {"-", "x"})
_DENIES = re.compile(r"(?:(?:not|no|non|niet|nee|geen|without|zonder)\b[\s,:-]*|un|on)(.*)")
_AFFIRMS = re.compile(r"(?:(?:yes|ja|wel|with|met)\b[\s,:-]*)?(.*)")
# two persons of one case (victim and trafficker) may stand side by side with the same words: these are no lists
_KINDS_OF_PERSONS = ({"f", "m"}, {"v", "m"}, {"female", "male"}, {"woman", "man"}, {"women", "men"}, {"vrouw", "man"},
                     {"vrouwen", "mannen"}, {"girl", "boy"}, {"meisje", "jongen"}, {"minor", "adult"},
                     {"minderjarig", "meerderjarig"}, {"child", "adult"}, {"kind", "volwassene"})
_UNTOLD = {"unknown", "onbekend", "?", "missing"}


@dataclass(frozen=True)
class Policy:
    """Rules for one kind of release. Raises InputError for rules weaker than the public ones.

    mode: "rounded" for everybody; "restricted" for a closed circle (exact numbers from `threshold` on, smaller
    ones and what would give them away left out). base: rounding base in persons; small_base: the base for a
    table of fewer than small_total persons. minimum_total: smaller tables are refused. group: what happens
    when group_share of a group falls in one sensitive class. insider_range: how many values a partner who
    knows its own list must still find possible (1 would be an exact answer).
    """

    mode: Literal["rounded", "restricted"] = "rounded"
    base: int = 5
    small_base: int = 10
    small_total: int = 100
    minimum_total: int = 10
    two_dimensions_from: int = 50
    three_dimensions_from: int = 300
    threshold: int = 5
    group: Literal["merge", "hide"] = "merge"
    group_share: float = 0.9
    percentage_from: int = 50
    insider_range: int = 2

    def __post_init__(self) -> None:
        """Refuse what is weaker than the public rules."""
        if not (isinstance(self.mode, str) and isinstance(self.group, str) and self.mode in ("rounded", "restricted")
                and self.group in ("merge", "hide")):
            raise InputError("The mode is 'rounded' or 'restricted', the group rule 'merge' or 'hide'.")
        floors = {"base": 5, "small_base": 10, "small_total": 100, "minimum_total": 10, "threshold": 5,
                  "two_dimensions_from": 50, "three_dimensions_from": 300, "percentage_from": 50,
                  "insider_range": 2}
        for name, least in floors.items():
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < least:
                raise InputError(f"{name} must be a whole number of at least {least}: the rules are a minimum.")
        if self.small_base % self.base:
            raise InputError("small_base must be a multiple of base, or linked tables cannot add up.")
        if self.small_total % self.small_base:
            raise InputError("small_total must be a multiple of small_base, or the base tells too much of the total.")
        if not isinstance(self.group_share, float) or not 0.5 < self.group_share <= 0.9:
            raise InputError("group_share lies over 0.5 and at most at 0.9: the rules are a minimum.")

    def base_for(self, total: int) -> int:
        """Return the rounding base for a table of this many persons."""
        return self.small_base if total < self.small_total else self.base

    def totals_like(self, total: int, dimensions: int) -> tuple[int, int | None]:
        """Return between which totals a table is treated as one of this total and number of dimensions.

        Whoever knows the rules knows that much from the looks of a table: its dimensions and, if rounded, its base.
        """
        low, high = self.minimum_total, None
        if dimensions > 1:
            low = max(low, self.two_dimensions_from if dimensions == 2 else self.three_dimensions_from)
        if self.mode == "rounded" and self.small_base != self.base:
            if total < self.small_total:
                high = self.small_total - 1
            else:
                low = max(low, self.small_total)
        return low, high

    def dimensions_for(self, total: int) -> int:
        """Return how many dimensions a table of this many persons may have: 1, 2 or 3."""
        return 1 + (total >= self.two_dimensions_from) + (total >= self.three_dimensions_from)

    def check(self, table: Table) -> None:
        """Raise PolicyError when a public rule forbids the table, however it is rounded. Names no counts."""
        refuse_capture_histories(table.dimensions, table.scope)
        if not is_calendar_year(table.period):
            raise PolicyError(f"{table.title}: {table.period} is not one calendar year; cumulative and rolling "
                              "periods give single months away.")
        if table.total < self.minimum_total:
            raise PolicyError(f"{table.title}: the table holds fewer than {self.minimum_total} persons; "
                              "nothing of it can be shown.", cells=("total",))
        allowed = self.dimensions_for(table.total)
        if len(table.dimensions) > allowed:
            raise PolicyError(f"{table.title}: a table of this many persons has at most {allowed} dimension"
                              f"{'s' if allowed > 1 else ''}, not {len(table.dimensions)}.")

    def to_dict(self) -> dict[str, Any]:
        """Return the rules as plain values: they are public."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


PUBLIC = Policy()
RESTRICTED = Policy(mode="restricted")


def refuse_capture_histories(dimensions: Sequence[Dimension], scope: Mapping[str, Sequence[str]] | None = None) -> None:
    """Raise PolicyError for a table of who stands on which lists: its small cells are the estimate's raw data.

    Such a table shows itself by a dimension of histories (``011``, ``0-1-1``), or by two dimensions that are lists:
    said to be; or with 0/1, yes/no or a word and its denial for categories; or with the same two categories, whatever
    the words (those for sex and age apart). It does not matter what else stands beside them. A list to which the
    whole table is limited (scope: dimension and atoms) counts as well.
    """
    pairs = [_told(dimension.categories) for dimension in dimensions]
    lists = sum(dimension.list_membership or _is_flag(pair) or _is_shared(pair, pairs)
                for dimension, pair in zip(dimensions, pairs, strict=True))
    lists += sum(_is_flag(_told(atoms)) for atoms in (scope or {}).values())
    if lists > 1 or any(_are_histories(names) for dimension in dimensions
                        for names in (dimension.categories, dimension.universe)):
        raise PolicyError("A table of capture histories (who stands on which lists together) is never released. If "
                          "these are no lists, give each dimension categories of its own that say what they are, "
                          "instead of 0/1, yes/no or a word and its denial.")


def _told(names: Sequence[str]) -> frozenset[str]:
    """Return the categories in small letters, without the one for who is unknown, if others are left."""
    said = frozenset(" ".join(name.split()).casefold() for name in names)
    return said if len(said) < 3 else said - _UNTOLD


def _is_flag(said: frozenset[str]) -> bool:
    if any(said <= flag for flag in _FLAGS):
        return True
    return len(said) == 2 and any(_denies(one, other) for one, other in itertools.permutations(said))


def _is_shared(said: frozenset[str], pairs: Sequence[frozenset[str]]) -> bool:
    """Tell whether two dimensions have these two categories, as the lists of one capture table have."""
    return len(said) == 2 and pairs.count(said) > 1 and said not in _KINDS_OF_PERSONS


def _denies(one: str, other: str) -> bool:
    """Tell whether a category is the denial of another: ``not seen`` of ``seen``, ``onbekend`` of ``bekend``."""
    denied, affirmed = _DENIES.fullmatch(one), _AFFIRMS.fullmatch(other)
    return denied is not None and affirmed is not None and denied[1] in (other, affirmed[1])


def _are_histories(names: Sequence[str]) -> bool:
    return len(names) > 1 and len({len(name) for name in names}) == 1 and all(map(_HISTORY.fullmatch, names))


def rounded_n(number: float) -> int:
    """Return a number of persons as it may stand in a text: to tens under 500, to fifties from there on.

    Halves go up. Raises InputError for a number that is negative or not finite. Give it an estimate or an already
    published total, never a raw count: rounded twice, a raw count can be pinned between the two.
    """
    if not 0 <= number < float("inf"):
        raise InputError("A number of persons is 0 or more.")
    step = 10 if number < 500 else 50
    return int(number / step + 0.5) * step
