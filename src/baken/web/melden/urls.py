"""URLs of the public door. Each view is public: no session, no cookie."""

from django.urls import path

from baken.web.melden import kaart, publiek, volgen

app_name = "melden"
urlpatterns = [
    path("", publiek.start, name="start"),
    path("volgen/", volgen.volgen, name="volgen"),
    path("route/<slug:organisatie>/", kaart.kaart, name="meldroute"),
    path("route/<slug:organisatie>/pdf/", kaart.kaart_pdf, name="kaart_pdf"),
    path("<slug:organisatie>/", publiek.organisatie, name="organisatie"),
    path("<slug:organisatie>/zelf/", publiek.zelf, name="zelf"),
    path("<slug:organisatie>/advies/", publiek.advies, name="advies"),
    path("<slug:organisatie>/meldcode/", publiek.meldcode, name="meldcode"),
    path("<slug:organisatie>/<slug:over>/", publiek.wie_bent_u, name="wie_bent_u"),
    path("<slug:organisatie>/<slug:over>/<slug:deur>/", publiek.formulier, name="formulier"),
]
