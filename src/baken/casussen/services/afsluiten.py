"""Close and reopen a casus. Closing tells each sender how it ended and starts the retention clock."""

from __future__ import annotations

from baken.casussen.models import Casus
from baken.casussen.openstaand import elders_open
from baken.casussen.rules import afloop as afloopregels
from baken.casussen.rules.regie import waarom_niet_sluiten
from baken.casussen.rules.sluiten import genoeg, mag_sluiten
from baken.casussen.services import opschalen
from baken.casussen.services.behandelen import (
    REDEN_NODIG,
    eis_versie,
    haal_met_slot,
    keur_toelichting,
    onderwerp_van,
    te_melden,
    verzet,
)
from baken.casussen.soorten import Afsluitreden
from baken.casussen.teksten import over_van
from baken.casussen.verloop import LOPENDE_OPSCHALING, Casusstatus
from baken.dossiers import acties, bijeenkomsten, verstrekken
from baken.dossiers.context import handeling
from baken.dossiers.lopend import beeindig_alle
from baken.dossiers.models import Dossierlid
from baken.dossiers.slot import zet_op_dossier
from baken.kern import journaal, klok
from baken.kern.fouten import NietToegestaanError, OngeldigeInvoerError
from baken.keten.models import Actie, Bijeenkomst
from baken.keten.verloop import Actiestatus, Bijeenkomststatus
from baken.organisaties.besluit import Wie
from baken.organisaties.rollen import ONTVANGENDE_ROLLEN
from baken.organisaties.selectors import geldig_op, medewerkers_met_rol
from baken.signalen.services.nieuws import merk_antwoord

OPGESCHAALD = (
    "Deze casus is opgeschaald. Zet de stand eerst op “In overleg” of een andere open stand. Daarna kunt u sluiten."
)


def waarom_niet(casus: Casus, door: Wie) -> str:
    """Return why this person may not close or reopen a casus; empty when that is allowed. At most two queries.

    A process director who left, or works on no casussen any more, directs nothing: then the team may.
    """
    regisseur = casus.procesregisseur_id
    if regisseur not in {None, door.medewerker_id}:
        werkt = medewerkers_met_rol(casus.organisatie_id, ONTVANGENDE_ROLLEN).filter(pk=regisseur).exists()
        regisseur = regisseur if werkt else None
    lid = Dossierlid.objects.filter(
        geldig_op(door.vandaag), dossier_id=casus.dossier_id, medewerker_id=door.medewerker_id
    ).exists()
    return waarom_niet_sluiten(regisseur=regisseur, lid=lid, wie=door.medewerker_id)


def _haal(door: Wie, casus_id: int, recht: str) -> Casus:
    casus = haal_met_slot(door, casus_id, recht)
    if reden := waarom_niet(casus, door):
        raise NietToegestaanError(reden)
    return casus


def aantal_open_acties(casus: Casus) -> int:
    """Return how many acties of a casus are open. One query."""
    return Actie.objects.filter(dossier_id=casus.dossier_id, status=Actiestatus.OPEN).count()


def ook_open(casus: Casus) -> list[str]:
    """Return in words what is open beside the acties: questions, meetings, and what other packages have open."""
    lopend = casus.opschalingen.filter(status__in=LOPENDE_OPSCHALING).exists()
    vraag = ["Er loopt nog een vraag aan de beleidsregisseur."] if lopend else []
    gepland = Bijeenkomst.objects.filter(dossier_id=casus.dossier_id, status=Bijeenkomststatus.GEPLAND).exists()
    overleg = ["Er staat nog een overleg gepland."] if gepland else []
    return [*vraag, *overleg, *elders_open(casus)]


@handeling("casussen.afsluiten")
def sluit(
    *, casus_id: int, versie: int, afsluitreden: Afsluitreden, door: Wie, reden: str = "", toelichting: str = ""
) -> Casus:
    """Close a casus: what is open lapses, and each sender hears in a bounded text that the work is done.

    reden: asked when something is open (rules.sluiten). toelichting: a note to the senders, which may name nobody.
    Raises OngeldigeInvoerError, VerouderdError, OvergangNietToegestaanError, NietGevondenError, NietToegestaanError.
    """
    casus = _haal(door, casus_id, "casussen.afsluiten")
    if casus.status == Casusstatus.OPGESCHAALD:
        raise OngeldigeInvoerError({"": [OPGESCHAALD]})
    eis_versie(casus, versie)
    # Whoever shares locks the dossier: a deelbesluit is made before the closing, which ends it, or is refused after it.
    zet_op_dossier(casus.dossier_id)
    controle = mag_sluiten(casus.status, aantal_open_acties(casus), reden, ook_open(casus))
    if not controle.toegestaan:
        raise OngeldigeInvoerError({"reden": [f"Er staat nog iets open. {REDEN_NODIG}"]})
    keur_toelichting(casus, toelichting)
    afloop = afloopregels.bij_sluiten(afsluitreden)
    begin, over = klok.nu(), over_van(door, onderwerp=onderwerp_van(door, casus))
    for verstrekking in te_melden(casus):
        verstrekken.rond_af(verstrekking, code=afloop, tekst=toelichting, door=door, over=over)
        merk_antwoord(verstrekking, door=door, sinds=begin)
    acties.laat_vervallen(casus.dossier)
    bijeenkomsten.laat_vervallen(casus.dossier)
    opschalen.laat_vervallen(casus, door=door)
    beeindig_alle(casus.dossier, reden="De casus is afgesloten.", door=door)
    verzet(casus, Casusstatus.AFGESLOTEN, reden, door=door)
    casus.afgesloten_op, casus.afsluitreden = klok.nu(), afsluitreden
    casus.save(update_fields=["status", "versie", "inhoud", "afgesloten_op", "afsluitreden"])
    journaal.noteer(door.spoor(), "casus.afgesloten", casus.dossier_id, inhoud={"reden": str(afsluitreden)})
    return casus


@handeling("casussen.heropenen")
def heropen(*, casus_id: int, versie: int, reden: str, door: Wie) -> Casus:
    """Take a closed casus up again, with a reason; the retention clock stops. What senders were told stays.

    Raises OngeldigeInvoerError, VerouderdError, OvergangNietToegestaanError, NietGevondenError, NietToegestaanError.
    """
    casus = _haal(door, casus_id, "casussen.heropenen")
    eis_versie(casus, versie)
    if not genoeg(reden):
        raise OngeldigeInvoerError({"reden": [REDEN_NODIG]})
    verzet(casus, Casusstatus.HEROPEND, reden, door=door)
    casus.afgesloten_op, casus.afsluitreden = None, ""
    casus.save(update_fields=["status", "versie", "inhoud", "afgesloten_op", "afsluitreden"])
    journaal.noteer(door.spoor(), "casus.heropend", casus.dossier_id)
    return casus
