"""Keeps the facts of one process for five minutes, so that a page asks the database nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from baken.kern import klok

HOUDBAAR_SECONDEN = 300.0
T = TypeVar("T")


@dataclass(frozen=True)
class _Vak:
    """What was read, and at which second of the running clock."""

    gelezen: float
    inhoud: tuple[Any, ...]


_vakken: dict[str, _Vak] = {}


def bewaar(naam: str, lees: Callable[[], tuple[T, ...]]) -> tuple[T, ...]:
    """Return what is kept under this name; read it with `lees` when it is absent or older than allowed.

    An empty answer is not kept: a process that started before the first load would otherwise show
    empty lists for five minutes.
    """
    vak = _vakken.get(naam)
    if vak is not None and klok.monotoon() < vak.gelezen + HOUDBAAR_SECONDEN:
        return vak.inhoud
    inhoud = lees()
    if inhoud:
        _vakken[naam] = _Vak(klok.monotoon(), inhoud)
    return inhoud


def leeg() -> None:
    """Forget everything; the loader calls this."""
    _vakken.clear()
