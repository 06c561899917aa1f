"""Closing: what is open is said and asks a reason; a hard stop never ends with nothing done; and who refuses late."""

from __future__ import annotations

import pytest
from tests.cast import Cast, als
from tests.casussen.hulp import sluit as sluit_casus
from tests.signalen.hulp import REDEN, besloten, doorgegeven, in_beoordeling, laatste_regels, naar_politie, naar_zorg

from baken.casussen.services.aannemen import accepteer
from baken.dossiers.models import Verstrekking
from baken.dossiers.services import sleutel_van
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
)
from baken.signalen import selectors
from baken.signalen.inhoud import open_reden
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, beoordelen, doorgeleiden, naderhand
from baken.signalen.services.nieuws import lees_nieuws
from baken.signalen.soorten import Antwoord
from baken.signalen.verloop import Status


def sluit(cast: Cast, signaal: Signaal, reden: str = "") -> Signaal:
    signaal.refresh_from_db()
    return beoordelen.sluit(signaal_id=signaal.pk, versie=signaal.versie, reden=reden, door=als(cast.anna))


def weigert(cast: Cast, signaal: Signaal, reden: str = "") -> dict[str, list[str]]:
    with pytest.raises(OngeldigeInvoerError) as fout:
        sluit(cast, signaal, reden)
    signaal.refresh_from_db()
    assert signaal.status != Status.GESLOTEN
    return fout.value.fouten


def neem_aan(verstrekking: Verstrekking, wie: object) -> None:
    accepteer(verstrekking_id=verstrekking.pk, door=als(wie))


def rond_af(cast: Cast, verstrekking: Verstrekking, wie: object) -> None:
    """Take it on, finish it, and have anna read that."""
    neem_aan(verstrekking, wie)
    sluit_casus(verstrekking.pk, als(wie))
    signaal = Signaal.objects.get(dossier_id=verstrekking.dossier_id)
    lees_nieuws(signaal_id=signaal.pk, nummer=signaal.nieuws_nummer, berichten=[], door=als(cast.anna))


def test_what_everybody_finished_closes_without_a_question(cast: Cast) -> None:
    signaal, (zorg, zvh) = doorgegeven(cast)
    rond_af(cast, zorg, cast.zoe)
    rond_af(cast, zvh, cast.piet)
    assert sluit(cast, signaal).status == Status.GESLOTEN
    assert signaal.beoordelingen.count() == 1


def test_what_is_open_is_named_and_closing_anyhow_is_kept_as_a_departure(cast: Cast) -> None:
    signaal, (zorg, _politie) = doorgegeven(cast, naar_zorg(cast, procesregie=True), naar_politie(cast))
    rond_af(cast, zorg, cast.zoe)
    fouten = weigert(cast, signaal)
    assert any("Politie voorbeeld is nog niet gegeven" in zin for zin in fouten["reden"])
    assert list(weigert(cast, signaal, "te kort")) == ["reden"]
    assert sluit(cast, signaal, REDEN).status == Status.GESLOTEN
    rij = signaal.beoordelingen.last()
    assert (rij.afwijking, rij.advies["afsluiting"]) == (True, ["niet_gegeven"])
    assert open_reden(rij, sleutel_van(signaal.dossier)) == REDEN
    assert "Gesloten terwijl er nog iets openstond" in repr(_tijdlijn(cast, signaal))


def _tijdlijn(cast: Cast, signaal: Signaal) -> list[object]:
    from baken.signalen.tijdlijn import tijdlijn

    return list(tijdlijn(selectors.dossierblad(als(cast.anna), signaal.pk)))


def test_an_answer_that_did_not_come_is_open(cast: Cast) -> None:
    signaal, _verstrekkingen = doorgegeven(cast)
    zinnen = weigert(cast, signaal)["reden"]
    assert sum("heeft nog niet geantwoord" in zin for zin in zinnen) == 2


def test_work_that_nobody_directs_is_open(cast: Cast) -> None:
    signaal, (zorg, zvh) = doorgegeven(cast)
    neem_aan(zorg, cast.zoe)
    doorgeleiden.wijs_af(verstrekking_id=zvh.pk, reden="Niet voor ons.", door=als(cast.piet))
    assert "Niemand heeft de procesregie." in weigert(cast, signaal)["reden"]


@pytest.mark.parametrize("hard", ["acuut", "vrijheid_afgenomen", "documenten_afgenomen"])
def test_a_hard_stop_that_nobody_took_on_never_closes_whatever_the_reason(cast: Cast, hard: str) -> None:
    signaal = besloten(cast, **{hard: Antwoord.JA})
    _s, (zorg, _politie) = doorgegeven(cast, naar_zorg(cast, procesregie=True), naar_politie(cast), signaal=signaal)
    for reden in ("", REDEN * 5):
        assert "harde grens" in weigert(cast, signaal, reden)[""][0]
    neem_aan(zorg, cast.zoe)
    assert list(weigert(cast, signaal)) == ["reden"]  # the other packet is still to be given
    assert sluit(cast, signaal, REDEN).status == Status.GESLOTEN


def test_a_signaal_that_is_opened_again_closes_again_while_others_have_it(cast: Cast) -> None:
    signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    rond_af(cast, zorg, cast.zoe)
    sluit(cast, signaal)
    behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(cast.anna))
    assert sluit(cast, signaal).status == Status.GESLOTEN


def test_what_is_assessed_and_with_nobody_does_not_close(cast: Cast) -> None:
    for signaal in (in_beoordeling(cast), besloten(cast)):
        with pytest.raises(OvergangNietToegestaanError):
            sluit(cast, signaal, REDEN)
    signaal, _v = doorgegeven(cast)
    with pytest.raises(NietGevondenError):
        beoordelen.sluit(signaal_id=signaal.pk, versie=signaal.versie, reden=REDEN, door=als(cast.buur))


def test_a_closed_signaal_comes_back_when_the_last_receiver_refuses(cast: Cast) -> None:
    signaal, (zorg, zvh) = doorgegeven(cast)
    sluit(cast, signaal, REDEN)
    doorgeleiden.wijs_af(verstrekking_id=zvh.pk, reden="Niet voor ons.", door=als(cast.piet))
    signaal.refresh_from_db()
    assert signaal.status == Status.GESLOTEN  # care still has it
    doorgeleiden.wijs_af(verstrekking_id=zorg.pk, reden="Niet voor ons.", door=als(cast.zoe))
    signaal.refresh_from_db()
    assert signaal.status == Status.IN_BEOORDELING
    assert "signaal.teruggekomen" in laatste_regels(4)
    assert signaal.pk in {s.pk for s in selectors.werklijst(als(cast.anna), tab="mijn").rijen}
    doorgegeven(cast, naar_zorg(cast, procesregie=True), signaal=signaal)  # and can be given to another
    signaal.refresh_from_db()
    assert signaal.status == Status.DOORGELEID


def test_a_closed_signaal_comes_back_when_its_last_packet_is_taken_back(cast: Cast) -> None:
    signaal, (politie,) = doorgegeven(cast, naar_politie(cast, procesregie=True))
    sluit(cast, signaal, REDEN)
    doorgeleiden.trek_in(verstrekking_id=politie.pk, door=als(cast.anna))
    signaal.refresh_from_db()
    assert signaal.status == Status.IN_BEOORDELING


def test_what_was_found_to_be_nothing_stays_closed(cast: Cast) -> None:
    signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    sluit(cast, signaal, REDEN)
    behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(cast.anna))
    signaal.refresh_from_db()
    beoordelen.beoordeel(
        signaal_id=signaal.pk,
        uitkomsten=[Uitkomst.GEEN_MENSENHANDEL],
        reden=REDEN,
        versie=signaal.versie,
        door=als(cast.anna),
    )
    doorgeleiden.wijs_af(verstrekking_id=zorg.pk, reden="Niet voor ons.", door=als(cast.zoe))
    signaal.refresh_from_db()
    assert signaal.status == Status.GESLOTEN


def test_what_is_taken_on_and_not_finished_is_open(cast: Cast) -> None:
    signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    neem_aan(zorg, cast.zoe)
    zinnen = weigert(cast, signaal)["reden"]
    assert "Zorgpunt nam het aan en is nog niet klaar." in zinnen
    assert "Een antwoord van Zorgpunt is nog niet gelezen." in zinnen


def test_a_message_of_the_reporter_that_nobody_read_is_open(cast: Cast) -> None:
    signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True), signaal=besloten(cast, Uitkomst.ZORG))
    rond_af(cast, zorg, cast.zoe)
    signaal.refresh_from_db()
    behandelen.antwoord(signaal, "Zij is weer gezien.")
    assert weigert(cast, signaal)["reden"][1:] == ["Een bericht van de melder is nog niet gelezen."]


def test_a_refusal_of_who_the_advice_names_is_open_until_somebody_takes_the_place_or_explains(cast: Cast) -> None:
    signaal, (zorg, zvh) = doorgegeven(cast)
    rond_af(cast, zvh, cast.piet)
    doorgeleiden.wijs_af(verstrekking_id=zorg.pk, reden="Geen plaats.", door=als(cast.zoe))
    signaal.refresh_from_db()
    lees_nieuws(signaal_id=signaal.pk, nummer=signaal.nieuws_nummer, berichten=[], door=als(cast.anna))
    assert weigert(cast, signaal)["reden"][1:] == ["Zorgpunt nam het niet aan en niemand kwam in de plaats."]
    with pytest.raises(OngeldigeInvoerError):
        naderhand.leg_weigering_uit(verstrekking_id=zorg.pk, reden="te kort", door=als(cast.anna))
    naderhand.leg_weigering_uit(verstrekking_id=zorg.pk, reden=REDEN, door=als(cast.anna))
    assert "verstrekking.weigering_uitgelegd" in laatste_regels()
    assert sluit(cast, signaal).status == Status.GESLOTEN
    for ander in (cast.buur, cast.zoe):
        with pytest.raises((NietGevondenError, NietToegestaanError)):
            naderhand.leg_weigering_uit(verstrekking_id=zorg.pk, reden=REDEN, door=als(ander))


def test_the_reason_of_each_kind_is_kept_behind_what_it_is_about(cast: Cast) -> None:
    signaal, _verstrekkingen = doorgegeven(cast, naar_zorg(cast, procesregie=True), naar_politie(cast))
    signaal.refresh_from_db()
    beoordelen.sluit(
        signaal_id=signaal.pk,
        versie=signaal.versie,
        redenen={"geen_antwoord": "Zij bellen ons morgen terug.", "niet_gegeven": "De politie kwam het zelf halen."},
        door=als(cast.anna),
    )
    reden = open_reden(signaal.beoordelingen.last(), sleutel_van(signaal.dossier))
    assert "[Het pakket voor Politie voorbeeld is nog niet gegeven.] De politie kwam het zelf halen." in reden
    assert "[Zorgpunt heeft nog niet geantwoord.] Zij bellen ons morgen terug." in reden
