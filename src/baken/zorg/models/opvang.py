"""Shelter: facilities and their places, who stays where on which night, and who waits.

A facility knows no person. Its address and telephone are sealed with a key of its own and stand in no list.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from baken.organisaties.models import Medewerker, Organisatie
from baken.zorg.models.trajecten import Traject
from baken.zorg.rules.noodbed import STANDAARD_NACHTEN
from baken.zorg.rules.opvang import Opvangsoort
from baken.zorg.soorten import Antwoord
from baken.zorg.soorten_opvang import Plaatsingseinde
from baken.zorg.verloop_opvang import PLAATSING, WACHTPLEK, Plaatsingstatus, Wachtstatus

_SOORTEN = [str(s) for s in Opvangsoort]


class Voorziening(models.Model):
    """A facility as one organisation keeps it: kind, conditions, funding, and where the data come from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="voorzieningen", db_index=False)
    aanbieder = models.ForeignKey(Organisatie, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    soort = models.CharField(max_length=40)  # code of a fact `opvang`
    naam = models.CharField(max_length=120)
    doelgroepnoot = models.CharField(max_length=300, blank=True)
    voorwaarden = models.JSONField(default=dict)  # rules.voorwaarden
    eigen_boeking = models.BooleanField(default=False)  # every night is booked here, so free follows from the nights
    noodbed_nachten = models.PositiveSmallIntegerField(default=STANDAARD_NACHTEN)
    sleutel = models.BinaryField(null=True)
    adres = models.BinaryField(null=True)  # sealed: address, telephone and how to get there
    structureel = models.CharField(max_length=10, choices=Antwoord.choices, default=Antwoord.ONBEKEND)
    verzekerd_op = models.DateField(null=True, blank=True)  # the day on which the provider promised these places
    verzekerd_tot = models.DateField(null=True, blank=True)  # the last day of that promise
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)
    bron = models.CharField(max_length=200, blank=True)
    gecontroleerd_op = models.DateField(null=True, blank=True)
    herinnerd_op = models.DateField(null=True, blank=True)
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["naam"]
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=_SOORTEN), name="voorziening_soort_bekend"),
            models.CheckConstraint(condition=Q(structureel__in=Antwoord.values), name="voorziening_structureel"),
            models.CheckConstraint(condition=Q(noodbed_nachten__gte=1), name="voorziening_noodbed_een_nacht"),
            models.UniqueConstraint(fields=["organisatie", "naam"], name="voorziening_naam_eenmaal"),
        ]


class Kwaliteitscheck(models.Model):
    """One criterion looked at on one day. Which criteria there are is managed text: no source gives them."""

    voorziening = models.ForeignKey(Voorziening, on_delete=models.CASCADE, related_name="kwaliteitschecks")
    criterium = models.CharField(max_length=200)
    voldoet = models.CharField(max_length=10, choices=Antwoord.choices)
    gecontroleerd_op = models.DateField()
    bron = models.CharField(max_length=200)

    class Meta:
        ordering = ["-gecontroleerd_op", "criterium", "-id"]
        constraints = [models.CheckConstraint(condition=Q(voldoet__in=Antwoord.values), name="kwaliteitscheck_voldoet")]


class Plek(models.Model):
    """One bed or room that one client has for a night."""

    voorziening = models.ForeignKey(Voorziening, on_delete=models.PROTECT, related_name="plekken", db_index=False)
    code = models.CharField(max_length=20)
    noodbed = models.BooleanField(default=False)
    afwijkende_voorwaarden = models.JSONField(default=dict)  # replaces those of the facility, condition by condition
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["code", "id"]
        constraints = [models.UniqueConstraint(fields=["voorziening", "code"], name="plek_code_eenmaal")]


class Plaatsing(models.Model):
    """A stay of one client at one place: from a first night up to the morning of `tot`.

    A noodbed that ended sooner because a structural place was booked knows which (`ingekort_voor`) and until when it
    was booked before (`ingekort_van`): when that booking is cancelled, the noodbed comes back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    traject = models.ForeignKey(Traject, on_delete=models.CASCADE, related_name="plaatsingen")
    plek = models.ForeignKey(Plek, on_delete=models.PROTECT, related_name="plaatsingen")
    van = models.DateField()
    tot = models.DateField()
    status = models.CharField(max_length=12, choices=Plaatsingstatus.choices, default=Plaatsingstatus.GERESERVEERD)
    nood = models.BooleanField(default=False)
    structureel_voor = models.DateField(null=True, blank=True)  # a noodbed: by then there is a structural place
    geescaleerd_op = models.DateField(null=True, blank=True)
    einde_reden = models.CharField(max_length=14, choices=Plaatsingseinde.choices, blank=True)
    ingekort_voor = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    ingekort_van = models.DateField(null=True, blank=True)
    gereserveerd_op = models.DateTimeField()
    gereserveerd_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    inhoud = models.BinaryField(null=True)  # sealed with the key of the traject: why it was booked all the same

    class Meta:
        ordering = ["-van", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Plaatsingstatus.values), name="plaatsing_status_bekend"),
            models.CheckConstraint(
                condition=Q(tot__gt=F("van")) | Q(tot=F("van"), status=Plaatsingstatus.BEEINDIGD),
                name="plaatsing_een_nacht",
            ),
            models.CheckConstraint(
                condition=Q(nood=True, structureel_voor__isnull=False)
                | Q(nood=False, structureel_voor__isnull=True, geescaleerd_op__isnull=True),
                name="plaatsing_noodbed_heeft_klok",
            ),
            models.CheckConstraint(
                condition=Q(status=Plaatsingstatus.BEEINDIGD) & ~Q(einde_reden="")
                | ~Q(status=Plaatsingstatus.BEEINDIGD) & Q(einde_reden=""),
                name="plaatsing_einde_heeft_reden",
            ),
        ]
        indexes = [models.Index(fields=["status", "structureel_voor"], name="plaatsing_klok")]

    def zet(self, naar: Plaatsingstatus) -> None:
        """Move to another state. Raises OvergangNietToegestaanError."""
        PLAATSING.eis(Plaatsingstatus(self.status), naar)
        self.status = naar


class Nacht(models.Model):
    """A place is taken on a night. The constraint is what keeps two from booking the same bed."""

    plek = models.ForeignKey(Plek, on_delete=models.PROTECT, related_name="nachten", db_index=False)
    datum = models.DateField()
    plaatsing = models.ForeignKey(Plaatsing, on_delete=models.CASCADE, related_name="nachten")

    class Meta:
        ordering = ["datum"]
        constraints = [models.UniqueConstraint(fields=["plek", "datum"], name="nacht_plek_eenmaal")]


class Wachtplek(models.Model):
    """A client waits for a kind of shelter."""

    traject = models.ForeignKey(Traject, on_delete=models.CASCADE, related_name="wachtplekken")
    soort = models.CharField(max_length=40)
    sinds = models.DateField()
    urgentie = models.CharField(max_length=40)  # code of a fact `urgentie`
    status = models.CharField(max_length=10, choices=Wachtstatus.choices, default=Wachtstatus.WACHT)
    afgedaan_op = models.DateField(null=True, blank=True)
    plaatsing = models.ForeignKey(Plaatsing, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["sinds", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=_SOORTEN), name="wachtplek_soort_bekend"),
            models.CheckConstraint(
                condition=Q(status=Wachtstatus.WACHT, afgedaan_op__isnull=True)
                | Q(status__in=[Wachtstatus.GEPLAATST, Wachtstatus.VERVALLEN], afgedaan_op__isnull=False),
                name="wachtplek_afgedaan_heeft_dag",
            ),
            models.UniqueConstraint(
                fields=["traject", "soort"], condition=Q(status=Wachtstatus.WACHT), name="wachtplek_een_open"
            ),
        ]

    def zet(self, naar: Wachtstatus) -> None:
        """Move to another state. Raises OvergangNietToegestaanError."""
        WACHTPLEK.eis(Wachtstatus(self.status), naar)
        self.status = naar


class Aanbodstand(models.Model):
    """Whether a facility has room on one night: yes, no or unknown. What the region may read; no number, no person.

    Written by the acts on its places and anew each day; what was said for an earlier night is unknown tonight.
    """

    voorziening = models.OneToOneField(Voorziening, on_delete=models.CASCADE, related_name="stand")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    soort = models.CharField(max_length=40)
    nacht = models.DateField()
    vrij = models.CharField(max_length=10, choices=Antwoord.choices)
    bijgewerkt_op = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(vrij__in=Antwoord.values), name="aanbodstand_vrij")]
