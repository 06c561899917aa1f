"""URLs of requests of persons. A number in an address is a request, or after besluit/ the decision on one dossier."""

from django.urls import path

from baken.web.inzage import antwoord, besluiten, verzoeken

app_name = "inzage"
urlpatterns = [
    path("", verzoeken.lijst, name="lijst"),
    path("nieuw/", verzoeken.nieuw, name="nieuw"),
    path("<uuid:pk>/", verzoeken.blad, name="blad"),
    path("<uuid:pk>/verlengen/", verzoeken.verlengen, name="verlengen"),
    path("<uuid:pk>/intrekken/", verzoeken.intrekken, name="intrekken"),
    path("<uuid:pk>/zoeken/", verzoeken.zoeken, name="zoeken"),
    path("<uuid:pk>/voorleggen/", verzoeken.voorleggen, name="voorleggen"),
    path("<uuid:pk>/controle/", antwoord.controle, name="controle"),
    path("<uuid:pk>/goedkeuren/", antwoord.goedkeuren, name="goedkeuren"),
    path("<uuid:pk>/terugsturen/", antwoord.terugsturen, name="terugsturen"),
    path("<uuid:pk>/antwoord.pdf", antwoord.als_pdf, name="pdf"),
    path("<uuid:pk>/antwoord.json", antwoord.als_json, name="json"),
    path("besluit/<uuid:pk>/", besluiten.besluit, name="besluit"),
    path("besluit/<uuid:pk>/opheffen/", besluiten.opheffen, name="opheffen"),
]
