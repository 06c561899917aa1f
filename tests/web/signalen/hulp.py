"""What the page tests of the aandachtsfunctionaris share: filling in the forms that a page shows."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client
from tests.cast import Cast, aanmelden, maak_signaal

from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie
from baken.keten.models import Grondslag, Grondslagsoort
from baken.organisaties.models import Medewerker
from baken.signalen.models import Signaal

SLACHTOFFER = NieuweBetrokkene(
    "slachtoffer",
    identiteit={"naam": "Xandra Verzonnen", "geboortedatum": "2001-02-03", "document": "NX1234567"},
    contact={"telefoon": "0600000001"},
    zorg={"omschrijving": "heeft een arts nodig"},
)
DADER = NieuweBetrokkene(
    "dader", identiteit={"naam": "Ype Verzonnen"}, strafbaar={"omschrijving": "houdt papieren bij zich"}
)
PLEK = NieuweLocatie("GM0599", "Verzonnenkade 1", "achter de loods")
NAMEN = ("Xandra Verzonnen", "NX1234567", "0600000001", "Ype Verzonnen", "Verzonnenkade 1")


class _Formulieren(HTMLParser):
    """Collect the fields of every form of a page as a browser would post them."""

    def __init__(self) -> None:
        super().__init__()
        self.formulieren: list[dict[str, Any]] = []
        self._nu: dict[str, Any] | None = None
        self._select: str | None = None
        self._textarea: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {k: v or "" for k, v in attrs}
        if tag == "form":
            self._nu = {"action": a.get("action", ""), "velden": {}, "keuzes": {}}
            self.formulieren.append(self._nu)
        if self._nu is None:
            return
        velden = self._nu["velden"]
        if tag == "input" and a.get("type") in {"checkbox", "radio"}:
            self._nu["keuzes"].setdefault(a["name"], []).append(a.get("value", "on"))
            if "checked" in a:
                velden.setdefault(a["name"], []).append(a.get("value", "on"))
        elif tag == "input" and a.get("name"):
            velden[a["name"]] = [a.get("value", "")]
        elif tag == "select":
            self._select = a["name"]
            velden[a["name"]] = [""]
        elif tag == "option" and self._select:
            self._nu["keuzes"].setdefault(self._select, []).append(a.get("value", ""))
            if "selected" in a:
                velden[self._select] = [a.get("value", "")]
        elif tag == "textarea":
            self._textarea = a["name"]
            velden[a["name"]] = [""]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._nu = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._textarea = None

    def handle_data(self, data: str) -> None:
        if self._textarea and self._nu is not None:
            self._nu["velden"][self._textarea][0] += data.removeprefix("\n")


def formulier(antwoord: Any, veld: str) -> dict[str, Any]:
    """Return what the form with this field would post, and its choices under `keuzes`."""
    lezer = _Formulieren()
    lezer.feed(antwoord.content.decode())
    for form in lezer.formulieren:
        if veld in form["velden"] or veld in form["keuzes"]:
            return form
    raise AssertionError(f"no form with {veld}")


def vul_in(antwoord: Any, veld: str, **anders: Any) -> dict[str, Any]:
    """Return the data of the form with this field, with some answers changed and a grondslag where one is asked."""
    form = formulier(antwoord, veld)
    data = dict(form["velden"])
    if "grondslag" in form["keuzes"] and not data.get("grondslag"):
        data["grondslag"] = [_grondslag(form["keuzes"]["grondslag"], toestemming="toestemming" in anders)]
    data.update(anders)
    return data


def _grondslag(keuzes: list[str], *, toestemming: bool) -> str:
    """Return what a person would choose where nothing is: consent when that was got, else the first."""
    met = Grondslag.objects.filter(pk__in=keuzes, soort=Grondslagsoort.TOESTEMMING).values_list("pk", flat=True)
    return str(met[0]) if toestemming and met else keuzes[0]


def als_persoon(persoon: Medewerker) -> Client:
    """Return a signed-in client with second factor."""
    client = Client()
    aanmelden(client, persoon)
    return client


def rijk_signaal(cast: Cast, **velden: Any) -> Signaal:
    """Make a signaal with persons and a place, whose names must never show by themselves."""
    basis = {"personen": (SLACHTOFFER, DADER), "locaties": (PLEK,), "gemeente_code": "GM0599"}
    return maak_signaal(cast, **{**basis, **velden})
