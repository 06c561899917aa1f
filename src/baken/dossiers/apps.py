"""App configuration of dossiers."""

from importlib import import_module

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "baken.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        """Register the rights and retention rules of this package."""
        for deel in ("rechten", "bewaartermijn"):
            import_module(f"{self.name}.{deel}")
