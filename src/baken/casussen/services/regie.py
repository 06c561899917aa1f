"""Who directs a casus: the role fits its route, it is handed over with a reason, and taken over when all have left."""

from __future__ import annotations

from baken.casussen.models import Casus
from baken.casussen.partijen import is_verlaten, team_van
from baken.casussen.rules import sluiten as sluitregels
from baken.casussen.rules.regie import regierollen, waarom_geen_regie
from baken.casussen.services.afsluiten import waarom_niet
from baken.casussen.services.behandelen import REDEN_NODIG, eis_versie, haal_met_slot, schrijf_stap
from baken.dossiers.context import handeling
from baken.dossiers.services import voeg_lid_toe
from baken.kern import journaal
from baken.kern.fouten import NietToegestaanError, OngeldigeInvoerError, OvergangNietToegestaanError
from baken.organisaties.besluit import Wie
from baken.organisaties.rollen import ONTVANGENDE_ROLLEN
from baken.organisaties.selectors import medewerkers_met_rol, wie

OVERGENOMEN = "Een collega nam de casus over: van het team werkte hier niemand meer."
NIET_AAN_U = "Alleen wie de procesregie heeft, kan die overdragen. Heeft niemand die? Dan kan het team dat."


def eis_regie(casus: Casus, door: Wie) -> None:
    """Raise NietToegestaanError for who may not direct this casus. At most one query."""
    if zin := _waarom_niet(casus, door):
        raise NietToegestaanError(zin)


def _waarom_niet(casus: Casus, iemand: Wie) -> str:
    passend = regierollen(casus.route, casus.herkomst)
    past = bool(passend & iemand.rollen)
    ander = not past and medewerkers_met_rol(casus.organisatie_id, passend).exists()
    return waarom_geen_regie(route=casus.route, herkomst=casus.herkomst, rollen=iemand.rollen, ander=ander)


@handeling("casussen.behandelen")
def draag_over(*, casus_id: int, versie: int, medewerker_id: int, reden: str, door: Wie) -> Casus:
    """Let a colleague of the team direct from now on, with a reason that the team reads.

    Who directs does this; without a director somebody of the team. Raises OngeldigeInvoerError (no reason, nobody of
    the team, or a role that does not fit the route), VerouderdError, NietGevondenError, NietToegestaanError.
    """
    casus = haal_met_slot(door, casus_id, "casussen.behandelen")
    eis_versie(casus, versie)
    if waarom_niet(casus, door):
        raise NietToegestaanError(NIET_AAN_U)
    fouten: dict[str, list[str]] = {}
    if not sluitregels.genoeg(reden):
        fouten["reden"] = [REDEN_NODIG]
    team = {m.pk for m in team_van(casus, door)}
    collega = medewerkers_met_rol(casus.organisatie_id, ONTVANGENDE_ROLLEN).filter(pk=medewerker_id).first()
    if collega is None or medewerker_id not in team:
        fouten["medewerker"] = ["Kies iemand uit het team die aan casussen werkt."]
    elif zin := _waarom_niet(casus, wie(collega, tweede_factor=True)):
        fouten["medewerker"] = [zin]
    if fouten:
        raise OngeldigeInvoerError(fouten)
    casus.procesregisseur_id = medewerker_id
    casus.versie += 1
    schrijf_stap(casus, f"De procesregie ging naar een collega. {reden.strip()}", door=door)
    casus.save(update_fields=["procesregisseur", "versie", "inhoud"])
    journaal.noteer(door.spoor(), "casus.regie", casus.dossier_id, inhoud={"medewerker": medewerker_id})
    return casus


@handeling("casussen.oppakken")
def neem_over(*, casus_id: int, versie: int, door: Wie) -> Casus:
    """Take over a casus of whose team nobody works here any more, and direct it when that was done here.

    A shielded one, which nobody reads any more, is reached by noodtoegang: with a reason that the FG reads and judges.
    Raises VerouderdError, OvergangNietToegestaanError (somebody of the team works here), NietGevondenError,
    NietToegestaanError (also when a colleague has the role that the route asks).
    """
    casus = haal_met_slot(door, casus_id, "casussen.oppakken")
    eis_versie(casus, versie)
    if not is_verlaten(casus, door):
        raise OvergangNietToegestaanError("team", "overnemen")
    if casus.procesregisseur_id is not None:
        eis_regie(casus, door)
        casus.procesregisseur_id = door.medewerker_id
    voeg_lid_toe(casus.dossier, door.medewerker_id)
    casus.versie += 1
    schrijf_stap(casus, OVERGENOMEN, door=door)
    casus.save(update_fields=["procesregisseur", "versie", "inhoud"])
    journaal.noteer(door.spoor(), "casus.overgenomen", casus.dossier_id, inhoud={"medewerker": door.medewerker_id})
    return casus
