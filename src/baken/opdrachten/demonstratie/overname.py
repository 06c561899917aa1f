"""One signaal in the demonstration that another gemeente gave: it waits on the work list of the first gemeente."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

from baken.casussen.services.aannemen import accepteer
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie
from baken.dossiers.verstrekken import Voorstel
from baken.kern import klok
from baken.keten.selectors import grondslag_op_code
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Medewerker, Organisatie
from baken.organisaties.selectors import wie
from baken.signalen.gegevens import NieuwSignaal
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, beoordelen, doorgeleiden, melden
from baken.signalen.soorten import Antwoord, Kanaal

GEMAAKT = 2  # signalen: that of the sender, and what the receiver made of its packet
GEMELD, GEGEVEN, AANGENOMEN = timedelta(days=2), timedelta(days=1), timedelta(hours=2)
VERHAAL = (
    "Een verhuurder belt: in een pand aan de haven slapen zes mensen op matrassen. Een busje haalt ze voor zes uur op. "
    "Ze hebben hun papieren niet zelf (verzonnen)."
)
TOELICHTING = "Het pand staat in uw gemeente. De verhuurder wil met u praten (niet echt)."
REDEN = "Het pand en het werk liggen in de andere gemeente (verzonnen)."


def speel_overname() -> int:
    """Let the neighbour give a signaal and the first gemeente take it over. Returns how many signalen were made."""
    buur, noor = _speler("demo-buur"), _speler("demo-aandacht")
    hier = Organisatie.objects.get(pk=noor.organisatie_id)
    nu = klok.nu()
    with klok.zet_stil(nu - GEMELD):
        signaal = melden.voer_in(_nieuw(hier), door=_nu(buur))
        signaal = behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=_nu(buur))
    with klok.zet_stil(nu - GEGEVEN):
        pakket = _geef(signaal, hier, _nu(buur))
    with klok.zet_stil(nu - AANGENOMEN):
        doorgeleiden.open_als_ontvanger(verstrekking_id=pakket, door=_nu(noor))
        accepteer(verstrekking_id=pakket, door=_nu(noor))
    return GEMAAKT


def _nieuw(hier: Organisatie) -> NieuwSignaal:
    return NieuwSignaal(
        inzending_id=uuid.uuid4(),
        kanaal=Kanaal.TELEFOON,
        waarneming=VERHAAL,
        vormen=("ARB",),
        sector="TRANSPORT",
        gemeente_code=hier.gemeente_code,
        documenten_afgenomen=Antwoord.JA,
        personen=(NieuweBetrokkene("slachtoffer", "25-29", "M", "RO"),),
        locaties=(NieuweLocatie(hier.gemeente_code, "Verzonnen Kade 8"),),
        ontvangen_op=klok.nu(),
        bron="Verhuurder (verzonnen)",
    )


def _geef(signaal: Signaal, hier: Organisatie, buur: Wie) -> uuid.UUID:
    """Decide and pass it on; returns the id of the packet."""
    besluit = beoordelen.beoordeel(
        signaal_id=signaal.pk,
        uitkomsten=[Uitkomst.ANDERE_GEMEENTE],
        reden=REDEN,
        versie=signaal.versie,
        door=buur,
    )
    voorstel = Voorstel(
        ontvanger_id=hier.pk,
        grondslag_id=grondslag_op_code("taak-gemeente").pk,
        veldgroepen=frozenset({"identiteit", "strafbaar", "locatie"}),
        doel="Beoordeling door de aandachtsfunctionaris van de gemeente waar het speelt",
        over_wie=frozenset({"slachtoffer"}),
        procesregie=True,
        toelichting=TOELICHTING,
        verhaal=True,
        verhaal_gelezen=True,
    )
    gezien = doorgeleiden.bekijk_pakketten(signaal_id=signaal.pk, voorstellen=[voorstel], door=buur)
    gemaakt = doorgeleiden.leid_door(
        signaal_id=signaal.pk, voorstellen=[g.voorstel for g in gezien], versie=besluit.signaal.versie, door=buur
    )
    return gemaakt.delen.get().verstrekking_id


def _speler(naam: str) -> Wie:
    return wie(Medewerker.objects.get(username=naam), tweede_factor=True)


def _nu(speler: Wie) -> Wie:
    """Return the person as of the day that the clock shows."""
    return replace(speler, vandaag=klok.vandaag())
