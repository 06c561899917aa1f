"""Regular work on shelter: the clock of every noodbed, the overview of the region, and promises that end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from django.core.mail import send_mass_mail
from django.db import transaction
from django.db.models import Q

from baken.dossiers.context import organisatiecontext
from baken.kern import journaal, klok
from baken.kern.achtergrond import periodiek, taak
from baken.kern.journaal import Spoor
from baken.organisaties.models import Organisatie
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import geldig_op, medewerkers_met_rol
from baken.zorg import aanbodstand
from baken.zorg.models import Plaatsing, Voorziening
from baken.zorg.opvanggegevens import TERUG
from baken.zorg.rules.noodbed import Trede, moet_escaleren, sluit_aan
from baken.zorg.verloop_opvang import LOPEND

SYSTEEM = "systeem"
NOODTEKST = (
    "Een cliënt van uw organisatie heeft een noodbed, en er is nog geen vaste plek geboekt die daarop aansluit.\n\n"
    "In deze e-mail staat met opzet niet om wie het gaat en waar. Meld u aan in Baken, kies Zorg en zoek een vaste "
    "plek.\n"
)
NAZIENTEKST = (
    "Bij een opvangvoorziening van uw organisatie eindigt of eindigde een toezegging, of zijn de gegevens lang niet "
    "gecontroleerd.\n\nMeld u aan in Baken, kies Opvang en kijk bij de voorzieningen.\n"
)
NAZIEN_VOORAF = timedelta(days=28)  # own choice
LANG_NIET_GEZIEN = timedelta(days=183)  # own choice


@taak
def bericht_noodbed(organisatie_id: int, medewerker_id: int) -> None:
    """Tell that a noodbed has no structural place yet: one coordinator, else every zorgcoordinator. No content."""
    iedereen = [m for m in medewerkers_met_rol(organisatie_id, frozenset({Rol.ZORGCOORDINATOR})) if m.email]
    wie = [m for m in iedereen if m.pk == medewerker_id] or iedereen  # who left is no reader: then who can take over
    send_mass_mail([("Een noodbed vraagt om een vaste plek", NOODTEKST, None, [m.email]) for m in wie])


@taak
def bericht_nazien(organisatie_id: int) -> None:
    """Tell who keeps the facilities that something must be looked at, without any content."""
    mensen = medewerkers_met_rol(organisatie_id, frozenset({Rol.ZORGCOORDINATOR, Rol.BEHEERDER}))
    kop = "Kijk de gegevens van de opvang na in Baken"
    send_mass_mail([(kop, NAZIENTEKST, None, [m.email]) for m in mensen if m.email])


def _organisaties() -> Iterator[int]:
    """Yield every organisation that works in Baken: the tables are read one organisation at a time."""
    ids = Organisatie.objects.filter(geldig_op(klok.vandaag()), werkt_in_baken=True).order_by("pk")
    yield from list(ids.values_list("pk", flat=True))


@taak
def bewaak_noodbedden() -> int:
    """Tell, once a day for each noodbed whose clock ran out, that there is no structural place; how many."""
    return sum(_noodbedden(organisatie_id) for organisatie_id in _organisaties())


def _noodbedden(organisatie_id: int) -> int:
    aantal, vandaag = 0, klok.vandaag()
    with transaction.atomic(), organisatiecontext(organisatie_id):
        lopend = Plaatsing.objects.select_for_update(of=("self",)).filter(
            traject__organisatie_id=organisatie_id, status__in=LOPEND, nood=True
        )
        noodbedden = list(lopend.select_related("traject").order_by("pk"))
        zoekt = {p.pk for p in zonder_vaste_plek(noodbedden)}
        for plaatsing in noodbedden:
            assert plaatsing.structureel_voor is not None  # a constraint: a noodbed has a clock
            gevonden = plaatsing.pk not in zoekt
            trede = moet_escaleren(
                plaatsing.structureel_voor, vandaag, gevonden=gevonden, laatst=plaatsing.geescaleerd_op
            )
            if trede == Trede.NIEMAND:
                continue
            coordinator = plaatsing.traject.coordinator_id or 0
            bericht_noodbed.enqueue(organisatie_id, coordinator if trede == Trede.COORDINATOR else 0)
            plaatsing.geescaleerd_op = vandaag
            plaatsing.save(update_fields=["geescaleerd_op"])
            journaal.noteer(
                Spoor(None, SYSTEEM, organisatie_id),
                "plaatsing.geescaleerd",
                plaatsing.traject.dossier_id,
                inhoud={"plaatsing": str(plaatsing.pk), "trede": int(trede)},
            )
            aantal += 1
    return aantal


def zonder_vaste_plek(noodbedden: Sequence[Plaatsing]) -> list[Plaatsing]:
    """Return the noodbedden that no structural place takes over from in time: booked, or lived in. One query."""
    anders = Plaatsing.objects.filter(
        Q(nood=True) | Q(tot__gt=klok.vandaag()),
        traject_id__in={p.traject_id for p in noodbedden},
        status__in=LOPEND,
    )
    per_traject: dict[int, list[tuple[date, date, bool]]] = {}
    for p in anders.only("traject_id", "van", "tot", "nood"):
        per_traject.setdefault(p.traject_id, []).append((p.van, p.tot, p.nood))
    return [p for p in noodbedden if not sluit_aan(p.tot, per_traject.get(p.traject_id, ()))]


@taak
def ververs_standen() -> int:
    """Work out for tonight whether there is room; how many facilities. Who is there no more loses its row."""
    aantal = 0
    for organisatie_id in _organisaties():
        with transaction.atomic(), organisatiecontext(organisatie_id):
            for voorziening in Voorziening.objects.filter(organisatie_id=organisatie_id):
                aanbodstand.ververs(voorziening)
                aantal += 1
    return aantal


@taak
def zie_na() -> int:
    """Tell, once, whose promise ends or whose data nobody checked for long; the number of facilities."""
    return sum(_nazien(organisatie_id) for organisatie_id in _organisaties())


def _nazien(organisatie_id: int) -> int:
    vandaag = klok.vandaag()
    with transaction.atomic(), organisatiecontext(organisatie_id):
        toezegging = Q(verzekerd_tot__lte=vandaag + NAZIEN_VOORAF)
        lang = Q(gecontroleerd_op__lte=vandaag - LANG_NIET_GEZIEN)
        lang |= Q(gecontroleerd_op__isnull=True, geldig_van__lte=vandaag - LANG_NIET_GEZIEN - TERUG)  # never looked at
        te_doen = Voorziening.objects.filter(toezegging | lang, geldig_op(vandaag), organisatie_id=organisatie_id)
        aantal = te_doen.filter(herinnerd_op__isnull=True).update(herinnerd_op=vandaag)
        if aantal:
            bericht_nazien.enqueue(organisatie_id)
    return aantal


def meld_aan() -> None:
    """Register when they run."""
    periodiek("zorg.noodbed", bewaak_noodbedden, elke=timedelta(hours=1))
    periodiek("zorg.aanbodstand", ververs_standen, om=time(0, 5))
    periodiek("zorg.verzekerd", zie_na, om=time(6, 30))
