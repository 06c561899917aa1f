"""Grondslagen and afspraken under every verstrekking; meetings and acties; and who does what in the chain."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from baken.keten.verloop import Actiestatus, Bijeenkomststatus
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


class Bijeenkomstsoort(models.TextChoices):
    """What people come together for."""

    CASUSOVERLEG = "casusoverleg", "Casusoverleg"
    REGIONALE_TAFEL = "regionale_tafel", "Regionale Tafel"


class Wijze(models.TextChoices):
    """How people come together."""

    FYSIEK = "fysiek", "Op een plek bij elkaar"
    DIGITAAL = "digitaal", "Via een videogesprek"
    TELEFONISCH = "telefonisch", "Per telefoon"


class Aanwezig(models.TextChoices):
    """Whether who was invited came."""

    ONBEKEND = "onbekend", "Nog niet bekend"
    JA = "ja", "Aanwezig"
    NEE = "nee", "Niet gekomen"
    AFGEMELD = "afgemeld", "Afgemeld"


class Bijeenkomst(models.Model):
    """A meeting. On a dossier its words are sealed with the key of that dossier, known by its number only.

    A meeting without a dossier, such as the Regionale Tafel, names nobody and has a key of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField(max_length=16, choices=Bijeenkomstsoort.choices)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    dossier_id = models.UUIDField(null=True, blank=True)
    op = models.DateTimeField()
    duur_minuten = models.PositiveSmallIntegerField(default=60)
    wijze = models.CharField(max_length=12, choices=Wijze.choices)
    status = models.CharField(max_length=10, choices=Bijeenkomststatus.choices, default=Bijeenkomststatus.GEPLAND)
    versie = models.PositiveIntegerField(default=1)
    geheim = models.BinaryField(null=True)  # sealed: agenda, decisions, and without a dossier who was there
    verpakte_sleutel = models.BinaryField(null=True)  # only without a dossier
    gemaakt_op = models.DateTimeField()
    gemaakt_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-op", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=Bijeenkomstsoort.values), name="bijeenkomst_soort_bekend"),
            models.CheckConstraint(condition=Q(status__in=Bijeenkomststatus.values), name="bijeenkomst_status_bekend"),
            models.CheckConstraint(
                condition=Q(dossier_id__isnull=True, verpakte_sleutel__isnull=False)
                | Q(dossier_id__isnull=False, verpakte_sleutel__isnull=True),
                name="bijeenkomst_een_sleutel",
            ),
        ]
        indexes = [
            models.Index(fields=["dossier_id", "-op"], name="bijeenkomst_dossier"),
            models.Index(fields=["organisatie", "soort", "-op"], name="bijeenkomst_lijst"),
        ]


class Deelname(models.Model):
    """Somebody who is asked to a bijeenkomst: a person of the own organisation, or another organisation on a basis.

    beheerder is the organisation of the bijeenkomst, beside it so that who may see the row needs no second table.
    """

    bijeenkomst = models.ForeignKey(Bijeenkomst, on_delete=models.CASCADE, related_name="deelnames", db_index=False)
    beheerder = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    medewerker = models.ForeignKey(Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    grondslag = models.ForeignKey(Grondslag, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    afspraak = models.ForeignKey(Afspraak, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    uitgenodigd_op = models.DateTimeField()
    aanwezig = models.CharField(max_length=10, choices=Aanwezig.choices, default=Aanwezig.ONBEKEND)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["bijeenkomst", "organisatie", "medewerker"], name="deelname_eenmaal"),
            models.UniqueConstraint(
                fields=["bijeenkomst", "organisatie"],
                condition=Q(medewerker__isnull=True),
                name="deelname_organisatie_eenmaal",
            ),
            models.CheckConstraint(condition=Q(aanwezig__in=Aanwezig.values), name="deelname_aanwezig_bekend"),
            models.CheckConstraint(
                condition=Q(organisatie=models.F("beheerder")) | Q(grondslag__isnull=False),
                name="deelname_ander_heeft_grondslag",
            ),
        ]


class Actie(models.Model):
    """Something that somebody will do by a day. What it is, is sealed with the key of the dossier it belongs to.

    keten knows a dossier by its number only: dossiers.acties seals and opens.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    eigenaar = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="acties")
    dossier_id = models.UUIDField()
    bijeenkomst = models.ForeignKey(
        Bijeenkomst, on_delete=models.SET_NULL, null=True, blank=True, related_name="acties"
    )  # where it was agreed
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


class Ketentaak(models.Model):
    """What an organisation does in the chain from a day until a day, and what it knows of it. Nobody is in it."""

    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="ketentaken")
    taak = models.CharField(max_length=40)  # code of a fact "ketentaak"
    vormen = models.JSONField(default=list)  # codes of forms; empty: every form
    kennis = models.CharField(max_length=300, blank=True)
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["taak", "geldig_van"]
        constraints = [
            models.UniqueConstraint(fields=["organisatie", "taak", "geldig_van"], name="ketentaak_eenmaal"),
            models.CheckConstraint(
                condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=models.F("geldig_van")),
                name="ketentaak_periode",
            ),
        ]
