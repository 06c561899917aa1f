"""./baken rondleiding: walk the main job and each route over HTTP in a fresh Baken; one line per step, JSON last."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand

from baken.kern import klok
from baken.opdrachten.rondleiding.bezoeker import StapMisluktError
from baken.opdrachten.rondleiding.keten import Zorgwandeling
from baken.opdrachten.rondleiding.opstelling import opgesteld
from baken.opdrachten.rondleiding.samen import Riecwandeling, Zvhwandeling
from baken.opdrachten.rondleiding.wandeling import Wandeling

# The main job first, then each route of bron 004 from a signaal to a closed casus.
WANDELINGEN: dict[str, Callable[[str], Wandeling]] = {
    "hoofdtaak": Wandeling,
    "zorg": Zorgwandeling,
    "zvh": Zvhwandeling,
    "riec": Riecwandeling,
}


class Command(BaseCommand):
    """Play them as persons would."""

    help = "Speel het hoofdwerk en de drie routes na over HTTP, in een verse tijdelijke database."
    requires_system_checks = ()  # the Baken that is walked through checks itself when it starts

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add --alleen: one of the walks."""
        parser.add_argument("--alleen", choices=list(WANDELINGEN), help="speel één wandeling")

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk each walk in turn. Exit code 1 when a step fails."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that server and worker stop as well
        begin = klok.monotoon()
        gekozen = [options["alleen"]] if options["alleen"] else list(WANDELINGEN)
        uit: dict[str, dict[str, Any]] = {}
        with opgesteld() as opstelling:
            self._regel(0, "Verse database, server en werker", f"Baken draait op {opstelling.adres}", begin)
            for naam in gekozen:
                uit[naam] = self._wandel(naam, WANDELINGEN[naam](opstelling.adres))
        gelukt = all(u["ok"] for u in uit.values())
        aantal = sum(u["stappen"] for u in uit.values())
        seconden = round(klok.monotoon() - begin, 2)
        self.stdout.write(json.dumps({"stappen": aantal, "seconden": seconden, "ok": gelukt, "wandelingen": uit}))
        if not gelukt:
            sys.exit(1)

    def _wandel(self, naam: str, wandeling: Wandeling) -> dict[str, Any]:
        """Play the steps of one walk until one fails; returns what came of it."""
        self.stdout.write(f"-- {naam}")
        begin, aantal = klok.monotoon(), 0
        for nummer, (stap, doe) in enumerate(wandeling.stappen, start=1):
            stapbegin = klok.monotoon()
            try:
                gezien = doe()
            except StapMisluktError as fout:
                self._regel(nummer, stap, f"MISLUKT: {fout}", stapbegin)
                return {"stappen": aantal, "seconden": round(klok.monotoon() - begin, 2), "ok": False}
            aantal = nummer
            self._regel(nummer, stap, gezien, stapbegin)
        return {"stappen": aantal, "seconden": round(klok.monotoon() - begin, 2), "ok": True}

    def _regel(self, nummer: int, naam: str, gezien: str, begin: float) -> None:
        self.stdout.write(f"{nummer:2}. {naam}: {gezien} ({klok.monotoon() - begin:.2f} s)")
        self.stdout.flush()
