"""Sign-in pages. allauth stands under account/; which of its pages exist for us is the list in open.py."""

from django.urls import include, path

from baken.web.aanmelden import oidc, views

urlpatterns = [
    path("account/login/", views.inloggen, name="account_login"),
    path("account/oidc/<str:provider_id>/login/", oidc.inloggen, name="openid_connect_login"),
    path("account/oidc/<str:provider_id>/login/callback/", oidc.terug, name="openid_connect_callback"),
    path("account/", include("allauth.urls")),
    path("demonstratie/", views.demonstratie, name="demonstratie"),
    path("hervat/", views.hervat, name="hervat"),
    path("verleng/", views.verleng, name="verleng"),
]
