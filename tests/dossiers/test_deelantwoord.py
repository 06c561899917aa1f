"""What a receiver outside Baken answers to a deelbesluit is typed in by who shares."""

from __future__ import annotations

import pytest
from tests.cast import Cast, als, medewerker
from tests.dossiers.deelhulp import convenant, gegeven, op_papier, opgesteld, zvh_casus

from baken.casussen.models import Casus
from baken.dossiers.deelantwoorden import ZELF, Antwoord, voer_in
from baken.dossiers.deelbesluiten import beeindig
from baken.dossiers.deelblad import besluitblad
from baken.dossiers.deelbronnen import NIET_UW_TAAK
from baken.dossiers.models import Verstrekking
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
)
from baken.kern.models import Journaalregel
from baken.organisaties.rollen import Rol

ZEIDEN = "De wachtcommandant belde: zij gaan ermee verder."


@pytest.fixture
def casus(cast: Cast) -> Casus:
    convenant(cast)
    return zvh_casus(cast)


def _antwoorden(cast: Cast, besluit: Verstrekking) -> list[tuple[str, str]]:
    return [(b.soort, b.tekst) for b in besluitblad(als(cast.piet), besluit.pk).berichten]


def test_they_take_it_on_tell_how_it_goes_and_are_done(cast: Cast, casus: Casus) -> None:
    besluit, piet = gegeven(cast, casus), als(cast.piet)

    voer_in(verstrekking_id=besluit.pk, antwoord=Antwoord.ACCEPTEERT, door=piet)
    voer_in(verstrekking_id=besluit.pk, antwoord=Antwoord.VOORTGANG, tekst=ZEIDEN, door=piet)
    voer_in(verstrekking_id=besluit.pk, antwoord=Antwoord.AFLOOP, tekst="Het onderzoek is klaar.", door=piet)

    besluit.refresh_from_db()
    assert besluit.status == Verstrekkingsstatus.AFGEROND
    assert besluit.besloten_op is not None
    assert besluit.afgerond_op is not None
    assert _antwoorden(cast, besluit) == [("voortgang", ZEIDEN), ("afloop", "Het onderzoek is klaar.")]
    regels = Journaalregel.objects.filter(organisatie_id=cast.zvh.pk, dossier_id=casus.dossier_id)
    gedaan = {"verstrekking.geaccepteerd", "verstrekking.voortgang", "verstrekking.afgerond"}
    assert gedaan <= set(regels.values_list("handeling", flat=True))


def test_they_refuse_it_and_say_why(cast: Cast, casus: Casus) -> None:
    besluit, piet = gegeven(cast, casus), als(cast.piet)
    with pytest.raises(OngeldigeInvoerError):
        voer_in(verstrekking_id=besluit.pk, antwoord=Antwoord.WIJST_AF, tekst="nee", door=piet)

    voer_in(verstrekking_id=besluit.pk, antwoord=Antwoord.WIJST_AF, tekst=ZEIDEN, door=piet)

    besluit.refresh_from_db()
    assert besluit.status == Verstrekkingsstatus.AFGEWEZEN
    assert _antwoorden(cast, besluit) == [("afwijzing", ZEIDEN)]
    with pytest.raises(OvergangNietToegestaanError):
        voer_in(verstrekking_id=besluit.pk, antwoord=Antwoord.ACCEPTEERT, door=piet)


def test_what_they_say_after_sharing_stopped_is_recorded_too(cast: Cast, casus: Casus) -> None:
    besluit, piet = gegeven(cast, casus), als(cast.piet)
    beeindig(verstrekking_id=besluit.pk, reden="De hulp loopt, meer delen is niet nodig.", door=piet)
    voer_in(verstrekking_id=besluit.pk, antwoord=Antwoord.ACCEPTEERT, tekst=ZEIDEN, door=piet)
    besluit.refresh_from_db()
    assert besluit.status == Verstrekkingsstatus.GEACCEPTEERD
    assert not besluit.toegangen.exists()


@pytest.mark.parametrize("antwoord", [Antwoord.VOORTGANG, Antwoord.AFLOOP])
def test_an_answer_that_does_not_fit_yet_is_refused(cast: Cast, casus: Casus, antwoord: Antwoord) -> None:
    besluit = gegeven(cast, casus)
    with pytest.raises(OvergangNietToegestaanError):
        voer_in(verstrekking_id=besluit.pk, antwoord=antwoord, tekst=ZEIDEN, door=als(cast.piet))
    assert _antwoorden(cast, besluit) == []


def test_nothing_is_answered_before_it_was_given(cast: Cast, casus: Casus) -> None:
    besluit = op_papier(cast, casus)
    with pytest.raises(OvergangNietToegestaanError):
        voer_in(verstrekking_id=besluit.pk, antwoord=Antwoord.ACCEPTEERT, door=als(cast.piet))


def test_who_works_in_baken_answers_itself(cast: Cast, casus: Casus) -> None:
    besluit = opgesteld(cast, casus)
    with pytest.raises(NietToegestaanError, match=ZELF):
        voer_in(verstrekking_id=besluit.pk, antwoord=Antwoord.ACCEPTEERT, door=als(cast.piet))
    besluit.refresh_from_db()
    assert besluit.status == Verstrekkingsstatus.VERZONDEN


def test_only_who_may_read_the_packet_at_its_sender_types_it_in(cast: Cast, casus: Casus) -> None:
    besluit = gegeven(cast, casus)
    zus = medewerker("zus", cast.zvh, Rol.ZORGCOORDINATOR)
    with pytest.raises(NietToegestaanError, match=NIET_UW_TAAK):
        voer_in(verstrekking_id=besluit.pk, antwoord=Antwoord.ACCEPTEERT, door=als(zus))
    for wie in (cast.zoe, cast.anna, medewerker("fleur", cast.zvh, Rol.FG)):
        with pytest.raises(NietGevondenError):
            voer_in(verstrekking_id=besluit.pk, antwoord=Antwoord.ACCEPTEERT, door=als(wie))
    besluit.refresh_from_db()
    assert besluit.status == Verstrekkingsstatus.VERZONDEN
