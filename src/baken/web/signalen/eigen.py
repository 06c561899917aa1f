"""The signed-in reporter follows own signalen: state, feedback, messages, and taking one back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.kern import klok
from baken.kern.fouten import OngeldigeInvoerError, OvergangNietToegestaanError
from baken.organisaties.selectors import contactpunten
from baken.referentie import selectors as referentie
from baken.signalen import selectors
from baken.signalen.services import behandelen
from baken.signalen.services import eigen as eigen_service
from baken.signalen.verloop import Status
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen import weergave
from baken.web.signalen.forms import Eigenberichtform, zet_fouten
from baken.web.templatetags.baken import datum, datum_kort


@vereist("signalen.eigen_volgen")
@require_safe
def eigen(request: Verzoek) -> HttpResponse:
    """List what the person reported, newest first."""
    tekst = request.GET.get("pagina", "")
    pagina = max(int(tekst), 1) if tekst.isascii() and tekst.isdigit() and len(tekst) < 5 else 1
    rijen, meer = selectors.eigen_signalen(request.wie, pagina=pagina)
    namen = referentie.namen()
    adres = reverse("signalen:eigen")
    inhoud = {
        "rijen": [
            {
                "cellen": [
                    {"tekst": s.nummer, "url": reverse("signalen:eigen_detail", args=[s.pk])},
                    {"tekst": _gemeld_op(s)},
                    {"tekst": _waar(s, namen)},
                    {
                        "badge": statustekst(s.status, gehoord=_gehoord(s)),
                        "soort": weergave.STATUSSOORT[Status(s.status)][0],
                    },
                    {"tekst": _had_moeten_horen(s)}
                    if _te_laat(s)
                    else {"termijn": s.terugkoppelen_voor, "klaar": _gehoord(s)},
                ],
                "te_laat": _te_laat(s),
            }
            for s in rijen
        ],
        "kolommen": [{"naam": naam} for naam in (_("Nummer"), _("Gemeld"), _("Waar"), _("Stand"), _("U hoort iets"))],
        "bellen": _bellen(request, any(map(_te_laat, rijen))),
        "vorige_url": f"{adres}?pagina={pagina - 1}" if pagina > 1 else "",
        "volgende_url": f"{adres}?pagina={pagina + 1}" if meer else "",
    }
    return render(request, "signalen/eigen.html", inhoud)


def _gehoord(signaal: Any) -> bool:
    return (
        signaal.teruggekoppeld_op is not None
        or not signaal.terugkoppeling_gewenst
        or signaal.status == Status.INGETROKKEN
    )


def _te_laat(signaal: Any) -> bool:
    return not _gehoord(signaal) and signaal.terugkoppelen_voor < klok.vandaag()


def _had_moeten_horen(signaal: Any) -> str:
    return _("U had uiterlijk %(dag)s iets moeten horen.") % {"dag": datum(signaal.terugkoppelen_voor)}


def _bellen(request: Verzoek, te_laat: bool) -> str:
    """Return whom to call when something is late; "" when nothing is."""
    if not te_laat:
        return ""
    punten = contactpunten(request.wie.organisatie_id)
    nummer = next((p.telefoon for p in punten if p.soort == "aandachtsfunctionaris"), "")
    if nummer:
        return _("Bel de aandachtsfunctionaris: %(nummer)s. Noem het nummer van uw signaal.") % {"nummer": nummer}
    return _("Bel de aandachtsfunctionaris van uw organisatie. Noem het nummer van uw signaal.")


def _gemeld_op(signaal: Any) -> str:
    """Return day and time: two signalen of one day differ in it, and it says nothing about anybody."""
    return f"{datum_kort(signaal.ontvangen_op)}, {signaal.ontvangen_op.astimezone(klok.TIJDZONE):%H:%M}"


def _waar(signaal: Any, namen: dict[str, str]) -> str:
    delen = (namen.get(signaal.subsector or signaal.sector, ""), namen.get(signaal.gemeente_code, ""))
    return ", ".join(filter(None, delen))


def statustekst(status: str, *, gehoord: bool = False) -> str:
    """Return the state as a reporter reads it: what happened with it inside stays inside.

    gehoord: whether nothing more is owed to the reporter; only then a closed signaal reads as closed.
    """
    if status == Status.GESLOTEN and gehoord:
        return _("Afgesloten")
    if status in {Status.ONTVANGEN, Status.INGETROKKEN}:
        return {Status.ONTVANGEN: _("Ontvangen"), Status.INGETROKKEN: _("Ingetrokken")}[Status(status)]
    return _("Wacht op uw antwoord") if status == Status.WACHT_OP_MELDER else _("Opgepakt")


def _blad(request: Verzoek, pk: int, form: Eigenberichtform, status: int = 200) -> HttpResponse:
    signaal, stand = selectors.eigen_stand(request.wie, pk)
    namen = referentie.namen()
    inhoud = {
        "signaal": signaal,
        "stand": stand,
        "form": form,
        "badge": {
            **weergave.statusbadge(signaal.status),
            "tekst": statustekst(signaal.status, gehoord=_gehoord(signaal)),
        },
        "mag_intrekken": signaal.status == Status.ONTVANGEN,
        "te_laat": _had_moeten_horen(signaal) if _te_laat(signaal) else "",
        "bellen": _bellen(request, _te_laat(signaal)),
        "sector": namen.get(signaal.subsector or signaal.sector, ""),
        "kruimels": [
            {"naam": _("Mijn signalen"), "url": reverse("signalen:eigen")},
            {"naam": signaal.nummer, "url": ""},
        ],
    }
    return render(request, "signalen/eigen_detail.html", inhoud, status=status)


@vereist("signalen.eigen_volgen")
@require_safe
def eigen_detail(request: Verzoek, pk: int) -> HttpResponse:
    """Show state, feedback and messages of an own signaal, never its assessment."""
    return _blad(request, pk, Eigenberichtform())


@vereist("signalen.eigen_volgen")
@require_POST
def bericht(request: Verzoek, pk: int) -> HttpResponse:
    """Send a message to the aandachtsfunctionaris."""
    form = Eigenberichtform(request.POST)
    if form.is_valid():
        try:
            eigen_service.schrijf(signaal_id=pk, tekst=form.cleaned_data["tekst"], door=request.wie)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            messages.success(request, _("Uw bericht is verstuurd."))
            return redirect("signalen:eigen_detail", pk=pk)
    return _blad(request, pk, form, status=422)


@vereist("signalen.intrekken")
@require_http_methods(["GET", "HEAD", "POST"])
def intrekken(request: Verzoek, pk: int) -> HttpResponse:
    """Take back an own signaal that nobody took up yet: it cannot be undone, so the page asks once more."""
    if request.method != "POST":
        signaal = selectors.eigen_signaal(request.wie, pk)
        if signaal.status != Status.ONTVANGEN:
            raise OvergangNietToegestaanError(signaal.status, "intrekken")
        return render(request, "signalen/eigen_intrekken.html", {"signaal": signaal})
    behandelen.trek_in(signaal_id=pk, door=request.wie)
    messages.success(request, _("U hebt dit signaal ingetrokken."))
    return redirect("signalen:eigen_detail", pk=pk)
