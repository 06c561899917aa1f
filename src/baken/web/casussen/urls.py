"""URLs of the receiving side: packets that other organisations gave, and the casussen that came of them."""

from django.urls import path

from baken.web.casussen import views

app_name = "ontvangen"
urlpatterns = [
    path("", views.postvak, name="postvak"),
    path("casussen/", views.casussen, name="casussen"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/openen/", views.openen, name="openen"),
    path("<uuid:pk>/accepteren/", views.accepteren, name="accepteren"),
    path("<uuid:pk>/afwijzen/", views.afwijzen, name="afwijzen"),
    path("<uuid:pk>/voortgang/", views.voortgang, name="voortgang"),
    path("<uuid:pk>/afronden/", views.afronden, name="afronden"),
]
