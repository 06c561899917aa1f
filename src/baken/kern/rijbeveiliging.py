"""Row-level security on PostgreSQL: the database itself gives an organisation its own rows only.

The second layer under the scopes of the code (ADR 12). A migration holds the operation `Rijbeveiliging` with the
policies of a table as text, so that a later change of code cannot change what an older migration did. On SQLite it
does nothing. Policies are loud: they read `baken.organisatie` with a cast, so a query outside a context fails instead
of finding nothing.

A later migration that must see every row wraps its work in `ZonderRijbeveiliging`: FORCE is taken off for the owner
inside the same transaction, and comes back with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.core import checks
from django.db import connections
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

Opdracht = Literal["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"]


@dataclass(frozen=True)
class Beleid:
    """One policy. using: which rows are there; check: which rows may be written (default: the same).

    Both are SQL of the migration itself. Of INSERT only `check` counts, of SELECT and DELETE only `using`.
    """

    naam: str
    using: str
    check: str = ""
    voor: Opdracht = "ALL"

    def sql(self, tabel: str) -> str:
        """Return the statement that makes it."""
        delen = [f"CREATE POLICY {self.naam} ON {tabel} FOR {self.voor}"]
        if self.voor != "INSERT":
            delen.append(f"USING ({self.using})")
        if self.voor in {"INSERT", "UPDATE", "ALL"}:
            delen.append(f"WITH CHECK ({self.check or self.using})")
        return " ".join(delen)


def lees_en_schrijf(lezen: str, schrijven: str) -> tuple[Beleid, ...]:
    """Return the policies of a table of which more rows are read than may be written. One per command: no OR of two."""
    return (
        Beleid("lezen", lezen, voor="SELECT"),
        Beleid("toevoegen", schrijven, voor="INSERT"),
        Beleid("wijzigen", schrijven, voor="UPDATE"),
        Beleid("verwijderen", schrijven, voor="DELETE"),
    )


class _Alleenpostgres(Operation):
    """What both operations share: no part of the model state, and nothing on another database."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Policies are no part of the model state."""

    @staticmethod
    def _voer_uit(schema_editor: BaseDatabaseSchemaEditor, opdrachten: Sequence[str]) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for opdracht in opdrachten:
                schema_editor.execute(opdracht, params=None)


class Rijbeveiliging(_Alleenpostgres):
    """Migration operation: switch row security on for a table, also for its owner, with these policies."""

    def __init__(self, tabel: str, *beleid: Beleid) -> None:
        self.tabel, self.beleid = tabel, beleid

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """How a migration file writes this operation."""
        return type(self).__name__, [self.tabel, *self.beleid], {}

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the policies."""
        aan = (
            f"ALTER TABLE {self.tabel} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {self.tabel} FORCE ROW LEVEL SECURITY",
        )
        self._voer_uit(schema_editor, [*aan, *(b.sql(self.tabel) for b in self.beleid)])

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the policies and switch it off."""
        weg = [f"DROP POLICY {b.naam} ON {self.tabel}" for b in self.beleid]
        uit = (
            f"ALTER TABLE {self.tabel} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {self.tabel} DISABLE ROW LEVEL SECURITY",
        )
        self._voer_uit(schema_editor, [*weg, *uit])

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return f"Row security on {self.tabel}"


class Beleidswijziging(_Alleenpostgres):
    """Migration operation: add policies to a table that has row security already."""

    def __init__(self, tabel: str, *beleid: Beleid) -> None:
        self.tabel, self.beleid = tabel, beleid

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """How a migration file writes this operation."""
        return type(self).__name__, [self.tabel, *self.beleid], {}

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the policies."""
        self._voer_uit(schema_editor, [b.sql(self.tabel) for b in self.beleid])

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop them."""
        self._voer_uit(schema_editor, [f"DROP POLICY {b.naam} ON {self.tabel}" for b in self.beleid])

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return f"More policies on {self.tabel}"


class ZonderRijbeveiliging(_Alleenpostgres):
    """Migration operation: do a data migration as owner with every row in sight, of these tables only.

    The tables have FORCE again when it is done, in the same transaction: no other session sees them without.
    """

    def __init__(self, tabellen: Sequence[str], binnen: Operation) -> None:
        self.tabellen, self.binnen = tuple(tabellen), binnen

    @property
    def reversible(self) -> bool:  # type: ignore[override]  # Django's own RunPython does the same
        """Whether the operation inside is."""
        return bool(self.binnen.reversible)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """How a migration file writes this operation."""
        return type(self).__name__, [list(self.tabellen), self.binnen], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The state changes as the operation inside changes it."""
        self.binnen.state_forwards(app_label, state)

    def _dwing(self, schema_editor: BaseDatabaseSchemaEditor, woord: str) -> None:
        self._voer_uit(schema_editor, [f"ALTER TABLE {tabel} {woord} ROW LEVEL SECURITY" for tabel in self.tabellen])

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Do it."""
        self._dwing(schema_editor, "NO FORCE")
        self.binnen.database_forwards(app_label, schema_editor, from_state, to_state)
        self._dwing(schema_editor, "FORCE")

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Undo it, with every row in sight too."""
        self._dwing(schema_editor, "NO FORCE")
        self.binnen.database_backwards(app_label, schema_editor, from_state, to_state)
        self._dwing(schema_editor, "FORCE")

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return f"With every row of {', '.join(self.tabellen)} in sight: {self.binnen.describe()}"


_VERSLAPT = """
    SELECT DISTINCT c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE pg_table_is_visible(c.oid) AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1
"""


def controleer_rijbeveiliging(
    app_configs: object = None, databases: Sequence[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """System check kern.E002: a table with policies has lost ENABLE or FORCE."""
    fouten: list[checks.CheckMessage] = []
    for alias in databases or ():
        if connections[alias].vendor != "postgresql":
            continue
        with connections[alias].cursor() as cursor:
            cursor.execute(_VERSLAPT)
            fouten += [
                checks.Error(
                    f"De rijbeveiliging van tabel {tabel} staat uit op database '{alias}'.",
                    hint=f"ALTER TABLE {tabel} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;",
                    id="kern.E002",
                )
                for (tabel,) in cursor.fetchall()
            ]
    return fouten
