"""The public pages: meldroute, doors, advice, meldcode and the report form. No session, no cookie."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from baken.kern.fouten import NietGevondenError, ZegelOngeldigError, ZegelVerlopenError
from baken.kern.versleuteling import open_zegel, verzegel
from baken.organisaties.selectors import EERSTE_DEUR, gemeenten_in_baken
from baken.referentie import selectors as referentie
from baken.signalen.gegevens import NieuwSignaal
from baken.signalen.services.adviesvraag import tel_adviesvraag
from baken.signalen.services.melden import meld_zonder_account
from baken.web.context import Link
from baken.web.melden.concept import GELDIG
from baken.web.melden.contacten import contacten, kies
from baken.web.melden.deuren import DOELGROEPEN, OVER, doelgroep, is_open, organisatie_met_meldroute
from baken.web.melden.herkomst import publiek_formulier
from baken.web.melden.stappen import Deur
from baken.web.melden.wizard import ONGELDIG, VERLOPEN, Loket, behandel
from baken.web.rechten import publiek


@lru_cache(maxsize=1024)
def _adres(naam: str, *delen: str) -> str:
    """Return the address of a public page; it is the same for every visitor, so it is made once."""
    return reverse(naam, args=delen)


def kader(organisatie: Any, *kruimels: tuple[str, str]) -> dict[str, Any]:
    """Return what every public page of an organisation shows around its content."""
    begin = _adres("melden:organisatie", organisatie.code)
    pad = tuple(Link(naam, url) for naam, url in ((_("Meldroute"), begin), *kruimels))
    return {
        "organisatie": organisatie,
        "organisatie_naam": organisatie.naam,
        "publiek_start_url": begin,
        "kruimels": pad if kruimels else (),
    }


@publiek
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Let the visitor choose the gemeente."""
    return render(request, "melden/start.html", {"organisaties": gemeenten_in_baken()})


@publiek
@require_safe
def organisatie(request: HttpRequest, organisatie: str) -> HttpResponse:
    """The first page of the meldroute: danger first, then four doors."""
    gemeente = organisatie_met_meldroute(organisatie)
    alle = contacten(gemeente.pk)
    inhoud = kader(gemeente) | {"contacten": kies(alle, "meld_adviespunt", "aandachtsfunctionaris")}
    return render(request, "melden/organisatie.html", inhoud)


@publiek
@require_safe
def zelf(request: HttpRequest, organisatie: str) -> HttpResponse:
    """It is about me or someone close to me: whom to call; no form needed."""
    gemeente = organisatie_met_meldroute(organisatie)
    gekozen = kies(contacten(gemeente.pk), *EERSTE_DEUR, "veilig_thuis", "politie")
    inhoud = kader(gemeente, (_("Hulp voor uzelf of iemand dichtbij"), "")) | {
        "contacten": [contact for contact in gekozen if contact.te_bereiken],
        "ontbreekt": [contact for contact in gekozen if not contact.te_bereiken],
    }
    return render(request, "melden/zelf.html", inhoud)


@publiek
@require_safe
def wie_bent_u(request: HttpRequest, organisatie: str, over: str) -> HttpResponse:
    """Ask in which role somebody reports, before the form of that door opens."""
    gemeente = organisatie_met_meldroute(organisatie)
    if over not in OVER:
        raise NietGevondenError
    inhoud = kader(gemeente, (_("Melden over %(wat)s") % {"wat": OVER[over]}, "")) | {
        "over": OVER[over],
        "deuren": [
            {
                "naam": d.naam,
                "uitleg": d.uitleg if is_open(gemeente, d) else _("U leest hier bij wie u terechtkunt."),
                "icoon": d.icoon,
                "url": _adres("melden:formulier", gemeente.code, over, d.code),
            }
            for d in DOELGROEPEN.values()
        ],
    }
    return render(request, "melden/wie_bent_u.html", inhoud)


@publiek_formulier
@require_http_methods(["GET", "HEAD", "POST"])
def formulier(request: HttpRequest, organisatie: str, over: str, deur: str) -> HttpResponse:
    """The report form of a door; a closed door says where somebody can go instead."""
    gemeente = organisatie_met_meldroute(organisatie)
    groep = doelgroep(deur)
    if over not in OVER:
        raise NietGevondenError
    vorige = (_("Melden over %(wat)s") % {"wat": OVER[over]}, _adres("melden:wie_bent_u", gemeente.code, over))
    inhoud = kader(gemeente, vorige, (str(groep.naam), ""))
    if not is_open(gemeente, groep):
        elders = {"groep": groep, "contacten": kies(contacten(gemeente.pk), *groep.wijst_naar)}
        return render(request, "melden/gesloten.html", inhoud | elders, status=403 if request.method == "POST" else 200)
    loket = Loket(
        Deur(groep.kanaal, gemeente.pk, gemeente.gemeente_code, plek_eerst=over == "plek"),
        partial(_neem_aan, gemeente),
        inhoud
        | {
            "basis": "baken/publiek.html",
            "openbaar": True,
            "titel": _("Signaal melden"),
            "begin_url": _adres("melden:formulier", gemeente.code, over, groep.code),
        },
    )
    return behandel(request, loket)


def _neem_aan(gemeente: Any, nieuw: NieuwSignaal, vooraf: dict[str, Any]) -> Any:
    return meld_zonder_account(nieuw, organisatie=gemeente)


@publiek_formulier
@require_http_methods(["GET", "HEAD", "POST"])
def advies(request: HttpRequest, organisatie: str) -> HttpResponse:
    """Only advice: nothing is asked and nothing on the person is stored; the question is counted."""
    gemeente = organisatie_met_meldroute(organisatie)
    doel = f"advies|{gemeente.pk}"
    inhoud = kader(gemeente, (_("Alleen advies"), ""))
    if request.method != "POST":
        return render(request, "melden/advies.html", inhoud | {"zegel": verzegel({}, doel=doel)})
    try:
        open_zegel(request.POST.get("zegel", ""), doel=doel, max_leeftijd=GELDIG)
    except ZegelVerlopenError:
        return _opnieuw(request, inhoud, VERLOPEN, "verlopen")
    except ZegelOngeldigError:
        return _opnieuw(request, inhoud, ONGELDIG, "ongeldig")
    tel_adviesvraag(organisatie_id=gemeente.pk)
    soorten = ("aandachtsfunctionaris", "meld_adviespunt", "veilig_thuis")
    return render(
        request, "melden/advies.html", inhoud | {"geteld": True, "contacten": kies(contacten(gemeente.pk), *soorten)}
    )


def _opnieuw(request: HttpRequest, inhoud: dict[str, Any], status: int, wat: str) -> HttpResponse:
    eigen = {
        "basis": "baken/publiek.html",
        "openbaar": True,
        "titel": _("Alleen advies"),
        "wat": wat,
        "begin_url": request.path,
    }
    return render(request, "melden/probleem.html", inhoud | eigen, status=status)


@publiek
@require_safe
def meldcode(request: HttpRequest, organisatie: str) -> HttpResponse:
    """The five steps of the meldcode, whom it binds, and Veilig Thuis."""
    gemeente = organisatie_met_meldroute(organisatie)
    inhoud = kader(gemeente, (_("Meldcode"), "")) | {
        "meldcodestappen": referentie.feiten("meldcodestap"),
        "sectoren": referentie.meldcodesectoren(),
        "contacten": kies(contacten(gemeente.pk), "veilig_thuis"),
    }
    return render(request, "melden/meldcode.html", inhoud)
