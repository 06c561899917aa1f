"""Pages that belong to no one subject."""

from django.urls import path

from baken.web import huisstijl
from baken.web.algemeen import views

app_name = "algemeen"
urlpatterns = [
    path("", views.start, name="start"),
    path("gezond/", views.gezond, name="gezond"),
    path("rechten/", views.rechten, name="rechten"),
    path("bronnen/", views.bronnen, name="bronnen"),
    path("toegankelijkheid/", views.toegankelijkheid, name="toegankelijkheid"),
    path("privacy/", views.privacy, name="privacy"),
    path("huisstijl.css", huisstijl.huisstijl, name="huisstijl"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
]
