"""How what goes to CoMensha looks on the page: badges, tables, and each record in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.referentie import selectors as referentie
from baken.web.templatetags.baken import datum
from baken.web.zorg.comensha_forms import HULPVRAGEN
from baken.zorg.aanleveringen import SOORTNAMEN, Aanleversoort, Antwoordregel, keuzes, vragen
from baken.zorg.comenshablad import TABS, Aanlevering, Aanleverlijst, Comenshablad
from baken.zorg.verloop_comensha import Aanleverstatus

_S = Aanleverstatus
_BADGES = {
    _S.CONCEPT: ("info", "file-text"),
    _S.KLAAR: ("let-op", "checklist"),
    _S.VERZONDEN: ("info", "send"),
    _S.BEVESTIGD: ("goed", "circle-check"),
    _S.INGETROKKEN: ("", "ban"),
}
GEEN_TOESTEMMING = {"badge": gettext_lazy("Geen toestemming meer"), "soort": "fout", "icoon": "hand-stop"}
TABNAMEN = {"voorbereiden": "Voorbereiden", "klaar": "Klaar", "verzonden": "Verzonden", "gedaan": "Gedaan"}
LEEG = {
    "voorbereiden": ("Er is niets in voorbereiding", "Begin op de pagina van een traject."),
    "klaar": ("Er staat niets klaar", "Is alles ingevuld? Zet het klaar op de pagina van het traject."),
    "verzonden": ("Er is niets onderweg", "Wat u aan CoMensha gaf, staat hier tot CoMensha het bevestigt."),
    "gedaan": ("Er is nog niets bevestigd of ingetrokken", "Wat klaar is, vindt u hier terug."),
}


def badge(status: str) -> dict[str, str]:
    """Return the badge of a state, as a cell of a table shows it."""
    stand = Aanleverstatus(status)
    soort, icoon = _BADGES[stand]
    return {"badge": _(stand.label), "soort": soort, "icoon": icoon}


def te_kiezen(rijen: Sequence[Any]) -> list[tuple[str, str]]:
    """Return what may be put in a file: id and words. The number of the traject stays in Baken."""
    return [(str(r.pk), _naam(r)) for r in rijen if not _mist_toestemming(r)]


def _mist_toestemming(rij: Any) -> bool:
    """Say whether a row of the list cannot go on because its consent ended. A registration rests on none."""
    return getattr(rij, "zonder_toestemming", False) and rij.status in {_S.CONCEPT, _S.KLAAR}


def _naam(rij: Any) -> str:
    jaar = f" · {rij.jaar}" if hasattr(rij, "jaar") else ""
    return f"{rij.kenmerk} · {rij.traject.nummer}{jaar}"


def lijst(gevonden: Aanleverlijst, soort: Aanleversoort, tab: str) -> dict[str, Any]:
    """Return what the list shows."""
    adres = reverse("comensha:lijst")
    kolommen = [_("Traject"), _("Kenmerk"), _("Stand"), _("Gemaakt"), _("Gegeven")]
    if soort == Aanleversoort.REGISTRATIE:
        kolommen.insert(1, _("Jaar"))
    return {
        "tabs": [
            {
                "naam": _(naam),
                "url": f"{adres}?soort={soort}&tab={code}",
                "actief": code == tab,
                "aantal": gevonden.aantallen[code],
            }
            for code, naam in TABNAMEN.items()
            if code in TABS
        ],
        "soorten": [
            {"naam": naam, "url": f"{adres}?soort={code}", "actief": code == soort} for code, naam in SOORTNAMEN.items()
        ],
        "kolommen": [{"naam": naam} for naam in kolommen],
        "rijen": [_rij(r, soort) for r in gevonden.rijen],
        "leeg": LEEG[tab],
        "poort": gevonden.poort,
        "tab": tab,
    }


def _rij(rij: Any, soort: Aanleversoort) -> dict[str, Any]:
    cellen: list[dict[str, Any]] = [
        {"tekst": rij.traject.nummer, "url": reverse("comensha:traject", args=[rij.traject_id])},
        {"tekst": rij.kenmerk},
        GEEN_TOESTEMMING if _mist_toestemming(rij) else badge(rij.status),
        {"datum": rij.gemaakt_op},
        {"datum": rij.verzonden_op} if rij.verzonden_op else {"tekst": _("Nog niet")},
    ]
    if soort == Aanleversoort.REGISTRATIE:
        cellen.insert(1, {"tekst": str(rij.jaar)})
    return {"cellen": cellen}


def kop(blad: Comenshablad, *, onder: str = "") -> dict[str, Any]:
    """Return the head of every page of one traject. onder: how the page below that of the traject is called."""
    terug = reverse("comensha:traject", args=[blad.traject.pk]) if onder else ""
    return {
        "blad": blad,
        "traject": blad.traject,
        "mag": blad.mag,
        "kruimels": [
            {"naam": _("CoMensha"), "url": reverse("comensha:lijst")},
            {"naam": blad.traject.nummer, "url": terug},
            *([{"naam": onder, "url": ""}] if onder else []),
        ],
    }


def pagina(blad: Comenshablad) -> dict[str, Any]:
    """Return what the page of one traject shows: both records side by side."""
    return {
        **kop(blad),
        "kanten": [_kant(blad, soort, rijen) for soort, rijen in _beide(blad)],
        "beperkt": datum(blad.beperkt_op) if blad.beperkt_op else "",
    }


def _beide(blad: Comenshablad) -> list[tuple[Aanleversoort, Sequence[Aanlevering]]]:
    return [(Aanleversoort.REGISTRATIE, blad.registraties), (Aanleversoort.HULPVRAAG, blad.hulpvragen)]


def _kant(blad: Comenshablad, soort: Aanleversoort, rijen: Sequence[Aanlevering]) -> dict[str, Any]:
    registratie = soort == Aanleversoort.REGISTRATIE
    taak = {f.code: f for f in referentie.feiten("comensha_taak")}
    feit = taak["CM-TAAK-REGISTRATIE" if registratie else "CM-TAAK-HULP"]
    return {
        "soort": str(soort),
        "naam": SOORTNAMEN[soort],
        "doel": feit.naam,
        "uitleg": feit.omschrijving,
        "poort": blad.poorten[soort],
        "grondslag": taak["CM-GRONDSLAG"] if registratie else None,
        "toestemming": None if registratie else blad.toestemming,
        "kaarten": [kaart(een, blad) for een in rijen],
        "nieuw": _nieuw(blad, soort, rijen),
    }


def _nieuw(blad: Comenshablad, soort: Aanleversoort, rijen: Sequence[Aanlevering]) -> list[dict[str, str]]:
    """Return what can be started: name and address."""
    if blad.beperkt_op:
        return []
    if soort == Aanleversoort.REGISTRATIE:
        adres = reverse("comensha:registratie", args=[blad.traject.pk])
        zin = _("Begin de registratie over %(jaar)s")
        mag = blad.mag["registreren"]
        return [{"naam": zin % {"jaar": jaar}, "url": f"{adres}?jaar={jaar}"} for jaar in blad.jaren if mag]
    bezig = any(een.rij.status in {_S.CONCEPT, _S.KLAAR} for een in rijen)
    if bezig or blad.toestemming is None or not blad.mag["hulp_vragen"]:
        return []
    return [{"naam": _("Begin een hulpvraag"), "url": reverse("comensha:hulpvraag", args=[blad.traject.pk])}]


def kaart(een: Aanlevering, blad: Comenshablad) -> dict[str, Any]:
    """Return one record in words, with what is missing and what can be done with it."""
    rij, soort = een.rij, een.soort
    teksten = vragen() if soort == Aanleversoort.REGISTRATIE else HULPVRAGEN
    adres = reverse(f"comensha:{soort}", args=[blad.traject.pk])
    stil = soort == Aanleversoort.HULPVRAAG and rij.status in {_S.CONCEPT, _S.KLAAR}
    geen_toestemming = blad.geen_toestemming if stil else ""
    if soort == Aanleversoort.REGISTRATIE:
        adres += f"?jaar={rij.jaar}"  # type: ignore[union-attr]  # a registration has a year
    return {
        "titel": _titel(rij),
        "kenmerk": rij.kenmerk,
        "badge": GEEN_TOESTEMMING if geen_toestemming else badge(rij.status),
        "geen_toestemming": geen_toestemming,
        "gegevens": _in_woorden(een, teksten) if rij.inhoud is not None else [],
        "ontbreekt": [_(teksten[veld][0]) for veld in een.ontbreekt],
        "antwoorden": [_antwoord(regel) for regel in een.antwoorden],
        "data": _data(een),
        "versie": rij.versie,
        "pk": rij.pk,
        "wijzig_url": adres if rij.status == _S.CONCEPT else "",
        "kan": _kan(een, blad, soort),
        "heeft_bestand": een.heeft_bestand,
        "teruggenomen": een.teruggenomen,
        "dubbel": een.dubbel,
    }


def _antwoord(regel: Antwoordregel) -> dict[str, str]:
    dag = datum(date.fromisoformat(regel.op)) if regel.op else ""
    return {"wanneer": ", ".join(filter(None, (dag, regel.door))), "tekst": regel.tekst}


def _titel(rij: Any) -> str:
    if hasattr(rij, "jaar"):
        return _("Over %(jaar)s") % {"jaar": rij.jaar}
    return _("Van %(dag)s") % {"dag": datum(rij.gemaakt_op)}


def _kan(een: Aanlevering, blad: Comenshablad, soort: Aanleversoort) -> dict[str, str]:
    """Return the address of each act that fits now: name of the act -> address."""
    mag = blad.mag["registreren" if soort == Aanleversoort.REGISTRATIE else "hulp_vragen"]
    stand = een.rij.status
    tegen = blad.beperkt_op or (soort == Aanleversoort.HULPVRAAG and blad.geen_toestemming)
    past = {
        "klaar": mag and stand == _S.CONCEPT and not een.ontbreekt and not tegen,
        "terug": mag and stand == _S.KLAAR,
        "verzonden": blad.mag["uitleveren"] and stand == _S.KLAAR and een.heeft_bestand and not tegen,
        "bevestigd": blad.mag["uitleveren"] and stand == _S.VERZONDEN and not een.teruggenomen,
        "antwoord": blad.mag["uitleveren"] and stand in {_S.VERZONDEN, _S.BEVESTIGD} and een.rij.inhoud is not None,
        "intrekken": mag and stand in {_S.CONCEPT, _S.KLAAR, _S.VERZONDEN},
    }
    return {naam: reverse(f"comensha:{soort}_{naam}", args=[een.rij.pk]) for naam, kan in past.items() if kan}


def _data(een: Aanlevering) -> list[dict[str, Any]]:
    rij = een.rij
    dagen = [(_("Gegeven aan CoMensha"), rij.verzonden_op), (_("Bevestigd door CoMensha"), rij.bevestigd_op)]
    return [{"naam": naam, "datum": dag} for naam, dag in dagen if dag]


def _in_woorden(een: Aanlevering, teksten: Any) -> list[dict[str, Any]]:
    """Return each answer in the words of its list."""
    lijsten = keuzes(een.soort)
    uit = []
    for veld, waarde in asdict(een.gegevens).items():
        woorden = lijsten[veld]
        gekozen = waarde if isinstance(waarde, tuple | list) else (waarde,) if waarde else ()
        uit.append({"naam": _(teksten[veld][0]), "waarde": ", ".join(_(woorden.get(c, c)) for c in gekozen)})
    return uit
