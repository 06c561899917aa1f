"""Who reads a traject, and which forms of exploitation it is about."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from baken.web.rechten import Verzoek, vereist
from baken.web.zorg.dossier import toon_traject
from baken.web.zorg.handelingen import gedaan, klaar
from baken.web.zorg.teamforms import Teamform, Uitteamform, Vormenform
from baken.zorg.blad import trajectblad
from baken.zorg.selectors import collegas
from baken.zorg.services import intake
from baken.zorg.services import team as teamdienst


@vereist("trajecten.begeleiden")
@require_POST
def vormen(request: Verzoek, pk: int) -> HttpResponse:
    """Record which forms of exploitation it is about."""
    blad = trajectblad(request.wie, pk, voor="trajecten.begeleiden")
    form = Vormenform(request.POST, gekozen=blad.traject.vormen)

    def doe(d: dict[str, Any]) -> None:
        intake.zet_vormen(traject_id=pk, versie=d["versie"], vormen=d["vormen"], door=request.wie)

    if status := gedaan(form, doe):
        return toon_traject(request, pk, "client", status=status, vormenform=form)
    return klaar(request, pk, _("De vormen van uitbuiting zijn bijgewerkt."), "client")


@vereist("trajecten.begeleiden")
@require_POST
def erbij(request: Verzoek, pk: int) -> HttpResponse:
    """Put a colleague in the team."""
    form = Teamform(request.POST, collegas=collegas(request.wie))

    def doe(d: dict[str, Any]) -> None:
        teamdienst.zet_in_team(traject_id=pk, medewerker_id=d["medewerker"], door=request.wie)

    if status := gedaan(form, doe):
        return toon_traject(request, pk, "overdragen", status=status, teamform=form)
    return klaar(request, pk, _("Uw collega zit nu in het team."), "overdragen")


@vereist("trajecten.begeleiden")
@require_POST
def eruit(request: Verzoek, pk: int) -> HttpResponse:
    """Take somebody out of the team. Who takes oneself out of a shielded traject goes back to the list."""
    blad = trajectblad(request.wie, pk, voor="trajecten.begeleiden")
    form = Uitteamform(request.POST, leden=[(m.pk, m.naam) for m in blad.team])

    def doe(d: dict[str, Any]) -> None:
        teamdienst.haal_uit_team(traject_id=pk, medewerker_id=d["medewerker"], reden=d["reden"], door=request.wie)

    if status := gedaan(form, doe):
        return toon_traject(request, pk, "overdragen", status=status, uitteamform=form)
    zelf = form.cleaned_data["medewerker"] == request.wie.medewerker_id
    tekst = _("Het team is kleiner. Wie eruit ging, leest een afgeschermd traject niet meer.")
    return klaar(request, None if zelf else pk, tekst, "overdragen")
