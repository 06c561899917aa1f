"""Casus: opened in the receiver's organisation when it accepts a verstrekking."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from baken.casussen.verloop import Casusstatus
from baken.dossiers.models import Dossier, Verstrekking
from baken.organisaties.models import Medewerker, Organisatie


class Casus(models.Model):
    """The receiver's own file, with its own key; the packet stays readable through the verstrekking."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="casus")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="casussen")
    verstrekking = models.OneToOneField(Verstrekking, on_delete=models.PROTECT, related_name="casus")
    status = models.CharField(max_length=10, choices=Casusstatus.choices, default=Casusstatus.OPEN)
    procesregisseur = models.ForeignKey(
        Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # only when the verstrekking carries the process direction
    geopend_op = models.DateTimeField()

    class Meta:
        ordering = ["-geopend_op"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Casusstatus.values), name="casus_status_bekend"),
        ]
