"""What a registration or help request holds: sealed codes, what may be chosen, and what is known already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from baken.dossiers.leeftijd import open_band
from baken.dossiers.models import Betrokkene
from baken.dossiers.services import sleutel_van
from baken.kern.versleuteling import Gegevenssleutel
from baken.organisaties.models import Organisatiesoort
from baken.referentie import selectors as referentie
from baken.zorg.models import Hulpvraag, Registratie, Traject
from baken.zorg.models.comensha import Aanlevering
from baken.zorg.rules.comensha import ONBEKEND, Codelijst, Hulpgegevens, Registratiegegevens
from baken.zorg.rules.verblijf import NAMEN as VERBLIJF
from baken.zorg.soorten import Antwoord

MEESTE_KINDEREN = 12
Gegevens = Registratiegegevens | Hulpgegevens
Keuzes = Mapping[str, Mapping[str, str]]
G = TypeVar("G", Registratiegegevens, Hulpgegevens)


class Aanleversoort(StrEnum):
    """The two purposes, kept apart."""

    REGISTRATIE = "registratie"
    HULPVRAAG = "hulpvraag"


SOORTNAMEN = {Aanleversoort.REGISTRATIE: _("Registratie"), Aanleversoort.HULPVRAAG: _("Hulpvraag")}
MODELLEN: dict[Aanleversoort, type[Registratie] | type[Hulpvraag]] = {
    Aanleversoort.REGISTRATIE: Registratie,
    Aanleversoort.HULPVRAAG: Hulpvraag,
}
_KLASSEN: dict[type[Aanlevering], type[Registratiegegevens] | type[Hulpgegevens]] = {
    Registratie: Registratiegegevens,
    Hulpvraag: Hulpgegevens,
}


def soort_van(rij: Aanlevering) -> Aanleversoort:
    """Return which of the two a row is."""
    return Aanleversoort.REGISTRATIE if isinstance(rij, Registratie) else Aanleversoort.HULPVRAAG


def sluit(rij: Registratie | Hulpvraag, sleutel: Gegevenssleutel, gegevens: Gegevens) -> None:
    """Seal what was filled in; the caller saves."""
    rij.inhoud = sleutel.versleutel_json(
        asdict(gegevens), label=str(soort_van(rij)), rij=rij.pk, dossier=rij.traject.dossier_id
    )


def open_registratie(rij: Registratie, sleutel: Gegevenssleutel) -> Registratiegegevens:
    """Open a registration. Only where decide() was asked and a line is written."""
    return _open(rij, sleutel, Registratiegegevens)


def open_hulpvraag(rij: Hulpvraag, sleutel: Gegevenssleutel) -> Hulpgegevens:
    """Open a help request. Only where decide() was asked and a line is written."""
    return _open(rij, sleutel, Hulpgegevens)


def _open(rij: Registratie | Hulpvraag, sleutel: Gegevenssleutel, klasse: type[G]) -> G:
    if rij.inhoud is None:
        return klasse()
    open_: dict[str, Any] = sleutel.ontsleutel_json(
        bytes(rij.inhoud), label=str(soort_van(rij)), rij=rij.pk, dossier=rij.traject.dossier_id
    )
    bekend = {veld.name for veld in fields(klasse)}
    waarden: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in open_.items() if k in bekend}
    return klasse(**waarden)


@dataclass(frozen=True)
class Antwoordregel:
    """One answer of CoMensha: on which day, what it was, and who wrote it down. Never changed, only followed."""

    op: str  # ISO date; empty in what was recorded before answers had a day
    tekst: str
    door: str = ""


def voeg_antwoord_toe(rij: Registratie | Hulpvraag, sleutel: Gegevenssleutel, nieuw: Antwoordregel) -> None:
    """Seal an answer of CoMensha behind those that are there; the caller saves."""
    alle = [asdict(regel) for regel in (*open_antwoorden(rij, sleutel), nieuw)]
    rij.terugkoppeling = sleutel.versleutel_json(
        alle, label="terugkoppeling", rij=rij.pk, dossier=rij.traject.dossier_id
    )


def open_antwoorden(rij: Registratie | Hulpvraag, sleutel: Gegevenssleutel) -> tuple[Antwoordregel, ...]:
    """Return what CoMensha answered, in the order in which it was recorded."""
    if rij.terugkoppeling is None:
        return ()
    open_ = sleutel.ontsleutel_json(
        bytes(rij.terugkoppeling), label="terugkoppeling", rij=rij.pk, dossier=rij.traject.dossier_id
    )
    if isinstance(open_, str):  # recorded before there could be more than one
        return (Antwoordregel("", open_),)
    return tuple(Antwoordregel(**regel) for regel in open_)


def codelijst() -> Codelijst:
    """Return what the codes mean today. No query once the facts were read."""
    htcds: dict[str, str] = {}
    for feit in referentie.feiten("code_htcds"):
        htcds[feit.inhoud.get("vorm", feit.code) if feit.inhoud["lijst"] == "vorm" else feit.code] = feit.inhoud[
            "htcds"
        ]
    for soort in ("comensha_reikwijdte", "comensha_hulp"):
        htcds |= {feit.code: feit.inhoud["waarde"] for feit in referentie.feiten(soort)}
    return Codelijst(
        htcds=htcds,
        ouder={sub.code: vorm.code for vorm in referentie.vormen() for sub in referentie.subvormen(vorm.code)},
        minderjarig={groep.code: groep.minderjarig for groep in referentie.leeftijdsgroepen()},
        landen=frozenset(n.code for n in referentie.nationaliteiten() if len(n.code) == 2),
    )


def registratiekeuzes() -> Keuzes:
    """Return what may be chosen in a registration: field -> code -> words. "Niet bekend" is always among them."""
    vormen: dict[str, str] = {}
    for vorm in referentie.vormen():
        vormen[vorm.code] = vorm.naam
        vormen |= {sub.code: f"{vorm.naam}: {sub.naam.lower()}" for sub in referentie.subvormen(vorm.code)}
    return {
        "status": _lijst("status") | _ONBEKEND,
        "vormen": vormen | _ONBEKEND,
        "seks": _lijst("seks") | _ONBEKEND,
        "werk": _lijst("werk") | _ONBEKEND,
        "geslacht": _lijst("geslacht"),
        "leeftijdsgroep": {g.code: g.naam for g in referentie.leeftijdsgroepen()},
        "nationaliteit": {n.code: n.naam for n in referentie.nationaliteiten()},
        "melder": _lijst("melder") | _ONBEKEND,
        "reikwijdte": {f.code: f.naam for f in referentie.feiten("comensha_reikwijdte")},
        "methoden": _lijst("methoden") | _ONBEKEND,
    }


def hulpkeuzes() -> Keuzes:
    """Return what may be chosen in a help request: field -> code -> words."""
    antwoord = {a.value: a.label for a in Antwoord}
    return {
        "hulp": {f.code: f.naam for f in referentie.feiten("comensha_hulp")},
        "vannacht": antwoord,
        "geslacht": _lijst("geslacht"),
        "leeftijdsgroep": {g.code: g.naam for g in referentie.leeftijdsgroepen()},
        "verblijf": {str(code): naam for code, naam in VERBLIJF.items()},
        "tolk": antwoord,
        "kinderen": {str(n): str(n) for n in range(MEESTE_KINDEREN + 1)} | _ONBEKEND,
    }


def keuzes(soort: Aanleversoort) -> Keuzes:
    """Return what may be chosen in a record of this kind."""
    return registratiekeuzes() if soort == Aanleversoort.REGISTRATIE else hulpkeuzes()


_ONBEKEND = {ONBEKEND: "Niet bekend"}


def _lijst(naam: str) -> dict[str, str]:
    return {f.code: f.naam for f in referentie.feiten("code_htcds") if f.inhoud["lijst"] == naam}


def vragen() -> dict[str, tuple[str, str]]:
    """Return the question of each field of a registration with its explanation: field -> (question, explanation)."""
    return {f.inhoud["veld"]: (f.naam, f.omschrijving) for f in referentie.feiten("comensha_veld")}


def casus_status(traject: Traject) -> str:
    """Return the code of the state of a case that fits where a traject stands; empty when none does."""
    for feit in referentie.feiten("code_htcds"):
        if feit.inhoud["lijst"] == "casus_status" and traject.status in feit.inhoud["standen"]:
            return feit.code
    return ""


def bekend_van(traject: Traject, client: Betrokkene) -> Registratiegegevens:
    """Return what the traject tells already, to start a registration with. What is not sure stays empty."""
    gemeente = "HTCDS-MELDER-GEMEENTE" if traject.organisatie.soort == Organisatiesoort.GEMEENTE else ""
    return Registratiegegevens(
        vormen=tuple(traject.vormen),
        geslacht=_geslacht(client.geslacht),
        leeftijdsgroep=open_band(client, sleutel_van(client.dossier)),
        nationaliteit=client.nationaliteit,
        melder=gemeente,
    )


def _geslacht(code: str) -> str:
    for feit in referentie.feiten("code_htcds"):
        if feit.inhoud["lijst"] == "geslacht" and feit.inhoud.get("geslacht") == code:
            return feit.code
    return ""


def hulp_bekend_van(client: Betrokkene, verblijf: str, tolk: str, kinderen: int | None) -> Hulpgegevens:
    """Return what the traject tells already, to start a help request with."""
    return Hulpgegevens(
        geslacht=_geslacht(client.geslacht),
        leeftijdsgroep=open_band(client, sleutel_van(client.dossier)),
        verblijf=verblijf if verblijf in VERBLIJF else "",
        tolk=tolk if tolk in Antwoord.values else "",
        kinderen=str(kinderen) if kinderen is not None and kinderen <= MEESTE_KINDEREN else "",
    )
