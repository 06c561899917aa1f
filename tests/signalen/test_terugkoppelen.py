"""The reporter hears within the promised term, in bounded texts; and the share that heard in time is honest."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.cast import Cast, als, maak_signaal
from tests.casussen.hulp import meld, sluit
from tests.signalen.hulp import (
    besloten,
    doorgegeven,
    in_beoordeling,
    naar_politie,
    naar_riec,
)

from baken.casussen.services.aannemen import accepteer
from baken.kern import klok
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OngeldigeInvoerError, OvergangNietToegestaanError
from baken.kern.ontvangstcode import nieuwe_code
from baken.signalen import selectors, volgen
from baken.signalen.models import Signaal
from baken.signalen.ontvangerstanden import zaak
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.rules.terugkoppeling import MEESTE_UITSTEL, Bericht, passend
from baken.signalen.services import behandelen, beoordelen
from baken.signalen.services.terugkoppelen import KEUZES, koppel_terug, laatste_dag
from baken.signalen.termijnen import lopende_termijnen, verlopen_termijnen
from baken.signalen.tijdlijn import tijdlijn
from baken.signalen.verloop import Status


def test_the_reporter_reads_the_bounded_text_and_nothing_of_the_outcome(cast: Cast) -> None:
    code = nieuwe_code()
    riec = naar_riec(cast, procesregie=True)
    signaal, _v = doorgegeven(cast, riec, signaal=besloten(cast, Uitkomst.ONDERMIJNING, code=code))
    koppel_terug(signaal_id=signaal.pk, bericht=Bericht.DOORGELEID, door=als(cast.anna))
    ((_dag, tekst),) = volgen.volg(code).terugkoppelingen
    for verraad in ("RIEC", "olitie", "slachtoffer", "onderm", "Anna"):
        assert verraad not in tekst


@pytest.mark.parametrize("bericht", [Bericht.ONTVANGEN, Bericht.IN_BEOORDELING, Bericht.VRAAG])
def test_a_text_that_says_nothing_is_no_feedback(cast: Cast, bericht: Bericht) -> None:
    with pytest.raises(OngeldigeInvoerError):
        koppel_terug(signaal_id=in_beoordeling(cast).pk, bericht=bericht, door=als(cast.anna))


def test_feedback_waits_until_someone_took_the_signaal_up(cast: Cast) -> None:
    signaal = maak_signaal(cast)
    with pytest.raises(OvergangNietToegestaanError):
        koppel_terug(signaal_id=signaal.pk, bericht=Bericht.AFGEROND, door=als(cast.anna))
    with pytest.raises(NietGevondenError):
        koppel_terug(signaal_id=signaal.pk, bericht=Bericht.AFGEROND, door=als(cast.buur))


def test_while_one_waits_for_the_reporter_the_promise_can_move_but_nothing_can_end(cast: Cast) -> None:
    signaal = in_beoordeling(cast)
    anna, morgen = als(cast.anna), klok.vandaag() + timedelta(days=1)
    behandelen.stel_vraag(signaal_id=signaal.pk, tekst="Welke dagen?", wacht_op_antwoord=True, door=anna)
    for bericht in set(KEUZES) - {Bericht.LATER}:
        with pytest.raises(OngeldigeInvoerError):
            koppel_terug(signaal_id=signaal.pk, bericht=bericht, door=anna)
    koppel_terug(signaal_id=signaal.pk, bericht=Bericht.LATER, datum=morgen, door=anna)
    signaal.refresh_from_db()
    assert (signaal.status, signaal.terugkoppelen_voor) == (Status.WACHT_OP_MELDER, morgen)


def test_later_names_a_day_and_each_later_keeps_the_day_it_named(cast: Cast) -> None:
    code = nieuwe_code()
    signaal = in_beoordeling(cast, code=code)
    morgen, volgende_week = klok.vandaag() + timedelta(days=1), klok.vandaag() + timedelta(days=7)
    with pytest.raises(OngeldigeInvoerError):
        koppel_terug(signaal_id=signaal.pk, bericht=Bericht.LATER, datum=klok.vandaag(), door=als(cast.anna))
    with pytest.raises(OngeldigeInvoerError):
        koppel_terug(signaal_id=signaal.pk, bericht=Bericht.LATER, door=als(cast.anna))
    for dag in (morgen, volgende_week):
        koppel_terug(signaal_id=signaal.pk, bericht=Bericht.LATER, datum=dag, door=als(cast.anna))
    signaal.refresh_from_db()
    assert signaal.terugkoppelen_voor == volgende_week
    assert signaal.teruggekoppeld_op is None
    teksten = [tekst for _dag, tekst in volgen.volg(code).terugkoppelingen]
    assert str(morgen.day) in teksten[0]
    assert teksten[0] != teksten[1]


def test_later_moves_the_day_on_the_work_list_but_not_the_promise_that_is_counted(cast: Cast) -> None:
    anna = als(cast.anna)
    op_tijd, uitgesteld, vergeten = (besloten(cast, Uitkomst.NADER_BEKIJKEN) for _ in range(3))
    Signaal.objects.filter(pk__in=[uitgesteld.pk, vergeten.pk]).update(
        terugkoppelen_voor=klok.vandaag() - timedelta(days=1)
    )
    koppel_terug(signaal_id=op_tijd.pk, bericht=Bericht.NADER_BEKIJKEN, door=anna)
    koppel_terug(signaal_id=uitgesteld.pk, bericht=Bericht.LATER, datum=klok.vandaag() + timedelta(days=9), door=anna)
    assert koppel_terug(signaal_id=uitgesteld.pk, bericht=Bericht.NADER_BEKIJKEN, door=anna).op_tijd is False
    cijfer = selectors.belofte(anna)
    assert (cijfer.beloofd, cijfer.op_tijd, cijfer.te_laat, cijfer.percentage) == (3, 1, 2, 33)


def keuzes(signaal: Signaal) -> set[Bericht]:
    signaal.refresh_from_db()
    return set(passend(zaak(signaal)))


def alleen(cast: Cast, signaal: Signaal, *verwacht: Bericht) -> None:
    """Check what is offered, and that nothing else is taken."""
    assert keuzes(signaal) == set(verwacht)
    for bericht in set(KEUZES) - set(verwacht):
        with pytest.raises(OngeldigeInvoerError) as fout:
            koppel_terug(
                signaal_id=signaal.pk, bericht=bericht, datum=klok.vandaag() + timedelta(days=1), door=als(cast.anna)
            )
        assert list(fout.value.fouten) == ["bericht"]


def test_before_a_decision_only_more_time_can_be_asked(cast: Cast) -> None:
    alleen(cast, in_beoordeling(cast), Bericht.LATER)


def test_after_a_decision_to_pass_on_nothing_is_taken_up_until_somebody_has_it(cast: Cast) -> None:
    signaal = besloten(cast)
    alleen(cast, signaal, Bericht.LATER)
    doorgegeven(cast, naar_politie(cast, procesregie=True), signaal=signaal)
    alleen(cast, signaal, Bericht.LATER)  # ready, not given: the police works outside Baken


def test_what_is_passed_on_is_taken_up_and_finished_only_when_all_receivers_are(cast: Cast) -> None:
    signaal, (zorg, zvh) = doorgegeven(cast)
    alleen(cast, signaal, Bericht.DOORGELEID)
    koppel_terug(signaal_id=signaal.pk, bericht=Bericht.DOORGELEID, door=als(cast.anna))
    alleen(cast, signaal)
    for verstrekking, wie in ((zorg, cast.zoe), (zvh, cast.piet)):
        accepteer(verstrekking_id=verstrekking.pk, door=als(wie))
        sluit(verstrekking.pk, als(wie))
    alleen(cast, signaal, Bericht.AFGEROND)
    koppel_terug(signaal_id=signaal.pk, bericht=Bericht.AFGEROND, door=als(cast.anna))
    alleen(cast, signaal)


def test_each_low_decision_has_its_own_text_once(cast: Cast) -> None:
    for uitkomst, bericht in (
        (Uitkomst.GEEN_MENSENHANDEL, Bericht.GEEN_VERVOLG),
        (Uitkomst.ADVIES_GEGEVEN, Bericht.ADVIES_GEGEVEN),
    ):
        signaal = besloten(cast, uitkomst)
        alleen(cast, signaal, bericht)
        koppel_terug(signaal_id=signaal.pk, bericht=bericht, door=als(cast.anna))
        alleen(cast, signaal)


def test_looking_further_can_be_told_once_and_then_a_new_decision_brings_its_own_text(cast: Cast) -> None:
    signaal = besloten(cast, Uitkomst.NADER_BEKIJKEN)
    alleen(cast, signaal, Bericht.NADER_BEKIJKEN, Bericht.LATER)
    koppel_terug(signaal_id=signaal.pk, bericht=Bericht.NADER_BEKIJKEN, door=als(cast.anna))
    alleen(cast, signaal)
    beoordelen.beoordeel(
        signaal_id=signaal.pk,
        uitkomsten=[Uitkomst.GEEN_MENSENHANDEL],
        reden="Het bleek een gewone huurkwestie te zijn.",
        versie=signaal.versie,
        door=als(cast.anna),
    )
    alleen(cast, signaal, Bericht.GEEN_VERVOLG)


def test_closed_because_the_reporter_never_answered_can_be_told(cast: Cast) -> None:
    signaal = in_beoordeling(cast)
    behandelen.stel_vraag(signaal_id=signaal.pk, tekst="Waar?", wacht_op_antwoord=True, door=als(cast.anna))
    signaal.refresh_from_db()
    beoordelen.sluit(signaal_id=signaal.pk, versie=signaal.versie, door=als(cast.anna))
    alleen(cast, signaal, Bericht.GEEN_VERVOLG, Bericht.AFGEROND)


def test_later_reaches_a_bounded_number_of_working_days_and_comes_a_bounded_number_of_times(cast: Cast) -> None:
    signaal, anna = in_beoordeling(cast), als(cast.anna)
    laatste = laatste_dag(anna.vandaag)
    for dag in (laatste + timedelta(days=1), date(2999, 1, 1)):
        with pytest.raises(OngeldigeInvoerError, match="datum"):
            koppel_terug(signaal_id=signaal.pk, bericht=Bericht.LATER, datum=dag, door=anna)
    for _keer in range(MEESTE_UITSTEL):
        koppel_terug(signaal_id=signaal.pk, bericht=Bericht.LATER, datum=laatste, door=anna)
    with pytest.raises(OngeldigeInvoerError) as fout:
        koppel_terug(signaal_id=signaal.pk, bericht=Bericht.LATER, datum=laatste, door=anna)
    assert "keer uit" in fout.value.fouten["bericht"][0]


def test_the_share_counts_nothing_that_is_not_due_and_is_for_the_own_organisation(cast: Cast) -> None:
    in_beoordeling(cast)
    maak_signaal(cast, terugkoppeling_gewenst=False)
    assert selectors.belofte(als(cast.anna)).percentage is None
    assert selectors.belofte(als(cast.beleid)).beloofd == 0
    with pytest.raises(NietToegestaanError):
        selectors.belofte(als(cast.zoe))


def test_the_terms_on_a_row_are_the_terms_of_the_late_list(cast: Cast) -> None:
    gisteren, morgen = klok.vandaag() - timedelta(days=1), klok.vandaag() + timedelta(days=1)
    maak_signaal(cast)
    in_beoordeling(cast)
    besloten(cast)
    doorgegeven(cast)
    besloten(cast, Uitkomst.GEEN_MENSENHANDEL)
    maak_signaal(cast, terugkoppeling_gewenst=False)
    for nummer in range(8):
        dagen = [gisteren if nummer >> bit & 1 else morgen for bit in range(3)]
        Signaal.objects.update(bekijken_voor=dagen[0], beoordelen_voor=dagen[1], terugkoppelen_voor=dagen[2])
        alle = selectors.werklijst(als(cast.anna), tab="alle").rijen
        laat = {s.pk for s in selectors.werklijst(als(cast.anna), tab="te_laat").rijen}
        assert {s.pk for s in alle if verlopen_termijnen(s, klok.vandaag())} == laat


def test_no_term_runs_on_what_was_withdrawn(cast: Cast) -> None:
    signaal = maak_signaal(cast)
    signaal.status = Status.INGETROKKEN
    assert lopende_termijnen(signaal) == ()


def test_the_timeline_tells_the_acts_newest_first_without_identities(cast: Cast) -> None:
    signaal, _verstrekkingen = doorgegeven(cast)
    momenten = tijdlijn(selectors.dossierblad(als(cast.anna), signaal.pk, onthul=True))
    assert [m.op for m in momenten] == sorted((m.op for m in momenten), reverse=True)
    assert "Xandra" not in repr(momenten)
    assert {"Signaal ontvangen", "Besluit genomen"} <= {m.wat for m in momenten}


def test_of_two_acts_at_one_moment_the_later_one_stands_above(cast: Cast) -> None:
    with klok.zet_stil(klok.nu()):
        signaal, (zorg, zvh) = doorgegeven(cast)
        accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
        meld(zorg.pk, als(cast.zoe))
        sluit(zorg.pk, als(cast.zoe))
    momenten = tijdlijn(selectors.dossierblad(als(cast.anna), signaal.pk))
    assert len({m.op for m in momenten}) < len(momenten)
    oudste_eerst = [
        m.wat.replace(zorg.ontvanger.naam, "X") for m in reversed(momenten) if zvh.ontvanger.naam not in m.wat
    ]
    assert oudste_eerst[2:] == [
        "Besluit genomen",
        "Pakket klaargezet voor X",
        "Pakket verzonden naar X",
        "Antwoord van X",
        "Bericht van X",
        "Bericht van X",
    ]
    assert [m.detail for m in momenten if m.wat.startswith("Bericht van")] == ["afloop", "voortgang"]


def test_the_filter_on_a_form_holds_its_sub_forms_and_each_signaal_once(cast: Cast) -> None:
    from baken.referentie.selectors import subvormen, vormen

    vorm = next(v.code for v in vormen() if subvormen(v.code))
    signaal = maak_signaal(cast, vormen=(vorm, subvormen(vorm)[0].code))
    alleen_sub = maak_signaal(cast, vormen=(subvormen(vorm)[0].code,))
    rijen = selectors.werklijst(als(cast.anna), tab="alle", vorm=vorm).rijen
    assert sorted(s.pk for s in rijen) == sorted([signaal.pk, alleen_sub.pk])
