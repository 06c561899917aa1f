"""Loading the facts: complete, repeatable, and never losing what an old signaal points at."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from baken.kern import klok
from baken.referentie import models, selectors
from baken.referentie.laad import BESTANDEN, BestandsfoutError, Telling, laad_alles, voeg_eigen_toe
from tests.referentie.conftest import Gegevensmap

pytestmark = pytest.mark.django_db
NOVEMBER = datetime(2026, 11, 22, 12, tzinfo=UTC)
EIGEN_GEMEENTE = {
    "code": "GM-DEMO-01",
    "naam": "Verzonnendam",
    "provincie_code": "PV28",
    "provincie": "Verzonnen provincie",
    "veiligheidsregio_code": "VR-DEMO",
    "veiligheidsregio": "Verzonnen regio",
    "politie_eenheid_code": "PE-DEMO",
    "politie_eenheid": "Verzonnen eenheid",
    "riec": "RIEC Verzonnen",
    "bron": "eigen",
    "verificatie": "eigen",
}


def aantal_rijen() -> int:
    return sum(model._default_manager.count() for model, _ in BESTANDEN)


def test_the_first_load_adds_every_row_of_every_file(zonder_feiten: None) -> None:
    telling = laad_alles()
    assert telling == Telling(nieuw=aantal_rijen())
    assert telling.nieuw > 1000


def test_a_second_load_changes_no_row() -> None:
    voor = {model: list(model._default_manager.order_by("pk").values()) for model, _ in BESTANDEN}
    assert laad_alles() == Telling(ongewijzigd=aantal_rijen())
    assert voor == {model: list(model._default_manager.order_by("pk").values()) for model, _ in BESTANDEN}


def test_a_changed_fact_is_updated_and_nothing_else(gegevensmap: Gegevensmap) -> None:
    gegevensmap.verander("vormen.json", "SEKS", naam="Andere naam", geldig_tot="2030-01-01")
    gegevensmap.verander_csv("indicatoren.csv", "IND001", gewicht_kind="zwak")
    telling = laad_alles(gegevensmap.pad)
    assert (telling.nieuw, telling.gewijzigd, telling.gesloten) == (0, 2, 0)
    assert selectors.vorm("SEKS").naam == "Andere naam"
    assert selectors.vorm("SEKS").geldig_tot == date(2030, 1, 1)
    assert selectors.indicator("IND001").gewicht_kind == "zwak"


def test_a_fact_that_left_the_files_is_closed_and_kept(gegevensmap: Gegevensmap) -> None:
    gegevensmap.haal_weg("sectoren.json", "CARWASH")
    with klok.zet_stil(NOVEMBER):
        assert laad_alles(gegevensmap.pad).gesloten == 1
        assert laad_alles(gegevensmap.pad).gesloten == 0
        assert "CARWASH" not in {sector.code for sector in selectors.sectoren()}
        assert "CARWASH" in {sector.code for sector in selectors.sectoren(date(2026, 11, 21))}
    assert selectors.sector("CARWASH").geldig_tot == date(2026, 11, 22)


def test_a_fact_that_comes_back_holds_again(gegevensmap: Gegevensmap) -> None:
    gegevensmap.haal_weg("sectoren.json", "CARWASH")
    laad_alles(gegevensmap.pad)
    assert laad_alles().gewijzigd == 1
    assert "CARWASH" in {sector.code for sector in selectors.sectoren()}


def test_a_fact_that_was_still_to_begin_ends_on_the_day_it_would_begin(gegevensmap: Gegevensmap) -> None:
    gegevensmap.haal_weg("vormen.json", "HUW")
    with klok.zet_stil(datetime(2026, 1, 1, 12, tzinfo=UTC)):
        laad_alles(gegevensmap.pad)
    assert selectors.vorm("HUW").geldig_tot == date(2026, 7, 15)
    assert not selectors.vorm("HUW").geldt_op(date(2026, 7, 15))


def test_a_fact_of_ones_own_survives_the_load() -> None:
    assert voeg_eigen_toe("gemeente", [EIGEN_GEMEENTE]) == Telling(nieuw=1)
    assert voeg_eigen_toe("gemeente", [EIGEN_GEMEENTE]) == Telling(ongewijzigd=1)
    assert selectors.gemeente("GM-DEMO-01").naam == "Verzonnendam"
    assert laad_alles().gesloten == 0
    assert len(selectors.gemeenten()) == 343


def test_a_fact_of_ones_own_cannot_replace_a_shipped_one() -> None:
    with pytest.raises(BestandsfoutError, match="meegeleverd"):
        voeg_eigen_toe("gemeente", [EIGEN_GEMEENTE | {"code": "GM0599"}])
    assert selectors.gemeente("GM0599").naam == "Rotterdam"


def test_a_fact_of_ones_own_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(BestandsfoutError, match="planeet"):
        voeg_eigen_toe("planeet", [{"code": "MARS"}])


@pytest.mark.parametrize(
    ("verandering", "zegt"),
    [
        ({"kleur": "rood"}, "onbekende kolommen"),
        ({"geldig_van": "gisteren"}, "kolom geldig_van"),
        ({"verificatie": "misschien"}, "verificatie"),
        ({"naam": ""}, "naam"),
        ({"bron": "bestaat-niet"}, "kolom bron"),
        ({"ouder": "bestaat-niet"}, "kolom ouder"),
        ({"code": ""}, "een code ontbreekt"),
        ({"code": "ARB"}, "twee keer"),
    ],
)
def test_a_wrong_file_is_refused_whole(
    zonder_feiten: None, gegevensmap: Gegevensmap, verandering: dict[str, str], zegt: str
) -> None:
    gegevensmap.verander("vormen.json", "SEKS", **verandering)
    with pytest.raises(BestandsfoutError, match=zegt) as fout:
        laad_alles(gegevensmap.pad)
    assert "vormen.json" in str(fout.value)
    assert aantal_rijen() == 0


def test_the_command_says_what_it_did(zonder_feiten: None) -> None:
    for verwacht in ("0 ongewijzigd", "0 nieuw, 0 gewijzigd, 0 gesloten"):
        uit = StringIO()
        call_command("laad_referentie", stdout=uit)
        assert verwacht in uit.getvalue()


@pytest.mark.parametrize(
    "verandering",
    [
        {"geldig_van": date(2026, 1, 2), "geldig_tot": date(2026, 1, 1)},
        {"naam": ""},
        {"verificatie": "misschien"},
        {"fase": "later"},
        {"element": "toeval"},
        {"gewicht_volwassen": "zwaar"},
        {"dimensie": 7},
        {"dimensie": None},
    ],
)
def test_the_database_itself_refuses_a_fact_that_cannot_be(verandering: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Indicator.objects.filter(code="IND001").update(**verandering)


def test_the_database_itself_refuses_an_unknown_visibility() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Sector.objects.filter(code="BOUW").update(zichtbaarheid="soms")
