"""A signed-in reporter follows own signalen and nothing else."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from tests.cast import Cast, als, nieuw_signaal
from tests.signalen.hulp import REDEN
from tests.web.signalen.hulp import SLACHTOFFER, als_persoon

from baken.kern import klok
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Contactpunt
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.rules.terugkoppeling import Bericht
from baken.signalen.services import behandelen, beoordelen
from baken.signalen.services.melden import meld
from baken.signalen.services.terugkoppelen import koppel_terug
from baken.signalen.soorten import Kanaal
from baken.signalen.verloop import Status


@pytest.fixture
def eigen(cast: Cast) -> Signaal:
    return meld(nieuw_signaal(kanaal=Kanaal.MEDEWERKER, code="", personen=(SLACHTOFFER,)), door=als(cast.balie))


def besluit(signaal: Signaal, uitkomst: Uitkomst, door: Wie) -> None:
    beoordelen.beoordeel(signaal_id=signaal.pk, uitkomsten=[uitkomst], reden=REDEN, versie=signaal.versie, door=door)


def test_a_closed_signaal_reads_as_closed_once_the_reporter_heard(cast: Cast, eigen: Signaal) -> None:
    anna, balie = als(cast.anna), als_persoon(cast.balie)
    besluit(behandelen.neem_in_beoordeling(signaal_id=eigen.pk, door=anna), Uitkomst.GEEN_MENSENHANDEL, anna)
    assert "Opgepakt" in balie.get("/signalen/mijn/").content.decode()  # something is still owed
    koppel_terug(signaal_id=eigen.pk, bericht=Bericht.GEEN_VERVOLG, door=anna)
    for adres in ("/signalen/mijn/", f"/signalen/mijn/{eigen.pk}/"):
        tekst = balie.get(adres).content.decode()
        assert "Afgesloten" in tekst
        assert "Opgepakt" not in tekst


def test_the_reporter_sees_state_and_feedback_but_not_the_work(cast: Cast, eigen: Signaal) -> None:
    anna = als(cast.anna)
    opgepakt = behandelen.neem_in_beoordeling(signaal_id=eigen.pk, door=anna)
    besluit(opgepakt, Uitkomst.NADER_BEKIJKEN, anna)
    koppel_terug(signaal_id=eigen.pk, bericht=Bericht.NADER_BEKIJKEN, door=anna)
    balie = als_persoon(cast.balie)
    assert eigen.nummer in balie.get("/signalen/mijn/").content.decode()
    tekst = balie.get(f"/signalen/mijn/{eigen.pk}/").content.decode()
    assert "Opgepakt" in tekst
    assert "nemen de tijd om verder te kijken" in tekst
    assert "Anna" not in tekst
    assert "Xandra" not in tekst
    assert "Advies" not in tekst


def test_another_reporter_cannot_tell_that_it_exists(cast: Cast, eigen: Signaal) -> None:
    for naam in ("beleid", "buur", "anna"):
        ander = als_persoon(getattr(cast, naam))
        assert ander.get(f"/signalen/mijn/{eigen.pk}/").status_code == 404
        assert ander.post(f"/signalen/mijn/{eigen.pk}/bericht/", {"tekst": "Hallo daar"}).status_code == 404
        assert ander.post(f"/signalen/mijn/{eigen.pk}/intrekken/").status_code == 404
    assert eigen.nummer not in als_persoon(cast.beleid).get("/signalen/mijn/").content.decode()


def test_the_reporter_writes_and_reads_messages(cast: Cast, eigen: Signaal) -> None:
    balie = als_persoon(cast.balie)
    adres = f"/signalen/mijn/{eigen.pk}/"
    assert balie.post(adres + "bericht/", {"tekst": ""}).status_code == 422
    assert balie.post(adres + "bericht/", {"tekst": "Ik zag hem weer."}).status_code == 302
    assert "Ik zag hem weer." in balie.get(adres).content.decode()
    assert "Ik zag hem weer." in als_persoon(cast.anna).get(f"/signalen/{eigen.pk}/").content.decode()


def test_a_signaal_is_withdrawn_until_someone_took_it_up(cast: Cast, eigen: Signaal) -> None:
    ander = meld(nieuw_signaal(kanaal=Kanaal.MEDEWERKER, code=""), door=als(cast.balie))
    balie = als_persoon(cast.balie)
    assert balie.post(f"/signalen/mijn/{eigen.pk}/intrekken/").status_code == 302
    eigen.refresh_from_db()
    assert eigen.status == Status.INGETROKKEN
    assert balie.post(f"/signalen/mijn/{eigen.pk}/bericht/", {"tekst": "Toch nog iets."}).status_code == 404
    behandelen.neem_in_beoordeling(signaal_id=ander.pk, door=als(cast.anna))
    assert balie.post(f"/signalen/mijn/{ander.pk}/intrekken/").status_code == 409


def test_an_empty_list_says_how_to_begin(cast: Cast) -> None:
    assert "U hebt nog niets gemeld" in als_persoon(cast.beleid).get("/signalen/mijn/").content.decode()


def test_two_signalen_of_one_day_can_be_told_apart_by_their_time(cast: Cast, eigen: Signaal) -> None:
    middag = datetime(2026, 11, 2, 13, 5, tzinfo=klok.TIJDZONE)
    Signaal.objects.filter(pk=eigen.pk).update(ontvangen_op=middag, sector="SEKSBRANCHE", gemeente_code="GM0599")
    tekst = als_persoon(cast.balie).get("/signalen/mijn/").content.decode()
    assert "2 nov 2026, 13:05" in tekst
    assert "(seksbranche), Rotterdam" in tekst
    assert "Xandra" not in tekst, "nothing about a person"


def test_what_is_late_is_said_in_words_with_whom_to_call(cast: Cast, eigen: Signaal) -> None:
    balie = als_persoon(cast.balie)
    zin = "U had uiterlijk 2 november 2026 iets moeten horen."
    assert "moeten horen" not in balie.get("/signalen/mijn/").content.decode()
    Signaal.objects.filter(pk=eigen.pk).update(terugkoppelen_voor=date(2026, 11, 2))
    for adres in ("/signalen/mijn/", f"/signalen/mijn/{eigen.pk}/"):
        tekst = balie.get(adres).content.decode()
        assert zin in tekst
        assert "Bel de aandachtsfunctionaris van uw organisatie." in tekst
        assert "te laat" not in tekst
    Contactpunt.objects.create(organisatie=cast.gemeente, soort="aandachtsfunctionaris", telefoon="0100000001")
    assert "Bel de aandachtsfunctionaris: 0100000001." in balie.get("/signalen/mijn/").content.decode()
    Signaal.objects.filter(pk=eigen.pk).update(terugkoppeling_gewenst=False)
    assert zin not in balie.get("/signalen/mijn/").content.decode(), "who asked for nothing is owed nothing"
