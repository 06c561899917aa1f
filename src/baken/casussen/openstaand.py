"""What stands open on a casus elsewhere: upper packages tell it here, because casussen does not know them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from baken.casussen.models import Casus

Bron = Callable[[Casus], Sequence[str]]
_BRONNEN: list[Bron] = []


def registreer(bron: Bron) -> None:
    """Let a package tell what it has open on a casus: sentences that name nobody. Called once, from apps.ready()."""
    if bron not in _BRONNEN:
        _BRONNEN.append(bron)


def elders_open(casus: Casus) -> list[str]:
    """Return the sentences of every package, in the order in which they registered."""
    return [zin for bron in _BRONNEN for zin in bron(casus)]
