"""A casus without a signaal: who opens it, on which ground, and what is refused."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.cast import Cast, als
from tests.signalen.hulp import laatste_regels

from baken.casussen.blad import casusblad
from baken.casussen.models import Casus
from baken.casussen.services.openen import Aanmelding, open_direct
from baken.casussen.soorten import Herkomst
from baken.dossiers.models import Dossier, Toestemming
from baken.dossiers.services import NieuweBetrokkene
from baken.kern import klok
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OngeldigeInvoerError

CLIENT = NieuweBetrokkene(
    "slachtoffer",
    "12-17",
    "V",
    "RO",
    identiteit={"naam": "Quirina Bedacht", "geboortedatum": "2020-04-05"},
    contact={"telefoon": "0600000007"},
)


def aanmelding(**anders: object) -> Aanmelding:
    basis = Aanmelding(
        inzending=uuid.uuid4(),
        client=CLIENT,
        aanmelder="De huisarts in de wijk",
        toelichting="Zij moest elke nacht werken.",
        vormen=("ARB",),
        toestemming="Mondeling, in het eerste gesprek: ja, ik wil hulp.",
    )
    return replace(basis, **anders)  # type: ignore[arg-type]  # some tests give what does not fit


def test_a_casus_opens_on_an_aanmelding_with_its_consent_and_director(cast: Cast) -> None:
    casus = open_direct(aanmelding=aanmelding(), door=als(cast.zoe))
    assert (casus.herkomst, casus.route, casus.jeugd, casus.vormen) == (Herkomst.AANMELDING, "zorg", "ja", ["ARB"])
    assert casus.procesregisseur_id == cast.zoe.pk
    assert casus.nummer.startswith("C-")
    for woord in (b"Quirina", b"huisarts", b"elke nacht"):
        assert woord not in bytes(casus.inhoud or b"")
    toestemming = Toestemming.objects.get(dossier_id=casus.dossier_id)
    assert toestemming.doel == "zorg"
    assert toestemming.betrokkene == casus.dossier.betrokkenen.get().pk
    assert set(laatste_regels(2)) == {"casus.geopend", "toestemming.vastgelegd"}
    blad = casusblad(als(cast.zoe), casus.pk)
    assert blad.aanmelding is not None
    assert blad.aanmelding.aanmelder == "De huisarts in de wijk"
    assert [p.nummer for p in blad.aanpakken[0].personen or ()] == [1]
    assert [m.naam for m in blad.team] == ["Zoe"]


@pytest.mark.parametrize(("geboren", "jeugd"), [("2012-05-01", "ja"), ("1990-05-01", "nee"), ("", "onbekend")])
def test_the_flag_of_youth_follows_the_date_of_birth(cast: Cast, geboren: str, jeugd: str) -> None:
    van = replace(aanmelding().client, leeftijdsgroep="", identiteit={"naam": "Quirina", "geboortedatum": geboren})
    with klok.zet_stil(datetime(2026, 6, 1, 10, tzinfo=UTC)):
        assert open_direct(aanmelding=aanmelding(client=van), door=als(cast.zoe)).jeugd == jeugd


def test_without_consent_it_asks_why_and_keeps_that_sealed(cast: Cast) -> None:
    waarom = "Zij is niet aanspreekbaar en het gaat nu niet goed."
    casus = open_direct(aanmelding=aanmelding(toestemming="", zonder_toestemming=waarom), door=als(cast.zoe))
    assert not Toestemming.objects.exists()
    assert b"aanspreekbaar" not in bytes(casus.inhoud or b"")
    blad = casusblad(als(cast.zoe), casus.pk)
    assert blad.aanmelding is not None
    assert blad.aanmelding.zonder_toestemming == waarom


def test_the_same_form_opens_one_casus(cast: Cast) -> None:
    formulier = aanmelding()
    eerste = open_direct(aanmelding=formulier, door=als(cast.zoe))
    assert open_direct(aanmelding=formulier, door=als(cast.zoe)) == eerste
    assert Casus.objects.count() == 1


def test_a_number_of_another_dossier_opens_nothing(cast: Cast) -> None:
    open_direct(aanmelding=aanmelding(), door=als(cast.zoe))
    vreemd = Dossier.objects.create(
        id=uuid.uuid4(), soort="casus", organisatie=cast.zvh, aangemaakt_op="2026-01-01T00:00Z"
    )
    with pytest.raises(NietGevondenError):
        open_direct(aanmelding=aanmelding(inzending=vreemd.pk), door=als(cast.zoe))


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"client": replace(CLIENT, identiteit={}, contact={})}, "naam"),
        ({"client": replace(CLIENT, deel="dader")}, "deel"),
        ({"client": replace(CLIENT, deel="")}, "deel"),
        ({"client": replace(CLIENT, ook_deel="slachtoffer")}, "ook_deel"),
        ({"client": replace(CLIENT, strafbaar={"omschrijving": "Reed de auto."})}, ""),
        ({"aanmelder": "  "}, "aanmelder"),
        ({"vormen": ("NIETS",)}, "vormen"),
        ({"toestemming": "ja"}, "toestemming"),
        ({"toestemming": "", "zonder_toestemming": ""}, "zonder_toestemming"),
        ({"toestemming": "", "zonder_toestemming": "\u200b" * 40}, "zonder_toestemming"),
        ({"toelichting": "x" * 3_000}, "toelichting"),
    ],
)
def test_what_is_not_right_is_refused_and_opens_nothing(cast: Cast, anders: dict[str, object], veld: str) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        open_direct(aanmelding=aanmelding(**anders), door=als(cast.zoe))
    assert list(fout.value.fouten) == [veld]
    assert not Casus.objects.exists()


@pytest.mark.parametrize("naam", ["anna", "piet", "rik", "beheer", "fg", "balie"])
def test_only_the_zorgcoordinator_opens_a_casus_without_a_signaal(cast: Cast, naam: str) -> None:
    with pytest.raises(NietToegestaanError):
        open_direct(aanmelding=aanmelding(), door=als(getattr(cast, naam)))
    with pytest.raises(NietToegestaanError):
        open_direct(aanmelding=aanmelding(), door=als(cast.zoe, tweede_factor=False))
