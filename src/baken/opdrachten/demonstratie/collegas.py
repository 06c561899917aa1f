"""What zorgcoordinators of the demonstration do together: team, four eyes and two hand-overs. All invented."""

from __future__ import annotations

from baken.casussen.services.aannemen import accepteer
from baken.kern import klok
from baken.opdrachten.demonstratie.samen import Aanleiding, stel_op
from baken.opdrachten.demonstratie.zorgpunt import als, op_dag
from baken.organisaties.besluit import Wie
from baken.organisaties.services import stel_delen_in
from baken.zorg.models import Traject
from baken.zorg.services import overdragen, team

REDEN = "Ik ga minder werken; de cliënt weet dat een collega het overneemt (verzonnen)."
VERHUIST = Aanleiding(
    "De zorg overnemen: de cliënt verhuist (verzonnen).",
    "Zij wil hulp dicht bij haar nieuwe huis en vindt dit goed (verzonnen).",
    "De nieuwe zorgcoördinator moet weten wie er komt (verzonnen).",
)
# Of zorgpunt.VERHALEN: a colleague is in the team of the first, and is asked to take over the second. The third waits
# for another region: it took the packet on, and did not say yet that it goes on with the care.
SAMEN = (5, 7, 6)


def speel_verhuizing(ilse: Wie, zita: Wie, trajecten: list[Traject]) -> None:
    """Ask the coordinator of another region to go on with the care of one client; she only took the packet on."""
    verhuist = trajecten[SAMEN[2]]
    with klok.zet_stil(op_dag(3)):
        besluit = stel_op(ilse, zita, verhuist.dossier_id, VERHUIST)
    with klok.zet_stil(op_dag(2)):
        accepteer(verstrekking_id=besluit.pk, door=als(zita))


def speel_collegas(ilse: Wie, inge: Wie, beheer: Wie, partner: Wie, trajecten: list[Traject]) -> None:
    """Put a colleague in the team of one client with a deelbesluit that waits for her, and hand over another."""
    deelt, gaat = (trajecten[nummer] for nummer in SAMEN[:2])
    with klok.zet_stil(op_dag(1)):
        stel_delen_in(vier_ogen=True, hulptekst="", bron="", door=als(beheer))
        team.zet_in_team(traject_id=deelt.pk, medewerker_id=inge.medewerker_id, door=als(ilse))
        stel_op(ilse, partner, deelt.dossier_id)
        overdragen.stel_overdracht_voor(traject_id=gaat.pk, naar_id=inge.medewerker_id, reden=REDEN, door=als(ilse))
