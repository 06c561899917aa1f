"""Row 5: what somebody typed is text on every page, on paper and in mail, never markup."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from weasyprint import HTML

from baken.casussen.services import behandelen as behandelen_casus
from baken.casussen.services.aannemen import accepteer
from baken.casussen.verloop import Casusstatus
from baken.dossiers.acties import NieuweActie
from baken.dossiers.models import Verstrekking
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie
from baken.dossiers.verstrekken import Voorstel
from baken.kern.ontvangstcode import nieuwe_code
from baken.keten.models import Afspraak
from baken.keten.selectors import grondslag_op_code
from baken.organisaties.models import Contactpunt, Medewerker, Organisatie
from baken.signalen.gegevens import Contact
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, beoordelen, doorgeleiden
from baken.signalen.soorten import Antwoord
from baken.signalen.tasks import bericht_nieuw_signaal
from baken.signalen.volgen import schrijf_als_melder
from tests.beveiliging.hulp import als as client_van
from tests.beveiliging.hulp import loop
from tests.browser.wereld import Wereld
from tests.cast import als, maak_signaal

KANARIE = "<img src=x onerror=alert(1)>\"'{{ 7|add:7 }}"
RAUW, VEILIG = "<img src=x", "&lt;img src=x onerror=alert(1)&gt;"
# What is written freely in a casus does not name who is in it, so there another bird sings than in the names.
WERK, WERK_RAUW, WERK_VEILIG = "<svg onload=zeg(1)> zo staat het hier", "<svg onload", "&lt;svg onload=zeg(1)&gt;"
_ALLES = {"naam": KANARIE, "document": KANARIE, "omschrijving": KANARIE, "kenmerken": KANARIE}


@pytest.fixture
def code(wereld: Wereld) -> str:
    """Put the canary in every text field there is. Returns the receipt code of the signaal."""
    Organisatie.objects.filter(pk=wereld.cast.buurgemeente.pk).update(naam=KANARIE)
    Medewerker.objects.filter(pk=wereld.cast.vera.pk).update(naam=KANARIE)
    Medewerker.objects.filter(pk=wereld.cast.anna.pk).update(naam=KANARIE)
    Afspraak.objects.update(naam=KANARIE)
    Contactpunt.objects.create(
        organisatie=wereld.cast.gemeente,
        soort="meld_adviespunt",
        naam=KANARIE,
        telefoon=KANARIE[:20],
        bereikbaar=KANARIE,
        bron=KANARIE,
    )
    return _doorloop(wereld)


def _doorloop(wereld: Wereld) -> str:
    cast, anna, zoe = wereld.cast, als(wereld.cast.anna), als(wereld.cast.zoe)
    code = nieuwe_code()
    signaal = maak_signaal(
        cast,
        code=code,
        waarneming=KANARIE,
        gezien_tekst=KANARIE,
        bron=KANARIE,
        contact=Contact(KANARIE, KANARIE, KANARIE, KANARIE),
        personen=(NieuweBetrokkene("slachtoffer", identiteit=_ALLES, contact=_ALLES, zorg=_ALLES, strafbaar=_ALLES),),
        locaties=(NieuweLocatie("GM0599", KANARIE, KANARIE),),
        documenten_afgenomen=Antwoord.JA,
    )
    behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=anna)
    behandelen.stel_vraag(signaal_id=signaal.pk, tekst=KANARIE, wacht_op_antwoord=False, door=anna)
    behandelen.leg_risicofactoren_vast(signaal_id=signaal.pk, factoren=[], toelichting=KANARIE, door=anna)
    schrijf_als_melder(code, KANARIE)
    signaal.refresh_from_db()
    beoordelen.beoordeel(
        signaal_id=signaal.pk, uitkomsten=[Uitkomst.ZORG], reden=KANARIE * 2, versie=signaal.versie, door=anna
    )
    signaal.refresh_from_db()
    voorstellen = [_voorstel(cast.zorg.pk, regie=True), _voorstel(cast.politie.pk)]
    getoetst = doorgeleiden.bekijk_pakketten(signaal_id=signaal.pk, voorstellen=voorstellen, door=anna)
    doorgeleiden.leid_door(
        signaal_id=signaal.pk, voorstellen=[g.voorstel for g in getoetst], versie=signaal.versie, door=anna
    )
    pakket = Verstrekking.objects.get(ontvanger=cast.zorg, dossier=signaal.dossier)
    doorgeleiden.open_als_ontvanger(verstrekking_id=pakket.pk, door=zoe)
    casus = accepteer(verstrekking_id=pakket.pk, door=zoe)
    actie = NieuweActie(WERK, cast.zoe.pk, zoe.vandaag)
    behandelen_casus.maak_actie(casus_id=casus.pk, actie=actie, door=zoe)
    behandelen_casus.zet_stand(
        casus_id=casus.pk, versie=casus.versie, naar=Casusstatus.VASTGELOPEN, reden=WERK, door=zoe
    )
    return code


def _voorstel(ontvanger_id: int, *, regie: bool = False) -> Voorstel:
    return Voorstel(
        ontvanger_id=ontvanger_id,
        grondslag_id=grondslag_op_code("acuut-gevaar").pk,
        veldgroepen=frozenset({"identiteit", "contact", "zorg", "strafbaar", "locatie"}),
        doel=KANARIE,
        over_wie=frozenset({"slachtoffer"}),
        procesregie=regie,
        noodreden=KANARIE,
        toelichting=KANARIE,
        verhaal=True,
        verhaal_gelezen=True,
    )


def _eis_veilig(tekst: str, plek: str) -> bool:
    for rauw in (RAUW, WERK_RAUW):
        assert rauw not in tekst, f"markup of a visitor on {plek}"
    assert "{{" not in tekst or "{{ 7|add:7 }}" in tekst, plek
    return VEILIG in tekst or WERK_VEILIG in tekst


def test_what_was_typed_is_only_text_on_every_page(wereld: Wereld, code: str) -> None:
    met = set()
    begin = {"anna": [f"/signalen/{Signaal.objects.latest('pk').pk}/"]}
    for naam in ("anna", "zoe", "beheer", "fg"):
        for adres, antwoord in loop(client_van(getattr(wereld.cast, naam)), *begin.get(naam, []), "/"):
            if antwoord.headers["Content-Type"].startswith("text/html") and _eis_veilig(
                antwoord.content.decode(), adres
            ):
                met.add(antwoord.resolver_match.view_name)
    zichtbaar = {
        "signalen:detail",
        "signalen:verstrekking",
        "ontvangen:detail",
        "casussen:detail",
        "beheer:mensen",
        "beheer:afspraken",
    }
    assert zichtbaar <= met, "the canary must really have been on these pages"


def test_what_was_typed_is_only_text_when_identities_are_shown(wereld: Wereld, code: str) -> None:
    signaal = Signaal.objects.latest("pk")
    antwoord = client_van(wereld.cast.anna).post(f"/signalen/{signaal.pk}/toon/")
    assert _eis_veilig(antwoord.content.decode(), "toon")


def test_what_was_typed_is_only_text_for_the_reporter(wereld: Wereld, code: str) -> None:
    antwoord = Client().post("/melden/volgen/", {"code": code}, headers={"sec-fetch-site": "same-origin"})
    assert _eis_veilig(antwoord.content.decode(), "volgen")


def test_what_was_typed_is_only_text_on_the_public_pages(wereld: Wereld, code: str) -> None:
    veilig = [_eis_veilig(a.content.decode(), p) for p, a in loop(Client(), "/melden/") if b"<html" in a.content]
    assert any(veilig)


def test_what_was_typed_is_only_text_on_paper(wereld: Wereld, code: str) -> None:
    papier = Verstrekking.objects.get(ontvanger=wereld.cast.politie, dossier__signaal=Signaal.objects.latest("pk"))
    anna = client_van(wereld.cast.anna)
    tekst = anna.get(f"/signalen/verstrekkingen/{papier.pk}/afdruk/").content.decode()
    assert _eis_veilig(tekst, "afdruk")
    assert [b for b in HTML(string=tekst).etree_element.iter("img") if b.get("onerror")] == []
    assert anna.get(f"/signalen/verstrekkingen/{papier.pk}/pdf/").content.startswith(b"%PDF-")


def test_a_mail_holds_nothing_that_was_typed(wereld: Wereld, code: str) -> None:
    bericht_nieuw_signaal.call(wereld.cast.gemeente.pk)
    assert mail.outbox
    for bericht in mail.outbox:
        assert "img src" not in f"{bericht.subject}{bericht.body}{bericht.from_email}"
