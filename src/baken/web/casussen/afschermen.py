"""Shield a casus, or open it again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baken.casussen.blad import casusblad
from baken.casussen.services import afschermen as service
from baken.web.casussen.forms import Afschermform
from baken.web.casussen.personen import afhandelen, invoerpagina
from baken.web.rechten import Verzoek, vereist

DICHT = gettext_lazy(
    "Daarna ziet alleen het team deze casus, met de pakketten die erbij horen. Ook organisaties die meelezen, zien de "
    "casus dan niet meer. Kijk eerst of iedereen die verder moet werken in het team zit."
)
OPEN = gettext_lazy(
    "Daarna zien collega's die aan casussen werken deze casus weer. Organisaties met een deelbesluit dat nog geldt, "
    "kunnen weer meelezen."
)


@vereist("casussen.afschermen")
@require_http_methods(["GET", "HEAD", "POST"])
def afschermen(request: Verzoek, pk: int) -> HttpResponse:
    """Close a casus for who is not in its team, or open it again; the version says that it stands as was shown."""
    blad = casusblad(request.wie, pk, voor="casussen.afschermen")
    dicht = not blad.casus.dossier.afgeschermd
    form = Afschermform(request.POST if request.method == "POST" else None)

    def doe(form: Any) -> None:
        c = form.cleaned_data
        service.scherm_af(casus_id=pk, versie=c["versie"], afgeschermd=dicht, reden=c["reden"], door=request.wie)

    status = afhandelen(form, doe)
    if status == 302:
        klaar = _("Alleen het team ziet deze casus nu."), _("Collega's die aan casussen werken, zien deze casus weer.")
        messages.success(request, klaar[0] if dicht else klaar[1])
        return redirect("casussen:detail", pk=pk)
    titel = _("Casus afschermen") if dicht else _("Casus openstellen")
    return invoerpagina(request, blad, form, status, titel, uitleg=DICHT if dicht else OPEN)
