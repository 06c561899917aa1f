"""Casus: opened in the receiver's organisation when it accepts a verstrekking."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from baken.casussen.soorten import Afsluitreden, Herkomst, Route
from baken.casussen.verloop import VERLOOP, Casusstatus
from baken.dossiers.models import Dossier, Verstrekking
from baken.organisaties.models import Medewerker, Organisatie


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
    inhoud = models.BinaryField(null=True)  # sealed: each move with its reason

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
