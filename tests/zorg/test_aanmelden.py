"""A client is taken in once, by a zorgcoordinator, in a dossier of its own; an offender behind a shield."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from tests.cast import Cast, als
from tests.signalen.hulp import doorgegeven, laatste_regels
from tests.zorg.hulp import WAAROM, aanmelding, client, traject

from baken.casussen.services.aannemen import accepteer
from baken.dossiers.context import leescontext
from baken.dossiers.services import NieuweBetrokkene, sleutel_van
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming, leg_vast, toestemmingen
from baken.dossiers.toestemmingrijen import WIE_BESLISTE
from baken.kern import klok
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OngeldigeInvoerError
from baken.zorg.inhoud import open_profiel, open_stuk
from baken.zorg.models import Traject
from baken.zorg.querysets import zichtbare_trajecten
from baken.zorg.services.aanmelden import meld_aan
from baken.zorg.services.kanten import ZELFDE_COORDINATOR
from baken.zorg.soorten import Doelgroep
from baken.zorg.verloop import GESLOTEN, TRAJECT, Trajectstatus


def ziet(cast: Cast, wie: str) -> set[int]:
    door = als(getattr(cast, wie))
    with leescontext(door):
        return set(Traject.objects.filter(zichtbare_trajecten(door, "trajecten.inzien")).values_list("pk", flat=True))


def test_every_state_is_reached_and_only_a_hand_over_to_others_is_final() -> None:
    assert TRAJECT.staten == frozenset(Trajectstatus)
    assert TRAJECT.einden == frozenset({Trajectstatus.OVERGEDRAGEN})
    bereikt = {naar for van in Trajectstatus for naar in TRAJECT.volgende(van)}
    assert bereikt == set(Trajectstatus) - {Trajectstatus.AANGEMELD}
    assert set(Trajectstatus) > GESLOTEN


def test_a_client_gets_a_traject_with_a_number_of_its_own_series_and_a_coordinator(cast: Cast) -> None:
    gemaakt = traject(als(cast.zoe))
    assert gemaakt.nummer.startswith("T-") and gemaakt.nummer.endswith("-0001")
    assert (gemaakt.status, gemaakt.coordinator_id) == (Trajectstatus.AANGEMELD, cast.zoe.pk)
    assert gemaakt.dossier.betrokkenen.count() == 1
    assert laatste_regels(2) == ["toestemming.vastgelegd", "traject.aangemeld"]
    sleutel = sleutel_van(gemaakt.dossier)
    assert open_profiel(gemaakt, sleutel).aanmelder == "Maatschappelijk werk"
    (stuk,) = gemaakt.stukken.all()
    assert "nergens heen" in open_stuk(gemaakt, sleutel, stuk)["toelichting"]


def test_what_the_client_agreed_to_is_a_toestemming_for_care_and_for_nothing_else(cast: Cast) -> None:
    gemaakt = traject(als(cast.zoe))
    (open_,) = toestemmingen(gemaakt.dossier)
    assert (open_.doel, open_.betrokkene, open_.geldig) == ("zorg", gemaakt.dossier.betrokkenen.get().pk, True)
    assert open_.woorden == WAAROM


KIND = client(leeftijdsgroep="", identiteit={"naam": "Mira Voorbeeld", "geboortedatum": "2015-04-03"})


@pytest.mark.parametrize("kind", [KIND, client(leeftijdsgroep="12-17")])
def test_a_yes_of_a_minor_says_who_decided(cast: Cast, kind: NieuweBetrokkene) -> None:
    with klok.zet_stil(datetime(2026, 11, 20, 9, tzinfo=klok.TIJDZONE)):
        with pytest.raises(OngeldigeInvoerError) as fout:
            traject(als(cast.zoe), client=kind, door_wie=" ")
        assert fout.value.fouten == {"door_wie": [WIE_BESLISTE]}
        gemaakt = traject(als(cast.zoe), client=kind, door_wie="De voogd en de jongere zelf")
        (open_,) = toestemmingen(gemaakt.dossier)
        assert open_.door_wie == "De voogd en de jongere zelf"
        nieuw = NieuweToestemming(Toestemmingsdoel.OPVANG, "in een gesprek", WAAROM, open_.betrokkene)
        with pytest.raises(OngeldigeInvoerError) as fout:
            leg_vast(dossier_id=gemaakt.dossier_id, nieuw=nieuw, door=als(cast.zoe))
        assert fout.value.fouten == {"door_wie": [WIE_BESLISTE]}
        leg_vast(dossier_id=gemaakt.dossier_id, nieuw=replace(nieuw, door_wie="De voogd"), door=als(cast.zoe))


def test_without_a_yes_nobody_decided_for_a_minor(cast: Cast) -> None:
    traject(als(cast.zoe), client=KIND, toestemming="", waarom_zonder="De voogd is nog niet bereikt, er is haast.")


def test_without_consent_a_traject_can_start_when_it_is_said_why(cast: Cast) -> None:
    gemaakt = traject(als(cast.zoe), toestemming="", waarom_zonder="De persoon is bewusteloos in het ziekenhuis.")
    assert not toestemmingen(gemaakt.dossier)
    sleutel = sleutel_van(gemaakt.dossier)
    assert "bewusteloos" in open_stuk(gemaakt, sleutel, gemaakt.stukken.get())["waarom_zonder"]


def test_what_is_said_of_a_client_is_sealed(cast: Cast) -> None:
    gemaakt = traject(als(cast.zoe), toelichting="Zonderling woord: kwikstaart.", aanmelder="kwikstaart")
    gemaakt.refresh_from_db()
    assert b"kwikstaart" not in bytes(gemaakt.profiel or b"")
    assert b"kwikstaart" not in bytes(gemaakt.stukken.get().inhoud or b"")


@pytest.mark.parametrize(
    ("veld", "velden"),
    [
        ("toelichting", {"toelichting": "  "}),
        ("toelichting", {"toelichting": "x" * 5_001}),
        ("vormen", {"vormen": ("BESTAATNIET",)}),
        ("toestemming", {"toestemming": "ja"}),
        ("hoe", {"hoe": " "}),
        ("waarom_zonder", {"toestemming": "", "waarom_zonder": "nood"}),
        ("naam", {"client": client(identiteit={}, contact={})}),
    ],
)
def test_an_aanmelding_that_says_too_little_is_refused(cast: Cast, veld: str, velden: dict[str, Any]) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        traject(als(cast.zoe), **velden)
    assert veld in fout.value.fouten
    assert not Traject.objects.exists()


def test_one_person_has_one_open_traject_and_the_refusal_names_it(cast: Cast) -> None:
    eerste = traject(als(cast.zoe))
    with pytest.raises(OngeldigeInvoerError) as fout:
        traject(als(cast.zara))
    assert eerste.nummer in fout.value.fouten[""][0]
    anders = client(identiteit={"naam": "Mira Voorbeeld", "geboortedatum": "1999-01-01"})
    assert traject(als(cast.zara), client=anders).nummer.endswith("-0002")


def test_the_same_document_is_the_same_person_whatever_name_is_given(cast: Cast) -> None:
    traject(als(cast.zoe), client=client(identiteit={"naam": "Een naam", "document": "NX1234567"}))
    with pytest.raises(OngeldigeInvoerError):
        traject(als(cast.zoe), client=client(identiteit={"naam": "Andere naam", "document": "nx 1234567"}))


@pytest.mark.parametrize("wie", ["anna", "piet", "rik", "fg", "beheer", "beleid"])
def test_only_a_zorgcoordinator_takes_clients_in(cast: Cast, wie: str) -> None:
    with pytest.raises(NietToegestaanError):
        traject(als(getattr(cast, wie)))
    assert not Traject.objects.exists()


def test_colleagues_read_the_traject_of_a_victim_and_nobody_of_another_organisation_does(cast: Cast) -> None:
    gemaakt = traject(als(cast.zoe))
    assert ziet(cast, "zoe") == ziet(cast, "zara") == {gemaakt.pk}
    assert not any(ziet(cast, wie) for wie in ("anna", "buur", "piet", "rik", "fg", "beheer"))


def test_the_traject_of_an_offender_is_read_by_its_own_team_alone(cast: Cast) -> None:
    gemaakt = traject(als(cast.zoe), Doelgroep.DADER)
    assert gemaakt.dossier.afgeschermd
    assert ziet(cast, "zoe") == {gemaakt.pk}
    assert ziet(cast, "zara") == set()


def test_a_traject_comes_from_an_own_open_casus_only(cast: Cast) -> None:
    _signaal, (zorg, _zvh) = doorgegeven(cast)
    casus = accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    assert traject(als(cast.zoe), casus_id=casus.pk).casus_id == casus.pk
    with pytest.raises(NietGevondenError):
        traject(als(cast.zara), casus_id=987_654, client=client(identiteit={"naam": "Ander"}))


def test_one_coordinator_never_helps_victim_and_offender_of_one_casus(cast: Cast) -> None:
    _signaal, (zorg, _zvh) = doorgegeven(cast)
    casus = accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    traject(als(cast.zoe), casus_id=casus.pk)
    dader = client("dader", identiteit={"naam": "Ype Verzonnen"})
    with pytest.raises(NietToegestaanError) as fout:
        traject(als(cast.zoe), Doelgroep.DADER, casus_id=casus.pk, client=dader)
    assert fout.value.reden == ZELFDE_COORDINATOR
    assert traject(als(cast.zara), Doelgroep.DADER, casus_id=casus.pk, client=dader).coordinator_id == cast.zara.pk


def test_a_client_who_has_another_part_is_a_mistake_of_the_caller(cast: Cast) -> None:
    with pytest.raises(ValueError, match="doelgroep"):
        meld_aan(aanmelding=replace(aanmelding(), client=client("dader")), door=als(cast.zoe))
