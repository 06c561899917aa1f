"""Read a page as a person does: its text, links and forms, with the label of every field."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

LEEG = frozenset({"input", "br", "hr", "img", "link", "meta", "source", "wbr", "area", "base", "col", "embed"})
ONZICHTBAAR = frozenset({"script", "style", "template", "title", "head"})


@dataclass
class Veld:
    """One control of a form; `keuzes` (value, text) for a list of options."""

    naam: str
    soort: str
    waarde: str = ""
    gekozen: bool = False
    html_id: str = ""
    label: str = ""
    keuzes: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Knop:
    """One button that submits."""

    naam: str
    waarde: str
    tekst: str = ""


@dataclass
class Formulier:
    """One form with its fields and buttons."""

    actie: str
    methode: str
    velden: list[Veld] = field(default_factory=list)
    knoppen: list[Knop] = field(default_factory=list)


@dataclass
class Pagina:
    """What stands on a page."""

    adres: str
    status: int
    tekst: str = ""
    kop: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    formulieren: list[Formulier] = field(default_factory=list)


def _schoon(tekst: str) -> str:
    return " ".join(tekst.split())


class _Lezer(HTMLParser):
    """Fill a Pagina. Text goes to everything that is open: page, link, label, button, heading."""

    def __init__(self, pagina: Pagina) -> None:
        super().__init__(convert_charrefs=True)
        self.pagina = pagina
        self.tekst: list[str] = []
        self.open_: list[tuple[str, list[str], object]] = []
        self.verborgen = 0
        self.formulier: Formulier | None = None
        self.labels: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {naam: waarde or "" for naam, waarde in attrs}
        a |= {naam: naam for naam, waarde in attrs if waarde is None}
        if tag in ONZICHTBAAR:
            self.verborgen += 1
        elif tag == "form":
            self.formulier = Formulier(a.get("action", ""), a.get("method", "get").lower())
            self.pagina.formulieren.append(self.formulier)
        elif tag == "input":
            soort = a.get("type", "text")
            leeg = "on" if soort in {"checkbox", "radio"} else ""  # what a browser sends for a tick without a value
            self._veld(Veld(a.get("name", ""), soort, a.get("value", leeg), "checked" in a, a.get("id", "")))
        elif tag == "select":
            self._open(tag, self._veld(Veld(a.get("name", ""), "keuze", html_id=a.get("id", ""))))
        elif tag == "textarea":
            self._open(tag, self._veld(Veld(a.get("name", ""), "tekst", html_id=a.get("id", ""))))
        elif tag == "option":
            self._open(tag, (a.get("value", ""), "selected" in a))
        elif tag in {"a", "label", "h1"}:
            self._open(tag, a)
        elif tag == "button" and a.get("type", "submit") == "submit":
            self._open(tag, Knop(a.get("name", ""), a.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag in ONZICHTBAAR:
            self.verborgen = max(self.verborgen - 1, 0)
        elif tag == "form":
            self.formulier = None
        elif any(open_tag == tag for open_tag, _, _ in self.open_):
            while True:
                open_tag, stukken, wat = self.open_.pop()
                self._sluit(open_tag, stukken, wat)
                if open_tag == tag:
                    break

    def handle_data(self, data: str) -> None:
        if self.verborgen:
            return
        self.tekst.append(data)
        for _, stukken, _ in self.open_:
            stukken.append(data)

    def klaar(self) -> None:
        """Tie labels to fields and clean the text."""
        self.pagina.tekst = _schoon(" ".join(self.tekst))
        for formulier in self.pagina.formulieren:
            for veld in formulier.velden:
                veld.label = veld.label or self.labels.get(veld.html_id, "")

    def _open(self, tag: str, wat: object) -> None:
        self.open_.append((tag, [], wat))

    def _veld(self, veld: Veld) -> Veld:
        if self.formulier is not None and veld.naam:
            self.formulier.velden.append(veld)
        omheen = next((wat for tag, _, wat in reversed(self.open_) if tag == "label"), None)
        if isinstance(omheen, dict):
            omheen["veld"] = veld  # a label around its control names it
        return veld

    def _sluit(self, tag: str, stukken: list[str], wat: object) -> None:
        tekst = _schoon(" ".join(stukken))
        match tag, wat:
            case "a", {"href": str(doel)}:
                self.pagina.links.append((tekst, doel))
            case "label", {"for": str(doel)}:
                self.labels.setdefault(doel, tekst)
            case "label", {"veld": Veld() as veld}:
                veld.label = tekst
            case "h1", _:
                self.pagina.kop = self.pagina.kop or tekst
            case "textarea", Veld() as veld:
                veld.waarde = "".join(stukken).removeprefix("\n")
            case "option", (str(waarde), bool(gekozen)):
                self._optie(waarde, tekst, gekozen)
            case "button", Knop() as knop:
                knop.tekst = tekst
                if self.formulier is not None:
                    self.formulier.knoppen.append(knop)

    def _optie(self, waarde: str, tekst: str, gekozen: bool) -> None:
        veld = next((w for t, _, w in reversed(self.open_) if t == "select"), None)
        if isinstance(veld, Veld):
            if gekozen or not veld.keuzes:
                veld.waarde = waarde
            veld.keuzes.append((waarde, tekst))


def lees(adres: str, status: int, html: str) -> Pagina:
    """Return what stands on a page."""
    pagina = Pagina(adres, status)
    lezer = _Lezer(pagina)
    lezer.feed(html)
    lezer.close()
    lezer.klaar()
    return pagina
