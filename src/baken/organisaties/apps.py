"""App configuration of organisaties."""

from importlib import import_module

from django.apps import AppConfig


class OrganisatiesConfig(AppConfig):
    name = "baken.organisaties"
    label = "organisaties"

    def ready(self) -> None:
        """Register the rights and retention rules of this package."""
        for deel in ("rechten", "bewaartermijn"):
            import_module(f"{self.name}.{deel}")
