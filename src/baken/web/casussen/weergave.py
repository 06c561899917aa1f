"""How a casus looks on the page: badges, masked persons, what is to be done, the timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from baken.casussen.blad import Casusblad, Pakketbron, Zichtbaar
from baken.casussen.rules.nonpunishment import JEUGDWET, Attentie, Wie, let_op
from baken.casussen.soorten import Afsluitreden, Herkomst, Route
from baken.casussen.verbanden import Verband
from baken.casussen.verloop import OPEN, Casusstatus, Opschalingsstatus
from baken.dossiers.inhoud import OpenBetrokkene, OpenLocatie
from baken.dossiers.pakket import leesbaar
from baken.dossiers.verbanden import SOORTNAMEN
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.keten.rules import VELDGROEPEN
from baken.referentie import selectors as referentie
from baken.signalen.soorten import Antwoord
from baken.web.signalen import weergave
from baken.web.templatetags.baken import datum

_BADGES = {
    Casusstatus.OPEN: ("info", "folder"),
    Casusstatus.IN_OVERLEG: ("info", "users"),
    Casusstatus.VASTGELOPEN: ("fout", "alert-triangle"),
    Casusstatus.OPGESCHAALD: ("let-op", "arrow-right"),
    Casusstatus.AFGESLOTEN: ("", "circle-check"),
    Casusstatus.HEROPEND: ("let-op", "refresh"),
}
_GELDT = (Verstrekkingsstatus.GEACCEPTEERD, Verstrekkingsstatus.AFGEROND)  # packets that may be used for their purpose


def standbadge(status: str) -> dict[str, str]:
    """Return the badge of a state, as a cell of a table shows it."""
    stand = Casusstatus(status)
    soort, icoon = _BADGES[stand]
    return {"badge": _(stand.label), "soort": soort, "icoon": icoon}


def pagina(blad: Casusblad, namen: Mapping[str, str]) -> dict[str, Any]:
    """Return what the page of a casus shows."""
    return {
        **kop(blad),
        "aanpakken": [_aanpak(z, namen, blad) for z in blad.aanpakken],
        "locaties": None if blad.locaties is None else [_plek(plek, namen, blad) for plek in blad.locaties],
        "iets_te_schrijven": any(z.personen is not None for z in blad.aanpakken),
        "iets_gesloten": any(z.personen for z in blad.aanpakken) or bool(blad.locaties),
        "ingetrokken": ingetrokken(blad),
        "kenmerken": kenmerken(blad, namen),
        "aanmelding": _aanmelding(blad),
        "opschalingen": opschalingen(blad),
        "taken": taken(blad),
        "gebeurtenissen": gebeurtenissen(blad),
    }


def kop(blad: Casusblad) -> dict[str, Any]:
    """Return the head of every page of a casus."""
    casus = blad.casus
    return {
        "blad": blad,
        "casus": casus,
        "mag": blad.mag,
        "badge": standbadge(casus.status),
        "route": Route(casus.route).label,
        "afsluitreden": Afsluitreden(casus.afsluitreden).label if casus.afsluitreden else "",
        "kruimels": [
            {"naam": _("Casussen"), "url": reverse("casussen:werklijst")},
            {"naam": casus.nummer, "url": ""},
        ],
    }


def _regel(naam: str, waarde: str, blad: Casusblad) -> dict[str, Any]:
    if blad.onthuld or not waarde:
        return {"naam": naam, "waarde": waarde}
    return {"naam": naam, "gemaskeerd": True}


def _aanmelding(blad: Casusblad) -> list[dict[str, Any]]:
    """Return on what a casus was opened without a signaal; masked as the persons are."""
    if blad.aanmelding is None:
        return []
    a = blad.aanmelding
    regels = (
        (_("Aangemeld door"), a.aanmelder),
        (_("Wat er aan de hand is"), a.toelichting),
        (_("Waarom zonder toestemming"), a.zonder_toestemming),
    )
    return [_regel(naam, waarde, blad) for naam, waarde in regels if waarde]


def _aanpak(zichtbaar: Zichtbaar, namen: Mapping[str, str], blad: Casusblad) -> dict[str, Any]:
    personen = zichtbaar.personen
    return {
        "naam": _(zichtbaar.aanpak.naam),
        "voor_u": personen is not None,
        "andere_kant": zichtbaar.andere_kant,
        "personen": [_persoon(p, namen, blad) for p in personen or ()],
    }


def _persoon(b: OpenBetrokkene, namen: Mapping[str, str], blad: Casusblad) -> dict[str, Any]:
    open_ = [
        {"naam": _("Leeftijd"), "waarde": namen.get(b.leeftijdsgroep, "")},
        {"naam": _("Geslacht"), "waarde": namen.get(b.geslacht, "")},
        {"naam": _("Nationaliteit"), "waarde": namen.get(b.nationaliteit, "")},
    ]
    dicht = [
        _regel(weergave.VELDNAMEN.get(veld, veld.capitalize()), leesbaar(veld, tekst), blad)
        for groep in VELDGROEPEN
        for veld, tekst in b.groepen.get(groep, {}).items()
        if tekst
    ]
    return {
        "nummer": b.nummer,
        "naam": weergave.pseudoniem(b, namen),
        "beperkt": _beperkt(b),
        "attenties": attenties(b, blad.casus.vormen),
        "gegevens": [r for r in open_ if r["waarde"]] + dicht,
    }


def _wie(b: OpenBetrokkene) -> Wie:
    band = next((g for g in referentie.leeftijdsgroepen() if g.code == b.leeftijdsgroep), None)
    return Wie(frozenset({b.deel, b.ook_deel} - {""}), band.tot_en_met if band else None)


def attenties(b: OpenBetrokkene, vormen: Sequence[str]) -> tuple[Attentie, ...]:
    """Return what to keep in mind at one person, with these forms; a code that left the facts stands for itself."""
    hoofd = {v.code: v.wortel for h in referentie.vormen() for v in (h, *referentie.subvormen(h.code))}
    return let_op(_wie(b), {hoofd.get(code, code) for code in vormen})


def kenmerken(blad: Casusblad, namen: Mapping[str, str]) -> dict[str, Any]:
    """Return the kenmerken of a casus, and what they ask to keep in mind."""
    casus = blad.casus
    vormen = [namen.get(code, code) for code in casus.vormen]
    jong = [p for z in blad.aanpakken for p in z.personen or () if _wie(p).is_minderjarig]
    let_erop = [JEUGDWET] if casus.jeugd == Antwoord.JA or jong else []
    jongeren = any(_wie(p).is_jong for z in blad.aanpakken for p in z.personen or ())
    return {
        "gegevens": [
            {"naam": _("Vorm"), "waarde": ", ".join(vormen) or _("Nog niet bekend")},
            {"naam": _("Minderjarige"), "waarde": _(Antwoord(casus.jeugd).label)},
            {"naam": _("Afstemming met jonge aanwas"), "waarde": _("Ja") if casus.jonge_aanwas else _("Nee")},
        ],
        "attenties": let_erop,
        "jeugd": bool(let_erop) or jongeren or casus.jonge_aanwas,
        "vlag_mist": bool(jong) and casus.jeugd != Antwoord.JA,
    }


VRAGEN = {
    Opschalingsstatus.INGEDIEND: ("info", "mail"),
    Opschalingsstatus.BIJ_TAFEL: ("let-op", "users"),
    Opschalingsstatus.BEANTWOORD: ("goed", "message"),
    Opschalingsstatus.GELEZEN: ("", "check"),
    Opschalingsstatus.INGETROKKEN: ("", "x"),
}


def vraagbadge(status: str) -> dict[str, str]:
    """Return the badge of a question to the beleidsregisseur, as a cell of a table shows it."""
    stand = Opschalingsstatus(status)
    soort, icoon = VRAGEN[stand]
    return {"badge": _(stand.label), "soort": soort, "icoon": icoon}


def vraaggegevens(vraag: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the three texts of a question."""
    namen = {
        "obstakel": _("Wat er in de weg staat"),
        "geprobeerd": _("Wat er al is geprobeerd"),
        "gevraagd": _("Wat er wordt gevraagd"),
    }
    return [{"naam": naam, "waarde": vraag.get(veld, "")} for veld, naam in namen.items()]


def opschalingen(blad: Casusblad) -> list[dict[str, Any]]:
    """Return what a casus asked of the beleidsregisseur, with the answer and what the team can do with it."""
    knoppen = {
        Opschalingsstatus.INGEDIEND: ("ingetrokken", _("Trek de vraag in")),
        Opschalingsstatus.BEANTWOORD: ("gelezen", _("Gelezen")),
    }
    return [
        {
            "pk": o.opschaling.pk,
            "kenmerk": o.opschaling.kenmerk,
            "naar": o.opschaling.naar.naam,
            "wanneer": o.opschaling.ingediend_op,
            "tafel": o.opschaling.tafel_op,
            "zonder_dag": o.opschaling.status == Opschalingsstatus.BIJ_TAFEL and o.opschaling.tafel_op is None,
            "badge": vraagbadge(o.opschaling.status),
            "gegevens": vraaggegevens(o.vraag),
            "antwoord": o.antwoord,
            "knop": knoppen.get(Opschalingsstatus(o.opschaling.status)),
        }
        for o in blad.opschalingen
    ]


SOORTEN = {"casus": "casussen:detail", "signaal": "signalen:detail"}


def verbanden(gevonden: Sequence[Verband]) -> list[dict[str, Any]]:
    """Return the other files on the same as the page shows them: number, where it leads, and what is the same."""
    return [
        {
            "nummer": v.nummer,
            "url": reverse(SOORTEN[v.soort], args=[v.pk]),
            "uitleg": ", ".join(_(SOORTNAMEN.get(soort, "dezelfde zaak van de afzender")) for soort in v.op),
        }
        for v in gevonden
    ]


def _beperkt(b: OpenBetrokkene) -> str:
    """Return what a restriction asks of who reads this (AVG art. 18 lid 2); empty when there is none."""
    if b.beperkt_op is None:
        return ""
    zin = _(
        "Op verzoek beperkt. Sinds %(dag)s mag u deze gegevens alleen bewaren (AVG artikel 18). Gebruik ze niet en "
        "geef ze niet door. Moet het toch? Vraag het eerst uw functionaris gegevensbescherming."
    )
    return zin % {"dag": datum(b.beperkt_op)}


def _plek(plek: OpenLocatie, namen: Mapping[str, str], blad: Casusblad) -> dict[str, Any]:
    gemeente = namen.get(plek.gemeente_code, "")
    return {
        "id": plek.id,
        "gegevens": [
            {"naam": _("Bij wie"), "waarde": weergave.plaats_van(plek)},
            *([{"naam": _("Gemeente"), "waarde": gemeente}] if gemeente else []),
            _regel(_("Adres"), plek.adres, blad),
            *([_regel(_("Omschrijving"), plek.omschrijving, blad)] if plek.omschrijving else []),
        ],
    }


def ingetrokken(blad: Casusblad) -> list[dict[str, Any]]:
    """Return a notice per packet whose consent was taken back: what may and may not be done with what was copied.

    What was done before stays lawful (AVG art. 7 lid 3); without another basis it may have to go (art. 17 lid 1 b).
    """
    anders = any(bron.verstrekking.status in _GELDT for bron in blad.bronnen)
    regels = [
        _("Wat u vóór die dag met de gegevens deed, mocht en blijft geldig (AVG artikel 7 lid 3)."),
        _("Gebruik wat u uit dit pakket overnam niet meer op grond van die toestemming, en geef het niet door."),
    ]
    if anders:
        regels.append(_("Staat iets ook in een ander pakket van deze casus? Dan mag u het gebruiken voor dat doel."))
    if Casusstatus(blad.casus.status) in OPEN:
        regels.append(
            _(
                "Wilt u verder? Zoek met uw functionaris gegevensbescherming een andere grondslag. Is die er niet, "
                "sluit dan de casus en vraag of de gegevens weg moeten (AVG artikel 17)."
            )
        )
    else:
        regels.append(_("Heropen deze casus alleen als er een andere grondslag is. Vraag of de gegevens weg moeten."))
    zin = _("Sinds %(dag)s rust het pakket van %(wie)s (kenmerk %(kenmerk)s) niet meer op toestemming.")
    return [
        {
            "tekst": zin
            % {
                "dag": datum(bron.verstrekking.afgerond_op),
                "wie": bron.verstrekking.afzender.naam,
                "kenmerk": bron.verstrekking.kenmerk,
            },
            "lijst": regels,
        }
        for bron in blad.bronnen
        if is_ingetrokken(bron)
    ]


def is_ingetrokken(bron: Pakketbron) -> bool:
    """Say whether consent, which a packet of the casus rested on, was taken back."""
    return bron.verstrekking.status == Verstrekkingsstatus.BEEINDIGD


def taken(blad: Casusblad) -> list[dict[str, Any]]:
    """Return what is to be done on a casus, in order."""
    uit: list[dict[str, Any]] = []
    verteld = any(bericht.code for bron in blad.bronnen for bericht in bron.berichten)
    if blad.mag["melden"] and (verteld or blad.aflopen):
        stand = "klaar" if verteld else "niet"
        uit.append({"naam": _("Laat de afzender weten dat u het oppakt"), "url": "#afloop", "stand": stand})
    if any(o.opschaling.status == Opschalingsstatus.BEANTWOORD for o in blad.opschalingen):
        uit.append({"naam": _("Lees het antwoord van de beleidsregisseur"), "url": "#opschaling", "stand": "niet"})
    open_ = [a for a in blad.acties if a.is_open]
    uit += [{"naam": a.tekst, "url": "#acties", "uitleg": a.eigenaar, "termijn": a.voor} for a in open_]
    if not blad.acties and blad.mag["behandelen"]:
        uit.append({"naam": _("Spreek af wie wat doet"), "url": "#acties", "stand": "niet"})
    if blad.mag["afsluiten"] and blad.casus.status != Casusstatus.OPGESCHAALD:
        adres = reverse("casussen:sluiten", args=[blad.casus.pk])
        uit.append({"naam": _("Sluit de casus als alles klaar is"), "url": adres, "stand": "niet"})
    return uit


def gebeurtenissen(blad: Casusblad) -> list[dict[str, Any]]:
    """Return the timeline, newest first."""
    uit = [
        {"wanneer": stap.moment, "titel": _(Casusstatus(stap.naar).label), "door": door, "tekst": stap.reden}
        for stap, door in blad.stappen
    ]
    if blad.casus.herkomst == Herkomst.AANMELDING:
        uit.append({"wanneer": blad.casus.geopend_op, "titel": _("Geopend op een aanmelding")})
    uit += [
        {"wanneer": n.begonnen_op, "titel": _("Noodtoegang geopend"), "door": n.medewerker.naam}
        for n in blad.noodtoegangen
    ]
    for bron in blad.bronnen:
        afzender = bron.verstrekking.afzender.naam
        uit.append({"wanneer": bron.op, "titel": _("Pakket van %(wie)s aangenomen") % {"wie": afzender}})
        if is_ingetrokken(bron):
            titel = _("Toestemming voor het pakket van %(wie)s ingetrokken") % {"wie": afzender}
            uit.append({"wanneer": bron.verstrekking.afgerond_op, "titel": titel})
        uit += [
            {"wanneer": b.op, "titel": _("Aan %(wie)s gemeld") % {"wie": afzender}, "tekst": b.tekst}
            for b in bron.berichten
        ]
    return sorted(uit, key=lambda g: g["wanneer"], reverse=True)
