"""What the aandachtsfunctionaris does before deciding: each act with its success and its refusal."""

from __future__ import annotations

import pytest
from tests.cast import Cast, als, maak_signaal, nieuw_signaal
from tests.signalen.hulp import in_beoordeling, laatste_regels

from baken.dossiers.models import Dossierlid
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VerouderdError,
)
from baken.kern.models import Journaalregel
from baken.kern.ontvangstcode import nieuwe_code
from baken.referentie.selectors import risicofactoren
from baken.signalen import selectors, volgen
from baken.signalen.services import behandelen
from baken.signalen.services.behandelen import Aanvulling
from baken.signalen.services.eigen import schrijf
from baken.signalen.services.melden import meld
from baken.signalen.soorten import Antwoord, Kanaal
from baken.signalen.verloop import Status


def test_who_takes_a_signaal_up_becomes_its_behandelaar_and_it_is_a_line(cast: Cast) -> None:
    signaal = in_beoordeling(cast)
    assert signaal.status == Status.IN_BEOORDELING
    assert signaal.behandelaar_id == cast.anna.pk
    assert signaal.bekeken_op is not None
    assert laatste_regels() == ["signaal.in_beoordeling"]


def test_a_colleague_who_is_too_late_is_told_so_and_nothing_changes(cast: Cast) -> None:
    signaal = in_beoordeling(cast)
    with pytest.raises(OvergangNietToegestaanError):
        behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(cast.vera))
    signaal.refresh_from_db()
    assert signaal.behandelaar_id == cast.anna.pk


@pytest.mark.parametrize("naam", ["buur", "zoe", "fg", "beheer", "balie", "beleid"])
def test_who_may_not_see_a_signaal_cannot_tell_that_it_exists(cast: Cast, naam: str) -> None:
    signaal = maak_signaal(cast)
    with pytest.raises(NietGevondenError):
        behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(getattr(cast, naam)))
    with pytest.raises(NietGevondenError):
        behandelen.neem_in_beoordeling(signaal_id=signaal.pk + 1000, door=als(getattr(cast, naam)))


def test_without_a_second_factor_nothing_is_reached(cast: Cast) -> None:
    signaal = maak_signaal(cast)
    with pytest.raises(NietGevondenError):
        selectors.dossierblad(als(cast.anna, tweede_factor=False), signaal.pk)
    assert selectors.werklijst(als(cast.anna, tweede_factor=False), tab="alle").rijen == []


def test_a_signaal_is_assigned_to_a_colleague_with_the_role(cast: Cast) -> None:
    signaal = in_beoordeling(cast)
    assert (
        behandelen.wijs_toe(signaal_id=signaal.pk, medewerker_id=cast.vera.pk, door=als(cast.anna)).behandelaar_id
        == cast.vera.pk
    )


@pytest.mark.parametrize("naam", ["balie", "buur", "beheer"])
def test_a_signaal_is_not_assigned_to_someone_without_the_role_here(cast: Cast, naam: str) -> None:
    signaal = in_beoordeling(cast)
    with pytest.raises(OngeldigeInvoerError):
        behandelen.wijs_toe(signaal_id=signaal.pk, medewerker_id=getattr(cast, naam).pk, door=als(cast.anna))


def test_facts_persons_and_places_are_added_and_the_advice_follows(cast: Cast) -> None:
    signaal = in_beoordeling(cast)
    behandelen.vul_aan(
        signaal_id=signaal.pk,
        aanvulling=Aanvulling(
            vormen=("SEKS",),
            minderjarig=Antwoord.JA,
            personen=(NieuweBetrokkene("getuige", identiteit={"naam": "Gé Verzonnen"}),),
            locaties=(NieuweLocatie("GM0599", "Verzonnenplein 2"),),
        ),
        versie=signaal.versie,
        door=als(cast.anna),
    )
    blad = selectors.dossierblad(als(cast.anna), signaal.pk)
    assert [b.nummer for b in blad.inhoud.betrokkenen] == [1, 2, 3]
    assert blad.inhoud.locaties[0].adres == "Verzonnenplein 2"
    assert blad.advies.kan_niet_laag
    assert laatste_regels(2) == ["signaal.ingezien", "signaal.aangevuld"]


def test_an_addition_on_an_old_page_is_refused_whole(cast: Cast) -> None:
    signaal = in_beoordeling(cast)
    with pytest.raises(VerouderdError):
        behandelen.vul_aan(
            signaal_id=signaal.pk,
            aanvulling=Aanvulling(vormen=(), personen=(NieuweBetrokkene("getuige"),)),
            versie=signaal.versie - 1,
            door=als(cast.anna),
        )
    assert signaal.vormen.count() == 1
    assert signaal.dossier.betrokkenen.count() == 2


def test_nothing_is_added_to_a_signaal_that_nobody_took_up(cast: Cast) -> None:
    signaal = maak_signaal(cast)
    with pytest.raises(OvergangNietToegestaanError):
        behandelen.vul_aan(signaal_id=signaal.pk, aanvulling=Aanvulling(), versie=1, door=als(cast.anna))


def test_risk_factors_are_sealed_and_change_no_advised_outcome(cast: Cast) -> None:
    signaal = in_beoordeling(cast)
    voor = selectors.dossierblad(als(cast.anna), signaal.pk).advies.uitkomsten
    code = risicofactoren()[0].code
    behandelen.leg_risicofactoren_vast(
        signaal_id=signaal.pk, factoren=[code], toelichting="alleen hier", door=als(cast.anna)
    )
    signaal.refresh_from_db()
    assert b"alleen hier" not in bytes(signaal.risico or b"")
    blad = selectors.dossierblad(als(cast.anna), signaal.pk)
    assert blad.risico.factoren == (code,)
    assert blad.advies.uitkomsten == voor


def test_a_shielded_dossier_does_not_exist_for_colleagues_outside_its_team(cast: Cast) -> None:
    signaal = in_beoordeling(cast)
    behandelen.scherm_af(signaal_id=signaal.pk, afgeschermd=True, door=als(cast.anna))
    with pytest.raises(NietGevondenError):
        selectors.dossierblad(als(cast.vera), signaal.pk)
    assert selectors.dossierblad(als(cast.anna), signaal.pk).signaal.pk == signaal.pk
    behandelen.wijs_toe(signaal_id=signaal.pk, medewerker_id=cast.vera.pk, door=als(cast.anna))
    assert selectors.dossierblad(als(cast.vera), signaal.pk).signaal.pk == signaal.pk
    assert Dossierlid.objects.filter(dossier=signaal.dossier).count() == 2
    with pytest.raises(NietGevondenError):
        behandelen.scherm_af(signaal_id=signaal.pk, afgeschermd=False, door=als(cast.buur))


def test_revealing_identities_is_another_line_than_looking(cast: Cast) -> None:
    signaal = in_beoordeling(cast)
    selectors.dossierblad(als(cast.anna), signaal.pk)
    selectors.dossierblad(als(cast.anna), signaal.pk, onthul=True)
    assert laatste_regels(2) == ["signaal.onthuld", "signaal.ingezien"]


def test_a_question_reaches_the_reporter_and_the_answer_brings_the_signaal_back(cast: Cast) -> None:
    code = nieuwe_code()
    signaal = in_beoordeling(cast, code=code)
    behandelen.stel_vraag(signaal_id=signaal.pk, tekst="Hoe laat was dat?", wacht_op_antwoord=True, door=als(cast.anna))
    signaal.refresh_from_db()
    assert signaal.status == Status.WACHT_OP_MELDER
    assert volgen.volg(code).berichten[0].tekst == "Hoe laat was dat?"
    volgen.schrijf_als_melder(code, "Om zes uur.")
    signaal.refresh_from_db()
    assert signaal.status == Status.IN_BEOORDELING


@pytest.mark.parametrize("tekst", ["", "   ", "x" * 5_001])
def test_an_empty_or_endless_message_is_refused(cast: Cast, tekst: str) -> None:
    signaal = in_beoordeling(cast)
    with pytest.raises(OngeldigeInvoerError):
        behandelen.stel_vraag(signaal_id=signaal.pk, tekst=tekst, wacht_op_antwoord=False, door=als(cast.anna))
    assert signaal.berichten.count() == 0


def test_a_signed_in_reporter_writes_on_the_own_signaal_only(cast: Cast) -> None:
    signaal = meld(nieuw_signaal(kanaal=Kanaal.MEDEWERKER, code=""), door=als(cast.balie))
    schrijf(signaal_id=signaal.pk, tekst="Ik zag hem weer.", door=als(cast.balie))
    assert selectors.eigen_stand(als(cast.balie), signaal.pk)[1].berichten[0].van_melder
    with pytest.raises(NietGevondenError):
        schrijf(signaal_id=signaal.pk, tekst="Ik ook.", door=als(cast.beleid))
    with pytest.raises(NietGevondenError):
        selectors.eigen_stand(als(cast.beleid), signaal.pk)


def test_a_reporter_takes_a_signaal_back_until_someone_took_it_up(cast: Cast) -> None:
    eerste, tweede = (meld(nieuw_signaal(kanaal=Kanaal.MEDEWERKER, code=""), door=als(cast.balie)) for _ in range(2))
    assert behandelen.trek_in(signaal_id=eerste.pk, door=als(cast.balie)).status == Status.INGETROKKEN
    with pytest.raises(OvergangNietToegestaanError):
        behandelen.stel_vraag(signaal_id=eerste.pk, tekst="Waarom?", wacht_op_antwoord=False, door=als(cast.anna))
    behandelen.neem_in_beoordeling(signaal_id=tweede.pk, door=als(cast.anna))
    with pytest.raises(OvergangNietToegestaanError):
        behandelen.trek_in(signaal_id=tweede.pk, door=als(cast.balie))
    with pytest.raises(NietGevondenError):
        behandelen.trek_in(signaal_id=tweede.pk, door=als(cast.beleid))


def test_a_refused_act_leaves_a_line_after_the_rollback(cast: Cast) -> None:
    with pytest.raises(NietToegestaanError):
        selectors.belofte(als(cast.balie))
    regel = Journaalregel.objects.order_by("-pk").first()
    assert regel is not None
    assert (regel.handeling, regel.uitkomst) == ("belofte", "geweigerd")


def test_other_signalen_with_the_same_person_are_shown_only_to_who_may_see_them(cast: Cast) -> None:
    eerste, tweede = (
        in_beoordeling(cast),
        maak_signaal(cast, personen=(NieuweBetrokkene("slachtoffer", contact={"telefoon": "06 00000001"}),)),
    )
    elders = maak_signaal(
        cast,
        bij=cast.buurgemeente,
        kanaal=Kanaal.PUBLIEK_MEDEWERKER,
        personen=(NieuweBetrokkene("slachtoffer", contact={"telefoon": "0600000001"}),),
    )
    gevonden = selectors.dossierblad(als(cast.anna), eerste.pk).anderen
    assert [s.pk for s in gevonden["telefoon"]] == [tweede.pk]
    assert elders.pk not in {s.pk for rijen in gevonden.values() for s in rijen}
    behandelen.neem_in_beoordeling(signaal_id=tweede.pk, door=als(cast.vera))
    behandelen.scherm_af(signaal_id=tweede.pk, afgeschermd=True, door=als(cast.vera))
    blad = selectors.dossierblad(als(cast.anna), eerste.pk)
    assert blad.anderen == {}
    assert "elefoon" not in repr(blad.advies.gronden)  # nor does the advice count what is shielded
