"""App configuration of referentie."""

from django.apps import AppConfig


class ReferentieConfig(AppConfig):
    name = "baken.referentie"
    label = "referentie"
