"""Work in the background: ids only."""

from __future__ import annotations

from django.core.mail import send_mass_mail

from baken.kern.achtergrond import taak
from baken.organisaties.rollen import ONTVANGENDE_ROLLEN, Rol
from baken.organisaties.selectors import medewerkers_met_rol

TEKST = (
    "Een organisatie vraagt in Baken uw hulp bij iets dat is vastgelopen.\n\n"
    "In deze e-mail staat met opzet geen inhoud. Meld u aan in Baken en kijk bij Opschaling.\n"
)

OVERLEGTEKST = (
    "Een andere organisatie nodigt u in Baken uit voor een casusoverleg.\n\n"
    "In deze e-mail staat met opzet geen inhoud. Meld u aan in Baken en kijk bij Casussen, onder Overleggen.\n"
)


@taak
def bericht_opschaling(organisatie_id: int) -> None:
    """Tell the beleidsregisseurs of an organisation that a question waits, without any content."""
    regisseurs = medewerkers_met_rol(organisatie_id, frozenset({Rol.BELEIDSREGISSEUR}))
    kop = "Er staat een vraag voor u klaar in Baken"
    send_mass_mail([(kop, TEKST, None, [m.email]) for m in regisseurs if m.email])


@taak
def bericht_overleg(organisatie_id: int) -> None:
    """Tell who works on casussen in an organisation that it is invited to a casusoverleg, without any content."""
    mensen = medewerkers_met_rol(organisatie_id, ONTVANGENDE_ROLLEN)
    kop = "U bent in Baken uitgenodigd voor een overleg"
    send_mass_mail([(kop, OVERLEGTEKST, None, [m.email]) for m in mensen if m.email])
