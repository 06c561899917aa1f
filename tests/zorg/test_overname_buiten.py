"""A hand-over to an organisation outside Baken, and hand-overs that wait on the start page of both sides."""

from __future__ import annotations

import uuid
from datetime import timedelta
from functools import partial

import pytest
from tests.cast import Cast, als, maak_cast, organisatie
from tests.gereedschap.tegelijk import terwijl_vast
from tests.signalen.hulp import laatste_regels
from tests.zorg.hulp import gaat_verder
from tests.zorg.test_loop import lopend
from tests.zorg.test_overdragen import deel, draag_over
from tests.zorg.test_overnemen import gedeeld

from baken.dossiers import deelantwoorden, deelbesluiten, toestemmingen
from baken.dossiers.deelantwoorden import Antwoord
from baken.dossiers.deelblad import besluitblad
from baken.dossiers.models import Verstrekking
from baken.dossiers.verstrekken import Verzending
from baken.kern import klok
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OngeldigeInvoerError
from baken.organisaties.models import Aanstelling, Organisatie
from baken.zorg.models import Traject
from baken.zorg.services import overdragen
from baken.zorg.services.overdragen import Bevestiging
from baken.zorg.wachtend import wacht_op_ons, wacht_op_overname


def buiten(cast: Cast, soort: str = "zorgcoordinatie", van: Traject | None = None) -> tuple[Traject, Verstrekking]:
    """A running traject of which an organisation that does not work in Baken took a packet on."""
    verweg: Organisatie = organisatie("zorgpunt-verweg", soort, werkt_in_baken=False)
    t, zoe = van or lopend(cast), als(cast.zoe)
    pakket = deel(cast, t, verweg, "identiteit")
    gaf = Verzending("persoonlijk", klok.nu(), "De balie")
    deelbesluiten.leg_verzending_vast(verstrekking_id=pakket.pk, verzending=gaf, door=zoe)
    deelantwoorden.voer_in(
        verstrekking_id=pakket.pk, antwoord=Antwoord.ACCEPTEERT, tekst="Zij kijken of er plek is.", door=zoe
    )
    t.refresh_from_db()
    return t, pakket


def bevestig(cast: Cast, t: Traject, pakket: uuid.UUID, iemand: str = "zoe", **anders: object) -> Verstrekking:
    velden = {"hoe": "telefoon", "wanneer": klok.vandaag(), "wie": "Mevrouw Verzonnen, zorgcoördinator", **anders}
    return overdragen.leg_bevestiging_vast(
        traject_id=t.pk,
        verstrekking_id=pakket,
        bevestiging=Bevestiging(**velden),  # type: ignore[arg-type]
        door=als(getattr(cast, iemand)),
    )


def test_outside_baken_only_a_recorded_yes_with_how_and_when_ends_the_traject(cast: Cast) -> None:
    t, pakket = buiten(cast)
    with pytest.raises(OngeldigeInvoerError) as fout:
        draag_over(cast, t, pakket.pk)  # that they look whether there is room is no yes
    assert fout.value.fouten == {"verstrekking": [overdragen.NOG_NIET_BEVESTIGD]}
    bevestig(cast, t, pakket.pk)
    assert laatste_regels()[0] == "traject.overname_bevestigd"
    gezegd = besluitblad(als(cast.zoe), pakket.pk).berichten[-1].tekst
    assert "Telefoon" in gezegd and "Mevrouw Verzonnen" in gezegd and str(klok.vandaag().year) in gezegd
    with pytest.raises(OngeldigeInvoerError) as fout:
        bevestig(cast, t, pakket.pk)
    assert fout.value.fouten == {"verstrekking": [overdragen.AL_BEVESTIGD]}
    assert draag_over(cast, t, pakket.pk).status == "overgedragen"


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [
        ("hoe", "gerucht"),
        ("wanneer", klok.vandaag() + timedelta(days=1)),
        ("wanneer", klok.vandaag() - timedelta(days=400)),
        ("wie", " "),
        ("wie", "x" * 161),
    ],
)
def test_a_yes_without_how_when_or_who_is_refused(cast: Cast, veld: str, waarde: object) -> None:
    t, pakket = buiten(cast)
    with pytest.raises(OngeldigeInvoerError) as fout:
        bevestig(cast, t, pakket.pk, **{veld: waarde})
    assert set(fout.value.fouten) == {veld}
    assert not overdragen.is_bevestigd(pakket)


def test_who_answers_in_baken_says_it_there_and_nobody_else_records_it(cast: Cast) -> None:
    t, pakket, _nora = gedeeld(cast)
    for welke, zin in ((pakket.pk, overdragen.ZELF), (uuid.uuid4(), overdragen.GEEN_PAKKET)):
        with pytest.raises(OngeldigeInvoerError) as fout:
            bevestig(cast, t, welke)
        assert fout.value.fouten == {"verstrekking": [zin]}
    with pytest.raises((NietGevondenError, NietToegestaanError)):
        bevestig(cast, t, pakket.pk, "anna")


def test_an_organisation_that_coordinates_no_care_takes_none_over(cast: Cast) -> None:
    t, pakket = buiten(cast, "overig")
    with pytest.raises(OngeldigeInvoerError) as fout:
        bevestig(cast, t, pakket.pk)
    assert fout.value.fouten == {"verstrekking": [overdragen.GEEN_COORDINATOR]}


def test_who_said_that_it_is_done_does_not_go_on(cast: Cast) -> None:
    t, pakket = buiten(cast)
    bevestig(cast, t, pakket.pk)
    deelantwoorden.voer_in(
        verstrekking_id=pakket.pk, antwoord=Antwoord.AFLOOP, tekst="Zij stoppen ermee.", door=als(cast.zoe)
    )
    with pytest.raises(OngeldigeInvoerError) as fout:
        draag_over(cast, t, pakket.pk)
    assert fout.value.fouten == {"verstrekking": [overdragen.KLAAR]}
    t.refresh_from_db()
    assert t.status == "lopend"


def test_a_hand_over_that_waits_is_seen_on_both_sides_until_it_is_done(cast: Cast) -> None:
    t, pakket, nora = gedeeld(cast)
    zoe = als(cast.zoe)
    (uit,) = wacht_op_overname(zoe)
    assert (uit.traject_id, uit.naar, uit.bevestigd_op) == (t.pk, "Zorgpunt noord", None)
    (inkomend,) = wacht_op_ons(nora)
    assert (inkomend.verstrekking_id, inkomend.van) == (pakket.pk, cast.zorg.naam)
    for ander in (als(cast.zara), als(cast.anna)):
        assert (wacht_op_overname(ander), wacht_op_ons(ander)) == ([], [])
    gaat_verder(pakket, nora)
    assert wacht_op_ons(nora) == []
    (uit,) = wacht_op_overname(zoe)
    assert uit.bevestigd_op is not None
    draag_over(cast, t, pakket.pk)
    assert wacht_op_overname(zoe) == []


def test_one_whose_coordinator_left_is_seen_by_the_colleagues(cast: Cast) -> None:
    gedeeld(cast)
    Aanstelling.objects.filter(medewerker=cast.zoe).update(geldig_tot=klok.vandaag())
    assert len(wacht_op_overname(als(cast.zara))) == 1


def test_what_was_stopped_or_lost_its_consent_waits_no_more(cast: Cast) -> None:
    t, pakket, nora = gedeeld(cast)
    zoe = als(cast.zoe)
    deelbesluiten.beeindig(verstrekking_id=pakket.pk, reden="Zij blijft toch bij ons, dat wil zij zelf.", door=zoe)
    assert (wacht_op_overname(zoe), wacht_op_ons(nora)) == ([], [])
    _t, pakket = buiten(cast, van=t)
    assert len(wacht_op_overname(zoe)) == 1
    pakket.refresh_from_db()
    assert pakket.toestemming_id is not None
    toestemmingen.trek_in(toestemming_id=pakket.toestemming_id, door=zoe)
    assert wacht_op_overname(zoe) == []


def test_what_is_shared_with_who_coordinates_no_care_does_not_wait(cast: Cast) -> None:
    t = lopend(cast)
    deel(cast, t, cast.veilig_thuis, "identiteit")
    assert wacht_op_overname(als(cast.zoe)) == []


@pytest.mark.postgres
def test_a_hand_over_while_consent_is_taken_back_is_refused(schone_database: object) -> None:
    cast = maak_cast()
    t, pakket, nora = gedeeld(cast)
    gaat_verder(pakket, nora)
    pakket.refresh_from_db()
    assert pakket.toestemming_id is not None
    uitslag = terwijl_vast(
        lambda: Verstrekking.objects.select_for_update(of=("self",)).get(pk=pakket.pk),
        [
            partial(toestemmingen.trek_in, toestemming_id=pakket.toestemming_id, door=als(cast.zoe)),
            partial(draag_over, cast, t, pakket.pk),
        ],
    )
    assert uitslag == ["gelukt", "OngeldigeInvoerError"]
    t.refresh_from_db()
    assert t.status == "lopend"
