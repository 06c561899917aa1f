"""The arithmetic of the chain: what is hashed, what is signed. Pure but for the keys.

A line's hash is SHA-256 over the hash before it and the line itself, so that altering, removing or
reordering one line breaks everything after it. A head is signed with Ed25519 (RFC 8032); its private key is
derived from the key file, its public key may be given to anyone who wants to check.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from baken.kern.fouten import OntsleutelError
from baken.kern.sleutels import sleutelbos

REGELVELDEN = (
    "id",
    "tijd",
    "jaar",
    "organisatie_id",
    "actor_id",
    "rol",
    "handeling",
    "dossier_id",
    "grondslag",
    "uitkomst",
    "verbintenis",
)
NIETS = bytes(32)


def _plat(waarde: Any) -> str | int | None:
    """A value as it is hashed: equal on every database."""
    if isinstance(waarde, datetime):
        return waarde.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(waarde, UUID):
        return str(waarde)
    if isinstance(waarde, bytes | memoryview | bytearray):
        return bytes(waarde).hex()
    if waarde is None or isinstance(waarde, str | int):
        return waarde
    raise TypeError(type(waarde).__name__)


def _bytes(soort: str, waarden: Sequence[Any]) -> bytes:
    tekst = json.dumps([soort, *map(_plat, waarden)], ensure_ascii=False, separators=(",", ":"))
    return tekst.encode()


def begin(reeks: int, jaar: int) -> bytes:
    """The hash before the first line of a segment."""
    return hashlib.sha256(_bytes("baken.segment.1", (reeks, jaar))).digest()


def regelhash(vorige: bytes, nr: int, regel: Sequence[Any]) -> bytes:
    """The hash of line `nr` in its segment; `regel` holds the values of REGELVELDEN."""
    return hashlib.sha256(vorige + _bytes("baken.regel.1", (nr, *regel))).digest()


def zegelhash(zegel: Sequence[Any], handtekening: bytes | memoryview[int]) -> bytes:
    """The hash of a signed head, which the next head of the reeks names."""
    return hashlib.sha256(_bytes("baken.zegel.1", zegel) + bytes(handtekening)).digest()


@lru_cache(maxsize=16)
def _sleutel(ruw: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(ruw)


def _ondertekenaar(versie: int) -> Ed25519PrivateKey:
    return _sleutel(sleutelbos().leid_af(versie, "journaal-zegel"))


def openbare_sleutel(versie: int) -> bytes:
    """The 32-byte Ed25519 public key with which anyone can check the heads of a key version."""
    return _ondertekenaar(versie).public_key().public_bytes_raw()


def teken(soort: str, waarden: Sequence[Any]) -> tuple[int, bytes]:
    """Sign values with the active key version: (version, 64-byte signature)."""
    versie = sleutelbos().actief
    return versie, _ondertekenaar(versie).sign(_bytes(soort, waarden))


def klopt(soort: str, waarden: Sequence[Any], versie: int, handtekening: bytes | memoryview[int]) -> bool:
    """Whether the signature belongs to these values; False as well when the key version is unknown."""
    try:
        _ondertekenaar(versie).public_key().verify(bytes(handtekening), _bytes(soort, waarden))
    except (InvalidSignature, OntsleutelError):
        return False
    return True
