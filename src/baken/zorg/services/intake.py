"""Intake: who the client is, what care and shelter need to know, and which gemeente is responsible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from baken.dossiers.context import handeling
from baken.dossiers.eerder import met_eerder
from baken.dossiers.leeftijd import open_band
from baken.dossiers.services import GESLOTEN_GROEPEN, NieuweBetrokkene, sleutel_van
from baken.dossiers.sleutelwissel import indexeer_opnieuw
from baken.kern import journaal
from baken.kern.fouten import NietGevondenError, NietToegestaanError
from baken.kern.versleuteling import Gegevenssleutel
from baken.organisaties.besluit import Wie
from baken.referentie import selectors as referentie
from baken.zorg.inhoud import Profiel, open_profiel, sluit_profiel
from baken.zorg.models import Traject
from baken.zorg.rules.gemeente import Gemeente, verantwoordelijk
from baken.zorg.rules.verblijf import Verblijf
from baken.zorg.services.aanmelden import loopt_al
from baken.zorg.services.basis import (
    MAX_KORT,
    client_van,
    eis_geen_fouten,
    eis_versie,
    haal_met_slot,
    keur_tekst,
    schrijf_stuk,
)
from baken.zorg.soorten import Antwoord, Inzet, Stuksoort
from baken.zorg.verloop import Trajectstatus

BEPERKT = (
    "Op verzoek van deze persoon mag u de gegevens alleen bewaren (AVG artikel 18). Vraag eerst uw functionaris "
    "gegevensbescherming."
)
MEESTE_KINDEREN = 20


@dataclass(frozen=True)
class Intake:
    """What an intake records: the profile for care and shelter, and how the talk went in words."""

    profiel: Profiel
    verslag: str


@handeling("trajecten.begeleiden")
def doe_intake(*, traject_id: int, versie: int, intake: Intake, door: Wie) -> Traject:
    """Record an intake; the first one moves the traject to intake, a later one corrects. The old one stays readable.

    Raises OngeldigeInvoerError, VerouderdError, NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.begeleiden")
    eis_versie(traject, versie)
    sleutel = sleutel_van(traject.dossier)
    oud = open_profiel(traject, sleutel)
    profiel = replace(intake.profiel, aanmelder=oud.aanmelder)
    fouten = _fouten(profiel)
    verslag = keur_tekst(fouten, "verslag", intake.verslag, zin="Schrijf kort op hoe de intake ging.")
    eis_geen_fouten(fouten)
    if traject.status == Trajectstatus.AANGEMELD:
        traject.zet(Trajectstatus.INTAKE)
    else:
        traject.versie += 1
    _bewaar(traject, sleutel, profiel, door=door)
    schrijf_stuk(traject, Stuksoort.INTAKE, {"verslag": verslag, "profiel": _als_rij(profiel)}, door=door)
    journaal.noteer(door.spoor(), "traject.intake", traject.dossier_id)
    return traject


@handeling("trajecten.begeleiden")
def bepaal_gemeente(
    *, traject_id: int, versie: int, ingeschreven: str, ingeschreven_in: str, aangetroffen_in: str, door: Wie
) -> Gemeente:
    """Record where the client is registered and was found, and which gemeente is responsible by rule.

    Raises OngeldigeInvoerError, VerouderdError, NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.begeleiden")
    eis_versie(traject, versie)
    sleutel = sleutel_van(traject.dossier)
    profiel = replace(
        open_profiel(traject, sleutel),
        ingeschreven=ingeschreven,
        ingeschreven_in=ingeschreven_in if ingeschreven == Antwoord.JA else "",
        aangetroffen_in=aangetroffen_in,
    )
    eis_geen_fouten(_fouten(profiel))
    traject.versie += 1
    return _bewaar(traject, sleutel, profiel, door=door)


def _bewaar(traject: Traject, sleutel: Gegevenssleutel, profiel: Profiel, *, door: Wie) -> Gemeente:
    """Seal the profile, work out the gemeente and save; a gemeente that changed is a line."""
    sluit_profiel(traject, sleutel, profiel)
    gemeente = gemeente_van(traject, profiel)
    anders = (gemeente.code, str(gemeente.regel)) != (traject.verantwoordelijke_gemeente, traject.gemeente_reden)
    traject.verantwoordelijke_gemeente, traject.gemeente_reden = gemeente.code, str(gemeente.regel)
    traject.save(update_fields=["status", "versie", "profiel", "verantwoordelijke_gemeente", "gemeente_reden"])
    if anders:
        inhoud = {"gemeente": gemeente.code, "regel": str(gemeente.regel)}
        journaal.noteer(door.spoor(), "gemeente.bepaald", traject.dossier_id, inhoud=inhoud)
    return gemeente


def gemeente_van(traject: Traject, profiel: Profiel) -> Gemeente:
    """Return which gemeente is responsible for a client, by rule. At most one query."""
    band = open_band(client_van(traject), sleutel_van(traject.dossier))
    return verantwoordelijk(
        ingeschreven=profiel.ingeschreven,
        ingeschreven_in=profiel.ingeschreven_in,
        aangetroffen_in=profiel.aangetroffen_in,
        kan_minderjarig_zijn=kan_minderjarig_zijn(band),
    )


def kan_minderjarig_zijn(leeftijdsgroep: str) -> bool:
    """Say whether somebody of this age band is, or may be, a minor: an unknown age may be."""
    banden = {g.code: g for g in referentie.leeftijdsgroepen()}
    band = banden.get(leeftijdsgroep)
    return band is None or band.minderjarig is not False


def _fouten(profiel: Profiel) -> dict[str, list[str]]:
    fouten: dict[str, list[str]] = {}
    for veld in ("ingeschreven_in", "aangetroffen_in", "woont_in", "werkt_in"):
        if not _is_gemeente(getattr(profiel, veld)):
            fouten[veld] = ["Kies een gemeente uit de lijst."]
    if profiel.ingeschreven == Antwoord.JA and not profiel.ingeschreven_in:
        fouten["ingeschreven_in"] = ["Kies in welke gemeente de persoon staat ingeschreven."]
    keuzes = {
        "ingeschreven": {"", *Antwoord.values},
        "tolk": {"", *Antwoord.values},
        "verblijf": {"", *Verblijf},
        "inzet": {"", *Inzet.values},
    }
    for veld, mag in keuzes.items():
        if getattr(profiel, veld) not in mag:
            fouten[veld] = ["Kies een van de mogelijkheden."]
    if len(profiel.taal) > MAX_KORT:
        fouten["taal"] = [f"Gebruik hoogstens {MAX_KORT} tekens."]
    banden = {g.code for g in referentie.leeftijdsgroepen()}
    kinderen = profiel.kinderen or ()
    if len(kinderen) > MEESTE_KINDEREN or not set(kinderen) <= banden:
        fouten["kinderen"] = [f"Kies per kind een leeftijd, voor hoogstens {MEESTE_KINDEREN} kinderen."]
    bekend = {f.code for f in referentie.feiten("contra_indicatie")}
    if not set(profiel.contra_indicaties or ()) <= bekend:
        fouten["contra_indicaties"] = ["Kies uit de lijst."]
    return fouten


def _is_gemeente(code: str) -> bool:
    """Say whether a place may stand there: nothing, or a gemeente of now or before (what was chosen stays chosen)."""
    try:
        return not code or bool(referentie.gemeente(code))
    except NietGevondenError:
        return False


def _als_rij(profiel: Profiel) -> dict[str, object]:
    return {veld: waarde for veld, waarde in vars(profiel).items() if waarde not in ("", None)}


@handeling("trajecten.begeleiden")
def zet_vormen(*, traject_id: int, versie: int, vormen: Sequence[str], door: Wie) -> Traject:
    """Record which forms of exploitation it is about, as they are known by now. What was chosen before may stay.

    Raises OngeldigeInvoerError, VerouderdError, NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.begeleiden")
    eis_versie(traject, versie)
    if not set(vormen) <= {v.code for v in referentie.vormen()} | set(traject.vormen):
        eis_geen_fouten({"vormen": ["Kies een vorm uit de lijst."]})
    traject.vormen = sorted(set(vormen))
    traject.versie += 1
    traject.save(update_fields=["vormen", "versie"])
    journaal.noteer(door.spoor(), "traject.vormen", traject.dossier_id)
    return traject


@handeling("trajecten.begeleiden")
def werk_client_bij(*, traject_id: int, versie: int, client: NieuweBetrokkene, door: Wie) -> Traject:
    """Correct who the client is: what is given replaces what was there, and the blind indexes follow.

    Raises OngeldigeInvoerError (another open traject here is of this person), NietToegestaanError (the use was
    restricted), VerouderdError, NietGevondenError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.begeleiden")
    eis_versie(traject, versie)
    persoon = client_van(traject)
    if persoon.beperkt_op is not None:
        raise NietToegestaanError(BEPERKT)
    if al := loopt_al(client, door, behalve=traject.pk):
        eis_geen_fouten({"": [al]})
    sleutel = sleutel_van(traject.dossier)
    oud = (
        sleutel.ontsleutel_json(bytes(persoon.inhoud), label="betrokkene", rij=persoon.pk, dossier=traject.dossier_id)
        if persoon.inhoud is not None
        else {}
    )
    nieuw = {groep: dict(getattr(client, groep)) for groep in GESLOTEN_GROEPEN if groep != "strafbaar"}
    groepen = {groep: velden for groep, velden in {**oud, **nieuw}.items() if velden}
    persoon.leeftijdsgroep, persoon.geslacht = client.leeftijdsgroep, client.geslacht
    persoon.nationaliteit = client.nationaliteit
    persoon.inhoud = sleutel.versleutel_json(
        met_eerder(oud, groepen), label="betrokkene", rij=persoon.pk, dossier=traject.dossier_id
    )
    persoon.save(update_fields=["leeftijdsgroep", "geslacht", "nationaliteit", "inhoud"])
    indexeer_opnieuw(traject.dossier)
    traject.versie += 1
    gemeente = gemeente_van(traject, open_profiel(traject, sleutel))
    traject.verantwoordelijke_gemeente, traject.gemeente_reden = gemeente.code, str(gemeente.regel)
    traject.save(update_fields=["versie", "verantwoordelijke_gemeente", "gemeente_reden"])
    journaal.noteer(door.spoor(), "traject.client_bijgewerkt", traject.dossier_id)
    return traject
