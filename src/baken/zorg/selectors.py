"""What people may read about trajecten in a list, and what a coordinator counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery, Sum

from baken.dossiers.context import lezing
from baken.dossiers.models import Dossierlid
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Organisatie
from baken.organisaties.selectors import geldig_op, medewerkers_met_rol
from baken.zorg.models import Adviesgesprek, Bedenktijd, Overdracht, Traject, Trajectstuk, Zorgpunt
from baken.zorg.querysets import zichtbare_trajecten
from baken.zorg.rules.bedenktijd import WAARSCHUWINGEN
from baken.zorg.services import overdragen
from baken.zorg.services.basis import ZORGCOORDINATOREN
from baken.zorg.soorten import Stuksoort
from baken.zorg.verloop import GESLOTEN, OPEN, Bedenktijdstatus

PER_PAGINA = 25
TABS = ("mijn", "open", "klok", "te_laat", "gesloten")
AFSPRAKEN = (Stuksoort.CONTACT, Stuksoort.VEILIGHEID, Stuksoort.EVALUATIE)  # what comes again, by the last of its kind


@dataclass(frozen=True)
class Werklast:
    """How many open trajecten a coordinator has, and how many that may be (None: no maximum recorded)."""

    naam: str
    aantal: int
    maximum: int | None

    @property
    def te_veel(self) -> bool:
        """Say whether it is more than the maximum."""
        return self.maximum is not None and self.aantal > self.maximum


@dataclass(frozen=True)
class Caseload:
    """One page of trajecten; each row has `volgende` (next appointment) and `bedenktijd_tot`, or None."""

    rijen: Sequence[Any]
    meer: bool
    aantallen: dict[str, int]
    werklast: Sequence[Werklast]
    gevraagd: Sequence[Overdracht]
    leest_al: frozenset[int]  # of what was asked: the trajecten that this person reads without a yes
    zonder_team: Sequence[str]


def _laatste(soort: Stuksoort) -> Subquery:
    stukken = Trajectstuk.objects.filter(traject=OuterRef("pk"), soort=soort)
    return Subquery(stukken.order_by("-op", "-pk").values("volgende_op")[:1])


def _met_klokken(rijen: QuerySet[Traject]) -> QuerySet[Traject]:
    lopend = Bedenktijd.objects.filter(traject=OuterRef("pk"), status=Bedenktijdstatus.LOOPT)
    return rijen.annotate(
        bedenktijd_tot=Subquery(lopend.values("eindigt_op")[:1]),
        **{f"volgende_{soort}": _laatste(soort) for soort in AFSPRAKEN},
    )


def _tab(door: Wie, tab: str) -> Q:
    lopend = Q(status__in=OPEN)
    te_laat = Q(nazorg_tot__lt=door.vandaag)
    for soort in AFSPRAKEN:
        te_laat |= Q(**{f"volgende_{soort}__lt": door.vandaag})
    kort = door.vandaag + timedelta(days=max(WAARSCHUWINGEN))
    return {
        "mijn": lopend & Q(coordinator_id=door.medewerker_id),
        "open": lopend,
        "klok": lopend & Q(bedenktijd_tot__lte=kort),
        "te_laat": lopend & te_laat,
        "gesloten": Q(status__in=GESLOTEN),
    }[tab]


def volgende(traject: Any) -> date | None:
    """Return the first appointment of a row that the list made: contact, safety, evaluation or the end of aftercare."""
    dagen = [getattr(traject, f"volgende_{soort}") for soort in AFSPRAKEN]
    return min((dag for dag in (*dagen, traject.nazorg_tot) if dag is not None), default=None)


@lezing
def caseload(door: Wie, *, tab: str = "mijn", pagina: int = 1) -> Caseload:
    """Return one page of the trajecten that somebody reaches, without a person in it. At most nine queries.

    tab: one of TABS. The load per coordinator counts every open traject of the organisation, as a number only.
    """
    eigen = _met_klokken(
        Traject.objects.filter(zichtbare_trajecten(door, "trajecten.werklijst"), organisatie_id=door.organisatie_id)
    )
    begin = (max(pagina, 1) - 1) * PER_PAGINA
    rijen = list(
        eigen.filter(_tab(door, tab))
        .select_related("coordinator")
        .defer("profiel")
        .order_by("-aangemeld_op", "-pk")[begin : begin + PER_PAGINA + 1]
    )
    per_tab = {naam: Count("pk", filter=_tab(door, naam)) for naam in TABS if naam != "gesloten"}
    gevraagd = overdragen.overdrachten_aan(door)
    leest = Traject.objects.filter(
        zichtbare_trajecten(door, "trajecten.inzien"), pk__in=[o.traject_id for o in gevraagd]
    )
    return Caseload(
        rijen[:PER_PAGINA],
        len(rijen) > PER_PAGINA,
        eigen.filter(status__in=OPEN).aggregate(**per_tab),
        _werklast(door),
        gevraagd,
        frozenset(leest.values_list("pk", flat=True)) if gevraagd else frozenset(),
        _zonder_team(door),
    )


def _zonder_team(door: Wie) -> Sequence[str]:
    """Return the numbers of open trajecten here that are shielded and that nobody reads any more: who did, left.

    The number and nothing else: what it is about opens by noodtoegang (baken.zorg.services.noodtoegang). Two queries.
    """
    hier = list(medewerkers_met_rol(door.organisatie_id, ZORGCOORDINATOREN).values_list("pk", flat=True))
    team = Dossierlid.objects.filter(geldig_op(door.vandaag), dossier_id=OuterRef("dossier_id"), medewerker_id__in=hier)
    dicht = Traject.objects.filter(
        ~Exists(team), organisatie_id=door.organisatie_id, status__in=OPEN, dossier__afgeschermd=True
    )
    return list(dicht.order_by("aangemeld_op", "pk").values_list("nummer", flat=True))


def _werklast(door: Wie) -> Sequence[Werklast]:
    punt = Zorgpunt.objects.filter(organisatie_id=door.organisatie_id).first()
    maximum = punt.caseload_maximum if punt else None
    aantallen = dict(
        Traject.objects.filter(organisatie_id=door.organisatie_id, status__in=OPEN)
        .values_list("coordinator_id")
        .annotate(n=Count("pk"))
        .order_by()
    )
    mensen = medewerkers_met_rol(door.organisatie_id, ZORGCOORDINATOREN).order_by("naam", "pk")
    return [Werklast(m.naam, aantallen.get(m.pk, 0), maximum) for m in mensen]


@lezing
def collegas(door: Wie) -> list[tuple[int, str]]:
    """Return the other zorgcoordinatoren of the own organisation: id and name. One query."""
    mensen = medewerkers_met_rol(door.organisatie_id, ZORGCOORDINATOREN).exclude(pk=door.medewerker_id)
    return list(mensen.order_by("naam", "pk").values_list("pk", "naam"))


@lezing
def zorgpunt(door: Wie) -> Zorgpunt | None:
    """Return place and funding of the own coordination, or None when nobody recorded it. One query."""
    return Zorgpunt.objects.filter(organisatie_id=door.organisatie_id).first()


@dataclass(frozen=True)
class Gesprekken:
    """The counts of talks since a day: per kind and asker, and since when there is any."""

    rijen: Sequence[tuple[str, str, int]]
    sinds: date | None


@lezing
def gesprekken(door: Wie, *, van: date) -> Gesprekken:
    """Return how many talks the organisation counted from a day on, per kind and asker. Two queries."""
    eigen = Adviesgesprek.objects.filter(organisatie_id=door.organisatie_id)
    rijen = eigen.filter(dag__gte=van).values_list("soort", "vrager").annotate(n=Sum("aantal"))
    return Gesprekken(sorted(rijen), eigen.aggregate(eerste=Min("dag"))["eerste"])


@lezing
def andere_organisaties(door: Wie) -> list[tuple[int, str]]:
    """Return with whom a client can agree to share: every other organisation of today. One query."""
    anderen = Organisatie.objects.filter(geldig_op(door.vandaag)).exclude(pk=door.organisatie_id)
    return list(anderen.order_by("naam").values_list("pk", "naam"))
