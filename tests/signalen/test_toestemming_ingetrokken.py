"""Consent can always be taken back: use of the packet on it ends, the receiver hears, and all of it is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from tests.cast import Cast, als
from tests.casussen.hulp import sluit
from tests.signalen.hulp import besloten, doorgegeven, grondslag, laatste_regels, naar_zorg

from baken.casussen.selectors import ontvangen_verstrekkingen
from baken.casussen.services.aannemen import accepteer
from baken.dossiers.fouten import VerstrekkingGeweigerdError
from baken.dossiers.models import Toestemming, Verstrekking
from baken.dossiers.naderhand import Intrekking
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming, leg_vast
from baken.dossiers.verloop import Verstrekkingsstatus as Stand
from baken.dossiers.verstrekken import open_verantwoording
from baken.kern import klok
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
)
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import doorgeleiden, naderhand
from baken.signalen.verloop import Status

MONDELING = "Mondeling op 20 november, in het gesprek."


def gegeven(cast: Cast) -> tuple[Signaal, Verstrekking]:
    signaal = besloten(cast, Uitkomst.ZORG)
    keuze = naar_zorg(cast, grondslag_id=grondslag("toestemming-zorg"), toestemming=MONDELING, procesregie=True)
    _s, (zorg,) = doorgegeven(cast, keuze, signaal=signaal)
    return signaal, zorg


def trek_in(cast: Cast, v: Verstrekking, **anders: Any) -> Verstrekking:
    intrekking = replace(Intrekking(op=klok.vandaag(), wie="Mevrouw zelf", hoe="Per telefoon"), **anders)
    return naderhand.trek_toestemming_in(verstrekking_id=v.pk, intrekking=intrekking, door=als(cast.anna))


@pytest.mark.parametrize("stand", ["verzonden", "ontvangen", "geaccepteerd", "afgerond"])
def test_it_ends_in_every_state_also_after_it_was_opened_or_taken_on(cast: Cast, stand: str) -> None:
    _signaal, zorg = gegeven(cast)
    zoe = als(cast.zoe)
    if stand != "verzonden":
        doorgeleiden.open_als_ontvanger(verstrekking_id=zorg.pk, door=zoe)
    if stand in {"geaccepteerd", "afgerond"}:
        accepteer(verstrekking_id=zorg.pk, door=zoe)
    if stand == "afgerond":
        sluit(zorg.pk, zoe)
    trek_in(cast, zorg)
    zorg.refresh_from_db()
    assert zorg.status == Stand.BEEINDIGD
    blad = verstrekkingsblad(zoe, zorg.pk)
    assert (blad.gesloten, blad.regels, blad.doel, blad.verantwoording) == (True, [], "", {})
    assert not any(blad.mag.values())
    with pytest.raises(OvergangNietToegestaanError):
        doorgeleiden.open_als_ontvanger(verstrekking_id=zorg.pk, door=zoe)
    assert zorg in ontvangen_verstrekkingen(zoe, tab="klaar").rijen


def test_who_when_and_how_are_sealed_and_the_receiver_hears_without_content(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    _signaal, zorg = gegeven(cast)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        trek_in(cast, zorg)
    zorg.refresh_from_db()
    verantwoording = open_verantwoording(zorg)
    assert verantwoording["ingetrokken_op"] == klok.vandaag().isoformat()
    assert (verantwoording["ingetrokken_door"], verantwoording["ingetrokken_hoe"]) == ("Mevrouw zelf", "Per telefoon")
    assert verantwoording["toestemming"] == MONDELING, "what was said before stays"
    rauw = Verstrekking.objects.filter(pk=zorg.pk).values().get()
    assert not any(b"Mevrouw" in bytes(w) for w in rauw.values() if isinstance(w, bytes | memoryview))
    assert "verstrekking.toestemming_ingetrokken" in laatste_regels(3)
    for bericht in mail.outbox:
        assert zorg.kenmerk not in bericht.body


def test_the_signaal_comes_back_and_can_be_given_on_another_basis(cast: Cast) -> None:
    signaal, zorg = gegeven(cast)
    accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    trek_in(cast, zorg)
    signaal.refresh_from_db()
    assert signaal.status == Status.IN_BEOORDELING
    _s, (opnieuw,) = doorgegeven(cast, naar_zorg(cast, procesregie=True), signaal=signaal)
    assert opnieuw.status == Stand.VERZONDEN


def test_words_of_consent_are_refused_after_it_was_taken_back_until_a_new_yes_is_recorded(cast: Cast) -> None:
    signaal, zorg = gegeven(cast)
    keuze = naar_zorg(cast, grondslag_id=grondslag("toestemming-zorg"), toestemming=MONDELING, procesregie=True)
    trek_in(cast, zorg)
    signaal.refresh_from_db()
    with pytest.raises(VerstrekkingGeweigerdError) as fout:
        doorgegeven(cast, keuze, signaal=signaal)
    assert fout.value.reden.startswith("De toestemming is ingetrokken op ")
    assert [Toestemming.objects.count(), Verstrekking.objects.count()] == [1, 1]

    oud = Toestemming.objects.get()
    ja = NieuweToestemming(Toestemmingsdoel.DELEN, "Gesprek", MONDELING, oud.betrokkene, cast.zorg.pk)
    nieuw = leg_vast(dossier_id=signaal.dossier_id, nieuw=ja, door=als(cast.anna))
    _s, (opnieuw,) = doorgegeven(cast, keuze, signaal=signaal)
    assert (opnieuw.status, opnieuw.toestemming_id) == (Stand.VERZONDEN, nieuw.pk)


def test_outside_baken_it_is_recorded_that_the_receiver_was_asked_to_stop(cast: Cast) -> None:
    Verstrekking.objects.all()
    cast.zorg.werkt_in_baken = False
    cast.zorg.save()
    _signaal, zorg = gegeven(cast)
    assert zorg.buiten_baken
    with pytest.raises(OvergangNietToegestaanError):
        trek_in(cast, zorg, gevraagd="Gebeld met de zorgcoordinator, zij stopt.")  # nobody has it yet: take it back
    doorgeleiden.leg_verzending_vast(
        verstrekking_id=zorg.pk, hoe="telefoon", wanneer=klok.nu(), aan_wie="Zo", kenmerk="", door=als(cast.anna)
    )
    with pytest.raises(OngeldigeInvoerError) as fout:
        trek_in(cast, zorg)
    assert list(fout.value.fouten) == ["gevraagd"]
    trek_in(cast, zorg, gevraagd="Gebeld met de zorgcoordinator, zij stopt.")
    zorg.refresh_from_db()
    assert open_verantwoording(zorg)["gevraagd_te_stoppen"].startswith("Gebeld")


def test_what_cannot_be_is_refused(cast: Cast) -> None:
    _signaal, zorg = gegeven(cast)
    for anders, veld in (
        ({"op": klok.vandaag() + timedelta(days=1)}, "wanneer"),
        ({"op": klok.vandaag() - timedelta(days=9)}, "wanneer"),
        ({"wie": " "}, "wie"),
        ({"hoe": ""}, "hoe"),
    ):
        with pytest.raises(OngeldigeInvoerError) as fout:
            trek_in(cast, zorg, **anders)
        assert list(fout.value.fouten) == [veld]
    intrekking = Intrekking(op=klok.vandaag(), wie="Zij", hoe="Per brief")
    for ander in (cast.buur, cast.zoe):
        with pytest.raises((NietGevondenError, NietToegestaanError)):
            naderhand.trek_toestemming_in(verstrekking_id=zorg.pk, intrekking=intrekking, door=als(ander))
    trek_in(cast, zorg)
    with pytest.raises(OvergangNietToegestaanError):
        trek_in(cast, zorg)


def test_only_a_packet_that_rests_on_consent_ends_this_way(cast: Cast) -> None:
    _s, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    with pytest.raises(OngeldigeInvoerError):
        trek_in(cast, zorg)
    zorg.refresh_from_db()
    assert zorg.status == Stand.VERZONDEN
