"""A traject goes to a colleague who says yes, or to an organisation that took the packet on; and what is counted."""

from __future__ import annotations

import uuid
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from tests.cast import Cast, als, maak_cast, medewerker, organisatie
from tests.gereedschap.tegelijk import terwijl_vast
from tests.signalen.hulp import doorgegeven, grondslag, laatste_regels
from tests.zorg.comenshahulp import REGISTRATIE, comensha, registratie
from tests.zorg.hulp import client, gaat_verder, traject, verstuur_mails
from tests.zorg.test_aanmelden import ziet
from tests.zorg.test_loop import lopend, sluit

from baken.casussen.services.aannemen import accepteer
from baken.dossiers import deelbesluiten, toestemmingen
from baken.dossiers.context import leescontext
from baken.dossiers.meelezen import gedeeld_blad, gedeelde_dossiers
from baken.dossiers.models import Verstrekking
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming
from baken.dossiers.voorstel import Voorstel
from baken.kern import klok
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VerouderdError,
)
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Organisatie
from baken.organisaties.rollen import Rol
from baken.zorg.models import Adviesgesprek, Overdracht, Traject, Zorgpunt
from baken.zorg.querysets import zichtbare_trajecten
from baken.zorg.services import loop, overdragen, tellen, uitleveren
from baken.zorg.services.tellen import Zorgpuntgegevens
from baken.zorg.soorten import Doelgroep
from baken.zorg.verloop import OVERDRACHT, Overdrachtstatus

WAAROM = "Ik ga met verlof, mijn collega kent deze persoon."


def vraag(cast: Cast, t: Traject, naar: str = "zara", reden: str = WAAROM) -> Overdracht:
    return overdragen.stel_overdracht_voor(
        traject_id=t.pk, naar_id=getattr(cast, naar).pk, reden=reden, door=als(cast.zoe)
    )


def antwoord(cast: Cast, o: Overdracht, *, ja: bool = True, tekst: str = "", wie: str = "zara") -> Traject:
    return overdragen.beantwoord_overdracht(
        overdracht_id=o.pk, aannemen=ja, antwoord=tekst, door=als(getattr(cast, wie))
    )


def test_a_proposal_ends_in_one_way() -> None:
    assert OVERDRACHT.staten == frozenset(Overdrachtstatus)
    assert OVERDRACHT.einden == frozenset(Overdrachtstatus) - {Overdrachtstatus.VOORGESTELD}


def test_a_colleague_who_says_yes_is_the_coordinator(cast: Cast) -> None:
    t = lopend(cast)
    o = vraag(cast, t)
    assert [x.pk for x in overdragen.overdrachten_aan(als(cast.zara))] == [o.pk]
    t = antwoord(cast, o)
    assert t.coordinator_id == cast.zara.pk
    assert laatste_regels(2) == ["traject.overgedragen", "traject.overdracht_beantwoord"]
    assert not overdragen.overdrachten_aan(als(cast.zara))
    with pytest.raises(OvergangNietToegestaanError):
        antwoord(cast, o)


@pytest.mark.postgres
def test_a_yes_while_the_proposal_is_taken_back_is_first_or_refused(schone_database: object) -> None:
    cast = maak_cast()
    cast.mensen["zara"] = medewerker("zara", cast.zorg, Rol.ZORGCOORDINATOR)
    t = lopend(cast)
    for daden, stand in (("terug ja", Overdrachtstatus.INGETROKKEN), ("ja terug", Overdrachtstatus.AANGENOMEN)):
        o = vraag(cast, t)
        kan = {
            "ja": partial(antwoord, cast, o),
            "terug": partial(overdragen.trek_overdracht_in, traject_id=t.pk, overdracht_id=o.pk, door=als(cast.zoe)),
        }
        uitslag = terwijl_vast(
            lambda pk=o.pk: Overdracht.objects.select_for_update().get(pk=pk),  # type: ignore[misc]
            [kan[naam] for naam in daden.split()],
        )
        assert uitslag == ["gelukt", "OvergangNietToegestaanError"]
        o.refresh_from_db()
        assert o.status == stand


def test_the_traject_of_an_offender_is_read_only_after_the_yes_and_no_more_by_who_left_it(cast: Cast) -> None:
    t = traject(als(cast.zoe), Doelgroep.DADER)
    o = vraag(cast, t)
    assert ziet(cast, "zara") == set()
    antwoord(cast, o)
    assert (ziet(cast, "zara"), ziet(cast, "zoe")) == ({t.pk}, set())
    terug = overdragen.stel_overdracht_voor(traject_id=t.pk, naar_id=cast.zoe.pk, reden=WAAROM, door=als(cast.zara))
    antwoord(cast, terug, wie="zoe")
    assert (ziet(cast, "zara"), ziet(cast, "zoe")) == (set(), {t.pk})  # also on the same day


def test_a_no_asks_why_and_leaves_everything_as_it_was(cast: Cast) -> None:
    t = lopend(cast)
    o = vraag(cast, t)
    with pytest.raises(OngeldigeInvoerError):
        antwoord(cast, o, ja=False, tekst="nee")
    t = antwoord(cast, o, ja=False, tekst="Ik heb nu te veel andere trajecten lopen.")
    assert t.coordinator_id == cast.zoe.pk
    assert vraag(cast, t).pk != o.pk


def test_only_who_was_asked_can_answer(cast: Cast) -> None:
    o = vraag(cast, lopend(cast))
    with pytest.raises(NietGevondenError):
        antwoord(cast, o, wie="zoe")
    with pytest.raises(NietToegestaanError):
        antwoord(cast, o, wie="anna")


@pytest.mark.parametrize("naar", ["zoe", "piet", "anna"])
def test_it_goes_to_another_coordinator_of_the_same_organisation(cast: Cast, naar: str) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        vraag(cast, lopend(cast), naar)
    assert "naar" in fout.value.fouten


def test_a_proposal_asks_a_reason_and_stands_alone_and_can_be_taken_back(cast: Cast) -> None:
    t = lopend(cast)
    with pytest.raises(OngeldigeInvoerError):
        vraag(cast, t, reden="verlof")
    o = vraag(cast, t)
    with pytest.raises(OngeldigeInvoerError):
        vraag(cast, t)
    overdragen.trek_overdracht_in(traject_id=t.pk, overdracht_id=o.pk, door=als(cast.zoe))
    with pytest.raises(OvergangNietToegestaanError):
        antwoord(cast, o)
    with pytest.raises(NietGevondenError):
        overdragen.trek_overdracht_in(traject_id=t.pk, overdracht_id=uuid.uuid4(), door=als(cast.zoe))


def test_the_colleague_hears_without_content(cast: Cast, mailoutbox: list[Any]) -> None:
    t = lopend(cast)
    vraag(cast, t)
    verstuur_mails()
    (bericht,) = mailoutbox
    assert bericht.to == ["zara@voorbeeld.invalid"]
    assert t.nummer not in bericht.body and "Mira" not in bericht.body


def test_who_left_is_replaced_without_asking_and_who_works_here_is_not(cast: Cast) -> None:
    t = lopend(cast)
    with pytest.raises(OvergangNietToegestaanError):
        overdragen.neem_over(traject_id=t.pk, versie=t.versie, door=als(cast.zara))
    cast.zoe.aanstellingen.update(geldig_tot=klok.vandaag())
    with pytest.raises(VerouderdError):
        overdragen.neem_over(traject_id=t.pk, versie=t.versie + 1, door=als(cast.zara))
    assert overdragen.neem_over(traject_id=t.pk, versie=t.versie, door=als(cast.zara)).coordinator_id == cast.zara.pk


def test_a_hand_over_never_brings_victim_and_offender_of_a_casus_together(cast: Cast) -> None:
    _signaal, (zorg, _zvh) = doorgegeven(cast)
    casus = accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    lopend(cast, casus_id=casus.pk)
    dader = client("dader", identiteit={"naam": "Ype Verzonnen"})
    t = traject(als(cast.zara), Doelgroep.DADER, casus_id=casus.pk, client=dader)
    with pytest.raises(NietToegestaanError):
        overdragen.stel_overdracht_voor(traject_id=t.pk, naar_id=cast.zoe.pk, reden=WAAROM, door=als(cast.zara))


def test_another_organisation_takes_over_only_by_a_packet_that_it_took_on(cast: Cast) -> None:
    t = lopend(cast)
    _signaal, (zorg, _zvh) = doorgegeven(cast)  # a packet, but of another dossier
    accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    assert overdragen.aangenomen_pakketten(t) == {}
    with pytest.raises(OngeldigeInvoerError) as fout:
        overdragen.draag_over_aan_organisatie(
            traject_id=t.pk, versie=t.versie, verstrekking_id=zorg.pk, reden=WAAROM, door=als(cast.zoe)
        )
    assert "verstrekking" in fout.value.fouten


def deel(
    cast: Cast, t: Traject, naar: Organisatie, *groepen: str, live: bool = False, door: Wie | None = None
) -> Verstrekking:
    """Share these groups of the client of a traject with another organisation, with consent."""
    zoe, persoon = door or als(cast.zoe), t.dossier.betrokkenen.get().pk
    ja = NieuweToestemming(
        Toestemmingsdoel.DELEN, "In een gesprek.", "Ik vroeg of Noord het mag weten. Zij zei ja.", persoon, naar.pk
    )
    toestemming = toestemmingen.leg_vast(dossier_id=t.dossier_id, nieuw=ja, door=zoe)
    voorstel = Voorstel(
        naar.pk,
        grondslag("toestemming-zorg"),
        frozenset(groepen),
        "Verder helpen",
        frozenset({str(t.doelgroep)}),
        toestemming_id=toestemming.pk,
        live=live,
        geldig_tot=klok.maanden_erbij(klok.vandaag(), 1),
        motivering=WAAROM,
    )
    gezien = deelbesluiten.bekijk(dossier_id=t.dossier_id, voorstel=voorstel, door=zoe)
    assert any("zorgcoördinatie" in r.kop for r in gezien.regels)
    return deelbesluiten.stel_op(dossier_id=t.dossier_id, voorstel=gezien.voorstel, door=zoe)


def draag_over(cast: Cast, t: Traject, pakket: uuid.UUID) -> Traject:
    return overdragen.draag_over_aan_organisatie(
        traject_id=t.pk, versie=t.versie, verstrekking_id=pakket, reden=WAAROM, door=als(cast.zoe)
    )


def test_a_traject_goes_to_another_zorgpunt_that_took_the_packet_on(cast: Cast) -> None:
    elders = organisatie("zorgpunt-noord", "zorgcoordinatie")
    nora = als(medewerker("nora", elders, Rol.ZORGCOORDINATOR))
    t = lopend(cast)
    pakket = deel(cast, t, elders, "identiteit", "contact", "zorg")
    with pytest.raises(OngeldigeInvoerError):
        draag_over(cast, t, pakket.pk)  # not taken on yet
    accepteer(verstrekking_id=pakket.pk, door=nora)
    with pytest.raises(OngeldigeInvoerError) as fout:
        draag_over(cast, t, pakket.pk)  # taken on, but nobody said that the care goes on there
    assert fout.value.fouten == {"verstrekking": [overdragen.NOG_NIET_BEVESTIGD]}
    t.refresh_from_db()
    assert t.status == "lopend" and t.overdrachten.count() == 0
    gaat_verder(pakket, nora)
    t = draag_over(cast, t, pakket.pk)
    assert (t.status, t.afsluitreden) == ("overgedragen", "AZ-OVERGENOMEN")
    assert t.afgesloten_op is not None and t.overdrachten.get().verstrekking_id == pakket.pk
    assert t.pk not in ziet_als(nora)  # the traject itself stays where it was


@pytest.mark.parametrize("hoe", ["sluit", "draag_over", "niet_starten"])
def test_a_traject_that_ends_is_read_by_nobody_else_any_more(cast: Cast, hoe: str) -> None:
    elders = organisatie("zorgpunt-noord", "zorgcoordinatie")
    nora = als(medewerker("nora", elders, Rol.ZORGCOORDINATOR))
    t = lopend(cast) if hoe != "niet_starten" else traject(als(cast.zoe))
    pakket = deel(cast, t, elders, "identiteit", "contact", live=True)
    accepteer(verstrekking_id=pakket.pk, door=nora)
    assert [g.dossier_id for g in gedeelde_dossiers(nora)] == [t.dossier_id]
    t.refresh_from_db()

    if hoe == "sluit":
        sluit(cast, t)
    elif hoe == "draag_over":
        gaat_verder(pakket, nora)
        draag_over(cast, t, pakket.pk)
    else:
        loop.niet_starten(traject_id=t.pk, versie=t.versie, afsluitreden="AZ-STOPT", reden=WAAROM, door=als(cast.zoe))

    assert gedeelde_dossiers(nora) == []
    with pytest.raises(NietGevondenError):
        gedeeld_blad(nora, t.dossier_id)
    pakket.refresh_from_db()
    assert pakket.beeindigd_op is not None and pakket.status == "geaccepteerd"  # what it got stays with it


def test_from_a_traject_that_ended_nothing_new_is_shared(cast: Cast) -> None:
    elders = organisatie("zorgpunt-noord", "zorgcoordinatie")
    t = lopend(cast)
    sluit(cast, t)
    with pytest.raises(OngeldigeInvoerError) as fout:
        deel(cast, t, elders, "identiteit")
    assert fout.value.fouten == {"": [deelbesluiten.AFGESLOTEN]}


def test_a_packet_that_does_not_tell_who_the_client_is_hands_nothing_over(cast: Cast) -> None:
    elders = organisatie("zorgpunt-noord", "zorgcoordinatie")
    nora = als(medewerker("nora", elders, Rol.ZORGCOORDINATOR))
    t = lopend(cast)
    pakket = deel(cast, t, elders, "contact", "zorg")
    accepteer(verstrekking_id=pakket.pk, door=nora)
    assert overdragen.aangenomen_pakketten(t) == {}
    with pytest.raises(OngeldigeInvoerError) as fout:
        draag_over(cast, t, pakket.pk)
    assert fout.value.fouten == {"verstrekking": [overdragen.GEEN_PAKKET]}


def test_a_registration_that_comensha_confirmed_hands_nothing_over(cast: Cast) -> None:
    comensha(cast)
    door, t = als(cast.zoe), lopend(cast)
    rij = registratie(cast, van=t, klaar=True)
    uitleveren.lever_uit(soort=REGISTRATIE, ids=[rij.pk], vorm="csv", door=door)
    gaf = uitleveren.Overhandiging("post", door.vandaag, "Balie")
    uitleveren.leg_verzending_vast(soort=REGISTRATIE, aanlevering_id=rij.pk, versie=2, gaf=gaf, door=door)
    klaar = uitleveren.bevestig(
        soort=REGISTRATIE, aanlevering_id=rij.pk, versie=3, op=door.vandaag, tekst="", door=door
    )
    pakket = klaar.verstrekking
    assert pakket is not None and pakket.status == "afgerond"
    with pytest.raises(OngeldigeInvoerError) as fout:
        draag_over(cast, t, pakket.pk)
    assert "verstrekking" in fout.value.fouten


def ziet_als(door: Wie) -> set[int]:
    with leescontext(door):
        return set(Traject.objects.filter(zichtbare_trajecten(door, "trajecten.inzien")).values_list("pk", flat=True))


def tel(cast: Cast, wie: str = "zoe", **anders: Any) -> Adviesgesprek:
    velden = {"dag": klok.vandaag(), "soort": "advies", "vrager": "gemeente", **anders}
    return tellen.tel_gesprek(door=als(getattr(cast, wie)), **velden)


def test_talks_are_added_up_per_day_kind_and_asker(cast: Cast) -> None:
    tel(cast)
    assert tel(cast, "zara", aantal=3).aantal == 4
    assert tel(cast, soort="voorlichting").aantal == 1
    assert Adviesgesprek.objects.count() == 2


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [
        ("soort", "praatje"),
        ("vrager", "niemand"),
        ("aantal", 0),
        ("aantal", 201),
        ("dag", klok.vandaag() + timedelta(days=1)),
        ("dag", klok.vandaag() - timedelta(days=400)),
    ],
)
def test_a_count_that_cannot_be_is_refused(cast: Cast, veld: str, waarde: object) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        tel(cast, **{veld: waarde})
    assert veld in fout.value.fouten
    assert not Adviesgesprek.objects.exists()


def test_only_a_zorgcoordinator_counts(cast: Cast) -> None:
    for wie in ("anna", "beheer", "fg"):
        with pytest.raises(NietToegestaanError):
            tel(cast, wie)


def punt(cast: Cast, wie: str = "zoe", **anders: Any) -> Zorgpunt:
    velden = {"plaats": "zorgaanbieder", "structureel": "nee", **anders}
    return tellen.leg_zorgpunt_vast(gegevens=Zorgpuntgegevens(**velden), door=als(getattr(cast, wie)))


def test_place_and_funding_of_the_coordination_are_one_row_of_the_organisation(cast: Cast) -> None:
    punt(cast)
    assert punt(cast, structureel="ja", caseload_maximum=20).caseload_maximum == 20
    assert Zorgpunt.objects.get().gecontroleerd_op == klok.vandaag()


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [("plaats", "maan"), ("structureel", "misschien"), ("caseload_maximum", 0), ("financier", "x" * 121)],
)
def test_a_place_or_funding_that_cannot_be_is_refused(cast: Cast, veld: str, waarde: object) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        punt(cast, **{veld: waarde})
    assert veld in fout.value.fouten


def test_nobody_without_the_task_changes_the_place(cast: Cast) -> None:
    with pytest.raises(NietToegestaanError):
        punt(cast, "anna")
