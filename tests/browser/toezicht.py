"""Watch a browser: every page is held against axe, html-validate, the CSP and the promise to ask nobody else."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, Route

WORTEL = Path(__file__).resolve().parents[2]
BREED, SMAL = (1440, 900), (390, 844)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# A page that answers 403, 404, 409, 422 or 429 on purpose makes Chromium print a line; a 5xx never is on purpose.
BEDOELD = re.compile(r"^Failed to load resource: the server responded with a status of (403|404|409|422|429) ")


# What changes from run to run on one and the same page: receipt codes, ids, seals in hidden fields, numbers.
WISSELEND = re.compile(
    r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|(?<=value=\")[A-Za-z0-9_+/=:.-]{24,}|(?<![\w-])\d+"
)
_GOED: set[tuple[object, ...]] = set()  # pages that were held against axe or html-validate in this run, and were clean


def kenmerk(html: str) -> str:
    """Return what makes two pages one and the same: mouse, keyboard and glass need not each be looked at by axe."""
    return hashlib.sha256(WISSELEND.sub("", html).encode()).hexdigest()


@cache
def axe() -> str:
    """Return the source of axe-core, as npm brought it."""
    return (WORTEL / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


@dataclass
class Toezicht:
    """What one browser context did wrong. `eis_schoon` fails with all of it at once.

    glas: where scripts are off axe cannot run in the page itself (it waits for timers that never come). It then looks
    at the same answer, without the scripts of the page, through this page of another context.
    """

    context: BrowserContext
    adres: str
    klachten: list[str] = field(default_factory=list)
    html: dict[str, str] = field(default_factory=dict)
    bezocht: list[str] = field(default_factory=list)
    glas: Page | None = None
    _document: Response | None = None

    def __post_init__(self) -> None:
        """Listen to everything the context does."""
        self.context.set_default_timeout(15_000)
        self.context.on("request", self._verzoek)
        self.context.on("response", self._antwoord)
        self.context.on("console", self._console)
        self.context.on("weberror", lambda fout: self.klacht("script", str(fout.error)))

    def klacht(self, soort: str, tekst: str, plek: str = "") -> None:
        """Keep a complaint once."""
        regel = f"{soort}: {plek} {tekst}".replace(self.adres, "")
        if regel not in self.klachten:
            self.klachten.append(regel)

    def _verzoek(self, verzoek: Request) -> None:
        if not verzoek.url.startswith((f"{self.adres}/", "data:")):
            self.klacht("verzoek aan een ander", verzoek.url)

    def _antwoord(self, antwoord: Response) -> None:
        if antwoord.request.resource_type == "document":
            self._document = antwoord
        elif antwoord.status >= 400:
            self.klacht("onderdeel ontbreekt", f"{antwoord.status} {antwoord.url}")
        if antwoord.status >= 500:
            self.klacht("storing", f"{antwoord.status} {antwoord.request.method} {antwoord.url}")

    def _console(self, bericht: ConsoleMessage) -> None:
        if bericht.type in {"error", "warning"} and not BEDOELD.match(bericht.text):
            self.klacht(f"console ({bericht.type})", bericht.text, bericht.location.get("url", ""))

    def keur(
        self, pagina: Page, naam: str = "", *, publiek: bool = False, maten: Sequence[tuple[int, int]] | None = None
    ) -> None:
        """Hold the page that is shown now against everything. maten: sizes; None: as it is; (): the answer only."""
        naam = naam or pagina.url.replace(self.adres, "")
        self.bezocht.append(naam)
        self._keur_antwoord(naam, publiek=publiek)
        oud = pagina.viewport_size
        for maat in [None] if maten is None else maten:
            if maat:
                pagina.set_viewport_size({"width": maat[0], "height": maat[1]})
            self._keur_blad(self._door_het_glas(pagina), naam)
        if maten and oud:
            pagina.set_viewport_size(oud)

    def _door_het_glas(self, pagina: Page) -> Page:
        """Return the page, or what stands behind the glass: the same answer, in which every script is empty."""
        if self.glas is None:
            return pagina
        antwoord = self._document
        assert antwoord is not None, "no page was opened"
        status, koppen, inhoud = antwoord.status, antwoord.headers, antwoord.body()

        def geef(route: Route) -> None:
            if route.request.resource_type == "document":
                route.fulfill(status=status, headers=koppen, body=inhoud)
            elif route.request.resource_type == "script":
                route.fulfill(status=200, content_type="text/javascript", body="")
            else:
                route.continue_()

        self.glas.unroute_all()
        self.glas.route("**/*", geef)
        self.glas.set_viewport_size(pagina.viewport_size or {"width": BREED[0], "height": BREED[1]})
        self.glas.goto(antwoord.url)
        return self.glas

    def _keur_antwoord(self, naam: str, *, publiek: bool) -> None:
        antwoord = self._document
        assert antwoord is not None, "no page was opened"
        koppen = antwoord.headers
        if "default-src 'none'" not in koppen.get("content-security-policy", ""):
            self.klacht("csp", "the page has no policy", naam)
        if koppen.get("cache-control") != "no-store":
            self.klacht("cache", koppen.get("cache-control", "-"), naam)
        if publiek and (self.context.cookies() or "set-cookie" in koppen):
            self.klacht("cookie", str(self.context.cookies()), naam)
        tekst = antwoord.text()
        if ("html", kenmerk(tekst)) not in _GOED:
            kort = re.sub(r"[^a-z0-9]+", "-", naam.lower()).strip("-")[:60]
            self.html[f"{len(self.html):03}-{kort}"] = tekst

    def _keur_blad(self, pagina: Page, naam: str) -> None:
        breed = (pagina.viewport_size or {"width": 0})["width"]
        plek = f"{naam} ({breed} px)"
        blad = ("axe", breed, kenmerk(pagina.content()))
        if blad not in _GOED:
            klachten = self._axe(pagina)
            for regel in klachten:
                self.klacht("axe", regel, plek)
            if not klachten:
                _GOED.add(blad)
        te_breed = pagina.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if te_breed > 0:
            self.klacht("breedte", f"the page is {te_breed} px wider than the screen", plek)
        if pagina.locator("h1").count() != 1:
            self.klacht("kop", f"{pagina.locator('h1').count()} level 1 headings", plek)

    def _axe(self, pagina: Page) -> list[str]:
        if not pagina.evaluate("typeof axe === 'object'"):
            pagina.evaluate(axe())
        keuzes = "{runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']}"
        uitslag: list[str] = pagina.evaluate(
            f"async tags => (await axe.run(document, {keuzes}))"
            ".violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | '))",
            WCAG,
        )
        return uitslag

    def keur_html(self, map_: Path) -> None:
        """Hold the HTML of every page visited against html-validate, in one call."""
        map_.mkdir(parents=True, exist_ok=True)
        for naam, tekst in self.html.items():
            (map_ / f"{naam}.html").write_text(tekst, encoding="utf-8")
        node = shutil.which("node")
        assert node, "html-validate needs Node"
        uit = subprocess.run(
            [
                node,
                str(WORTEL / "node_modules/html-validate/bin/html-validate.mjs"),
                f"--config={WORTEL / 'src/baken/web/static_bron/htmlvalidate.json'}",
                "--formatter=json",
                str(map_ / "*.html"),
            ],
            check=False,
            capture_output=True,
            text=True,
            cwd=WORTEL,
        )
        assert uit.stdout.startswith("["), uit.stderr
        for blad in json.loads(uit.stdout):
            for fout in blad["messages"]:
                plek = f"{Path(blad['filePath']).stem}:{fout['line']}"
                self.klacht("html", f"{fout['ruleId']}: {fout['message']}", plek)

    def eis_schoon(self, map_: Path) -> None:
        """Fail with every complaint of this context."""
        if self.html:
            self.keur_html(map_)
        if not any(regel.startswith("html:") for regel in self.klachten):
            _GOED.update(("html", kenmerk(tekst)) for tekst in self.html.values())
        assert not self.klachten, f"{len(self.klachten)} klachten:\n" + "\n".join(self.klachten)
