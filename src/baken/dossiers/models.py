"""Dossier, toegang, leden, betrokkenen, locaties, zoekindex and verstrekking."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from baken.dossiers.verloop import Verstrekkingsstatus
from baken.keten.models import Afspraak, Grondslag
from baken.organisaties.models import Medewerker, Organisatie


class Dossiersoort(models.TextChoices):
    """What a dossier is the file of."""

    SIGNAAL = "signaal", "Signaal"
    CASUS = "casus", "Casus"


class Dossier(models.Model):
    """A file with its own data key. Destroying the wrapped key destroys the content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField(max_length=10, choices=Dossiersoort.choices)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="dossiers")
    verpakte_sleutel = models.BinaryField(null=True)
    afgeschermd = models.BooleanField(default=False)
    vastgehouden = models.BooleanField(default=False)  # legal hold
    bewaren_tot = models.DateField(null=True, blank=True)
    aangemaakt_op = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=Dossiersoort.values), name="dossier_soort_bekend"),
        ]
        indexes = [models.Index(fields=["organisatie", "soort"], name="dossier_organisatie")]


class Dossiertoegang(models.Model):
    """An organisation (or one person in it) may see a dossier, on a basis, for a purpose, from and until."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="toegangen")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    medewerker = models.ForeignKey(Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    eigenaar = models.BooleanField(default=False)
    grondslag = models.ForeignKey(Grondslag, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    doel = models.CharField(max_length=200)
    veldgroepen = models.JSONField(default=list)
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)
    gegeven_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(eigenaar=True) | Q(grondslag__isnull=False), name="toegang_heeft_grondslag"
            ),
            models.UniqueConstraint(
                fields=["dossier", "organisatie"], condition=Q(eigenaar=True), name="toegang_een_eigenaar"
            ),
        ]
        indexes = [models.Index(fields=["organisatie", "dossier"], name="toegang_organisatie")]


class Dossierlid(models.Model):
    """Need to know inside an organisation: who belongs to the team of a shielded dossier."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="leden")
    medewerker = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "medewerker", "geldig_van"], name="dossierlid_eenmaal"),
        ]


class Betrokkene(models.Model):
    """A person in a dossier. Identity is sealed with the dossier's key; the plain columns cannot name anyone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="betrokkenen")
    volgorde = models.PositiveSmallIntegerField()
    deel = models.CharField(max_length=20)
    leeftijdsgroep = models.CharField(max_length=20, blank=True)
    geslacht = models.CharField(max_length=20, blank=True)
    nationaliteit = models.CharField(max_length=10, blank=True)
    inhoud = models.BinaryField(null=True)

    class Meta:
        ordering = ["volgorde"]


class Locatie(models.Model):
    """A place in a dossier; the address is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="locaties")
    gemeente_code = models.CharField(max_length=10, blank=True)
    inhoud = models.BinaryField(null=True)


class Zoekindex(models.Model):
    """Blind index (keyed HMAC per organisation) on phone, mail, document, name with birth date, address."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="zoekindexen")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    soort = models.CharField(max_length=24)
    waarde = models.BinaryField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["organisatie", "soort", "waarde"], name="zoekindex_waarde")]


class Verstrekking(models.Model):
    """The one way in which anything on a person leaves an organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="verstrekkingen")
    afzender = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="gegeven_verstrekkingen")
    ontvanger = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="ontvangen_verstrekkingen")
    grondslag = models.ForeignKey(Grondslag, on_delete=models.PROTECT, related_name="+")
    afspraak = models.ForeignKey(Afspraak, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    doel = models.CharField(max_length=200)
    procesregie = models.BooleanField(default=False)
    veldgroepen = models.JSONField(default=list)
    status = models.CharField(
        max_length=14, choices=Verstrekkingsstatus.choices, default=Verstrekkingsstatus.KLAARGEZET
    )
    buiten_baken = models.BooleanField(default=False)
    hoe = models.CharField(max_length=20, blank=True)
    kenmerk = models.CharField(max_length=80, blank=True)
    pakket_sleutel = models.BinaryField(null=True)
    pakket = models.BinaryField(null=True)
    pakket_hash = models.CharField(max_length=64)
    verantwoording = models.BinaryField(null=True)  # sealed: consent or emergency reason, to whom
    klaargezet_op = models.DateTimeField()
    klaargezet_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    verzonden_op = models.DateTimeField(null=True, blank=True)
    ontvangen_op = models.DateTimeField(null=True, blank=True)
    besloten_op = models.DateTimeField(null=True, blank=True)
    afgerond_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["klaargezet_op"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Verstrekkingsstatus.values), name="verstrekking_status_bekend"
            ),
            models.CheckConstraint(condition=~Q(afzender=models.F("ontvanger")), name="verstrekking_niet_aan_zichzelf"),
        ]
        indexes = [models.Index(fields=["ontvanger", "status", "klaargezet_op"], name="verstrekking_ontvanger")]


class Berichtsoort(models.TextChoices):
    """What a receiver tells back on a verstrekking."""

    AFWIJZING = "afwijzing", "Reden van afwijzing"
    VOORTGANG = "voortgang", "Voortgang"
    AFLOOP = "afloop", "Afloopbericht"


class Verstrekkingsbericht(models.Model):
    """What the receiver tells back, sealed with the key of the packet; typed in by the sender when outside Baken."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    verstrekking = models.ForeignKey(Verstrekking, on_delete=models.CASCADE, related_name="berichten")
    soort = models.CharField(max_length=10, choices=Berichtsoort.choices)
    inhoud = models.BinaryField()
    op = models.DateTimeField()
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["op"]
