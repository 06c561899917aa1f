"""How shelter looks on the page: badges, conditions in words, and why a place fits or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from baken.referentie import selectors as referentie
from baken.zorg.opvangblad import Opvangblad
from baken.zorg.opvanggegevens import voorwaarden_van
from baken.zorg.rules.opvang import COSM, Leeftijd, Voorstel, Voorwaarden
from baken.zorg.rules.passend import GESLACHTEN, INZET
from baken.zorg.rules.verblijf import NAMEN, Verblijf
from baken.zorg.soorten import Antwoord
from baken.zorg.verloop_opvang import Plaatsingstatus

_VRIJ = {Antwoord.JA: ("goed", "check"), Antwoord.NEE: ("fout", "x"), Antwoord.ONBEKEND: ("", "help-circle")}
_STAND = {
    Plaatsingstatus.GERESERVEERD: ("info", "calendar"),
    Plaatsingstatus.VERBLIJFT: ("goed", "home"),
    Plaatsingstatus.BEEINDIGD: ("", "circle-check"),
    Plaatsingstatus.GEANNULEERD: ("", "ban"),
}
_EERST = (False, None, True)  # what stands in the way is read first
_REDEN = {True: ("goed", "check", "Past"), None: ("let-op", "help-circle", "Nagaan"), False: ("fout", "x", "Past niet")}


def vrijbadge(vrij: str) -> dict[str, str]:
    """Return yes, no or unknown as a cell of a table shows it."""
    antwoord = Antwoord(vrij)
    soort, icoon = _VRIJ[antwoord]
    return {"badge": _(antwoord.label), "soort": soort, "icoon": icoon}


def standbadge(status: str) -> dict[str, str]:
    """Return the badge of a stay."""
    stand = Plaatsingstatus(status)
    soort, icoon = _STAND[stand]
    return {"badge": _(stand.label), "soort": soort, "icoon": icoon}


def soortnamen() -> dict[str, str]:
    """Return the name of each kind of shelter by code."""
    return {f.code: f.naam for f in referentie.feiten("opvang")}


def _gemeenten(codes: frozenset[str], namen: Mapping[str, str]) -> str:
    return ", ".join(sorted(namen.get(code, code) for code in codes))


def voorwaarden(v: Voorwaarden) -> list[dict[str, Any]]:
    """Return conditions in words; what is no condition is said too, so that nobody has to guess."""
    namen, iedereen, onbekend = referentie.namen(), _("Maakt niet uit"), _("Niet bekend")
    wie = onbekend if v.geslachten is None else ", ".join(GESLACHTEN.get(g, g) for g in sorted(v.geslachten))
    contra = onbekend if v.contra is None else ", ".join(namen.get(c, c) for c in sorted(v.contra))
    kinderen = onbekend if v.kinderen_mee is None else _("Ja") if v.kinderen_mee else _("Nee")
    return [
        {"naam": _("Leeftijd"), "waarde": _("Minderjarig") if v.leeftijd == Leeftijd.MINDERJARIG else _("Volwassen")},
        {"naam": _("Voor wie"), "waarde": capfirst(wie) or _("Iedereen")},
        {"naam": _("Verblijf"), "waarde": ", ".join(NAMEN[w] for w in Verblijf if w in v.verblijf) or iedereen},
        {"naam": _("Vorm"), "waarde": ", ".join(namen.get(c, c) for c in sorted(v.vormen)) or iedereen},
        {"naam": _("Woont, werkt of aangetroffen in"), "waarde": _gemeenten(v.gemeenten, namen) or iedereen},
        {"naam": _("Aangetroffen in"), "waarde": _gemeenten(v.aangetroffen, namen) or iedereen},
        {"naam": _("Ingezet door"), "waarde": ", ".join(INZET.get(i, i) for i in sorted(v.inzet)) or iedereen},
        {"naam": _("Neemt niet aan"), "waarde": contra or _("Neemt iedereen aan")},
        {"naam": _("Kinderen mee"), "waarde": kinderen},
    ]


def plekregel(plek: Any, namen: Mapping[str, str]) -> dict[str, Any]:
    """Return how a place is called: facility, place and kind."""
    return {"naam": f"{plek.voorziening.naam}, {plek.code}", "soort": namen.get(plek.voorziening.soort, "")}


def voorstel(v: Voorstel, blad: Opvangblad, namen: Mapping[str, str]) -> dict[str, Any]:
    """Return one place of a list with every reason, and where it is booked when that can be."""
    plek = blad.plekken[v.aanbod.plek_id]
    redenen = []
    for reden in sorted(v.oordeel.redenen, key=lambda r: _EERST.index(r.uitkomst)):
        soort, icoon, woord = _REDEN[reden.uitkomst]
        redenen.append(
            {"tekst": reden.tekst, "bron": str(reden.bron), "soort": soort, "icoon": icoon, "woord": _(woord)}
        )
    kan = blad.mag_plaatsen and not v.oordeel.grens and v.aanbod.vrij is not False
    eerst = blad.eerst_comensha if kan and plek.voorziening.soort in COSM else ""
    adres = reverse("plaatsing:boeken", args=[blad.traject.pk, plek.pk])
    return {
        **plekregel(plek, namen),
        "huis": plek.voorziening.naam,
        "code": plek.code,
        "noodbed": plek.noodbed,
        "noodbed_nachten": plek.voorziening.noodbed_nachten,
        "redenen": redenen,
        "tegen": [r for r in redenen if r["soort"] != _REDEN[True][0]],
        "mee": [r for r in redenen if r["soort"] == _REDEN[True][0]],
        "boek_url": f"{adres}?{nachten(blad.van, blad.tot)}" if kan and not eerst else "",
        "eerst": eerst,
        "noot": plek.voorziening.doelgroepnoot,
        "gegevens": voorwaarden(voorwaarden_van(plek)),
    }


def voorstellen(lijst: Sequence[Voorstel], blad: Opvangblad, namen: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return a list of places; those of one facility with the very same reasons together, each to be booked."""
    samen: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for v in lijst:
        plek = blad.plekken[v.aanbod.plek_id]
        samen.setdefault((plek.voorziening_id, plek.noodbed, v.oordeel), []).append(voorstel(v, blad, namen))
    return [
        {
            **delen[0],
            "naam": f"{delen[0]['huis']}, {get_text_list([d['code'] for d in delen], _('en'))}",
            "boekingen": [{"code": d["code"], "url": d["boek_url"]} for d in delen if d["boek_url"]],
        }
        for delen in samen.values()
    ]


def nachten(van: date, tot: date) -> str:
    """Return nights as the query of an address."""
    velden = {"van_dag": van.day, "van_maand": van.month, "van_jaar": van.year, "nachten": (tot - van).days}
    return urlencode(velden)


def kruimels(nummer: str, traject_id: int, *verder: str) -> list[dict[str, str]]:
    """Return the path to a page of shelter of one client."""
    pad = [
        {"naam": _("Zorg"), "url": reverse("zorg:caseload")},
        {"naam": nummer, "url": reverse("zorg:detail", args=[traject_id])},
        {"naam": _("Opvang"), "url": reverse("plaatsing:zoeken", args=[traject_id])},
        *({"naam": naam, "url": ""} for naam in verder),
    ]
    return [*pad[:-1], {**pad[-1], "url": ""}]
