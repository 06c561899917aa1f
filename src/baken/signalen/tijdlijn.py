"""The acts on a signaal in the order in which they happened, from the rows themselves (never from the journaal)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from baken.dossiers.berichten import OpenBericht
from baken.dossiers.models import Verstrekking
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.signalen.ontvangerstanden import AFSLUITING
from baken.signalen.rules.advies import NAAM, Uitkomst
from baken.signalen.selectors import Dossierblad


@dataclass(frozen=True)
class Gebeurtenis:
    """One act: when, what, and a detail without identities."""

    op: datetime
    wat: str
    detail: str = ""


def tijdlijn(blad: Dossierblad) -> list[Gebeurtenis]:
    """Return the acts, newest first; of two at one moment the one that can only come after stands above.

    The acts are gathered in the order in which they can happen, so their place settles what the clock does not.
    """
    s = blad.signaal
    uit = [Gebeurtenis(s.ontvangen_op, "Signaal ontvangen", s.get_kanaal_display())]
    if s.bekeken_op:
        uit.append(Gebeurtenis(s.bekeken_op, "In beoordeling genomen", s.behandelaar.naam if s.behandelaar else ""))
    for beoordeling, _ in blad.beoordelingen:
        if AFSLUITING in beoordeling.advies:
            naam = beoordeling.door.naam if beoordeling.door else ""
            uit.append(Gebeurtenis(beoordeling.op, "Gesloten terwijl er nog iets openstond", naam))
            continue
        namen = ", ".join(NAAM[Uitkomst(u)] for u in beoordeling.uitkomsten)
        uit.append(Gebeurtenis(beoordeling.op, "Besluit genomen", namen))
    for verstrekking, antwoorden in blad.verstrekkingen:
        uit += _van_verstrekking(verstrekking, antwoorden)
    uit += [Gebeurtenis(n.begonnen_op, "Noodtoegang geopend", n.medewerker.naam) for n in blad.noodtoegangen]
    for c in blad.correcties:
        was = f"{c.kop}, persoon {c.persoon}" + (f"; er stond: {c.oud or 'niets'}" if blad.onthuld else "")
        uit.append(Gebeurtenis(c.op, "Verbeterd op verzoek van de persoon", was))
    for bericht in blad.berichten:
        uit.append(Gebeurtenis(bericht.op, "Bericht van de melder" if bericht.van_melder else "Bericht aan de melder"))
    uit += [
        Gebeurtenis(t.op, "Terugkoppeling gegeven", "op tijd" if t.op_tijd else "te laat")
        for t in blad.terugkoppelingen
    ]
    return [g for _op, _plaats, g in sorted(((g.op, plaats, g) for plaats, g in enumerate(uit)), reverse=True)]


def _van_verstrekking(verstrekking: Verstrekking, antwoorden: Sequence[OpenBericht]) -> list[Gebeurtenis]:
    naam = verstrekking.ontvanger.naam
    momenten = (
        (verstrekking.klaargezet_op, f"Pakket klaargezet voor {naam}", verstrekking.grondslag.naam),
        (verstrekking.verzonden_op, f"Pakket verzonden naar {naam}", verstrekking.grondslag.naam),
        (verstrekking.ontvangen_op, f"Pakket geopend door {naam}", verstrekking.grondslag.naam),
        (verstrekking.besloten_op, f"Antwoord van {naam}", _antwoord(verstrekking.status)),
    )
    uit = [Gebeurtenis(op, wat, detail) for op, wat, detail in momenten if op is not None]
    uit += [Gebeurtenis(a.op, f"Bericht van {naam}", a.soort) for a in antwoorden if a.soort != "afwijzing"]
    if verstrekking.status == Verstrekkingsstatus.BEEINDIGD and verstrekking.afgerond_op is not None:
        uit.append(Gebeurtenis(verstrekking.afgerond_op, "Toestemming ingetrokken", naam))
    return uit


def _antwoord(status: str) -> str:
    return "niet aangenomen" if status == "afgewezen" else "aangenomen"
