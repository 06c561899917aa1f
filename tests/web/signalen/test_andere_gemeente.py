"""A signaal goes to the aandachtsfunctionaris of any gemeente, also outside the own regions; the gate stays."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast, als, medewerker, organisatie
from tests.web.signalen.hulp import als_persoon, formulier, rijk_signaal, vul_in

from baken.dossiers.models import Verstrekking
from baken.kern import klok
from baken.kern.models import Journaalregel
from baken.keten.models import Grondslag
from baken.organisaties.models import Aanstelling, Organisatie
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import gemeenten_in_baken
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, beoordelen

VER = "GM0014"
NAAM = "Groningen"
DEEL = {"veldgroepen": ["identiteit"], "verhaal": []}


@pytest.fixture
def anna(cast: Cast) -> Client:
    return als_persoon(cast.anna)


def naar_elders(cast: Cast, **velden: Any) -> Signaal:
    signaal = rijk_signaal(cast, **{"gemeente_code": VER, **velden})
    behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(cast.anna))
    signaal.refresh_from_db()
    beoordelen.beoordeel(
        signaal_id=signaal.pk,
        uitkomsten=[Uitkomst.ANDERE_GEMEENTE],
        reden="Het speelt helemaal in een andere gemeente.",
        versie=signaal.versie,
        door=als(cast.anna),
    )
    return signaal


def geef_door(anna: Client, signaal: Signaal, **eerste: Any) -> Any:
    """Walk through the steps; return the last answer."""
    adres = f"/signalen/{signaal.pk}/doorgeleiden/"
    pagina = anna.get(adres)
    personen = signaal.dossier.betrokkenen.filter(deel="slachtoffer")
    over = [f"slachtoffer:{b.pk}" for b in personen]
    for anders in (
        eerste,
        {"over_wie": over, "grondslag": str(Grondslag.objects.get(code="taak-gemeente").pk), **DEEL},
        {},
    ):
        pagina = anna.post(adres, vul_in(pagina, "concept", **anders))
        if pagina.status_code != 200:
            return pagina
    return pagina


def test_the_gemeente_where_it_happens_is_proposed_and_every_gemeente_can_be_searched(cast: Cast, anna: Client) -> None:
    signaal = naar_elders(cast)
    pagina = anna.get(f"/signalen/{signaal.pk}/doorgeleiden/")
    assert formulier(pagina, "concept")["velden"]["andere_gemeente"] == [NAAM]
    assert "<datalist" in pagina.content.decode()
    assert Organisatie.objects.filter(gemeente_code=VER).count() == 0, "looking stores nothing"


def test_a_gemeente_that_is_not_on_baken_gets_it_outside_baken(cast: Cast, anna: Client) -> None:
    signaal = naar_elders(cast)
    assert geef_door(anna, signaal).status_code == 302
    v = Verstrekking.objects.select_related("ontvanger").get()
    assert (v.ontvanger.gemeente_code, v.ontvanger.naam) == (VER, f"Gemeente {NAAM}")
    assert (v.buiten_baken, v.status, v.procesregie) == (True, "klaargezet", True)
    assert Journaalregel.objects.filter(handeling="organisatie.opgenomen").count() == 1
    assert v.ontvanger not in gemeenten_in_baken(), "nobody can be sent there through the public door"
    assert geef_door(anna, naar_elders(cast)).status_code == 302
    assert Organisatie.objects.filter(gemeente_code=VER).count() == 1


def test_a_gemeente_on_baken_without_aandachtsfunctionaris_gets_it_outside_baken(cast: Cast, anna: Client) -> None:
    ver = organisatie("ver-weg", gemeente_code=VER)
    medewerker("ver-partner", ver, Rol.KETENPARTNER)
    medewerker("ver-weg-af", ver, Rol.AANDACHTSFUNCTIONARIS)
    Aanstelling.objects.filter(medewerker__username="ver-weg-af").update(geldig_tot=klok.vandaag())
    assert geef_door(anna, naar_elders(cast)).status_code == 302
    assert Verstrekking.objects.get().buiten_baken


def test_an_aandachtsfunctionaris_outside_the_region_receives_it_in_baken(cast: Cast, anna: Client) -> None:
    ver = organisatie("ver-weg", gemeente_code=VER)
    af = medewerker("ver-weg-af", ver, Rol.AANDACHTSFUNCTIONARIS)
    signaal = naar_elders(cast)
    assert geef_door(anna, signaal).status_code == 302
    v = Verstrekking.objects.get()
    assert (v.ontvanger_id, v.buiten_baken, v.status) == (ver.pk, False, "verzonden")
    assert als_persoon(af).get(f"/ontvangen/{v.pk}/").status_code == 200
    assert als_persoon(af).get(f"/signalen/{signaal.pk}/").status_code == 404, "the packet, never the dossier"
    assert als_persoon(cast.buur).get(f"/ontvangen/{v.pk}/").status_code == 404


def test_the_chosen_gemeente_stays_chosen_when_one_goes_back(cast: Cast, anna: Client) -> None:
    signaal = naar_elders(cast)
    adres = f"/signalen/{signaal.pk}/doorgeleiden/"
    deel = anna.post(adres, vul_in(anna.get(adres), "concept"))
    terug = anna.post(adres, vul_in(deel, "concept", vorige="ja"))
    pk = str(Organisatie.objects.get(gemeente_code=VER).pk)
    assert formulier(terug, "concept")["velden"]["ontvanger_gemeente"] == [pk]


@pytest.mark.parametrize(
    ("tekst", "zin"), [("Nergenshuizen", "Deze gemeente kennen wij niet"), ("GM0599", "Dit is uw eigen organisatie")]
)
def test_what_is_no_other_gemeente_is_refused_with_the_reason(cast: Cast, anna: Client, tekst: str, zin: str) -> None:
    antwoord = geef_door(anna, naar_elders(cast), andere_gemeente=tekst)
    assert antwoord.status_code == 422
    assert zin in antwoord.content.decode()
    assert Verstrekking.objects.count() == 0


def test_the_gate_is_the_same_for_a_gemeente_from_elsewhere(cast: Cast, anna: Client) -> None:
    Grondslag.objects.exclude(code="wgs-zvh").update(geldig_tot=klok.vandaag())
    antwoord = anna.post(
        (adres := f"/signalen/{naar_elders(cast).pk}/doorgeleiden/"), vul_in(anna.get(adres), "concept")
    )
    assert antwoord.status_code == 422
    assert "Er is geen grondslag voor deze ontvanger" in antwoord.content.decode()


def test_who_has_it_already_does_not_get_it_again(cast: Cast, anna: Client) -> None:
    signaal = naar_elders(cast)
    assert geef_door(anna, signaal).status_code == 302
    antwoord = geef_door(anna, signaal, andere_gemeente=NAAM)
    assert antwoord.status_code == 422
    assert "heeft dit signaal al" in antwoord.content.decode()
    assert Verstrekking.objects.count() == 1
