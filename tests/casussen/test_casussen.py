"""A receiver takes on, refuses, tells how it goes and how it ended."""

from __future__ import annotations

import pytest
from tests.cast import Cast, als
from tests.casussen.hulp import casus_van
from tests.signalen.hulp import doorgegeven, laatste_regels, naar_politie, naar_zorg

from baken.casussen.models import Casus
from baken.casussen.selectors import casuslijst, ontvangen_verstrekkingen
from baken.casussen.services.aannemen import accepteer, voer_acceptatie_in
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.verloop import Verstrekkingsstatus as Stand
from baken.kern import klok
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OngeldigeInvoerError, OvergangNietToegestaanError
from baken.signalen.services import doorgeleiden


def test_accepting_opens_a_casus_of_the_receiver_with_an_own_dossier(cast: Cast) -> None:
    signaal, (zorg, zvh) = doorgegeven(cast)
    casus = accepteer(verstrekking_id=zvh.pk, door=als(cast.piet))
    assert casus.organisatie_id == cast.zvh.pk
    assert casus.dossier_id != signaal.dossier_id
    assert casus.procesregisseur_id == cast.piet.pk  # the zvh got the process direction
    assert accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe)).procesregisseur_id is None
    assert laatste_regels(2) == ["casus.geopend", "verstrekking.geaccepteerd"]


def test_a_packet_is_accepted_once(cast: Cast) -> None:
    _signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    with pytest.raises(OvergangNietToegestaanError):
        accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    with pytest.raises(OvergangNietToegestaanError):
        doorgeleiden.wijs_af(verstrekking_id=zorg.pk, reden="toch niet", door=als(cast.zoe))
    assert Casus.objects.count() == 1


@pytest.mark.parametrize("naam", ["piet", "rik", "buur", "balie", "fg"])
def test_who_did_not_receive_it_cannot_accept_it(cast: Cast, naam: str) -> None:
    _signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    with pytest.raises(NietGevondenError):
        accepteer(verstrekking_id=zorg.pk, door=als(getattr(cast, naam)))


def test_the_sender_cannot_accept_for_a_receiver_that_works_in_baken(cast: Cast) -> None:
    _signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    with pytest.raises(NietToegestaanError):
        accepteer(verstrekking_id=zorg.pk, door=als(cast.anna))
    assert laatste_regels()[0] == "verstrekkingen.beantwoorden"  # the refusal is a line


def test_a_refusal_asks_a_reason(cast: Cast) -> None:
    _signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    with pytest.raises(OngeldigeInvoerError):
        doorgeleiden.wijs_af(verstrekking_id=zorg.pk, reden=" ", door=als(cast.zoe))
    zorg.refresh_from_db()
    assert zorg.status == Stand.VERZONDEN


def test_the_answer_of_a_receiver_outside_baken_is_typed_in_and_opens_no_casus(cast: Cast) -> None:
    _signaal, (politie,) = doorgegeven(cast, naar_politie(cast, procesregie=True))
    with pytest.raises(OvergangNietToegestaanError):
        voer_acceptatie_in(verstrekking_id=politie.pk, door=als(cast.anna))  # it was not given yet
    doorgeleiden.leg_verzending_vast(
        verstrekking_id=politie.pk, hoe="telefoon", wanneer=klok.nu(), aan_wie="X", kenmerk="", door=als(cast.anna)
    )
    voer_acceptatie_in(verstrekking_id=politie.pk, tekst="Brigadier Verzonnen pakt het op.", door=als(cast.anna))
    doorgeleiden.rond_af(verstrekking_id=politie.pk, tekst="Het onderzoek is klaar.", door=als(cast.vera))
    assert len(verstrekkingsblad(als(cast.anna), politie.pk).berichten) == 2
    assert Casus.objects.count() == 0
    with pytest.raises(NietGevondenError):
        voer_acceptatie_in(verstrekking_id=politie.pk, door=als(cast.buur))


def test_lists_of_a_receiver_hold_only_its_own(cast: Cast) -> None:
    _signaal, (zorg, zvh) = doorgegeven(cast)
    accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    assert casuslijst(als(cast.zoe)).rijen == [casus_van(zorg.pk)]
    assert casuslijst(als(cast.piet)).rijen == casuslijst(als(cast.anna)).rijen == []
    assert [v.pk for v in ontvangen_verstrekkingen(als(cast.piet)).rijen] == [zvh.pk]
    assert ontvangen_verstrekkingen(als(cast.zoe)).rijen == []
    assert [v.pk for v in ontvangen_verstrekkingen(als(cast.zoe), tab="lopend").rijen] == [zorg.pk]
    assert ontvangen_verstrekkingen(als(cast.anna), tab="alle").rijen == []
    assert ontvangen_verstrekkingen(als(cast.zoe, tweede_factor=False), tab="alle").rijen == []
