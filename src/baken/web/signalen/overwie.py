"""Over wie: the persons of a dossier as choices of a form, each with the part it is about."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from django.utils.translation import gettext as _

from baken.dossiers.voorstel import Keuze

Persoon = tuple[uuid.UUID, int, Sequence[str]]  # id, number in the dossier, parts


class Gekozen(TypedDict):
    """What a Voorstel takes in of a choice of persons."""

    over_wie: frozenset[str]
    gekozen: frozenset[Keuze] | None


def keuzes(personen: Iterable[Persoon], namen: Mapping[str, str]) -> dict[str, str]:
    """Return code -> words of each person, once for every part that the person has."""
    return {
        f"{deel}:{persoon}": _("Persoon %(nummer)d (%(deel)s)") % {"nummer": nummer, "deel": namen.get(deel, deel)}
        for persoon, nummer, delen in personen
        for deel in delen
    }


def bij_delen(codes: Iterable[str], delen: Sequence[str]) -> list[str]:
    """Return of these codes one for each person who has one of these parts, in the order of the parts."""
    gezien: dict[str, str] = {}
    op_deel = sorted((c for c in codes if deel_van(c) in delen), key=lambda c: delen.index(deel_van(c)))
    for code in op_deel:
        gezien.setdefault(code.partition(":")[2], code)
    return list(gezien.values())


def deel_van(code: str) -> str:
    """Return the part in a code."""
    return code.partition(":")[0]


def lees(codes: Iterable[str]) -> Gekozen:
    """Return the choice of persons. Codes of parts alone, as older drafts have, are everybody of those parts."""
    paren = [(deel, wie) for deel, _dubbele_punt, wie in (code.partition(":") for code in codes)]
    gekozen = frozenset((uuid.UUID(wie), deel) for deel, wie in paren if wie)
    return {
        "over_wie": frozenset(deel for deel, _wie in paren),
        "gekozen": gekozen if all(wie for _deel, wie in paren) else None,
    }
