"""How signalen look on screen: words, kinds of badges and links. No queries, no rights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from baken.dossiers.inhoud import WAAR_HET_GEBEURT, OpenBetrokkene, OpenLocatie
from baken.dossiers.pakket import GROEPNAMEN
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.signalen.selectors import Dossierblad, Werklijst
from baken.signalen.soorten import Antwoord
from baken.signalen.termijnen import Termijn, lopende_termijnen, verlopen_termijnen
from baken.signalen.verloop import Status

STATUSSOORT = {
    Status.ONTVANGEN: ("info", "inbox"),
    Status.IN_BEOORDELING: ("let-op", "scale"),
    Status.WACHT_OP_MELDER: ("", "hourglass"),
    Status.DOORGELEID: ("goed", "send"),
    Status.GESLOTEN: ("", "check"),
    Status.INGETROKKEN: ("", "arrow-back-up"),
}
VERSTREKKINGSOORT = {
    Verstrekkingsstatus.WACHT_OP_AKKOORD: ("let-op", "users"),
    Verstrekkingsstatus.KLAARGEZET: ("let-op", "clock"),
    Verstrekkingsstatus.VERZONDEN: ("info", "send"),
    Verstrekkingsstatus.ONTVANGEN: ("info", "eye"),
    Verstrekkingsstatus.GEACCEPTEERD: ("goed", "check"),
    Verstrekkingsstatus.AFGEWEZEN: ("fout", "x"),
    Verstrekkingsstatus.INGETROKKEN: ("", "arrow-back-up"),
    Verstrekkingsstatus.AFGEROND: ("goed", "circle-check"),
    Verstrekkingsstatus.BEEINDIGD: ("fout", "ban"),
}
TABNAMEN = {
    "nieuw": "Nieuw",
    "antwoord": "Nieuw antwoord",
    "mijn": "Van mij",
    "wacht": "Wacht op melder",
    "te_laat": "Te laat",
    "alle": "Alle",
}
LEEG = {
    "nieuw": (
        "Er zijn geen nieuwe signalen",
        "Komt er een signaal binnen, dan ziet u het hier. U krijgt dan ook een e-mail zonder inhoud.",
    ),
    "antwoord": (
        "Er zijn geen nieuwe antwoorden",
        "Schrijft een melder of antwoordt een ontvanger, dan staat het signaal hier. Ook als het gesloten is.",
    ),
    "mijn": ("U behandelt nu geen signalen", "Neem een nieuw signaal in beoordeling. Dan staat het hier."),
    "wacht": (
        "Geen signaal wacht op een melder",
        "Stelt u een vraag aan een melder, dan staat het signaal hier tot het antwoord er is.",
    ),
    "te_laat": ("Niets is te laat", "Alle termijnen zijn gehaald of lopen nog."),
    "alle": ("Hier staat nog niets", "Er past geen signaal bij uw keuze."),
}
TERMIJNNAMEN = {"bekijken": "Bekijken", "beoordelen": "Beoordelen", "terugkoppelen": "Terugkoppelen"}
TE_LAAT = {
    "bekijken": "Dit signaal had al bekeken moeten zijn.",
    "beoordelen": "De beoordeling is te laat.",
    "terugkoppelen": "De melder had al iets van u moeten horen.",
}
TE_LAAT_AFZENDER = "De afzender had al iets van u moeten horen."
ZOEKSOORTEN = {
    "telefoon": "hetzelfde telefoonnummer",
    "email": "hetzelfde e-mailadres",
    "adres": "hetzelfde adres",
    "document": "hetzelfde documentnummer",
    "naam_geboortedatum": "dezelfde naam en geboortedatum",
}
VELDNAMEN = {
    "naam": "Naam",
    "geboortedatum": "Geboortedatum",
    "document": "Documentnummer",
    "telefoon": "Telefoon",
    "email": "E-mailadres",
    "omschrijving": "Omschrijving",
    "kenmerken": "Kenmerken",
    "bedrijf": "Bedrijf",
    "kenteken": "Kenteken",
    "functie": "Functie",
}


MEER_DAN = 6  # so many other signalen per kind on the page; the rest as a number


def hoofdletter(tekst: str) -> str:
    """Return the text with a capital in front; str.capitalize() would spoil names further on."""
    return tekst[:1].upper() + tekst[1:]


def statusbadge(status: str) -> dict[str, str]:
    """Return text, kind and icon of the badge of a signaal."""
    stand = Status(status)
    soort, pictogram = STATUSSOORT[stand]
    return {"tekst": str(stand.label), "soort": soort, "pictogram": pictogram}


def verstrekkingsbadge(status: str) -> dict[str, str]:
    """Return text, kind and icon of the badge of a verstrekking."""
    stand = Verstrekkingsstatus(status)
    soort, pictogram = VERSTREKKINGSOORT[stand]
    return {"tekst": str(stand.label), "soort": soort, "pictogram": pictogram}


def adres_met(vaste: Mapping[str, str], **anders: str | int) -> str:
    """Return the work list's address with all criteria in it; empty ones are left out."""
    delen = {**vaste, **{k: str(v) for k, v in anders.items()}}
    vraag = urlencode({k: v for k, v in delen.items() if v})
    return reverse("signalen:werklijst") + (f"?{vraag}" if vraag else "")


def tabs(actief: str, filters: Mapping[str, str], aantallen: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the tabs of the work list with their counts."""
    return [
        {
            "naam": naam,
            "url": adres_met(filters, tab=tab),
            "aantal": aantallen.get(tab),
            "actief": tab == actief,
            "soort": "fout" if tab == "te_laat" else "",
        }
        for tab, naam in TABNAMEN.items()
    ]


def rijen(lijst: Werklijst, namen: Mapping[str, str], vandaag: date) -> list[dict[str, Any]]:
    """Return the rows of the work list."""
    uit = []
    for s in lijst.rijen:
        termijnen = lopende_termijnen(s)
        uit.append(
            {
                "pk": s.pk,
                "nummer": s.nummer,
                "url": reverse("signalen:detail", args=[s.pk]),
                "spoed": s.acuut == Antwoord.JA,
                "grens": getattr(s, "grens", None) == 1,  # a hard stop, and no acute danger
                "nieuws": s.nieuws_sinds is not None,
                "ontvangen": s.ontvangen_op,
                "vorm": namen_van((v.vorm for v in s.vormen.all()), namen) or _("Nog niet bekend"),
                "sector": namen.get(s.subsector or s.sector, ""),
                "via": s.get_kanaal_display(),
                "behandelaar": s.behandelaar.naam if s.behandelaar else "",
                "badge": statusbadge(s.status),
                "termijn": termijnen[0] if termijnen else None,
                "termijn_naam": TERMIJNNAMEN[termijnen[0].wat] if termijnen else "",
                "te_laat": bool(verlopen_termijnen(s, vandaag)),
            }
        )
    return uit


def namen_van(codes: Iterable[str], namen: Mapping[str, str]) -> str:
    """Return the names of codes, joined; a code without a name shows itself."""
    return ", ".join(namen.get(code, code) for code in codes if code)


def te_laat_zinnen(termijnen: Iterable[Termijn], *, aan_afzender: bool = False) -> list[tuple[str, date]]:
    """Return per term that passed the sentence and the day. aan_afzender: no reporter waits, but who gave it."""
    zinnen = {**TE_LAAT, "terugkoppelen": TE_LAAT_AFZENDER} if aan_afzender else TE_LAAT
    return [(zinnen[t.wat], t.uiterlijk) for t in termijnen]


def gegroepeerd(regels: Iterable[Any]) -> list[dict[str, Any]]:
    """Return the lines of a packet per group, for a list of names and values."""
    groepen: dict[str, list[dict[str, str]]] = {}
    for regel in regels:
        groepen.setdefault(regel.groep, []).append({"naam": regel.kop, "waarde": regel.tekst})
    return [{"naam": GROEPNAMEN.get(g, g), "gegevens": rijen_} for g, rijen_ in groepen.items()]


def antwoord(waarde: str) -> str:
    """Return yes, no or not known in words."""
    return str(Antwoord(waarde).label) if waarde in Antwoord.values else ""


def gezegd(waarde: str, code: str, blad: Dossierblad) -> str:
    """Return an answer in words; where a hard stop fired on something else than this answer, on what it did."""
    grond = next((g for g in blad.advies.harde_grenzen if g.code == f"harde_grens.{code}"), None)
    if grond is None or waarde == Antwoord.JA:
        return antwoord(waarde)
    waarop = "; ".join(grond.feiten)
    zin = _("Ja. Dat blijkt uit: %(waarop)s.") % {"waarop": waarop.rstrip(".")}
    tegen = _("Het antwoord op de vraag was nee.") if waarde == Antwoord.NEE else ""
    return f"{zin} {tegen}".strip()


def feiten(blad: Dossierblad, namen: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the facts of a signaal as names and values, without identities."""
    s = blad.signaal
    return [
        {"naam": _("Vorm"), "waarde": namen_van((v.vorm for v in s.vormen.all()), namen)},
        {"naam": _("Sector"), "waarde": namen_van([s.sector, s.subsector], namen)},
        {"naam": _("Gemeente"), "waarde": namen.get(s.gemeente_code, s.gemeente_code)},
        {"naam": _("Gezien op"), "datum": s.gezien_op, "waarde": blad.verhaal.gezien},
        {"naam": _("Acuut gevaar"), "waarde": antwoord(s.acuut)},
        {"naam": _("Vrijheid afgenomen"), "waarde": gezegd(s.vrijheid_afgenomen, "vrijheid_ontnomen", blad)},
        {
            "naam": _("Papieren afgenomen"),
            "waarde": gezegd(s.documenten_afgenomen, "documenten_afgenomen", blad),
        },
        {"naam": _("Minderjarige betrokken"), "waarde": gezegd(s.minderjarig, "minderjarige", blad)},
        {"naam": _("Tekenen van georganiseerde misdaad"), "waarde": antwoord(s.georganiseerd)},
        {"naam": _("Binnengekomen via"), "waarde": s.get_kanaal_display()},
        {"naam": _("Bron"), "waarde": blad.verhaal.bron or (s.partner.naam if s.partner else "")},
    ]


def plaats_van(plek: OpenLocatie) -> str:
    """Return in words whose place a place is."""
    if plek.van is None:
        return _("Nog niet gezegd")
    if plek.van == WAAR_HET_GEBEURT:
        return _("Hier gebeurt het, of is het gebeurd")
    return _("Persoon %(nummer)d") % {"nummer": plek.van}


def pseudoniem(b: OpenBetrokkene, namen: Mapping[str, str]) -> str:
    """Return how a person is called everywhere but where it was revealed."""
    deel = namen.get(b.deel, b.deel).lower()
    if b.ook_deel:
        deel = _("%(een)s, ook %(ander)s") % {"een": deel, "ander": namen.get(b.ook_deel, b.ook_deel).lower()}
    return _("Persoon %(nummer)d (%(deel)s)") % {"nummer": b.nummer, "deel": deel}
