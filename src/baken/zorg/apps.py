"""App configuration of zorg."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig


class ZorgConfig(AppConfig):
    name = "baken.zorg"
    label = "zorg"

    def ready(self) -> None:
        """Register the rights and retention rules of this package."""
        for deel in ("rechten", "rechten_comensha", "bewaartermijn", "bewaartermijn_comensha"):
            import_module(f"{self.name}.{deel}")
        sleutelwissel: Any = import_module("baken.dossiers.sleutelwissel")
        sleutelwissel.registreer(import_module(f"{self.name}.services.aanleveren").vernieuw_sleutels)
