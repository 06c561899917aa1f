"""App configuration of casussen."""

from importlib import import_module

from django.apps import AppConfig


class CasussenConfig(AppConfig):
    name = "baken.casussen"
    label = "casussen"

    def ready(self) -> None:
        """Register the rights and retention rules of this package, and what a casus shares."""
        for deel in ("rechten", "bewaartermijn", "delen", "sleutelwissel", "bekend"):
            import_module(f"{self.name}.{deel}")
