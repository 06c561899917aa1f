"""Hand the process direction of a casus over to a colleague of the team."""

from __future__ import annotations

from baken.casussen.models import Casus
from baken.casussen.partijen import team_van
from baken.casussen.services.afsluiten import waarom_niet
from baken.casussen.services.behandelen import eis_versie, haal_met_slot
from baken.dossiers.context import handeling
from baken.kern import journaal
from baken.kern.fouten import NietToegestaanError, OngeldigeInvoerError
from baken.organisaties.besluit import Wie
from baken.organisaties.rollen import ONTVANGENDE_ROLLEN
from baken.organisaties.selectors import medewerkers_met_rol

NIET_AAN_U = "Alleen wie de procesregie heeft, of het team als niemand die heeft, kan haar overdragen."


@handeling("casussen.behandelen")
def draag_over(*, casus_id: int, versie: int, medewerker_id: int, door: Wie) -> Casus:
    """Let a colleague of the team direct from now on. Who directs does this; without a director somebody of the team.

    Raises OngeldigeInvoerError, VerouderdError, NietGevondenError, NietToegestaanError.
    """
    casus = haal_met_slot(door, casus_id, "casussen.behandelen")
    eis_versie(casus, versie)
    if waarom_niet(casus, door):
        raise NietToegestaanError(NIET_AAN_U)
    werkt = medewerkers_met_rol(casus.organisatie_id, ONTVANGENDE_ROLLEN).filter(pk=medewerker_id).exists()
    if not werkt or medewerker_id not in {m.pk for m in team_van(casus, door)}:
        raise OngeldigeInvoerError({"medewerker": ["Kies iemand uit het team die aan casussen werkt."]})
    casus.procesregisseur_id = medewerker_id
    casus.versie += 1
    casus.save(update_fields=["procesregisseur", "versie"])
    journaal.noteer(door.spoor(), "casus.regie", casus.dossier_id, inhoud={"medewerker": medewerker_id})
    return casus
