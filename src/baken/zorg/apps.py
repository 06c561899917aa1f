"""App configuration of zorg."""

from importlib import import_module

from django.apps import AppConfig


class ZorgConfig(AppConfig):
    name = "baken.zorg"
    label = "zorg"

    def ready(self) -> None:
        """Register the rights and retention rules of this package."""
        for deel in ("rechten", "bewaartermijn"):
            import_module(f"{self.name}.{deel}")
