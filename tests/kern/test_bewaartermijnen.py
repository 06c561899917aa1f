"""Promises of retention: announced before it goes, held when it must, proven when it went."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from tests.kern.hulp import EIGEN, schrijf

from baken.kern import bewaartermijnen, journaal, klok
from baken.kern.bewaartermijnen import Kandidaat, Nachtuitslag, Standaardtermijn, nachtronde
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VastgehoudenError,
)
from baken.kern.journaal import Spoor
from baken.kern.models import (
    Actie,
    Begin,
    Bewaarregel,
    Journaalregel,
    Vernietigingsvoornemen,
    VervallenSegment,
)

pytestmark = pytest.mark.django_db

START = date(2026, 1, 1)
DOSSIER = uuid4()


@dataclass
class Kast:
    """Things that are kept: id -> (organisation, day on which they were made)."""

    dingen: dict[str, tuple[int, date]] = field(default_factory=dict)
    vast: set[str] = field(default_factory=set)
    laat_vast: set[str] = field(default_factory=set)  # a hold that came between finding and destroying
    stuk: set[str] = field(default_factory=set)

    def vind(self, regel: Bewaarregel, tot: date) -> Iterator[Kandidaat]:
        for naam, (organisatie, gemaakt) in self.dingen.items():
            vervalt = klok.maanden_erbij(gemaakt, regel.termijn_maanden)
            if vervalt <= tot:
                yield Kandidaat(naam, organisatie, vervalt, DOSSIER, naam in self.vast)

    def vernietig(self, kandidaat: Kandidaat) -> int:
        if kandidaat.object_id in self.laat_vast:
            raise VastgehoudenError
        if kandidaat.object_id in self.stuk:
            raise RuntimeError("Jan Voorbeeld")
        del self.dingen[kandidaat.object_id]
        return 1


@pytest.fixture
def kast(monkeypatch: pytest.MonkeyPatch) -> Kast:
    """Give a cupboard, registered with a shipped period of twelve months."""
    monkeypatch.setattr(bewaartermijnen, "_register", {})
    gemaakt = Kast({"oud": (EIGEN, START), "jong": (EIGEN, date(2026, 11, 1))})
    bewaartermijnen.registreer(
        "proef.Ding",
        categorie="proef",
        grondslag="Archiefwet",
        vernietig=gemaakt.vernietig,
        vind=gemaakt.vind,
        standaard=Standaardtermijn(12, Begin.AANMAAK, "invented for this test"),
    )
    return gemaakt


@contextmanager
def op(dag: date) -> Iterator[None]:
    with klok.zet_stil(datetime(dag.year, dag.month, dag.day, 3, tzinfo=UTC)):
        yield


def _nacht(dag: date) -> Nachtuitslag:
    with op(dag):
        return nachtronde()


def _bevestig() -> Bewaarregel:
    bewaartermijnen.laad_standaardregels()
    regel = Bewaarregel.objects.get(categorie="proef")
    bewaartermijnen.bevestig(Spoor(1, "fg", EIGEN), regel.pk, als="fg")
    return bewaartermijnen.bevestig(Spoor(2, "archivaris", EIGEN), regel.pk, als="archivaris")


def test_what_is_due_is_announced_and_then_destroyed_with_a_certificate(kast: Kast) -> None:
    _bevestig()
    assert _nacht(date(2026, 12, 1)) == Nachtuitslag()
    assert _nacht(date(2026, 12, 2)) == Nachtuitslag(gewaarschuwd=1)
    assert _nacht(date(2026, 12, 31)) == Nachtuitslag()
    assert "oud" in kast.dingen
    assert _nacht(date(2027, 1, 1)) == Nachtuitslag(vernietigd=1)
    assert set(kast.dingen) == {"jong"}
    bewijs = Journaalregel.objects.select_related("inhoud").get(handeling="bewaartermijn.vernietigd")
    assert (bewijs.organisatie_id, bewijs.dossier_id, bewijs.grondslag) == (EIGEN, DOSSIER, "Archiefwet")
    assert '"object":"oud"' in bewijs.inhoud.inhoud
    assert Vernietigingsvoornemen.objects.get().vernietigd_op == date(2027, 1, 1)
    assert _nacht(date(2027, 1, 1)) == Nachtuitslag()


def test_what_was_never_announced_is_announced_first_however_late(kast: Kast) -> None:
    _bevestig()
    assert _nacht(date(2027, 6, 1)) == Nachtuitslag(gewaarschuwd=1)
    assert _nacht(date(2027, 6, 30)) == Nachtuitslag()
    assert _nacht(date(2027, 7, 1)).vernietigd == 1


def test_under_an_unconfirmed_rule_nothing_is_destroyed(kast: Kast) -> None:
    _nacht(date(2026, 12, 2))
    assert _nacht(date(2027, 1, 2)) == Nachtuitslag(onbevestigd=1)
    assert "oud" in kast.dingen
    assert [regel.bevestigd for regel in bewaartermijnen.regels_van(EIGEN)] == [False]
    _bevestig()
    assert [regel.bevestigd for regel in bewaartermijnen.regels_van(EIGEN)] == [True]
    assert _nacht(date(2027, 1, 3)).vernietigd == 1


def test_a_legal_hold_keeps_it_also_when_it_came_at_the_last_moment(kast: Kast) -> None:
    _bevestig()
    _nacht(date(2026, 12, 2))
    kast.vast.add("oud")
    assert _nacht(date(2027, 1, 1)) == Nachtuitslag(vastgehouden=1)
    kast.vast.clear()
    kast.laat_vast.add("oud")
    assert _nacht(date(2027, 1, 1)) == Nachtuitslag(vastgehouden=1)
    assert "oud" in kast.dingen
    assert not Journaalregel.objects.filter(handeling="bewaartermijn.vernietigd").exists()


def test_one_that_cannot_be_destroyed_does_not_keep_the_others(kast: Kast, caplog: pytest.LogCaptureFixture) -> None:
    _bevestig()
    kast.dingen = {"stuk": (EIGEN, START), "oud": (EIGEN, START)}
    kast.stuk.add("stuk")
    _nacht(date(2026, 12, 2))
    assert _nacht(date(2027, 1, 1)) == Nachtuitslag(vernietigd=1, mislukt=1)
    uitkomsten = Journaalregel.objects.filter(handeling="bewaartermijn.vernietigd").values_list("uitkomst", flat=True)
    assert sorted(uitkomsten) == ["gelukt", "mislukt"]
    assert "Voorbeeld" not in caplog.messages[0]


def test_a_moved_end_is_announced_again(kast: Kast) -> None:
    _bevestig()
    _nacht(date(2026, 12, 2))
    kast.dingen["oud"] = (EIGEN, date(2026, 1, 20))
    assert _nacht(date(2027, 1, 1)) == Nachtuitslag(gewaarschuwd=1)
    assert _nacht(date(2027, 1, 20)) == Nachtuitslag()
    assert _nacht(date(2027, 1, 31)).vernietigd == 1


def test_an_organisation_may_have_a_rule_of_its_own(kast: Kast) -> None:
    _bevestig()
    kast.dingen["elders"] = (8, START)
    Bewaarregel.objects.create(
        categorie="proef", organisatie_id=8, begin=Begin.AANMAAK, termijn_maanden=24, bron="besluit", geldig_van=START
    )
    with op(date(2026, 12, 2)):
        eigen, ander = (bewaartermijnen.bewaarregel_voor("proef", nr) for nr in (EIGEN, 8))
    assert eigen is not None
    assert ander is not None
    assert (eigen.termijn_maanden, ander.termijn_maanden) == (12, 24)
    _nacht(date(2026, 12, 2))
    assert list(Vernietigingsvoornemen.objects.values_list("object_id", flat=True)) == ["oud"]


def test_what_must_go_to_the_archive_is_not_destroyed(kast: Kast) -> None:
    regel = _bevestig()
    Bewaarregel.objects.filter(pk=regel.pk).update(actie=Actie.OVERBRENGEN)
    _nacht(date(2026, 12, 2))
    assert _nacht(date(2027, 1, 1)) == Nachtuitslag(met_de_hand=1)
    assert "oud" in kast.dingen


def test_one_person_cannot_confirm_as_both_nor_twice(kast: Kast) -> None:
    bewaartermijnen.laad_standaardregels()
    regel = Bewaarregel.objects.get(categorie="proef")
    bewaartermijnen.bevestig(Spoor(1, "fg", EIGEN), regel.pk, als="fg")
    with pytest.raises(NietToegestaanError):
        bewaartermijnen.bevestig(Spoor(1, "archivaris", EIGEN), regel.pk, als="archivaris")
    with pytest.raises(OvergangNietToegestaanError):
        bewaartermijnen.bevestig(Spoor(3, "fg", EIGEN), regel.pk, als="fg")
    with pytest.raises(NietGevondenError):
        bewaartermijnen.bevestig(Spoor(3, "fg", EIGEN), regel.pk + 999, als="fg")
    with pytest.raises(ValueError, match="archivaris"):
        bewaartermijnen.bevestig(Spoor(3, "beheerder", EIGEN), regel.pk, als="beheerder")
    regel.refresh_from_db()
    assert not regel.bevestigd


def test_a_registration_needs_its_reasons(kast: Kast) -> None:
    with pytest.raises(ValueError, match="grondslag"):
        bewaartermijnen.registreer("a.B", categorie="proef", grondslag="", vernietig=None)
    with pytest.raises(ValueError, match="destroyed"):
        bewaartermijnen.registreer("a.B", categorie="p", grondslag="g", vernietig=None, vind=kast.vind)
    assert list(bewaartermijnen.geregistreerd()) == ["proef.Ding"]


def test_two_rules_for_one_category_on_one_day_are_refused(kast: Kast) -> None:
    regel = _bevestig()
    regel.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        regel.save(force_insert=True)


def test_the_journaal_itself_goes_a_year_at_a_time() -> None:
    schrijf(EIGEN, 4, 2025)
    journaal.verzegel_regels()
    bewaartermijnen.laad_standaardregels()
    regel = Bewaarregel.objects.get(categorie="journaal")
    assert not regel.bevestigd
    for persoon, als in ((1, "fg"), (2, "archivaris")):
        bewaartermijnen.bevestig(Spoor(persoon, als, EIGEN), regel.pk, als=als)
    assert _nacht(date(2030, 12, 2)).vernietigd == 0
    assert _nacht(date(2031, 1, 2)).vernietigd == 1
    assert not Journaalregel.objects.filter(organisatie_id=EIGEN, jaar=2025).exists()
    assert VervallenSegment.objects.get().jaar == 2025
    with op(date(2031, 1, 3)):
        journaal.verzegel_regels()
        assert journaal.controleer().klopt


def test_confirming_the_rule_for_everyone_holds_for_the_own_organisation_only(kast: Kast) -> None:
    ander = EIGEN + 1
    kast.dingen["elders"] = (ander, START)
    _bevestig()
    assert [regel.bevestigd for regel in bewaartermijnen.regels_van(ander)] == [False]
    _nacht(date(2026, 12, 2))
    assert _nacht(date(2027, 1, 2)) == Nachtuitslag(vernietigd=1, onbevestigd=1)
    assert "elders" in kast.dingen
    eigen = bewaartermijnen.regels_van(EIGEN)[0]
    with pytest.raises(NietGevondenError):
        bewaartermijnen.bevestig(Spoor(3, "fg", ander), eigen.pk, als="fg")


def test_another_period_asks_to_be_confirmed_anew(kast: Kast) -> None:
    regel = _bevestig()
    nieuw = bewaartermijnen.wijzig(Spoor(1, "fg", EIGEN), regel.pk, maanden=24, bron="selectielijst 9.9")
    assert (nieuw.termijn_maanden, nieuw.bron, nieuw.bevestigd) == (24, "selectielijst 9.9", False)
    assert Bewaarregel.objects.get(organisatie_id=None).termijn_maanden == 12, "others keep theirs"
    for maanden, bron in ((0, "selectielijst"), (1201, "selectielijst"), (12, " ")):
        with pytest.raises(OngeldigeInvoerError):
            bewaartermijnen.wijzig(Spoor(1, "fg", EIGEN), regel.pk, maanden=maanden, bron=bron)
