"""The journaal: who did what, when, on which legal basis. The audit trail and the outbox, never a source of
counts.

A line holds no personal data; its payload (short codes and ids) stands with a salt in a table of its own
that may be erased. The line keeps a commitment, SHA-256 over salt and payload, so that an erased payload
breaks nothing. Sealing stands in `verzegeling`, checking in `controle`; both are reached from here.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from baken.kern import klok
from baken.kern.controle import Fout, Uitslag, controleer
from baken.kern.models import Journaalinhoud, Uitkomst
from baken.kern.verzegeling import Kop, koppen, verzegel_regels

__all__ = [
    "Fout",
    "Kop",
    "Spoor",
    "Uitslag",
    "controleer",
    "koppen",
    "noteer",
    "noteer_weigering",
    "verzegel_regels",
    "wis_inhoud",
]

_ZOUT = 16
_LANGSTE_TEKST = 200
_SLEUTEL = re.compile(r"[a-z_]+")
_REGEL = (
    "INSERT INTO kern_journaalregel (tijd, jaar, organisatie_id, actor_id, rol, handeling, dossier_id,"
    " grondslag, uitkomst, verbintenis) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id"
)
_INHOUD = "INSERT INTO kern_journaalinhoud (regel_id, zout, inhoud) VALUES (%s, %s, %s)"
_LEEG: Mapping[str, str | int | bool | None] = {}


@dataclass(frozen=True, slots=True)
class Spoor:
    """Who acts (None: the system, or a melder without account), in which role, for which organisation."""

    actor_id: int | None
    rol: str
    organisatie_id: int


def _tekst(inhoud: Mapping[str, str | int | bool | None]) -> str:
    """The payload as it is stored. Raises ValueError for what does not belong in a payload."""
    for sleutel, waarde in inhoud.items():
        if not _SLEUTEL.fullmatch(sleutel):
            raise ValueError("a key of the payload is lower case letters and _")
        if isinstance(waarde, str):
            if len(waarde) > _LANGSTE_TEKST:
                raise ValueError(f"the payload holds short codes and ids: {sleutel} is too long")
        elif waarde is not None and not isinstance(waarde, int):
            raise ValueError(f"the payload holds str, int, bool and None: {sleutel} does not")
    return json.dumps(inhoud, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _schrijf(
    spoor: Spoor,
    handeling: str,
    dossier_id: UUID | None,
    grondslag: str,
    uitkomst: str,
    inhoud: Mapping[str, str | int | bool | None],
) -> None:
    for naam, waarde, langste in (
        ("rol", spoor.rol, 60),
        ("handeling", handeling, 80),
        ("grondslag", grondslag, 200),
    ):
        if len(waarde) > langste:  # SQLite would keep it, PostgreSQL would break off the whole act
            raise ValueError(f"{naam} is longer than {langste} characters")
    tekst, zout, moment = _tekst(inhoud), secrets.token_bytes(_ZOUT), klok.nu()
    tijd = connection.ops.adapt_datetimefield_value(moment)
    dossier = dossier_id if dossier_id is None or connection.features.has_native_uuid_field else dossier_id.hex
    verbintenis = hashlib.sha256(zout + tekst.encode()).digest()
    jaar = moment.astimezone(klok.TIJDZONE).year
    wie = (spoor.organisatie_id, spoor.actor_id, spoor.rol)
    # Plain SQL: every act writes here, and the ORM would cost four times as much as the two inserts
    # themselves.
    with connection.cursor() as cursor:
        cursor.execute(_REGEL, (tijd, jaar, *wie, handeling, dossier, grondslag, uitkomst, verbintenis))
        (regel_id,) = cursor.fetchone()
        cursor.execute(_INHOUD, (regel_id, zout, tekst))


def noteer(
    spoor: Spoor,
    handeling: str,
    dossier_id: UUID | None = None,
    *,
    grondslag: str = "",
    uitkomst: str = "gelukt",
    inhoud: Mapping[str, str | int | bool | None] | None = None,
) -> None:
    """Write one line within the caller's transaction: exactly two INSERTs, gone when the act is rolled back.

    inhoud: keys of [a-z_], values short codes, ids and numbers; no names, no text of people. Raises
    ValueError when a key is otherwise, a text is over 200 characters or a value is of another type.
    """
    with transaction.atomic(savepoint=False):
        _schrijf(spoor, handeling, dossier_id, grondslag, uitkomst, inhoud or _LEEG)


def noteer_weigering(spoor: Spoor, handeling: str, dossier_id: UUID | None = None, *, reden: str) -> None:
    """Write a refusal in a transaction of its own, after the rollback of what was refused.

    A line written inside the failing transaction would vanish with it; so this raises RuntimeError there.
    """
    with transaction.atomic(durable=True):
        _schrijf(spoor, handeling, dossier_id, "", Uitkomst.GEWEIGERD, {"reden": reden[:_LANGSTE_TEKST]})


@transaction.atomic
def wis_inhoud(spoor: Spoor, dossier_id: UUID, *, grondslag: str) -> int:
    """Erase the payloads of a dossier's lines; lines and chain stay. Returns how many were erased."""
    te_wissen = Journaalinhoud.objects.filter(regel__dossier_id=dossier_id)
    aantal, _ = te_wissen.delete()
    noteer(spoor, "journaal.inhoud_gewist", dossier_id, grondslag=grondslag, inhoud={"aantal": aantal})
    return aantal
