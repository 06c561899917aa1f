"""App configuration of dossiers."""

from importlib import import_module

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "baken.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        """Register rights, retention, whom packets name, and regular tasks, and how the night sees rows of dossiers."""
        for deel in ("rechten", "bewaartermijn", "pakketbekend"):
            import_module(f"{self.name}.{deel}")
        import_module(f"{self.name}.lopend").meld_aan()
        context = import_module(f"{self.name}.context")
        termijnen = import_module("baken.kern.bewaartermijnen")
        termijnen.registreer_omgeving(context.omgangen, context.organisatiecontext)
