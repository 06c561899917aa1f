"""URLs of shelter as such: the region, the waiting list and the facilities. No address of a page names a place."""

from django.urls import path

from baken.web.opvang import beheer, regio, wijzigen

app_name = "opvang"
urlpatterns = [
    path("", regio.regiobeeld, name="regiobeeld"),
    path("wachtlijst/", regio.wachtlijst, name="wachtlijst"),
    path("beheer/", beheer.lijst, name="beheer"),
    path("beheer/nieuw/", wijzigen.kies, name="kies"),
    path("beheer/nieuw/<slug:soort>/", wijzigen.nieuw, name="nieuw"),
    path("beheer/<uuid:pk>/", beheer.blad, name="voorziening"),
    path("beheer/<uuid:pk>/wijzigen/", wijzigen.wijzigen, name="wijzigen"),
    path("beheer/<uuid:pk>/adres/", beheer.adres, name="adres"),
    path("beheer/<uuid:pk>/toon/", beheer.toon, name="toon"),
    path("beheer/<uuid:pk>/stand/", beheer.stand, name="stand"),
    path("beheer/<uuid:pk>/plek/", beheer.plek, name="plek"),
    path("beheer/<uuid:pk>/kwaliteit/", beheer.kwaliteit, name="kwaliteit"),
    path("beheer/plek/<int:pk>/", wijzigen.plek_wijzigen, name="plek_wijzigen"),
]
