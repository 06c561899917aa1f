"""Requests of persons (AVG articles 15 to 18): registered by the FG, handled by the aandachtsfunctionaris, sent by two.

The FG keeps the term and sees no dossier. Who handles finds the dossiers of the own organisation by the blind indexes
and decides on each; on a shielded traject its own zorgcoordinator decides, who sees nothing of the other dossiers. The
exact answer is composed, sealed and shown to a second aandachtsfunctionaris; only what that person saw goes out, and
only then is anything corrected, erased or restricted (uitvoeren.py).

What a kind of dossier holds on its person beside the betrokkene comes from a source (bronnen.py), such as the care of
a traject.

What is not found here, because no index names it: the story of a reporter, packets that others sent us, and what
somebody reported. The page says so.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date

from baken.dossiers.context import handeling
from baken.dossiers.inzage import samenstellen, uitvoer, uitvoeren
from baken.dossiers.inzage.besluit import (
    VAN_EEN_TEAM,
    Besluitvorm,
    buiten_bereik,
    eis_besluit,
    keur,
    te_zien,
    uitkomsten,
)
from baken.dossiers.inzage.gesloten import met_slot, open_uitvoer, open_wie, sleutel_van_verzoek
from baken.dossiers.inzage.personen import zoekparen
from baken.dossiers.models import Avgbesluit, Avgverzoek, Dossier, Dossierlid, Zoekindex
from baken.dossiers.noodtoegang import keur_tekst
from baken.dossiers.tasks import bericht_te_besluiten, bericht_verzoek
from baken.dossiers.verzoekverloop import (
    LOPEND,
    VERZOEKVERLOOP,
    Vaststelling,
    Verzoeksoort,
    Verzoekstatus,
    alles_besloten,
    uiterlijk_op,
)
from baken.kern import journaal, klok, versleuteling
from baken.kern.fouten import (
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VerouderdError,
)
from baken.organisaties.besluit import Wie
from baken.organisaties.selectors import geldig_op
from baken.organisaties.services import eis_organisatie

WIE_VELDEN = ("naam", "geboortedatum", "telefoon", "email", "document", "adres", "antwoord_naar", "vraag")
MINSTE_REDEN = 20
LANGSTE_VELD = 2_000
TWEEDE = "Een tweede aandachtsfunctionaris controleert dit antwoord. Dat kunt u niet zelf doen."
NIET_ALLES = "Dit antwoord gaat ook over een dossier dat u niet ziet. Iemand van dat dossierteam controleert het."
TE_ZOEKEN = "Vul ook een geboortedatum, telefoonnummer, e-mailadres, documentnummer of adres in. Daarop zoekt Baken."


@handeling("verzoeken.registreren")
def registreer(
    *, soort: Verzoeksoort, ontvangen_op: date, vastgesteld: Vaststelling, wie: Mapping[str, str], door: Wie
) -> Avgverzoek:
    """Register a request that came in on a day; the term runs from then (AVG art. 12 lid 3).

    wie: texts of WIE_VELDEN by name, sealed. Raises OngeldigeInvoerError (a day to come, no name, nothing to search
    by), NietToegestaanError.
    """
    eis_organisatie(door, "verzoeken.registreren", door.organisatie_id)
    gegevens = {veld: wie.get(veld, "").strip() for veld in WIE_VELDEN}
    fouten = {n: ["Deze tekst is te lang."] for n, tekst in gegevens.items() if len(tekst) > LANGSTE_VELD}
    if ontvangen_op > door.vandaag:
        fouten["ontvangen_op"] = ["Deze dag is nog niet geweest."]
    if not gegevens["naam"]:
        fouten["naam"] = ["Vul de naam in van wie het vraagt."]
    elif not zoekparen(gegevens):
        fouten["geboortedatum"] = [TE_ZOEKEN]
    if fouten:
        raise OngeldigeInvoerError(fouten)
    rij = uuid.uuid4()
    sleutel, verpakt = versleuteling.nieuwe_gegevenssleutel(rij)
    verzoek = Avgverzoek.objects.create(
        id=rij,
        organisatie_id=door.organisatie_id,
        soort=soort,
        vastgesteld=vastgesteld,
        ontvangen_op=ontvangen_op,
        uiterlijk_op=uiterlijk_op(ontvangen_op, verlengd=False),
        verpakte_sleutel=verpakt,
        wie=sleutel.versleutel_json(gegevens, label="avgverzoek", rij=rij, dossier=rij),
        geregistreerd_op=klok.nu(),
        geregistreerd_door_id=door.medewerker_id,
    )
    _noteer(door, "verzoek.geregistreerd", verzoek, soort=str(soort), vastgesteld=str(vastgesteld))
    bericht_verzoek.enqueue(door.organisatie_id)
    return verzoek


@handeling("verzoeken.registreren")
def verleng(*, verzoek_id: uuid.UUID, reden: str, door: Wie) -> Avgverzoek:
    """Lengthen the term by two months, once, within the first month; the person hears why (AVG art. 12 lid 3).

    Raises OngeldigeInvoerError for the reason, OvergangNietToegestaanError when it is too late, done or answered.
    """
    eis_organisatie(door, "verzoeken.registreren", door.organisatie_id)
    verzoek = met_slot(verzoek_id, door)
    reden = keur_tekst("reden", reden, MINSTE_REDEN)
    if verzoek.status not in LOPEND or verzoek.verlengd_op is not None or door.vandaag > verzoek.uiterlijk_op:
        raise OvergangNietToegestaanError(verzoek.status, "verlengen")
    sleutel = sleutel_van_verzoek(verzoek)
    verzoek.verlengreden = sleutel.versleutel(reden.encode(), label="verlengreden", rij=verzoek.pk, dossier=verzoek.pk)
    verzoek.verlengd_op = door.vandaag
    verzoek.uiterlijk_op = uiterlijk_op(verzoek.ontvangen_op, verlengd=True)
    verzoek.save(update_fields=["verlengreden", "verlengd_op", "uiterlijk_op"])
    _noteer(door, "verzoek.verlengd", verzoek, uiterlijk=verzoek.uiterlijk_op.isoformat())
    return verzoek


@handeling("verzoeken.registreren")
def trek_in(*, verzoek_id: uuid.UUID, door: Wie) -> Avgverzoek:
    """Record that the person takes the request back. What was composed goes. Raises OvergangNietToegestaanError."""
    eis_organisatie(door, "verzoeken.registreren", door.organisatie_id)
    verzoek = met_slot(verzoek_id, door)
    _zet(verzoek, Verzoekstatus.INGETROKKEN)
    verzoek.uitvoer, verzoek.uitvoer_hash, verzoek.afgedaan_op = None, "", klok.nu()
    verzoek.save(update_fields=["status", "versie", "uitvoer", "uitvoer_hash", "afgedaan_op"])
    _noteer(door, "verzoek.ingetrokken", verzoek)
    return verzoek


@handeling("verzoeken.behandelen")
def zoek(*, verzoek_id: uuid.UUID, door: Wie) -> int:
    """Find the dossiers of the own organisation in which the person occurs; again finds what came since.

    Returns how many were found, shielded ones too: their team decides on them. Raises OvergangNietToegestaanError.
    """
    eis_organisatie(door, "verzoeken.behandelen", door.organisatie_id)
    verzoek = met_slot(verzoek_id, door)
    if verzoek.status == Verzoekstatus.TER_CONTROLE:  # an answer is being checked: sending it back is another act
        raise OvergangNietToegestaanError(verzoek.status, "zoeken")
    _zet(verzoek, Verzoekstatus.IN_BEHANDELING)
    gevonden = _vind(verzoek)
    bekend = set(verzoek.besluiten.values_list("dossier_id", flat=True))
    nieuw = {dossier_id: soorten for dossier_id, soorten in gevonden.items() if dossier_id not in bekend}
    Avgbesluit.objects.bulk_create(
        Avgbesluit(verzoek=verzoek, dossier_id=dossier_id, gevonden_op=soorten) for dossier_id, soorten in nieuw.items()
    )
    for medewerker_id in _in_team(nieuw):
        bericht_te_besluiten.enqueue(medewerker_id)
    verzoek.gezocht_op = klok.nu()
    verzoek.save(update_fields=["status", "versie", "gezocht_op"])
    _noteer(door, "verzoek.gezocht", verzoek, aantal=len(gevonden))
    return len(gevonden)


def _in_team(dossier_ids: Iterable[uuid.UUID]) -> list[int]:
    """Return who has to decide on the shielded trajecten among these: their teams of today."""
    teams = Dossierlid.objects.filter(VAN_EEN_TEAM, geldig_op(klok.vandaag()), dossier_id__in=list(dossier_ids))
    return list(teams.order_by("medewerker_id").values_list("medewerker_id", flat=True).distinct())


def _vind(verzoek: Avgverzoek) -> dict[uuid.UUID, list[str]]:
    """Return the dossiers with the kinds of index on which each was found, under every version of the keys."""
    gevonden: dict[uuid.UUID, list[str]] = {}
    for soort, ruw in zoekparen(open_wie(verzoek)):
        rijen = Zoekindex.objects.filter(
            organisatie_id=verzoek.organisatie_id,
            soort=soort,
            waarde__in=versleuteling.blinde_indexen(verzoek.organisatie_id, soort, ruw),
            dossier__organisatie_id=verzoek.organisatie_id,
            dossier__verpakte_sleutel__isnull=False,
        )
        for dossier_id in rijen.values_list("dossier_id", flat=True).distinct():
            gevonden.setdefault(dossier_id, []).append(soort)
    return gevonden


@handeling("verzoeken.besluiten")
def besluit(*, besluit_id: uuid.UUID, vorm: Besluitvorm, door: Wie) -> Avgbesluit:
    """Decide on one dossier. Raises NietGevondenError, OngeldigeInvoerError, OvergangNietToegestaanError."""
    rij, verzoek = _besluit_met_slot(besluit_id, door)
    if verzoek.status != Verzoekstatus.IN_BEHANDELING:
        raise OvergangNietToegestaanError(verzoek.status, "besluiten")
    inhoud = keur(verzoek, rij, vorm)
    sleutel = sleutel_van_verzoek(verzoek)
    rij.uitkomst, rij.grond, rij.verzwijgen = vorm.uitkomst, vorm.grond, vorm.verzwijgen
    rij.inhoud = sleutel.versleutel_json(inhoud, label="avgbesluit", rij=rij.pk, dossier=verzoek.pk)
    rij.besloten_op, rij.besloten_door_id = klok.nu(), door.medewerker_id
    rij.save(update_fields=["uitkomst", "grond", "verzwijgen", "inhoud", "besloten_op", "besloten_door"])
    verzoek.versie += 1
    verzoek.save(update_fields=["versie"])
    _noteer(door, "verzoek.besloten", verzoek, rij.dossier, uitkomst=str(vorm.uitkomst), grond=vorm.grond)
    return rij


@handeling("verzoeken.behandelen")
def leg_voor(*, verzoek_id: uuid.UUID, versie: int, door: Wie) -> Avgverzoek:
    """Compose the exact answer and lay it before a second person. Nothing is changed in any dossier yet.

    Raises OvergangNietToegestaanError while a dossier waits for a decision, VerouderdError.
    """
    eis_organisatie(door, "verzoeken.behandelen", door.organisatie_id)
    verzoek = met_slot(verzoek_id, door)
    if verzoek.versie != versie:
        raise VerouderdError
    if not alles_besloten(uitkomsten(verzoek)):
        raise OvergangNietToegestaanError(verzoek.status, "voorleggen")
    _zet(verzoek, Verzoekstatus.TER_CONTROLE)
    ruw = uitvoer.als_bytes(samenstellen.stel_op(verzoek, sleutel_van_verzoek(verzoek)))
    sleutel = sleutel_van_verzoek(verzoek)
    verzoek.uitvoer = sleutel.versleutel(ruw, label="avguitvoer", rij=verzoek.pk, dossier=verzoek.pk)
    verzoek.uitvoer_hash = uitvoer.vingerafdruk(ruw)
    verzoek.voorgelegd_op, verzoek.voorgelegd_door_id = klok.nu(), door.medewerker_id
    verzoek.save(
        update_fields=["status", "versie", "uitvoer", "uitvoer_hash", "voorgelegd_op", "voorgelegd_door"],
    )
    _noteer(door, "verzoek.voorgelegd", verzoek, afdruk=verzoek.uitvoer_hash)
    return verzoek


@handeling("verzoeken.controleren")
def stuur_terug(*, verzoek_id: uuid.UUID, door: Wie) -> Avgverzoek:
    """Send an answer back to who made it, also as that person self; what was composed goes."""
    eis_organisatie(door, "verzoeken.controleren", door.organisatie_id)
    verzoek = met_slot(verzoek_id, door)
    if verzoek.status != Verzoekstatus.TER_CONTROLE:
        raise OvergangNietToegestaanError(verzoek.status, "terugsturen")
    _zet(verzoek, Verzoekstatus.IN_BEHANDELING)
    verzoek.uitvoer, verzoek.uitvoer_hash = None, ""
    verzoek.voorgelegd_op = verzoek.voorgelegd_door = None
    verzoek.save(
        update_fields=["status", "versie", "uitvoer", "uitvoer_hash", "voorgelegd_op", "voorgelegd_door"],
    )
    _noteer(door, "verzoek.teruggestuurd", verzoek)
    return verzoek


@handeling("verzoeken.controleren")
def bevestig(*, verzoek_id: uuid.UUID, afdruk: str, door: Wie) -> Avgverzoek:
    """Approve as second person exactly what was shown (afdruk: its fingerprint), and carry the decisions out.

    Raises NietToegestaanError for who decided or laid it before, and for who does not see every dossier of it;
    VerouderdError when it is no longer what was shown; OvergangNietToegestaanError; VastgehoudenError when a legal hold
    rests on what would be erased.
    """
    eis_organisatie(door, "verzoeken.controleren", door.organisatie_id)
    verzoek = met_slot(verzoek_id, door)
    if verzoek.status != Verzoekstatus.TER_CONTROLE:
        raise OvergangNietToegestaanError(verzoek.status, "bevestigen")
    eis_tweede(verzoek, door)
    if not afdruk or afdruk != verzoek.uitvoer_hash or verzoek.uitvoer is None:
        raise VerouderdError
    if uitvoer.vingerafdruk(open_uitvoer(verzoek)) != verzoek.uitvoer_hash:
        raise VerouderdError
    gewijzigd = uitvoeren.voer_uit(verzoek, sleutel_van_verzoek(verzoek), door=door)
    _zet(verzoek, Verzoekstatus.BEANTWOORD)
    verzoek.gecontroleerd_door_id, verzoek.afgedaan_op = door.medewerker_id, klok.nu()
    verzoek.save(update_fields=["status", "versie", "gecontroleerd_door", "afgedaan_op"])
    _noteer(door, "verzoek.beantwoord", verzoek, afdruk=verzoek.uitvoer_hash, gewijzigd=gewijzigd)
    return verzoek


@handeling("verzoeken.besluiten")
def hef_beperking_op(*, besluit_id: uuid.UUID, reden: str, door: Wie) -> Avgbesluit:
    """Lift a restriction; the person must hear it first (AVG art. 18 lid 3). Raises OvergangNietToegestaanError."""
    keur_tekst("reden", reden, MINSTE_REDEN)
    rij, verzoek = _besluit_met_slot(besluit_id, door)
    if verzoek.soort != Verzoeksoort.BEPERKING or rij.uitgevoerd_op is None or rij.opgeheven_op is not None:
        raise OvergangNietToegestaanError(verzoek.status, "opheffen")
    uitvoeren.hef_op(rij, sleutel_van_verzoek(verzoek), reden.strip())
    _noteer(door, "verzoek.beperking_opgeheven", verzoek, rij.dossier)
    return rij


def _besluit_met_slot(besluit_id: uuid.UUID, door: Wie) -> tuple[Avgbesluit, Avgverzoek]:
    """Return a decision and its request. Every act locks the request first, so that two never wait for each other."""
    rij = eis_besluit(door, besluit_id)
    verzoek = met_slot(rij.verzoek_id, door)
    rij.refresh_from_db(fields=["uitkomst", "inhoud", "uitgevoerd_op", "opgeheven_op"])
    return rij, verzoek


def eis_tweede(verzoek: Avgverzoek, door: Wie) -> None:
    """Raise NietToegestaanError unless `door` may approve the answer as second person. Two queries."""
    eerder = {verzoek.voorgelegd_door_id, *verzoek.besluiten.values_list("besloten_door_id", flat=True)}
    if door.medewerker_id in eerder:
        raise NietToegestaanError(TWEEDE)
    if buiten_bereik(verzoek, door):
        raise NietToegestaanError(NIET_ALLES)


def zichtbaar(verzoek: Avgverzoek, door: Wie) -> list[Avgbesluit]:
    """Return the decisions on dossiers that this person decides on. One query."""
    return list(verzoek.besluiten.filter(te_zien(door)).select_related("dossier", "besloten_door"))


def _zet(verzoek: Avgverzoek, naar: Verzoekstatus) -> None:
    VERZOEKVERLOOP.eis(Verzoekstatus(verzoek.status), naar)
    verzoek.status = naar
    verzoek.versie += 1


def _noteer(door: Wie, wat: str, verzoek: Avgverzoek, dossier: Dossier | None = None, **inhoud: str | int) -> None:
    journaal.noteer(door.spoor(), wat, dossier.pk if dossier else None, inhoud={"verzoek": str(verzoek.pk), **inhoud})
