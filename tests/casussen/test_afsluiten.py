"""Closing tells the senders, ends what is open and starts the retention clock; reopening stops it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import Cast, als, medewerker
from tests.casussen.hulp import WAAROM, meld
from tests.gereedschap.momentopname import herhaalbaar
from tests.signalen.hulp import doorgegeven, laatste_regels, naar_zorg

from baken.casussen.blad import casusblad
from baken.casussen.models import Casus
from baken.casussen.selectors import casuslijst
from baken.casussen.services import afsluiten, behandelen
from baken.casussen.services.aannemen import accepteer
from baken.casussen.soorten import Afsluitreden
from baken.casussen.verloop import Casusstatus
from baken.dossiers.acties import NieuweActie
from baken.dossiers.models import Dossier, Verstrekking
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.verloop import Afloop, Verstrekkingsstatus
from baken.kern import bewaartermijnen, journaal, klok
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VerouderdError,
)
from baken.kern.models import Begin
from baken.keten.models import Actie
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Medewerker
from baken.organisaties.rollen import Rol


@pytest.fixture
@herhaalbaar
def casus(cast: Cast) -> Casus:
    _signaal, (zorg, _zvh) = doorgegeven(cast)
    return accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))


def sluit(casus: Casus, door: Wie, reden: str = "", **anders: object) -> Casus:
    velden = {"versie": casus.versie, "afsluitreden": Afsluitreden.KLAAR, **anders}
    return afsluiten.sluit(casus_id=casus.pk, reden=reden, door=door, **velden)  # type: ignore[arg-type]  # mixed


def collega(cast: Cast) -> Medewerker:
    return medewerker("zara", cast.zorg, Rol.ZORGCOORDINATOR)


def test_closing_tells_the_sender_and_sets_the_day(cast: Cast, casus: Casus) -> None:
    bron = casus.bronnen.get().verstrekking
    casus = sluit(casus, als(cast.zoe), toelichting="Zij heeft nu een vaste begeleider.")
    assert (casus.status, casus.afsluitreden) == (Casusstatus.AFGESLOTEN, Afsluitreden.KLAAR)
    assert casus.afgesloten_op is not None
    blad = verstrekkingsblad(als(cast.anna), bron.pk)
    assert blad.verstrekking.status == Verstrekkingsstatus.AFGEROND
    assert [(b.soort, b.code, b.tekst) for b in blad.berichten] == [
        ("afloop", Afloop.AFGESLOTEN, "Ons werk hieraan is klaar. Zij heeft nu een vaste begeleider.")
    ]
    assert "casus.afgesloten" in laatste_regels(3)
    assert casuslijst(als(cast.zoe)).rijen == []
    assert casuslijst(als(cast.zoe), tab="gesloten").rijen == [casus]


def test_closing_because_nothing_was_found_says_so_and_no_more(cast: Cast, casus: Casus) -> None:
    sluit(casus, als(cast.zoe), afsluitreden=Afsluitreden.GEEN_MENSENHANDEL)
    (bericht,) = verstrekkingsblad(als(cast.anna), casus.bronnen.get().verstrekking_id).berichten
    assert bericht.tekst == "Wij vonden geen aanwijzing voor mensenhandel."


def test_something_open_asks_a_reason_and_lapses(cast: Cast, casus: Casus) -> None:
    zoe = als(cast.zoe)
    nieuw = NieuweActie("Bellen met de huisarts.", cast.zoe.pk, klok.vandaag())
    behandelen.maak_actie(casus_id=casus.pk, actie=nieuw, door=zoe)
    with pytest.raises(OngeldigeInvoerError) as fout:
        sluit(casus, zoe, "te kort")
    assert list(fout.value.fouten) == ["reden"]
    assert Verstrekking.objects.get(casusbron__casus=casus).status == Verstrekkingsstatus.GEACCEPTEERD
    sluit(casus, zoe, WAAROM)
    assert Actie.objects.get().status == "vervallen"
    assert casusblad(zoe, casus.pk).stappen[-1][0].reden == WAAROM


def test_a_casus_that_is_stuck_does_not_close_without_a_reason(cast: Cast, casus: Casus) -> None:
    zoe = als(cast.zoe)
    casus = behandelen.zet_stand(casus_id=casus.pk, versie=1, naar=Casusstatus.VASTGELOPEN, reden=WAAROM, door=zoe)
    with pytest.raises(OngeldigeInvoerError):
        sluit(casus, zoe)
    assert sluit(casus, zoe, WAAROM).status == Casusstatus.AFGESLOTEN


def test_what_is_closed_takes_no_act_but_reopening(cast: Cast, casus: Casus) -> None:
    zoe = als(cast.zoe)
    casus = sluit(casus, zoe)
    with pytest.raises(OvergangNietToegestaanError):
        sluit(casus, zoe)
    with pytest.raises(OvergangNietToegestaanError):
        meld(casus.bronnen.get().verstrekking_id, zoe)
    nieuw = NieuweActie("Nog iets doen.", cast.zoe.pk, klok.vandaag())
    with pytest.raises(OvergangNietToegestaanError):
        behandelen.maak_actie(casus_id=casus.pk, actie=nieuw, door=zoe)


def test_a_page_that_is_out_of_date_closes_nothing(cast: Cast, casus: Casus) -> None:
    behandelen.zet_stand(casus_id=casus.pk, versie=1, naar=Casusstatus.IN_OVERLEG, reden="", door=als(cast.zoe))
    with pytest.raises(VerouderdError):
        sluit(casus, als(cast.zoe), WAAROM)


@pytest.mark.parametrize("naam", ["piet", "buur", "anna", "rik"])
def test_another_organisation_cannot_close_it(cast: Cast, casus: Casus, naam: str) -> None:
    with pytest.raises(NietGevondenError):
        sluit(casus, als(getattr(cast, naam)))


def test_without_a_director_somebody_of_the_team_closes(cast: Cast, casus: Casus) -> None:
    zara = collega(cast)
    assert not casusblad(als(zara), casus.pk).mag["afsluiten"]
    with pytest.raises(NietToegestaanError, match="team"):
        sluit(casus, als(zara))
    assert laatste_regels()[0] == "casussen.afsluiten"  # the refusal is a line
    behandelen.voeg_lid_toe(casus_id=casus.pk, medewerker_id=zara.pk, door=als(cast.zoe))
    assert sluit(casus, als(zara)).status == Casusstatus.AFGESLOTEN


def test_with_a_director_nobody_else_closes_until_that_person_is_gone(cast: Cast) -> None:
    _s, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    casus = accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    zara = collega(cast)
    behandelen.voeg_lid_toe(casus_id=casus.pk, medewerker_id=zara.pk, door=als(cast.zoe))
    with pytest.raises(NietToegestaanError, match="procesregisseur"):
        sluit(casus, als(zara))
    cast.zoe.aanstellingen.update(geldig_tot=klok.vandaag())
    assert sluit(casus, als(zara)).status == Casusstatus.AFGESLOTEN


def test_reopening_asks_why_and_stops_the_clock(cast: Cast, casus: Casus) -> None:
    zoe = als(cast.zoe)
    with pytest.raises(OvergangNietToegestaanError):
        afsluiten.heropen(casus_id=casus.pk, versie=1, reden=WAAROM, door=zoe)
    casus = sluit(casus, zoe)
    with pytest.raises(OngeldigeInvoerError):
        afsluiten.heropen(casus_id=casus.pk, versie=casus.versie, reden="toch", door=zoe)
    casus = afsluiten.heropen(casus_id=casus.pk, versie=casus.versie, reden=WAAROM, door=zoe)
    assert (casus.status, casus.afgesloten_op, casus.afsluitreden) == (Casusstatus.HEROPEND, None, "")
    assert Verstrekking.objects.get(casusbron__casus=casus).status == Verstrekkingsstatus.AFGEROND
    assert casusblad(zoe, casus.pk).aflopen == []
    assert sluit(casus, zoe).status == Casusstatus.AFGESLOTEN


def test_retention_finds_it_sixty_months_after_closing_and_not_before(cast: Cast, casus: Casus) -> None:
    bewaartermijnen.laad_standaardregels()
    regel = bewaartermijnen.bewaarregel_voor("casus", cast.zorg.pk)
    vind = bewaartermijnen.geregistreerd()["casussen.Casus"].vind
    assert regel is not None
    assert vind is not None
    assert (regel.begin, regel.termijn_maanden) == (Begin.SLUITING, 60)
    later = klok.maanden_erbij(klok.vandaag(), 60)
    Casus.objects.update(geopend_op=klok.nu() - timedelta(days=4_000))
    assert list(vind(regel, later)) == [], "an open casus stays, however old"
    sluit(casus, als(cast.zoe))
    assert list(vind(regel, later - timedelta(days=1))) == []
    assert [k.object_id for k in vind(regel, later)] == [str(casus.pk)]


def test_destroying_leaves_a_tombstone_that_counts_and_a_chain_that_holds(cast: Cast, casus: Casus) -> None:
    zoe = als(cast.zoe)
    nieuw = NieuweActie("Bellen met de huisarts.", cast.zoe.pk, klok.vandaag())
    behandelen.maak_actie(casus_id=casus.pk, actie=nieuw, door=zoe)
    casus = sluit(casus, zoe, WAAROM)
    bewaartermijnen.laad_standaardregels()
    registratie = bewaartermijnen.geregistreerd()["casussen.Casus"]
    regel = bewaartermijnen.bewaarregel_voor("casus", cast.zorg.pk)
    assert registratie.vind is not None
    assert registratie.vernietig is not None
    assert regel is not None
    (kandidaat,) = registratie.vind(regel, klok.maanden_erbij(klok.vandaag(), 61))
    registratie.vernietig(kandidaat)
    casus.refresh_from_db()
    assert (casus.inhoud, casus.procesregisseur, casus.status) == (None, None, Casusstatus.AFGESLOTEN)
    assert casus.dossier.betrokkenen.count() == casus.dossier.leden.count() == 0
    assert not Actie.objects.exists()
    assert Dossier.objects.get(pk=casus.dossier_id).verpakte_sleutel is None
    with pytest.raises(NietGevondenError):
        casusblad(zoe, casus.pk)
    assert casuslijst(zoe, tab="gesloten").rijen == []
    assert list(registratie.vind(regel, klok.maanden_erbij(klok.vandaag(), 61))) == []
    journaal.verzegel_regels()
    assert journaal.controleer().klopt
