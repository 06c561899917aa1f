"""In an emergency one person reads one shielded dossier of the own organisation for four hours; the FG judges it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult
from tests.cast import Cast, als, maak_signaal, medewerker, nieuw_signaal
from tests.gereedschap.momentopname import herhaalbaar
from tests.signalen.hulp import MENSEN, doorgegeven

from baken.dossiers import noodtoegang as nood
from baken.dossiers.models import Dossierlid, Noodmisser, Noodtoegang
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.tasks import bericht_noodtoegang
from baken.dossiers.verloop import Noodoordeel
from baken.dossiers.vernietigen import vernietig_inhoud
from baken.kern import klok
from baken.kern.bewaartermijnen import geregistreerd
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    TeVeelPogingenError,
)
from baken.kern.models import Bewaarregel, Journaalregel
from baken.organisaties.besluit import Wie
from baken.organisaties.rollen import Rol
from baken.signalen import selectors
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.rules.terugkoppeling import Bericht
from baken.signalen.services import behandelen, beoordelen, doorgeleiden, melden
from baken.signalen.services.noodtoegang import ONBEKEND, open_in_nood
from baken.signalen.services.terugkoppelen import koppel_terug
from baken.signalen.soorten import Kanaal

REDEN = "De behandelaar is niet te bereiken en de politie vraagt nu om het adres."
OPMERKING = "Nagevraagd bij het team, dit klopt."


@pytest.fixture
@herhaalbaar
def dicht(cast: Cast) -> Signaal:
    """A signaal of anna's that she shielded: vera, her colleague, does not see it."""
    signaal = maak_signaal(cast, personen=MENSEN)
    behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(cast.anna))
    behandelen.scherm_af(signaal_id=signaal.pk, afgeschermd=True, door=als(cast.anna))
    signaal.refresh_from_db()
    return signaal


def breek(signaal: Signaal, door: Wie, reden: str = REDEN) -> Noodtoegang:
    open_in_nood(nummer=signaal.nummer, reden=reden, door=door)
    return Noodtoegang.objects.get(dossier=signaal.dossier, medewerker_id=door.medewerker_id)


def bij_de_buren(cast: Cast, *, nummer: str) -> Signaal:
    """Make a signaal of the buurgemeente; numbers run per organisation."""
    signaal = melden.meld(nieuw_signaal(kanaal=Kanaal.MEDEWERKER, code=""), door=als(cast.buur))
    Signaal.objects.filter(pk=signaal.pk).update(nummer=nummer)
    return signaal


def later(uren: float) -> AbstractContextManager[None]:
    return klok.zet_stil(klok.nu() + timedelta(hours=uren))


def laatste_regel(handeling: str) -> Journaalregel:
    return Journaalregel.objects.filter(handeling=handeling).latest("pk")


def ziet(door: Wie, signaal: Signaal) -> bool:
    try:
        selectors.dossierblad(door, signaal.pk)
    except NietGevondenError:
        return False
    return True


# Opening


def test_a_colleague_outside_the_team_reads_the_dossier_with_a_reason(cast: Cast, dicht: Signaal) -> None:
    vera = als(cast.vera)
    assert not ziet(vera, dicht)
    assert open_in_nood(nummer=dicht.nummer.lower(), reden=REDEN, door=vera) == dicht.pk
    blad = selectors.dossierblad(vera, dicht.pk, onthul=True)
    assert blad.inhoud.betrokkenen[0].groepen["identiteit"]["naam"] == "Xandra Verzonnen"
    assert blad.alleen_lezen
    assert [h for h, mag in blad.mag.items() if mag] == ["onthullen"]


def test_it_is_a_line_with_the_dossier_and_reading_names_it(cast: Cast, dicht: Signaal) -> None:
    rij = breek(dicht, als(cast.vera))
    regel = laatste_regel("noodtoegang.geopend")
    assert (regel.actor_id, regel.dossier_id, regel.uitkomst) == (cast.vera.pk, dicht.dossier_id, "gelukt")
    selectors.dossierblad(als(cast.vera), dicht.pk)
    assert str(rij.pk) in laatste_regel("signaal.ingezien").inhoud.inhoud
    selectors.dossierblad(als(cast.anna), dicht.pk)
    assert str(rij.pk) not in laatste_regel("signaal.ingezien").inhoud.inhoud


def test_the_reason_is_sealed_with_the_key_of_the_dossier(cast: Cast, dicht: Signaal) -> None:
    rij = breek(dicht, als(cast.vera))
    assert b"behandelaar" not in bytes(rij.reden or b"")
    assert nood.toezichtblad(als(cast.fg), rij.pk).reden == REDEN
    with transaction.atomic():
        vernietig_inhoud(dicht.dossier_id, grondslag="toets")
    blad = nood.toezichtblad(als(cast.fg), rij.pk)
    assert (blad.reden, blad.mag_beoordelen) == (None, True)
    nood.beoordeel(noodtoegang_id=rij.pk, oordeel=Noodoordeel.TERECHT, opmerking=OPMERKING, door=als(cast.fg))


def test_the_team_reads_in_the_timeline_who_broke_the_glass(cast: Cast, dicht: Signaal) -> None:
    breek(dicht, als(cast.vera))
    blad = selectors.dossierblad(als(cast.anna), dicht.pk)
    assert [n.medewerker.naam for n in blad.noodtoegangen] == [cast.vera.naam]
    assert blad.in_nood is None


def test_asking_twice_breaks_one_glass(cast: Cast, dicht: Signaal) -> None:
    breek(dicht, als(cast.vera))
    assert open_in_nood(nummer=dicht.nummer, reden=REDEN, door=als(cast.vera)) == dicht.pk
    assert Noodtoegang.objects.count() == 1


def test_who_may_see_the_dossier_breaks_no_glass(cast: Cast, dicht: Signaal) -> None:
    gewoon = maak_signaal(cast)
    assert open_in_nood(nummer=gewoon.nummer, reden=REDEN, door=als(cast.vera)) == gewoon.pk
    assert open_in_nood(nummer=dicht.nummer, reden=REDEN, door=als(cast.anna)) == dicht.pk
    assert not Noodtoegang.objects.exists()


@pytest.mark.parametrize("reden", ["", " " * 40, "te kort", "x" * 19, "x" * 2_001])
def test_a_reason_of_less_than_twenty_characters_opens_nothing(cast: Cast, dicht: Signaal, reden: str) -> None:
    for nummer in (dicht.nummer, "S-1999-9999"):  # and tells nothing on the number
        with pytest.raises(OngeldigeInvoerError) as fout:
            open_in_nood(nummer=nummer, reden=reden, door=als(cast.vera))
        assert list(fout.value.fouten) == ["reden"]
    assert not ziet(als(cast.vera), dicht)
    assert not Noodmisser.objects.exists()


def test_a_foreign_number_and_one_of_nothing_get_one_answer_and_one_kind_of_line(cast: Cast, dicht: Signaal) -> None:
    bij_de_buren(cast, nummer="S-2026-7777")
    gehoord = []
    for nummer in ("S-2026-7777", "S-2026-8888", "", "' OR 1=1"):
        with pytest.raises(OngeldigeInvoerError) as fout:
            open_in_nood(nummer=nummer, reden=REDEN, door=als(cast.vera))
        regel = Journaalregel.objects.latest("pk")
        gehoord.append(
            (fout.value.fouten, regel.handeling, regel.uitkomst, regel.dossier_id, regel.inhoud.inhoud, regel.actor_id)
        )
    assert gehoord == [gehoord[0]] * 4
    assert gehoord[0][:4] == ({"nummer": [ONBEKEND]}, "noodtoegang.openen", "geweigerd", None)
    assert not Noodtoegang.objects.exists()


def test_a_number_of_both_organisations_opens_only_the_own_dossier(cast: Cast, dicht: Signaal) -> None:
    vreemd = bij_de_buren(cast, nummer=dicht.nummer)
    breek(dicht, als(cast.vera))
    assert ziet(als(cast.vera), dicht)
    assert not ziet(als(cast.vera), vreemd)


def test_a_destroyed_dossier_is_a_number_of_nothing(cast: Cast, dicht: Signaal) -> None:
    with transaction.atomic():
        vernietig_inhoud(dicht.dossier_id, grondslag="toets")
    with pytest.raises(OngeldigeInvoerError):
        open_in_nood(nummer=dicht.nummer, reden=REDEN, door=als(cast.vera))


def test_misses_are_limited_per_person_and_day_and_a_right_number_still_works(cast: Cast, dicht: Signaal) -> None:
    def mis(door: Wie) -> None:
        open_in_nood(nummer="S-2026-8888", reden=REDEN, door=door)

    for _ in range(nood.MISSERS_PER_DAG):
        with pytest.raises(OngeldigeInvoerError):
            mis(als(cast.vera))
    with pytest.raises(TeVeelPogingenError) as fout:
        mis(als(cast.vera))
    assert 0 < fout.value.wacht_seconden <= 25 * 3600
    assert Journaalregel.objects.filter(handeling="noodtoegang.openen", uitkomst="geweigerd").count() == 6
    with pytest.raises(OngeldigeInvoerError):
        mis(als(cast.anna))
    with later(26), pytest.raises(OngeldigeInvoerError):
        mis(als(cast.vera))
    assert Noodmisser.objects.get().aantal == 1  # earlier days are emptied
    breek(dicht, als(cast.vera))


def test_without_a_second_factor_there_is_no_noodtoegang(cast: Cast, dicht: Signaal) -> None:
    with pytest.raises(NietToegestaanError):
        open_in_nood(nummer=dicht.nummer, reden=REDEN, door=als(cast.vera, tweede_factor=False))
    assert laatste_regel("noodtoegang.openen").uitkomst == "geweigerd"
    breek(dicht, als(cast.vera))
    assert not ziet(als(cast.vera, tweede_factor=False), dicht)


@pytest.mark.parametrize("rol", [Rol.PROCESREGISSEUR, Rol.RIEC_ACCOUNTHOUDER])
def test_who_works_on_casussen_only_opens_no_signaal_in_an_emergency(cast: Cast, dicht: Signaal, rol: Rol) -> None:
    wie = medewerker("wout", cast.gemeente, rol)
    with pytest.raises(OngeldigeInvoerError):
        open_in_nood(nummer=dicht.nummer, reden=REDEN, door=als(wie))
    assert not Noodtoegang.objects.exists()


@pytest.mark.parametrize("naam", ["balie", "beheer", "fg", "beleid", "burgemeester"])
def test_another_role_has_no_noodtoegang(cast: Cast, dicht: Signaal, naam: str) -> None:
    with pytest.raises(NietToegestaanError):
        open_in_nood(nummer=dicht.nummer, reden=REDEN, door=als(getattr(cast, naam)))
    assert not Noodtoegang.objects.exists()
    assert not Noodmisser.objects.exists()


# What it opens, and for how long


def test_it_holds_for_one_person_and_one_dossier(cast: Cast, dicht: Signaal) -> None:
    ander = maak_signaal(cast)
    behandelen.scherm_af(signaal_id=ander.pk, afgeschermd=True, door=als(cast.anna))
    wim = medewerker("wim", cast.gemeente, Rol.AANDACHTSFUNCTIONARIS)
    breek(dicht, als(cast.vera))
    assert not ziet(als(cast.vera), ander)
    assert not ziet(als(wim), dicht)


def test_after_four_hours_it_is_not_there_any_more(cast: Cast, dicht: Signaal) -> None:
    _signaal, verstrekkingen = doorgegeven(cast, signaal=_besloten(cast, dicht))
    rij = breek(dicht, als(cast.vera))
    for uren in (0, 3.99):
        with later(uren):
            assert ziet(als(cast.vera), dicht)
            assert verstrekkingsblad(als(cast.vera), verstrekkingen[0].pk).regels
    for uren in (4.01, 30, 24 * 400):
        with later(uren):
            assert not ziet(als(cast.vera), dicht)
            with pytest.raises(NietGevondenError):
                verstrekkingsblad(als(cast.vera), verstrekkingen[0].pk)
            with pytest.raises(NietGevondenError):
                selectors.signaal_van_dossier(als(cast.vera), dicht.dossier_id)
    Noodtoegang.objects.filter(pk=rij.pk).update(eindigt_op=rij.begonnen_op + timedelta(days=90))
    with later(4.01):  # a row that says more than it may say counts four hours
        assert not ziet(als(cast.vera), dicht)


def _besloten(cast: Cast, signaal: Signaal) -> Signaal:
    beoordelen.beoordeel(
        signaal_id=signaal.pk,
        uitkomsten=[Uitkomst.ZORG_EN_STRAFRECHT],
        reden="Het verhaal vraagt hier om, zie het gesprek van gisteren.",
        versie=signaal.versie,
        door=als(cast.anna),
    )
    signaal.refresh_from_db()
    return signaal


def test_afterwards_it_can_be_asked_again_with_a_new_reason(cast: Cast, dicht: Signaal) -> None:
    breek(dicht, als(cast.vera))
    with later(5):
        open_in_nood(nummer=dicht.nummer, reden=REDEN, door=als(cast.vera))
        assert ziet(als(cast.vera), dicht)
    assert Noodtoegang.objects.count() == 2


def test_with_the_role_the_noodtoegang_ends_as_well(cast: Cast, dicht: Signaal) -> None:
    breek(dicht, als(cast.vera))
    cast.vera.aanstellingen.update(geldig_tot=klok.vandaag())
    assert not ziet(als(cast.vera), dicht)


def test_in_nood_nothing_can_be_changed_or_passed_on(cast: Cast, dicht: Signaal) -> None:
    _signaal, verstrekkingen = doorgegeven(cast, signaal=_besloten(cast, dicht))
    breek(dicht, als(cast.vera))
    vera, pk = als(cast.vera), dicht.pk
    dicht.refresh_from_db()
    daden: list[Callable[[], object]] = [
        lambda: behandelen.neem_in_beoordeling(signaal_id=pk, door=vera),
        lambda: behandelen.wijs_toe(signaal_id=pk, medewerker_id=cast.vera.pk, door=vera),
        lambda: behandelen.scherm_af(signaal_id=pk, afgeschermd=False, door=vera),
        lambda: behandelen.stel_vraag(signaal_id=pk, tekst="Vraag?", wacht_op_antwoord=False, door=vera),
        lambda: behandelen.vul_aan(
            signaal_id=pk, aanvulling=behandelen.Aanvulling(sector="HORECA"), versie=dicht.versie, door=vera
        ),
        lambda: behandelen.leg_risicofactoren_vast(signaal_id=pk, factoren=[], toelichting="x", door=vera),
        lambda: beoordelen.beoordeel(
            signaal_id=pk, uitkomsten=[Uitkomst.ZORG], reden=REDEN, versie=dicht.versie, door=vera
        ),
        lambda: beoordelen.sluit(signaal_id=pk, versie=dicht.versie, door=vera),
        lambda: doorgeleiden.bekijk_pakketten(signaal_id=pk, voorstellen=[], door=vera),
        lambda: doorgeleiden.leid_door(signaal_id=pk, voorstellen=[], versie=dicht.versie, door=vera),
        lambda: doorgeleiden.trek_in(verstrekking_id=verstrekkingen[0].pk, door=vera),
        lambda: koppel_terug(signaal_id=pk, bericht=Bericht.DOORGELEID, datum=None, door=vera),
    ]
    voor = Signaal.objects.values().get(pk=pk)
    for daad in daden:
        with pytest.raises(NietToegestaanError):
            daad()
    assert Signaal.objects.values().get(pk=pk) == voor
    assert not Dossierlid.objects.filter(medewerker=cast.vera).exists()


def test_it_stands_in_no_list_and_is_not_found_by_number(cast: Cast, dicht: Signaal) -> None:
    breek(dicht, als(cast.vera))
    assert selectors.werklijst(als(cast.vera), tab="alle").rijen == []
    assert selectors.op_nummer(als(cast.vera), dicht.nummer) == []
    assert not any(selectors.tellingen(als(cast.vera)).values())


def test_the_person_may_end_it_early(cast: Cast, dicht: Signaal) -> None:
    rij = breek(dicht, als(cast.vera))
    with pytest.raises(NietGevondenError):  # somebody else's
        nood.beeindig(noodtoegang_id=rij.pk, door=als(cast.anna))
    with pytest.raises(NietGevondenError):
        nood.beeindig(noodtoegang_id=rij.pk, door=als(cast.buur))
    with pytest.raises(NietToegestaanError):
        nood.beeindig(noodtoegang_id=rij.pk, door=als(cast.fg))
    assert ziet(als(cast.vera), dicht)
    nood.beeindig(noodtoegang_id=rij.pk, door=als(cast.vera))
    assert not ziet(als(cast.vera), dicht)
    assert laatste_regel("noodtoegang.beeindigd").dossier_id == dicht.dossier_id
    with pytest.raises(OvergangNietToegestaanError):
        nood.beeindig(noodtoegang_id=rij.pk, door=als(cast.vera))


# The FG


def test_the_fg_gets_a_mail_at_once_that_says_nothing(cast: Cast, dicht: Signaal) -> None:
    breek(dicht, als(cast.vera))
    bericht_noodtoegang.call(cast.gemeente.pk)
    assert [bericht.to for bericht in mail.outbox] == [["fg@voorbeeld.invalid"]]
    tekst = mail.outbox[0].subject + mail.outbox[0].body
    for woord in (dicht.nummer, "Vera", "vera", REDEN, str(dicht.dossier_id), str(dicht.pk)):
        assert woord not in tekst


def test_the_mail_is_queued_with_the_act_and_not_without(
    cast: Cast, dicht: Signaal, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[None]]
) -> None:
    eigen = DBTaskResult.objects.filter(task_path__endswith="bericht_noodtoegang")
    with pytest.raises(OngeldigeInvoerError), django_capture_on_commit_callbacks(execute=True):
        open_in_nood(nummer="S-2026-8888", reden=REDEN, door=als(cast.vera))
    assert not eigen.exists()
    with django_capture_on_commit_callbacks(execute=True):
        breek(dicht, als(cast.vera))
    assert [r.args_kwargs["args"] for r in eigen] == [[cast.gemeente.pk]]


def test_the_fg_sees_who_when_which_number_until_when_and_why_and_no_content(cast: Cast, dicht: Signaal) -> None:
    rij = breek(dicht, als(cast.vera))
    selectors.dossierblad(als(cast.vera), dicht.pk, onthul=True)
    lijst = nood.toezichtlijst(als(cast.fg))
    assert [(n.nummer, n.medewerker.naam) for n in lijst.te_beoordelen] == [(dicht.nummer, "Vera")]
    blad = nood.toezichtblad(als(cast.fg), rij.pk)
    assert blad.reden == REDEN
    assert blad.noodtoegang.eindigt_op - blad.noodtoegang.begonnen_op == timedelta(hours=4)
    assert [wat for _op, wat in blad.regels] == ["noodtoegang.geopend", "signaal.onthuld"]
    assert "Verzonnen" not in repr(blad)
    assert laatste_regel("noodtoegang.ingezien").actor_id == cast.fg.pk
    assert not ziet(als(cast.fg), dicht)


def test_nobody_else_sees_that_page(cast: Cast, dicht: Signaal) -> None:
    rij = breek(dicht, als(cast.vera))
    for naam in ("anna", "vera", "beheer", "balie", "burgemeester", "buur"):
        with pytest.raises(NietToegestaanError):
            nood.toezichtlijst(als(getattr(cast, naam)))
        with pytest.raises(NietToegestaanError):
            nood.toezichtblad(als(getattr(cast, naam)), rij.pk)
    elders = als(medewerker("fg_elders", cast.buurgemeente, Rol.FG))
    assert nood.toezichtlijst(elders).te_beoordelen == []
    for onbekend in (rij.pk, uuid4()):
        with pytest.raises(NietGevondenError):
            nood.toezichtblad(elders, onbekend)
        with pytest.raises(NietGevondenError):
            nood.beoordeel(noodtoegang_id=onbekend, oordeel=Noodoordeel.TERECHT, opmerking=OPMERKING, door=elders)


def oordeel(pk: UUID, door: Wie, wat: Noodoordeel = Noodoordeel.TERECHT, opmerking: str = OPMERKING) -> Noodtoegang:
    return nood.beoordeel(noodtoegang_id=pk, oordeel=wat, opmerking=opmerking, door=door)


def test_the_fg_judges_it_once_with_a_remark(cast: Cast, dicht: Signaal) -> None:
    rij = breek(dicht, als(cast.vera))
    with pytest.raises(OngeldigeInvoerError):
        oordeel(rij.pk, als(cast.fg), opmerking="ok")
    with pytest.raises(NietToegestaanError):
        oordeel(rij.pk, als(cast.fg, tweede_factor=False))
    oordeel(rij.pk, als(cast.fg))
    assert ziet(als(cast.vera), dicht)  # right: it runs on
    assert laatste_regel("noodtoegang.beoordeeld").dossier_id == dicht.dossier_id
    rij.refresh_from_db()
    assert b"team" not in bytes(rij.opmerking or b"")
    blad = nood.toezichtblad(als(cast.fg), rij.pk)
    assert (blad.opmerking, blad.mag_beoordelen) == (OPMERKING, False)
    lijst = nood.toezichtlijst(als(cast.fg))
    assert (list(lijst.te_beoordelen), [n.pk for n in lijst.beoordeeld]) == ([], [rij.pk])
    for weer in Noodoordeel:
        with pytest.raises(OvergangNietToegestaanError):
            oordeel(rij.pk, als(cast.fg), weer)
    rij.refresh_from_db()
    assert rij.oordeel == Noodoordeel.TERECHT


def test_what_was_wrong_and_still_runs_ends_at_once(cast: Cast, dicht: Signaal) -> None:
    rij = breek(dicht, als(cast.vera))
    oordeel(rij.pk, als(cast.fg), Noodoordeel.ONTERECHT)
    assert not ziet(als(cast.vera), dicht)


@pytest.mark.parametrize("naam", ["anna", "vera", "beheer", "balie", "burgemeester", "buur"])
def test_only_the_fg_judges(cast: Cast, dicht: Signaal, naam: str) -> None:
    rij = breek(dicht, als(cast.vera))
    with pytest.raises(NietToegestaanError):
        oordeel(rij.pk, als(getattr(cast, naam)))


def test_nobody_judges_the_own_noodtoegang(cast: Cast, dicht: Signaal) -> None:
    beide = medewerker("beide", cast.gemeente, Rol.AANDACHTSFUNCTIONARIS, Rol.FG)
    rij = breek(dicht, als(beide))
    blad = nood.toezichtblad(als(beide), rij.pk)
    assert (blad.eigen, blad.mag_beoordelen) == (True, False)
    with pytest.raises(NietToegestaanError, match=nood.EIGEN_OORDEEL):
        oordeel(rij.pk, als(beide))
    with pytest.raises(IntegrityError), transaction.atomic():  # the database knows it as well
        Noodtoegang.objects.filter(pk=rij.pk).update(oordeel="terecht", beoordeeld_door=beide, beoordeeld_op=klok.nu())
    assert nood.heeft_toezicht(als(beide))
    cast.fg.aanstellingen.all().delete()
    assert not nood.heeft_toezicht(als(beide))
    assert nood.heeft_toezicht(als(cast.vera))


def test_one_that_nobody_judged_stays_in_the_list(cast: Cast, dicht: Signaal) -> None:
    rij = breek(dicht, als(cast.vera))
    with later(24 * 300):
        assert [n.pk for n in nood.toezichtlijst(als(cast.fg)).te_beoordelen] == [rij.pk]
        assert list(_te_vernietigen(24 * 300)) == []


def _te_vernietigen(uren: float) -> list[str]:
    registratie = geregistreerd()["dossiers.Noodtoegang"]
    assert registratie.vind is not None
    assert registratie.standaard is not None
    regel = Bewaarregel(termijn_maanden=registratie.standaard.termijn_maanden)
    return [k.object_id for k in registratie.vind(regel, (klok.nu() + timedelta(hours=uren)).date())]


def test_a_judged_one_is_destroyed_after_its_period(cast: Cast, dicht: Signaal) -> None:
    rij = breek(dicht, als(cast.vera))
    oordeel(rij.pk, als(cast.fg))
    assert _te_vernietigen(24 * 700) == []
    assert _te_vernietigen(24 * 750) == [str(rij.pk)]


@pytest.mark.parametrize("uren", [-1, 0, 2, 4, 5])
@pytest.mark.parametrize("beeindigd", [True, False])
def test_a_row_and_the_database_agree_on_what_runs(cast: Cast, dicht: Signaal, uren: int, beeindigd: bool) -> None:
    nu: datetime = klok.nu()
    rij = breek(dicht, als(cast.vera))
    begin = nu - timedelta(hours=uren)
    rij.begonnen_op, rij.eindigt_op = begin, begin + timedelta(hours=6)
    rij.beeindigd_op = nu if beeindigd else None
    rij.save()
    assert ziet(als(cast.vera), dicht) == nood.loopt_nu(rij) == (0 <= uren < 4 and not beeindigd)
