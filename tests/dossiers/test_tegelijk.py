"""Who shares and who ends sharing at the same moment: one of them is first, and nobody waits for each other in turn."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial

import pytest
from tests.cast import Cast, als, maak_cast
from tests.casussen.hulp import sluit
from tests.dossiers.deelhulp import anders, convenant, gezien, opgesteld, vier_ogen, voorstel, zvh_casus
from tests.gereedschap.tegelijk import terwijl_vast
from tests.signalen.hulp import doorgegeven, grondslag, naar_zorg

from baken.casussen.models import Casus
from baken.casussen.services.aannemen import accepteer
from baken.dossiers import deelbesluiten, toestemmingen
from baken.dossiers.akkoord import afdruk_van
from baken.dossiers.models import Dossiertoegang, Toestemming, Verstrekking
from baken.dossiers.naderhand import Intrekking
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.kern import klok
from baken.signalen.services import naderhand

pytestmark = pytest.mark.postgres

HOE = "Ik vroeg het in een gesprek en legde uit wat wij delen; het antwoord was ja."
DICHT = {Verstrekkingsstatus.INGETROKKEN, Verstrekkingsstatus.BEEINDIGD}


@pytest.fixture
def cast(schone_database: object) -> Cast:
    cast = maak_cast()
    convenant(cast)
    return cast


@pytest.fixture
def casus(cast: Cast) -> Casus:
    return zvh_casus(cast)


def toestemming(cast: Cast, casus: Casus) -> Toestemming:
    nieuw = NieuweToestemming(Toestemmingsdoel.DELEN, hoe="in een gesprek", woorden=HOE, ontvanger_id=cast.zorg.pk)
    return toestemmingen.leg_vast(dossier_id=casus.dossier_id, nieuw=nieuw, door=als(cast.piet))


def op_toestemming(cast: Cast, casus: Casus) -> Verstrekking:
    """Return a new deelbesluit on a new consent."""
    gegeven = toestemming(cast, casus)
    return opgesteld(cast, casus, grondslag_id=grondslag("toestemming-zorg"), toestemming_id=gegeven.pk)


def houd(*rijen: Verstrekking | Toestemming) -> Callable[[], object]:
    """Return what holds these rows."""
    return lambda: [type(rij)._default_manager.select_for_update().get(pk=rij.pk) for rij in rijen]


def is_dicht(*besluiten: Verstrekking) -> None:
    """Check that nothing of these is open and that nobody reads along on them."""
    for besluit in besluiten:
        besluit.refresh_from_db()
        assert besluit.status in DICHT
        assert not Dossiertoegang.objects.filter(verstrekking=besluit, geldig_tot__gt=klok.vandaag()).exists()


def sluit_af(cast: Cast, casus: Casus) -> Callable[[], object]:
    return partial(sluit, casus.bronnen.get().verstrekking_id, als(cast.piet))


def test_what_is_made_while_its_consent_is_taken_back_is_closed_with_it(cast: Cast, casus: Casus) -> None:
    gegeven = toestemming(cast, casus)
    velden = {"grondslag_id": grondslag("toestemming-zorg"), "toestemming_id": gegeven.pk}
    nummer = uuid.uuid4()
    klaar = gezien(casus, voorstel(cast, **velden), als(cast.piet))
    ander = opgesteld(cast, casus)

    def neem_nummer() -> None:
        """Hold the number of the new deelbesluit: its maker waits after every check, before it is there."""
        rij = Verstrekking.objects.get(pk=ander.pk)
        rij.pk = nummer
        rij.save(force_insert=True)

    maak = partial(
        deelbesluiten.stel_op, dossier_id=casus.dossier_id, voorstel=klaar, inzending=nummer, door=als(cast.piet)
    )
    trek_in = partial(toestemmingen.trek_in, toestemming_id=gegeven.pk, door=als(cast.piet))

    assert terwijl_vast(neem_nummer, [maak, trek_in]) == ["gelukt", "gelukt"]
    is_dicht(Verstrekking.objects.get(pk=nummer))


def goedgekeurd(cast: Cast, casus: Casus) -> tuple[Verstrekking, partial[Verstrekking], partial[Toestemming]]:
    """Return a deelbesluit on consent that a colleague agreed to, and the acts to send it and to take consent back."""
    pim = vier_ogen(cast)
    besluit = op_toestemming(cast, casus)
    deelbesluiten.keur_goed(verstrekking_id=besluit.pk, gezien=afdruk_van(besluit), door=pim)
    verstuur = partial(deelbesluiten.verstuur, verstrekking_id=besluit.pk, door=als(cast.piet))
    trek_in = partial(toestemmingen.trek_in, toestemming_id=besluit.toestemming_id, door=als(cast.piet))
    return besluit, verstuur, trek_in


def test_consent_that_is_taken_back_while_it_is_sent_closes_it(cast: Cast, casus: Casus) -> None:
    besluit, verstuur, trek_in = goedgekeurd(cast, casus)

    assert terwijl_vast(houd(besluit), [verstuur, trek_in]) == ["gelukt", "gelukt"]
    is_dicht(besluit)


def test_nothing_is_sent_that_waited_while_its_consent_was_taken_back(cast: Cast, casus: Casus) -> None:
    besluit, verstuur, trek_in = goedgekeurd(cast, casus)

    assert terwijl_vast(houd(besluit), [trek_in, verstuur]) == ["gelukt", "OvergangNietToegestaanError"]
    is_dicht(besluit)


def test_who_takes_on_while_consent_is_taken_back_does_not_read_along(cast: Cast, casus: Casus) -> None:
    besluit = op_toestemming(cast, casus)
    neem_aan = partial(accepteer, verstrekking_id=besluit.pk, door=als(cast.zoe))
    trek_in = partial(toestemmingen.trek_in, toestemming_id=besluit.toestemming_id, door=als(cast.piet))

    assert terwijl_vast(houd(besluit), [neem_aan, trek_in]) == ["gelukt", "gelukt"]
    is_dicht(besluit)


def test_who_takes_on_while_the_casus_is_closed_does_not_read_along(cast: Cast, casus: Casus) -> None:
    besluit = opgesteld(cast, casus)
    neem_aan = partial(accepteer, verstrekking_id=besluit.pk, door=als(cast.zoe))

    assert terwijl_vast(houd(besluit), [neem_aan, sluit_af(cast, casus)]) == ["gelukt", "gelukt"]
    besluit.refresh_from_db()
    assert besluit.beeindigd_op is not None
    assert not Dossiertoegang.objects.filter(verstrekking=besluit, geldig_tot__gt=klok.vandaag()).exists()


def test_an_edit_while_the_casus_is_closed_is_ended_with_it(cast: Cast, casus: Casus) -> None:
    vier_ogen(cast)
    besluit = opgesteld(cast, casus)
    nieuw = gezien(casus, anders(besluit, veldgroepen=frozenset({"identiteit"})), als(cast.piet))
    wijzig = partial(
        deelbesluiten.wijzig,
        verstrekking_id=besluit.pk,
        voorstel=nieuw,
        gezien=afdruk_van(besluit),
        door=als(cast.piet),
    )

    assert terwijl_vast(houd(besluit), [wijzig, sluit_af(cast, casus)]) == ["gelukt", "gelukt"]
    is_dicht(besluit)


def test_consent_under_a_signaal_that_is_taken_back_in_two_ways_at_once_ends_once(cast: Cast) -> None:
    _signaal, (pakket,) = doorgegeven(
        cast,
        naar_zorg(cast, grondslag_id=grondslag("toestemming-zorg"), toestemming=HOE, procesregie=True),
    )
    intrekking = Intrekking(klok.vandaag(), "de betrokkene", "in een gesprek")
    zo = partial(naderhand.trek_toestemming_in, verstrekking_id=pakket.pk, intrekking=intrekking, door=als(cast.anna))
    of_zo = partial(toestemmingen.trek_in, toestemming_id=pakket.toestemming_id, door=als(cast.anna))

    assert terwijl_vast(houd(pakket), [zo, of_zo]) == ["gelukt", "OvergangNietToegestaanError"]
    is_dicht(pakket)
