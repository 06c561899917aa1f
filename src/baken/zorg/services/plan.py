"""The plan: per area of life what is needed, what is to be reached, and who helps."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from baken.dossiers.context import handeling
from baken.dossiers.services import sleutel_van
from baken.kern import journaal, klok
from baken.kern.fouten import NietGevondenError, VerouderdError
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Organisatie, Organisatiesoort
from baken.organisaties.selectors import geldig_op
from baken.referentie import selectors as referentie
from baken.referentie.waarden import Feit
from baken.zorg.inhoud import open_doel, sluit_doel
from baken.zorg.instemming import VOOR_HULP, eis_niet_ingetrokken
from baken.zorg.models import Traject, Zorgdoel
from baken.zorg.services.basis import (
    MAX_KORT,
    eis_geen_fouten,
    haal_met_slot,
    keur_tekst,
    keur_volgende,
)
from baken.zorg.verloop import DOEL_OPEN, Doelstatus

AANBIEDERS = (
    Organisatiesoort.ZORGAANBIEDER,
    Organisatiesoort.JEUGDHULP,
    Organisatiesoort.VEILIG_THUIS,
    Organisatiesoort.ZORGCOORDINATIE,
    Organisatiesoort.GEMEENTE,
    Organisatiesoort.COMENSHA,
    Organisatiesoort.OVERIG,
)
_BEGINT = frozenset({Doelstatus.BEHOEFTE, Doelstatus.GEPLAND, Doelstatus.LOOPT})  # help begins, or begins again
MEESTE_DOELEN = 60  # more at a time nobody can look over


@dataclass(frozen=True)
class Doel:
    """A need and what is to be reached. The provider is an organisation here, a named service, or words; or nobody yet.

    leefgebied, dienst: codes of facts.
    """

    leefgebied: str
    behoefte: str
    doel: str = ""
    aanbieder_id: int | None = None
    dienst: str = ""
    aanbieder: str = ""
    tot: date | None = None


@handeling("trajecten.begeleiden")
def stel_doel(*, traject_id: int, doel: Doel, door: Wie) -> Zorgdoel:
    """Record a need; with a goal and somebody who helps it is planned at once.

    Raises OngeldigeInvoerError, NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.begeleiden")
    eis_niet_ingetrokken(traject, VOOR_HULP)
    fouten = _fouten(traject, doel)
    if traject.doelen.filter(status__in=DOEL_OPEN).count() >= MEESTE_DOELEN:
        fouten[""] = [f"Er staan al {MEESTE_DOELEN} doelen open. Rond er eerst een af."]
    eis_geen_fouten(fouten)
    rij = uuid.uuid4()
    gemaakt = Zorgdoel(id=rij, traject=traject, gemaakt_op=klok.nu())
    _zet_velden(traject, gemaakt, doel)
    if _is_plan(doel):
        gemaakt.status = Doelstatus.GEPLAND
    gemaakt.save(force_insert=True)
    journaal.noteer(door.spoor(), "traject.doel", traject.dossier_id, inhoud=_regel(gemaakt))
    return gemaakt


@handeling("trajecten.begeleiden")
def werk_doel_bij(*, traject_id: int, doel_id: uuid.UUID, versie: int, doel: Doel, door: Wie) -> Zorgdoel:
    """Change the words, provider or day of a goal that is open; a need that gets a goal and a helper is planned.

    Raises OngeldigeInvoerError, VerouderdError, NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.begeleiden")
    rij = _haal(traject, doel_id, versie)
    if _andere_helper(traject, rij, doel) or (rij.status == Doelstatus.BEHOEFTE and _is_plan(doel)):
        eis_niet_ingetrokken(traject, VOOR_HULP)
    eis_geen_fouten(_fouten(traject, doel))
    _zet_velden(traject, rij, doel)
    if rij.status == Doelstatus.BEHOEFTE and _is_plan(doel):
        rij.zet(Doelstatus.GEPLAND)
    else:
        rij.versie += 1
    rij.save()
    journaal.noteer(door.spoor(), "traject.doel", traject.dossier_id, inhoud=_regel(rij))
    return rij


@handeling("trajecten.begeleiden")
def zet_doel(
    *, traject_id: int, doel_id: uuid.UUID, versie: int, naar: Doelstatus, door: Wie, resultaat: str = ""
) -> Zorgdoel:
    """Move a goal: help started, reached, not needed any more, or needed again. What was reached asks words.

    Raises OngeldigeInvoerError, VerouderdError, NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.begeleiden")
    rij = _haal(traject, doel_id, versie)
    if naar in _BEGINT:
        eis_niet_ingetrokken(traject, VOOR_HULP)
    fouten: dict[str, list[str]] = {}
    tekst = keur_tekst(
        fouten,
        "resultaat",
        resultaat,
        zin="Schrijf op wat er is bereikt." if naar == Doelstatus.BEREIKT else "Schrijf op waarom het niet doorgaat.",
        verplicht=naar in {Doelstatus.BEREIKT, Doelstatus.VERVALLEN},
    )
    if naar == Doelstatus.GEPLAND and not (rij.aanbieder_id or rij.dienst or _open(traject, rij).get("aanbieder")):
        fouten[""] = ["Vul eerst het doel in, en wie er helpt."]
    eis_geen_fouten(fouten)
    rij.zet(naar)
    sleutel = sleutel_van(traject.dossier)
    rij.inhoud = sluit_doel(
        traject, sleutel, rij.pk, {**_open(traject, rij), **({"resultaat": tekst} if tekst else {})}
    )
    rij.save(update_fields=["status", "versie", "inhoud"])
    journaal.noteer(door.spoor(), "traject.doel_verzet", traject.dossier_id, inhoud=_regel(rij))
    return rij


def _open(traject: Traject, doel: Zorgdoel) -> Mapping[str, str]:
    return open_doel(traject, sleutel_van(traject.dossier), doel)


def _haal(traject: Traject, doel_id: uuid.UUID, versie: int) -> Zorgdoel:
    rij = traject.doelen.select_for_update().filter(pk=doel_id).first()
    if rij is None:
        raise NietGevondenError
    if rij.versie != versie:
        raise VerouderdError("version moved on")
    return rij


def _andere_helper(traject: Traject, rij: Zorgdoel, doel: Doel) -> bool:
    """Say whether a goal gets somebody who helps that it did not have."""
    nieuw = (doel.aanbieder_id, doel.dienst, doel.aanbieder.strip())
    return any(nieuw) and nieuw != (rij.aanbieder_id, rij.dienst, _open(traject, rij).get("aanbieder", ""))


def _is_plan(doel: Doel) -> bool:
    return bool(doel.doel.strip() and (doel.aanbieder_id or doel.dienst or doel.aanbieder.strip()))


def _zet_velden(traject: Traject, rij: Zorgdoel, doel: Doel) -> None:
    rij.leefgebied, rij.aanbieder_id, rij.dienst, rij.tot = doel.leefgebied, doel.aanbieder_id, doel.dienst, doel.tot
    al = _open(traject, rij)
    inhoud = {"behoefte": doel.behoefte.strip(), "doel": doel.doel.strip(), "aanbieder": doel.aanbieder.strip()}
    rij.inhoud = sluit_doel(traject, sleutel_van(traject.dossier), rij.pk, {**al, **inhoud})


def _regel(doel: Zorgdoel) -> dict[str, str | int | bool | None]:
    return {"doel": str(doel.pk), "leefgebied": doel.leefgebied, "stand": str(doel.status)}


def _fouten(traject: Traject, doel: Doel) -> dict[str, list[str]]:
    fouten: dict[str, list[str]] = {}
    if doel.leefgebied not in {f.code for f in referentie.feiten("leefgebied")}:
        fouten["leefgebied"] = ["Kies een leefgebied uit de lijst."]
    keur_tekst(fouten, "behoefte", doel.behoefte, zin="Schrijf op wat de cliënt nodig heeft.")
    keur_tekst(fouten, "doel", doel.doel, zin="", verplicht=False)
    if len(doel.aanbieder) > MAX_KORT:
        fouten["aanbieder"] = [f"Gebruik hoogstens {MAX_KORT} tekens."]
    if doel.dienst and doel.dienst not in {d.code for d in diensten(traject.doelgroep)}:
        fouten["dienst"] = ["Deze dienst is niet (meer) open, of niet voor deze cliënt."]
    if sum(map(bool, (doel.aanbieder_id, doel.dienst, doel.aanbieder.strip()))) > 1:
        fouten["aanbieder"] = ["Kies één aanbieder: een organisatie, een dienst, of een naam die u zelf typt."]
    if doel.aanbieder_id is not None and not aanbieders().filter(pk=doel.aanbieder_id).exists():
        fouten["aanbieder_id"] = ["Kies een organisatie uit de lijst."]
    keur_volgende(fouten, "tot", doel.tot)
    return fouten


def diensten(doelgroep: str) -> list[Feit]:
    """Return the named services that are open for a group: uitstapprogramma, NVM, Veilig Thuis and others."""
    return [d for d in referentie.feiten("dienst") if d.inhoud["open"] and doelgroep in d.inhoud["doelgroepen"]]


def aanbieders() -> QuerySet[Organisatie]:
    """Return the organisations that can help a client today, by name."""
    return Organisatie.objects.filter(geldig_op(klok.vandaag()), soort__in=AANBIEDERS).order_by("naam")
