"""Doorgeleiding: each verstrekking on its own basis, one process director, all or nothing (bron 004)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.cast import Cast, als, maak_signaal
from tests.signalen.hulp import (
    bekeken,
    besloten,
    doorgegeven,
    grondslag,
    in_beoordeling,
    naar_politie,
    naar_zorg,
    naar_zvh,
)

from baken.casussen.services.aannemen import accepteer
from baken.dossiers import toestemmingen
from baken.dossiers.fouten import VerstrekkingGeweigerdError
from baken.dossiers.models import Verstrekking
from baken.dossiers.plaatsen import GEEN_PLAATS
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie, leg_inhoud_vast, sleutel_van
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toelichting import DOEL_NOEMT, NOEMT
from baken.dossiers.toestemmingen import NieuweToestemming
from baken.dossiers.verloop import Verstrekkingsstatus as Stand
from baken.dossiers.verstrekken import open_pakket
from baken.kern import klok
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError, OvergangNietToegestaanError, VerouderdError
from baken.keten.models import Afspraak, Grondslag
from baken.signalen import selectors
from baken.signalen.instemming import VAN_MEER, VAN_WIE
from baken.signalen.models import Doorgeleiding
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, doorgeleiden
from baken.signalen.services.behandelen import Aanvulling
from baken.signalen.verloop import Status

GEVRAAGD = "Ik vroeg het in een gesprek en legde uit wat wij delen; het antwoord was ja."


def leid_door(cast: Cast, signaal: object, *voorstellen: object, versie: int | None = None) -> object:
    return doorgeleiden.leid_door(
        signaal_id=signaal.pk, voorstellen=voorstellen, versie=versie or signaal.versie, door=als(cast.anna)
    )


def test_care_and_the_zvh_each_get_their_own_packet_on_their_own_basis(cast: Cast) -> None:
    signaal, (zorg, zvh) = doorgegeven(cast)
    assert signaal.status == Status.DOORGELEID
    assert (zorg.grondslag.code, zvh.grondslag.code) == ("taak-zorg", "wgs-zvh")
    assert zorg.afspraak is not None
    assert zvh.afspraak is not None
    assert (zorg.procesregie, zvh.procesregie) == (False, True)
    zorgpakket = repr(verstrekkingsblad(als(cast.anna), zorg.pk).regels)
    zvhpakket = repr(verstrekkingsblad(als(cast.anna), zvh.pk).regels)
    assert "Xandra" in zorgpakket
    assert "Ype" not in zorgpakket
    assert "papieren" not in zorgpakket
    assert "Xandra" not in zvhpakket
    assert "papieren" in zvhpakket


def test_the_packet_is_exactly_what_was_shown(cast: Cast) -> None:
    signaal = besloten(cast)
    (gezien,) = doorgeleiden.bekijk_pakketten(
        signaal_id=signaal.pk, voorstellen=[naar_zorg(cast, procesregie=True)], door=als(cast.anna)
    )
    leid_door(cast, signaal, gezien.voorstel)
    assert verstrekkingsblad(als(cast.anna), Verstrekking.objects.get().pk).regels == list(gezien.regels)


def test_a_packet_that_changed_since_it_was_shown_is_not_sent(cast: Cast) -> None:
    signaal = besloten(cast)
    klaar = bekeken(cast, signaal, naar_zorg(cast, procesregie=True))
    with pytest.raises(VerouderdError):
        leid_door(cast, signaal, replace(klaar[0], veldgroepen=frozenset({"identiteit"})))
    with pytest.raises(VerouderdError):
        leid_door(cast, signaal, replace(klaar[0], verwachte_hash=""))
    behandelen.vul_aan(
        signaal_id=signaal.pk, aanvulling=Aanvulling(vormen=("SEKS",)), versie=signaal.versie, door=als(cast.vera)
    )
    with pytest.raises(VerouderdError):
        leid_door(cast, signaal, *klaar)
    signaal.refresh_from_db()
    with pytest.raises(VerouderdError):
        leid_door(cast, signaal, *klaar)
    assert Verstrekking.objects.count() == Doorgeleiding.objects.count() == 0


def test_after_the_afspraak_ended_nothing_is_stored_and_the_reason_is_given(cast: Cast) -> None:
    signaal = besloten(cast)
    klaar = bekeken(cast, signaal, naar_zorg(cast), naar_zvh(cast))
    Afspraak.objects.filter(soort="zvh_convenant").update(geldig_tot=klok.vandaag())
    with pytest.raises(VerstrekkingGeweigerdError, match="gate") as fout:
        leid_door(cast, signaal, *klaar)
    assert "afspraak" in fout.value.reden
    assert Verstrekking.objects.count() == Doorgeleiding.objects.count() == 0  # the good one was not sent either
    signaal.refresh_from_db()
    assert signaal.status == Status.IN_BEOORDELING


def test_after_the_grondslag_ended_nothing_is_stored(cast: Cast) -> None:
    signaal = besloten(cast)
    klaar = bekeken(cast, signaal, naar_zorg(cast, procesregie=True))
    Grondslag.objects.filter(code="taak-zorg").update(geldig_tot=klok.vandaag())
    with pytest.raises(VerstrekkingGeweigerdError):
        leid_door(cast, signaal, *klaar)
    assert Verstrekking.objects.count() == 0


@pytest.mark.parametrize(
    ("velden", "deel"),
    [
        ({"veldgroepen": frozenset({"strafbaar"})}, "laat niet toe"),
        ({"veldgroepen": frozenset()}, "Kies welke gegevens"),
    ],
)
def test_fields_that_the_basis_does_not_carry_stay_in(cast: Cast, velden: dict[str, object], deel: str) -> None:
    signaal = besloten(cast)
    with pytest.raises(VerstrekkingGeweigerdError) as fout:
        bekeken(cast, signaal, naar_zorg(cast, **velden))
    assert deel in fout.value.reden


def test_consent_and_emergency_ask_for_words(cast: Cast) -> None:
    signaal = besloten(cast)
    toestemming = {"grondslag_id": grondslag("toestemming-zorg")}
    nood = {"grondslag_id": grondslag("acuut-gevaar")}
    for kaal in (toestemming, nood, {**nood, "noodreden": "te kort"}):
        with pytest.raises(VerstrekkingGeweigerdError):
            bekeken(cast, signaal, naar_zorg(cast, **kaal))
    assert bekeken(cast, signaal, naar_zorg(cast, **toestemming, toestemming="Mondeling op 3 mei, in het gesprek."))
    assert bekeken(cast, signaal, naar_zorg(cast, **nood, noodreden="Zij wordt vanavond opgehaald door hem."))


def test_the_words_for_a_receiver_name_nobody_the_packet_does_not_name(cast: Cast) -> None:
    signaal = besloten(cast)
    dader = NieuweBetrokkene("dader", identiteit={"naam": "Cor Verzonnen"}, contact={"telefoon": "06 12345678"})
    al = signaal.dossier.betrokkenen.count()
    leg_inhoud_vast(signaal.dossier, sleutel_van(signaal.dossier), [dader], [], al=al)

    for woorden in ("Pas op voor Cor.", "Bel 0612345678."):
        with pytest.raises(OngeldigeInvoerError) as fout:
            bekeken(cast, signaal, naar_zorg(cast, procesregie=True, toelichting=woorden, doel=woorden))
        assert fout.value.fouten == {"toelichting": [NOEMT], "doel": [DOEL_NOEMT]}
    assert bekeken(cast, signaal, naar_zorg(cast, procesregie=True, toelichting="Bel alleen overdag."))


def test_on_consent_a_packet_is_about_the_one_who_gave_it(cast: Cast) -> None:
    signaal = besloten(cast)
    namen = [NieuweBetrokkene("slachtoffer", identiteit={"naam": naam}) for naam in ("Ada Verzonnen", "Bo Verzonnen")]
    al = signaal.dossier.betrokkenen.count()
    leg_inhoud_vast(signaal.dossier, sleutel_van(signaal.dossier), namen, [], al=al)
    op_woorden = naar_zorg(cast, grondslag_id=grondslag("toestemming-zorg"), toestemming=GEVRAAGD, procesregie=True)
    with pytest.raises(VerstrekkingGeweigerdError) as fout:
        bekeken(cast, signaal, op_woorden)
    assert fout.value.reden == VAN_WIE

    ada = signaal.dossier.betrokkenen.get(volgorde=al + 1)
    nieuw = NieuweToestemming(Toestemmingsdoel.DELEN, "in een gesprek", GEVRAAGD, ada.pk, cast.zorg.pk)
    ja = toestemmingen.leg_vast(dossier_id=signaal.dossier_id, nieuw=nieuw, door=als(cast.anna))
    _signaal, (pakket,) = doorgegeven(cast, op_woorden, signaal=signaal)

    regels = repr(open_pakket(pakket))
    assert ("Ada Verzonnen" in regels, "Bo Verzonnen" in regels) == (True, False)
    assert pakket.toestemming_id == ja.pk


def test_on_consent_of_one_no_place_goes_along_and_consent_of_two_is_no_consent_of_one(cast: Cast) -> None:
    signaal = besloten(cast)
    namen = [NieuweBetrokkene("slachtoffer", identiteit={"naam": naam}) for naam in ("Ada Verzonnen", "Bo Verzonnen")]
    al = signaal.dossier.betrokkenen.count()
    leg_inhoud_vast(signaal.dossier, sleutel_van(signaal.dossier), namen, [NieuweLocatie(adres="Kade 1")], al=al)
    op_woorden = naar_zorg(cast, grondslag_id=grondslag("toestemming-zorg"), toestemming=GEVRAAGD, procesregie=True)
    for volgorde, reden in ((al + 1, GEEN_PLAATS), (al + 2, VAN_MEER)):
        wie = signaal.dossier.betrokkenen.get(volgorde=volgorde).pk
        nieuw = NieuweToestemming(Toestemmingsdoel.DELEN, "in een gesprek", GEVRAAGD, wie, cast.zorg.pk)
        toestemmingen.leg_vast(dossier_id=signaal.dossier_id, nieuw=nieuw, door=als(cast.anna))
        with pytest.raises((VerstrekkingGeweigerdError, OngeldigeInvoerError)) as fout:
            bekeken(cast, signaal, replace(op_woorden, veldgroepen=frozenset({"identiteit", "locatie"})))
        assert reden in (getattr(fout.value, "reden", ""), *getattr(fout.value, "fouten", {}).get("veldgroepen", []))


@pytest.mark.parametrize("regisseurs", [0, 2])
def test_there_is_exactly_one_process_director(cast: Cast, regisseurs: int) -> None:
    signaal = besloten(cast)
    klaar = bekeken(
        cast, signaal, naar_zorg(cast, procesregie=regisseurs == 2), naar_zvh(cast, procesregie=regisseurs == 2)
    )
    with pytest.raises(OngeldigeInvoerError):
        leid_door(cast, signaal, *klaar)


def test_the_same_receiver_does_not_get_it_twice(cast: Cast) -> None:
    signaal, _v = doorgegeven(cast)
    klaar = bekeken(cast, signaal, naar_zorg(cast))
    with pytest.raises(OngeldigeInvoerError):
        leid_door(cast, signaal, *klaar)
    with pytest.raises(OngeldigeInvoerError):
        leid_door(cast, signaal)


def test_without_a_decision_that_asks_for_it_nothing_is_passed_on(cast: Cast) -> None:
    for signaal in (in_beoordeling(cast), besloten(cast, Uitkomst.NADER_BEKIJKEN)):
        with pytest.raises(OvergangNietToegestaanError):
            bekeken(cast, signaal, naar_zorg(cast))
    with pytest.raises(NietGevondenError):
        doorgeleiden.bekijk_pakketten(signaal_id=besloten(cast).pk, voorstellen=[naar_zorg(cast)], door=als(cast.buur))


def test_an_unknown_receiver_or_grondslag_does_not_exist(cast: Cast) -> None:
    signaal = besloten(cast)
    for velden in ({"ontvanger_id": 10**6}, {"grondslag_id": 10**6}):
        with pytest.raises(NietGevondenError):
            bekeken(cast, signaal, naar_zorg(cast, **velden))


def test_one_refusal_leaves_the_other_standing_and_all_refused_brings_the_signaal_back(cast: Cast) -> None:
    signaal, (zorg, zvh) = doorgegeven(cast)
    doorgeleiden.wijs_af(verstrekking_id=zvh.pk, reden="Hoort bij een andere regio.", door=als(cast.piet))
    signaal.refresh_from_db()
    zorg.refresh_from_db()
    assert (signaal.status, zorg.status) == (Status.DOORGELEID, Stand.VERZONDEN)
    doorgeleiden.wijs_af(verstrekking_id=zorg.pk, reden="Wij kennen deze persoon niet.", door=als(cast.zoe))
    signaal.refresh_from_db()
    assert signaal.status == Status.IN_BEOORDELING
    assert laatste_van_afzender() == "signaal.teruggekomen"


def laatste_van_afzender() -> str:
    from tests.signalen.hulp import laatste_regels

    return laatste_regels()[0]


def test_what_all_refused_can_be_given_to_another(cast: Cast) -> None:
    signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    doorgeleiden.wijs_af(verstrekking_id=zorg.pk, reden="Niet voor ons.", door=als(cast.zoe))
    signaal.refresh_from_db()
    leid_door(cast, signaal, *bekeken(cast, signaal, naar_zvh(cast)))
    signaal.refresh_from_db()
    assert signaal.status == Status.DOORGELEID


def test_a_sender_takes_back_what_the_receiver_did_not_open(cast: Cast) -> None:
    signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    doorgeleiden.trek_in(verstrekking_id=zorg.pk, door=als(cast.anna))
    signaal.refresh_from_db()
    assert signaal.status == Status.IN_BEOORDELING
    with pytest.raises(NietGevondenError):
        verstrekkingsblad(als(cast.zoe), zorg.pk)


def test_a_sender_cannot_take_back_what_was_opened(cast: Cast) -> None:
    _signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    doorgeleiden.open_als_ontvanger(verstrekking_id=zorg.pk, door=als(cast.zoe))
    with pytest.raises(OvergangNietToegestaanError):
        doorgeleiden.trek_in(verstrekking_id=zorg.pk, door=als(cast.anna))
    with pytest.raises(NietGevondenError):
        doorgeleiden.trek_in(verstrekking_id=zorg.pk, door=als(cast.buur))


def test_a_receiver_outside_baken_is_recorded_by_the_sender(cast: Cast) -> None:
    signaal, (politie,) = doorgegeven(cast, naar_politie(cast, procesregie=True))
    assert politie.status == Stand.KLAARGEZET
    nu = klok.nu()
    doorgeleiden.leg_verzending_vast(
        verstrekking_id=politie.pk,
        hoe="telefoon",
        wanneer=nu,
        aan_wie="Brigadier Verzonnen",
        kenmerk="PL-1",
        door=als(cast.anna),
    )
    blad = verstrekkingsblad(als(cast.vera), politie.pk)
    assert blad.verstrekking.status == Stand.VERZONDEN
    assert blad.verantwoording["aan_wie"] == "Brigadier Verzonnen"
    doorgeleiden.wijs_af(verstrekking_id=politie.pk, reden="Te weinig aanknopingspunten.", door=als(cast.anna))
    signaal.refresh_from_db()
    assert signaal.status == Status.IN_BEOORDELING


@pytest.mark.parametrize(
    ("fout", "veld"),
    [({"hoe": "duif"}, "hoe"), ({"aan_wie": " "}, "aan_wie"), ({"dagen": 1}, "wanneer"), ({"dagen": -3}, "wanneer")],
)
def test_a_record_of_a_delivery_must_be_whole_and_possible(cast: Cast, fout: dict[str, object], veld: str) -> None:
    _signaal, (politie,) = doorgegeven(cast, naar_politie(cast, procesregie=True))
    velden = {"hoe": "telefoon", "aan_wie": "Brigadier Verzonnen", **fout}
    wanneer = klok.nu() + timedelta(days=int(str(velden.pop("dagen", 0))))
    with pytest.raises(OngeldigeInvoerError) as gevangen:
        doorgeleiden.leg_verzending_vast(
            verstrekking_id=politie.pk, wanneer=wanneer, kenmerk="", door=als(cast.anna), **velden
        )
    assert veld in gevangen.value.fouten
    politie.refresh_from_db()
    assert politie.status == Stand.KLAARGEZET


def test_the_gate_is_asked_for_the_day_on_which_it_was_really_given(cast: Cast) -> None:
    _signaal, (politie,) = doorgegeven(cast, naar_politie(cast, procesregie=True))
    Grondslag.objects.filter(code="taak-politie").update(geldig_tot=klok.vandaag())
    with pytest.raises(VerstrekkingGeweigerdError):
        doorgeleiden.leg_verzending_vast(
            verstrekking_id=politie.pk, hoe="telefoon", wanneer=klok.nu(), aan_wie="X", kenmerk="", door=als(cast.anna)
        )


def test_what_was_lawfully_received_stays_the_receivers(cast: Cast) -> None:
    _signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    Grondslag.objects.filter(code="taak-zorg").update(geldig_tot=klok.vandaag())
    assert "Xandra" in repr(verstrekkingsblad(als(cast.zoe), zorg.pk).regels)


def test_a_packet_that_was_not_opened_stays_closed_on_the_page_of_the_receiver(cast: Cast) -> None:
    _signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    assert verstrekkingsblad(als(cast.zoe), zorg.pk).regels == []
    doorgeleiden.open_als_ontvanger(verstrekking_id=zorg.pk, door=als(cast.zoe))
    blad = verstrekkingsblad(als(cast.zoe), zorg.pk)
    assert blad.regels
    assert blad.verantwoording == {}
    assert not blad.is_afzender


def test_a_packet_that_was_altered_in_the_database_is_never_shown_as_whole(cast: Cast) -> None:
    _signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    Verstrekking.objects.filter(pk=zorg.pk).update(pakket_hash="0" * 64)
    assert not verstrekkingsblad(als(cast.anna), zorg.pk).ongeschonden


def test_a_receiver_never_sees_the_dossier_nor_the_number(cast: Cast) -> None:
    signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    for lees in (
        lambda: selectors.dossierblad(als(cast.zoe), signaal.pk),
        lambda: selectors.signaal_van_dossier(als(cast.zoe), signaal.dossier_id),
        lambda: selectors.eigen_stand(als(cast.zoe), signaal.pk),
    ):
        with pytest.raises(NietGevondenError):
            lees()
    assert signaal.nummer not in repr(verstrekkingsblad(als(cast.zoe), zorg.pk).regels)


def test_another_gemeente_sees_neither_side_of_it(cast: Cast) -> None:
    _signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    for naam in ("buur", "piet", "rik", "balie", "fg", "beheer"):
        with pytest.raises(NietGevondenError):
            verstrekkingsblad(als(getattr(cast, naam)), zorg.pk)
    assert maak_signaal(cast).status == Status.ONTVANGEN
