"""Confidential logging: one JSON line per event, without personal data.

A line holds what happened (the template of the message, never its texts), where, and a short list of named
facts. Values that are not on the list are left out; numbers and ids in a message are filled in, texts
become "…". Whatever still looks like an address, a code, a number or a token is covered. An exception gives
its kind and place, not its message. No settings are needed to import this: Django reads it while it starts.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any
from uuid import UUID

FEITEN = frozenset(
    {
        "kanaal",
        "methode",
        "pad",
        "route",
        "status",
        "duur_ms",
        "sql",
        "taak",
        "aantal",
        "poging",
        "model",
        "verzoek_id",
    }
)
_LANGSTE_TEKST = 300
_BEDEKT = "…"
_VEILIG = (int, float, UUID, type(None))
_PATRONEN = [
    re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+"),  # mail address
    re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b"),  # IPv4
    re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\w:])"),  # IPv6
    re.compile(r"\b(?:[0-9A-Za-z]{4}[- ]){3}[0-9A-Za-z]{4}\b(?!-)"),  # receipt code, not a UUID
    re.compile(r"(?<![\w-])\+?\d(?:[ .-]?\d){7,}(?![\w-])"),  # telephone, BSN, document
    re.compile(r"(?<![\w-])[A-Za-z0-9_-]{40,}(?![\w-])"),  # token or sealed draft
]


def bedek(tekst: str) -> str:
    """The text with everything covered that looks like an address, a code, a number or a token."""
    if len(tekst) > _LANGSTE_TEKST:
        tekst = tekst[:_LANGSTE_TEKST] + _BEDEKT
    for patroon in _PATRONEN:
        tekst = patroon.sub(_BEDEKT, tekst)
    return "".join(teken if teken.isprintable() else " " for teken in tekst)


def schoon_pad(pad: str) -> str:
    """A path without query and fragment, covered."""
    return bedek(pad.partition("?")[0].partition("#")[0])


def _bericht(record: logging.LogRecord) -> str:
    """The message with only its numbers and ids filled in."""
    sjabloon = str(record.msg)
    if not record.args:
        return bedek(sjabloon)
    try:
        if isinstance(record.args, tuple):
            tekst = sjabloon % tuple(a if isinstance(a, _VEILIG) else _BEDEKT for a in record.args)
        else:
            veilig = {k: v if isinstance(v, _VEILIG) else _BEDEKT for k, v in record.args.items()}
            tekst = sjabloon % veilig
    except (TypeError, ValueError, KeyError):
        tekst = sjabloon
    return bedek(tekst)


def _plekken(spoor: TracebackType | None) -> str:
    rijen = traceback.extract_tb(spoor)[-15:]
    return " > ".join(f"{rij.filename.rpartition('/')[2]}:{rij.lineno}:{rij.name}" for rij in rijen)


class SchoonFilter(logging.Filter):
    """Takes out of a record what must reach no handler: texts, the request, the message of an exception."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Clean the record in place; it always passes."""
        if getattr(record, "schoon", False):
            return True
        verzoek = getattr(record, "request", None)
        record.msg, record.args = _bericht(record), ()
        if verzoek is not None:
            route = getattr(getattr(verzoek, "resolver_match", None), "route", None)
            if route:  # a path may hold an id, its route never does
                record.route = route
            else:
                record.pad = schoon_pad(str(getattr(verzoek, "path", "")))
            record.methode = str(getattr(verzoek, "method", ""))
            record.request = None
        if hasattr(record, "status_code"):
            record.status = record.status_code
        if record.exc_info and record.exc_info[0] is not None:
            soort, _, spoor = record.exc_info
            record.fout = f"{soort.__module__}.{soort.__qualname__}"
            record.plek = _plekken(spoor)
        record.exc_info = record.exc_text = record.stack_info = None
        record.schoon = True
        return True


class JsonFormatter(logging.Formatter):
    """One line of JSON per event. Cleans the record first, also when no filter did."""

    _schoonmaker = SchoonFilter()

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        self._schoonmaker.filter(record)
        regel: dict[str, Any] = {
            "tijd": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "niveau": record.levelname,
            "bron": record.name,
            "gebeurtenis": record.getMessage(),
        }
        for naam in (*sorted(FEITEN), "fout", "plek"):
            waarde = record.__dict__.get(naam)
            if waarde is not None:
                regel[naam] = self._waarde(naam, waarde)
        return json.dumps(regel, ensure_ascii=False)

    @staticmethod
    def _waarde(naam: str, waarde: Any) -> Any:
        if isinstance(waarde, int | float):
            return waarde
        if naam in {"fout", "plek"}:  # made here, from code only
            return str(waarde)
        return schoon_pad(str(waarde)) if naam == "pad" else bedek(str(waarde))
