"""What people may read about grondslagen, afspraken and receivers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from baken.kern import klok
from baken.kern.fouten import NietGevondenError
from baken.keten.models import Afspraak, Afspraakpartij, Grondslag
from baken.keten.rules import Basis, Levering, Overeenkomst, Poort, mag_verstrekken
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Organisatie
from baken.organisaties.selectors import geldig_op, ontvangt_in_baken, regiopartners


@dataclass(frozen=True)
class Ontvanger:
    """A possible receiver with, when it cannot receive today, the reason."""

    organisatie: Organisatie
    grondslagen: tuple[Grondslag, ...]
    reden: str
    in_baken: bool  # somebody there can open the packet; otherwise the sender gives it and records how


def als_basis(grondslag: Grondslag) -> Basis:
    """Return a grondslag as facts for the rules."""
    return Basis(
        code=grondslag.code,
        naam=grondslag.naam,
        soort=grondslag.soort,
        ontvangers=frozenset(grondslag.ontvangers),
        veldgroepen=frozenset(grondslag.veldgroepen),
        vraagt_afspraak=grondslag.vraagt_afspraak,
        geldig_van=grondslag.geldig_van,
        geldig_tot=grondslag.geldig_tot,
    )


def als_overeenkomst(afspraak: Afspraak, op: date) -> Overeenkomst:
    """Return an afspraak as facts for the rules on a day. One query."""
    partijen = afspraak.partijen.filter(geldig_op(op)).values_list("organisatie_id", flat=True)
    return Overeenkomst(
        soort=afspraak.soort,
        naam=afspraak.naam,
        partijen=frozenset(partijen),
        geldig_van=afspraak.geldig_van,
        geldig_tot=afspraak.geldig_tot,
        bevestigd=afspraak.bevestigd_op is not None,
    )


def grondslagen_voor(soort: str, op: date | None = None) -> list[Grondslag]:
    """Return the grondslagen that hold on the day and name this kind of receiver."""
    alle = Grondslag.objects.filter(geldig_op(op or klok.vandaag()))
    return [g for g in alle if soort in g.ontvangers]


def grondslag_op_code(code: str) -> Grondslag:
    """Return the grondslag. Raises NietGevondenError."""
    grondslag = Grondslag.objects.filter(code=code).first()
    if grondslag is None:
        raise NietGevondenError
    return grondslag


def afspraak_tussen(soort: str, een: int, ander: int, op: date | None = None) -> Afspraak | None:
    """Return a confirmed afspraak of a kind in which both take part on the day, or None. One query."""
    dag = op or klok.vandaag()
    kandidaten = Afspraak.objects.filter(geldig_op(dag), soort=soort, bevestigd_op__isnull=False)
    for organisatie_id in (een, ander):
        kandidaten = kandidaten.filter(
            pk__in=Afspraak.objects.filter(
                geldig_op(dag, "partijen__"), partijen__organisatie_id=organisatie_id
            ).values("pk")
        )
    return kandidaten.order_by("-geldig_van", "pk").first()


def _ooit_tussen(soort: str, een: int, ander: int) -> Afspraak | None:
    """Return the last afspraak of a kind that both ever took part in, whether it holds or not. One query."""
    kandidaten = Afspraak.objects.filter(soort=soort)
    for organisatie_id in (een, ander):
        kandidaten = kandidaten.filter(
            pk__in=Afspraak.objects.filter(partijen__organisatie_id=organisatie_id).values("pk")
        )
    return kandidaten.order_by("-geldig_van", "pk").first()


def toets(levering: Levering, grondslag: Grondslag) -> tuple[Poort, Afspraak | None]:
    """Ask the gate with today's rows: the answer and the afspraak it rests on."""
    afspraak = None
    if grondslag.vraagt_afspraak:
        tussen = (grondslag.vraagt_afspraak, levering.afzender_id, levering.ontvanger_id)
        afspraak = afspraak_tussen(*tussen, levering.op) or _ooit_tussen(*tussen)  # what does not hold says why not
    overeenkomst = als_overeenkomst(afspraak, levering.op) if afspraak else None
    return mag_verstrekken(levering, als_basis(grondslag), overeenkomst), afspraak


def ontvangers(door: Wie, soort: str) -> list[Ontvanger]:
    """Return the organisations of a kind in the own regions; who cannot receive today is shown with the reason."""
    return [ontvanger(door, o) for o in regiopartners(door.organisatie_id, soort).exclude(pk=door.organisatie_id)]


def ontvanger(door: Wie, organisatie: Organisatie) -> Ontvanger:
    """Return one organisation as a possible receiver, also from outside the own regions: the gate is the same."""
    bruikbaar: list[Grondslag] = []
    redenen: list[str] = []
    for grondslag in grondslagen_voor(organisatie.soort, door.vandaag):
        levering = Levering(
            afzender_id=door.organisatie_id,
            ontvanger_id=organisatie.pk,
            ontvanger_soort=organisatie.soort,
            ontvanger_bestaat=True,
            veldgroepen=frozenset(grondslag.veldgroepen),
            op=door.vandaag,
            toestemming_vastgelegd=True,
            noodreden="de reden wordt bij de verstrekking gevraagd",
        )
        poort, _ = toets(levering, grondslag)
        if poort.open:
            bruikbaar.append(grondslag)
        else:
            redenen.append(poort.reden)
    reden = "" if bruikbaar else (redenen[0] if redenen else "Er is geen grondslag voor deze ontvanger.")
    return Ontvanger(organisatie, tuple(bruikbaar), reden, ontvangt_in_baken(organisatie))


@dataclass(frozen=True)
class Deelkans:
    """An organisation with which something of a person can be shared, or not. mist: an afspraak is not there."""

    organisatie: Organisatie
    grondslagen: tuple[Grondslag, ...]
    mist: bool


def deelkansen(door: Wie, organisaties: Iterable[Organisatie]) -> list[Deelkans]:
    """Return for each organisation which grondslagen for data of persons can be used today. Two queries."""
    dag = door.vandaag
    doet_mee = Afspraak.objects.filter(geldig_op(dag, "partijen__"), partijen__organisatie_id=door.organisatie_id)
    eigen = Afspraak.objects.filter(geldig_op(dag), bevestigd_op__isnull=False, pk__in=doet_mee.values("pk"))
    partijen = Afspraakpartij.objects.filter(geldig_op(dag), afspraak__in=eigen.values("pk"))
    samen = set(partijen.values_list("afspraak__soort", "organisatie_id"))
    grondslagen = [g for g in Grondslag.objects.filter(geldig_op(dag)) if g.veldgroepen]
    kansen = []
    for o in organisaties:
        voor = [g for g in grondslagen if o.soort in g.ontvangers]
        kan = tuple(g for g in voor if not g.vraagt_afspraak or (g.vraagt_afspraak, o.pk) in samen)
        kansen.append(Deelkans(o, kan, mist=any(g.vraagt_afspraak for g in voor if g not in kan)))
    return kansen


def afspraken_van(door: Wie) -> list[Afspraak]:
    """Return the afspraken in which the own organisation takes part or which it keeps, with the parties of today."""
    eigen = Afspraak.objects.filter(partijen__organisatie_id=door.organisatie_id)
    beheerd = Afspraak.objects.filter(beheerder_id=door.organisatie_id)
    partijen = Afspraakpartij.objects.filter(geldig_op(door.vandaag)).select_related("organisatie")
    return list(
        (eigen | beheerd)
        .distinct()
        .select_related("beheerder")
        .prefetch_related(Prefetch("partijen", queryset=partijen.order_by("organisatie__naam")))
    )
