"""Safety, contacts, evaluations and the plan: each act with its refusal."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from tests.cast import Cast, als
from tests.gereedschap.momentopname import herhaalbaar
from tests.signalen.hulp import laatste_regels
from tests.zorg.hulp import traject, trek_in, zeg_ja

from baken.dossiers.services import sleutel_van
from baken.kern import klok
from baken.kern.fouten import (
    NietGevondenError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VerouderdError,
)
from baken.zorg.inhoud import open_doel, open_stuk
from baken.zorg.models import Traject, Zorgdoel
from baken.zorg.services import begeleiden, plan
from baken.zorg.services.begeleiden import Contact, Evaluatie, Veiligheid
from baken.zorg.services.plan import Doel
from baken.zorg.verloop import ZORGDOEL, Doelstatus


@pytest.fixture
@herhaalbaar
def t(cast: Cast) -> Traject:
    return traject(als(cast.zoe))


def veilig(cast: Cast, t: Traject, **anders: Any) -> Any:
    velden = {"gevaar_nu": "nee", "vindbaar": "onbekend", "kinderen_veilig": "nvt", "afspraken": "", **anders}
    return begeleiden.leg_veiligheid_vast(traject_id=t.pk, veiligheid=Veiligheid(**velden), door=als(cast.zoe))


def test_a_safety_assessment_is_sealed_and_dated(cast: Cast, t: Traject) -> None:
    stuk = veilig(cast, t, afspraken="Bij onraad belt zij de kwikstaart.")
    assert b"kwikstaart" not in bytes(stuk.inhoud or b"")
    assert open_stuk(t, sleutel_van(t.dossier), stuk)["vindbaar"] == "onbekend"
    assert laatste_regels()[0] == "traject.veiligheid"


@pytest.mark.parametrize("gevaar", ["ja", "onbekend"])
def test_danger_or_not_knowing_asks_what_was_agreed_and_when_it_is_looked_at_again(
    cast: Cast, t: Traject, gevaar: str
) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        veilig(cast, t, gevaar_nu=gevaar)
    assert set(fout.value.fouten) == {"afspraken", "volgende_op"}
    morgen = klok.vandaag() + timedelta(days=1)
    assert veilig(cast, t, gevaar_nu=gevaar, afspraken="Politie komt langs.", volgende_op=morgen).volgende_op == morgen


def test_a_safety_assessment_without_an_answer_is_refused(cast: Cast, t: Traject) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        veilig(cast, t, gevaar_nu="", vindbaar="nvt", kinderen_veilig="")
    assert {"gevaar_nu", "vindbaar", "kinderen_veilig"} <= set(fout.value.fouten)


def contact(cast: Cast, t: Traject, wie: str = "zoe", **anders: Any) -> Any:
    velden = {"dag": klok.vandaag(), "wijze": "telefoon", "tekst": "Gebeld over de huisarts.", **anders}
    return begeleiden.leg_contact_vast(traject_id=t.pk, contact=Contact(**velden), door=als(getattr(cast, wie)))


def test_a_contact_is_recorded_by_any_coordinator_of_the_organisation(cast: Cast, t: Traject) -> None:
    contact(cast, t, "zara", volgende_op=klok.vandaag())
    assert laatste_regels()[0] == "traject.contact"


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [
        ("wijze", "duif"),
        ("tekst", " "),
        ("tekst", "x" * 5_001),
        ("dag", klok.vandaag() + timedelta(days=1)),
        ("dag", klok.vandaag() - timedelta(days=800)),
        ("volgende_op", klok.vandaag() - timedelta(days=1)),
        ("volgende_op", klok.vandaag() + timedelta(days=400)),
    ],
)
def test_a_contact_that_cannot_have_been_so_is_refused(cast: Cast, t: Traject, veld: str, waarde: object) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        contact(cast, t, **{veld: waarde})
    assert veld in fout.value.fouten


@pytest.mark.parametrize("wie", ["anna", "piet", "rik", "fg", "beheer", "buur"])
def test_nobody_else_finds_the_traject(cast: Cast, t: Traject, wie: str) -> None:
    with pytest.raises(NietGevondenError):
        contact(cast, t, wie)


def test_an_evaluation_says_whether_the_client_was_there(cast: Cast, t: Traject) -> None:
    def doe(**anders: Any) -> Any:
        velden = {"dag": klok.vandaag(), "goed": "Zij slaapt weer.", "anders": "Niets.", "met_client": "ja", **anders}
        return begeleiden.evalueer(traject_id=t.pk, evaluatie=Evaluatie(**velden), door=als(cast.zoe))

    assert open_stuk(t, sleutel_van(t.dossier), doe())["met_client"] == "ja"
    with pytest.raises(OngeldigeInvoerError) as fout:
        doe(met_client="onbekend", goed="", anders="")
    assert set(fout.value.fouten) == {"met_client", "goed", "anders"}


def stel(cast: Cast, t: Traject, **anders: Any) -> Zorgdoel:
    velden = {"leefgebied": "LG-WONEN", "behoefte": "Een veilige slaapplek.", **anders}
    return plan.stel_doel(traject_id=t.pk, doel=Doel(**velden), door=als(cast.zoe))


def zet(cast: Cast, t: Traject, d: Zorgdoel, naar: Doelstatus, resultaat: str = "", versie: int = 0) -> Zorgdoel:
    return plan.zet_doel(
        traject_id=t.pk, doel_id=d.pk, versie=versie or d.versie, naar=naar, resultaat=resultaat, door=als(cast.zoe)
    )


def test_a_goal_that_lapsed_or_was_reached_can_be_taken_up_again() -> None:
    assert ZORGDOEL.staten == frozenset(Doelstatus)
    assert not ZORGDOEL.einden


def test_a_need_becomes_a_plan_with_a_goal_and_somebody_who_helps(cast: Cast, t: Traject) -> None:
    behoefte = stel(cast, t)
    assert behoefte.status == Doelstatus.BEHOEFTE
    with pytest.raises(OngeldigeInvoerError):
        zet(cast, t, behoefte, Doelstatus.GEPLAND)
    gepland = plan.werk_doel_bij(
        traject_id=t.pk,
        doel_id=behoefte.pk,
        versie=behoefte.versie,
        doel=Doel("LG-WONEN", "Een veilige slaapplek.", "Binnen een week een kamer.", aanbieder="De Schuilplaats"),
        door=als(cast.zoe),
    )
    assert gepland.status == Doelstatus.GEPLAND
    loopt = zet(cast, t, gepland, Doelstatus.LOOPT)
    klaar = zet(cast, t, loopt, Doelstatus.BEREIKT, "Zij woont er nu.")
    assert open_doel(t, sleutel_van(t.dossier), klaar)["resultaat"] == "Zij woont er nu."
    assert b"Schuilplaats" not in bytes(klaar.inhoud or b"")


def test_named_services_are_chosen_from_the_facts_and_a_closed_one_is_refused(cast: Cast, t: Traject) -> None:
    namen = {d.code for d in plan.diensten("slachtoffer")}
    assert {"DST-NVM", "DST-UITSTAP", "DST-VEILIG-THUIS", "DST-JEUGDHULP"} <= namen
    assert "DST-SCHADEFONDS" not in namen
    gepland = stel(cast, t, doel="Stoppen met dit werk.", dienst="DST-UITSTAP")
    assert gepland.status == Doelstatus.GEPLAND
    with pytest.raises(OngeldigeInvoerError) as fout:
        stel(cast, t, doel="Bericht krijgen.", dienst="DST-SCHADEFONDS")
    assert "dienst" in fout.value.fouten


@pytest.mark.parametrize(
    ("veld", "anders"),
    [
        ("leefgebied", {"leefgebied": "LG-ONZIN"}),
        ("behoefte", {"behoefte": " "}),
        ("aanbieder_id", {"aanbieder_id": 987_654}),
        ("aanbieder", {"aanbieder": "x" * 201}),
        ("aanbieder", {"aanbieder": "Iemand", "dienst": "DST-NVM"}),
        ("tot", {"tot": klok.vandaag() - timedelta(days=1)}),
    ],
)
def test_a_goal_that_does_not_fit_is_refused(cast: Cast, t: Traject, veld: str, anders: dict[str, Any]) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        stel(cast, t, **anders)
    assert veld in fout.value.fouten


def test_a_goal_moves_once_from_a_page_and_only_along_its_states(cast: Cast, t: Traject) -> None:
    d = stel(cast, t, doel="Een kamer.", aanbieder="De Schuilplaats")
    zet(cast, t, d, Doelstatus.LOOPT)
    with pytest.raises(VerouderdError):
        zet(cast, t, d, Doelstatus.LOOPT, versie=d.versie)
    d.refresh_from_db()
    with pytest.raises(OvergangNietToegestaanError):
        zet(cast, t, d, Doelstatus.BEHOEFTE)
    with pytest.raises(OngeldigeInvoerError):
        zet(cast, t, d, Doelstatus.VERVALLEN)  # without words
    with pytest.raises(NietGevondenError):
        plan.zet_doel(traject_id=t.pk, doel_id=uuid.uuid4(), versie=1, naar=Doelstatus.LOOPT, door=als(cast.zoe))


def test_an_organisation_that_ended_helps_nobody_any_more(cast: Cast, t: Traject) -> None:
    assert cast.veilig_thuis in plan.aanbieders()
    cast.veilig_thuis.geldig_tot = klok.vandaag()
    cast.veilig_thuis.save()
    with pytest.raises(OngeldigeInvoerError):
        stel(cast, t, doel="Advies.", aanbieder_id=cast.veilig_thuis.pk)


def test_once_consent_for_help_is_taken_back_nothing_new_begins_and_what_runs_can_be_ended(
    cast: Cast, t: Traject
) -> None:
    d, behoefte = stel(cast, t, doel="Een kamer.", aanbieder="De Schuilplaats"), stel(cast, t)
    trek_in(t, als(cast.zoe))

    def verander(van: Zorgdoel, **velden: str) -> Zorgdoel:
        nieuw = Doel("LG-WONEN", "Anders gezegd.", "Een kamer.", **velden)
        return plan.werk_doel_bij(traject_id=t.pk, doel_id=van.pk, versie=van.versie, doel=nieuw, door=als(cast.zoe))

    for daad in (
        lambda: stel(cast, t),
        lambda: verander(d, aanbieder="Een ander"),
        lambda: verander(behoefte, aanbieder="Een ander"),
        lambda: zet(cast, t, d, Doelstatus.LOOPT),
    ):
        with pytest.raises(OngeldigeInvoerError) as fout:
            daad()
        assert (
            f"trok de toestemming voor hulp en zorgcoördinatie in op {klok.vandaag().day} " in fout.value.fouten[""][0]
        )
    d = verander(d, aanbieder="De Schuilplaats")
    assert zet(cast, t, d, Doelstatus.VERVALLEN, "De cliënt wil geen hulp.").status == Doelstatus.VERVALLEN
    weg = Contact(klok.vandaag(), "telefoon", "Afscheid genomen.")
    assert begeleiden.leg_contact_vast(traject_id=t.pk, contact=weg, door=als(cast.zoe)).pk
    zeg_ja(t, als(cast.zoe))
    assert stel(cast, t).status == Doelstatus.BEHOEFTE
