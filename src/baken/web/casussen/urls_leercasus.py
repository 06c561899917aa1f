"""URLs of made-up cases to learn from."""

from django.urls import path

from baken.web.casussen import leercasus

app_name = "leercasus"
urlpatterns = [
    path("", leercasus.lijst, name="lijst"),
    path("nieuw/", leercasus.nieuw, name="nieuw"),
    path("<int:pk>/", leercasus.blad, name="blad"),
    path("<int:pk>/wijzigen/", leercasus.wijzigen, name="wijzigen"),
    path("<int:pk>/stand/", leercasus.stand, name="stand"),
]
