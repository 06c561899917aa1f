"""A reporter with a browser without JavaScript: it fills in, presses a button, and keeps what the page hid."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

FORMULIER = "/melden/voorbeeldstad/persoon/professional/"
VERHAAL = "Een man haalt elke ochtend zes mensen op en houdt hun papieren bij zich."
STAPPEN: dict[str, dict[str, Any]] = {
    "wat": {"vormen": ["ARB"]},
    "ziet": {"indicatoren": []},
    "wie": {"aantal": "1", "p1-deel": "slachtoffer", "p1-leeftijdsgroep": "25-29", "p1-naam": "Verzonnen Persoon"},
    "waar": {"sector": "", "gemeente": "Rotterdam", "adres": "Kade 12", "plek": "de loods achter de kas"},
    "verhaal": {"waarneming": VERHAAL, "acuut": "nee", "vrijheid_afgenomen": "onbekend", "documenten_afgenomen": "ja"},
    "contact": {"anoniem": "nee", "naam": "Mel Verzonnen", "telefoon": "0600012345", "terugkoppeling": "ja"},
}
_VERBORGEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_CODE = re.compile(r'id="ontvangstcode">([^<]+)<')


@dataclass
class Melder:
    """Walks through a report form."""

    client: Client
    adres: str = FORMULIER
    verborgen: dict[str, str] = field(default_factory=dict)
    antwoord: Any = None

    def open(self) -> Melder:
        """Open the first page."""
        return self._lees(self.client.get(self.adres))

    def stuur(self, velden: dict[str, Any] | None = None, *, actie: str = "volgende", **kop: Any) -> Melder:
        """Press a button with these fields filled in."""
        knop = {"vorige": "ja"} if actie == "vorige" else {"actie": actie}
        return self._lees(self.client.post(self.adres, {**self.verborgen, **(velden or {}), **knop}, **kop))

    def vul_in(self, tot: str = "controle", **anders: dict[str, Any]) -> Melder:
        """Fill in step after step until one is shown; `anders` replaces fields of a step."""
        while self.stap != tot:
            stap = self.stap
            assert stap in {**STAPPEN, **anders}, f"{self.antwoord.status_code} op {stap!r}: {self.fouten}"
            self.stuur({**STAPPEN.get(stap, {}), **anders.get(stap, {})})
            assert self.stap != stap, self.fouten
        return self

    def verstuur(self, **kop: Any) -> Melder:
        """Press the last button."""
        return self.stuur(actie="versturen", **kop)

    @property
    def stap(self) -> str:
        """The step that the page shows."""
        return self.verborgen.get("stap", "")

    @property
    def code(self) -> str:
        """The receipt code on the page, or nothing."""
        gevonden = _CODE.search(self.tekst)
        return gevonden.group(1) if gevonden else ""

    @property
    def tekst(self) -> str:
        """The page as text of HTML."""
        return self.antwoord.content.decode()

    @property
    def fouten(self) -> list[str]:
        """The lines of the error summary."""
        blok = re.search(r'<div class="baken-foutoverzicht".*?</div>', self.tekst, re.S)
        return (
            [html.unescape(re.sub(r"<[^>]+>", "", li)) for li in re.findall(r"<li>(.*?)</li>", blok[0])] if blok else []
        )

    def _lees(self, antwoord: Any) -> Melder:
        self.antwoord = antwoord
        self.verborgen = {n: html.unescape(w) for n, w in _VERBORGEN.findall(self.tekst)}
        return self
