"""Doorgeleiding: 1..n verstrekkingen with one process director, each on its own basis (bron 004)."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils.formats import date_format
from django.utils.timezone import localtime

from baken.dossiers import verstrekken
from baken.dossiers.context import handeling, organisatiecontext
from baken.dossiers.inhoud import open_inhoud
from baken.dossiers.models import Verstrekking, Verstrekkingsbericht
from baken.dossiers.pakket import KERN, Regel, plaatsen_in_pakket, regels_van_inhoud, vingerafdruk
from baken.dossiers.pakketkeuze import eis_in_dossier
from baken.dossiers.plaatsen import eis_plaats
from baken.dossiers.services import sleutel_van
from baken.dossiers.slot import zet_op_dossier
from baken.dossiers.soorten import Verstrekkingssoort
from baken.dossiers.toelichting import toelichting
from baken.dossiers.verloop import LOPEND, OPEN_BIJ_ONTVANGER, Verstrekkingsstatus
from baken.dossiers.verstrekken import Getoetst, Verzending, Voorstel
from baken.dossiers.voorstel import eis_woorden_gelden
from baken.kern import journaal, klok
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError, OvergangNietToegestaanError
from baken.kern.journaal import Spoor
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Organisatie, Organisatiesoort
from baken.referentie.selectors import namen
from baken.signalen.gevaren import ZORGCODES, gevaarsregels, niet_in_pakket
from baken.signalen.inhoud import open_signaal
from baken.signalen.instemming import wie_stemde_in
from baken.signalen.models import Beoordeling, Doorgeleiding, Doorgeleidingsdeel, Signaal
from baken.signalen.ontvangerstanden import gaat_door, laatste_besluit
from baken.signalen.rules.besluit import MINIMUM_REDEN, telbare_reden
from baken.signalen.rules.doorgeleiding import verhaal_vraagt_lezen, waarom_deze_gemeente
from baken.signalen.services.behandelen import eis_versie, haal_met_slot
from baken.signalen.services.nieuws import merk_antwoord
from baken.signalen.services.overnemen import eis_geen_overname
from baken.signalen.tasks import bericht_nieuw_signaal
from baken.signalen.verloop import Status

_VOOR_PAKKET = ("vormen", "indicatoren", "dossier__betrokkenen", "dossier__locaties")


def regels(signaal: Signaal, voorstel: Voorstel, persoon: uuid.UUID | None = None) -> list[Regel]:
    """Return every line that could go into the packet of a proposal. The caller asked decide().

    What is dangerous and the sender's own words for this receiver always go along; the story of the reporter only when
    that was chosen. What was seen about health or a place to sleep goes with care when that group was chosen, and never
    in a packet on offenders. persoon: the one whose consent it is; nobody else is in it.

    Raises OngeldigeInvoerError when the sender's own words name somebody who is not in it, no place of it goes, or
    somebody was chosen who is not there.
    """
    naam_van = namen()
    sleutel = sleutel_van(signaal.dossier)
    vormen = [naam_van.get(v.vorm, v.vorm) for v in signaal.vormen.all()]
    uit = [
        Regel(KERN, "Vorm", ", ".join(vormen) or "Nog niet bekend"),
        Regel(KERN, "Sector", naam_van.get(signaal.subsector or signaal.sector, "") or "Nog niet bekend"),
        Regel(KERN, "Gemeente", naam_van.get(signaal.gemeente_code, "") or "Nog niet bekend"),
        *gevaarsregels(signaal),
        Regel(KERN, "Ontvangen", date_format(localtime(signaal.ontvangen_op), "j F Y")),
    ]
    inhoud = open_inhoud(signaal.dossier, sleutel)
    eis_in_dossier(inhoud, voorstel)
    uit += toelichting(inhoud, voorstel, persoon)
    over = voorstel.over(persoon)
    eis_plaats(inhoud, plaatsen_in_pakket(inhoud, over), voorstel.veldgroepen)
    if voorstel.verhaal and (verhaal := open_signaal(signaal, sleutel).waarneming):
        uit.append(Regel("strafbaar", "Wat is gezien of gehoord", verhaal))
    codes = [i.indicator for i in signaal.indicatoren.all()]
    # Who gets no care hears of it as what was done to the victim; a packet on offenders does not say where she sleeps.
    als_zorg = "zorg" in voorstel.veldgroepen or "slachtoffer" not in voorstel.over_wie
    zorg = [c for c in codes if als_zorg and c in ZORGCODES]
    for groep, kop, gekozen in (
        ("zorg", "Gezien over gezondheid of onderdak", zorg),
        ("strafbaar", "Kenmerken die zijn gezien", [c for c in codes if c not in zorg]),
    ):
        if gekozen:
            uit.append(Regel(groep, kop, "; ".join(naam_van.get(c, c) for c in gekozen)))
    return uit + regels_van_inhoud(inhoud, naam_van, over)


def _toets(signaal: Signaal, voorstel: Voorstel, *, door: Wie) -> Getoetst:
    """Return a packet after the gate; on consent it is about the one who gave it. Raises VerstrekkingGeweigerdError."""
    persoon = wie_stemde_in(signaal, voorstel)
    lijnen = regels(signaal, voorstel, persoon)
    getoetst = replace(verstrekken.toets_voorstel(voorstel, lijnen, door=door), persoon=persoon)
    eis_woorden_gelden(signaal.dossier_id, getoetst)
    return getoetst


def _eis_besluit(signaal: Signaal) -> Beoordeling:
    """Return the last decision. Raises OvergangNietToegestaanError when it passes nothing on."""
    laatste = laatste_besluit(signaal.beoordelingen.all())
    if laatste is None or not gaat_door(laatste):
        raise OvergangNietToegestaanError(signaal.status, "doorgeleiden")
    return laatste


@handeling("signalen.doorgeleiden")
def bekijk_pakketten(*, signaal_id: int, voorstellen: Sequence[Voorstel], door: Wie) -> list[Getoetst]:
    """Return each packet exactly as it would be sent, after the gate. Opening it for this is a line.

    Raises VerstrekkingGeweigerdError with the reason; nothing is stored.
    """
    signaal = haal_met_slot(door, signaal_id, "signalen.doorgeleiden")
    _eis_besluit(signaal)
    prefetch_related_objects([signaal], *_VOOR_PAKKET)
    getoetst = [_toets(signaal, v, door=door) for v in voorstellen]
    journaal.noteer(door.spoor(), "verstrekking.voorbeeld", signaal.dossier_id, inhoud={"aantal": len(getoetst)})
    gevaren = gevaarsregels(signaal)
    return [
        replace(
            g,
            voorstel=replace(g.voorstel, verwachte_hash=vingerafdruk(g.regels)),
            mist=tuple(niet_in_pakket(gevaren, g.regels)),
        )
        for g in getoetst
    ]


@handeling("signalen.doorgeleiden")
def leid_door(*, signaal_id: int, voorstellen: Sequence[Voorstel], versie: int, door: Wie) -> Doorgeleiding:
    """Pass a signaal on. All or nothing: one refused packet and none is made.

    Raises VerstrekkingGeweigerdError, VerouderdError (a packet changed since it was shown, or the signaal did),
    OngeldigeInvoerError (no receiver, the same twice, not exactly one process director). Who has the signaal can
    get a packet more that asks for the process direction, while nobody has that.
    """
    eigen = Signaal.objects.filter(pk=signaal_id, organisatie_id=door.organisatie_id)
    # Before the signaal: no consent is taken back while a packet is made on it.
    zet_op_dossier(eigen.values_list("dossier_id", flat=True).first())
    signaal = haal_met_slot(door, signaal_id, "signalen.doorgeleiden")
    eis_versie(signaal, versie)
    beoordeling = _eis_besluit(signaal)
    bestaand = _lopend(signaal)
    _controleer(voorstellen, bestaand)
    met_reden = _eis_gemeentereden(signaal, voorstellen, bestaand)
    doorgeleiding = Doorgeleiding.objects.create(
        signaal=signaal, beoordeling=beoordeling, op=klok.nu(), door_id=door.medewerker_id
    )
    prefetch_related_objects([signaal], *_VOOR_PAKKET)
    for voorstel in voorstellen:
        getoetst = _toets(signaal, voorstel, door=door)
        _eis_gelezen(signaal, getoetst)
        verstrekking = verstrekken.zet_klaar(signaal.dossier, getoetst, door=door)
        Doorgeleidingsdeel.objects.create(doorgeleiding=doorgeleiding, verstrekking=verstrekking)
    if signaal.status != Status.DOORGELEID:
        signaal.zet(Status.DOORGELEID)
    else:
        signaal.versie += 1
    signaal.save(update_fields=["status", "versie"])
    journaal.noteer(
        door.spoor(),
        "signaal.doorgeleid",
        signaal.dossier_id,
        inhoud={"aantal": len(voorstellen), "andere_gemeente_met_reden": met_reden},
    )
    return doorgeleiding


def vragen_over_gemeenten(
    signaal: Signaal, ontvanger_ids: Collection[int], bestaand: Collection[Verstrekking] = ()
) -> dict[int, str]:
    """Return per gemeente among these receivers what asks a reason, in Dutch. The caller asked decide(). One query."""
    gemeenten = dict(
        Organisatie.objects.filter(pk__in=ontvanger_ids, soort=Organisatiesoort.GEMEENTE).values_list(
            "pk", "gemeente_code"
        )
    )
    ook = {v.ontvanger_id for v in bestaand if v.ontvanger.soort == Organisatiesoort.GEMEENTE}
    aantal = len(ook | set(gemeenten))
    zinnen = {
        pk: waarom_deze_gemeente(code, speelt_in=signaal.gemeente_code, gemeenten=aantal)
        for pk, code in gemeenten.items()
    }
    return {pk: zin for pk, zin in zinnen.items() if zin}


def _eis_gemeentereden(signaal: Signaal, voorstellen: Sequence[Voorstel], bestaand: Sequence[Verstrekking]) -> bool:
    """Refuse an unusual gemeente without a reason; return whether reasons were given. The words stay sealed."""
    vragen = vragen_over_gemeenten(signaal, [v.ontvanger_id for v in voorstellen], bestaand)
    for v in voorstellen:
        if v.ontvanger_id in vragen and len(telbare_reden(v.gemeentereden)) < MINIMUM_REDEN:
            zin = f"{vragen[v.ontvanger_id]} Schrijf in ten minste {MINIMUM_REDEN} tekens waarom u het toch geeft."
            raise OngeldigeInvoerError({"": [zin]})
    return bool(vragen)


def _eis_gelezen(signaal: Signaal, getoetst: Getoetst) -> None:
    """Refuse a whole story for a receiver that may know less than is in it, until the sender read it for that."""
    voorstel = getoetst.voorstel
    if not voorstel.verhaal or voorstel.verhaal_gelezen:
        return
    in_dossier = [(b.pk, b.deel) for b in signaal.dossier.betrokkenen.all()]
    if verhaal_vraagt_lezen(
        getoetst.ontvanger.soort,
        over_wie=voorstel.wie_van(in_dossier),
        in_dossier={persoon for persoon, _deel in in_dossier},
        veldgroepen=voorstel.veldgroepen,
    ):
        zin = f"{getoetst.ontvanger.naam}: lees het verhaal na op wat er over anderen in staat, en bevestig dat."
        raise OngeldigeInvoerError({"": [zin]})


def _lopend(signaal: Signaal) -> list[Verstrekking]:
    return list(
        Verstrekking.objects.filter(
            doorgeleidingsdeel__doorgeleiding__signaal=signaal, status__in=LOPEND
        ).select_related("ontvanger")
    )


def _controleer(voorstellen: Sequence[Voorstel], bestaand: Sequence[Verstrekking]) -> None:
    if not voorstellen:
        raise OngeldigeInvoerError({"": ["Kies ten minste één ontvanger."]})
    ontvangers = [v.ontvanger_id for v in voorstellen]
    al = {v.ontvanger_id for v in bestaand}
    regisseurs = sum(v.procesregie for v in voorstellen) + sum(v.procesregie for v in bestaand)
    # Who has it may get one packet more: the one that asks for the process direction, on its own basis.
    regie = {v.ontvanger_id for v in voorstellen if v.procesregie} if regisseurs == 1 else set()
    if len(set(ontvangers)) < len(ontvangers) or (al & set(ontvangers)) - regie:
        raise OngeldigeInvoerError({"": ["Een ontvanger kan dit signaal maar één keer krijgen."]})
    if regisseurs != 1:
        raise OngeldigeInvoerError({"": ["Kies precies één ontvanger die de procesregie heeft."]})


def _haal_doorgeleiding(door: Wie, verstrekking_id: uuid.UUID) -> Verstrekking:
    """Lock and return a packet of a signaal; a deelbesluit and what goes to CoMensha have acts of their own.

    Raises NietGevondenError.
    """
    verstrekking = verstrekken.haal(door, verstrekking_id, slot=True)
    if verstrekking.soort != Verstrekkingssoort.DOORGELEIDING:
        raise NietGevondenError
    return verstrekking


@handeling("verstrekkingen.verzenden")
def leg_verzending_vast(
    *, verstrekking_id: uuid.UUID, hoe: str, wanneer: datetime, aan_wie: str, kenmerk: str, door: Wie
) -> Verstrekking:
    """Record that a packet went out outside Baken."""
    verstrekking = _haal_doorgeleiding(door, verstrekking_id)
    return verstrekken.leg_verzending_vast(verstrekking, Verzending(hoe, wanneer, aan_wie, kenmerk), door=door)


@handeling("verstrekkingen.beantwoorden")
def wijs_af(*, verstrekking_id: uuid.UUID, reden: str, door: Wie) -> Verstrekking:
    """Refuse a verstrekking. The others stand; when all are refused the signaal comes back."""
    verstrekking = verstrekken.haal(door, verstrekking_id, slot=True)
    begin = klok.nu()
    verstrekken.wijs_af(verstrekking, reden=reden, door=door)
    merk_antwoord(verstrekking, door=door, sinds=begin, mail=not haal_terug_als_niets_loopt(verstrekking))
    return verstrekking


@handeling("verstrekkingen.intrekken")
def trek_in(*, verstrekking_id: uuid.UUID, door: Wie) -> Verstrekking:
    """Take a verstrekking back; when none is left the signaal comes back."""
    verstrekking = _haal_doorgeleiding(door, verstrekking_id)
    verstrekken.trek_in(verstrekking, door=door)
    haal_terug_als_niets_loopt(verstrekking)
    return verstrekking


def _hoort_terug(signaal: Signaal) -> bool:
    """Say whether it counts for this signaal that nobody has it: passed on, also when it was closed after that."""
    if signaal.status != Status.GESLOTEN:
        return signaal.status == Status.DOORGELEID
    besluit = laatste_besluit(signaal.beoordelingen.all())
    return besluit is not None and gaat_door(besluit)


def haal_terug_als_niets_loopt(verstrekking: Verstrekking) -> bool:
    """Bring the sender's signaal back to the assessment when no verstrekking of it runs any more.

    Returns whether it came back; then a mail was queued.
    """
    with organisatiecontext(verstrekking.afzender_id):
        signaal = Signaal.objects.select_for_update(of=("self",)).filter(dossier_id=verstrekking.dossier_id).first()
        if signaal is None or not _hoort_terug(signaal) or _lopend(signaal):
            return False
        signaal.zet(Status.IN_BEOORDELING)
        signaal.save(update_fields=["status", "versie"])
        journaal.noteer(Spoor(None, "systeem", verstrekking.afzender_id), "signaal.teruggekomen", signaal.dossier_id)
        bericht_nieuw_signaal.enqueue(verstrekking.afzender_id)
        return True


@handeling("verstrekkingen.antwoord_invoeren")
def meld_voortgang(*, verstrekking_id: uuid.UUID, tekst: str, door: Wie) -> Verstrekkingsbericht:
    """Type in how it goes at a receiver outside Baken, in its words; inside Baken the casus tells (casussen)."""
    verstrekking = verstrekken.haal(door, verstrekking_id, slot=True)
    bericht = verstrekken.meld_voortgang(verstrekking, tekst=tekst, door=door)
    merk_antwoord(verstrekking, door=door, sinds=bericht.op)
    return bericht


@handeling("verstrekkingen.antwoord_invoeren")
def rond_af(*, verstrekking_id: uuid.UUID, tekst: str, door: Wie) -> Verstrekking:
    """Type in how it ended at a receiver outside Baken, in its words; inside Baken closing the casus tells."""
    begin = klok.nu()
    verstrekking = verstrekken.haal(door, verstrekking_id, slot=True)
    eis_geen_overname(verstrekking)
    verstrekken.rond_af(verstrekking, tekst=tekst, door=door)
    merk_antwoord(verstrekking, door=door, sinds=begin)
    return verstrekking


@handeling("verstrekkingen.inzien")
def open_als_ontvanger(*, verstrekking_id: uuid.UUID, door: Wie) -> tuple[Verstrekking, list[Regel]]:
    """Open a packet; the first time the receiver does, it counts as received. Each opening is a line.

    Raises OvergangNietToegestaanError for a receiver that refused it: then it stays closed. Raises
    VerstrekkingGeweigerdError when its basis ended before it was opened.
    """
    verstrekking = verstrekken.haal(door, verstrekking_id, slot=True)
    eigen = verstrekking.ontvanger_id == door.organisatie_id
    if eigen and verstrekking.status not in OPEN_BIJ_ONTVANGER:
        raise OvergangNietToegestaanError(verstrekking.status, "openen")
    if eigen and verstrekking.status == Verstrekkingsstatus.VERZONDEN:
        verstrekken.ontvang(verstrekking, door=door)
    journaal.noteer(
        door.spoor(),
        "verstrekking.ingezien",
        None if eigen else verstrekking.dossier_id,
        grondslag=verstrekking.grondslag.code,
        inhoud={"verstrekking": str(verstrekking.pk)},
    )
    return verstrekking, verstrekken.open_pakket(verstrekking)
