"""How the Zorg- en Veiligheidshuis shares with a partner, and what got stuck. All invented."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta

from baken.casussen.models import Casus
from baken.casussen.services import opschalen
from baken.casussen.services.aannemen import accepteer
from baken.casussen.services.behandelen import zet_stand
from baken.casussen.services.opschalen import Vraag
from baken.casussen.soorten import Belemmering
from baken.casussen.verloop import OPEN, Casusstatus
from baken.dossiers import deelbesluiten, toestemmingen
from baken.dossiers.models import Verstrekking
from baken.dossiers.verstrekken import Voorstel
from baken.kern import klok
from baken.keten.selectors import grondslag_op_code
from baken.opdrachten.demonstratie.zorgpunt import als, op_dag
from baken.organisaties.besluit import Wie

EINDE = "De woning is gevonden; meelezen is niet meer nodig (verzonnen)."


@dataclass(frozen=True)
class Aanleiding:
    """Why something is shared, and the words of the consent under it."""

    doel: str
    toestemming: str
    waarom: str


WONING = Aanleiding(
    "Een woning vinden (verzonnen).",
    "In het gesprek zei zij dat de woonpartner dit mag weten (verzonnen).",
    "De woonpartner zoekt een woning en moet weten wie er komt (verzonnen).",
)
# How each deelbesluit went on after it was sent.
DEELBESLUITEN = ("loopt", "beeindigd", "ingetrokken", "gevraagd")
# Not marked with the word that is also a surname of invented people: that would name somebody.
VRAGEN = (
    Vraag(
        Belemmering.OPVANG,
        "Er is in de regio al weken geen plek voor een gezin met kinderen (niet echt).",
        "Alle opvang in de regio gebeld, en twee keer overlegd met de zorgcoördinator (niet echt).",
        "Wie kan in een andere regio om een plek vragen, en wie betaalt dat (niet echt)?",
    ),
    Vraag(
        Belemmering.REGIE,
        "Twee gemeenten vinden allebei dat de ander aan zet is (niet echt).",
        "Gebeld met beide; er kwam geen afspraak uit (niet echt).",
        "Wil de tafel afspreken wie de regie neemt (niet echt)?",
    ),
)
ANTWOORD = "De gemeente waar iemand is aangetroffen neemt de regie, tot er een adres is (verzonnen)."


def speel_samen(piet: Wie, eva: Wie, wim: Wie) -> int:
    """Share, and ask the beleidsregisseur. Returns how many casussen took part."""
    eigen = Casus.objects.filter(organisatie_id=piet.organisatie_id, status__in=OPEN).order_by("pk")
    casussen = list(eigen.select_related("dossier")[: len(DEELBESLUITEN) + len(VRAGEN)])
    for casus, vraag in zip(casussen, VRAGEN, strict=False):
        _vraag(piet, eva, casus, vraag, beantwoord=vraag is VRAGEN[-1])
    for casus, hoe in zip(casussen[len(VRAGEN) :], DEELBESLUITEN, strict=False):
        _deel(piet, wim, casus, hoe)
    return len(casussen)


def _dagen(casus: Casus, dagen: int) -> int:
    """Return a number of days ago on which the casus was there already."""
    return max(min(dagen, (klok.nu() - casus.geopend_op).days - 1), 0)


def _vraag(piet: Wie, eva: Wie, casus: Casus, vraag: Vraag, *, beantwoord: bool) -> None:
    with klok.zet_stil(op_dag(_dagen(casus, 9))):
        vast = zet_stand(
            casus_id=casus.pk,
            versie=casus.versie,
            naar=Casusstatus.VASTGELOPEN,
            reden=vraag.obstakel,
            door=als(piet),
        )
        gesteld = opschalen.schaal_op(
            casus_id=casus.pk, versie=vast.versie, naar_id=eva.organisatie_id, vraag=vraag, door=als(piet)
        )
    if beantwoord:
        with klok.zet_stil(op_dag(_dagen(casus, 3))):
            opschalen.beantwoord(opschaling_id=gesteld.pk, tekst=ANTWOORD, door=als(eva))


def _deel(piet: Wie, wim: Wie, casus: Casus, hoe: str) -> None:
    with klok.zet_stil(op_dag(_dagen(casus, 8))):
        besluit = stel_op(piet, wim, casus.dossier_id)
    if hoe == "gevraagd":
        return
    with klok.zet_stil(op_dag(_dagen(casus, 6))):
        accepteer(verstrekking_id=besluit.pk, door=als(wim))
    with klok.zet_stil(op_dag(_dagen(casus, 2))):
        if hoe == "beeindigd":
            deelbesluiten.beeindig(verstrekking_id=besluit.pk, reden=EINDE, door=als(piet))
        elif hoe == "ingetrokken" and besluit.toestemming_id is not None:
            toestemmingen.trek_in(toestemming_id=besluit.toestemming_id, door=als(piet))


def stel_op(door: Wie, ontvanger: Wie, dossier_id: uuid.UUID, aanleiding: Aanleiding = WONING) -> Verstrekking:
    """Make a deelbesluit on consent, at the moment that the clock shows: who it is, for whom reads along."""
    voorstel = Voorstel(
        ontvanger_id=ontvanger.organisatie_id,
        grondslag_id=grondslag_op_code("toestemming-zorg").pk,
        veldgroepen=frozenset({"identiteit"}),
        doel=aanleiding.doel,
        over_wie=frozenset({"slachtoffer"}),
        toestemming=aanleiding.toestemming,
        live=True,
        geldig_tot=klok.vandaag() + timedelta(days=90),
        motivering=aanleiding.waarom,
    )
    gezien = deelbesluiten.bekijk(dossier_id=dossier_id, voorstel=voorstel, door=als(door)).voorstel
    return deelbesluiten.stel_op(dossier_id=dossier_id, voorstel=gezien, door=als(door))
