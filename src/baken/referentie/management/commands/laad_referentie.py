"""Management command: load the shipped facts."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from baken.referentie.laad import laad_alles


class Command(BaseCommand):
    """Bring the reference tables in line with the shipped files and say what changed."""

    help = "Laadt de meegeleverde feiten, zoals vormen, indicatoren en gemeenten. Herhalen verandert niets."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"Referentiegegevens geladen: {laad_alles()}.")
