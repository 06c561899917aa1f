"""URLs of shelter for one client, below the traject."""

from django.urls import path

from baken.web.opvang import plaatsen, verblijf

app_name = "plaatsing"
urlpatterns = [
    path("<int:pk>/opvang/", plaatsen.zoeken, name="zoeken"),
    path("<int:pk>/opvang/boeken/<int:plek>/", plaatsen.boeken, name="boeken"),
    path("<int:pk>/opvang/wachtlijst/", plaatsen.wachtlijst, name="wachtlijst"),
    path("opvang/wachtlijst/<int:pk>/af/", plaatsen.van_wachtlijst, name="van_wachtlijst"),
    path("opvang/verblijf/<uuid:pk>/", verblijf.blad, name="verblijf"),
    path("opvang/verblijf/<uuid:pk>/ingaan/", verblijf.ingaan, name="ingaan"),
    path("opvang/verblijf/<uuid:pk>/verlengen/", verblijf.verlengen, name="verlengen"),
    path("opvang/verblijf/<uuid:pk>/beeindigen/", verblijf.beeindigen, name="beeindigen"),
    path("opvang/verblijf/<uuid:pk>/annuleren/", verblijf.annuleren, name="annuleren"),
]
