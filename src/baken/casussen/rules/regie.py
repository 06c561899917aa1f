"""Along which route a casus came, who directs it (bron 004 p. 13), and who may end it (an own choice)."""

from __future__ import annotations

from collections.abc import Collection

from baken.casussen.soorten import Herkomst, Route
from baken.organisaties.rollen import ONTVANGENDE_ROLLEN, Rol
from baken.signalen.rules.bronnen import ROUTES

_ROUTES = {"zorgcoordinatie": Route.ZORG, "zvh": Route.ZVH, "riec": Route.RIEC}
# The source names the zorgcoordinator and the Zorg- en Veiligheidshuis; of the RIEC and of others it names nobody.
_REGIE = {Route.ZORG: frozenset({Rol.ZORGCOORDINATOR}), Route.ZVH: frozenset({Rol.PROCESREGISSEUR})}
_ZINNEN = {
    Route.ZORG: "Bij zorg heeft de zorgcoördinator de procesregie",
    Route.ZVH: "Bij zorg en strafrecht heeft de procesregisseur van het Zorg- en Veiligheidshuis de procesregie",
}


def regierollen(route: str, herkomst: str = Herkomst.VERSTREKKING) -> frozenset[Rol]:
    """Return the roles of which one is needed to direct a casus.

    Somebody who came straight to a zorgcoordinator is directed there too until it is handed over (own choice).
    """
    rollen = _REGIE.get(Route(route), ONTVANGENDE_ROLLEN)
    return rollen | {Rol.ZORGCOORDINATOR} if herkomst == Herkomst.AANMELDING else rollen


def waarom_geen_regie(*, route: str, herkomst: str, rollen: Collection[str], ander: bool) -> str:
    """Return why somebody with these roles may not direct a casus; empty when that is allowed.

    ander: somebody else of the organisation fits. When nobody does, who works on casussen may: a packet never waits
    for a role that is not there.
    """
    if regierollen(route, herkomst) & set(rollen) or not (ander and Route(route) in _ZINNEN):
        return ""
    return f"{_ZINNEN[Route(route)]} ({ROUTES}). Laat een collega met die rol dit doen."


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
