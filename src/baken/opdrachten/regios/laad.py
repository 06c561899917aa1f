"""Make the organisations and regions of a real region. A second run changes nothing, and nothing typed is lost."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from baken.keten.laad import laad_grondslagen
from baken.organisaties.models import Organisatie, Organisatiesoort, Regio, Regiolid, Regiosoort
from baken.referentie import selectors as referentie
from baken.referentie.laad import laad_alles
from baken.referentie.waarden import Gemeente

MAP = Path(__file__).resolve().parent
BEGIN = date(2023, 1, 1)  # the year of the source; a beheerder may correct it


@dataclass(frozen=True)
class Geladen:
    """What a run did: numbers of rows that are new, and what the source leaves open."""

    gemeenten: int
    partners: int
    regios: int
    leden: int
    open_: tuple[str, ...]

    @property
    def nieuw(self) -> int:
        """How many rows were made in all."""
        return self.gemeenten + self.partners + self.regios + self.leden


def profielen() -> list[str]:
    """Return the names of the regions that ship."""
    return sorted(pad.stem for pad in MAP.glob("*.json"))


def lees(naam: str) -> dict[str, Any]:
    """Return a profile. Raises KeyError for a name that does not ship."""
    if naam not in profielen():
        raise KeyError(naam)
    profiel: dict[str, Any] = json.loads((MAP / f"{naam}.json").read_text(encoding="utf-8"))
    return profiel


@transaction.atomic
def laad(naam: str) -> Geladen:
    """Load facts, then the gemeenten, partners and regions of a profile. Raises KeyError.

    Partners start outside Baken, all public doors are closed, and no afspraak is made: who works here, what is
    open and which convenant holds are acts of the organisation itself.
    """
    profiel = lees(naam)
    laad_alles()
    laad_grondslagen()
    feiten = [g for g in referentie.gemeenten() if g.politie_eenheid == profiel["politie_eenheid"]]
    gemeenten = {g.code: _organisatie(f"gemeente-{slugify(g.naam)}", g.naam, "gemeente", g.code) for g in feiten}
    partners = [_organisatie(o["code"], o["naam"], o["soort"]) for o in profiel["organisaties"]]
    regios, leden = _regios(profiel, feiten, {c: o for c, (o, _) in gemeenten.items()}, [o for o, _ in partners])
    return Geladen(
        gemeenten=sum(nieuw for _, nieuw in gemeenten.values()),
        partners=sum(nieuw for _, nieuw in partners),
        regios=regios,
        leden=leden,
        open_=tuple(f"{o['naam']}: {o['noot']}" for o in profiel["organisaties"] if o["noot"]),
    )


def _organisatie(code: str, naam: str, soort: str, gemeente_code: str = "") -> tuple[Organisatie, bool]:
    gemeente = soort == Organisatiesoort.GEMEENTE
    if gemeente:  # another gemeente may have passed something to it before it worked in Baken
        Organisatie.objects.filter(code=code, werkt_in_baken=False).update(werkt_in_baken=True)
    return Organisatie.objects.get_or_create(
        code=code,
        defaults={
            "naam": f"Gemeente {naam}" if gemeente else naam,
            "soort": soort,
            "gemeente_code": gemeente_code,
            "geldig_van": BEGIN,
            "werkt_in_baken": gemeente,
        },
    )


def _regios(
    profiel: dict[str, Any], feiten: list[Gemeente], gemeenten: dict[str, Organisatie], partners: list[Organisatie]
) -> tuple[int, int]:
    """Make the police unit with everybody, the veiligheidsregio's of the law, and the care region of the source."""
    alle = list(gemeenten.values())
    zorg = [p for p in partners if p.soort == Organisatiesoort.ZORGCOORDINATIE]
    indeling: list[tuple[str, str, str, list[Organisatie]]] = [
        (
            f"eenheid-{profiel['code']}",
            f"Politie-eenheid {profiel['politie_eenheid']}",
            Regiosoort.EENHEID,
            alle + partners,
        ),
        (
            f"zorgregio-{profiel['code']}",
            f"Zorgregio {profiel['naam'].removeprefix('Regio ')}",
            Regiosoort.ZORGREGIO,
            alle + zorg,
        ),
    ]
    veiligheid: dict[tuple[str, str], list[Organisatie]] = {}
    for g in feiten:
        veiligheid.setdefault((g.veiligheidsregio_code, g.veiligheidsregio), []).append(gemeenten[g.code])
    indeling += [
        (slugify(code), f"Veiligheidsregio {naam}", Regiosoort.VEILIGHEIDSREGIO, leden)
        for (code, naam), leden in sorted(veiligheid.items(), key=lambda paar: paar[0])
    ]
    nieuw = nieuwe_leden = 0
    for code, naam, soort, leden in indeling:
        regio, gemaakt = Regio.objects.get_or_create(code=code, defaults={"naam": naam, "soort": soort})
        nieuw += gemaakt
        al = set(Regiolid.objects.filter(regio=regio).values_list("organisatie_id", flat=True))
        rijen = [Regiolid(organisatie=o, regio=regio, geldig_van=BEGIN) for o in leden if o.pk not in al]
        nieuwe_leden += len(Regiolid.objects.bulk_create(rijen))
    return nieuw, nieuwe_leden
