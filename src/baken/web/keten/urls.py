"""The chain in the region."""

from django.urls import path

from baken.web.keten import partners, wegenkaart

app_name = "keten"
urlpatterns = [
    path("wegenkaart/", wegenkaart.kaart, name="wegenkaart"),
    path("partners/", partners.lijst, name="partners"),
    path("partners/<int:pk>/", partners.blad, name="partner"),
    path("partners/<int:pk>/taken/", partners.taak, name="taak"),
    path("taken/<int:pk>/beeindigen/", partners.beeindig, name="taak_beeindigen"),
]
