"""A consent is for one purpose, has versions, and is taken back as easily as it was given."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from tests.cast import Cast, als
from tests.signalen.hulp import in_beoordeling

from baken.dossiers.models import Toestemming
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming, geldige_toestemming, leg_vast, toestemmingen, trek_in
from baken.kern import klok
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
)
from baken.kern.models import Journaalregel
from baken.signalen.models import Signaal

WOORDEN = "Ik vroeg of wij uw gegevens mogen delen met het zorgpunt. Het antwoord was ja."
ZORG = NieuweToestemming(Toestemmingsdoel.ZORG, hoe="in een gesprek", woorden=WOORDEN, taal="Pools")


@pytest.fixture
def signaal(cast: Cast) -> Signaal:
    return in_beoordeling(cast)


def test_what_was_said_is_kept_sealed_and_the_line_says_no_more_than_the_purpose(cast: Cast, signaal: Signaal) -> None:
    persoon = signaal.dossier.betrokkenen.first()
    assert persoon is not None

    gegeven = leg_vast(dossier_id=signaal.dossier_id, nieuw=replace(ZORG, betrokkene=persoon.pk), door=als(cast.anna))

    assert WOORDEN.encode() not in bytes(gegeven.inhoud or b"")
    (open_,) = toestemmingen(signaal.dossier)
    assert (open_.woorden, open_.hoe, open_.taal, open_.versie, open_.geldig) == (
        WOORDEN,
        "in een gesprek",
        "Pools",
        1,
        True,
    )
    assert geldige_toestemming(signaal.dossier_id, Toestemmingsdoel.ZORG, betrokkene=persoon.pk) == gegeven
    assert geldige_toestemming(signaal.dossier_id, Toestemmingsdoel.OPVANG, betrokkene=persoon.pk) is None
    regel = Journaalregel.objects.get(handeling="toestemming.vastgelegd")
    assert regel.dossier_id == signaal.dossier_id


def test_taking_back_asks_nothing_and_holds_from_that_day(cast: Cast, signaal: Signaal) -> None:
    gegeven = leg_vast(dossier_id=signaal.dossier_id, nieuw=ZORG, door=als(cast.anna))

    trek_in(toestemming_id=gegeven.pk, door=als(cast.vera))

    assert geldige_toestemming(signaal.dossier_id, Toestemmingsdoel.ZORG) is None
    (open_,) = toestemmingen(signaal.dossier)
    assert (open_.ingetrokken_op, open_.geldig) == (klok.vandaag(), False)
    with pytest.raises(OvergangNietToegestaanError):
        trek_in(toestemming_id=gegeven.pk, door=als(cast.anna))


def test_a_new_yes_is_a_new_version_and_the_old_one_stays(cast: Cast, signaal: Signaal) -> None:
    eerste = leg_vast(dossier_id=signaal.dossier_id, nieuw=ZORG, door=als(cast.anna))
    with pytest.raises(OngeldigeInvoerError):
        leg_vast(dossier_id=signaal.dossier_id, nieuw=ZORG, door=als(cast.anna))
    trek_in(toestemming_id=eerste.pk, door=als(cast.anna), reden="Toch liever niet")

    tweede = leg_vast(dossier_id=signaal.dossier_id, nieuw=ZORG, door=als(cast.anna))

    assert (eerste.versie, tweede.versie) == (1, 2)
    assert [t.reden_einde for t in toestemmingen(signaal.dossier)] == ["", "Toch liever niet"]


def test_a_consent_ends_by_itself_on_its_last_day_and_a_new_version_can_follow(cast: Cast, signaal: Signaal) -> None:
    nu = datetime(2030, 3, 4, 9, tzinfo=klok.TIJDZONE)
    with klok.zet_stil(nu):
        leg_vast(dossier_id=signaal.dossier_id, nieuw=replace(ZORG, vervalt_op=date(2030, 3, 7)), door=als(cast.anna))
        assert geldige_toestemming(signaal.dossier_id, Toestemmingsdoel.ZORG) is not None
    with klok.zet_stil(nu + timedelta(days=3)):
        assert geldige_toestemming(signaal.dossier_id, Toestemmingsdoel.ZORG) is None
        opnieuw = leg_vast(dossier_id=signaal.dossier_id, nieuw=ZORG, door=als(cast.anna))
    assert opnieuw.versie == 2


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"woorden": "mag"}, "woorden"),
        ({"hoe": " "}, "hoe"),
        ({"doel": "alles"}, "doel"),
        ({"gegeven_op": date(2999, 1, 1)}, "gegeven_op"),
        ({"vervalt_op": date(2020, 1, 1)}, "vervalt_op"),
        ({"betrokkene": uuid.uuid4()}, "betrokkene"),
        ({"ontvanger_id": 0}, "ontvanger"),
    ],
)
def test_what_is_no_consent_is_refused_at_its_field(
    cast: Cast, signaal: Signaal, anders: dict[str, object], veld: str
) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        leg_vast(dossier_id=signaal.dossier_id, nieuw=replace(ZORG, **anders), door=als(cast.anna))  # type: ignore[arg-type]  # made wrong on purpose

    assert set(fout.value.fouten) == {veld}
    assert not Toestemming.objects.exists()


@pytest.mark.parametrize("wie", ["buur", "zoe", "piet", "beheer", "fg"])
def test_nobody_but_who_works_on_the_dossier_records_or_takes_back(cast: Cast, signaal: Signaal, wie: str) -> None:
    gegeven = leg_vast(dossier_id=signaal.dossier_id, nieuw=ZORG, door=als(cast.anna))

    for weiger in (
        lambda: leg_vast(dossier_id=signaal.dossier_id, nieuw=ZORG, door=als(getattr(cast, wie))),
        lambda: trek_in(toestemming_id=gegeven.pk, door=als(getattr(cast, wie))),
    ):
        with pytest.raises((NietGevondenError, NietToegestaanError)):
            weiger()

    gegeven.refresh_from_db()
    assert gegeven.ingetrokken_op is None
