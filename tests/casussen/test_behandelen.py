"""What a team does with a casus: acties, stand, team and telling the sender; each with its refusal."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from tests.cast import Cast, als, medewerker
from tests.casussen.hulp import WAAROM, casus_van, meld
from tests.gereedschap.momentopname import herhaalbaar
from tests.signalen.hulp import doorgegeven, laatste_regels

from baken.casussen.blad import casusblad
from baken.casussen.models import Casus
from baken.casussen.selectors import casuslijst, collegas
from baken.casussen.services import behandelen
from baken.casussen.services.aannemen import accepteer
from baken.casussen.verloop import VERLOOP, Casusstatus
from baken.dossiers.acties import NieuweActie
from baken.dossiers.context import leescontext
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.verloop import Afloop
from baken.kern import klok
from baken.kern.fouten import (
    NietGevondenError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VerouderdError,
)
from baken.keten.models import Actie
from baken.keten.verloop import Actiestatus
from baken.organisaties.models import Medewerker
from baken.organisaties.rollen import Rol


@pytest.fixture
@herhaalbaar
def casus(cast: Cast) -> Casus:
    _signaal, (zorg, _zvh) = doorgegeven(cast)
    return accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))


def actie(cast: Cast, casus: Casus, wie: str = "zoe", **anders: object) -> Actie:
    velden = {"tekst": "Bellen met de huisarts.", "eigenaar_id": cast.zoe.pk, "voor": klok.vandaag(), **anders}
    nieuw = NieuweActie(**velden)  # type: ignore[arg-type]  # some tests give what does not fit
    return behandelen.maak_actie(casus_id=casus.pk, actie=nieuw, door=als(getattr(cast, wie)))


def zet(cast: Cast, casus: Casus, naar: Casusstatus, reden: str = "", versie: int = 0) -> Casus:
    return behandelen.zet_stand(
        casus_id=casus.pk, versie=versie or casus.versie, naar=naar, reden=reden, door=als(cast.zoe)
    )


def test_every_state_has_a_way_out_and_one_that_leads_to_it() -> None:
    assert VERLOOP.staten == frozenset(Casusstatus)
    assert VERLOOP.einden == frozenset()
    bereikt = {naar for van in Casusstatus for naar in VERLOOP.volgende(van)}
    assert bereikt == set(Casusstatus)


def test_an_actie_has_an_owner_and_a_day_and_its_words_are_sealed(cast: Cast, casus: Casus) -> None:
    gemaakt = actie(cast, casus)
    assert b"huisarts" not in bytes(gemaakt.geheim or b"")
    assert laatste_regels()[0] == "casus.actie_gemaakt"
    (open_,) = casusblad(als(cast.zoe), casus.pk).acties
    assert (open_.tekst, open_.eigenaar, open_.voor) == ("Bellen met de huisarts.", "Zoe", klok.vandaag())


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [
        ("tekst", " "),
        ("tekst", "x" * 501),
        ("eigenaar_id", 987_654),
        ("voor", klok.vandaag() - timedelta(days=1)),
        ("voor", klok.vandaag() + timedelta(days=400)),
    ],
)
def test_an_actie_without_words_owner_or_a_day_ahead_is_refused(
    cast: Cast, casus: Casus, veld: str, waarde: object
) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        actie(cast, casus, **{veld: waarde})
    assert list(fout.value.fouten) == [veld.removesuffix("_id")]
    assert not Actie.objects.exists()


def test_an_actie_of_somebody_elsewhere_or_without_a_role_is_refused(cast: Cast, casus: Casus) -> None:
    zonder_rol = medewerker("bode", cast.zorg)
    for wie in (cast.piet, zonder_rol):
        with pytest.raises(OngeldigeInvoerError):
            actie(cast, casus, eigenaar_id=wie.pk)


@pytest.mark.parametrize("naar", [Actiestatus.KLAAR, Actiestatus.VERVALLEN])
def test_an_actie_is_finished_once(cast: Cast, casus: Casus, naar: Actiestatus) -> None:
    gemaakt = actie(cast, casus)

    def rond_af(actie_id: uuid.UUID, casus_id: int = casus.pk) -> Actie:
        return behandelen.rond_actie_af(casus_id=casus_id, actie_id=actie_id, naar=naar, door=als(cast.zoe))

    assert rond_af(gemaakt.pk).klaar_op is not None
    assert laatste_regels()[0] == "casus.actie_afgerond"
    with pytest.raises(OvergangNietToegestaanError):
        rond_af(gemaakt.pk)
    with pytest.raises(NietGevondenError):
        rond_af(uuid.uuid4())


def test_an_actie_of_another_casus_is_not_there(cast: Cast, casus: Casus) -> None:
    _s, (zorg, _zvh) = doorgegeven(cast)
    ander = accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    gemaakt = actie(cast, ander)
    with pytest.raises(NietGevondenError):
        behandelen.rond_actie_af(casus_id=casus.pk, actie_id=gemaakt.pk, naar=Actiestatus.KLAAR, door=als(cast.zoe))


@pytest.mark.parametrize("naam", ["piet", "rik", "buur", "anna"])
def test_another_organisation_does_nothing_with_a_casus(cast: Cast, casus: Casus, naam: str) -> None:
    with pytest.raises(NietGevondenError):
        actie(cast, casus, naam)
    with pytest.raises(NietGevondenError):
        behandelen.meld_afloop(casus_id=casus.pk, afloop=Afloop.OPGEPAKT, door=als(getattr(cast, naam)))


def test_a_casus_moves_and_keeps_why(cast: Cast, casus: Casus) -> None:
    casus = zet(cast, casus, Casusstatus.IN_OVERLEG)
    casus = zet(cast, casus, Casusstatus.VASTGELOPEN, WAAROM)
    assert b"samen" not in bytes(casus.inhoud or b"")
    stappen = casusblad(als(cast.zoe), casus.pk).stappen
    assert [(s.naar, s.reden, door) for s, door in stappen] == [
        ("in_overleg", "", "Zoe"),
        ("vastgelopen", WAAROM, "Zoe"),
    ]


def test_getting_stuck_asks_what_it_is_stuck_on(cast: Cast, casus: Casus) -> None:
    for reden in ("", "kort", "\u200b" * 40, " " * 40):
        with pytest.raises(OngeldigeInvoerError):
            zet(cast, casus, Casusstatus.VASTGELOPEN, reden)
    casus.refresh_from_db()
    assert casus.status == Casusstatus.OPEN


def test_a_move_that_the_table_does_not_know_is_refused(cast: Cast, casus: Casus) -> None:
    with pytest.raises(OvergangNietToegestaanError):
        zet(cast, casus, Casusstatus.OPEN)
    for naar in (Casusstatus.AFGESLOTEN, Casusstatus.HEROPEND):
        with pytest.raises(OngeldigeInvoerError):
            zet(cast, casus, naar, WAAROM)


def test_a_page_that_is_out_of_date_moves_nothing(cast: Cast, casus: Casus) -> None:
    zet(cast, casus, Casusstatus.IN_OVERLEG)
    with pytest.raises(VerouderdError):
        zet(cast, casus, Casusstatus.VASTGELOPEN, WAAROM, versie=1)


def test_a_colleague_joins_the_team_and_finds_the_casus_under_mine(cast: Cast, casus: Casus) -> None:
    zara = medewerker("zara", cast.zorg, Rol.ZORGCOORDINATOR)
    assert casuslijst(als(zara), tab="mijn").rijen == []
    behandelen.voeg_lid_toe(casus_id=casus.pk, medewerker_id=zara.pk, door=als(cast.zoe))
    assert casuslijst(als(zara), tab="mijn").rijen == [casus]
    assert [m.naam for m in casusblad(als(zara), casus.pk).team] == ["Zara", "Zoe"]
    assert collegas(als(zara)) == [(zara.pk, "Zara"), (cast.zoe.pk, "Zoe")]
    with pytest.raises(OngeldigeInvoerError):
        behandelen.voeg_lid_toe(casus_id=casus.pk, medewerker_id=cast.piet.pk, door=als(cast.zoe))


def test_somebody_goes_out_of_the_team_with_a_reason_and_who_directs_stays(cast: Cast, casus: Casus) -> None:
    zara, door = medewerker("zara", cast.zorg, Rol.ZORGCOORDINATOR), als(cast.zoe)

    def weg(wie: Medewerker, reden: str = WAAROM) -> Casus:
        return behandelen.haal_uit_team(casus_id=casus.pk, medewerker_id=wie.pk, reden=reden, door=door)

    with pytest.raises(OngeldigeInvoerError):
        weg(zara)  # not in it
    behandelen.voeg_lid_toe(casus_id=casus.pk, medewerker_id=zara.pk, door=door)
    with pytest.raises(OngeldigeInvoerError) as fout:
        weg(zara, "Klaar.")
    assert set(fout.value.fouten) == {"reden"}
    weg(zara)
    assert casuslijst(als(zara), tab="mijn").rijen == []
    assert [m.naam for m in casusblad(door, casus.pk).team] == ["Zoe"]
    assert casusblad(door, casus.pk).stappen[-1][0].reden.endswith(WAAROM)
    with pytest.raises(OngeldigeInvoerError):
        weg(cast.zoe)  # she directs, and is the last
    with pytest.raises(NietGevondenError):
        behandelen.haal_uit_team(casus_id=casus.pk, medewerker_id=zara.pk, reden=WAAROM, door=als(cast.buur))
    behandelen.voeg_lid_toe(casus_id=casus.pk, medewerker_id=zara.pk, door=door)
    assert casuslijst(als(zara), tab="mijn").rijen == [casus]  # back on the same day


def test_the_sender_hears_a_bounded_text_with_a_note(cast: Cast, casus: Casus) -> None:
    bron = casus.bronnen.get().verstrekking
    meld(bron.pk, als(cast.zoe), toelichting="Er is een plek gevonden.")
    (bericht,) = verstrekkingsblad(als(cast.anna), bron.pk).berichten
    assert (bericht.code, bericht.tekst) == (
        Afloop.ZORG_GESTART,
        "De hulp of zorg is gestart. Er is een plek gevonden.",
    )
    assert laatste_regels(20).count("casus.afloop") == 1


def test_the_same_text_is_told_once(cast: Cast, casus: Casus) -> None:
    bron = casus.bronnen.get().verstrekking_id
    meld(bron, als(cast.zoe))
    with pytest.raises(OvergangNietToegestaanError):
        meld(bron, als(cast.zoe))
    assert casusblad(als(cast.zoe), casus.pk).aflopen == [Afloop.OPGEPAKT]


@pytest.mark.parametrize("einde", [Afloop.AFGESLOTEN, Afloop.GEEN_MENSENHANDEL])
def test_how_it_ended_is_told_by_closing_only(cast: Cast, casus: Casus, einde: Afloop) -> None:
    with pytest.raises(OngeldigeInvoerError):
        meld(casus.bronnen.get().verstrekking_id, als(cast.zoe), afloop=einde)


@pytest.mark.parametrize(
    "tekst",
    ["Xandra is veilig.", "mevrouw VERZONNEN", "bel 06 00 00 00 01", "Bel +31 6 0000 0001 maar", "xándra"],
)
def test_a_note_that_names_somebody_is_refused(cast: Cast, casus: Casus, tekst: str) -> None:
    bron = casus.bronnen.get().verstrekking_id
    with pytest.raises(OngeldigeInvoerError) as fout:
        meld(bron, als(cast.zoe), toelichting=tekst)
    assert list(fout.value.fouten) == ["toelichting"]
    assert verstrekkingsblad(als(cast.anna), bron).berichten == []


def test_a_note_that_is_too_long_is_refused(cast: Cast, casus: Casus) -> None:
    with pytest.raises(OngeldigeInvoerError):
        meld(casus.bronnen.get().verstrekking_id, als(cast.zoe), toelichting="a " * 251)


def test_the_list_has_what_is_open_mine_and_late_in_four_queries(
    cast: Cast, casus: Casus, django_assert_num_queries: object
) -> None:
    actie(cast, casus)
    _s, (zorg, _zvh) = doorgegeven(cast)
    ander = accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    Actie.objects.update(voor=klok.vandaag() - timedelta(days=1))
    zoe = als(cast.zoe)
    with leescontext(zoe), django_assert_num_queries(4):  # type: ignore[operator]  # a fixture of pytest-django
        lijst = casuslijst(zoe)
    assert lijst.rijen == [ander, casus]
    assert [c.volgende for c in lijst.rijen] == [None, klok.vandaag() - timedelta(days=1)]  # type: ignore[attr-defined]  # the selector adds it to each row
    assert lijst.aantallen == {"open": 2, "mijn": 2, "te_laat": 1}
    assert casuslijst(zoe, tab="te_laat").rijen == [casus]
    assert casuslijst(zoe, tab="gesloten").rijen == []
    assert casuslijst(als(cast.zoe, tweede_factor=False)).rijen == []
    assert casus_van(zorg.pk) == ander
