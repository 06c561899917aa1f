"""Somebody asks what Baken holds on him or her: registered by the FG, decided per dossier, sent by two people."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from tests.cast import Cast, als, medewerker, nieuw_signaal
from tests.dossiers.inzagehulp import (
    MOTIVERING,
    VERBODEN,
    WIE,
    XANDRA,
    alles,
    beantwoord,
    gezocht,
    persoon,
    registreer,
    signaal_over,
    voorgelegd,
    weiger,
)
from tests.signalen.hulp import besloten, doorgegeven

from baken.dossiers.inzage import selectors as inzage_selectors
from baken.dossiers.inzage import services as inzage
from baken.dossiers.inzage.besluit import Besluitvorm
from baken.dossiers.inzage.personen import zoekparen
from baken.dossiers.models import Avgbesluit, Avgverzoek
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.tasks import bericht_verzoek
from baken.dossiers.toestemmingen import NieuweToestemming, leg_vast, trek_in
from baken.dossiers.vernietigen import vernietig_inhoud
from baken.dossiers.verzoekverloop import Dossieruitkomst, Vaststelling, Verzoeksoort, Verzoekstatus, uiterlijk_op
from baken.kern import klok
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VerouderdError,
)
from baken.kern.models import Journaalregel
from baken.organisaties.rollen import Rol
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, melden
from baken.signalen.soorten import Kanaal

REDEN = "Er zijn op dit moment erg veel verzoeken tegelijk."


# Registering: the FG


def test_the_fg_registers_a_request_with_a_term_of_a_month_and_everything_typed_is_sealed(cast: Cast) -> None:
    verzoek = registreer(cast)
    assert verzoek.uiterlijk_op == klok.maanden_erbij(klok.vandaag(), 1)
    assert verzoek.status == Verzoekstatus.GEREGISTREERD
    assert b"Xandra" not in bytes(verzoek.wie or b"")
    regel = Journaalregel.objects.get(handeling="verzoek.geregistreerd")
    assert "Xandra" not in regel.inhoud.inhoud
    assert inzage_selectors.verzoekblad(als(cast.fg), verzoek.pk).wie["naam"] == WIE["naam"]


def test_the_aandachtsfunctionaris_gets_a_mail_that_says_nothing(cast: Cast) -> None:
    verzoek = registreer(cast)
    bericht_verzoek.call(cast.gemeente.pk)
    assert {m.to[0] for m in mail.outbox} == {cast.anna.email, cast.vera.email}
    assert not [m for m in mail.outbox for woord in (*WIE.values(), verzoek.kenmerk) if woord in m.subject + m.body]


@pytest.mark.parametrize(
    ("wie", "veld"),
    [({}, "naam"), ({"naam": "Alleen Naam"}, "geboortedatum"), ({**WIE, "vraag": "x" * 2_001}, "vraag")],
)
def test_a_request_without_a_name_or_anything_to_search_by_is_refused(
    cast: Cast, wie: dict[str, str], veld: str
) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        registreer(cast, wie=wie)
    assert list(fout.value.fouten) == [veld]
    assert not Avgverzoek.objects.exists()


def test_a_day_to_come_is_refused(cast: Cast) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        inzage.registreer(
            soort=Verzoeksoort.INZAGE,
            ontvangen_op=klok.vandaag() + timedelta(days=1),
            vastgesteld=Vaststelling.BEKEND,
            wie=WIE,
            door=als(cast.fg),
        )
    assert list(fout.value.fouten) == ["ontvangen_op"]


@pytest.mark.parametrize("naam", ["anna", "balie", "beheer", "beleid", "zoe", "burgemeester"])
def test_nobody_but_the_fg_registers(cast: Cast, naam: str) -> None:
    with pytest.raises(NietToegestaanError):
        inzage.registreer(
            soort=Verzoeksoort.INZAGE,
            ontvangen_op=klok.vandaag(),
            vastgesteld=Vaststelling.BEKEND,
            wie=WIE,
            door=als(getattr(cast, naam)),
        )
    assert Journaalregel.objects.filter(handeling="verzoeken.registreren", uitkomst="geweigerd").count() == 1


@pytest.mark.parametrize(
    ("ontvangen", "een", "drie"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 30)),
        (date(2028, 1, 30), date(2028, 2, 29), date(2028, 4, 30)),
        (date(2026, 11, 23), date(2026, 12, 23), date(2027, 2, 23)),
    ],
)
def test_the_term_is_one_month_and_three_when_lengthened(ontvangen: date, een: date, drie: date) -> None:
    assert uiterlijk_op(ontvangen, verlengd=False) == een
    assert uiterlijk_op(ontvangen, verlengd=True) == drie


def test_the_term_is_lengthened_once_with_a_reason_within_the_month(cast: Cast) -> None:
    verzoek = registreer(cast)
    with pytest.raises(OngeldigeInvoerError):
        inzage.verleng(verzoek_id=verzoek.pk, reden="te druk", door=als(cast.fg))
    inzage.verleng(verzoek_id=verzoek.pk, reden=REDEN, door=als(cast.fg))
    blad = inzage_selectors.verzoekblad(als(cast.fg), verzoek.pk)
    assert blad.verzoek.uiterlijk_op == klok.maanden_erbij(verzoek.ontvangen_op, 3)
    assert blad.verlengreden == REDEN
    assert REDEN.encode() not in bytes(blad.verzoek.verlengreden or b"")
    with pytest.raises(OvergangNietToegestaanError):
        inzage.verleng(verzoek_id=verzoek.pk, reden=REDEN, door=als(cast.fg))


def test_after_the_month_the_term_cannot_be_lengthened(cast: Cast) -> None:
    verzoek = registreer(cast)
    with klok.zet_stil(klok.nu() + timedelta(days=40)), pytest.raises(OvergangNietToegestaanError):
        inzage.verleng(verzoek_id=verzoek.pk, reden=REDEN, door=als(cast.fg))


def test_the_person_takes_it_back(cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast)
    voorgelegd(cast, verzoek, (besluit, alles(besluit)))
    gedaan = inzage.trek_in(verzoek_id=verzoek.pk, door=als(cast.fg))
    assert (gedaan.status, gedaan.uitvoer, gedaan.uitvoer_hash) == (Verzoekstatus.INGETROKKEN, None, "")
    for doe in (inzage.trek_in, lambda **k: inzage.zoek(**{**k, "door": als(cast.anna)})):
        with pytest.raises(OvergangNietToegestaanError):
            doe(verzoek_id=verzoek.pk, door=als(cast.fg))


def test_a_request_of_another_organisation_is_not_there(cast: Cast) -> None:
    verzoek = registreer(cast)
    vreemd = als(medewerker("vreemde-fg", cast.buurgemeente, Rol.FG))
    for doe in (
        lambda: inzage.verleng(verzoek_id=verzoek.pk, reden=REDEN, door=vreemd),
        lambda: inzage.trek_in(verzoek_id=verzoek.pk, door=vreemd),
        lambda: inzage.zoek(verzoek_id=verzoek.pk, door=als(cast.buur)),
        lambda: inzage_selectors.verzoekblad(vreemd, verzoek.pk),
        lambda: inzage_selectors.verzoekblad(als(cast.buur), uuid4()),
    ):
        with pytest.raises(NietGevondenError):
            doe()
    assert not inzage_selectors.verzoekenlijst(vreemd).lopend


# Finding the dossiers


@pytest.mark.parametrize(
    "wie",
    [
        {"naam": "xandra VERZONNEN", "geboortedatum": "1999-05-01"},
        {"naam": "Iemand", "telefoon": "+31 6 1234 5678"},
        {"naam": "Iemand", "document": "nx 12345 p7"},
        {"naam": "Iemand", "adres": "3011aa 12"},
    ],
    ids=lambda wie: ",".join(wie),
)
def test_the_dossiers_are_found_by_each_kind_of_index(cast: Cast, wie: dict[str, str]) -> None:
    signaal = signaal_over(cast)
    signaal_over(cast, replace(XANDRA, identiteit={"naam": "Ander"}, contact={}, zorg={}), locaties=())
    verzoek, besluiten = gezocht(cast, wie=wie)
    assert [b.dossier_id for b in besluiten] == [signaal.dossier_id]
    assert besluiten[0].gevonden_op == [zoekparen(wie)[0][0]]
    assert verzoek.status == Verzoekstatus.IN_BEHANDELING


def test_dossiers_of_another_organisation_are_never_found(cast: Cast) -> None:
    melden.meld(nieuw_signaal(kanaal=Kanaal.MEDEWERKER, code="", personen=(XANDRA,)), door=als(cast.buur))
    assert gezocht(cast)[1] == []


def test_searching_again_adds_what_came_since_and_keeps_what_was_decided(cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast)
    inzage.besluit(besluit_id=besluit.pk, vorm=weiger(), door=als(cast.anna))
    signaal_over(cast)
    assert inzage.zoek(verzoek_id=verzoek.pk, door=als(cast.anna)) == 2
    assert sorted(verzoek.besluiten.values_list("uitkomst", flat=True)) == ["geweigerd", "open"]


@pytest.mark.parametrize("naam", ["fg", "balie", "beheer", "zoe", "piet"])
def test_who_does_not_assess_signalen_does_not_search(cast: Cast, naam: str) -> None:
    verzoek = registreer(cast)
    with pytest.raises(NietToegestaanError):
        inzage.zoek(verzoek_id=verzoek.pk, door=als(getattr(cast, naam)))


def test_a_shielded_dossier_is_decided_by_its_team_and_nobody_else_sees_it(cast: Cast) -> None:
    signaal = signaal_over(cast)
    behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(cast.vera))
    behandelen.scherm_af(signaal_id=signaal.pk, afgeschermd=True, door=als(cast.vera))
    verzoek, (besluit,) = gezocht(cast)
    blad = inzage_selectors.verzoekblad(als(cast.anna), verzoek.pk)
    assert (list(blad.besluiten), blad.verborgen, blad.mag["voorleggen"]) == ([], True, False)
    with pytest.raises(NietGevondenError):
        inzage_selectors.besluitblad(als(cast.anna), besluit.pk)
    with pytest.raises(NietGevondenError):
        inzage.besluit(besluit_id=besluit.pk, vorm=weiger(), door=als(cast.anna))
    inzage.besluit(besluit_id=besluit.pk, vorm=alles(besluit), door=als(cast.vera))
    verzoek.refresh_from_db()
    klaar = inzage.leg_voor(verzoek_id=verzoek.pk, versie=verzoek.versie, door=als(cast.vera))
    with pytest.raises(NietToegestaanError) as fout:  # and approving would show it
        inzage.bevestig(verzoek_id=verzoek.pk, afdruk=klaar.uitvoer_hash, door=als(cast.anna))
    assert fout.value.reden == inzage.NIET_ALLES
    with pytest.raises(NietToegestaanError):
        inzage_selectors.controleblad(als(cast.anna), verzoek.pk)


# Deciding


def test_the_page_tells_which_person_is_the_same_and_reading_is_a_line_with_the_dossier(cast: Cast) -> None:
    signaal = signaal_over(cast)
    _verzoek, (besluit,) = gezocht(cast)
    blad = inzage_selectors.besluitblad(als(cast.anna), besluit.pk)
    assert blad.zelfde == {1: ["telefoon", "naam_geboortedatum"]}
    regel = Journaalregel.objects.get(handeling="verzoek.dossier_ingezien")
    assert (regel.dossier_id, regel.actor_id) == (signaal.dossier_id, cast.anna.pk)


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"uitkomst": Dossieruitkomst.OPEN}, "uitkomst"),
        ({"persoon": None}, "persoon"),
        ({"persoon": 99}, "persoon"),
        ({"velden": frozenset({"identiteit.naam"})}, "uitkomst"),  # not all of it, and still "all"
        ({"velden": frozenset({"strafbaar.omschrijving"})}, "velden"),
        ({"grond": "strafbare_feiten"}, "grond"),
        ({"verzwijgen": True}, "verzwijgen"),
        ({"ontvangers": frozenset({1_000_000})}, "ontvangers"),
        ({"samenvatting": "x" * 4_001}, "motivering"),
        ({"uitkomst": Dossieruitkomst.DEELS, "motivering": MOTIVERING}, "grond"),
        ({"uitkomst": Dossieruitkomst.DEELS, "grond": "niet_onjuist", "motivering": MOTIVERING}, "grond"),
        ({"uitkomst": Dossieruitkomst.DEELS, "grond": "anderen", "motivering": "kort"}, "motivering"),
        (
            {
                "uitkomst": Dossieruitkomst.DEELS,
                "grond": "anderen",
                "motivering": MOTIVERING,
                "velden": frozenset[str](),
            },
            "velden",
        ),
        (
            {
                "uitkomst": Dossieruitkomst.GEWEIGERD,
                "grond": "buitensporig",
                "motivering": MOTIVERING,
                "verzwijgen": True,
            },
            "verzwijgen",
        ),
    ],
)
def test_a_decision_that_does_not_fit_together_is_refused(cast: Cast, anders: dict[str, object], veld: str) -> None:
    signaal_over(cast)
    _verzoek, (besluit,) = gezocht(cast)
    with pytest.raises(OngeldigeInvoerError) as fout:
        inzage.besluit(besluit_id=besluit.pk, vorm=alles(besluit, **anders), door=als(cast.anna))
    assert veld in fout.value.fouten
    besluit.refresh_from_db()
    assert besluit.uitkomst == Dossieruitkomst.OPEN


def test_all_cannot_be_said_while_what_was_seen_of_crimes_stays_in(cast: Cast) -> None:
    signaal_over(cast, replace(XANDRA, strafbaar={"omschrijving": "Strafwoord"}))
    verzoek, (besluit,) = gezocht(cast)
    with pytest.raises(OngeldigeInvoerError):
        inzage.besluit(besluit_id=besluit.pk, vorm=alles(besluit), door=als(cast.anna))
    deels = alles(besluit, uitkomst=Dossieruitkomst.DEELS, grond="strafbare_feiten", motivering=MOTIVERING)
    klaar = beantwoord(cast, verzoek, (besluit, deels))
    _verzoek, ruw = inzage_selectors.geef_uit(als(cast.anna), klaar.pk, "json")
    assert "Strafwoord" not in ruw.decode()


def test_nothing_is_laid_before_while_a_dossier_waits_or_the_page_went_stale(cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast)
    with pytest.raises(OvergangNietToegestaanError):
        inzage.leg_voor(verzoek_id=verzoek.pk, versie=verzoek.versie, door=als(cast.anna))
    inzage.besluit(besluit_id=besluit.pk, vorm=alles(besluit), door=als(cast.anna))
    with pytest.raises(VerouderdError):
        inzage.leg_voor(verzoek_id=verzoek.pk, versie=verzoek.versie, door=als(cast.anna))


# The answer


def test_the_answer_holds_the_person_and_nobody_else(cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast)
    vorm = alles(besluit, samenvatting="Iemand zag u bij de bus staan.")
    klaar = beantwoord(cast, verzoek, (besluit, vorm))
    _verzoek, ruw = inzage_selectors.geef_uit(als(cast.anna), klaar.pk, "json")
    antwoord = json.loads(ruw)
    assert next(iter(antwoord)) == "demonstratie"
    (deel,) = antwoord["dossiers"]
    gegeven = {r["kop"]: r["tekst"] for r in deel["gegevens"]}
    assert gegeven["Naam"] == "Verzonnen Xandra"
    assert gegeven["Geboortedatum"] == "1 mei 1999"
    assert gegeven["Telefoon"] == "0612345678"
    assert gegeven["Zorg en hulp: omschrijving"] == "Zorgwoord"
    assert deel["samenvatting"] == "Iemand zag u bij de bus staan."
    assert not [woord for woord in (*VERBODEN, besluit.dossier.signaal.nummer) if woord in ruw.decode()]
    regel = Journaalregel.objects.filter(handeling="verzoek.uitgegeven").latest("pk")
    assert klaar.uitvoer_hash in regel.inhoud.inhoud


def test_the_answer_holds_the_consents_of_the_person_also_those_taken_back_and_of_nobody_else(cast: Cast) -> None:
    dossier, anna = signaal_over(cast).dossier, als(cast.anna)
    xandra, ype = dossier.betrokkenen.order_by("volgorde").values_list("pk", flat=True)
    for wie, woorden in ((xandra, "Zij zei ja."), (ype, "Ype zei ja."), (None, "Iemand zei ja.")):
        ja = NieuweToestemming(Toestemmingsdoel.DELEN, "Gesprek", f"Mag ik delen? {woorden}", wie, cast.zorg.pk)
        gegeven = leg_vast(dossier_id=dossier.pk, nieuw=ja, door=anna)
        if wie == xandra:
            trek_in(toestemming_id=gegeven.pk, door=anna, reden="Zij wil het niet meer.")
    verzoek, (besluit,) = gezocht(cast)
    wat = {p: [r.code for r in inzage_selectors.besluitblad(anna, besluit.pk).eigen[p]] for p in (1, 2)}
    assert [len(codes) for codes in wat.values()] == [1, 1]
    with pytest.raises(OngeldigeInvoerError):  # without them it is not all
        inzage.besluit(besluit_id=besluit.pk, vorm=alles(besluit), door=anna)

    vorm = alles(besluit)
    klaar = beantwoord(cast, verzoek, (besluit, replace(vorm, velden=vorm.velden | set(wat[1]))))

    (deel,) = json.loads(inzage_selectors.geef_uit(anna, klaar.pk, "json")[1])["dossiers"]
    dag = f"{klok.vandaag():%d-%m-%Y}"
    assert [r["tekst"] for r in deel["gegevens"] if r["kop"] == "Toestemming"] == [
        f"Waarvoor: Gegevens delen met een andere organisatie. Met wie: {cast.zorg.naam}. Gegeven op: {dag}. "
        f"Ingetrokken op: {dag}. Hoe: Gesprek. Wat is gevraagd en geantwoord: Mag ik delen? Zij zei ja. "
        "Waarom ingetrokken: Zij wil het niet meer"
    ]


def test_a_consent_is_no_line_to_erase(cast: Cast) -> None:
    dossier, anna = signaal_over(cast).dossier, als(cast.anna)
    ja = NieuweToestemming(
        Toestemmingsdoel.TOLK, "Gesprek", "Mag er een tolk bij? Ja.", dossier.betrokkenen.get(volgorde=1).pk
    )
    gegeven = leg_vast(dossier_id=dossier.pk, nieuw=ja, door=anna)
    _verzoek, (besluit,) = gezocht(cast, Verzoeksoort.WISSING)
    assert inzage_selectors.besluitblad(anna, besluit.pk).eigen[1] == []
    velden = frozenset({f"toestemming:{gegeven.pk}"})
    vorm = Besluitvorm(Dossieruitkomst.DEELS, "publieke_taak", motivering=MOTIVERING, persoon=1, velden=velden)
    with pytest.raises(OngeldigeInvoerError) as fout:
        inzage.besluit(besluit_id=besluit.pk, vorm=vorm, door=anna)
    assert "velden" in fout.value.fouten


def test_a_refusal_gives_the_reason_of_the_law_and_not_our_own_words(cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast)
    klaar = beantwoord(cast, verzoek, (besluit, weiger()))
    ruw = inzage_selectors.geef_uit(als(cast.anna), klaar.pk, "json")[1].decode()
    assert "AVG artikel 23 lid 1 onder d" in ruw
    assert MOTIVERING not in ruw
    assert "Xandra" in json.loads(ruw)["aan"]
    assert json.loads(ruw)["dossiers"][0]["gegevens"] == []


def test_what_must_not_even_be_named_reads_as_an_answer_on_nothing(cast: Cast) -> None:
    leeg = beantwoord(cast, gezocht(cast)[0])
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast)
    stil = beantwoord(cast, verzoek, (besluit, weiger(verzwijgen=True)))
    een, ander = (json.loads(inzage_selectors.geef_uit(als(cast.anna), v.pk, "json")[1]) for v in (leeg, stil))
    assert {**een, "kenmerk": ""} == {**ander, "kenmerk": ""}
    assert een["niets_gevonden"]


def test_a_dossier_about_somebody_else_leaves_no_trace(cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast)
    klaar = beantwoord(cast, verzoek, (besluit, Besluitvorm(Dossieruitkomst.ANDER)))
    assert json.loads(inzage_selectors.geef_uit(als(cast.anna), klaar.pk, "json")[1])["dossiers"] == []


def test_receivers_are_named_only_when_somebody_chose_them(cast: Cast) -> None:
    signaal, _verstrekkingen = doorgegeven(
        cast, signaal=besloten(cast, Uitkomst.ZORG_EN_STRAFRECHT, personen=(XANDRA,))
    )
    verzoek, besluiten = gezocht(cast)
    besluit = next(b for b in besluiten if b.dossier_id == signaal.dossier_id)
    klaar = beantwoord(cast, verzoek, (besluit, alles(besluit, ontvangers=frozenset({cast.zorg.pk}))))
    (deel,) = json.loads(inzage_selectors.geef_uit(als(cast.anna), klaar.pk, "json")[1])["dossiers"]
    assert deel["ontvangers"] == [cast.zorg.naam]


# Two people


def test_who_decided_or_laid_it_before_does_not_approve_it(cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast)
    inzage.besluit(besluit_id=besluit.pk, vorm=alles(besluit), door=als(cast.anna))
    verzoek.refresh_from_db()
    klaar = inzage.leg_voor(verzoek_id=verzoek.pk, versie=verzoek.versie, door=als(cast.vera))
    for door in (als(cast.anna), als(cast.vera)):
        with pytest.raises(NietToegestaanError) as fout:
            inzage.bevestig(verzoek_id=verzoek.pk, afdruk=klaar.uitvoer_hash, door=door)
        assert fout.value.reden == inzage.TWEEDE
    wim = medewerker("wim", cast.gemeente, Rol.AANDACHTSFUNCTIONARIS)
    inzage.bevestig(verzoek_id=verzoek.pk, afdruk=klaar.uitvoer_hash, door=als(wim))
    assert inzage_selectors.geef_uit(als(cast.anna), verzoek.pk, "pdf")


@pytest.mark.parametrize("naam", ["fg", "beheer", "balie", "zoe"])
def test_another_role_does_not_approve_or_hand_over(cast: Cast, naam: str) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast)
    klaar = voorgelegd(cast, verzoek, (besluit, alles(besluit)))
    door = als(getattr(cast, naam))
    for doe in (
        lambda: inzage.bevestig(verzoek_id=klaar.pk, afdruk=klaar.uitvoer_hash, door=door),
        lambda: inzage.stuur_terug(verzoek_id=klaar.pk, door=door),
        lambda: inzage_selectors.controleblad(door, klaar.pk),
        lambda: inzage_selectors.geef_uit(door, klaar.pk, "pdf"),
    ):
        with pytest.raises((NietToegestaanError, NietGevondenError)):
            doe()


def test_something_else_than_was_shown_is_not_approved(cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast)
    klaar = voorgelegd(cast, verzoek, (besluit, alles(besluit)))
    oud = klaar.uitvoer_hash
    inzage.stuur_terug(verzoek_id=klaar.pk, door=als(cast.vera))
    nieuw = voorgelegd(cast, verzoek, (besluit, alles(besluit, samenvatting="Iets anders dan eerst.")))
    assert nieuw.uitvoer_hash != oud
    for afdruk in (oud, "", "0" * 64):
        with pytest.raises(VerouderdError):
            inzage.bevestig(verzoek_id=klaar.pk, afdruk=afdruk, door=als(cast.vera))
    inzage.bevestig(verzoek_id=klaar.pk, afdruk=nieuw.uitvoer_hash, door=als(cast.vera))


def test_nothing_is_handed_over_or_changed_before_a_second_person_agreed(cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast)
    klaar = voorgelegd(cast, verzoek, (besluit, alles(besluit)))
    with pytest.raises(NietGevondenError):
        inzage_selectors.geef_uit(als(cast.anna), klaar.pk, "pdf")
    with pytest.raises(OvergangNietToegestaanError):
        inzage.besluit(besluit_id=besluit.pk, vorm=weiger(), door=als(cast.anna))


@pytest.mark.parametrize(
    "velden",
    [
        {"status": "beantwoord"},
        {"status": "verzonnen"},
        {"soort": "verzonnen"},
        {"uiterlijk_op": date(2000, 1, 1)},
    ],
    ids=str,
)
def test_the_database_itself_refuses_a_row_that_cannot_be(cast: Cast, velden: dict[str, object]) -> None:
    verzoek = registreer(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Avgverzoek.objects.filter(pk=verzoek.pk).update(**velden)


def test_the_database_itself_refuses_one_person_as_both(cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast)
    klaar = voorgelegd(cast, verzoek, (besluit, alles(besluit)))
    with pytest.raises(IntegrityError), transaction.atomic():
        Avgverzoek.objects.filter(pk=klaar.pk).update(gecontroleerd_door=cast.anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        Avgbesluit.objects.filter(pk=besluit.pk).update(uitkomst="geweigerd", grond="")


# Afterwards


def test_when_the_dossier_is_destroyed_the_answer_goes_with_it_and_its_fingerprint_stays(cast: Cast) -> None:
    signaal = signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast)
    klaar = beantwoord(cast, verzoek, (besluit, alles(besluit)))
    with transaction.atomic():
        vernietig_inhoud(signaal.dossier_id, grondslag="toets")
    with pytest.raises(NietGevondenError):
        inzage_selectors.geef_uit(als(cast.anna), verzoek.pk, "pdf")
    verzoek.refresh_from_db()
    assert (verzoek.uitvoer, verzoek.uitvoer_hash) == (None, klaar.uitvoer_hash)
    besluit.refresh_from_db()
    assert besluit.inhoud is None
    blad = inzage_selectors.verzoekblad(als(cast.anna), verzoek.pk)
    assert not blad.mag["uitgeven"]


def test_a_dossier_destroyed_while_it_was_checked_stops_the_answer(cast: Cast) -> None:
    signaal = signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast)
    klaar = voorgelegd(cast, verzoek, (besluit, alles(besluit)))
    with transaction.atomic():
        vernietig_inhoud(signaal.dossier_id, grondslag="toets")
    with pytest.raises(VerouderdError):
        inzage.bevestig(verzoek_id=verzoek.pk, afdruk=klaar.uitvoer_hash, door=als(cast.vera))
    inzage.stuur_terug(verzoek_id=verzoek.pk, door=als(cast.vera))
    verzoek.refresh_from_db()
    opnieuw = inzage.leg_voor(verzoek_id=verzoek.pk, versie=verzoek.versie, door=als(cast.anna))
    inzage.bevestig(verzoek_id=verzoek.pk, afdruk=opnieuw.uitvoer_hash, door=als(cast.vera))


def test_the_fg_sees_the_request_and_nothing_of_a_dossier(cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast)
    blad = inzage_selectors.verzoekblad(als(cast.fg), verzoek.pk)
    assert (list(blad.besluiten), blad.aantal, blad.open, blad.verborgen) == ([], 1, 1, False)
    assert {n for n, mag in blad.mag.items() if mag} == {"verlengen", "intrekken"}
    with pytest.raises((NietGevondenError, NietToegestaanError)):
        inzage_selectors.besluitblad(als(cast.fg), besluit.pk)
    assert persoon(besluit).groepen["identiteit"]["naam"] == "Verzonnen Xandra"
