"""./baken rondleiding: play the main job over HTTP against a fresh Baken; one line per step, one JSON line last."""

from __future__ import annotations

import json
import signal
import sys
from typing import Any

from django.core.management.base import BaseCommand

from baken.kern import klok
from baken.opdrachten.rondleiding.bezoeker import StapMisluktError
from baken.opdrachten.rondleiding.opstelling import opgesteld
from baken.opdrachten.rondleiding.wandeling import Wandeling


class Command(BaseCommand):
    """Play the main job as a person would."""

    help = "Speel het hoofdwerk na over HTTP, in een verse tijdelijke database."
    requires_system_checks = ()  # the Baken that is walked through checks itself when it starts

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk. Exit code 1 when a step fails."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that server and worker stop as well
        begin = klok.monotoon()
        gelukt, aantal = True, 0
        with opgesteld() as opstelling:
            self._regel(0, "Verse database, server en werker", f"Baken draait op {opstelling.adres}", begin)
            for nummer, (naam, doe) in enumerate(Wandeling(opstelling.adres).stappen, start=1):
                stapbegin = klok.monotoon()
                try:
                    gezien = doe()
                except StapMisluktError as fout:
                    self._regel(nummer, naam, f"MISLUKT: {fout}", stapbegin)
                    gelukt = False
                    break
                aantal = nummer
                self._regel(nummer, naam, gezien, stapbegin)
        uitslag = {"stappen": aantal, "seconden": round(klok.monotoon() - begin, 2), "ok": gelukt}
        self.stdout.write(json.dumps(uitslag))
        if not gelukt:
            sys.exit(1)

    def _regel(self, nummer: int, naam: str, gezien: str, begin: float) -> None:
        self.stdout.write(f"{nummer:2}. {naam}: {gezien} ({klok.monotoon() - begin:.2f} s)")
        self.stdout.flush()
