"""A document that people take along: the same parts as a Word file (DOCX) and as a printed page.

A file says nothing of who made it and on which machine: those fields of the format are emptied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document as Word

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_GEEN_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001  # the format keeps no zone; a fixed day says nothing
_ONZICHTBAAR = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 0xFFFE, 0xFFFF))


@dataclass(frozen=True)
class Tabel:
    """A table: the names of its columns, and rows of as many texts."""

    kolommen: Sequence[str]
    rijen: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Deel:
    """A part under a heading: paragraphs, a numbered list, a table; each may be empty."""

    kop: str
    alineas: Sequence[str] = ()
    punten: Sequence[str] = ()
    tabel: Tabel | None = None


@dataclass(frozen=True)
class Stuk:
    """A whole document: title, what it is (one line), its parts, and a line at the end."""

    titel: str
    regel: str
    delen: Sequence[Deel] = field(default_factory=tuple)
    slot: str = ""


def _schoon(tekst: str) -> str:
    """Return a text without characters that the format (XML 1.0) cannot hold."""
    return tekst.translate(_ONZICHTBAAR).encode("utf-8", "ignore").decode()


def als_docx(stuk: Stuk) -> bytes:
    """Return the document as DOCX, with real headings, lists and tables, in Dutch.

    python-docx is loaded with the first document: a start need not wait for it.
    """
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    eigen = document.core_properties
    for naam in ("author", "category", "comments", "keywords", "last_modified_by", "subject", "content_status"):
        setattr(eigen, naam, "")
    eigen.title, eigen.language, eigen.revision = _schoon(stuk.titel), "nl-NL", 1
    eigen.created = eigen.modified = eigen.last_printed = _GEEN_MOMENT
    stijl = document.styles["Normal"]
    stijl.font.name, stijl.font.size = "Arial", Pt(11)
    for taal in document.styles.element.iter(qn("w:lang")):
        taal.set(qn("w:val"), "nl-NL")
    document.add_heading(_schoon(stuk.titel), level=1)
    document.add_paragraph(_schoon(stuk.regel))
    for deel in stuk.delen:
        _voeg_deel_toe(document, deel)
    if stuk.slot:
        document.add_paragraph(_schoon(stuk.slot))
    uit = BytesIO()
    document.save(uit)
    return uit.getvalue()


def _voeg_deel_toe(document: Word, deel: Deel) -> None:
    document.add_heading(_schoon(deel.kop), level=2)
    for alinea in deel.alineas:
        document.add_paragraph(_schoon(alinea))
    for punt in deel.punten:
        document.add_paragraph(_schoon(punt), style="List Number")
    if deel.tabel is None:
        return
    tabel = document.add_table(rows=1, cols=len(deel.tabel.kolommen))
    tabel.style = "Table Grid"
    for cel, naam in zip(tabel.rows[0].cells, deel.tabel.kolommen, strict=True):
        cel.paragraphs[0].add_run(_schoon(naam)).bold = True
    for rij in deel.tabel.rijen:
        for cel, tekst in zip(tabel.add_row().cells, rij, strict=True):
            cel.text = _schoon(tekst)
