"""URLs of what goes to CoMensha. A record has the number in its address; the two kinds have addresses of their own."""

from django.urls import path

from baken.web.zorg import comensha
from baken.zorg.aanleveringen import Aanleversoort

app_name = "comensha"
urlpatterns = [
    path("comensha/", comensha.lijst, name="lijst"),
    path("comensha/registratie/bestand/", comensha.registratiebestand, name="registratiebestand"),
    path("comensha/hulpvraag/bestand/", comensha.hulpvraagbestand, name="hulpvraagbestand"),
    path("<int:pk>/comensha/", comensha.traject, name="traject"),
    path("<int:pk>/comensha/registratie/", comensha.registratie, name="registratie"),
    path("<int:pk>/comensha/hulpvraag/", comensha.hulpvraag, name="hulpvraag"),
    *(
        path(f"comensha/{soort}/<uuid:pk>/{stap}/", maak(soort), name=f"{soort}_{stap}")
        for soort in Aanleversoort
        for stap, maak in comensha.STAPPEN.items()
    ),
]
