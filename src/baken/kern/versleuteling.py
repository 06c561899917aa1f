"""Encryption: one data key per dossier or packet, wrapped by a key outside the database; blind indexes;
sealed forms.

AES-256-GCM with a random nonce of 96 bits (NIST SP 800-38D). The associated data of a value is its label,
its row and its dossier, so that a ciphertext cannot be moved to another place. Destroying the wrapped key
destroys the dossier. Everything raises OntsleutelError when key, place or content does not fit.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import secrets
import zlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from baken.kern import klok
from baken.kern.fouten import (
    OngeldigeInvoerError,
    OntsleutelError,
    ZegelOngeldigError,
    ZegelVerlopenError,
)
from baken.kern.normaliseren import SOORTEN, naam_en_geboortedatum, normaliseer
from baken.kern.sleutels import (
    SLEUTELLENGTE,
    Sleutelbos,
    maak_sleutelbestand,
    sleutelbos,
    ververs_sleutelbos,
    voeg_sleutelversie_toe,
)

__all__ = [
    "SOORTEN",
    "Gegevenssleutel",
    "OntsleutelError",
    "Sleutelbos",
    "ZegelOngeldigError",
    "ZegelVerlopenError",
    "blinde_index",
    "blinde_indexen",
    "code_index",
    "code_indexen",
    "herverpak",
    "maak_sleutelbestand",
    "naam_en_geboortedatum",
    "nieuwe_gegevenssleutel",
    "normaliseer",
    "open_verlopen_zegel",
    "open_zegel",
    "pak_uit",
    "sleutelbos",
    "sleutelversie",
    "ververs_sleutelbos",
    "verzegel",
    "voeg_sleutelversie_toe",
]

_VORM = b"\x01"  # the first byte of everything made here: how it was made
_NONCE = 12
_TAG = 16
_KOP = 3  # form byte and two bytes of key version
_VERPAKT = _KOP + _NONCE + SLEUTELLENGTE + _TAG
_LANGSTE_ZEGEL = 400_000
_LANGSTE_INHOUD = 4_000_000
_SPELING_KLOK = timedelta(minutes=5)


class Gegevenssleutel:
    """The data key of one dossier or packet, ready for use. Never stored, never printed."""

    __slots__ = ("_slot",)

    def __init__(self, sleutel: bytes) -> None:
        self._slot = AESGCM(sleutel)

    def __repr__(self) -> str:
        return "<Gegevenssleutel>"

    def versleutel(self, klaar: bytes, *, label: str, rij: UUID, dossier: UUID) -> bytes:
        """Encrypt for one place: 29 bytes longer than `klaar`."""
        nonce = secrets.token_bytes(_NONCE)
        return _VORM + nonce + self._slot.encrypt(nonce, klaar, _plaats(label, rij, dossier))

    def ontsleutel(self, cijfer: bytes, *, label: str, rij: UUID, dossier: UUID) -> bytes:
        """Decrypt what was encrypted for this very place. Raises OntsleutelError."""
        waarde = bytes(cijfer)
        if waarde[:1] != _VORM or len(waarde) < 1 + _NONCE + _TAG:
            raise OntsleutelError("not a ciphertext of ours")
        try:
            return self._slot.decrypt(waarde[1 : 1 + _NONCE], waarde[1 + _NONCE :], _plaats(label, rij, dossier))
        except InvalidTag:
            raise OntsleutelError("altered, moved, or another key") from None

    def versleutel_json(self, klaar: Any, *, label: str, rij: UUID, dossier: UUID) -> bytes:
        """Encrypt a JSON value."""
        return self.versleutel(_json(klaar), label=label, rij=rij, dossier=dossier)

    def ontsleutel_json(self, cijfer: bytes, *, label: str, rij: UUID, dossier: UUID) -> Any:
        """Decrypt a JSON value. Raises OntsleutelError."""
        return json.loads(self.ontsleutel(cijfer, label=label, rij=rij, dossier=dossier))


def _json(waarde: Any) -> bytes:
    return json.dumps(waarde, ensure_ascii=False, separators=(",", ":")).encode()


def _plaats(label: str, rij: UUID, dossier: UUID) -> bytes:
    """label | row | dossier. The two ids have a fixed length, so that no two places look alike."""
    return b"%b|%b|%b" % (label.encode(), rij.bytes, dossier.bytes)


def nieuwe_gegevenssleutel(dossier_id: UUID) -> tuple[Gegevenssleutel, bytes]:
    """A new data key and how it is stored: wrapped (63 bytes) by the active version, bound to the dossier."""
    sleutel = secrets.token_bytes(SLEUTELLENGTE)
    return Gegevenssleutel(sleutel), _verpak(sleutel, dossier_id)


def _verpak(sleutel: bytes, dossier_id: UUID) -> bytes:
    bos, nonce = sleutelbos(), secrets.token_bytes(_NONCE)
    slot = bos.slot(bos.actief, "gegevenssleutels")
    return _VORM + bos.actief.to_bytes(2, "big") + nonce + slot.encrypt(nonce, sleutel, dossier_id.bytes)


def _haal_sleutel(verpakt: bytes, dossier_id: UUID) -> bytes:
    waarde = bytes(verpakt)
    slot = sleutelbos().slot(sleutelversie(waarde), "gegevenssleutels")
    try:
        return slot.decrypt(waarde[_KOP : _KOP + _NONCE], waarde[_KOP + _NONCE :], dossier_id.bytes)
    except InvalidTag:
        raise OntsleutelError("the wrapped key does not belong here") from None


def sleutelversie(verpakt: bytes) -> int:
    """The version of the key that wrapped this data key. Raises OntsleutelError."""
    waarde = bytes(verpakt)
    if len(waarde) != _VERPAKT or waarde[:1] != _VORM:
        raise OntsleutelError("not a wrapped key of ours")
    return int.from_bytes(waarde[1:_KOP], "big")


def pak_uit(verpakt: bytes, dossier_id: UUID) -> Gegevenssleutel:
    """The usable data key of a dossier. Raises OntsleutelError."""
    return Gegevenssleutel(_haal_sleutel(verpakt, dossier_id))


def herverpak(verpakt: bytes, dossier_id: UUID) -> bytes:
    """Wrap the same data key by the active version; unchanged when it already is. Raises OntsleutelError."""
    if sleutelversie(verpakt) == sleutelbos().actief:
        return bytes(verpakt)
    return _verpak(_haal_sleutel(verpakt, dossier_id), dossier_id)


def blinde_index(organisatie_id: int, soort: str, waarde: str) -> bytes:
    """The 32-byte keyed index of a value in one organisation; b"" when there is nothing to index.

    The value is normalised here. Two organisations get different indexes for the same value, so that a
    database alone never shows that two of them know the same person. Raises ValueError for an unknown soort.
    """
    gelijk = normaliseer(soort, waarde)
    return _index(sleutelbos().actief, organisatie_id, soort, gelijk) if gelijk else b""


def blinde_indexen(organisatie_id: int, soort: str, waarde: str) -> list[bytes]:
    """The indexes under every key version, the active one first, to search during rotation; else []."""
    gelijk = normaliseer(soort, waarde)
    if not gelijk:
        return []
    return [_index(versie, organisatie_id, soort, gelijk) for versie in sleutelbos().versies]


def _index(versie: int, organisatie_id: int, soort: str, gelijk: str) -> bytes:
    sleutel = sleutelbos().leid_af(versie, f"blinde-index/{organisatie_id}")
    return hmac.digest(sleutel, f"{soort}\0{gelijk}".encode(), "sha256")


def code_index(code: str) -> bytes:
    """The 32-byte keyed index under which a receipt code is stored; dashes do not count."""
    return _code(sleutelbos().actief, code)


def code_indexen(code: str) -> list[bytes]:
    """The indexes of a receipt code under every key version, the active one first."""
    return [_code(versie, code) for versie in sleutelbos().versies]


def _code(versie: int, code: str) -> bytes:
    sleutel = sleutelbos().leid_af(versie, "ontvangstcode")
    return hmac.digest(sleutel, code.replace("-", "").encode(), "sha256")


def verzegel(data: Mapping[str, Any], *, doel: str) -> str:
    """Seal a form: packed, encrypted and signed text for a hidden field, with the moment inside.

    The text holds only letters, digits, "-" and "_". Raises OngeldigeInvoerError past 400 kB.
    """
    bos, nonce = sleutelbos(), secrets.token_bytes(_NONCE)
    moment = int(klok.nu().timestamp() * 1000).to_bytes(8, "big")
    klaar = moment + zlib.compress(_json(data), 6)
    cijfer = bos.slot(bos.actief, f"zegel/{doel}").encrypt(nonce, klaar, doel.encode())
    tekst = base64.urlsafe_b64encode(_VORM + bos.actief.to_bytes(2, "big") + nonce + cijfer).rstrip(b"=")
    if len(tekst) > _LANGSTE_ZEGEL:
        raise OngeldigeInvoerError({"": ["U hebt te veel tekst ingevuld. Maak de tekst korter."]})
    return tekst.decode("ascii")


def open_zegel(tekst: str, *, doel: str, max_leeftijd: timedelta) -> dict[str, Any]:
    """What was sealed for this purpose. Raises ZegelVerlopenError (too old) or ZegelOngeldigError."""
    leeftijd, klaar = _met_leeftijd(tekst, doel)
    if leeftijd > max_leeftijd.total_seconds():
        raise ZegelVerlopenError("too old")
    return _uitgepakt(klaar)


def open_verlopen_zegel(tekst: str, *, doel: str) -> dict[str, Any]:
    """What was sealed for this purpose, however long ago: to give people back what they typed, never to act on.

    Raises ZegelOngeldigError.
    """
    return _uitgepakt(_met_leeftijd(tekst, doel)[1])


def _met_leeftijd(tekst: str, doel: str) -> tuple[float, bytes]:
    """Return the age in seconds and the packed content of a seal."""
    klaar = _open(tekst, doel)
    leeftijd = klok.nu().timestamp() - int.from_bytes(klaar[:8], "big") / 1000
    if leeftijd < -_SPELING_KLOK.total_seconds():
        raise ZegelOngeldigError("made in the future")
    return leeftijd, klaar[8:]


def _uitgepakt(klaar: bytes) -> dict[str, Any]:
    uitpakker = zlib.decompressobj()
    inhoud = uitpakker.decompress(klaar, _LANGSTE_INHOUD)
    if uitpakker.unconsumed_tail:
        raise ZegelOngeldigError("too large")
    data: dict[str, Any] = json.loads(inhoud)
    return data


def _open(tekst: str, doel: str) -> bytes:
    if len(tekst) > _LANGSTE_ZEGEL:
        raise ZegelOngeldigError("too long")
    try:
        ruw = base64.b64decode(tekst.encode("ascii") + b"=" * (-len(tekst) % 4), altchars=b"-_", validate=True)
        if ruw[:1] != _VORM or len(ruw) < _KOP + _NONCE + _TAG + 8:
            raise ZegelOngeldigError("not a seal of ours")
        slot = sleutelbos().slot(int.from_bytes(ruw[1:_KOP], "big"), f"zegel/{doel}")
        return slot.decrypt(ruw[_KOP : _KOP + _NONCE], ruw[_KOP + _NONCE :], doel.encode())
    except (UnicodeError, binascii.Error, InvalidTag, OntsleutelError):
        raise ZegelOngeldigError("altered, or not ours") from None
