"""From the checked forms of every step to one NieuwSignaal."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie
from baken.kern import klok
from baken.referentie import selectors as referentie
from baken.signalen.gegevens import Contact, NieuwSignaal
from baken.signalen.soorten import Antwoord, Kanaal
from baken.web.melden.concept import Concept
from baken.web.melden.forms import ONBEKEND, PersoonForm
from baken.web.melden.stappen import VOORAF, Antwoorden, Deur


def maak_signaal(concept: Concept, deur: Deur, antwoorden: Antwoorden) -> NieuwSignaal:
    """Return the complete report. The caller saw that no step has a mistake."""
    schoon = {
        stap: formulieren[0].cleaned_data
        for stap, formulieren in antwoorden.per_stap.items()
        if stap not in {"wie", VOORAF}
    }
    wat, ziet, waar, verhaal, contact = (schoon[s] for s in ("wat", "ziet", "waar", "verhaal", "contact"))
    sector = waar["sector"]
    ouder = (referentie.sector(sector).ouder or "") if sector else ""
    plaats = NieuweLocatie(waar["gemeente"], waar["adres"], waar["plek"])
    return NieuwSignaal(
        inzending_id=concept.inzending_id,
        kanaal=deur.kanaal,
        waarneming=verhaal["waarneming"],
        vormen=(*(v for v in wat["vormen"] if v != ONBEKEND), *ziet.get("subvormen", [])),
        indicatoren=tuple(ziet["indicatoren"]),
        sector=ouder or sector,
        subsector=sector if ouder else "",
        gemeente_code=waar["gemeente"],
        acuut=Antwoord(verhaal["acuut"] or ONBEKEND),
        vrijheid_afgenomen=Antwoord(verhaal["vrijheid_afgenomen"] or ONBEKEND),
        documenten_afgenomen=Antwoord(verhaal["documenten_afgenomen"] or ONBEKEND),
        meldcodesector=contact["meldcodesector"],
        gezien_op=verhaal["gezien_op"],
        gezien_tekst=verhaal["gezien_tekst"],
        personen=tuple(_personen(antwoorden)),
        locaties=(plaats,) if plaats.adres or plaats.omschrijving else (),
        contact=Contact(**{n: contact.get(n, "") for n in ("naam", "telefoon", "email", "functie")}),
        anoniem=contact.get("anoniem") == "ja",
        terugkoppeling_gewenst=contact["terugkoppeling"] == "ja",
        code=concept.code,
    )


def vooraf(antwoorden: Antwoorden) -> dict[str, Any]:
    """Return what was answered in the own first step of a door."""
    formulieren = antwoorden.per_stap.get(VOORAF, [])
    return formulieren[0].cleaned_data if formulieren else {}


def _personen(antwoorden: Antwoorden) -> list[NieuweBetrokkene]:
    return [
        _persoon(form.cleaned_data)
        for form in antwoorden.per_stap["wie"]
        if isinstance(form, PersoonForm) and not form.leeg
    ]


def _persoon(gegevens: dict[str, Any]) -> NieuweBetrokkene:
    geboren: date | None = gegevens["geboortedatum"]
    groep = gegevens["leeftijdsgroep"]
    if geboren and groep in {"", ONBEKEND}:
        groep = referentie.leeftijdsgroep_bij(_leeftijd(geboren)).code
    identiteit = {
        "naam": gegevens["naam"],
        "geboortedatum": geboren.isoformat() if geboren else "",
        "document": gegevens["document"],
    }
    return NieuweBetrokkene(
        deel=gegevens["deel"] or ONBEKEND,
        leeftijdsgroep=groep,
        geslacht=gegevens["geslacht"],
        nationaliteit=gegevens["nationaliteit"],
        identiteit={k: v for k, v in identiteit.items() if v},
        contact={"telefoon": gegevens["telefoon"]} if gegevens["telefoon"] else {},
        strafbaar={"kenmerken": gegevens["kenmerken"]} if gegevens["kenmerken"] else {},
    )


def _leeftijd(geboren: date) -> int:
    vandaag = klok.vandaag()
    return vandaag.year - geboren.year - ((vandaag.month, vandaag.day) < (geboren.month, geboren.day))


def is_minderjarig(nieuw: NieuwSignaal) -> bool:
    """Say whether somebody in the report is a minor."""
    jong = {g.code for g in referentie.leeftijdsgroepen() if g.minderjarig}
    return any(p.leeftijdsgroep in jong for p in nieuw.personen)


def verpak(nieuw: NieuwSignaal) -> dict[str, Any]:
    """Return a report without own date or partner as plain values, to seal in the page of the review."""
    inhoud = asdict(nieuw)
    inhoud["inzending_id"] = str(nieuw.inzending_id)
    inhoud["gezien_op"] = nieuw.gezien_op.isoformat() if nieuw.gezien_op else ""
    return inhoud


def pak_uit(inhoud: dict[str, Any]) -> NieuwSignaal:
    """Return the report that verpak() was given."""
    return NieuwSignaal(
        **{
            **inhoud,
            "inzending_id": UUID(inhoud["inzending_id"]),
            "kanaal": Kanaal(inhoud["kanaal"]),
            "vormen": tuple(inhoud["vormen"]),
            "indicatoren": tuple(inhoud["indicatoren"]),
            **{veld: Antwoord(inhoud[veld]) for veld in ("acuut", "vrijheid_afgenomen", "documenten_afgenomen")},
            "gezien_op": date.fromisoformat(inhoud["gezien_op"]) if inhoud["gezien_op"] else None,
            "personen": tuple(NieuweBetrokkene(**persoon) for persoon in inhoud["personen"]),
            "locaties": tuple(NieuweLocatie(**plaats) for plaats in inhoud["locaties"]),
            "contact": Contact(**inhoud["contact"]),
        }
    )
