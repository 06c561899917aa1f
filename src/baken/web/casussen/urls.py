"""URLs of the receiving side: packets that other organisations gave."""

from django.urls import path

from baken.web.casussen import postvak

app_name = "ontvangen"
urlpatterns = [
    path("", postvak.lijst, name="postvak"),
    path("<uuid:pk>/", postvak.detail, name="detail"),
    path("<uuid:pk>/openen/", postvak.openen, name="openen"),
    path("<uuid:pk>/accepteren/", postvak.accepteren, name="accepteren"),
    path("<uuid:pk>/afwijzen/", postvak.afwijzen, name="afwijzen"),
    path("<uuid:pk>/voortgang/", postvak.voortgang, name="voortgang"),
]
