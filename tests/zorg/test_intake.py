"""Intake: what care and shelter need to know, which gemeente is responsible, and who the client is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from tests.cast import Cast, als
from tests.signalen.hulp import laatste_regels
from tests.zorg.hulp import client, traject

from baken.dossiers.inhoud import open_inhoud
from baken.dossiers.leeftijd import band_van
from baken.dossiers.services import sleutel_van
from baken.kern import klok
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VerouderdError,
)
from baken.zorg.inhoud import Profiel, open_profiel, open_stuk
from baken.zorg.models import Traject
from baken.zorg.services import intake
from baken.zorg.services.loop import niet_starten
from baken.zorg.soorten import Doelgroep, Stuksoort
from baken.zorg.teksten import CLIENT, Lezer
from baken.zorg.verloop import Trajectstatus

PROFIEL = Profiel(
    verblijf="geen", ingeschreven="nee", aangetroffen_in="GM0599", taal="Roemeens", tolk="ja", kinderen=("0-11",)
)


def doe(cast: Cast, t: Traject, profiel: Profiel = PROFIEL, *, verslag: str = "Gesprek ging goed.") -> Traject:
    nieuw = intake.Intake(profiel, verslag)
    return intake.doe_intake(traject_id=t.pk, versie=t.versie, intake=nieuw, door=als(cast.zoe))


def test_the_first_intake_moves_the_traject_and_keeps_who_brought_the_client(cast: Cast) -> None:
    t = doe(cast, traject(als(cast.zoe)))
    assert t.status == Trajectstatus.INTAKE
    profiel = open_profiel(t, sleutel_van(t.dossier))
    assert (profiel.taal, profiel.kinderen, profiel.aanmelder) == ("Roemeens", ("0-11",), "Maatschappelijk werk")
    assert profiel.contra_indicaties is None  # not asked is not the same as none


def test_a_later_intake_corrects_and_the_earlier_stays_readable(cast: Cast) -> None:
    t = doe(cast, traject(als(cast.zoe)))
    t = doe(cast, t, replace(PROFIEL, taal="Bulgaars"), verslag="Verbeterd.")
    assert t.status == Trajectstatus.INTAKE
    sleutel = sleutel_van(t.dossier)
    talen = {open_stuk(t, sleutel, s)["profiel"]["taal"] for s in t.stukken.filter(soort=Stuksoort.INTAKE)}
    assert talen == {"Roemeens", "Bulgaars"}
    assert open_profiel(t, sleutel).taal == "Bulgaars"


def test_the_responsible_gemeente_follows_by_rule_and_a_change_is_a_line(cast: Cast) -> None:
    t = doe(cast, traject(als(cast.zoe)))
    assert (t.verantwoordelijke_gemeente, t.gemeente_reden) == ("GM0599", "aangetroffen")
    assert laatste_regels(2) == ["traject.intake", "gemeente.bepaald"]
    uit = intake.bepaal_gemeente(
        traject_id=t.pk,
        versie=t.versie,
        ingeschreven="ja",
        ingeschreven_in="GM0502",
        aangetroffen_in="GM0599",
        door=als(cast.zoe),
    )
    t.refresh_from_db()
    assert (uit.code, t.verantwoordelijke_gemeente, t.gemeente_reden) == ("GM0502", "GM0502", "ingeschreven")
    assert open_profiel(t, sleutel_van(t.dossier)).taal == "Roemeens"


def test_a_client_who_may_be_a_minor_gets_the_remark_on_the_jeugdwet(cast: Cast) -> None:
    t = traject(als(cast.zoe), client=client(leeftijdsgroep="12-17"))
    assert intake.gemeente_van(t, PROFIEL).let_op
    groot = traject(als(cast.zoe), client=client(identiteit={"naam": "Ander"}))
    assert not intake.gemeente_van(groot, PROFIEL).let_op
    assert intake.kan_minderjarig_zijn("onbekend") and intake.kan_minderjarig_zijn("")


def test_a_date_of_birth_goes_before_the_age_band_that_was_chosen(cast: Cast) -> None:
    vandaag = als(cast.zoe).vandaag
    jong = {"naam": "Jong", "geboortedatum": vandaag.replace(year=vandaag.year - 18, month=12, day=31).isoformat()}
    t = traject(als(cast.zoe), client=client(leeftijdsgroep="18-24", identiteit=jong))
    with klok.zet_stil(datetime(vandaag.year, 12, 30, 12, tzinfo=klok.TIJDZONE)):
        assert intake.gemeente_van(t, PROFIEL).let_op
    with klok.zet_stil(datetime(vandaag.year, 12, 31, 12, tzinfo=klok.TIJDZONE)):
        assert not intake.gemeente_van(t, PROFIEL).let_op


@pytest.mark.parametrize("geboren", ["", "rond 1990", "9999-12-31"])
def test_a_date_of_birth_that_says_nothing_leaves_the_band_that_was_chosen(geboren: str) -> None:
    assert band_van("12-17", geboren) == "12-17"


@pytest.mark.parametrize(
    ("veld", "anders"),
    [
        ("aangetroffen_in", {"aangetroffen_in": "GM9999"}),
        ("ingeschreven_in", {"ingeschreven": "ja", "ingeschreven_in": ""}),
        ("verblijf", {"verblijf": "toerist"}),
        ("tolk", {"tolk": "soms"}),
        ("taal", {"taal": "x" * 201}),
        ("kinderen", {"kinderen": ("peuter",)}),
        ("kinderen", {"kinderen": ("0-11",) * 21}),
        ("contra_indicaties", {"contra_indicaties": ("BESTAATNIET",)}),
        ("inzet", {"inzet": "fbi"}),
    ],
)
def test_an_intake_with_something_that_is_no_answer_is_refused(cast: Cast, veld: str, anders: dict[str, Any]) -> None:
    t = traject(als(cast.zoe))
    with pytest.raises(OngeldigeInvoerError) as fout:
        doe(cast, t, replace(PROFIEL, **anders))
    assert veld in fout.value.fouten


def test_an_intake_from_a_page_that_is_old_is_refused(cast: Cast) -> None:
    t = traject(als(cast.zoe))
    doe(cast, Traject.objects.get(pk=t.pk))
    with pytest.raises(VerouderdError):
        doe(cast, t)


def test_an_intake_asks_a_coordinator_of_the_same_organisation_and_an_open_traject(cast: Cast) -> None:
    t = traject(als(cast.zoe))
    nieuw = intake.Intake(PROFIEL, "Gesprek.")
    with pytest.raises(NietGevondenError):
        intake.doe_intake(traject_id=t.pk, versie=t.versie, intake=nieuw, door=als(cast.piet))
    dicht = niet_starten(
        traject_id=t.pk,
        versie=t.versie,
        afsluitreden="AZ-STOPT",
        reden="De persoon wil geen hulp van ons.",
        door=als(cast.zoe),
    )
    with pytest.raises(OvergangNietToegestaanError):
        doe(cast, dicht)


def test_the_client_can_be_corrected_and_is_found_by_the_new_data(cast: Cast) -> None:
    t = traject(als(cast.zoe))
    nieuw = client(identiteit={"naam": "Mira Beter", "geboortedatum": "1997-04-03", "document": "NX7654321"})
    t = intake.werk_client_bij(traject_id=t.pk, versie=t.versie, client=nieuw, door=als(cast.zoe))
    (open_,) = open_inhoud(t.dossier).betrokkenen
    assert open_.groepen["identiteit"]["naam"] == "Mira Beter"
    lezer = Lezer([open_])
    assert lezer.tekst("Mevrouw Voorbeeld belde met 06-12345678.") == f"Mevrouw {CLIENT} belde met {CLIENT}."
    with pytest.raises(OngeldigeInvoerError):
        traject(als(cast.zara), client=client(identiteit={"naam": "Zelfde", "document": "NX7654321"}))
    assert traject(als(cast.zara)).pk  # the old name and birth date lead nowhere any more


def test_a_client_cannot_become_somebody_who_has_a_traject_here(cast: Cast) -> None:
    ander = traject(als(cast.zoe), client=client(identiteit={"naam": "Een", "document": "NX1111111"}))
    t = traject(als(cast.zoe))
    nieuw = client(identiteit={"naam": "Mira", "document": "NX1111111"})
    with pytest.raises(OngeldigeInvoerError) as fout:
        intake.werk_client_bij(traject_id=t.pk, versie=t.versie, client=nieuw, door=als(cast.zoe))
    assert ander.nummer in fout.value.fouten[""][0]


def test_a_client_whose_data_may_only_be_kept_is_not_changed(cast: Cast) -> None:
    t = traject(als(cast.zoe))
    t.dossier.betrokkenen.update(beperkt_op="2026-01-01")
    with pytest.raises(NietToegestaanError) as fout:
        intake.werk_client_bij(traject_id=t.pk, versie=t.versie, client=client(), door=als(cast.zoe))
    assert fout.value.reden == intake.BEPERKT


def test_a_coordinator_outside_the_team_of_an_offender_finds_nothing_to_change(cast: Cast) -> None:
    t = traject(als(cast.zoe), Doelgroep.DADER)
    with pytest.raises(NietGevondenError):
        intake.werk_client_bij(traject_id=t.pk, versie=t.versie, client=client("dader"), door=als(cast.zara))
