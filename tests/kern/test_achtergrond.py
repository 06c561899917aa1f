"""Promises of the background: ids only, nothing told when it fails, nothing lost when a worker is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from datetime import time as kloktijd
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from tests.gereedschap.databank import Kopie
from tests.kern import proeftaken

from baken.kern import achtergrond, klok, taken, werker
from baken.kern.models import Cursor, Ritme
from baken.kern.werker import werk

DOSSIER = uuid4()


def _werk() -> None:
    werk("proef", tot_leeg=True, onderbreekbaar=False, tussenpoos=0.01)


def _resultaat(taak: achtergrond.Taak) -> DBTaskResult:
    return DBTaskResult.objects.get(task_path=taak.module_path)


def test_a_task_takes_whole_numbers_and_uuids(schone_database: Kopie) -> None:
    proeftaken.tel.enqueue(3, DOSSIER)
    proeftaken.tel.enqueue(4, dossier=str(DOSSIER))
    _werk()
    assert Cursor.objects.get(naam="geteld").positie == 7
    assert {str(r.args_kwargs) for r in DBTaskResult.objects.filter(task_path=proeftaken.tel.module_path)} == {
        str({"args": [3, str(DOSSIER)], "kwargs": {}}),
        str({"args": [4], "kwargs": {"dossier": str(DOSSIER)}}),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("waarde", ["Jan", "x" * 36, 1.5, True, None, ["a"], {"a": 1}, b"a"])
def test_anything_but_an_id_is_refused(waarde: object) -> None:
    with pytest.raises(TypeError, match="ids only"):
        proeftaken.tel.enqueue(waarde)
    with pytest.raises(TypeError, match="ids only"):
        proeftaken.tel.enqueue(1, dossier=waarde)
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("taak", [proeftaken.mislukt, proeftaken.vertelt_te_veel])
def test_a_failed_task_keeps_kind_and_place_and_no_text(
    schone_database: Kopie, taak: achtergrond.Taak, caplog: pytest.LogCaptureFixture
) -> None:
    taak.enqueue(1)
    _werk()
    resultaat = _resultaat(taak)
    assert resultaat.status == "FAILED"
    bewaard = f"{resultaat.traceback} {resultaat.return_value} {resultaat.exception_class_path} {caplog.text}"
    assert "Voorbeeld" not in bewaard
    assert "12345678" not in bewaard
    if taak is proeftaken.mislukt:
        assert "builtins.ValueError" in resultaat.traceback
        assert "proeftaken.py" in resultaat.traceback


@transaction.atomic
def _breek_af_na_een_taak() -> None:
    proeftaken.tel.enqueue(1)
    raise LookupError


def test_a_task_exists_only_when_its_act_is_committed(schone_database: Kopie) -> None:
    with pytest.raises(LookupError):
        _breek_af_na_een_taak()
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("sein", [signal.SIGKILL, signal.SIGTERM])
def test_the_task_of_a_killed_worker_is_taken_up_again(schone_database: Kopie, sein: signal.Signals) -> None:
    proeftaken.blijf_hangen.enqueue(1)
    programma = (
        "import django; django.setup(); from tests.kern import proeftaken; from baken.kern.werker import werk;"
        "werk('proef', tussenpoos=0.05)"
    )
    omgeving = {**os.environ, **schone_database.omgeving, "BAKEN_SLEUTELBESTAND": str(settings.BAKEN_SLEUTELBESTAND)}
    omgeving["PYTHONPATH"] = os.pathsep.join(["src", ".", os.environ.get("PYTHONPATH", "")])
    proces = subprocess.Popen([sys.executable, "-c", programma], env=omgeving)
    try:
        tot = time.monotonic() + 60
        while not Cursor.objects.filter(naam="hangt-1").exists():
            assert time.monotonic() < tot
            assert proces.poll() is None
            time.sleep(0.05)
        proces.send_signal(sein)
        if sein == signal.SIGTERM:  # the first one asks to end the task, the second to stop at once
            time.sleep(0.3)
            proces.send_signal(sein)
        proces.wait(20)
    finally:
        proces.kill()
        proces.wait()
    assert _resultaat(proeftaken.blijf_hangen).status in {"RUNNING", "FAILED"}
    _werk()
    resultaat = _resultaat(proeftaken.blijf_hangen)
    assert (resultaat.status, resultaat.worker_ids) == ("SUCCESSFUL", ["proef", "proef"])
    assert Cursor.objects.get(naam="hangt-1").positie == 1


def _laat_lopen(werkers: list[str], sinds: datetime) -> DBTaskResult:
    proeftaken.tel.enqueue(1)
    DBTaskResult.objects.update(status="RUNNING", worker_ids=werkers, started_at=sinds)
    return DBTaskResult.objects.get()


@pytest.mark.django_db
def test_a_running_task_of_another_worker_is_left_alone_until_its_time_is_over() -> None:
    begin = datetime(2026, 3, 2, 9, tzinfo=UTC)
    resultaat = _laat_lopen(["ander"], begin)
    with klok.zet_stil(begin + timedelta(minutes=14)):
        assert achtergrond.neem_weer_op("proef") == 0
    with klok.zet_stil(begin + timedelta(minutes=16)):
        assert achtergrond.neem_weer_op("proef") == 1
    resultaat.refresh_from_db()
    assert resultaat.status == "READY"


@pytest.mark.django_db
def test_a_task_that_takes_its_workers_down_is_given_up() -> None:
    resultaat = _laat_lopen(["proef", "proef", "proef"], klok.nu())
    assert achtergrond.neem_weer_op("proef") == 0
    resultaat.refresh_from_db()
    assert (resultaat.status, resultaat.exception_class_path) == (
        "FAILED",
        "baken.kern.achtergrond.TaakOpgegevenError",
    )


@pytest.mark.django_db
def test_regular_tasks_are_planned_when_they_are_due_and_once() -> None:
    maandag = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)  # 01:00 in the Netherlands
    with klok.zet_stil(maandag):
        achtergrond.plan()
        assert set(_gepland()) == {taken.verzegel.module_path}
        achtergrond.plan()
        assert len(_gepland()) == 1
    DBTaskResult.objects.all().delete()
    with klok.zet_stil(maandag + timedelta(seconds=61)):
        achtergrond.plan()
        assert len(_gepland()) == 1
    with klok.zet_stil(maandag + timedelta(hours=2)):  # 03:00: past 01:30 and 02:30
        achtergrond.plan()
        nachtelijk = {taken.nachtronde.module_path, taken.verzegel_alles.module_path}
        assert nachtelijk <= set(_gepland())
        DBTaskResult.objects.all().delete()
        achtergrond.plan()
        assert not _gepland()
    assert set(Ritme.objects.values_list("naam", flat=True)) >= {"kern.verzegel", "kern.nachtronde"}


def _gepland() -> list[str]:
    """Return what waits of the tasks of kern and of these tests; other packages register theirs beside them."""
    wacht = DBTaskResult.objects.filter(status="READY").values_list("task_path", flat=True)
    return [pad for pad in wacht if pad.startswith(("baken.kern.", "tests."))]


def test_a_rhythm_is_either_an_interval_or_a_time_of_day() -> None:
    with pytest.raises(ValueError, match="either"):
        achtergrond.periodiek("fout", proeftaken.tel)
    with pytest.raises(ValueError, match="either"):
        achtergrond.periodiek("fout", proeftaken.tel, elke=timedelta(1), om=kloktijd(1))


def test_the_tasks_of_kern_run(schone_database: Kopie) -> None:
    for taak in (taken.verzegel, taken.verzegel_alles, taken.nachtronde):
        taak.enqueue()
    _werk()
    paden = [t.module_path for t in (taken.verzegel, taken.verzegel_alles, taken.nachtronde)]
    assert set(DBTaskResult.objects.filter(task_path__in=paden).values_list("status", flat=True)) == {"SUCCESSFUL"}


def test_a_uuid_is_stored_as_text() -> None:
    assert achtergrond._keur(UUID(int=5)) == str(UUID(int=5))


def test_a_working_worker_takes_up_what_others_left_behind(
    schone_database: Kopie, monkeypatch: pytest.MonkeyPatch
) -> None:
    _laat_lopen(["ander"], klok.nu() - timedelta(hours=1))
    monkeypatch.setattr(werker, "_ONDERHOUD_ELKE", 0.02)
    stop = threading.Event()
    draad = threading.Thread(target=werker._houd_bij, args=(stop,))
    draad.start()
    tot = time.monotonic() + 20
    while DBTaskResult.objects.filter(status="RUNNING").exists():
        assert time.monotonic() < tot
        time.sleep(0.02)
    stop.set()
    draad.join(20)
    assert not draad.is_alive()
    assert proeftaken.tel.module_path in _gepland()
