"""URLs of reading along in dossiers of other organisations."""

from django.urls import path

from baken.web.delen import meelezen

app_name = "gedeeld"
urlpatterns = [
    path("", meelezen.lijst, name="lijst"),
    path("<uuid:pk>/", meelezen.blad, name="blad"),
    path("<uuid:pk>/toon/", meelezen.toon, name="toon"),
]
