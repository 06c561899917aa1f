"""./baken laad-regio rotterdam: bodies and cadences of a real region; no persons, no signalen."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from baken.opdrachten.demonstratie.regio import is_geladen
from baken.opdrachten.regios.laad import laad, lees, profielen
from baken.referentie import selectors as referentie


class Command(BaseCommand):
    """Load the profile of a real region."""

    help = (
        "Laad het profiel van een echte regio: gemeenten, partners, regio's en overleggen; geen mensen, geen signalen."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Ask for the region."""
        parser.add_argument("regio", choices=profielen(), help="welke regio")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what is new, which meetings belong to it and what the source leaves open."""
        if is_geladen():
            raise CommandError("In deze database staat de verzonnen regio; kies met BAKEN_GEGEVENSMAP een andere map.")
        naam = options["regio"]
        profiel = lees(naam)
        geladen = laad(naam)
        if not geladen.nieuw:
            self.stdout.write(f"{profiel['naam']} was al geladen; er is niets veranderd.")
            return
        self.stdout.write(f"{profiel['naam']} geladen ({profiel['bron']}).")
        self.stdout.write(
            f"  Nieuw: {geladen.gemeenten} gemeenten, {geladen.partners} partners, {geladen.regios} regio's."
        )
        namen = referentie.namen()
        self.stdout.write("  Overleggen: " + ", ".join(namen.get(code, code) for code in profiel["overleggen"]) + ".")
        self.stdout.write("  Nog zelf te doen: mensen, contacten, afspraken (convenanten) en wie er in Baken werkt.")
        for zin in geladen.open_:
            self.stdout.write(f"  Niet in de bron: {zin}")
