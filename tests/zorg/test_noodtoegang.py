"""A shielded traject whose coordinator cannot be reached opens in an emergency; of one who left it is taken over."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult
from tests.cast import Cast, als, maak_signaal, medewerker
from tests.signalen.hulp import doorgegeven
from tests.web.signalen.hulp import als_persoon
from tests.zorg.hulp import WAAROM, client, traject
from tests.zorg.test_aanmelden import ziet

from baken.casussen.services.aannemen import accepteer
from baken.casussen.services.noodtoegang import open_in_nood as open_casus
from baken.dossiers import noodtoegang as nood
from baken.dossiers.models import Dossier, Noodtoegang
from baken.dossiers.tasks import bericht_noodtoegang
from baken.dossiers.verloop import Noodoordeel
from baken.kern import klok
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    TeVeelPogingenError,
)
from baken.kern.models import Journaalregel
from baken.organisaties.rollen import Rol
from baken.signalen.services import behandelen
from baken.signalen.services.noodtoegang import open_in_nood as open_signaal
from baken.zorg.blad import trajectblad
from baken.zorg.models import Traject
from baken.zorg.selectors import caseload
from baken.zorg.services import begeleiden, loop, overdragen
from baken.zorg.services.begeleiden import Contact
from baken.zorg.services.kanten import ZELFDE_TEAM
from baken.zorg.services.noodtoegang import ONBEKEND, open_in_nood
from baken.zorg.soorten import Doelgroep

REDEN = "De coördinator is niet te bereiken en de politie vraagt nu om hulp."


@pytest.fixture
def dicht(cast: Cast) -> Traject:
    """The traject of an offender, of zoe: zara does not see it."""
    return traject(als(cast.zoe), Doelgroep.DADER)


def vertrek(cast: Cast) -> None:
    """Let zoe leave."""
    cast.zoe.aanstellingen.update(geldig_tot=klok.vandaag())


def test_a_colleague_reads_it_with_a_reason_for_four_hours_and_changes_nothing(cast: Cast, dicht: Traject) -> None:
    zara = als(cast.zara)
    with pytest.raises(NietGevondenError):
        trajectblad(zara, dicht.pk)
    assert open_in_nood(nummer=dicht.nummer.lower(), reden=REDEN, door=zara) == dicht.pk
    blad = trajectblad(zara, dicht.pk, onthul=True)
    assert blad.client is not None and blad.client.groepen["identiteit"]["naam"] == "Mira Voorbeeld"
    assert blad.in_nood is not None
    assert str(blad.in_nood.pk) in Journaalregel.objects.filter(handeling="traject.onthuld").latest("pk").inhoud.inhoud
    assert {h for h, mag in blad.mag.items() if mag} == {"onthullen", "oppakken"}
    contact = Contact(klok.vandaag(), "telefoon", "Gebeld.")
    with pytest.raises(NietToegestaanError):
        begeleiden.leg_contact_vast(traject_id=dicht.pk, contact=contact, door=zara)
    with pytest.raises(OvergangNietToegestaanError):  # zoe works here: it goes by asking her
        overdragen.neem_over(traject_id=dicht.pk, versie=dicht.versie, door=zara)
    with klok.zet_stil(klok.nu() + timedelta(hours=4, minutes=1)), pytest.raises(NietGevondenError):
        trajectblad(als(cast.zara), dicht.pk)


def test_the_team_sees_who_broke_the_glass_and_the_fg_hears_and_judges(cast: Cast, dicht: Traject) -> None:
    toezicht = medewerker("frank", cast.zorg, Rol.FG)
    open_in_nood(nummer=dicht.nummer, reden=REDEN, door=als(cast.zara))
    (wacht,) = DBTaskResult.objects.filter(task_path="baken.dossiers.tasks.bericht_noodtoegang")
    bericht_noodtoegang.call(*wacht.args_kwargs["args"])
    assert [m.to for m in mail.outbox] == [["frank@voorbeeld.invalid"]]
    assert dicht.nummer not in mail.outbox[0].body
    assert [n.medewerker.naam for n in trajectblad(als(cast.zoe), dicht.pk).noodtoegangen] == [cast.zara.naam]
    (rij,) = nood.toezichtlijst(als(toezicht)).te_beoordelen
    assert nood.toezichtblad(als(toezicht), rij.pk).reden == REDEN
    opmerking = "Dit hoefde niet, de coördinator was er gewoon."
    nood.beoordeel(noodtoegang_id=rij.pk, oordeel=Noodoordeel.ONTERECHT, opmerking=opmerking, door=als(toezicht))
    with pytest.raises(NietGevondenError):
        trajectblad(als(cast.zara), dicht.pk)


def test_a_short_reason_and_a_number_that_is_not_here_open_nothing(cast: Cast, dicht: Traject) -> None:
    zara = als(cast.zara)
    with pytest.raises(OngeldigeInvoerError) as kort:
        open_in_nood(nummer=dicht.nummer, reden="Haast.", door=zara)
    assert "reden" in kort.value.fouten
    for nummer in ("T-1999-0001", "onzin"):
        with pytest.raises(OngeldigeInvoerError) as mis:
            open_in_nood(nummer=nummer, reden=REDEN, door=zara)
        assert mis.value.fouten == {"nummer": [ONBEKEND]}
    for _keer in range(nood.MISSERS_PER_DAG - 2):
        with pytest.raises(OngeldigeInvoerError):
            open_in_nood(nummer="T-1999-0001", reden=REDEN, door=zara)
    with pytest.raises(TeVeelPogingenError):
        open_in_nood(nummer="T-1999-0001", reden=REDEN, door=zara)
    assert not Noodtoegang.objects.exists()


@pytest.mark.parametrize("wie", ["fg", "beheer", "beleid", "burgemeester"])
def test_who_has_no_such_task_breaks_no_glass(cast: Cast, dicht: Traject, wie: str) -> None:
    with pytest.raises(NietToegestaanError):
        open_in_nood(nummer=dicht.nummer, reden=REDEN, door=als(getattr(cast, wie)))


def test_each_role_opens_its_own_kind_of_dossier_and_no_other(cast: Cast) -> None:
    zorgt = als(medewerker("zwaan", cast.gemeente, Rol.ZORGCOORDINATOR))
    dader = traject(zorgt, Doelgroep.DADER)
    with pytest.raises(OngeldigeInvoerError):
        open_in_nood(nummer=dader.nummer, reden=REDEN, door=als(cast.vera))  # an aandachtsfunctionaris
    signaal = maak_signaal(cast)
    behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(cast.anna))
    behandelen.scherm_af(signaal_id=signaal.pk, afgeschermd=True, door=als(cast.anna))
    with pytest.raises(OngeldigeInvoerError):
        open_signaal(nummer=signaal.nummer, reden=REDEN, door=zorgt)
    assert not Noodtoegang.objects.exists()


def test_who_reads_it_already_breaks_no_glass(cast: Cast, dicht: Traject) -> None:
    assert open_in_nood(nummer=dicht.nummer, reden=REDEN, door=als(cast.zoe)) == dicht.pk
    assert not Noodtoegang.objects.exists()


def test_the_traject_of_an_offender_whose_coordinator_left_is_found_and_taken_over(cast: Cast, dicht: Traject) -> None:
    zara = als(cast.zara)
    assert caseload(zara).zonder_team == []
    vertrek(cast)
    assert caseload(zara).zonder_team == [dicht.nummer]
    with pytest.raises(NietGevondenError):  # not without a reason that the FG judges
        overdragen.neem_over(traject_id=dicht.pk, versie=dicht.versie, door=zara)
    open_in_nood(nummer=dicht.nummer, reden=REDEN, door=zara)
    assert not trajectblad(zara, dicht.pk).coordinator_werkt_hier
    genomen = overdragen.neem_over(traject_id=dicht.pk, versie=dicht.versie, door=zara)
    assert genomen.coordinator_id == cast.zara.pk
    assert caseload(zara).zonder_team == []
    with klok.zet_stil(klok.nu() + timedelta(hours=5)):
        assert trajectblad(als(cast.zara), dicht.pk).mag["begeleiden"]


def test_no_emergency_goes_through_the_wall_between_the_sides_of_a_casus(cast: Cast) -> None:
    _signaal, (zorg, _zvh) = doorgegeven(cast)
    casus = accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    ander = client("dader", identiteit={"naam": "Ype Verzonnen"})
    dader = traject(als(cast.zoe), Doelgroep.DADER, casus_id=casus.pk, client=ander)
    slachtoffer = traject(als(cast.zara), casus_id=casus.pk)
    Dossier.objects.filter(pk=casus.dossier_id).update(afgeschermd=True)
    casus.dossier.leden.all().delete()
    for wie, nummer in (("zoe", slachtoffer.nummer), ("zara", dader.nummer)):
        for open_, van in ((open_in_nood, nummer), (open_casus, casus.nummer)):
            with pytest.raises(NietToegestaanError) as fout:
                open_(nummer=van, reden=REDEN, door=als(getattr(cast, wie)))
            assert fout.value.reden == nood.ANDERE_KANT
    pagina = als_persoon(cast.zoe).post("/noodtoegang/", {"nummer": slachtoffer.nummer, "reden": REDEN})
    assert pagina.status_code == 403 and "Bel 112" in pagina.content.decode()
    assert not Noodtoegang.objects.exists()
    ander = als(medewerker("zus", cast.zorg, Rol.ZORGCOORDINATOR))
    assert open_in_nood(nummer=slachtoffer.nummer, reden=REDEN, door=ander) == slachtoffer.pk
    assert open_casus(nummer=casus.nummer, reden=REDEN, door=ander) == casus.pk


def test_who_reads_one_side_in_an_emergency_does_not_begin_on_the_other(cast: Cast) -> None:
    _signaal, (zorg, _zvh) = doorgegeven(cast)
    casus = accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    ander = client("dader", identiteit={"naam": "Ype Verzonnen"})
    dader = traject(als(cast.zoe), Doelgroep.DADER, casus_id=casus.pk, client=ander)
    open_in_nood(nummer=dader.nummer, reden=REDEN, door=als(cast.zara))
    with pytest.raises(NietToegestaanError) as fout:
        traject(als(cast.zara), casus_id=casus.pk)
    assert fout.value.reden == ZELFDE_TEAM
    with klok.zet_stil(klok.nu() + timedelta(hours=4, minutes=1)):
        assert traject(als(cast.zara), casus_id=casus.pk).casus_id == casus.pk


def test_a_closed_traject_is_read_in_an_emergency_and_not_taken_over(cast: Cast, dicht: Traject) -> None:
    dicht = loop.niet_starten(
        traject_id=dicht.pk, versie=dicht.versie, afsluitreden="AZ-STOPT", reden=WAAROM, door=als(cast.zoe)
    )
    vertrek(cast)
    assert caseload(als(cast.zara)).zonder_team == []
    open_in_nood(nummer=dicht.nummer, reden=REDEN, door=als(cast.zara))
    assert ziet(cast, "zara") == {dicht.pk}
    with pytest.raises(OvergangNietToegestaanError):
        overdragen.neem_over(traject_id=dicht.pk, versie=dicht.versie, door=als(cast.zara))


def test_on_the_pages_a_colleague_goes_from_the_list_to_being_the_coordinator(cast: Cast, dicht: Traject) -> None:
    vertrek(cast)
    zara = als_persoon(cast.zara)
    lijst = zara.get("/zorg/").content.decode()
    naar = re.search(r'href="(/noodtoegang/\?nummer=[^"]*)"', lijst)
    assert naar and naar[1].endswith(dicht.nummer)
    assert f'value="{dicht.nummer}"' in zara.get(naar[1]).content.decode()
    adres = f"/zorg/{dicht.pk}/"
    assert zara.get(adres).status_code == zara.post(f"{adres}overnemen/", {"versie": dicht.versie}).status_code == 404
    mis = zara.post("/noodtoegang/", {"nummer": dicht.nummer, "reden": "Haast."})
    assert mis.status_code == 422 and "Haast." in mis.content.decode()
    geopend = zara.post("/noodtoegang/", {"nummer": dicht.nummer, "reden": REDEN})
    assert (geopend.status_code, geopend.headers["Location"]) == (302, adres)
    blad = zara.get(adres).content.decode()
    assert "U leest dit dossier met noodtoegang" in blad and "U kunt het overnemen." in blad
    assert f'href="{adres}"' in zara.get("/noodtoegang/").content.decode()
    assert "Neem dit traject over" in zara.get(f"{adres}?deel=overdragen").content.decode()
    assert zara.post(f"{adres}overnemen/", {"versie": dicht.versie}).status_code == 302
    assert "noodtoegang" not in re.sub(r"(?s)<ol.*", "", zara.get(adres).content.decode()).split("Wat u kunt doen")[0]
    assert dicht.nummer not in zara.get("/zorg/?tab=gesloten").content.decode()
