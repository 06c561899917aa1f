"""URLs of the work of the aandachtsfunctionaris, and of the own signalen of a reporter."""

from django.urls import include, path

from baken.web.signalen import aanvullen, afsluiten, besluit, doorgeleiden, dossier, eigen, lijst, verstrekkingen

app_name = "signalen"
urlpatterns = [
    path("", lijst.werklijst, name="werklijst"),
    path("", include("baken.web.melden.urls_nieuw")),
    path("zoek/", lijst.zoek, name="zoek"),
    path("mijn/", eigen.eigen, name="eigen"),
    path("mijn/<int:pk>/", eigen.eigen_detail, name="eigen_detail"),
    path("mijn/<int:pk>/bericht/", eigen.bericht, name="eigen_bericht"),
    path("mijn/<int:pk>/intrekken/", eigen.intrekken, name="eigen_intrekken"),
    path("<int:pk>/", dossier.detail, name="detail"),
    path("<int:pk>/toon/", dossier.toon, name="toon"),
    path("<int:pk>/oppakken/", dossier.oppakken, name="oppakken"),
    path("<int:pk>/toewijzen/", dossier.toewijzen, name="toewijzen"),
    path("<int:pk>/afschermen/", dossier.afschermen, name="afschermen"),
    path("<int:pk>/bericht/", dossier.bericht, name="bericht"),
    path("<int:pk>/sluiten/", afsluiten.sluiten, name="sluiten"),
    path("<int:pk>/terugkoppelen/", dossier.terugkoppelen, name="terugkoppelen"),
    path("<int:pk>/aanvullen/", aanvullen.aanvullen, name="aanvullen"),
    path("<int:pk>/risicofactoren/", aanvullen.risicofactoren, name="risicofactoren"),
    path("<int:pk>/beoordelen/", besluit.beoordelen, name="beoordelen"),
    path("<int:pk>/doorgeleiden/", doorgeleiden.doorgeleiden, name="doorgeleiden"),
    path("verstrekkingen/<uuid:pk>/", verstrekkingen.detail, name="verstrekking"),
    path("verstrekkingen/<uuid:pk>/afdruk/", verstrekkingen.afdruk, name="verstrekking_afdruk"),
    path("verstrekkingen/<uuid:pk>/pdf/", verstrekkingen.als_pdf, name="verstrekking_pdf"),
    path("verstrekkingen/<uuid:pk>/verzonden/", verstrekkingen.verzonden, name="verstrekking_verzonden"),
    path("verstrekkingen/<uuid:pk>/antwoord/", verstrekkingen.antwoord, name="verstrekking_antwoord"),
    path("verstrekkingen/<uuid:pk>/intrekken/", verstrekkingen.intrekken, name="verstrekking_intrekken"),
    path("verstrekkingen/<uuid:pk>/uitleg/", verstrekkingen.uitleg, name="verstrekking_uitleg"),
    path("verstrekkingen/<uuid:pk>/toestemming/", verstrekkingen.toestemming, name="verstrekking_toestemming"),
]
