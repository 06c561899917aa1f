"""What a coordinator counts beside the clients, and where the coordination has its place. No persons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from baken.dossiers.context import handeling
from baken.dossiers.services import eis
from baken.kern import journaal, klok
from baken.organisaties.besluit import Band, Onderwerp, Wie
from baken.zorg.models import Adviesgesprek, Zorgpunt
from baken.zorg.services.basis import MAX_KORT, eis_geen_fouten
from baken.zorg.soorten import Antwoord, Gespreksoort, Plaats, Vrager

MEESTE_TEGELIJK = 200
LANGST_TERUG = 366
_ONDERWERP = Onderwerp(soort="zorgpunt", banden=frozenset({Band.ORGANISATIE}))


@handeling("zorg.tellen")
def tel_gesprek(*, dag: date, soort: str, vrager: str, door: Wie, aantal: int = 1) -> Adviesgesprek:
    """Count talks of a kind on a day: advice to a professional, or information for many.

    Raises OngeldigeInvoerError, NietToegestaanError.
    """
    eis(door, "zorg.tellen", _ONDERWERP)
    fouten: dict[str, list[str]] = {}
    if soort not in Gespreksoort.values:
        fouten["soort"] = ["Kies wat voor gesprek het was."]
    if vrager not in Vrager.values:
        fouten["vrager"] = ["Kies wie het vroeg."]
    if not 1 <= aantal <= MEESTE_TEGELIJK:
        fouten["aantal"] = [f"Vul een aantal in van 1 tot en met {MEESTE_TEGELIJK}."]
    if not 0 <= (klok.vandaag() - dag).days <= LANGST_TERUG:
        fouten["dag"] = ["Kies een dag tot en met vandaag, hoogstens een jaar terug."]
    eis_geen_fouten(fouten)
    rij, _nieuw = Adviesgesprek.objects.get_or_create(
        organisatie_id=door.organisatie_id, dag=dag, soort=soort, vrager=vrager
    )
    Adviesgesprek.objects.filter(pk=rij.pk).update(aantal=F("aantal") + aantal)
    rij.refresh_from_db()
    journaal.noteer(door.spoor(), "zorg.geteld", inhoud={"soort": soort, "vrager": vrager, "aantal": aantal})
    return rij


@dataclass(frozen=True)
class Zorgpuntgegevens:
    """Where the coordination has its place, how it is paid, and how many clients one coordinator can have."""

    plaats: str
    structureel: str
    financier: str = ""
    caseload_maximum: int | None = None
    bron: str = ""


@handeling("zorg.zorgpunt")
def leg_zorgpunt_vast(*, gegevens: Zorgpuntgegevens, door: Wie) -> Zorgpunt:
    """Record or correct the place and funding of the own coordination; checked today.

    Raises OngeldigeInvoerError, NietToegestaanError.
    """
    eis(door, "zorg.zorgpunt", _ONDERWERP)
    fouten: dict[str, list[str]] = {}
    if gegevens.plaats not in Plaats.values:
        fouten["plaats"] = ["Kies waar de zorgcoördinatie haar plaats heeft."]
    if gegevens.structureel not in Antwoord.values:
        fouten["structureel"] = ["Kies of de financiering structureel is."]
    if len(gegevens.financier) > 120:
        fouten["financier"] = ["Gebruik hoogstens 120 tekens."]
    if len(gegevens.bron) > MAX_KORT:
        fouten["bron"] = [f"Gebruik hoogstens {MAX_KORT} tekens."]
    if gegevens.caseload_maximum is not None and not 1 <= gegevens.caseload_maximum <= 500:
        fouten["caseload_maximum"] = ["Vul een getal in van 1 tot en met 500, of laat dit leeg."]
    eis_geen_fouten(fouten)
    zorgpunt, _nieuw = Zorgpunt.objects.update_or_create(
        organisatie_id=door.organisatie_id,
        defaults={
            "plaats": gegevens.plaats,
            "structureel": gegevens.structureel,
            "financier": gegevens.financier.strip(),
            "caseload_maximum": gegevens.caseload_maximum,
            "bron": gegevens.bron.strip(),
            "gecontroleerd_op": klok.vandaag(),
        },
    )
    inhoud = {"plaats": gegevens.plaats, "structureel": gegevens.structureel}
    journaal.noteer(door.spoor(), "zorg.zorgpunt", inhoud=inhoud)
    return zorgpunt
