"""What came in from another organisation is read by the task of the reader, also where one organisation has several."""

from __future__ import annotations

import pytest
from tests.cast import Cast, als, medewerker
from tests.casussen.test_openen import aanmelding
from tests.dossiers.deelhulp import NAAM_DADER, NAAM_SLACHTOFFER, aangenomen, convenant, zvh_casus
from tests.dossiers.hulp import VANDAAG
from tests.signalen.hulp import doorgegeven, naar_zvh

from baken.casussen.blad import casusblad
from baken.casussen.services.openen import open_direct
from baken.dossiers.meelezen import gedeeld_blad
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.organisaties.besluit import Band, Onderwerp, Wie, decide
from baken.organisaties.rollen import Rol
from baken.signalen.services.doorgeleiden import open_als_ontvanger

TELEFOON = "0600000001"
VERHAAL = "Wat is gezien of gehoord"


def test_the_riec_reads_the_offenders_of_a_packet_and_a_colleague_the_whole(cast: Cast) -> None:
    riec = als(medewerker("rolf", cast.zvh, Rol.RIEC_ACCOUNTHOUDER))
    groepen = frozenset({"identiteit", "contact", "strafbaar", "locatie"})
    _signaal, (pakket,) = doorgegeven(cast, naar_zvh(cast, veldgroepen=groepen))
    open_als_ontvanger(verstrekking_id=pakket.pk, door=als(cast.piet))

    heel, deel = (verstrekkingsblad(wie, pakket.pk) for wie in (als(cast.piet), riec))

    alles = repr(heel.regels)
    assert all(woord in alles for woord in (NAAM_SLACHTOFFER, TELEFOON, NAAM_DADER, VERHAAL))
    assert (heel.weggelaten, heel.ongeschonden) == (0, True)
    gelezen = repr(deel.regels)
    assert NAAM_DADER in gelezen
    assert VERHAAL in gelezen
    assert NAAM_SLACHTOFFER not in gelezen
    assert TELEFOON not in gelezen
    assert deel.weggelaten == len(heel.regels) - len(deel.regels) > 0
    assert (deel.ongeschonden, deel.gesloten, deel.doel) == (True, False, heel.doel)


def test_the_riec_reads_along_on_offenders_and_a_colleague_on_everybody_who_is_shared(cast: Cast) -> None:
    convenant(cast)
    casus = zvh_casus(cast)
    riec = als(medewerker("rolf", cast.zorg, Rol.RIEC_ACCOUNTHOUDER))
    beide = frozenset({"slachtoffer", "dader"})
    aangenomen(cast, casus, veldgroepen=frozenset({"identiteit"}), over_wie=beide)

    collega, deel = (gedeeld_blad(wie, casus.dossier_id, onthul=True) for wie in (als(cast.zoe), riec))

    assert [p.deel for p in collega.personen] == ["slachtoffer", "dader"]
    assert NAAM_SLACHTOFFER in repr(collega.personen)
    assert [p.deel for p in deel.personen] == ["dader"]
    assert NAAM_DADER in repr(deel.personen)
    assert NAAM_SLACHTOFFER not in repr(deel)


def test_who_told_of_a_victim_is_for_who_cares_for_her(cast: Cast) -> None:
    riec = als(medewerker("rolf", cast.zorg, Rol.RIEC_ACCOUNTHOUDER))
    casus = open_direct(aanmelding=aanmelding(), door=als(cast.zoe))
    for onthul in (False, True):
        gezien = casusblad(als(cast.zoe), casus.pk, onthul=onthul).aanmelding
        assert gezien is not None
        assert gezien.aanmelder == "De huisarts in de wijk"
        assert casusblad(riec, casus.pk, onthul=onthul).aanmelding is None


@pytest.mark.parametrize(
    ("rol", "deel", "groepen"),
    [
        (Rol.RIEC_ACCOUNTHOUDER, "dader", {"identiteit", "strafbaar", "locatie"}),
        (Rol.RIEC_ACCOUNTHOUDER, "slachtoffer", set()),
        (Rol.RIEC_ACCOUNTHOUDER, "getuige", set()),
        (Rol.ZORGCOORDINATOR, "slachtoffer", {"identiteit", "contact", "zorg", "locatie"}),
        (Rol.ZORGCOORDINATOR, "dader", {"identiteit", "contact", "zorg", "locatie"}),  # a client can be a suspect
        (Rol.PROCESREGISSEUR, "slachtoffer", {"identiteit", "contact", "zorg", "strafbaar", "locatie"}),
        (Rol.KETENPARTNER, "dader", {"identiteit", "contact", "zorg", "strafbaar", "locatie"}),
        (Rol.FG, "slachtoffer", set()),
    ],
)
def test_which_groups_of_whom_a_role_reads_of_what_came_in(rol: Rol, deel: str, groepen: set[str]) -> None:
    wie = Wie(1, 2, frozenset({rol}), VANDAAG, tweede_factor=True)
    alle = ("identiteit", "contact", "zorg", "strafbaar", "locatie")
    pakket = Onderwerp("verstrekking", str(Verstrekkingsstatus.GEACCEPTEERD), frozenset({Band.ONTVANGER}))
    mee = Onderwerp("casus", banden=frozenset({Band.DEELNEMER}), zicht=frozenset((g, deel) for g in alle))
    for recht, onderwerp in (("verstrekkingen.inzien", pakket), ("delen.meelezen", mee)):
        assert {g for g in alle if decide(wie, recht, onderwerp, g, deel).toegestaan} == groepen
