"""Who reads a traject besides its coordinator: a colleague who stands in, as long as that is needed."""

from __future__ import annotations

from baken.dossiers.context import handeling
from baken.dossiers.services import leden_van, neem_lid_weg, voeg_lid_toe
from baken.kern import journaal
from baken.kern.fouten import OngeldigeInvoerError
from baken.organisaties.besluit import Wie
from baken.zorg.models import Traject
from baken.zorg.services.basis import (
    REDEN_NODIG,
    eis_geen_fouten,
    genoeg,
    haal_met_slot,
    keur_tekst,
    schrijf_stuk,
    werkt_hier,
)
from baken.zorg.services.kanten import eis_andere_kant, verband_van
from baken.zorg.soorten import Stuksoort


@handeling("trajecten.begeleiden")
def zet_in_team(*, traject_id: int, medewerker_id: int, door: Wie) -> Traject:
    """Put a zorgcoordinator of the own organisation in the team of a traject.

    Raises OngeldigeInvoerError, NietGevondenError, NietToegestaanError (also for who reads the other side of the
    casus), OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.begeleiden")
    if not werkt_hier(traject.organisatie_id, medewerker_id):
        raise OngeldigeInvoerError({"medewerker": ["Kies een zorgcoördinator van uw organisatie."]})
    eis_andere_kant(verband_van(traject), traject.doelgroep, medewerker_id)
    voeg_lid_toe(traject.dossier, medewerker_id)
    regel = {"medewerker": medewerker_id}
    journaal.noteer(door.spoor(), "traject.lid_toegevoegd", traject.dossier_id, inhoud=regel)
    return traject


@handeling("trajecten.begeleiden")
def haal_uit_team(*, traject_id: int, medewerker_id: int, reden: str, door: Wie) -> Traject:
    """Take somebody out of the team of a traject, with a reason. A shielded one is closed to that person at once.

    Raises OngeldigeInvoerError (no reason, nobody of the team, the coordinator or the last one), NietGevondenError,
    NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, "trajecten.begeleiden")
    fouten: dict[str, list[str]] = {}
    tekst = keur_tekst(fouten, "reden", reden, zin=REDEN_NODIG)
    if not genoeg(reden):
        fouten["reden"] = [REDEN_NODIG]
    leden = leden_van(traject.dossier)
    if medewerker_id == traject.coordinator_id:
        fouten["medewerker"] = ["Dit is de coördinator. Draag het traject eerst over."]
    elif medewerker_id not in leden:
        fouten["medewerker"] = ["Kies iemand uit het team."]
    elif len(leden) == 1:
        fouten["medewerker"] = ["Dit is de laatste in het team. Zet er eerst iemand bij."]
    eis_geen_fouten(fouten)
    neem_lid_weg(traject.dossier, medewerker_id)
    schrijf_stuk(traject, Stuksoort.TEAM, {"reden": tekst}, door=door)
    regel = {"medewerker": medewerker_id}
    journaal.noteer(door.spoor(), "traject.lid_weg", traject.dossier_id, inhoud=regel)
    return traject
