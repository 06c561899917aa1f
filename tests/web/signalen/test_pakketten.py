"""What the sender sees before a packet goes out: own words, what is missing, and the story that must be read first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from tests.cast import Cast, als
from tests.signalen.hulp import besloten, doorgegeven
from tests.web.signalen.hulp import als_persoon, formulier, vul_in
from tests.web.signalen.test_stappen import adres_van, loop

from baken.dossiers.models import Verstrekking
from baken.dossiers.services import NieuweBetrokkene
from baken.kern import klok
from baken.keten.models import Grondslag
from baken.referentie.selectors import leeftijdsgroepen
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import doorgeleiden

VERHAAL = "Een man houdt een meisje van 16 vast in het huis aan de kade."
TOELICHTING = "Zij wil weg en durft niet te bellen."
TOESTEMMING = {"toestemming": "Mondeling op 20 november, in het gesprek."}


@pytest.fixture
def anna(cast: Cast) -> Client:
    return als_persoon(cast.anna)


def alleen(cast: Cast, soort: str) -> dict[str, Any]:
    """Return the answers of the first step for one receiver."""
    velden = {f"ontvanger_{s}": [] for s in ("zorgcoordinatie", "zvh", "riec")}
    return {**velden, f"ontvanger_{soort}": [str({"zorgcoordinatie": cast.zorg, "riec": cast.riec}[soort].pk)]}


def test_an_empty_packet_is_said_to_be_empty_and_own_words_fill_it(cast: Cast, anna: Client) -> None:
    signaal = besloten(cast, Uitkomst.ZORG, waarneming=VERHAAL, personen=())
    adres = adres_van(signaal)
    leeg = loop(anna, adres, alleen(cast, "zorgcoordinatie"), TOESTEMMING)
    tekst = leeg.content.decode()
    assert "Van de gekozen gegevens is niets bekend: wie het is, contactgegevens, zorg en hulp." in tekst
    assert "Deze ontvanger leest niet wat er aan de hand is." in tekst
    assert "meisje van 16" not in tekst
    terug = anna.post(adres, vul_in(leeg, "concept", vorige="ja"))
    vol = anna.post(adres, vul_in(terug, "concept", toelichting=TOELICHTING))
    assert TOELICHTING in vol.content.decode()
    assert "leest niet wat er aan de hand is" not in vol.content.decode()
    assert anna.post(adres, vul_in(vol, "concept")).status_code == 302
    zorg = Verstrekking.objects.get()
    zoe = als_persoon(cast.zoe)
    zoe.post(f"/ontvangen/{zorg.pk}/openen/")
    pagina = zoe.get(f"/ontvangen/{zorg.pk}/").content.decode()
    assert TOELICHTING in pagina
    assert zorg.kenmerk in pagina
    assert zorg.kenmerk in anna.get(f"/signalen/verstrekkingen/{zorg.pk}/").content.decode()
    assert zorg.kenmerk in anna.get(f"/signalen/verstrekkingen/{zorg.pk}/afdruk/").content.decode()


def test_a_packet_about_offenders_offers_no_story_and_asks_to_read_it_when_chosen(cast: Cast, anna: Client) -> None:
    adres = adres_van(besloten(cast, Uitkomst.ONDERMIJNING, waarneming=VERHAAL))
    deel = loop(anna, adres, alleen(cast, "riec"))
    assert "verhaal" not in formulier(deel, "concept")["velden"]
    zonder = anna.post(adres, vul_in(deel, "concept"))
    assert "meisje van 16" not in zonder.content.decode()
    met = anna.post(adres, vul_in(deel, "concept", verhaal="on"))
    assert "meisje van 16" in met.content.decode()
    assert "Het hele verhaal gaat mee." in met.content.decode()
    geweigerd = anna.post(adres, vul_in(met, "concept"))
    assert geweigerd.status_code == 422
    assert "Lees het verhaal voor" in geweigerd.content.decode()
    assert Verstrekking.objects.count() == 0
    vakje = f"gelezen_{cast.riec.pk}"
    assert anna.post(adres, vul_in(geweigerd, "concept", **{vakje: "on"})).status_code == 302
    assert Verstrekking.objects.count() == 1


def test_a_story_without_its_group_is_refused_with_a_clear_word(cast: Cast, anna: Client) -> None:
    adres = adres_van(besloten(cast, Uitkomst.ONDERMIJNING))
    deel = loop(anna, adres, alleen(cast, "riec"))
    fout = anna.post(adres, vul_in(deel, "concept", verhaal="on", veldgroepen=["identiteit"]))
    assert fout.status_code == 422
    assert "of geef het verhaal niet mee" in fout.content.decode()


def test_consent_and_urgency_are_asked_only_where_the_basis_needs_them(cast: Cast, anna: Client) -> None:
    adres = adres_van(besloten(cast, Uitkomst.ZORG))
    deel = loop(anna, adres, alleen(cast, "zorgcoordinatie"))
    velden = formulier(deel, "concept")["velden"]
    assert "grondslag" not in velden, "nobody chose one"
    assert {"toestemming", "noodreden"} <= set(velden), "without script it is chosen and explained on one page"
    assert "Alleen als u toestemming als grondslag kiest." in deel.content.decode()
    nood, taak = (str(Grondslag.objects.get(code=c).pk) for c in ("acuut-gevaar", "taak-zorg"))
    gevraagd = anna.post(adres, vul_in(deel, "concept", grondslag=nood))
    assert gevraagd.status_code == 422
    assert "Schrijf waarom het nu nodig is." in gevraagd.content.decode()
    assert "toestemming" not in formulier(gevraagd, "concept")["velden"]
    kort = anna.post(adres, vul_in(gevraagd, "concept", noodreden="Te kort."))
    assert kort.status_code == 422
    assert "ten minste 20 tekens" in kort.content.decode()
    assert anna.post(adres, vul_in(deel, "concept", grondslag=taak)).status_code == 200


@pytest.mark.parametrize(("leeftijd", "gezegd"), [("12-17", True), ("25-29", False)])
def test_consent_of_a_minor_comes_with_a_word_on_who_gives_it(
    cast: Cast, anna: Client, leeftijd: str, gezegd: bool
) -> None:
    code = next(
        g.code for g in leeftijdsgroepen() if g.minderjarig is gezegd and (gezegd or g.code.startswith(leeftijd[:2]))
    )
    personen = (NieuweBetrokkene("slachtoffer", leeftijdsgroep=code),)
    signaal = besloten(cast, Uitkomst.ZORG_EN_STRAFRECHT, personen=personen)
    velden = {f"ontvanger_{s}": [] for s in ("zvh", "riec")}
    deel = loop(anna, adres_van(signaal), {**velden, "ontvanger_zorgcoordinatie": [str(cast.zorg.pk)]})
    assert ("Vraag eerst na wie toestemming geeft" in deel.content.decode()) is gezegd


def test_a_draft_of_a_day_old_gives_back_what_was_typed_and_shows_the_packets_again(cast: Cast, anna: Client) -> None:
    adres = adres_van(besloten(cast, Uitkomst.ZORG))
    deel = loop(anna, adres, alleen(cast, "zorgcoordinatie"))
    controle = anna.post(adres, vul_in(deel, "concept", toelichting=TOELICHTING, **TOESTEMMING))
    with klok.zet_stil(klok.nu() + timedelta(hours=25)):
        verder = als_persoon(cast.anna)
        stap = verder.post(adres, vul_in(deel, "concept", toelichting=TOELICHTING, doel="Een eigen doel"))
        assert stap.status_code == 409
        assert "langer dan 24 uur" in stap.content.decode()
        assert formulier(stap, "concept")["velden"]["doel"] == ["Een eigen doel"]
        oud = verder.post(adres, vul_in(controle, "concept"))
        assert oud.status_code == 409
        assert TOELICHTING in oud.content.decode()
        assert Verstrekking.objects.count() == 0
        assert verder.post(adres, vul_in(oud, "concept")).status_code == 302
    assert Verstrekking.objects.count() == 1


def test_a_step_that_was_skipped_is_asked(cast: Cast, anna: Client) -> None:
    adres = adres_van(besloten(cast, Uitkomst.ZORG))
    deel = loop(anna, adres, alleen(cast, "zorgcoordinatie"))
    antwoord = anna.post(adres, {**vul_in(deel, "concept"), "stap": ["controle"]})
    assert antwoord.status_code == 422
    assert "Op welke grondslag?" in antwoord.content.decode()


def test_one_word_for_a_refusal_on_every_side(cast: Cast, anna: Client) -> None:
    signaal, (zorg, _zvh) = doorgegeven(cast)
    doorgeleiden.wijs_af(verstrekking_id=zorg.pk, reden="Wij kennen haar niet.", door=als(cast.zoe))
    bladen = [
        anna.get(f"/signalen/{signaal.pk}/"),
        anna.get(f"/signalen/verstrekkingen/{zorg.pk}/"),
        als_persoon(cast.zoe).get("/ontvangen/?tab=klaar"),
        als_persoon(cast.zoe).get(f"/ontvangen/{zorg.pk}/"),
    ]
    for blad in bladen:
        tekst = blad.content.decode().lower()
        assert "niet aangenomen" in tekst
        assert "afgewezen" not in tekst
        assert "geaccepteerd" not in tekst


@pytest.mark.parametrize(("aantal", "met"), [(2, 0), (3, 3)])
def test_many_packets_on_one_page_begin_with_where_each_stands(aantal: int, met: int) -> None:
    pakketten = [{"ontvanger": f"Ontvanger {n}", "groepen": []} for n in range(aantal)]
    tekst = render_to_string("signalen/_stap_controle.html", {"pakketten": pakketten})
    assert sum(f'href="#pakket-{n}"' in tekst for n in range(1, 5)) == met
    assert sum(f'id="pakket-{n}"' in tekst for n in range(1, 5)) == aantal
