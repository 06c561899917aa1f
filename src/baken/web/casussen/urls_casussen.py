"""URLs of the own casussen."""

from django.urls import path

from baken.web.casussen import afsluiten, dossier, lijst, opschaling, personen

app_name = "casussen"
urlpatterns = [
    path("", lijst.werklijst, name="werklijst"),
    path("nieuw/", personen.nieuw, name="nieuw"),
    path("<int:pk>/", dossier.detail, name="detail"),
    path("<int:pk>/persoon/", personen.persoon_erbij, name="persoon_erbij"),
    path("<int:pk>/persoon/<int:nummer>/", personen.persoon, name="persoon"),
    path("<int:pk>/plaats/", personen.plaats_erbij, name="plaats_erbij"),
    path("<int:pk>/plaats/<uuid:plek>/", personen.plaats, name="plaats"),
    path("<int:pk>/kenmerken/", personen.kenmerken, name="kenmerken"),
    path("<int:pk>/toon/", dossier.toon, name="toon"),
    path("<int:pk>/actie/", dossier.actie, name="actie"),
    path("<int:pk>/actie/afronden/", dossier.actie_afronden, name="actie_afronden"),
    path("<int:pk>/stand/", dossier.stand, name="stand"),
    path("<int:pk>/team/", dossier.team, name="team"),
    path("<int:pk>/afloop/", dossier.afloop, name="afloop"),
    path("<int:pk>/opschalen/", opschaling.indienen, name="opschalen"),
    path("<int:pk>/opschaling/", opschaling.vraagstand, name="vraagstand"),
    path("<int:pk>/sluiten/", afsluiten.sluiten, name="sluiten"),
    path("<int:pk>/heropenen/", afsluiten.heropenen, name="heropenen"),
]
