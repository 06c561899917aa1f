"""The meldroute: danger first, four doors, contacts as data with their source, the meldcode, and the card on one A4."""

from __future__ import annotations

import contextlib
import re
import zlib
from datetime import date

import pytest
from django.test import Client
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import Cast
from tests.dossiers.hulp import zonder_sporen
from tests.web.melden.hulp import Melder

from baken.organisaties.models import Contactpunt
from baken.referentie import selectors as referentie
from baken.signalen.models import Adviesteller, Signaal

pytestmark = pytest.mark.django_db
MELDROUTE = "/melden/voorbeeldstad/"


def _tekst(client: Client, adres: str) -> str:
    antwoord = client.get(adres)
    assert antwoord.status_code == 200
    return antwoord.content.decode()


def _paginas(pdf: bytes) -> int:
    """Count the pages of a PDF whose objects are packed in streams."""
    inhoud = pdf
    for stroom in re.findall(rb"stream\n(.*?)\nendstream", pdf, re.S):
        with contextlib.suppress(zlib.error):
            inhoud += zlib.decompress(stroom)
    return len(re.findall(rb"/Type ?/Page\b", inhoud))


@pytest.fixture
def contact(cast: Cast) -> Contactpunt:
    """Give a contact as the gemeente entered it."""
    return Contactpunt.objects.create(
        organisatie=cast.gemeente,
        soort="meld_adviespunt",
        naam="Adviespunt Voorbeeld (verzonnen)",
        telefoon="000 000 00 00",
        bereikbaar="7 dagen per week",
        bron="eigen opgave",
        gecontroleerd_op=date(2026, 11, 2),
    )


def test_danger_comes_first_and_then_four_doors(cast: Cast, client: Client) -> None:
    tekst = _tekst(client, MELDROUTE)
    deuren = [tekst.index(f'href="{MELDROUTE}{deur}/"') for deur in ("zelf", "persoon", "plek", "advies")]
    assert tekst.index('href="tel:112"') < deuren[0]
    assert deuren == sorted(deuren)


def test_the_start_page_names_the_gemeenten_and_the_way_to_follow(cast: Cast, client: Client) -> None:
    tekst = _tekst(client, "/melden/")
    assert MELDROUTE in tekst
    assert "/melden/volgen/" in tekst


def test_a_contact_is_shown_with_its_source_and_the_day_it_was_checked(contact: Contactpunt, client: Client) -> None:
    tekst = _tekst(client, f"{MELDROUTE}zelf/")
    for woord in (contact.naam, "7 dagen per week", "eigen opgave", "2 november 2026", 'href="tel:0000000000"'):
        assert woord in tekst
    assert "<form" not in tekst


def test_what_is_not_known_is_shown_as_not_filled_in(cast: Cast, client: Client) -> None:
    assert _tekst(client, MELDROUTE).count("niet ingevuld") >= 6


def test_who_seeks_help_first_reads_whom_to_call_and_then_what_is_not_filled_in(cast: Cast, client: Client) -> None:
    tekst = _tekst(client, f"{MELDROUTE}zelf/")
    bellen = [tekst.index(nummer) for nummer in ("0800-2000", "0900-8844")]
    leeg = [tekst.index(f"<strong>{naam}.</strong>") for naam in ("Meld- en Adviespunt", "Zorgcoördinator")]
    assert max(bellen) < tekst.index("Hier nog niet ingevuld") < min(leeg)
    assert "Landelijk telefoonnummer van de politie. Gezien op 23 november 2026." in tekst


def test_a_filled_first_door_misses_nothing(contact: Contactpunt, client: Client) -> None:
    Contactpunt.objects.create(organisatie=contact.organisatie, soort="zorgcoordinator", email="zorg@voorbeeld.invalid")
    tekst = _tekst(client, f"{MELDROUTE}zelf/")
    assert tekst.index(contact.naam) < tekst.index("zorg@voorbeeld.invalid") < tekst.index("0800-2000")
    assert "Hier nog niet ingevuld" not in tekst


def test_a_national_number_stands_in_where_the_gemeente_gave_none(cast: Cast, client: Client) -> None:
    tekst = _tekst(client, f"{MELDROUTE}meldcode/")
    assert "0800-2000" in tekst
    assert "Landelijk nummer" in tekst


def test_a_number_that_nobody_checked_says_so(cast: Cast, client: Client) -> None:
    assert "nog niet gecontroleerd" in _tekst(client, f"{MELDROUTE}persoon/inwoner/")


def test_advice_is_counted_and_stores_nothing_on_anybody(cast: Cast, client: Client) -> None:
    for _ in range(2):
        pagina = Melder(client, f"{MELDROUTE}advies/").open().stuur({"vraag": "Mijn buurvrouw Verzonnen"})
        assert pagina.antwoord.status_code == 200
        assert "Meld- en Adviespunt" in pagina.tekst
        assert not pagina.antwoord.cookies
    teller = Adviesteller.objects.get()
    assert (teller.organisatie, teller.aantal) == (cast.gemeente, 2)
    assert Signaal.objects.count() == 0


def test_looking_at_the_advice_page_counts_nothing(cast: Cast, client: Client) -> None:
    _tekst(client, f"{MELDROUTE}advies/")
    assert not Adviesteller.objects.exists()


@pytest.mark.parametrize(
    ("zegel", "kop", "status"), [("", {}, 400), ("onzin", {}, 400), (None, {"HTTP_SEC_FETCH_SITE": "cross-site"}, 403)]
)
def test_a_question_for_advice_that_is_not_from_our_page_is_not_counted(
    cast: Cast, client: Client, zegel: str | None, kop: dict[str, str], status: int
) -> None:
    pagina = Melder(client, f"{MELDROUTE}advies/").open()
    if zegel is not None:
        pagina.verborgen["zegel"] = zegel
    assert pagina.stuur(**kop).antwoord.status_code == status
    assert not Adviesteller.objects.exists()


def test_the_meldcode_has_five_steps_and_six_sectors(cast: Cast, client: Client) -> None:
    tekst = _tekst(client, f"{MELDROUTE}meldcode/")
    assert len(referentie.feiten("meldcodestap")) == 5
    assert len(referentie.meldcodesectoren()) == 6
    for feit in (*referentie.feiten("meldcodestap"), *referentie.meldcodesectoren()):
        assert escape(feit.naam) in tekst
    assert "Veilig Thuis" in tekst


def test_the_card_holds_every_contact_and_the_meldcode(contact: Contactpunt, client: Client) -> None:
    tekst = _tekst(client, "/melden/route/voorbeeldstad/")
    for woord in (contact.naam, "eigen opgave, 2 november 2026", "RIEC", "Bel 112", "niet ingevuld"):
        assert woord in tekst
    assert tekst.count("<tr>") == 9


def test_the_card_is_a_pdf_of_one_page(contact: Contactpunt, client: Client) -> None:
    Contactpunt.objects.bulk_create(
        Contactpunt(
            organisatie=contact.organisatie,
            soort=soort,
            naam=f"Een lange naam van een organisatie voor {soort} (verzonnen)",
            telefoon="000 000 00 00",
            email=f"{soort}@voorbeeld.invalid",
            bereikbaar="op werkdagen van 8.30 tot 17.00 uur, in het weekend alleen bij spoed",
            bron="opgave van de organisatie zelf",
            gecontroleerd_op=date(2026, 11, 2),
        )
        for soort in ("aandachtsfunctionaris", "zorgcoordinator", "politie", "riec", "nla", "veilig_thuis", "mma")
    )
    antwoord = client.get("/melden/route/voorbeeldstad/pdf/")
    assert antwoord.headers["Content-Type"] == "application/pdf"
    assert "attachment" in antwoord.headers["Content-Disposition"]
    pdf = b"".join(antwoord) if antwoord.streaming else antwoord.content
    assert pdf.startswith(b"%PDF-")
    assert _paginas(pdf) == 1


def test_only_reading_is_possible_on_pages_without_a_form(cast: Cast, client: Client) -> None:
    for adres in ("/melden/", MELDROUTE, f"{MELDROUTE}zelf/", f"{MELDROUTE}persoon/", "/melden/route/voorbeeldstad/"):
        assert client.post(adres).status_code in {403, 405}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    velden=st.dictionaries(
        st.one_of(st.sampled_from(["zegel", "vraag", "actie", "stap", "concept"]), st.text(max_size=10)),
        st.one_of(st.text(st.characters(exclude_categories=("Cs",)), max_size=60), st.just("9" * 5_000)),
        max_size=4,
    ),
    deel=st.sampled_from(["advies/", "persoon/professional/", "plek/inwoner/", "zelf/", "meldcode/", "persoon/", ""]),
)
def test_whatever_is_posted_on_the_meldroute_without_a_page_of_ours_stores_and_counts_nothing(
    cast: Cast, velden: dict[str, str], deel: str
) -> None:
    client = Client(raise_request_exception=False, headers={"sec-fetch-site": "same-origin"})
    with zonder_sporen():
        antwoord = client.post(f"{MELDROUTE}{deel}", velden)
        assert 400 <= antwoord.status_code < 500
        assert not Adviesteller.objects.exists()
        assert Signaal.objects.count() == 0


def test_an_own_contact_without_a_number_does_not_hide_the_number_that_holds_everywhere(
    cast: Cast, client: Client
) -> None:
    Contactpunt.objects.create(
        organisatie=cast.gemeente, soort="veilig_thuis", naam="Veilig Thuis Verzonnen", bron="eigen opgave"
    )
    tekst = _tekst(client, f"{MELDROUTE}meldcode/")
    assert "Veilig Thuis Verzonnen" in tekst
    assert "0800-2000" in tekst
    Contactpunt.objects.filter(soort="veilig_thuis").update(telefoon="000 111 22 33")
    tekst = _tekst(client, f"{MELDROUTE}meldcode/")
    assert "000\N{NO-BREAK SPACE}111" in tekst
    assert "0800-2000" not in tekst, "an own number comes before the national one"


def test_the_card_says_where_to_report_with_the_host(cast: Cast, client: Client) -> None:
    assert f"testserver{MELDROUTE}" in _tekst(client, "/melden/route/voorbeeldstad/")
