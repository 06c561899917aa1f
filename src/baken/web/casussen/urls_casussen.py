"""URLs of the own casussen."""

from django.urls import path

from baken.web.casussen import afsluiten, dossier, lijst

app_name = "casussen"
urlpatterns = [
    path("", lijst.werklijst, name="werklijst"),
    path("<int:pk>/", dossier.detail, name="detail"),
    path("<int:pk>/toon/", dossier.toon, name="toon"),
    path("<int:pk>/actie/", dossier.actie, name="actie"),
    path("<int:pk>/actie/afronden/", dossier.actie_afronden, name="actie_afronden"),
    path("<int:pk>/stand/", dossier.stand, name="stand"),
    path("<int:pk>/team/", dossier.team, name="team"),
    path("<int:pk>/afloop/", dossier.afloop, name="afloop"),
    path("<int:pk>/sluiten/", afsluiten.sluiten, name="sluiten"),
    path("<int:pk>/heropenen/", afsluiten.heropenen, name="heropenen"),
]
