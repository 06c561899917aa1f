"""./baken bench: what a report and a start cost beside a control, and how the work list grows. One JSON line last."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction

from baken.conf.omgeving import WORTEL
from baken.kern.versleuteling import maak_sleutelbestand, ververs_sleutelbos
from baken.keten.laad import laad_grondslagen
from baken.opdrachten.demonstratie.regio import maak_regio
from baken.opdrachten.meting import inzending, rijbeveiliging, start, verslag, werklijst
from baken.opdrachten.meting.binnendoor import Binnendoor
from baken.opdrachten.rondleiding.deur import vul_in
from baken.referentie.laad import laad_alles
from baken.signalen.models import Signaal

ORGANISATIE, AANDACHTSFUNCTIONARIS = "kadehaven", "Noor Verzonnen"
KLEIN, GROOT, HEEL_GROOT = 1_000, 100_000, 1_000_000


class Command(BaseCommand):
    """Measure."""

    help = "Meet wat een melding kost naast een kale controle, en hoe de werklijst groeit."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add --lang (also a million rows), --schrijf (write docs/prestaties.md) and --keren."""
        parser.add_argument("--lang", action="store_true", help="meet de werklijst ook bij een miljoen signalen")
        parser.add_argument("--schrijf", action="store_true", help="schrijf de uitkomst in docs/prestaties.md")
        parser.add_argument(
            "--rijbeveiliging", action="store_true", help="meet alleen wat de rijbeveiliging van PostgreSQL kost"
        )
        parser.add_argument("--keren", type=int, default=inzending.KEREN, help="hoe vaak een melding wordt gemeten")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure in a fresh temporary SQLite database. Exit code 1 when a promise is not kept."""
        if options["rijbeveiliging"]:
            self._rijbeveiliging(schrijf=options["schrijf"])
            return
        if not settings.DEMONSTRATIE or connection.vendor != "sqlite":
            raise CommandError("Meten kan alleen in de demonstratie op SQLite, nooit in productie.")
        with _vers():
            toepassing = get_wsgi_application()
            uitkomst = inzending.meet(toepassing, ORGANISATIE, max(options["keren"], 1))
            self.stdout.write(
                f"Melding versturen: {uitkomst.cpu_ms:.2f} ms CPU, controle {uitkomst.controle_ms:.2f} ms, "
                f"{uitkomst.verhouding:.2f} keer; {len(uitkomst.sql)} SQL-opdrachten."
            )
            maten = (KLEIN, GROOT, HEEL_GROOT) if options["lang"] else (KLEIN, GROOT)
            voorbeeld = Signaal.objects.select_related("dossier").order_by("pk")[0]
            lijst = werklijst.meet(toepassing, AANDACHTSFUNCTIONARIS, maten, voorbeeld)
        for maat, ms in lijst.items():
            self.stdout.write(f"Werklijst bij {maat:>9} signalen: {ms:.2f} ms CPU.")
        begin = start.meet()
        self.stdout.write(f"Server starten: {begin.cpu_s:.2f} s CPU, {begin.verhouding:.2f} keer een kale Django.")
        stand = verslag.oordeel(uitkomst, lijst, begin)
        if options["schrijf"]:
            _schrijf(begin=verslag.tekst(uitkomst, lijst, begin))
        self.stdout.write(json.dumps(stand))
        if not stand["ok"]:
            sys.exit(1)

    def _rijbeveiliging(self, *, schrijf: bool) -> None:
        """Measure what row security costs, in an empty PostgreSQL database that is thrown away afterwards."""
        if connection.vendor != "postgresql":
            self.stdout.write(json.dumps({"overgeslagen": "geen PostgreSQL", "ok": True}))
            return
        if not settings.DEMONSTRATIE or connection.introspection.table_names():
            raise CommandError("Meten kan alleen in een lege database van de demonstratie, nooit in productie.")
        with _vers():
            toepassing = get_wsgi_application()
            melder = Binnendoor(toepassing)
            vul_in(melder, ORGANISATIE)
            melder.druk("Versturen")
            voorbeeld = Signaal.objects.select_related("dossier").get()
            rijbeveiliging.vul(voorbeeld)
            kosten = rijbeveiliging.meet(toepassing, AANDACHTSFUNCTIONARIS, voorbeeld)
        for naam, k in kosten.items():
            self.stdout.write(
                f"{naam}: {k.zonder:.1f} ms zonder, {k.met:.1f} ms met rijbeveiliging: {k.keer:.2f} keer."
            )
        if schrijf:
            _schrijf(rij=verslag.rijtekst(kosten))
        stand = rijbeveiliging.oordeel(kosten)
        self.stdout.write(json.dumps(stand))
        if not stand["ok"]:
            sys.exit(1)


def _schrijf(**delen: str) -> None:
    """Write one part of docs/prestaties.md; the other part stays."""
    blad = WORTEL / "docs" / "prestaties.md"
    oud = blad.read_text(encoding="utf-8") if blad.exists() else ""
    blad.write_text(verslag.vervang(oud, **delen), encoding="utf-8")


@contextmanager
def _vers() -> Iterator[None]:
    """Use a temporary key file, and on SQLite a temporary database; whatever is configured stays untouched."""
    with tempfile.TemporaryDirectory(prefix="baken-meting-") as map_:
        connection.close()
        oud = connection.settings_dict["NAME"], settings.BAKEN_SLEUTELBESTAND
        if connection.vendor == "sqlite":
            connection.settings_dict["NAME"] = str(Path(map_) / "meting.sqlite3")
        settings.BAKEN_SLEUTELBESTAND = Path(map_) / "sleutels.json"
        maak_sleutelbestand(settings.BAKEN_SLEUTELBESTAND)
        ververs_sleutelbos()
        logging.disable(logging.WARNING)  # a log line per request would drown the figures
        try:
            call_command("migrate", verbosity=0)
            with transaction.atomic():
                laad_alles()
                laad_grondslagen()
                maak_regio()
            yield
        finally:
            logging.disable(logging.NOTSET)
            connection.close()
            connection.settings_dict["NAME"], settings.BAKEN_SLEUTELBESTAND = oud
            ververs_sleutelbos()
