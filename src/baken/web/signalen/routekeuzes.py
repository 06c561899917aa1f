"""What a doorgeleiding proposes: kinds, receivers who can or cannot receive today, grondslagen with their afspraak."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from baken.dossiers.pakket import GROEPNAMEN
from baken.dossiers.verloop import LOPEND
from baken.keten.selectors import Ontvanger, afspraak_tussen, grondslagen_voor, ontvanger, ontvangers
from baken.organisaties.besluit import Wie
from baken.organisaties.selectors import organisatie
from baken.organisaties.services import neem_gemeente_op
from baken.referentie.selectors import leeftijdsgroepen
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.rules.doorgeleiding import Route, routes, verhaal_gaat_mee
from baken.signalen.rules.gegevens import Rol
from baken.signalen.selectors import Dossierblad
from baken.signalen.soorten import Antwoord
from baken.web.formulieren import Keuze
from baken.web.signalen import overwie

GEMEENTE = "gemeente"
SOORTNAMEN = {
    "zorgcoordinatie": "Zorgcoördinator",
    "zvh": "Zorg- en Veiligheidshuis",
    "riec": "RIEC",
    "politie": "Politie (AVIM)",
    "nla": "Nederlandse Arbeidsinspectie",
    "veilig_thuis": "Veilig Thuis",
    GEMEENTE: "Andere gemeente",
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


def soortkeuzes(door: Wie, blad: Dossierblad, gekozen: Collection[int] = ()) -> list[Soortkeuze]:
    """Return all kinds of receivers, the proposed ones in front.

    gekozen: ids of what was chosen already; a gemeente from outside the own regions stays a choice by that. Who has
    the signaal is a choice only while nobody directs.
    """
    voorgesteld = voorstellen(blad)
    lopend = [v for v, _antwoorden in blad.verstrekkingen if v.status in LOPEND]
    vrij = not any(v.procesregie for v in lopend)
    al = {v.ontvanger_id: vrij for v in lopend}
    volgorde = [*voorgesteld, *(s for s in SOORTNAMEN if s not in voorgesteld)]
    return [_soortkeuze(door, soort, voorgesteld.get(soort), al, gekozen) for soort in volgorde]


def _mogelijk(door: Wie, soort: str, gekozen: Collection[int]) -> list[Ontvanger]:
    """Return the receivers of the own regions, then the gemeenten from elsewhere that were chosen."""
    uit = ontvangers(door, soort)
    if soort == GEMEENTE:
        elders = [organisatie(pk) for pk in sorted(set(gekozen) - {o.organisatie.pk for o in uit})]
        uit += [ontvanger(door, o) for o in elders if o.soort == GEMEENTE]
    return uit


def voorgestelde_gemeente(blad: Dossierblad) -> str:
    """Return the code of the gemeente where it happens, when the last decision passes the signaal on to that one."""
    code = blad.signaal.gemeente_code
    elders = GEMEENTE in voorstellen(blad) and code != blad.signaal.organisatie.gemeente_code
    return code if elders else ""


def gemeente_van_elders(door: Wie, blad: Dossierblad, code: str) -> tuple[int, str]:
    """Return the id of the organisation of a gemeente, and why it cannot receive today (empty when it can)."""
    gemeente = neem_gemeente_op(gemeente_code=code, door=door)
    if gemeente.pk in {v.ontvanger_id for v, _antwoorden in blad.verstrekkingen if v.status in LOPEND}:
        return gemeente.pk, _("%(naam)s heeft dit signaal al.") % {"naam": gemeente.naam}
    return gemeente.pk, ontvanger(door, gemeente).reden


def _soortkeuze(
    door: Wie, soort: str, route: Route | None, al: Mapping[int, bool], gekozen: Collection[int]
) -> Soortkeuze:
    """al: who has the signaal, with whether the process direction can be asked there."""
    keuzes: list[tuple[int, str]] = []
    kan_niet = []
    for mogelijk in _mogelijk(door, soort, gekozen):
        o = mogelijk.organisatie
        if o.pk in al and not al[o.pk]:
            kan_niet.append((o.naam, _("heeft dit signaal al.")))
        elif mogelijk.reden:
            kan_niet.append((o.naam, _("kan vandaag niets krijgen. %(reden)s") % {"reden": mogelijk.reden}))
        elif o.pk in al:
            keuzes.append((o.pk, Keuze(o.naam, _("Heeft dit signaal al. U vraagt alleen de procesregie."))))
        else:
            plaats = (
                _("Krijgt het pakket in Baken.")
                if mogelijk.in_baken
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


VOLGORDE = ("wet", "taak", "toestemming", "plicht", "nood")
VOLGORDE_MINDERJARIG = ("wet", "taak", "plicht", "nood", "toestemming")  # who may consent is not plain then


def grondslagkeuzes(
    door: Wie, soort: str, ontvanger_id: int, *, minderjarig: bool = False
) -> tuple[list[Grondslagkeuze], list[Grondslagkeuze]]:
    """Return the grondslagen that can be used for this receiver today, and those that cannot with the reason.

    Law and task stand in front; consent stands last when somebody is, or may be, a minor. None is chosen beforehand.
    """
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
    volgorde = VOLGORDE_MINDERJARIG if minderjarig else VOLGORDE
    return sorted(kan, key=lambda g: volgorde.index(g.soort)), kan_niet


def begin_van_deel(route: Route | None, grondslagen: list[Grondslagkeuze], personen: Collection[str]) -> dict[str, Any]:
    """Return what the form of one receiver proposes. Never a grondslag: that is for the person who decides."""
    if route is None:
        return {"over_wie": [], "veldgroepen": []}
    mogelijk = {groep for g in grondslagen for groep in g.veldgroepen}
    return {
        "doel": route.doel,
        "over_wie": overwie.bij_delen(personen, list(map(str, route.over_wie))),
        "veldgroepen": sorted(mogelijk & {str(v) for v in route.veldgroepen}),
        "verhaal": verhaal_gaat_mee(str(route.ontvanger)),
    }


def kan_minderjarig_zijn(blad: Dossierblad) -> bool:
    """Say whether somebody in the signaal is, or may be, a minor: then it must be asked who gives consent."""
    jong = {g.code for g in leeftijdsgroepen() if g.minderjarig}
    return blad.signaal.minderjarig == Antwoord.JA or any(b.leeftijdsgroep in jong for b in blad.inhoud.betrokkenen)


def naam_van(ontvanger_id: int) -> str:
    """Return the name of a receiver."""
    return organisatie(ontvanger_id).naam


def personen_in(blad: Dossierblad, namen: Mapping[str, str]) -> dict[str, str]:
    """Return the persons of the dossier as choices; not who may not be shared now (AVG art. 18)."""
    personen = [b for b in blad.inhoud.betrokkenen if b.id is not None and b.beperkt_op is None]
    return overwie.keuzes([(b.id, b.nummer, [d for d in (b.deel, b.ook_deel) if d]) for b in personen if b.id], namen)
