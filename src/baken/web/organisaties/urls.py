"""The organisation itself: people, roles, contacts, terms, doors, afspraken, journaal."""

from django.urls import path

from baken.web.organisaties import afspraken, bewaren, inrichting, journaal, mensen

app_name = "beheer"
urlpatterns = [
    path("mensen/", mensen.lijst, name="mensen"),
    path("mensen/nieuw/", mensen.nieuw, name="mens_nieuw"),
    path("mensen/<int:pk>/", mensen.mens, name="mens"),
    path("mensen/<int:pk>/sluiten/", mensen.sluiten, name="mens_sluiten"),
    path("mensen/<int:pk>/koppelen/", mensen.koppelen, name="mens_koppelen"),
    path("aanstellingen/<int:pk>/beeindigen/", mensen.beeindigen, name="aanstelling_beeindigen"),
    path("bevestigen/", mensen.bevestiglijst, name="bevestigen"),
    path("bevestigen/<int:pk>/", mensen.bevestig, name="aanstelling_bevestigen"),
    path("mensen/<int:pk>/herstel/", mensen.herstel_vragen, name="herstel_vragen"),
    path("bevestigen/herstel/<int:pk>/", mensen.herstel_bevestigen, name="herstel_bevestigen"),
    path("contacten/", inrichting.contacten, name="contacten"),
    path("contacten/<slug:soort>/", inrichting.contact, name="contact"),
    path("termijnen/", inrichting.termijnen, name="termijnen"),
    path("deuren/", inrichting.deuren, name="deuren"),
    path("delen/", inrichting.delen, name="delen"),
    path("afspraken/", afspraken.lijst, name="afspraken"),
    path("afspraken/nieuw/", afspraken.nieuw, name="afspraak_nieuw"),
    path("afspraken/<int:pk>/bevestigen/", afspraken.bevestig, name="afspraak_bevestigen"),
    path("afspraken/<int:pk>/beeindigen/", afspraken.beeindig, name="afspraak_beeindigen"),
    path("bewaartermijnen/", bewaren.lijst, name="bewaartermijnen"),
    path("bewaartermijnen/<int:pk>/", bewaren.wijzigen, name="bewaartermijn"),
    path("bewaartermijnen/<int:pk>/bevestigen/", bewaren.bevestigen, name="bewaartermijn_bevestigen"),
    path("journaal/", journaal.lijst, name="journaal"),
    path("journaal/controle/", journaal.controle, name="journaal_controle"),
]
