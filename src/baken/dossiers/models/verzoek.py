"""Requests of persons: what they ask, what is decided per dossier, and what a field was before."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from baken.dossiers.models.dossier import Betrokkene, Dossier
from baken.dossiers.verzoekverloop import Dossieruitkomst, Vaststelling, Verzoeksoort, Verzoekstatus
from baken.organisaties.models import Medewerker, Organisatie


class Avgverzoek(models.Model):
    """Somebody asks for the own data, or to correct, erase or restrict it. Who it is and the answer are sealed.

    The key is the request's own. `uitvoer` is the exact answer that a second person checks; `uitvoer_hash` stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    soort = models.CharField(max_length=12, choices=Verzoeksoort.choices)
    status = models.CharField(max_length=14, choices=Verzoekstatus.choices, default=Verzoekstatus.GEREGISTREERD)
    versie = models.PositiveIntegerField(default=1)
    vastgesteld = models.CharField(max_length=20, choices=Vaststelling.choices)  # how it was checked who asks
    ontvangen_op = models.DateField()
    uiterlijk_op = models.DateField()
    verlengd_op = models.DateField(null=True, blank=True)
    verpakte_sleutel = models.BinaryField(null=True)
    wie = models.BinaryField(null=True)
    verlengreden = models.BinaryField(null=True)
    uitvoer = models.BinaryField(null=True)
    uitvoer_hash = models.CharField(max_length=64, blank=True)
    geregistreerd_op = models.DateTimeField()
    geregistreerd_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    gezocht_op = models.DateTimeField(null=True, blank=True)
    voorgelegd_op = models.DateTimeField(null=True, blank=True)
    voorgelegd_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    gecontroleerd_door = models.ForeignKey(
        Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    afgedaan_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["uiterlijk_op", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=Verzoeksoort.values), name="avgverzoek_soort_bekend"),
            models.CheckConstraint(condition=Q(status__in=Verzoekstatus.values), name="avgverzoek_status_bekend"),
            models.CheckConstraint(
                condition=Q(uiterlijk_op__gt=models.F("ontvangen_op")), name="avgverzoek_termijn_na_ontvangst"
            ),
            models.CheckConstraint(
                condition=Q(gecontroleerd_door__isnull=True)
                | Q(voorgelegd_door__isnull=False) & ~Q(gecontroleerd_door=models.F("voorgelegd_door")),
                name="avgverzoek_twee_personen",
            ),
            models.CheckConstraint(
                condition=~Q(status=Verzoekstatus.BEANTWOORD)
                | Q(gecontroleerd_door__isnull=False) & Q(afgedaan_op__isnull=False) & ~Q(uitvoer_hash=""),
                name="avgverzoek_antwoord_gecontroleerd",
            ),
        ]
        indexes = [models.Index(fields=["organisatie", "status", "uiterlijk_op"], name="avgverzoek_lijst")]

    @property
    def kenmerk(self) -> str:
        """Return the short reference that stands on the answer; it says nothing."""
        return f"V-{self.pk.hex[:8].upper()}"


class Avgbesluit(models.Model):
    """What is decided on a request for one dossier in which the person was found; the words are sealed with its key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    verzoek = models.ForeignKey(Avgverzoek, on_delete=models.CASCADE, related_name="besluiten", db_index=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="avgbesluiten")
    gevonden_op = models.JSONField(default=list)  # kinds of blind index
    uitkomst = models.CharField(max_length=10, choices=Dossieruitkomst.choices, default=Dossieruitkomst.OPEN)
    grond = models.CharField(max_length=24, blank=True)
    verzwijgen = models.BooleanField(default=False)  # the answer does not say that there is anything (AVG 23 lid 2 h)
    inhoud = models.BinaryField(null=True)
    uitgevoerd_op = models.DateTimeField(null=True, blank=True)
    opgeheven_op = models.DateTimeField(null=True, blank=True)  # of a restriction
    besloten_op = models.DateTimeField(null=True, blank=True)
    besloten_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["verzoek", "dossier"], name="avgbesluit_een_per_dossier"),
            models.CheckConstraint(condition=Q(uitkomst__in=Dossieruitkomst.values), name="avgbesluit_uitkomst_bekend"),
            models.CheckConstraint(
                condition=~Q(uitkomst__in=[Dossieruitkomst.DEELS, Dossieruitkomst.GEWEIGERD]) | ~Q(grond=""),
                name="avgbesluit_weigeren_heeft_grond",
            ),
            models.CheckConstraint(
                condition=Q(uitkomst=Dossieruitkomst.OPEN) | Q(besloten_door__isnull=False),
                name="avgbesluit_van_iemand",
            ),
            models.CheckConstraint(
                condition=Q(verzwijgen=False) | Q(uitkomst=Dossieruitkomst.GEWEIGERD),
                name="avgbesluit_verzwijgen_is_weigeren",
            ),
        ]


class Avgcorrectie(models.Model):
    """What a field of a person was before it was corrected on request; both are sealed with the dossier's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="correcties")
    betrokkene = models.ForeignKey(Betrokkene, on_delete=models.CASCADE, related_name="correcties")
    inhoud = models.BinaryField()
    op = models.DateTimeField()
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["op", "id"]
