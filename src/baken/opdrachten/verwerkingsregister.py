"""The processing register (AVG article 30) as Markdown, made from what the code itself registers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from baken import keten
from baken.kern.bewaartermijnen import Registratie, geregistreerd
from baken.kern.models import Actie, Begin
from baken.opdrachten.leesbaar import kan_tekst_bevatten, reden

GRONDSLAGEN = Path(str(keten.__file__)).with_name("grondslagen.json")
DOELEN = {
    "signaal": "Een vermoeden van mensenhandel ontvangen, beoordelen en op de juiste plek brengen.",
    "verstrekking": "Precies de gekozen gegevens aan een ontvanger geven, op een eigen grondslag.",
    "casus": "De ontvanger werkt verder in een eigen dossier, en laat de afzender in vaste tekst weten hoe het gaat.",
    "overleg": "Overleggen over een casus (dat gaat weg met die casus), of aan de Regionale Tafel over wat vastloopt.",
    "zorg": "De zorg voor een slachtoffer, of hulp aan een dader, plannen en volgen, tot en met de nazorg.",
    "comensha": "Een slachtoffer zonder naam meetellen in de landelijke cijfers, of met toestemming om hulp vragen.",
    "opvang": "Een plek in de opvang vinden die past, en weten wie waar verblijft en wie wacht.",
    "noodtoegang": "Verantwoorden wie in nood een afgeschermd dossier las, en dat laten beoordelen.",
    "verzoek": "Verzoeken van betrokkenen beantwoorden (AVG 15 tot en met 18) en verantwoorden hoe dat ging.",
    "account": "Weten wie in Baken werkt, in welke rol.",
    "contact": "Op de meldroute laten zien wie bereikbaar is.",
    "journaal": "Verantwoorden wie wat deed, en misbruik vinden.",
}
INLEIDING = """# Privacy: het register van verwerkingen

Deze pagina maakt Baken zelf: `./baken privacyregister --schrijf`. Een toets vergelijkt haar met de code. Verander haar
dus niet met de hand. Uw functionaris gegevensbescherming (FG) vult aan wat alleen uw organisatie weet: naam en
contact van de verantwoordelijke, verwerkers, en de uitkomst van uw DPIA.

Termijnen die Baken meegeeft zijn een eigen keuze zonder bron. Ze gelden als *niet bevestigd*: er wordt niets vernietigd
tot de FG en de archivaris (twee personen) ze bevestigen.

## Wie het betreft
Mogelijke slachtoffers, daders, facilitators en getuigen in een signaal of casus · melders die hun naam geven ·
medewerkers met een account · contactpersonen van de meldroute.

## Wat Baken nooit doet
Geen netwerkadres in een tabel of logboek. Geen cookie op een openbare pagina. Geen verzoek aan een derde partij.
Geen risicofactoren of andere bijzondere gegevens vragen in een openbaar formulier. Niet zoeken in vrije tekst. Geen
score als oordeel: een mens besluit (AVG artikel 22).
"""


def register() -> str:
    """Return the whole document."""
    return "\n".join([INLEIDING, *_categorieen(), *_velden(), *_leesbaar(), *_grondslagen(), *_beveiliging()]) + "\n"


def _rij(*cellen: str) -> str:
    return f"| {' | '.join(' '.join(cel.split()).replace('|', '/') for cel in cellen)} |"


def _kop(*cellen: str) -> list[str]:
    return [_rij(*cellen), "|" + "---|" * len(cellen)]


def _per_categorie() -> dict[str, list[Registratie]]:
    groepen = defaultdict(list)
    for registratie in geregistreerd().values():
        groepen[registratie.categorie].append(registratie)
    return dict(sorted(groepen.items()))


def _termijn(registraties: Iterable[Registratie]) -> str:
    delen = []
    for r in registraties:
        if s := r.standaard:
            tekst = f"{s.termijn_maanden} maanden na {Begin(s.begin).label}, daarna {Actie(s.actie).label} ({s.bron})"
            delen.append(tekst)
    return "; ".join(dict.fromkeys(delen)) or "Zolang de rij nodig is; uw organisatie stelt de termijn vast."


def _categorieen() -> list[str]:
    regels = ["## Verwerkingen", *_kop("categorie", "doel", "grondslag", "bewaartermijn (niet bevestigd)", "tabellen")]
    for categorie, rijen in _per_categorie().items():
        grondslagen = "; ".join(dict.fromkeys(r.grondslag for r in rijen))
        namen = ", ".join(f"`{r.model_label}`" for r in rijen)
        regels.append(_rij(categorie, DOELEN[categorie], grondslagen, _termijn(rijen), namen))
    return [*regels, ""]


def _soort(veld: Any) -> str:
    """Return how a column is kept: sealed (or a keyed digest), a reference, or readable."""
    if isinstance(veld, models.BinaryField):
        return "gesloten"
    if veld.is_relation or veld.primary_key or veld.name.endswith("_id"):
        return "verwijzing"
    return "leesbaar"


def _velden() -> list[str]:
    regels = [
        "## Velden per tabel",
        "*Gesloten*: versleuteld met de sleutel van het dossier of pakket, of een afdruk met sleutel.",
        "*Leesbaar*: staat zonder versleuteling in de database. Zulke velden noemen niemand, behalve bij accounts en",
        "contacten. Alles wat iemand over een persoon of een casus typt, is gesloten.",
        "",
        *_kop("tabel", "gesloten", "leesbaar", "verwijzing"),
    ]
    for label in geregistreerd():
        velden: dict[str, list[str]] = defaultdict(list)
        for veld in apps.get_model(label)._meta.concrete_fields:
            velden[_soort(veld)].append(veld.name)
        soorten = (", ".join(velden[s]) or "–" for s in ("gesloten", "leesbaar", "verwijzing"))
        regels.append(_rij(f"`{label}`", *soorten))
    return [*regels, ""]


def _leesbaar() -> list[str]:
    """Return every readable column that could hold text, with the reason. Raises KeyError for one without."""
    regels = [
        "## Leesbare tekst, en waarom",
        "Elke leesbare kolom waarin tekst kan staan. Een nieuwe kolom zonder reden breekt deze pagina.",
        "",
        *_kop("waarom leesbaar", "velden"),
    ]
    per_reden: dict[str, list[str]] = defaultdict(list)
    for label in geregistreerd():
        for veld in apps.get_model(label)._meta.concrete_fields:
            if kan_tekst_bevatten(veld):
                per_reden[reden(label, veld.name)].append(f"`{label}.{veld.name}`")
    return [*regels, *(_rij(waarom, ", ".join(velden)) for waarom, velden in per_reden.items()), ""]


def _grondslagen() -> list[str]:
    regels = [
        "## Grondslagen om te verstrekken",
        "Gegevens die met Baken komen. De poort kijkt naar de dag van verstrekken. De FG bevestigt afspraken.",
        "",
        *_kop("grondslag", "soort", "ontvangers", "veldgroepen", "afspraak nodig", "geldig", "bron"),
    ]
    for g in json.loads(GRONDSLAGEN.read_text(encoding="utf-8")):
        geldig = f"vanaf {g['geldig_van']}" + (f" tot {g['geldig_tot']}" if g["geldig_tot"] else "")
        regels.append(
            _rij(
                g["naam"],
                g["soort"],
                ", ".join(g["ontvangers"]),
                ", ".join(g["veldgroepen"]),
                g["vraagt_afspraak"] or "nee",
                geldig,
                f"{g['bron']} ({g['verificatie']})",
            )
        )
    return [*regels, ""]


def _beveiliging() -> list[str]:
    return [
        "## Beveiliging",
        "Wat moet gelden en welke toets het laat zien, staat in [beveiliging.md](beveiliging.md).",
        "Wie wat mag, staat in Baken zelf op de pagina `/rechten/`.",
    ]
