"""URLs of noodtoegang: for who needs it, and for who judges it."""

from django.urls import path

from baken.web.noodtoegang import openen, toezicht

app_name = "noodtoegang"
urlpatterns = [
    path("", openen.openen, name="openen"),
    path("<uuid:pk>/beeindigen/", openen.beeindigen, name="beeindigen"),
    path("toezicht/", toezicht.lijst, name="toezicht"),
    path("toezicht/<uuid:pk>/", toezicht.blad, name="blad"),
    path("toezicht/<uuid:pk>/oordeel/", toezicht.beoordelen, name="beoordelen"),
]
