"""Doorgeleiding in steps: receivers, then per receiver basis and fields, process direction, the exact packets.

The draft travels sealed in the form, so that nothing is stored before the last step and no id in it can be changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baken.dossiers.fouten import VerstrekkingGeweigerdError
from baken.dossiers.pakket import GROEPNAMEN, KERN
from baken.dossiers.verloop import LOPEND
from baken.dossiers.verstrekken import Getoetst, toets_voorstel
from baken.kern.fouten import OngeldigeInvoerError, OvergangNietToegestaanError, VerouderdError
from baken.keten.rules import VELDGROEPEN
from baken.referentie import selectors as referentie
from baken.signalen import selectors
from baken.signalen.rules.doorgeleiding import verhaal_vraagt_lezen
from baken.signalen.selectors import Dossierblad
from baken.signalen.services import doorgeleiden as service
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen import bladweergave, routekeuzes, weergave
from baken.web.signalen.doorgeefconcept import VELDEN, Concept, open_concept
from baken.web.signalen.forms_doorgeleiden import Deelform, Leesform, Ontvangersform, Regieform, leesveld
from baken.web.signalen.routekeuzes import Grondslagkeuze


@dataclass
class Gang:
    """One request through the steps."""

    request: Verzoek
    blad: Dossierblad
    concept: Concept
    heeft_regisseur: bool
    al: frozenset[int]  # receivers that have the signaal: while nobody directs, one of them can be asked to
    verlopen: bool = False  # the draft was open for too long: what was chosen is shown again, nothing is done

    @property
    def doel(self) -> str:
        """What the draft is sealed for: this signaal and this person."""
        return f"doorgeleiding/{self.blad.signaal.pk}/{self.request.wie.medewerker_id}"

    def stappen(self) -> list[str]:
        """Return the steps, one per receiver in the middle."""
        delen = [f"deel{n}" for n in range(len(self.concept.delen))]
        al_gekozen = any(d["ontvanger"] in self.al for d in self.concept.delen)
        regie = ["regie"] if len(delen) > 1 and not (self.heeft_regisseur or al_gekozen) else []
        return ["ontvangers", *delen, *regie, "controle"]

    def eerste_onaf(self) -> str:
        """Return the first step in which something must still be chosen; empty when all are ready."""
        zonder_regie = "regie" in self.stappen() and self.concept.regie is None
        return self.concept.onvolledig() or ("regie" if zonder_regie else "")


def _begin(request: Verzoek, pk: int) -> Gang:
    blad = selectors.dossierblad(request.wie, pk, voor="signalen.doorgeleiden")
    if not bladweergave.mag_door(blad):
        raise OvergangNietToegestaanError(blad.signaal.status, "doorgeleiden")
    lopend = [v for v, _antwoorden in blad.verstrekkingen if v.status in LOPEND]
    al = frozenset(v.ontvanger_id for v in lopend)
    gang = Gang(request, blad, Concept(blad.signaal.versie), any(v.procesregie for v in lopend), al)
    if gesloten := request.POST.get("concept", ""):
        gang.concept, gang.verlopen = open_concept(gesloten, gang.doel, blad.signaal.versie)
    return gang


@vereist("signalen.doorgeleiden")
@require_http_methods(["GET", "POST"])
def doorgeleiden(request: Verzoek, pk: int) -> HttpResponse:
    """Walk through the steps; the last one passes the signaal on."""
    gang = _begin(request, pk)
    stap = request.POST.get("stap", "ontvangers")
    if request.method != "POST" or stap not in gang.stappen() or (stap != "ontvangers" and not gang.concept.delen):
        return _toon(gang, "ontvangers")
    if gang.verlopen:  # nothing is sent; the same step with what was typed, and the packets of now at the end
        return _toon(gang, stap, _form(gang, stap, request.POST), status=409)
    if request.POST.get("vorige"):
        _bewaar(gang, stap, _form(gang, stap, request.POST))
        return _toon(gang, gang.stappen()[max(gang.stappen().index(stap) - 1, 0)])
    if stap == "controle":
        return _toon(gang, onaf, status=422) if (onaf := gang.eerste_onaf()) else _geef_door(gang)
    form = _form(gang, stap, request.POST)
    if form is None or not form.is_valid() or not _past(gang, stap, form):
        return _toon(gang, stap, form, status=422)
    _bewaar(gang, stap, form)
    return _toon(gang, gang.stappen()[gang.stappen().index(stap) + 1])


def _form(gang: Gang, stap: str, data: Any = None) -> forms.Form | None:
    """Return the form of a step, filled from the draft."""
    door, concept = gang.request.wie, gang.concept
    if stap == "ontvangers":
        gekozen = {d["ontvanger"] for d in concept.delen}
        soorten = routekeuzes.soortkeuzes(door, gang.blad, gekozen)
        begin = {
            s.veld: [pk for pk, _naam in s.keuzes if pk in gekozen] if gekozen else _vooraf_gekozen(gang, s)
            for s in soorten
        }
        elders = "" if gekozen else routekeuzes.voorgestelde_gemeente(gang.blad)
        return Ontvangersform(data, soorten=soorten, initial={**begin, "andere_gemeente": elders})
    if stap.startswith("deel"):
        return _deelform(gang, concept.delen[int(stap[4:])], data)
    if stap == "regie":
        namen = [(d["ontvanger"], routekeuzes.naam_van(d["ontvanger"])) for d in concept.delen]
        return Regieform(data, ontvangers=namen, initial={"regie": concept.regie or _voorgestelde_regie(gang)})
    return None


def _vooraf_gekozen(gang: Gang, soort: routekeuzes.Soortkeuze) -> list[int]:
    """Return the only organisation of a proposed kind that never got the signaal; who refused it is no default."""
    gehad = {v.ontvanger_id for v, _antwoorden in gang.blad.verstrekkingen}
    nieuw = [pk for pk, _naam in soort.keuzes if pk not in gehad]
    return nieuw if soort.voorstel and len(nieuw) == 1 and soort.soort != routekeuzes.GEMEENTE else []


def _grondslagen(gang: Gang, deel: dict[str, Any]) -> tuple[list[Grondslagkeuze], list[Grondslagkeuze]]:
    jong = routekeuzes.kan_minderjarig_zijn(gang.blad)
    return routekeuzes.grondslagkeuzes(gang.request.wie, deel["soort"], deel["ontvanger"], minderjarig=jong)


def _vraag_over_gemeente(gang: Gang, deel: dict[str, Any]) -> str:
    """Return what is unusual about this gemeente, "" for another receiver or for the one where it happens."""
    lopend = [v for v, _antwoorden in gang.blad.verstrekkingen if v.status in LOPEND]
    ids = [d["ontvanger"] for d in gang.concept.delen]
    return service.vragen_over_gemeenten(gang.blad.signaal, ids, lopend).get(deel["ontvanger"], "")


def _deelform(gang: Gang, deel: dict[str, Any], data: Any) -> Deelform:
    grondslagen, _kan_niet = _grondslagen(gang, deel)
    personen = routekeuzes.personen_in(gang.blad, referentie.namen())
    begin = (
        {naam: deel[naam] for naam in VELDEN}
        if "grondslag" in deel
        else routekeuzes.begin_van_deel(routekeuzes.voorstellen(gang.blad).get(deel["soort"]), grondslagen, personen)
    )
    vraagt_reden = bool(_vraag_over_gemeente(gang, deel))
    return Deelform(data, grondslagen=grondslagen, personen=personen, vraagt_reden=vraagt_reden, initial=begin)


def _voorgestelde_regie(gang: Gang) -> int | None:
    soort = next((s for s, r in routekeuzes.voorstellen(gang.blad).items() if r.procesregie), "")
    return next((d["ontvanger"] for d in gang.concept.delen if d["soort"] == soort), None)


def _past(gang: Gang, stap: str, form: forms.Form) -> bool:
    """Ask the gate while there is still something to choose. Its reason lands on the form."""
    if isinstance(form, Ontvangersform) and sum(pk in gang.al for _soort, pk in form.gekozen()) > 1:
        form.add_error(None, _("Kies hoogstens één organisatie die het signaal al heeft. Die krijgt de procesregie."))
        return False
    if isinstance(form, Ontvangersform) and (code := form.cleaned_data["andere_gemeente"]):
        form.van_elders, reden = routekeuzes.gemeente_van_elders(gang.request.wie, gang.blad, code)
        if reden:
            form.add_error("andere_gemeente", reden)
        return not reden
    if not stap.startswith("deel"):
        return True
    deel = {**gang.concept.delen[int(stap[4:])], **_uit(form)}
    try:
        toets_voorstel(Concept(0, [deel]).voorstellen()[0], (), door=gang.request.wie)
    except VerstrekkingGeweigerdError as fout:
        form.add_error(_veld_bij(gang, deel), fout.reden)
        return False
    return True


def _veld_bij(gang: Gang, deel: dict[str, Any]) -> str | None:
    """Return the field where a refusal of the gate belongs; None when it is about the receiver or the afspraak."""
    grondslagen, _kan_niet = _grondslagen(gang, deel)
    gekozen = next((g for g in grondslagen if g.pk == deel["grondslag"]), None)
    if gekozen is None:
        return None
    if not set(deel["veldgroepen"]) <= gekozen.veldgroepen:
        return "veldgroepen"
    return {"toestemming": "toestemming", "nood": "noodreden", "plicht": "noodreden"}.get(gekozen.soort)


def _uit(form: forms.Form) -> dict[str, Any]:
    return {naam: form.cleaned_data.get(naam, anders) for naam, anders in VELDEN.items()}


def _bewaar(gang: Gang, stap: str, form: forms.Form | None) -> None:
    """Put what was chosen in a step into the draft; what is wrong is not kept when going back."""
    if form is None or not form.is_valid():
        return
    concept = gang.concept
    if isinstance(form, Ontvangersform):
        oud = {d["ontvanger"]: d for d in concept.delen}
        concept.delen = [oud.get(pk, {"soort": soort, "ontvanger": pk}) for soort, pk in form.gekozen()]
        gekozen = [d["ontvanger"] for d in concept.delen]
        if concept.regie not in gekozen:
            concept.regie = None
        concept.regie = next((pk for pk in gekozen if pk in gang.al), concept.regie)
    elif isinstance(form, Deelform):
        concept.delen[int(stap[4:])].update(_uit(form))
    else:
        concept.regie = form.cleaned_data["regie"]


def _geef_door(gang: Gang) -> HttpResponse:
    """Pass on exactly what was shown. The gate asks again; a refusal stores nothing."""
    pk = gang.blad.signaal.pk
    form = _leesform(gang, gang.request.POST)
    if not form.is_valid():
        return _toon(gang, "controle", form, status=422)
    for deel in gang.concept.delen:
        deel["gelezen"] = bool(form.cleaned_data.get(leesveld(deel["ontvanger"])))
    try:
        service.leid_door(
            signaal_id=pk, voorstellen=gang.concept.voorstellen(), versie=gang.concept.versie, door=gang.request.wie
        )
    except (VerstrekkingGeweigerdError, VerouderdError, OngeldigeInvoerError) as fout:
        return _geweigerd(gang, fout)
    messages.success(
        gang.request, _("Het signaal is doorgegeven. Kijk bij Nog te doen of u nog een pakket zelf moet geven.")
    )
    return redirect("signalen:detail", pk=pk)


def _leesform(gang: Gang, data: Any = None) -> Leesform:
    """Return the boxes of the packets whose story must be read before it goes out."""
    in_dossier = [(b.id, b.deel) for b in gang.blad.inhoud.betrokkenen if b.id is not None]
    wie = [v.wie_van(in_dossier) for v in gang.concept.voorstellen()]
    te_lezen = [
        (d["ontvanger"], routekeuzes.naam_van(d["ontvanger"]))
        for d, over in zip(gang.concept.delen, wie, strict=True)
        if d["verhaal"]
        and verhaal_vraagt_lezen(
            d["soort"], over_wie=over, in_dossier={b for b, _deel in in_dossier}, veldgroepen=d["veldgroepen"]
        )
    ]
    return Leesform(data, ontvangers=te_lezen)


def _geweigerd(gang: Gang, fout: Exception) -> HttpResponse:
    """Say what stands in the way; the draft stays, with the version of now, so that choosing again is enough."""
    gang.concept.versie = gang.blad.signaal.versie
    reden = _("Het dossier is veranderd nadat u de pakketten bekeek.")
    if isinstance(fout, VerstrekkingGeweigerdError):
        reden = fout.reden
    elif isinstance(fout, OngeldigeInvoerError):
        reden = " ".join(zin for zinnen in fout.fouten.values() for zin in zinnen)
    inhoud = {
        **bladweergave.kop(gang.blad, gang.request.wie.vandaag),
        "reden": reden,
        "concept": gang.concept.verzegel(gang.doel),
        "laatste": gang.stappen()[-2],
    }
    return render(gang.request, "signalen/doorgeleiden_geweigerd.html", inhoud, status=409)


def _toon(gang: Gang, stap: str, form: forms.Form | None = None, status: int = 200) -> HttpResponse:
    inhoud: dict[str, Any] = {
        **bladweergave.kop(gang.blad, gang.request.wie.vandaag),
        "stap": stap,
        "soort_stap": stap.rstrip("0123456789"),
        "onaf": status == 422 and form is None,
    }
    if stap in {"regie", "controle"} and (onvolledig := gang.concept.onvolledig()):
        return _toon(gang, onvolledig, status=status)
    if stap == "controle":
        gang.concept.versie = gang.blad.signaal.versie  # what is shown now is what may be confirmed
        if gang.concept.regie is None and not gang.heeft_regisseur and len(gang.concept.delen) == 1:
            gang.concept.regie = gang.concept.delen[0]["ontvanger"]
        try:
            getoetst = service.bekijk_pakketten(
                signaal_id=gang.blad.signaal.pk, voorstellen=gang.concept.voorstellen(), door=gang.request.wie
            )
        except (VerstrekkingGeweigerdError, OngeldigeInvoerError) as fout:
            return _geweigerd(gang, fout)
        for deel, g in zip(gang.concept.delen, getoetst, strict=True):
            deel["hash"] = g.voorstel.verwachte_hash
        inhoud["form"] = form = form or _leesform(gang)
        inhoud["pakketten"] = [_pakket(g, form) for g in getoetst]
    else:
        inhoud["form"] = form or _form(gang, stap)
    if stap == "ontvangers":
        inhoud["soorten"] = getattr(inhoud["form"], "soorten", [])
    if stap.startswith("deel"):
        deel = gang.concept.delen[int(stap[4:])]
        inhoud["ontvanger"] = routekeuzes.naam_van(deel["ontvanger"])
        inhoud["minderjarig"] = routekeuzes.kan_minderjarig_zijn(gang.blad)
        inhoud["kan_niet"] = _grondslagen(gang, deel)[1]
        inhoud["gemeentevraag"] = _vraag_over_gemeente(gang, deel)
    inhoud["stappen"] = _stappen(gang, stap)
    inhoud["verlopen"] = gang.verlopen
    inhoud["concept"] = gang.concept.verzegel(gang.doel)
    return render(gang.request, "signalen/doorgeleiden.html", inhoud, status=status)


def _pakket(g: Getoetst, form: forms.Form) -> dict[str, Any]:
    """Return a packet as the page shows it, with the groups that were chosen and of which nothing is known."""
    gevuld = {r.groep for r in g.regels}
    leeg = [GROEPNAMEN[groep].lower() for groep in VELDGROEPEN if groep in g.voorstel.veldgroepen - gevuld]
    veld = leesveld(g.ontvanger.pk)
    return {
        "leeg": ", ".join(leeg),
        "mist": g.mist,
        "gemeentereden": g.voorstel.gemeentereden,
        "zonder_verhaal": gevuld == {KERN} and not g.voorstel.toelichting.strip(),
        "leesveld": form[veld] if veld in form.fields else None,
        "ontvanger": g.ontvanger.naam,
        "buiten_baken": g.buiten_baken,
        "grondslag": g.grondslag.naam,
        "afspraak": bool(g.afspraak_id),
        "afspraak_naam": g.afspraak_naam,
        "doel": g.voorstel.doel,
        "procesregie": g.voorstel.procesregie,
        "toestemming": g.voorstel.toestemming if g.grondslag.soort == "toestemming" else "",
        "noodreden": g.voorstel.noodreden if g.grondslag.soort in {"nood", "plicht"} else "",
        "groepen": weergave.gegroepeerd(g.regels),
        "hash": g.voorstel.verwachte_hash,
    }


def _stappen(gang: Gang, stap: str) -> list[dict[str, Any]]:
    alle = gang.stappen() if gang.concept.delen else ["ontvangers", "gegevens", "controle"]
    namen = {
        "ontvangers": _("Ontvangers"),
        "regie": _("Procesregie"),
        "controle": _("Controleren"),
        "gegevens": _("Gegevens"),
    }
    nu = alle.index(stap)
    return [
        {
            "naam": namen.get(s) or routekeuzes.naam_van(gang.concept.delen[int(s[4:])]["ontvanger"]),
            "klaar": n < nu,
            "nu": n == nu,
        }
        for n, s in enumerate(alle)
    ]
