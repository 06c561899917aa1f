"""Sign-in pages. allauth stands under account/; which of its pages exist for us is the list in open.py."""

from django.urls import include, path

from baken.web.aanmelden import views

urlpatterns = [
    path("account/login/", views.inloggen, name="account_login"),
    path("account/", include("allauth.urls")),
    path("demonstratie/", views.demonstratie, name="demonstratie"),
    path("hervat/", views.hervat, name="hervat"),
    path("verleng/", views.verleng, name="verleng"),
]
