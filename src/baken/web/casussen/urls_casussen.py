"""URLs of the own casussen."""

from django.urls import path

from baken.web.casussen import afschermen, afsluiten, dossier, jeugd, lijst, opschaling, overleg, personen

app_name = "casussen"
urlpatterns = [
    path("", lijst.werklijst, name="werklijst"),
    path("nieuw/", personen.nieuw, name="nieuw"),
    path("jeugd/", jeugd.jeugd, name="jeugd"),
    path("overleg/", overleg.lijst, name="overleggen"),
    path("overleg/<uuid:pk>/", overleg.uitnodiging, name="uitnodiging"),
    path("<int:pk>/", dossier.detail, name="detail"),
    path("<int:pk>/persoon/", personen.persoon_erbij, name="persoon_erbij"),
    path("<int:pk>/persoon/<int:nummer>/", personen.persoon, name="persoon"),
    path("<int:pk>/plaats/", personen.plaats_erbij, name="plaats_erbij"),
    path("<int:pk>/plaats/<uuid:plek>/", personen.plaats, name="plaats"),
    path("<int:pk>/regie/", personen.regie, name="regie"),
    path("<int:pk>/kenmerken/", personen.kenmerken, name="kenmerken"),
    path("<int:pk>/toon/", dossier.toon, name="toon"),
    path("<int:pk>/actie/", dossier.actie, name="actie"),
    path("<int:pk>/actie/afronden/", dossier.actie_afronden, name="actie_afronden"),
    path("<int:pk>/stand/", dossier.stand, name="stand"),
    path("<int:pk>/team/", dossier.team, name="team"),
    path("<int:pk>/team/weg/", dossier.uit_team, name="uit_team"),
    path("<int:pk>/afloop/", dossier.afloop, name="afloop"),
    path("<int:pk>/overleg/", overleg.nieuw, name="overleg_nieuw"),
    path("<int:pk>/overleg/<uuid:overleg_id>/", overleg.detail, name="overleg"),
    path("<int:pk>/overleg/<uuid:overleg_id>/vastleggen/", overleg.vastleggen, name="overleg_vastleggen"),
    path("<int:pk>/overleg/<uuid:overleg_id>/vervallen/", overleg.vervallen, name="overleg_vervallen"),
    path("<int:pk>/overleg/<uuid:overleg_id>/actie/", overleg.actie, name="overleg_actie"),
    path("<int:pk>/overleg/<uuid:overleg_id>/verslag.docx", overleg.verslag, {"vorm": "docx"}, name="verslag_docx"),
    path("<int:pk>/overleg/<uuid:overleg_id>/verslag.pdf", overleg.verslag, {"vorm": "pdf"}, name="verslag_pdf"),
    path("<int:pk>/overleg/<uuid:overleg_id>/verslag/", overleg.verslag_met_namen, name="verslag_met_namen"),
    path("<int:pk>/opschalen/", opschaling.indienen, name="opschalen"),
    path("<int:pk>/opschaling/", opschaling.vraagstand, name="vraagstand"),
    path("<int:pk>/afschermen/", afschermen.afschermen, name="afschermen"),
    path("<int:pk>/overnemen/", dossier.overnemen, name="overnemen"),
    path("<int:pk>/sluiten/", afsluiten.sluiten, name="sluiten"),
    path("<int:pk>/heropenen/", afsluiten.heropenen, name="heropenen"),
]
