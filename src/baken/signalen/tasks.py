"""Work in the background: ids only."""

from __future__ import annotations

from django.core.mail import send_mass_mail

from baken.kern.achtergrond import taak
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import medewerkers_met_rol


@taak
def bericht_nieuw_signaal(organisatie_id: int) -> None:
    """Tell the aandachtsfunctionarissen and their replacements that something is new, without any content."""
    tekst = (
        "Er staat iets nieuws voor u klaar in Baken.\n\n"
        "In deze e-mail staat met opzet geen inhoud. Meld u aan in Baken om het te bekijken.\n"
    )
    ontvangers = medewerkers_met_rol(organisatie_id, frozenset({Rol.AANDACHTSFUNCTIONARIS}))
    berichten = [("Er staat iets nieuws klaar in Baken", tekst, None, [m.email]) for m in ontvangers if m.email]
    send_mass_mail(berichten)
