"""What a doorgeleiding proposes: kinds, receivers who can or cannot receive today, grondslagen with their afspraak."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from baken.dossiers.verloop import LOPEND
from baken.keten.selectors import afspraak_tussen, grondslagen_voor, ontvangers
from baken.organisaties.besluit import Wie
from baken.organisaties.selectors import organisatie
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.rules.doorgeleiding import Route, routes
from baken.signalen.rules.gegevens import Rol
from baken.signalen.selectors import Dossierblad
from baken.signalen.soorten import Antwoord
from baken.web.formulieren import Keuze
from baken.web.signalen.weergave import GROEPNAMEN

SOORTNAMEN = {
    "zorgcoordinatie": "Zorgcoördinator",
    "zvh": "Zorg- en Veiligheidshuis",
    "riec": "RIEC",
    "politie": "Politie (AVIM)",
    "nla": "Nederlandse Arbeidsinspectie",
    "veilig_thuis": "Veilig Thuis",
    "gemeente": "Andere gemeente",
    "om": "Openbaar Ministerie",
    "overig": "Andere partner",
}


@dataclass(frozen=True)
class Soortkeuze:
    """A kind of receiver: who can be chosen, and who cannot with the reason."""

    soort: str
    naam: str
    veld: str
    uitleg: str
    keuzes: list[tuple[int, str]]
    kan_niet: list[tuple[str, str]]
    voorstel: bool


@dataclass(frozen=True)
class Grondslagkeuze:
    """A grondslag that this receiver can be given data on, or cannot: then `reden` says why."""

    pk: int
    naam: str
    soort: str
    veldgroepen: frozenset[str]
    uitleg: str
    reden: str = ""


def voorstellen(blad: Dossierblad) -> dict[str, Route]:
    """Return the proposed routes of the last decision, per kind of receiver."""
    uitkomsten = [Uitkomst(u) for u in blad.beoordelingen[-1][0].uitkomsten] if blad.beoordelingen else []
    gevonden = routes(
        uitkomsten,
        slachtoffer_in_beeld=any(b.deel == Rol.SLACHTOFFER for b in blad.inhoud.betrokkenen),
        acuut_gevaar=blad.signaal.acuut == Antwoord.JA,
    )
    return {str(r.ontvanger): r for r in gevonden}


def soortkeuzes(door: Wie, blad: Dossierblad) -> list[Soortkeuze]:
    """Return all kinds of receivers, the proposed ones in front."""
    voorgesteld = voorstellen(blad)
    al = {v.ontvanger_id for v, _antwoorden in blad.verstrekkingen if v.status in LOPEND}
    volgorde = [*voorgesteld, *(s for s in SOORTNAMEN if s not in voorgesteld)]
    return [_soortkeuze(door, soort, voorgesteld.get(soort), al) for soort in volgorde]


def _soortkeuze(door: Wie, soort: str, route: Route | None, al: Collection[int]) -> Soortkeuze:
    keuzes: list[tuple[int, str]] = []
    kan_niet = []
    for mogelijk in ontvangers(door, soort):
        o = mogelijk.organisatie
        if o.pk in al:
            kan_niet.append((o.naam, _("heeft dit signaal al.")))
        elif mogelijk.reden:
            kan_niet.append((o.naam, _("kan vandaag niets krijgen. %(reden)s") % {"reden": mogelijk.reden}))
        else:
            plaats = (
                _("Krijgt het pakket in Baken.")
                if o.werkt_in_baken
                else _("Werkt buiten Baken: u geeft het pakket zelf.")
            )
            keuzes.append((o.pk, Keuze(o.naam, plaats)))
    return Soortkeuze(
        soort=soort,
        naam=SOORTNAMEN[soort],
        veld=f"ontvanger_{soort}",
        uitleg=f"{route.doel}. {route.toelichting} ({route.bron})" if route else "",
        keuzes=keuzes,
        kan_niet=kan_niet,
        voorstel=route is not None,
    )


def grondslagkeuzes(door: Wie, soort: str, ontvanger_id: int) -> tuple[list[Grondslagkeuze], list[Grondslagkeuze]]:
    """Return the grondslagen that can be used for this receiver today, and those that cannot with the reason."""
    kan: list[Grondslagkeuze] = []
    kan_niet: list[Grondslagkeuze] = []
    for g in grondslagen_voor(soort, door.vandaag):
        groepen = ", ".join(GROEPNAMEN[v].lower() for v in g.veldgroepen)
        delen = [g.toelichting, _("U mag delen: %(groepen)s.") % {"groepen": groepen}]
        reden = ""
        if g.vraagt_afspraak:
            afspraak = afspraak_tussen(g.vraagt_afspraak, door.organisatie_id, ontvanger_id, door.vandaag)
            if afspraak is None:
                reden = _("Er is vandaag geen bevestigde afspraak (%(soort)s) met deze organisatie.") % {
                    "soort": g.get_vraagt_afspraak_display()
                }
            else:
                delen.append(_("Afspraak: %(naam)s.") % {"naam": afspraak.naam})
        keuze = Grondslagkeuze(g.pk, g.naam, g.soort, frozenset(g.veldgroepen), " ".join(delen), reden)
        (kan_niet if reden else kan).append(keuze)
    return kan, kan_niet


def begin_van_deel(route: Route | None, grondslagen: list[Grondslagkeuze], delen: Mapping[str, str]) -> dict[str, Any]:
    """Return what the form of one receiver proposes."""
    if route is None:
        return {"grondslag": grondslagen[0].pk if len(grondslagen) == 1 else None, "over_wie": [], "veldgroepen": []}
    passend = [g for g in grondslagen if g.soort == route.grondslagsoort] or grondslagen
    eerste = passend[0] if passend else None
    groepen = {str(v) for v in route.veldgroepen}
    return {
        "doel": route.doel,
        "grondslag": eerste.pk if eerste else None,
        "over_wie": [r for r in map(str, route.over_wie) if r in delen],
        "veldgroepen": sorted(groepen & eerste.veldgroepen) if eerste else [],
    }


def naam_van(ontvanger_id: int) -> str:
    """Return the name of a receiver."""
    return organisatie(ontvanger_id).naam


def delen_in(blad: Dossierblad, namen: Mapping[str, str]) -> dict[str, str]:
    """Return part -> name with how many persons of that part stand in the dossier."""
    telling: dict[str, int] = {}
    for b in blad.inhoud.betrokkenen:
        telling[b.deel] = telling.get(b.deel, 0) + 1
    return {deel: f"{namen.get(deel, deel)} ({n})" for deel, n in telling.items()}
