"""A colleague stands in for a coordinator and goes again; and the forms of exploitation follow what is known."""

from __future__ import annotations

import pytest
from tests.cast import Cast, als
from tests.signalen.hulp import laatste_regels
from tests.web.signalen.hulp import als_persoon
from tests.zorg.hulp import WAAROM, traject
from tests.zorg.test_aanmelden import ziet
from tests.zorg.test_kanten import DADER, open_casus

from baken.dossiers.services import sleutel_van
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OngeldigeInvoerError, VerouderdError
from baken.kern.models import Journaalregel
from baken.zorg.blad import trajectblad
from baken.zorg.inhoud import open_stuk
from baken.zorg.models import Traject
from baken.zorg.services import intake, team
from baken.zorg.services.kanten import ZELFDE_COORDINATOR
from baken.zorg.soorten import Doelgroep, Stuksoort


@pytest.fixture
def dicht(cast: Cast) -> Traject:
    """The shielded traject of an offender, of zoe."""
    return traject(als(cast.zoe), Doelgroep.DADER)


def erbij(cast: Cast, t: Traject, wie: str = "zara", door: str = "zoe") -> Traject:
    naar = getattr(cast, wie).pk
    return team.zet_in_team(traject_id=t.pk, medewerker_id=naar, door=als(getattr(cast, door)))


def eruit(cast: Cast, t: Traject, wie: str = "zara", reden: str = WAAROM, door: str = "zoe") -> Traject:
    weg = getattr(cast, wie).pk
    return team.haal_uit_team(traject_id=t.pk, medewerker_id=weg, reden=reden, door=als(getattr(cast, door)))


def test_who_stands_in_reads_a_shielded_traject_until_taken_out_and_can_come_back(cast: Cast, dicht: Traject) -> None:
    erbij(cast, dicht)
    assert ziet(cast, "zara") == {dicht.pk}
    eruit(cast, dicht)
    assert ziet(cast, "zara") == set()
    with pytest.raises(NietGevondenError):
        trajectblad(als(cast.zara), dicht.pk)
    assert Journaalregel.objects.filter(handeling="traject.lid_weg", dossier_id=dicht.dossier_id).count() == 1
    stuk = dicht.stukken.get(soort=Stuksoort.TEAM)
    assert open_stuk(dicht, sleutel_van(dicht.dossier), stuk)["reden"] == WAAROM
    assert b"persoon" not in bytes(stuk.inhoud or b"")
    erbij(cast, dicht)
    assert ziet(cast, "zara") == {dicht.pk}  # also on the same day


def test_the_coordinator_stays_and_a_reason_is_asked(cast: Cast, dicht: Traject) -> None:
    erbij(cast, dicht)
    for wie, reden, veld in (
        ("zoe", WAAROM, "medewerker"),
        ("zara", "Klaar.", "reden"),
        ("piet", WAAROM, "medewerker"),
    ):
        with pytest.raises(OngeldigeInvoerError) as fout:
            eruit(cast, dicht, wie, reden)
        assert set(fout.value.fouten) == {veld}
    Traject.objects.filter(pk=dicht.pk).update(coordinator=None)
    eruit(cast, dicht)
    with pytest.raises(OngeldigeInvoerError, match="medewerker") as fout:
        eruit(cast, dicht, "zoe")
    assert "laatste" in fout.value.fouten["medewerker"][0]
    assert ziet(cast, "zoe") == {dicht.pk}


def test_nobody_outside_changes_the_team_and_only_a_coordinator_of_here_joins(cast: Cast, dicht: Traject) -> None:
    with pytest.raises(NietGevondenError):
        erbij(cast, dicht, door="zara")
    with pytest.raises(NietGevondenError):
        eruit(cast, dicht, "zoe", door="zara")
    for wie in ("piet", "anna"):
        with pytest.raises(OngeldigeInvoerError):
            erbij(cast, dicht, wie)


def test_who_helps_the_other_side_of_the_casus_does_not_join(cast: Cast) -> None:
    casus = open_casus(cast)
    traject(als(cast.zoe), casus_id=casus.pk)
    dader = traject(als(cast.zara), Doelgroep.DADER, casus_id=casus.pk, client=DADER)
    with pytest.raises(NietToegestaanError) as fout:
        erbij(cast, dader, "zoe", door="zara")
    assert fout.value.reden == ZELFDE_COORDINATOR


def zet(cast: Cast, t: Traject, *vormen: str, versie: int | None = None, wie: str = "zoe") -> Traject:
    wanneer = t.versie if versie is None else versie
    return intake.zet_vormen(traject_id=t.pk, versie=wanneer, vormen=vormen, door=als(getattr(cast, wie)))


def test_the_forms_follow_what_is_known_by_now(cast: Cast) -> None:
    t = traject(als(cast.zoe), vormen=("ARB",))
    nieuw = zet(cast, t, "SEKS", "ARB")
    assert (nieuw.vormen, nieuw.versie) == (["ARB", "SEKS"], t.versie + 1)
    assert laatste_regels(1) == ["traject.vormen"]
    with pytest.raises(VerouderdError):
        zet(cast, t)
    with pytest.raises(OngeldigeInvoerError) as fout:
        zet(cast, nieuw, "BESTAATNIET")
    assert set(fout.value.fouten) == {"vormen"}
    with pytest.raises(NietGevondenError):
        zet(cast, nieuw, wie="anna")
    assert zet(cast, nieuw).vormen == []


def test_on_the_pages_a_colleague_joins_and_leaves_and_the_forms_are_changed(cast: Cast, dicht: Traject) -> None:
    zoe, zara, adres = als_persoon(cast.zoe), als_persoon(cast.zara), f"/zorg/{dicht.pk}/"
    assert zoe.post(f"{adres}team/", {"medewerker": cast.zara.pk}).status_code == 302
    assert zara.get(adres).status_code == 200
    kort = zoe.post(f"{adres}team/weg/", {"medewerker": cast.zara.pk, "reden": "Klaar."})
    assert kort.status_code == 422 and "Klaar." in kort.content.decode()
    assert zoe.post(f"{adres}team/weg/", {"medewerker": cast.zara.pk, "reden": WAAROM}).status_code == 302
    assert zara.get(adres).status_code == 404
    assert zara.post(f"{adres}vormen/", {"versie": dicht.versie}).status_code == 404
    assert zoe.post(f"{adres}vormen/", {"versie": dicht.versie, "vormen": ["NIET"]}).status_code == 422
    assert zoe.post(f"{adres}vormen/", {"versie": dicht.versie, "vormen": ["SEKS"]}).status_code == 302
    assert zoe.post(f"{adres}vormen/", {"versie": dicht.versie, "vormen": ["ARB"]}).status_code == 409
    assert "Seksuele uitbuiting" in zoe.get(f"{adres}?deel=client").content.decode()


def test_who_takes_oneself_out_goes_to_the_list(cast: Cast, dicht: Traject) -> None:
    erbij(cast, dicht)
    antwoord = als_persoon(cast.zara).post(f"/zorg/{dicht.pk}/team/weg/", {"medewerker": cast.zara.pk, "reden": WAAROM})
    assert (antwoord.status_code, antwoord.headers["Location"]) == (302, "/zorg/")
