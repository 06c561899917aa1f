"""A signaal always reaches somebody: where nobody could see it, it is not taken in; a gemeente always takes it."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail
from tests.cast import Cast, als, maak_signaal, medewerker, nieuw_signaal

from baken.kern import klok
from baken.kern.fouten import AlVerstuurdError, NietGevondenError, NietToegestaanError, OngeldigeInvoerError
from baken.keten.models import Grondslag
from baken.organisaties.models import Aanstelling, Medewerker, Organisatie
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import heeft_aandachtsfunctionaris, medewerkers_met_rol
from baken.signalen import selectors
from baken.signalen.gegevens import NieuwSignaal
from baken.signalen.models import Signaal
from baken.signalen.services.melden import meld, meld_zonder_account, stuur_in, voer_in
from baken.signalen.soorten import Kanaal
from baken.signalen.tasks import bericht_nieuw_signaal


def zonder_aandachtsfunctionaris(organisatie: Organisatie) -> None:
    Aanstelling.objects.filter(medewerker__organisatie=organisatie, rol=Rol.AANDACHTSFUNCTIONARIS).update(
        geldig_tot=klok.vandaag()
    )


def eigen() -> NieuwSignaal:
    return nieuw_signaal(kanaal=Kanaal.MEDEWERKER)


@pytest.mark.parametrize("naam", ["zoe", "piet", "rik"])
def test_a_partner_cannot_leave_a_signaal_where_nobody_would_see_it(cast: Cast, naam: str) -> None:
    with pytest.raises(NietToegestaanError) as fout:
        meld(eigen(), door=als(getattr(cast, naam)))
    assert "Niemand zou uw signaal zien" in fout.value.reden
    assert Signaal.objects.count() == 0


def test_a_partner_with_an_aandachtsfunctionaris_takes_its_own_signalen(cast: Cast) -> None:
    eva = medewerker("eva", cast.zorg, Rol.AANDACHTSFUNCTIONARIS)
    signaal = meld(eigen(), door=als(cast.zoe))
    assert [s.pk for s in selectors.werklijst(als(eva)).rijen] == [signaal.pk]


def test_the_public_door_of_a_partner_opens_only_where_somebody_looks(cast: Cast) -> None:
    Organisatie.objects.filter(pk=cast.zorg.pk).update(deur_professional=True)
    cast.zorg.refresh_from_db()
    with pytest.raises(NietToegestaanError):
        meld_zonder_account(nieuw_signaal(), organisatie=cast.zorg)
    medewerker("eva", cast.zorg, Rol.AANDACHTSFUNCTIONARIS)
    assert meld_zonder_account(nieuw_signaal(), organisatie=cast.zorg).pk


def test_a_gemeente_without_aandachtsfunctionaris_keeps_every_signaal_and_who_can_mend_it_hears(cast: Cast) -> None:
    zonder_aandachtsfunctionaris(cast.gemeente)
    signaal = meld(eigen(), door=als(cast.balie))
    maak_signaal(cast)
    assert Signaal.objects.count() == 2
    bericht_nieuw_signaal.call(cast.gemeente.pk)
    assert {b.to[0] for b in mail.outbox} == {f"{n}@voorbeeld.invalid" for n in ("beheer", "tweede", "fg")}
    for bericht in mail.outbox:
        assert "geen aandachtsfunctionaris" in bericht.subject
        assert signaal.nummer not in bericht.body
    nieuwe = medewerker("eva", cast.gemeente, Rol.AANDACHTSFUNCTIONARIS)
    assert signaal.pk in {s.pk for s in selectors.werklijst(als(nieuwe)).rijen}


def test_while_there_is_one_beheerder_and_fg_hear_nothing(cast: Cast) -> None:
    bericht_nieuw_signaal.call(cast.gemeente.pk)
    assert {b.to[0] for b in mail.outbox} == {"anna@voorbeeld.invalid", "vera@voorbeeld.invalid"}


def test_who_counts_as_aandachtsfunctionaris_is_who_gets_the_mail(cast: Cast) -> None:
    rol = frozenset({Rol.AANDACHTSFUNCTIONARIS})

    def gelijk() -> bool:
        is_er = heeft_aandachtsfunctionaris(cast.buurgemeente.pk)
        assert is_er == medewerkers_met_rol(cast.buurgemeente.pk, rol).exists()
        return is_er

    rijen = Aanstelling.objects.filter(medewerker=cast.buur)
    assert gelijk()
    for velden in (
        {"geldig_tot": klok.vandaag()},
        {"geldig_van": klok.vandaag() + timedelta(days=1)},
        {"wacht_op_bevestiging": True},
    ):
        oud = rijen.values(*velden).get()
        rijen.update(**velden)
        assert not gelijk()
        rijen.update(**oud)
    Medewerker.objects.filter(pk=cast.buur.pk).update(is_active=False)
    assert not gelijk()


def partnersignaal(cast: Cast, **velden: object) -> NieuwSignaal:
    return nieuw_signaal(
        kanaal=Kanaal.PARTNER,
        partner_id=cast.zorg.pk,
        partner_grondslag_id=Grondslag.objects.get(code="taak-gemeente").pk,
        bron="eigen waarneming van de zorg",
        **velden,
    )


def test_one_submission_goes_to_one_gemeente(cast: Cast) -> None:
    nieuw = partnersignaal(cast, inzending_id=uuid.uuid4())
    zoe = als(cast.zoe)
    eerste = stuur_in(nieuw, naar_id=cast.gemeente.pk, door=zoe)
    assert stuur_in(nieuw, naar_id=cast.gemeente.pk, door=zoe).pk == eerste.pk
    with pytest.raises(AlVerstuurdError):
        stuur_in(nieuw, naar_id=cast.buurgemeente.pk, door=zoe)
    assert Signaal.objects.get().organisatie_id == cast.gemeente.pk


def test_a_gemeente_that_does_not_work_in_baken_gets_nothing_that_nobody_could_open(cast: Cast) -> None:
    Organisatie.objects.filter(pk=cast.buurgemeente.pk).update(werkt_in_baken=False)
    with pytest.raises(NietGevondenError):
        stuur_in(partnersignaal(cast), naar_id=cast.buurgemeente.pk, door=als(cast.zoe))
    assert Signaal.objects.count() == 0


def om_twaalf(dag: date) -> datetime:
    return datetime.combine(dag, time(12), tzinfo=klok.TIJDZONE)


def gebeld(dag: date) -> NieuwSignaal:
    return nieuw_signaal(kanaal=Kanaal.TELEFOON, ontvangen_op=om_twaalf(dag), bron="een huisarts")


def test_of_an_old_call_number_and_promises_start_on_the_day_it_is_entered(cast: Cast) -> None:
    with klok.zet_stil(om_twaalf(date(2026, 1, 14))):
        dag = date(2025, 12, 20)
        signaal = voer_in(gebeld(dag), door=als(cast.anna))
        assert signaal.nummer.startswith("S-2026-")
        assert signaal.ontvangen_op.astimezone(klok.TIJDZONE).date() == dag
        assert signaal.bekijken_voor == klok.werkdagen_erbij(klok.vandaag(), 1)
        assert signaal.terugkoppelen_voor == klok.werkdagen_erbij(klok.vandaag(), 10)
        assert selectors.belofte(als(cast.anna)).beloofd == 0  # nothing is late that could not be in time


def test_a_call_of_more_than_a_year_ago_is_asked_after(cast: Cast) -> None:
    vandaag = klok.vandaag()
    for dag in (date(1950, 1, 1), vandaag - timedelta(days=366)):
        with pytest.raises(OngeldigeInvoerError) as fout:
            voer_in(gebeld(dag), door=als(cast.anna))
        assert "meer dan een jaar terug" in fout.value.fouten["ontvangen_op"][0]
    assert Signaal.objects.count() == 0
    assert voer_in(gebeld(vandaag - timedelta(days=365)), door=als(cast.anna)).pk
