"""Disclosure control: tables that give nobody away, and the attack that proves it.

`protect` turns a raw `Table` into a `ProtectedTable`, the only type that may be shown; a `ReleaseLedger` keeps what
was published; `attack` tries to break it.
"""

from omvang.disclosure.attacking import AttackReport, Finding, Scenario, attack
from omvang.disclosure.definitions import Definition, Dimension
from omvang.disclosure.errors import (
    BreakableError,
    GroupDisclosureError,
    LedgerError,
    PolicyError,
    RevisionError,
    RoundingError,
)
from omvang.disclosure.knowledge import Insider, Known
from omvang.disclosure.ledger import LedgerEntry, ReleaseLedger
from omvang.disclosure.policy import PUBLIC, RESTRICTED, Policy, rounded_n
from omvang.disclosure.protected import ProtectedTable
from omvang.disclosure.protecting import protect, protect_all
from omvang.disclosure.release import Percentage, PublishedCell, Release
from omvang.disclosure.suppression import threshold_only
from omvang.disclosure.table import Table

__all__ = ["PUBLIC", "RESTRICTED", "AttackReport", "BreakableError", "Definition", "Dimension", "Finding",
           "GroupDisclosureError", "Insider", "Known", "LedgerEntry", "LedgerError", "Percentage", "Policy",
           "PolicyError", "ProtectedTable", "PublishedCell", "Release", "ReleaseLedger", "RevisionError",
           "RoundingError", "Scenario", "Table", "attack", "protect", "protect_all", "rounded_n", "threshold_only"]
