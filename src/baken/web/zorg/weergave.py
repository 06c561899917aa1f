"""How a traject looks on its pages: badges, masked client, what is to be done, the timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from baken.dossiers.pakket import leesbaar
from baken.dossiers.soorten import Toestemmingsdoel
from baken.keten.rules import VELDGROEPEN
from baken.web.signalen.weergave import VELDNAMEN
from baken.web.templatetags.baken import datum
from baken.zorg.blad import OpenDoel, OpenStuk, Trajectblad
from baken.zorg.instemming import VOOR_OPVANG, ingetrokken
from baken.zorg.rules.verblijf import NAMEN as VERBLIJFSNAMEN
from baken.zorg.rules.verblijf import Verblijf
from baken.zorg.soorten import Antwoord, Contactwijze, Doelgroep, Inzet, Stuksoort, Verlener
from baken.zorg.teksten import VRIJ
from baken.zorg.verloop import DOEL_OPEN, OPEN, Bedenktijdstatus, Doelstatus, Trajectstatus

_BADGES = {
    Trajectstatus.AANGEMELD: ("let-op", "inbox"),
    Trajectstatus.INTAKE: ("info", "clipboard-list"),
    Trajectstatus.LOPEND: ("info", "heart-handshake"),
    Trajectstatus.NAZORG: ("info", "message"),
    Trajectstatus.AFGESLOTEN: ("", "circle-check"),
    Trajectstatus.NIET_GESTART: ("", "ban"),
    Trajectstatus.OVERGEDRAGEN: ("", "send"),
}
_DOELBADGES = {
    Doelstatus.BEHOEFTE: ("let-op", "help-circle"),
    Doelstatus.GEPLAND: ("info", "calendar"),
    Doelstatus.LOOPT: ("info", "refresh"),
    Doelstatus.BEREIKT: ("goed", "check"),
    Doelstatus.VERVALLEN: ("", "x"),
}
DELEN = {
    "overzicht": "Overzicht",
    "client": "Cliënt",
    "plan": "Plan",
    "contact": "Contact",
    "toestemming": "Toestemming en delen",
    "bedenktijd": "Bedenktijd",
    "overdragen": "Overdragen",
}
JEUGDDIENSTEN = frozenset({"DST-VEILIG-THUIS", "DST-JEUGDHULP"})
_ANTWOORDEN = {**{str(w): n for w, n in Antwoord.choices}, "nvt": "Er zijn geen kinderen", "": ""}


def standbadge(status: str) -> dict[str, str]:
    """Return the badge of a state, as a cell of a table shows it."""
    stand = Trajectstatus(status)
    soort, icoon = _BADGES[stand]
    return {"badge": _(stand.label), "soort": soort, "icoon": icoon}


def doelbadge(status: str) -> dict[str, str]:
    """Return the badge of the state of a goal."""
    stand = Doelstatus(status)
    soort, icoon = _DOELBADGES[stand]
    return {"badge": _(stand.label), "soort": soort, "icoon": icoon}


def kop(blad: Trajectblad, deel: str, namen: Mapping[str, str]) -> dict[str, Any]:
    """Return the head of every page of a traject, with its tabs."""
    traject = blad.traject
    adres = reverse("zorg:detail", args=[traject.pk])
    delen = [code for code in DELEN if code != "bedenktijd" or traject.doelgroep == Doelgroep.SLACHTOFFER]
    elders = []
    if traject.doelgroep == Doelgroep.SLACHTOFFER:  # a stay can end after the traject was closed
        elders.append({"naam": _("Opvang"), "url": reverse("plaatsing:zoeken", args=[traject.pk])})
        if traject.status in OPEN:
            elders.append({"naam": _("CoMensha"), "url": reverse("comensha:traject", args=[traject.pk])})
    return {
        "blad": blad,
        "traject": traject,
        "mag": blad.mag,
        "badge": standbadge(traject.status),
        "doelgroep": _(Doelgroep(traject.doelgroep).label),
        "is_dader": traject.doelgroep == Doelgroep.DADER,
        "is_open": traject.status in OPEN,
        "gemeentenaam": namen.get(traject.verantwoordelijke_gemeente, ""),
        "afsluitreden": namen.get(traject.afsluitreden, ""),
        "deel": deel,
        "deelnaam": _(DELEN[deel]),
        "tabs": [
            {
                "naam": _(DELEN[code]),
                "url": adres if code == "overzicht" else f"{adres}?deel={code}",
                "actief": code == deel,
            }
            for code in delen
        ]
        + elders,
        "kruimels": [
            {"naam": _("Zorg"), "url": reverse("zorg:caseload")},
            {"naam": traject.nummer, "url": "" if deel == "overzicht" else adres},
            *([] if deel == "overzicht" else [{"naam": _(DELEN[deel]), "url": ""}]),
        ],
    }


def client(blad: Trajectblad, namen: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return who the client is; what names the person is masked unless it was revealed."""
    c = blad.client
    if c is None:
        return []
    open_ = [
        {"naam": _("Leeftijd"), "waarde": namen.get(c.leeftijdsgroep, "")},
        {"naam": _("Geslacht"), "waarde": namen.get(c.geslacht, "")},
        {"naam": _("Nationaliteit"), "waarde": namen.get(c.nationaliteit, "")},
    ]
    dicht = [
        {"naam": VELDNAMEN.get(veld, veld.capitalize()), "waarde": leesbaar(veld, tekst)}
        if blad.onthuld
        else {"naam": VELDNAMEN.get(veld, veld.capitalize()), "gemaskeerd": True}
        for groep in VELDGROEPEN
        for veld, tekst in c.groepen.get(groep, {}).items()
        if tekst
    ]
    return [r for r in open_ if r["waarde"]] + dicht


def profiel(blad: Trajectblad, namen: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return what care and shelter need to know; what was not asked says so by staying empty."""
    p = blad.profiel
    ingeschreven = namen.get(p.ingeschreven_in, "") or _(_ANTWOORDEN[p.ingeschreven])
    uit = [
        {"naam": _("Verblijf"), "waarde": _(VERBLIJFSNAMEN[Verblijf(p.verblijf)]) if p.verblijf else ""},
        {"naam": _("Ingeschreven"), "waarde": ingeschreven},
        {"naam": _("Aangetroffen in"), "waarde": namen.get(p.aangetroffen_in, "")},
        {"naam": _("Woont in"), "waarde": namen.get(p.woont_in, "")},
        {"naam": _("Werkte in"), "waarde": namen.get(p.werkt_in, "")},
        {"naam": _("Taal"), "waarde": p.taal},
        {"naam": _("Tolk nodig"), "waarde": _(_ANTWOORDEN[p.tolk])},
        {"naam": _("Kinderen die meekomen"), "waarde": _kinderen(p.kinderen, namen)},
        {"naam": _("Let op bij opvang"), "waarde": _opsomming(p.contra_indicaties, namen)},
        {"naam": _("Aangemeld door"), "waarde": p.aanmelder},
    ]
    if p.inzet:
        uit.append({"naam": _("Vrijgekomen bij een actie van"), "waarde": _(Inzet(p.inzet).label)})
    return uit


def _kinderen(kinderen: Sequence[str] | None, namen: Mapping[str, str]) -> str:
    if kinderen is None:
        return ""
    if not kinderen:
        return _("Geen")
    return ", ".join(namen.get(code, code) for code in kinderen)


def _opsomming(codes: Sequence[str] | None, namen: Mapping[str, str]) -> str:
    if codes is None:
        return ""
    return ", ".join(namen.get(code, code) for code in codes) or _("Niets bijzonders")


def doelen(blad: Trajectblad, namen: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the goals by area of life: open ones first."""
    return [
        {
            "doel": d,
            "leefgebied": namen.get(d.leefgebied, d.leefgebied),
            "badge": doelbadge(d.status),
            "open": d.status in DOEL_OPEN,
            "gegevens": _doelgegevens(d, namen),
        }
        for d in sorted(blad.doelen, key=lambda d: d.status not in DOEL_OPEN)
    ]


def _doelgegevens(d: OpenDoel, namen: Mapping[str, str]) -> list[dict[str, Any]]:
    uit: list[dict[str, Any]] = [
        {"naam": _("Nodig"), "waarde": d.behoefte},
        {"naam": _("Doel"), "waarde": d.doel},
        {"naam": _("Wie helpt"), "waarde": d.aanbieder or namen.get(d.dienst, "")},
    ]
    if d.tot:
        uit.append({"naam": _("Opnieuw bekijken"), "datum": d.tot})
    if d.resultaat:
        uit.append({"naam": _("Wat er van kwam"), "waarde": d.resultaat})
    return uit


def stuktekst(stuk: OpenStuk, namen: Mapping[str, str]) -> str:
    """Return the words of a piece, as they stand in the timeline."""
    i = stuk.inhoud
    regels: list[str] = []
    if stuk.soort == Stuksoort.CONTACT:
        regels.append(f"{_(Contactwijze(i['wijze']).label)}.")
    if stuk.soort == Stuksoort.VEILIGHEID:
        vragen = (
            (_("Gevaar nu"), "gevaar_nu"),
            (_("Te vinden voor wie bedreigt"), "vindbaar"),
            (_("Kinderen veilig"), "kinderen_veilig"),
        )
        regels += [f"{naam}: {_(_ANTWOORDEN[i[veld]]).lower()}." for naam, veld in vragen]
    if stuk.soort == Stuksoort.EVALUATIE:
        regels.append(_("Met de cliënt.") if i["met_client"] == Antwoord.JA else _("Zonder de cliënt."))
    regels += [str(i[veld]) for veld in VRIJ if i.get(veld)]
    return "\n".join(regels)


def gebeurtenissen(blad: Trajectblad, namen: Mapping[str, str], soorten: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return the timeline, newest first; soorten: only these kinds."""
    uit = [
        {
            "wanneer": s.op,
            "titel": _titel(s),
            "door": s.door,
            "tekst": stuktekst(s, namen),
        }
        for s in blad.stukken
        if not soorten or s.soort in soorten
    ]
    uit += [
        {"wanneer": n.begonnen_op, "titel": _("Noodtoegang geopend"), "door": n.medewerker.naam, "tekst": ""}
        for n in blad.noodtoegangen
        if not soorten
    ]
    return sorted(uit, key=lambda g: g["wanneer"], reverse=True)


def _titel(stuk: OpenStuk) -> str:
    naam = _(Stuksoort(stuk.soort).label)
    if stuk.soort in {Stuksoort.CONTACT, Stuksoort.EVALUATIE}:
        return _("%(naam)s op %(dag)s") % {"naam": naam, "dag": datum(stuk.dag)}
    return naam


def laatste(blad: Trajectblad, soort: Stuksoort) -> OpenStuk | None:
    """Return the newest piece of a kind."""
    return next((s for s in blad.stukken if s.soort == soort), None)


def _taak(
    naam: str, url: str, *, klaar: bool = False, termijn: date | None = None, kalender: bool = False
) -> dict[str, Any]:
    stand = {"termijn": termijn, "kalender": kalender} if termijn else {"stand": "klaar" if klaar else "niet"}
    return {"naam": naam, "url": url, **stand}


def _toestemmingtaak(blad: Trajectblad, url: str) -> dict[str, Any]:
    """Return the consent for help as something to do; that it was taken back or ended is said, with the day."""
    voor_hulp = [t for t in blad.toestemmingen if t.doel == Toestemmingsdoel.ZORG]
    geldt = any(t.geldig for t in voor_hulp)
    laatste = max(voor_hulp, key=lambda t: t.versie, default=None)
    einde = (laatste.ingetrokken_op or laatste.vervalt_op) if laatste and not geldt else None
    if einde is None:
        return _taak(_("Leg toestemming voor hulp vast"), url, klaar=geldt)
    zin = _("Sinds %(dag)s. Vraag de cliënt of hulp nog mag, en leg het antwoord vast.") % {"dag": datum(einde)}
    return {"naam": _("De toestemming voor hulp geldt niet meer"), "url": url, "uitleg": zin}


def ingetrokken_hulp(blad: Trajectblad, vandaag: date) -> dict[str, Any] | None:
    """Return since when the client took back consent for help or shelter, and what runs still; None when not."""
    sinds = {d: dag for d in VOOR_OPVANG if (dag := ingetrokken(blad.toestemmingen, d, vandaag))}
    if not sinds or blad.traject.status not in OPEN:
        return None
    doel, dag = next(iter(sinds.items()))
    return {
        "kop": _("De cliënt trok de toestemming in: %(doel)s (%(dag)s).") % {"doel": _(doel.label), "dag": datum(dag)},
        "hulp": doel == Toestemmingsdoel.ZORG,
        "loopt": blad.openstaand,
    }


def taken(blad: Trajectblad) -> list[dict[str, Any]]:
    """Return what is to be done on a traject, in order."""
    if not blad.mag["begeleiden"]:
        return []
    t = blad.traject
    adres = reverse("zorg:detail", args=[t.pk])
    veilig = laatste(blad, Stuksoort.VEILIGHEID)
    uit = [
        _taak(_("Doe de intake"), reverse("zorg:intake", args=[t.pk]), klaar=t.status != Trajectstatus.AANGEMELD),
        _toestemmingtaak(blad, f"{adres}?deel=toestemming"),
        _taak(
            _("Schat de veiligheid in"),
            f"{adres}?deel=contact#veiligheid",
            klaar=veilig is not None,
            termijn=veilig.volgende_op if veilig else None,
        ),
        _taak(
            _("Bepaal de verantwoordelijke gemeente"), f"{adres}?deel=client#gemeente", klaar=bool(blad.gemeente.code)
        ),
    ]
    if blad.kan_minderjarig_zijn:
        bekeken = any(d.dienst in JEUGDDIENSTEN for d in blad.doelen)
        uit.append(_taak(_("Betrek jeugdhulp of Veilig Thuis"), f"{adres}?deel=plan#jeugd", klaar=bekeken))
    uit.append(_taak(_("Maak een plan per leefgebied"), f"{adres}?deel=plan", klaar=bool(blad.doelen)))
    if t.status == Trajectstatus.INTAKE:
        uit.append(_taak(_("Start de hulp"), reverse("zorg:starten", args=[t.pk])))
    return uit + _klokken(blad, adres)


def _klokken(blad: Trajectblad, adres: str) -> list[dict[str, Any]]:
    """Return what has a day: appointments, bedenktijd, the end of aftercare."""
    uit = []
    for soort, naam in ((Stuksoort.CONTACT, _("Neem contact op")), (Stuksoort.EVALUATIE, _("Evalueer het plan"))):
        stuk = laatste(blad, soort)
        if stuk and stuk.volgende_op:
            uit.append(_taak(naam, f"{adres}?deel=contact#{soort}", termijn=stuk.volgende_op))
    for b, _klok in blad.bedenktijden:
        if b.status == Bedenktijdstatus.LOOPT:
            uit.append(_taak(_("De bedenktijd loopt"), f"{adres}?deel=bedenktijd", termijn=b.eindigt_op, kalender=True))
        elif b.status == Bedenktijdstatus.VERLOPEN:
            uit.append(_taak(_("Leg vast waardoor de bedenktijd eindigde"), f"{adres}?deel=bedenktijd"))
    if blad.traject.nazorg_tot:
        sluiten = reverse("zorg:sluiten", args=[blad.traject.pk])
        uit.append(_taak(_("De nazorg loopt af"), sluiten, termijn=blad.traject.nazorg_tot))
    return uit


def bedenktijden(blad: Trajectblad, namen: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return every bedenktijd with its clock, newest first."""
    uit = []
    for b, klok in blad.bedenktijden:
        gegevens: list[dict[str, Any]] = [
            {"naam": _("Begon op"), "datum": b.begin},
            {"naam": _("Gegeven door"), "waarde": _(Verlener(b.verleend_door).label)},
            {"naam": _("Regel"), "waarde": namen.get(b.regime, b.regime)},
            {"naam": _("Eindigt op"), "datum": b.eindigt_op},
        ]
        if b.status == Bedenktijdstatus.LOOPT:
            gegevens.append({"naam": _("Nog"), "waarde": _dagen(klok.dagen_over)})
        if b.beeindigd_op:
            gegevens.append({"naam": _("Eindigde op"), "datum": b.beeindigd_op})
            gegevens.append({"naam": _("Waardoor"), "waarde": namen.get(b.einde_reden, "")})
        uit.append(
            {
                "bedenktijd": b,
                "klok": klok,
                "stand": _(Bedenktijdstatus(b.status).label),
                "soort": "fout" if b.status == Bedenktijdstatus.VERLOPEN else "let-op" if klok.kort else "info",
                "te_eindigen": b.status != Bedenktijdstatus.BEEINDIGD,
                "gegevens": gegevens,
            }
        )
    return uit


def _dagen(aantal: int) -> str:
    return _("1 dag") if aantal == 1 else _("%(n)d dagen") % {"n": aantal}
