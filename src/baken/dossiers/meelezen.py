"""Reading along: what one organisation sees of a dossier of another, as long as a deelbesluit holds."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from baken.dossiers.context import lezing
from baken.dossiers.deelname import Deelname, deelnames
from baken.dossiers.inhoud import OpenBetrokkene, OpenDossier, OpenLocatie, open_inhoud
from baken.dossiers.models import Dossier, Verstrekking
from baken.dossiers.pakket import OverWie
from baken.dossiers.pakketkeuze import gekozen_uit
from baken.dossiers.plaatsen import plaatsen_bij
from baken.dossiers.querysets import zichtbare_dossiers
from baken.dossiers.services import onderwerp_dossier
from baken.dossiers.soorten import Verstrekkingssoort
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.dossiers.verstrekken import niet_gekozen_bij, open_verantwoording, personen_van
from baken.kern import journaal
from baken.kern.fouten import NietGevondenError
from baken.kern.journaal import Spoor
from baken.keten.rules import VELDGROEPEN
from baken.organisaties.besluit import Onderwerp, Wie, decide, rechten_voor

RECHT = "delen.meelezen"
Paar = tuple[str, str]  # group of fields, part of the person
VanWie = Sequence[
    tuple[Deelname, Mapping[uuid.UUID | None, frozenset[str]]]
]  # each deelbesluit with whom it is about, as what
_GEGEVEN = {Verstrekkingsstatus.VERZONDEN, Verstrekkingsstatus.ONTVANGEN, Verstrekkingsstatus.GEACCEPTEERD}


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
    van_wie = _met_personen(mee)
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


def delen_per_persoon(
    door: Wie, onderwerp: Onderwerp, mee: Sequence[Deelname], personen: Sequence[OpenBetrokkene]
) -> Mapping[uuid.UUID | None, frozenset[str]]:
    """Return of each person the parts on which this reader may read anything of that very person."""
    van_wie = _met_personen(mee)
    return {
        p.id: frozenset(
            deel
            for deel, groepen in _per_deel(door, replace(onderwerp, zicht=_zicht_op(p, van_wie)), p).items()
            if groepen
        )
        for p in personen
    }


def waar_iemand_bijkwam(dossier: Dossier, op: date) -> frozenset[uuid.UUID]:
    """Return the deelbesluiten since which somebody came with a part of it, on whom its receiver does not read along.

    Nor on another deelbesluit that goes on. On consent each person has a deelbesluit of their own: those miss nobody.
    Two queries.
    """
    rijen = Verstrekking.objects.filter(
        dossier=dossier,
        soort=Verstrekkingssoort.DEELBESLUIT,
        status__in=_GEGEVEN,
        live=True,
        beeindigd_op__isnull=True,
        geldig_tot__gt=op,
    )
    lopend = list(rijen.select_related("toestemming").defer("pakket", "doel"))
    over: dict[int, set[uuid.UUID]] = {}
    for v in lopend:
        over.setdefault(v.ontvanger_id, set()).update(personen_van(v) or ())
    personen = list(dossier.betrokkenen.filter(beperkt_op__isnull=True).defer("inhoud")) if lopend else []
    return frozenset(
        v.pk
        for v in lopend
        if v.toestemming_id is None
        and any(
            {p.deel, p.ook_deel} & set(v.delen) and p.pk not in over[v.ontvanger_id] | niet_gekozen_bij(v)
            for p in personen
        )
    )


def _met_personen(mee: Sequence[Deelname]) -> VanWie:
    """Return the deelbesluiten with whom each is about, and as what; where nothing says so that is nobody."""
    return [(deelname, _als_wat(deelname.verstrekking)) for deelname in mee]


def _als_wat(verstrekking: Verstrekking) -> Mapping[uuid.UUID | None, frozenset[str]]:
    """Return the persons of a deelbesluit with the parts it is about: those chosen, or every part it has."""
    keuze = gekozen_uit(open_verantwoording(verstrekking)) if verstrekking.pakket_sleutel else None
    alle = frozenset(verstrekking.delen)
    return {
        persoon: alle if keuze is None else frozenset(deel for wie, deel in keuze if wie == persoon)
        for persoon in personen_van(verstrekking) or ()
    }


def _plaatsen(inhoud: OpenDossier, van_wie: VanWie) -> Sequence[OpenLocatie]:
    """Return the places that the deelbesluiten show: where it happens, and where the persons are whom each is about."""
    mag: set[int] = set()
    for deelname, wie in van_wie:
        v = deelname.verstrekking
        erin = [p for p in inhoud.betrokkenen if p.id in wie and OverWie(frozenset(v.delen)).deel_van(p)]
        if "locatie" in v.veldgroepen:
            bij = plaatsen_bij(inhoud, {p.nummer for p in erin}, op_toestemming=v.toestemming_id is not None)
            mag |= {nummer for nummer, _plek in bij}
    return [plek for nummer, plek in enumerate(inhoud.locaties, start=1) if nummer in mag]


def _zicht_op(persoon: OpenBetrokkene, van_wie: VanWie) -> frozenset[Paar]:
    """Return what the deelbesluiten show of one person: each shows only whom it is about."""
    return frozenset(
        (groep, deel)
        for deelname, wie in van_wie
        for groep, deel in deelname.paren
        if persoon.id in wie and (not deel or deel in wie[persoon.id])
    )


def _zicht_op_plaatsen(personen: Sequence[OpenBetrokkene], van_wie: VanWie) -> frozenset[Paar]:
    """Return what the deelbesluiten show of the places: one on consent only while that person is the only one here."""
    return frozenset(
        paar
        for deelname, wie in van_wie
        if deelname.verstrekking.toestemming_id is None or (wie and wie.keys() == {persoon.id for persoon in personen})
        for paar in deelname.paren
    )


def _per_deel(door: Wie, onderwerp: Onderwerp, persoon: OpenBetrokkene) -> dict[str, set[str]]:
    """Return part of a person -> the groups of fields that may be read on it."""
    return {
        deel: {g for g in VELDGROEPEN if g != "locatie" and decide(door, RECHT, onderwerp, g, deel).toegestaan}
        for deel in (persoon.deel, persoon.ook_deel)
        if deel
    }


def _zichtbaar(door: Wie, onderwerp: Onderwerp, persoon: OpenBetrokkene) -> OpenBetrokkene | None:
    """Return a person cut to what may be read; None when that is nothing, or when the data are restricted."""
    if persoon.beperkt_op is not None:  # AVG art. 18: kept, and not given to anybody
        return None
    per_deel = _per_deel(door, onderwerp, persoon)
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
