"""Asking for noodtoegang by number, and ending one's own."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from baken.casussen.selectors import casus_van_dossier
from baken.casussen.services import noodtoegang as van_casussen
from baken.dossiers import noodtoegang
from baken.kern.fouten import OngeldigeInvoerError, TeVeelPogingenError
from baken.organisaties.besluit import Wie, rechten_voor
from baken.signalen.selectors import signalen_van_dossiers
from baken.signalen.services import noodtoegang as van_signalen
from baken.web.noodtoegang.forms import Noodform
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen.forms import zet_fouten
from baken.zorg.services import noodtoegang as van_trajecten
from baken.zorg.vindplaats import traject_van_dossier

NUMMER = re.compile(r"[A-Z]-\d{4}-\d{1,8}", re.ASCII)
_SOORTEN = {  # first letters of the number -> where to go, and how it opens
    "S-": ("signalen:detail", van_signalen.open_in_nood),
    "C-": ("casussen:detail", van_casussen.open_in_nood),
    "T-": ("zorg:detail", van_trajecten.open_in_nood),
}
TE_VAAK = gettext_lazy(
    "U vulde vandaag te vaak een nummer in dat niet klopt. Een goed nummer werkt nog wel. "
    "Bel anders het dossierteam of uw functionaris gegevensbescherming."
)


@vereist("noodtoegang.openen")
@require_http_methods(["GET", "POST"])
def openen(request: Verzoek) -> HttpResponse:
    """Ask for a number and a reason, and go to the dossier.

    A wrong number is 422 whatever was wrong with it, and 429 when that happened too often today; the text stays.
    """
    gezocht = request.GET.get("nummer", "")
    form = Noodform(
        request.POST if request.method == "POST" else None,
        initial={"nummer": gezocht} if NUMMER.fullmatch(gezocht) else {},
    )
    status, wacht = (422 if form.is_bound else 200), 0
    if form.is_bound and form.is_valid():
        gegevens = form.cleaned_data
        try:
            adres = _open(gegevens["nummer"], gegevens["reden"], request.wie)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        except TeVeelPogingenError as fout:
            form.add_error("nummer", TE_VAAK)
            status, wacht = 429, fout.wacht_seconden
        else:
            return redirect(adres)
    thuis = _thuis(request.wie)
    inhoud = {
        "form": form,
        "eigen": _eigen(request.wie),
        "heeft_toezicht": noodtoegang.heeft_toezicht(request.wie),
        "terug": thuis["url"],
        "kruimels": [thuis, {"naam": _("Noodtoegang"), "url": ""}],
    }
    antwoord = render(request, "noodtoegang/openen.html", inhoud, status=status)
    if wacht:
        antwoord.headers["Retry-After"] = str(wacht)
    return antwoord


def _open(nummer: str, reden: str, door: Wie) -> str:
    """Break the glass of the dossier with this number and return the address of its page."""
    letter = nummer.strip().upper()[:2]
    naar, open_in_nood = _SOORTEN.get(letter, _SOORTEN["S-"])
    return reverse(naar, args=[open_in_nood(nummer=nummer, reden=reden, door=door)])


def _thuis(door: Wie) -> dict[str, str]:
    if rechten_voor(door, "signalen.werklijst"):
        return {"naam": _("Signalen"), "url": reverse("signalen:werklijst")}
    if rechten_voor(door, "trajecten.werklijst"):
        return {"naam": _("Zorg"), "url": reverse("zorg:caseload")}
    return {"naam": _("Casussen"), "url": reverse("casussen:werklijst")}


def _eigen(door: Wie) -> list[dict[str, Any]]:
    """Return the own rows, the running ones with the address of the dossier to go to."""
    rijen = []
    for rij in noodtoegang.eigen_noodtoegangen(door):
        loopt = noodtoegang.loopt_nu(rij)
        rijen.append({"rij": rij, "loopt": loopt, "adres": _adres(door, rij.dossier_id) if loopt else ""})
    return rijen


def _adres(door: Wie, dossier_id: uuid.UUID) -> str:
    """Return the address of a dossier that `door` may see, or nothing."""
    if signaal := signalen_van_dossiers(door, [dossier_id]).get(dossier_id):
        return reverse("signalen:detail", args=[signaal.pk])
    if casus := casus_van_dossier(door, dossier_id):
        return reverse("casussen:detail", args=[casus[0]])
    traject = traject_van_dossier(door, dossier_id)
    return reverse("zorg:detail", args=[traject[0]]) if traject else ""


@vereist("noodtoegang.beeindigen")
@require_POST
def beeindigen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """End one's own noodtoegang before its time."""
    noodtoegang.beeindig(noodtoegang_id=pk, door=request.wie)
    messages.success(request, _("Uw noodtoegang is beëindigd. U ziet dit dossier niet meer."))
    return redirect("noodtoegang:openen")
