"""Another organisation goes on with the care: it begins a traject with the packet, or says that it has one."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest
from tests.cast import Cast, als, medewerker, organisatie
from tests.signalen.hulp import laatste_regels
from tests.zorg.hulp import WAAROM, aanmelding, client, gaat_verder, traject, verstuur_mails
from tests.zorg.test_intake import doe as doe_intake
from tests.zorg.test_loop import lopend, sluit
from tests.zorg.test_overdragen import deel, draag_over, vraag

from baken.casussen.services.aannemen import accepteer
from baken.dossiers import toestemmingen
from baken.dossiers.fouten import VerstrekkingGeweigerdError
from baken.dossiers.inhoud import WAAR_HET_GEBEURT, open_inhoud
from baken.dossiers.models import Verstrekking
from baken.dossiers.services import NieuweLocatie, leg_inhoud_vast, sleutel_van
from baken.kern import klok
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
)
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Aanstelling
from baken.organisaties.rollen import Rol
from baken.zorg.models import Traject
from baken.zorg.services import loop, overdragen, overnemen, plan
from baken.zorg.services.plan import Doel
from baken.zorg.soorten import Doelgroep

LEEG = replace(aanmelding(), client=client(identiteit={"naam": "Uit Pakket"}))


def gedeeld(
    cast: Cast, rol: Rol = Rol.ZORGCOORDINATOR, *groepen: str, van: Traject | None = None
) -> tuple[Traject, Verstrekking, Wie]:
    """A running traject of which another organisation took a packet on."""
    elders = organisatie("zorgpunt-noord", "zorgcoordinatie")
    nora = als(medewerker("nora", elders, rol))
    t = van or lopend(cast)
    pakket = deel(cast, t, elders, *(groepen or ("identiteit", "contact")))
    accepteer(verstrekking_id=pakket.pk, door=nora)
    t.refresh_from_db()
    return t, pakket, nora


def test_a_traject_begins_with_the_packet_and_both_sides_hear(cast: Cast, mailoutbox: list[Any]) -> None:
    t, pakket, nora = gedeeld(cast)
    wat = overnemen.pakket_voor_zorg(nora, pakket.pk)
    assert wat.client is not None and wat.client.identiteit["naam"] == "Mira Voorbeeld" and not wat.bevestigd
    nieuw = overnemen.begin_uit_pakket(
        verstrekking_id=pakket.pk, aanmelding=replace(aanmelding(), client=wat.client), door=nora
    )
    assert nieuw.organisatie_id == nora.organisatie_id and nieuw.dossier.betrokkenen.count() == 1
    assert "traject.uit_pakket" in laatste_regels(3)
    verstuur_mails()
    assert [m.to for m in mailoutbox] == [["zoe@voorbeeld.invalid"]]
    with pytest.raises(OvergangNietToegestaanError):  # told already
        overnemen.begin_uit_pakket(verstrekking_id=pakket.pk, aanmelding=LEEG, door=nora)
    mailoutbox.clear()
    assert draag_over(cast, t, pakket.pk).status == "overgedragen"
    verstuur_mails()
    assert [m.to for m in mailoutbox] == [["nora@voorbeeld.invalid"]]
    assert all(woord not in m.body for m in mailoutbox for woord in (t.nummer, nieuw.nummer, "Mira"))


def test_who_helps_this_person_already_says_so_and_begins_no_second(cast: Cast) -> None:
    t, pakket, nora = gedeeld(cast)
    gaat_verder(pakket, nora)
    assert overnemen.pakket_voor_zorg(nora, pakket.pk).bevestigd
    with pytest.raises(OvergangNietToegestaanError):
        gaat_verder(pakket, nora)
    assert draag_over(cast, t, pakket.pk).status == "overgedragen"


def test_only_an_open_traject_of_the_own_organisation_goes_on_with_it(cast: Cast) -> None:
    t, pakket, nora = gedeeld(cast)
    klaar = traject(nora)
    loop.niet_starten(traject_id=klaar.pk, versie=1, afsluitreden="AZ-STOPT", reden=WAAROM, door=nora)
    assert overnemen.eigen_trajecten(nora) == {}
    for traject_id, fout in ((t.pk, NietGevondenError), (klaar.pk, OvergangNietToegestaanError)):
        with pytest.raises(fout):
            overnemen.bevestig_zorg(verstrekking_id=pakket.pk, traject_id=traject_id, door=nora)
    assert not overnemen.pakket_voor_zorg(nora, pakket.pk).bevestigd
    eigen = traject(nora)
    assert overnemen.eigen_trajecten(nora) == {eigen.pk: eigen.nummer}
    overnemen.bevestig_zorg(verstrekking_id=pakket.pk, traject_id=eigen.pk, door=nora)
    assert overnemen.pakket_voor_zorg(nora, pakket.pk).bevestigd


def test_only_a_coordinator_of_the_receiver_goes_on_and_only_with_who_the_client_is(cast: Cast) -> None:
    _t, pakket, nora = gedeeld(cast, Rol.ZORGCOORDINATOR, "contact")
    eigen = traject(nora)
    for door in (als(cast.zoe), als(cast.zara), nora):  # the sender; nora got a packet that tells of nobody
        with pytest.raises(NietGevondenError):
            overnemen.bevestig_zorg(verstrekking_id=pakket.pk, traject_id=eigen.pk, door=door)
        with pytest.raises(NietGevondenError):
            overnemen.pakket_voor_zorg(door, pakket.pk)
    with pytest.raises(NietToegestaanError):
        overnemen.bevestig_zorg(verstrekking_id=pakket.pk, traject_id=eigen.pk, door=als(cast.anna))
    with pytest.raises(NietGevondenError):
        overnemen.begin_uit_pakket(verstrekking_id=uuid.uuid4(), aanmelding=LEEG, door=nora)


def test_a_packet_that_was_not_taken_on_begins_nothing(cast: Cast) -> None:
    elders = organisatie("zorgpunt-noord", "zorgcoordinatie")
    nora = als(medewerker("nora", elders, Rol.ZORGCOORDINATOR))
    pakket = deel(cast, lopend(cast), elders, "identiteit")
    with pytest.raises(OvergangNietToegestaanError):
        gaat_verder(pakket, nora)
    assert not overdragen.is_bevestigd(pakket)


def test_where_nobody_coordinates_care_nothing_is_handed_over(cast: Cast) -> None:
    t, pakket, nora = gedeeld(cast)
    gaat_verder(pakket, nora)
    Aanstelling.objects.filter(medewerker_id=nora.medewerker_id).update(geldig_tot=klok.vandaag())
    with pytest.raises(OngeldigeInvoerError) as fout:
        draag_over(cast, t, pakket.pk)
    assert fout.value.fouten == {"verstrekking": [overdragen.GEEN_COORDINATOR]}
    t.refresh_from_db()
    assert t.status == "lopend"


def test_what_was_open_is_kept_with_the_reason_and_ends(cast: Cast) -> None:
    t, pakket, nora = gedeeld(cast)
    plan.stel_doel(traject_id=t.pk, doel=Doel("LG-WONEN", "Een plek."), door=als(cast.zoe))
    vraag(cast, t)
    gaat_verder(pakket, nora)
    t.refresh_from_db()
    draag_over(cast, t, pakket.pk)
    assert t.doelen.get().status == "vervallen"
    assert set(t.overdrachten.values_list("status", flat=True)) == {"ingetrokken", "aangenomen"}


def test_the_places_of_the_packet_belong_to_the_client_there(cast: Cast) -> None:
    t = lopend(cast)
    plekken = [NieuweLocatie(adres="Verzonnenlaan 7", van=1), NieuweLocatie(adres="Bedachtweg 1", van=WAAR_HET_GEBEURT)]
    leg_inhoud_vast(t.dossier, sleutel_van(t.dossier), [], plekken, al=1)
    _t, pakket, nora = gedeeld(cast, Rol.ZORGCOORDINATOR, "identiteit", "locatie", van=t)
    nieuw = overnemen.begin_uit_pakket(verstrekking_id=pakket.pk, aanmelding=aanmelding(), door=nora)
    locaties = open_inhoud(nieuw.dossier, sleutel_van(nieuw.dossier)).locaties
    assert {(p.adres, p.van) for p in locaties} == {("Verzonnenlaan 7", 1), ("Bedachtweg 1", WAAR_HET_GEBEURT)}


def test_the_shielded_traject_of_an_offender_is_handed_over_and_its_own_coordinator_hears(
    cast: Cast, mailoutbox: list[Any]
) -> None:
    t = doe_intake(cast, traject(als(cast.zoe), Doelgroep.DADER))
    assert t.dossier.afgeschermd
    _t, pakket, nora = gedeeld(cast, van=t)
    with pytest.raises(NietGevondenError):
        overdragen.draag_over_aan_organisatie(
            traject_id=t.pk, versie=t.versie, verstrekking_id=pakket.pk, reden=WAAROM, door=als(cast.zara)
        )
    nieuw = overnemen.begin_uit_pakket(
        verstrekking_id=pakket.pk, aanmelding=aanmelding(Doelgroep.DADER, client=client("dader")), door=nora
    )
    assert nieuw.dossier.afgeschermd
    verstuur_mails()
    assert [m.to for m in mailoutbox] == [["zoe@voorbeeld.invalid"]]  # not zara, who does not know that it is there
    assert draag_over(cast, t, pakket.pk).status == "overgedragen"


def test_no_mail_says_that_the_own_traject_is_open_when_it_is_not(cast: Cast, mailoutbox: list[Any]) -> None:
    t, pakket, nora = gedeeld(cast)
    sluit(cast, t)
    gaat_verder(pakket, nora)
    verstuur_mails()
    assert mailoutbox == []


def test_when_consent_was_taken_back_both_sides_read_that(cast: Cast) -> None:
    t, pakket, nora = gedeeld(cast)
    pakket.refresh_from_db()
    assert pakket.toestemming_id is not None
    toestemmingen.trek_in(toestemming_id=pakket.toestemming_id, door=als(cast.zoe))
    with pytest.raises(OngeldigeInvoerError) as fout:
        draag_over(cast, t, pakket.pk)
    (zin,) = fout.value.fouten["verstrekking"]
    assert zin.startswith("De toestemming onder dit pakket is ingetrokken, vastgelegd op ")
    with pytest.raises(VerstrekkingGeweigerdError):
        overnemen.pakket_voor_zorg(nora, pakket.pk)
    with pytest.raises(VerstrekkingGeweigerdError):
        overnemen.begin_uit_pakket(verstrekking_id=pakket.pk, aanmelding=LEEG, door=nora)
    with pytest.raises(VerstrekkingGeweigerdError):
        gaat_verder(pakket, nora)
    assert not overdragen.is_bevestigd(pakket)


def test_a_traject_in_aftercare_says_what_to_do_first(cast: Cast) -> None:
    t, pakket, nora = gedeeld(cast)
    gaat_verder(pakket, nora)
    straks = klok.maanden_erbij(klok.vandaag(), 2)
    t = loop.naar_nazorg(traject_id=t.pk, versie=t.versie, tot=straks, afspraken="Bellen.", door=als(cast.zoe))
    with pytest.raises(OngeldigeInvoerError) as fout:
        draag_over(cast, t, pakket.pk)
    assert fout.value.fouten == {"": [overdragen.EERST_VERDER]}
