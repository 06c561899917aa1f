"""Who may be at a casusoverleg: the team, and other organisations with the reason when they may not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime

from baken.casussen.models import Casus
from baken.casussen.rules.uitnodigen import Partij, mag_uitnodigen, op_de_dag
from baken.dossiers.deelname import oordeel
from baken.dossiers.models import Dossiertoegang
from baken.kern import klok
from baken.keten.rules import Poort, loopt
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Medewerker, Organisatie
from baken.organisaties.rollen import ONTVANGENDE_ROLLEN
from baken.organisaties.selectors import geldig_op, medewerkers_met_rol

_BASIS = tuple(f"verstrekking__{veld}" for veld in ("grondslag", "afspraak", "toestemming", "afzender", "ontvanger"))


@dataclass(frozen=True)
class Partijstand:
    """Another organisation that has to do with a casus, and whether it may be asked today."""

    organisatie: Organisatie
    poort: Poort
    grondslag_id: int | None = None
    afspraak_id: int | None = None


def team_van(casus: Casus, door: Wie) -> list[Medewerker]:
    """Return who is in the team of a casus today, by name. One query."""
    leden = casus.dossier.leden.filter(geldig_op(door.vandaag))
    return list(Medewerker.objects.filter(pk__in=leden.values("medewerker_id"), is_active=True).order_by("naam", "pk"))


def is_verlaten(casus: Casus, door: Wie) -> bool:
    """Say whether nobody of the team, nor who directs, works on casussen here today. Two queries."""
    hier = medewerkers_met_rol(casus.organisatie_id, ONTVANGENDE_ROLLEN)
    return not hier.filter(pk__in=[casus.procesregisseur_id, *(m.pk for m in team_van(casus, door))]).exists()


def partijen(casus: Casus, door: Wie, op: datetime | None = None) -> Sequence[Partijstand]:
    """Return the organisations that read or read along in a casus, that got or gave a packet of it, by name.

    Each with today's answer of the rules, and that of the moment of the meeting (op) when it is known: a convenant may
    end before. Three queries, and two for each afspraak at each moment. The caller asked decide().
    """
    toegangen = Dossiertoegang.objects.filter(dossier_id=casus.dossier_id, eigenaar=False).select_related(*_BASIS)
    beste: dict[int, tuple[Poort, Dossiertoegang]] = {}
    for toegang in toegangen.order_by("-geldig_van", "-pk"):
        poort = _oordeel(toegang, op)
        eerder = beste.get(toegang.organisatie_id)
        if eerder is None or (poort.open and not eerder[0].open):
            beste[toegang.organisatie_id] = (poort, toegang)
    bronnen = casus.bronnen.values_list("verstrekking__afzender_id", flat=True)
    gegeven = casus.dossier.verstrekkingen.values_list("ontvanger_id", flat=True)
    organisaties = Organisatie.objects.filter(pk__in={*beste, *bronnen, *gegeven} - {casus.organisatie_id})
    return [_stand(o, beste.get(o.pk), door) for o in organisaties.order_by("naam", "pk")]


def _oordeel(toegang: Dossiertoegang, op: datetime | None) -> Poort:
    nu = oordeel(toegang, klok.nu())
    return nu if op is None else op_de_dag(nu, oordeel(toegang, op), date_format(localtime(op), "j F Y"))


def mocht_erbij(casus: Casus, organisatie_id: int, op: datetime) -> Poort:
    """Ask the rules whether another organisation had a basis to be at a meeting at its moment. Queries as above."""
    rijen = Dossiertoegang.objects.filter(
        dossier_id=casus.dossier_id, eigenaar=False, organisatie_id=organisatie_id
    ).select_related(*_BASIS)
    poorten = [oordeel(toegang, op) for toegang in rijen.order_by("-geldig_van", "-pk")]
    dicht = poorten[0] if poorten else Poort(False, "Deze organisatie las toen niet mee in deze casus.")
    return next((poort for poort in poorten if poort.open), dicht)


def _stand(organisatie: Organisatie, beste: tuple[Poort, Dossiertoegang] | None, door: Wie) -> Partijstand:
    bestaat = loopt(organisatie.geldig_van, organisatie.geldig_tot, door.vandaag)
    if beste is None:
        return Partijstand(organisatie, mag_uitnodigen(Partij(bestaat, toegang=False)))
    poort, toegang = beste
    besluit = mag_uitnodigen(Partij(bestaat, toegang=True, poort=poort))
    afspraak = toegang.verstrekking.afspraak_id if toegang.verstrekking else None
    return Partijstand(organisatie, besluit, toegang.grondslag_id, afspraak)
