"""What a receiver outside Baken answers to a deelbesluit by telephone or mail; the sender types it in."""

from __future__ import annotations

import uuid

from django.db import models

from baken.dossiers import verstrekken
from baken.dossiers.context import handeling
from baken.dossiers.deelbesluiten import haal
from baken.dossiers.deelbronnen import eis_hele_pakket
from baken.dossiers.models import Verstrekking
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.kern.fouten import NietToegestaanError, OvergangNietToegestaanError
from baken.organisaties.besluit import Wie

ZELF = "Deze organisatie werkt in Baken en antwoordt zelf."
S = Verstrekkingsstatus


class Antwoord(models.TextChoices):
    """What a receiver outside Baken can answer."""

    ACCEPTEERT = "accepteert", "Zij nemen het aan"
    WIJST_AF = "wijst_af", "Zij nemen het niet aan"
    VOORTGANG = "voortgang", "Zij laten weten hoe het gaat"
    AFLOOP = "afloop", "Zij zijn klaar"


_EERST = frozenset({Antwoord.ACCEPTEERT, Antwoord.WIJST_AF})
_DAARNA = frozenset({Antwoord.VOORTGANG, Antwoord.AFLOOP})
PAST_BIJ = {S.VERZONDEN: _EERST, S.ONTVANGEN: _EERST, S.GEACCEPTEERD: _DAARNA}


@handeling("delen.antwoord_invoeren")
def voer_in(*, verstrekking_id: uuid.UUID, antwoord: Antwoord, door: Wie, tekst: str = "") -> Verstrekking:
    """Record what they answered. tekst: what was said; only who takes it on need not have said more.

    Raises OngeldigeInvoerError for the words, NietToegestaanError for a receiver that answers in Baken itself and for
    who may not read the whole packet, OvergangNietToegestaanError for an answer that does not fit (any more).
    """
    deelbesluit = haal(door, verstrekking_id, "delen.antwoord_invoeren", slot=True)
    if not deelbesluit.buiten_baken:
        raise NietToegestaanError(ZELF)
    eis_hele_pakket(door, deelbesluit, deelbesluit.dossier)
    if antwoord not in PAST_BIJ[S(deelbesluit.status)]:
        raise OvergangNietToegestaanError(deelbesluit.status, antwoord)
    if antwoord == Antwoord.WIJST_AF:
        return verstrekken.wijs_af(deelbesluit, reden=tekst, door=door)
    if antwoord == Antwoord.AFLOOP:
        return verstrekken.rond_af(deelbesluit, tekst=tekst, door=door)
    if antwoord == Antwoord.ACCEPTEERT:
        verstrekken.accepteer(deelbesluit, door=door)
    if antwoord == Antwoord.VOORTGANG or tekst.strip():
        verstrekken.meld_voortgang(deelbesluit, tekst=tekst, door=door)
    return deelbesluit
