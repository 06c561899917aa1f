"""Services of a verstrekking: prepare, send, receive, answer, tell back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from baken.dossiers import pakket
from baken.dossiers.berichten import pakketsleutel, stel_bericht_op
from baken.dossiers.context import organisatiecontext
from baken.dossiers.fouten import VerstrekkingGeweigerdError
from baken.dossiers.models import Berichtsoort, Dossier, Verstrekking, Verstrekkingsbericht
from baken.dossiers.pakket import Regel
from baken.dossiers.pakketkeuze import NIET_GEKOZEN, PERSONEN, gekozen_uit, keuze_als_tekst, personen_uit
from baken.dossiers.querysets import zichtbare_verstrekkingen
from baken.dossiers.rules import TOESTEMMING
from baken.dossiers.services import eis, onderwerp_verstrekking
from baken.dossiers.slot import zet_op_gegeven
from baken.dossiers.soorten import Toestemmingsdoel, Verstrekkingssoort
from baken.dossiers.tasks import bericht_nieuw_pakket
from baken.dossiers.toestemmingrijen import NieuweToestemming, geldige_toestemming, geldt
from baken.dossiers.toestemmingrijen import schrijf as schrijf_toestemming
from baken.dossiers.verloop import VERLOOP, Verstrekkingsstatus
from baken.dossiers.voorstel import Getoetst as Getoetst
from baken.dossiers.voorstel import Voorstel as Voorstel
from baken.dossiers.voorstel import eis_poort
from baken.dossiers.voorstel import toets_voorstel as toets_voorstel
from baken.kern import journaal, klok, versleuteling
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError, VerouderdError
from baken.organisaties.besluit import Wie

WIJZEN = {
    "telefoon": "Telefoon",
    "beveiligde_mail": "Beveiligde e-mail",
    "persoonlijk": "Persoonlijk overhandigd",
    "post": "Aangetekende post",
    "eigen_systeem": "Systeem van de ontvanger",
}
VRAAG_OPNIEUW = "U kunt dit pakket niet meer openen. Vraag de afzender of het opnieuw kan."


def zet_klaar(dossier: Dossier, getoetst: Getoetst, *, door: Wie) -> Verstrekking:
    """Make the verstrekking with its own key. Inside Baken it is sent at once; outside it waits for the how and when.

    The caller asked decide() for the dossier. Raises VerouderdError when the packet is not the one that was seen.
    """
    verstrekking = stel_op(dossier, getoetst, door=door)
    if getoetst.grondslag.soort == TOESTEMMING:
        verstrekking.toestemming_id = leg_toestemming_vast(dossier, getoetst, door=door)
    verstrekking.save(force_insert=True)
    noteer_klaargezet(verstrekking, door=door)
    if not verstrekking.buiten_baken:
        bericht_nieuw_pakket.enqueue(verstrekking.ontvanger_id)
    return verstrekking


def leg_toestemming_vast(dossier: Dossier, getoetst: Getoetst, *, door: Wie) -> uuid.UUID:
    """Return the consent under a packet: the one that was chosen, one that holds, or a new row of the words given."""
    voorstel = getoetst.voorstel
    if voorstel.toestemming_id is not None:
        return voorstel.toestemming_id
    ontvanger_id = getoetst.ontvanger.pk
    doel, persoon = Toestemmingsdoel.DELEN, getoetst.persoon
    al = geldige_toestemming(dossier.pk, doel, betrokkene=persoon, ontvanger_id=ontvanger_id, op=door.vandaag)
    nieuw = NieuweToestemming(doel, "bij het delen", voorstel.toestemming, persoon, ontvanger_id)
    return (al or schrijf_toestemming(dossier, nieuw, door=door)).pk


def stel_op(
    dossier: Dossier,
    getoetst: Getoetst,
    *,
    door: Wie,
    soort: Verstrekkingssoort = Verstrekkingssoort.DOORGELEIDING,
    rij: uuid.UUID | None = None,
) -> Verstrekking:
    """Return the verstrekking with its sealed packet, not yet in the database.

    rij: the verstrekking that gets another packet, with another key. Raises VerouderdError.
    """
    voorstel = getoetst.voorstel
    afdruk = pakket.vingerafdruk(getoetst.regels)
    if voorstel.verwachte_hash != afdruk:
        raise VerouderdError("packet changed since it was shown")
    rij = rij or uuid.uuid4()
    sleutel, verpakt = versleuteling.nieuwe_gegevenssleutel(rij)
    buiten = getoetst.buiten_baken
    nu = klok.nu()
    verantwoording = {"toestemming": voorstel.toestemming, "noodreden": voorstel.noodreden}
    if voorstel.verhaal and "strafbaar" in voorstel.veldgroepen:
        verantwoording["verhaal"] = "nagelezen" if voorstel.verhaal_gelezen else "heel"
    for naam in ("gemeentereden", "motivering"):
        if woorden := getattr(voorstel, naam).strip():
            verantwoording[naam] = woorden
    if voorstel.vorm:
        verantwoording["vorm"] = "ja"
    verantwoording |= keuze_als_tekst(getoetst)
    return Verstrekking(
        id=rij,
        dossier=dossier,
        afzender_id=door.organisatie_id,
        ontvanger=getoetst.ontvanger,
        grondslag=getoetst.grondslag,
        afspraak_id=getoetst.afspraak_id,
        soort=soort,
        delen=sorted(voorstel.over_wie),
        live=voorstel.live,
        geldig_tot=voorstel.geldig_tot,
        procesregie=voorstel.procesregie,
        veldgroepen=sorted(voorstel.veldgroepen),
        status=Verstrekkingsstatus.KLAARGEZET if buiten else Verstrekkingsstatus.VERZONDEN,
        buiten_baken=buiten,
        pakket_sleutel=verpakt,
        pakket=sleutel.versleutel(pakket.als_bytes(getoetst.regels), label="pakket", rij=rij, dossier=rij),
        pakket_hash=afdruk,
        doel=sleutel.versleutel(voorstel.doel.encode(), label="doel", rij=rij, dossier=rij),
        verantwoording=sleutel.versleutel_json(verantwoording, label="verantwoording", rij=rij, dossier=rij),
        klaargezet_op=nu,
        klaargezet_door_id=door.medewerker_id,
        verzonden_op=None if buiten else nu,
    )


def al_gemaakt(dossier: Dossier, inzending: uuid.UUID | None, soort: Verstrekkingssoort) -> Verstrekking | None:
    """Return what this form made before in this dossier, which the caller locked.

    Raises NietGevondenError when the number is of something else.
    """
    if inzending is None:
        return None
    eerder = Verstrekking.objects.filter(pk=inzending).select_related("grondslag", "dossier").first()
    if eerder is not None and (eerder.dossier_id != dossier.pk or eerder.soort != soort):
        raise NietGevondenError
    return eerder


def voeg_toe(verstrekking: Verstrekking) -> None:
    """Write a new verstrekking under a number that a form chose. Raises NietGevondenError when it is taken."""
    try:
        with transaction.atomic():
            verstrekking.save(force_insert=True)
    except IntegrityError:  # the number of somebody else's, which PostgreSQL does not even show
        raise NietGevondenError from None


def noteer_klaargezet(verstrekking: Verstrekking, *, door: Wie) -> None:
    """Write the line of a new verstrekking."""
    journaal.noteer(
        door.spoor(),
        "verstrekking.klaargezet" if verstrekking.buiten_baken else "verstrekking.verzonden",
        verstrekking.dossier_id,
        grondslag=verstrekking.grondslag.code,
        inhoud={
            "verstrekking": str(verstrekking.pk),
            "ontvanger": verstrekking.ontvanger_id,
            "pakket": verstrekking.pakket_hash,
        },
    )


def haal(door: Wie, verstrekking_id: uuid.UUID, *, slot: bool = False) -> Verstrekking:
    """Return a verstrekking that `door` may see. slot: locked, for its sender after the dossier it comes from.

    Raises NietGevondenError.
    """
    rijen = Verstrekking.objects.filter(zichtbare_verstrekkingen(door))
    if slot:
        zet_op_gegeven(verstrekking_id, door.organisatie_id)
        rijen = rijen.select_for_update(of=("self",))
    # A service needs little of what stands beside it; a page shows all of it.
    naast = ("grondslag",) if slot else ("afzender", "ontvanger", "grondslag", "afspraak")
    gevonden = rijen.select_related(*naast).filter(pk=verstrekking_id)
    verstrekking = gevonden.first()
    if verstrekking is None:
        raise NietGevondenError
    return verstrekking


def _zet(verstrekking: Verstrekking, naar: Verstrekkingsstatus, *velden: str) -> None:
    VERLOOP.eis(Verstrekkingsstatus(verstrekking.status), naar)
    verstrekking.status = naar
    verstrekking.save(update_fields=["status", *velden])


def noteer_stap(door: Wie, handeling: str, verstrekking: Verstrekking, **inhoud: str | int | bool | None) -> None:
    """Write a line with the sender's dossier only for the sender: a receiver's line names the verstrekking."""
    journaal.noteer(
        door.spoor(),
        handeling,
        verstrekking.dossier_id if verstrekking.afzender_id == door.organisatie_id else None,
        grondslag=verstrekking.grondslag.code,
        inhoud={"verstrekking": str(verstrekking.pk), **inhoud},
    )


@dataclass(frozen=True)
class Verzending:
    """How a packet went out outside Baken: how (WIJZEN), when, to whom, their reference."""

    hoe: str
    wanneer: datetime
    aan_wie: str
    kenmerk: str = ""


def leg_verzending_vast(
    verstrekking: Verstrekking, verzending: Verzending, *, door: Wie, recht: str = "verstrekkingen.verzenden"
) -> Verstrekking:
    """Record that a packet went out outside Baken. The gate is asked for that day."""
    eis(door, recht, onderwerp_verstrekking(door, verstrekking))
    hoe, wanneer, aan_wie = verzending.hoe, verzending.wanneer, verzending.aan_wie
    fouten = {}
    if hoe not in WIJZEN:
        fouten["hoe"] = ["Kies hoe u het pakket hebt gegeven."]
    if wanneer > klok.nu():
        fouten["wanneer"] = ["Deze datum ligt in de toekomst. Vul in wanneer u het gaf."]
    if timezone.localtime(wanneer).date() < timezone.localtime(verstrekking.klaargezet_op).date():
        fouten["wanneer"] = ["Deze datum ligt voor de dag waarop het pakket klaarstond."]
    if not aan_wie.strip():
        fouten["aan_wie"] = ["Vul in aan wie u het pakket gaf."]
    if fouten:
        raise OngeldigeInvoerError(fouten)
    toets_voorstel(voorstel_van(verstrekking), (), door=door, op=timezone.localtime(wanneer).date())
    vul_verantwoording_aan(verstrekking, aan_wie=aan_wie.strip(), kenmerk=verzending.kenmerk.strip())
    verstrekking.hoe, verstrekking.verzonden_op = hoe, wanneer
    _zet(verstrekking, Verstrekkingsstatus.VERZONDEN, "hoe", "verzonden_op", "verantwoording")
    noteer_stap(door, "verstrekking.verzonden", verstrekking, hoe=hoe)
    return verstrekking


def voorstel_van(verstrekking: Verstrekking) -> Voorstel:
    """Return the proposal that a verstrekking was made of, to ask the gate once more."""
    oud = open_verantwoording(verstrekking)
    return Voorstel(
        ontvanger_id=verstrekking.ontvanger_id,
        grondslag_id=verstrekking.grondslag_id,
        veldgroepen=frozenset(verstrekking.veldgroepen),
        doel=open_doel(verstrekking),
        toestemming=oud.get("toestemming", ""),
        noodreden=oud.get("noodreden", ""),
        toestemming_id=verstrekking.toestemming_id,
        over_wie=frozenset(verstrekking.delen),
        live=verstrekking.live,
        geldig_tot=verstrekking.geldig_tot,
        motivering=oud.get("motivering", ""),
        vorm="vorm" in oud,
        gekozen=gekozen_uit(oud),
    )


def personen_van(verstrekking: Verstrekking) -> frozenset[uuid.UUID] | None:
    """Return the persons a deelbesluit is about: those of its packet, or the one whose consent it is.

    Who came into the dossier later is not in it. None: nothing says who they are (destroyed, or made before Baken
    wrote it down).
    """
    if verstrekking.toestemming is not None and verstrekking.toestemming.betrokkene is not None:
        return frozenset({verstrekking.toestemming.betrokkene})
    return personen_uit(open_verantwoording(verstrekking), PERSONEN) if verstrekking.pakket_sleutel else None


def niet_gekozen_bij(verstrekking: Verstrekking) -> frozenset[uuid.UUID]:
    """Return who was there with a part that a deelbesluit is about, and was left out on purpose."""
    weg = personen_uit(open_verantwoording(verstrekking), NIET_GEKOZEN) if verstrekking.pakket_sleutel else None
    return weg or frozenset()


def vul_verantwoording_aan(verstrekking: Verstrekking, **bij: str) -> None:
    """Seal more beside what stood there, such as to whom it was given and their reference; the caller saves."""
    verstrekking.verantwoording = pakketsleutel(verstrekking).versleutel_json(
        {**open_verantwoording(verstrekking), **bij},
        label="verantwoording",
        rij=verstrekking.pk,
        dossier=verstrekking.pk,
    )


def ontvang(verstrekking: Verstrekking, *, door: Wie) -> Verstrekking:
    """Mark that the receiver opened the packet for the first time. Raises VerstrekkingGeweigerdError."""
    _eis_basis_bij_aankomst(verstrekking, door)
    verstrekking.ontvangen_op = klok.nu()
    _zet(verstrekking, Verstrekkingsstatus.ONTVANGEN, "ontvangen_op")
    noteer_stap(door, "verstrekking.ontvangen", verstrekking)
    return verstrekking


def _eis_basis_bij_aankomst(verstrekking: Verstrekking, door: Wie) -> None:
    """Ask the gate once more when a packet first opens at its receiver: its basis may have ended since it was sent.

    Consent is a row of the sender's, so it is asked in the sender's context. Raises VerstrekkingGeweigerdError.
    """
    if verstrekking.status != Verstrekkingsstatus.VERZONDEN or verstrekking.ontvanger_id != door.organisatie_id:
        return
    with organisatiecontext(verstrekking.afzender_id):
        toestemming = verstrekking.toestemming
        if toestemming is not None and not geldt(toestemming, door.vandaag):
            raise VerstrekkingGeweigerdError(f"De toestemming onder dit pakket geldt vandaag niet. {VRAAG_OPNIEUW}")
        try:
            eis_poort(voorstel_van(verstrekking), afzender_id=verstrekking.afzender_id, op=door.vandaag)
        except VerstrekkingGeweigerdError as fout:
            raise VerstrekkingGeweigerdError(f"{fout.reden} {VRAAG_OPNIEUW}") from fout


def _handeling(door: Wie, verstrekking: Verstrekking, als_ontvanger: str) -> None:
    """Ask the right as receiver, or as sender who types in the answer of a receiver outside Baken."""
    if verstrekking.buiten_baken and verstrekking.afzender_id == door.organisatie_id:
        van = "delen" if verstrekking.soort == Verstrekkingssoort.DEELBESLUIT else "verstrekkingen"
        eis(door, f"{van}.antwoord_invoeren", onderwerp_verstrekking(door, verstrekking))
    else:
        eis(door, als_ontvanger, onderwerp_verstrekking(door, verstrekking))


def accepteer(verstrekking: Verstrekking, *, door: Wie) -> Verstrekking:
    """The receiver takes it on (or the sender types in that it did). Raises VerstrekkingGeweigerdError."""
    _handeling(door, verstrekking, "verstrekkingen.beantwoorden")
    _eis_basis_bij_aankomst(verstrekking, door)
    verstrekking.besloten_op = klok.nu()
    _zet(verstrekking, Verstrekkingsstatus.GEACCEPTEERD, "besloten_op")
    noteer_stap(door, "verstrekking.geaccepteerd", verstrekking)
    return verstrekking


def wijs_af(verstrekking: Verstrekking, *, reden: str, door: Wie) -> Verstrekking:
    """The receiver refuses with a reason."""
    _handeling(door, verstrekking, "verstrekkingen.beantwoorden")
    stel_bericht_op(verstrekking, Berichtsoort.AFWIJZING, reden, door=door).save(force_insert=True)
    verstrekking.besloten_op = klok.nu()
    _zet(verstrekking, Verstrekkingsstatus.AFGEWEZEN, "besloten_op")
    noteer_stap(door, "verstrekking.afgewezen", verstrekking)
    return verstrekking


def trek_in(verstrekking: Verstrekking, *, door: Wie) -> Verstrekking:
    """The sender takes it back before the receiver opened it."""
    eis(door, "verstrekkingen.intrekken", onderwerp_verstrekking(door, verstrekking))
    _zet(verstrekking, Verstrekkingsstatus.INGETROKKEN)
    noteer_stap(door, "verstrekking.ingetrokken", verstrekking)
    return verstrekking


def meld_voortgang(
    verstrekking: Verstrekking, *, door: Wie, code: str = "", tekst: str = "", over: str = ""
) -> Verstrekkingsbericht:
    """Tell the sender how it goes (see berichten.stel_bericht_op for code, tekst and over)."""
    _handeling(door, verstrekking, "verstrekkingen.berichten")
    bericht = stel_bericht_op(verstrekking, Berichtsoort.VOORTGANG, tekst, door=door, code=code, over=over)
    bericht.save(force_insert=True)
    noteer_stap(door, "verstrekking.voortgang", verstrekking)
    return bericht


def rond_af(verstrekking: Verstrekking, *, door: Wie, code: str = "", tekst: str = "", over: str = "") -> Verstrekking:
    """Send the afloopbericht: the work of the receiver is done (see berichten.stel_bericht_op for the words)."""
    _handeling(door, verstrekking, "verstrekkingen.berichten")
    bericht = stel_bericht_op(verstrekking, Berichtsoort.AFLOOP, tekst, door=door, code=code, over=over)
    bericht.save(force_insert=True)
    verstrekking.afgerond_op = klok.nu()
    _zet(verstrekking, Verstrekkingsstatus.AFGEROND, "afgerond_op")
    noteer_stap(door, "verstrekking.afgerond", verstrekking)
    return verstrekking


def open_pakket(verstrekking: Verstrekking) -> list[Regel]:
    """Open the packet. The caller asked decide() and writes the line."""
    ruw = pakketsleutel(verstrekking).ontsleutel(
        bytes(verstrekking.pakket or b""), label="pakket", rij=verstrekking.pk, dossier=verstrekking.pk
    )
    return pakket.uit_bytes(ruw)


def open_doel(verstrekking: Verstrekking) -> str:
    """Open what the receiver may use the packet for. The caller asked decide() and writes the line."""
    ruw = pakketsleutel(verstrekking).ontsleutel(
        bytes(verstrekking.doel or b""), label="doel", rij=verstrekking.pk, dossier=verstrekking.pk
    )
    return ruw.decode()


def open_verantwoording(verstrekking: Verstrekking) -> Mapping[str, str]:
    """Open consent or emergency reason, to whom it was given and their reference."""
    open_: dict[str, str] = pakketsleutel(verstrekking).ontsleutel_json(
        bytes(verstrekking.verantwoording or b""),
        label="verantwoording",
        rij=verstrekking.pk,
        dossier=verstrekking.pk,
    )
    return open_
