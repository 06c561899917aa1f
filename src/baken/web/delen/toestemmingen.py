"""Consents of one dossier: record them, and record that they were taken back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baken.dossiers import toestemmingen
from baken.dossiers.deelblad import Toestemmingenblad, toestemmingenblad
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming
from baken.kern.fouten import OngeldigeInvoerError
from baken.referentie import selectors as referentie
from baken.signalen.selectors import signaal_van_dossier
from baken.web.delen import hulp
from baken.web.delen.forms import Toestemmingform
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen.forms import zet_fouten
from baken.web.templatetags.baken import datum


def _personen(blad: Toestemmingenblad) -> dict[str, str]:
    namen = referentie.namen()
    return {
        str(pk): _("Persoon %(nummer)d (%(deel)s)") % {"nummer": nummer, "deel": namen.get(deel, deel).lower()}
        for pk, nummer, deel in blad.personen
    }


@vereist("toestemming.vastleggen")
@require_http_methods(["GET", "HEAD", "POST"])
def lijst(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Show the consents of a dossier, and record a new one."""
    blad = toestemmingenblad(request.wie, pk)
    personen = _personen(blad)
    form = Toestemmingform(
        request.POST if request.method == "POST" else None,
        personen=[(pk, naam) for pk, naam in personen.items() if uuid.UUID(pk) in blad.leesbaar],
        zonder_naam=blad.zonder_naam,
        organisaties=hulp.organisaties(request.wie),
    )
    if form.is_valid():
        try:
            toestemmingen.leg_vast(dossier_id=pk, nieuw=_nieuw(form.cleaned_data), door=request.wie)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            messages.success(request, _("De toestemming is vastgelegd."))
            return redirect("delen:toestemmingen", pk=pk)
    inhoud = {
        "blad": blad,
        "rijen": [{**_rij(t, personen), "vast": t.id in blad.vast} for t in blad.toestemmingen],
        "form": form,
        "mag_vastleggen": blad.zonder_naam or bool(blad.leesbaar),
        "deelt": blad.dossier.soort != "signaal",
        "kruimels": _kruimels(request, blad),
    }
    return render(request, "delen/toestemmingen.html", inhoud, status=422 if form.is_bound else 200)


def _kruimels(request: Verzoek, blad: Toestemmingenblad) -> list[dict[str, str]]:
    dossier_id = blad.dossier.pk
    if blad.dossier.soort != "signaal":
        werk = hulp.werk_van(request.wie, dossier_id)
    else:
        signaal = signaal_van_dossier(request.wie, dossier_id)
        werk = {"naam": signaal.nummer, "url": reverse("signalen:detail", args=[signaal.pk])}
    return [*hulp.onder(request, werk), {"naam": _("Toestemmingen"), "url": ""}]


def _nieuw(c: dict[str, Any]) -> NieuweToestemming:
    return NieuweToestemming(
        doel=Toestemmingsdoel(c["doel"]),
        hoe=c["hoe"],
        woorden=c["woorden"],
        betrokkene=uuid.UUID(c["betrokkene"]) if c["betrokkene"] else None,
        ontvanger_id=c["ontvanger"],
        vervalt_op=c["vervalt_op"],
        door_wie=c["door_wie"],
        taal=c["taal"],
    )


def _rij(t: toestemmingen.OpenToestemming, personen: dict[str, str]) -> dict[str, Any]:
    gegevens = [
        {"naam": _("Van wie"), "waarde": personen.get(str(t.betrokkene), _("van niemand bij naam in dit dossier"))},
        *([{"naam": _("Met wie delen"), "waarde": t.ontvanger}] if t.ontvanger else []),
        {"naam": _("Gegeven"), "waarde": f"{datum(t.gegeven_op)}, {t.hoe}"},
        {"naam": _("Vraag en antwoord"), "waarde": t.woorden},
        *([{"naam": _("Taal"), "waarde": t.taal}] if t.taal else []),
        *([{"naam": _("Gegeven door"), "waarde": t.door_wie}] if t.door_wie else []),
        *([{"naam": _("Geldt tot"), "datum": t.vervalt_op}] if t.vervalt_op else []),
        *([{"naam": _("Ingetrokken"), "datum": t.ingetrokken_op}] if t.ingetrokken_op else []),
        *([{"naam": _("Reden"), "waarde": t.reden_einde}] if t.reden_einde else []),
    ]
    kop = _("%(doel)s, versie %(versie)d") % {"doel": _(t.doelnaam), "versie": t.versie}
    return {"kop": kop, "geldig": t.geldig, "open": t.ingetrokken_op is None, "id": t.id, "gegevens": gegevens}


@vereist("toestemming.vastleggen")
@require_POST
def intrekken(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Record that a consent was taken back. Nothing is asked: it is as easy as giving it."""
    toestemming = toestemmingen.trek_in(toestemming_id=pk, door=request.wie)
    messages.success(
        request,
        _(
            "Vastgelegd dat de toestemming is ingetrokken. Wat erop gedeeld werd, stopt. Werkt een ontvanger buiten "
            "Baken? Vraag die dan zelf om te stoppen."
        ),
    )
    return redirect("delen:toestemmingen", pk=toestemming.dossier_id)
