"""Take the care of somebody on who was shared by another organisation: begin a traject, and tell that organisation."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from baken.dossiers import verstrekken
from baken.dossiers.context import handeling, lezing, organisatiecontext
from baken.dossiers.fouten import VerstrekkingGeweigerdError
from baken.dossiers.models import Verstrekking
from baken.dossiers.pakketinhoud import nieuw_in
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie, eis, leden_van, leg_inhoud_vast, sleutel_van
from baken.dossiers.soorten import Verstrekkingssoort
from baken.dossiers.verloop import Afloop, Verstrekkingsstatus
from baken.kern import journaal, klok
from baken.kern.fouten import NietGevondenError, OvergangNietToegestaanError
from baken.organisaties.besluit import Onderwerp, Wie
from baken.signalen.models import Nummersoort
from baken.signalen.nummers import houd_reeks_vast
from baken.zorg import tasks
from baken.zorg.gegevens import Aanmelding
from baken.zorg.models import Traject
from baken.zorg.querysets import zichtbare_trajecten
from baken.zorg.services.aanmelden import meld_aan
from baken.zorg.services.basis import haal_met_slot
from baken.zorg.services.kanten import eis_andere_kant, onthoud_bronnen, scherm_af, verband_van
from baken.zorg.services.overdragen import is_bevestigd
from baken.zorg.soorten import Doelgroep
from baken.zorg.verloop import OPEN

RECHT = "trajecten.aanmelden"
INGETROKKEN = (
    "De toestemming onder dit pakket is ingetrokken. Begin er geen zorg mee. "
    "Wil de persoon toch hulp van u? Vraag het zelf, of vraag de afzender of het opnieuw kan."
)


@dataclass(frozen=True)
class Pakket:
    """What was shared: by whom, about whom (None: not about one client), and whether the sender knows."""

    afzender: str
    client: NieuweBetrokkene | None
    bevestigd: bool


@handeling(RECHT)
def begin_uit_pakket(*, verstrekking_id: uuid.UUID, aanmelding: Aanmelding, door: Wie) -> Traject:
    """Open a traject for the person of a packet that was taken on, with its places; the sender hears that help goes on.

    Raises what meld_aan() raises, NietGevondenError, NietToegestaanError, VerstrekkingGeweigerdError (its consent was
    taken back), OvergangNietToegestaanError (not taken on, or told already).
    """
    pakket = _haal_met_slot(door, verstrekking_id)
    _client, plaatsen = van_pakket(door, pakket.pk)
    traject = meld_aan(aanmelding=aanmelding, door=door, uit_dossier=pakket.dossier_id)
    leg_inhoud_vast(traject.dossier, sleutel_van(traject.dossier), [], plaatsen, al=1)
    inhoud = {"verstrekking": str(pakket.pk)}
    journaal.noteer(door.spoor(), "traject.uit_pakket", traject.dossier_id, inhoud=inhoud)
    _meld(pakket, door=door)
    return traject


@lezing
def eigen_trajecten(door: Wie) -> dict[int, str]:
    """Return the open trajecten that this person reads, latest first: id -> number. One query."""
    rijen = Traject.objects.filter(
        zichtbare_trajecten(door, "trajecten.werklijst"), organisatie_id=door.organisatie_id, status__in=OPEN
    )
    return dict(rijen.order_by("-aangemeld_op", "-pk").values_list("pk", "nummer"))


@handeling(RECHT)
def bevestig_zorg(*, verstrekking_id: uuid.UUID, traject_id: int, door: Wie) -> Verstrekking:
    """Tell the sender of a packet that help goes on here, in an open traject that there is already.

    Raises NietGevondenError (also for a traject that this person does not read), NietToegestaanError,
    VerstrekkingGeweigerdError (its consent was taken back), OvergangNietToegestaanError (not taken on, told already,
    or a traject that ended).
    """
    pakket = _haal_met_slot(door, verstrekking_id)
    traject = haal_met_slot(door, traject_id, "trajecten.begeleiden")
    # As taking in does: of two who help both sides of one dossier at once, the second sees what the first did.
    houd_reeks_vast(traject.organisatie_id, Nummersoort.TRAJECT, klok.vandaag())
    verband = verband_van(traject).met(pakket.dossier_id)
    for helper_id in leden_van(traject.dossier):  # its coordinator is one of them
        eis_andere_kant(verband, traject.doelgroep, helper_id)
    scherm_af(traject.dossier, verband, traject.doelgroep)
    onthoud_bronnen(traject, verband)
    journaal.noteer(door.spoor(), "traject.uit_pakket", traject.dossier_id, inhoud={"verstrekking": str(pakket.pk)})
    return _meld(pakket, door=door)


def _haal_met_slot(door: Wie, verstrekking_id: uuid.UUID) -> Verstrekking:
    eis(door, RECHT, Onderwerp(soort="traject"))
    pakket = verstrekken.haal(door, verstrekking_id, slot=True)
    if not past(door, pakket):
        raise NietGevondenError
    _eis_toestemming(pakket)
    if pakket.status != Verstrekkingsstatus.GEACCEPTEERD or is_bevestigd(pakket):
        raise OvergangNietToegestaanError(pakket.status, "zorg overnemen")
    return pakket


@lezing
def pakket_voor_zorg(door: Wie, verstrekking_id: uuid.UUID) -> Pakket:
    """Return what a traject can begin with.

    Raises NietGevondenError, NietToegestaanError, VerstrekkingGeweigerdError (its consent was taken back).
    """
    eis(door, RECHT, Onderwerp(soort="traject"))
    pakket = verstrekken.haal(door, verstrekking_id)
    if not past(door, pakket):
        raise NietGevondenError
    _eis_toestemming(pakket)
    if pakket.status != Verstrekkingsstatus.GEACCEPTEERD:
        raise NietGevondenError
    try:
        client, _plaatsen = van_pakket(door, pakket.pk)
    except NietGevondenError:
        return Pakket(pakket.afzender.naam, None, is_bevestigd(pakket))
    return Pakket(pakket.afzender.naam, client, is_bevestigd(pakket))


def _eis_toestemming(pakket: Verstrekking) -> None:
    if pakket.status == Verstrekkingsstatus.BEEINDIGD:
        raise VerstrekkingGeweigerdError(INGETROKKEN)


def past(door: Wie, pakket: Verstrekking) -> bool:
    """Say whether care can go on from this packet: shared with the own organisation, and it tells who it is about."""
    gekregen = pakket.ontvanger_id == door.organisatie_id and pakket.soort == Verstrekkingssoort.DEELBESLUIT
    return gekregen and "identiteit" in pakket.veldgroepen


def van_pakket(door: Wie, verstrekking_id: uuid.UUID) -> tuple[NieuweBetrokkene, list[NieuweLocatie]]:
    """Return the client and the places of a packet, cut to what the reader may see. That it was seen is a line.

    Raises NietGevondenError for a packet about nobody who is helped, or about more than one.
    """
    personen, plaatsen = nieuw_in(verstrekkingsblad(door, verstrekking_id).regels)
    if len(personen) != 1 or personen[0].deel not in Doelgroep.values:
        raise NietGevondenError
    return personen[0], plaatsen


def _meld(pakket: Verstrekking, *, door: Wie) -> Verstrekking:
    """Tell the sender, and by a mail without content whoever coordinates there."""
    verstrekken.meld_voortgang(pakket, code=Afloop.ZORG_GESTART, door=door)
    with organisatiecontext(pakket.afzender_id):
        nog_open = Traject.objects.filter(dossier_id=pakket.dossier_id, status__in=OPEN)
        traject = nog_open.only("coordinator_id").first()
    if traject is not None:
        tasks.bericht_overgenomen.enqueue(pakket.afzender_id, traject.coordinator_id or 0)
    return pakket
