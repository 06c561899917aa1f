"""A casusoverleg: plan it with who may be there, record who came and what was decided, or let it lapse."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from baken.casussen.models import Casus
from baken.casussen.partijen import Partijstand, mocht_erbij, partijen, team_van
from baken.casussen.services.behandelen import eis_versie, haal_met_slot, onderwerp_van, verzet
from baken.casussen.services.tafels import besluiten_uit, keur_moment, punten_uit
from baken.casussen.tasks import bericht_overleg
from baken.casussen.teksten import leest_aanpakken, over_van
from baken.casussen.verloop import NAAR_OVERLEG, Casusstatus
from baken.dossiers import bijeenkomsten
from baken.dossiers.bijeenkomsten import NieuweBijeenkomst, Punt, Uitnodiging
from baken.dossiers.context import handeling
from baken.dossiers.services import sleutel_van
from baken.kern import journaal, klok
from baken.kern.fouten import OngeldigeInvoerError, VerouderdError
from baken.keten.models import Aanwezig, Bijeenkomst, Bijeenkomstsoort, Wijze
from baken.keten.verloop import Bijeenkomststatus
from baken.organisaties.besluit import Wie

MEESTE_GEPLAND = 20


@dataclass(frozen=True)
class NieuwOverleg:
    """What somebody plans: when, how, with which colleagues of the team and which organisations, what about.

    agenda: points on the casus as a whole. agenda_over: points on one approach only, by its code.
    """

    op: datetime
    wijze: Wijze
    agenda: Sequence[str]
    collegas: Sequence[int] = ()
    partijen: Sequence[int] = ()
    agenda_over: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Verslag:
    """What is recorded afterwards: who came (id of the deelname), and what was decided.

    besluiten: on the casus as a whole. besluiten_over: on one approach only, by its code.
    """

    aanwezig: Mapping[int, Aanwezig]
    besluiten: Sequence[str]
    besluiten_over: Mapping[str, Sequence[str]] = field(default_factory=dict)


def _per_aanpak(
    casus: Casus, veld: str, regels: Sequence[str], over: Mapping[str, Sequence[str]], door: Wie
) -> list[Punt]:
    """Return lines with the approach that each is about; who works in one approach writes in that one.

    Raises OngeldigeInvoerError for too many or too long, or an approach whose text this person does not read.
    """
    onderwerp = onderwerp_van(door, casus)
    codes = [over_van(door, onderwerp=onderwerp)] * len(regels) + [code for code, van in over.items() for _ in van]
    paren = list(zip(codes, (*regels, *chain(*over.values())), strict=True))
    gevuld = [(code, regel) for code, regel in paren if regel.strip()]
    if vreemd := {code for code, _regel in gevuld} - leest_aanpakken(door, onderwerp=onderwerp) - {""}:
        raise OngeldigeInvoerError({f"{veld}_{code}": ["Deze aanpak hoort niet bij uw taak."] for code in vreemd})
    keur = punten_uit if veld == "agenda" else besluiten_uit
    goed = keur([regel for _code, regel in gevuld])
    return [Punt(tekst, code) for (code, _regel), tekst in zip(gevuld, goed, strict=True)]


def _uitnodigingen(casus: Casus, nieuw: NieuwOverleg, door: Wie) -> list[Uitnodiging]:
    """Return who is asked. Raises OngeldigeInvoerError with the reason for each who may not be there."""
    fouten: dict[str, list[str]] = {}
    team = {m.pk for m in team_van(casus, door)}
    collegas = list(dict.fromkeys(nieuw.collegas))
    if not set(collegas) <= team:
        fouten["collegas"] = ["Kies collega's uit het team van deze casus."]
    mogelijk: dict[int, Partijstand] = {p.organisatie.pk: p for p in partijen(casus, door, nieuw.op)}
    dicht = []
    for pk in dict.fromkeys(nieuw.partijen):
        stand = mogelijk.get(pk)
        if stand is None:
            dicht.append("Kies organisaties uit de lijst.")
        elif not stand.poort.open:
            dicht.append(f"{stand.organisatie.naam} kan niet worden uitgenodigd: {stand.poort.reden}")
    if dicht:
        fouten["partijen"] = dicht
    if fouten:
        raise OngeldigeInvoerError(fouten)
    eigen = [Uitnodiging(casus.organisatie_id, pk) for pk in collegas]
    ander = [
        Uitnodiging(pk, None, mogelijk[pk].grondslag_id, mogelijk[pk].afspraak_id)
        for pk in dict.fromkeys(nieuw.partijen)
    ]
    return [*eigen, *ander]


@handeling("casussen.overleggen")
def plan_overleg(*, casus_id: int, versie: int, overleg: NieuwOverleg, door: Wie) -> Bijeenkomst:
    """Plan a casusoverleg; the casus is in overleg, unless it is stuck: then it stays so.

    Only who reads along on a basis that holds now and then is asked.

    Raises OngeldigeInvoerError (the reason for each who may not be there), VerouderdError,
    OvergangNietToegestaanError (closed), NietGevondenError, NietToegestaanError.
    """
    casus = haal_met_slot(door, casus_id, "casussen.overleggen")
    eis_versie(casus, versie)
    if fouten := keur_moment(overleg.op, overleg.wijze):
        raise OngeldigeInvoerError(fouten)
    agenda = _per_aanpak(casus, "agenda", overleg.agenda, overleg.agenda_over, door)
    if not agenda:
        raise OngeldigeInvoerError({"agenda": ["Schrijf ten minste een punt op de agenda."]})
    gepland = Bijeenkomst.objects.filter(dossier_id=casus.dossier_id, status=Bijeenkomststatus.GEPLAND)
    if gepland.count() >= MEESTE_GEPLAND:
        raise OngeldigeInvoerError({"": [f"Er staan al {MEESTE_GEPLAND} overleggen gepland."]})
    gevraagd = _uitnodigingen(casus, overleg, door)
    nieuw = NieuweBijeenkomst(Bijeenkomstsoort.CASUSOVERLEG, overleg.op, overleg.wijze, agenda, gevraagd)
    gemaakt = bijeenkomsten.plan(casus.dossier, sleutel_van(casus.dossier), nieuw, door_id=door.medewerker_id)
    if casus.status in NAAR_OVERLEG:
        verzet(casus, Casusstatus.IN_OVERLEG, "", door=door)
        casus.save(update_fields=["status", "versie", "inhoud"])
    inhoud: dict[str, str | int] = {"bijeenkomst": str(gemaakt.pk), "uitgenodigd": len(gevraagd)}
    journaal.noteer(door.spoor(), "overleg.gepland", casus.dossier_id, inhoud=inhoud)
    for uitnodiging in gevraagd:
        if uitnodiging.organisatie_id != casus.organisatie_id:
            bericht_overleg.enqueue(uitnodiging.organisatie_id)
    return gemaakt


@handeling("casussen.overleggen")
def leg_overleg_vast(*, casus_id: int, bijeenkomst_id: uuid.UUID, versie: int, verslag: Verslag, door: Wie) -> Casus:
    """Record who came and what was decided; the casus is open again unless another overleg is planned.

    versie: of the bijeenkomst. Raises OngeldigeInvoerError (before its moment, or an organisation that had no basis to
    be there), VerouderdError,
    OvergangNietToegestaanError (recorded or lapsed already), NietGevondenError, NietToegestaanError.
    """
    casus = haal_met_slot(door, casus_id, "casussen.overleggen")
    bijeenkomst = bijeenkomsten.haal(casus.dossier, bijeenkomst_id)
    if bijeenkomst.versie != versie and bijeenkomst.status == Bijeenkomststatus.GEPLAND:
        raise VerouderdError("version moved on")
    if bijeenkomst.op > klok.nu():
        raise OngeldigeInvoerError({"": ["Dit overleg moet nog komen. Leg het vast als het is geweest."]})
    if fouten := _keur_aanwezig(casus, bijeenkomst, verslag.aanwezig):
        raise OngeldigeInvoerError(fouten)
    besluiten = _per_aanpak(casus, "besluiten", verslag.besluiten, verslag.besluiten_over, door)
    bijeenkomsten.leg_vast(
        casus.dossier, sleutel_van(casus.dossier), bijeenkomst, besluiten=besluiten, aanwezig=verslag.aanwezig
    )
    _na_overleg(casus, door=door)
    inhoud = {"bijeenkomst": str(bijeenkomst.pk)}
    journaal.noteer(door.spoor(), "overleg.vastgelegd", casus.dossier_id, inhoud=inhoud)
    return casus


def _keur_aanwezig(casus: Casus, bijeenkomst: Bijeenkomst, aanwezig: Mapping[int, Aanwezig]) -> dict[str, list[str]]:
    """Return why who is said to have been there may not have been: the basis is asked for the moment of the meeting."""
    erbij = [pk for pk, waarde in aanwezig.items() if waarde == Aanwezig.JA]
    gasten = bijeenkomst.deelnames.filter(pk__in=erbij).exclude(organisatie_id=casus.organisatie_id)
    fouten = {}
    for gast in gasten.select_related("organisatie"):
        poort = mocht_erbij(casus, gast.organisatie_id, bijeenkomst.op)
        if not poort.open:
            reden = poort.reden.replace(" vandaag", " toen")
            fouten[f"aanwezig_{gast.pk}"] = [
                f"{gast.organisatie.naam} mocht er niet bij zijn: {reden} Was er toch iemand? Meld dat dan uw "
                "functionaris gegevensbescherming."
            ]
    return fouten


@handeling("casussen.overleggen")
def laat_vervallen(*, casus_id: int, bijeenkomst_id: uuid.UUID, door: Wie) -> Casus:
    """Say that an overleg does not go on.

    Raises OvergangNietToegestaanError, NietGevondenError, NietToegestaanError.
    """
    casus = haal_met_slot(door, casus_id, "casussen.overleggen")
    bijeenkomst = bijeenkomsten.haal(casus.dossier, bijeenkomst_id)
    bijeenkomsten.zet(bijeenkomst, Bijeenkomststatus.VERVALLEN)
    _na_overleg(casus, door=door)
    inhoud = {"bijeenkomst": str(bijeenkomst.pk)}
    journaal.noteer(door.spoor(), "overleg.vervallen", casus.dossier_id, inhoud=inhoud)
    return casus


def _na_overleg(casus: Casus, *, door: Wie) -> None:
    """Bring a casus back from overleg when none is planned any more."""
    gepland = Bijeenkomst.objects.filter(dossier_id=casus.dossier_id, status=Bijeenkomststatus.GEPLAND)
    if casus.status == Casusstatus.IN_OVERLEG and not gepland.exists():
        verzet(casus, Casusstatus.OPEN, "", door=door)
        casus.save(update_fields=["status", "versie", "inhoud"])
