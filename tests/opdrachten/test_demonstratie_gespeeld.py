"""A demonstration that was played: its signalen obey every rule. One play serves all of these promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from baken.casussen.models import Casus, Leercasus
from baken.dossiers.context import leescontext
from baken.dossiers.inhoud import open_inhoud
from baken.dossiers.models import Dossier, Dossierlid, Verstrekking
from baken.dossiers.pakket import vingerafdruk
from baken.dossiers.services import sleutel_van
from baken.dossiers.soorten import Verstrekkingssoort
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.dossiers.verstrekken import open_pakket
from baken.kern import klok
from baken.kern.models import Journaalregel
from baken.keten.laad import laad_grondslagen
from baken.keten.models import Bijeenkomst
from baken.keten.rules import Levering, mag_verstrekken
from baken.keten.selectors import als_basis, als_overeenkomst
from baken.opdrachten.demonstratie.regio import maak_regio
from baken.opdrachten.demonstratie.tijdperk import speel
from baken.organisaties.models import Medewerker, Organisatie
from baken.organisaties.selectors import wie
from baken.referentie.laad import laad_alles
from baken.signalen.inhoud import open_signaal
from baken.signalen.models import Beoordeling, Signaal
from baken.signalen.services.overnemen import lees_feiten
from baken.signalen.verloop import Status
from baken.zorg.models import (
    Aanbodstand,
    Bedenktijd,
    Hulpvraag,
    Nacht,
    Overdracht,
    Plaatsing,
    Registratie,
    Traject,
    Voorziening,
)
from baken.zorg.wachtend import wacht_op_ons, wacht_op_overname
from tests.dossiers.hulp import zonder_sporen

AANTAL = 40
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def gespeeld(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    """Play a small demonstration once; these tests only look at it."""
    with django_db_blocker.unblock(), zonder_sporen():
        laad_alles()
        laad_grondslagen()
        yield speel(maak_regio(), AANTAL)


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


def test_every_casus_has_the_forms_of_exploitation_of_its_packets(gespeeld: int) -> None:
    casussen = list(Casus.objects.exclude(bronnen=None))
    assert any(casus.vormen for casus in casussen)
    for casus in casussen:
        for bron in casus.bronnen.select_related("verstrekking"):
            assert set(lees_feiten(open_pakket(bron.verstrekking)).vormen) <= set(casus.vormen)


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


def test_the_clients_of_the_zorgpunt_stand_in_every_state_and_nobody_sleeps_in_two_beds(gespeeld: int) -> None:
    standen = Counter(Traject.objects.values_list("status", flat=True))
    assert sum(standen.values()) == 24
    assert set(standen) == {"aangemeld", "intake", "lopend", "nazorg", "afgesloten", "niet_gestart"}
    assert list(Traject.objects.filter(doelgroep="dader").values_list("dossier__afgeschermd", flat=True)) == [True] * 2
    einden = list(Bedenktijd.objects.filter(status="loopt").values_list("eindigt_op", flat=True))
    assert len(einden) == 5
    assert sum(0 <= (einde - klok.vandaag()).days <= 7 for einde in einden) == 1
    assert Bedenktijd.objects.filter(dublin=True).count() == 1
    vannacht = list(Nacht.objects.filter(datum=klok.vandaag()).values_list("plaatsing__traject_id", flat=True))
    assert len(vannacht) == len(set(vannacht)) == 11
    te_laat = Plaatsing.objects.filter(nood=True, structureel_voor__lt=klok.vandaag())
    assert te_laat.count() == 1, "one noodbed is past its term"
    zonder = set(Voorziening.objects.values_list("soort", flat=True)) - {
        s for s, vrij in Aanbodstand.objects.values_list("soort", "vrij") if vrij != "onbekend"
    }
    assert zonder == {"OPV-NLA"}, "of one kind nobody knows whether there is room"


def test_what_went_to_comensha_and_what_was_shared_stand_in_several_states(gespeeld: int) -> None:
    assert Counter(Registratie.objects.values_list("status", flat=True)) == {
        "bevestigd": 2,
        "verzonden": 1,
        "klaar": 1,
        "concept": 2,
    }
    assert sorted(Hulpvraag.objects.values_list("status", flat=True)) == ["concept", *["verzonden"] * 4]
    gegeven = Verstrekking.objects.filter(soort=Verstrekkingssoort.COMENSHA)
    assert gegeven.count() == 7 and all(v.buiten_baken and not v.live for v in gegeven)


def test_teams_come_together_and_there_are_made_up_cases_to_learn_from(gespeeld: int) -> None:
    standen = set(Bijeenkomst.objects.filter(soort="casusoverleg").values_list("status", flat=True))
    assert standen <= {"gehouden", "gepland"}
    assert sorted(Leercasus.objects.values_list("status", flat=True)) == ["concept", "gedeeld"]


def test_colleagues_can_agree_take_over_and_hand_over(gespeeld: int) -> None:
    assert Organisatie.objects.get(code="zorgpunt-delta").vier_ogen_delen
    inge = Medewerker.objects.get(username="demo-zorg-collega")
    wacht = Verstrekking.objects.get(soort=Verstrekkingssoort.DEELBESLUIT, status=Verstrekkingsstatus.WACHT_OP_AKKOORD)
    assert wacht.klaargezet_door_id != inge.pk and wacht.goedgekeurd_door_id is None
    assert Dossierlid.objects.filter(medewerker=inge).get().dossier_id == wacht.dossier_id
    gevraagd = Overdracht.objects.get()
    assert (gevraagd.naar_medewerker_id, gevraagd.status) == (inge.pk, "voorgesteld")


def test_one_client_waits_for_a_zorgpunt_elsewhere_that_did_not_answer_yet(gespeeld: int) -> None:
    ilse, zita = (
        wie(Medewerker.objects.get(username=naam), tweede_factor=True) for naam in ("demo-zorg", "demo-zeekust")
    )
    with leescontext(ilse):
        (uitgaand,) = wacht_op_overname(ilse)
    with leescontext(zita):
        (inkomend,) = wacht_op_ons(zita)
    assert uitgaand.naar == "Zorgpunt Zeekust (verzonnen)" and uitgaand.bevestigd_op is None
    assert inkomend.van == "Zorgpunt Delta (verzonnen)"
