"""A stay of which nobody recorded that the client came or left, is seen by every coordinator who may read it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import Cast, als, medewerker
from tests.web.signalen.hulp import als_persoon
from tests.zorg.opvanghulp import nederlander, plek, voorziening

from baken.dossiers.models import Dossier
from baken.kern import klok
from baken.organisaties.rollen import Rol
from baken.zorg.models import Plaatsing, Traject
from baken.zorg.opvangblad import te_late_verblijven
from baken.zorg.services import plaatsen
from baken.zorg.services.plaatsen import Boeking, reserveer
from baken.zorg.soorten_opvang import Plaatsingseinde

DAG = timedelta(days=1)
ZIN = "niet vastgelegd dat de cliënt kwam of vertrok"
WAAR = "Waar is deze cliënt?"


def verblijf(cast: Cast, *, begin: int = 0, nachten: int = 1, er: bool = False) -> Plaatsing:
    """Book a room of its own for somebody who came, or of whom nobody said so."""
    door = als(cast.zoe)
    kamer = plek(door, voorziening(door, naam=f"Huis {Plaatsing.objects.count()}"))
    van = door.vandaag + begin * DAG
    stay = reserveer(traject_id=nederlander(door).pk, boeking=Boeking(kamer.pk, van, van + nachten * DAG), door=door)
    return plaatsen.laat_ingaan(plaatsing_id=stay.pk, door=door) if er else stay


def te_laat(cast: Cast, wie: str = "zoe") -> list[object]:
    return [p.pk for p in te_late_verblijven(als(getattr(cast, wie)))]


@pytest.fixture
def collega(cast: Cast) -> str:
    cast.mensen["zara"] = medewerker("zara", cast.zorg, Rol.ZORGCOORDINATOR)
    return "zara"


def test_who_did_not_come_or_leave_is_on_the_list_until_it_is_recorded(cast: Cast, collega: str) -> None:
    blijft, weg = verblijf(cast, nachten=9, er=True), verblijf(cast, nachten=2, er=True)
    kwam_niet, later = verblijf(cast, begin=1, nachten=9), verblijf(cast, begin=5)
    assert te_laat(cast) == []
    with klok.zet_stil(klok.nu() + DAG):
        assert te_laat(cast) == [], "the whole day of coming there is time"
    with klok.zet_stil(klok.nu() + 2 * DAG):
        assert te_laat(cast) == te_laat(cast, collega) == [kwam_niet.pk, weg.pk]
        assert not {blijft.pk, later.pk} & set(te_laat(cast))
        door = als(cast.zoe)
        plaatsen.beeindig(plaatsing_id=weg.pk, op=door.vandaag, reden=Plaatsingseinde.VERTROKKEN, door=door)
        plaatsen.annuleer(plaatsing_id=kwam_niet.pk, door=door)
        assert te_laat(cast) == []


def test_a_shielded_client_is_on_the_list_of_the_own_team_only(cast: Cast, collega: str) -> None:
    stay = verblijf(cast, er=True)
    Dossier.objects.filter(pk=Traject.objects.get().dossier_id).update(afgeschermd=True)
    with klok.zet_stil(klok.nu() + DAG):
        assert te_laat(cast) == [stay.pk]
        assert all(te_laat(cast, wie) == [] for wie in (collega, "piet", "anna", "beheer", "fg"))


def test_the_start_page_and_the_caseload_lead_to_the_list(cast: Cast) -> None:
    stay, kwam_niet = verblijf(cast, er=True), verblijf(cast)
    adressen = ("/", "/zorg/")
    zoe = als_persoon(cast.zoe)
    assert not any(ZIN in zoe.get(adres).content.decode() for adres in adressen)
    bladen = [f"/zorg/opvang/verblijf/{stay.pk}/", f"/zorg/opvang/verblijf/{kwam_niet.pk}/"]
    assert not any(WAAR in zoe.get(adres).content.decode() for adres in ("/opvang/wachtlijst/", *bladen))
    with klok.zet_stil(klok.nu() + 2 * DAG):
        zoe = als_persoon(cast.zoe)
        for adres in adressen:
            tekst = zoe.get(adres).content.decode()
            assert f"Bij 2 verblijven is {ZIN}." in tekst
            assert 'href="/opvang/wachtlijst/"' in tekst
        lijst = zoe.get("/opvang/wachtlijst/").content.decode()
        assert f'href="/zorg/opvang/verblijf/{stay.pk}/"' in lijst
        assert all(woord in lijst for woord in (WAAR, "Vertrek", "Aankomst", cast.zoe.naam))
        assert "Nora" not in lijst
        for adres, nacht in zip(bladen, ("laatste", "eerste"), strict=True):
            assert f"De {nacht} nacht is voorbij." in zoe.get(adres).content.decode()
        assert ZIN not in als_persoon(cast.anna).get("/").content.decode()
