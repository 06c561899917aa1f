"""Signaal, its assessment, doorgeleiding, feedback, and the narrow tables of the public door."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from baken.dossiers.models import Dossier, Verstrekking
from baken.keten.models import Grondslag
from baken.organisaties.models import Medewerker, Organisatie
from baken.signalen.soorten import Antwoord, Kanaal
from baken.signalen.verloop import VERLOOP, Status


class Signaal(models.Model):
    """A suspicion of human trafficking. What was seen, where and by whom is sealed with the dossier's key."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="signaal")
    # No index of its own for a foreign key below: it leads one in Meta, or stands there for the rows that have it. Each
    # index is a page written at every submit, and most signalen have no melder, behandelaar or partner.
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="signalen", db_index=False)
    nummer = models.CharField(max_length=16)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.ONTVANGEN)
    versie = models.PositiveIntegerField(default=1)
    kanaal = models.CharField(max_length=24, choices=Kanaal.choices)
    melder = models.ForeignKey(
        Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="gemelde_signalen", db_index=False
    )
    anoniem = models.BooleanField(default=False)
    acuut = models.CharField(max_length=10, choices=Antwoord.choices, default=Antwoord.ONBEKEND)
    vrijheid_afgenomen = models.CharField(max_length=10, choices=Antwoord.choices, default=Antwoord.ONBEKEND)
    documenten_afgenomen = models.CharField(max_length=10, choices=Antwoord.choices, default=Antwoord.ONBEKEND)
    minderjarig = models.CharField(max_length=10, choices=Antwoord.choices, default=Antwoord.ONBEKEND)
    georganiseerd = models.CharField(max_length=10, choices=Antwoord.choices, default=Antwoord.ONBEKEND)
    smokkel_genoemd = models.BooleanField(default=False)
    advies_gevraagd = models.BooleanField(default=False)
    meldcodesector = models.CharField(max_length=40, blank=True)
    sector = models.CharField(max_length=40, blank=True)
    subsector = models.CharField(max_length=40, blank=True)
    gemeente_code = models.CharField(max_length=10, blank=True)
    gezien_op = models.DateField(null=True, blank=True)
    ontvangen_op = models.DateTimeField()
    bekijken_voor = models.DateField()
    beoordelen_voor = models.DateField()
    terugkoppelen_voor = models.DateField()
    eerst_beloofd_voor = models.DateField(null=True, blank=True)  # set when "later" moves the promised date
    terugkoppeling_gewenst = models.BooleanField(default=True)
    bekeken_op = models.DateTimeField(null=True, blank=True)
    beoordeeld_op = models.DateTimeField(null=True, blank=True)
    teruggekoppeld_op = models.DateTimeField(null=True, blank=True)
    behandelaar = models.ForeignKey(
        Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="behandelde_signalen", db_index=False
    )
    inhoud = models.BinaryField(null=True)
    risico = models.BinaryField(null=True)  # risk factors, recorded by the aandachtsfunctionaris only
    partner = models.ForeignKey(
        Organisatie, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    partner_grondslag = models.ForeignKey(
        Grondslag, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    inzending_id = models.UUIDField(unique=True)
    inzending_hash = models.BinaryField(max_length=32)
    # Since when something from the reporter or a receiver waits to be read; the number tells what came in meanwhile.
    nieuws_sinds = models.DateTimeField(null=True, blank=True)
    nieuws_nummer = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="signaal_status_bekend"),
            models.CheckConstraint(condition=Q(kanaal__in=Kanaal.values), name="signaal_kanaal_bekend"),
            models.UniqueConstraint(fields=["organisatie", "nummer"], name="signaal_nummer_eenmaal"),
            models.CheckConstraint(
                condition=~Q(kanaal__in=[Kanaal.PARTNER, Kanaal.DOORGEGEVEN])
                | (Q(partner__isnull=False) & Q(partner_grondslag__isnull=False)),
                name="signaal_partner_heeft_grondslag",
            ),
        ]
        indexes = [
            models.Index(fields=["organisatie", "status", "-ontvangen_op"], name="signaal_werklijst"),
            models.Index(fields=["organisatie", "-ontvangen_op"], name="signaal_ontvangen"),
            models.Index(
                fields=["organisatie", "behandelaar", "-ontvangen_op"],
                condition=Q(behandelaar__isnull=False),
                name="signaal_behandelaar",
            ),
            models.Index(fields=["melder", "-ontvangen_op"], condition=Q(melder__isnull=False), name="signaal_melder"),
            models.Index(fields=["behandelaar"], condition=Q(behandelaar__isnull=False), name="signaal_door"),
            models.Index(fields=["partner"], condition=Q(partner__isnull=False), name="signaal_partner"),
            # What is still owed to reporters, and what was due this year: neither may grow with the history.
            models.Index(fields=["organisatie", "terugkoppelen_voor"], name="signaal_terugkoppelen"),
            models.Index(
                fields=["organisatie", "status", "teruggekoppeld_op"],
                condition=Q(terugkoppeling_gewenst=True),
                name="signaal_tegoed",
            ),
            models.Index(
                fields=["organisatie", "-ontvangen_op"],
                condition=Q(nieuws_sinds__isnull=False),
                name="signaal_nieuws",
            ),
        ]

    def zet(self, naar: Status) -> None:
        """Move to another state and raise the version. Raises OvergangNietToegestaanError."""
        VERLOOP.eis(Status(self.status), naar)
        self.status = naar
        self.versie += 1


class Nummersoort(models.TextChoices):
    """What a number is of; the letter in front of it."""

    SIGNAAL = "S", "Signaal"
    CASUS = "C", "Casus"
    TRAJECT = "T", "Traject"


class Nummerreeks(models.Model):
    """The last number of a kind given by an organisation in a year."""

    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    soort = models.CharField(max_length=1, choices=Nummersoort.choices, default=Nummersoort.SIGNAAL)
    jaar = models.PositiveSmallIntegerField()
    laatste = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisatie", "soort", "jaar"], name="nummerreeks_eenmaal")]


class Signaalvorm(models.Model):
    """A form (or sub-form) of exploitation that the reporter or the aandachtsfunctionaris named."""

    signaal = models.ForeignKey(Signaal, on_delete=models.CASCADE, related_name="vormen", db_index=False)
    vorm = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signaal", "vorm"], name="signaalvorm_eenmaal")]


class Signaalindicator(models.Model):
    """An indicator that was seen."""

    signaal = models.ForeignKey(Signaal, on_delete=models.CASCADE, related_name="indicatoren", db_index=False)
    indicator = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["signaal", "indicator"], name="signaalindicator_eenmaal"),
        ]


class Ontvangstcode(models.Model):
    """The narrow table of the receipt: keyed hash -> dossier, organisation. The code itself is stored nowhere."""

    code_index = models.BinaryField(max_length=32, unique=True)
    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="+")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)


class Bericht(models.Model):
    """A message between reporter and aandachtsfunctionaris, sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signaal = models.ForeignKey(Signaal, on_delete=models.CASCADE, related_name="berichten")
    van_melder = models.BooleanField()
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    inhoud = models.BinaryField()
    op = models.DateTimeField()
    gelezen_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["op"]


class Beoordeling(models.Model):
    """One decision on a signaal by a person, with the advice as it was given then. Never changed afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signaal = models.ForeignKey(Signaal, on_delete=models.CASCADE, related_name="beoordelingen")
    op = models.DateTimeField()
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, null=True, related_name="+")  # none once destroyed
    uitkomsten = models.JSONField()
    advies = models.JSONField()  # codes only: advised outcomes and the rules that fired
    afwijking = models.BooleanField(default=False)
    reden = models.BinaryField(null=True)

    class Meta:
        ordering = ["op"]


class Doorgeleiding(models.Model):
    """The passing on of a signaal: 1..n verstrekkingen and one process director."""

    signaal = models.ForeignKey(Signaal, on_delete=models.CASCADE, related_name="doorgeleidingen")
    beoordeling = models.ForeignKey(Beoordeling, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField()
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, null=True, related_name="+")  # none once destroyed

    class Meta:
        ordering = ["op"]


class Doorgeleidingsdeel(models.Model):
    """One verstrekking of a doorgeleiding."""

    doorgeleiding = models.ForeignKey(Doorgeleiding, on_delete=models.CASCADE, related_name="delen")
    verstrekking = models.OneToOneField(Verstrekking, on_delete=models.PROTECT, related_name="doorgeleidingsdeel")


class Overname(models.Model):
    """A packet of another organisation that became (part of) a signaal here. Neither side learns the other's number."""

    signaal = models.ForeignKey(Signaal, on_delete=models.CASCADE, related_name="overnames")
    verstrekking = models.OneToOneField(Verstrekking, on_delete=models.PROTECT, related_name="overname")
    op = models.DateTimeField()
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, null=True, related_name="+")  # none once destroyed

    class Meta:
        ordering = ["op", "id"]


class Terugkoppeling(models.Model):
    """What the reporter was told: one of the bounded texts, never free text on victim or investigation."""

    signaal = models.ForeignKey(Signaal, on_delete=models.CASCADE, related_name="terugkoppelingen")
    tekst = models.CharField(max_length=40)
    op = models.DateTimeField()
    op_tijd = models.BooleanField()
    datum = models.DateField(null=True, blank=True)  # the day that a "later" named
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, null=True, related_name="+")  # none once destroyed

    class Meta:
        ordering = ["op"]


class Adviesteller(models.Model):
    """How often someone asked only for advice on a day: a count, no personal data."""

    organisatie = models.ForeignKey(Organisatie, on_delete=models.CASCADE, related_name="+")
    dag = models.DateField()
    aantal = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisatie", "dag"], name="adviesteller_eenmaal")]


class Misser(models.Model):
    """Wrong receipt codes per minute, over all visitors together; emptied daily. Holds no address."""

    minuut = models.DateTimeField(unique=True)
    aantal = models.PositiveIntegerField(default=0)
