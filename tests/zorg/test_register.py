"""The register of disclosures tells nobody who works with dossiers of a dossier that is closed to that person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import Cast, als, medewerker, organisatie
from tests.web.signalen.hulp import als_persoon
from tests.zorg.hulp import client, traject
from tests.zorg.test_kanten import DADER, beide, open_casus
from tests.zorg.test_overdragen import deel

from baken.casussen.models import Casus
from baken.dossiers import register
from baken.dossiers.models import Verstrekking
from baken.kern import klok
from baken.keten.models import Grondslag
from baken.organisaties.besluit import Wie
from baken.organisaties.rollen import Rol
from baken.zorg.soorten import Doelgroep

PAD = "/delen/register/"
ZIN = "Wat uit een dossier komt dat voor u gesloten is"


def kenmerken(door: Wie, **waar: int) -> set[str]:
    return {r.kenmerk for r in register.register(door, **waar).regels}


@pytest.fixture
def fg(cast: Cast) -> Wie:
    cast.mensen["zfg"] = medewerker("zfg", cast.zorg, Rol.FG)
    return als(cast.zfg)


@pytest.mark.parametrize("dader_eerst", [False, True])
def test_where_the_other_side_goes_is_for_its_team_and_the_fg(cast: Cast, fg: Wie, dader_eerst: bool) -> None:
    slachtoffer, dader = beide(cast, dader_eerst=dader_eerst)
    noord, zuid = organisatie("zorgpunt-noord", "zorgcoordinatie"), organisatie("zorgpunt-zuid", "zorgcoordinatie")
    van_haar = deel(cast, slachtoffer, noord, "identiteit")
    van_hem = deel(cast, dader, zuid, "identiteit", door=als(cast.zara))

    assert kenmerken(als(cast.zoe)) == {van_haar.kenmerk}
    assert kenmerken(als(cast.zara)) == {van_hem.kenmerk}
    assert kenmerken(fg) == {van_haar.kenmerk, van_hem.kenmerk}
    zara, kenmerk = als_persoon(cast.zara), f"D-{slachtoffer.dossier_id.hex[:8].upper()}"
    for blad in (zara.get(PAD), zara.get(PAD, {"dossier": kenmerk})):
        tekst = blad.content.decode()
        assert noord.naam not in tekst and van_haar.kenmerk not in tekst and ZIN in tekst
    assert ZIN not in als_persoon(cast.zfg).get(PAD).content.decode()
    csv = als_persoon(cast.zfg).get("/delen/register.csv").content.decode()
    assert noord.naam in csv and zuid.naam in csv


def test_how_many_lines_are_left_out_shows_nowhere(cast: Cast, fg: Wie, monkeypatch: pytest.MonkeyPatch) -> None:
    slachtoffer, _dader = beide(cast, dader_eerst=False)
    los = traject(als(cast.zoe), client=client(identiteit={"naam": "Anders Verzonnen"}))
    open_ = deel(cast, los, organisatie("zorgpunt-west", "zorgcoordinatie"), "identiteit")
    for naam in ("noord", "zuid", "oost"):
        deel(cast, slachtoffer, organisatie(f"zorgpunt-{naam}", "zorgcoordinatie"), "identiteit")
    monkeypatch.setattr(register, "PER_PAGINA", 1)
    blad = register.register(als(cast.zara))
    assert [r.kenmerk for r in blad.regels] == [open_.kenmerk] and not blad.meer
    assert register.register(fg).meer and register.register(fg, pagina=3).meer


def gegeven(casus: Casus, door: Wie, naar: int, *delen: str) -> Verstrekking:
    """A line of what was given from a casus, about these parts."""
    return Verstrekking.objects.create(
        dossier_id=casus.dossier_id,
        afzender_id=door.organisatie_id,
        ontvanger_id=naar,
        soort="deelbesluit",
        status="verzonden",
        grondslag=Grondslag.objects.get(code="toestemming-zorg"),
        veldgroepen=["identiteit"] if delen else [],
        delen=list(delen),
        pakket_hash="0" * 64,
        klaargezet_op=klok.nu() - timedelta(hours=1),
        klaargezet_door_id=door.medewerker_id,
    )


def test_of_a_casus_who_helps_one_side_finds_no_line_on_the_other(cast: Cast, fg: Wie) -> None:
    casus = open_casus(cast)
    zoe, naar = als(cast.zoe), cast.riec.pk
    haar, hem, samen = (
        gegeven(casus, zoe, naar, *delen).kenmerk for delen in (("slachtoffer",), ("dader",), ("slachtoffer", "dader"))
    )
    zonder = gegeven(casus, zoe, naar).kenmerk
    assert kenmerken(als(cast.zara)) == {haar, hem, samen, zonder}
    traject(zoe, casus_id=casus.pk)
    assert kenmerken(zoe) == {haar, zonder}
    assert kenmerken(als(cast.zara)) == {haar, hem, samen, zonder}, "who helps nobody of it finds all"
    traject(als(cast.zara), Doelgroep.DADER, casus_id=casus.pk, client=DADER)
    assert kenmerken(als(cast.zara)) == {hem}
    assert kenmerken(fg) == {haar, hem, samen, zonder}
