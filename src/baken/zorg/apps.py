"""App configuration of zorg."""

from importlib import import_module

from django.apps import AppConfig


class ZorgConfig(AppConfig):
    name = "baken.zorg"
    label = "zorg"

    def ready(self) -> None:
        """Register the rights, retention rules and regular tasks of this package."""
        for deel in ("rechten", "rechten_comensha", "bewaartermijn", "bewaartermijn_comensha"):
            import_module(f"{self.name}.{deel}")
        import_module(f"{self.name}.tasks").meld_aan()
        import_module(f"{self.name}.services.aanleveren").meld_aan()
