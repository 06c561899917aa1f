"""App configuration of keten."""

from importlib import import_module

from django.apps import AppConfig


class KetenConfig(AppConfig):
    name = "baken.keten"
    label = "keten"

    def ready(self) -> None:
        """Register the rights and retention rules of this package."""
        for deel in ("rechten", "bewaartermijn"):
            import_module(f"{self.name}.{deel}")
