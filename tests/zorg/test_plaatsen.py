"""A client gets a place for nights; nobody else gets the same place on the same night."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from tests.cast import Cast, als, maak_cast, medewerker
from tests.gereedschap.momentopname import herhaalbaar
from tests.zorg.comenshahulp import comensha, hulpvraag, verzonden
from tests.zorg.hulp import client, tegelijk, traject, trek_in, zeg_ja
from tests.zorg.opvanghulp import REDEN, geef_profiel, nederlander, plek, regels, voorziening

from baken.dossiers import toestemmingen
from baken.dossiers.soorten import Toestemmingsdoel
from baken.kern import klok
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
)
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Medewerker
from baken.organisaties.rollen import Rol
from baken.zorg import tasks_opvang
from baken.zorg.blad import trajectblad
from baken.zorg.fouten_opvang import PlekBezetError
from baken.zorg.models import Aanbodstand, Hulpvraag, Nacht, Plaatsing, Plek, Traject
from baken.zorg.openstaand import openstaand
from baken.zorg.opvangblad import match_voor, wachtoverzicht
from baken.zorg.rules.match import VERTREK_OPEN
from baken.zorg.rules.opvang import Opvangsoort
from baken.zorg.services import plaatsen
from baken.zorg.services.plaatsen import Boeking, reserveer
from baken.zorg.services.wachtlijst import haal_van_wachtlijst, zet_op_wachtlijst
from baken.zorg.soorten import Doelgroep
from baken.zorg.soorten_opvang import Plaatsingseinde

DAG = timedelta(days=1)


def boek(door: Wie, bij: Traject, op: Plek, *, begin: int = 0, nachten: int = 3, reden: str = "") -> Plaatsing:
    """Book a place from a number of days after today."""
    van = door.vandaag + begin * DAG
    return reserveer(traject_id=bij.pk, boeking=Boeking(op.pk, van, van + nachten * DAG, reden), door=door)


@pytest.fixture
@herhaalbaar
def kamer(cast: Cast) -> Plek:
    """A place in regular shelter."""
    return plek(als(cast.zoe), voorziening(als(cast.zoe)))


def nachten(bij: Plaatsing) -> list[date]:
    return list(Nacht.objects.filter(plaatsing=bij).values_list("datum", flat=True))


def test_a_stay_is_booked_begins_is_lengthened_and_ends(cast: Cast, kamer: Plek) -> None:
    door, vandaag = als(cast.zoe), als(cast.zoe).vandaag
    stay = boek(door, nederlander(door), kamer)
    assert nachten(stay) == [vandaag, vandaag + DAG, vandaag + 2 * DAG]
    assert (stay.status, stay.nood, stay.structureel_voor) == ("gereserveerd", False, None)
    assert plaatsen.laat_ingaan(plaatsing_id=stay.pk, door=door).status == "verblijft"
    plaatsen.verleng(plaatsing_id=stay.pk, tot=vandaag + 5 * DAG, door=door)
    assert len(nachten(stay)) == 5
    eind = plaatsen.beeindig(plaatsing_id=stay.pk, op=vandaag, reden=Plaatsingseinde.EIGEN_PLEK, door=door)
    assert (eind.status, eind.einde_reden, nachten(stay)) == ("beeindigd", "eigen_plek", [])
    assert eind.tot == eind.van == vandaag, "who came and left on one day stayed no night"
    for naam in ("gereserveerd", "ingegaan", "verlengd", "beeindigd"):
        assert regels(f"plaatsing.{naam}") == 1
    assert boek(door, nederlander(door), kamer).pk, "the nights are free again"


def test_a_place_is_booked_once_a_night_and_the_day_of_leaving_is_free(cast: Cast, kamer: Plek) -> None:
    door = als(cast.zoe)
    boek(door, nederlander(door), kamer, begin=2, nachten=2)
    for begin, aantal in ((0, 3), (2, 2), (3, 4), (1, 9)):
        with pytest.raises(PlekBezetError):
            boek(door, nederlander(door), kamer, begin=begin, nachten=aantal, reden=REDEN)
    boek(door, nederlander(door), kamer, begin=0, nachten=2)
    boek(door, nederlander(door), kamer, begin=4, nachten=1)
    assert Nacht.objects.count() == 5


def test_lengthening_into_nights_of_somebody_else_is_refused_and_takes_nothing(cast: Cast, kamer: Plek) -> None:
    door = als(cast.zoe)
    eerst, daarna = boek(door, nederlander(door), kamer), boek(door, nederlander(door), kamer, begin=4)
    with pytest.raises(PlekBezetError):
        plaatsen.verleng(plaatsing_id=eerst.pk, tot=door.vandaag + 6 * DAG, door=door)
    eerst.refresh_from_db()
    assert eerst.tot == door.vandaag + 3 * DAG
    assert len(nachten(eerst)) == len(nachten(daarna)) == 3


def test_the_database_itself_refuses_a_night_twice(cast: Cast, kamer: Plek) -> None:
    door = als(cast.zoe)
    stay = boek(door, nederlander(door), kamer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Nacht.objects.create(plek=kamer, datum=door.vandaag, plaatsing=stay)


def test_of_two_who_book_the_same_night_at_once_one_wins(schone_database: object) -> None:
    cast = maak_cast()
    mensen = [als(cast.zoe), als(medewerker("zara", cast.zorg, Rol.ZORGCOORDINATOR))]
    kamer = plek(mensen[0], voorziening(mensen[0]))
    trajecten = [nederlander(mensen[0]), nederlander(mensen[0])]
    for ronde in range(20):
        begin = ronde * 5
        eerst = partial(boek, mensen[0], trajecten[0], kamer, begin=begin)
        uitslag = tegelijk([eerst, partial(boek, mensen[1], trajecten[1], kamer, begin=begin + 1)])
        assert sorted(uitslag) == ["PlekBezetError", "gelukt"], ronde
    assert Plaatsing.objects.count() == 20
    assert Nacht.objects.count() == 60, "what the loser took of the nights went back"


def test_one_client_does_not_get_two_beds_for_one_night(cast: Cast, kamer: Plek) -> None:
    door = als(cast.zoe)
    ander = plek(door, kamer.voorziening, "2")
    bij = nederlander(door)
    boek(door, bij, kamer)
    with pytest.raises(OngeldigeInvoerError, match="van"):
        boek(door, bij, ander, begin=2)
    assert boek(door, bij, ander, begin=3).pk


@pytest.mark.parametrize(("begin", "aantal", "veld"), [(-8, 1, "van"), (367, 1, "van"), (0, 0, "tot"), (0, 93, "tot")])
def test_nights_that_cannot_be_are_refused(cast: Cast, kamer: Plek, begin: int, aantal: int, veld: str) -> None:
    door = als(cast.zoe)
    with pytest.raises(OngeldigeInvoerError) as fout:
        boek(door, nederlander(door), kamer, begin=begin, nachten=aantal)
    assert set(fout.value.fouten) == {veld}


def test_a_place_that_does_not_surely_fit_asks_why_and_keeps_the_answer_sealed(cast: Cast) -> None:
    door = als(cast.zoe)
    vol = plek(door, voorziening(door, naam="Belt zelf", eigen_boeking=False))
    bij = nederlander(door)
    for kort in ("", "Kan wel.", "x" * 2_001):
        with pytest.raises(OngeldigeInvoerError) as fout:
            boek(door, bij, vol, reden=kort)
        assert set(fout.value.fouten) == {"reden"}
    stay = boek(door, bij, vol, reden=REDEN)
    assert REDEN.encode() not in bytes(stay.inhoud or b"")
    assert match_voor(door, bij.pk).verblijven[0].reden == REDEN


@pytest.mark.parametrize(
    ("persoon", "soort"),
    [
        ({"leeftijdsgroep": "12-17"}, Opvangsoort.REGULIER),
        ({"nationaliteit": "NL"}, Opvangsoort.COSM_VROUWEN),
    ],
)
def test_no_reason_brings_a_minor_to_adults_or_a_dutch_person_to_cosm(
    cast: Cast, persoon: dict[str, Any], soort: Opvangsoort
) -> None:
    door = als(cast.zoe)
    bij = traject(door, client=client(**persoon))
    with pytest.raises(OngeldigeInvoerError):
        boek(door, bij, plek(door, voorziening(door, soort)), reden=REDEN)
    assert not Plaatsing.objects.exists()


def test_the_date_of_birth_tells_the_matcher_who_is_a_minor(cast: Cast, kamer: Plek) -> None:
    door = als(cast.zoe)
    for naam, jaren, band in (("Ada", 16, "18-24"), ("Bo", 16, ""), ("Cora", 30, "12-17")):
        geboren = door.vandaag.replace(year=door.vandaag.year - jaren, month=1, day=1).isoformat()
        wie = client(leeftijdsgroep=band, identiteit={"naam": naam, "geboortedatum": geboren})
        bij = traject(door, client=wie)
        assert match_voor(door, bij.pk).client.minderjarig is (jaren == 16)
        blad = trajectblad(door, bij.pk)
        assert blad.client
        assert (blad.kan_minderjarig_zijn, blad.client.leeftijdsgroep) == (
            (True, "12-17") if jaren == 16 else (False, "30-49")
        )
        if jaren == 16:
            with pytest.raises(OngeldigeInvoerError):
                boek(door, bij, kamer, reden=REDEN)


@pytest.mark.parametrize(
    ("later", "soort", "zin"),
    [
        ({"leeftijdsgroep": "12-17"}, Opvangsoort.REGULIER, "niet bij volwassenen"),
        ({"nationaliteit": "NL"}, Opvangsoort.COSM_VROUWEN, "De cliënt is Nederlander"),
    ],
)
def test_a_limit_that_is_known_after_booking_stops_arriving_and_lengthening(
    cast: Cast, later: dict[str, Any], soort: Opvangsoort, zin: str
) -> None:
    door = als(cast.zoe)
    onbekend = {"leeftijdsgroep": "", "nationaliteit": "", "identiteit": {"naam": "Iemand"}}
    kamer, bij = plek(door, voorziening(door, soort)), traject(door, client=client(**onbekend))
    if soort == Opvangsoort.COSM_VROUWEN:
        vraag_comensha(cast, bij)
    stay = boek(door, bij, kamer, reden=REDEN)
    bij.dossier.betrokkenen.update(**later)
    for doe in (
        lambda: plaatsen.laat_ingaan(plaatsing_id=stay.pk, door=door),
        lambda: plaatsen.verleng(plaatsing_id=stay.pk, tot=stay.tot + DAG, door=door),
    ):
        with pytest.raises(OngeldigeInvoerError) as fout:
            doe()
        (gezegd,) = fout.value.fouten[""]
        assert zin in gezegd
        assert gezegd.endswith(plaatsen.ANDERE_PLEK)
    stay.refresh_from_db()
    assert (stay.status, len(nachten(stay))) == ("gereserveerd", 3)
    assert plaatsen.annuleer(plaatsing_id=stay.pk, door=door).status == "geannuleerd"


def vraag_comensha(cast: Cast, bij: Traject) -> Hulpvraag:
    """Ask CoMensha for help for a client who agrees, and hand the file over."""
    comensha(cast)
    return verzonden(cast, hulpvraag(cast, van=bij, klaar=True))


def test_a_place_in_cosm_goes_through_comensha_with_consent(cast: Cast) -> None:
    door = als(cast.zoe)
    kamer, bij = plek(door, voorziening(door, Opvangsoort.COSM_VROUWEN)), traject(door)
    geef_profiel(bij, verblijf="geen")
    with pytest.raises(OngeldigeInvoerError) as fout:
        boek(door, bij, kamer, reden=REDEN)
    assert fout.value.fouten == {"": [plaatsen.COSM_TOESTEMMING]}
    comensha(cast)
    vraag = hulpvraag(cast, van=bij, klaar=True)
    with pytest.raises(OngeldigeInvoerError) as fout:
        boek(door, bij, kamer, reden=REDEN)
    assert fout.value.fouten == {"": [plaatsen.COSM_HULPVRAAG]}
    verzonden(cast, vraag)
    stay = boek(door, bij, kamer, reden=REDEN)
    toestemmingen.trek_in(toestemming_id=vraag.toestemming_id, door=door)
    assert plaatsen.laat_ingaan(plaatsing_id=stay.pk, door=door).status == "verblijft", "who has a bed keeps it"
    plaatsen.beeindig(plaatsing_id=stay.pk, op=door.vandaag, reden=Plaatsingseinde.ANDERS, door=door)
    with pytest.raises(OngeldigeInvoerError) as fout:
        boek(door, bij, kamer, reden=REDEN)
    assert fout.value.fouten == {"": [plaatsen.COSM_TOESTEMMING]}


def test_who_took_consent_back_keeps_the_bed_and_gets_no_new_one(cast: Cast, kamer: Plek) -> None:
    door = als(cast.zoe)
    bij = nederlander(door)
    stay = boek(door, bij, kamer, nachten=1)
    zeg_ja(bij, door, Toestemmingsdoel.OPVANG)
    for doel, wat in ((Toestemmingsdoel.OPVANG, "een plek in de opvang"), (Toestemmingsdoel.ZORG, "hulp en")):
        trek_in(bij, door, doel)
        with pytest.raises(OngeldigeInvoerError) as fout:
            boek(door, bij, kamer, begin=1)
        assert f"trok de toestemming voor {wat}" in fout.value.fouten[""][0]
        zeg_ja(bij, door, doel)
    trek_in(bij, door)
    assert plaatsen.laat_ingaan(plaatsing_id=stay.pk, door=door).status == "verblijft"
    plaatsen.verleng(plaatsing_id=stay.pk, tot=door.vandaag + 2 * DAG, door=door)
    plaatsen.beeindig(plaatsing_id=stay.pk, op=door.vandaag, reden=Plaatsingseinde.VERTROKKEN, door=door)
    assert stay.nachten.count() == 0


def test_who_still_is_of_unknown_age_arrives_and_stays_longer(cast: Cast, kamer: Plek) -> None:
    door = als(cast.zoe)
    bij = traject(door, client=client(leeftijdsgroep="", identiteit={"naam": "Iemand"}))
    stay = boek(door, bij, kamer, reden=REDEN)
    assert plaatsen.laat_ingaan(plaatsing_id=stay.pk, door=door).status == "verblijft"
    assert plaatsen.verleng(plaatsing_id=stay.pk, tot=stay.tot + DAG, door=door).tot == stay.tot + DAG


def test_who_may_not_place_learns_nothing(cast: Cast, kamer: Plek) -> None:
    door = als(cast.zoe)
    bij = nederlander(door)
    stay = boek(door, bij, kamer)
    for naam in ("piet", "anna", "buur", "fg", "beheer", "rik", "balie"):
        wie = als(getattr(cast, naam))
        for doe in (
            lambda wie=wie: boek(wie, bij, kamer, begin=9),
            lambda wie=wie: plaatsen.annuleer(plaatsing_id=stay.pk, door=wie),
            lambda wie=wie: match_voor(wie, bij.pk),
            lambda wie=wie: zet_op_wachtlijst(traject_id=bij.pk, soort=Opvangsoort.NLA, urgentie="URG-NU", door=wie),
        ):
            with pytest.raises((NietGevondenError, NietToegestaanError)):
                doe()
    eigen = medewerker("zus", cast.zvh, Rol.ZORGCOORDINATOR)
    with pytest.raises(NietGevondenError):
        match_voor(als(eigen), bij.pk)
    with pytest.raises(NietGevondenError):
        boek(als(eigen), traject(als(eigen)), kamer)


def test_shelter_of_victims_is_not_for_offenders(cast: Cast, kamer: Plek) -> None:
    door = als(cast.zoe)
    dader = traject(door, Doelgroep.DADER)
    with pytest.raises(NietToegestaanError, match="slachtoffers"):
        boek(door, dader, kamer, reden=REDEN)
    with pytest.raises(NietToegestaanError, match="slachtoffers"):
        match_voor(door, dader.pk)


def test_acts_out_of_order_are_refused(cast: Cast, kamer: Plek) -> None:
    door, vandaag = als(cast.zoe), als(cast.zoe).vandaag
    later = boek(door, nederlander(door), kamer, begin=2)
    with pytest.raises(OngeldigeInvoerError):
        plaatsen.laat_ingaan(plaatsing_id=later.pk, door=door)
    with pytest.raises(OvergangNietToegestaanError):
        plaatsen.beeindig(plaatsing_id=later.pk, op=vandaag, reden=Plaatsingseinde.ANDERS, door=door)
    plaatsen.annuleer(plaatsing_id=later.pk, door=door)
    assert not Nacht.objects.exists()
    with pytest.raises(OvergangNietToegestaanError):
        plaatsen.annuleer(plaatsing_id=later.pk, door=door)
    with pytest.raises(OngeldigeInvoerError):
        plaatsen.verleng(plaatsing_id=later.pk, tot=vandaag + 9 * DAG, door=door)
    nu = boek(door, nederlander(door), kamer)
    plaatsen.laat_ingaan(plaatsing_id=nu.pk, door=door)
    for op in (vandaag - DAG, vandaag + DAG):
        with pytest.raises(OngeldigeInvoerError):
            plaatsen.beeindig(plaatsing_id=nu.pk, op=op, reden=Plaatsingseinde.ANDERS, door=door)
    for dagen in (3, 2, 3 + 93):
        with pytest.raises(OngeldigeInvoerError):
            plaatsen.verleng(plaatsing_id=nu.pk, tot=vandaag + dagen * DAG, door=door)


def test_a_stay_ends_within_the_nights_that_were_booked(cast: Cast, kamer: Plek) -> None:
    door, vandaag = als(cast.zoe), als(cast.zoe).vandaag
    stay, daarna = boek(door, nederlander(door), kamer), boek(door, nederlander(door), kamer, begin=3)
    plaatsen.laat_ingaan(plaatsing_id=stay.pk, door=door)
    with klok.zet_stil(klok.nu() + 6 * DAG):
        later = als(cast.zoe)
        with pytest.raises(OngeldigeInvoerError) as fout:
            plaatsen.beeindig(plaatsing_id=stay.pk, op=vandaag + 6 * DAG, reden=Plaatsingseinde.ANDERS, door=later)
        assert fout.value.fouten == {"op": [plaatsen.LANGER]}
        stay.refresh_from_db()
        assert (stay.status, stay.tot) == ("verblijft", daarna.van)
        eind = plaatsen.beeindig(plaatsing_id=stay.pk, op=stay.tot, reden=Plaatsingseinde.ANDERS, door=later)
    assert (eind.tot, len(nachten(eind)), len(nachten(daarna))) == (daarna.van, 3, 3)


def test_a_waiting_client_is_placed_or_taken_off_the_list(cast: Cast, kamer: Plek) -> None:
    door, bij = als(cast.zoe), nederlander(als(cast.zoe))
    wacht = zet_op_wachtlijst(traject_id=bij.pk, soort=Opvangsoort.REGULIER, urgentie="URG-NU", door=door)
    ander = zet_op_wachtlijst(traject_id=bij.pk, soort=Opvangsoort.SPECIALISTISCH, urgentie="URG-WEEK", door=door)
    for soort, urgentie in ((Opvangsoort.REGULIER, "URG-NU"), (Opvangsoort.NLA, "spoed")):
        with pytest.raises(OngeldigeInvoerError):
            zet_op_wachtlijst(traject_id=bij.pk, soort=soort, urgentie=urgentie, door=door)
    assert len(openstaand(bij)) == 1
    boek(door, bij, kamer)
    wacht.refresh_from_db()
    ander.refresh_from_db()
    assert (wacht.status, ander.status) == ("geplaatst", "wacht")
    assert len(openstaand(bij)) == 2
    assert haal_van_wachtlijst(wachtplek_id=ander.pk, door=door).status == "vervallen"
    with pytest.raises(OvergangNietToegestaanError):
        haal_van_wachtlijst(wachtplek_id=ander.pk, door=door)
    with pytest.raises(NietGevondenError):
        haal_van_wachtlijst(wachtplek_id=ander.pk, door=als(cast.piet))


def test_who_has_no_safe_place_tonight_waits_first_and_then_who_waits_longest(cast: Cast) -> None:
    rijen = []
    for dagen, urgentie in ((5, "URG-LATER"), (4, "URG-WEEK"), (3, "URG-WEEK"), (1, "URG-NU"), (0, "URG-NU")):
        with klok.zet_stil(klok.nu() - dagen * DAG):
            door = als(cast.zoe)
            bij = nederlander(door)
            rijen.append(zet_op_wachtlijst(traject_id=bij.pk, soort=Opvangsoort.NLA, urgentie=urgentie, door=door))
    gezien = [w.pk for w in wachtoverzicht(als(cast.zoe)).wacht]
    assert gezien == [rijen[n].pk for n in (3, 4, 1, 2, 0)]


def test_the_page_of_a_client_names_every_place_with_its_reasons(cast: Cast, kamer: Plek) -> None:
    door = als(cast.zoe)
    cosm = plek(door, voorziening(door, Opvangsoort.COSM_VROUWEN))
    bij = nederlander(door)
    blad = match_voor(door, bij.pk)
    assert [v.aanbod.plek_id for v in blad.lijst.past] == [kamer.pk]
    assert [v.aanbod.plek_id for v in blad.lijst.niet] == [cosm.pk]
    assert regels("opvang.gezocht") == 1
    leeg = traject(door, client=client(geslacht="", leeftijdsgroep="", identiteit={"naam": "Onbekend"}))
    assert {v.aanbod.plek_id for v in match_voor(door, leeg.pk).lijst.eerst_nagaan} == {kamer.pk, cosm.pk}
    geef_profiel(leeg, verblijf="geen")
    assert cosm.pk in {v.aanbod.plek_id for v in match_voor(door, leeg.pk).lijst.eerst_nagaan}


def noodbed(door: Wie) -> Plek:
    return plek(door, voorziening(door, Opvangsoort.NOODBED_NATIONAAL, noodbed_nachten=3))


def test_a_noodbed_is_booked_when_nothing_else_is_free_and_its_clock_starts(cast: Cast, kamer: Plek) -> None:
    door = als(cast.zoe)
    bed, bij = noodbed(door), nederlander(door)
    with pytest.raises(OngeldigeInvoerError) as fout:
        boek(door, bij, bed)
    assert set(fout.value.fouten) == {"reden"}, "a regular place is free"
    boek(door, nederlander(door), kamer)
    stay = boek(door, bij, bed)
    assert (stay.nood, stay.structureel_voor) == (True, door.vandaag + 3 * DAG)


def test_a_structural_place_shortens_the_noodbed_to_where_it_begins(cast: Cast, kamer: Plek) -> None:
    door = als(cast.zoe)
    boek(door, nederlander(door), kamer, nachten=1)
    bij, bed = nederlander(door), noodbed(door)
    nood = boek(door, bij, bed, nachten=3)
    vast = boek(door, bij, kamer, begin=1, nachten=30)
    nood.refresh_from_db()
    assert nood.tot == door.vandaag + DAG
    assert nachten(nood) == [door.vandaag]
    assert len(nachten(vast)) == 30
    assert regels("plaatsing.ingekort") == 1


def test_a_cancelled_booking_gives_back_the_noodbed_and_the_place_in_the_queue(cast: Cast, kamer: Plek) -> None:
    door = als(cast.zoe)
    boek(door, nederlander(door), kamer, nachten=1)
    bij, bed = nederlander(door), noodbed(door)
    nood = boek(door, bij, bed, nachten=3)
    wacht = zet_op_wachtlijst(traject_id=bij.pk, soort=Opvangsoort.REGULIER, urgentie="URG-NU", door=door)
    vast = boek(door, bij, kamer, begin=1, nachten=30)
    wacht.refresh_from_db()
    assert (wacht.status, wacht.plaatsing_id) == ("geplaatst", vast.pk)
    plaatsen.annuleer(plaatsing_id=vast.pk, door=door)
    nood.refresh_from_db()
    wacht.refresh_from_db()
    assert (nood.tot, len(nachten(nood))) == (door.vandaag + 3 * DAG, 3)
    assert (nood.ingekort_voor_id, nood.ingekort_van) == (None, None)
    assert (wacht.status, wacht.afgedaan_op, wacht.sinds) == ("wacht", None, door.vandaag)
    assert regels("plaatsing.hersteld") == regels("wachtlijst.terug") == 1


def test_a_cancelled_booking_gives_back_what_is_still_free(cast: Cast, kamer: Plek) -> None:
    door = als(cast.zoe)
    boek(door, nederlander(door), kamer, nachten=1)
    bij, bed = nederlander(door), noodbed(door)
    nood = boek(door, bij, bed, nachten=3)
    zet_op_wachtlijst(traject_id=bij.pk, soort=Opvangsoort.REGULIER, urgentie="URG-NU", door=door)
    vast = boek(door, bij, kamer, begin=1, nachten=30)
    ander = boek(door, nederlander(door), bed, begin=2, nachten=1, reden=REDEN)
    zet_op_wachtlijst(traject_id=bij.pk, soort=Opvangsoort.REGULIER, urgentie="URG-WEEK", door=door)
    plaatsen.annuleer(plaatsing_id=vast.pk, door=door)
    nood.refresh_from_db()
    assert (nood.tot, len(nachten(nood)), len(nachten(ander))) == (ander.van, 2, 1)
    assert sorted(bij.wachtplekken.values_list("status", flat=True)) == ["geplaatst", "wacht"]
    weg = boek(door, bij, kamer, begin=2, nachten=5)
    plaatsen.laat_ingaan(plaatsing_id=nood.pk, door=door)
    plaatsen.beeindig(plaatsing_id=nood.pk, op=door.vandaag, reden=Plaatsingseinde.VERTROKKEN, door=door)
    plaatsen.annuleer(plaatsing_id=weg.pk, door=door)
    nood.refresh_from_db()
    assert (nood.status, nachten(nood)) == ("beeindigd", []), "who left does not come back"


def test_a_bed_is_not_free_until_somebody_records_the_leaving(cast: Cast, kamer: Plek) -> None:
    door = als(cast.zoe)
    stay, ander = boek(door, nederlander(door), kamer, nachten=1), nederlander(door)
    plaatsen.laat_ingaan(plaatsing_id=stay.pk, door=door)
    with klok.zet_stil(klok.nu() + DAG):
        later = als(cast.zoe)
        tasks_opvang.ververs_standen.call()
        assert Aanbodstand.objects.get().vrij == "nee"
        (voorstel,) = match_voor(later, ander.pk).lijst.niet
        assert voorstel.oordeel.redenen[-1].tekst == VERTREK_OPEN
        with pytest.raises(OngeldigeInvoerError) as fout:
            boek(later, ander, kamer, reden=REDEN)
        assert fout.value.fouten == {"": [VERTREK_OPEN]}
        plaatsen.verleng(plaatsing_id=stay.pk, tot=later.vandaag + DAG, door=later)
        with pytest.raises(PlekBezetError):
            boek(later, ander, kamer, reden=REDEN)
        plaatsen.beeindig(plaatsing_id=stay.pk, op=later.vandaag, reden=Plaatsingseinde.ANDERS, door=later)
        assert boek(later, ander, kamer).pk
        assert Aanbodstand.objects.get().vrij == "nee"


def draai(dagen: int) -> int:
    """Run the hourly task so many days later, twice: the second time nobody hears it again."""
    with klok.zet_stil(klok.nu() + dagen * DAG):
        eerste = tasks_opvang.bewaak_noodbedden.call()
        assert tasks_opvang.bewaak_noodbedden.call() == 0
    return int(eerste)


def test_a_noodbed_calls_every_day_until_a_structural_place_is_booked(
    cast: Cast, kamer: Plek, django_capture_on_commit_callbacks: Any
) -> None:
    door = als(cast.zoe)
    boek(door, nederlander(door), kamer)
    bij = nederlander(door)
    boek(door, bij, noodbed(door))
    assert draai(1) == 0
    assert draai(2) == 1
    assert draai(3) == 1
    assert draai(4) == 1
    assert regels("plaatsing.geescaleerd") == 3
    boek(door, bij, kamer, begin=3, nachten=10)
    assert draai(5) == 0


def test_a_structural_place_after_nights_without_a_bed_does_not_silence_the_clock(cast: Cast, kamer: Plek) -> None:
    door = als(cast.zoe)
    bij = nederlander(door)
    nood = boek(door, bij, noodbed(door), nachten=20, reden=REDEN)
    assert draai(3) == 1
    later = boek(door, bij, kamer, begin=27, nachten=1)
    assert [p.pk for p in wachtoverzicht(door).noodbedden] == [nood.pk]
    assert match_voor(door, bij.pk).verblijven[-1].zoekt_vaste_plek
    assert draai(4) == 1
    plaatsen.annuleer(plaatsing_id=later.pk, door=door)
    boek(door, bij, kamer, begin=20, nachten=10)
    assert wachtoverzicht(door).noodbedden == []
    assert not match_voor(door, bij.pk).verblijven[-1].zoekt_vaste_plek
    assert draai(5) == 0


def test_the_mail_says_nothing_and_goes_to_the_coordinator_then_to_all(cast: Cast) -> None:
    zara = cast.mensen["zara"]
    tasks_opvang.bericht_noodbed.call(cast.zorg.pk, zara.pk)
    assert [m.to for m in mail.outbox] == [["zara@voorbeeld.invalid"]]
    tasks_opvang.bericht_noodbed.call(cast.zorg.pk, 0)
    assert sorted(m.to[0] for m in mail.outbox[1:]) == ["zara@voorbeeld.invalid", "zoe@voorbeeld.invalid"]
    assert not any(woord in mail.outbox[0].body for woord in ("Nora", "Huis", "T-"))
    Medewerker.objects.filter(pk=zara.pk).update(is_active=False)
    mail.outbox.clear()
    tasks_opvang.bericht_noodbed.call(cast.zorg.pk, zara.pk)
    assert [m.to for m in mail.outbox] == [["zoe@voorbeeld.invalid"]], "who left reads no mail: a colleague does"


def test_a_stay_that_ended_escalates_no_more(cast: Cast, kamer: Plek) -> None:
    door = als(cast.zoe)
    boek(door, nederlander(door), kamer)
    stay = boek(door, nederlander(door), noodbed(door))
    plaatsen.annuleer(plaatsing_id=stay.pk, door=door)
    assert draai(9) == 0


def test_each_day_the_overview_is_worked_out_anew(cast: Cast, kamer: Plek) -> None:
    door = als(cast.zoe)
    boek(door, nederlander(door), kamer, nachten=1)
    assert Aanbodstand.objects.get().vrij == "nee"
    with klok.zet_stil(klok.nu() + DAG):
        assert tasks_opvang.ververs_standen.call() == 1
        assert Aanbodstand.objects.get().vrij == "ja"
        assert Aanbodstand.objects.get().nacht == klok.vandaag()


def test_a_promise_that_ends_is_told_once(cast: Cast) -> None:
    door = als(cast.zoe)
    voorziening(door, naam="Kort", verzekerd_tot=door.vandaag + 10 * DAG)
    voorziening(door, naam="Lang", verzekerd_tot=door.vandaag + 100 * DAG, gecontroleerd_op=door.vandaag)
    assert tasks_opvang.zie_na.call() == 1
    assert tasks_opvang.zie_na.call() == 0
    with klok.zet_stil(klok.nu() + 80 * DAG):
        assert tasks_opvang.zie_na.call() == 1
    voorziening(door, naam="Nooit bekeken")
    with klok.zet_stil(klok.nu() + 182 * DAG):
        assert tasks_opvang.zie_na.call() == 0
    with klok.zet_stil(klok.nu() + 183 * DAG):
        assert tasks_opvang.zie_na.call() == 1, "what nobody ever looked at is looked at too"
    tasks_opvang.bericht_nazien.call(cast.zorg.pk)
    assert sorted(m.to[0] for m in mail.outbox) == ["zara@voorbeeld.invalid", "zoe@voorbeeld.invalid"]
