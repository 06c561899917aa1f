"""Deelbesluiten: work in one dossier is shared with one organisation, as an exact packet and by reading along.

The maker sees the packet as it will be sent, says why, on which basis and until when. Where the organisation asks for
it a colleague agrees to that very packet first: any edit voids it. The gate is asked when it is made, when it is sent,
and at every moment somebody reads along.
"""

from __future__ import annotations

import uuid
from dataclasses import replace

from baken.dossiers import lopend, pakket, verstrekken
from baken.dossiers.akkoord import afdruk_van
from baken.dossiers.context import handeling
from baken.dossiers.deelbronnen import bron_van, eis_hele_pakket, paren_voor
from baken.dossiers.fouten import IntussenGewijzigdError, VerstrekkingGeweigerdError
from baken.dossiers.inhoud import OpenDossier, open_inhoud
from baken.dossiers.models import Dossier, Toestemming, Verstrekking
from baken.dossiers.pakket import (
    GROEPNAMEN,
    TOELICHTING,
    OverWie,
    Regel,
    personen_in_pakket,
    plaatsen_in_pakket,
    regels_van_inhoud,
)
from baken.dossiers.pakketkeuze import eis_in_dossier
from baken.dossiers.plaatsen import eis_plaats
from baken.dossiers.rules import TOESTEMMING
from baken.dossiers.services import eis, haal_dossier, onderwerp_verstrekking
from baken.dossiers.slot import zet_op_gegeven
from baken.dossiers.soorten import Verstrekkingssoort
from baken.dossiers.tasks import bericht_nieuw_pakket
from baken.dossiers.toelichting import toelichting
from baken.dossiers.toestemmingpersoon import wie_stemde_in
from baken.dossiers.verloop import VERLOOP, Verstrekkingsstatus
from baken.dossiers.verstrekken import Verzending, noteer_stap, voorstel_van
from baken.dossiers.voorstel import Getoetst, Voorstel, eis_woorden_gelden, toets_voorstel
from baken.dossiers.wachtend import vraag_akkoord
from baken.kern import journaal, klok
from baken.kern.fouten import (
    CollegaNodigError,
    NietGevondenError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VerouderdError,
)
from baken.keten.rules import MINIMUM_UITLEG
from baken.organisaties.besluit import Wie, decide
from baken.organisaties.models import Organisatie
from baken.referentie.selectors import namen

LANGST = 12  # months that somebody may read along on one deelbesluit; our own choice, no source
ZELF_OPGESTELD = "U stelde dit zelf op. Een collega moet akkoord geven."
AFGESLOTEN = "Dit is afgesloten. U kunt hieruit niets meer delen. Is delen toch nodig? Heropen het dan eerst."
VERANDERD = (
    "Wat er in het dossier staat, is veranderd nadat dit pakket is gemaakt. Het pakket is niet meer juist. "
    "Wijzig het pakket: dan ziet u het zoals het nu is."
)
VERNIETIGD = "Het dossier van dit deelbesluit is vernietigd. In het register staat nog dat u het deelde."
S = Verstrekkingsstatus


def regels(dossier: Dossier, inhoud: OpenDossier, voorstel: Voorstel, persoon: uuid.UUID | None) -> list[Regel]:
    """Return every line that could go into the packet of a proposal. The caller asked decide().

    Raises OngeldigeInvoerError when the sender's own words name somebody who is not in it, no place of it goes, or
    somebody was chosen who is not there.
    """
    eis_in_dossier(inhoud, voorstel)
    eigen = toelichting(inhoud, voorstel, persoon)
    over = voorstel.over(persoon)
    eis_plaats(inhoud, plaatsen_in_pakket(inhoud, over), voorstel.veldgroepen)
    bron = bron_van(dossier)
    return [
        *(bron.kern(dossier) if bron.kern else ()),
        *(bron.vorm(dossier) if voorstel.vorm and bron.vorm else ()),
        *eigen,
        *regels_van_inhoud(inhoud, namen(), over),
    ]


def _toets(dossier: Dossier, voorstel: Voorstel, *, door: Wie) -> Getoetst:
    """Check a proposal and ask the gate.

    Raises OngeldigeInvoerError, NietToegestaanError (fields the sharer may not read), VerstrekkingGeweigerdError.
    """
    if not bron_van(dossier).loopt(dossier):
        raise OngeldigeInvoerError({"": [AFGESLOTEN]})
    fouten = _fouten(dossier, voorstel, door)
    if fouten:
        raise OngeldigeInvoerError(fouten)
    paren = {(groep, deel) for groep in voorstel.veldgroepen for deel in voorstel.over_wie}
    if teveel := paren - paren_voor(door, dossier, sorted(voorstel.over_wie)):
        namen_ = namen()
        groep, deel = min(teveel)
        zin = (
            f"“{GROEPNAMEN.get(groep, groep)}” hoort voor u niet bij {namen_.get(deel, deel).lower()}. "
            "Deelt u over meer personen? Maak dan voor slachtoffers en voor daders elk een eigen deelbesluit."
        )
        raise OngeldigeInvoerError({"veldgroepen": [zin]})
    persoon = wie_stemde_in(dossier, voorstel)
    inhoud = open_inhoud(dossier)
    personen = personen_in_pakket(inhoud, voorstel.over(persoon))
    getoetst = replace(
        toets_voorstel(voorstel, regels(dossier, inhoud, voorstel, persoon), door=door),
        persoon=persoon,
        personen=personen,
        niet_gekozen=personen_in_pakket(inhoud, OverWie(voorstel.over_wie)) - personen,
    )
    eis_woorden_gelden(dossier.pk, getoetst)
    if voorstel.live:
        _eis_live(dossier, getoetst)
    return getoetst


def _fouten(dossier: Dossier, voorstel: Voorstel, door: Wie) -> dict[str, list[str]]:
    fouten: dict[str, list[str]] = {}
    if len(voorstel.motivering.strip()) < MINIMUM_UITLEG:
        fouten["motivering"] = [f"Schrijf in ten minste {MINIMUM_UITLEG} tekens waarom u dit deelt."]
    if not voorstel.doel.strip():
        fouten["doel"] = ["Vul in waarvoor deze organisatie de gegevens krijgt."]
    laatste = klok.maanden_erbij(door.vandaag, LANGST)
    if voorstel.geldig_tot is None or not door.vandaag < voorstel.geldig_tot <= laatste:
        fouten["geldig_tot"] = ["Kies een dag na vandaag, hoogstens een jaar vooruit."]
    if voorstel.veldgroepen and not (voorstel.over_wie and (voorstel.gekozen is None or voorstel.gekozen)):
        fouten["over_wie"] = ["Kies over wie u gegevens deelt."]
    if voorstel.live and not voorstel.veldgroepen:
        fouten["veldgroepen"] = ["Kies welke gegevens de ontvanger mag meelezen."]
    toestemming = voorstel.toestemming_id
    if toestemming is not None and not Toestemming.objects.filter(pk=toestemming, dossier=dossier).exists():
        fouten["toestemming"] = ["Kies een toestemming uit dit dossier."]
    return fouten


def _eis_live(dossier: Dossier, getoetst: Getoetst) -> None:
    """Refuse reading along where nobody can or may. Raises OngeldigeInvoerError."""
    if getoetst.buiten_baken:
        zin = "Deze organisatie werkt niet in Baken en kan niet meelezen. Geef alleen het pakket."
    elif dossier.afgeschermd:
        zin = "Dit dossier is afgeschermd. Meelezen door een andere organisatie kan dan niet. Geef alleen het pakket."
    elif getoetst.grondslag.soort in {"nood", "plicht"}:
        zin = "Op deze grondslag geeft u één keer wat nodig is. Meelezen kan hierop niet."
    else:
        return
    raise OngeldigeInvoerError({"live": [zin]})


@handeling("delen.voorbereiden")
def bekijk(*, dossier_id: uuid.UUID, voorstel: Voorstel, door: Wie) -> Getoetst:
    """Return the packet exactly as it would be sent, after the gate. Opening it for this is a line; nothing is stored.

    Raises VerstrekkingGeweigerdError with the reason, OngeldigeInvoerError, NietGevondenError, NietToegestaanError.
    """
    dossier = haal_dossier(door, dossier_id, "delen.voorbereiden")
    getoetst = _toets(dossier, voorstel, door=door)
    journaal.noteer(door.spoor(), "verstrekking.voorbeeld", dossier.pk, inhoud={"aantal": 1})
    return replace(getoetst, voorstel=replace(voorstel, verwachte_hash=pakket.vingerafdruk(getoetst.regels)))


@handeling("delen.voorbereiden")
def stel_op(
    *, dossier_id: uuid.UUID, voorstel: Voorstel, door: Wie, inzending: uuid.UUID | None = None
) -> Verstrekking:
    """Make a deelbesluit of the packet that was seen. Where four eyes are asked it waits; otherwise it goes at once.

    inzending: made with the form; the same form sent again gives the same deelbesluit. Raises VerouderdError when the
    packet is not the one that was seen, and what bekijk raises.
    """
    dossier = haal_dossier(door, dossier_id, "delen.voorbereiden", slot=True)
    if eerder := verstrekken.al_gemaakt(dossier, inzending, Verstrekkingssoort.DEELBESLUIT):
        return eerder
    deelbesluit = _maak(dossier, voorstel, door=door, rij=inzending)
    verstrekken.voeg_toe(deelbesluit)
    noteer_stap(door, "deelbesluit.opgesteld", deelbesluit, pakket=deelbesluit.pakket_hash)
    if Organisatie.objects.filter(pk=door.organisatie_id, vier_ogen_delen=True).exists():
        vraag_akkoord(deelbesluit)
    else:
        _verstuur(deelbesluit, door=door)
    return deelbesluit


def _maak(dossier: Dossier, voorstel: Voorstel, *, door: Wie, rij: uuid.UUID | None = None) -> Verstrekking:
    """Return a deelbesluit that waits, not yet in the database; the consent under it is there."""
    getoetst = _toets(dossier, voorstel, door=door)
    nieuw = verstrekken.stel_op(dossier, getoetst, door=door, soort=Verstrekkingssoort.DEELBESLUIT, rij=rij)
    if getoetst.grondslag.soort == TOESTEMMING or voorstel.toestemming_id is not None:
        nieuw.toestemming_id = verstrekken.leg_toestemming_vast(dossier, getoetst, door=door)
    nieuw.status, nieuw.verzonden_op = S.WACHT_OP_AKKOORD, None
    return nieuw


@handeling("delen.wijzigen")
def wijzig(*, verstrekking_id: uuid.UUID, voorstel: Voorstel, gezien: str, door: Wie) -> Verstrekking:
    """Make another packet of a deelbesluit that waits. Whoever agreed, agreed to the old one: it has to be asked anew.

    The receiver stays. Who edits is the maker from now on. gezien: afdruk_van what was opened to edit. Raises
    IntussenGewijzigdError when somebody else changed it since, and what stel_op raises.
    """
    oud = haal(door, verstrekking_id, "delen.wijzigen", slot=True)
    dossier = haal_dossier(door, oud.dossier_id, "delen.voorbereiden")
    eis_hele_pakket(door, oud, dossier)
    if gezien != afdruk_van(oud):
        raise IntussenGewijzigdError
    if voorstel.ontvanger_id != oud.ontvanger_id:
        raise OngeldigeInvoerError({"": ["De ontvanger kan niet veranderen. Trek dit in en maak een nieuw besluit."]})
    nieuw = _maak(dossier, voorstel, door=door, rij=oud.pk)
    nieuw.save(force_update=True)
    noteer_stap(door, "deelbesluit.gewijzigd", nieuw, pakket=nieuw.pakket_hash)
    vraag_akkoord(nieuw)
    return nieuw


@handeling("delen.akkoord")
def keur_goed(*, verstrekking_id: uuid.UUID, gezien: str, door: Wie) -> Verstrekking:
    """Agree, as a second person, to exactly the deelbesluit that was seen. gezien: its afdruk_van.

    Raises VerouderdError when it is another by now, NietToegestaanError for the maker and for who may not read all of
    it, VerstrekkingGeweigerdError when the dossier changed, OvergangNietToegestaanError.
    """
    deelbesluit = haal(door, verstrekking_id, "delen.akkoord", slot=True)
    if deelbesluit.klaargezet_door_id == door.medewerker_id:
        raise CollegaNodigError(ZELF_OPGESTELD)
    eis_hele_pakket(door, deelbesluit, deelbesluit.dossier)
    if gezien != afdruk_van(deelbesluit):
        raise VerouderdError("deelbesluit changed since it was shown")
    if deelbesluit.goedgekeurd_door_id is not None:
        raise OvergangNietToegestaanError("goedgekeurd", "goedgekeurd")
    _eis_actueel(deelbesluit)
    deelbesluit.goedgekeurd_door_id, deelbesluit.goedgekeurd_op = door.medewerker_id, klok.nu()
    deelbesluit.goedgekeurde_hash = deelbesluit.pakket_hash
    deelbesluit.save(update_fields=["goedgekeurd_door", "goedgekeurd_op", "goedgekeurde_hash"])
    noteer_stap(door, "deelbesluit.goedgekeurd", deelbesluit, pakket=deelbesluit.pakket_hash)
    return deelbesluit


@handeling("delen.verzenden")
def verstuur(*, verstrekking_id: uuid.UUID, door: Wie) -> Verstrekking:
    """Send what a colleague agreed to; the gate is asked again today.

    Raises NietToegestaanError without that, VerstrekkingGeweigerdError with the reason, OvergangNietToegestaanError.
    """
    deelbesluit = haal(door, verstrekking_id, "delen.verzenden", slot=True)
    if deelbesluit.status != S.WACHT_OP_AKKOORD:
        raise OvergangNietToegestaanError(deelbesluit.status, S.VERZONDEN)
    if deelbesluit.goedgekeurde_hash != deelbesluit.pakket_hash:
        raise CollegaNodigError("Een collega moet eerst akkoord geven op dit pakket.")
    _eis_actueel(deelbesluit)
    _verstuur(deelbesluit, door=door)
    return deelbesluit


def _eis_actueel(deelbesluit: Verstrekking) -> None:
    """Raise VerstrekkingGeweigerdError for a packet that waited while the work went on, or ended."""
    if reden := achterhaald(deelbesluit):
        raise VerstrekkingGeweigerdError(reden)


def achterhaald(deelbesluit: Verstrekking) -> str:
    """Return why a packet that waits cannot go any more, "" when it can: it says what the dossier says now.

    The caller asked decide() for the whole packet.
    """
    dossier = deelbesluit.dossier
    if not bron_van(dossier).loopt(dossier):
        return AFGESLOTEN
    woorden = next((r.tekst for r in verstrekken.open_pakket(deelbesluit) if r.kop == TOELICHTING), "")
    voorstel = replace(voorstel_van(deelbesluit), toelichting=woorden)
    try:
        alle = regels(dossier, open_inhoud(dossier), voorstel, wie_stemde_in(dossier, voorstel))
    except OngeldigeInvoerError:  # of somebody the words name, more is known by now; or no place is left
        return VERANDERD
    nu = pakket.stel_samen(alle, voorstel.veldgroepen)
    return "" if pakket.vingerafdruk(nu) == deelbesluit.pakket_hash else VERANDERD


def _verstuur(deelbesluit: Verstrekking, *, door: Wie) -> None:
    toets_voorstel(voorstel_van(deelbesluit), (), door=door)
    naar = S.KLAARGEZET if deelbesluit.buiten_baken else S.VERZONDEN
    VERLOOP.eis(S(deelbesluit.status), naar)
    deelbesluit.status = naar
    deelbesluit.verzonden_op = None if deelbesluit.buiten_baken else klok.nu()
    deelbesluit.save(update_fields=["status", "verzonden_op"])
    noteer_stap(
        door,
        "deelbesluit.klaargezet" if deelbesluit.buiten_baken else "deelbesluit.verzonden",
        deelbesluit,
        ontvanger=deelbesluit.ontvanger_id,
    )
    if not deelbesluit.buiten_baken:
        bericht_nieuw_pakket.enqueue(deelbesluit.ontvanger_id)


@handeling("delen.verzenden")
def leg_verzending_vast(*, verstrekking_id: uuid.UUID, verzending: Verzending, door: Wie) -> Verstrekking:
    """Record that the packet was given to a receiver outside Baken: how, when and to whom."""
    deelbesluit = haal(door, verstrekking_id, "delen.verzenden", slot=True)
    if deelbesluit.status != S.KLAARGEZET:
        raise OvergangNietToegestaanError(deelbesluit.status, S.VERZONDEN)
    return verstrekken.leg_verzending_vast(deelbesluit, verzending, door=door, recht="delen.verzenden")


@handeling("delen.beeindigen")
def beeindig(*, verstrekking_id: uuid.UUID, reden: str, door: Wie) -> Verstrekking:
    """End a deelbesluit. What was not opened yet is taken back; what was received stays the receiver's, unread live.

    Raises OngeldigeInvoerError for the reason, OvergangNietToegestaanError when it ended already.
    """
    deelbesluit = haal(door, verstrekking_id, "delen.beeindigen", slot=True)
    if len(reden.strip()) < MINIMUM_UITLEG:
        raise OngeldigeInvoerError({"reden": [f"Schrijf in ten minste {MINIMUM_UITLEG} tekens waarom het stopt."]})
    if deelbesluit.beeindigd_op is not None:
        raise OvergangNietToegestaanError("beeindigd", "beeindigd")
    lopend.beeindig(deelbesluit, reden=reden, door=door)
    return deelbesluit


def haal(door: Wie, verstrekking_id: uuid.UUID, recht: str, *, slot: bool = False) -> Verstrekking:
    """Return a deelbesluit of the own organisation, and ask decide() for the act.

    Once its dossier was destroyed, the packet is the receiver's alone. Raises NietGevondenError, NietToegestaanError,
    OvergangNietToegestaanError.
    """
    rijen = Verstrekking.objects.filter(
        pk=verstrekking_id, afzender_id=door.organisatie_id, soort=Verstrekkingssoort.DEELBESLUIT
    ).filter(dossier__organisatie_id=door.organisatie_id)
    if slot:
        zet_op_gegeven(verstrekking_id, door.organisatie_id)
        rijen = rijen.select_for_update(of=("self",))
    deelbesluit = rijen.select_related("grondslag", "dossier").first()
    if deelbesluit is None:
        raise NietGevondenError
    onderwerp = onderwerp_verstrekking(door, deelbesluit)
    if not decide(door, "delen.inzien", onderwerp).toegestaan:
        raise NietGevondenError
    if deelbesluit.dossier.verpakte_sleutel is None:
        raise NietGevondenError(melding=VERNIETIGD)
    eis(door, recht, onderwerp)
    return deelbesluit
