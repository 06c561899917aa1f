"""Consent, verstrekking and what a receiver tells back."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from baken.dossiers.models.dossier import Dossier
from baken.dossiers.soorten import Toestemmingsdoel, Verstrekkingssoort
from baken.dossiers.verloop import Afloop, Verstrekkingsstatus
from baken.keten.models import Afspraak, Grondslag
from baken.organisaties.models import Medewerker, Organisatie


class Toestemming(models.Model):
    """Somebody agreed to one purpose. A new yes after a no is a new version; what was said is sealed.

    betrokkene: the person of that dossier, by number only; empty when the dossier names nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="toestemmingen")
    betrokkene = models.UUIDField(null=True, blank=True)
    doel = models.CharField(max_length=20, choices=Toestemmingsdoel.choices)
    ontvanger = models.ForeignKey(Organisatie, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    versie = models.PositiveIntegerField(default=1)
    gegeven_op = models.DateField()
    ingetrokken_op = models.DateField(null=True, blank=True)
    vervalt_op = models.DateField(null=True, blank=True)  # from this day on it does not hold
    inhoud = models.BinaryField(null=True)  # sealed: how, in which words and language, by whom; and of the end
    vastgelegd_op = models.DateTimeField()
    vastgelegd_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["gegeven_op", "versie", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(doel__in=Toestemmingsdoel.values), name="toestemming_doel_bekend"),
            models.CheckConstraint(
                condition=Q(ingetrokken_op__isnull=True) | Q(ingetrokken_op__gte=models.F("gegeven_op")),
                name="toestemming_intrekken_na_geven",
            ),
            models.CheckConstraint(
                condition=Q(vervalt_op__isnull=True) | Q(vervalt_op__gt=models.F("gegeven_op")),
                name="toestemming_vervalt_na_geven",
            ),
            models.UniqueConstraint(
                "dossier",
                Coalesce("betrokkene", models.Value(uuid.UUID(int=0), output_field=models.UUIDField())),
                "doel",
                Coalesce("ontvanger", models.Value(0)),
                "versie",
                name="toestemming_versie_eenmaal",
            ),
            models.UniqueConstraint(
                "dossier",
                Coalesce("betrokkene", models.Value(uuid.UUID(int=0), output_field=models.UUIDField())),
                "doel",
                Coalesce("ontvanger", models.Value(0)),
                condition=Q(ingetrokken_op__isnull=True),
                name="toestemming_een_open",
            ),
        ]


class Verstrekking(models.Model):
    """The one way in which anything on a person leaves an organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="verstrekkingen")
    afzender = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="gegeven_verstrekkingen")
    ontvanger = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="ontvangen_verstrekkingen")
    grondslag = models.ForeignKey(Grondslag, on_delete=models.PROTECT, related_name="+")
    afspraak = models.ForeignKey(Afspraak, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    toestemming = models.ForeignKey(
        Toestemming, on_delete=models.PROTECT, null=True, blank=True, related_name="verstrekkingen"
    )
    soort = models.CharField(
        max_length=14, choices=Verstrekkingssoort.choices, default=Verstrekkingssoort.DOORGELEIDING
    )
    procesregie = models.BooleanField(default=False)
    veldgroepen = models.JSONField(default=list)
    delen = models.JSONField(default=list)  # parts (slachtoffer, dader, ...) whose persons are in it
    live = models.BooleanField(default=False)  # after acceptance the receiver also reads along, until geldig_tot
    geldig_tot = models.DateField(null=True, blank=True)  # the first day on which there is no reading along any more
    status = models.CharField(
        max_length=14, choices=Verstrekkingsstatus.choices, default=Verstrekkingsstatus.KLAARGEZET
    )
    buiten_baken = models.BooleanField(default=False)
    hoe = models.CharField(max_length=20, blank=True)
    pakket_sleutel = models.BinaryField(null=True)
    pakket = models.BinaryField(null=True)
    pakket_hash = models.CharField(max_length=64)
    doel = models.BinaryField(null=True)  # sealed: what the receiver may use it for, in the sender's words
    verantwoording = models.BinaryField(null=True)  # sealed: consent or emergency reason, to whom, their reference
    klaargezet_op = models.DateTimeField()
    klaargezet_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    verzonden_op = models.DateTimeField(null=True, blank=True)
    ontvangen_op = models.DateTimeField(null=True, blank=True)
    besloten_op = models.DateTimeField(null=True, blank=True)
    afgerond_op = models.DateTimeField(null=True, blank=True)
    beeindigd_op = models.DateTimeField(null=True, blank=True)  # reading along ended; the packet stays the receiver's
    goedgekeurd_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    goedgekeurd_op = models.DateTimeField(null=True, blank=True)
    goedgekeurde_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["klaargezet_op"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Verstrekkingsstatus.values), name="verstrekking_status_bekend"
            ),
            models.CheckConstraint(condition=~Q(afzender=models.F("ontvanger")), name="verstrekking_niet_aan_zichzelf"),
            models.CheckConstraint(condition=Q(soort__in=Verstrekkingssoort.values), name="verstrekking_soort_bekend"),
            models.CheckConstraint(
                condition=Q(live=False) | Q(soort=Verstrekkingssoort.DEELBESLUIT, geldig_tot__isnull=False),
                name="verstrekking_live_is_deelbesluit",
            ),
            models.CheckConstraint(
                condition=Q(goedgekeurd_door__isnull=True) | ~Q(goedgekeurd_door=models.F("klaargezet_door")),
                name="verstrekking_vier_ogen",
            ),
            models.CheckConstraint(
                condition=Q(goedgekeurd_door__isnull=True, goedgekeurd_op__isnull=True, goedgekeurde_hash="")
                | Q(
                    goedgekeurd_door__isnull=False,
                    goedgekeurd_op__isnull=False,
                    goedgekeurde_hash=models.F("pakket_hash"),
                ),
                name="verstrekking_akkoord_op_dit_pakket",
            ),
        ]
        indexes = [models.Index(fields=["ontvanger", "status", "klaargezet_op"], name="verstrekking_ontvanger")]

    @property
    def kenmerk(self) -> str:
        """Return the short reference that both sides see and can name on the telephone; it says nothing."""
        return f"P-{self.pk.hex[:8].upper()}"


class Berichtsoort(models.TextChoices):
    """What a receiver tells back on a verstrekking."""

    AFWIJZING = "afwijzing", "Waarom niet aangenomen"
    VOORTGANG = "voortgang", "Voortgang"
    AFLOOP = "afloop", "Afloopbericht"


class Verstrekkingsbericht(models.Model):
    """What the receiver tells back, sealed with the key of the packet; typed in by the sender when outside Baken."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    verstrekking = models.ForeignKey(Verstrekking, on_delete=models.CASCADE, related_name="berichten")
    soort = models.CharField(max_length=10, choices=Berichtsoort.choices)
    code = models.CharField(max_length=12, choices=Afloop.choices, blank=True)  # empty: what a receiver outside said
    inhoud = models.BinaryField()
    op = models.DateTimeField()
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["op", "-soort"]  # written at one moment: how it goes stands before how it ended
