"""Every number ever published, with what it counts. Nothing is taken back: who has read it, knows it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from omvang.disclosure import gate
from omvang.disclosure.errors import LedgerError
from omvang.disclosure.knowledge import Insider, Known
from omvang.disclosure.policy import Policy
from omvang.disclosure.protected import ProtectedTable, Tested, seal
from omvang.disclosure.release import Release
from omvang.errors import InputError

FORMAT = "omvang-ledger/1"
EMPTY = "0" * 64


@dataclass(frozen=True)
class LedgerEntry:
    """One release. number: 1 is the first; previous, hash: SHA-256 in hexadecimal; on: ISO date."""

    number: int
    previous: str
    on: str
    audience: str
    policy: Mapping[str, Any]
    merged: tuple[str, ...]
    release: Release
    hash: str

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {"number": self.number, "previous": self.previous, "on": self.on, "audience": self.audience,
                "policy": dict(self.policy), "merged": list(self.merged), "release": self.release.to_dict(),
                "hash": self.hash}


class ReleaseLedger:
    """What was published, in order, each entry with the hash of the one before; only ever longer.

    Whoever can rewrite the whole file can also recompute the chain: keep `head` in another place (a log, a signed
    report) to prove that the ledger is whole.
    """

    def __init__(self) -> None:
        """Make an empty ledger."""
        self._entries: tuple[LedgerEntry, ...] = ()

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def entries(self) -> tuple[LedgerEntry, ...]:
        """All entries, oldest first."""
        return self._entries

    @property
    def head(self) -> str:
        """Hash of the newest entry, 64 zeros when there is none."""
        return self._entries[-1].hash if self._entries else EMPTY

    @property
    def releases(self) -> list[Release]:
        """All releases, oldest first."""
        return [entry.release for entry in self._entries]

    def publish(self, table: ProtectedTable, on: date, *, known: Sequence[Known] = (),
                insiders: Sequence[Insider] = ()) -> LedgerEntry:
        """Write a protected table down and return its entry; the same table twice is one entry.

        on: day of publication. A table that was not attacked together with the newest entries goes through the gate
        again. Raises InputError for anything but a ProtectedTable, and BreakableError or RevisionError, with the
        cells, when it does not pass.
        """
        if not isinstance(table, ProtectedTable):
            raise InputError(f"Only a ProtectedTable can be published, not a {type(table).__name__}: use protect().")
        if not isinstance(on, date):
            raise InputError(f"The day of publication is a date, not a {type(on).__name__}.")
        for entry in self._entries:
            if entry.release.fingerprint == table.release.fingerprint:
                return entry
        if known or insiders or not self._tested(table):
            gate.check([table.release], self.releases, table.policy, known, insiders)
        body = {"number": len(self._entries) + 1, "previous": self.head, "on": on.isoformat(),
                "audience": table.audience, "policy": table.policy.to_dict(), "merged": list(table.merged),
                "release": table.release.to_dict()}
        self._entries += (_entry({**body, "hash": _hash(body)}),)
        return self._entries[-1]

    def _tested(self, table: ProtectedTable) -> bool:
        """Tell whether everything published since the table was made was attacked together with it."""
        heads = [EMPTY, *(entry.hash for entry in self._entries)]
        if table.tested.head not in heads:
            return False
        since = self._entries[heads.index(table.tested.head):]
        return all(entry.release.fingerprint in table.tested.together for entry in since)

    def table(self, number: int) -> ProtectedTable:
        """Return the protected table of an entry (1 is the first), to show it again. Raises InputError."""
        if not 1 <= number <= len(self._entries):
            raise InputError(f"The ledger has no entry {number}.")
        entry = self._entries[number - 1]
        return seal(entry.release, Policy(**entry.policy), Tested(entry.previous), entry.merged)

    def verify(self) -> None:
        """Raise LedgerError, with the number of the entry, when the chain does not hold."""
        previous = EMPTY
        for place, entry in enumerate(self._entries, start=1):
            values = entry.to_dict()
            found = values.pop("hash")
            if entry.number != place or entry.previous != previous or _hash(values) != found:
                raise LedgerError(f"Entry {place} of the ledger was altered, or one before it was removed.")
            previous = found

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {"format": FORMAT, "entries": [entry.to_dict() for entry in self._entries]}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> ReleaseLedger:
        """Read what `to_dict` wrote. Raises InputError if it is no ledger, LedgerError if it was altered."""
        if not isinstance(values, Mapping) or values.get("format") != FORMAT:
            raise InputError(f"This is no release ledger: its format is not {FORMAT!r}.")
        ledger = cls()
        try:
            ledger._entries = tuple(map(_entry, values["entries"]))
        except (KeyError, TypeError, ValueError) as error:
            raise LedgerError("The ledger was altered: an entry cannot be read.") from error
        ledger.verify()
        return ledger

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> ReleaseLedger:
        """Read a ledger from a JSON file. Raises InputError if it is none, LedgerError if it was altered."""
        try:
            values = json.loads(Path(path).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(f"{path} cannot be read as a release ledger.") from error
        return cls.from_dict(values)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the ledger to a JSON file, whole or not at all.

        Raises LedgerError when the file holds an entry that this ledger does not have: a ledger only grows.
        """
        target = Path(path)
        if target.exists():
            there = [entry.hash for entry in self.load(target).entries]
            if there != [entry.hash for entry in self._entries[:len(there)]]:
                raise LedgerError(f"{path} holds releases that this ledger does not have; load it and publish again.")
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            beside.write_text(json.dumps(self.to_dict(), ensure_ascii=False, indent=1), encoding="utf-8")
            beside.replace(target)
        except OSError as error:
            raise InputError(f"{path} cannot be written: {error.strerror}.") from error


def _entry(values: Mapping[str, Any]) -> LedgerEntry:
    policy = Policy(**values["policy"])
    return LedgerEntry(int(values["number"]), str(values["previous"]), date.fromisoformat(values["on"]).isoformat(),
                       str(values["audience"]), policy.to_dict(), tuple(map(str, values["merged"])),
                       Release.from_dict(values["release"]), str(values["hash"]))


def _hash(values: Mapping[str, Any]) -> str:
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
