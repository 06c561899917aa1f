"""What is handed to CoMensha: a registration for figures and a help request, two records with two purposes.

They share no reference, so that whoever holds both files cannot lay one beside the other.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from baken.dossiers.models import Toestemming, Verstrekking
from baken.organisaties.models import Medewerker, Organisatie
from baken.zorg.models.trajecten import Traject
from baken.zorg.verloop_comensha import COMENSHA, Aanleverstatus


class Aanlevering(models.Model):
    """What both have. `inhoud` and `terugkoppeling` are sealed with the dossier's key; the state can be counted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    status = models.CharField(max_length=12, choices=Aanleverstatus.choices, default=Aanleverstatus.CONCEPT)
    versie = models.PositiveIntegerField(default=1)
    inhoud = models.BinaryField(null=True)
    verstrekking = models.OneToOneField(
        Verstrekking, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # the packet of the last file that was made of it
    gemaakt_op = models.DateTimeField()
    # none once destroyed: the count says nothing of who made it
    gemaakt_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, null=True, related_name="+")
    klaar_op = models.DateTimeField(null=True, blank=True)
    verzonden_op = models.DateField(null=True, blank=True)  # on which day a person handed the file over
    bevestigd_op = models.DateField(null=True, blank=True)
    terugkoppeling = models.BinaryField(null=True)

    class Meta:
        abstract = True
        ordering = ["-gemaakt_op", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Aanleverstatus.values), name="%(class)s_status_bekend"),
            models.CheckConstraint(
                condition=~Q(status__in=[Aanleverstatus.VERZONDEN, Aanleverstatus.BEVESTIGD])
                | Q(verzonden_op__isnull=False, verstrekking__isnull=False),
                name="%(class)s_verzonden_heeft_dag",
            ),
            models.CheckConstraint(
                condition=Q(status=Aanleverstatus.BEVESTIGD, bevestigd_op__gte=models.F("verzonden_op"))
                | ~Q(status=Aanleverstatus.BEVESTIGD) & Q(bevestigd_op__isnull=True),
                name="%(class)s_bevestigd_heeft_dag",
            ),
        ]

    @property
    def kenmerk(self) -> str:
        """Return the reference that CoMensha and the reporter can name on the telephone; it says nothing."""
        return f"CM-{self.pk.hex[:8].upper()}"

    def zet(self, naar: Aanleverstatus) -> None:
        """Move to another state and raise the version. Raises OvergangNietToegestaanError."""
        COMENSHA.eis(Aanleverstatus(self.status), naar)
        self.status = naar
        self.versie += 1


class Registratie(Aanlevering):
    """A victim counted for a year, anonymised: for the figures on kind and size."""

    traject = models.ForeignKey(Traject, on_delete=models.CASCADE, related_name="registraties")
    jaar = models.PositiveSmallIntegerField()

    class Meta(Aanlevering.Meta):
        constraints = [
            *Aanlevering.Meta.constraints,
            models.UniqueConstraint(
                fields=["traject", "jaar"],
                condition=~Q(status=Aanleverstatus.INGETROKKEN),
                name="registratie_een_per_jaar",
            ),
        ]
        indexes = [models.Index(fields=["organisatie", "status", "-gemaakt_op"], name="registratie_lijst")]


class Registratiesleutel(models.Model):
    """Who a registration is about, as a blind index: one victim, one registration per reporter and year.

    The rows go when the registration is withdrawn or its content destroyed.
    """

    registratie = models.ForeignKey(Registratie, on_delete=models.CASCADE, related_name="sleutels")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    jaar = models.PositiveSmallIntegerField()
    soort = models.CharField(max_length=24)
    waarde = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisatie", "jaar", "soort", "waarde"], name="registratiesleutel_eenmaal"
            ),
        ]


class Hulpvraag(Aanlevering):
    """A request for help or shelter, through CoMensha; only while the client's consent for it holds."""

    traject = models.ForeignKey(Traject, on_delete=models.CASCADE, related_name="hulpvragen")
    toestemming = models.ForeignKey(Toestemming, on_delete=models.PROTECT, related_name="+")

    class Meta(Aanlevering.Meta):
        constraints = [
            *Aanlevering.Meta.constraints,
            models.UniqueConstraint(
                fields=["traject"],
                condition=Q(status__in=[Aanleverstatus.CONCEPT, Aanleverstatus.KLAAR]),
                name="hulpvraag_een_in_voorbereiding",
            ),
        ]
        indexes = [models.Index(fields=["organisatie", "status", "-gemaakt_op"], name="hulpvraag_lijst")]
