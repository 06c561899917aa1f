"""The steps of a report in order, and the forms of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from baken.referentie import selectors as referentie
from baken.signalen.soorten import Kanaal
from baken.web.formulieren import DatumVeld
from baken.web.melden.concept import Concept
from baken.web.melden.forms import (
    ContactForm,
    ContactVanEenAnderForm,
    PersoonForm,
    VerhaalForm,
    WaarForm,
    WatForm,
    ZietForm,
)

MAX_PERSONEN = 10
CONTROLE = "controle"
VOORAF = "vooraf"


@dataclass(frozen=True)
class Deur:
    """Through which door a report comes: what the forms need to know of it."""

    kanaal: Kanaal
    organisatie_id: int
    gemeente_code: str = ""
    medewerker_id: int = 0
    plek_eerst: bool = False
    voor_ander: bool = False  # the aandachtsfunctionaris types what someone else told
    vooraf: Callable[[QueryDict | None], forms.Form] | None = None  # an own first step: telephone or partner

    @property
    def doel(self) -> str:
        """The purpose that a draft is sealed for: no draft goes through another door or to another person."""
        return f"melding|{self.kanaal}|{self.organisatie_id}|{self.medewerker_id}"


NAMEN: dict[str, Any] = {
    VOORAF: _("Herkomst"),
    "wat": _("Vorm"),
    "ziet": _("Signalen"),
    "waar": _("Plaats"),
    "wie": _("Personen"),
    "verhaal": _("Verhaal"),
    "contact": _("Contact"),
    CONTROLE: _("Controleren"),
}
TITELS: dict[str, Any] = {
    VOORAF: _("Waar komt dit signaal vandaan?"),
    "wat": _("Wat denkt u dat er gebeurt?"),
    "ziet": _("Wat ziet of hoort u?"),
    "waar": _("Waar gebeurt het?"),
    "wie": _("Om wie gaat het?"),
    "verhaal": _("Wat is er gebeurd, en wanneer?"),
    "contact": _("Mogen wij contact met u opnemen?"),
    CONTROLE: _("Klopt alles?"),
}
VOOR_ANDER: dict[str, Any] = {"contact": _("Wie gaf het signaal?"), "ziet": _("Wat zag of hoorde de melder?")}


def stapnamen(deur: Deur) -> list[str]:
    """Return the steps of this door; the last one is the review."""
    plaats_en_persoon = ["waar", "wie"] if deur.plek_eerst else ["wie", "waar"]
    eerst = [VOORAF] if deur.vooraf else []
    return [*eerst, "wat", "ziet", *plaats_en_persoon, "verhaal", "contact", CONTROLE]


def gekozen_vormen(concept: Concept) -> tuple[str, ...]:
    """Return the forms chosen in the step "wat" that exist."""
    bekend = {v.code for v in referentie.vormen()}
    return tuple(v for v in concept.stappen.get("wat", {}).get("vormen", []) if v in bekend)


def aantal_in(waarden: list[str]) -> int:
    """Return how many persons a posted count asks for: at least one, at most MAX_PERSONEN."""
    tekst = waarden[-1] if waarden else "1"
    return min(max(int(tekst), 1), MAX_PERSONEN) if tekst.isascii() and tekst.isdigit() and len(tekst) < 4 else 1


def aantal_personen(concept: Concept) -> int:
    """Return how many persons the step "wie" shows."""
    return aantal_in(concept.stappen.get("wie", {}).get("aantal", []))


def formulieren(stap: str, concept: Concept, deur: Deur) -> list[forms.Form]:
    """Return the forms of a step, bound to what was typed; unbound when the step was not seen yet."""
    data = concept.data(stap)
    if stap == "wie":
        return [PersoonForm(data, prefix=f"p{n}") for n in range(1, aantal_personen(concept) + 1)]
    if stap == VOORAF and deur.vooraf:
        return [deur.vooraf(data)]
    maak: dict[str, Callable[[], forms.Form]] = {
        "wat": lambda: WatForm(data),
        "ziet": lambda: ZietForm(data, vormen=gekozen_vormen(concept)),
        "waar": lambda: WaarForm(data, gemeente=deur.gemeente_code),
        "verhaal": lambda: VerhaalForm(data),
        "contact": lambda: (
            ContactVanEenAnderForm(data) if deur.voor_ander else ContactForm(data, aangemeld=bool(deur.medewerker_id))
        ),
    }
    return [maak[stap]()] if stap in maak else []


def zonder_fouten(formulieren_: list[forms.Form]) -> list[forms.Form]:
    """Show what was typed, not yet what is wrong with it: for a step somebody comes back to."""
    for form in formulieren_:
        form._errors = ErrorDict()  # type: ignore[attr-defined]  # what full_clean() would fill; the stubs leave it out
    return formulieren_


def bewaar(concept: Concept, stap: str, post: QueryDict, deur: Deur) -> None:
    """Keep what was posted for a step in the draft; names that no form asks for are left out."""
    if stap == "wie":
        concept.stappen["wie"] = {"aantal": [str(aantal_in(post.getlist("aantal")))]}
    velden = ["aantal"] if stap == "wie" else []
    for form in formulieren(stap, concept, deur):
        for veld in form:
            velden.append(veld.html_name)
            if isinstance(veld.field, DatumVeld):
                velden += [f"{veld.html_name}_{deel}" for deel in ("dag", "maand", "jaar")]
    concept.bewaar(stap, post, velden)
    if stap == "wie":
        concept.stappen["wie"]["aantal"] = [str(aantal_in(post.getlist("aantal")))]
    if stap == "wat":
        _snoei(concept)


def _snoei(concept: Concept) -> None:
    """Forget what was ticked for a form that is no longer chosen: its boxes are not on the page any more."""
    ziet = concept.stappen.get("ziet")
    if ziet is None:
        return
    vormen = gekozen_vormen(concept)
    mag = {i.code for i in referentie.indicatoren_voor_melder(vormen)}
    mag |= {s.code for v in vormen for s in referentie.subvormen(v)}
    for naam, waarden in ziet.items():
        ziet[naam] = [w for w in waarden if w in mag]


def haal_persoon_weg(concept: Concept, nummer: int) -> None:
    """Take one person out of the step "wie" and move the others up; the last one is emptied."""
    wie = concept.stappen.get("wie", {})
    aantal = aantal_personen(concept)
    if not 1 <= nummer <= aantal:
        return
    over: dict[str, list[str]] = {"aantal": [str(max(aantal - 1, 1))]}
    for naam, waarden in wie.items():
        kop, _streep, veld = naam.partition("-")
        if not veld or kop == f"p{nummer}":
            continue
        plaats = int(kop[1:])
        over[f"p{plaats - 1 if plaats > nummer else plaats}-{veld}"] = waarden
    concept.stappen["wie"] = over


@dataclass
class Antwoorden:
    """The forms of every step, each made and checked once."""

    per_stap: dict[str, list[forms.Form]]
    gezien: frozenset[str]

    @property
    def eerste_fout(self) -> str:
        """The first step that is not right or not seen, or the review when all are."""
        for stap, formulieren_ in self.per_stap.items():
            if stap not in self.gezien or not all(f.is_valid() for f in formulieren_):
                return stap
        return CONTROLE


def antwoorden(concept: Concept, deur: Deur) -> Antwoorden:
    """Return the forms of all steps before the review."""
    namen = stapnamen(deur)[:-1]
    return Antwoorden({s: formulieren(s, concept, deur) for s in namen}, frozenset(concept.stappen))
