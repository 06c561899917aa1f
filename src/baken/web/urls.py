"""Every URL of Baken. Each view names its recht (web.rechten) or stands on the list of open pages."""

from django.urls import include, path

handler400 = "baken.web.fouten.ongeldig_verzoek"
handler403 = "baken.web.fouten.geweigerd"
handler404 = "baken.web.fouten.niet_gevonden"
handler500 = "baken.web.fouten.storing"

urlpatterns = [
    path("", include("baken.web.algemeen.urls")),
    path("melden/", include("baken.web.melden.urls")),
    path("signalen/", include("baken.web.signalen.urls")),
    path("noodtoegang/", include("baken.web.noodtoegang.urls")),
    path("verzoeken/", include("baken.web.inzage.urls")),
    path("ontvangen/", include("baken.web.casussen.urls")),
    path("casussen/gedeeld/", include("baken.web.delen.urls_gedeeld")),
    path("delen/", include("baken.web.delen.urls")),
    path("casussen/", include("baken.web.casussen.urls_casussen")),
    path("zorg/", include("baken.web.zorg.urls")),
    path("zorg/", include("baken.web.opvang.urls_zorg")),
    path("opvang/", include("baken.web.opvang.urls")),
    path("zorg/", include("baken.web.zorg.urls_comensha")),
    path("leercasussen/", include("baken.web.casussen.urls_leercasus")),
    path("opschaling/", include("baken.web.casussen.urls_opschaling")),
    path("keten/", include("baken.web.keten.urls")),
    path("beheer/", include("baken.web.organisaties.urls")),
    path("aanmelden/", include("baken.web.aanmelden.urls")),
]
