"""What two zorgcoordinators of the demonstration do together: team, four eyes and hand-over. All invented."""

from __future__ import annotations

from baken.kern import klok
from baken.opdrachten.demonstratie.samen import stel_op
from baken.opdrachten.demonstratie.zorgpunt import als, op_dag
from baken.organisaties.besluit import Wie
from baken.organisaties.services import stel_delen_in
from baken.zorg.models import Traject
from baken.zorg.services import overdragen, team

REDEN = "Ik ga minder werken; de cliënt weet dat een collega het overneemt (verzonnen)."
SAMEN = (5, 7)  # of zorgpunt.VERHALEN: a colleague is in the team of the first, and is asked to take over the second


def speel_collegas(ilse: Wie, inge: Wie, beheer: Wie, partner: Wie, trajecten: list[Traject]) -> None:
    """Put a colleague in the team of one client with a deelbesluit that waits for her, and hand over another."""
    deelt, gaat = (trajecten[nummer] for nummer in SAMEN)
    with klok.zet_stil(op_dag(1)):
        stel_delen_in(vier_ogen=True, hulptekst="", bron="", door=als(beheer))
        team.zet_in_team(traject_id=deelt.pk, medewerker_id=inge.medewerker_id, door=als(ilse))
        stel_op(ilse, partner, deelt.dossier_id)
        overdragen.stel_overdracht_voor(traject_id=gaat.pk, naar_id=inge.medewerker_id, reden=REDEN, door=als(ilse))
