"""Hand a traject over: to a colleague, who says yes or no, or to another organisation that took the packet on."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime

from baken.dossiers import verstrekken
from baken.dossiers.context import handeling
from baken.dossiers.models import Berichtsoort, Verstrekking, Verstrekkingsbericht
from baken.dossiers.services import eis, neem_lid_weg, sleutel_van, voeg_lid_toe
from baken.dossiers.slot import zet_op_dossier
from baken.dossiers.soorten import Verstrekkingssoort
from baken.dossiers.verloop import Afloop, Verstrekkingsstatus
from baken.kern import journaal, klok
from baken.kern.fouten import NietGevondenError, OvergangNietToegestaanError
from baken.organisaties.besluit import Onderwerp, Wie
from baken.organisaties.models import Organisatiesoort
from baken.organisaties.selectors import medewerkers_met_rol
from baken.zorg import tasks
from baken.zorg.inhoud import open_overdracht, sluit_overdracht
from baken.zorg.instemming import VOOR_HULP, eis_niet_ingetrokken
from baken.zorg.models import Overdracht, Traject
from baken.zorg.openstaand import openstaand
from baken.zorg.services.basis import (
    REDEN_NODIG,
    ZORGCOORDINATOREN,
    eis_geen_fouten,
    eis_versie,
    genoeg,
    haal_met_slot,
    keur_tekst,
    schrijf_stuk,
    werkt_hier,
)
from baken.zorg.services.kanten import eis_andere_kant, verband_van
from baken.zorg.services.loop import maak_los
from baken.zorg.soorten import Stuksoort
from baken.zorg.verloop import GESLOTEN, TRAJECT, Overdrachtstatus, Trajectstatus

GEEN_PAKKET = (
    "Kies een pakket uit dit traject waarin staat wie de cliënt is, en dat de andere organisatie heeft aangenomen."
)
GEEN_COORDINATOR = (
    "Deze organisatie heeft vandaag geen zorgcoördinator. Zij kan de zorg niet overnemen. Het traject blijft hier open."
)
NOG_NIET_BEVESTIGD = (
    "Deze organisatie liet nog niet weten dat zij de zorg overneemt. Bel haar. Het traject blijft tot dan hier open."
)
INGETROKKEN = (
    "De toestemming onder dit pakket is ingetrokken, vastgelegd op {dag}. De andere organisatie kan het niet meer "
    "lezen. Het traject blijft hier open. Deel alleen opnieuw als de cliënt dat goed vindt."
)
KLAAR = (
    "Deze organisatie liet weten dat zij klaar is. Zij helpt deze persoon niet verder. Het traject blijft hier open. "
    "Neemt zij de zorg toch over? Deel de gegevens dan opnieuw."
)
EERST_VERDER = "Een traject draagt u over tijdens de intake of de hulp. Zet het eerst in die stand."
ZELF = "Deze organisatie werkt in Baken. Zij laat daar zelf weten dat zij de zorg overneemt."
AL_BEVESTIGD = "Dit is al vastgelegd. U kunt het traject nu overdragen."
MAX_WIE = 160
HOE_GEHOORD = {"telefoon": "Telefoon", "gesprek": "Gesprek", "mail": "Beveiligde e-mail", "post": "Brief"}
S = Verstrekkingsstatus


@handeling("trajecten.overdragen")
def stel_overdracht_voor(*, traject_id: int, naar_id: int, reden: str, door: Wie) -> Overdracht:
    """Ask a colleague to take a traject over; that person hears without content that something waits.

    Raises OngeldigeInvoerError, NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.overdragen")
    fouten: dict[str, list[str]] = {}
    keur_tekst(fouten, "reden", reden, zin=REDEN_NODIG)
    if not genoeg(reden):
        fouten["reden"] = [REDEN_NODIG]
    if naar_id in {door.medewerker_id, traject.coordinator_id} or not werkt_hier(traject.organisatie_id, naar_id):
        fouten["naar"] = ["Kies een andere zorgcoördinator van uw organisatie."]
    if traject.overdrachten.filter(status=Overdrachtstatus.VOORGESTELD).exists():
        fouten[""] = ["Er staat al een overdracht open. Trek die eerst in."]
    eis_geen_fouten(fouten)
    eis_andere_kant(verband_van(traject), traject.doelgroep, naar_id)
    overdracht = _schrijf(traject, reden, door=door, naar_medewerker_id=naar_id)
    journaal.noteer(
        door.spoor(),
        "traject.overdracht_voorgesteld",
        traject.dossier_id,
        inhoud={"naar": naar_id, "overdracht": str(overdracht.pk)},
    )
    tasks.bericht_overdracht.enqueue(naar_id)
    return overdracht


def _schrijf(traject: Traject, reden: str, *, door: Wie, **velden: object) -> Overdracht:
    rij = uuid.uuid4()
    inhoud = {"reden": reden.strip()}
    return Overdracht.objects.create(
        id=rij,
        traject=traject,
        op=klok.nu(),
        door_id=door.medewerker_id,
        reden=sluit_overdracht(traject, sleutel_van(traject.dossier), rij, inhoud),
        **velden,
    )


@handeling("trajecten.overnemen")
def beantwoord_overdracht(*, overdracht_id: uuid.UUID, aannemen: bool, door: Wie, antwoord: str = "") -> Traject:
    """Say yes or no to a hand-over that was asked of oneself. With a yes one is the coordinator and in the team.

    Raises OngeldigeInvoerError (a no without a reason), NietGevondenError, NietToegestaanError,
    OvergangNietToegestaanError (taken back, or answered already).
    """
    eis(door, "trajecten.overnemen", Onderwerp(soort="traject"))
    gevraagd = Overdracht.objects.filter(
        pk=overdracht_id,
        naar_medewerker_id=door.medewerker_id,
        traject__organisatie_id=door.organisatie_id,
        traject__dossier__verpakte_sleutel__isnull=False,
    )
    # The traject first, as whoever takes the proposal back or closes the traject does.
    trajecten = Traject.objects.select_for_update(of=("self",)).select_related("dossier")
    traject = trajecten.filter(pk__in=gevraagd.values("traject_id")).first()
    overdracht = gevraagd.select_for_update(of=("self",)).first()
    if traject is None or overdracht is None:
        raise NietGevondenError
    if not aannemen and not genoeg(antwoord):
        eis_geen_fouten({"antwoord": [REDEN_NODIG]})
    overdracht.zet(Overdrachtstatus.AANGENOMEN if aannemen else Overdrachtstatus.AFGEWEZEN)
    sleutel = sleutel_van(traject.dossier)
    woorden = {**open_overdracht(traject, sleutel, overdracht), "antwoord": antwoord.strip()}
    overdracht.reden = sluit_overdracht(traject, sleutel, overdracht.pk, woorden)
    overdracht.besloten_op = klok.nu()
    overdracht.save(update_fields=["status", "reden", "besloten_op"])
    inhoud = {"overdracht": str(overdracht.pk), "stand": str(overdracht.status)}
    journaal.noteer(door.spoor(), "traject.overdracht_beantwoord", traject.dossier_id, inhoud=inhoud)
    if aannemen:
        _word_coordinator(traject, door=door)
    return traject


def _word_coordinator(traject: Traject, *, door: Wie) -> None:
    """Make somebody the coordinator: in the team from today, and who was it before is out of the team."""
    eis_andere_kant(verband_van(traject), traject.doelgroep, door.medewerker_id)
    oud = traject.coordinator_id
    traject.coordinator_id = door.medewerker_id
    traject.versie += 1
    traject.save(update_fields=["coordinator", "versie"])
    if oud is not None and oud != door.medewerker_id:
        neem_lid_weg(traject.dossier, oud)
    voeg_lid_toe(traject.dossier, door.medewerker_id)
    inhoud = {"coordinator": door.medewerker_id}
    journaal.noteer(door.spoor(), "traject.overgedragen", traject.dossier_id, inhoud=inhoud)


@handeling("trajecten.overdragen")
def trek_overdracht_in(*, traject_id: int, overdracht_id: uuid.UUID, door: Wie) -> Overdracht:
    """Take a proposal back before it was answered.

    Raises NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.overdragen")
    overdracht = traject.overdrachten.select_for_update(of=("self",)).filter(pk=overdracht_id).first()
    if overdracht is None:
        raise NietGevondenError
    overdracht.zet(Overdrachtstatus.INGETROKKEN)
    overdracht.besloten_op = klok.nu()
    overdracht.save(update_fields=["status", "besloten_op"])
    inhoud = {"overdracht": str(overdracht.pk)}
    journaal.noteer(door.spoor(), "traject.overdracht_ingetrokken", traject.dossier_id, inhoud=inhoud)
    return overdracht


@handeling("trajecten.oppakken")
def neem_over(*, traject_id: int, versie: int, door: Wie) -> Traject:
    """Take over the traject of a coordinator who left, or of nobody; from who still works here it goes by asking.

    A shielded one, which nobody reads any more, is reached by noodtoegang: with a reason that the FG reads and judges.
    Raises VerouderdError, NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.oppakken")
    eis_versie(traject, versie)
    if werkt_hier(traject.organisatie_id, traject.coordinator_id):
        raise OvergangNietToegestaanError("coordinator", "overnemen")
    _word_coordinator(traject, door=door)
    return traject


@handeling("trajecten.overdragen")
def draag_over_aan_organisatie(
    *, traject_id: int, versie: int, verstrekking_id: uuid.UUID, reden: str, door: Wie
) -> Traject:
    """End the traject here because another organisation took the care on. The clock of the traject starts.

    What was open is kept with the reason. Raises OngeldigeInvoerError (no packet of this traject that tells who the
    client is and was taken on, its consent or that for help was taken back, nobody there who coordinates care, they did
    not say yet that they took the care on, or a traject that did not begin or is in aftercare), VerouderdError,
    NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.overdragen")
    eis_versie(traject, versie)
    # Who takes consent back holds the dossier too, as this does: consent and packet stay as they are found here.
    eis_niet_ingetrokken(traject, VOOR_HULP)
    fouten: dict[str, list[str]] = {}
    if not TRAJECT.mag(Trajectstatus(traject.status), Trajectstatus.OVERGEDRAGEN):
        fouten[""] = [EERST_VERDER]
    tekst = keur_tekst(fouten, "reden", reden, zin=REDEN_NODIG)
    if not genoeg(reden):
        fouten["reden"] = [REDEN_NODIG]
    if weigering := _waarom_niet(traject, verstrekking_id):
        fouten["verstrekking"] = [weigering]
    eis_geen_fouten(fouten)
    open_ = list(openstaand(traject))
    maak_los(
        traject,
        Trajectstatus.OVERGEDRAGEN,
        "AZ-OVERGENOMEN",
        waarom="De zorgcoördinatie is overgedragen.",
        door=door,
    )
    overdracht = _schrijf(
        traject,
        reden,
        door=door,
        verstrekking_id=verstrekking_id,
        status=Overdrachtstatus.AANGENOMEN,
        besloten_op=traject.afgesloten_op,
    )
    schrijf_stuk(traject, Stuksoort.OVERDRACHT, {"reden": tekst, "open": open_}, door=door)
    inhoud = {"overdracht": str(overdracht.pk), "verstrekking": str(verstrekking_id)}
    journaal.noteer(door.spoor(), "traject.overgedragen", traject.dossier_id, inhoud=inhoud)
    ontvanger_id = Verstrekking.objects.values_list("ontvanger_id", flat=True).get(pk=verstrekking_id)
    tasks.bericht_afgedragen.enqueue(ontvanger_id)
    return traject


def _waarom_niet(traject: Traject, verstrekking_id: uuid.UUID) -> str:
    """Return why the receiver of this packet does not go on with the care; empty when it does."""
    pakket = _pakketten(traject).filter(pk=verstrekking_id).first()
    if pakket is None or "identiteit" not in pakket.veldgroepen:
        return GEEN_PAKKET
    return _waarom_niet_aangenomen(pakket) or _waarom_nog_niet(pakket)


def _waarom_nog_niet(pakket: Verstrekking) -> str:
    """Return why the care cannot go to who took this packet on; empty when it can."""
    if not kan_zorg_overnemen(pakket):
        return GEEN_COORDINATOR
    return "" if is_bevestigd(pakket) else NOG_NIET_BEVESTIGD


def _waarom_niet_aangenomen(pakket: Verstrekking) -> str:
    """Return why nobody works with this packet; empty when its receiver took it on."""
    if pakket.status == S.BEEINDIGD and pakket.afgerond_op is not None:
        return INGETROKKEN.format(dag=date_format(localtime(pakket.afgerond_op), "j F Y"))
    return {S.GEACCEPTEERD: "", S.AFGEROND: KLAAR}.get(S(pakket.status), GEEN_PAKKET)


def kan_zorg_overnemen(pakket: Verstrekking) -> bool:
    """Say whether somebody coordinates care at the receiver today; outside Baken its kind says so."""
    if pakket.buiten_baken:
        return pakket.ontvanger.soort == Organisatiesoort.ZORGCOORDINATIE
    return medewerkers_met_rol(pakket.ontvanger_id, ZORGCOORDINATOREN).exists()


def is_bevestigd(pakket: Verstrekking) -> bool:
    """Say whether the receiver told that help goes on with it; outside Baken the sender recorded that. One query."""
    berichten = Verstrekkingsbericht.objects.filter(verstrekking=pakket, soort=Berichtsoort.VOORTGANG)
    return berichten.filter(code=Afloop.ZORG_GESTART).exists()


@dataclass(frozen=True)
class Bevestiging:
    """How a receiver outside Baken told that it goes on with the care (HOE_GEHOORD), when, and who said so."""

    hoe: str
    wanneer: date
    wie: str


@handeling("trajecten.overdragen")
def leg_bevestiging_vast(
    *, traject_id: int, verstrekking_id: uuid.UUID, bevestiging: Bevestiging, door: Wie
) -> Verstrekking:
    """Record that a receiver outside Baken told that it goes on with the care; then the traject can be handed over.

    Raises OngeldigeInvoerError (how, when or who lacks or cannot be, another packet, one that was not taken on, or one
    whose receiver answers in Baken itself), NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.overdragen")
    zet_op_dossier(traject.dossier_id)
    pakket = _pakketten(traject).select_for_update(of=("self",)).filter(pk=verstrekking_id).first()
    fouten = _keur_bevestiging(bevestiging, pakket)
    if weigering := _waarom_niet_te_bevestigen(pakket):
        fouten["verstrekking"] = [weigering]
    eis_geen_fouten(fouten)
    assert pakket is not None  # refused above
    wie = bevestiging.wie.strip()
    dag = date_format(bevestiging.wanneer, "j F Y")
    tekst = f"{HOE_GEHOORD[bevestiging.hoe]}, {dag}: {wie}."
    verstrekken.meld_voortgang(pakket, code=Afloop.ZORG_GESTART, tekst=tekst, door=door)
    inhoud = {"verstrekking": str(pakket.pk), "hoe": bevestiging.hoe, "op": bevestiging.wanneer.isoformat()}
    journaal.noteer(door.spoor(), "traject.overname_bevestigd", traject.dossier_id, inhoud=inhoud)
    return pakket


def _keur_bevestiging(b: Bevestiging, pakket: Verstrekking | None) -> dict[str, list[str]]:
    fouten: dict[str, list[str]] = {}
    if b.hoe not in HOE_GEHOORD:
        fouten["hoe"] = ["Kies hoe u dit hoorde."]
    if b.wanneer > klok.vandaag():
        fouten["wanneer"] = ["Deze datum ligt in de toekomst. Vul in wanneer u dit hoorde."]
    elif pakket is not None and pakket.verzonden_op and b.wanneer < localtime(pakket.verzonden_op).date():
        fouten["wanneer"] = ["Op deze dag had de andere organisatie het pakket nog niet. Vul in wanneer u dit hoorde."]
    if not 1 <= len(b.wie.strip()) <= MAX_WIE:
        fouten["wie"] = [f"Vul in hoogstens {MAX_WIE} tekens in wie u sprak, met de functie."]
    return fouten


def _waarom_niet_te_bevestigen(pakket: Verstrekking | None) -> str:
    if pakket is None or "identiteit" not in pakket.veldgroepen:
        return GEEN_PAKKET
    if not pakket.buiten_baken:
        return ZELF
    if weigering := _waarom_niet_aangenomen(pakket):
        return weigering
    if not kan_zorg_overnemen(pakket):
        return GEEN_COORDINATOR
    return AL_BEVESTIGD if is_bevestigd(pakket) else ""


def _pakketten(traject: Traject) -> QuerySet[Verstrekking]:
    """Return what was shared of a traject. What went to CoMensha is none of it."""
    rijen = Verstrekking.objects.filter(dossier_id=traject.dossier_id).exclude(soort=Verstrekkingssoort.COMENSHA)
    return rijen.select_related("ontvanger", "grondslag")


def aangenomen_pakketten(traject: Traject) -> dict[uuid.UUID, tuple[str, str]]:
    """Return the packets by which another organisation took on who the client is: id -> its name, and why not yet.

    The reason is empty when the traject can go there. A packet that does not tell who it is about is none of them:
    nobody helps a person whom it does not know. Nor is one whose receiver, outside Baken, is done. One query, and at
    most two for each packet.
    """
    rijen = _pakketten(traject).filter(status=S.GEACCEPTEERD).order_by("klaargezet_op").defer("pakket")
    return {p.pk: (p.ontvanger.naam, _waarom_nog_niet(p)) for p in rijen if "identiteit" in p.veldgroepen}


def te_bevestigen(traject: Traject) -> dict[uuid.UUID, str]:
    """Return of which packets the sender can record that the receiver outside Baken goes on: id -> name."""
    rijen = _pakketten(traject).filter(buiten_baken=True, status=S.GEACCEPTEERD).order_by("klaargezet_op")
    return {p.pk: p.ontvanger.naam for p in rijen.defer("pakket") if not _waarom_niet_te_bevestigen(p)}


def overdrachten_aan(door: Wie) -> list[Overdracht]:
    """Return what was asked of this person, without the reason: that is sealed in the traject. One query."""
    return list(
        Overdracht.objects.filter(
            naar_medewerker_id=door.medewerker_id,
            traject__organisatie_id=door.organisatie_id,
            status=Overdrachtstatus.VOORGESTELD,
        )
        .exclude(traject__status__in=GESLOTEN)
        .select_related("traject", "door")
        .defer("reden", "traject__profiel")
    )
