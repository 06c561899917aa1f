"""App configuration of opdrachten."""

from django.apps import AppConfig


class OpdrachtenConfig(AppConfig):
    name = "baken.opdrachten"
    label = "opdrachten"
