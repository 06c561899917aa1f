"""The larger acts on a traject, each on a page of its own, because each is a decision or a long form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baken.casussen.rules.zicht import DADERAANPAK
from baken.dossiers.inhoud import OpenBetrokkene
from baken.dossiers.soorten import Toestemmingsdoel
from baken.kern.fouten import NietGevondenError
from baken.referentie import selectors as referentie
from baken.web.rechten import Verzoek, vereist
from baken.web.zorg import weergave
from baken.web.zorg.dossier import met_versie
from baken.web.zorg.forms import (
    Aanmeldform,
    Clientform,
    Intakeform,
    Nazorgform,
    Redenform,
    Sluitform,
    Startform,
)
from baken.web.zorg.handelingen import gedaan
from baken.zorg.blad import Trajectblad, trajectblad
from baken.zorg.gegevens import Aanmelding
from baken.zorg.herkomst import afkomst, persoon_uit_casus, slachtoffers_en_daders
from baken.zorg.services import aanmelden as aanmelddienst
from baken.zorg.services import intake as intakedienst
from baken.zorg.services import loop
from baken.zorg.soorten import Antwoord, Doelgroep
from baken.zorg.verloop import Trajectstatus

_BEIDE = require_http_methods(["GET", "HEAD", "POST"])


@vereist("trajecten.aanmelden")
@_BEIDE
def aanmelden(request: Verzoek) -> HttpResponse:
    """Take a client in."""
    gepost = request.method == "POST"
    vraag = request.POST if gepost else request.GET
    casus = afkomst(request.wie, _getal(vraag.get("casus", "")))
    begin: dict[str, Any] = (
        {} if gepost or casus is None else _uit_casus(request, casus.pk, _getal(vraag.get("persoon", "")))
    )
    form = Aanmeldform(request.POST if gepost else None, initial={**begin, "casus": casus.pk if casus else None})
    uit: dict[str, Any] = {}

    def doe(d: dict[str, Any]) -> None:
        uit["traject"] = aanmelddienst.meld_aan(aanmelding=aanmelding_uit(form, d), door=request.wie)

    status = gedaan(form, doe) if gepost else 200
    if status == 0:
        messages.success(request, _("Traject %(nummer)s is begonnen.") % {"nummer": uit["traject"].nummer})
        return redirect("zorg:detail", pk=uit["traject"].pk)
    inhoud = {
        "form": form,
        "casus": casus,
        "overgenomen": bool(begin),
        "personen": slachtoffers_en_daders(request.wie, casus.pk) if casus and not gepost and not begin else [],
        "kruimels": [{"naam": _("Zorg"), "url": reverse("zorg:caseload")}, {"naam": _("Cliënt aannemen"), "url": ""}],
    }
    return render(request, "zorg/aanmelden.html", inhoud, status=status)


def aanmelding_uit(form: Aanmeldform, d: dict[str, Any]) -> Aanmelding:
    """Return what a filled form says about a new client."""
    groep = Doelgroep(d["doelgroep"])
    ja = d["akkoord"] == "ja"
    return Aanmelding(
        groep,
        form.client(str(groep)),
        toelichting=d["toelichting"],
        aanmelder=d["aanmelder"],
        vormen=tuple(d["vormen"]),
        casus_id=d["casus"],
        toestemming=d["woorden"] if ja else "",
        hoe=d["hoe"] if ja else "",
        door_wie=d["door_wie"] if ja else "",
        waarom_zonder="" if ja else d["waarom_zonder"],
    )


def _getal(tekst: str) -> int:
    """Return a number from an address, 0 when it is none."""
    return int(tekst) if tekst.isascii() and tekst.isdigit() and len(tekst) < 10 else 0


def _uit_casus(request: Verzoek, casus_id: int, nummer: int) -> dict[str, Any]:
    """Return what the casus knows of a person, to start from. That the identity was shown is a line there."""
    persoon = persoon_uit_casus(request.wie, casus_id, nummer) if nummer else None
    if persoon is None:
        return {}
    dader = persoon.deel in DADERAANPAK.delen
    return {"doelgroep": str(Doelgroep.DADER if dader else Doelgroep.SLACHTOFFER), **clientvelden(persoon)}


def clientvelden(c: OpenBetrokkene) -> dict[str, Any]:
    """Return a person as the fields of a form about a client hold it."""
    wie, bereik = c.groepen.get("identiteit", {}), c.groepen.get("contact", {})
    return {
        "leeftijdsgroep": c.leeftijdsgroep,
        "geslacht": c.geslacht,
        "nationaliteit": c.nationaliteit,
        **{veld: wie.get(veld, "") for veld in ("naam", "geboortedatum", "document")},
        **{veld: bereik.get(veld, "") for veld in ("telefoon", "email")},
        "hulp": c.groepen.get("zorg", {}).get("omschrijving", ""),
    }


@dataclass(frozen=True)
class _Stap:
    """A page with one form. past: whether the traject stands where this act begins."""

    voor: str
    sjabloon: str
    gelukt: str
    deel: str = "overzicht"
    past: Callable[[Trajectblad], bool] = lambda _blad: True


def _in(*standen: Trajectstatus) -> Callable[[Trajectblad], bool]:
    return lambda blad: blad.traject.status in standen


def _pagina(request: Verzoek, blad: Trajectblad, form: forms.Form, status: int, stap: _Stap) -> HttpResponse:
    met_versie(request, form, blad.traject.versie)
    namen = referentie.namen()
    inhoud = {**weergave.kop(blad, stap.deel, namen), "form": form}
    return render(request, f"zorg/{stap.sjabloon}.html", inhoud, status=status)


def _doe_stap(
    request: Verzoek,
    pk: int,
    stap: _Stap,
    maak: Callable[[Any, Trajectblad], forms.Form],
    doe: Callable[[dict[str, Any], Trajectblad, forms.Form], object],
) -> HttpResponse:
    """Show the page of a step, and do its act when it is posted."""
    recht = f"trajecten.{stap.voor}"
    blad = trajectblad(request.wie, pk, voor=recht, onthul=stap.sjabloon == "client_wijzigen")
    gepost = request.method == "POST"
    if not gepost and not (blad.mag[stap.voor] and stap.past(blad)):
        return redirect("zorg:detail", pk=pk)  # somebody was first
    form = maak(request.POST if gepost else None, blad)
    status = gedaan(form, lambda d: doe(d, blad, form)) if gepost else 200
    if status == 0:
        messages.success(request, stap.gelukt)
        antwoord = redirect("zorg:detail", pk=pk)
        antwoord.headers["Location"] += "" if stap.deel == "overzicht" else f"?deel={stap.deel}"
        return antwoord
    if gepost:
        blad = trajectblad(request.wie, pk, voor=recht)
    return _pagina(request, blad, form, status, stap)


@vereist("trajecten.begeleiden")
@_BEIDE
def intake(request: Verzoek, pk: int) -> HttpResponse:
    """Record an intake, or correct it."""

    def maak(data: Any, blad: Trajectblad) -> Intakeform:
        return Intakeform(data, initial=_intakebegin(blad))

    def doe(d: dict[str, Any], blad: Trajectblad, form: Any) -> None:
        nieuw = intakedienst.Intake(form.profiel(blad.profiel), d["verslag"])
        intakedienst.doe_intake(traject_id=pk, versie=d["versie"], intake=nieuw, door=request.wie)

    stap = _Stap("begeleiden", "intake", _("De intake is vastgelegd."), deel="client")
    return _doe_stap(request, pk, stap, maak, doe)


def _intakebegin(blad: Trajectblad) -> dict[str, Any]:
    """Return what is known already; the words of an earlier intake stay where they are."""
    p = blad.profiel
    kinderen = "" if p.kinderen is None else str(Antwoord.JA if p.kinderen else Antwoord.NEE)
    banden = {g.code: g for g in referentie.leeftijdsgroepen()}
    leeftijden = ", ".join(str(banden[code].van) for code in p.kinderen or () if code in banden)
    velden = ("verblijf", "ingeschreven", "ingeschreven_in", "aangetroffen_in", "woont_in", "werkt_in")
    return {
        "versie": blad.traject.versie,
        **{veld: getattr(p, veld) for veld in (*velden, "inzet", "taal", "tolk")},
        "kinderen_bekend": kinderen,
        "kinderen": leeftijden,
        "contra_gevraagd": p.contra_indicaties is not None,
        "contra_indicaties": list(p.contra_indicaties or ()),
    }


@vereist("trajecten.begeleiden")
@_BEIDE
def client(request: Verzoek, pk: int) -> HttpResponse:
    """Correct who the client is. The form shows the identity, so that is a line as well."""

    def maak(data: Any, blad: Trajectblad) -> Clientform:
        return Clientform(data, initial=_clientbegin(blad))

    def doe(d: dict[str, Any], blad: Trajectblad, form: Any) -> None:
        nieuw = form.client(blad.traject.doelgroep)
        intakedienst.werk_client_bij(traject_id=pk, versie=d["versie"], client=nieuw, door=request.wie)

    stap = _Stap("begeleiden", "client_wijzigen", _("De gegevens van de cliënt zijn bijgewerkt."), deel="client")
    return _doe_stap(request, pk, stap, maak, doe)


def _clientbegin(blad: Trajectblad) -> dict[str, Any]:
    if blad.client is None:
        raise NietGevondenError
    return {"versie": blad.traject.versie, **clientvelden(blad.client)}


def _met_versie(soort: type[forms.Form]) -> Callable[[Any, Trajectblad], forms.Form]:
    return lambda data, blad: soort(data, initial={"versie": blad.traject.versie})


@vereist("trajecten.begeleiden")
@_BEIDE
def starten(request: Verzoek, pk: int) -> HttpResponse:
    """Start the help after the intake."""

    def doe(d: dict[str, Any], blad: Trajectblad, form: Any) -> None:
        loop.start(traject_id=pk, versie=d["versie"], waarom_zonder=d.get("waarom_zonder", ""), door=request.wie)

    def maak(data: Any, blad: Trajectblad) -> Startform:
        form = Startform(data, initial={"versie": blad.traject.versie})
        if any(t.geldig and t.doel == Toestemmingsdoel.ZORG for t in blad.toestemmingen):
            del form.fields["waarom_zonder"]
        return form

    stap = _Stap("begeleiden", "starten", _("De hulp is gestart."), past=_in(Trajectstatus.INTAKE))
    return _doe_stap(request, pk, stap, maak, doe)


@vereist("trajecten.begeleiden")
@_BEIDE
def niet_starten(request: Verzoek, pk: int) -> HttpResponse:
    """Say that it does not come to help."""

    def maak(data: Any, blad: Trajectblad) -> Sluitform:
        form = Sluitform(data, initial={"versie": blad.traject.versie})
        form.fields["reden"].required = True
        return form

    def doe(d: dict[str, Any], blad: Trajectblad, form: Any) -> None:
        loop.niet_starten(
            traject_id=pk,
            versie=d["versie"],
            afsluitreden=d["afsluitreden"],
            reden=d["reden"],
            door=request.wie,
        )

    stap = _Stap(
        "begeleiden",
        "niet_starten",
        _("Dit traject start niet. De bewaartermijn loopt nu."),
        past=_in(Trajectstatus.AANGEMELD, Trajectstatus.INTAKE),
    )
    return _doe_stap(request, pk, stap, maak, doe)


@vereist("trajecten.begeleiden")
@_BEIDE
def nazorg(request: Verzoek, pk: int) -> HttpResponse:
    """Go on with aftercare."""

    def doe(d: dict[str, Any], blad: Trajectblad, form: Any) -> None:
        loop.naar_nazorg(traject_id=pk, versie=d["versie"], tot=d["tot"], afspraken=d["afspraken"], door=request.wie)

    stap = _Stap("begeleiden", "nazorg", _("De nazorg is begonnen."), past=_in(Trajectstatus.LOPEND))
    return _doe_stap(request, pk, stap, _met_versie(Nazorgform), doe)


@vereist("trajecten.begeleiden")
@_BEIDE
def verder(request: Verzoek, pk: int) -> HttpResponse:
    """Take full help up again from aftercare."""

    def doe(d: dict[str, Any], blad: Trajectblad, form: Any) -> None:
        loop.terug_uit_nazorg(traject_id=pk, versie=d["versie"], reden=d["reden"], door=request.wie)

    stap = _Stap("begeleiden", "verder", _("De hulp gaat weer verder."), past=_in(Trajectstatus.NAZORG))
    return _doe_stap(request, pk, stap, _met_versie(Redenform), doe)


@vereist("trajecten.afsluiten")
@_BEIDE
def sluiten(request: Verzoek, pk: int) -> HttpResponse:
    """Close a traject; say what is open and ask why."""

    def maak(data: Any, blad: Trajectblad) -> Sluitform:
        form = Sluitform(data, initial={"versie": blad.traject.versie})
        form.fields["reden"].required = bool(blad.openstaand)
        return form

    def doe(d: dict[str, Any], blad: Trajectblad, form: Any) -> None:
        loop.sluit(
            traject_id=pk,
            versie=d["versie"],
            afsluitreden=d["afsluitreden"],
            reden=d["reden"],
            door=request.wie,
        )

    stap = _Stap("afsluiten", "sluiten", _("Dit traject is gesloten. De bewaartermijn loopt nu."))
    return _doe_stap(request, pk, stap, maak, doe)


@vereist("trajecten.heropenen")
@_BEIDE
def heropenen(request: Verzoek, pk: int) -> HttpResponse:
    """Take a closed traject up again."""

    def doe(d: dict[str, Any], blad: Trajectblad, form: Any) -> None:
        loop.heropen(traject_id=pk, versie=d["versie"], reden=d["reden"], door=request.wie)

    stap = _Stap("heropenen", "heropenen", _("Dit traject is heropend."))
    return _doe_stap(request, pk, stap, _met_versie(Redenform), doe)
