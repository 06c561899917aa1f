"""Work in the background: ids only."""

from __future__ import annotations

from django.core.mail import send_mass_mail

from baken.kern.achtergrond import taak
from baken.organisaties.rollen import ONTVANGENDE_ROLLEN
from baken.organisaties.selectors import medewerkers_met_rol

TEKST = (
    "Een andere organisatie heeft iets voor u klaargezet in Baken.\n\n"
    "In deze e-mail staat met opzet geen inhoud. Meld u aan in Baken om het te bekijken.\n"
)


@taak
def bericht_nieuw_pakket(organisatie_id: int) -> None:
    """Tell who may answer packets in an organisation that one arrived, without any content."""
    ontvangers = medewerkers_met_rol(organisatie_id, ONTVANGENDE_ROLLEN)
    send_mass_mail([("Er staat een pakket klaar in Baken", TEKST, None, [m.email]) for m in ontvangers if m.email])
