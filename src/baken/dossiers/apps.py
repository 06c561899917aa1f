"""App configuration of dossiers."""

from importlib import import_module

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "baken.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        """Register the rights and retention rules of this package, and how the night sees rows of dossiers."""
        for deel in ("rechten", "bewaartermijn"):
            import_module(f"{self.name}.{deel}")
        context = import_module(f"{self.name}.context")
        termijnen = import_module("baken.kern.bewaartermijnen")
        termijnen.registreer_omgeving(context.omgangen, context.organisatiecontext)
