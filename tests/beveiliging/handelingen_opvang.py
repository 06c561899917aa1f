"""The acts on shelter that write, each with what makes it ready (see handelingen.py)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from baken.kern import klok
from baken.zorg.models import Plaatsing, Plek
from baken.zorg.opvanggegevens import Bereikbaarheid, Plekgegevens, Voorzieninggegevens
from baken.zorg.rules.opvang import Opvangsoort, Voorwaarden
from baken.zorg.services import plaatsen, voorzieningen, wachtlijst
from baken.zorg.services.plaatsen import Boeking
from baken.zorg.soorten import Antwoord
from baken.zorg.soorten_opvang import Plaatsingseinde
from tests.browser.wereld import Wereld
from tests.browser.wereld_opvang import Opvang, client, plek, voorziening
from tests.cast import als

Doe = Callable[[], object]
Bouw = Callable[[Wereld], Doe]
GEGEVENS = Voorzieninggegevens(naam="Huis Anders", voorwaarden=Voorwaarden(geslachten=None))
WAAR = Bereikbaarheid("Nieuwe plek 1")


def _opvang(doe: Callable[..., Any], maak: Callable[[Opvang], dict[str, Any]]) -> Bouw:
    """Return the builder of an act by the zorgcoordinator; `maak` gives its arguments."""

    def bouw(w: Wereld) -> Doe:
        door = als(w.cast.zoe)
        argumenten = maak(w.opvang)
        return lambda: doe(**argumenten, door=door)

    return bouw


def _reserveer(w: Wereld) -> Doe:
    """Return a booking that shortens the noodbed of the client and takes her off the list: everything it can do."""
    door, dag = als(w.cast.zoe), klok.vandaag()
    nood = plek(door, voorziening(door, Opvangsoort.NOODBED_OPSPORING, "Huis Nood"), "bed 1")
    huis = voorziening(door, Opvangsoort.REGULIER, "Huis Vast")
    bij = client(door, "Bea Verzonnen")
    reden = "De AVIM zet dit noodbed vannacht voor haar in."
    plaatsen.reserveer(traject_id=bij.pk, boeking=Boeking(nood.pk, dag, dag + timedelta(days=4), reden), door=door)
    wachtlijst.zet_op_wachtlijst(traject_id=bij.pk, soort=Opvangsoort.REGULIER, urgentie="URG-NU", door=door)
    vast = plek(door, huis, "kamer 9").pk
    begin = dag + timedelta(days=2)
    boeking = Boeking(vast, begin, begin + timedelta(days=5), "Afgesproken met de opvang en met CoMensha.")
    return lambda: plaatsen.reserveer(traject_id=bij.pk, boeking=boeking, door=door)


def _beeindig(w: Wereld) -> Doe:
    opvang, door = w.opvang, als(w.cast.zoe)
    plaatsen.laat_ingaan(plaatsing_id=opvang.plaatsing.pk, door=door)
    return lambda: plaatsen.beeindig(
        plaatsing_id=opvang.plaatsing.pk, op=klok.vandaag(), reden=Plaatsingseinde.VERTROKKEN, door=door
    )


_V, _P = "zorg.services.voorzieningen", "zorg.services.plaatsen"
HANDELINGEN_OPVANG: dict[str, list[Bouw]] = {
    f"{_V}.leg_voorziening_vast": [
        _opvang(voorzieningen.leg_voorziening_vast, lambda o: {"soort": Opvangsoort.NLA, "gegevens": GEGEVENS})
    ],
    f"{_V}.werk_bij": [
        _opvang(
            voorzieningen.werk_bij,
            lambda o: {"voorziening_id": o.voorziening.pk, "versie": 1, "gegevens": GEGEVENS},
        )
    ],
    f"{_V}.leg_adres_vast": [
        _opvang(voorzieningen.leg_adres_vast, lambda o: {"voorziening_id": o.voorziening.pk, "waar": WAAR})
    ],
    f"{_V}.leg_plek_vast": [
        _opvang(
            voorzieningen.leg_plek_vast, lambda o: {"voorziening_id": o.voorziening.pk, "plek": Plekgegevens("bed")}
        )
    ],
    f"{_V}.werk_plek_bij": [
        _opvang(
            voorzieningen.werk_plek_bij, lambda o: {"plek_id": o.vrij.pk, "versie": 1, "plek": Plekgegevens("kamer 3")}
        )
    ],
    f"{_V}.leg_kwaliteit_vast": [
        _opvang(
            voorzieningen.leg_kwaliteit_vast,
            lambda o: {
                "voorziening_id": o.voorziening.pk,
                "criterium": "Er is dag en nacht iemand.",
                "voldoet": Antwoord.JA,
                "op": klok.vandaag(),
                "bron": "Het contract",
            },
        )
    ],
    f"{_V}.meld_stand": [
        lambda w: (
            lambda huis: (
                lambda: voorzieningen.meld_stand(voorziening_id=huis.pk, vrij=Antwoord.JA, door=als(w.cast.zoe))
            )
        )(voorzieningen.leg_voorziening_vast(soort=Opvangsoort.JEUGD, gegevens=GEGEVENS, door=als(w.cast.zoe)))
    ],
    f"{_P}.reserveer": [_reserveer],
    f"{_P}.verleng": [
        _opvang(
            plaatsen.verleng,
            lambda o: {"plaatsing_id": o.plaatsing.pk, "tot": klok.vandaag() + timedelta(days=9)},
        )
    ],
    f"{_P}.laat_ingaan": [_opvang(plaatsen.laat_ingaan, lambda o: {"plaatsing_id": o.plaatsing.pk})],
    f"{_P}.annuleer": [_opvang(plaatsen.annuleer, lambda o: {"plaatsing_id": o.plaatsing.pk})],
    f"{_P}.beeindig": [_beeindig],
    "zorg.services.wachtlijst.zet_op_wachtlijst": [
        _opvang(
            wachtlijst.zet_op_wachtlijst,
            lambda o: {"traject_id": o.traject.pk, "soort": Opvangsoort.NLA, "urgentie": "URG-NU"},
        )
    ],
    "zorg.services.wachtlijst.haal_van_wachtlijst": [
        _opvang(wachtlijst.haal_van_wachtlijst, lambda o: {"wachtplek_id": o.wacht.pk})
    ],
}


def nummers_opvang(w: Wereld) -> dict[str, list[Any]]:
    """Return numbers of shelter that exist, for the test of other people's numbers."""
    opvang = w.opvang
    return {
        "voorziening": [opvang.voorziening.pk],
        "plek": list(Plek.objects.values_list("pk", flat=True)),
        "plaatsing": list(Plaatsing.objects.values_list("pk", flat=True)),
        "wachtplek": [opvang.wacht.pk],
        "traject": [opvang.traject.pk],
    }
