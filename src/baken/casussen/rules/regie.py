"""Along which route a casus came, and who may end it (bron 004 p. 13; the second is an own choice)."""

from __future__ import annotations

from baken.casussen.soorten import Route

_ROUTES = {"zorgcoordinatie": Route.ZORG, "zvh": Route.ZVH, "riec": Route.RIEC}


def route_bij(organisatiesoort: str) -> Route:
    """Return the route that leads to this kind of receiver."""
    return _ROUTES.get(organisatiesoort, Route.OVERIG)


def waarom_niet_sluiten(*, regisseur: int | None, lid: bool, wie: int) -> str:
    """Return why somebody may not close or reopen a casus; empty when that is allowed.

    regisseur: the process director who still works there, or None: then each member of the team may.
    """
    if regisseur is not None:
        return "" if regisseur == wie else "Alleen de procesregisseur kan deze casus sluiten of heropenen."
    return "" if lid else "Alleen wie in het team zit, kan deze casus sluiten of heropenen."
