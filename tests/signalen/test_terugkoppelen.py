"""The reporter hears within the promised term, in bounded texts; and the share that heard in time is honest."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import Cast, als, maak_signaal
from tests.signalen.hulp import besloten, doorgegeven, in_beoordeling

from baken.kern import klok
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OngeldigeInvoerError, OvergangNietToegestaanError
from baken.kern.ontvangstcode import nieuwe_code
from baken.signalen import selectors, volgen
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.rules.terugkoppeling import Bericht
from baken.signalen.services.terugkoppelen import koppel_terug
from baken.signalen.termijnen import lopende_termijnen, verlopen_termijnen
from baken.signalen.tijdlijn import tijdlijn
from baken.signalen.verloop import Status


def test_the_reporter_reads_the_bounded_text_and_nothing_of_the_outcome(cast: Cast) -> None:
    code = nieuwe_code()
    signaal = besloten(cast, Uitkomst.ONDERMIJNING, code=code)
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
    op_tijd, uitgesteld, vergeten = (in_beoordeling(cast) for _ in range(3))
    Signaal.objects.filter(pk__in=[uitgesteld.pk, vergeten.pk]).update(
        terugkoppelen_voor=klok.vandaag() - timedelta(days=1)
    )
    koppel_terug(signaal_id=op_tijd.pk, bericht=Bericht.AFGEROND, door=anna)
    koppel_terug(signaal_id=uitgesteld.pk, bericht=Bericht.LATER, datum=klok.vandaag() + timedelta(days=9), door=anna)
    assert koppel_terug(signaal_id=uitgesteld.pk, bericht=Bericht.AFGEROND, door=anna).op_tijd is False
    cijfer = selectors.belofte(anna)
    assert (cijfer.beloofd, cijfer.op_tijd, cijfer.te_laat, cijfer.percentage) == (3, 1, 2, 33)


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


def test_the_filter_on_a_form_holds_its_sub_forms_and_each_signaal_once(cast: Cast) -> None:
    from baken.referentie.selectors import subvormen, vormen

    vorm = next(v.code for v in vormen() if subvormen(v.code))
    signaal = maak_signaal(cast, vormen=(vorm, subvormen(vorm)[0].code))
    alleen_sub = maak_signaal(cast, vormen=(subvormen(vorm)[0].code,))
    rijen = selectors.werklijst(als(cast.anna), tab="alle", vorm=vorm).rijen
    assert sorted(s.pk for s in rijen) == sorted([signaal.pk, alleen_sub.pk])
