"""./baken demonstratie: make the invented region. Refuses outside the demonstration, and where data already are."""

from __future__ import annotations

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from baken.kern import journaal, klok
from baken.keten.laad import laad_grondslagen
from baken.opdrachten.demonstratie.regio import ACCOUNTS, maak_regio
from baken.opdrachten.demonstratie.tijdperk import speel
from baken.organisaties.models import Organisatie
from baken.referentie.laad import laad_alles
from baken.signalen.tasks import bericht_wat_binnenkwam


class Command(BaseCommand):
    """Make the demonstration."""

    help = "Maak de demonstratie: een verzonnen regio met verzonnen mensen en signalen."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add --leeg: organisations and people without signalen."""
        parser.add_argument("--leeg", action="store_true", help="zonder signalen")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load facts, the region and the signalen in one transaction: all or nothing."""
        if not settings.DEMONSTRATIE or connection.vendor != "sqlite":
            raise CommandError("De demonstratie kan alleen in een eigen SQLite-bestand, nooit in productie.")
        if Organisatie.objects.exists():
            self.stderr.write("De demonstratie bestaat al; er is niets veranderd.")
            return
        begin = klok.monotoon()
        with transaction.atomic():
            laad_alles()
            laad_grondslagen()
            organisaties = maak_regio()
            aantal = 0 if options["leeg"] else speel(organisaties)
            journaal.verzegel_regels()
            bericht_wat_binnenkwam.call()
            DBTaskResult.objects.all().delete()  # notices about an invented past go to nobody
        self.stderr.write(f"Demonstratie klaar: {aantal} verzonnen signalen in {klok.monotoon() - begin:.1f} s.")
        self.stdout.write("Verzonnen accounts (aanmelden met één klik, alleen in de demonstratie):")
        for account in ACCOUNTS:
            rollen = ", ".join(str(r.label) for r in account.rollen) or "melder"
            self.stdout.write(f"  {account.naam:<24} {rollen}")
