"""The only kind of table that may be shown. `protect` makes it; nothing else can."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NoReturn, final

from omvang.disclosure.errors import PolicyError
from omvang.disclosure.policy import Policy, rounded_n
from omvang.disclosure.release import PublishedCell, Release
from omvang.errors import DisclosureError, InputError

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_SEAL = object()

Audience = Literal["public", "restricted"]


@dataclass(frozen=True)
class Tested:
    """Against what a table was attacked. head: hash of the newest ledger entry; together: fingerprints of the
    releases that were attacked with it."""

    head: str
    together: frozenset[str] = frozenset()


@final
class ProtectedTable:
    """A table that was protected and survived the attack. It holds no raw count.

    The constructor asks for a seal that only `protect` and `ReleaseLedger` have; copying by `replace`, pickling and
    subclassing are closed. The guard is against mistakes: code in the same process that wants to cheat, can.
    """

    __slots__ = ("_merged", "_policy", "_release", "_tested")
    _release: Release
    _policy: Policy
    _tested: Tested
    _merged: tuple[str, ...]

    def __init__(self, seal: object, release: Release, policy: Policy, tested: Tested,
                 merged: tuple[str, ...] = ()) -> None:
        """Raise DisclosureError for everybody but `protect`."""
        if seal is not _SEAL:
            raise DisclosureError("A ProtectedTable is only made by protect(table, policy, ledger).")
        object.__setattr__(self, "_release", release)
        object.__setattr__(self, "_policy", policy)
        object.__setattr__(self, "_tested", tested)
        object.__setattr__(self, "_merged", merged)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("A ProtectedTable does not change.")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("A ProtectedTable does not change.")

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("ProtectedTable has no kinds.")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("A ProtectedTable is kept in a ReleaseLedger, not pickled or copied.")

    def __repr__(self) -> str:
        return f"<ProtectedTable {self.title!r} {self.release.period} ({self.audience}, {len(self.cells)} numbers)>"

    @property
    def release(self) -> Release:
        """What is printed."""
        return self._release

    @property
    def policy(self) -> Policy:
        """The rules it follows."""
        return self._policy

    @property
    def tested(self) -> Tested:
        """Against what it was attacked."""
        return self._tested

    @property
    def merged(self) -> tuple[str, ...]:
        """What was merged or left out against group disclosure, as sentences."""
        return self._merged

    @property
    def title(self) -> str:
        """Title."""
        return self.release.title

    @property
    def audience(self) -> Audience:
        """Who may see it: everybody, or a closed circle."""
        return "public" if self.policy.mode == "rounded" else "restricted"

    @property
    def cells(self) -> tuple[PublishedCell, ...]:
        """Every printed number."""
        return self.release.cells

    def cell(self, **labels: str) -> PublishedCell:
        """Return one number by dimension=category; a dimension that is not named is summed. Raises InputError."""
        return self.find(labels)

    def find(self, labels: Mapping[str, str]) -> PublishedCell:
        """Return one number by {dimension: category}, for dimensions that are no Python names. Raises InputError."""
        if not isinstance(labels, Mapping):
            raise InputError("Name the number by {dimension: category}.")
        names = [dimension.name for dimension in self.release.dimensions]
        if unknown := sorted(set(labels) - set(names)):
            raise InputError(f"The table has no dimension {unknown[0]!r}.")
        wanted = tuple(labels.get(name) for name in names)
        for cell in self.cells:
            if cell.labels == wanted:
                return cell
        raise InputError(f"{', '.join(f'{name}={label}' for name, label in labels.items()) or 'total'} is not printed.")

    @property
    def n(self) -> int:
        """The number of persons for a text: from the printed total, to tens under 500, to fifties from there.

        Raises PolicyError when the total is not printed. Never from the raw total: the two would pin each other.
        """
        total = self.find({})
        if total.value is None:
            raise PolicyError("The total is left out, so there is no number of persons to print.", cells=("total",))
        return rounded_n(total.value)

    def percentage(self, part: Mapping[str, str], whole: Mapping[str, str] | None = None) -> str:
        """Return the share of one printed number in another, such as ``"35 %"`` or, for a small part, ``"0-6 %"``.

        Whole numbers, halves up, from printed numbers only. Raises PolicyError when the denominator is printed as
        less than percentage_from or one of the two is left out; InputError when part is no part of whole.
        """
        above, below = self.find(part), self.find(whole or {})
        if not all(item in part.items() for item in (whole or {}).items()):
            raise InputError("The part must lie within the whole.")
        if below.value is None or above.value is None or below.value < self.policy.percentage_from:
            raise PolicyError(f"No percentage of {below.name}: it needs a printed denominator of at least "
                              f"{self.policy.percentage_from}.", cells=(below.name,))
        if above.value == 0 and above.high:
            return f"0-{math.ceil(100 * above.high / below.value)} %"
        return f"{min(100, math.floor(100 * above.value / below.value + 0.5))} %"

    def rows(self) -> list[tuple[str, ...]]:
        """Return the table as text: a header, then one row per number (a category per dimension, then the number)."""
        names = [dimension.name for dimension in self.release.dimensions]
        body = [(*(label or "total" for label in cell.labels), cell.text) for cell in self.cells]
        return [(*names, "count"), *body]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {**self.release.to_dict(), "audience": self.audience, "merged": list(self.merged),
                "policy": self.policy.to_dict(), "ledger_head": self.tested.head}

    def to_csv(self, delimiter: str = ",") -> str:
        """Return the rows as CSV in which no field can start a formula in a spreadsheet."""
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(
            [_harmless(field) for field in row] for row in self.rows())
        return out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def seal(release: Release, policy: Policy, tested: Tested, merged: tuple[str, ...] = ()) -> ProtectedTable:
    """Make the protected table. For `protect` and `ReleaseLedger` only; a test keeps it that way."""
    return ProtectedTable(_SEAL, release, policy, tested, merged)
