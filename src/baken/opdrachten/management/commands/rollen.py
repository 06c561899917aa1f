"""./baken rollen: the SQL that makes the roles of the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from baken import conf

ROLLEN = Path(conf.__file__).with_name("rollen.sql")


class Command(BaseCommand):
    help = "Drukt de SQL af die de rollen in PostgreSQL maakt; een beheerder van de database voert die uit."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it; nothing is changed here: this role may not make roles."""
        self.stdout.write(ROLLEN.read_text(encoding="utf-8"))
