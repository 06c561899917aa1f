"""./baken journaal controleer: check the chain of the audit trail."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand

from baken.kern import journaal


class Command(BaseCommand):
    """Check (or seal) the journaal."""

    help = "Controleer het journaal: noemt de eerste foute regel en hoeveel regels nog niet verzegeld zijn."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the act and an organisation."""
        parser.add_argument("wat", choices=["controleer", "verzegel", "koppen"])
        parser.add_argument("--organisatie", type=int, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the result; exit code 1 when a line is wrong."""
        if options["wat"] == "verzegel":
            self.stdout.write(f"{journaal.verzegel_regels()} regels verzegeld.")
            return
        if options["wat"] == "koppen":
            for kop in journaal.koppen():
                self.stdout.write(kop.als_tekst())
            return
        uitslag = journaal.controleer(options["organisatie"])
        self.stdout.write(f"{uitslag.regels} regels gecontroleerd, {uitslag.ongezegeld} nog niet verzegeld.")
        if uitslag.eerste_fout is not None:
            self.stderr.write(f"Eerste foute regel: {uitslag.eerste_fout}")
            sys.exit(1)
        self.stdout.write("Geen fout gevonden.")
