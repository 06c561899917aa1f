"""One casus, opened for somebody: only the approaches and groups of fields of the own role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from baken.casussen.inhoud import OpenAanmelding, Stap, open_aanmelding, open_stappen
from baken.casussen.models import Casus
from baken.casussen.opschalingen import Opschalingsblad, opschalingen_van
from baken.casussen.partijen import is_verlaten, meelezers
from baken.casussen.querysets import zichtbare_casussen
from baken.casussen.rules import afloop as afloopregels
from baken.casussen.rules.sluiten import openstaand
from baken.casussen.rules.zicht import AANPAKKEN, Aanpak, aanpakken_van, gaat_over_geheel
from baken.casussen.services.afsluiten import ook_open, waarom_niet
from baken.casussen.teksten import Leesbril, leesbril
from baken.casussen.velden import open_groepen, zichtbare_plaatsen
from baken.casussen.verloop import VERLOOP, Casusstatus
from baken.dossiers.acties import OpenActie, open_acties
from baken.dossiers.berichten import OpenBericht, open_berichten
from baken.dossiers.context import lezing
from baken.dossiers.inhoud import OpenBetrokkene, OpenDossier, OpenLocatie, open_inhoud
from baken.dossiers.models import Noodtoegang, Verstrekking
from baken.dossiers.noodtoegang import lopende_van, noodtoegangen_van
from baken.dossiers.services import eis, onderwerp_dossier, sleutel_van
from baken.dossiers.verloop import Afloop, Verstrekkingsstatus
from baken.kern import journaal
from baken.kern.fouten import NietGevondenError, NietToegestaanError
from baken.keten.models import Bijeenkomst
from baken.keten.rules import VELDGROEPEN
from baken.organisaties.besluit import Onderwerp, Wie, decide
from baken.organisaties.models import Medewerker
from baken.organisaties.selectors import geldig_op

HANDELINGEN = ("onthullen", "behandelen", "overleggen", "melden", "afschermen", "oppakken", "afsluiten", "heropenen")


@dataclass(frozen=True)
class Zichtbaar:
    """One approach as the reader has it; `personen` is None when the reader's role has no part in it."""

    aanpak: Aanpak
    personen: Sequence[OpenBetrokkene] | None
    andere_kant: bool = False  # closed because of whom the reader helps in this casus


@dataclass(frozen=True)
class Pakketbron:
    """A packet that the casus came from, with what its sender was told and when it came in the casus."""

    verstrekking: Verstrekking
    berichten: Sequence[OpenBericht]
    op: datetime


@dataclass(frozen=True)
class Casusblad:
    """Everything the page of a casus shows; the page masks what is sealed unless `onthuld`."""

    casus: Casus
    aanmelding: OpenAanmelding | None  # None: there was a packet, or it is not for this role
    aanpakken: Sequence[Zichtbaar]
    locaties: Sequence[OpenLocatie] | None  # None: not for this role
    acties: Sequence[OpenActie]
    bronnen: Sequence[Pakketbron]
    stappen: Sequence[tuple[Stap, str]]  # with the name of who did it
    team: Sequence[Medewerker]
    meelezers: Sequence[Verstrekking]  # on what other organisations read along now
    aflopen: Sequence[Afloop]  # what can still be told
    standen: Sequence[Casusstatus]  # where it can go
    openstaand: Sequence[str]
    opschalingen: Sequence[Opschalingsblad]
    overleggen: Sequence[Bijeenkomst]
    mag: Mapping[str, bool]
    waarom_niet_sluiten: str
    noodtoegangen: Sequence[Noodtoegang]
    in_nood: Noodtoegang | None  # the person reads this through a broken glass that runs
    onthuld: bool


def casus_voor(door: Wie, pk: int) -> Casus:
    """Return the casus. Raises NietGevondenError: what you may not see does not exist."""
    casus = (
        Casus.objects.filter(zichtbare_casussen(door, "casussen.inzien"), pk=pk)
        .select_related("dossier", "procesregisseur")
        .first()
    )
    if casus is None:
        raise NietGevondenError
    return casus


@lezing
def casusblad(door: Wie, pk: int, *, onthul: bool = False, voor: str = "") -> Casusblad:
    """Open a casus; one line in the journaal, another act when identities are revealed.

    voor: the act that the page prepares, refused here when it never fits (a state that passed is for the act itself).
    Raises NietGevondenError, NietToegestaanError.
    """
    casus = casus_voor(door, pk)
    onderwerp = onderwerp_dossier(door, casus.dossier, soort="casus", status=casus.status)
    recht = "casussen.onthullen" if onthul else "casussen.inzien"
    eis(door, recht, onderwerp)
    sluitreden = waarom_niet(casus, door)
    if voor:
        _eis_voor(door, voor, onderwerp, sluitreden)
    noodtoegangen = noodtoegangen_van(casus.dossier)
    in_nood = lopende_van(door, noodtoegangen)
    with transaction.atomic():
        journaal.noteer(
            door.spoor(),
            "casus.onthuld" if onthul else "casus.ingezien",
            casus.dossier_id,
            inhoud={"noodtoegang": str(in_nood.pk)} if in_nood else None,
        )
    sleutel = sleutel_van(casus.dossier)
    inhoud = open_inhoud(casus.dossier, sleutel)
    bril = leesbril(casus, inhoud, door, onderwerp, met_namen=onthul)
    acties = [bril.actie(a) for a in open_acties(casus.dossier, sleutel)]
    bronnen = [
        Pakketbron(b.verstrekking, [bril.bericht(m) for m in open_berichten(b.verstrekking)], b.op)
        for b in casus.bronnen.select_related("verstrekking__afzender", "verstrekking__grondslag").prefetch_related(
            "verstrekking__berichten"
        )
    ]
    return Casusblad(
        casus=casus,
        aanmelding=open_aanmelding(casus, sleutel) if _leest_aanmelding(door, recht, onderwerp) else None,
        aanpakken=[_zichtbaar(door, recht, onderwerp, aanpak, inhoud) for aanpak in AANPAKKEN],
        locaties=zichtbare_plaatsen(door, recht, onderwerp, inhoud),
        acties=acties,
        bronnen=bronnen,
        stappen=_met_namen([bril.stap(s) for s in open_stappen(casus, sleutel)]),
        team=list(Medewerker.objects.filter(pk__in=_leden(casus, door)).order_by("naam")),
        meelezers=meelezers(casus, bril.leest),
        aflopen=_aflopen(bronnen, casus.route),
        standen=[s for s in Casusstatus if VERLOOP.mag(Casusstatus(casus.status), s)],
        openstaand=openstaand(casus.status, sum(a.is_open for a in acties), ook_open(casus)),
        opschalingen=opschalingen_van(casus, bril.bekend),
        overleggen=list(Bijeenkomst.objects.filter(dossier_id=casus.dossier_id).defer("geheim").order_by("-op")[:50]),
        mag=_mag(door, casus, onderwerp, sluitreden, bril),
        waarom_niet_sluiten=sluitreden,
        noodtoegangen=noodtoegangen,
        in_nood=in_nood,
        onthuld=onthul,
    )


def _mag(door: Wie, casus: Casus, onderwerp: Onderwerp, sluitreden: str, bril: Leesbril) -> dict[str, bool]:
    """Return which acts the page offers: what the rights say, and what this person does of the casus as a whole."""
    mag = {h: decide(door, f"casussen.{h}", onderwerp).toegestaan for h in HANDELINGEN}
    mag |= {h: decide(door, f"opschaling.{h}", onderwerp).toegestaan for h in ("indienen", "volgen")}
    geheel = gaat_over_geheel(bril.leest, bril.in_casus, regie=casus.procesregisseur_id == door.medewerker_id)
    mag |= {"stand": mag["behandelen"] and geheel, "melden": mag["melden"] and geheel}
    mag |= {"indienen": mag["indienen"] and geheel, "acties": mag["behandelen"] and bool(bril.leest)}
    mag["overleggen"] = mag["overleggen"] and bool(bril.leest)
    mag |= {"afsluiten": False, "heropenen": False, "afschermen": False} if sluitreden else {}
    return mag | ({} if is_verlaten(casus, door) else {"oppakken": False})


def _eis_voor(door: Wie, voor: str, onderwerp: Onderwerp, sluitreden: str) -> None:
    besluit = decide(door, voor, onderwerp)
    if not (besluit.toegestaan or besluit.alleen_stand):
        raise NietToegestaanError(besluit.reden, besluit)
    if voor in {"casussen.afschermen", "casussen.afsluiten", "casussen.heropenen"} and sluitreden:
        raise NietToegestaanError(sluitreden)


def _leest_aanmelding(door: Wie, recht: str, onderwerp: Onderwerp) -> bool:
    """Say whether somebody reads who told of the victim, and what: only who may read care of a victim."""
    return decide(door, recht, onderwerp, "zorg", "slachtoffer").toegestaan


def _zichtbaar(door: Wie, recht: str, onderwerp: Onderwerp, aanpak: Aanpak, inhoud: OpenDossier) -> Zichtbaar:
    """Return the persons of an approach with the groups that the reader has of them."""
    if not any(decide(door, recht, onderwerp, g, d).toegestaan for g in VELDGROEPEN for d in aanpak.delen):
        return Zichtbaar(aanpak, None, andere_kant=bool(onderwerp.dicht & aanpak.delen))
    personen = []
    for persoon in inhoud.betrokkenen:
        if aanpak not in aanpakken_van(persoon.deel, persoon.ook_deel):
            continue
        mag = open_groepen(door, recht, onderwerp, persoon.deel, persoon.ook_deel) & aanpak.veldgroepen
        groepen = {groep: velden for groep, velden in persoon.groepen.items() if groep in mag}
        personen.append(replace(persoon, groepen=groepen, eerder={}))
    return Zichtbaar(aanpak, personen)


def _aflopen(bronnen: Sequence[Pakketbron], route: str) -> list[Afloop]:
    """Return the texts on the way that some sender was not told yet."""
    wachtend = [b for b in bronnen if b.verstrekking.status == Verstrekkingsstatus.GEACCEPTEERD]
    nog = {a for b in wachtend for a in afloopregels.passend([m.code for m in b.berichten], route)}
    return [a for a in Afloop if a in nog]


def _leden(casus: Casus, door: Wie) -> list[int]:
    return list(casus.dossier.leden.filter(geldig_op(door.vandaag)).values_list("medewerker_id", flat=True))


def _met_namen(stappen: Sequence[Stap]) -> list[tuple[Stap, str]]:
    namen = dict(Medewerker.objects.filter(pk__in={s.door_id for s in stappen}).values_list("pk", "naam"))
    return [(s, namen.get(s.door_id, "")) for s in stappen]
