"""The pages of closing, of the process direction and of telling the reporter follow what really happened."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import Cast, als
from tests.casussen.hulp import sluit
from tests.signalen.hulp import REDEN, besloten, doorgegeven, naar_politie, naar_zorg
from tests.web.signalen.hulp import als_persoon, formulier, vul_in

from baken.casussen.services.aannemen import accepteer
from baken.dossiers.models import Verstrekking
from baken.dossiers.services import NieuweBetrokkene
from baken.kern.ontvangstcode import nieuwe_code
from baken.signalen import volgen
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, beoordelen, doorgeleiden
from baken.signalen.services.nieuws import lees_nieuws
from baken.signalen.soorten import Antwoord
from baken.signalen.verloop import Status


@pytest.fixture
def anna(cast: Cast) -> Client:
    return als_persoon(cast.anna)


def adres(signaal: Signaal, pad: str = "") -> str:
    return f"/signalen/{signaal.pk}/{pad}"


def inhoud(client: Client, plek: str) -> str:
    return client.get(plek).content.decode()


def lees(cast: Cast, signaal: Signaal) -> None:
    """Read what came in, so that nothing unread stands in the way."""
    signaal.refresh_from_db()
    lees_nieuws(signaal_id=signaal.pk, nummer=signaal.nieuws_nummer, berichten=[], door=als(cast.anna))


def test_what_is_open_is_said_before_closing_and_a_reason_is_asked(cast: Cast, anna: Client) -> None:
    signaal, _v = doorgegeven(cast, naar_zorg(cast, procesregie=True), naar_politie(cast))
    pagina = anna.get(adres(signaal, "sluiten/"))
    tekst = pagina.content.decode()
    assert "Zorgpunt heeft nog niet geantwoord." in tekst
    assert "Het pakket voor Politie voorbeeld is nog niet gegeven." in tekst
    leeg = anna.post(adres(signaal, "sluiten/"), vul_in(pagina, "versie"))
    assert leeg.status_code == 422
    assert "ten minste 20 tekens" in leeg.content.decode()
    assert (
        anna.post(
            adres(signaal, "sluiten/"), vul_in(leeg, "versie", reden_geen_antwoord=REDEN, reden_niet_gegeven=REDEN)
        ).status_code
        == 302
    )
    signaal.refresh_from_db()
    assert signaal.status == Status.GESLOTEN
    dossier = inhoud(anna, adres(signaal))
    assert "Sluiten terwijl er nog iets openstond" in dossier
    assert REDEN in dossier
    assert anna.get(adres(signaal, "sluiten/")).headers["Location"] == adres(signaal)


def test_a_hard_stop_that_nobody_took_on_offers_no_button(cast: Cast, anna: Client) -> None:
    signaal = besloten(cast, documenten_afgenomen=Antwoord.JA)
    doorgegeven(cast, naar_politie(cast, procesregie=True), signaal=signaal)
    assert f'href="{adres(signaal, "sluiten/")}"' in inhoud(anna, adres(signaal))
    tekst = inhoud(anna, adres(signaal, "sluiten/"))
    assert "harde grens" in tekst
    assert 'name="reden_' not in tekst
    antwoord = anna.post(adres(signaal, "sluiten/"), {"versie": signaal.versie, "reden_niet_gegeven": REDEN})
    assert antwoord.status_code == 422
    signaal.refresh_from_db()
    assert signaal.status == Status.DOORGELEID


def test_on_an_old_page_nothing_closes_and_the_reason_stays(cast: Cast, anna: Client) -> None:
    signaal, _v = doorgegeven(cast)
    oud = vul_in(anna.get(adres(signaal, "sluiten/")), "versie", reden_geen_antwoord=REDEN)
    Signaal.objects.filter(pk=signaal.pk).update(versie=signaal.versie + 1)
    antwoord = anna.post(adres(signaal, "sluiten/"), oud)
    assert antwoord.status_code == 409
    assert REDEN in antwoord.content.decode()
    assert anna.post(adres(signaal, "sluiten/"), vul_in(antwoord, "versie")).status_code == 302


def test_what_everybody_finished_closes_with_one_click(cast: Cast, anna: Client) -> None:
    signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    sluit(zorg.pk, als(cast.zoe))
    lees(cast, signaal)
    data = vul_in(anna.get(adres(signaal)), "versie")
    assert anna.post(adres(signaal, "sluiten/"), data).status_code == 302
    signaal.refresh_from_db()
    assert signaal.status == Status.GESLOTEN


def test_a_signaal_that_nobody_has_any_more_says_so(cast: Cast, anna: Client) -> None:
    signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    beoordelen.sluit(signaal_id=signaal.pk, versie=signaal.versie, reden=REDEN, door=als(cast.anna))
    doorgeleiden.wijs_af(verstrekking_id=zorg.pk, reden="Niet voor ons.", door=als(cast.zoe))
    tekst = inhoud(anna, adres(signaal))
    assert "Niemand heeft dit signaal nu." in tekst
    assert f'href="{adres(signaal, "doorgeleiden/")}"' in tekst
    assert "Niemand heeft dit signaal nu." not in inhoud(anna, adres(besloten(cast)))


def test_who_has_it_is_a_choice_for_the_direction_while_nobody_has_that(cast: Cast, anna: Client) -> None:
    signaal, (zorg, zvh) = doorgegeven(cast)
    plek = adres(signaal, "doorgeleiden/")
    assert "heeft dit signaal al." in inhoud(anna, plek)
    assert str(cast.zorg.pk) not in formulier(anna.get(plek), "concept")["keuzes"].get("ontvanger_zorgcoordinatie", [])
    accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    doorgeleiden.wijs_af(verstrekking_id=zvh.pk, reden="Geen plaats.", door=als(cast.piet))
    pagina = anna.get(plek)
    assert "U vraagt alleen de procesregie." in pagina.content.decode()
    keuze = {"ontvanger_zorgcoordinatie": [str(cast.zorg.pk)], "ontvanger_zvh": []}
    pagina = anna.post(plek, vul_in(pagina, "concept", **keuze))
    pagina = anna.post(plek, vul_in(pagina, "concept", toestemming="Mondeling op 20 november, in het gesprek."))
    tekst = pagina.content.decode()
    assert "Precies dit gaat eruit" in tekst  # no question who directs: that is what is asked
    assert anna.post(plek, vul_in(pagina, "concept")).status_code == 302
    assert Verstrekking.objects.filter(ontvanger=cast.zorg, procesregie=True).count() == 1


def test_a_step_that_was_jumped_over_is_shown_with_422(cast: Cast, anna: Client) -> None:
    plek = adres(besloten(cast), "doorgeleiden/")
    deel0 = anna.post(plek, vul_in(anna.get(plek), "concept"))
    for stap in ("controle",):
        antwoord = anna.post(plek, vul_in(deel0, "concept", stap=stap))
        assert antwoord.status_code == 422
        assert formulier(antwoord, "concept")["velden"]["stap"] == ["deel0"]
        assert "nog niet klaar" in antwoord.content.decode()
    toestemming = {"toestemming": "Mondeling op 20 november, in het gesprek."}
    deel1 = anna.post(plek, vul_in(deel0, "concept", **toestemming))
    regie = anna.post(plek, vul_in(deel1, "concept"))
    antwoord = anna.post(plek, vul_in(regie, "concept", stap="controle"))
    assert antwoord.status_code == 422
    assert formulier(antwoord, "concept")["velden"]["stap"] == ["regie"]
    assert Verstrekking.objects.count() == 0


def test_only_texts_that_are_true_are_offered_and_what_was_read_is_shown(cast: Cast, anna: Client) -> None:
    signaal, _v = doorgegeven(cast)
    plek = adres(signaal, "terugkoppelen/")
    pagina = anna.get(plek)
    assert formulier(pagina, "bericht")["keuzes"]["bericht"] == ["doorgeleid"]
    for onwaar in ("geen_vervolg", "afgerond", "later"):
        fout = anna.post(plek, {"bericht": onwaar, "datum_dag": "1", "datum_maand": "1", "datum_jaar": "2999"})
        assert fout.status_code == 422
        assert "past niet bij wat er met het signaal is gebeurd" in fout.content.decode()
    assert anna.post(plek, vul_in(pagina, "bericht", bericht="doorgeleid")).status_code == 302
    opnieuw = anna.post(plek, {"bericht": "doorgeleid"})
    assert opnieuw.status_code == 422
    assert "kreeg deze tekst al" in opnieuw.content.decode()
    tekst = inhoud(anna, plek)
    assert "Dit las de melder al" in tekst
    assert "Er is nu niets nieuws te vertellen" in tekst


def test_a_refused_packet_is_closed_for_who_refused_it(cast: Cast) -> None:
    _s, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    zoe = als_persoon(cast.zoe)
    plek = f"/ontvangen/{zorg.pk}/"
    zoe.post(f"{plek}openen/")
    assert "Xandra" in inhoud(zoe, plek)
    zoe.post(f"{plek}afwijzen/", {"tekst": "Wij kennen haar niet."})
    tekst = inhoud(zoe, plek)
    assert "Xandra" not in tekst
    assert "Zorg regelen" not in tekst
    assert "U nam dit niet aan op" in tekst
    assert "Wij kennen haar niet." in tekst
    assert zoe.post(f"{plek}openen/").status_code == 409


def test_an_answer_never_contradicts_the_hard_stop_beside_it(cast: Cast, anna: Client) -> None:
    signaal = besloten(cast, personen=(NieuweBetrokkene("slachtoffer", "12-17"),))
    tekst = inhoud(anna, adres(signaal))
    assert "Ja. Dat blijkt uit: Minderjarig: slachtoffer." in tekst
    assert "Er ontbreekt nog 4" not in tekst


def test_the_page_of_the_code_says_that_a_question_waits(cast: Cast, anna: Client) -> None:
    code = nieuwe_code()
    signaal = besloten(cast, Uitkomst.NADER_BEKIJKEN, code=code)
    assert "Wij bekijken uw melding." in volgen.volg(code).tekst
    behandelen.stel_vraag(signaal_id=signaal.pk, tekst="Welke dag?", wacht_op_antwoord=True, door=als(cast.anna))
    stand = volgen.volg(code)
    assert stand.vraag
    assert "Wij hebben een vraag over uw melding." in stand.tekst
    tekst = Client().post("/melden/volgen/", {"code": code}).content.decode()
    assert "U leest de vraag hieronder." in tekst
    assert "U hoort uiterlijk" in tekst


@pytest.mark.parametrize(
    ("uitkomst", "dicht"), [(Uitkomst.NADER_BEKIJKEN, False), (Uitkomst.ZORG, False), (Uitkomst.ZORG, True)]
)
def test_passing_on_is_offered_where_it_can_be_done_and_nowhere_else(
    cast: Cast, anna: Client, uitkomst: Uitkomst, dicht: bool
) -> None:
    signaal = doorgegeven(cast)[0] if dicht else besloten(cast, uitkomst)
    if dicht:
        Signaal.objects.filter(pk=signaal.pk).update(status=Status.GESLOTEN)
    plek = adres(signaal, "doorgeleiden/")
    kan = anna.get(plek).status_code == 200
    assert kan is (uitkomst == Uitkomst.ZORG and not dicht)
    assert (f'href="{plek}"' in inhoud(anna, adres(signaal))) is kan
