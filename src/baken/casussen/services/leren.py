"""Made-up cases to learn from: written here, shared with everybody who works in Baken, and tied to no dossier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baken.casussen.models import Leercasus
from baken.casussen.rules.verzonnen import echt
from baken.casussen.verloop import Leercasusstatus
from baken.dossiers.bekend import eis_niemand_bekend
from baken.dossiers.context import handeling
from baken.dossiers.services import eis
from baken.kern import journaal, klok
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError, VerouderdError
from baken.organisaties.besluit import Band, Onderwerp, Wie
from baken.referentie import selectors as referentie
from baken.signalen.rules.besluit import MINIMUM_REDEN, telbare_reden

MAX_TITEL = 120
MAX_TEKST = 10_000
_TEKSTEN = ("titel", "verhaal", "vragen", "lessen")


@dataclass(frozen=True)
class Leertekst:
    """What somebody makes up: a title, the story, questions to talk about, and what there is to learn."""

    titel: str
    verhaal: str
    vragen: str = ""
    lessen: str = ""
    vormen: Sequence[str] = ()
    verzonnen: bool = False  # the maker declares that nobody is in it


def onderwerp(door: Wie, leercasus: Leercasus) -> Onderwerp:
    """Gather what decide() needs on a made-up case. No query."""
    eigen = leercasus.organisatie_id == door.organisatie_id
    banden = frozenset({Band.ORGANISATIE}) if eigen else frozenset()
    return Onderwerp(soort="leercasus", status=leercasus.status, banden=banden)


def _keur(tekst: Leertekst) -> None:
    fouten: dict[str, list[str]] = {}
    if not 3 <= len(tekst.titel.strip()) <= MAX_TITEL:
        fouten["titel"] = [f"Schrijf een titel van 3 tot {MAX_TITEL} tekens."]
    if len(telbare_reden(tekst.verhaal)) < MINIMUM_REDEN:
        fouten["verhaal"] = [f"Schrijf het verhaal in ten minste {MINIMUM_REDEN} tekens."]
    for veld in _TEKSTEN:
        waarde = getattr(tekst, veld)
        if len(waarde) > MAX_TEKST:
            fouten[veld] = [f"Gebruik hoogstens {MAX_TEKST} tekens."]
        elif gevonden := echt(waarde):
            fouten[veld] = [f"Hier staat {' en '.join(gevonden)}. Dat hoort niet in een verzonnen casus."]
    bekend = {v.code for hoofd in referentie.vormen() for v in (hoofd, *referentie.subvormen(hoofd.code))}
    if not set(tekst.vormen) <= bekend:
        fouten["vormen"] = ["Kies vormen uit de lijst."]
    if not tekst.verzonnen:
        fouten["verzonnen"] = ["Verklaar dat dit verhaal is verzonnen. Anders kan het hier niet staan."]
    if fouten:
        raise OngeldigeInvoerError(fouten)


def _vul(leercasus: Leercasus, tekst: Leertekst) -> None:
    leercasus.titel, leercasus.verhaal = tekst.titel.strip(), tekst.verhaal.strip()
    leercasus.vragen, leercasus.lessen = tekst.vragen.strip(), tekst.lessen.strip()
    leercasus.vormen, leercasus.verklaard_verzonnen = list(dict.fromkeys(tekst.vormen)), True


def _vergelijk(leercasus: Leercasus, *, door: Wie) -> None:
    """Refuse somebody real whom the writer knows from a dossier, and record that dossiers were opened for it."""
    if eis_niemand_bekend(door, {veld: getattr(leercasus, veld) for veld in _TEKSTEN}):
        journaal.noteer(door.spoor(), "leercasus.vergeleken", inhoud={"leercasus": leercasus.pk})


def _haal(door: Wie, leercasus_id: int) -> Leercasus:
    rijen = Leercasus.objects.select_for_update(of=("self",)).filter(organisatie_id=door.organisatie_id)
    gevonden = rijen.filter(pk=leercasus_id).first()
    if gevonden is None:
        raise NietGevondenError
    eis(door, "leercasus.schrijven", onderwerp(door, gevonden))
    return gevonden


@handeling("leercasus.schrijven")
def schrijf(*, tekst: Leertekst, door: Wie) -> Leercasus:
    """Write a made-up case. Raises OngeldigeInvoerError (somebody or something real in it), NietToegestaanError."""
    eis(door, "leercasus.schrijven", Onderwerp(soort="leercasus", banden=frozenset({Band.ORGANISATIE})))
    _keur(tekst)
    leercasus = Leercasus(organisatie_id=door.organisatie_id, gemaakt_op=klok.nu(), gemaakt_door_id=door.medewerker_id)
    _vul(leercasus, tekst)
    leercasus.save(force_insert=True)
    _vergelijk(leercasus, door=door)
    journaal.noteer(door.spoor(), "leercasus.geschreven", inhoud={"leercasus": leercasus.pk})
    return leercasus


@handeling("leercasus.schrijven")
def wijzig(*, leercasus_id: int, versie: int, tekst: Leertekst, door: Wie) -> Leercasus:
    """Change a made-up case of the own organisation, also one that is shared.

    Raises OngeldigeInvoerError, VerouderdError, NietGevondenError, NietToegestaanError.
    """
    leercasus = _haal(door, leercasus_id)
    if leercasus.versie != versie:
        raise VerouderdError("version moved on")
    _keur(tekst)
    _vul(leercasus, tekst)
    _vergelijk(leercasus, door=door)
    leercasus.versie += 1
    leercasus.save(update_fields=["titel", "verhaal", "vragen", "lessen", "vormen", "verklaard_verzonnen", "versie"])
    journaal.noteer(door.spoor(), "leercasus.gewijzigd", inhoud={"leercasus": leercasus.pk})
    return leercasus


@handeling("leercasus.schrijven")
def zet(*, leercasus_id: int, naar: Leercasusstatus, door: Wie) -> Leercasus:
    """Share a made-up case with everybody in Baken, take it back, or make it a draft again.

    Sharing compares it again: with whom the one who shares knows today. Raises OngeldigeInvoerError,
    OvergangNietToegestaanError, NietGevondenError, NietToegestaanError.
    """
    leercasus = _haal(door, leercasus_id)
    leercasus.zet(naar)
    if naar == Leercasusstatus.GEDEELD:
        _vergelijk(leercasus, door=door)
        leercasus.gedeeld_op = klok.nu()
    leercasus.save(update_fields=["status", "versie", "gedeeld_op"])
    journaal.noteer(door.spoor(), f"leercasus.{naar}", inhoud={"leercasus": leercasus.pk})
    return leercasus
