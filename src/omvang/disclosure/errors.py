"""Why a table cannot be released. All are `DisclosureError`: the command line answers with exit code 3."""

from __future__ import annotations

from collections.abc import Sequence

from omvang.errors import DisclosureError

_SHOWN = 5


class PolicyError(DisclosureError):
    """A public rule forbids this table, whatever its rounding."""


class GroupDisclosureError(DisclosureError):
    """Nearly everybody in a group falls in one sensitive class and nothing is left to merge or hide."""


class RoundingError(DisclosureError):
    """No additive rounding exists that agrees with what was published before."""


class RevisionError(DisclosureError):
    """A number was published before and the counts have changed too much since to print it again."""


class BreakableError(DisclosureError):
    """An attacker could narrow a cell down to less than the base."""


class LedgerError(DisclosureError):
    """The ledger has been altered, or would be."""


def name_cells(cells: Sequence[str]) -> str:
    """Return the first cells as a phrase: ``"a; b (and 3 more)"``. The counts themselves never appear."""
    shown = "; ".join(cells[:_SHOWN])
    more = len(cells) - _SHOWN
    return f"{shown} (and {more} more)" if more > 0 else shown
