"""A stuck casus goes to the beleidsregisseur and the Regionale Tafel, as a matter of process; the answer comes back.

Bron 004, "Bevorderen regionale samenwerking": the table breaks through what is stuck "op procesniveau". Nobody of the
casus is in it, and who answers never sees the casus.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from baken.casussen.inhoud import sluit_antwoord, sluit_vraag
from baken.casussen.models import Casus, Opschaling
from baken.casussen.pseudoniemen import bekenden
from baken.casussen.rules.sluiten import genoeg
from baken.casussen.services.behandelen import MAX_REDEN, NOEMT, eis_geheel, eis_versie, haal_met_slot, verzet
from baken.casussen.services.tafels import keur_proces
from baken.casussen.soorten import Belemmering
from baken.casussen.tasks import bericht_opschaling
from baken.casussen.verloop import LOPENDE_OPSCHALING, Casusstatus, Opschalingsstatus
from baken.dossiers.context import handeling, organisatiecontext
from baken.dossiers.noemen import noemt_iemand, noemt_straat
from baken.dossiers.services import eis
from baken.kern import journaal, klok, versleuteling
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError
from baken.kern.journaal import Spoor
from baken.keten.models import Bijeenkomst, Bijeenkomstsoort
from baken.keten.verloop import Bijeenkomststatus
from baken.organisaties.besluit import Band, Onderwerp, Wie
from baken.organisaties.models import Organisatie
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import geldig_op, medewerkers_met_rol
from baken.signalen.rules.besluit import MINIMUM_REDEN


@dataclass(frozen=True)
class Vraag:
    """What a stuck casus asks: what stands in the way, what was tried, what is asked. Nobody is named."""

    belemmering: Belemmering
    obstakel: str
    geprobeerd: str
    gevraagd: str


TAFEL_KOMT = "De Regionale Tafel waar deze vraag op staat, moet nog komen. Daarna kunt u antwoorden."
_VELDEN = ("obstakel", "geprobeerd", "gevraagd")


def _keur_tekst(tekst: str) -> str:
    """Return what is wrong with one of the texts; empty when nothing is."""
    if not genoeg(tekst):
        return f"Schrijf dit in ten minste {MINIMUM_REDEN} tekens."
    if len(tekst) > MAX_REDEN:
        return f"Gebruik hoogstens {MAX_REDEN} tekens."
    return keur_proces(tekst)


@handeling("opschaling.indienen")
def schaal_op(*, casus_id: int, versie: int, naar_id: int, vraag: Vraag, door: Wie) -> Opschaling:
    """Ask the beleidsregisseur of an organisation to help a stuck casus on.

    Raises OngeldigeInvoerError (a text that is too short or names somebody of the casus, nobody there who answers, a
    question that runs already), VerouderdError, OvergangNietToegestaanError (the casus is not stuck),
    NietGevondenError, NietToegestaanError.
    """
    casus = haal_met_slot(door, casus_id, "opschaling.indienen")
    eis_geheel(casus, door)
    eis_versie(casus, versie)
    fouten = {veld: [zin] for veld in _VELDEN if (zin := _keur_tekst(getattr(vraag, veld)))}
    bekend = [velden for _naam, velden in bekenden(casus)]
    teksten = {v: getattr(vraag, v) for v in _VELDEN if v not in fouten}
    fouten |= {v: [NOEMT] for v, tekst in teksten.items() if noemt_iemand(tekst, bekend) or noemt_straat(tekst, bekend)}
    if vraag.belemmering not in Belemmering:
        fouten["belemmering"] = ["Kies waarop de casus vastloopt."]
    bestaat = Organisatie.objects.filter(geldig_op(door.vandaag), pk=naar_id).exists()
    if not (bestaat and medewerkers_met_rol(naar_id, frozenset({Rol.BELEIDSREGISSEUR})).exists()):
        fouten["naar"] = ["Kies een organisatie waar een beleidsregisseur werkt."]
    if casus.opschalingen.filter(status__in=LOPENDE_OPSCHALING).exists():
        fouten[""] = ["Er loopt al een vraag aan de beleidsregisseur over deze casus."]
    if fouten:
        raise OngeldigeInvoerError(fouten)
    rij = uuid.uuid4()
    sleutel, verpakt = versleuteling.nieuwe_gegevenssleutel(rij)
    opschaling = Opschaling(
        id=rij,
        casus=casus,
        van_id=casus.organisatie_id,
        naar_id=naar_id,
        belemmering=vraag.belemmering,
        verpakte_sleutel=verpakt,
        ingediend_op=klok.nu(),
        ingediend_door_id=door.medewerker_id,
    )
    sluit_vraag(opschaling, sleutel, {veld: getattr(vraag, veld).strip() for veld in _VELDEN})
    opschaling.save(force_insert=True)
    inhoud: dict[str, str | int] = {"opschaling": str(rij), "naar": naar_id, "belemmering": str(vraag.belemmering)}
    journaal.noteer(door.spoor(), "opschaling.ingediend", casus.dossier_id, inhoud=inhoud)
    bericht_opschaling.enqueue(naar_id)
    return opschaling


def _eigen(casus: Casus, opschaling_id: uuid.UUID) -> Opschaling:
    opschaling = casus.opschalingen.select_for_update(of=("self",)).filter(pk=opschaling_id).first()
    if opschaling is None:
        raise NietGevondenError
    return opschaling


@handeling("opschaling.volgen")
def trek_in(*, casus_id: int, opschaling_id: uuid.UUID, door: Wie) -> Opschaling:
    """Take a question back that nobody took to the table or answered.

    Raises OvergangNietToegestaanError, NietGevondenError, NietToegestaanError.
    """
    casus = haal_met_slot(door, casus_id, "opschaling.volgen")
    opschaling = _eigen(casus, opschaling_id)
    _zet(opschaling, Opschalingsstatus.INGETROKKEN)
    inhoud = {"opschaling": str(opschaling.pk)}
    journaal.noteer(door.spoor(), "opschaling.ingetrokken", casus.dossier_id, inhoud=inhoud)
    return opschaling


@handeling("opschaling.volgen")
def lees_antwoord(*, casus_id: int, opschaling_id: uuid.UUID, door: Wie) -> Opschaling:
    """Say that the team read the answer; the casus goes on where the team puts it.

    Raises OvergangNietToegestaanError, NietGevondenError, NietToegestaanError.
    """
    casus = haal_met_slot(door, casus_id, "opschaling.volgen")
    opschaling = _eigen(casus, opschaling_id)
    _zet(opschaling, Opschalingsstatus.GELEZEN)
    inhoud = {"opschaling": str(opschaling.pk)}
    journaal.noteer(door.spoor(), "opschaling.antwoord_gelezen", casus.dossier_id, inhoud=inhoud)
    return opschaling


def laat_vervallen(casus: Casus, *, door: Wie) -> None:
    """Take back what is still asked when a casus closes, inside the caller's transaction."""
    for opschaling in casus.opschalingen.select_for_update(of=("self",)).filter(status=Opschalingsstatus.INGEDIEND):
        _zet(opschaling, Opschalingsstatus.INGETROKKEN)
        inhoud = {"opschaling": str(opschaling.pk)}
        journaal.noteer(door.spoor(), "opschaling.ingetrokken", casus.dossier_id, inhoud=inhoud)


def _zet(opschaling: Opschaling, naar: Opschalingsstatus, *velden: str) -> None:
    opschaling.zet(naar)
    opschaling.save(update_fields=["status", *velden])


def onderwerp(door: Wie, opschaling: Opschaling) -> Onderwerp:
    """Gather what decide() needs on a question: who got it, and how it stands. No query."""
    banden = {Band.ONTVANGER} if opschaling.naar_id == door.organisatie_id else set()
    return Onderwerp(soort="opschaling", status=opschaling.status, banden=frozenset(banden))


def _ontvangen(door: Wie, opschaling_id: uuid.UUID) -> Opschaling:
    opschaling = (
        Opschaling.objects.select_for_update(of=("self",)).filter(pk=opschaling_id, naar_id=door.organisatie_id).first()
    )
    if opschaling is None:
        raise NietGevondenError
    eis(door, "opschaling.behandelen", onderwerp(door, opschaling))
    return opschaling


@handeling("opschaling.behandelen")
def breng_naar_tafel(*, opschaling_id: uuid.UUID, bijeenkomst_id: uuid.UUID, door: Wie) -> Opschaling:
    """Put a question on the agenda of a planned Regionale Tafel of the own organisation; the casus is opgeschaald.

    A question that is there already moves to another day. Raises OngeldigeInvoerError (no such table ahead),
    OvergangNietToegestaanError, NietGevondenError, NietToegestaanError.
    """
    opschaling = _ontvangen(door, opschaling_id)
    tafel = Bijeenkomst.objects.filter(
        pk=bijeenkomst_id,
        organisatie_id=door.organisatie_id,
        soort=Bijeenkomstsoort.REGIONALE_TAFEL,
        status=Bijeenkomststatus.GEPLAND,
    ).first()
    if tafel is None:
        raise OngeldigeInvoerError({"bijeenkomst": ["Kies een Regionale Tafel die nog komt."]})
    opschaling.bijeenkomst, opschaling.tafel_op = tafel, tafel.op
    if opschaling.status == Opschalingsstatus.BIJ_TAFEL:
        opschaling.save(update_fields=["bijeenkomst", "tafel_op"])
    else:
        _zet(opschaling, Opschalingsstatus.BIJ_TAFEL, "bijeenkomst", "tafel_op")
    _verzet_casus(opschaling, Casusstatus.VASTGELOPEN, Casusstatus.OPGESCHAALD, "opschaling.bij_tafel", door=door)
    return opschaling


def wacht_op_tafel(opschaling: Opschaling) -> bool:
    """Say whether a question stands at a Regionale Tafel that is yet to come."""
    tafel = opschaling.bijeenkomst if opschaling.status == Opschalingsstatus.BIJ_TAFEL else None
    return tafel is not None and tafel.status == Bijeenkomststatus.GEPLAND and tafel.op > klok.nu()


@handeling("opschaling.behandelen")
def beantwoord(*, opschaling_id: uuid.UUID, tekst: str, door: Wie) -> Opschaling:
    """Tell the team what the regisseur or the table decided; the casus is the team's again.

    Raises OngeldigeInvoerError (a text that points at somebody, the table it waits for is yet to come),
    OvergangNietToegestaanError, NietToegestaanError, NietGevondenError (also when the question was destroyed with its
    casus: nobody is there to answer).
    """
    opschaling = _ontvangen(door, opschaling_id)
    if opschaling.verpakte_sleutel is None:
        raise NietGevondenError
    if wacht_op_tafel(opschaling):
        raise OngeldigeInvoerError({"": [TAFEL_KOMT]})
    if zin := _keur_tekst(tekst):
        raise OngeldigeInvoerError({"tekst": [zin]})
    sleutel = versleuteling.pak_uit(bytes(opschaling.verpakte_sleutel), opschaling.pk)
    sluit_antwoord(opschaling, sleutel, tekst.strip())
    opschaling.beantwoord_op, opschaling.beantwoord_door_id = klok.nu(), door.medewerker_id
    _zet(opschaling, Opschalingsstatus.BEANTWOORD, "antwoord", "beantwoord_op", "beantwoord_door")
    _verzet_casus(opschaling, Casusstatus.OPGESCHAALD, Casusstatus.VASTGELOPEN, "opschaling.beantwoord", door=door)
    return opschaling


def _verzet_casus(
    opschaling: Opschaling, van: Casusstatus, naar: Casusstatus, handeling_naam: str, *, door: Wie
) -> None:
    """Move the casus of the other organisation, in its context, when it stands where this leads from; write both lines.

    The line there has its dossier and no person of ours; the line here names the question only.
    """
    inhoud = {"opschaling": str(opschaling.pk)}
    if opschaling.van_id != opschaling.naar_id:
        journaal.noteer(door.spoor(), handeling_naam, inhoud=inhoud)
    with organisatiecontext(opschaling.van_id):
        casus = Casus.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=opschaling.casus_id)
        spoor = Spoor(None, "beleidsregisseur", opschaling.van_id)
        eigen = opschaling.van_id == door.organisatie_id
        journaal.noteer(door.spoor() if eigen else spoor, handeling_naam, casus.dossier_id, inhoud=inhoud)
        if casus.status == van:
            verzet(casus, naar, "", door=door)
            casus.save(update_fields=["status", "versie", "inhoud"])
