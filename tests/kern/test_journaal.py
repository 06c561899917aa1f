"""Promises of the journaal: a line with every act, never changed, and every tampering named."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from tests.gereedschap.databank import Kopie
from tests.kern.hulp import ANDERS, DOSSIER, EIGEN, knoei, schrijf, vul_journaal

from baken.kern import hashketen, journaal, klok, segmenten, triggers, versleuteling
from baken.kern.controle import Fout, Uitslag
from baken.kern.fouten import OvergangNietToegestaanError
from baken.kern.journaal import Kop, Spoor
from baken.kern.models import Journaalinhoud, Journaalregel, Zegel, Zegelregel
from baken.kern.verzegeling import KOPSOORT, kopwaarden

SPOOR = Spoor(11, "beoordelaar", EIGEN)


@pytest.fixture
def vol(schone_database: Kopie) -> Kopie:
    """Give a database with a sealed journaal of two organisations and two years."""
    vul_journaal()
    return schone_database


@pytest.mark.django_db
def test_an_act_costs_two_inserts() -> None:
    with CaptureQueriesContext(connection) as gezien, transaction.atomic(savepoint=False):
        journaal.noteer(SPOOR, "signaal.gelezen", DOSSIER, grondslag="taak", inhoud={"nr": 1, "hoe": "web"})
    assert [q["sql"].split()[0] for q in gezien.captured_queries] == ["INSERT", "INSERT"]
    regel = Journaalregel.objects.select_related("inhoud").get()
    assert (regel.organisatie_id, regel.actor_id, regel.rol) == (7, 11, "beoordelaar")
    assert (regel.dossier_id, regel.handeling, regel.uitkomst) == (DOSSIER, "signaal.gelezen", "gelukt")
    assert regel.inhoud.inhoud == '{"hoe":"web","nr":1}'
    assert regel.jaar == klok.vandaag().year
    assert abs((klok.nu() - regel.tijd).total_seconds()) < 60


def _cpu(doe: Callable[[], None], aantal: int = 300) -> float:
    """Seconds of CPU for one call: the best of five rounds, because the machine does other things as well."""
    rondes = []
    for _ in range(5):
        begin = time.process_time()
        for _ in range(aantal):
            doe()
        rondes.append((time.process_time() - begin) / aantal)
    return min(rondes)


@pytest.mark.django_db
def test_a_line_costs_at_most_three_times_its_bare_inserts() -> None:
    def kaal() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO kern_journaalregel (tijd, jaar, organisatie_id, rol, handeling, grondslag, uitkomst,"
                " verbintenis) VALUES (CURRENT_TIMESTAMP, 2026, 7, 'r', 'h', '', 'gelukt', %s) RETURNING id",
                [b"x" * 32],
            )
            (regel,) = cursor.fetchone()
            cursor.execute(
                "INSERT INTO kern_journaalinhoud (regel_id, zout, inhoud) VALUES (%s, %s, '{}')", [regel, b"x" * 16]
            )

    eigen = _cpu(lambda: journaal.noteer(SPOOR, "signaal.gelezen", DOSSIER, inhoud={"nr": 1}))
    assert eigen < 3 * _cpu(kaal)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "inhoud",
    [{"Naam": 1}, {"naam1": 1}, {"": 1}, {"tekst": "a" * 201}, {"getal": 1.5}, {"lijst": [1]}, {"id": uuid4()}],
)
def test_what_does_not_belong_in_a_payload_is_refused(inhoud: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="payload"), transaction.atomic():
        journaal.noteer(SPOOR, "signaal.gelezen", DOSSIER, inhoud=inhoud)  # type: ignore[arg-type]  # on purpose
    assert not Journaalregel.objects.exists()


@pytest.mark.django_db
def test_a_text_that_one_database_would_refuse_is_refused_on_both() -> None:
    with pytest.raises(ValueError, match="handeling"), transaction.atomic():
        journaal.noteer(SPOOR, "a" * 81)
    with pytest.raises(ValueError, match="grondslag"), transaction.atomic():
        journaal.noteer(SPOOR, "a", grondslag="a" * 201)


@transaction.atomic
def _weiger_na_een_regel() -> None:
    journaal.noteer(SPOOR, "signaal.gesloten", DOSSIER)
    raise OvergangNietToegestaanError


def test_a_line_goes_with_its_act_and_a_refusal_stays(schone_database: Kopie) -> None:
    with pytest.raises(OvergangNietToegestaanError):
        _weiger_na_een_regel()
    journaal.noteer_weigering(SPOOR, "signaal.gesloten", DOSSIER, reden="geen_lid")
    regel = Journaalregel.objects.select_related("inhoud").get()
    assert (regel.uitkomst, regel.inhoud.inhoud) == ("geweigerd", '{"reden":"geen_lid"}')


def test_a_refusal_inside_the_failing_transaction_is_not_accepted(schone_database: Kopie) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        journaal.noteer_weigering(SPOOR, "signaal.gesloten", DOSSIER, reden="geen_lid")
    assert not Journaalregel.objects.exists()


TABELLEN = ["kern_journaalregel", "kern_journaalinhoud", "kern_zegelregel", "kern_zegel"]


@pytest.mark.parametrize("tabel", TABELLEN)
def test_the_database_itself_refuses_to_change_or_delete(vol: Kopie, tabel: str) -> None:
    kolom = {"kern_journaalregel": "rol", "kern_journaalinhoud": "inhoud"}.get(tabel, "jaar")
    pogingen = [f"UPDATE {tabel} SET {kolom} = {kolom}"]
    if tabel != "kern_journaalinhoud":
        pogingen.append(f"DELETE FROM {tabel}")
    if connection.vendor == "postgresql":
        pogingen.append(f"TRUNCATE {tabel} CASCADE")
    else:
        pogingen.append(f"INSERT OR REPLACE INTO {tabel} SELECT * FROM {tabel}")
    for sql in pogingen:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert journaal.controleer().klopt


def test_a_lost_trigger_is_an_error_at_the_check(schone_database: Kopie) -> None:
    assert triggers.controleer_triggers(databases=["default"]) == []
    with connection.cursor() as cursor:
        op = " ON kern_zegel" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER kern_zegel_wijzig{op}")
    (fout,) = triggers.controleer_triggers(databases=["default"])
    assert (fout.id, "kern_zegel_wijzig" in fout.msg) == ("kern.E001", True)
    with connection.schema_editor() as bewerker:
        triggers.AlleenToevoegen("kern_zegel").database_forwards("kern", bewerker, None, None)  # type: ignore[arg-type]  # states are not read
    assert triggers.ontbrekende_triggers() == []


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_trigger_that_was_switched_off_counts_as_lost() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kern_zegel DISABLE TRIGGER kern_zegel_wis")
    assert triggers.ontbrekende_triggers() == ["kern_zegel_wis"]


@pytest.mark.django_db
def test_the_operation_of_every_guarded_table_equals_its_model() -> None:
    operaties = import_module("baken.kern.migrations.0001_initial").Migration.operations
    gemaakt = {o.tabel: o.bescherming for o in operaties if isinstance(o, triggers.AlleenToevoegen)}
    eigen = {m: b for m, b in triggers.beschermde_modellen().items() if m._meta.app_label == "kern"}
    assert gemaakt == {model._meta.db_table: bescherming for model, bescherming in eigen.items()}
    assert {m._meta.db_table: m._meta.pk.column for m in eigen} == {t: b.sleutel for t, b in gemaakt.items()}


def test_everything_sealed_checks(vol: Kopie) -> None:
    assert journaal.controleer() == Uitslag(None, ongezegeld=0, regels=14)
    assert journaal.controleer(ANDERS).regels == 3
    assert journaal.verzegel_regels() == 0
    schrijf(ANDERS, 2)
    assert journaal.controleer() == Uitslag(None, ongezegeld=2, regels=14)
    assert journaal.verzegel_regels() == 2
    assert journaal.controleer(bekende_koppen=journaal.koppen()) == Uitslag(None, ongezegeld=0, regels=16)


def test_a_line_that_was_committed_late_is_sealed_after_the_later_ones(vol: Kopie) -> None:
    laatste = Journaalregel.objects.order_by("-id")[0]
    laat = Journaalregel.objects.get(pk=laatste.pk)
    laat.pk = laatste.pk + 10
    laat.save(force_insert=True)
    assert journaal.verzegel_regels() == 1
    laat.pk = laatste.pk + 5  # its number was given out earlier, its transaction took longer
    laat.save(force_insert=True)
    assert journaal.verzegel_regels() == 1
    laatste_twee = Zegelregel.objects.order_by("-id").values_list("regel_id", flat=True)[:2]
    assert list(laatste_twee) == [laatste.pk + 5, laatste.pk + 10]


def _regel(nr: int, jaar: int = 2025) -> str:
    return f"(SELECT regel_id FROM kern_zegelregel WHERE reeks = 7 AND jaar = {jaar} AND nr = {nr})"


KNOEIWERK = {
    "another act": ([f"UPDATE kern_journaalregel SET handeling = 'x' WHERE id = {_regel(3)}"], 2025, 3),
    "another person": ([f"UPDATE kern_journaalregel SET actor_id = 12 WHERE id = {_regel(5)}"], 2025, 5),
    "nobody": ([f"UPDATE kern_journaalregel SET actor_id = NULL WHERE id = {_regel(1)}"], 2025, 1),
    "no dossier": ([f"UPDATE kern_journaalregel SET dossier_id = NULL WHERE id = {_regel(2, 2026)}"], 2026, 2),
    "another outcome": ([f"UPDATE kern_journaalregel SET uitkomst = 'mislukt' WHERE id = {_regel(6)}"], 2025, 6),
    "another time": ([f"UPDATE kern_journaalregel SET tijd = '2025-01-01 00:00:00' WHERE id = {_regel(4)}"], 2025, 4),
    "another payload": ([f"UPDATE kern_journaalinhoud SET inhoud = '{{}}' WHERE regel_id = {_regel(2)}"], 2025, 2),
    "line deleted": ([f"DELETE FROM kern_journaalregel WHERE id = {_regel(2)}"], 2025, 2),
    "line deleted with its place": (
        [
            f"DELETE FROM kern_journaalregel WHERE id = {_regel(2)}",
            "DELETE FROM kern_zegelregel WHERE reeks = 7 AND jaar = 2025 AND nr = 2",
        ],
        2025,
        2,
    ),
    "line deleted and the rest moved up": (
        [
            "DELETE FROM kern_zegelregel WHERE reeks = 7 AND jaar = 2025 AND nr = 3",
            "UPDATE kern_zegelregel SET nr = 3 WHERE reeks = 7 AND jaar = 2025 AND nr = 4",
            "UPDATE kern_zegelregel SET nr = 4 WHERE reeks = 7 AND jaar = 2025 AND nr = 5",
            "UPDATE kern_zegelregel SET nr = 5 WHERE reeks = 7 AND jaar = 2025 AND nr = 6",
        ],
        2025,
        3,
    ),
    "two lines changed places": (
        [
            "UPDATE kern_zegelregel SET nr = 99 WHERE reeks = 7 AND jaar = 2026 AND nr = 4",
            "UPDATE kern_zegelregel SET nr = 4 WHERE reeks = 7 AND jaar = 2026 AND nr = 3",
            "UPDATE kern_zegelregel SET nr = 3 WHERE reeks = 7 AND jaar = 2026 AND nr = 99",
        ],
        2026,
        3,
    ),
    "end cut off": (
        [
            f"DELETE FROM kern_journaalregel WHERE id IN ({_regel(5)}, {_regel(6)})",
            "DELETE FROM kern_zegelregel WHERE reeks = 7 AND jaar = 2025 AND nr >= 5",
        ],
        2025,
        5,
    ),
    "end cut off with its head": (
        [
            "DELETE FROM kern_zegelregel WHERE reeks = 7 AND jaar = 2025 AND nr >= 5",
            "DELETE FROM kern_zegel WHERE reeks = 7 AND volgnr = 2",
        ],
        2025,
        5,
    ),
    "a whole year gone": (
        [
            "DELETE FROM kern_journaalregel WHERE organisatie_id = 7 AND jaar = 2025",
            "DELETE FROM kern_zegelregel WHERE reeks = 7 AND jaar = 2025",
        ],
        2025,
        1,
    ),
    "a year gone with a false certificate": (
        [
            "INSERT INTO kern_vervallensegment (reeks, jaar, laatste_nr, kop, tijd, sleutelversie, handtekening)"
            " SELECT reeks, jaar, laatste_nr, kop, tijd, sleutelversie, handtekening FROM kern_zegel"
            " WHERE reeks = 7 AND volgnr = 2",
            "DELETE FROM kern_zegelregel WHERE reeks = 7 AND jaar = 2025",
        ],
        2025,
        1,
    ),
    "a head with another end": (["UPDATE kern_zegel SET laatste_nr = 5 WHERE reeks = 7 AND volgnr = 2"], 2025, 5),
    "a line put in at the end": (
        [
            "INSERT INTO kern_zegelregel (regel_id, reeks, jaar, nr, hash)"
            f" SELECT regel_id + 1000, reeks, jaar, 6, hash FROM kern_zegelregel WHERE regel_id = {_regel(5, 2026)}"
        ],
        2026,
        6,
    ),
}


@pytest.mark.parametrize("knoeiwerk", list(KNOEIWERK.values()), ids=list(KNOEIWERK))
def test_the_check_names_the_first_line_that_was_tampered_with(
    vol: Kopie, knoeiwerk: tuple[list[str], int, int]
) -> None:
    opdrachten, jaar, nr = knoeiwerk
    knoei(opdrachten)
    fout = journaal.controleer().eerste_fout
    assert fout is not None
    assert (fout.reeks, fout.jaar, fout.nr) == (7, jaar, nr)
    assert journaal.controleer(ANDERS).klopt


def test_a_rewritten_chain_is_found_by_its_signed_heads(vol: Kopie) -> None:
    """Somebody without the key can recompute every hash, but not sign the head that covers them."""
    regels = list(
        Journaalregel.objects.filter(organisatie_id=7, jaar=2025)
        .order_by("zegel__nr")
        .values_list(*hashketen.REGELVELDEN)
    )
    knoei([f"UPDATE kern_journaalregel SET rol = 'bestuurder' WHERE id = {_regel(5)}"])
    kop = bytes(Zegelregel.objects.get(reeks=7, jaar=2025, nr=4).hash)
    for nr in (5, 6):
        regel = list(regels[nr - 1])
        if nr == 5:
            regel[hashketen.REGELVELDEN.index("rol")] = "bestuurder"
        kop = hashketen.regelhash(kop, nr, regel)
        Zegelregel.objects.filter(reeks=7, jaar=2025, nr=nr).update(hash=kop)
    fout = journaal.controleer().eerste_fout
    assert fout is not None
    assert (fout.jaar, fout.nr) == (2025, 5)
    Zegel.objects.filter(reeks=7, volgnr=2).update(kop=kop)
    fout = journaal.controleer().eerste_fout
    assert fout is not None
    assert (fout.jaar, fout.nr) == (2025, 5)


def test_an_end_that_was_cut_off_with_its_heads_is_found_by_a_head_kept_elsewhere(vol: Kopie) -> None:
    bewaard = [Kop.uit_tekst(kop.als_tekst()) for kop in journaal.koppen()]
    knoei(
        [
            "DELETE FROM kern_zegelregel WHERE reeks = 7 AND jaar = 2026",
            "DELETE FROM kern_journaalregel WHERE organisatie_id = 7 AND jaar = 2026",
            "DELETE FROM kern_zegel WHERE reeks = 7 AND jaar = 2026",
        ]
    )
    assert journaal.controleer().klopt
    fout = journaal.controleer(bekende_koppen=bewaard).eerste_fout
    assert isinstance(fout, Fout)
    assert (fout.reeks, fout.jaar, fout.nr) == (7, 2026, 1)
    assert "organisatie 7, jaar 2026" in str(fout)


def test_an_erased_payload_leaves_the_chain_whole(vol: Kopie) -> None:
    assert journaal.wis_inhoud(SPOOR, DOSSIER, grondslag="AVG art. 17") == 14
    assert Journaalinhoud.objects.count() == 1  # of the line that tells it
    uitslag = journaal.controleer()
    assert (uitslag.klopt, uitslag.gewist, uitslag.regels) == (True, 14, 14)


def test_a_year_that_is_over_may_go_as_a_whole(vol: Kopie) -> None:
    with klok.zet_stil(datetime(2027, 1, 2, tzinfo=UTC)):
        assert segmenten.laat_vervallen(SPOOR, reeks=7, jaar=2025, grondslag="bewaartermijn") == 6
        assert not Journaalregel.objects.filter(organisatie_id=7, jaar=2025).exists()
        journaal.verzegel_regels()
        uitslag = journaal.controleer()
    assert (uitslag.klopt, uitslag.regels, uitslag.vervallen) == (True, 9, [(7, 2025)])
    assert Journaalregel.objects.get(jaar=2027).handeling == "journaal.segment_vervallen"


@pytest.mark.parametrize("geval", ["this year", "unsealed", "twice", "tampered"])
def test_a_year_does_not_go_when_it_may_not(vol: Kopie, geval: str) -> None:
    if geval == "unsealed":
        schrijf(EIGEN, 1, 2025)
    if geval == "tampered":
        knoei([f"UPDATE kern_journaalregel SET rol = 'x' WHERE id = {_regel(2)}"])
    dag = datetime(2025 if geval == "this year" else 2027, 5, 1, tzinfo=UTC)
    with klok.zet_stil(dag):
        if geval == "twice":
            segmenten.laat_vervallen(SPOOR, reeks=7, jaar=2025, grondslag="bewaartermijn")
        with pytest.raises(OvergangNietToegestaanError):
            segmenten.laat_vervallen(SPOOR, reeks=7, jaar=2025, grondslag="bewaartermijn")


def test_two_sealers_at_once_seal_every_line_once(schone_database: Kopie) -> None:
    schrijf(EIGEN, 120)
    schrijf(ANDERS, 120)
    aantallen: list[int] = []

    def zegel() -> None:
        aantallen.append(journaal.verzegel_regels())
        connection.close()

    draden = [threading.Thread(target=zegel) for _ in range(3)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sum(aantallen) == 240
    assert journaal.controleer() == Uitslag(None, ongezegeld=0, regels=240)


def test_a_head_can_be_checked_with_the_public_key_alone(vol: Kopie) -> None:
    zegel = Zegel.objects.order_by("-id")[0]
    openbaar = Ed25519PublicKey.from_public_bytes(hashketen.openbare_sleutel(zegel.sleutelversie))
    openbaar.verify(bytes(zegel.handtekening), hashketen._bytes(KOPSOORT, kopwaarden(zegel)))


def test_heads_of_an_older_key_version_check_as_long_as_it_is_kept(
    schone_database: Kopie, tmp_path: Path, settings: Settings
) -> None:
    sleutels = tmp_path / "sleutels.json"
    versleuteling.maak_sleutelbestand(sleutels)
    settings.BAKEN_SLEUTELBESTAND = sleutels
    schrijf(EIGEN, 2)
    journaal.verzegel_regels()
    versleuteling.voeg_sleutelversie_toe(sleutels)
    versleuteling.ververs_sleutelbos()
    schrijf(EIGEN, 1)
    journaal.verzegel_regels()
    assert list(Zegel.objects.order_by("id").values_list("sleutelversie", flat=True)) == [1, 2]
    assert journaal.controleer() == Uitslag(None, ongezegeld=0, regels=3)
    inhoud = json.loads(sleutels.read_text())
    del inhoud["versies"]["1"]
    sleutels.write_text(json.dumps(inhoud))
    versleuteling.ververs_sleutelbos()
    fout = journaal.controleer().eerste_fout
    assert fout is not None
    assert (fout.nr, "handtekening" in fout.reden) == (1, True)
