"""Nothing that is typed next to a shelter says where it is. All addresses are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.cast import Cast, als
from tests.zorg.hulp import traject
from tests.zorg.opvanghulp import plek, voorziening

from baken.kern import klok
from baken.kern.fouten import OngeldigeInvoerError
from baken.zorg.geheimadres import LIJKT, NAAM_VERRAADT, TEKST_VERRAADT, VERRAADT, keur_aanduiding, noemt_adres
from baken.zorg.models import Trajectstuk, Zorgdoel
from baken.zorg.opvanggegevens import Bereikbaarheid, Voorzieninggegevens
from baken.zorg.rules.opvang import Voorwaarden
from baken.zorg.services import begeleiden, overdragen, plan, voorzieningen
from baken.zorg.services.begeleiden import Contact
from baken.zorg.services.plan import Doel

ADRES = "Lindelaan 12, 1234 AB Kadehaven"
WAAR = Bereikbaarheid(ADRES)
GOED = Voorzieninggegevens(naam="Huis Een", voorwaarden=Voorwaarden())


@pytest.mark.parametrize(
    ("adres", "tekst", "noemt"),
    [
        (ADRES, "Zij slaapt aan de lindelaan.", True),
        (ADRES, "Lindelaan12", True),
        (ADRES, "ergens in 1234AB", True),
        (ADRES, "Zij slaapt in Kadehaven.", False),
        (ADRES, "Zij is 12 weken hier.", False),
        ("Hoge Dijk 85", "bij de Hoge  Dijk", True),
        ("2e Dwarsweg 5", "de 2e dwarsweg", True),
        ("Markt 3, Kadehaven", "Zij was op de markt.", False),
        ("Markt 3, Kadehaven", "Zij was op Markt 3.", True),
        ("Verborgen Hoeve, Kadehaven", "de verborgen hoeve", True),
    ],
)
def test_a_street_or_a_postcode_is_found_however_it_is_written(adres: str, tekst: str, noemt: bool) -> None:
    assert noemt_adres(adres, tekst) is noemt


def test_what_looks_like_an_address_is_no_name_before_there_is_one() -> None:
    assert keur_aanduiding("", "Lindelaan 12") == keur_aanduiding("", "huis 1234 AB") == LIJKT
    assert keur_aanduiding("", "Huis Kade") == keur_aanduiding(ADRES, "kamer 12") == ""
    assert keur_aanduiding(ADRES, "Huis 12", met_nummer=True) == VERRAADT


@pytest.mark.parametrize("veld", ["naam", "doelgroepnoot", "bron"])
def test_a_facility_is_not_called_after_its_address(cast: Cast, veld: str) -> None:
    door = als(cast.zoe)
    huis = voorziening(door, naam="Huis Een")
    voorzieningen.leg_adres_vast(voorziening_id=huis.pk, waar=WAAR, door=door)
    with pytest.raises(OngeldigeInvoerError) as fout:
        voorzieningen.werk_bij(
            voorziening_id=huis.pk, versie=1, gegevens=replace(GOED, **{veld: "De Lindelaan"}), door=door
        )
    assert fout.value.fouten == {veld: [VERRAADT]}
    with pytest.raises(OngeldigeInvoerError) as fout:
        plek(door, huis, "Lindelaan 1")
    assert fout.value.fouten == {"code": [VERRAADT]}
    plek(door, huis, "kamer 12")
    voorzieningen.werk_bij(voorziening_id=huis.pk, versie=1, gegevens=GOED, door=door)


def test_an_address_that_comes_later_is_held_against_what_stands_there(cast: Cast) -> None:
    door = als(cast.zoe)
    for velden, code in (({"naam": "De Lindelaan"}, "1"), ({"doelgroepnoot": "lindelaan"}, "1"), ({}, "Lindelaan")):
        huis = voorziening(door, **{"naam": f"Huis {len(velden)}{code}", **velden})
        plek(door, huis, code)
        with pytest.raises(OngeldigeInvoerError) as fout:
            voorzieningen.leg_adres_vast(voorziening_id=huis.pk, waar=WAAR, door=door)
        assert fout.value.fouten == {"adres": [NAAM_VERRAADT]}
        huis.refresh_from_db()
        assert huis.adres is None


def test_a_traject_does_not_say_where_a_shelter_of_the_own_organisation_is(cast: Cast) -> None:
    door = als(cast.zoe)
    t = traject(door)
    huis = voorziening(door)
    contact = Contact(dag=klok.vandaag(), wijze="telefoon", tekst="Zij slaapt aan de Lindelaan 12.")
    begeleiden.leg_contact_vast(traject_id=t.pk, contact=contact, door=door)  # no shelter is there, as far as we know
    voorzieningen.leg_adres_vast(voorziening_id=huis.pk, waar=WAAR, door=door)
    stukken = Trajectstuk.objects.count()
    gesprek = "Zij slaapt aan de Lindelaan 12."
    weigert: tuple[tuple[str, Callable[[], object]], ...] = (
        ("tekst", lambda: begeleiden.leg_contact_vast(traject_id=t.pk, contact=contact, door=door)),
        ("doel", lambda: plan.stel_doel(traject_id=t.pk, doel=Doel("LG-WONEN", "Slapen.", gesprek), door=door)),
        (
            "reden",
            lambda: overdragen.stel_overdracht_voor(traject_id=t.pk, naar_id=cast.zara.pk, reden=gesprek, door=door),
        ),
    )
    for veld, doe in weigert:
        with pytest.raises(OngeldigeInvoerError) as fout:
            doe()
        assert fout.value.fouten == {veld: [TEKST_VERRAADT]}
    assert (Trajectstuk.objects.count(), Zorgdoel.objects.count()) == (stukken, 0)
    begeleiden.leg_contact_vast(traject_id=t.pk, contact=replace(contact, tekst="Zij slaapt in de opvang."), door=door)
