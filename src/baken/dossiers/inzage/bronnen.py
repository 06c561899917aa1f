"""What the packages above hold on the one person of a dossier beside the betrokkene: they register it here, by kind.

Only about the person with this number: a source gives nothing on anybody else in the dossier.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from baken.dossiers.inhoud import OpenBetrokkene
from baken.dossiers.inzage.personen import Veldregel, veldregels
from baken.dossiers.inzage.toestemmingen import toestemmingregels
from baken.dossiers.models import Dossier
from baken.dossiers.verzoekverloop import Verzoeksoort
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


def eigen_regels(dossier: Dossier, nummer: int, soort: str) -> Sequence[Veldregel]:
    """Return what a dossier holds on a person beside its fields, for a kind of request. The caller asked decide().

    The consents of the person only to give them: they prove that what was shared was lawful, so they stay.
    """
    if dossier.verpakte_sleutel is None:
        return ()
    gegeven = toestemmingregels(dossier, nummer) if soort == Verzoeksoort.INZAGE else ()
    return [*_van_bron(dossier, nummer), *gegeven]


def _van_bron(dossier: Dossier, nummer: int) -> Sequence[Veldregel]:
    bron = _bronnen.get(dossier.soort)
    return bron.regels(dossier, nummer) if bron is not None else ()


def alle_regels(dossier: Dossier, persoon: OpenBetrokkene, namen: Mapping[str, str], soort: str) -> list[Veldregel]:
    """Return everything that may be given to the person self on a kind of request. namen: code -> text."""
    return [*veldregels(persoon, namen), *eigen_regels(dossier, persoon.nummer, soort)]


def wis(dossier: Dossier, nummer: int, codes: Collection[str] | None) -> None:
    """Erase lines (codes None: everything) that a source holds on a person, inside the caller's transaction.

    Raises VerouderdError when one of them began to run since it was decided.
    """
    regels = _van_bron(dossier, nummer)
    if any(r.loopt for r in regels if codes is None or r.code in codes):
        raise VerouderdError
    if regels:
        _bronnen[dossier.soort].wis(dossier, codes)
