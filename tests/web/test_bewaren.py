"""The FG and the archivaris confirm together how long data stay; nobody else, and nobody twice."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, aanmelden, maak_cast

from baken.kern.bewaartermijnen import laad_standaardregels, regels_van
from baken.kern.models import Bewaarregel
from baken.organisaties.models import Aanstelling, Medewerker
from baken.organisaties.rollen import Rol

LIJST = reverse("beheer:bewaartermijnen")


@pytest.fixture
def cast(db: None) -> Cast:
    laad_standaardregels()
    return maak_cast()


def _als(persoon: Medewerker) -> Client:
    client = Client()
    aanmelden(client, persoon)
    return client


def _archivaris(cast: Cast) -> Client:
    Aanstelling.objects.create(medewerker=cast.balie, rol=Rol.ARCHIVARIS, geldig_van=date(2020, 1, 1))
    return _als(cast.balie)


def _regel(cast: Cast) -> Bewaarregel:
    return next(r for r in regels_van(cast.gemeente.pk) if r.categorie == "signaal")


def _bevestigen(cast: Cast) -> str:
    return reverse("beheer:bewaartermijn_bevestigen", args=[_regel(cast).pk])


def test_both_confirm_and_then_the_page_says_so(cast: Cast) -> None:
    fg, archivaris = _als(cast.fg), _archivaris(cast)
    assert "Tot dan vernietigt Baken hiervan niets" in fg.get(LIJST).content.decode()
    assert fg.post(_bevestigen(cast)).status_code == 302
    assert not _regel(cast).bevestigd
    assert fg.post(_bevestigen(cast)).status_code == 409, "not twice"
    assert archivaris.post(_bevestigen(cast)).status_code == 302
    assert _regel(cast).bevestigd
    assert Bewaarregel.objects.get(categorie="signaal", organisatie_id=None).bevestigd_fg_op is None
    assert cast.fg.naam in archivaris.get(LIJST).content.decode()


def test_one_person_in_both_roles_confirms_once(cast: Cast) -> None:
    Aanstelling.objects.create(medewerker=cast.fg, rol=Rol.ARCHIVARIS, geldig_van=date(2020, 1, 1))
    fg = _als(cast.fg)
    assert fg.post(_bevestigen(cast)).status_code == 302
    assert fg.post(_bevestigen(cast)).status_code == 409
    assert not _regel(cast).bevestigd


def test_another_period_is_set_with_its_source_and_bad_input_is_kept(cast: Cast) -> None:
    fg = _als(cast.fg)
    adres = reverse("beheer:bewaartermijn", args=[_regel(cast).pk])
    fout = fg.post(adres, {"maanden": "0", "bron": "Selectielijst, 9.9"})
    assert fout.status_code == 422
    assert "Selectielijst, 9.9" in fout.content.decode()
    assert fg.post(adres, {"maanden": "18", "bron": "Selectielijst, 9.9"}).status_code == 302
    assert _regel(cast).termijn_maanden == 18


def test_nobody_else_sees_them_and_a_rule_of_another_organisation_is_not_there(cast: Cast) -> None:
    for persoon in (cast.anna, cast.beheer, cast.beleid, cast.balie):
        assert _als(persoon).get(LIJST).status_code == 403
    ander = Bewaarregel.objects.create(
        categorie="signaal",
        organisatie_id=cast.buurgemeente.pk,
        begin="sluiting",
        termijn_maanden=5,
        bron="eigen",
        geldig_van=date(2020, 1, 1),
    )
    fg = _als(cast.fg)
    assert fg.get(reverse("beheer:bewaartermijn", args=[ander.pk])).status_code == 404
    assert fg.post(reverse("beheer:bewaartermijn_bevestigen", args=[ander.pk])).status_code == 404
