"""URLs of sharing from a dossier, of consent and of the register."""

from django.urls import path

from baken.web.delen import besluiten, opstellen, papier, register, toestemmingen

app_name = "delen"
urlpatterns = [
    path("mag-ik-dit-delen/", register.hulp_bij_delen, name="hulp"),
    path("register/", register.lijst, name="register"),
    path("register.csv", register.als_csv, name="register_csv"),
    path("dossier/<uuid:pk>/", besluiten.dossier, name="dossier"),
    path("dossier/<uuid:pk>/nieuw/", opstellen.nieuw, name="nieuw"),
    path("dossier/<uuid:pk>/toestemmingen/", toestemmingen.lijst, name="toestemmingen"),
    path("toestemming/<uuid:pk>/intrekken/", toestemmingen.intrekken, name="toestemming_intrekken"),
    path("besluit/<uuid:pk>/", besluiten.besluit, name="besluit"),
    path("besluit/<uuid:pk>/wijzigen/", opstellen.wijzigen, name="wijzigen"),
    path("besluit/<uuid:pk>/akkoord/", besluiten.akkoord, name="akkoord"),
    path("besluit/<uuid:pk>/versturen/", besluiten.versturen, name="versturen"),
    path("besluit/<uuid:pk>/gegeven/", besluiten.gegeven, name="gegeven"),
    path("besluit/<uuid:pk>/afdruk/", papier.afdruk, name="afdruk"),
    path("besluit/<uuid:pk>/pdf/", papier.als_pdf, name="besluit_pdf"),
    path("besluit/<uuid:pk>/antwoord/", besluiten.antwoord, name="antwoord"),
    path("besluit/<uuid:pk>/beeindigen/", besluiten.beeindigen, name="beeindigen"),
]
