"""The key file: the keys outside the database from which every other key is derived.

A JSON file, mode 0600, named by `settings.BAKEN_SLEUTELBESTAND`:
`{"actief": 1, "versies": {"1": "<base64 of 32 bytes>"}}`. New things are made with the active version; old
versions stay in the file until nothing needs them (signatures of the journaal need them as long as the
journaal is kept).
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import secrets
import threading
from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from baken.kern import klok
from baken.kern.fouten import OntsleutelError, SleutelbestandError

SLEUTELLENGTE = 32
_KIJK_OM_DE = 2.0  # seconds between two looks at the key file's time of change
_HOOGSTE_VERSIE = 0xFFFF
_ONTHOUD_HOOGSTENS = 8192


class Sleutelbos:
    """The versions of the root key, and what was derived from them (kept, because deriving costs time)."""

    def __init__(self, actief: int, versies: Mapping[int, bytes]) -> None:
        if actief not in versies:
            raise SleutelbestandError("the active version is not in the key file")
        if any(len(sleutel) != SLEUTELLENGTE for sleutel in versies.values()):
            raise SleutelbestandError(f"a key must be {SLEUTELLENGTE} bytes")
        self.actief = actief
        self._wortels = dict(versies)
        self._afgeleid: dict[tuple[int, str], bytes] = {}
        self._sloten: dict[tuple[int, str], AESGCM] = {}

    def __repr__(self) -> str:
        return f"<Sleutelbos actief={self.actief} versies={self.versies}>"

    @property
    def versies(self) -> list[int]:
        """Every version, the active one first, then the newest first."""
        return sorted(self._wortels, key=lambda versie: (versie != self.actief, -versie))

    def leid_af(self, versie: int, doel: str) -> bytes:
        """The 32-byte key of a version for one purpose (HKDF-SHA256, RFC 5869). Raises OntsleutelError."""
        plek = (versie, doel)
        sleutel = self._afgeleid.get(plek)
        if sleutel is None:
            wortel = self._wortels.get(versie)
            if wortel is None:
                raise OntsleutelError(f"key version {versie} is not in the key file")
            sleutel = HKDF(SHA256(), SLEUTELLENGTE, salt=None, info=b"baken/" + doel.encode()).derive(wortel)
            if len(self._afgeleid) >= _ONTHOUD_HOOGSTENS:
                self._afgeleid.clear()
            self._afgeleid[plek] = sleutel
        return sleutel

    def slot(self, versie: int, doel: str) -> AESGCM:
        """AES-256-GCM with the key of a version for one purpose. Raises OntsleutelError."""
        plek = (versie, doel)
        slot = self._sloten.get(plek)
        if slot is None:
            if len(self._sloten) >= _ONTHOUD_HOOGSTENS:
                self._sloten.clear()
            slot = self._sloten[plek] = AESGCM(self.leid_af(versie, doel))
        return slot


def lees_sleutelbestand(pad: Path) -> Sleutelbos:
    """Read a key file. Raises SleutelbestandError when missing, malformed, or open to others."""
    try:
        status = pad.stat()
        tekst = pad.read_text("utf-8")
    except OSError as fout:
        raise SleutelbestandError(f"the key file cannot be read: {fout.strerror}") from None
    if os.name == "posix" and status.st_mode & 0o077:
        raise SleutelbestandError("the key file may be readable by its owner only (mode 0600)")
    try:
        inhoud = json.loads(tekst)
        versies = {int(v): base64.b64decode(s, validate=True) for v, s in inhoud["versies"].items()}
        return Sleutelbos(int(inhoud["actief"]), versies)
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        raise SleutelbestandError("the key file is malformed") from None


def _nieuwe_sleutel() -> str:
    return base64.b64encode(secrets.token_bytes(SLEUTELLENGTE)).decode("ascii")


def _schrijf_nieuw(pad: Path, inhoud: Mapping[str, object]) -> None:
    """Write a file that did not exist, 0600 from its first byte, and see that it is on the disk."""
    greep = os.open(pad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(greep, "w", encoding="utf-8") as bestand:
        json.dump(inhoud, bestand, indent=2)
        bestand.write("\n")
        bestand.flush()
        os.fsync(bestand.fileno())


def maak_sleutelbestand(pad: str | Path) -> None:
    """Make a key file with version 1. Raises FileExistsError: a key file is never overwritten."""
    _schrijf_nieuw(Path(pad), {"actief": 1, "versies": {"1": _nieuwe_sleutel()}})


def voeg_sleutelversie_toe(pad: str | Path) -> int:
    """Add a version, make it the active one and return its number. The old versions stay readable.

    Raises SleutelbestandError.
    """
    doel = Path(pad)
    bos = lees_sleutelbestand(doel)
    inhoud = json.loads(doel.read_text("utf-8"))
    versie = max(bos.versies) + 1
    if versie > _HOOGSTE_VERSIE:
        raise SleutelbestandError("no key version is left")
    inhoud["versies"][str(versie)] = _nieuwe_sleutel()
    inhoud["actief"] = versie
    tijdelijk = doel.with_name(f"{doel.name}.nieuw-{secrets.token_hex(4)}")
    _schrijf_nieuw(tijdelijk, inhoud)
    os.replace(tijdelijk, doel)
    return versie


class _Houder:
    """The key ring of this process: read once, looked at again when the file changed."""

    def __init__(self) -> None:
        self._slot = threading.Lock()
        self._bos: Sleutelbos | None = None
        self._pad = ""
        self._stempel: tuple[int, int, int] | None = None
        self._gekeken = 0.0

    def vergeet(self) -> None:
        with self._slot:
            self._bos = None

    def geef(self) -> Sleutelbos:
        bos, pad, moment = self._bos, str(settings.BAKEN_SLEUTELBESTAND), klok.monotoon()
        if bos is not None and pad == self._pad and moment - self._gekeken < _KIJK_OM_DE:
            return bos
        with self._slot:
            stempel = self._stempel_van(pad)
            if self._bos is None or pad != self._pad or stempel != self._stempel:
                self._bos = lees_sleutelbestand(Path(pad))
                self._pad, self._stempel = pad, stempel
            self._gekeken = moment
            return self._bos

    @staticmethod
    def _stempel_van(pad: str) -> tuple[int, int, int] | None:
        try:
            status = os.stat(pad)
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino, status.st_size


_houder = _Houder()


def sleutelbos() -> Sleutelbos:
    """The key ring, from memory; a changed file is seen within two seconds. Raises SleutelbestandError."""
    return _houder.geef()


def ververs_sleutelbos() -> Sleutelbos:
    """Read the key file anew, at once."""
    _houder.vergeet()
    return _houder.geef()
