"""URLs of zorg: trajecten and what a coordinator counts."""

from django.urls import path

from baken.web.zorg import doelen, dossier, handelingen, lijst, overname, paginas, papier, team, tellen

app_name = "zorg"
urlpatterns = [
    path("", lijst.caseload, name="caseload"),
    path("aanmelden/", paginas.aanmelden, name="aanmelden"),
    path("advies/", tellen.advies, name="advies"),
    path("zorgpunt/", tellen.zorgpunt, name="zorgpunt"),
    path("overdracht/<uuid:pk>/", lijst.overdracht, name="overdracht"),
    path("pakket/<uuid:pk>/", overname.uit_pakket, name="uit_pakket"),
    path("pakket/<uuid:pk>/loopt-al/", overname.loopt_al, name="loopt_al"),
    path("<int:pk>/", dossier.detail, name="detail"),
    path("<int:pk>/toon/", dossier.toon, name="toon"),
    path("<int:pk>/overzicht.pdf", papier.overzicht, name="overzicht_pdf"),
    path("<int:pk>/intake/", paginas.intake, name="intake"),
    path("<int:pk>/client/", paginas.client, name="client"),
    path("<int:pk>/starten/", paginas.starten, name="starten"),
    path("<int:pk>/niet-starten/", paginas.niet_starten, name="niet_starten"),
    path("<int:pk>/nazorg/", paginas.nazorg, name="nazorg"),
    path("<int:pk>/verder/", paginas.verder, name="verder"),
    path("<int:pk>/sluiten/", paginas.sluiten, name="sluiten"),
    path("<int:pk>/heropenen/", paginas.heropenen, name="heropenen"),
    path("<int:pk>/doel/<uuid:doel>/", doelen.doel, name="doel"),
    path("<int:pk>/doel/<uuid:doel>/stand/", doelen.doelstand, name="doelstand"),
    path("<int:pk>/gemeente/", handelingen.gemeente, name="gemeente"),
    path("<int:pk>/vormen/", team.vormen, name="vormen"),
    path("<int:pk>/team/", team.erbij, name="team"),
    path("<int:pk>/team/weg/", team.eruit, name="uit_team"),
    path("<int:pk>/veiligheid/", handelingen.veiligheid, name="veiligheid"),
    path("<int:pk>/contact/", handelingen.contact, name="contact"),
    path("<int:pk>/evaluatie/", handelingen.evaluatie, name="evaluatie"),
    path("<int:pk>/doel/", handelingen.nieuw_doel, name="nieuw_doel"),
    path("<int:pk>/toestemming/", handelingen.toestemming, name="toestemming"),
    path("<int:pk>/toestemming/intrekken/", handelingen.toestemming_intrekken, name="toestemming_intrekken"),
    path("<int:pk>/bedenktijd/", handelingen.bedenktijd, name="bedenktijd"),
    path("<int:pk>/bedenktijd/einde/", handelingen.bedenktijd_einde, name="bedenktijd_einde"),
    path("<int:pk>/overdragen/", handelingen.overdragen, name="overdragen"),
    path("<int:pk>/overdragen/intrekken/", handelingen.overdracht_intrekken, name="overdracht_intrekken"),
    path("<int:pk>/overdragen/organisatie/", overname.naar_organisatie, name="naar_organisatie"),
    path("<int:pk>/overdragen/bevestiging/", overname.bevestiging, name="bevestiging"),
    path("<int:pk>/overnemen/", handelingen.overnemen, name="overnemen"),
]
