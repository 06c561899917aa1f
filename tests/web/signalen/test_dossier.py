"""The dossier page and the short acts on it."""

from __future__ import annotations

import pytest
from tests.cast import Cast, als
from tests.signalen.hulp import besloten
from tests.web.signalen.hulp import NAMEN, als_persoon, formulier, rijk_signaal, vul_in

from baken.kern.models import Journaalregel
from baken.kern.ontvangstcode import nieuwe_code
from baken.referentie.selectors import risicofactoren
from baken.signalen import volgen
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen
from baken.signalen.soorten import Antwoord
from baken.signalen.verloop import Status

POSTS = ("toon", "oppakken", "toewijzen", "afschermen", "bericht", "sluiten")
PAGINAS = ("aanvullen", "risicofactoren", "beoordelen", "terugkoppelen")


def opgepakt(cast: Cast, **velden: object) -> Signaal:
    signaal = rijk_signaal(cast, **velden)
    return behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(cast.anna))


def test_identities_are_masked_until_they_are_asked_for_and_asking_is_a_line(cast: Cast) -> None:
    signaal = opgepakt(cast)
    anna = als_persoon(cast.anna)
    dicht = anna.get(f"/signalen/{signaal.pk}/").content.decode()
    assert not [naam for naam in NAMEN if naam in dicht]
    open_ = anna.post(f"/signalen/{signaal.pk}/toon/").content.decode()
    assert not [naam for naam in NAMEN if naam not in open_]
    assert Journaalregel.objects.filter(handeling="signaal.onthuld", dossier_id=signaal.dossier_id).count() == 1
    terug = anna.get(f"/signalen/{signaal.pk}/toon/")
    assert (terug.status_code, terug["Location"]) == (302, f"/signalen/{signaal.pk}/")
    assert Journaalregel.objects.filter(handeling="signaal.onthuld", dossier_id=signaal.dossier_id).count() == 1


@pytest.mark.parametrize("naam", ["buur"])
def test_a_dossier_of_another_gemeente_is_not_there(cast: Cast, naam: str) -> None:
    signaal = opgepakt(cast)
    ander = als_persoon(getattr(cast, naam))
    for pad in ("", *(f"{p}/" for p in (*PAGINAS, "doorgeleiden"))):
        assert ander.get(f"/signalen/{signaal.pk}/{pad}").status_code == 404
        assert ander.get(f"/signalen/{signaal.pk + 5000}/{pad}").status_code == 404
    for pad in POSTS:
        data = {"medewerker": cast.buur.pk, "tekst": "Hallo daar", "versie": "1"}
        assert ander.post(f"/signalen/{signaal.pk}/{pad}/", data).status_code in {404, 422}, pad
    signaal.refresh_from_db()
    assert (signaal.status, signaal.behandelaar_id) == (Status.IN_BEOORDELING, cast.anna.pk)


def test_asking_for_what_is_not_there_for_you_is_a_refusal_in_the_journaal(cast: Cast) -> None:
    signaal = opgepakt(cast)
    buur = als_persoon(cast.buur)
    weigeringen = Journaalregel.objects.filter(uitkomst="geweigerd", actor_id=cast.buur.pk)
    for pk in (signaal.pk, signaal.pk + 5000):
        voor = weigeringen.count()
        assert buur.get(f"/signalen/{pk}/").status_code == 404
        assert buur.post(f"/signalen/{pk}/oppakken/").status_code == 404
        nieuw = weigeringen.order_by("pk")[voor:]
        assert [(r.organisatie_id, r.dossier_id) for r in nieuw] == [(cast.buurgemeente.pk, None)] * 2
    assert not Journaalregel.objects.filter(organisatie_id=cast.gemeente.pk, actor_id=cast.buur.pk).exists()


def test_two_people_who_take_up_at_once_get_one_409(cast: Cast) -> None:
    signaal = rijk_signaal(cast)
    adres = f"/signalen/{signaal.pk}/oppakken/"
    assert als_persoon(cast.anna).post(adres).status_code == 302
    te_laat = als_persoon(cast.vera).post(adres)
    assert te_laat.status_code == 409
    assert "Dit kan nu niet meer" in te_laat.content.decode()


def test_what_is_late_stands_on_top_with_what_is_to_be_done(cast: Cast) -> None:
    signaal = opgepakt(cast)
    Signaal.objects.update(beoordelen_voor="2026-01-05")
    tekst = als_persoon(cast.anna).get(f"/signalen/{signaal.pk}/").content.decode()
    assert "De beoordeling is te laat." in tekst
    assert "Nog te doen" in tekst
    assert "Lees het advies en neem een besluit" in tekst


def test_a_hard_stop_is_said_on_the_dossier(cast: Cast) -> None:
    signaal = opgepakt(cast, vrijheid_afgenomen=Antwoord.JA)
    assert "kan niet laag eindigen" in als_persoon(cast.anna).get(f"/signalen/{signaal.pk}/").content.decode()


def test_a_colleague_is_assigned_and_someone_without_the_role_is_no_choice(cast: Cast) -> None:
    signaal = opgepakt(cast)
    anna = als_persoon(cast.anna)
    adres = f"/signalen/{signaal.pk}/toewijzen/"
    keuzes = formulier(anna.get(f"/signalen/{signaal.pk}/"), "medewerker")["keuzes"]["medewerker"]
    assert set(keuzes) == {"", str(cast.anna.pk), str(cast.vera.pk)}
    assert anna.post(adres, {"medewerker": cast.balie.pk}).status_code == 422
    assert anna.post(adres, {"medewerker": cast.vera.pk}).status_code == 302
    signaal.refresh_from_db()
    assert signaal.behandelaar_id == cast.vera.pk


def test_a_shielded_dossier_disappears_for_a_colleague(cast: Cast) -> None:
    signaal = opgepakt(cast)
    als_persoon(cast.anna).post(f"/signalen/{signaal.pk}/afschermen/", {"afgeschermd": "ja"})
    assert als_persoon(cast.vera).get(f"/signalen/{signaal.pk}/").status_code == 404
    assert signaal.nummer not in als_persoon(cast.vera).get("/signalen/?tab=alle").content.decode()
    als_persoon(cast.anna).post(f"/signalen/{signaal.pk}/afschermen/", {"afgeschermd": "nee"})
    assert als_persoon(cast.vera).get(f"/signalen/{signaal.pk}/").status_code == 200


def test_a_message_reaches_the_reporter_and_an_empty_one_is_sent_back(cast: Cast) -> None:
    code = nieuwe_code()
    signaal = opgepakt(cast, code=code)
    anna = als_persoon(cast.anna)
    adres = f"/signalen/{signaal.pk}/bericht/"
    assert anna.post(adres, {"tekst": "  "}).status_code == 422
    fout = anna.post(adres, {"tekst": "Iets met \x00 erin"})
    assert fout.status_code == 422
    assert anna.post(adres, {"tekst": "Hoe laat was dat?", "wacht": "on"}).status_code == 302
    assert volgen.volg(code).berichten[0].tekst == "Hoe laat was dat?"
    signaal.refresh_from_db()
    assert signaal.status == Status.WACHT_OP_MELDER


def test_adding_facts_and_a_person_makes_the_advice_again(cast: Cast) -> None:
    signaal = opgepakt(cast)
    anna = als_persoon(cast.anna)
    adres = f"/signalen/{signaal.pk}/aanvullen/"
    data = vul_in(anna.get(adres), "vormen", vormen=["SEKS"], minderjarig="ja", deel="getuige", naam="Gé Verzonnen")
    assert anna.post(adres, data).status_code == 302
    tekst = anna.get(f"/signalen/{signaal.pk}/").content.decode()
    assert "Persoon 3" in tekst
    assert "Gé Verzonnen" not in tekst
    assert "kan niet laag eindigen" in tekst


def test_mistakes_in_an_addition_keep_everything_typed(cast: Cast) -> None:
    signaal = opgepakt(cast)
    anna = als_persoon(cast.anna)
    adres = f"/signalen/{signaal.pk}/aanvullen/"
    data = vul_in(anna.get(adres), "vormen", naam="Gé Verzonnen", geboortedatum_dag="99", adres="Verzonnenplein 9")
    antwoord = anna.post(adres, data)
    assert antwoord.status_code == 422
    terug = formulier(antwoord, "vormen")["velden"]
    assert (terug["naam"], terug["adres"]) == (["Gé Verzonnen"], ["Verzonnenplein 9"])
    assert "Kies welk deel deze persoon had" in antwoord.content.decode()
    assert signaal.dossier.betrokkenen.count() == 2


def test_an_addition_on_an_old_page_says_so_and_keeps_what_was_typed(cast: Cast) -> None:
    signaal = opgepakt(cast)
    anna = als_persoon(cast.anna)
    adres = f"/signalen/{signaal.pk}/aanvullen/"
    data = vul_in(anna.get(adres), "vormen", adres="Verzonnenplein 9", van="0")
    behandelen.wijs_toe(signaal_id=signaal.pk, medewerker_id=cast.vera.pk, door=als(cast.vera))
    antwoord = anna.post(adres, data)
    assert antwoord.status_code == 409
    assert "Een collega heeft dit signaal intussen veranderd" in antwoord.content.decode()
    assert anna.post(adres, vul_in(antwoord, "vormen")).status_code == 302
    assert signaal.dossier.locaties.count() == 2


def test_risk_factors_are_explained_and_recorded_here_only(cast: Cast) -> None:
    signaal = opgepakt(cast)
    anna = als_persoon(cast.anna)
    adres = f"/signalen/{signaal.pk}/risicofactoren/"
    assert anna.post(adres, {"factoren": ["bestaat-niet"]}).status_code == 422
    feit = risicofactoren()[0]
    assert anna.post(adres, {"factoren": [feit.code], "toelichting": "zie gesprek"}).status_code == 302
    assert feit.naam in anna.get(f"/signalen/{signaal.pk}/").content.decode()
    assert "risico" not in anna.get("/signalen/").content.decode().lower()


def test_feedback_is_one_of_the_bounded_texts(cast: Cast) -> None:
    code = nieuwe_code()
    signaal = besloten(cast, Uitkomst.NADER_BEKIJKEN, code=code)
    anna = als_persoon(cast.anna)
    adres = f"/signalen/{signaal.pk}/terugkoppelen/"
    for fout in (
        {},
        {"bericht": "De dader is opgepakt"},
        {"bericht": "later"},
        {"bericht": "later", "datum_dag": "1", "datum_maand": "1", "datum_jaar": "2020"},
    ):
        assert anna.post(adres, fout).status_code == 422
    assert anna.post(adres, {"bericht": "nader_bekijken"}).status_code == 302
    assert len(volgen.volg(code).terugkoppelingen) == 1


def test_a_text_with_markup_is_shown_as_text(cast: Cast) -> None:
    signaal = opgepakt(cast, waarneming="<img src=x onerror=alert(1)> gezien")
    tekst = als_persoon(cast.anna).get(f"/signalen/{signaal.pk}/").content.decode()
    assert "<img src=x" not in tekst
    assert "&lt;img src=x" in tekst


def test_while_one_waits_for_the_reporter_only_later_is_offered(cast: Cast) -> None:
    signaal = opgepakt(cast)
    adres, anna = f"/signalen/{signaal.pk}/terugkoppelen/", als_persoon(cast.anna)
    behandelen.stel_vraag(signaal_id=signaal.pk, tekst="Welke dagen?", wacht_op_antwoord=True, door=als(cast.anna))
    tekst = anna.get(adres).content.decode()
    assert 'value="later"' in tekst
    assert 'value="afgerond"' not in tekst
    fout = anna.post(adres, {"bericht": "afgerond", "datum": ""})
    assert fout.status_code == 422
    assert "U wacht nog op antwoord van de melder" in fout.content.decode()
