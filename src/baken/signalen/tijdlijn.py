"""The acts on a signaal in the order in which they happened, from the rows themselves (never from the journaal)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
            uit.append(Gebeurtenis(beoordeling.op, "Gesloten terwijl er nog iets openstond", beoordeling.door.naam))
            continue
        namen = ", ".join(NAAM[Uitkomst(u)] for u in beoordeling.uitkomsten)
        uit.append(Gebeurtenis(beoordeling.op, "Besluit genomen", namen))
    for verstrekking, antwoorden in blad.verstrekkingen:
        naam = verstrekking.ontvanger.naam
        for op, wat in (
            (verstrekking.klaargezet_op, "Pakket klaargezet voor"),
            (verstrekking.verzonden_op, "Pakket verzonden naar"),
            (verstrekking.ontvangen_op, "Pakket geopend door"),
        ):
            if op is not None:
                uit.append(Gebeurtenis(op, f"{wat} {naam}", verstrekking.grondslag.naam))
        if verstrekking.besloten_op is not None:
            uit.append(Gebeurtenis(verstrekking.besloten_op, f"Antwoord van {naam}", _antwoord(verstrekking.status)))
        uit += [Gebeurtenis(a.op, f"Bericht van {naam}", a.soort) for a in antwoorden if a.soort != "afwijzing"]
    uit += [Gebeurtenis(n.begonnen_op, "Noodtoegang geopend", n.medewerker.naam) for n in blad.noodtoegangen]
    for bericht in blad.berichten:
        uit.append(Gebeurtenis(bericht.op, "Bericht van de melder" if bericht.van_melder else "Bericht aan de melder"))
    uit += [
        Gebeurtenis(t.op, "Terugkoppeling gegeven", "op tijd" if t.op_tijd else "te laat")
        for t in blad.terugkoppelingen
    ]
    return [g for _op, _plaats, g in sorted(((g.op, plaats, g) for plaats, g in enumerate(uit)), reverse=True)]


def _antwoord(status: str) -> str:
    return "niet aangenomen" if status == "afgewezen" else "aangenomen"
