"""What the receivers of the demonstration have in hand: acties with an owner and a day. All invented."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from baken.casussen.models import Casus
from baken.casussen.services.behandelen import maak_actie
from baken.dossiers.acties import NieuweActie
from baken.organisaties.besluit import Wie

ACTIES = (
    "Een tweede gesprek voeren, met een tolk.",
    "Nagaan welke opvang past.",
    "Met de huisarts bellen over een afspraak.",
    "Overleggen met de gemeente wie wat doet.",
    "Vragen of zij aangifte wil doen.",
)


def spreek_af(casus: Casus, door: Wie, over: int) -> None:
    """Put one or two acties on the list of a casus; most are for the coming weeks, some are late by now.

    over: days between the moment of the act and today.
    """
    kies = Random(casus.pk)  # noqa: S311  # invented data that must come out the same each time
    for tekst in kies.sample(ACTIES, kies.randint(1, 2)):
        dagen = kies.choice((max(over - 2, 0), over + 3, over + 8, over + 15))
        actie = NieuweActie(tekst, door.medewerker_id, door.vandaag + timedelta(days=dagen))
        maak_actie(casus_id=casus.pk, actie=actie, door=door)
