"""Three years of invented signalen from a fixed seed: the old ones from memory, the young ones through the services."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from baken.kern import klok
from baken.opdrachten.demonstratie.boek import Boek
from baken.opdrachten.demonstratie.geschiedenis import OUD, Verleden
from baken.opdrachten.demonstratie.keten import speel_keten
from baken.opdrachten.demonstratie.nood import speel_noodtoegang
from baken.opdrachten.demonstratie.overname import GEMAAKT, speel_overname
from baken.opdrachten.demonstratie.spel import Levensloop
from baken.opdrachten.demonstratie.spelers import zoek_spelers
from baken.organisaties.models import Organisatie

ZAAD = 20_261_122
AANTAL = 400
DAGEN = 3 * 365
NIEUW = 50  # one in so many came in just now, and nobody took it up yet: with these somebody can begin


class Vers(Levensloop):
    """A signaal of this moment; every other one came to the first gemeente, where most invented people work."""

    def speel(self) -> None:
        """Report it, no more."""
        if self.kies.random() < 0.5:
            self.gemeente = self.spelers.gemeenten[0]
        with klok.zet_stil(self.moment):
            self._meld()


def speel(organisaties: dict[str, Organisatie], aantal: int = AANTAL) -> int:
    """Play the signalen, oldest first, inside the caller's transaction. Returns how many were made."""
    kies = Random(ZAAD)  # noqa: S311  # invented content from a fixed seed, no secret
    spelers = zoek_spelers(organisaties)
    vandaag, boek = klok.vandaag(), Boek()
    vers = max(aantal // NIEUW, 1)
    ver = sorted((int(DAGEN * kies.random() ** 1.3) for _ in range(aantal - vers)), reverse=True)
    del ver[-GEMAAKT:]  # those of speel_overname
    for dagen in ver:
        uur = kies.randint(8, 16)
        moment = datetime.combine(vandaag - timedelta(days=dagen), datetime.min.time(), klok.TIJDZONE)
        moment = min(moment.replace(hour=uur, minute=kies.randint(0, 59)), klok.nu() - timedelta(minutes=5))
        if dagen > OUD:
            Verleden(spelers, kies, moment, dagen, boek).speel()
        else:
            Levensloop(spelers, kies, moment, dagen).speel()
    for nummer in range(vers, 0, -1):
        Vers(spelers, kies, klok.nu() - timedelta(minutes=kies.randint(20, 40) * nummer), 0).speel()
    boek.schrijf()
    speel_noodtoegang()
    speel_overname()
    speel_keten(organisaties)
    return aantal
