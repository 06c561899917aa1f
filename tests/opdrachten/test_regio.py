"""The profile of a real region: bodies and cadences from the source, no persons, no signalen, and loaded once."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from baken.keten.laad import laad_grondslagen
from baken.keten.models import Afspraak
from baken.opdrachten.demonstratie.regio import maak_regio
from baken.opdrachten.regios.laad import laad, lees
from baken.organisaties.models import Medewerker, Organisatie, Regio, Regiolid
from baken.referentie import selectors as referentie
from baken.referentie.laad import laad_alles
from baken.signalen.models import Signaal

pytestmark = pytest.mark.django_db


def test_region_rotterdam_has_its_gemeenten_and_bodies_and_nobody_in_it() -> None:
    geladen = laad("rotterdam")
    assert geladen.gemeenten == 23
    assert Organisatie.objects.filter(soort="gemeente", gemeente_code__startswith="GM").count() == 23
    for soort in ("politie", "om", "riec", "zorgcoordinatie", "nla", "veilig_thuis", "samenwerking"):
        assert Organisatie.objects.filter(soort=soort).count() == 1
    assert Organisatie.objects.filter(soort="zvh").count() == 2
    assert Regio.objects.filter(soort="veiligheidsregio").count() == 2
    assert not Medewerker.objects.exists()
    assert not Signaal.objects.exists()
    assert not Afspraak.objects.exists(), "a convenant is confirmed by people, not by a command"
    assert not Organisatie.objects.filter(deur_inwoner=True).exists()


def test_its_meetings_ship_as_facts_with_their_cadence() -> None:
    laad("rotterdam")
    overleggen = {f.code: f for f in referentie.feiten("overleg")}
    assert set(lees("rotterdam")["overleggen"]) <= set(overleggen)
    assert overleggen["OVL-RCT"].inhoud["frequentie"]["min_per_jaar"] == 12


def test_a_second_run_changes_nothing_and_keeps_what_somebody_typed() -> None:
    laad("rotterdam")
    Organisatie.objects.filter(code="zvh-1").update(naam="Zorg- en Veiligheidshuis met een naam", werkt_in_baken=True)
    leden = Regiolid.objects.count()
    uit = StringIO()
    call_command("laad_regio", "rotterdam", stdout=uit)
    assert "niets veranderd" in uit.getvalue()
    assert Regiolid.objects.count() == leden
    assert Organisatie.objects.get(code="zvh-1").werkt_in_baken


def test_a_first_run_says_what_the_source_leaves_open() -> None:
    uit = StringIO()
    call_command("laad_regio", "rotterdam", stdout=uit)
    assert "23 gemeenten" in uit.getvalue()
    assert "Regionale Tafel Mensenhandel" in uit.getvalue()
    assert "zonder naam en zonder gebied" in uit.getvalue()


def test_it_never_mixes_with_the_invented_region() -> None:
    laad_alles()
    laad_grondslagen()
    maak_regio()
    with pytest.raises(CommandError, match="verzonnen regio"):
        call_command("laad_regio", "rotterdam")


def test_a_region_that_does_not_ship_is_refused() -> None:
    with pytest.raises(CommandError):
        call_command("laad_regio", "atlantis")
    with pytest.raises(KeyError):
        laad("atlantis")
