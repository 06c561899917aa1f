"""What the machine itself must have for the tests: Chromium and PostgreSQL."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gereedschap import cluster
from gereedschap.plek import UITGEBREID, zeg

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ELDERS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def chromium() -> Path | None:
    """Return a Chromium or Chrome: the one in BAKEN_CHROMIUM, else what the machine has, else None."""
    if gegeven := os.environ.get("BAKEN_CHROMIUM"):
        return Path(gegeven) if Path(gegeven).exists() else None
    for naam in CHROMIUM:
        if gevonden := shutil.which(naam):
            return Path(gevonden)
    return next((Path(pad) for pad in ELDERS if Path(pad).exists()), None)


@dataclass(frozen=True)
class Onderdeel:
    """Something of the machine: how to find it, the package of Debian, and how to get it elsewhere."""

    naam: str
    zoek: Callable[[], Path | None]
    pakket: str
    elders: str


ONDERDELEN = (
    Onderdeel("Chromium", chromium, "chromium", "installeer Chromium of Chrome, of noem het pad in BAKEN_CHROMIUM"),
    Onderdeel("PostgreSQL", cluster.programmamap, "postgresql", "installeer PostgreSQL 15 of nieuwer"),
)


def _debian_als_root() -> bool:
    """Tell whether packages can be installed here without asking anyone."""
    return (
        os.name == "posix"
        and os.geteuid() == 0
        and Path("/etc/debian_version").exists()
        and bool(shutil.which("apt-get"))
    )


def zorg_voor_onderdelen() -> dict[str, str]:
    """Install what is missing on Debian as root. Returns name -> how to get it, for what is still missing."""
    missend = [deel for deel in ONDERDELEN if deel.zoek() is None]
    if missend and _debian_als_root():
        pakketten = [deel.pakket for deel in missend]
        zeg(f"Installeren met apt: {', '.join(pakketten)} ...")
        _apt("update")
        _apt("install", "--yes", "--no-install-recommends", *pakketten)
    return {deel.naam: deel.elders for deel in missend if deel.zoek() is None}


def _apt(*argumenten: str) -> None:
    """Run apt-get without questions; whether it worked shows in what is found afterwards."""
    stil = subprocess.DEVNULL if not os.environ.get(UITGEBREID) else None
    omgeving = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(
        ["apt-get", *argumenten],
        check=False,
        env=omgeving,
        stdin=subprocess.DEVNULL,
        stdout=stil,
        stderr=stil,
    )
