"""A municipality's own look: one css file (setting BAKEN_THEMA) that may set tokens and nothing else.

The file is read strictly, and what is served is written anew from what was read: nothing of it reaches a browser
unread. Colours may only be set through the tokens whose contrast is weighed, in the light and in the dark look.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from baken.kern.fouten import NietGevondenError
from baken.web.rechten import publiek
from baken.web.verzamel import huisstijlfouten, zonder_commentaar

MAX_BYTES = 64_000
BEWAREN = 86_400  # seconds; the address changes with the content
DONKER = "@media screen and (prefers-color-scheme: dark)"
FUNCTIES = frozenset({"var", "calc", "min", "max", "clamp"})

_BLOK = re.compile(r"\s*:root\s*\{([^{}]*)\}")
_MEDIA = re.compile(r"\s*@media\s+(?:screen\s+and\s+)?\(\s*prefers-color-scheme\s*:\s*dark\s*\)\s*\{", re.IGNORECASE)
_REGEL = re.compile(r"(--[a-z0-9-]+)\s*:\s*(.+)", re.DOTALL)
_KLEURTOKEN = re.compile(r"--baken-(?:merk-\d{2,3}|kop-achtergrond|kop-kleur)")
_ANDER_TOKEN = re.compile(r"--basis-(?!.*color)[a-z0-9-]+")
_KLEUR = re.compile(r"#[0-9a-fA-F]{6}|var\(\s*--baken-merk-\d{2,3}\s*\)")
_WAARDE = re.compile(r"[\w\s.,%\"'()+*/-]+")
_FUNCTIE = re.compile(r"([\w-]+)\s*\(")


class HuisstijlError(ValueError):
    """Something in the file is not a token override; the message is one Dutch sentence."""


class Bewaarbaar(HttpResponse):
    """An answer that is the same for everybody, so that a browser may keep it."""


@dataclass
class _Gelezen:
    """The overrides of a file: token -> value."""

    licht: dict[str, str] = field(default_factory=dict)
    donker: dict[str, str] = field(default_factory=dict)

    @property
    def css(self) -> str:
        """The stylesheet, written anew."""
        donker = f"{DONKER}{{{_blok(self.donker)}}}" if self.donker else ""
        return f"{_blok(self.licht)}{donker}\n"


def _blok(tokens: dict[str, str]) -> str:
    return f":root{{{''.join(f'{naam}:{waarde};' for naam, waarde in tokens.items())}}}"


def ontleed(css: str) -> _Gelezen:
    """Return the overrides in a stylesheet. Raises HuisstijlError for anything that is not one."""
    tekst, gelezen = zonder_commentaar(css), _Gelezen()
    plaats = 0
    while tekst[plaats:].strip():
        if blok := _BLOK.match(tekst, plaats):
            gelezen.licht |= _tokens(blok[1])
        elif blok := _MEDIA.match(tekst, plaats):
            while binnen := _BLOK.match(tekst, blok.end()):
                gelezen.donker |= _tokens(binnen[1])
                blok = binnen
            if not (blok := re.compile(r"\s*\}").match(tekst, blok.end())):
                raise HuisstijlError("het blok voor de donkere weergave bevat iets anders dan :root { ... }")
        else:
            begin = " ".join(tekst[plaats:].split())[:40]
            raise HuisstijlError(
                f"alleen :root {{ ... }} mag erin staan, ook binnen @media (prefers-color-scheme: dark); niet: {begin}"
            )
        plaats = blok.end()
    return gelezen


def _tokens(inhoud: str) -> Iterator[tuple[str, str]]:
    """Yield (token, value) of the declarations in a block. Raises HuisstijlError."""
    for deel in filter(None, (d.strip() for d in inhoud.split(";"))):
        regel = _REGEL.fullmatch(deel)
        if regel is None:
            raise HuisstijlError(f"{' '.join(deel.split())[:40]} is geen token: schrijf --naam: waarde")
        naam, waarde = regel[1], " ".join(regel[2].split())
        _eis_goed(naam, waarde)
        yield naam, waarde


def _eis_goed(naam: str, waarde: str) -> None:
    if _KLEURTOKEN.fullmatch(naam):
        if not _KLEUR.fullmatch(waarde):
            raise HuisstijlError(f"schrijf de kleur van {naam} als #rrggbb of als var(--baken-merk-...)")
    elif not _ANDER_TOKEN.fullmatch(naam):
        raise HuisstijlError(
            f"{naam} mag niet: kleuren gaan met --baken-merk-..., --baken-kop-achtergrond en --baken-kop-kleur, want "
            "daarvan is het contrast na te rekenen; de rest met --basis-..."
        )
    elif not _WAARDE.fullmatch(waarde) or not set(_FUNCTIE.findall(waarde)) <= FUNCTIES:
        raise HuisstijlError(f"de waarde van {naam} mag alleen woorden, maten en var() of calc() bevatten")


def fouten(pad: Path) -> list[str]:
    """Return what is wrong with a file, one Dutch sentence each; empty when it can be used."""
    try:
        gelezen = ontleed(_tekst(pad))
    except HuisstijlError as fout:
        return [f"De huisstijl in BAKEN_THEMA ({pad}) klopt niet: {fout}."]
    licht = huisstijlfouten(_blok(gelezen.licht))
    donker = [zin for zin in huisstijlfouten(_blok({**gelezen.licht, **gelezen.donker})) if zin not in licht]
    zwak = [*licht, *(f"donkere weergave: {zin}" for zin in donker)]
    return [f"De huisstijl in BAKEN_THEMA ({pad}) is niet goed te lezen: {zin}" for zin in zwak]


def _tekst(pad: Path) -> str:
    """Return the text of the file. Raises HuisstijlError when it is missing, too large or no text."""
    if not pad.is_file():
        raise HuisstijlError("het bestand is er niet")
    try:
        ruw = pad.read_bytes()
        if len(ruw) > MAX_BYTES:
            raise HuisstijlError(f"het bestand is groter dan {MAX_BYTES // 1000} kB")
        return ruw.decode("utf-8")
    except OSError:
        raise HuisstijlError("Baken mag het bestand niet lezen") from None
    except UnicodeDecodeError:
        raise HuisstijlError("het bestand is geen tekst in UTF-8") from None


@lru_cache(maxsize=4)
def _stijlblad(pad: str) -> str:
    """Return the stylesheet of a file, read once per process; nothing when it cannot be used."""
    return "" if fouten(Path(pad)) else ontleed(_tekst(Path(pad))).css


@lru_cache(maxsize=4)
def _adres(pad: str) -> str:
    css = _stijlblad(pad)
    return f"{reverse('algemeen:huisstijl')}?v={hashlib.sha256(css.encode()).hexdigest()[:12]}" if css else ""


def adres() -> str:
    """Return the address of the own look for a page, or "" without one."""
    return _adres(settings.BAKEN_THEMA) if settings.BAKEN_THEMA else ""


def controleer(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse to start with a look that cannot be used (a system check)."""
    if not settings.BAKEN_THEMA:
        return []
    return [checks.Error(zin, id="baken.E013") for zin in fouten(Path(settings.BAKEN_THEMA))]


@publiek
@require_safe
def huisstijl(request: HttpRequest) -> HttpResponse:
    """Give the own look to every page; does not exist without one."""
    css = _stijlblad(settings.BAKEN_THEMA) if settings.BAKEN_THEMA else ""
    if not css:
        raise NietGevondenError
    kop = {"Cache-Control": f"public, max-age={BEWAREN}"}
    return Bewaarbaar(css, content_type="text/css; charset=utf-8", headers=kop)
