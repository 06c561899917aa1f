"""App configuration of zorg."""

from importlib import import_module

from django.apps import AppConfig

_OVER_TRAJECTEN = ("rechten", "bewaartermijn")
_OVER_OPVANG = ("rechten_opvang", "bewaartermijn_opvang", "sleutelwissel_opvang", "services.plaatsen")


class ZorgConfig(AppConfig):
    name = "baken.zorg"
    label = "zorg"

    def ready(self) -> None:
        """Register the rights, retention rules and regular tasks of this package."""
        for deel in (*_OVER_TRAJECTEN, *_OVER_OPVANG):
            import_module(f"{self.name}.{deel}")
        for deel in ("tasks", "tasks_opvang"):
            import_module(f"{self.name}.{deel}").meld_aan()
