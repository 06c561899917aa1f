"""Work in the background: ids only."""

from __future__ import annotations

from datetime import timedelta

from django.core.mail import send_mass_mail
from django.db import transaction

from baken.kern.achtergrond import periodiek, taak
from baken.kern.afnemers import Gebeurtenis, lees_verder
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import medewerkers_met_rol

ONTVANGEN = "signaal.ontvangen"  # the line in the journaal that this package listens to itself


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


@taak
@transaction.atomic
def bericht_wat_binnenkwam() -> int:
    """Queue one mail for each organisation that got signalen since the last round; the number of organisations.

    The journaal is the outbox: the act of reporting queues nothing itself, so it stays short, and many signalen
    in one minute are one mail.
    """
    organisaties: dict[int, None] = {}

    def onthoud(gebeurtenis: Gebeurtenis) -> None:
        organisaties[gebeurtenis.organisatie_id] = None

    while lees_verder("signalen.berichten", onthoud, handelingen=(ONTVANGEN,)):
        pass
    for organisatie_id in organisaties:
        bericht_nieuw_signaal.enqueue(organisatie_id)
    return len(organisaties)


def meld_aan() -> None:
    """Register when they run."""
    periodiek("signalen.berichten", bericht_wat_binnenkwam, elke=timedelta(minutes=1))
