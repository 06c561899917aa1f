"""Make or change a deelbesluit: choose the receiver, fill in one page, read the exact packet, confirm."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baken.dossiers import deelbesluiten
from baken.dossiers.deelblad import Besluitblad, Deelmap, besluitblad, deelmap
from baken.dossiers.fouten import IntussenGewijzigdError, VerstrekkingGeweigerdError
from baken.dossiers.pakket import TOELICHTING
from baken.dossiers.toestemmingen import OpenToestemming
from baken.dossiers.verstrekken import Getoetst, Voorstel
from baken.kern.fouten import OngeldigeInvoerError, OvergangNietToegestaanError, VerouderdError
from baken.organisaties.selectors import organisatie
from baken.referentie import selectors as referentie
from baken.web.delen import hulp
from baken.web.delen.besluiten import gegevens, over_personen
from baken.web.delen.forms import ZONDER, Deelbesluitform, Ontvangerform, over_een_maand
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen import overwie
from baken.web.signalen.forms import zet_fouten
from baken.web.signalen.forms_doorgeleiden import VRAAGT
from baken.web.signalen.routekeuzes import Grondslagkeuze, grondslagkeuzes
from baken.web.signalen.weergave import gegroepeerd
from baken.web.templatetags.baken import datum

VEROUDERD = gettext_lazy("Het dossier is intussen veranderd. Er is nog niets gedeeld. Lees het pakket van nu.")


@vereist("delen.voorbereiden")
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Choose a receiver, then fill in and confirm. Nothing is stored before the last step."""
    map_ = deelmap(request.wie, pk)
    if not map_.loopt:  # the page of what was shared says why
        return redirect("delen:dossier", pk=pk)
    mogelijk = hulp.ontvangers(request.wie)
    gekozen = request.GET.get("ontvanger", "")
    if gekozen not in mogelijk.alle:
        keuze = Ontvangerform(request.GET if "ontvanger" in request.GET else None, organisaties=mogelijk.kan)
        kruimels = hulp.kruimels(request, pk, _("Deel iets"))
        inhoud = {"form": keuze, "map": map_, "mogelijk": mogelijk, "kruimels": kruimels}
        return render(request, "delen/ontvanger.html", inhoud, status=422 if keuze.is_bound else 200)
    # Also when nothing can be shared with it any more: its page says why, and loses nothing that was typed.
    return _werk(request, map_, int(gekozen), None)


@vereist("delen.wijzigen")
@require_http_methods(["GET", "HEAD", "POST"])
def wijzigen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Make another packet of a deelbesluit that waits for a colleague."""
    blad = besluitblad(request.wie, pk)
    if not blad.mag["wijzigen"]:
        raise OvergangNietToegestaanError(blad.verstrekking.status, "wijzigen")
    map_ = deelmap(request.wie, blad.verstrekking.dossier_id)
    try:
        return _werk(request, map_, blad.verstrekking.ontvanger_id, blad)
    except IntussenGewijzigdError as fout:
        nu = besluitblad(request.wie, pk)
        return _werk(request, map_, nu.verstrekking.ontvanger_id, nu, intussen=str(fout.melding))


def _werk(
    request: Verzoek, map_: Deelmap, ontvanger_id: int, blad: Besluitblad | None, intussen: str = ""
) -> HttpResponse:
    """Show the form, or the packet of what was filled in, or make it.

    intussen: what to tell who edits when a colleague was first; then what was filled in is only shown again. Raises
    IntussenGewijzigdError.
    """
    form = _form(request, map_, ontvanger_id, blad)
    status, getoetst, verouderd = _status(request, intussen), None, intussen
    gezien = _gezien(request, blad, intussen)
    if status == 422 and form.is_valid():
        voorstel = _voorstel(request, form, ontvanger_id)
        try:
            _eis_ongewijzigd(blad, gezien)
            if hash_ := request.POST.get("pakket", ""):
                return _bevestig(request, map_, replace(voorstel, verwachte_hash=hash_[:64]), blad, gezien)
            getoetst, status = _bekijk(request, map_, voorstel), 200
        except VerstrekkingGeweigerdError as fout:
            form.add_error(None, fout.reden)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        except IntussenGewijzigdError:
            raise
        except VerouderdError:
            getoetst, status, verouderd = _bekijk(request, map_, voorstel), 409, str(VEROUDERD)
    ontvanger = organisatie(ontvanger_id)
    inhoud = {
        "form": form,
        "map": map_,
        "ontvanger": ontvanger,
        "blad": blad,
        "kan_niet": _grondslagen(request, ontvanger_id)[1],
        "kruimels": hulp.kruimels(request, map_.dossier.pk, ontvanger.naam),
        "verouderd": verouderd,
        "niemand": _(map_.niemand) if map_.niemand else "",
        "gezien": gezien,
        "gegevens": gegevens(blad.verstrekking, blad) if blad is not None and intussen else None,
    }
    if getoetst is not None:
        nummers = [n for persoon, n in map_.nummers.items() if persoon in (getoetst.personen or ())]
        inhoud |= {**_voorbeeld(request, getoetst), "over_personen": over_personen(nummers)}
    sjabloon = "delen/voorbeeld.html" if getoetst is not None else "delen/opstellen.html"
    return render(request, sjabloon, inhoud, status=status)


def _status(request: Verzoek, intussen: str) -> int:
    """Return the answer to a page: 422 is one that was filled in, until it turns out to be right."""
    if intussen:
        return 409
    return 422 if request.method == "POST" and not request.POST.get("vorige") else 200


def _gezien(request: Verzoek, blad: Besluitblad | None, intussen: str) -> str:
    """Return what the person who edits has seen: on an answer what the form says, otherwise how it is now."""
    if request.method == "POST" and not intussen:
        return request.POST.get("gezien", "")
    return blad.afdruk if blad is not None else ""


def _eis_ongewijzigd(blad: Besluitblad | None, gezien: str) -> None:
    """Raise IntussenGewijzigdError when what is edited is not what was seen any more."""
    if blad is not None and gezien != blad.afdruk:
        raise IntussenGewijzigdError


def _grondslagen(request: Verzoek, ontvanger_id: int) -> tuple[list[Grondslagkeuze], list[Grondslagkeuze]]:
    """Return the grondslagen for this receiver that carry data of persons, and which of those cannot be used now."""
    kan, kan_niet = grondslagkeuzes(request.wie, organisatie(ontvanger_id).soort, ontvanger_id)
    return [g for g in kan if g.veldgroepen], [g for g in kan_niet if g.veldgroepen]


def _form(request: Verzoek, map_: Deelmap, ontvanger_id: int, blad: Besluitblad | None) -> Deelbesluitform:
    kan, _kan_niet = _grondslagen(request, ontvanger_id)
    namen = referentie.namen()
    mag = {over for _groep, over in map_.paren}  # of whose part nothing may be shared, is no choice
    personen = [(wie, nummer, [deel for deel in delen if deel in mag]) for wie, nummer, delen in map_.personen]
    gekozen = request.POST.get("toestemming_id")  # stays a choice when it was taken back meanwhile: the gate says so
    voor_deze = [t for t in map_.toestemmingen if t.ontvanger_id == ontvanger_id and (t.geldig or str(t.id) == gekozen)]
    return Deelbesluitform(
        request.POST if request.method == "POST" else None,
        grondslagen=kan,
        personen=overwie.keuzes(personen, namen),
        groepen=sorted({groep for groep, _deel in map_.paren}),
        toestemmingen=[(str(t.id), _toestemmingkeuze(t, map_)) for t in voor_deze],
        met_vorm=map_.met_vorm,
        initial=_begin(blad, map_),
    )


def _toestemmingkeuze(gegeven: OpenToestemming, map_: Deelmap) -> str:
    nummer = map_.nummers.get(gegeven.betrokkene) if gegeven.betrokkene else None
    wie = _(" van persoon %(nummer)d") % {"nummer": nummer} if nummer is not None else ""
    terug = _(", ingetrokken %(dag)s") % {"dag": datum(gegeven.ingetrokken_op)} if gegeven.ingetrokken_op else ""
    return _("Gegeven %(dag)s%(wie)s, versie %(versie)d%(terug)s") % {
        "dag": datum(gegeven.gegeven_op),
        "wie": wie,
        "versie": gegeven.versie,
        "terug": terug,
    }


def _begin(blad: Besluitblad | None, map_: Deelmap) -> dict[str, Any]:
    if blad is None:
        return {"geldig_tot": over_een_maand()}
    v = blad.voorstel
    return {
        "doel": v.doel,
        "grondslag": v.grondslag_id,
        "toestemming_id": str(v.toestemming_id or ZONDER),
        "noodreden": v.noodreden,
        "over_wie": _eerder_gekozen(v, map_),
        "veldgroepen": sorted(v.veldgroepen),
        "vorm": v.vorm,
        "live": v.live,
        "geldig_tot": v.geldig_tot,
        "toelichting": next((r.tekst for r in blad.regels or () if r.kop == TOELICHTING), ""),
        "motivering": v.motivering,
    }


def _eerder_gekozen(voorstel: Voorstel, map_: Deelmap) -> list[str]:
    """Return the codes of whom a deelbesluit was about, of who is still there."""
    codes = overwie.keuzes(map_.personen, {})
    if voorstel.gekozen is None:
        return overwie.bij_delen(codes, sorted(voorstel.over_wie))
    return [f"{deel}:{wie}" for wie, deel in voorstel.gekozen]


def _voorstel(request: Verzoek, form: Deelbesluitform, ontvanger_id: int) -> Voorstel:
    """Return what was chosen; what belongs to another kind of basis than the chosen one is left out."""
    c = form.cleaned_data
    kan, _kan_niet = _grondslagen(request, ontvanger_id)
    soort = next(g.soort for g in kan if g.pk == c["grondslag"])
    vraagt = {veld for veld, soorten in VRAAGT.items() if soort in soorten}
    gekozen = (c.get("toestemming_id") or ZONDER) if "toestemming" in vraagt else ZONDER
    return Voorstel(
        ontvanger_id=ontvanger_id,
        grondslag_id=c["grondslag"],
        veldgroepen=frozenset(c["veldgroepen"]),
        doel=c["doel"],
        **overwie.lees(c["over_wie"]),
        toestemming=c["toestemming"] if "toestemming" in vraagt and gekozen == ZONDER else "",
        noodreden=c["noodreden"] if "noodreden" in vraagt else "",
        toelichting=c["toelichting"],
        toestemming_id=None if gekozen == ZONDER else uuid.UUID(gekozen),
        vorm=c.get("vorm", False),
        live=c["live"],
        geldig_tot=c["geldig_tot"],
        motivering=c["motivering"],
    )


def _bekijk(request: Verzoek, map_: Deelmap, voorstel: Voorstel) -> Getoetst:
    return deelbesluiten.bekijk(dossier_id=map_.dossier.pk, voorstel=voorstel, door=request.wie)


def _voorbeeld(request: Verzoek, getoetst: Getoetst) -> dict[str, Any]:
    """Return what the last step shows, with everything that was typed to send it along once more."""
    getypt = [
        (naam, waarde)
        for naam, waarden in request.POST.lists()
        if naam not in {"csrfmiddlewaretoken", "inzending", "pakket", "vorige"}
        for waarde in waarden
    ]
    return {
        "getoetst": getoetst,
        "groepen": gegroepeerd(getoetst.regels),
        "getypte_velden": getypt,
        "pakket": getoetst.voorstel.verwachte_hash,
        "inzending": uuid.uuid4(),  # made with the page: a second click on its button shares nothing twice
    }


def _inzending(ruw: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(ruw)
    except ValueError:
        return None


def _bevestig(
    request: Verzoek, map_: Deelmap, voorstel: Voorstel, blad: Besluitblad | None, gezien: str
) -> HttpResponse:
    if blad is not None:
        besluit = deelbesluiten.wijzig(
            verstrekking_id=blad.verstrekking.pk, voorstel=voorstel, gezien=gezien, door=request.wie
        )
    else:
        besluit = deelbesluiten.stel_op(
            dossier_id=map_.dossier.pk,
            voorstel=voorstel,
            door=request.wie,
            inzending=_inzending(request.POST.get("inzending", "")),
        )
    if besluit.status == "wacht_akkoord":
        messages.success(request, _("Het deelbesluit wacht op akkoord van een collega. Er is nog niets gedeeld."))
    elif besluit.buiten_baken:
        messages.success(request, _("Het pakket staat klaar. Geef het zelf, en leg vast hoe, wanneer en aan wie."))
    elif besluit.live:
        messages.success(request, _("Het pakket is verstuurd. Meelezen kan pas als de ontvanger het aanneemt."))
    else:
        messages.success(request, _("Het pakket is verstuurd."))
    return redirect("delen:besluit", pk=besluit.pk)
