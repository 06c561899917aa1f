"""Dossier, toegang, leden, betrokkenen, locaties, zoekindex, and the glass that was broken."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from baken.dossiers.verloop import Noodoordeel
from baken.keten.models import Grondslag
from baken.organisaties.models import Medewerker, Organisatie


class Dossiersoort(models.TextChoices):
    """What a dossier is the file of."""

    SIGNAAL = "signaal", "Signaal"
    CASUS = "casus", "Casus"
    TRAJECT = "traject", "Traject"


class Dossier(models.Model):
    """A file with its own data key. Destroying the wrapped key destroys the content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField(max_length=10, choices=Dossiersoort.choices)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="dossiers", db_index=False)
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
    """An organisation (or one person in it) may see a dossier, on a basis, for a purpose, from and until.

    Who is not the owner reads along on a deelbesluit: `verstrekking` holds its basis, which is asked at each moment.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="toegangen")
    # No index of its own for a foreign key that leads one in Meta, or that the owner's row, the usual one, never has.
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    # The owner of the dossier, here too: whoever asks for a toegang need not read the dossier for it.
    dossier_organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    medewerker = models.ForeignKey(
        Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    verstrekking = models.ForeignKey(
        "Verstrekking", on_delete=models.PROTECT, null=True, blank=True, related_name="toegangen", db_index=False
    )
    eigenaar = models.BooleanField(default=False)
    grondslag = models.ForeignKey(
        Grondslag, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    doel = models.CharField(max_length=200)
    veldgroepen = models.JSONField(default=list)
    delen = models.JSONField(default=list)  # parts (slachtoffer, dader, ...) whose persons may be read
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)
    gegeven_door = models.ForeignKey(
        Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(eigenaar=True) | Q(grondslag__isnull=False), name="toegang_heeft_grondslag"
            ),
            models.UniqueConstraint(
                fields=["dossier", "organisatie"], condition=Q(eigenaar=True), name="toegang_een_eigenaar"
            ),
            models.CheckConstraint(
                condition=Q(eigenaar=True, organisatie=models.F("dossier_organisatie"))
                | Q(eigenaar=False) & ~Q(organisatie=models.F("dossier_organisatie")),
                name="toegang_eigenaar_is_dossierhouder",
            ),
            models.CheckConstraint(
                condition=Q(eigenaar=True) | Q(verstrekking__isnull=False, geldig_tot__isnull=False),
                name="toegang_ander_heeft_deelbesluit",
            ),
            models.UniqueConstraint(
                fields=["verstrekking"],
                condition=Q(verstrekking__isnull=False),
                name="toegang_een_per_deelbesluit",
            ),
        ]
        indexes = [
            models.Index(fields=["organisatie", "dossier"], name="toegang_organisatie"),
            models.Index(fields=["organisatie", "dossier"], condition=Q(eigenaar=False), name="toegang_meelezen"),
            models.Index(fields=["medewerker"], condition=Q(medewerker__isnull=False), name="toegang_medewerker"),
            models.Index(fields=["gegeven_door"], condition=Q(gegeven_door__isnull=False), name="toegang_gever"),
        ]


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
    ook_deel = models.CharField(max_length=20, blank=True)  # both suspect and victim: somebody can be two things
    leeftijdsgroep = models.CharField(max_length=20, blank=True)
    geslacht = models.CharField(max_length=20, blank=True)
    nationaliteit = models.CharField(max_length=10, blank=True)
    inhoud = models.BinaryField(null=True)
    beperkt_op = models.DateField(null=True, blank=True)  # AVG art. 18: kept, and not given to anybody

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
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    soort = models.CharField(max_length=24)
    waarde = models.BinaryField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["organisatie", "soort", "waarde"], name="zoekindex_waarde")]


class Noodtoegang(models.Model):
    """One person broke the glass of one shielded dossier of the own organisation, for a few hours, with a reason.

    Reason and remark are sealed with the dossier's key. A row without oordeel waits for the FG.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="noodtoegangen")
    nummer = models.CharField(max_length=16)  # of the signaal, so that the FG can name the dossier without seeing it
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    medewerker = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    reden = models.BinaryField(null=True)
    begonnen_op = models.DateTimeField()
    eindigt_op = models.DateTimeField()
    beeindigd_op = models.DateTimeField(null=True, blank=True)  # earlier than eindigt_op: by the person or by the FG
    oordeel = models.CharField(max_length=10, choices=Noodoordeel.choices, blank=True)
    opmerking = models.BinaryField(null=True)
    beoordeeld_op = models.DateTimeField(null=True, blank=True)
    beoordeeld_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-begonnen_op", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(eindigt_op__gt=models.F("begonnen_op")), name="noodtoegang_eindigt_na_begin"
            ),
            models.CheckConstraint(
                condition=Q(beoordeeld_door__isnull=True) | ~Q(beoordeeld_door=models.F("medewerker")),
                name="noodtoegang_twee_personen",
            ),
            models.CheckConstraint(
                condition=Q(oordeel="", beoordeeld_door__isnull=True)
                | Q(oordeel__in=Noodoordeel.values, beoordeeld_door__isnull=False, beoordeeld_op__isnull=False),
                name="noodtoegang_oordeel_van_iemand",
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "medewerker", "eindigt_op"], name="noodtoegang_lopend"),
            models.Index(fields=["organisatie", "oordeel", "-begonnen_op"], name="noodtoegang_toezicht"),
        ]


class Noodmisser(models.Model):
    """How often somebody typed a number on one day that gave no noodtoegang; earlier days are emptied."""

    medewerker = models.ForeignKey(Medewerker, on_delete=models.CASCADE, related_name="+")
    dag = models.DateField()
    aantal = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["medewerker", "dag"], name="noodmisser_eenmaal")]
