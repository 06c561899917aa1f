"""Start of kern: its own retention and the system check on the triggers."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks


class KernConfig(AppConfig):
    """kern: what every layer stands on."""

    name = "baken.kern"
    label = "kern"
    verbose_name = "Kern"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what kern keeps on persons, its regular tasks, and the checks on what the database guards."""
        from baken.kern import bewaartermijn, rijbeveiliging, taken, triggers  # models are loaded only now

        bewaartermijn.meld_aan()
        taken.meld_aan()
        checks.register(triggers.controleer_triggers, checks.Tags.database)
        checks.register(rijbeveiliging.controleer_rijbeveiliging, checks.Tags.database)
