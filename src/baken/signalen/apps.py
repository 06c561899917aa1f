"""App configuration of signalen."""

from importlib import import_module

from django.apps import AppConfig


class SignalenConfig(AppConfig):
    name = "baken.signalen"
    label = "signalen"

    def ready(self) -> None:
        """Register the rights, retention rules and regular tasks, and what follows when consent is taken back."""
        for deel in ("rechten", "bewaartermijn", "bekend"):
            import_module(f"{self.name}.{deel}")
        import_module(f"{self.name}.tasks").meld_aan()
        import_module("baken.dossiers.naderhand").registreer_gevolg(
            import_module(f"{self.name}.services.naderhand").kom_terug
        )
