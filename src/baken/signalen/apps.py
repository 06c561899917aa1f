"""App configuration of signalen."""

from importlib import import_module

from django.apps import AppConfig


class SignalenConfig(AppConfig):
    name = "baken.signalen"
    label = "signalen"

    def ready(self) -> None:
        """Register the rights, retention rules and regular tasks of this package."""
        for deel in ("rechten", "bewaartermijn"):
            import_module(f"{self.name}.{deel}")
        import_module(f"{self.name}.tasks").meld_aan()
