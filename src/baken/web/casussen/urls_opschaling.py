"""URLs of what stuck casussen ask of the beleidsregisseur."""

from django.urls import path

from baken.web.casussen import opschaling

app_name = "opschaling"
urlpatterns = [
    path("", opschaling.lijst, name="lijst"),
    path("tafel/", opschaling.tafel_nieuw, name="tafel_nieuw"),
    path("tafel/<uuid:pk>/", opschaling.tafel, name="tafel"),
    path("tafel/<uuid:pk>/sluiten/", opschaling.tafel_sluiten, name="tafel_sluiten"),
    path("tafel/<uuid:pk>/verslag.docx", opschaling.tafelverslag, {"vorm": "docx"}, name="tafel_verslag_docx"),
    path("tafel/<uuid:pk>/verslag.pdf", opschaling.tafelverslag, {"vorm": "pdf"}, name="tafel_verslag_pdf"),
    path("<uuid:pk>/", opschaling.blad, name="blad"),
    path("<uuid:pk>/tafel/", opschaling.naar_tafel, name="naar_tafel"),
    path("<uuid:pk>/antwoord/", opschaling.antwoorden, name="antwoorden"),
]
