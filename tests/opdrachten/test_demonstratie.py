"""The demonstration: an invented region whose signalen obey every rule, and that never mixes with real data."""

from __future__ import annotations

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from baken.dossiers.inhoud import open_inhoud
from baken.dossiers.models import Dossier, Verstrekking
from baken.dossiers.pakket import vingerafdruk
from baken.dossiers.services import sleutel_van
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.dossiers.verstrekken import open_pakket
from baken.kern import klok
from baken.kern.models import Journaalregel
from baken.keten.laad import laad_grondslagen
from baken.keten.models import Afspraak
from baken.keten.rules import Levering, mag_verstrekken
from baken.keten.selectors import als_basis, als_overeenkomst
from baken.opdrachten.demonstratie.regio import ACCOUNTS, GEMEENTEN, maak_regio
from baken.opdrachten.demonstratie.tijdperk import speel
from baken.opdrachten.management.commands import demonstratie
from baken.organisaties.models import Medewerker, Organisatie
from baken.organisaties.rollen import Rol
from baken.referentie.laad import laad_alles
from baken.signalen.inhoud import open_signaal
from baken.signalen.models import Beoordeling, Signaal
from baken.signalen.verloop import Status

AANTAL = 40
pytestmark = pytest.mark.django_db


@pytest.fixture
def gespeeld(db: None) -> int:
    """Play a small demonstration."""
    laad_alles()
    laad_grondslagen()
    return speel(maak_regio(), AANTAL)


def test_the_region_is_built_like_the_one_of_the_source() -> None:
    laad_alles()
    laad_grondslagen()
    maak_regio()
    assert len(GEMEENTEN) == len(set(GEMEENTEN)) == 23
    soorten = Counter(Organisatie.objects.values_list("soort", flat=True))
    assert soorten["gemeente"] == 23
    assert soorten["zvh"] == 2
    assert {rol for a in ACCOUNTS for rol in a.rollen} | {Rol.MELDER} == set(Rol), "one account per role"
    assert Medewerker.objects.filter(username__startswith="demo-").count() == len(ACCOUNTS)
    assert not Afspraak.objects.filter(bevestigd_op=None).exists()
    zvh = Organisatie.objects.filter(soort="zvh").values_list("werkt_in_baken", flat=True)
    assert sorted(zvh) == [False, True], "one answers inside Baken, the other by telephone"


def test_signalen_stand_in_many_states_and_none_lies_in_the_future(gespeeld: int) -> None:
    assert gespeeld == Signaal.objects.count() == AANTAL
    assert {Status.ONTVANGEN, Status.GESLOTEN, Status.DOORGELEID} <= set(
        Signaal.objects.values_list("status", flat=True)
    )
    assert not Signaal.objects.filter(ontvangen_op__gt=klok.nu()).exists()
    assert not Journaalregel.objects.filter(tijd__gt=klok.nu()).exists()
    for signaal in Signaal.objects.select_related("dossier"):
        assert open_signaal(signaal).waarneming


def test_every_packet_opens_matches_its_fingerprint_and_passed_the_gate_of_its_day(gespeeld: int) -> None:
    verstrekkingen = Verstrekking.objects.select_related("afspraak", "grondslag", "ontvanger")
    assert {v.status for v in verstrekkingen} & {Verstrekkingsstatus.AFGEROND, Verstrekkingsstatus.GEACCEPTEERD}
    for v in verstrekkingen:
        assert vingerafdruk(open_pakket(v)) == v.pakket_hash
        dag = v.klaargezet_op.astimezone(klok.TIJDZONE).date()
        levering = Levering(
            afzender_id=v.afzender_id,
            ontvanger_id=v.ontvanger_id,
            ontvanger_soort=v.ontvanger.soort,
            ontvanger_bestaat=True,
            veldgroepen=frozenset(v.veldgroepen),
            op=dag,
            toestemming_vastgelegd=True,
            noodreden="x" * 30,
        )
        afspraak = als_overeenkomst(v.afspraak, dag) if v.afspraak else None
        assert mag_verstrekken(levering, als_basis(v.grondslag), afspraak).open


def test_a_hard_stop_never_ended_as_low(gespeeld: int) -> None:
    for besluit in Beoordeling.objects.all():
        if besluit.advies["kan_niet_laag"]:
            assert not set(besluit.uitkomsten) & {"geen_mensenhandel", "advies_gegeven"}


def test_every_dossier_has_a_key_of_its_own(gespeeld: int) -> None:
    dossiers = list(Dossier.objects.all())
    assert len({bytes(d.verpakte_sleutel or b"") for d in dossiers}) == len(dossiers)
    assert all(sleutel_van(d) for d in dossiers)


def test_no_invented_telephone_number_can_ring_anywhere(gespeeld: int) -> None:
    for persoon in (b for d in Dossier.objects.all() for b in open_inhoud(d).betrokkenen):
        assert persoon.groepen.get("contact", {}).get("telefoon", "06000").startswith("06000")


@pytest.mark.postgres
def test_on_postgresql_the_demonstration_is_refused() -> None:
    with pytest.raises(CommandError, match="SQLite"):
        call_command("demonstratie", "--leeg")


def test_outside_the_demonstration_it_is_refused(settings: pytest.FixtureRequest) -> None:
    settings.DEMONSTRATIE = False  # type: ignore[attr-defined]  # pytest-django's settings take any name
    with pytest.raises(CommandError, match="nooit in productie"):
        call_command("demonstratie", "--leeg")
    assert not Organisatie.objects.exists()


def test_existing_data_are_left_alone() -> None:
    if demonstratie.connection.vendor != "sqlite":
        return  # the refusal on PostgreSQL is a promise of its own
    Organisatie.objects.create(code="echt", naam="Echt", soort="gemeente", geldig_van=klok.vandaag())
    fout = StringIO()
    call_command("demonstratie", stderr=fout)
    assert "bestaat al" in fout.getvalue()
    assert Organisatie.objects.count() == 1
