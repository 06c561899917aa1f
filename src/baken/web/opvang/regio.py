"""The region: whether there is room per kind of shelter; and who of the own clients waits."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.organisaties.besluit import rechten_voor
from baken.referentie import selectors as referentie
from baken.web.opvang import weergave
from baken.web.rechten import Verzoek, vereist
from baken.zorg import opvangblad as opvang
from baken.zorg.verloop_opvang import Plaatsingstatus


@vereist("opvang.overzicht")
@require_safe
def regiobeeld(request: Verzoek) -> HttpResponse:
    """Show yes, no or unknown per kind of shelter for tonight; never how many places, where or who."""
    namen = weergave.soortnamen()
    doelgroepen = {f.code: str(f.inhoud.get("doelgroep", "")) for f in referentie.feiten("opvang")}
    rijen = [
        {
            "cellen": [
                {"tekst": namen[str(r.soort)]},
                weergave.vrijbadge(r.vrij),
                {"tekst": _huizen(r)},
                {"tekst": capfirst(doelgroepen[str(r.soort)])},
                {"datum": r.bijgewerkt_op} if r.bijgewerkt_op else {"tekst": _("Niet vandaag")},
            ]
        }
        for r in opvang.regiobeeld(request.wie)
    ]
    kolommen = (_("Soort opvang"), _("Plek vannacht"), _("Voorzieningen"), _("Voor wie"), _("Bijgewerkt"))
    inhoud = {
        "kolommen": [{"naam": naam} for naam in kolommen],
        "rijen": rijen,
        "mag_zoeken": bool(rechten_voor(request.wie, "opvang.zoeken")),
        "mag_beheren": bool(rechten_voor(request.wie, "opvang.beheren")),
    }
    return render(request, "opvang/regio.html", inhoud)


def _huizen(regel: opvang.Regioregel) -> str:
    """Say how many houses said what, unless they are so few that it would tell of one house."""
    if not regel.huizen:
        return _("Geen in Baken")
    if regel.gezegd is None:
        return _("Minder dan %(n)d") % {"n": opvang.MINSTE_HUIZEN}
    zinnen = (f"{regel.gezegd[antwoord]} {_(antwoord.label).lower()}" for antwoord in regel.gezegd)
    return _("%(n)d: %(wat)s") % {"n": regel.huizen, "wat": ", ".join(zinnen)}


@vereist("opvang.zoeken")
@require_safe
def wachtlijst(request: Verzoek) -> HttpResponse:
    """Show who of the own clients waits for a place, and which noodbedden ask for a structural one. By number only."""
    overzicht, namen = opvang.wachtoverzicht(request.wie), weergave.soortnamen()
    urgentie = referentie.namen()
    wacht = [
        {
            "cellen": [
                {"tekst": w.traject.nummer, "url": reverse("plaatsing:zoeken", args=[w.traject_id])},
                {"tekst": namen.get(w.soort, w.soort)},
                {"tekst": urgentie.get(w.urgentie, w.urgentie)},
                {"datum": w.sinds},
            ]
        }
        for w in overzicht.wacht
    ]
    noodbedden = [
        {
            "te_laat": p.structureel_voor is not None and p.structureel_voor <= request.wie.vandaag,
            "cellen": [
                {"tekst": p.traject.nummer, "url": reverse("plaatsing:zoeken", args=[p.traject_id])},
                {"tekst": weergave.plekregel(p.plek, namen)["naam"]},
                {"datum": p.van},
                {"termijn": p.structureel_voor, "kalender": True},
            ],
        }
        for p in overzicht.noodbedden
    ]
    te_laat = [
        {
            "te_laat": True,
            "cellen": [
                {"tekst": p.traject.nummer, "url": reverse("plaatsing:verblijf", args=[p.pk])},
                {"tekst": weergave.plekregel(p.plek, namen)["naam"]},
                {"tekst": _("Vertrek") if p.status == Plaatsingstatus.VERBLIJFT else _("Aankomst")},
                {"datum": opvang.sinds_wanneer(p)},
                {"tekst": p.traject.coordinator.naam if p.traject.coordinator else _("Nog niemand")},
            ],
        }
        for p in opvang.te_late_verblijven(request.wie)
    ]
    inhoud = {
        "te_laat": te_laat,
        "laatkolommen": [
            {"naam": n} for n in (_("Traject"), _("Plek"), _("Niet vastgelegd"), _("Dag"), _("Coördinator"))
        ],
        "kruimels": [{"naam": _("Opvang"), "url": reverse("opvang:regiobeeld")}, {"naam": _("Wachtlijst"), "url": ""}],
        "wacht": wacht,
        "wachtkolommen": [{"naam": n} for n in (_("Traject"), _("Wacht op"), _("Hoe dringend"), _("Sinds"))],
        "noodbedden": noodbedden,
        "noodkolommen": [{"naam": n} for n in (_("Traject"), _("Noodbed"), _("Eerste nacht"), _("Vaste plek nodig"))],
    }
    return render(request, "opvang/wachtlijst.html", inhoud)
