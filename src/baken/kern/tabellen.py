"""A table as a file that a spreadsheet opens: UTF-8 with a mark, semicolons, and no cell that is a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

Cel = str | int | date | datetime | bool | None
MEDIATYPE = "text/csv; charset=utf-8"

_BOM = "\ufeff"
# What makes a spreadsheet calculate: the ASCII signs, their full-width twins, and what it drops in front of
# them (blanks, control and format characters). An apostrophe before such a sign already escapes it.
_FORMULE = re.compile(r"[\s\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff']*[=+\-@＝＋－＠]")
_BESTURING = re.compile(r"'*[\x00-\x1f\x7f]")


def veilige_cel(waarde: Cel) -> str:
    """The value as text that no spreadsheet takes for a formula: an apostrophe goes before one that could be.

    None becomes an empty cell, a bool "ja" or "nee", a day or moment ISO 8601. Whoever reads the file back
    drops one leading apostrophe of a cell that is still dangerous without it.
    """
    if waarde is None:
        return ""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    tekst = waarde.isoformat() if isinstance(waarde, date) else str(waarde)
    gevaarlijk = _FORMULE.match(tekst) or _BESTURING.match(tekst)
    return f"'{tekst}" if gevaarlijk else tekst


def schrijf_csv(kolommen: Sequence[str], rijen: Iterable[Sequence[Cel]]) -> bytes:
    """The table as CSV: UTF-8 with BOM (Excel needs it), ";" between cells, every cell quoted, CRLF lines.

    Source: RFC 4180 but for the separator; OWASP "CSV Injection" for the cells. Raises ValueError when a row
    has another number of cells than there are columns.
    """
    uit = io.StringIO(newline="")
    schrijver = csv.writer(uit, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    schrijver.writerow([veilige_cel(kolom) for kolom in kolommen])
    for rij in rijen:
        if len(rij) != len(kolommen):
            raise ValueError(f"a row has {len(rij)} cells, the table {len(kolommen)} columns")
        schrijver.writerow([veilige_cel(cel) for cel in rij])
    return (_BOM + uit.getvalue()).encode("utf-8", errors="replace")
