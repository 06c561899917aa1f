"""The exact answer to a request: what the second person checks is what the person gets. One canonical form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from baken.dossiers.verzoekverloop import ARTIKEL, Dossieruitkomst, Verzoeksoort, grond

DOEL = (
    "Vermoedens van mensenhandel ontvangen, beoordelen en op de juiste plek brengen: zorg, veiligheid en het aanpakken "
    "van wie zich schuldig maakt. Dat is een publieke taak (AVG artikel 6 lid 1 onder e)."
)
HERKOMST = (
    "Van wie het meldde, van partners die het vermoeden met ons deelden, of van uzelf. Wie meldde, noemen wij niet "
    "(AVG artikel 15 lid 4)."
)
NIET_HIERIN = (
    "In dit overzicht staan alleen gegevens over u. Het verhaal van wie meldde staat er niet woordelijk in: dat gaat "
    "ook over anderen (AVG artikel 15 lid 4). Gegevens over anderen en over een onderzoek staan er niet in."
)
NIETS = (
    "Met de gegevens die u gaf, vonden wij in Baken niets over u dat wij u kunnen geven. Wij zochten op uw naam met "
    "geboortedatum, telefoon, e-mailadres, documentnummer en adres, voor zover u die gaf."
)
GEEN_AUTOMAAT = "Een mens besluit. Baken neemt geen besluit over u met een computer alleen (AVG artikel 22)."
RECHTEN = (
    "U kunt vragen om gegevens te verbeteren (AVG artikel 16), te wissen (artikel 17) of te beperken (artikel 18), en "
    "u kunt bezwaar maken (artikel 21).",
    "Bent u het niet eens met dit antwoord? U kunt een klacht indienen bij de Autoriteit Persoonsgegevens (AVG artikel "
    "77), en dit antwoord is een besluit waartegen u bezwaar kunt maken (UAVG artikel 34).",
)
ZINNEN = {
    (Verzoeksoort.INZAGE, Dossieruitkomst.TOEGEWEZEN): "U krijgt alles wat hier over u in staat.",
    (Verzoeksoort.INZAGE, Dossieruitkomst.DEELS): "U krijgt een deel van wat hier over u in staat.",
    (Verzoeksoort.INZAGE, Dossieruitkomst.GEWEIGERD): "U krijgt niet wat hier over u in staat.",
    (Verzoeksoort.RECTIFICATIE, Dossieruitkomst.TOEGEWEZEN): "Wij verbeterden uw gegevens.",
    (Verzoeksoort.RECTIFICATIE, Dossieruitkomst.DEELS): "Wij verbeterden een deel van uw gegevens.",
    (Verzoeksoort.RECTIFICATIE, Dossieruitkomst.GEWEIGERD): "Wij veranderden uw gegevens niet.",
    (Verzoeksoort.WISSING, Dossieruitkomst.TOEGEWEZEN): "Wij wisten uw gegevens als persoon in dit dossier.",
    (Verzoeksoort.WISSING, Dossieruitkomst.DEELS): "Wij wisten een deel van uw gegevens.",
    (Verzoeksoort.WISSING, Dossieruitkomst.GEWEIGERD): "Wij wisten uw gegevens niet.",
    (Verzoeksoort.BEPERKING, Dossieruitkomst.TOEGEWEZEN): "Wij bewaren uw gegevens en geven ze nu aan niemand.",
    (Verzoeksoort.BEPERKING, Dossieruitkomst.GEWEIGERD): "Wij beperken het gebruik van uw gegevens niet.",
}


def deel(
    soort: str,
    uitkomst: str,
    *,
    regels: Sequence[Mapping[str, str]],
    samenvatting: str,
    ontvangers: Sequence[str],
    grondcode: str,
) -> dict[str, Any]:
    """Return the part of the answer about one dossier. regels: kop, tekst (and was, for a correction)."""
    reden = grond(grondcode)
    return {
        "besluit": ZINNEN.get((Verzoeksoort(soort), Dossieruitkomst(uitkomst)), Dossieruitkomst(uitkomst).label),
        "gegevens": [dict(r) for r in regels],
        "samenvatting": samenvatting,
        "ontvangers": list(ontvangers),
        "reden": reden.naam if reden else "",
        "artikel": reden.artikel if reden else "",
    }


@dataclass(frozen=True)
class Kop:
    """What stands above an answer."""

    kenmerk: str
    soort: Verzoeksoort
    organisatie: str
    aan: str
    ontvangen_op: date
    opgemaakt_op: date


def antwoord(kop: Kop, *, delen: Sequence[Mapping[str, Any]], bewaren: str, demonstratie: str = "") -> dict[str, Any]:
    """Return the whole answer. demonstratie: the watermark, first in the file when there is one."""
    return {
        **({"demonstratie": demonstratie} if demonstratie else {}),
        "kenmerk": kop.kenmerk,
        "verzoek": kop.soort.label,
        "artikel": ARTIKEL[kop.soort],
        "organisatie": kop.organisatie,
        "aan": kop.aan,
        "ontvangen_op": kop.ontvangen_op.isoformat(),
        "opgemaakt_op": kop.opgemaakt_op.isoformat(),
        "dossiers": [dict(d) for d in delen],
        "niets_gevonden": "" if delen else NIETS,
        "doel": DOEL,
        "herkomst": HERKOMST,
        "niet_hierin": NIET_HIERIN,
        "bewaren": bewaren,
        "geen_automaat": GEEN_AUTOMAAT,
        "uw_rechten": list(RECHTEN),
    }


def als_bytes(gegeven: Mapping[str, Any]) -> bytes:
    """Return the answer in its one canonical form (UTF-8 JSON)."""
    return json.dumps(gegeven, ensure_ascii=False, separators=(",", ":")).encode()


def uit_bytes(ruw: bytes) -> dict[str, Any]:
    """Read an answer back."""
    gegeven: dict[str, Any] = json.loads(ruw)
    return gegeven


def vingerafdruk(ruw: bytes) -> str:
    """Return the SHA-256 of the canonical answer (64 hex characters)."""
    return hashlib.sha256(ruw).hexdigest()
