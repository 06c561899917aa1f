"""App configuration of organisaties."""

from importlib import import_module

from django.apps import AppConfig


class OrganisatiesConfig(AppConfig):
    name = "baken.organisaties"
    label = "organisaties"

    def ready(self) -> None:
        """Register the rights, retention rules and regular tasks of this package."""
        for deel in ("rechten", "bewaartermijn"):
            import_module(f"{self.name}.{deel}")
        import_module(f"{self.name}.tasks").meld_aan()
