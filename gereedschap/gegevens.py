"""The data folder of `./baken start`: key file, demonstration database and collected static files."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gereedschap import pakketten, voorkant
from gereedschap.keuzes import productie
from gereedschap.plek import (
    BOUW,
    PYTHON,
    WORTEL,
    ZinError,
    afdruk,
    bouwmap,
    draai,
    gegevensmap,
    kindomgeving,
    lees_stempel,
    schrijf_stempel,
    schrijfbaar,
    vervang,
    zeg,
)

NAAM = "demonstratie.sqlite3"
FEITEN = ("src/baken/referentie", "src/baken/keten", "requirements/basis.txt")
KLAARZETTEN = Path(__file__).with_name("klaarzetten.py")
NIET_GELUKT = "De gegevens van Baken konden niet worden klaargezet (met BAKEN_UITGEBREID=1 ziet u waarom)."


def _databaseadres() -> str:
    """Return the address of a PostgreSQL database, or nothing for the SQLite file."""
    return os.environ.get("BAKEN_DATABASE_URL", "").strip()


def vingerafdruk() -> str:
    """Return the fingerprint of what decides how the database must look: migrations, facts, packages."""
    migraties = afdruk(WORTEL.glob("src/baken/*/migrations"), inhoud=True)
    feiten = afdruk(WORTEL / deel for deel in FEITEN)
    adres = hashlib.sha256(_databaseadres().encode()).hexdigest()
    return hashlib.sha256(f"{migraties}|{feiten}|{adres}".encode()).hexdigest()


def sleutelbestand() -> Path:
    """Return the path of the key file (setting BAKEN_SLEUTELBESTAND)."""
    return Path(os.environ.get("BAKEN_SLEUTELBESTAND", "").strip() or gegevensmap() / "sleutels.json").absolute()


def zet_klaar(*, leeg: bool) -> None:
    """Make or update static files and data, only where something changed. Raises ZinError."""
    moet_statisch = voorkant.verzamel()
    if productie():
        _productie_klaar(moet_statisch)
        return
    _controleer_map(leeg)
    stempel = lees_stempel(gegevensmap() / "stempel.json")
    nu = vingerafdruk()
    actueel = stempel.get("gegevens") == nu and (bool(_databaseadres()) or (gegevensmap() / NAAM).exists())
    if actueel and not moet_statisch:
        return
    with _statisch(moet_statisch) as doel:
        taak: dict[str, Any] = {"statisch": doel, "sleutel": None, "controleer": False, "migreer": False}
        if actueel:
            _voer_uit(taak | {"demonstratie": None, "accounts": None})
        elif _databaseadres():
            _buiten_de_map(taak, eerste=not stempel, leeg=leeg)
        else:
            _in_de_map(taak, keuzes=["--leeg"] if leeg else [])
    if not actueel:
        schrijf_stempel(gegevensmap() / "stempel.json", {"gegevens": nu, "leeg": stempel.get("leeg", leeg)})


def zet_leeg_klaar() -> None:
    """Make an empty data folder with key, tables and facts when there is none yet. Raises ZinError."""
    if productie() or _databaseadres() or (gegevensmap() / NAAM).exists():
        return
    schrijfbaar(gegevensmap())
    _in_de_map({"statisch": None, "controleer": False}, keuzes=None)


def alleen_statisch(map_: Path | None) -> None:
    """Make the static files when needed; and, when a folder is given, a key file in it. Raises ZinError."""
    moet = voorkant.verzamel(ook_test=pakketten.klaar("test"))
    if not moet and map_ is None:
        return
    sleutel = str(map_ / "sleutels.json") if map_ else None
    taak = {"sleutel": sleutel, "migreer": False, "controleer": False, "demonstratie": None, "accounts": None}
    with _statisch(moet) as doel, tempfile.TemporaryDirectory(prefix="baken-leeg-") as leeg:
        eigen = {"BAKEN_GEGEVENSMAP": str(map_ or leeg), "BAKEN_SLEUTELBESTAND": "", "BAKEN_OMGEVING": "demonstratie"}
        _voer_uit(taak | {"statisch": doel}, **eigen)


def _controleer_map(leeg: bool) -> None:
    """Refuse what would go wrong later. Raises ZinError."""
    map_ = gegevensmap()
    schrijfbaar(map_)
    bestaat = (map_ / NAAM).exists() and not _databaseadres()
    if bestaat and not sleutelbestand().exists():
        raise ZinError(
            f"Bij de demonstratie in {map_} ontbreekt het sleutelbestand {sleutelbestand().name}; "
            "zet het terug, of haal de map weg om opnieuw te beginnen."
        )
    if bestaat and leeg and not lees_stempel(map_ / "stempel.json").get("leeg"):
        raise ZinError(
            f"In {map_} staat al een gevulde demonstratie; haal die map weg of kies met BAKEN_GEGEVENSMAP "
            "een andere om met --leeg te beginnen."
        )


@contextlib.contextmanager
def _statisch(moet: bool) -> Iterator[str | None]:
    """Give a new folder for the static files and put it in place when the work inside succeeded."""
    if not moet:
        yield None
        return
    afdruk_nu = voorkant.vingerafdruk()
    with bouwmap("verzameld") as werk:
        yield str(werk / "verzameld")
        vervang(werk / "verzameld", BOUW / "verzameld")
    voorkant.noteer_verzameld(afdruk_nu)


def _voer_uit(taak: dict[str, Any], **omgeving: str) -> int:
    """Run klaarzetten.py in the venv. Returns 0 or 3; raises ZinError when it failed."""
    uit = draai([PYTHON, KLAARZETTEN, json.dumps(taak)], env=kindomgeving(**omgeving))
    if uit.returncode not in {0, 3}:
        raise ZinError(NIET_GELUKT, code=1)
    return uit.returncode


def _productie_klaar(moet_statisch: bool) -> None:
    """A production only gets its static files; migrating is an act of the administrator."""
    with _statisch(moet_statisch) as doel:
        taak = {"statisch": doel, "sleutel": None, "migreer": False, "controleer": True}
        if _voer_uit(taak | {"demonstratie": None, "accounts": None}) == 3:
            raise ZinError("De database loopt achter op deze versie van Baken; voer eerst ./baken migrate uit.")


def _buiten_de_map(taak: dict[str, Any], *, eerste: bool, leeg: bool) -> None:
    """A demonstration on PostgreSQL: only key, stamp and accounts stand in the folder."""
    zeg("Database bijwerken ...")
    gegevensmap().mkdir(mode=0o700, parents=True, exist_ok=True)
    sleutel = sleutelbestand()
    _voer_uit(
        taak
        | {
            "sleutel": None if sleutel.exists() else str(sleutel),
            "migreer": True,
            "demonstratie": (["--leeg"] if leeg else []) if eerste else None,
            "accounts": str(gegevensmap() / "accounts.txt"),
        }
    )


def _in_de_map(taak: dict[str, Any], *, keuzes: list[str] | None) -> None:
    """Build the SQLite demonstration in a temporary folder and move it in place when it is complete.

    keuzes: the arguments of the command `demonstratie`; None: no invented region.
    """
    map_, sleutel = gegevensmap(), sleutelbestand()
    bestond, nieuw_bestand = map_.exists(), not (map_ / NAAM).exists()
    begin = time.monotonic()
    wat = "Gegevens" if keuzes is None else "Demonstratie"
    zeg(f"{wat} klaarzetten ..." if nieuw_bestand else f"{wat} bijwerken ...")
    map_.mkdir(mode=0o700, parents=True, exist_ok=True)
    werk = Path(tempfile.mkdtemp(prefix="nieuw-", dir=map_))
    try:
        if not nieuw_bestand:
            _kopieer(map_ / NAAM, werk / NAAM)
        nieuwe_sleutel = None if sleutel.exists() else werk / "sleutels.json"
        _voer_uit(
            taak
            | {
                "sleutel": str(nieuwe_sleutel) if nieuwe_sleutel else None,
                "migreer": True,
                "demonstratie": keuzes if nieuw_bestand else None,
                "accounts": str(werk / "accounts.txt"),
            },
            BAKEN_GEGEVENSMAP=str(werk),
            BAKEN_SLEUTELBESTAND=str(nieuwe_sleutel or sleutel),
        )
        if nieuwe_sleutel:
            nieuwe_sleutel.replace(sleutel)
        if (werk / "accounts.txt").exists():
            (werk / "accounts.txt").replace(map_ / "accounts.txt")
        for bijbestand in ("-wal", "-shm"):
            (map_ / f"{NAAM}{bijbestand}").unlink(missing_ok=True)
        (werk / NAAM).replace(map_ / NAAM)
    finally:
        shutil.rmtree(werk, ignore_errors=True)
        if not bestond and not (map_ / NAAM).exists():
            with contextlib.suppress(OSError):  # something else stands in it: not ours to remove
                map_.rmdir()
    zeg(f"Klaar na {time.monotonic() - begin:.0f} s.")


def _kopieer(van: Path, naar: Path) -> None:
    """Copy a SQLite database with its write-ahead log, also when another process reads it."""
    with contextlib.closing(sqlite3.connect(van)) as bron, contextlib.closing(sqlite3.connect(naar)) as doel:
        bron.backup(doel)
