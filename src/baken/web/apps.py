"""App configuration of web."""

from importlib import import_module

from django.apps import AppConfig

from baken.conf import checks


class WebConfig(AppConfig):
    name = "baken.web"
    label = "web"

    def ready(self) -> None:
        """Register the checks of the settings; connect the receivers of the framework's sign-in signals."""
        checks.meld_aan()
        import_module("baken.web.aanmelden.ontvangers")
