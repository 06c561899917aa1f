"""Who directs a casus hands that over to somebody of the team; and what is sealed beside a casus goes with it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction
from tests.cast import Cast, als, medewerker
from tests.casussen.hulp import WAAROM, opgeschaald, tafel, vastgelopen
from tests.casussen.test_openen import aanmelding
from tests.casussen.test_overleg import gehouden
from tests.signalen.hulp import doorgegeven, laatste_regels
from tests.web.signalen.hulp import als_persoon, vul_in

from baken.casussen.blad import casusblad
from baken.casussen.models import Casus
from baken.casussen.opschalingen import opschalingsblad, tafelblad
from baken.casussen.rules.nonpunishment import Wie as Iemand
from baken.casussen.rules.nonpunishment import let_op
from baken.casussen.rules.regie import waarom_geen_regie
from baken.casussen.rules.zicht import aanpakken_van, delen_voor
from baken.casussen.services import behandelen, regie
from baken.casussen.services.aannemen import accepteer
from baken.casussen.services.openen import open_direct
from baken.dossiers.sleutelwissel import herverpak_alles
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.kern.bewaartermijnen import Kandidaat, geregistreerd
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OngeldigeInvoerError, VerouderdError
from baken.kern.versleuteling import sleutelversie, ververs_sleutelbos, voeg_sleutelversie_toe
from baken.keten.models import Bijeenkomst
from baken.organisaties.rollen import Rol


@pytest.fixture
def casus(cast: Cast) -> Casus:
    return open_direct(aanmelding=aanmelding(), door=als(cast.zoe))


def test_the_direction_goes_to_a_colleague_of_the_team(cast: Cast, casus: Casus) -> None:
    zara, zoe = medewerker("zara", cast.zorg, Rol.ZORGCOORDINATOR), als(cast.zoe)
    with pytest.raises(OngeldigeInvoerError):
        regie.draag_over(casus_id=casus.pk, versie=1, medewerker_id=zara.pk, reden=WAAROM, door=zoe)
    behandelen.voeg_lid_toe(casus_id=casus.pk, medewerker_id=zara.pk, door=zoe)
    with pytest.raises(NietToegestaanError):
        regie.draag_over(casus_id=casus.pk, versie=1, medewerker_id=zara.pk, reden=WAAROM, door=als(zara))
    with pytest.raises(VerouderdError):
        regie.draag_over(casus_id=casus.pk, versie=9, medewerker_id=zara.pk, reden=WAAROM, door=zoe)
    with pytest.raises(OngeldigeInvoerError) as fout:
        regie.draag_over(casus_id=casus.pk, versie=1, medewerker_id=zara.pk, reden="Zo maar", door=zoe)
    assert set(fout.value.fouten) == {"reden"}
    casus = regie.draag_over(casus_id=casus.pk, versie=1, medewerker_id=zara.pk, reden=WAAROM, door=zoe)
    assert casus.procesregisseur_id == zara.pk
    assert WAAROM in casusblad(zoe, casus.pk).stappen[-1][0].reden
    assert laatste_regels(2)[1] == "casus.regie"
    with pytest.raises(NietToegestaanError):
        regie.draag_over(casus_id=casus.pk, versie=2, medewerker_id=cast.zoe.pk, reden=WAAROM, door=zoe)


def test_the_role_fits_the_route(cast: Cast) -> None:
    """At the ZVH its process director directs, whoever else may accept; where nobody has the role, who accepts does."""
    wim = medewerker("wim", cast.zvh, Rol.KETENPARTNER)
    _signaal, (zorg, zvh) = doorgegeven(cast)
    with pytest.raises(NietToegestaanError) as geweigerd:
        accepteer(verstrekking_id=zvh.pk, door=als(wim))
    assert "procesregisseur van het Zorg- en Veiligheidshuis" in geweigerd.value.reden
    zvh.refresh_from_db()
    assert zvh.status == Verstrekkingsstatus.VERZONDEN and not Casus.objects.exists()
    casus = accepteer(verstrekking_id=zvh.pk, door=als(cast.piet))
    assert isinstance(casus, Casus) and casus.procesregisseur_id == cast.piet.pk
    behandelen.voeg_lid_toe(casus_id=casus.pk, medewerker_id=wim.pk, door=als(cast.piet))
    with pytest.raises(OngeldigeInvoerError) as fout:
        regie.draag_over(casus_id=casus.pk, versie=1, medewerker_id=wim.pk, reden=WAAROM, door=als(cast.piet))
    assert set(fout.value.fouten) == {"medewerker"}
    assert isinstance(accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe)), Casus)


@pytest.mark.parametrize(
    ("route", "herkomst", "rol", "ander", "mag"),
    [
        ("zorg", "verstrekking", Rol.ZORGCOORDINATOR, True, True),
        ("zorg", "verstrekking", Rol.PROCESREGISSEUR, True, False),
        ("zvh", "verstrekking", Rol.ZORGCOORDINATOR, True, False),
        ("zvh", "aanmelding", Rol.ZORGCOORDINATOR, True, True),
        ("zvh", "verstrekking", Rol.KETENPARTNER, False, True),
        ("riec", "verstrekking", Rol.KETENPARTNER, True, True),
        ("overig", "verstrekking", Rol.AANDACHTSFUNCTIONARIS, True, True),
    ],
)
def test_who_directs_follows_from_the_route(route: str, herkomst: str, rol: Rol, ander: bool, mag: bool) -> None:
    assert (waarom_geen_regie(route=route, herkomst=herkomst, rollen={rol}, ander=ander) == "") is mag


def test_the_page_hands_over(cast: Cast, casus: Casus) -> None:
    zara = medewerker("zara", cast.zorg, Rol.ZORGCOORDINATOR)
    behandelen.voeg_lid_toe(casus_id=casus.pk, medewerker_id=zara.pk, door=als(cast.zoe))
    zoe, adres = als_persoon(cast.zoe), f"/casussen/{casus.pk}/regie/"
    invoer = vul_in(zoe.get(adres), "medewerker", medewerker=str(zara.pk), reden=WAAROM)
    assert zoe.post(adres, {**invoer, "medewerker": "0"}).status_code == 422
    assert zoe.post(adres, {**invoer, "versie": "9"}).status_code == 409
    assert zoe.post(adres, invoer).status_code == 302
    assert "procesregie: Zara" in zoe.get(f"/casussen/{casus.pk}/").content.decode()


def test_what_is_sealed_beside_a_casus_is_destroyed_with_it(cast: Cast, casus: Casus) -> None:
    bijeen = gehouden(cast, casus)
    vraag = opgeschaald(cast, vastgelopen(casus, als(cast.zoe)), als(cast.zoe))
    registratie = geregistreerd()["casussen.Casus"]
    assert registratie.vernietig is not None
    kandidaat = Kandidaat(str(casus.pk), cast.zorg.pk, als(cast.zoe).vandaag, casus.dossier_id, False)
    with transaction.atomic():
        registratie.vernietig(kandidaat)
    assert not Bijeenkomst.objects.filter(pk=bijeen.pk).exists()
    vraag.refresh_from_db()  # its row stays, for the figures, without a word of what was asked
    assert (vraag.verpakte_sleutel, vraag.inhoud) == (None, None)
    with pytest.raises(NietGevondenError):
        opschalingsblad(als(cast.eva), vraag.pk)


def test_a_new_key_version_wraps_the_keys_of_a_question_and_of_a_table_too(
    settings: LazySettings, tmp_path: Path, cast: Cast, casus: Casus
) -> None:
    settings.BAKEN_SLEUTELBESTAND = Path(shutil.copy(settings.BAKEN_SLEUTELBESTAND, tmp_path / "sleutels.json"))
    ververs_sleutelbos()
    vraag = opgeschaald(cast, vastgelopen(casus, als(cast.zoe)), als(cast.zoe))
    bijeen = tafel(cast)
    voeg_sleutelversie_toe(settings.BAKEN_SLEUTELBESTAND)
    ververs_sleutelbos()
    assert herverpak_alles() >= 2
    assert herverpak_alles() == 0
    vraag.refresh_from_db()
    bijeen.refresh_from_db()
    assert {sleutelversie(bytes(rij.verpakte_sleutel or b"")) for rij in (vraag, bijeen)} == {2}
    assert tafelblad(als(cast.eva), bijeen.pk).agenda == ["Opening", "Wat vastloopt"]
    assert opschalingsblad(als(cast.eva), vraag.pk).vraag["gevraagd"].startswith("Wie kan")
    ververs_sleutelbos()


@pytest.mark.parametrize(
    ("groep", "deel", "ook", "verwacht"),
    [
        ("zorg", "slachtoffer", "", {"slachtoffer"}),
        ("zorg", "slachtoffer", "dader", {"slachtoffer"}),
        ("strafbaar", "slachtoffer", "dader", {"dader"}),
        ("strafbaar", "slachtoffer", "", {"slachtoffer"}),
        ("identiteit", "dader", "slachtoffer", {"dader", "slachtoffer"}),
        ("contact", "facilitator", "getuige", {"getuige"}),
        ("identiteit", "onbekend", "", {"slachtoffer"}),
    ],
)
def test_each_group_of_who_is_both_is_asked_of_the_part_it_belongs_to(
    groep: str, deel: str, ook: str, verwacht: set[str]
) -> None:
    assert delen_voor(groep, deel, ook) == verwacht


def test_who_is_both_stands_in_both_approaches() -> None:
    assert [a.code for a in aanpakken_van("dader", "slachtoffer")] == ["slachtoffer", "dader"]
    assert [a.code for a in aanpakken_van("getuige")] == ["slachtoffer"]


@pytest.mark.parametrize(
    ("delen", "tot", "vormen", "codes"),
    [
        ({"slachtoffer", "dader"}, None, (), ["beide"]),
        ({"dader"}, None, ("CRIM",), ["dwang"]),
        ({"dader"}, 24, ("CRIM",), ["dwang", "jonge_aanwas"]),
        ({"dader"}, 24, ("SEKS",), []),
        ({"slachtoffer"}, 17, ("CRIM",), ["jonge_aanwas"]),
        ({"getuige", "dader"}, 29, ("CRIM",), ["dwang"]),
        ({"slachtoffer"}, None, ("CRIM",), []),
    ],
)
def test_what_to_keep_in_mind_follows_from_part_age_and_form(
    delen: set[str], tot: int | None, vormen: tuple[str, ...], codes: list[str]
) -> None:
    assert [a.code for a in let_op(Iemand(frozenset(delen), tot), vormen)] == codes
