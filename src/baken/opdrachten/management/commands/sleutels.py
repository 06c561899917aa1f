"""./baken sleutels maak | nieuw: the key file."""

from __future__ import annotations

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from baken.dossiers.sleutelwissel import herverpak_alles
from baken.kern.versleuteling import maak_sleutelbestand, ververs_sleutelbos, voeg_sleutelversie_toe


class Command(BaseCommand):
    """Make the key file, or add a version and wrap every data key by it."""

    help = "Maak het sleutelbestand, of voeg een nieuwe sleutelversie toe en verpak alle sleutels opnieuw."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the act."""
        parser.add_argument("wat", choices=["maak", "nieuw"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; an existing file is never overwritten."""
        pad = settings.BAKEN_SLEUTELBESTAND
        if options["wat"] == "maak":
            try:
                maak_sleutelbestand(pad)
            except FileExistsError as fout:
                raise CommandError("Het sleutelbestand bestaat al; het wordt nooit overschreven.") from fout
            self.stdout.write("Sleutelbestand gemaakt. Bewaar een kopie buiten deze computer.")
            return
        voeg_sleutelversie_toe(pad)
        ververs_sleutelbos()
        self.stdout.write(f"Nieuwe sleutelversie actief; {herverpak_alles()} sleutels en indexen bijgewerkt.")
