"""Casus: opened in the receiver's organisation when it accepts a verstrekking, or on an aanmelding there.

Beside it: what a stuck casus asks of the beleidsregisseur, and made-up cases to learn from.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from baken.casussen.soorten import Afsluitreden, Belemmering, Herkomst, Route
from baken.casussen.verloop import (
    LEERCASUSVERLOOP,
    OPSCHALINGSVERLOOP,
    VERLOOP,
    Casusstatus,
    Leercasusstatus,
    Opschalingsstatus,
)
from baken.dossiers.models import Dossier, Verstrekking
from baken.keten.models import Bijeenkomst
from baken.organisaties.models import Medewerker, Organisatie
from baken.signalen.soorten import Antwoord


class Casus(models.Model):
    """The receiver's own file, with its own key; each packet it came from stays readable through its bron."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="casus")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="casussen", db_index=False)
    nummer = models.CharField(max_length=16)
    status = models.CharField(max_length=12, choices=Casusstatus.choices, default=Casusstatus.OPEN)
    versie = models.PositiveIntegerField(default=1)
    procesregisseur = models.ForeignKey(
        Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # only when a verstrekking carries the process direction
    route = models.CharField(max_length=10, choices=Route.choices)
    herkomst = models.CharField(max_length=12, choices=Herkomst.choices, default=Herkomst.VERSTREKKING)
    geopend_op = models.DateTimeField()
    afgesloten_op = models.DateTimeField(null=True, blank=True)  # starts the retention clock
    afsluitreden = models.CharField(max_length=20, choices=Afsluitreden.choices, blank=True)
    vormen = models.JSONField(default=list)  # codes of forms of exploitation: to count, and for what to keep in mind
    jeugd = models.CharField(max_length=10, choices=Antwoord.choices, default=Antwoord.ONBEKEND)
    jonge_aanwas = models.BooleanField(default=False)  # tied to the approach of young people drawn into crime
    inhoud = models.BinaryField(null=True)  # sealed: each move with its reason, and the aanmelding

    class Meta:
        ordering = ["-geopend_op"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Casusstatus.values), name="casus_status_bekend"),
            models.UniqueConstraint(fields=["organisatie", "nummer"], name="casus_nummer_eenmaal"),
            models.CheckConstraint(
                condition=Q(status=Casusstatus.AFGESLOTEN, afgesloten_op__isnull=False)
                | ~Q(status=Casusstatus.AFGESLOTEN) & Q(afgesloten_op__isnull=True),
                name="casus_afgesloten_heeft_dag",
            ),
            models.CheckConstraint(condition=Q(jeugd__in=Antwoord.values), name="casus_jeugd_bekend"),
        ]
        indexes = [models.Index(fields=["organisatie", "status", "-geopend_op"], name="casus_lijst")]

    def zet(self, naar: Casusstatus) -> None:
        """Move to another state and raise the version. Raises OvergangNietToegestaanError."""
        VERLOOP.eis(Casusstatus(self.status), naar)
        self.status = naar
        self.versie += 1


class Casusbron(models.Model):
    """A packet that a casus came from: one, or more when the same sender gave another on the same."""

    casus = models.ForeignKey(Casus, on_delete=models.CASCADE, related_name="bronnen")
    verstrekking = models.OneToOneField(Verstrekking, on_delete=models.PROTECT, related_name="casusbron")
    op = models.DateTimeField()

    class Meta:
        ordering = ["op", "id"]


class Opschaling(models.Model):
    """What a stuck casus asks of the beleidsregisseur, at the level of the process: nobody of the casus is in it.

    Both organisations read it, so it has a key of its own and none of the dossier's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    casus = models.ForeignKey(Casus, on_delete=models.PROTECT, related_name="opschalingen")
    van = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    naar = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    belemmering = models.CharField(max_length=16, choices=Belemmering.choices)
    status = models.CharField(max_length=12, choices=Opschalingsstatus.choices, default=Opschalingsstatus.INGEDIEND)
    verpakte_sleutel = models.BinaryField(null=True)
    inhoud = models.BinaryField(null=True)  # sealed: the obstacle, what was tried, what is asked
    antwoord = models.BinaryField(null=True)  # sealed: what the regisseur or the table decided
    ingediend_op = models.DateTimeField()
    ingediend_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, null=True, related_name="+")
    bijeenkomst = models.ForeignKey(
        Bijeenkomst, on_delete=models.PROTECT, null=True, blank=True, related_name="opschalingen"
    )  # the Regionale Tafel that speaks about it, a row of who was asked alone
    tafel_op = models.DateTimeField(null=True, blank=True)  # its day, for the team: of the table it sees nothing else
    beantwoord_op = models.DateTimeField(null=True, blank=True)
    beantwoord_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-ingediend_op", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Opschalingsstatus.values), name="opschaling_status_bekend"),
            models.CheckConstraint(condition=Q(belemmering__in=Belemmering.values), name="opschaling_soort_bekend"),
            models.CheckConstraint(
                condition=~Q(status=Opschalingsstatus.BIJ_TAFEL) | Q(bijeenkomst__isnull=False),
                name="opschaling_tafel_heeft_dag",
            ),
            models.UniqueConstraint(
                fields=["casus"],
                condition=Q(status__in=[Opschalingsstatus.INGEDIEND, Opschalingsstatus.BIJ_TAFEL]),
                name="opschaling_een_tegelijk",
            ),
        ]
        indexes = [models.Index(fields=["naar", "status", "-ingediend_op"], name="opschaling_lijst")]

    @property
    def kenmerk(self) -> str:
        """Return the short reference that both sides can name; it says nothing, not even the number of the casus."""
        return f"O-{self.pk.hex[:8].upper()}"

    def zet(self, naar: Opschalingsstatus) -> None:
        """Move to another state. Raises OvergangNietToegestaanError."""
        OPSCHALINGSVERLOOP.eis(Opschalingsstatus(self.status), naar)
        self.status = naar


class Leercasus(models.Model):
    """A made-up case to learn from. It knows no dossier, ever, and its maker declares that nobody is in it."""

    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="leercasussen")
    titel = models.CharField(max_length=120)
    verhaal = models.TextField()
    vragen = models.TextField(blank=True)
    lessen = models.TextField(blank=True)
    vormen = models.JSONField(default=list)
    status = models.CharField(max_length=12, choices=Leercasusstatus.choices, default=Leercasusstatus.CONCEPT)
    verklaard_verzonnen = models.BooleanField()
    versie = models.PositiveIntegerField(default=1)
    gemaakt_op = models.DateTimeField()
    gemaakt_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    gedeeld_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-gemaakt_op", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Leercasusstatus.values), name="leercasus_status_bekend"),
            models.CheckConstraint(condition=Q(verklaard_verzonnen=True), name="leercasus_is_verzonnen"),
        ]

    def zet(self, naar: Leercasusstatus) -> None:
        """Move to another state. Raises OvergangNietToegestaanError."""
        LEERCASUSVERLOOP.eis(Leercasusstatus(self.status), naar)
        self.status = naar
        self.versie += 1
