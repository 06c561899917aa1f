"""Promises of encryption: what is read where, with which key, and what is refused."""

from __future__ import annotations

import base64
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from baken.kern import klok, versleuteling
from baken.kern.fouten import (
    OngeldigeInvoerError,
    OntsleutelError,
    SleutelbestandError,
    ZegelOngeldigError,
    ZegelVerlopenError,
)

DOSSIER, RIJ, ANDER = uuid4(), uuid4(), uuid4()
UUR = timedelta(hours=1)


@pytest.fixture
def eigen_sleutels(tmp_path: Path, settings: Settings) -> Path:
    """Give a key file of this test alone."""
    pad = tmp_path / "sleutels.json"
    versleuteling.maak_sleutelbestand(pad)
    settings.BAKEN_SLEUTELBESTAND = pad
    versleuteling.ververs_sleutelbos()
    return pad


def test_what_was_encrypted_reads_back() -> None:
    sleutel, verpakt = versleuteling.nieuwe_gegevenssleutel(DOSSIER)
    cijfer = sleutel.versleutel_json({"naam": "Ünal", "leeftijd": 17}, label="naam", rij=RIJ, dossier=DOSSIER)
    weer = versleuteling.pak_uit(memoryview(verpakt), DOSSIER)
    assert weer.ontsleutel_json(memoryview(cijfer), label="naam", rij=RIJ, dossier=DOSSIER) == {
        "naam": "Ünal",
        "leeftijd": 17,
    }
    assert b"nal" not in cijfer


@pytest.mark.parametrize(("label", "rij", "dossier"), [("b", RIJ, DOSSIER), ("a", ANDER, DOSSIER), ("a", RIJ, ANDER)])
def test_a_ciphertext_moved_to_another_place_is_not_read(label: str, rij: UUID, dossier: UUID) -> None:
    sleutel, _ = versleuteling.nieuwe_gegevenssleutel(DOSSIER)
    cijfer = sleutel.versleutel(b"tekst", label="a", rij=RIJ, dossier=DOSSIER)
    with pytest.raises(OntsleutelError):
        sleutel.ontsleutel(cijfer, label=label, rij=rij, dossier=dossier)


@given(st.data())
def test_an_altered_ciphertext_is_not_read(data: st.DataObject) -> None:
    sleutel, verpakt = versleuteling.nieuwe_gegevenssleutel(DOSSIER)
    cijfer = bytearray(sleutel.versleutel(b"tekst", label="a", rij=RIJ, dossier=DOSSIER))
    cijfer[data.draw(st.integers(0, len(cijfer) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(OntsleutelError):
        sleutel.ontsleutel(bytes(cijfer), label="a", rij=RIJ, dossier=DOSSIER)
    anders = bytearray(verpakt)
    anders[data.draw(st.integers(0, len(anders) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(OntsleutelError):
        versleuteling.pak_uit(bytes(anders), DOSSIER)


def test_a_wrapped_key_of_another_dossier_is_refused() -> None:
    _, verpakt = versleuteling.nieuwe_gegevenssleutel(DOSSIER)
    with pytest.raises(OntsleutelError):
        versleuteling.pak_uit(verpakt, ANDER)
    with pytest.raises(OntsleutelError):
        versleuteling.pak_uit(b"", DOSSIER)


def test_after_a_new_key_version_old_data_reads_and_new_data_uses_it(eigen_sleutels: Path) -> None:
    sleutel, oud = versleuteling.nieuwe_gegevenssleutel(DOSSIER)
    cijfer = sleutel.versleutel(b"oud", label="a", rij=RIJ, dossier=DOSSIER)
    oude_index = versleuteling.blinde_index(3, "email", "a@voorbeeld.nl")
    oude_code = versleuteling.code_index("0000-0000-0000-0001")
    zegel = versleuteling.verzegel({"a": 1}, doel="melding")

    assert versleuteling.voeg_sleutelversie_toe(eigen_sleutels) == 2
    versleuteling.ververs_sleutelbos()

    assert versleuteling.pak_uit(oud, DOSSIER).ontsleutel(cijfer, label="a", rij=RIJ, dossier=DOSSIER) == b"oud"
    assert versleuteling.open_zegel(zegel, doel="melding", max_leeftijd=UUR) == {"a": 1}
    _, nieuw = versleuteling.nieuwe_gegevenssleutel(DOSSIER)
    assert (versleuteling.sleutelversie(oud), versleuteling.sleutelversie(nieuw)) == (1, 2)
    herverpakt = versleuteling.herverpak(oud, DOSSIER)
    assert versleuteling.sleutelversie(herverpakt) == 2
    assert versleuteling.herverpak(herverpakt, DOSSIER) == herverpakt
    weer = versleuteling.pak_uit(herverpakt, DOSSIER)
    assert weer.ontsleutel(cijfer, label="a", rij=RIJ, dossier=DOSSIER) == b"oud"

    indexen = versleuteling.blinde_indexen(3, "email", "a@voorbeeld.nl")
    assert indexen == [versleuteling.blinde_index(3, "email", "a@voorbeeld.nl"), oude_index]
    assert oude_code in versleuteling.code_indexen("0000-0000-0000-0001")
    assert oude_code != versleuteling.code_index("0000-0000-0000-0001")


def test_without_its_key_version_nothing_reads(eigen_sleutels: Path) -> None:
    _, verpakt = versleuteling.nieuwe_gegevenssleutel(DOSSIER)
    versleuteling.voeg_sleutelversie_toe(eigen_sleutels)
    inhoud = json.loads(eigen_sleutels.read_text())
    del inhoud["versies"]["1"]
    eigen_sleutels.write_text(json.dumps(inhoud))
    versleuteling.ververs_sleutelbos()
    with pytest.raises(OntsleutelError):
        versleuteling.pak_uit(verpakt, DOSSIER)


def test_a_key_file_is_for_its_owner_only_and_never_overwritten(eigen_sleutels: Path) -> None:
    assert eigen_sleutels.stat().st_mode & 0o777 == 0o600
    met = eigen_sleutels.read_text()
    with pytest.raises(FileExistsError):
        versleuteling.maak_sleutelbestand(eigen_sleutels)
    assert eigen_sleutels.read_text() == met
    versleuteling.voeg_sleutelversie_toe(eigen_sleutels)
    assert eigen_sleutels.stat().st_mode & 0o777 == 0o600
    assert [pad.name for pad in eigen_sleutels.parent.iterdir()] == ["sleutels.json"]


@pytest.mark.parametrize(
    "inhoud",
    [
        "",
        "[]",
        '{"actief": 1}',
        '{"actief": 2, "versies": {"1": "' + base64.b64encode(bytes(32)).decode() + '"}}',
        '{"actief": 1, "versies": {"1": "AAAA"}}',
        '{"actief": 1, "versies": {"1": 7}}',
    ],
)
def test_a_malformed_key_file_is_refused(eigen_sleutels: Path, inhoud: str) -> None:
    eigen_sleutels.write_text(inhoud)
    with pytest.raises(SleutelbestandError):
        versleuteling.ververs_sleutelbos()


def test_a_key_file_that_others_can_read_or_that_is_gone_is_refused(eigen_sleutels: Path) -> None:
    os.chmod(eigen_sleutels, 0o640)
    with pytest.raises(SleutelbestandError, match="0600"):
        versleuteling.ververs_sleutelbos()
    eigen_sleutels.unlink()
    with pytest.raises(SleutelbestandError):
        versleuteling.ververs_sleutelbos()


def test_keys_do_not_print() -> None:
    sleutel, _ = versleuteling.nieuwe_gegevenssleutel(DOSSIER)
    assert repr(sleutel) == "<Gegevenssleutel>"
    assert "wortel" not in repr(versleuteling.sleutelbos())


@pytest.mark.parametrize(
    ("soort", "een", "zelfde"),
    [
        ("telefoon", "06-12 34 56 78", "+31 (0)6 12345678"),
        ("telefoon", "0031612345678", "+31 6 1234 5678"),
        ("email", " Jan.Voorbeeld@Voorbeeld.NL", "jan.voorbeeld@voorbeeld.nl"),
        ("document", "spec i2014", "SPECI2014"),
        ("naam_geboortedatum", "José  van Dam|1999-05-01", "VAN DAM, Jose|1999-05-01"),
        ("adres", "Kerkstraat 12 b, 3011 AB Rotterdam", "3011ab 12B"),
        ("adres", "Kerkstraat 12 Rotterdam", "kerkstraat  12, rotterdam"),
        ("adres", "2e Kerkstraat 14, 3011 AB Plaats", "3011 AB 14"),
    ],
)
def test_one_value_written_in_two_ways_has_one_index(soort: str, een: str, zelfde: str) -> None:
    assert versleuteling.normaliseer(soort, een) == versleuteling.normaliseer(soort, zelfde) != ""
    assert versleuteling.blinde_index(3, soort, een) == versleuteling.blinde_index(3, soort, zelfde)


@pytest.mark.parametrize(
    ("soort", "waarde"),
    [
        ("telefoon", "112"),
        ("telefoon", "onbekend"),
        ("email", "geen adres"),
        ("document", "onbekend"),
        ("naam_geboortedatum", "Jan Jansen"),
        ("naam_geboortedatum", "|1999-05-01"),
        ("naam_geboortedatum", "Jan|1999"),
        ("adres", "Rotterdam"),
    ],
)
def test_what_says_nothing_is_not_indexed(soort: str, waarde: str) -> None:
    assert versleuteling.blinde_index(3, soort, waarde) == b""
    assert versleuteling.blinde_indexen(3, soort, waarde) == []


def test_an_index_differs_per_organisation_and_per_kind() -> None:
    eigen = versleuteling.blinde_index(3, "document", "12345678")
    assert len(eigen) == 32
    assert eigen != versleuteling.blinde_index(4, "document", "12345678")
    assert eigen != versleuteling.blinde_index(3, "telefoon", "12345678")
    with pytest.raises(ValueError, match="unknown"):
        versleuteling.blinde_index(3, "bsn", "12345678")


@given(st.sampled_from(sorted(versleuteling.SOORTEN)), st.text(max_size=60))
def test_normalising_breaks_on_nothing(soort: str, waarde: str) -> None:
    assert isinstance(versleuteling.normaliseer(soort, waarde), str)


def test_a_sealed_form_reads_back_and_shows_nothing() -> None:
    tekst = versleuteling.verzegel({"verhaal": 'café "x" <b>', "n": [1, 2]}, doel="melding")
    assert versleuteling.open_zegel(tekst, doel="melding", max_leeftijd=UUR) == {
        "verhaal": 'café "x" <b>',
        "n": [1, 2],
    }
    assert set(tekst) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert len(versleuteling.verzegel({"verhaal": "a" * 100_000}, doel="melding")) < 2000


@given(st.data())
def test_an_altered_sealed_form_is_refused(data: st.DataObject) -> None:
    tekst = versleuteling.verzegel({"a": 1}, doel="melding")
    plek = data.draw(st.integers(0, len(tekst) - 2))  # the last character holds bits that do not count
    anders = data.draw(st.characters().filter(lambda t: t != tekst[plek]))
    with pytest.raises(ZegelOngeldigError):
        versleuteling.open_zegel(tekst[:plek] + anders + tekst[plek + 1 :], doel="melding", max_leeftijd=UUR)


@given(st.text(max_size=200))
def test_any_other_text_is_no_sealed_form(tekst: str) -> None:
    with pytest.raises(ZegelOngeldigError):
        versleuteling.open_zegel(tekst, doel="melding", max_leeftijd=UUR)


def test_a_sealed_form_ends_and_serves_one_purpose() -> None:
    moment = datetime(2026, 3, 2, 10, tzinfo=UTC)
    with klok.zet_stil(moment):
        tekst = versleuteling.verzegel({"a": 1}, doel="melding")
    with klok.zet_stil(moment + timedelta(minutes=59)):
        assert versleuteling.open_zegel(tekst, doel="melding", max_leeftijd=UUR) == {"a": 1}
        with pytest.raises(ZegelOngeldigError):
            versleuteling.open_zegel(tekst, doel="volgen", max_leeftijd=UUR)
    with klok.zet_stil(moment + timedelta(minutes=61)), pytest.raises(ZegelVerlopenError):
        versleuteling.open_zegel(tekst, doel="melding", max_leeftijd=UUR)
    with klok.zet_stil(moment - UUR), pytest.raises(ZegelOngeldigError):
        versleuteling.open_zegel(tekst, doel="melding", max_leeftijd=UUR)


def test_too_much_text_is_told_and_never_sealed() -> None:
    ruis = base64.b64encode(os.urandom(400_000)).decode()
    with pytest.raises(OngeldigeInvoerError):
        versleuteling.verzegel({"verhaal": ruis}, doel="melding")
    with pytest.raises(ZegelOngeldigError):
        versleuteling.open_zegel("A" * 400_001, doel="melding", max_leeftijd=UUR)


def test_what_is_too_old_to_act_on_can_still_be_given_back_and_altered_cannot() -> None:
    tekst = versleuteling.verzegel({"a": 1}, doel="melding")
    with klok.zet_stil(klok.nu() + timedelta(days=400)):
        with pytest.raises(ZegelVerlopenError):
            versleuteling.open_zegel(tekst, doel="melding", max_leeftijd=UUR)
        assert versleuteling.open_verlopen_zegel(tekst, doel="melding") == {"a": 1}
        for fout, doel in ((tekst, "volgen"), (tekst[:-4] + "AAAA", "melding"), ("", "melding")):
            with pytest.raises(ZegelOngeldigError):
                versleuteling.open_verlopen_zegel(fout, doel=doel)
