"""What a start of the server costs: CPU seconds from an empty process until it can answer, beside a bare Django."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from baken.kern.versleuteling import maak_sleutelbestand

KEREN = 5
ONZE = "from baken.web.wsgi import application; from django.urls import resolve; resolve('/gezond/')"
KAAL = """
from django.conf import settings
settings.configure(ROOT_URLCONF="django.contrib.auth.urls", SECRET_KEY="-", INSTALLED_APPS=[
    "django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "django.contrib.messages"])
from django.core.wsgi import get_wsgi_application
get_wsgi_application()
from django.urls import resolve
resolve("/login/")
"""


@dataclass(frozen=True)
class Start:
    """CPU seconds, medians, of our server and of a Django with its own accounts and nothing else."""

    cpu_s: float
    controle_s: float

    @property
    def verhouding(self) -> float:
        """How many times the control."""
        return self.cpu_s / self.controle_s


def _cpu(opdracht: str, omgeving: dict[str, str]) -> float:
    """Return the CPU seconds of one Python process. Raises CalledProcessError when it failed."""
    voor = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", opdracht], env=omgeving, check=True, capture_output=True)  # noqa: S603  # ours
    na = resource.getrusage(resource.RUSAGE_CHILDREN)
    return na.ru_utime + na.ru_stime - voor.ru_utime - voor.ru_stime


def meet(keren: int = KEREN) -> Start:
    """Measure both in turn, each in processes of its own. The first round, which compiles, is not counted."""
    with tempfile.TemporaryDirectory(prefix="baken-start-") as map_:
        maak_sleutelbestand(Path(map_) / "sleutels.json")
        eigen = {"BAKEN_GEGEVENSMAP": map_, "BAKEN_SLEUTELBESTAND": "", "BAKEN_DATABASE_URL": ""}
        rondes = [(_cpu(ONZE, os.environ | eigen), _cpu(KAAL, dict(os.environ))) for _ in range(keren + 1)][1:]
    onze, kaal = zip(*rondes, strict=True)
    return Start(statistics.median(onze), statistics.median(kaal))
