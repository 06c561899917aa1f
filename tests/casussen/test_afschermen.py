"""Who directs a casus shields it: its team alone reads it then, until it is opened; in an emergency a colleague."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import Cast, als, medewerker
from tests.casussen.hulp import WAAROM
from tests.casussen.test_overleg import gehouden_met
from tests.signalen.hulp import doorgegeven, laatste_regels, naar_zorg
from tests.signalen.test_procesregie import vraag_regie, zonder_regie
from tests.web.signalen.hulp import als_persoon, vul_in
from tests.zorg.hulp import traject

from baken.casussen.blad import casusblad
from baken.casussen.models import Casus
from baken.casussen.overlegblad import geweest, uitnodiging
from baken.casussen.selectors import casuslijst
from baken.casussen.services import behandelen
from baken.casussen.services.aannemen import VAN_HET_TEAM, accepteer
from baken.casussen.services.afschermen import NIET_AAN_U, scherm_af
from baken.casussen.services.noodtoegang import ONBEKEND, open_in_nood
from baken.casussen.services.regie import OVERGENOMEN, neem_over
from baken.dossiers.meelezen import gedeeld_blad, gedeelde_dossiers
from baken.dossiers.models import Noodtoegang
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.services import leden_van
from baken.kern import klok
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VerouderdError,
)
from baken.kern.models import Journaalregel
from baken.organisaties.rollen import Rol
from baken.zorg.herkomst import afkomst

REDEN = "Het team is niet te bereiken en de politie vraagt nu om hulp."
NAAM = "Xandra Verzonnen"


@pytest.fixture
def casus(cast: Cast) -> Casus:
    """A casus of zoe with a packet; zara works there too and is not in its team."""
    cast.mensen["zara"] = medewerker("zara", cast.zorg, Rol.ZORGCOORDINATOR)
    beide = frozenset({"slachtoffer", "dader"})
    _signaal, (pakket,) = doorgegeven(cast, naar_zorg(cast, procesregie=True, over_wie=beide))
    gemaakt = accepteer(verstrekking_id=pakket.pk, door=als(cast.zoe))
    assert isinstance(gemaakt, Casus)
    return gemaakt


def sluit_af(cast: Cast, casus: Casus, *, dicht: bool = True, wie: str = "zoe") -> Casus:
    casus.refresh_from_db()
    door = als(getattr(cast, wie))
    return scherm_af(casus_id=casus.pk, versie=casus.versie, afgeschermd=dicht, reden=WAAROM, door=door)


def test_only_the_team_reads_a_shielded_casus_until_it_is_opened_again(cast: Cast, casus: Casus) -> None:
    zara = als(cast.zara)
    assert NAAM in repr(casusblad(zara, casus.pk, onthul=True))
    sluit_af(cast, casus)
    assert laatste_regels()[0] == "dossier.afgeschermd"
    with pytest.raises(NietGevondenError):
        casusblad(zara, casus.pk)
    assert casus.pk not in {c.pk for c in casuslijst(zara).rijen}
    with pytest.raises(NietGevondenError):
        behandelen.voeg_lid_toe(casus_id=casus.pk, medewerker_id=zara.medewerker_id, door=zara)
    blad = casusblad(als(cast.zoe), casus.pk, onthul=True)
    assert NAAM in repr(blad) and WAAROM in blad.stappen[-1][0].reden
    sluit_af(cast, casus, dicht=False)
    assert NAAM in repr(casusblad(zara, casus.pk, onthul=True))


def test_the_packet_it_came_from_goes_behind_the_shield_too(cast: Cast, casus: Casus) -> None:
    pakket = casus.bronnen.get().verstrekking_id
    assert NAAM in repr(verstrekkingsblad(als(cast.zara), pakket).regels)
    sluit_af(cast, casus)
    with pytest.raises(NietToegestaanError):
        verstrekkingsblad(als(cast.zara), pakket)
    assert NAAM in repr(verstrekkingsblad(als(cast.zoe), pakket).regels)


def test_who_reads_along_does_not_go_through_the_shield(cast: Cast, casus: Casus) -> None:
    bijeen = gehouden_met(cast, casus, None)
    piet = als(cast.piet)
    assert gedeelde_dossiers(piet) and geweest(piet)
    sluit_af(cast, casus)
    assert gedeelde_dossiers(piet) == [] and geweest(piet) == []
    for doe in (lambda: gedeeld_blad(piet, casus.dossier_id), lambda: uitnodiging(piet, bijeen.pk)):
        with pytest.raises(NietGevondenError):
            doe()
    sluit_af(cast, casus, dicht=False)
    assert gedeelde_dossiers(piet) and uitnodiging(piet, bijeen.pk)


def test_who_does_not_direct_shields_nothing(cast: Cast, casus: Casus) -> None:
    for in_team in (False, True):
        if in_team:
            behandelen.voeg_lid_toe(casus_id=casus.pk, medewerker_id=cast.zara.pk, door=als(cast.zoe))
        with pytest.raises(NietToegestaanError) as fout:
            sluit_af(cast, casus, wie="zara")
        assert fout.value.reden == NIET_AAN_U
    with pytest.raises(NietGevondenError):
        sluit_af(cast, casus, wie="piet")
    zoe, versie = als(cast.zoe), casus.versie
    with pytest.raises(OngeldigeInvoerError):
        scherm_af(casus_id=casus.pk, versie=versie, afgeschermd=True, reden="Zomaar", door=zoe)
    with pytest.raises(VerouderdError):
        scherm_af(casus_id=casus.pk, versie=versie + 1, afgeschermd=True, reden=WAAROM, door=zoe)
    with pytest.raises(OvergangNietToegestaanError):
        scherm_af(casus_id=casus.pk, versie=versie, afgeschermd=False, reden=WAAROM, door=zoe)
    casus.dossier.refresh_from_db()
    assert not casus.dossier.afgeschermd


def test_in_an_emergency_a_colleague_reads_it_for_four_hours_and_changes_nothing(cast: Cast, casus: Casus) -> None:
    sluit_af(cast, casus)
    zara = als(cast.zara)
    assert open_in_nood(nummer=casus.nummer.lower(), reden=REDEN, door=zara) == casus.pk
    blad = casusblad(zara, casus.pk, onthul=True)
    assert NAAM in repr(blad.aanpakken) and blad.in_nood is not None
    assert str(blad.in_nood.pk) in Journaalregel.objects.filter(handeling="casus.onthuld").latest("pk").inhoud.inhoud
    assert {h for h, mag in blad.mag.items() if mag} == {"onthullen"}
    assert [n.medewerker.naam for n in casusblad(als(cast.zoe), casus.pk).noodtoegangen] == [cast.zara.naam]
    with pytest.raises(NietToegestaanError):
        behandelen.voeg_lid_toe(casus_id=casus.pk, medewerker_id=zara.medewerker_id, door=zara)
    assert afkomst(zara, casus.pk) is None
    with pytest.raises(NietGevondenError):  # a traject would stay after the four hours
        traject(zara, casus_id=casus.pk)
    with klok.zet_stil(klok.nu() + timedelta(hours=4, minutes=1)), pytest.raises(NietGevondenError):
        casusblad(als(cast.zara), casus.pk)


def test_a_short_reason_a_strange_number_or_another_task_opens_nothing(cast: Cast, casus: Casus) -> None:
    sluit_af(cast, casus)
    with pytest.raises(OngeldigeInvoerError) as kort:
        open_in_nood(nummer=casus.nummer, reden="Haast.", door=als(cast.zara))
    assert set(kort.value.fouten) == {"reden"}
    for wie, nummer in ((cast.zara, "C-1999-0001"), (cast.piet, "C-1999-0001")):
        with pytest.raises(OngeldigeInvoerError) as mis:
            open_in_nood(nummer=nummer, reden=REDEN, door=als(wie))
        assert mis.value.fouten == {"nummer": [ONBEKEND]}
    for wie in (cast.fg, cast.beheer):
        with pytest.raises(NietToegestaanError):
            open_in_nood(nummer=casus.nummer, reden=REDEN, door=als(wie))
    assert not Noodtoegang.objects.exists()


def vertrek(cast: Cast) -> None:
    """Let zoe leave."""
    cast.zoe.aanstellingen.update(geldig_tot=klok.vandaag())


def test_a_casus_of_which_the_whole_team_left_is_found_and_taken_over(cast: Cast, casus: Casus) -> None:
    casus = sluit_af(cast, casus)
    zara, versie = als(cast.zara), casus.versie
    assert casuslijst(zara).zonder_team == []
    vertrek(cast)
    assert casuslijst(zara).zonder_team == [(casus.nummer, casus.geopend_op)]
    assert casuslijst(als(cast.piet)).zonder_team == [], "another organisation knows nothing of it"
    with pytest.raises(NietGevondenError):  # not without a reason that the FG judges
        neem_over(casus_id=casus.pk, versie=versie, door=zara)
    open_in_nood(nummer=casus.nummer, reden=REDEN, door=zara)
    with pytest.raises(VerouderdError):
        neem_over(casus_id=casus.pk, versie=versie + 1, door=zara)
    genomen = neem_over(casus_id=casus.pk, versie=versie, door=zara)
    assert genomen.procesregisseur_id == cast.zara.pk
    assert laatste_regels()[0] == "casus.overgenomen"
    assert casuslijst(zara).zonder_team == []
    with klok.zet_stil(klok.nu() + timedelta(hours=5)):
        blad = casusblad(als(cast.zara), casus.pk)
    assert blad.mag["behandelen"] and blad.mag["afsluiten"] and not blad.mag["oppakken"]
    assert blad.stappen[-1][0].reden == OVERGENOMEN


def test_as_long_as_one_of_the_team_works_here_nobody_takes_it_over(cast: Cast, casus: Casus) -> None:
    zita = medewerker("zita", cast.zorg, Rol.ZORGCOORDINATOR)
    behandelen.voeg_lid_toe(casus_id=casus.pk, medewerker_id=zita.pk, door=als(cast.zoe))
    casus = sluit_af(cast, casus)
    vertrek(cast)
    zara = als(cast.zara)
    assert casuslijst(zara).zonder_team == []
    open_in_nood(nummer=casus.nummer, reden=REDEN, door=zara)
    assert not casusblad(zara, casus.pk).mag["oppakken"]
    with pytest.raises(OvergangNietToegestaanError):
        neem_over(casus_id=casus.pk, versie=casus.versie, door=zara)


def test_who_has_not_the_role_of_the_route_takes_nothing_over_and_a_closed_casus_stays(
    cast: Cast, casus: Casus
) -> None:
    casus = sluit_af(cast, casus)
    vertrek(cast)
    wim = als(medewerker("wim", cast.zorg, Rol.KETENPARTNER))
    open_in_nood(nummer=casus.nummer, reden=REDEN, door=wim)
    with pytest.raises(NietToegestaanError):
        neem_over(casus_id=casus.pk, versie=casus.versie, door=wim)
    Casus.objects.filter(pk=casus.pk).update(status="afgesloten", afgesloten_op=klok.nu())
    zara = als(cast.zara)
    open_in_nood(nummer=casus.nummer, reden=REDEN, door=zara)
    assert casuslijst(zara).zonder_team == []
    with pytest.raises(OvergangNietToegestaanError):
        neem_over(casus_id=casus.pk, versie=casus.versie, door=zara)


def test_who_takes_over_a_casus_without_the_direction_does_not_get_it(cast: Cast, casus: Casus) -> None:
    Casus.objects.filter(pk=casus.pk).update(procesregisseur=None)
    vertrek(cast)
    genomen = neem_over(casus_id=casus.pk, versie=casus.versie, door=als(cast.zara))
    assert genomen.procesregisseur_id is None and cast.zara.pk in leden_van(casus.dossier)


def test_on_the_pages_a_colleague_goes_from_the_list_to_the_team(cast: Cast, casus: Casus) -> None:
    casus = sluit_af(cast, casus)
    zara, adres = als_persoon(cast.zara), f"/casussen/{casus.pk}/"
    assert "Niemand leest deze casus nog" not in zara.get("/casussen/").content.decode()
    vertrek(cast)
    lijst = zara.get("/casussen/").content.decode()
    assert "Niemand leest deze casus nog" in lijst and f"/noodtoegang/?nummer={casus.nummer}" in lijst
    assert NAAM not in lijst and adres not in lijst
    assert zara.get(adres).status_code == zara.post(f"{adres}overnemen/", {"versie": 1}).status_code == 404
    assert zara.post("/noodtoegang/", {"nummer": casus.nummer, "reden": REDEN}).status_code == 302
    assert "Neem deze casus over" in zara.get(adres).content.decode()
    assert zara.post(f"{adres}overnemen/", {"versie": "x"}).status_code == 422
    assert zara.post(f"{adres}overnemen/", {"versie": casus.versie + 1}).status_code == 409
    assert zara.post(f"{adres}overnemen/", {"versie": casus.versie}).status_code == 302
    pagina = zara.get(adres).content.decode()
    assert "procesregie: Zara" in pagina and "Neem deze casus over" not in pagina


def test_a_packet_that_belongs_to_a_shielded_casus_is_accepted_by_its_team(cast: Cast) -> None:
    """Accepting puts somebody in the team, and that would be a way through the shield."""
    zara = medewerker("zara", cast.zorg, Rol.ZORGCOORDINATOR)
    signaal, _zorg, _zvh = zonder_regie(cast)
    casus = sluit_af(cast, Casus.objects.get())
    gevraagd = vraag_regie(cast, signaal)
    with pytest.raises(NietToegestaanError) as fout:
        accepteer(verstrekking_id=gevraagd.pk, door=als(zara))
    assert fout.value.reden == VAN_HET_TEAM
    gevraagd.refresh_from_db()
    assert gevraagd.status == "verzonden" and zara.pk not in leden_van(casus.dossier)
    assert accepteer(verstrekking_id=gevraagd.pk, door=als(cast.zoe)) == casus


def test_the_page_shields_and_the_glass_breaks_by_number(cast: Cast, casus: Casus) -> None:
    zoe, zara, adres = als_persoon(cast.zoe), als_persoon(cast.zara), f"/casussen/{casus.pk}/afschermen/"
    assert zara.get(adres).status_code == 403
    assert adres in zoe.get(f"/casussen/{casus.pk}/").content.decode()
    invoer = vul_in(zoe.get(adres), "reden", reden=WAAROM)
    assert zoe.post(adres, {**invoer, "reden": "Zo"}).status_code == 422
    assert zoe.post(adres, {**invoer, "versie": "9"}).status_code == 409
    assert zoe.post(adres, invoer).status_code == 302
    pagina = zoe.get(f"/casussen/{casus.pk}/").content.decode()
    assert "Afgeschermd" in pagina and "Stel open voor collega" in pagina
    assert zara.get(f"/casussen/{casus.pk}/").status_code == 404
    antwoord = zara.post("/noodtoegang/", {"nummer": casus.nummer, "reden": REDEN})
    assert (antwoord.status_code, antwoord["Location"]) == (302, f"/casussen/{casus.pk}/")
    gelezen = zara.get(f"/casussen/{casus.pk}/").content.decode()
    assert "U leest dit dossier met noodtoegang" in gelezen and "Persoon erbij" not in gelezen
    assert "Begin een zorgtraject" not in gelezen
    assert casus.nummer in zara.get("/noodtoegang/").content.decode()
    zoe.post(adres, vul_in(zoe.get(adres), "reden", reden=WAAROM))
    assert zara.get(f"/casussen/{casus.pk}/").status_code == 200
