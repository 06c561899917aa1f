"""What waits for a colleague: who may agree sees it and gets a mail; the maker and everybody else do not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django_tasks_db.models import DBTaskResult
from tests.cast import Cast, als, medewerker
from tests.dossiers.deelhulp import NAAM_SLACHTOFFER, anders, convenant, op_papier, opgesteld, vier_ogen, zvh_casus

from baken.casussen.models import Casus
from baken.dossiers import deelbesluiten
from baken.dossiers.akkoord import afdruk_van
from baken.dossiers.models import Dossier
from baken.dossiers.services import voeg_lid_toe
from baken.dossiers.tasks import bericht_wacht_op_akkoord
from baken.dossiers.wachtend import wachtend_op
from baken.kern import klok
from baken.kern.fouten import OvergangNietToegestaanError
from baken.organisaties.models import Organisatie
from baken.organisaties.rollen import Rol

STOP = "Dit is bij nader inzien niet nodig."


@pytest.fixture
def casus(cast: Cast) -> Casus:
    convenant(cast)
    return zvh_casus(cast)


def verstuur_mails() -> None:
    """Send what asks a colleague to agree."""
    for rij in DBTaskResult.objects.filter(task_path__endswith=".bericht_wacht_op_akkoord"):
        bericht_wacht_op_akkoord.call(*rij.args_kwargs["args"])


def test_it_waits_for_who_may_agree_and_never_for_its_maker_or_another_organisation(cast: Cast, casus: Casus) -> None:
    pim = vier_ogen(cast)
    eerste = opgesteld(cast, casus)
    tweede = opgesteld(cast, casus, door=pim)
    assert wachtend_op(pim) == [eerste]
    assert wachtend_op(als(cast.piet)) == [tweede]
    fg = als(medewerker("ger", cast.zvh, Rol.FG))
    for ander in (fg, als(cast.zoe), als(cast.anna), als(cast.piet, tweede_factor=False)):
        assert wachtend_op(ander) == []


def test_it_waits_no_more_once_somebody_agreed_and_anew_after_an_edit(cast: Cast, casus: Casus) -> None:
    pim = vier_ogen(cast)
    besluit = opgesteld(cast, casus)
    deelbesluiten.keur_goed(verstrekking_id=besluit.pk, gezien=afdruk_van(besluit), door=pim)
    assert wachtend_op(pim) == []

    gekozen = anders(besluit, geldig_tot=klok.vandaag() + timedelta(days=9))
    klaar = deelbesluiten.bekijk(dossier_id=casus.dossier_id, voorstel=gekozen, door=pim).voorstel
    deelbesluiten.wijzig(verstrekking_id=besluit.pk, voorstel=klaar, gezien=afdruk_van(besluit), door=pim)

    assert wachtend_op(pim) == []
    assert wachtend_op(als(cast.piet)) == [besluit]


def test_a_packet_that_is_not_for_a_task_and_a_shielded_casus_are_not_even_counted(cast: Cast, casus: Casus) -> None:
    pim, zus = vier_ogen(cast), als(medewerker("zus", cast.zvh, Rol.ZORGCOORDINATOR))
    strafbaar = op_papier(cast, casus)
    assert (wachtend_op(pim), wachtend_op(zus)) == ([strafbaar], [])

    Dossier.objects.filter(pk=casus.dossier_id).update(afgeschermd=True)
    assert wachtend_op(pim) == []
    voeg_lid_toe(casus.dossier, pim.medewerker_id)
    assert wachtend_op(pim) == [strafbaar]


def test_only_who_may_agree_gets_a_mail_and_it_says_nothing(
    cast: Cast, casus: Casus, mailoutbox: list[EmailMessage]
) -> None:
    vier_ogen(cast)
    medewerker("zus", cast.zvh, Rol.ZORGCOORDINATOR)
    medewerker("ger", cast.zvh, Rol.FG)

    besluit = op_papier(cast, casus)
    verstuur_mails()

    (bericht,) = mailoutbox
    assert bericht.to == ["pim@voorbeeld.invalid"]
    for geheim in (besluit.kenmerk, str(besluit.pk), casus.nummer, cast.politie.naam, NAAM_SLACHTOFFER):
        assert geheim not in bericht.subject + bericht.body


def test_of_a_shielded_casus_only_its_team_gets_a_mail(
    cast: Cast, casus: Casus, mailoutbox: list[EmailMessage]
) -> None:
    pim = vier_ogen(cast)
    medewerker("pat", cast.zvh, Rol.PROCESREGISSEUR)
    Dossier.objects.filter(pk=casus.dossier_id).update(afgeschermd=True)
    for lid in (als(cast.piet), pim):
        voeg_lid_toe(casus.dossier, lid.medewerker_id)

    op_papier(cast, casus)
    verstuur_mails()

    assert [m.to for m in mailoutbox] == [["pim@voorbeeld.invalid"]]


def test_who_asks_no_four_eyes_mails_no_colleague(cast: Cast, casus: Casus, mailoutbox: list[EmailMessage]) -> None:
    vier_ogen(cast)
    Organisatie.objects.filter(pk=cast.zvh.pk).update(vier_ogen_delen=False)
    opgesteld(cast, casus)
    verstuur_mails()
    assert mailoutbox == []


def test_what_was_taken_back_waits_for_nobody_and_cannot_be_agreed_to(cast: Cast, casus: Casus) -> None:
    pim = vier_ogen(cast)
    besluit = opgesteld(cast, casus)
    gezien = afdruk_van(besluit)
    deelbesluiten.beeindig(verstrekking_id=besluit.pk, reden=STOP, door=als(cast.piet))
    assert wachtend_op(pim) == []
    with pytest.raises(OvergangNietToegestaanError):
        deelbesluiten.keur_goed(verstrekking_id=besluit.pk, gezien=gezien, door=pim)
    with pytest.raises(OvergangNietToegestaanError):
        deelbesluiten.beeindig(verstrekking_id=besluit.pk, reden=STOP, door=als(cast.piet))
