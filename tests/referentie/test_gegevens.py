"""The shipped files themselves, without a database."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from baken.referentie.laad import BESTANDEN, MAP, lees_bestand
from baken.referentie.models import Verificatie

BESTANDSNAMEN = [naam for _, naam in BESTANDEN]


@cache
def rijen(naam: str) -> list[dict[str, Any]]:
    return lees_bestand(MAP / naam)


def feiten(soort: str) -> list[dict[str, Any]]:
    return [rij for rij in rijen("feiten.json") if rij["soort"] == soort]


@pytest.mark.parametrize("naam", BESTANDSNAMEN)
def test_every_fact_names_a_known_source_and_how_far_it_was_checked(naam: str) -> None:
    bronnen = {bron["code"] for bron in rijen("bronnen.json")}
    assert rijen(naam)
    for rij in rijen(naam):
        assert rij["naam"], rij["code"]
        assert rij["verificatie"] in Verificatie.values, rij["code"]
        if naam != "bronnen.json":
            assert rij["bron"] in bronnen, rij["code"]


def test_every_file_in_the_folder_is_loaded() -> None:
    assert sorted(pad.name for pad in MAP.iterdir()) == sorted(BESTANDSNAMEN)


def test_every_source_is_used() -> None:
    gebruikt = {rij["bron"] for naam in BESTANDSNAMEN[1:] for rij in rijen(naam)}
    gebruikt |= {attentie["bron"] for vorm in rijen("vormen.json") for attentie in vorm["attenties"]}
    assert {bron["code"] for bron in rijen("bronnen.json")} == gebruikt


def test_what_was_not_checked_says_why() -> None:
    for naam in BESTANDSNAMEN:
        for rij in rijen(naam):
            if rij["verificatie"] == Verificatie.NIET_GEVERIFIEERD and rij.get("soort") != "barrierestap":
                assert rij["verificatie_noot"], rij["code"]


def test_there_are_342_gemeenten_in_25_veiligheidsregios_10_eenheden_and_10_riecs() -> None:
    gemeenten = rijen("gemeenten.csv")
    assert len(gemeenten) == 342
    assert len(feiten("veiligheidsregio")) == 25
    assert len(feiten("politie_eenheid")) == len(feiten("riec")) == 10
    assert len({gemeente["provincie"] for gemeente in gemeenten}) == 12
    assert all(re.fullmatch(r"GM\d{4}", gemeente["code"]) for gemeente in gemeenten)


@pytest.mark.parametrize(
    ("soort", "kolom"),
    [("veiligheidsregio", "veiligheidsregio_code"), ("politie_eenheid", "politie_eenheid_code")],
)
def test_the_count_of_gemeenten_per_region_agrees_with_the_region(soort: str, kolom: str) -> None:
    geteld = Counter(gemeente[kolom] for gemeente in rijen("gemeenten.csv"))
    assert geteld == {regio["code"]: regio["inhoud"]["aantal_gemeenten"] for regio in feiten(soort)}


def test_eenheid_rotterdam_has_the_23_gemeenten_of_the_regional_policy() -> None:
    assert sum(g["politie_eenheid"] == "Rotterdam" for g in rijen("gemeenten.csv")) == 23


def test_every_gemeente_has_the_riec_of_its_politie_eenheid() -> None:
    riec = {r["inhoud"]["politie_eenheid_code"]: r["naam"] for r in feiten("riec")}
    assert all(g["riec"] == riec[g["politie_eenheid_code"]] for g in rijen("gemeenten.csv"))


def test_there_are_143_indicators_of_which_67_have_a_weight() -> None:
    indicatoren = rijen("indicatoren.csv")
    assert len(indicatoren) == 143
    gewogen = [i for i in indicatoren if i["gewicht_volwassen"]]
    assert len(gewogen) == 67
    assert all(i["vorm"] == "ARB" and i["bron"] == "ilo-2009" for i in gewogen)


def test_the_six_dimensions_hold_10_10_16_9_15_and_7_indicators() -> None:
    geteld = Counter(i["dimensie"] for i in rijen("indicatoren.csv") if i["dimensie"])
    assert [geteld[str(nr)] for nr in range(1, 7)] == [10, 10, 16, 9, 15, 7]
    assert [feit["inhoud"]["aantal"] for feit in feiten("dimensie")] == [10, 10, 16, 9, 15, 7]


def test_two_indicators_have_no_weight_for_children_because_the_source_gives_none() -> None:
    zonder = [i["code"] for i in rijen("indicatoren.csv") if i["gewicht_volwassen"] and not i["gewicht_kind"]]
    assert zonder == ["IND028", "IND044"]


def test_every_indicator_is_said_in_one_plain_sentence() -> None:
    teksten = [i["tekst_melder"] for i in rijen("indicatoren.csv")]
    assert len(set(teksten)) == 143
    for tekst in teksten:
        assert re.fullmatch(r"[A-Z][^.!?;()]*\.", tekst), tekst
        assert len(tekst.split()) <= 20, tekst


def test_no_plain_sentence_uses_a_word_of_professionals() -> None:
    vaktaal = re.compile(
        r"souteneur|antecedent|schuldbinding|isolement|context|exploitant|katvanger|geldezel|faciliteer"
        r"|psychosomatisch|onregelmatig|kwetsba|uitbuiter|indicat",
        re.IGNORECASE,
    )
    assert not [i["tekst_melder"] for i in rijen("indicatoren.csv") if vaktaal.search(i["tekst_melder"])]


@pytest.mark.parametrize("vorm", ["SEKS", "ARB", "CRIM", "ORG"])
def test_a_melder_sees_at_most_14_indicators_per_form(vorm: str) -> None:
    gekozen = [i for i in rijen("indicatoren.csv") if i["voor_melder"] == "1" and i["vorm"] in ("", vorm)]
    assert 5 <= len(gekozen) <= 14
    assert len({i["volgorde"] for i in gekozen}) == len(gekozen)


def test_what_a_melder_ticks_at_labour_has_a_weight_apart_from_the_address() -> None:
    gekozen = [i for i in rijen("indicatoren.csv") if i["voor_melder"] == "1" and i["vorm"] == "ARB"]
    assert [i["code"] for i in gekozen if not i["gewicht_volwassen"]] == ["IND138"]


def test_the_forms_are_the_four_of_the_kader_and_the_three_of_the_directive() -> None:
    wortels = {v["code"]: v.get("geldig_van") for v in rijen("vormen.json") if not v["ouder"]}
    assert list(wortels) == ["SEKS", "ARB", "CRIM", "ORG", "DRAAG", "HUW", "ADOPT"]
    assert [code for code, van in wortels.items() if van == "2026-07-15"] == ["DRAAG", "HUW", "ADOPT"]
    directive = [v for v in rijen("vormen.json") if v["bron"] == "eu-2024-1712"]
    assert {v["verificatie"] for v in directive} == {Verificatie.NIET_GEVERIFIEERD}


def test_every_form_says_that_a_minor_need_not_be_coerced() -> None:
    for vorm in rijen("vormen.json"):
        if not vorm["ouder"]:
            assert "minderjarig" in {attentie["code"] for attentie in vorm["attenties"]}, vorm["code"]


def test_every_form_and_sub_form_is_explained_in_short_sentences() -> None:
    for vorm in rijen("vormen.json"):
        assert vorm["uitleg_melder"], vorm["code"]
        for zin in re.split(r"(?<=[.])\s", vorm["uitleg_melder"]):
            assert len(zin.split()) <= 18, zin


def test_the_nine_sectors_of_2021_stand_first_with_horeca_and_meat_apart() -> None:
    sectoren = [s for s in rijen("sectoren.json") if not s["ouder"]]
    uit_onderzoek = [s["code"] for s in sectoren if s["bron"] == "onderzoek-2021"]
    assert len(uit_onderzoek) == 10
    assert {"HORECA", "VLEES", "TRANSPORT", "SEKSBRANCHE"} <= set(uit_onderzoek)
    assert uit_onderzoek == [s["code"] for s in sectoren[:10]]
    assert {"HUISHOUDEN", "BEDELARIJ", "MASSAGE", "CARWASH", "ONBEKEND"} <= {s["code"] for s in sectoren}


def test_the_sex_sector_is_divided_as_the_source_divides_it() -> None:
    zicht = {s["code"]: s["zichtbaarheid"] for s in rijen("sectoren.json") if s["ouder"] == "SEKSBRANCHE"}
    assert {code for code, z in zicht.items() if z == "zichtbaar"} == {"SEKSBRANCHE-RAAM", "SEKSBRANCHE-CLUB"}
    minder = {code for code, z in zicht.items() if z == "minder_zichtbaar"}
    assert minder == {"SEKSBRANCHE-ESCORT", "SEKSBRANCHE-THUIS"}


def test_the_age_bands_leave_no_gap_and_cut_where_the_sources_count() -> None:
    groepen = [g for g in rijen("leeftijdsgroepen.json") if g["van"] is not None]
    assert [g["van"] for g in groepen] == [0, 12, 18, 25, 30, 50]
    assert all(eerste["tot_en_met"] + 1 == tweede["van"] for eerste, tweede in pairwise(groepen))
    assert groepen[-1]["tot_en_met"] is None
    assert [g["minderjarig"] for g in groepen] == [True, True, False, False, False, False]


def test_the_countries_are_those_of_iso_where_people_live_with_kosovo_stateless_and_unknown() -> None:
    codes = [n["code"] for n in rijen("nationaliteiten.csv")]
    onbewoond = {"AQ", "BV", "GS", "HM", "IO", "TF", "UM"}  # nobody has their nationality
    assert len([c for c in codes if re.fullmatch("[A-Z]{2}", c) and c != "XK"]) == 249 - len(onbewoond)
    assert not onbewoond & set(codes)
    assert codes[0] == "NL"
    assert codes[-2:] == ["staatloos", "onbekend"]
    assert len({n["naam"] for n in rijen("nationaliteiten.csv")}) == 245
    assert "Man" not in {n["naam"] for n in rijen("nationaliteiten.csv")}, "read as a sex: it is the island"


def test_six_sectors_work_under_the_meldcode_in_five_steps() -> None:
    assert len(rijen("meldcodesectoren.json")) == 6
    assert [stap["inhoud"]["stap"] for stap in feiten("meldcodestap")] == [1, 2, 3, 4, 5]


def test_the_nine_risk_factors_are_explained() -> None:
    factoren = rijen("risicofactoren.json")
    assert len(factoren) == 9
    assert all(factor["bron"] == "presentatie-comensha" and factor["omschrijving"] for factor in factoren)


def test_the_cadences_of_the_regional_policy_are_there() -> None:
    frequentie = {o["code"]: o["inhoud"]["frequentie"] for o in feiten("overleg")}
    per_jaar = {code: f["min_per_jaar"] for code, f in frequentie.items() if f}
    assert per_jaar == {"OVL-RVO": 1, "OVL-RTM": 2, "OVL-RPM": 3, "OVL-NAM": 1, "OVL-RCT": 12}


def test_an_article_number_that_nobody_checked_is_not_shipped() -> None:
    instrumenten = feiten("instrument")
    assert len(instrumenten) == 19
    for instrument in instrumenten:
        assert instrument["inhoud"]["artikel"] is None
        if instrument["verificatie"] == Verificatie.NIET_GEVERIFIEERD:
            assert not re.search(r"\d", instrument["inhoud"]["grondslag"]), instrument["code"]


def test_texts_that_we_do_not_have_are_named_and_stay_empty() -> None:
    ontbrekend = feiten("niet_beschikbaar")
    assert len(ontbrekend) == 8
    assert all(tekst["omschrijving"] == "niet beschikbaar" and not tekst["inhoud"] for tekst in ontbrekend)


def test_htcds_has_a_code_for_every_form_and_none_of_its_own_for_criminal_exploitation() -> None:
    codes = {feit["inhoud"]["vorm"]: feit["inhoud"]["htcds"] for feit in htcds("vorm")}
    vormen = {v["code"]: v["ouder"] for v in rijen("vormen.json")}
    assert {code for code in codes if not vormen[code]} == {code for code, ouder in vormen.items() if not ouder}
    assert (codes["CRIM"], codes["CRIM-BEDELARIJ"]) == ("Other", "ForcedBegging")


def htcds(lijst: str) -> list[dict[str, Any]]:
    return [feit for feit in feiten("code_htcds") if feit["inhoud"]["lijst"] == lijst]


def test_the_code_lists_of_htcds_are_as_long_as_in_the_standard() -> None:
    geteld = Counter(feit["inhoud"]["lijst"] for feit in feiten("code_htcds"))
    assert geteld == {
        "vorm": 8,
        "status": 3,
        "geslacht": 6,
        "casus_status": 4,
        "methoden": 17,
        "seks": 4,
        "werk": 21,
        "melder": 9,
    }
    for lijst in geteld:
        waarden = [feit["inhoud"]["htcds"] for feit in htcds(lijst)]
        assert len(set(waarden)) == len(waarden), lijst


def test_what_htcds_is_mapped_on_exists_here_and_once() -> None:
    sectoren = [code for feit in htcds("werk") for code in feit["inhoud"].get("sectoren", [])]
    assert len(set(sectoren)) == len(sectoren)
    assert set(sectoren) <= {s["code"] for s in rijen("sectoren.json")}
    geslachten = [feit["inhoud"]["geslacht"] for feit in htcds("geslacht") if "geslacht" in feit["inhoud"]]
    assert sorted(geslachten) == sorted(g["code"] for g in rijen("geslachten.json"))
    assert {f["inhoud"]["vorm"] for f in htcds("seks") if "vorm" in f["inhoud"]} <= {
        v["code"] for v in rijen("vormen.json")
    }


def test_the_fields_of_comensha_are_the_seven_of_its_reports_and_those_that_only_htcds_asks() -> None:
    per_bron = Counter(feit["bron"] for feit in feiten("comensha_veld"))
    assert per_bron == {"comensha": 7, "eigen": 4}
    for feit in feiten("comensha_veld"):
        for veld in feit["inhoud"]["htcds"]:
            assert re.fullmatch(r"(vic|prs|cas|org)_[A-Za-z]+|x_baken_[a-z]+", veld), veld
        assert "prs_Birthdate" not in feit["inhoud"]["htcds"]


def test_no_code_has_two_names_so_a_code_alone_can_be_shown() -> None:
    namen: dict[str, set[str]] = {}
    for naam in BESTANDSNAMEN[1:]:
        for rij in rijen(naam):
            namen.setdefault(rij["code"], set()).add(rij["naam"])
    assert not {code: gevonden for code, gevonden in namen.items() if len(gevonden) > 1}


def test_words_on_screen_are_spelled_with_their_accents() -> None:
    kaal = re.compile(r"co-?ordinat|barriere|casuist|\bcafes?\b", re.IGNORECASE)
    for naam in BESTANDSNAMEN:
        for rij in rijen(naam):
            for kolom in ("naam", "omschrijving", "bron_plaats", "verificatie_noot", "uitleg_melder", "tekst_melder"):
                assert not kaal.search(rij.get(kolom) or ""), (rij["code"], kolom)
