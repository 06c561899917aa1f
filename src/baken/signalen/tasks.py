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
NIEUW = (
    "Er staat iets nieuws klaar in Baken",
    "Er staat iets nieuws voor u klaar in Baken.\n\n"
    "In deze e-mail staat met opzet geen inhoud. Meld u aan in Baken om het te bekijken.\n",
)
NIEMAND = (
    "Uw organisatie heeft in Baken geen aandachtsfunctionaris",
    "Er staat iets nieuws klaar in Baken, maar niemand van uw organisatie kan het zien. Uw organisatie heeft vandaag "
    "geen aandachtsfunctionaris en geen vervanger.\n\n"
    "De beheerder kan iemand die rol geven bij Mensen en rollen. Een tweede persoon bevestigt de rol.\n\n"
    "In deze e-mail staat met opzet geen inhoud.\n",
)


@taak
def bericht_nieuw_signaal(organisatie_id: int) -> None:
    """Tell the aandachtsfunctionarissen and their replacements that something is new, without any content.

    When there is nobody today, beheerder and FG hear that: only they can see to it that somebody comes.
    """
    ontvangers, (kop, tekst) = medewerkers_met_rol(organisatie_id, frozenset({Rol.AANDACHTSFUNCTIONARIS})), NIEUW
    if not ontvangers:
        ontvangers, (kop, tekst) = medewerkers_met_rol(organisatie_id, frozenset({Rol.BEHEERDER, Rol.FG})), NIEMAND
    send_mass_mail([(kop, tekst, None, [m.email]) for m in ontvangers if m.email])


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
