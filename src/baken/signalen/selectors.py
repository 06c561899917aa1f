"""What people may read of signalen. Opening a dossier's content is a line in the journaal; lists are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from baken.dossiers.berichten import OpenBericht as Antwoordbericht
from baken.dossiers.berichten import open_berichten as open_antwoorden
from baken.dossiers.context import lezing
from baken.dossiers.inhoud import OpenDossier, open_inhoud
from baken.dossiers.inzage.uitvoeren import OpenCorrectie, open_correcties
from baken.dossiers.models import Noodtoegang, Verstrekking
from baken.dossiers.noodtoegang import loopt_nu, noodtoegangen_van
from baken.dossiers.services import eis, onderwerp_dossier, sleutel_van
from baken.kern import journaal
from baken.kern.fouten import NietGevondenError, NietToegestaanError
from baken.organisaties.besluit import Band, Onderwerp, Wie, decide
from baken.organisaties.models import Aanstelling
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import geldig_op
from baken.referentie import selectors as referentie
from baken.signalen.beoordelingsgegevens import andere_dossiers
from baken.signalen.inhoud import (
    OpenBericht,
    OpenRisico,
    OpenSignaal,
    open_berichten,
    open_reden,
    open_risico,
    open_signaal,
)
from baken.signalen.models import (
    Beoordeling,
    Doorgeleiding,
    Nummerreeks,
    Ontvangstcode,
    Signaal,
    Signaalvorm,
    Terugkoppeling,
)
from baken.signalen.overnames import pakketten_van
from baken.signalen.querysets import zichtbare_signalen
from baken.signalen.rules.advies import Advies
from baken.signalen.services.beoordelen import advies_voor
from baken.signalen.verloop import OPEN, Status
from baken.signalen.volgen import Stand, stand_van
from baken.signalen.voorrang import eerst_wat_gevaar_is, met_grens

PER_PAGINA = 25
_KENMERK = re.compile(r"[Pp]-[0-9A-Fa-f]{8}")
TABS = ("nieuw", "antwoord", "mijn", "wacht", "te_laat", "alle")


@dataclass(frozen=True)
class Werklijst:
    """One page of the work list; `meer` says whether there is a next page."""

    rijen: Sequence[Signaal]
    meer: bool
    aantallen: dict[str, int]


def te_laat(vandaag: date) -> Q:
    """Return the filter for signalen of which a term has passed."""
    return (
        Q(status=Status.ONTVANGEN, bekijken_voor__lt=vandaag)
        | Q(status__in=[Status.ONTVANGEN, Status.IN_BEOORDELING], beoordeeld_op=None, beoordelen_voor__lt=vandaag)
        | Q(
            terugkoppeling_gewenst=True,
            teruggekoppeld_op=None,
            terugkoppelen_voor__lt=vandaag,
            status__in=[*OPEN, Status.DOORGELEID, Status.GESLOTEN],
        )
    )


def _tab(door: Wie, tab: str) -> Q:
    filters = {
        "nieuw": Q(status=Status.ONTVANGEN),
        "antwoord": Q(nieuws_sinds__isnull=False),
        "mijn": Q(behandelaar_id=door.medewerker_id, status__in=OPEN),
        "wacht": Q(status=Status.WACHT_OP_MELDER),
        "te_laat": te_laat(door.vandaag),
        "alle": Q(),
    }
    return filters.get(tab, Q())


def _met_subvormen(vorm: str) -> list[str]:
    """Return the form with its sub-forms: who filters on a form means all of it."""
    return [vorm, *(v.code for v in referentie.subvormen(vorm))]


def _lijst(door: Wie) -> QuerySet[Signaal]:
    return (
        met_grens(Signaal.objects.filter(zichtbare_signalen(door, "signalen.werklijst")))
        .select_related("behandelaar")
        .prefetch_related("vormen")
        .defer("inhoud", "risico", "inzending_hash")
    )


@lezing
def werklijst(
    door: Wie, *, tab: str = "nieuw", vorm: str = "", status: str = "", nummer: str = "", pagina: int = 1
) -> Werklijst:
    """Return one page of the work list with the counts of the tabs. At most four queries.

    Newest first; of what is new danger and hard stops first, then what is due first. Fetches one row
    more instead of counting everything: an unfiltered COUNT grows with the table.
    """
    rijen = _lijst(door).filter(_tab(door, tab))
    if vorm:
        rijen = rijen.filter(Exists(Signaalvorm.objects.filter(signaal=OuterRef("pk"), vorm__in=_met_subvormen(vorm))))
    if status in Status.values:
        rijen = rijen.filter(status=status)
    if nummer:
        rijen = rijen.filter(nummer=nummer.strip().upper())  # kept in capitals: only as it is kept has it an index
    begin = (max(pagina, 1) - 1) * PER_PAGINA
    geordend = eerst_wat_gevaar_is(rijen) if tab == "nieuw" else rijen.order_by("-ontvangen_op", "-pk")
    gevonden = list(geordend[begin : begin + PER_PAGINA + 1])
    return Werklijst(gevonden[:PER_PAGINA], len(gevonden) > PER_PAGINA, tellingen(door))


@lezing
def op_nummer(door: Wie, tekst: str) -> list[Signaal]:
    """Return the signalen with this number, or whose number ends in these digits; at most 25. Three queries.

    "12" and "0012" both find S-2026-0012: people say the last digits. "P-1A2B3C4D" finds the signaal of which that
    packet was given, or that came of it: it is what the other side names.
    """
    tekst = tekst.strip()
    if not tekst:
        return []
    gezocht = Q(nummer=tekst.upper())
    if tekst.isascii() and tekst.isdigit() and len(tekst) <= 6:  # whole numbers: the end of a number has no index
        jaren = Nummerreeks.objects.filter(organisatie_id=door.organisatie_id).values_list("jaar", flat=True)
        gezocht = Q(nummer__in=[f"S-{jaar}-{int(tekst):04d}" for jaar in jaren])
    if _KENMERK.fullmatch(tekst):
        van, tot = (UUID(tekst[2:] + teken * 24) for teken in "0f")
        pakketten = Verstrekking.objects.filter(pk__range=(van, tot))
        gegeven = pakketten.filter(afzender_id=door.organisatie_id).values_list("dossier_id", flat=True)
        gekregen = pakketten.filter(ontvanger_id=door.organisatie_id).values_list("overname__signaal_id", flat=True)
        # Both as values: an OR of two subqueries would read every signaal there is.
        gezocht = Q(dossier_id__in=list(gegeven)) | Q(pk__in=[pk for pk in gekregen if pk is not None])
    return list(_lijst(door).filter(gezocht).order_by("-ontvangen_op", "-pk")[:PER_PAGINA])


@lezing
def tellingen(door: Wie) -> dict[str, int]:
    """Return how many signalen stand under each tab that asks for work, and `te_zien`: new ones and new answers.

    One query, over what is open, owed or unread.
    """
    eigen = Signaal.objects.filter(zichtbare_signalen(door, "signalen.werklijst"))
    tegoed = Q(terugkoppeling_gewenst=True, teruggekoppeld_op=None, status__in=[Status.DOORGELEID, Status.GESLOTEN])
    # A union, because a database reads all of an organisation for an OR: each part has its own index. The scope stands
    # in the parts: beside the numbers it would give the database another way in, over everything there ever was.
    werk = (
        eigen.filter(status__in=OPEN)
        .values("pk")
        .union(eigen.filter(tegoed).values("pk"), eigen.filter(_tab(door, "antwoord")).values("pk"), all=True)
    )
    open_ = Signaal.objects.filter(pk__in=werk)
    per_tab = {tab: Count("pk", filter=_tab(door, tab)) for tab in TABS if tab != "alle"}
    te_zien = Count("pk", filter=_tab(door, "nieuw") | _tab(door, "antwoord"))
    return open_.aggregate(**per_tab, te_zien=te_zien)


@dataclass(frozen=True)
class Dossierblad:
    """Everything the dossier page shows; the page masks identities unless `onthuld`."""

    signaal: Signaal
    verhaal: OpenSignaal
    inhoud: OpenDossier
    risico: OpenRisico
    advies: Advies
    beoordelingen: Sequence[tuple[Beoordeling, str]]
    doorgeleidingen: Sequence[Doorgeleiding]
    verstrekkingen: Sequence[tuple[Verstrekking, Sequence[Antwoordbericht]]]
    bronnen: Sequence[Verstrekking]  # packets of another organisation that it came of
    terugkoppelingen: Sequence[Terugkoppeling]
    berichten: Sequence[OpenBericht]
    noodtoegangen: Sequence[Noodtoegang]
    correcties: Sequence[OpenCorrectie]  # with what stood there before only when `onthuld`
    in_nood: Noodtoegang | None  # the person reads this through a broken glass that runs
    anderen: dict[str, list[Signaal]]
    mag: dict[str, bool]
    onthuld: bool
    leest_mee: bool  # the reporter can read messages: with a receipt code or signed in

    @property
    def regie_hier(self) -> bool:
        """Say whether the process direction came with a packet that it came of."""
        return any(v.procesregie for v in self.bronnen)

    @property
    def alleen_lezen(self) -> bool:
        """Say whether nothing but a broken glass lets this person in: reading, and no act."""
        return self.in_nood is not None and not self.mag["afschermen"]


HANDELINGEN = (
    "onthullen",
    "in_beoordeling_nemen",
    "toewijzen",
    "aanvullen",
    "beoordelen",
    "vraag_stellen",
    "doorgeleiden",
    "afsluiten",
    "terugkoppelen",
    "afschermen",
    "berichten_lezen",
)


def signaal_voor(door: Wie, pk: int, recht: str = "signalen.inzien") -> Signaal:
    """Return the signaal. Raises NietGevondenError: what you may not see does not exist."""
    signaal = (
        Signaal.objects.filter(zichtbare_signalen(door, recht), pk=pk)
        .select_related("dossier", "organisatie", "behandelaar", "partner")
        .prefetch_related("vormen", "indicatoren")
        .first()
    )
    if signaal is None:
        raise NietGevondenError
    return signaal


@lezing
def signaal_van_dossier(door: Wie, dossier_id: UUID) -> Signaal:
    """Return the signaal of a dossier that `door` may see, to link back to it. Raises NietGevondenError."""
    signaal = Signaal.objects.filter(zichtbare_signalen(door), dossier_id=dossier_id).first()
    if signaal is None:
        raise NietGevondenError
    return signaal


@lezing
def signalen_van_dossiers(door: Wie, dossier_ids: Sequence[UUID]) -> dict[UUID, Signaal]:
    """Return the signalen of these dossiers that `door` may see, without content. One query."""
    rijen = Signaal.objects.filter(zichtbare_signalen(door), dossier_id__in=dossier_ids)
    return {s.dossier_id: s for s in rijen.defer("inhoud", "risico")}


@lezing
def dossierblad(door: Wie, pk: int, *, onthul: bool = False, voor: str = "") -> Dossierblad:
    """Open a dossier; one line in the journaal, another act when identities are revealed.

    voor: the act that the page prepares, refused here when it never fits (a state that passed is for the act itself).
    """
    signaal = signaal_voor(door, pk)
    onderwerp = onderwerp_dossier(door, signaal.dossier, soort="signaal", status=signaal.status)
    eis(door, "signalen.onthullen" if onthul else "signalen.inzien", onderwerp)
    if voor and not ((besluit := decide(door, voor, onderwerp)).toegestaan or besluit.alleen_stand):
        raise NietToegestaanError(besluit.reden, besluit)
    noodtoegangen = noodtoegangen_van(signaal.dossier)
    in_nood = next((n for n in noodtoegangen if n.medewerker_id == door.medewerker_id and loopt_nu(n)), None)
    with transaction.atomic():
        journaal.noteer(
            door.spoor(),
            "signaal.onthuld" if onthul else "signaal.ingezien",
            signaal.dossier_id,
            inhoud={"noodtoegang": str(in_nood.pk)} if in_nood else None,
        )
    sleutel = sleutel_van(signaal.dossier)
    doorgeleidingen = list(signaal.doorgeleidingen.all())
    return Dossierblad(
        signaal=signaal,
        verhaal=open_signaal(signaal, sleutel),
        inhoud=open_inhoud(signaal.dossier, sleutel),
        risico=open_risico(signaal, sleutel),
        advies=advies_voor(signaal),
        beoordelingen=[(b, open_reden(b, sleutel)) for b in signaal.beoordelingen.select_related("door", "signaal")],
        doorgeleidingen=doorgeleidingen,
        verstrekkingen=[
            (v, open_antwoorden(v))
            for v in Verstrekking.objects.filter(doorgeleidingsdeel__doorgeleiding__in=doorgeleidingen)
            .select_related("ontvanger", "grondslag", "afspraak", "afzender")
            .prefetch_related("berichten")
        ],
        bronnen=pakketten_van(signaal),
        terugkoppelingen=list(signaal.terugkoppelingen.all()),
        berichten=open_berichten(signaal, sleutel),
        noodtoegangen=noodtoegangen,
        correcties=open_correcties(signaal.dossier, met_tekst=onthul),
        in_nood=in_nood,
        anderen=_anderen(door, signaal),
        mag={h: decide(door, f"signalen.{h}", onderwerp).toegestaan for h in HANDELINGEN},
        onthuld=onthul,
        leest_mee=signaal.melder_id is not None or Ontvangstcode.objects.filter(dossier=signaal.dossier_id).exists(),
    )


def _anderen(door: Wie, signaal: Signaal) -> dict[str, list[Signaal]]:
    """Return other signalen with the same phone, address, document or person, only those `door` may see."""
    gevonden = andere_dossiers(signaal, ook_afgeschermd=True)
    zichtbaar = {s.pk: s for s in _lijst(door).filter(pk__in={pk for pks in gevonden.values() for pk in pks})}
    uit = {soort: [zichtbaar[pk] for pk in pks if pk in zichtbaar] for soort, pks in gevonden.items()}
    return {soort: rijen for soort, rijen in uit.items() if rijen}


@lezing
def eigen_signalen(door: Wie, *, pagina: int = 1) -> tuple[list[Signaal], bool]:
    """Return the signalen that `door` reported, newest first, and whether there are more."""
    begin = (max(pagina, 1) - 1) * PER_PAGINA
    rijen = list(
        Signaal.objects.filter(zichtbare_signalen(door, "signalen.eigen_volgen"))
        .defer("inhoud", "risico", "inzending_hash")
        .order_by("-ontvangen_op", "-pk")[begin : begin + PER_PAGINA + 1]
    )
    return rijen[:PER_PAGINA], len(rijen) > PER_PAGINA


@lezing
def eigen_signaal(door: Wie, pk: int) -> Signaal:
    """Return an own signaal without opening it. Raises NietGevondenError."""
    return signaal_voor(door, pk, "signalen.eigen_volgen")


@lezing
def eigen_stand(door: Wie, pk: int) -> tuple[Signaal, Stand]:
    """Return what a signed-in reporter reads of an own signaal."""
    signaal = signaal_voor(door, pk, "signalen.eigen_volgen")
    onderwerp = onderwerp_dossier(
        door, signaal.dossier, soort="signaal", status=signaal.status, banden=frozenset({Band.MELDER})
    )
    eis(door, "signalen.eigen_volgen", onderwerp)
    with transaction.atomic():
        journaal.noteer(door.spoor(), "signaal.gevolgd", signaal.dossier_id)
        return signaal, stand_van(signaal)


@dataclass(frozen=True)
class Belofte:
    """How the feedback promise was kept over the last year: raw counts, for the own organisation only."""

    beloofd: int
    op_tijd: int
    te_laat: int

    @property
    def percentage(self) -> int | None:
        """Return the share in whole percents, or None when nothing was due yet."""
        return round(100 * self.op_tijd / self.beloofd) if self.beloofd else None


@lezing
def belofte(door: Wie) -> Belofte:
    """Return the share of reporters that heard in time, over signalen due in the last 365 days. One query."""
    eis(
        door,
        "signalen.cijfers",
        Onderwerp(soort="organisatie", banden=frozenset({Band.ORGANISATIE})),
    )
    verschuldigd = Signaal.objects.filter(
        organisatie_id=door.organisatie_id,
        terugkoppeling_gewenst=True,
        terugkoppelen_voor__gte=door.vandaag - timedelta(days=365),
    ).exclude(status=Status.INGETROKKEN)
    # "Later" moves the date on the work list, never the promise that this share is about.
    verschuldigd = verschuldigd.annotate(beloofd=Coalesce("eerst_beloofd_voor", "terugkoppelen_voor"))
    telling = verschuldigd.aggregate(
        op_tijd=Count("pk", filter=Q(teruggekoppeld_op__date__lte=F("beloofd"))),
        te_laat=Count(
            "pk",
            filter=Q(teruggekoppeld_op__date__gt=F("beloofd")) | Q(teruggekoppeld_op=None, beloofd__lt=door.vandaag),
        ),
    )
    return Belofte(telling["op_tijd"] + telling["te_laat"], telling["op_tijd"], telling["te_laat"])


@lezing
def collegas(door: Wie) -> list[tuple[int, str]]:
    """Return the aandachtsfunctionarissen and replacements of the own organisation: id and name."""
    rijen = Aanstelling.objects.filter(
        geldig_op(door.vandaag),
        medewerker__organisatie_id=door.organisatie_id,
        medewerker__is_active=True,
        rol=Rol.AANDACHTSFUNCTIONARIS,
        wacht_op_bevestiging=False,
    ).values_list("medewerker_id", "medewerker__naam")
    return sorted(set(rijen), key=lambda rij: rij[1])
