"""Print the processing register, or write it to docs/privacy.md."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from baken.conf.omgeving import WORTEL
from baken.opdrachten.verwerkingsregister import register

DOEL = WORTEL / "docs" / "privacy.md"


class Command(BaseCommand):
    """`./baken privacyregister [--schrijf]`."""

    help = "Toon het register van verwerkingen, of schrijf het in docs/privacy.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --schrijf."""
        parser.add_argument("--schrijf", action="store_true", help="schrijf docs/privacy.md")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print or write."""
        if not options["schrijf"]:
            self.stdout.write(register())
            return
        DOEL.write_text(register(), encoding="utf-8")
        self.stdout.write(f"{DOEL.name} is bijgewerkt.")
