"""Breaking the glass: in an emergency, one person reads one shielded dossier of the own organisation for a few hours.

It opens reading only: the dossier, the identities in it, and what was given to whom. That is enough to warn the police
or a receiver by telephone, and nothing that is read is still open when the time is over. Taking the signaal up,
deciding or passing on would outlast the four hours (a behandelaar stays, a packet cannot be called back), so the team
does those: whoever must go on with the work is put in the team by somebody who is in it. The shield itself stays up.
One act goes further: when the coordinator of a traject or the whole team of a casus left, there is no such team, and
who broke the glass may take it over (zorg.services.overdragen, casussen.services.regie).

The reason and the FG's remark are sealed with the dossier's key. The FG hears of it at once and judges afterwards; the
person who broke the glass never judges (ontwerp.md section 3, Decide).
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F

from baken.dossiers.context import handeling, lezing
from baken.dossiers.models import Dossier, Noodmisser, Noodtoegang
from baken.dossiers.querysets import NOODTOEGANG_DUUR
from baken.dossiers.services import sleutel_van
from baken.dossiers.tasks import bericht_noodtoegang
from baken.dossiers.verloop import Noodoordeel
from baken.kern import journaal, klok
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    TeVeelPogingenError,
)
from baken.kern.models import Journaalregel
from baken.organisaties.besluit import Wie
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import medewerkers_met_rol
from baken.organisaties.services import eis_organisatie

MINSTE_REDEN = 20
MINSTE_OPMERKING = 10
LANGSTE_TEKST = 2_000
MISSERS_PER_DAG = 5
EIGEN_RIJEN = 10
BEOORDEELDE_RIJEN = 50
EIGEN_OORDEEL = "Over uw eigen noodtoegang oordeelt een ander."


def keur_tekst(veld: str, tekst: str, minstens: int) -> str:
    """Return the text without spaces around it. Raises OngeldigeInvoerError when it is too short or too long."""
    tekst = tekst.strip()
    if len(tekst) < minstens:
        raise OngeldigeInvoerError({veld: [f"Schrijf ten minste {minstens} tekens."]})
    if len(tekst) > LANGSTE_TEKST:
        raise OngeldigeInvoerError({veld: [f"Uw tekst is te lang. Gebruik hoogstens {LANGSTE_TEKST} tekens."]})
    return tekst


def breek_open(dossier: Dossier, *, nummer: str, reden: str, door: Wie) -> Noodtoegang:
    """Open a shielded dossier for `door` from now on and tell the FG, inside the caller's transaction.

    The caller asked decide() for noodtoegang.openen, and knows that the dossier is of the own organisation. Raises
    OngeldigeInvoerError for the reason, NietGevondenError when the content was destroyed.
    """
    reden = keur_tekst("reden", reden, MINSTE_REDEN)
    rij, nu = uuid.uuid4(), klok.nu()
    noodtoegang = Noodtoegang.objects.create(
        id=rij,
        dossier=dossier,
        nummer=nummer,
        organisatie_id=door.organisatie_id,
        medewerker_id=door.medewerker_id,
        reden=sleutel_van(dossier).versleutel(reden.encode(), label="noodreden", rij=rij, dossier=dossier.pk),
        begonnen_op=nu,
        eindigt_op=nu + NOODTOEGANG_DUUR,
    )
    journaal.noteer(door.spoor(), "noodtoegang.geopend", dossier.pk, inhoud={"noodtoegang": str(rij)})
    bericht_noodtoegang.enqueue(door.organisatie_id)
    return noodtoegang


def tel_misser(door: Wie) -> None:
    """Record that somebody typed a number that gives nothing, whatever the reason was: a line and a count.

    Raises TeVeelPogingenError when there were too many today. A number that is right still works: then the FG hears.
    """
    vandaag = klok.vandaag()
    with transaction.atomic():
        rij, _nieuw = Noodmisser.objects.get_or_create(medewerker_id=door.medewerker_id, dag=vandaag)
        Noodmisser.objects.filter(pk=rij.pk).update(aantal=F("aantal") + 1)
        Noodmisser.objects.filter(dag__lt=vandaag).delete()
    journaal.noteer_weigering(door.spoor(), "noodtoegang.openen", reden="Geen dossier met dit nummer.")
    if rij.aantal >= MISSERS_PER_DAG:
        raise TeVeelPogingenError(_seconden_tot(vandaag + timedelta(days=1)))


def _seconden_tot(dag: date) -> int:
    return int((klok.begin_van(dag) - klok.nu()).total_seconds()) + 1


@handeling("noodtoegang.beeindigen")
def beeindig(*, noodtoegang_id: uuid.UUID, door: Wie) -> Noodtoegang:
    """End one's own noodtoegang before its time. Raises NietGevondenError, OvergangNietToegestaanError."""
    eis_organisatie(door, "noodtoegang.beeindigen", door.organisatie_id)
    noodtoegang = _met_slot(noodtoegang_id, door)
    if noodtoegang.medewerker_id != door.medewerker_id:
        raise NietGevondenError
    if not loopt_nu(noodtoegang):
        raise OvergangNietToegestaanError("beeindigd", "beeindigd")
    noodtoegang.beeindigd_op = klok.nu()
    noodtoegang.save(update_fields=["beeindigd_op"])
    _noteer(door, "noodtoegang.beeindigd", noodtoegang)
    return noodtoegang


@handeling("noodtoegang.beoordelen")
def beoordeel(*, noodtoegang_id: uuid.UUID, oordeel: Noodoordeel, opmerking: str, door: Wie) -> Noodtoegang:
    """Judge as FG whether it was right. What was wrong and still runs, ends at once.

    The remark is kept as long as the dossier has its key. Raises NietGevondenError, NietToegestaanError for who broke
    the glass, OvergangNietToegestaanError when it was judged already, OngeldigeInvoerError for the remark.
    """
    eis_organisatie(door, "noodtoegang.beoordelen", door.organisatie_id)
    noodtoegang = _met_slot(noodtoegang_id, door)
    if noodtoegang.medewerker_id == door.medewerker_id:
        raise NietToegestaanError(EIGEN_OORDEEL)
    if noodtoegang.oordeel:
        raise OvergangNietToegestaanError(noodtoegang.oordeel, oordeel)
    opmerking = keur_tekst("opmerking", opmerking, MINSTE_OPMERKING)
    dossier, nu = noodtoegang.dossier, klok.nu()
    if dossier.verpakte_sleutel is not None:
        noodtoegang.opmerking = sleutel_van(dossier).versleutel(
            opmerking.encode(), label="noodoordeel", rij=noodtoegang.pk, dossier=dossier.pk
        )
    if oordeel == Noodoordeel.ONTERECHT and loopt_nu(noodtoegang):
        noodtoegang.beeindigd_op = nu
    noodtoegang.oordeel, noodtoegang.beoordeeld_op, noodtoegang.beoordeeld_door_id = oordeel, nu, door.medewerker_id
    noodtoegang.save(update_fields=["oordeel", "opmerking", "beoordeeld_op", "beoordeeld_door", "beeindigd_op"])
    _noteer(door, "noodtoegang.beoordeeld", noodtoegang, oordeel=str(oordeel))
    return noodtoegang


def _met_slot(noodtoegang_id: uuid.UUID, door: Wie) -> Noodtoegang:
    gevonden = (
        Noodtoegang.objects.select_for_update(of=("self",))
        .select_related("dossier")
        .filter(pk=noodtoegang_id, organisatie_id=door.organisatie_id)
        .first()
    )
    if gevonden is None:
        raise NietGevondenError
    return gevonden


def _noteer(door: Wie, wat: str, noodtoegang: Noodtoegang, **inhoud: str) -> None:
    journaal.noteer(door.spoor(), wat, noodtoegang.dossier_id, inhoud={"noodtoegang": str(noodtoegang.pk), **inhoud})


def loopt_nu(noodtoegang: Noodtoegang) -> bool:
    """Say whether it runs at this moment: what lopende_noodtoegang() asks the database, of one row."""
    nu = klok.nu()
    einde = min(noodtoegang.eindigt_op, noodtoegang.begonnen_op + NOODTOEGANG_DUUR)
    return noodtoegang.beeindigd_op is None and noodtoegang.begonnen_op <= nu < einde


def lopende_van(door: Wie, noodtoegangen: Sequence[Noodtoegang]) -> Noodtoegang | None:
    """Return the one through which this person reads a dossier at this moment, or None. No query."""
    return next((n for n in noodtoegangen if n.medewerker_id == door.medewerker_id and loopt_nu(n)), None)


def noodtoegangen_van(dossier: Dossier) -> list[Noodtoegang]:
    """Return every time the glass of a dossier was broken, newest first. The caller asked decide(). One query."""
    return list(dossier.noodtoegangen.select_related("medewerker").defer("reden", "opmerking"))


@lezing
def eigen_noodtoegangen(door: Wie) -> list[Noodtoegang]:
    """Return the last times that this person broke a glass, newest first. One query."""
    eis_organisatie(door, "noodtoegang.openen", door.organisatie_id)
    rijen = Noodtoegang.objects.filter(medewerker_id=door.medewerker_id, organisatie_id=door.organisatie_id)
    return list(rijen.defer("reden", "opmerking").select_related("dossier")[:EIGEN_RIJEN])


@lezing
def heeft_toezicht(door: Wie) -> bool:
    """Say whether somebody else in the own organisation can judge what this person does. One query."""
    eis_organisatie(door, "noodtoegang.openen", door.organisatie_id)
    fgs = medewerkers_met_rol(door.organisatie_id, frozenset({Rol.FG}))
    return fgs.exclude(pk=door.medewerker_id).exists()


@dataclass(frozen=True)
class Toezichtlijst:
    """What waits for the FG, oldest first, and what was judged, newest first."""

    te_beoordelen: Sequence[Noodtoegang]
    beoordeeld: Sequence[Noodtoegang]


@lezing
def toezichtlijst(door: Wie) -> Toezichtlijst:
    """Return the noodtoegangen of the own organisation, without reasons. Two queries."""
    eis_organisatie(door, "noodtoegang.bekijken", door.organisatie_id)
    rijen = (
        Noodtoegang.objects.filter(organisatie_id=door.organisatie_id)
        .select_related("medewerker")
        .defer("reden", "opmerking")
    )
    return Toezichtlijst(
        list(rijen.filter(oordeel="").order_by("begonnen_op", "id")),
        list(rijen.exclude(oordeel="")[:BEOORDEELDE_RIJEN]),
    )


@dataclass(frozen=True)
class Toezichtblad:
    """One broken glass as the FG judges it: never a word of the dossier itself.

    reden, opmerking: None once the dossier was destroyed. regels: (moment, act) of this person on this dossier while
    the glass was broken, from the journaal.
    """

    noodtoegang: Noodtoegang
    reden: str | None
    opmerking: str | None
    regels: Sequence[tuple[datetime, str]]
    mag_beoordelen: bool
    eigen: bool


@lezing
def toezichtblad(door: Wie, noodtoegang_id: uuid.UUID) -> Toezichtblad:
    """Open the reason of a broken glass; that the FG read it is a line. Raises NietGevondenError."""
    eis_organisatie(door, "noodtoegang.bekijken", door.organisatie_id)
    noodtoegang = (
        Noodtoegang.objects.filter(pk=noodtoegang_id, organisatie_id=door.organisatie_id)
        .select_related("medewerker", "beoordeeld_door", "dossier")
        .first()
    )
    if noodtoegang is None:
        raise NietGevondenError
    with transaction.atomic():
        _noteer(door, "noodtoegang.ingezien", noodtoegang)
    eigen = noodtoegang.medewerker_id == door.medewerker_id
    return Toezichtblad(
        noodtoegang=noodtoegang,
        reden=_open(noodtoegang, noodtoegang.reden, "noodreden"),
        opmerking=_open(noodtoegang, noodtoegang.opmerking, "noodoordeel"),
        regels=_regels(noodtoegang),
        mag_beoordelen=not noodtoegang.oordeel and not eigen,
        eigen=eigen,
    )


def _open(noodtoegang: Noodtoegang, gesloten: bytes | memoryview[int] | None, label: str) -> str | None:
    dossier = noodtoegang.dossier
    if gesloten is None or dossier.verpakte_sleutel is None:
        return None
    ruw = sleutel_van(dossier).ontsleutel(bytes(gesloten), label=label, rij=noodtoegang.pk, dossier=dossier.pk)
    return ruw.decode()


def _regels(noodtoegang: Noodtoegang) -> list[tuple[datetime, str]]:
    tot = noodtoegang.beeindigd_op or noodtoegang.eindigt_op
    rijen = Journaalregel.objects.filter(
        dossier_id=noodtoegang.dossier_id,
        actor_id=noodtoegang.medewerker_id,
        tijd__gte=noodtoegang.begonnen_op,
        tijd__lte=tot,
    )
    return list(rijen.order_by("pk").values_list("tijd", "handeling"))
