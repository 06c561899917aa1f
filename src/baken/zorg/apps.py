"""App configuration of zorg."""

from importlib import import_module

from django.apps import AppConfig


class ZorgConfig(AppConfig):
    name = "baken.zorg"
    label = "zorg"

    def ready(self) -> None:
        """Register the rights, retention rules and regular tasks of this package."""
        for deel in ("rechten", "rechten_opvang", "bewaartermijn", "bewaartermijn_opvang", "sleutelwissel_opvang"):
            import_module(f"{self.name}.{deel}")
        import_module(f"{self.name}.tasks_opvang").meld_aan()
