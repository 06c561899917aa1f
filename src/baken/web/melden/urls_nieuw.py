"""URLs of signed-in reporting; web.signalen includes them under /signalen/."""

from django.urls import path

from baken.web.melden import binnen

urlpatterns = [
    path("nieuw/", binnen.nieuw, name="nieuw"),
    path("invoeren/", binnen.invoeren, name="invoeren"),
    path("insturen/", binnen.insturen, name="insturen"),
]
