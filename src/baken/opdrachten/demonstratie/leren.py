"""What people in the demonstration talk over: casusoverleggen, and made-up cases to learn from. All invented."""

from __future__ import annotations

from datetime import timedelta

from baken.casussen.models import Casus
from baken.casussen.services import leren, overleg
from baken.casussen.services.leren import Leertekst
from baken.casussen.services.overleg import NieuwOverleg, Verslag
from baken.casussen.verloop import Casusstatus, Leercasusstatus
from baken.kern import klok
from baken.keten.models import Aanwezig, Deelname
from baken.keten.soorten import Wijze
from baken.opdrachten.demonstratie.zorgpunt import als, op_dag
from baken.organisaties.besluit import Wie

AGENDA = ("Hoe gaat het nu?", "Wie doet wat tot de volgende keer?")
BESLUITEN = ("De zorgcoördinator belt de huisarts.", "De gemeente zoekt een adres.")
LEERCASUSSEN = (
    Leertekst(
        "De nieuwe kamergenoot",
        "Een verhuurder brengt elke week andere mensen naar een kleine kamer. Niemand heeft een sleutel (verzonnen).",
        "Wat ziet u? Wie belt u als eerste?",
        "Let op wie de sleutel en de papieren heeft.",
        ("ARB",),
        verzonnen=True,
    ),
    Leertekst(
        "Een jongen met twee telefoons",
        "Een jongen van zestien staat met pakketjes bij een flat. Hij durft niet naar huis (verzonnen).",
        "Dader, slachtoffer, of allebei?",
        "Gedwongen misdaad vraagt eerst om bescherming.",
        ("CRIM",),
        verzonnen=True,
    ),
)


def speel_overleggen(door: Wie, keer: int) -> int:
    """Let a team hold one casusoverleg and plan the next ones, on open casussen. Returns how many there are."""
    rijen = Casus.objects.filter(organisatie_id=door.organisatie_id, status=Casusstatus.OPEN).order_by("-geopend_op")
    casussen = list(rijen[:keer])
    for nummer, casus in enumerate(casussen):
        _plan(door, casus, gehouden=nummer == 0)
    return len(casussen)


def _plan(door: Wie, casus: Casus, *, gehouden: bool) -> None:
    """Plan an overleg an hour after the moment of planning when it was held, else a week ahead."""
    geopend = (klok.nu() - casus.geopend_op).days
    with klok.zet_stil(op_dag(min(4, max(geopend - 1, 0)), 9)):
        begin = klok.nu()
        op = begin + (timedelta(minutes=1) if gehouden else timedelta(days=11))
        nieuw = NieuwOverleg(op, Wijze.DIGITAAL, AGENDA, [door.medewerker_id])
        gepland = overleg.plan_overleg(casus_id=casus.pk, versie=casus.versie, overleg=nieuw, door=als(door))
    if gehouden:
        with klok.zet_stil(begin + timedelta(minutes=2)):
            aanwezig = {d.pk: Aanwezig.JA for d in Deelname.objects.filter(bijeenkomst=gepland)}
            overleg.leg_overleg_vast(
                casus_id=casus.pk,
                bijeenkomst_id=gepland.pk,
                versie=gepland.versie,
                verslag=Verslag(aanwezig, BESLUITEN),
                door=als(door),
            )


def speel_leercasussen(door: Wie) -> int:
    """Write the made-up cases; the first is shared with everybody. Returns how many there are."""
    with klok.zet_stil(op_dag(20)):
        geschreven = [leren.schrijf(tekst=tekst, door=als(door)) for tekst in LEERCASUSSEN]
        leren.zet(leercasus_id=geschreven[0].pk, naar=Leercasusstatus.GEDEELD, door=als(door))
    return len(geschreven)
