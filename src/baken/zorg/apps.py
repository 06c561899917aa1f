"""App configuration of zorg."""

from importlib import import_module

from django.apps import AppConfig

_OVER_TRAJECTEN = ("rechten", "bewaartermijn", "koppelingen", "inzage", "bekend")
_OVER_OPVANG = ("rechten_opvang", "bewaartermijn_opvang", "sleutelwissel_opvang", "services.plaatsen", "geheimadres")
_OVER_COMENSHA = ("rechten_comensha", "bewaartermijn_comensha")


class ZorgConfig(AppConfig):
    name = "baken.zorg"
    label = "zorg"

    def ready(self) -> None:
        """Register the rights, retention rules and regular tasks of this package."""
        for deel in (*_OVER_TRAJECTEN, *_OVER_OPVANG, *_OVER_COMENSHA):
            import_module(f"{self.name}.{deel}")
        for deel in ("tasks", "tasks_opvang", "comenshaonderhoud"):
            import_module(f"{self.name}.{deel}").meld_aan()
