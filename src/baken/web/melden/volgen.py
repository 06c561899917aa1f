"""Follow a report with the receipt code. The code is typed, and travels on sealed in a hidden field."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baken.kern import klok
from baken.kern.fouten import (
    NietGevondenError,
    OngeldigeInvoerError,
    TeVeelPogingenError,
    ZegelOngeldigError,
    ZegelVerlopenError,
)
from baken.kern.versleuteling import open_zegel, verzegel
from baken.signalen.services.behandelen import MAX_BERICHT
from baken.signalen.volgen import Stand, schrijf_als_melder, volg
from baken.web.formulieren import BakenForm
from baken.web.melden.forms import Lang
from baken.web.melden.herkomst import publiek_formulier
from baken.web.velden import Tekst

DOEL = "volgen"
GELDIG = timedelta(hours=1)


class CodeForm(BakenForm):
    """The receipt code as somebody types it."""

    code = Tekst(
        label=gettext_lazy("Uw ontvangstcode"),
        help_text=gettext_lazy("Zestien letters en cijfers. Streepjes en spaties mag u weglaten."),
        max_tekens=64,
    )
    verplicht = {"code": gettext_lazy("Vul uw ontvangstcode in.")}


class BerichtForm(BakenForm):
    """A message to the aandachtsfunctionaris."""

    tekst = Lang(
        label=gettext_lazy("Uw bericht"),
        help_text=gettext_lazy("De aandachtsfunctionaris of de vervanger leest dit."),
        max_tekens=MAX_BERICHT,
    )
    verplicht = {"tekst": gettext_lazy("Schrijf eerst uw bericht.")}


@publiek_formulier
@require_http_methods(["GET", "HEAD", "POST"])
def volgen(request: HttpRequest) -> HttpResponse:
    """Ask for the code, show state, feedback and messages, take a message."""
    if request.method != "POST":
        return _vraag_code(request, CodeForm())
    if "zegel" not in request.POST:
        return _met_code(request)
    try:
        inhoud = open_zegel(request.POST["zegel"], doel=DOEL, max_leeftijd=GELDIG)
        code, formulier = str(inhoud["code"]), UUID(inhoud["formulier"])
    except (ZegelVerlopenError, ZegelOngeldigError, KeyError, ValueError):
        return _te_lang_open(request)
    if request.POST.get("actie") == "bericht":
        return _bericht(request, code, formulier)
    getypt = request.POST.get("tekst", "").strip()
    form = BerichtForm(initial={"tekst": getypt})
    return _toon(request, code, volg(code), form, bericht="bewaard" if getypt else "")


def _te_lang_open(request: HttpRequest) -> HttpResponse:
    """Ask the code again and keep the message that was typed: nothing was sent, and nothing is lost."""
    tekst = request.POST.get("tekst", "").strip()
    zin = _("Deze pagina stond te lang open. Vul uw code opnieuw in.")
    form = CodeForm({"code": ""})
    form.errors["code"] = form.error_class([f"{zin} {_('Uw bericht staat er nog.')}" if tekst else zin])
    return _vraag_code(request, form, status=409)


def _met_code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _vraag_code(request, form, status=422)
    try:
        stand = volg(form.cleaned_data["code"])
    except NietGevondenError:
        form.add_error("code", _("Deze code kennen wij niet. Kijk of u alle zestien tekens goed hebt overgenomen."))
        return _vraag_code(request, form, status=422)
    except TeVeelPogingenError as fout:
        form.add_error(
            "code",
            _("Er is te vaak een verkeerde code ingevuld. Wacht een minuut. Een goede code werkt altijd meteen."),
        )
        antwoord = _vraag_code(request, form, status=429)
        antwoord.headers["Retry-After"] = str(fout.wacht_seconden)
        return antwoord
    bewaard = request.POST.get("bewaard", "")
    leeg = BerichtForm(initial={"tekst": bewaard})
    return _toon(request, form.cleaned_data["code"], stand, leeg, bericht="bewaard" if bewaard else "")


def _bericht(request: HttpRequest, code: str, formulier: UUID) -> HttpResponse:
    form = BerichtForm(request.POST)
    if form.is_valid():
        try:
            stand = schrijf_als_melder(code, form.cleaned_data["tekst"], formulier=formulier)
        except OngeldigeInvoerError as fout:
            form.add_error(None, [tekst for teksten in fout.fouten.values() for tekst in teksten])
        else:
            return _toon(request, code, stand, BerichtForm(), bericht="verstuurd")
    return _toon(request, code, volg(code), form, status=422)


def _vraag_code(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    """Show the page that asks the code; a message that was typed before travels along until it can be sent."""
    bewaard = (request.POST.get("bewaard") or request.POST.get("tekst") or "").strip()
    return render(request, "melden/volgen.html", {"form": form, "bewaard": bewaard}, status=status)


def _toon(
    request: HttpRequest,
    code: str,
    stand: Stand,
    form: BerichtForm,
    *,
    status: int = 200,
    bericht: str = "",
) -> HttpResponse:
    """Show what the code opens. Each page gives the message that is typed on it an own id, sealed with the code.

    bericht: what became of a message: "verstuurd", "bewaard" (typed before, not sent yet) or nothing.
    """
    inhoud: dict[str, Any] = {
        "stand": stand,
        "form": form,
        "zegel": verzegel({"code": code, "formulier": str(uuid4())}, doel=DOEL),
        "bericht": bericht,
        "te_laat": stand.hoort_voor is not None and stand.hoort_voor < klok.vandaag(),
    }
    return render(request, "melden/stand.html", inhoud, status=status)
