"""What the packages above hold on the one person of a dossier beside the betrokkene: they register it here, by kind.

Only about the person with this number: a source gives nothing on anybody else in the dossier.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from baken.dossiers.inhoud import OpenBetrokkene
from baken.dossiers.inzage.personen import Veldregel, veldregels
from baken.dossiers.models import Dossier
from baken.kern.fouten import VerouderdError


@dataclass(frozen=True)
class Bron:
    """What a kind of dossier holds on a person.

    regels(dossier, number of the person): what may be given, line by line. wis(dossier, codes): erase these lines;
    None: everything that this source holds. Both inside the caller's context and transaction.
    """

    regels: Callable[[Dossier, int], Sequence[Veldregel]]
    wis: Callable[[Dossier, Collection[str] | None], None]


_bronnen: dict[str, Bron] = {}


def registreer(soort: str, bron: Bron) -> None:
    """Register what dossiers of a kind (a Dossiersoort) hold beside their persons."""
    _bronnen[soort] = bron


def eigen_regels(dossier: Dossier, nummer: int) -> Sequence[Veldregel]:
    """Return the lines of the registered source on a person of a dossier. The caller asked decide()."""
    bron = _bronnen.get(dossier.soort)
    return bron.regels(dossier, nummer) if bron is not None and dossier.verpakte_sleutel is not None else ()


def alle_regels(dossier: Dossier, persoon: OpenBetrokkene, namen: Mapping[str, str]) -> list[Veldregel]:
    """Return everything that may be given to the person self. namen: code -> text."""
    return [*veldregels(persoon, namen), *eigen_regels(dossier, persoon.nummer)]


def wis(dossier: Dossier, nummer: int, codes: Collection[str] | None) -> None:
    """Erase lines (codes None: everything) that a source holds on a person, inside the caller's transaction.

    Raises VerouderdError when one of them began to run since it was decided.
    """
    regels = eigen_regels(dossier, nummer)
    if any(r.loopt for r in regels if codes is None or r.code in codes):
        raise VerouderdError
    if regels:
        _bronnen[dossier.soort].wis(dossier, codes)
