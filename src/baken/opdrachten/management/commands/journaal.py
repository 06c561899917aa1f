"""./baken journaal controleer: check the chain of the audit trail."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from baken.kern import journaal
from baken.kern.journaal import Kop


def _lees_koppen(pad: Path) -> list[Kop]:
    """Return the heads in a file. Raises CommandError for a file or a line that is not one."""
    try:
        return [Kop.uit_tekst(regel) for regel in pad.read_text(encoding="utf-8").splitlines() if regel.strip()]
    except (OSError, ValueError) as fout:
        raise CommandError(f"{pad} bevat geen koppen van het journaal, één per regel.") from fout


class Command(BaseCommand):
    """Check (or seal) the journaal."""

    help = "Controleer het journaal: noemt de eerste foute regel en hoeveel regels nog niet verzegeld zijn."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the act and an organisation."""
        parser.add_argument("wat", choices=["controleer", "verzegel", "koppen"])
        parser.add_argument("--organisatie", type=int, default=None)
        parser.add_argument(
            "--koppen",
            type=Path,
            default=None,
            help="bestand met koppen die buiten Baken zijn bewaard, één per regel (uit de e-mail aan de FG)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the result; exit code 1 when a line is wrong."""
        if options["wat"] == "verzegel":
            self.stdout.write(f"{journaal.verzegel_regels()} regels verzegeld.")
            return
        if options["wat"] == "koppen":
            for kop in journaal.koppen():
                self.stdout.write(kop.als_tekst())
            return
        bewaard = _lees_koppen(options["koppen"]) if options["koppen"] else []
        uitslag = journaal.controleer(options["organisatie"], bekende_koppen=bewaard)
        self.stdout.write(f"{uitslag.regels} regels gecontroleerd, {uitslag.ongezegeld} nog niet verzegeld.")
        if uitslag.eerste_fout is not None:
            self.stderr.write(f"Eerste foute regel: {uitslag.eerste_fout}")
            sys.exit(1)
        self.stdout.write("Geen fout gevonden.")
