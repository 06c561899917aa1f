"""A deelbesluit: the exact packet, four eyes, reading along, and each reason for which it is refused or ends."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format
from django_tasks_db.models import DBTaskResult
from tests.cast import Cast, als, medewerker
from tests.casussen.hulp import sluit
from tests.dossiers.deelhulp import (
    NAAM_DADER,
    NAAM_SLACHTOFFER,
    aangenomen,
    anders,
    convenant,
    gezien,
    op_papier,
    opgesteld,
    vier_ogen,
    voorstel,
    zvh_casus,
)
from tests.signalen.hulp import doorgegeven, grondslag, naar_zorg, naar_zvh

from baken.casussen.models import Casus
from baken.casussen.services import personen
from baken.casussen.services.aannemen import accepteer
from baken.casussen.services.afsluiten import heropen
from baken.dossiers import deelbesluiten, toestemmingen
from baken.dossiers.akkoord import afdruk_van
from baken.dossiers.bijwerken import Wijziging
from baken.dossiers.context import organisatiecontext
from baken.dossiers.deelblad import besluitblad, deelmap
from baken.dossiers.fouten import IntussenGewijzigdError, VerstrekkingGeweigerdError
from baken.dossiers.inhoud import WAAR_HET_GEBEURT, open_inhoud
from baken.dossiers.lopend import sluit_afgelopen
from baken.dossiers.meelezen import gedeeld_blad, gedeelde_dossiers
from baken.dossiers.models import Betrokkene, Dossier, Dossiertoegang, Toestemming, Verstrekking
from baken.dossiers.pakketkeuze import NIET_IN_DOSSIER
from baken.dossiers.plaatsen import GEEN_PLAATS
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie, leg_inhoud_vast, sleutel_van
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.tasks import bericht_meelezen_gestopt
from baken.dossiers.toelichting import DOEL_NOEMT, NOEMT
from baken.dossiers.toestemmingen import NieuweToestemming
from baken.dossiers.toestemmingpersoon import IEDER_VOOR_ZICH, VAN_EEN_ANDER, VAN_WIE
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.dossiers.vernietigen import vernietig_inhoud
from baken.dossiers.verstrekken import Verzending, open_doel, open_pakket
from baken.dossiers.voorstel import OPNIEUW_JA
from baken.kern import klok
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VerouderdError,
)
from baken.kern.models import Journaalregel
from baken.keten.models import Afspraak, Afspraakpartij, Grondslag
from baken.organisaties.models import Organisatie
from baken.organisaties.rollen import Rol
from baken.signalen.services import doorgeleiden
from baken.signalen.services.doorgeleiden import open_als_ontvanger

HOE = "Ik vroeg het in een gesprek en legde uit wat wij delen; het antwoord was ja."


@pytest.fixture
def afspraak(cast: Cast) -> Afspraak:
    return convenant(cast)


@pytest.fixture
def casus(cast: Cast, afspraak: Afspraak) -> Casus:
    return zvh_casus(cast)


def woorden(casus: Casus, cast: Cast) -> str:
    """Return everything that zoe reads live, revealed."""
    blad = gedeeld_blad(als(cast.zoe), casus.dossier_id, onthul=True)
    return repr([p.groepen for p in blad.personen]) + repr(blad.locaties)


def leest_niet(casus: Casus, cast: Cast) -> None:
    """Check that zoe does not even learn that the dossier is there."""
    assert gedeelde_dossiers(als(cast.zoe)) == []
    with pytest.raises(NietGevondenError):
        gedeeld_blad(als(cast.zoe), casus.dossier_id)


def test_what_was_seen_is_what_is_sent_and_the_receiver_reads_along_in_that_only(cast: Cast, casus: Casus) -> None:
    leest_niet(casus, cast)

    deelbesluit = aangenomen(cast, casus)

    assert deelbesluit.status == Verstrekkingsstatus.GEACCEPTEERD
    assert NAAM_SLACHTOFFER in woorden(casus, cast)
    assert NAAM_DADER not in woorden(casus, cast)
    regels = verstrekkingsblad(als(cast.zoe), deelbesluit.pk).regels
    assert NAAM_SLACHTOFFER in repr(regels)
    assert NAAM_DADER not in repr(regels)
    assert not Casus.objects.filter(organisatie=cast.zorg).exists()


def test_reading_along_is_a_line_on_both_sides_and_only_the_owner_gets_the_dossier(cast: Cast, casus: Casus) -> None:
    deelbesluit = aangenomen(cast, casus)

    gedeeld_blad(als(cast.zoe), casus.dossier_id)

    regels = Journaalregel.objects.filter(handeling="deelbesluit.meegelezen").order_by("pk")
    assert [(r.organisatie_id, r.actor_id, r.dossier_id) for r in regels] == [
        (cast.zorg.pk, cast.zoe.pk, None),
        (cast.zvh.pk, None, casus.dossier_id),
    ]
    assert {r.grondslag for r in regels} == {deelbesluit.grondslag.code}


def _beeindig_grondslag(cast: Cast, _casus: Casus) -> None:
    Grondslag.objects.filter(code="wgs-zvh-deelnemers").update(geldig_tot=klok.vandaag())


def _grondslag_niet_meer_voor_zorg(cast: Cast, _casus: Casus) -> None:
    rij = Grondslag.objects.get(code="wgs-zvh-deelnemers")
    rij.ontvangers = [soort for soort in rij.ontvangers if soort != "zorgcoordinatie"]
    rij.save()


def _beeindig_afspraak(cast: Cast, _casus: Casus) -> None:
    Afspraak.objects.filter(beheerder=cast.zvh).update(geldig_tot=klok.vandaag())


def _bevestiging_weg(cast: Cast, _casus: Casus) -> None:
    Afspraak.objects.filter(beheerder=cast.zvh).update(bevestigd_op=None)


def _partij_weg(cast: Cast, _casus: Casus) -> None:
    Afspraakpartij.objects.filter(organisatie=cast.zorg, afspraak__beheerder=cast.zvh).update(geldig_tot=klok.vandaag())


def _ontvanger_weg(cast: Cast, _casus: Casus) -> None:
    Organisatie.objects.filter(pk=cast.zorg.pk).update(geldig_tot=klok.vandaag())


def _afzender_weg(cast: Cast, _casus: Casus) -> None:
    Organisatie.objects.filter(pk=cast.zvh.pk).update(geldig_tot=klok.vandaag())


OORZAKEN: tuple[tuple[Callable[[Cast, Casus], None], str], ...] = (
    (_beeindig_grondslag, "geldt vandaag niet"),
    (_grondslag_niet_meer_voor_zorg, "niet voor dit soort ontvanger"),
    (_beeindig_afspraak, "De afspraak zvh_convenant voorbeeld geldt vandaag niet."),
    (_bevestiging_weg, "nog niet bevestigd door de functionaris gegevensbescherming"),
    (_partij_weg, "Niet beide organisaties doen vandaag mee aan de afspraak"),
    (_ontvanger_weg, "bestaat vandaag niet"),
)


@pytest.mark.parametrize(("oorzaak", "zin"), OORZAKEN, ids=lambda x: getattr(x, "__name__", ""))
def test_without_its_basis_it_is_not_made_with_the_reason(
    cast: Cast, casus: Casus, oorzaak: Callable[[Cast, Casus], None], zin: str
) -> None:
    klaar = gezien(casus, voorstel(cast), als(cast.piet))
    oorzaak(cast, casus)

    with pytest.raises(VerstrekkingGeweigerdError) as fout:
        deelbesluiten.stel_op(dossier_id=casus.dossier_id, voorstel=klaar, door=als(cast.piet))

    assert zin in fout.value.reden
    assert not Verstrekking.objects.filter(afzender=cast.zvh).exists()


@pytest.mark.parametrize(("oorzaak", "zin"), OORZAKEN, ids=lambda x: getattr(x, "__name__", ""))
def test_without_its_basis_it_is_not_sent_after_the_approval(
    cast: Cast, casus: Casus, oorzaak: Callable[[Cast, Casus], None], zin: str
) -> None:
    pim = vier_ogen(cast)
    deelbesluit = opgesteld(cast, casus)
    deelbesluiten.keur_goed(verstrekking_id=deelbesluit.pk, gezien=afdruk_van(deelbesluit), door=pim)
    oorzaak(cast, casus)

    with pytest.raises(VerstrekkingGeweigerdError) as fout:
        deelbesluiten.verstuur(verstrekking_id=deelbesluit.pk, door=pim)

    assert zin in fout.value.reden
    deelbesluit.refresh_from_db()
    assert deelbesluit.status == Verstrekkingsstatus.WACHT_OP_AKKOORD


def opent_niet(cast: Cast, deelbesluit: Verstrekking, zin: str) -> None:
    """Check that zoe opens nothing and accepts nothing, and reads why."""
    zoe = replace(als(cast.zoe), vandaag=klok.vandaag())
    for eerste in (open_als_ontvanger, accepteer):
        with pytest.raises(VerstrekkingGeweigerdError) as fout:
            eerste(verstrekking_id=deelbesluit.pk, door=zoe)
        assert zin in fout.value.reden
        assert fout.value.reden.endswith("Vraag de afzender of het opnieuw kan.")
    deelbesluit.refresh_from_db()
    assert (deelbesluit.status, deelbesluit.ontvangen_op) == (Verstrekkingsstatus.VERZONDEN, None)
    assert verstrekkingsblad(zoe, deelbesluit.pk).regels == []
    assert not Dossiertoegang.objects.filter(eigenaar=False).exists()


@pytest.mark.parametrize(("oorzaak", "zin"), OORZAKEN, ids=lambda x: getattr(x, "__name__", ""))
def test_what_was_sent_does_not_open_after_its_basis_ended(
    cast: Cast, casus: Casus, oorzaak: Callable[[Cast, Casus], None], zin: str
) -> None:
    deelbesluit = opgesteld(cast, casus)

    oorzaak(cast, casus)

    opent_niet(cast, deelbesluit, zin)


def test_what_was_sent_does_not_open_after_its_consent_or_its_own_days_ended(cast: Cast, casus: Casus) -> None:
    gegeven = toestemming(cast, casus, vervalt_op=klok.vandaag() + timedelta(days=2))
    rust = {"grondslag_id": grondslag("toestemming-zorg"), "toestemming_id": gegeven.pk}
    op_toestemming_ = opgesteld(cast, casus, **rust)
    kort = opgesteld(cast, casus, geldig_tot=klok.vandaag() + timedelta(days=2))

    with klok.zet_stil(klok.nu() + timedelta(days=2)):
        opent_niet(cast, op_toestemming_, "De toestemming onder dit pakket geldt vandaag niet.")
        opent_niet(cast, kort, "Dit deelbesluit gold tot ")


def test_what_was_opened_in_time_is_taken_on_after_its_basis_ended_and_nothing_is_read_live(
    cast: Cast, casus: Casus
) -> None:
    deelbesluit = opgesteld(cast, casus)
    open_als_ontvanger(verstrekking_id=deelbesluit.pk, door=als(cast.zoe))
    _beeindig_grondslag(cast, casus)

    assert accepteer(verstrekking_id=deelbesluit.pk, door=als(cast.zoe)) is None

    leest_niet(casus, cast)
    assert NAAM_SLACHTOFFER in repr(verstrekkingsblad(als(cast.zoe), deelbesluit.pk).regels)


def test_on_acute_danger_the_packet_opens(cast: Cast) -> None:
    gevaar = naar_zorg(cast, grondslag_id=grondslag("acuut-gevaar"), noodreden="Zij is nu in gevaar en moet weg.")
    _signaal, (pakket, _zvh) = doorgegeven(cast, gevaar, naar_zvh(cast))

    _rij, regels = open_als_ontvanger(verstrekking_id=pakket.pk, door=als(cast.zoe))

    assert NAAM_SLACHTOFFER in repr(regels)


def test_it_is_sent_before_its_last_day_and_not_from_that_day_on(cast: Cast, casus: Casus) -> None:
    pim = vier_ogen(cast)
    tot = klok.vandaag() + timedelta(days=3)
    op_tijd, te_laat = (opgesteld(cast, casus, geldig_tot=tot) for _ in range(2))
    for rij in (op_tijd, te_laat):
        deelbesluiten.keur_goed(verstrekking_id=rij.pk, gezien=afdruk_van(rij), door=pim)

    with klok.zet_stil(klok.nu() + timedelta(days=2)):
        deelbesluiten.verstuur(verstrekking_id=op_tijd.pk, door=replace(pim, vandaag=klok.vandaag()))
    with klok.zet_stil(klok.nu() + timedelta(days=3)), pytest.raises(VerstrekkingGeweigerdError) as fout:
        deelbesluiten.verstuur(verstrekking_id=te_laat.pk, door=replace(pim, vandaag=klok.vandaag()))

    assert "Hierop mag niets meer worden gedeeld." in fout.value.reden
    for rij in (op_tijd, te_laat):
        rij.refresh_from_db()
    assert (op_tijd.status, te_laat.status) == (Verstrekkingsstatus.VERZONDEN, Verstrekkingsstatus.WACHT_OP_AKKOORD)


@pytest.mark.parametrize("oorzaak", [*(o for o, _zin in OORZAKEN), _afzender_weg], ids=lambda x: x.__name__)
def test_reading_along_stops_the_moment_its_basis_does_and_the_packet_stays(
    cast: Cast, casus: Casus, oorzaak: Callable[[Cast, Casus], None]
) -> None:
    deelbesluit = aangenomen(cast, casus)
    assert NAAM_SLACHTOFFER in woorden(casus, cast)

    oorzaak(cast, casus)

    leest_niet(casus, cast)
    assert NAAM_SLACHTOFFER in repr(verstrekkingsblad(als(cast.zoe), deelbesluit.pk).regels)


def test_reading_along_stops_on_its_day(cast: Cast, casus: Casus) -> None:
    aangenomen(cast, casus, geldig_tot=klok.vandaag() + timedelta(days=3))

    with klok.zet_stil(klok.nu() + timedelta(days=2)):
        assert NAAM_SLACHTOFFER in woorden(casus, cast)
    with klok.zet_stil(klok.nu() + timedelta(days=3)):
        leest_niet(casus, cast)


def test_the_sender_ends_it_with_a_reason_and_what_was_received_stays(cast: Cast, casus: Casus) -> None:
    deelbesluit = aangenomen(cast, casus)
    with pytest.raises(OngeldigeInvoerError):
        deelbesluiten.beeindig(verstrekking_id=deelbesluit.pk, reden="klaar", door=als(cast.piet))

    deelbesluiten.beeindig(
        verstrekking_id=deelbesluit.pk, reden="De hulp loopt, wij hoeven niet meer te delen.", door=als(cast.piet)
    )

    leest_niet(casus, cast)
    assert NAAM_SLACHTOFFER in repr(verstrekkingsblad(als(cast.zoe), deelbesluit.pk).regels)
    assert Journaalregel.objects.filter(handeling="deelbesluit.beeindigd", dossier_id=casus.dossier_id).exists()
    with pytest.raises(OvergangNietToegestaanError):
        deelbesluiten.beeindig(
            verstrekking_id=deelbesluit.pk, reden="Nog een keer, om zeker te zijn.", door=als(cast.piet)
        )


def test_what_was_not_opened_is_taken_back(cast: Cast, casus: Casus) -> None:
    deelbesluit = opgesteld(cast, casus)

    deelbesluiten.beeindig(verstrekking_id=deelbesluit.pk, reden="Dit was de verkeerde ontvanger.", door=als(cast.piet))

    with pytest.raises((NietGevondenError, OvergangNietToegestaanError)):
        accepteer(verstrekking_id=deelbesluit.pk, door=als(cast.zoe))
    assert not Dossiertoegang.objects.filter(eigenaar=False).exists()


def toestemming(cast: Cast, casus: Casus, **anders_: object) -> Toestemming:
    nieuw = NieuweToestemming(Toestemmingsdoel.DELEN, hoe="in een gesprek", woorden=HOE, ontvanger_id=cast.zorg.pk)
    return toestemmingen.leg_vast(
        dossier_id=casus.dossier_id,
        nieuw=replace(nieuw, **anders_),  # type: ignore[arg-type]  # a field of it
        door=als(cast.piet),
    )


def op_toestemming(cast: Cast, casus: Casus) -> dict[str, object]:
    gegeven = toestemming(cast, casus)
    return {"grondslag_id": grondslag("toestemming-zorg"), "toestemming_id": gegeven.pk}


def test_consent_that_was_taken_back_ends_everything_that_hangs_on_it(cast: Cast, casus: Casus) -> None:
    deelbesluit = aangenomen(cast, casus, **op_toestemming(cast, casus))
    tweede = opgesteld(cast, casus, grondslag_id=deelbesluit.grondslag_id, toestemming_id=deelbesluit.toestemming_id)
    assert NAAM_SLACHTOFFER in woorden(casus, cast)

    toestemmingen.trek_in(toestemming_id=deelbesluit.toestemming_id, door=als(cast.piet))

    leest_niet(casus, cast)
    for rij in (deelbesluit, tweede):
        rij.refresh_from_db()
        assert rij.status == Verstrekkingsstatus.BEEINDIGD
    assert verstrekkingsblad(als(cast.zoe), deelbesluit.pk).regels == []  # no basis, so not the packet either


def test_nothing_new_is_shared_on_a_consent_that_was_taken_back(cast: Cast, casus: Casus) -> None:
    velden = op_toestemming(cast, casus)
    klaar = gezien(casus, voorstel(cast, **velden), als(cast.piet))
    toestemmingen.trek_in(toestemming_id=klaar.toestemming_id, door=als(cast.piet))

    with pytest.raises(VerstrekkingGeweigerdError) as fout:
        deelbesluiten.stel_op(dossier_id=casus.dossier_id, voorstel=klaar, door=als(cast.piet))

    assert fout.value.reden.startswith("De toestemming is ingetrokken op ")


def test_words_of_consent_are_refused_once_a_consent_was_taken_back_until_a_new_yes_is_recorded(
    cast: Cast, casus: Casus
) -> None:
    nieuw: dict[str, Any] = {"grondslag_id": grondslag("toestemming-zorg"), "toestemming": HOE}
    eerste = opgesteld(cast, casus, **nieuw)
    klaar = gezien(casus, voorstel(cast, **nieuw), als(cast.piet))
    toestemmingen.trek_in(toestemming_id=eerste.toestemming_id, door=als(cast.piet))
    dag = date_format(klok.vandaag(), "j F Y")

    for poging in (
        partial(deelbesluiten.stel_op, voorstel=klaar),
        partial(deelbesluiten.bekijk, voorstel=klaar),
    ):
        with pytest.raises(VerstrekkingGeweigerdError) as fout:
            poging(dossier_id=casus.dossier_id, door=als(cast.piet))
        assert fout.value.reden == f"De toestemming is ingetrokken op {dag}. {OPNIEUW_JA}"
    assert Toestemming.objects.count() == 1
    assert list(Verstrekking.objects.filter(afzender=cast.zvh)) == [eerste]

    ja = NieuweToestemming(Toestemmingsdoel.DELEN, "Gesprek", HOE, Toestemming.objects.get().betrokkene, cast.zorg.pk)
    weer = toestemmingen.leg_vast(dossier_id=casus.dossier_id, nieuw=ja, door=als(cast.piet))
    assert opgesteld(cast, casus, **nieuw).toestemming_id == weer.pk


def test_what_waits_for_approval_never_leaves_when_consent_is_taken_back(cast: Cast, casus: Casus) -> None:
    vier_ogen(cast)
    deelbesluit = opgesteld(cast, casus, **op_toestemming(cast, casus))

    toestemmingen.trek_in(toestemming_id=deelbesluit.toestemming_id, door=als(cast.piet))

    deelbesluit.refresh_from_db()
    assert deelbesluit.status == Verstrekkingsstatus.INGETROKKEN


def test_consent_for_another_receiver_or_of_another_dossier_opens_nothing(cast: Cast, casus: Casus) -> None:
    ander = toestemming(cast, casus, ontvanger_id=cast.riec.pk)
    with pytest.raises(VerstrekkingGeweigerdError):
        opgesteld(cast, casus, grondslag_id=grondslag("toestemming-zorg"), toestemming_id=ander.pk)
    elders = toestemming(cast, zvh_casus(cast))
    with pytest.raises(OngeldigeInvoerError):
        opgesteld(cast, casus, grondslag_id=grondslag("toestemming-zorg"), toestemming_id=elders.pk)


TWEEDE = "Zus Verzonnen"


def _tweede_slachtoffer(casus: Casus) -> None:
    """Record one victim more."""
    personen = [NieuweBetrokkene("slachtoffer", identiteit={"naam": TWEEDE})]
    aantal = casus.dossier.betrokkenen.count()
    leg_inhoud_vast(casus.dossier, sleutel_van(casus.dossier), personen, [], al=aantal)


def _van(cast: Cast, casus: Casus, volgorde: str) -> dict[str, object]:
    """Return sharing on a new consent of the first or the last victim."""
    persoon = casus.dossier.betrokkenen.filter(deel="slachtoffer").order_by(volgorde)[0]
    gegeven = toestemming(cast, casus, betrokkene=persoon.pk)
    return {"grondslag_id": grondslag("toestemming-zorg"), "toestemming_id": gegeven.pk}


def test_consent_of_one_opens_only_that_person_in_the_packet_and_live_and_of_two_their_sum(
    cast: Cast, casus: Casus
) -> None:
    _tweede_slachtoffer(casus)

    eerste = aangenomen(cast, casus, **_van(cast, casus, "volgorde"))

    regels = repr(verstrekkingsblad(als(cast.zoe), eerste.pk).regels)
    assert (NAAM_SLACHTOFFER in regels, TWEEDE in regels) == (True, False)
    assert (NAAM_SLACHTOFFER in woorden(casus, cast), TWEEDE in woorden(casus, cast)) == (True, False)

    tweede = aangenomen(cast, casus, **_van(cast, casus, "-volgorde"))

    regels = repr(verstrekkingsblad(als(cast.zoe), tweede.pk).regels)
    assert (NAAM_SLACHTOFFER in regels, TWEEDE in regels) == (False, True)
    assert NAAM_SLACHTOFFER in woorden(casus, cast)
    assert TWEEDE in woorden(casus, cast)


def test_fields_that_are_not_for_the_sharer_are_refused_in_the_words_of_the_form(cast: Cast, casus: Casus) -> None:
    velden = {"veldgroepen": frozenset({"identiteit", "strafbaar"}), "over_wie": frozenset({"slachtoffer"})}
    with pytest.raises(OngeldigeInvoerError) as fout:
        opgesteld(cast, casus, **velden)
    assert "“Wat er is gezien (mogelijk strafbaar)” hoort voor u niet bij" in fout.value.fouten["veldgroepen"][0]


def test_places_go_on_consent_only_while_nobody_else_is_in_the_dossier(cast: Cast, casus: Casus) -> None:
    velden = {**op_toestemming(cast, casus), "veldgroepen": frozenset({"identiteit", "locatie"})}
    leg_inhoud_vast(casus.dossier, sleutel_van(casus.dossier), [], [NieuweLocatie(adres="Verzonnenstraat 9")])
    with pytest.raises(OngeldigeInvoerError) as fout:
        opgesteld(cast, casus, **velden)
    assert fout.value.fouten == {"veldgroepen": [GEEN_PLAATS]}

    casus.dossier.betrokkenen.filter(deel="dader").delete()
    deelbesluit = aangenomen(cast, casus, **velden)
    assert "Verzonnenstraat 9" in repr(verstrekkingsblad(als(cast.zoe), deelbesluit.pk).regels)
    assert "Verzonnenstraat 9" in woorden(casus, cast)

    _tweede_slachtoffer(casus)

    assert "Verzonnenstraat 9" not in woorden(casus, cast)
    assert NAAM_SLACHTOFFER in woorden(casus, cast)


@pytest.mark.parametrize(
    ("over_wie", "ziet"),
    [("slachtoffer", {"Slaapstraat 1", "Feitstraat 2"}), ("dader", {"Feitstraat 2", "Daderstraat 3"})],
)
def test_a_place_goes_with_its_person_also_when_it_is_added_later(
    cast: Cast, casus: Casus, over_wie: str, ziet: set[str]
) -> None:
    nummer = {b.deel: b.volgorde for b in casus.dossier.betrokkenen.all()}
    plekken = [
        NieuweLocatie(adres="Slaapstraat 1", van=nummer["slachtoffer"]),
        NieuweLocatie(adres="Feitstraat 2", van=WAAR_HET_GEBEURT),
        NieuweLocatie(adres="Daderstraat 3", van=nummer["dader"]),
        NieuweLocatie(adres="Onbekendstraat 4"),
    ]
    sleutel = sleutel_van(casus.dossier)
    leg_inhoud_vast(casus.dossier, sleutel, [], plekken[:2])
    velden = {"veldgroepen": frozenset({"identiteit", "locatie"}), "over_wie": frozenset({over_wie})}

    besluit = aangenomen(cast, casus, **velden)
    leg_inhoud_vast(casus.dossier, sleutel, [], plekken[2:])

    def genoemd(tekst: str) -> set[str]:
        return {plek.adres for plek in plekken if plek.adres in tekst}

    assert genoemd(repr(open_pakket(besluit))) == ziet & {"Slaapstraat 1", "Feitstraat 2"}
    assert genoemd(woorden(casus, cast)) == ziet


def test_somebody_who_is_two_things_can_be_shared_as_either(cast: Cast, casus: Casus) -> None:
    casus.dossier.betrokkenen.filter(deel="dader").update(deel="facilitator", ook_deel="dader")
    map_ = deelmap(als(cast.piet), casus.dossier_id)
    assert sorted(delen for _pk, _nummer, delen in map_.personen) == [["facilitator", "dader"], ["slachtoffer"]]
    assert {"facilitator", "dader"} <= {deel for _groep, deel in map_.paren}


def test_somebody_who_is_two_things_is_in_the_packet_as_what_was_chosen(cast: Cast, casus: Casus) -> None:
    dader = casus.dossier.betrokkenen.get(deel="dader")
    Betrokkene.objects.filter(pk=dader.pk).update(ook_deel="slachtoffer")
    slachtoffer = casus.dossier.betrokkenen.get(deel="slachtoffer")
    keuze: dict[str, Any] = {"over_wie": frozenset({"slachtoffer"}), "live": False}

    besluit = opgesteld(cast, casus, **keuze, gekozen=frozenset({(dader.pk, "slachtoffer")}))

    assert NAAM_DADER in repr(open_pakket(besluit)) and "(Dader)" not in repr(open_pakket(besluit))
    assert NAAM_SLACHTOFFER not in repr(open_pakket(besluit))
    for fout in ({(slachtoffer.pk, "dader")}, {(uuid.uuid4(), "slachtoffer")}):
        with pytest.raises(OngeldigeInvoerError) as geweigerd:
            opgesteld(cast, casus, **keuze, gekozen=frozenset(fout))
        assert geweigerd.value.fouten == {"over_wie": [NIET_IN_DOSSIER]}


def test_nothing_about_persons_is_shared_when_nobody_was_chosen(cast: Cast, casus: Casus) -> None:
    """Also where they do not go along: the place where it happens would, beside them."""
    for niemand in ({"gekozen": frozenset()}, {"over_wie": frozenset()}):
        with pytest.raises(OngeldigeInvoerError) as fout:
            opgesteld(cast, casus, **niemand)
        assert fout.value.fouten == {"over_wie": ["Kies over wie u gegevens deelt."]}
    assert not Verstrekking.objects.filter(dossier=casus.dossier).exists()


def test_a_packet_about_one_of_two_names_the_other_nowhere(cast: Cast, casus: Casus) -> None:
    _tweede_slachtoffer(casus)
    een = casus.dossier.betrokkenen.get(volgorde=1)
    keuze = {"gekozen": frozenset({(een.pk, "slachtoffer")})}

    with pytest.raises(OngeldigeInvoerError) as fout:
        opgesteld(cast, casus, **keuze, toelichting=f"Bel {TWEEDE} niet.")
    assert fout.value.fouten == {"toelichting": [NOEMT]}
    besluit = aangenomen(cast, casus, **keuze)
    assert NAAM_SLACHTOFFER in woorden(casus, cast) and TWEEDE not in woorden(casus, cast)
    assert TWEEDE not in repr(open_pakket(besluit))


def test_a_place_that_was_taken_out_is_named_in_no_packet(cast: Cast, casus: Casus) -> None:
    door = als(cast.piet)
    casus.refresh_from_db()
    kamer = NieuweLocatie(adres="Kamerlaan 12", van=1)
    casus_ = personen.leg_locatie_vast(casus_id=casus.pk, versie=casus.versie, plaats=kamer, door=door)
    (plek,) = (p.id for p in open_inhoud(casus.dossier).locaties if p.adres == "Kamerlaan 12")
    assert plek is not None
    personen.werk_locatie_bij(
        casus_id=casus.pk, versie=casus_.versie, locatie_id=plek, plaats=kamer, weg=True, door=door
    )

    with pytest.raises(OngeldigeInvoerError) as fout:
        opgesteld(cast, casus, toelichting="Zij slaapt op Kamerlaan 12.")

    assert fout.value.fouten == {"toelichting": [NOEMT]}


def test_who_reads_along_sees_somebody_as_what_was_chosen(cast: Cast, casus: Casus) -> None:
    slachtoffer, dader = (casus.dossier.betrokkenen.get(deel=deel) for deel in ("slachtoffer", "dader"))
    Betrokkene.objects.filter(pk=slachtoffer.pk).update(ook_deel="dader")
    paren = frozenset({(slachtoffer.pk, "slachtoffer"), (dader.pk, "dader")})

    aangenomen(
        cast, casus, over_wie=frozenset({"slachtoffer", "dader"}), veldgroepen=frozenset({"identiteit"}), gekozen=paren
    )

    gelezen = gedeeld_blad(als(cast.zoe), casus.dossier_id, onthul=True).personen
    assert {(p.nummer, p.deel, p.ook_deel) for p in gelezen} == {(1, "slachtoffer", ""), (2, "dader", "")}


def test_on_consent_only_who_consented_can_be_chosen(cast: Cast, casus: Casus) -> None:
    _tweede_slachtoffer(casus)
    paren = {(b.pk, "slachtoffer") for b in casus.dossier.betrokkenen.filter(deel="slachtoffer")}
    nieuw: dict[str, Any] = {"grondslag_id": grondslag("toestemming-zorg"), "toestemming": HOE}
    with pytest.raises(OngeldigeInvoerError) as fout:
        opgesteld(cast, casus, **nieuw, gekozen=frozenset(paren))
    assert fout.value.fouten == {"over_wie": [IEDER_VOOR_ZICH]}

    een = sorted(paren)[0]
    besluit = opgesteld(cast, casus, **nieuw, gekozen=frozenset({een}))

    assert besluit.toestemming is not None and besluit.toestemming.betrokkene == een[0]


@pytest.mark.parametrize(("wie", "blijft", "weg"), [(0, TWEEDE, NAAM_SLACHTOFFER), (1, NAAM_SLACHTOFFER, TWEEDE)])
def test_who_takes_consent_back_closes_what_hangs_on_it_and_nothing_of_the_other(
    cast: Cast, casus: Casus, wie: int, blijft: str, weg: str
) -> None:
    _tweede_slachtoffer(casus)
    besluiten = [aangenomen(cast, casus, **_van(cast, casus, volgorde)) for volgorde in ("volgorde", "-volgorde")]

    toestemmingen.trek_in(toestemming_id=besluiten[wie].toestemming_id, door=als(cast.piet))

    assert blijft in woorden(casus, cast)
    assert weg not in woorden(casus, cast)
    assert verstrekkingsblad(als(cast.zoe), besluiten[wie].pk).regels == []
    assert blijft in repr(verstrekkingsblad(als(cast.zoe), besluiten[1 - wie].pk).regels)


@pytest.mark.parametrize("hoe", ["rij", "woorden"])
def test_consent_that_names_nobody_is_of_the_one_victim_and_who_comes_later_is_not_opened(
    cast: Cast, casus: Casus, hoe: str
) -> None:
    nieuw: dict[str, object] = {"grondslag_id": grondslag("toestemming-zorg"), "toestemming": HOE}
    besluit = aangenomen(cast, casus, **(op_toestemming(cast, casus) if hoe == "rij" else nieuw))

    _tweede_slachtoffer(casus)

    assert (NAAM_SLACHTOFFER in woorden(casus, cast), TWEEDE in woorden(casus, cast)) == (True, False)
    casus.dossier.betrokkenen.filter(volgorde=1).update(deel="dader")  # then only the other has the part
    assert TWEEDE not in woorden(casus, cast)
    toestemmingen.trek_in(toestemming_id=besluit.toestemming_id, door=als(cast.piet))
    leest_niet(casus, cast)


@pytest.mark.parametrize("hoe", ["rij", "woorden"])
def test_with_two_victims_a_consent_that_names_nobody_opens_neither(cast: Cast, casus: Casus, hoe: str) -> None:
    _tweede_slachtoffer(casus)
    nieuw: dict[str, object] = {"grondslag_id": grondslag("toestemming-zorg"), "toestemming": HOE}

    with pytest.raises(OngeldigeInvoerError) as fout:
        opgesteld(cast, casus, **(op_toestemming(cast, casus) if hoe == "rij" else nieuw))

    assert fout.value.fouten == {"over_wie": [VAN_WIE]}
    assert not Verstrekking.objects.filter(afzender=cast.zvh).exists()


def test_a_recorded_consent_of_nobody_by_name_is_of_no_victim_that_is_chosen(cast: Cast, casus: Casus) -> None:
    op_ja = op_toestemming(cast, casus)
    _tweede_slachtoffer(casus)

    for persoon in casus.dossier.betrokkenen.filter(deel="slachtoffer"):
        with pytest.raises(OngeldigeInvoerError) as fout:
            opgesteld(cast, casus, **op_ja, gekozen=frozenset({(persoon.pk, "slachtoffer")}))
        assert fout.value.fouten == {"over_wie": [VAN_WIE]}
    assert not Verstrekking.objects.filter(afzender=cast.zvh).exists()


def test_consent_of_a_victim_opens_no_offender(cast: Cast, casus: Casus) -> None:
    op_haar_ja = _van(cast, casus, "volgorde")

    with pytest.raises(OngeldigeInvoerError) as fout:
        opgesteld(cast, casus, **op_haar_ja, over_wie=frozenset({"dader"}), veldgroepen=frozenset({"identiteit"}))

    assert fout.value.fouten == {"over_wie": [VAN_EEN_ANDER]}


@pytest.mark.parametrize(
    ("woorden_", "velden", "mag"),
    [
        (f"Bel {NAAM_SLACHTOFFER} alleen overdag.", {}, True),
        ("Bel Xandra alleen overdag.", {"veldgroepen": frozenset({"contact"})}, False),  # who it is was not chosen
        (f"Pas op voor {NAAM_DADER}.", {}, False),  # not in this packet
        ("Pas op voor YPE.", {}, False),
        (f"Haar zus is {TWEEDE}.", {}, False),
        ("Bel alleen overdag, zij werkt in de avond.", {}, True),
    ],
)
def test_the_words_for_the_receiver_name_nobody_the_packet_does_not_name(
    cast: Cast, casus: Casus, woorden_: str, velden: dict[str, object], mag: bool
) -> None:
    _tweede_slachtoffer(casus)
    gekozen = {**_van(cast, casus, "volgorde"), **velden, "toelichting": woorden_, "doel": woorden_}

    if mag:
        deelbesluit = opgesteld(cast, casus, **gekozen)
        assert woorden_ in repr(open_pakket(deelbesluit))
        assert open_doel(deelbesluit) == woorden_
        return
    with pytest.raises(OngeldigeInvoerError) as fout:
        opgesteld(cast, casus, **gekozen)
    assert fout.value.fouten == {"toelichting": [NOEMT], "doel": [DOEL_NOEMT]}
    assert not Verstrekking.objects.filter(afzender=cast.zvh).exists()


def test_words_of_consent_become_a_consent_that_can_be_taken_back(cast: Cast, casus: Casus) -> None:
    deelbesluit = aangenomen(cast, casus, grondslag_id=grondslag("toestemming-zorg"), toestemming=HOE)

    (rij,) = toestemmingen.toestemmingen(casus.dossier)
    assert (rij.id, rij.woorden, rij.ontvanger) == (deelbesluit.toestemming_id, HOE, cast.zorg.naam)


def test_the_same_form_gives_the_same_deelbesluit_and_never_the_number_of_another(cast: Cast, casus: Casus) -> None:
    klaar, nummer = gezien(casus, voorstel(cast), als(cast.piet)), uuid.uuid4()

    def stuur(inzending: uuid.UUID) -> Verstrekking:
        return deelbesluiten.stel_op(
            dossier_id=casus.dossier_id, voorstel=klaar, door=als(cast.piet), inzending=inzending
        )

    assert stuur(nummer) == stuur(nummer) == Verstrekking.objects.get(afzender=cast.zvh)
    assert Journaalregel.objects.filter(handeling="deelbesluit.verzonden").count() == 1
    with pytest.raises(NietGevondenError):
        stuur(casus.bronnen.get().verstrekking_id)  # what the ZVH received from another
    assert Verstrekking.objects.filter(afzender=cast.zvh).count() == 1


def test_four_eyes_a_colleague_agrees_to_exactly_this_packet(cast: Cast, casus: Casus) -> None:
    pim = vier_ogen(cast)
    deelbesluit = opgesteld(cast, casus)
    assert deelbesluit.status == Verstrekkingsstatus.WACHT_OP_AKKOORD
    with pytest.raises(NietGevondenError):
        verstrekkingsblad(als(cast.zoe), deelbesluit.pk)
    with pytest.raises(NietToegestaanError, match="Een collega moet eerst akkoord geven"):
        deelbesluiten.verstuur(verstrekking_id=deelbesluit.pk, door=als(cast.piet))

    with pytest.raises(NietToegestaanError, match="U stelde dit zelf op"):
        deelbesluiten.keur_goed(verstrekking_id=deelbesluit.pk, gezien=afdruk_van(deelbesluit), door=als(cast.piet))
    with pytest.raises(VerouderdError):
        deelbesluiten.keur_goed(verstrekking_id=deelbesluit.pk, gezien="0" * 64, door=pim)
    deelbesluiten.keur_goed(verstrekking_id=deelbesluit.pk, gezien=afdruk_van(deelbesluit), door=pim)
    deelbesluiten.verstuur(verstrekking_id=deelbesluit.pk, door=als(cast.piet))

    deelbesluit.refresh_from_db()
    assert (deelbesluit.status, deelbesluit.goedgekeurd_door_id) == (Verstrekkingsstatus.VERZONDEN, pim.medewerker_id)


def test_an_edit_after_the_approval_voids_it(cast: Cast, casus: Casus) -> None:
    pim = vier_ogen(cast)
    deelbesluit = opgesteld(cast, casus)
    deelbesluiten.keur_goed(verstrekking_id=deelbesluit.pk, gezien=afdruk_van(deelbesluit), door=pim)

    meer = gezien(casus, anders(deelbesluit, veldgroepen=frozenset({"identiteit"})), als(cast.piet))
    deelbesluiten.wijzig(
        verstrekking_id=deelbesluit.pk, voorstel=meer, gezien=afdruk_van(deelbesluit), door=als(cast.piet)
    )

    nu = Verstrekking.objects.get(pk=deelbesluit.pk)
    assert (nu.goedgekeurde_hash, nu.goedgekeurd_door_id) == ("", None)
    assert nu.pakket_hash != deelbesluit.pakket_hash
    with pytest.raises(NietToegestaanError, match="Een collega moet eerst akkoord geven"):
        deelbesluiten.verstuur(verstrekking_id=deelbesluit.pk, door=als(cast.piet))
    with pytest.raises(VerouderdError):
        deelbesluiten.keur_goed(verstrekking_id=deelbesluit.pk, gezien=afdruk_van(deelbesluit), door=pim)


def test_a_packet_that_waited_while_the_dossier_changed_is_neither_agreed_to_nor_sent(cast: Cast, casus: Casus) -> None:
    pim = vier_ogen(cast)
    erbij = "Bel alleen overdag."
    oud, jong = (opgesteld(cast, casus, toelichting=erbij) for _ in range(2))
    deelbesluiten.keur_goed(verstrekking_id=oud.pk, gezien=afdruk_van(oud), door=pim)
    nummer = casus.dossier.betrokkenen.get(deel="slachtoffer").volgorde
    wijziging = Wijziging(NieuweBetrokkene("slachtoffer", contact={"telefoon": "0600072457"}))
    casus.refresh_from_db()
    personen.werk_betrokkene_bij(
        casus_id=casus.pk, versie=casus.versie, nummer=nummer, wijziging=wijziging, door=als(cast.piet)
    )

    with pytest.raises(VerstrekkingGeweigerdError) as bij_versturen:
        deelbesluiten.verstuur(verstrekking_id=oud.pk, door=als(cast.piet))
    with pytest.raises(VerstrekkingGeweigerdError) as bij_akkoord:
        deelbesluiten.keur_goed(verstrekking_id=jong.pk, gezien=afdruk_van(jong), door=pim)
    assert bij_versturen.value.reden == bij_akkoord.value.reden == deelbesluiten.VERANDERD

    nu = deelbesluiten.wijzig(
        verstrekking_id=oud.pk,
        voorstel=gezien(casus, anders(oud, toelichting=erbij), als(cast.piet)),
        gezien=afdruk_van(oud),
        door=als(cast.piet),
    )
    deelbesluiten.keur_goed(verstrekking_id=nu.pk, gezien=afdruk_van(nu), door=pim)
    assert deelbesluiten.verstuur(verstrekking_id=nu.pk, door=pim).status == Verstrekkingsstatus.VERZONDEN
    assert "0600072457" in str(open_pakket(nu))


@pytest.mark.parametrize(
    "velden",
    [
        {"live": True},
        {"geldig_tot": timedelta(days=330)},
        {"doel": "Een heel ander doel"},
        {"motivering": "Een heel andere afweging dan de vorige keer."},
        {"code": "toestemming-zorg", "toestemming": HOE},
    ],
    ids=lambda velden: next(iter(velden)),
)
def test_what_was_agreed_to_or_shown_before_an_edit_holds_no_more_though_the_lines_are_the_same(
    cast: Cast, casus: Casus, velden: dict[str, Any]
) -> None:
    pim = vier_ogen(cast)
    toen = opgesteld(cast, casus, live=False)
    gezien_toen = afdruk_van(toen)
    deelbesluiten.keur_goed(verstrekking_id=toen.pk, gezien=gezien_toen, door=pim)
    nieuw = dict(velden)
    if code := nieuw.pop("code", ""):
        nieuw["grondslag_id"] = grondslag(code)
    if "geldig_tot" in nieuw:
        nieuw["geldig_tot"] += klok.vandaag()

    nu = deelbesluiten.wijzig(
        verstrekking_id=toen.pk,
        voorstel=gezien(casus, anders(toen, **nieuw), als(cast.piet)),
        gezien=gezien_toen,
        door=als(cast.piet),
    )

    assert nu.pakket_hash == toen.pakket_hash
    with pytest.raises(NietToegestaanError, match="Een collega moet eerst akkoord geven"):
        deelbesluiten.verstuur(verstrekking_id=nu.pk, door=als(cast.piet))
    with pytest.raises(VerouderdError):
        deelbesluiten.keur_goed(verstrekking_id=nu.pk, gezien=gezien_toen, door=pim)
    deelbesluiten.keur_goed(verstrekking_id=nu.pk, gezien=afdruk_van(nu), door=pim)
    assert deelbesluiten.verstuur(verstrekking_id=nu.pk, door=pim).status == Verstrekkingsstatus.VERZONDEN


def test_who_edits_is_the_maker_and_cannot_agree(cast: Cast, casus: Casus) -> None:
    pim = vier_ogen(cast)
    deelbesluit = opgesteld(cast, casus)
    nieuw = deelbesluiten.wijzig(
        verstrekking_id=deelbesluit.pk,
        voorstel=gezien(casus, anders(deelbesluit, doel="Iets anders"), pim),
        gezien=afdruk_van(deelbesluit),
        door=pim,
    )

    with pytest.raises(NietToegestaanError, match="U stelde dit zelf op"):
        deelbesluiten.keur_goed(verstrekking_id=nieuw.pk, gezien=afdruk_van(nieuw), door=pim)


def test_who_edits_what_somebody_else_changed_since_changes_nothing(cast: Cast, casus: Casus) -> None:
    pim = vier_ogen(cast)
    deelbesluit = opgesteld(cast, casus)
    geopend = afdruk_van(deelbesluit)
    van_pim = gezien(casus, anders(deelbesluit, doel="Wat pim koos"), pim)
    van_piet = gezien(casus, anders(deelbesluit, doel="Wat piet koos"), als(cast.piet))
    deelbesluiten.wijzig(verstrekking_id=deelbesluit.pk, voorstel=van_pim, gezien=geopend, door=pim)

    with pytest.raises(IntussenGewijzigdError):
        deelbesluiten.wijzig(verstrekking_id=deelbesluit.pk, voorstel=van_piet, gezien=geopend, door=als(cast.piet))

    deelbesluit.refresh_from_db()
    assert open_doel(deelbesluit) == "Wat pim koos"
    assert deelbesluit.klaargezet_door_id == pim.medewerker_id


def test_the_basis_of_reading_along_is_asked_once_for_a_page(cast: Cast, casus: Casus) -> None:
    aangenomen(cast, casus)
    with CaptureQueriesContext(connection) as gevraagd:
        gedeeld_blad(als(cast.zoe), casus.dossier_id)
    toegangen = [q["sql"] for q in gevraagd if "JOIN" in q["sql"] and 'FROM "dossiers_dossiertoegang"' in q["sql"]]
    assert len(toegangen) == 1


@pytest.mark.parametrize("wat", ["ander_pakket", "zelf", "zonder_naam"])
def test_the_database_refuses_an_approval_that_is_none(cast: Cast, casus: Casus, wat: str) -> None:
    pim = vier_ogen(cast)
    deelbesluit = opgesteld(cast, casus)
    velden = {
        "goedgekeurde_hash": deelbesluit.pakket_hash,
        "goedgekeurd_op": klok.nu(),
        "goedgekeurd_door_id": pim.medewerker_id,
    } | {
        "ander_pakket": {"goedgekeurde_hash": "0" * 64},
        "zelf": {"goedgekeurd_door_id": cast.piet.pk},
        "zonder_naam": {"goedgekeurd_door_id": None},
    }[wat]

    with pytest.raises(IntegrityError), transaction.atomic():
        Verstrekking.objects.filter(pk=deelbesluit.pk).update(**velden)


def test_a_packet_that_changed_since_it_was_shown_is_not_made(cast: Cast, casus: Casus) -> None:
    klaar = gezien(casus, voorstel(cast), als(cast.piet))

    with pytest.raises(VerouderdError):
        deelbesluiten.stel_op(
            dossier_id=casus.dossier_id,
            voorstel=replace(klaar, veldgroepen=frozenset({"identiteit"})),
            door=als(cast.piet),
        )


@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"motivering": "moet"}, "motivering"),
        ({"geldig_tot": None}, "geldig_tot"),
        ({"geldig_tot": klok.vandaag()}, "geldig_tot"),
        ({"geldig_tot": klok.vandaag() + timedelta(days=400)}, "geldig_tot"),
        ({"over_wie": frozenset()}, "over_wie"),
        ({"doel": " "}, "doel"),
        ({"veldgroepen": frozenset({"strafbaar"})}, "veldgroepen"),  # not of a victim, for anybody
        ({"veldgroepen": frozenset({"identiteit", "contact"}), "over_wie": frozenset({"dader"})}, "veldgroepen"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(
    cast: Cast, casus: Casus, velden: dict[str, object], veld: str
) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        deelbesluiten.bekijk(dossier_id=casus.dossier_id, voorstel=voorstel(cast, **velden), door=als(cast.piet))

    assert set(fout.value.fouten) == {veld}


def test_reading_along_is_refused_outside_baken_in_a_shielded_dossier_and_in_an_emergency(
    cast: Cast, casus: Casus
) -> None:
    nood = {"grondslag_id": grondslag("acuut-gevaar"), "noodreden": "Er dreigt vanavond acuut gevaar voor haar."}
    gevallen: list[dict[str, object]] = [nood, {**nood, "ontvanger_id": cast.politie.pk}]
    for velden in gevallen:
        with pytest.raises(OngeldigeInvoerError) as fout:
            opgesteld(cast, casus, **velden)
        assert set(fout.value.fouten) == {"live"}
    Dossier.objects.filter(pk=casus.dossier_id).update(afgeschermd=True)  # piet is in the team
    with pytest.raises(OngeldigeInvoerError) as fout:
        opgesteld(cast, casus)
    assert set(fout.value.fouten) == {"live"}
    assert opgesteld(cast, casus, live=False).status == Verstrekkingsstatus.VERZONDEN


def test_a_shield_that_goes_up_later_closes_reading_along(cast: Cast, casus: Casus) -> None:
    aangenomen(cast, casus)

    Dossier.objects.filter(pk=casus.dossier_id).update(afgeschermd=True)

    leest_niet(casus, cast)


def test_two_deelbesluiten_give_their_sum_and_not_their_product(cast: Cast, casus: Casus) -> None:
    aangenomen(cast, casus, veldgroepen=frozenset({"contact"}))
    aangenomen(cast, casus, veldgroepen=frozenset({"strafbaar"}), over_wie=frozenset({"dader"}))

    blad = gedeeld_blad(als(cast.zoe), casus.dossier_id, onthul=True)

    te_zien = {(p.deel, groep) for p in blad.personen for groep in p.groepen}
    assert te_zien <= {("slachtoffer", "contact"), ("dader", "strafbaar")}
    assert ("slachtoffer", "contact") in te_zien
    assert blad.locaties is None


def test_a_person_whose_data_are_restricted_is_in_no_packet_and_not_read_live(cast: Cast, casus: Casus) -> None:
    deelbesluit = aangenomen(cast, casus)
    casus.dossier.betrokkenen.filter(deel="slachtoffer").update(beperkt_op=klok.vandaag())

    assert NAAM_SLACHTOFFER not in woorden(casus, cast)
    regels = deelbesluiten.bekijk(dossier_id=casus.dossier_id, voorstel=voorstel(cast), door=als(cast.piet)).regels
    assert NAAM_SLACHTOFFER not in repr(regels)
    assert NAAM_SLACHTOFFER in repr(verstrekkingsblad(als(cast.zoe), deelbesluit.pk).regels)  # it has that already


def test_closing_the_casus_ends_what_it_shares(cast: Cast, casus: Casus) -> None:
    aangenomen(cast, casus)

    sluit(casus.bronnen.get().verstrekking_id, als(cast.piet))

    leest_niet(casus, cast)


def test_of_a_casus_that_was_destroyed_the_packet_is_the_receivers_alone(cast: Cast, casus: Casus) -> None:
    deelbesluit = aangenomen(cast, casus)
    sluit(casus.bronnen.get().verstrekking_id, als(cast.piet))
    with organisatiecontext(cast.zvh.pk), transaction.atomic():
        vernietig_inhoud(casus.dossier_id, grondslag="toets")
    for lees in (
        lambda: besluitblad(als(cast.piet), deelbesluit.pk),
        lambda: deelbesluiten.verstuur(verstrekking_id=deelbesluit.pk, door=als(cast.piet)),
    ):
        with pytest.raises(NietGevondenError) as fout:
            lees()
        assert fout.value.melding == deelbesluiten.VERNIETIGD
    with pytest.raises(NietGevondenError) as fout:
        besluitblad(als(cast.anna), deelbesluit.pk)
    assert fout.value.melding != deelbesluiten.VERNIETIGD  # whom it never concerned learns nothing
    assert NAAM_SLACHTOFFER in repr(verstrekkingsblad(als(cast.zoe), deelbesluit.pk).regels)


def verstuur_mails() -> None:
    """Send what tells that reading along stopped, each once."""
    wacht = DBTaskResult.objects.filter(task_path__endswith=".bericht_meelezen_gestopt", status="READY")
    for rij in wacht:
        bericht_meelezen_gestopt.call(*rij.args_kwargs["args"])
    wacht.delete()


@pytest.mark.parametrize("hoe", ["gestopt", "casus dicht", "toestemming", "dag"])
def test_who_read_along_hears_that_it_ended_and_nothing_more(
    cast: Cast, casus: Casus, hoe: str, mailoutbox: list[EmailMessage]
) -> None:
    velden = op_toestemming(cast, casus) if hoe == "toestemming" else {}
    deelbesluit = aangenomen(cast, casus, **velden)
    assert sluit_afgelopen.call() == 0
    if hoe == "gestopt":
        deelbesluiten.beeindig(
            verstrekking_id=deelbesluit.pk, reden="De hulp loopt, meer delen is niet nodig.", door=als(cast.piet)
        )
    elif hoe == "casus dicht":
        sluit(casus.bronnen.get().verstrekking_id, als(cast.piet))
    elif hoe == "toestemming":
        toestemmingen.trek_in(toestemming_id=deelbesluit.toestemming_id, door=als(cast.piet))
    else:
        with klok.zet_stil(klok.nu() + timedelta(days=31)):
            assert (sluit_afgelopen.call(), sluit_afgelopen.call()) == (1, 0)
        deelbesluit.refresh_from_db()
        assert timezone.localtime(deelbesluit.beeindigd_op).date() == deelbesluit.geldig_tot

    verstuur_mails()

    assert {m.to[0] for m in mailoutbox} == {"zoe@voorbeeld.invalid"}
    (bericht,) = mailoutbox
    assert deelbesluit.kenmerk in bericht.body
    zegt = bericht.subject + bericht.body
    for geheim in (NAAM_SLACHTOFFER, NAAM_DADER, casus.nummer, cast.zvh.naam, str(casus.dossier_id), "slachtoffer"):
        assert geheim.lower() not in zegt.lower()


def _laat_vervallen(deelbesluit: Verstrekking, wat: str) -> None:
    """Let what a deelbesluit rests on end ten days from now."""
    over_tien = klok.vandaag() + timedelta(days=10)
    if wat == "grondslag":
        Grondslag.objects.filter(pk=deelbesluit.grondslag_id).update(geldig_tot=over_tien)
    elif wat == "afspraak":
        Afspraak.objects.filter(pk=deelbesluit.afspraak_id).update(geldig_tot=over_tien)
    else:
        Toestemming.objects.filter(pk=deelbesluit.toestemming_id).update(vervalt_op=over_tien)


@pytest.mark.parametrize("wat", ["grondslag", "afspraak", "toestemming"])
def test_who_read_along_hears_once_that_the_basis_lapsed(
    cast: Cast, casus: Casus, wat: str, mailoutbox: list[EmailMessage]
) -> None:
    deelbesluit = aangenomen(cast, casus, **(op_toestemming(cast, casus) if wat == "toestemming" else {}))
    _laat_vervallen(deelbesluit, wat)
    gedaan = []
    for dagen in (9, 10, 11, 16, 31):  # on the last day of the deelbesluit itself it is closed, and not told again
        with klok.zet_stil(klok.nu() + timedelta(days=dagen)):
            gedaan.append(sluit_afgelopen.call())
    assert gedaan == [0, 1, 0, 0, 1]

    verstuur_mails()

    assert [m.to[0] for m in mailoutbox] == ["zoe@voorbeeld.invalid"]
    assert deelbesluit.kenmerk in mailoutbox[0].body
    eerste = Journaalregel.objects.filter(handeling="deelbesluit.meelezen_vervallen").get()
    assert (eerste.organisatie_id, eerste.dossier_id) == (cast.zvh.pk, casus.dossier_id)
    deelbesluit.refresh_from_db()
    assert timezone.localtime(deelbesluit.beeindigd_op).date() == deelbesluit.geldig_tot


def test_a_basis_that_came_back_and_lapsed_again_is_told_again(
    cast: Cast, casus: Casus, mailoutbox: list[EmailMessage]
) -> None:
    deelbesluit = aangenomen(cast, casus)
    afspraak = Afspraak.objects.filter(pk=deelbesluit.afspraak_id)
    begin = klok.vandaag()
    for dag, einde in ((5, 5), (6, 8), (9, 8)):
        afspraak.update(geldig_tot=begin + timedelta(days=einde))
        with klok.zet_stil(klok.nu() + timedelta(days=dag)):
            sluit_afgelopen.call()
    verstuur_mails()
    assert len(mailoutbox) == 2


@pytest.mark.parametrize(("dagen", "berichten"), [(33, 1), (60, 0)])
def test_a_night_that_was_missed_is_made_up_for_and_what_ended_long_ago_is_not_told(
    cast: Cast, casus: Casus, dagen: int, berichten: int, mailoutbox: list[EmailMessage]
) -> None:
    deelbesluit = aangenomen(cast, casus)
    with klok.zet_stil(klok.nu() + timedelta(days=dagen)):
        assert sluit_afgelopen.call() == 1
    verstuur_mails()
    assert len(mailoutbox) == berichten
    deelbesluit.refresh_from_db()
    assert deelbesluit.beeindigd_op is not None


def test_who_never_read_along_is_told_nothing(cast: Cast, casus: Casus, mailoutbox: list[EmailMessage]) -> None:
    for deelbesluit in (aangenomen(cast, casus, live=False), opgesteld(cast, casus)):
        deelbesluiten.beeindig(
            verstrekking_id=deelbesluit.pk, reden="De hulp loopt, meer delen is niet nodig.", door=als(cast.piet)
        )
    verstuur_mails()
    assert mailoutbox == []


def test_from_a_closed_casus_nothing_new_is_shared_until_it_is_opened_again(cast: Cast, casus: Casus) -> None:
    klaar = gezien(casus, voorstel(cast), als(cast.piet))
    sluit(casus.bronnen.get().verstrekking_id, als(cast.piet))
    for deel in (deelbesluiten.bekijk, deelbesluiten.stel_op):
        with pytest.raises(OngeldigeInvoerError) as fout:
            deel(dossier_id=casus.dossier_id, voorstel=klaar, door=als(cast.piet))
        assert fout.value.fouten[""][0].startswith("Dit is afgesloten.")
    assert not Verstrekking.objects.filter(afzender=cast.zvh).exists()

    casus.refresh_from_db()
    heropen(casus_id=casus.pk, versie=casus.versie, reden="Er kwam een nieuwe melding.", door=als(cast.piet))

    nieuw = deelbesluiten.stel_op(dossier_id=casus.dossier_id, voorstel=klaar, door=als(cast.piet))
    assert nieuw.status == Verstrekkingsstatus.VERZONDEN


@pytest.mark.parametrize("wie", ["anna", "zoe", "rik", "buur", "fg", "beheer"])
def test_nobody_of_another_organisation_or_role_shares_from_a_casus(cast: Cast, casus: Casus, wie: str) -> None:
    deelbesluit = opgesteld(cast, casus)
    door = als(getattr(cast, wie))
    for weiger in (
        lambda: deelbesluiten.bekijk(dossier_id=casus.dossier_id, voorstel=voorstel(cast), door=door),
        lambda: deelbesluiten.keur_goed(verstrekking_id=deelbesluit.pk, gezien=afdruk_van(deelbesluit), door=door),
        lambda: deelbesluiten.verstuur(verstrekking_id=deelbesluit.pk, door=door),
        lambda: deelbesluiten.beeindig(verstrekking_id=deelbesluit.pk, reden="x" * 30, door=door),
        lambda: deelbesluiten.wijzig(
            verstrekking_id=deelbesluit.pk, voorstel=voorstel(cast), gezien=afdruk_van(deelbesluit), door=door
        ),
    ):
        with pytest.raises((NietGevondenError, NietToegestaanError)):
            weiger()


def test_a_deelbesluit_is_not_given_or_taken_back_as_if_it_were_a_packet_of_a_signaal(cast: Cast, casus: Casus) -> None:
    deelbesluit = op_papier(cast, casus)
    door = als(medewerker("afke", cast.zvh, Rol.AANDACHTSFUNCTIONARIS))
    for doe in (
        partial(doorgeleiden.trek_in, verstrekking_id=deelbesluit.pk, door=door),
        partial(
            doorgeleiden.leg_verzending_vast,
            verstrekking_id=deelbesluit.pk,
            hoe="telefoon",
            wanneer=klok.nu(),
            aan_wie="wachtcommandant",
            kenmerk="",
            door=door,
        ),
    ):
        with pytest.raises(NietGevondenError):
            doe()
    deelbesluit.refresh_from_db()
    assert deelbesluit.status == Verstrekkingsstatus.KLAARGEZET


def test_to_a_receiver_outside_baken_the_packet_is_given_by_hand(cast: Cast, casus: Casus) -> None:
    deelbesluit = op_papier(cast, casus)
    assert deelbesluit.status == Verstrekkingsstatus.KLAARGEZET

    deelbesluiten.leg_verzending_vast(
        verstrekking_id=deelbesluit.pk,
        verzending=Verzending("telefoon", klok.nu(), "wachtcommandant", "PL-1"),
        door=als(cast.piet),
    )

    deelbesluit.refresh_from_db()
    assert (deelbesluit.status, deelbesluit.hoe) == (Verstrekkingsstatus.VERZONDEN, "telefoon")
