"""What a page shows besides its work: nothing that was typed or chosen is hidden, and nothing offered that is over."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client
from tests.cast import Cast, als
from tests.signalen.hulp import doorgegeven, naar_politie
from tests.web.signalen.hulp import als_persoon, rijk_signaal, vul_in

from baken.dossiers.models import Verstrekking
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, beoordelen

OPEN = '<details class="baken-kaart" open>'


@pytest.fixture
def anna(cast: Cast) -> Client:
    return als_persoon(cast.anna)


def besloten(cast: Cast) -> Signaal:
    signaal = rijk_signaal(cast)
    behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(cast.anna))
    signaal.refresh_from_db()
    beoordelen.beoordeel(
        signaal_id=signaal.pk,
        uitkomsten=[Uitkomst.ZORG_EN_STRAFRECHT],
        reden="Zij heeft zorg nodig en er is een dader.",
        versie=signaal.versie,
        door=als(cast.anna),
    )
    return signaal


def test_the_explanation_of_risk_shows_also_when_no_factor_of_the_list_fits(cast: Cast, anna: Client) -> None:
    signaal = rijk_signaal(cast)
    behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(cast.anna))
    zin = "Zij heeft net haar baan verloren."
    behandelen.leg_risicofactoren_vast(signaal_id=signaal.pk, factoren=[], toelichting=zin, door=als(cast.anna))
    tekst = anna.get(f"/signalen/{signaal.pk}/").content.decode()
    assert zin in tekst
    assert "Geen factor uit de lijst gekozen." in tekst


def test_other_parties_stay_folded_until_something_there_is_chosen_or_wrong(cast: Cast, anna: Client) -> None:
    adres = f"/signalen/{besloten(cast).pk}/doorgeleiden/"
    pagina = anna.get(adres)
    assert OPEN not in pagina.content.decode()
    fout = anna.post(adres, vul_in(pagina, "concept", andere_gemeente="Nergenshuizen"))
    assert fout.status_code == 422
    assert OPEN in fout.content.decode(), "the field that is wrong can be seen"
    verder = anna.post(adres, vul_in(pagina, "concept", ontvanger_politie=[str(cast.politie.pk)]))
    terug = anna.post(adres, {**vul_in(verder, "concept"), "vorige": "ja"})
    assert OPEN in terug.content.decode(), "the receiver that was chosen can be seen"


@pytest.mark.parametrize("weg", [False, True])
def test_a_packet_that_was_withdrawn_is_not_offered_on_paper(cast: Cast, anna: Client, weg: bool) -> None:
    politie: Verstrekking = doorgegeven(cast, naar_politie(cast, procesregie=True))[1][0]
    adres = f"/signalen/verstrekkingen/{politie.pk}/"
    vraag = anna.get(f"{adres}intrekken/").content.decode()
    assert "Vernietig die kopie." in vraag
    if weg:
        anna.post(f"{adres}intrekken/")
    tekst, papier = anna.get(adres).content.decode(), anna.get(f"{adres}afdruk/").content.decode()
    assert ("Download als PDF" in tekst) is not weg
    assert ("ingetrokken. Gebruik het niet." in papier) is weg


@pytest.mark.parametrize(("aantal", "kort"), [(7, False), (8, True), (25, True)])
def test_a_long_row_of_steps_shows_numbers_and_the_name_of_this_step_only(aantal: int, kort: bool) -> None:
    stappen = [{"naam": f"Stap {n}", "klaar": n < 2, "nu": n == 2} for n in range(aantal)]
    tekst = render_to_string("baken/_stappen.html", {"stappen": stappen})
    assert ("baken-stappen--veel" in tekst) is kort
    assert f"Stap 3 van {aantal}" in tekst
    assert tekst.count("<li") == aantal
