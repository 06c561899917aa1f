"""What somebody writes freely: every act on dossiers asks whether it gives away what must stay secret.

A package that keeps such a secret registers its check (from apps.ready). An act asks after its own checks and before
its transaction ends: who may not do the act hears nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum

from baken.dossiers.noemen import NOEMEND
from baken.kern.fouten import OngeldigeInvoerError

ADRES = "adres"
# An organisation and its texts (name and text) -> what is wrong with each name.
Keur = Callable[[int, list[tuple[str, str]]], Mapping[str, list[str]]]
_KEUREN: list[Keur] = []


class VerraadtGeheimError(OngeldigeInvoerError):
    """A text gives away what must stay secret. The refusal is a line: who tries words one by one is seen."""


def registreer_keur(keur: Keur) -> None:
    """Let every act on dossiers ask this check of what is written."""
    _KEUREN.append(keur)


def eis_niets_geheims(organisatie_id: int, argumenten: Mapping[str, object]) -> None:
    """Raise VerraadtGeheimError when a text in the arguments of an act gives away a secret."""
    teksten = [(naam, tekst) for veld, waarde in argumenten.items() for naam, tekst in _teksten(veld, waarde)]
    fouten = {veld: zinnen for keur in _KEUREN for veld, zinnen in keur(organisatie_id, teksten).items()}
    if fouten:
        raise VerraadtGeheimError(fouten)


def _teksten(veld: str, waarde: object) -> Iterator[tuple[str, str]]:
    """Return the texts in an argument, each with the name of its field.

    What is recorded as a name or number of somebody is no text, and neither are codes that are chosen. An address is
    asked under its own name: whoever checks it knows that nothing but an address stands there.
    """
    if isinstance(waarde, str):
        if not isinstance(waarde, Enum) and veld.rpartition(".")[2] not in NOEMEND - {ADRES}:
            yield veld, waarde
    elif is_dataclass(waarde) and not isinstance(waarde, type):
        for deel in fields(waarde):
            yield from _teksten(deel.name, getattr(waarde, deel.name))
    elif isinstance(waarde, Mapping):
        for sleutel, deel_ in waarde.items():
            yield from _teksten(str(sleutel), deel_)
    elif isinstance(waarde, list | tuple | set | frozenset):
        for een in waarde:
            yield from _teksten(veld, een)
