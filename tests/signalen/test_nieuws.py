"""What a reporter or a receiver lets know stands out until an aandachtsfunctionaris read it, whatever the state."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from tests.cast import Cast, als, maak_signaal, nieuw_signaal
from tests.casussen.hulp import meld as meld_afloop
from tests.casussen.hulp import sluit
from tests.signalen.hulp import besloten, doorgegeven, laatste_regels, naar_politie, naar_zorg, naar_zvh

from baken.casussen.services.aannemen import accepteer, voer_acceptatie_in
from baken.kern import klok
from baken.kern.fouten import NietGevondenError, NietToegestaanError
from baken.kern.ontvangstcode import nieuwe_code
from baken.organisaties.besluit import Wie
from baken.signalen import selectors, volgen
from baken.signalen.models import Bericht, Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, doorgeleiden
from baken.signalen.services.eigen import schrijf
from baken.signalen.services.melden import meld
from baken.signalen.services.nieuws import lees_nieuws
from baken.signalen.soorten import Kanaal
from baken.signalen.verloop import Status


def nieuws(door: Wie) -> list[int]:
    """Return the signalen with something new, and check the count beside the tab."""
    lijst = selectors.werklijst(door, tab="antwoord")
    assert lijst.aantallen["antwoord"] == len(lijst.rijen)
    return [s.pk for s in lijst.rijen]


def lees(signaal: Signaal, door: Wie) -> None:
    """Open the dossier and read what is new on it, as the page does."""
    blad = selectors.dossierblad(door, signaal.pk)
    ongelezen = [b.id for b in blad.berichten if b.van_melder and not b.gelezen and b.id]
    lees_nieuws(signaal_id=signaal.pk, nummer=blad.signaal.nieuws_nummer, berichten=ongelezen, door=door)


def test_a_message_on_a_closed_signaal_stands_on_the_work_list_until_it_is_read(cast: Cast) -> None:
    code = nieuwe_code()
    signaal = besloten(cast, Uitkomst.GEEN_MENSENHANDEL, code=code)
    assert signaal.status == Status.GESLOTEN
    anna = als(cast.anna)
    assert nieuws(anna) == []
    volgen.schrijf_als_melder(code, "Ik zag het meisje NU weer.")
    assert nieuws(anna) == [signaal.pk]
    assert nieuws(als(cast.vera)) == [signaal.pk], "the replacement sees it too"
    assert nieuws(als(cast.buur)) == []
    lees(signaal, anna)
    assert nieuws(anna) == []
    assert laatste_regels() == ["signaal.berichten_gelezen"]
    assert Bericht.objects.get(van_melder=True).gelezen_op is not None


def test_what_a_signed_in_reporter_writes_stands_out_too(cast: Cast) -> None:
    signaal = meld(nieuw_signaal(kanaal=Kanaal.MEDEWERKER), door=als(cast.balie))
    schrijf(signaal_id=signaal.pk, tekst="Het kenteken was anders.", door=als(cast.balie))
    assert nieuws(als(cast.anna)) == [signaal.pk]


@pytest.mark.parametrize("wat", ["afwijzing", "aanneemt", "voortgang", "afloop"])
def test_each_answer_of_a_receiver_in_baken_stands_out(cast: Cast, wat: str) -> None:
    signaal, (zorg, _zvh) = doorgegeven(cast)
    anna, zoe = als(cast.anna), als(cast.zoe)
    doorgeleiden.open_als_ontvanger(verstrekking_id=zorg.pk, door=zoe)
    assert nieuws(anna) == [], "opening is no answer"
    if wat == "afwijzing":
        doorgeleiden.wijs_af(verstrekking_id=zorg.pk, reden="Niet voor ons.", door=zoe)
    else:
        accepteer(verstrekking_id=zorg.pk, door=zoe)
    if wat in {"voortgang", "afloop"}:
        lees(signaal, anna)
        vertel = meld_afloop if wat == "voortgang" else sluit
        vertel(zorg.pk, zoe)
    assert nieuws(anna) == [signaal.pk]
    assert nieuws(zoe) == [], "the receiver has no work list"
    lees(signaal, anna)
    assert nieuws(anna) == []


def test_what_the_sender_typed_in_itself_is_no_news(cast: Cast) -> None:
    _signaal, (_zorg, politie) = doorgegeven(cast, naar_zorg(cast, procesregie=True), naar_politie(cast))
    anna = als(cast.anna)
    doorgeleiden.leg_verzending_vast(
        verstrekking_id=politie.pk,
        hoe="telefoon",
        wanneer=klok.nu(),
        aan_wie="De wachtcommandant",
        kenmerk="",
        door=anna,
    )
    voer_acceptatie_in(verstrekking_id=politie.pk, door=anna, tekst="Zij nemen het aan.")
    doorgeleiden.rond_af(verstrekking_id=politie.pk, tekst="Het is klaar.", door=anna)
    assert nieuws(anna) == []


def test_what_came_in_while_the_page_was_open_stays_on_the_list(cast: Cast) -> None:
    code = nieuwe_code()
    signaal = maak_signaal(cast, code=code)
    anna = als(cast.anna)
    volgen.schrijf_als_melder(code, "Een eerste bericht.")
    blad = selectors.dossierblad(anna, signaal.pk)
    volgen.schrijf_als_melder(code, "Een tweede bericht.")
    ids = [b.id for b in blad.berichten if b.id]
    lees_nieuws(signaal_id=signaal.pk, nummer=blad.signaal.nieuws_nummer, berichten=ids, door=anna)
    assert nieuws(anna) == [signaal.pk]
    assert [b.gelezen_op is None for b in Bericht.objects.order_by("op")] == [False, True]
    lees(signaal, anna)
    assert nieuws(anna) == []


def test_reading_marks_nothing_of_another_dossier_and_nothing_for_who_may_not_see_it(cast: Cast) -> None:
    code, ander = nieuwe_code(), nieuwe_code()
    signaal, tweede = maak_signaal(cast, code=code), maak_signaal(cast, code=ander)
    volgen.schrijf_als_melder(code, "Een bericht.")
    volgen.schrijf_als_melder(ander, "Een ander bericht.")
    vreemd = tweede.berichten.get().pk
    lees_nieuws(signaal_id=signaal.pk, nummer=99, berichten=[vreemd, uuid.uuid4()], door=als(cast.anna))
    assert not Bericht.objects.exclude(gelezen_op=None).exists()
    assert set(nieuws(als(cast.anna))) == {signaal.pk, tweede.pk}
    for wie, fout in ((cast.buur, NietGevondenError), (cast.beheer, NietToegestaanError)):
        with pytest.raises((NietGevondenError, fout)):
            lees_nieuws(signaal_id=signaal.pk, nummer=1, berichten=[], door=als(wie))


def test_a_shielded_dossier_shows_its_news_to_its_team_only(cast: Cast) -> None:
    code = nieuwe_code()
    signaal = maak_signaal(cast, code=code)
    behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(cast.anna))
    behandelen.scherm_af(signaal_id=signaal.pk, afgeschermd=True, door=als(cast.anna))
    volgen.schrijf_als_melder(code, "Een bericht.")
    assert nieuws(als(cast.anna)) == [signaal.pk]
    assert nieuws(als(cast.vera)) == []


def test_a_message_that_comes_twice_from_one_form_is_one_message(cast: Cast) -> None:
    code, formulier = nieuwe_code(), uuid.uuid4()
    signaal = maak_signaal(cast, code=code)
    for _ in range(3):
        volgen.schrijf_als_melder(code, "Ik zag haar weer.", formulier=formulier)
    signaal.refresh_from_db()
    assert (signaal.berichten.count(), signaal.nieuws_nummer) == (1, 1)
    volgen.schrijf_als_melder(code, "Ik zag haar weer, met een man.", formulier=formulier)
    volgen.schrijf_als_melder(code, "Ik zag haar weer.", formulier=uuid.uuid4())
    assert signaal.berichten.count() == 3


def test_since_when_something_waits_is_the_first_moment(cast: Cast) -> None:
    code = nieuwe_code()
    signaal = maak_signaal(cast, code=code)
    begin = klok.nu()
    for uren in (1, 2):
        with klok.zet_stil(begin + timedelta(hours=uren)):
            volgen.schrijf_als_melder(code, f"Bericht {uren}.")
    signaal.refresh_from_db()
    assert signaal.nieuws_sinds == begin + timedelta(hours=1)
    assert signaal.nieuws_nummer == 2


def test_the_list_of_new_answers_is_read_by_its_own_index(cast: Cast) -> None:
    for _ in range(5):
        maak_signaal(cast)
    nieuw = Signaal.objects.filter(organisatie_id=cast.gemeente.pk, nieuws_sinds__isnull=False)
    if connection.vendor == "postgresql":  # few rows are read from the table: show that the index gives rows and order
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE signalen_signaal")  # else the planner guesses from whatever other tests left
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    assert "signaal_nieuws" in nieuw.order_by("-ontvangen_op").explain()


def test_both_sides_read_the_same_reference_and_the_sender_finds_the_signaal_by_it(cast: Cast) -> None:
    signaal, (zorg, zvh) = doorgegeven(cast, naar_zorg(cast), naar_zvh(cast))
    assert zorg.kenmerk != zvh.kenmerk
    assert [s.pk for s in selectors.op_nummer(als(cast.anna), zorg.kenmerk.lower())] == [signaal.pk]
    assert selectors.op_nummer(als(cast.buur), zorg.kenmerk) == []
    assert selectors.op_nummer(als(cast.anna), "P-00000000") == []
