"""./baken werker: one background worker, until it is told to stop."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from baken.kern.werker import werk

LANGSTE = 64


class Command(BaseCommand):
    """Run background tasks: notices, sealing of the journaal, the nightly retention."""

    help = "Draai een achtergrondwerker tot hij wordt gestopt."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add --naam (unique per machine, the same after a restart) and --tot-leeg."""
        parser.add_argument("--naam", default="worker-1", help="uniek per werker en gelijk na een herstart")
        parser.add_argument("--tot-leeg", action="store_true", help="stop zodra er niets meer te doen is")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        naam = options["naam"].strip()
        if not naam or len(naam) > LANGSTE:
            raise CommandError(f"Geef de werker een naam van 1 tot en met {LANGSTE} tekens.")
        werk(naam, tot_leeg=options["tot_leeg"])
