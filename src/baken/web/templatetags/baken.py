"""What templates need to show Baken: icons, Dutch dates, deadlines in words, badges, error summary."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import forms, template
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from baken.kern import klok
from baken.web.formulieren import Fout, foutenlijst

register = template.Library()

_ICONEN = Path(__file__).resolve().parent.parent / "static_bron" / "iconen.txt"
_NUMMER = re.compile(r"\b[A-Z]{1,2}-(?:\d{4}-\d{4,}|[0-9A-F]{8})\b")
_SOORTEN = {
    "success": "goed",
    "warning": "let-op",
    "error": "fout",
    "debug": "info",
}
_ALERT = {"info": "info", "goed": "ok", "let-op": "warning", "fout": "error"}
_ICOON = {"info": "info-circle", "goed": "circle-check", "let-op": "alert-triangle", "fout": "alert-circle"}


@lru_cache(maxsize=1)
def icoonnamen() -> frozenset[str]:
    """Return the names in the sprite; the list is part of the source."""
    regels = _ICONEN.read_text(encoding="utf-8").splitlines()
    return frozenset(regel.strip() for regel in regels if regel.strip() and not regel.startswith("#"))


@register.simple_tag
@lru_cache(maxsize=512)
def icoon(naam: str, titel: str = "", klasse: str = "") -> SafeString:
    """Show an icon. Without titel it is decoration; with titel it is an image with that name.

    Raises TemplateSyntaxError for a name that is not in static_bron/iconen.txt.
    """
    if naam not in icoonnamen():
        raise template.TemplateSyntaxError(f"Onbekend icoon {naam!r}: zie static_bron/iconen.txt")
    klassen = f"baken-icoon {klasse}".strip()
    adres = f"{static('baken/iconen.svg')}#{naam}"
    if titel:
        return format_html(
            '<svg class="{}" viewBox="0 0 24 24" role="img" aria-label="{}"><use href="{}"></use></svg>',
            klassen,
            titel,
            adres,
        )
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><use href="{}"></use></svg>',
        klassen,
        adres,
    )


@register.simple_tag
def vast(sjabloon: str, **inhoud: Any) -> str:
    """Show a part of the frame that depends on nothing but what is named here; rendered once for each content.

    Every value must be hashable. Never for anything about a person: what is rendered stays in memory.
    """
    return _vast(sjabloon, get_language(), tuple(inhoud.items()))


@lru_cache(maxsize=1024)
def _vast(sjabloon: str, taal: str | None, inhoud: tuple[tuple[str, Any], ...]) -> str:
    del taal  # the translations in the part depend on it
    return get_template(sjabloon).render(dict(inhoud))


def _lokaal(waarde: Any) -> datetime.date | None:
    if isinstance(waarde, datetime.datetime):
        return timezone.localtime(waarde) if timezone.is_aware(waarde) else waarde
    return waarde if isinstance(waarde, datetime.date) else None


@register.filter(name="datum")
def datum(waarde: Any) -> str:
    """Date in Dutch words: 21 november 2026. Empty for what is not a date."""
    dag = _lokaal(waarde)
    return f"{dag.day} {MONTHS[dag.month]} {dag.year}" if dag else ""


@register.filter(name="datum_kort")
def datum_kort(waarde: Any) -> str:
    """Short date for tables: 21 nov 2026."""
    dag = _lokaal(waarde)
    return f"{dag.day} {MONTHS_3[dag.month]} {dag.year}".lower() if dag else ""


@register.filter(name="datumtijd")
def datumtijd(waarde: Any) -> str:
    """Moment in Dutch words: 21 november 2026 om 14:05."""
    moment = _lokaal(waarde)
    if not isinstance(moment, datetime.datetime):
        return datum(moment)
    return f"{datum(moment)} {gettext('om')} {moment:%H:%M}"


@register.filter
def telefoon(waarde: Any) -> str:
    """Telephone number that does not break over two lines: its spaces become non-breaking."""
    return str(waarde or "").strip().replace(" ", "\N{NO-BREAK SPACE}")


def termijn_in_woorden(uiterlijk: datetime.date, vandaag: datetime.date, *, kalender: bool = False) -> tuple[str, str]:
    """Return (words, state) of a deadline in working days; in days (kalender) where a law or a night counts.

    state is "te-laat", "vandaag" or "op-tijd". A deadline on a day off counts as the next working day
    for the words, never for the state: what is past is late.
    """
    if uiterlijk < vandaag:
        if kalender:
            dagen = (vandaag - uiterlijk).days
            return ngettext("%d dag te laat", "%d dagen te laat", dagen) % dagen, "te-laat"
        dagen = max(abs(klok.werkdagen_tussen(uiterlijk, vandaag)), 1)
        return ngettext("%d werkdag te laat", "%d werkdagen te laat", dagen) % dagen, "te-laat"
    if uiterlijk == vandaag:
        return gettext("vandaag"), "vandaag"
    if kalender:
        dagen = (uiterlijk - vandaag).days
        return ngettext("nog %d dag", "nog %d dagen", dagen) % dagen, "op-tijd"
    dagen = max(klok.werkdagen_tussen(vandaag, uiterlijk), 1)
    return ngettext("nog %d werkdag", "nog %d werkdagen", dagen) % dagen, "op-tijd"


_TERMIJNICOON = {"te-laat": "alert-triangle", "vandaag": "clock", "op-tijd": ""}


@register.inclusion_tag("baken/_termijn.html")
def termijn(uiterlijk: Any, klaar: bool = False, kalender: bool = False) -> dict[str, Any]:
    """Show a deadline in words, with icon and colour; klaar: the work was done, nothing is late.

    kalender: counted in days, not in working days.
    """
    dag = _lokaal(uiterlijk)
    if dag is None or klaar:
        return {"woorden": "", "dag": dag}
    if isinstance(dag, datetime.datetime):
        dag = dag.date()
    woorden, stand = termijn_in_woorden(dag, klok.vandaag(), kalender=kalender)
    return {"woorden": woorden, "stand": stand, "pictogram": _TERMIJNICOON[stand], "dag": dag}


@register.inclusion_tag("baken/_badge.html")
def badge(tekst: Any, soort: str = "", pictogram: str = "") -> dict[str, Any]:
    """Show a state as a label. soort: "", info, goed, let-op, fout. The words carry the meaning."""
    return {"tekst": tekst, "soort": soort, "pictogram": pictogram}


def _soort(waarde: Any) -> str:
    woorden = str(waarde or "info").split()
    laatste = woorden[-1] if woorden else "info"
    soort = _SOORTEN.get(laatste, laatste)
    return soort if soort in _ALERT else "info"


@register.filter
def meldingsoort(waarde: Any) -> str:
    """Translate our kinds and those of Django's messages to the class of the alert component."""
    return _ALERT[_soort(waarde)]


@register.filter
def meldingicoon(waarde: Any) -> str:
    """Return the icon that belongs to a kind of message."""
    return _ICOON[_soort(waarde)]


@register.simple_tag
def foutregels(form: Any = None, formulieren: Any = None) -> list[Fout]:
    """Return the lines of the error summary of one form, or of several together."""
    alle = [form] if isinstance(form, forms.BaseForm) else []
    alle.extend(deel for deel in formulieren or () if isinstance(deel, forms.BaseForm))
    return [regel for deel in alle if deel.is_bound for regel in foutenlijst(deel)]


@register.filter
def heel(tekst: Any) -> SafeString:
    """Keep each number such as C-2026-0076 or P-7A09E31D on one line: browsers break after a hyphen."""
    # Only letters, digits and hyphens are put between tags; the rest is escaped already, or here.
    return SafeString(_NUMMER.sub(r'<span class="nobr">\g<0></span>', conditional_escape(tekst)))


@register.simple_tag
def celkenmerken(kolommen: Any, plaats: int, cel: Any) -> SafeString:
    """Return the attributes of a cell: on a phone each value carries the heading of its column.

    Cells that are empty, or of a column that asks so (alleen_breed), are left out there.
    """
    kolom = kolommen[plaats] if plaats < len(kolommen) else {}
    klassen = []
    leeg = cel.get("tekst") in (None, "") and not any(cel.get(deel) for deel in ("badge", "termijn", "datum"))
    if leeg or kolom.get("alleen_breed"):
        klassen.append("baken-alleen-breed")
    return format_html('data-label="{}" class="{}"', kolom.get("naam", ""), " ".join(klassen))
