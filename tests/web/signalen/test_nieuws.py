"""The work list and the dossier say that something came in, until somebody opened it."""

from __future__ import annotations

import pytest
from tests.cast import Cast, als, maak_signaal, nieuw_signaal
from tests.signalen.hulp import besloten, doorgegeven
from tests.web.signalen.hulp import als_persoon

from baken.kern.ontvangstcode import nieuwe_code
from baken.signalen import volgen
from baken.signalen.models import Bericht
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, doorgeleiden
from baken.signalen.services.melden import meld
from baken.signalen.soorten import Kanaal

ANTWOORDEN = "/signalen/?tab=antwoord"
ZIN = "Ik zag het meisje NU weer."


def test_a_message_on_a_closed_signaal_is_on_tab_row_task_and_menu(cast: Cast) -> None:
    code = nieuwe_code()
    signaal = besloten(cast, Uitkomst.GEEN_MENSENHANDEL, code=code)
    anna = als_persoon(cast.anna)
    assert signaal.nummer not in anna.get(ANTWOORDEN).content.decode()
    volgen.schrijf_als_melder(code, ZIN)
    lijst = anna.get(ANTWOORDEN)
    assert signaal.nummer in lijst.content.decode()
    tab = next(t for t in lijst.context["tabs"] if t["naam"] == "Nieuw antwoord")
    assert tab["aantal"] == 1
    assert "Nieuw antwoord" in anna.get("/signalen/?tab=alle").content.decode().split("</table>")[0].split("<tbody>")[1]
    menu = next(punt for punt in lijst.context["menu"] if punt.naam == "Signalen")
    assert menu.aantal == 1
    dossier = anna.get(f"/signalen/{signaal.pk}/").content.decode()
    assert "Lees het nieuwe bericht van de melder" in dossier
    assert "op dit gesloten signaal" in dossier
    assert ZIN in dossier
    assert Bericht.objects.get(van_melder=True).gelezen_op is not None
    daarna = anna.get(f"/signalen/{signaal.pk}/").content.decode()
    assert "Lees het nieuwe bericht" not in daarna
    assert ZIN in daarna
    assert signaal.nummer not in anna.get(ANTWOORDEN).content.decode()


def test_a_refusal_names_who_answered(cast: Cast) -> None:
    signaal, (zorg, _zvh) = doorgegeven(cast)
    doorgeleiden.wijs_af(verstrekking_id=zorg.pk, reden="Wij kennen haar niet.", door=als(cast.zoe))
    anna = als_persoon(cast.anna)
    assert signaal.nummer in anna.get(ANTWOORDEN).content.decode()
    tekst = anna.get(f"/signalen/{signaal.pk}/").content.decode()
    assert f"Lees het nieuwe antwoord van {zorg.ontvanger.naam}" in tekst
    assert "Niet aangenomen" in tekst
    assert "Lees het nieuwe antwoord" not in anna.get(f"/signalen/{signaal.pk}/").content.decode()


@pytest.mark.parametrize("hoe", ["head", "vera_afgeschermd", "toon"])
def test_only_opening_the_dossier_by_who_works_on_it_counts_as_reading(cast: Cast, hoe: str) -> None:
    code = nieuwe_code()
    signaal = maak_signaal(cast, code=code)
    volgen.schrijf_als_melder(code, ZIN)
    adres = f"/signalen/{signaal.pk}/"
    if hoe == "head":
        als_persoon(cast.anna).head(adres)
    elif hoe == "toon":
        als_persoon(cast.anna).post(f"{adres}toon/")
    else:
        behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(cast.anna))
        behandelen.scherm_af(signaal_id=signaal.pk, afgeschermd=True, door=als(cast.anna))
        assert als_persoon(cast.vera).get(adres).status_code == 404
    assert not Bericht.objects.exclude(gelezen_op=None).exists()
    signaal.refresh_from_db()
    assert signaal.nieuws_sinds is not None


def test_without_news_the_list_says_what_will_stand_here(cast: Cast) -> None:
    assert "Er zijn geen nieuwe antwoorden" in als_persoon(cast.anna).get(ANTWOORDEN).content.decode()


def test_taking_back_an_own_signaal_asks_once_more(cast: Cast) -> None:
    signaal = meld(nieuw_signaal(kanaal=Kanaal.MEDEWERKER), door=als(cast.balie))
    adres, balie = f"/signalen/mijn/{signaal.pk}/intrekken/", als_persoon(cast.balie)
    pagina = balie.get(adres)
    assert "niet ongedaan maken" in pagina.content.decode()
    signaal.refresh_from_db()
    assert signaal.status == "ontvangen", "looking changes nothing"
    assert als_persoon(cast.vera).get(adres).status_code == 404
    assert balie.post(adres).status_code == 302
    assert balie.get(adres).status_code == 409


def test_taking_back_a_packet_asks_once_more(cast: Cast) -> None:
    _signaal, (zorg, zvh) = doorgegeven(cast)
    adres, anna = f"/signalen/verstrekkingen/{zorg.pk}/intrekken/", als_persoon(cast.anna)
    assert "Weet u het zeker?" in anna.get(adres).content.decode()
    zorg.refresh_from_db()
    assert zorg.status == "verzonden"
    assert als_persoon(cast.zoe).get(adres).status_code in {403, 404}
    doorgeleiden.open_als_ontvanger(verstrekking_id=zvh.pk, door=als(cast.piet))
    assert anna.get(f"/signalen/verstrekkingen/{zvh.pk}/intrekken/").status_code == 409
