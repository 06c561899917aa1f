"""App configuration of web."""

from importlib import import_module

from django.apps import AppConfig
from django.core.checks import register

from baken.conf import checks


class WebConfig(AppConfig):
    name = "baken.web"
    label = "web"

    def ready(self) -> None:
        """Register the checks of the settings; connect the receivers of the framework's sign-in signals."""
        checks.meld_aan()
        register(import_module("baken.web.huisstijl").controleer, checks.BIJ_START)
        import_module("baken.web.aanmelden.ontvangers")
