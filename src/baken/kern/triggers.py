"""Tables that may only grow: the database itself refuses to change or delete a line, on SQLite and
PostgreSQL.

A model says so with `alleen_toevoegen = Bescherming(...)`; its migration holds the operation
`AlleenToevoegen` with the same table. Put the operation again after every migration that alters the table:
SQLite rebuilds a table to alter it and drops its triggers without a word. The system check
(`check --database default`, also run by `migrate`) tells it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Model

_MELDING = "append-only"


@dataclass(frozen=True)
class Bescherming:
    """What the triggers of a table refuse.

    wissen: rows may be deleted (never changed). segment: column names (reeks, year) by which a row may be
    deleted once its yearly segment is listed in kern_vervallensegment. sleutel: the primary key, which no
    insert may overwrite.
    """

    wissen: bool = False
    segment: tuple[str, str] | None = None
    sleutel: str = "id"


def namen(tabel: str, bescherming: Bescherming, soort: str) -> list[str]:
    """The names of the triggers that must exist on this kind of database ("sqlite" or "postgresql")."""
    handelingen = ["wijzig"] + ([] if bescherming.wissen else ["wis"])
    handelingen.append("vervang" if soort == "sqlite" else "leeg")
    return [f"{tabel}_{handeling}" for handeling in handelingen]


def _uitzondering(bescherming: Bescherming) -> str:
    reeks, jaar = bescherming.segment or ("", "")
    return f"EXISTS (SELECT 1 FROM kern_vervallensegment v WHERE v.reeks = OLD.{reeks} AND v.jaar = OLD.{jaar})"  # noqa: S608 - names from the code, never input


def _sqlite(tabel: str, b: Bescherming) -> list[str]:
    weiger = f"BEGIN SELECT RAISE(ABORT, '{_MELDING}: {tabel}'); END"
    sql = [f"CREATE TRIGGER {tabel}_wijzig BEFORE UPDATE ON {tabel} {weiger}"]
    if not b.wissen:
        wanneer = f"WHEN NOT {_uitzondering(b)} " if b.segment else ""
        sql.append(f"CREATE TRIGGER {tabel}_wis BEFORE DELETE ON {tabel} {wanneer}{weiger}")
    # INSERT OR REPLACE deletes the old row without asking the delete trigger.
    bestaat = f"EXISTS (SELECT 1 FROM {tabel} WHERE {b.sleutel} = NEW.{b.sleutel})"  # noqa: S608 - names from the code, never input
    sql.append(f"CREATE TRIGGER {tabel}_vervang BEFORE INSERT ON {tabel} WHEN {bestaat} {weiger}")
    return sql


def _postgresql(tabel: str, b: Bescherming) -> list[str]:
    weiger = f"RAISE EXCEPTION '{_MELDING}: {tabel}' USING ERRCODE = 'restrict_violation';"
    mag = f"IF TG_OP = 'DELETE' THEN IF {_uitzondering(b)} THEN RETURN OLD; END IF; END IF;"
    functie = (
        f"CREATE OR REPLACE FUNCTION {tabel}_alleen_toevoegen() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN {mag if b.segment and not b.wissen else ''} {weiger} END $$"
    )
    doe = f"EXECUTE FUNCTION {tabel}_alleen_toevoegen()"
    sql = [functie, f"CREATE TRIGGER {tabel}_wijzig BEFORE UPDATE ON {tabel} FOR EACH ROW {doe}"]
    if not b.wissen:
        sql.append(f"CREATE TRIGGER {tabel}_wis BEFORE DELETE ON {tabel} FOR EACH ROW {doe}")
    sql.append(f"CREATE TRIGGER {tabel}_leeg BEFORE TRUNCATE ON {tabel} FOR EACH STATEMENT {doe}")
    # ALWAYS: also when a session calls itself a replica to get past ordinary triggers.
    sql += [f"ALTER TABLE {tabel} ENABLE ALWAYS TRIGGER {naam}" for naam in namen(tabel, b, "postgresql")]
    return sql


def maak(verbinding: BaseDatabaseWrapper, tabel: str, bescherming: Bescherming) -> list[str]:
    """The SQL that makes the triggers of a table, existing ones replaced."""
    maker = _sqlite if verbinding.vendor == "sqlite" else _postgresql
    return verwijder(verbinding, tabel, bescherming) + maker(tabel, bescherming)


def verwijder(verbinding: BaseDatabaseWrapper, tabel: str, bescherming: Bescherming) -> list[str]:
    """The SQL that drops the triggers of a table."""
    op = "" if verbinding.vendor == "sqlite" else f" ON {tabel}"
    return [f"DROP TRIGGER IF EXISTS {naam}{op}" for naam in namen(tabel, bescherming, verbinding.vendor)]


class AlleenToevoegen(Operation):
    """Migration operation: make (again) the triggers that keep a table append-only."""

    reduces_to_sql = True
    reversible = True

    def __init__(
        self,
        tabel: str,
        *,
        wissen: bool = False,
        segment: Sequence[str] | None = None,
        sleutel: str = "id",
    ) -> None:
        self.tabel, self.wissen, self.sleutel = tabel, wissen, sleutel
        self.segment = (segment[0], segment[1]) if segment else None

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """How a migration file writes this operation."""
        extra = {"wissen": self.wissen, "segment": self.segment, "sleutel": self.sleutel}
        return type(self).__name__, [self.tabel], extra

    @property
    def bescherming(self) -> Bescherming:
        """What is refused."""
        return Bescherming(wissen=self.wissen, segment=self.segment, sleutel=self.sleutel)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are no part of the model state."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the triggers."""
        for sql in maak(schema_editor.connection, self.tabel, self.bescherming):
            schema_editor.execute(sql, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the triggers."""
        for sql in verwijder(schema_editor.connection, self.tabel, self.bescherming):
            schema_editor.execute(sql, params=None)

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return f"Keep {self.tabel} append-only"


def beschermde_modellen() -> dict[type[Model], Bescherming]:
    """Every model that declares `alleen_toevoegen`."""
    gevonden = {model: getattr(model, "alleen_toevoegen", None) for model in apps.get_models()}
    return {model: b for model, b in gevonden.items() if isinstance(b, Bescherming)}


_BESTAANDE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND t.tgenabled = 'A' AND pg_table_is_visible(c.oid)"
    ),
}


def ontbrekende_triggers(alias: str = "default") -> list[str]:
    """The triggers that must exist on this database and do not; a switched-off one counts as missing."""
    verbinding = connections[alias]
    with verbinding.cursor() as cursor:
        cursor.execute(_BESTAANDE[verbinding.vendor])
        aanwezig = {rij[0] for rij in cursor.fetchall()}
        tabellen = set(verbinding.introspection.table_names(cursor))
    nodig = [
        naam
        for model, bescherming in beschermde_modellen().items()
        if model._meta.db_table in tabellen  # before the first migration there is nothing to guard
        for naam in namen(model._meta.db_table, bescherming, verbinding.vendor)
    ]
    return sorted(set(nodig) - aanwezig)


def controleer_triggers(
    app_configs: object = None, databases: Sequence[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """System check kern.E001: an append-only table has lost its triggers."""
    return [
        checks.Error(
            f"Trigger {naam} ontbreekt op database '{alias}': het journaal is niet meer beschermd.",
            hint="Voer de bewerking AlleenToevoegen voor deze tabel opnieuw uit in een migratie.",
            id="kern.E001",
        )
        for alias in databases or ()
        for naam in ontbrekende_triggers(alias)
    ]
