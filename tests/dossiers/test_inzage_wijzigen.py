"""Correcting, erasing and restricting on request: nothing before two people agreed, and then exactly that."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction
from tests.cast import Cast, als, maak_signaal
from tests.dossiers.inzagehulp import (
    MOTIVERING,
    WIE,
    XANDRA,
    YPE,
    alles,
    beantwoord,
    gezocht,
    persoon,
    registreer,
    signaal_over,
    voorgelegd,
    weiger,
)
from tests.signalen.hulp import besloten, doorgegeven, grondslag, naar_zorg, naar_zvh

from baken.dossiers.inhoud import open_inhoud
from baken.dossiers.inzage import selectors as inzage_selectors
from baken.dossiers.inzage import services as inzage
from baken.dossiers.inzage.besluit import Besluitvorm
from baken.dossiers.models import Avgcorrectie, Avgverzoek, Betrokkene, Dossier, Verstrekking, Zoekindex
from baken.dossiers.services import NieuweLocatie, leg_inhoud_vast, sleutel_van
from baken.dossiers.sleutelwissel import herverpak_alles
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.dossiers.vernietigen import vernietig_inhoud
from baken.dossiers.verstrekken import open_verantwoording
from baken.dossiers.verzoekverloop import Dossieruitkomst, Verzoeksoort
from baken.kern import bewaartermijnen, klok
from baken.kern.bewaartermijnen import geregistreerd
from baken.kern.fouten import NietToegestaanError, OngeldigeInvoerError, OvergangNietToegestaanError, VastgehoudenError
from baken.kern.models import Bewaarregel, Journaalregel
from baken.kern.versleuteling import ververs_sleutelbos, voeg_sleutelversie_toe
from baken.signalen import selectors
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import doorgeleiden
from baken.signalen.tijdlijn import tijdlijn

NIEUW = {"identiteit.naam": "Xandra Nieuwnaam", "contact.telefoon": "0611111111"}
REDEN = "De persoon weet het en vindt het goed."


def _verbeter(nieuw: dict[str, str], **anders: object) -> Besluitvorm:
    return Besluitvorm(**{"uitkomst": Dossieruitkomst.TOEGEWEZEN, "persoon": 1, "nieuw": nieuw, **anders})  # type: ignore[arg-type]  # fields of the form


# Correcting


def test_a_correction_is_used_everywhere_and_the_old_value_stays_sealed_in_the_timeline(cast: Cast) -> None:
    signaal = signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast, Verzoeksoort.RECTIFICATIE)
    klaar = beantwoord(cast, verzoek, (besluit, _verbeter(NIEUW)))
    groepen = persoon(besluit).groepen
    assert groepen["identiteit"]["naam"] == "Xandra Nieuwnaam"
    assert groepen["contact"]["telefoon"] == "0611111111"
    assert groepen["identiteit"]["geboortedatum"] == "1999-05-01"
    assert persoon(besluit).eerder == {"naam 1": "Verzonnen Xandra", "telefoon 1": "0612345678"}
    assert persoon(besluit, 2).groepen == {"identiteit": YPE.identiteit, "contact": YPE.contact} | {
        "strafbaar": YPE.strafbaar
    }
    dicht = selectors.dossierblad(als(cast.anna), signaal.pk)
    onthuld = selectors.dossierblad(als(cast.anna), signaal.pk, onthul=True)
    assert "Verzonnen Xandra" not in str(tijdlijn(dicht))
    assert "Verzonnen Xandra" in str(tijdlijn(onthuld))
    assert "0612345678" in str(tijdlijn(onthuld))
    assert not [c for c in Avgcorrectie.objects.all() if b"Xandra" in bytes(c.inhoud)]
    gegeven = json.loads(inzage_selectors.geef_uit(als(cast.anna), klaar.pk, "json")[1])["dossiers"][0]["gegevens"]
    assert gegeven == [
        {"kop": "Naam", "tekst": "Xandra Nieuwnaam"},
        {"kop": "Telefoon", "tekst": "0611111111"},
    ]


def test_after_a_correction_the_new_value_is_found_and_the_old_one_is_not(cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast, Verzoeksoort.RECTIFICATIE)
    beantwoord(cast, verzoek, (besluit, _verbeter(NIEUW)))
    assert len(gezocht(cast, wie={"naam": "x", "telefoon": "0611111111"})[1]) == 1
    assert len(gezocht(cast, wie={"naam": "x", "telefoon": "0687654321"})[1]) == 1  # of the other person
    assert len(gezocht(cast, wie={"naam": "x", "adres": "3011AA 12"})[1]) == 1
    assert gezocht(cast, wie={"naam": "x", "telefoon": "0612345678"})[1] == []


@pytest.mark.parametrize(
    "nieuw",
    [
        {},
        {"identiteit.naam": "Verzonnen Xandra"},  # as it was
        {"identiteit.geboortedatum": "1999-02-30"},
        {"identiteit.geboortedatum": "2999-01-01"},
        {"identiteit.naam": "x" * 201},
        {"strafbaar.omschrijving": "Niets gedaan"},
        {"identiteit.bsn": "123456782"},
    ],
    ids=str,
)
def test_a_correction_that_changes_nothing_or_cannot_be_is_refused(cast: Cast, nieuw: dict[str, str]) -> None:
    signaal_over(cast)
    _verzoek, (besluit,) = gezocht(cast, Verzoeksoort.RECTIFICATIE)
    with pytest.raises(OngeldigeInvoerError) as fout:
        inzage.besluit(besluit_id=besluit.pk, vorm=_verbeter(nieuw), door=als(cast.anna))
    assert list(fout.value.fouten) == ["nieuw"]


def test_a_field_can_be_emptied(cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast, Verzoeksoort.RECTIFICATIE)
    beantwoord(cast, verzoek, (besluit, _verbeter({"identiteit.document": ""})))
    assert "document" not in persoon(besluit).groepen["identiteit"]


def test_a_part_or_nothing_of_a_correction_needs_a_reason(cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast, Verzoeksoort.RECTIFICATIE)
    beantwoord(cast, verzoek, (besluit, weiger(grond="niet_onjuist")))
    assert persoon(besluit).groepen["identiteit"]["naam"] == "Verzonnen Xandra"
    assert not Avgcorrectie.objects.exists()


# Erasing


def test_erasing_takes_the_whole_person_and_nobody_else(cast: Cast) -> None:
    signaal = signaal_over(cast)
    van_wie = [NieuweLocatie(adres="Slaapplek 1", van=1), NieuweLocatie(adres="Van een ander 2", van=2)]
    leg_inhoud_vast(signaal.dossier, sleutel_van(signaal.dossier), [], van_wie)
    verzoek, (besluit,) = gezocht(cast, Verzoeksoort.WISSING)
    beantwoord(cast, verzoek, (besluit, alles(besluit)))
    plekken = {plek.adres for plek in open_inhoud(signaal.dossier).locaties}
    assert ("Slaapplek 1" in plekken, "Van een ander 2" in plekken) == (False, True)
    weg = persoon(besluit)
    assert (weg.groepen, weg.leeftijdsgroep) == ({}, "")
    assert persoon(besluit, 2).groepen["identiteit"]["naam"] == "Ype Anders"
    assert gezocht(cast)[1] == []
    regel = Journaalregel.objects.get(handeling="verzoek.uitgevoerd")
    assert regel.dossier_id == signaal.dossier_id
    assert "Xandra" not in regel.inhoud.inhoud


def test_a_part_can_be_erased(cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast, Verzoeksoort.WISSING)
    deel = Besluitvorm(
        Dossieruitkomst.DEELS,
        grond="taak_of_plicht",
        motivering=MOTIVERING,
        persoon=1,
        velden=frozenset({"zorg.omschrijving", "leeftijdsgroep"}),
    )
    beantwoord(cast, verzoek, (besluit, deel))
    over = persoon(besluit)
    assert "zorg" not in over.groepen
    assert over.leeftijdsgroep == ""
    assert over.groepen["identiteit"]["naam"] == "Verzonnen Xandra"


@pytest.mark.parametrize(
    ("velden", "over"),
    [
        (None, {}),
        ({"identiteit.naam"}, {"telefoon 1": "0612345678"}),
        ({"eerder.telefoon 1"}, {"naam 1": "Verzonnen Xandra"}),
    ],
    ids=["alles", "de naam", "een oud nummer"],
)
def test_what_is_erased_takes_what_stood_there_before(
    cast: Cast, velden: set[str] | None, over: dict[str, str]
) -> None:
    signaal_over(cast)
    beter, (besluit,) = gezocht(cast, Verzoeksoort.RECTIFICATIE)
    beantwoord(cast, beter, (besluit, _verbeter(NIEUW)))
    wissen, (besluit,) = gezocht(cast, Verzoeksoort.WISSING, {"naam": "x", "telefoon": NIEUW["contact.telefoon"]})
    deel = {"uitkomst": Dossieruitkomst.DEELS, "grond": "taak_of_plicht", "motivering": MOTIVERING}
    anders = {} if velden is None else {**deel, "velden": frozenset(velden)}
    beantwoord(cast, wissen, (besluit, alles(besluit, **anders)))
    assert persoon(besluit).eerder == over
    if velden is None:
        assert Betrokkene.objects.get(dossier=besluit.dossier, volgorde=1).inhoud is None


def test_what_was_erased_is_gone_from_earlier_answers_and_corrections_too(cast: Cast) -> None:
    signaal_over(cast)
    eerder, (besluit,) = gezocht(cast)
    beantwoord(cast, eerder, (besluit, alles(besluit)))
    beter, (besluit,) = gezocht(cast, Verzoeksoort.RECTIFICATIE)
    beantwoord(cast, beter, (besluit, _verbeter({"zorg.omschrijving": "Anders"})))
    wissen, (besluit,) = gezocht(cast, Verzoeksoort.WISSING)
    beantwoord(cast, wissen, (besluit, alles(besluit)))
    for verzoek in (eerder, beter):
        verzoek.refresh_from_db()
        assert verzoek.uitvoer is None
        assert verzoek.besluiten.get().inhoud is None
    assert not Avgcorrectie.objects.exists()
    assert inzage_selectors.geef_uit(als(cast.anna), wissen.pk, "json")[1]


def test_a_legal_hold_stops_erasing_also_when_it_came_while_it_was_checked(cast: Cast) -> None:
    signaal = signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast, Verzoeksoort.WISSING)
    klaar = voorgelegd(cast, verzoek, (besluit, alles(besluit)))
    Dossier.objects.filter(pk=signaal.dossier_id).update(vastgehouden=True)
    with pytest.raises(VastgehoudenError):
        inzage.bevestig(verzoek_id=klaar.pk, afdruk=klaar.uitvoer_hash, door=als(cast.vera))
    assert persoon(besluit).groepen["identiteit"]["naam"] == "Verzonnen Xandra"
    inzage.stuur_terug(verzoek_id=klaar.pk, door=als(cast.vera))
    with pytest.raises(OngeldigeInvoerError):
        inzage.besluit(besluit_id=besluit.pk, vorm=alles(besluit), door=als(cast.anna))


# Restricting


def test_a_restricted_person_stays_out_of_every_new_packet_until_it_is_lifted(cast: Cast) -> None:
    signaal = besloten(cast, Uitkomst.ZORG_EN_STRAFRECHT, personen=(XANDRA, YPE))

    def in_pakket() -> str:
        (getoetst,) = doorgeleiden.bekijk_pakketten(
            signaal_id=signaal.pk, voorstellen=[naar_zorg(cast)], door=als(cast.anna)
        )
        return str(getoetst)

    assert "Verzonnen Xandra" in in_pakket()
    verzoek, (besluit,) = gezocht(cast, Verzoeksoort.BEPERKING)
    klaar = voorgelegd(cast, verzoek, (besluit, Besluitvorm(Dossieruitkomst.TOEGEWEZEN, persoon=1)))
    assert "Verzonnen Xandra" in in_pakket()
    inzage.bevestig(verzoek_id=klaar.pk, afdruk=klaar.uitvoer_hash, door=als(cast.vera))
    assert persoon(besluit).beperkt_op == klok.vandaag()
    assert "Verzonnen Xandra" not in in_pakket()
    with pytest.raises(OngeldigeInvoerError):
        inzage.hef_beperking_op(besluit_id=besluit.pk, reden="klaar", door=als(cast.anna))
    inzage.hef_beperking_op(besluit_id=besluit.pk, reden=REDEN, door=als(cast.anna))
    assert "Verzonnen Xandra" in in_pakket()
    with pytest.raises(OvergangNietToegestaanError):
        inzage.hef_beperking_op(besluit_id=besluit.pk, reden=REDEN, door=als(cast.anna))


def test_a_restriction_is_of_all_or_nothing_and_lifting_is_for_a_restriction_only(cast: Cast) -> None:
    signaal_over(cast)
    _verzoek, (besluit,) = gezocht(cast, Verzoeksoort.BEPERKING)
    deels = Besluitvorm(Dossieruitkomst.DEELS, grond="geen_geval", motivering=MOTIVERING, persoon=1)
    with pytest.raises(OngeldigeInvoerError):
        inzage.besluit(besluit_id=besluit.pk, vorm=deels, door=als(cast.anna))
    with pytest.raises(OvergangNietToegestaanError):
        inzage.hef_beperking_op(besluit_id=besluit.pk, reden=REDEN, door=als(cast.anna))


# Packets that wait


@pytest.mark.parametrize("soort", [Verzoeksoort.RECTIFICATIE, Verzoeksoort.WISSING, Verzoeksoort.BEPERKING])
def test_a_packet_that_did_not_leave_yet_is_taken_back_and_one_that_did_stays(cast: Cast, soort: Verzoeksoort) -> None:
    naar_politie, zvh = _klaargezet(cast)
    verzoek, (besluit,) = gezocht(cast, soort)
    vorm = {
        Verzoeksoort.RECTIFICATIE: _verbeter(NIEUW),
        Verzoeksoort.WISSING: alles(besluit),
        Verzoeksoort.BEPERKING: Besluitvorm(Dossieruitkomst.TOEGEWEZEN, persoon=1),
    }[soort]

    beantwoord(cast, verzoek, (besluit, vorm))

    for rij in (naar_politie, zvh):
        rij.refresh_from_db()
    assert (naar_politie.status, zvh.status) == (Verstrekkingsstatus.INGETROKKEN, Verstrekkingsstatus.VERZONDEN)
    assert open_verantwoording(naar_politie)["reden_einde"].endswith("Maak een nieuw pakket.")
    regel = Journaalregel.objects.get(handeling="verstrekking.ingetrokken", dossier_id=besluit.dossier_id)
    assert str(naar_politie.pk) in regel.inhoud.inhoud
    with pytest.raises((OvergangNietToegestaanError, NietToegestaanError)):
        doorgeleiden.leg_verzending_vast(
            verstrekking_id=naar_politie.pk,
            hoe="telefoon",
            wanneer=klok.nu(),
            aan_wie="wachtcommandant",
            kenmerk="",
            door=als(cast.anna),
        )


def test_a_request_that_changes_nothing_leaves_a_packet_that_waits(cast: Cast) -> None:
    naar_politie, _zvh = _klaargezet(cast)
    verzoek, (besluit,) = gezocht(cast, Verzoeksoort.BEPERKING)

    beantwoord(cast, verzoek, (besluit, weiger()))

    naar_politie.refresh_from_db()
    assert naar_politie.status == Verstrekkingsstatus.KLAARGEZET


def _klaargezet(cast: Cast) -> list[Verstrekking]:
    """Return a packet for the police that waits to be given, and one that was sent to the ZVH."""
    signaal = besloten(cast, Uitkomst.ZORG_EN_STRAFRECHT, personen=(XANDRA, YPE))
    politie = naar_zorg(
        cast,
        ontvanger_id=cast.politie.pk,
        grondslag_id=grondslag("taak-politie"),
        veldgroepen=frozenset({"identiteit"}),
    )
    _signaal, verstrekkingen = doorgegeven(cast, politie, naar_zvh(cast), signaal=signaal)
    return verstrekkingen


# Keys and retention


@pytest.fixture
def eigen_sleutels(settings: LazySettings, tmp_path: Path) -> Iterator[Path]:
    """Give a copy of the key file: a new version must not reach other tests."""
    bestand = tmp_path / "sleutels.json"
    gedeeld, settings.BAKEN_SLEUTELBESTAND = settings.BAKEN_SLEUTELBESTAND, bestand
    shutil.copy(gedeeld, bestand)
    ververs_sleutelbos()
    yield bestand
    settings.BAKEN_SLEUTELBESTAND = gedeeld
    ververs_sleutelbos()


def test_after_a_new_key_version_a_request_reads_and_finds_as_before(eigen_sleutels: Path, cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast)
    klaar = beantwoord(cast, verzoek, (besluit, alles(besluit)))
    oud = bytes(klaar.verpakte_sleutel or b"")
    voeg_sleutelversie_toe(eigen_sleutels)
    ververs_sleutelbos()
    herverpak_alles()
    klaar.refresh_from_db()
    assert bytes(klaar.verpakte_sleutel or b"") != oud
    assert inzage_selectors.geef_uit(als(cast.anna), klaar.pk, "json")[1]
    assert inzage.zoek(verzoek_id=registreer(cast).pk, door=als(cast.anna)) == 1


def test_an_answered_request_is_destroyed_after_its_confirmed_period_and_an_open_one_stays(cast: Cast) -> None:
    registratie = geregistreerd()["dossiers.Avgverzoek"]
    klaar = beantwoord(cast, gezocht(cast)[0])
    open_ = registreer(cast)
    bewaartermijnen.laad_standaardregels()
    regel = Bewaarregel.objects.get(categorie=registratie.categorie)
    Bewaarregel.objects.filter(pk=regel.pk).update(
        bevestigd_fg_op=klok.vandaag(), bevestigd_archivaris_op=klok.vandaag()
    )
    for dagen in (24 * 30, 24 * 31 + 60):
        with klok.zet_stil(klok.nu() + timedelta(days=dagen)):
            bewaartermijnen.nachtronde()
    assert list(Avgverzoek.objects.values_list("pk", flat=True)) == [open_.pk]
    assert klaar.pk != open_.pk


def test_a_destroyed_dossier_takes_its_corrections_along(cast: Cast) -> None:
    signaal = signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast, Verzoeksoort.RECTIFICATIE)
    beantwoord(cast, verzoek, (besluit, _verbeter(NIEUW)))
    with transaction.atomic():
        vernietig_inhoud(signaal.dossier_id, grondslag="toets")
    assert not Avgcorrectie.objects.exists()
    assert not Betrokkene.objects.exists()
    assert not Zoekindex.objects.exists()


def test_a_person_without_anything_sealed_can_be_chosen_too(cast: Cast) -> None:
    maak_signaal(cast, personen=(replace(XANDRA, zorg={}), replace(YPE, identiteit={}, contact={}, strafbaar={})))
    verzoek, (besluit,) = gezocht(cast, Verzoeksoort.WISSING, wie=WIE)
    vorm = Besluitvorm(Dossieruitkomst.TOEGEWEZEN, persoon=2)
    beantwoord(cast, verzoek, (besluit, vorm))
    assert persoon(besluit, 2).groepen == {}
