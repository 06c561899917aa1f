"""Grondslagen and afspraken: the legal ground under every verstrekking, as data; and who will do what by when."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from baken.keten.verloop import Actiestatus
from baken.organisaties.models import Medewerker, Organisatie


class Grondslagsoort(models.TextChoices):
    """Law, task, consent; emergency has its own kinds (ontwerp.md section 3, Verstrekking)."""

    WET = "wet", "Wet"
    TAAK = "taak", "Publieke taak"
    TOESTEMMING = "toestemming", "Toestemming van de betrokkene"
    NOOD = "nood", "Acuut gevaar"
    PLICHT = "plicht", "Wettelijke plicht"


class Afspraaksoort(models.TextChoices):
    """Kinds of agreement of bron 004."""

    RIEC_CONVENANT = "riec_convenant", "RIEC-convenant"
    ZVH_CONVENANT = "zvh_convenant", "Veiligheidshuisconvenant"
    SAMENWERKING = "samenwerkingsafspraak", "Samenwerkingsafspraak"


class Grondslag(models.Model):
    """A legal basis for passing on data: to which kinds of receiver, which fields, and whether an afspraak is asked."""

    code = models.SlugField(max_length=40, unique=True)
    naam = models.CharField(max_length=160)
    soort = models.CharField(max_length=12, choices=Grondslagsoort.choices)
    toelichting = models.TextField(blank=True)
    ontvangers = models.JSONField(default=list)  # Organisatiesoort codes
    veldgroepen = models.JSONField(default=list)  # groups this basis may carry
    vraagt_afspraak = models.CharField(max_length=24, choices=Afspraaksoort.choices, blank=True)
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)
    bron = models.CharField(max_length=200)
    verificatie = models.CharField(max_length=200)

    class Meta:
        ordering = ["naam"]
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=Grondslagsoort.values), name="grondslag_soort_bekend"),
        ]


class Afspraak(models.Model):
    """A convenant or samenwerkingsafspraak, kept by one organisation and confirmed by its FG."""

    soort = models.CharField(max_length=24, choices=Afspraaksoort.choices)
    naam = models.CharField(max_length=160)
    beheerder = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="beheerde_afspraken")
    kenmerk = models.CharField(max_length=80, blank=True)
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)
    bevestigd_door_id = models.BigIntegerField(null=True, blank=True)  # medewerker (FG) who confirmed
    bevestigd_op = models.DateField(null=True, blank=True)
    voorgesteld_door_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["naam"]
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=Afspraaksoort.values), name="afspraak_soort_bekend"),
            models.CheckConstraint(
                condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=models.F("geldig_van")),
                name="afspraak_periode",
            ),
        ]


class Afspraakpartij(models.Model):
    """An organisation takes part in an afspraak from a day until a day."""

    afspraak = models.ForeignKey(Afspraak, on_delete=models.CASCADE, related_name="partijen")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="afspraken")
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["afspraak", "organisatie", "geldig_van"], name="afspraakpartij_eenmaal"),
        ]


class Actie(models.Model):
    """Something that somebody will do by a day. What it is, is sealed with the key of the dossier it belongs to.

    keten knows a dossier by its number only: dossiers.acties seals and opens.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    eigenaar = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="acties")
    dossier_id = models.UUIDField()
    geheim = models.BinaryField(null=True)
    voor = models.DateField()
    status = models.CharField(max_length=10, choices=Actiestatus.choices, default=Actiestatus.OPEN)
    gemaakt_op = models.DateTimeField()
    klaar_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["voor", "gemaakt_op"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Actiestatus.values), name="actie_status_bekend"),
            models.CheckConstraint(
                condition=Q(status=Actiestatus.OPEN, klaar_op__isnull=True)
                | ~Q(status=Actiestatus.OPEN) & Q(klaar_op__isnull=False),
                name="actie_klaar_heeft_dag",
            ),
        ]
        indexes = [
            models.Index(fields=["dossier_id", "status", "voor"], name="actie_dossier"),
            models.Index(fields=["organisatie", "status", "voor"], name="actie_organisatie"),
        ]
