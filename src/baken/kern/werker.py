"""The worker: django-tasks-db's own loop, and a thread that plans and takes up left-behind tasks."""

from __future__ import annotations

import logging
import threading

from django.db import DatabaseError, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker

from baken.kern import achtergrond

logger = logging.getLogger(__name__)
_ONDERHOUD_ELKE = 5.0  # seconds


def _houd_bij(stop: threading.Event) -> None:
    while not stop.wait(_ONDERHOUD_ELKE):
        try:
            close_old_connections()
            achtergrond.onderhoud()
        except DatabaseError:
            logger.warning("maintenance of the queue failed; the next round tries again")
        finally:
            connection.close()


def werk(naam: str, *, tussenpoos: float = 1.0, tot_leeg: bool = False, onderbreekbaar: bool = True) -> None:
    """Run tasks until the process is told to stop (SIGTERM, SIGINT), or until the queue is empty (tot_leeg).

    naam: at most 64 characters, unique among the workers that run at the same moment and the same after a
    restart: what a killed predecessor of that name left behind is taken up at once. onderbreekbaar: only in
    a main thread.
    """
    achtergrond.neem_weer_op(eigen_werker=naam)
    achtergrond.plan()
    loop = Worker(
        queue_names=["*"],
        interval=tussenpoos,
        batch=tot_leeg,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=naam,
        excluded_queue_names=[],
    )
    if onderbreekbaar:
        loop.configure_signals()
    stop = threading.Event()
    bijhouder = threading.Thread(target=_houd_bij, args=(stop,), name="onderhoud", daemon=True)
    if not tot_leeg:
        bijhouder.start()
    try:
        loop.run()
    finally:
        stop.set()
