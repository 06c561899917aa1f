"""Reading along: what one organisation sees of a dossier of another, as long as a deelbesluit holds."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from baken.dossiers.context import lezing
from baken.dossiers.deelname import Deelname, deelnames
from baken.dossiers.inhoud import OpenBetrokkene, OpenDossier, OpenLocatie, open_inhoud
from baken.dossiers.models import Dossier
from baken.dossiers.pakket import plaatsen_in_pakket
from baken.dossiers.querysets import zichtbare_dossiers
from baken.dossiers.services import onderwerp_dossier
from baken.dossiers.verstrekken import alleen_over
from baken.kern import journaal
from baken.kern.fouten import NietGevondenError
from baken.kern.journaal import Spoor
from baken.keten.rules import VELDGROEPEN
from baken.organisaties.besluit import Onderwerp, Wie, decide, rechten_voor

RECHT = "delen.meelezen"
Paar = tuple[str, str]  # group of fields, part of the person


@dataclass(frozen=True)
class Basis:
    """On what somebody reads along: one deelbesluit as the page names it."""

    id: uuid.UUID
    kenmerk: str
    afzender: str
    grondslag: str
    afspraak: str
    veldgroepen: Sequence[str]
    delen: Sequence[str]
    geldig_tot: date | None


@dataclass(frozen=True)
class Gedeeld:
    """A dossier of another organisation in a list: nothing of what is in it."""

    dossier_id: uuid.UUID
    soort: str
    bases: Sequence[Basis]


@dataclass(frozen=True)
class Gedeeldblad:
    """A dossier of another organisation as it is now, cut to the groups and parts of the deelbesluiten that hold."""

    dossier_id: uuid.UUID
    soort: str
    bases: Sequence[Basis]
    personen: Sequence[OpenBetrokkene]
    locaties: Sequence[OpenLocatie] | None  # None: not shared
    onthuld: bool


@lezing
def gedeelde_dossiers(door: Wie) -> list[Gedeeld]:
    """Return the dossiers of others in which the own organisation reads along today, what ends first in front."""
    per_dossier: dict[uuid.UUID, list[Deelname]] = {}
    for deelname in deelnames(door):
        per_dossier.setdefault(deelname.dossier_id, []).append(deelname)
    open_ = Dossier.objects.filter(
        zichtbare_dossiers(door, RECHT, pad="pk", afgeschermd="afgeschermd"), verpakte_sleutel__isnull=False
    )
    uit = [Gedeeld(d.pk, d.soort, [_basis(n) for n in per_dossier[d.pk]]) for d in open_ if d.pk in per_dossier]
    return sorted(uit, key=lambda g: (min(b.geldig_tot or date.max for b in g.bases), str(g.dossier_id)))


@lezing
def leest_mee(door: Wie, verstrekking_id: uuid.UUID) -> bool:
    """Say whether this person reads along on a deelbesluit at this moment."""
    mag = bool(rechten_voor(door, RECHT))
    return mag and any(b.id == verstrekking_id for g in gedeelde_dossiers(door) for b in g.bases)


@lezing
def gedeeld_blad(door: Wie, dossier_id: uuid.UUID, *, onthul: bool = False) -> Gedeeldblad:
    """Open a dossier of another organisation on the deelbesluiten that hold at this moment.

    A line here, without the number of the dossier, and one at its owner, who so sees that it was read. Raises
    NietGevondenError the moment no basis holds.
    """
    dossier = Dossier.objects.filter(pk=dossier_id, verpakte_sleutel__isnull=False).first()
    if dossier is None:
        raise NietGevondenError
    mee = deelnames(door, dossier.pk)
    onderwerp = onderwerp_dossier(door, dossier, soort=dossier.soort, mee=mee)
    if not decide(door, RECHT, onderwerp).toegestaan:
        raise NietGevondenError
    with transaction.atomic():
        _noteer(door, dossier, mee, onthul=onthul)
    inhoud = open_inhoud(dossier)
    van_wie = [(deelname, alleen_over(deelname.verstrekking)) for deelname in mee]
    personen = [
        deel
        for p in inhoud.betrokkenen
        if (deel := _zichtbaar(door, replace(onderwerp, zicht=_zicht_op(p, van_wie)), p)) is not None
    ]
    van_allen = replace(onderwerp, zicht=_zicht_op_plaatsen(inhoud.betrokkenen, van_wie))
    met_plaats = decide(door, RECHT, van_allen, "locatie").toegestaan
    return Gedeeldblad(
        dossier_id=dossier.pk,
        soort=dossier.soort,
        bases=[_basis(deelname) for deelname in mee],
        personen=personen,
        locaties=_plaatsen(inhoud, van_wie) if met_plaats else None,
        onthuld=onthul,
    )


def _plaatsen(inhoud: OpenDossier, van_wie: Sequence[tuple[Deelname, uuid.UUID | None]]) -> Sequence[OpenLocatie]:
    """Return the places that the deelbesluiten show: where it happens, and where the persons are whom each is about."""
    mag = {
        nummer
        for deelname, wie in van_wie
        if "locatie" in deelname.verstrekking.veldgroepen
        for nummer, _plek in plaatsen_in_pakket(inhoud, frozenset(deelname.verstrekking.delen), wie)
    }
    return [plek for nummer, plek in enumerate(inhoud.locaties, start=1) if nummer in mag]


def _zicht_op(persoon: OpenBetrokkene, van_wie: Sequence[tuple[Deelname, uuid.UUID | None]]) -> frozenset[Paar]:
    """Return what the deelbesluiten show of one person: one on consent shows only the person whose consent it is."""
    return frozenset(paar for deelname, wie in van_wie if wie is None or wie == persoon.id for paar in deelname.paren)


def _zicht_op_plaatsen(
    personen: Sequence[OpenBetrokkene], van_wie: Sequence[tuple[Deelname, uuid.UUID | None]]
) -> frozenset[Paar]:
    """Return what the deelbesluiten show of the places: one on consent only while that person is the only one here."""
    return frozenset(
        paar
        for deelname, wie in van_wie
        if wie is None or [persoon.id for persoon in personen] == [wie]
        for paar in deelname.paren
    )


def _zichtbaar(door: Wie, onderwerp: Onderwerp, persoon: OpenBetrokkene) -> OpenBetrokkene | None:
    """Return a person cut to what may be read; None when that is nothing, or when the data are restricted."""
    if persoon.beperkt_op is not None:  # AVG art. 18: kept, and not given to anybody
        return None
    per_deel = {
        deel: {g for g in VELDGROEPEN if g != "locatie" and decide(door, RECHT, onderwerp, g, deel).toegestaan}
        for deel in (persoon.deel, persoon.ook_deel)
        if deel
    }
    mag = {groep for groepen in per_deel.values() for groep in groepen}
    if not mag:
        return None
    delen = [deel for deel, groepen in per_deel.items() if groepen]  # somebody can be two things, and one be shared
    uit = replace(
        persoon,
        deel=delen[0],
        ook_deel=delen[1] if len(delen) > 1 else "",
        groepen={g: v for g, v in persoon.groepen.items() if g in mag},
        eerder={},
    )
    return uit if "identiteit" in mag else replace(uit, leeftijdsgroep="", geslacht="", nationaliteit="")


def _noteer(door: Wie, dossier: Dossier, mee: Sequence[Deelname], *, onthul: bool) -> None:
    wat = "deelbesluit.onthuld" if onthul else "deelbesluit.meegelezen"
    for deelname in mee:
        grondslag, kenmerk = deelname.verstrekking.grondslag.code, str(deelname.verstrekking.pk)
        journaal.noteer(door.spoor(), wat, grondslag=grondslag, inhoud={"verstrekking": kenmerk})
        journaal.noteer(
            Spoor(None, "deelnemer", dossier.organisatie_id),
            wat,
            dossier.pk,
            grondslag=grondslag,
            inhoud={"verstrekking": kenmerk, "organisatie": door.organisatie_id},
        )


def _basis(deelname: Deelname) -> Basis:
    v = deelname.verstrekking
    return Basis(
        id=v.pk,
        kenmerk=v.kenmerk,
        afzender=v.afzender.naam,
        grondslag=v.grondslag.naam,
        afspraak=v.afspraak.naam if v.afspraak else "",
        veldgroepen=v.veldgroepen,
        delen=v.delen,
        geldig_tot=v.geldig_tot,
    )
