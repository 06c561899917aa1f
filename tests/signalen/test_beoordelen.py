"""A person decides; the rules only check (bron 004; AVG article 22)."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from tests.cast import Cast, als, maak_cast, maak_signaal
from tests.signalen.hulp import REDEN, besloten, doorgegeven, in_beoordeling

from baken.kern.fouten import (
    BakenError,
    NietGevondenError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VerouderdError,
)
from baken.signalen import selectors
from baken.signalen.models import Beoordeling
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, beoordelen
from baken.signalen.soorten import Antwoord
from baken.signalen.verloop import Status


def test_a_decision_keeps_the_advice_as_it_was_then(cast: Cast) -> None:
    signaal = besloten(cast, Uitkomst.ZORG)
    rij = signaal.beoordelingen.get()
    assert rij.uitkomsten == ["zorg"]
    assert set(rij.advies) == {"uitkomsten", "gronden", "kan_niet_laag"}
    assert rij.afwijking
    assert REDEN.encode() not in bytes(rij.reden or b"")
    assert signaal.status == Status.IN_BEOORDELING


def test_deciding_otherwise_asks_a_reason(cast: Cast) -> None:
    signaal = in_beoordeling(cast)
    with pytest.raises(OngeldigeInvoerError) as fout:
        beoordelen.beoordeel(
            signaal_id=signaal.pk,
            uitkomsten=[Uitkomst.ZORG],
            reden="te kort",
            versie=signaal.versie,
            door=als(cast.anna),
        )
    assert list(fout.value.fouten) == ["reden"]
    assert Beoordeling.objects.count() == 0


@pytest.mark.parametrize("hard", ["acuut", "vrijheid_afgenomen", "documenten_afgenomen"])
@pytest.mark.parametrize("laag", [Uitkomst.GEEN_MENSENHANDEL, Uitkomst.ADVIES_GEGEVEN])
def test_a_hard_stop_never_ends_low_whatever_the_reason(cast: Cast, hard: str, laag: Uitkomst) -> None:
    signaal = in_beoordeling(cast, **{hard: Antwoord.JA})
    with pytest.raises(OngeldigeInvoerError) as fout:
        beoordelen.beoordeel(
            signaal_id=signaal.pk, uitkomsten=[laag], reden=REDEN * 5, versie=signaal.versie, door=als(cast.anna)
        )
    assert "mag niet zo eindigen" in fout.value.fouten["uitkomsten"][0]
    signaal.refresh_from_db()
    assert signaal.status == Status.IN_BEOORDELING


def test_a_low_outcome_closes_the_signaal(cast: Cast) -> None:
    assert besloten(cast, Uitkomst.GEEN_MENSENHANDEL).status == Status.GESLOTEN


def test_nothing_is_decided_on_a_signaal_that_nobody_took_up(cast: Cast) -> None:
    signaal = maak_signaal(cast)
    with pytest.raises(OvergangNietToegestaanError):
        beoordelen.beoordeel(
            signaal_id=signaal.pk, uitkomsten=[Uitkomst.ZORG], reden=REDEN, versie=1, door=als(cast.anna)
        )
    with pytest.raises(NietGevondenError):
        beoordelen.beoordeel(
            signaal_id=signaal.pk, uitkomsten=[Uitkomst.ZORG], reden=REDEN, versie=1, door=als(cast.buur)
        )


def test_a_decision_on_an_old_page_is_refused(cast: Cast) -> None:
    signaal = in_beoordeling(cast)
    gezien = signaal.versie
    behandelen.wijs_toe(signaal_id=signaal.pk, medewerker_id=cast.vera.pk, door=als(cast.vera))
    with pytest.raises(VerouderdError):
        beoordelen.beoordeel(
            signaal_id=signaal.pk, uitkomsten=[Uitkomst.ZORG], reden=REDEN, versie=gezien, door=als(cast.anna)
        )
    assert Beoordeling.objects.count() == 0


def test_two_people_who_decide_at_once_leave_one_decision(schone_database: object) -> None:
    cast = maak_cast()
    signaal = in_beoordeling(cast)
    uitslag: list[str] = []
    start = threading.Barrier(2)

    def besluit(naam: str, uitkomst: Uitkomst) -> None:
        door = als(getattr(cast, naam))
        start.wait()
        try:
            beoordelen.beoordeel(
                signaal_id=signaal.pk, uitkomsten=[uitkomst], reden=REDEN, versie=signaal.versie, door=door
            )
            uitslag.append("gelukt")
        except BakenError as fout:
            uitslag.append(type(fout).__name__)
        finally:
            connection.close()

    draden = [
        threading.Thread(target=besluit, args=("anna", Uitkomst.ZORG)),
        threading.Thread(target=besluit, args=("vera", Uitkomst.ONDERMIJNING)),
    ]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(30)
    assert sorted(uitslag) == ["VerouderdError", "gelukt"]
    assert Beoordeling.objects.count() == 1


def test_a_signaal_that_was_passed_on_is_closed_and_can_be_opened_again(cast: Cast) -> None:
    signaal, _verstrekkingen = doorgegeven(cast)
    beoordelen.sluit(signaal_id=signaal.pk, versie=signaal.versie, reden=REDEN, door=als(cast.anna))
    signaal.refresh_from_db()
    assert signaal.status == Status.GESLOTEN
    assert behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(cast.vera)).status == Status.IN_BEOORDELING


def test_a_signaal_with_a_hard_stop_is_not_closed_because_the_reporter_stays_silent(cast: Cast) -> None:
    signaal = in_beoordeling(cast, acuut=Antwoord.JA)
    behandelen.stel_vraag(signaal_id=signaal.pk, tekst="Waar is dat?", wacht_op_antwoord=True, door=als(cast.anna))
    signaal.refresh_from_db()
    with pytest.raises(OngeldigeInvoerError):
        beoordelen.sluit(signaal_id=signaal.pk, versie=signaal.versie, door=als(cast.anna))


def test_a_signaal_that_is_still_assessed_cannot_be_closed_without_a_decision(cast: Cast) -> None:
    signaal = in_beoordeling(cast)
    with pytest.raises(OvergangNietToegestaanError):
        beoordelen.sluit(signaal_id=signaal.pk, versie=signaal.versie, door=als(cast.anna))


def test_the_page_of_a_dossier_shows_decisions_with_who_and_why(cast: Cast) -> None:
    signaal = besloten(cast, Uitkomst.ZORG)
    ((rij, reden),) = selectors.dossierblad(als(cast.vera), signaal.pk).beoordelingen
    assert (rij.door.username, reden) == ("anna", REDEN)
