"""Shield a casus, so that its team alone reads it, and open it again: who directs decides, with a reason."""

from __future__ import annotations

from baken.casussen.models import Casus
from baken.casussen.rules import sluiten as sluitregels
from baken.casussen.services.afsluiten import waarom_niet
from baken.casussen.services.behandelen import REDEN_NODIG, eis_versie, haal_met_slot, schrijf_stap
from baken.dossiers.context import handeling
from baken.dossiers.services import leden_van, voeg_lid_toe
from baken.kern import journaal
from baken.kern.fouten import NietToegestaanError, OngeldigeInvoerError, OvergangNietToegestaanError
from baken.organisaties.besluit import Wie

NIET_AAN_U = "Alleen wie de procesregie heeft, kan dit. Heeft niemand de procesregie? Dan kan het team dit."
WOORDEN = {True: "De casus is afgeschermd.", False: "De casus is weer open voor collega's."}


@handeling("casussen.afschermen")
def scherm_af(*, casus_id: int, versie: int, afgeschermd: bool, reden: str, door: Wie) -> Casus:
    """Close a casus for everybody but its team, with the packets it came from and to who reads along; or open it again.

    Who does it, and who directs, are in the team. Raises OngeldigeInvoerError (no reason), VerouderdError,
    OvergangNietToegestaanError (it stands so already), NietGevondenError, NietToegestaanError.
    """
    casus = haal_met_slot(door, casus_id, "casussen.afschermen")
    eis_versie(casus, versie)
    if waarom_niet(casus, door):
        raise NietToegestaanError(NIET_AAN_U)
    if casus.dossier.afgeschermd == afgeschermd:
        raise OvergangNietToegestaanError("afgeschermd" if afgeschermd else "open", "casussen.afschermen")
    if not sluitregels.genoeg(reden):
        raise OngeldigeInvoerError({"reden": [REDEN_NODIG]})
    casus.dossier.afgeschermd = afgeschermd
    casus.dossier.save(update_fields=["afgeschermd"])
    if door.medewerker_id not in leden_van(casus.dossier):
        voeg_lid_toe(casus.dossier, door.medewerker_id)
    casus.versie += 1
    schrijf_stap(casus, f"{WOORDEN[afgeschermd]} {reden.strip()}", door=door)
    casus.save(update_fields=["versie", "inhoud"])
    journaal.noteer(door.spoor(), "dossier.afgeschermd" if afgeschermd else "dossier.opengesteld", casus.dossier_id)
    return casus
