"""What the receivers of the demonstration have in hand: acties with an owner and a day. All invented."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from baken.casussen.models import Casus
from baken.casussen.services.afsluiten import sluit
from baken.casussen.services.behandelen import maak_actie, meld_afloop
from baken.casussen.soorten import Afsluitreden
from baken.dossiers.acties import NieuweActie
from baken.dossiers.verloop import Afloop
from baken.organisaties.besluit import Wie

ACTIES = (
    "Een tweede gesprek voeren, met een tolk.",
    "Nagaan welke opvang past.",
    "Met de huisarts bellen over een afspraak.",
    "Overleggen met de gemeente wie wat doet.",
    "Vragen of zij aangifte wil doen.",
)


def speel_casus(casus: Casus, door: Wie, *, over: int, klaar: bool, vertel: bool) -> None:
    """Let the team of a casus work: tell the sender, and close it or agree on what comes next.

    over: days between the moment of the act and today.
    """
    if vertel:
        meld_afloop(casus_id=casus.pk, afloop=Afloop.ZORG_GESTART, door=door)
    if klaar:
        sluit(casus_id=casus.pk, versie=casus.versie, afsluitreden=Afsluitreden.KLAAR, door=door)
    else:
        _spreek_af(casus, door, over)


def _spreek_af(casus: Casus, door: Wie, over: int) -> None:
    """Put one or two acties on the list of a casus; most are for the coming weeks, some are late by now."""
    kies = Random(casus.pk)  # noqa: S311  # invented data that must come out the same each time
    for tekst in kies.sample(ACTIES, kies.randint(1, 2)):
        dagen = kies.choice((max(over - 2, 0), over + 3, over + 8, over + 15))
        actie = NieuweActie(tekst, door.medewerker_id, door.vandaag + timedelta(days=dagen))
        maak_actie(casus_id=casus.pk, actie=actie, door=door)
