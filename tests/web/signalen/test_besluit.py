"""The explained advice and the decision page."""

from __future__ import annotations

from tests.cast import Cast, als
from tests.web.signalen.hulp import als_persoon, formulier, rijk_signaal, vul_in

from baken.signalen.models import Beoordeling
from baken.signalen.services import behandelen
from baken.signalen.soorten import Antwoord

VIJF = ("IND046", "IND048", "IND058", "IND017", "IND015")  # five specific signals, violence among them
REDEN = "Het gesprek van gisteren geeft een ander beeld."


def opgepakt(cast: Cast, **velden: object) -> str:
    signaal = rijk_signaal(cast, **velden)
    behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(cast.anna))
    return f"/signalen/{signaal.pk}/beoordelen/"


def test_the_advice_names_each_rule_with_source_and_facts_and_hard_stops_first(cast: Cast) -> None:
    tekst = als_persoon(cast.anna).get(opgepakt(cast, indicatoren=VIJF)).content.decode()
    assert "Harde grenzen" in tekst
    assert tekst.index("Harde grenzen") < tekst.index("Waarom dit advies")
    assert "IND046" in tekst
    assert "Bron:" in tekst
    assert "Wat ontbreekt" in tekst


def test_the_page_says_so_where_no_weights_exist(cast: Cast) -> None:
    tekst = als_persoon(cast.anna).get(opgepakt(cast, vormen=("SEKS",))).content.decode()
    assert "Geen gewichten beschikbaar" in tekst


def test_five_specific_signals_with_violence_never_end_low(cast: Cast) -> None:
    adres, anna = opgepakt(cast, indicatoren=VIJF), als_persoon(cast.anna)
    for laag in ("geen_mensenhandel", "advies_gegeven"):
        antwoord = anna.post(adres, vul_in(anna.get(adres), "uitkomsten", uitkomsten=[laag], reden=REDEN))
        assert antwoord.status_code == 422
        assert "mag niet zo eindigen" in antwoord.content.decode()
        assert formulier(antwoord, "uitkomsten")["velden"]["reden"] == [REDEN]
    assert Beoordeling.objects.count() == 0


def test_deciding_otherwise_asks_a_reason_and_keeps_the_choice(cast: Cast) -> None:
    adres, anna = opgepakt(cast), als_persoon(cast.anna)
    antwoord = anna.post(adres, vul_in(anna.get(adres), "uitkomsten", uitkomsten=["zorg"]))
    assert antwoord.status_code == 422
    assert "Geef een reden van ten minste 20 tekens" in antwoord.content.decode()
    assert formulier(antwoord, "uitkomsten")["velden"]["uitkomsten"] == ["zorg"]
    assert anna.post(adres, vul_in(antwoord, "uitkomsten", reden=REDEN)).status_code == 302


def test_no_choice_or_an_unknown_choice_is_sent_back(cast: Cast) -> None:
    adres, anna = opgepakt(cast), als_persoon(cast.anna)
    pagina = anna.get(adres)
    for keuze in ([], ["hoog_risico"], ["zorg", "nader_bekijken"]):
        assert anna.post(adres, vul_in(pagina, "uitkomsten", uitkomsten=keuze, reden=REDEN)).status_code == 422


def test_two_people_who_decide_on_the_same_page_get_one_409_with_what_to_do(cast: Cast) -> None:
    adres = opgepakt(cast)
    anna, vera = als_persoon(cast.anna), als_persoon(cast.vera)
    van_anna, van_vera = anna.get(adres), vera.get(adres)
    assert anna.post(adres, vul_in(van_anna, "uitkomsten", uitkomsten=["zorg"], reden=REDEN)).status_code == 302
    antwoord = vera.post(adres, vul_in(van_vera, "uitkomsten", uitkomsten=["ondermijning"], reden=REDEN + " Vera"))
    assert antwoord.status_code == 409
    tekst = antwoord.content.decode()
    assert "Uw besluit is niet opgeslagen" in tekst
    assert formulier(antwoord, "uitkomsten")["velden"]["reden"] == [REDEN + " Vera"]
    assert Beoordeling.objects.count() == 1
    assert vera.post(adres, vul_in(antwoord, "uitkomsten")).status_code == 302  # a second, deliberate decision


def test_a_closed_signaal_shows_the_advice_without_a_form(cast: Cast) -> None:
    adres, anna = opgepakt(cast, acuut=Antwoord.NEE, vormen=()), als_persoon(cast.anna)
    anna.post(adres, vul_in(anna.get(adres), "uitkomsten", uitkomsten=["geen_mensenhandel"], reden=REDEN))
    pagina = anna.get(adres)
    assert "U kunt nu geen besluit nemen" in pagina.content.decode()
    assert anna.post(adres, {"uitkomsten": ["zorg"], "reden": REDEN, "versie": "99"}).status_code == 409
