"""Row 33: who sees which part of a signaal. The table is the promise; the pages must show exactly that and no more."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from django.test import Client

from baken.casussen.services.aannemen import accepteer
from baken.dossiers.models import Verstrekking
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie
from baken.kern.ontvangstcode import nieuwe_code
from baken.referentie.selectors import risicofactoren
from baken.signalen.gegevens import Contact
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, beoordelen, doorgeleiden, melden
from baken.signalen.soorten import Kanaal
from baken.signalen.volgen import schrijf_als_melder
from tests.beveiliging.hulp import als as client_van
from tests.beveiliging.hulp import loop
from tests.cast import Cast, als, maak_cast, maak_signaal, nieuw_signaal
from tests.casussen.hulp import meld
from tests.signalen.hulp import naar_zorg, naar_zvh

# One word in each part of a signaal: what a page shows of it can then be read off.
DELEN = {
    "verhaal": "Verhaalwoord",
    "naam van het slachtoffer": "Naamwoord",
    "telefoon van het slachtoffer": "0600000042",
    "zorg": "Zorgwoord",
    "naam van de dader": "Daderwoord",
    "strafbaar": "Strafwoord",
    "adres": "Adreswoord",
    "melder": "Melderwoord",
    "bericht": "Berichtwoord",
    "risico": "Risicowoord",
    "reden van het besluit": "Redenwoord",
    "voortgang": "Voortgangwoord",
    "eigen verhaal van de balie": "Baliewoord",
}
PERSONEN = (
    NieuweBetrokkene(
        "slachtoffer",
        identiteit={"naam": DELEN["naam van het slachtoffer"]},
        contact={"telefoon": DELEN["telefoon van het slachtoffer"]},
        zorg={"omschrijving": DELEN["zorg"]},
    ),
    NieuweBetrokkene(
        "dader", identiteit={"naam": DELEN["naam van de dader"]}, strafbaar={"omschrijving": DELEN["strafbaar"]}
    ),
)
BEHANDELAAR = {"verhaal", "bericht", "risico", "reden van het besluit", "voortgang", "eigen verhaal van de balie"}
GEGEVEN = {"naam van het slachtoffer", "telefoon van het slachtoffer", "voortgang", "strafbaar", "verhaal"}
ZIET: dict[str, set[str]] = {
    "anna": BEHANDELAAR,
    "vera": BEHANDELAAR,
    "zoe": {"naam van het slachtoffer", "telefoon van het slachtoffer", "voortgang"},
    "piet": set(),  # a packet lies ready for him, not opened yet
    "balie": set(),  # a reporter follows the state, and does not get the text back
    **{naam: set() for naam in ("buur", "rik", "beheer", "tweede", "fg", "beleid", "burgemeester")},
}


@dataclass
class Zaak:
    """The people, the receipt code, and the number of the signaal."""

    cast: Cast
    code: str
    pk: int


@pytest.fixture
def zaak(db: None) -> Zaak:
    """Bring one signaal with a word in each part to two receivers; one of them works with it."""
    cast, code = maak_cast(), nieuwe_code()
    anna, zoe = als(cast.anna), als(cast.zoe)
    signaal = maak_signaal(
        cast,
        code=code,
        waarneming=DELEN["verhaal"],
        personen=PERSONEN,
        locaties=(NieuweLocatie("GM0599", DELEN["adres"]),),
        contact=Contact(naam=DELEN["melder"]),
    )
    behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=anna)
    factoren = [risicofactoren()[0].code]
    behandelen.leg_risicofactoren_vast(signaal_id=signaal.pk, factoren=factoren, toelichting=DELEN["risico"], door=anna)
    schrijf_als_melder(code, DELEN["bericht"])
    signaal.refresh_from_db()
    beoordelen.beoordeel(
        signaal_id=signaal.pk,
        uitkomsten=[Uitkomst.ZORG_EN_STRAFRECHT],
        reden=f"{DELEN['reden van het besluit']}, na overleg met een collega.",
        versie=signaal.versie,
        door=anna,
    )
    signaal.refresh_from_db()
    getoetst = doorgeleiden.bekijk_pakketten(
        signaal_id=signaal.pk, voorstellen=[naar_zorg(cast), naar_zvh(cast, procesregie=True)], door=anna
    )
    doorgeleiden.leid_door(
        signaal_id=signaal.pk, voorstellen=[g.voorstel for g in getoetst], versie=signaal.versie, door=anna
    )
    pakket = Verstrekking.objects.get(ontvanger=cast.zorg)
    doorgeleiden.open_als_ontvanger(verstrekking_id=pakket.pk, door=zoe)
    accepteer(verstrekking_id=pakket.pk, door=zoe)
    meld(pakket.pk, zoe, toelichting=DELEN["voortgang"])
    eigen = nieuw_signaal(kanaal=Kanaal.MEDEWERKER, code="", waarneming=DELEN["eigen verhaal van de balie"])
    melden.meld(eigen, door=als(cast.balie))
    return Zaak(cast, code, signaal.pk)


def _delen(tekst: str) -> set[str]:
    plat = re.sub(r"[\s-]", "", tekst)
    return {deel for deel, woord in DELEN.items() if woord in tekst or (woord.isdigit() and woord in plat)}


def test_each_role_sees_exactly_the_parts_in_the_table_on_all_pages_together(zaak: Zaak) -> None:
    gezien: dict[str, set[str]] = {}
    gegeven: dict[str, set[str]] = {}
    for naam in zaak.cast.mensen:
        gezien[naam] = set()
        bladen = loop(client_van(getattr(zaak.cast, naam)), "/", "/signalen/?tab=alle", "/ontvangen/?tab=alle")
        for adres, antwoord in bladen:
            if b"<html" in antwoord.content:
                op_papier = adres.startswith("/signalen/verstrekkingen/")
                (gegeven if op_papier else gezien).setdefault(naam, set()).update(_delen(antwoord.content.decode()))
    assert gezien == ZIET
    assert gegeven == dict.fromkeys(("anna", "vera"), GEGEVEN), "who gave a packet sees what was given"


def test_showing_identities_adds_who_and_where_and_nothing_for_somebody_without_the_right(zaak: Zaak) -> None:
    adres = f"/signalen/{zaak.pk}/toon/"
    alles = set(DELEN) - {"eigen verhaal van de balie"}
    assert _delen(client_van(zaak.cast.anna).post(adres).content.decode()) == alles
    for naam in ("buur", "balie", "zoe", "piet", "fg", "beheer", "beleid", "burgemeester"):
        antwoord = client_van(getattr(zaak.cast, naam)).post(adres)
        assert antwoord.status_code in {403, 404}
        assert _delen(antwoord.content.decode()) == set(), naam


def test_a_receiver_gets_a_packet_with_its_own_parts_only(zaak: Zaak) -> None:
    pakket = Verstrekking.objects.get(ontvanger=zaak.cast.zvh)
    antwoord = client_van(zaak.cast.piet).post(f"/ontvangen/{pakket.pk}/openen/", follow=True)
    assert _delen(antwoord.content.decode()) == {"strafbaar", "verhaal"}


def test_the_reporter_gets_the_own_message_back_and_nothing_else(zaak: Zaak) -> None:
    antwoord = Client(headers={"sec-fetch-site": "same-origin"}).post("/melden/volgen/", {"code": zaak.code})
    assert antwoord.status_code == 200
    assert _delen(antwoord.content.decode()) == {"bericht"}
