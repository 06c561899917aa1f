"""A stuck casus: the team asks and names nobody, the regisseur answers or asks the table, the answer comes back."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from tests.cast import Cast, als
from tests.casussen.hulp import VRAAG, WAAROM, morgen, opgeschaald, regisseur, tafel, vastgelopen, voorbij
from tests.casussen.test_openen import CLIENT, aanmelding
from tests.dossiers.test_gesloten import leesbaar
from tests.gereedschap.momentopname import herhaalbaar
from tests.signalen.hulp import laatste_regels

from baken.casussen.blad import casusblad
from baken.casussen.models import Casus, Opschaling
from baken.casussen.opschalingen import opschalingen, opschalingsblad, tafelblad, tafels, tafelverslag, te_vragen
from baken.casussen.services import afsluiten, behandelen, opschalen
from baken.casussen.services import tafels as tafelservice
from baken.casussen.services.openen import open_direct
from baken.casussen.soorten import Afsluitreden
from baken.casussen.verloop import OPSCHALINGSVERLOOP, Casusstatus, Opschalingsstatus
from baken.kern import klok
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VerouderdError,
)
from baken.kern.models import Journaalregel
from baken.keten.models import Bijeenkomst
from baken.keten.soorten import Wijze

ANTWOORD = "Gemeente Noord houdt vanaf maandag een plek vrij."


@pytest.fixture
@herhaalbaar
def casus(cast: Cast) -> Casus:
    """Return a stuck casus of zoe."""
    return vastgelopen(open_direct(aanmelding=aanmelding(client=CLIENT), door=als(cast.zoe)), als(cast.zoe))


def antwoord(cast: Cast, vraag: Opschaling, tekst: str = ANTWOORD) -> Opschaling:
    return opschalen.beantwoord(opschaling_id=vraag.pk, tekst=tekst, door=als(regisseur(cast)))


def stand(casus: Casus) -> str:
    casus.refresh_from_db()
    return str(casus.status)


def test_every_state_of_a_question_has_something_that_leads_to_it() -> None:
    bereikt = {naar for van in Opschalingsstatus for naar in OPSCHALINGSVERLOOP.volgende(van)}
    assert bereikt == set(Opschalingsstatus) - {Opschalingsstatus.INGEDIEND}


def test_a_question_goes_to_the_table_and_the_answer_comes_back(cast: Cast, casus: Casus) -> None:
    zoe, eva = als(cast.zoe), als(regisseur(cast))
    mail.outbox.clear()
    vraag = opgeschaald(cast, casus, zoe)
    assert stand(casus) == Casusstatus.VASTGELOPEN, "with the regisseur it is stuck still"
    assert laatste_regels()[0] == "opschaling.ingediend"
    for woord in (b"plek", b"aanbieders"):
        assert woord not in bytes(vraag.inhoud or b"")
    ((gekregen,), meer) = opschalingen(eva)
    assert (gekregen.pk, meer) == (vraag.pk, False)
    blad = opschalingsblad(eva, vraag.pk)
    assert blad.vraag["gevraagd"] == VRAAG.gevraagd
    assert blad.mag_behandelen
    assert laatste_regels()[0] == "opschaling.ingezien"

    bijeen = tafel(cast)
    opschalen.breng_naar_tafel(opschaling_id=vraag.pk, bijeenkomst_id=bijeen.pk, door=eva)
    assert stand(casus) == Casusstatus.OPGESCHAALD
    assert [o.pk for o in tafelblad(eva, bijeen.pk).vragen] == [vraag.pk]
    assert tafels(eva) == [bijeen]
    with pytest.raises(OngeldigeInvoerError):
        afsluiten.sluit(casus_id=casus.pk, versie=casus.versie, afsluitreden=Afsluitreden.KLAAR, reden=WAAROM, door=zoe)

    with pytest.raises(OngeldigeInvoerError) as fout:
        antwoord(cast, vraag)
    assert fout.value.fouten == {"": [opschalen.TAFEL_KOMT]}
    assert opschalingsblad(eva, vraag.pk).wacht_op_tafel
    voorbij(bijeen)
    antwoord(cast, vraag)
    assert stand(casus) == Casusstatus.VASTGELOPEN
    (terug,) = casusblad(zoe, casus.pk).opschalingen
    assert terug.antwoord == ANTWOORD
    assert terug.opschaling.beantwoord_door == cast.eva
    assert opschalen.lees_antwoord(casus_id=casus.pk, opschaling_id=vraag.pk, door=zoe).status == "gelezen"
    with pytest.raises(OvergangNietToegestaanError):
        opschalen.lees_antwoord(casus_id=casus.pk, opschaling_id=vraag.pk, door=zoe)
    # both organisations have their lines: the dossier only in the one it belongs to
    regels = Journaalregel.objects.filter(handeling="opschaling.beantwoord")
    assert {(r.organisatie_id, r.dossier_id, r.actor_id) for r in regels} == {
        (cast.zorg.pk, casus.dossier_id, None),
        (cast.eva.organisatie_id, None, cast.eva.pk),
    }


def test_a_question_is_answered_without_the_table_too(cast: Cast, casus: Casus) -> None:
    vraag = opgeschaald(cast, casus, als(cast.zoe))
    antwoord(cast, vraag)
    assert stand(casus) == Casusstatus.VASTGELOPEN
    with pytest.raises(OvergangNietToegestaanError):
        antwoord(cast, vraag)
    assert opschalingen(als(cast.eva))[0] == []
    assert len(opschalingen(als(cast.eva), open_=False)[0]) == 1


@pytest.mark.parametrize("veld", ["obstakel", "geprobeerd", "gevraagd"])
@pytest.mark.parametrize(
    "tekst",
    [
        "Wij kunnen Quirina nergens onderbrengen.",
        "Bel haar op 06 - 00 00 00 07 voor meer.",
        "Zij is geboren op 2020-04-05 in een dorp.",
        "kort",
        "\u200b" * 40,
        "x" * 2_001,
    ],
)
def test_a_text_that_names_somebody_is_too_short_or_too_long_is_refused(
    cast: Cast, casus: Casus, veld: str, tekst: str
) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        opgeschaald(cast, casus, als(cast.zoe), replace(VRAAG, **{veld: tekst}))  # type: ignore[arg-type]  # a text
    assert list(fout.value.fouten) == [veld]
    assert not Opschaling.objects.exists()


def test_only_a_stuck_casus_asks_and_one_thing_at_a_time(cast: Cast, casus: Casus) -> None:
    zoe = als(cast.zoe)
    vraag = opgeschaald(cast, casus, zoe)
    with pytest.raises(OngeldigeInvoerError):
        opgeschaald(cast, casus, zoe)
    opschalen.trek_in(casus_id=casus.pk, opschaling_id=vraag.pk, door=zoe)
    assert opschalingen(als(cast.eva))[0] == []
    with pytest.raises(OvergangNietToegestaanError):
        antwoord(cast, vraag)
    casus.refresh_from_db()
    behandelen.zet_stand(casus_id=casus.pk, versie=casus.versie, naar=Casusstatus.OPEN, reden="", door=zoe)
    with pytest.raises(OvergangNietToegestaanError):
        opgeschaald(cast, casus, zoe)


def test_an_old_page_or_an_organisation_without_a_regisseur_asks_nothing(cast: Cast, casus: Casus) -> None:
    zoe = als(cast.zoe)
    with pytest.raises(VerouderdError):
        opschalen.schaal_op(casus_id=casus.pk, versie=1, naar_id=regisseur(cast).organisatie_id, vraag=VRAAG, door=zoe)
    for naar in (cast.zvh.pk, 987_654):
        with pytest.raises(OngeldigeInvoerError) as fout:
            opschalen.schaal_op(casus_id=casus.pk, versie=casus.versie, naar_id=naar, vraag=VRAAG, door=zoe)
        assert list(fout.value.fouten) == ["naar"]
    assert te_vragen(zoe) == [(cast.eva.organisatie_id, "Alliantie voorbeeld")]


@pytest.mark.parametrize("naam", ["zoe", "piet", "beleid", "anna", "fg"])
def test_nobody_but_the_regisseur_it_went_to_reads_or_answers(cast: Cast, casus: Casus, naam: str) -> None:
    vraag = opgeschaald(cast, casus, als(cast.zoe))
    wie = als(getattr(cast, naam))
    with pytest.raises((NietGevondenError, NietToegestaanError)):
        opschalingsblad(wie, vraag.pk)
    with pytest.raises((NietGevondenError, NietToegestaanError)):
        opschalen.beantwoord(opschaling_id=vraag.pk, tekst=ANTWOORD, door=wie)
    with pytest.raises(NietToegestaanError):
        tafelservice.plan_tafel(op=morgen(), wijze=Wijze.FYSIEK, agenda=[], door=wie)
    assert opschalingen(wie) == ([], False)


def test_the_regisseur_never_reaches_the_casus(cast: Cast, casus: Casus) -> None:
    opgeschaald(cast, casus, als(cast.zoe))
    with pytest.raises(NietGevondenError):
        casusblad(als(cast.eva), casus.pk)
    with pytest.raises(NietGevondenError):
        opschalen.trek_in(casus_id=casus.pk, opschaling_id=uuid.uuid4(), door=als(cast.eva))


def test_a_question_of_another_casus_is_not_there(cast: Cast, casus: Casus) -> None:
    zoe = als(cast.zoe)
    vraag = opgeschaald(cast, casus, zoe)
    ander = open_direct(aanmelding=aanmelding(), door=zoe)
    with pytest.raises(NietGevondenError):
        opschalen.trek_in(casus_id=ander.pk, opschaling_id=vraag.pk, door=zoe)


def test_closing_says_what_is_asked_still_and_takes_it_back(cast: Cast, casus: Casus) -> None:
    zoe = als(cast.zoe)
    vraag = opgeschaald(cast, casus, zoe)
    assert "Er loopt nog een vraag aan de beleidsregisseur." in casusblad(zoe, casus.pk).openstaand
    casus.refresh_from_db()
    afsluiten.sluit(casus_id=casus.pk, versie=casus.versie, afsluitreden=Afsluitreden.KLAAR, reden=WAAROM, door=zoe)
    vraag.refresh_from_db()
    assert vraag.status == Opschalingsstatus.INGETROKKEN


def test_a_table_that_is_past_elsewhere_or_none_takes_no_question(cast: Cast, casus: Casus) -> None:
    vraag = opgeschaald(cast, casus, als(cast.zoe))
    gesloten = tafel(cast)
    tafelservice.sluit_tafel(bijeenkomst_id=gesloten.pk, gehouden=False, door=als(cast.eva))
    for pk in (gesloten.pk, uuid.uuid4()):
        with pytest.raises(OngeldigeInvoerError):
            opschalen.breng_naar_tafel(opschaling_id=vraag.pk, bijeenkomst_id=pk, door=als(cast.eva))
    assert stand(casus) == Casusstatus.VASTGELOPEN


def test_a_question_that_was_destroyed_with_its_casus_takes_no_answer(cast: Cast, casus: Casus) -> None:
    eva = als(regisseur(cast))
    vraag = opgeschaald(cast, casus, als(cast.zoe))
    vraag = opschalen.breng_naar_tafel(opschaling_id=vraag.pk, bijeenkomst_id=tafel(cast).pk, door=eva)
    Opschaling.objects.filter(pk=vraag.pk).update(verpakte_sleutel=None, inhoud=None, antwoord=None)

    with pytest.raises(NietGevondenError):
        antwoord(cast, vraag)

    vraag.refresh_from_db()
    assert (vraag.status, vraag.beantwoord_op) == (Opschalingsstatus.BIJ_TAFEL, None)


def test_a_question_moves_to_another_day_when_the_table_does_not_go_on(cast: Cast, casus: Casus) -> None:
    eva = als(regisseur(cast))
    vraag = opgeschaald(cast, casus, als(cast.zoe))
    eerste, tweede = tafel(cast), tafel(cast, morgen() + timedelta(days=7))
    for bijeen in (eerste, tweede):
        vraag = opschalen.breng_naar_tafel(opschaling_id=vraag.pk, bijeenkomst_id=bijeen.pk, door=eva)
    assert (vraag.bijeenkomst_id, vraag.status) == (tweede.pk, Opschalingsstatus.BIJ_TAFEL)
    assert stand(casus) == Casusstatus.OPGESCHAALD


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"op": klok.nu() - timedelta(hours=1)}, "dag"),
        ({"op": klok.nu() + timedelta(days=500)}, "dag"),
        ({"wijze": "anders"}, "wijze"),
        ({"agenda": ["x"] * 21}, "agenda"),
        ({"agenda": ["x" * 301]}, "agenda"),
    ],
)
def test_a_table_is_planned_ahead_with_an_agenda_that_fits(cast: Cast, anders: dict[str, object], veld: str) -> None:
    velden: dict[str, object] = {"op": morgen(), "wijze": Wijze.FYSIEK, "agenda": ["Opening"], **anders}
    with pytest.raises(OngeldigeInvoerError) as fout:
        tafelservice.plan_tafel(**velden, door=als(regisseur(cast)))  # type: ignore[arg-type]  # what does not fit
    assert list(fout.value.fouten) == [veld]
    assert not Bijeenkomst.objects.exists()


def test_a_table_is_held_after_it_began_and_once(cast: Cast) -> None:
    eva = als(regisseur(cast))
    bijeen = tafel(cast)
    with pytest.raises(OngeldigeInvoerError):
        tafelservice.sluit_tafel(bijeenkomst_id=bijeen.pk, gehouden=True, door=eva)
    Bijeenkomst.objects.filter(pk=bijeen.pk).update(op=klok.nu() - timedelta(hours=1))
    with pytest.raises(OvergangNietToegestaanError):
        tafelverslag(eva, bijeen.pk)
    for aanwezig, besluiten, veld in (
        ([], [], "aanwezig"),
        ([987_654], [], "aanwezig"),
        ([cast.zvh.pk], ["x" * 501], "besluiten"),
    ):
        with pytest.raises(OngeldigeInvoerError) as fout:
            tafelservice.sluit_tafel(
                bijeenkomst_id=bijeen.pk, gehouden=True, aanwezig=aanwezig, besluiten=besluiten, door=eva
            )
        assert list(fout.value.fouten) == [veld]
    waren, besluit = (cast.zvh.pk, cast.gemeente.pk, cast.zvh.pk), "Gemeente Noord regelt een plek."
    gehouden = tafelservice.sluit_tafel(
        bijeenkomst_id=bijeen.pk, gehouden=True, aanwezig=waren, besluiten=[besluit, " "], door=eva
    )
    assert gehouden.status == "gehouden"
    assert laatste_regels()[0] == "tafel.gehouden"
    assert leesbaar("vastloopt") == leesbaar("regelt een plek") == set(), "sealed, as the minutes of a casusoverleg are"
    blad = tafelblad(eva, bijeen.pk)
    assert (set(blad.aanwezig), blad.besluiten) == ({cast.zvh.naam, cast.gemeente.naam}, [besluit])
    assert blad.agenda == ["Opening", "Wat vastloopt"], "what was planned stays"
    assert (tafels(eva), tafels(eva, gehouden=True)) == ([], [gehouden])
    verslag = repr(tafelverslag(eva, bijeen.pk))
    assert cast.zvh.naam in verslag and besluit in verslag and cast.zoe.naam not in verslag
    assert laatste_regels()[0] == "tafel.verslag"
    for ander in (cast.zoe, cast.piet, cast.beleid):
        with pytest.raises(NietToegestaanError):
            tafelverslag(als(ander), bijeen.pk)
    with pytest.raises(OvergangNietToegestaanError):
        tafelservice.sluit_tafel(bijeenkomst_id=bijeen.pk, gehouden=False, door=eva)
    with pytest.raises(NietGevondenError):
        tafelservice.sluit_tafel(bijeenkomst_id=uuid.uuid4(), gehouden=False, door=eva)


@pytest.mark.parametrize(
    ("tekst", "wat"),
    [
        ("Bel haar op 06 1234 5678 over de plek.", "een telefoonnummer"),
        ("Mail iemand@voorbeeld.invalid over de plek.", "een e-mailadres"),
        ("Er is een plek voor wie op 3 maart 1999 geboren is.", "een geboortedatum"),
        ("Er is een plek voor wie op 03-03-1999 geboren is.", "een geboortedatum"),
        ("Document NX1234567 is ingetrokken, dus geen plek.", "een document"),
        ("De casus C-2026-0020 krijgt voorrang.", "het nummer van een signaal, casus of pakket"),
        ("Er is een plek in de Hoge Dijk 85 vanaf maandag.", "een adres"),
    ],
)
def test_what_points_at_somebody_is_refused_without_knowing_who(cast: Cast, casus: Casus, tekst: str, wat: str) -> None:
    zoe = als(cast.zoe)
    with pytest.raises(OngeldigeInvoerError) as fout:
        opgeschaald(cast, casus, zoe, replace(VRAAG, gevraagd=tekst))
    assert wat in fout.value.fouten["gevraagd"][0]
    with pytest.raises(OngeldigeInvoerError) as fout:
        tafelservice.plan_tafel(op=morgen(), wijze=Wijze.FYSIEK, agenda=["Opening", tekst], door=als(regisseur(cast)))
    assert wat in fout.value.fouten["agenda"][0]
    vraag = opgeschaald(cast, casus, zoe)
    with pytest.raises(OngeldigeInvoerError) as fout:
        antwoord(cast, vraag, tekst)
    assert wat in fout.value.fouten["tekst"][0]
    goed = f"Vraag {vraag.kenmerk}: vanaf {klok.vandaag():%d-%m-%Y} en in 2027 zijn er 12 plekken."
    assert antwoord(cast, vraag, goed).status == Opschalingsstatus.BEANTWOORD


def test_an_answer_that_names_somebody_names_nobody_on_the_page_of_the_casus(cast: Cast, casus: Casus) -> None:
    zoe = als(cast.zoe)
    vraag = opgeschaald(cast, casus, zoe)
    naam = CLIENT.identiteit["naam"]
    antwoord(cast, vraag, f"Er is een plek voor {naam} vanaf maandag.")
    assert naam not in casusblad(zoe, casus.pk).opschalingen[0].antwoord
    assert naam in casusblad(zoe, casus.pk, onthul=True).opschalingen[0].antwoord
