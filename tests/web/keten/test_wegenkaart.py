"""The wegenkaart on screen: the picture and the list say the same, and what is typed is never lost."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.cast import Cast, als
from tests.web.signalen.hulp import als_persoon

from baken.keten.models import Ketentaak
from baken.keten.services import leg_taak_vast

KAART, MELDPUNT = "/keten/wegenkaart/", "KTAAK-22"


def tekst(client: Client, adres: str, status: int = 200) -> str:
    antwoord = client.get(adres)
    assert antwoord.status_code == status
    return antwoord.content.decode()


@pytest.fixture
def gedaan(cast: Cast) -> Ketentaak:
    return leg_taak_vast(
        organisatie_id=cast.zorg.pk, taak=MELDPUNT, vormen=["SEKS"], kennis="Ook zonder namen.", door=als(cast.zoe)
    )


def test_picture_and_list_tell_the_same(cast: Cast, gedaan: Ketentaak) -> None:
    pagina = tekst(als_persoon(cast.anna), KAART)
    beeld = pagina[pagina.index("<svg width=") : pagina.index("</svg></section>")]
    assert beeld.count("<rect") == 21
    assert beeld.count(">Niemand</text>") == beeld.count("stroke-dasharray") == 20
    assert beeld.count(">1 organisatie</text>") == 1
    lijst = pagina[pagina.index("</svg></section>") :]
    assert len(re.findall(r">\s*Niemand\s*<", lijst)) == 20
    assert "Er zijn 20 taken die niemand doet." in pagina
    assert f'href="/keten/partners/{cast.zorg.pk}/"' in lijst
    assert "(Seksuele uitbuiting): Ook zonder namen." in lijst


def test_one_walks_by_phase_task_and_form(cast: Cast, gedaan: Ketentaak) -> None:
    anna = als_persoon(cast.anna)
    assert tekst(anna, f"{KAART}?fase=FASE-2").count("<rect") == 5
    een = tekst(anna, f"{KAART}?taak={MELDPUNT}")
    assert een.count("<rect") == 1 and "Voor elke taak die u ziet, is er een organisatie." in een
    assert "Dat is een gat in de keten." in tekst(anna, f"{KAART}?taak={MELDPUNT}&vorm=ARB")
    assert tekst(anna, f"{KAART}?fase=onzin&taak='&vorm=%00").count("<rect") == 21


def test_a_task_is_recorded_on_the_own_page_and_ends_there(cast: Cast) -> None:
    zoe, adres = als_persoon(cast.zoe), f"/keten/partners/{cast.zorg.pk}/"
    assert "Nog niet ingevuld" in tekst(zoe, adres)
    fout = zoe.post(f"{adres}taken/", {"taak": "", "kennis": "Dit typte ik."})
    assert fout.status_code == 422
    assert "Kies een taak uit de lijst." in fout.content.decode() and "Dit typte ik." in fout.content.decode()
    goed = zoe.post(f"{adres}taken/", {"taak": MELDPUNT, "vormen": ["ARB"], "kennis": "Dit typte ik."}, follow=True)
    assert "De taak is vastgelegd." in goed.content.decode() and "Dit typte ik." in goed.content.decode()
    einde = zoe.post(f"/keten/taken/{Ketentaak.objects.get().pk}/beeindigen/", follow=True)
    assert "Deze taak staat er niet meer bij." in einde.content.decode()
    assert not Ketentaak.objects.exists()


def test_who_only_reads_has_no_buttons_and_no_form(cast: Cast, gedaan: Ketentaak) -> None:
    adres = f"/keten/partners/{cast.zorg.pk}/"
    for persoon in (cast.anna, cast.balie, cast.fg):
        client = als_persoon(persoon)
        pagina = tekst(client, adres)
        assert "Taak vastleggen" not in pagina and "Doet dit niet meer" not in pagina
        assert client.get(f"{adres}taken/").status_code == 404
        assert client.post(f"{adres}taken/", {"taak": MELDPUNT}).status_code == 404
        assert client.post(f"/keten/taken/{gedaan.pk}/beeindigen/").status_code == 404
    assert Ketentaak.objects.get() == gedaan


def test_the_list_of_partners_says_who_filled_in_nothing(cast: Cast, gedaan: Ketentaak) -> None:
    pagina = tekst(als_persoon(cast.anna), "/keten/partners/")
    assert pagina.count("Nog niet ingevuld") == 6
    assert "1 taak" in pagina
