"""The wegenkaart: what each organisation says it does, on each day, and what nobody does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, als, medewerker, organisatie

from baken.kern import klok
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OngeldigeInvoerError
from baken.kern.models import Journaalregel
from baken.keten.models import Ketentaak
from baken.keten.services import MAX_KENNIS, beeindig_taak, leg_taak_vast
from baken.keten.wegenkaart import mag_beheren, partner, partners, taak_om_te_beheren, wegenkaart
from baken.organisaties.models import Organisatie, Regio, Regiolid
from baken.organisaties.rollen import Rol
from baken.referentie import selectors as referentie

MELDPUNT, OPSPOREN = "KTAAK-22", "KTAAK-31"


@pytest.fixture
def regisseur(cast: Cast) -> Any:
    """The beleidsregisseur of the region, at an organisation of its own in it."""
    var = organisatie("veiligheidsalliantie", "samenwerking")
    Regiolid.objects.create(organisatie=var, regio=Regio.objects.get(), geldig_van=klok.vandaag())
    return als(medewerker("regina", var, Rol.BELEIDSREGISSEUR))


def leg_vast(door: Any, bij: Organisatie | None = None, taak: str = MELDPUNT, **velden: Any) -> Ketentaak:
    organisatie_id = bij.pk if bij else door.organisatie_id
    return leg_taak_vast(
        **{"organisatie_id": organisatie_id, "taak": taak, "vormen": [], "kennis": "", **velden}, door=door
    )


def wie_doet(door: Any, taak: str = MELDPUNT, **filters: str) -> list[str]:
    haltes = [h for weg in wegenkaart(door, **filters) for h in weg.haltes if h.taak.code == taak]
    return [rij.organisatie.naam for h in haltes for rij in h.doen]


def test_each_shipped_task_has_a_phase_and_together_they_fill_the_map(cast: Cast) -> None:
    wegen = wegenkaart(als(cast.anna))
    assert [weg.fase.naam for weg in wegen] == ["Preventie", "Signaleren", "Opsporing", "Handhaving", "Zorg & Opvang"]
    assert sum(len(weg.haltes) for weg in wegen) == len(referentie.feiten("ketentaak")) == 21
    assert all(weg.gaten == len(weg.haltes) for weg in wegen)  # nobody said anything yet


def test_what_an_organisation_does_is_on_the_map_of_its_region_and_of_no_other(cast: Cast) -> None:
    leg_vast(als(cast.zoe), kennis="Wij geven advies op werkdagen.")
    assert wie_doet(als(cast.anna)) == wie_doet(als(cast.zoe)) == ["Zorgpunt"]
    elders = als(medewerker("ver", organisatie("verweg"), Rol.AANDACHTSFUNCTIONARIS))
    assert wie_doet(elders) == []
    assert [p.organisatie.naam for p in partners(elders)] == ["Verweg"]
    with pytest.raises(NietGevondenError):
        partner(elders, cast.zorg.pk)
    assert Journaalregel.objects.latest("pk").handeling == "ketentaak.vastgelegd"


def test_a_form_filters_and_who_does_all_forms_stays(cast: Cast) -> None:
    leg_vast(als(cast.zoe), vormen=["SEKS"])
    leg_vast(als(cast.anna))
    assert wie_doet(als(cast.anna), vorm="SEKS") == ["Voorbeeldstad", "Zorgpunt"]
    assert wie_doet(als(cast.anna), vorm="ARB") == ["Voorbeeldstad"]
    assert wie_doet(als(cast.anna), vorm="bestaat niet") == ["Voorbeeldstad", "Zorgpunt"]
    (weg,) = wegenkaart(als(cast.anna), fase="FASE-2", taak=MELDPUNT)
    assert [h.taak.code for h in weg.haltes] == [MELDPUNT]


def test_recorded_again_it_ends_what_was_and_the_past_stays(cast: Cast) -> None:
    oud = leg_vast(als(cast.zoe), kennis="Oud.")
    Ketentaak.objects.update(geldig_van=klok.vandaag() - timedelta(days=10))
    nieuw = leg_vast(als(cast.zoe), kennis="Nieuw.")
    assert leg_vast(als(cast.zoe), kennis="Beter.").pk == nieuw.pk
    oud.refresh_from_db()
    assert oud.geldig_tot == klok.vandaag()
    assert [rij.kennis for rij in partner(als(cast.anna), cast.zorg.pk).taken] == ["Beter."]


def test_what_ends_today_is_not_on_the_map_and_what_began_today_never_was(cast: Cast) -> None:
    vandaag_begonnen, liep = leg_vast(als(cast.zoe)), leg_vast(als(cast.zoe), taak=OPSPOREN)
    Ketentaak.objects.filter(pk=liep.pk).update(geldig_van=klok.vandaag() - timedelta(days=1))
    for rij in (vandaag_begonnen, liep):
        beeindig_taak(ketentaak_id=rij.pk, door=als(cast.zoe))
        with pytest.raises(NietGevondenError):
            beeindig_taak(ketentaak_id=rij.pk, door=als(cast.zoe))
    assert wie_doet(als(cast.zoe)) == wie_doet(als(cast.zoe), OPSPOREN) == []
    assert list(Ketentaak.objects.values_list("geldig_tot", flat=True)) == [klok.vandaag()]


@pytest.mark.parametrize("naam", ["balie", "fg", "burgemeester"])
def test_who_has_no_such_role_is_refused(cast: Cast, naam: str) -> None:
    with pytest.raises(NietToegestaanError):
        leg_vast(als(getattr(cast, naam)))
    rij = leg_vast(als(cast.anna))
    with pytest.raises(NietToegestaanError):
        beeindig_taak(ketentaak_id=rij.pk, door=als(getattr(cast, naam)))


def test_the_beleidsregisseur_keeps_partners_without_baken_and_no_others(cast: Cast, regisseur: Any) -> None:
    rij = leg_vast(regisseur, cast.politie, OPSPOREN)
    assert wie_doet(als(cast.anna), OPSPOREN) == ["Politie voorbeeld"]
    with pytest.raises(NietToegestaanError, match="houdt zelf bij"):
        leg_vast(regisseur, cast.zorg)
    for ander in (als(cast.anna), als(cast.zoe)):
        with pytest.raises(NietToegestaanError):
            leg_vast(ander, cast.politie)
        with pytest.raises(NietToegestaanError):
            beeindig_taak(ketentaak_id=rij.pk, door=ander)
        with pytest.raises(NietGevondenError):
            taak_om_te_beheren(ander, rij.pk)
    assert mag_beheren(regisseur, cast.politie) and not mag_beheren(regisseur, cast.zorg)
    with pytest.raises(NietGevondenError):
        leg_vast(regisseur, organisatie("buiten-de-regio", "politie", werkt_in_baken=False))
    beeindig_taak(ketentaak_id=rij.pk, door=regisseur)


def test_bad_input_gets_a_sentence_for_each_field(cast: Cast) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        leg_vast(als(cast.anna), taak="KTAAK-99", vormen=["VLIEGEN"], kennis="x" * (MAX_KENNIS + 1))
    assert set(fout.value.fouten) == {"taak", "vormen", "kennis"}
    assert not Ketentaak.objects.exists()


def test_the_map_asks_the_database_once_however_much_there_is(cast: Cast) -> None:
    door = als(cast.anna)
    leg_vast(door)
    wegenkaart(door)
    for taak in referentie.feiten("ketentaak"):
        leg_vast(als(cast.zoe), taak=taak.code)
    with CaptureQueriesContext(
        connection,
    ) as gevraagd:
        wegen = wegenkaart(door)
    assert len(gevraagd) == 1
    assert not any(weg.gaten for weg in wegen)
