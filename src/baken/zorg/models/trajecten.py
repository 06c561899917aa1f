"""Traject: the care of one person, with its pieces, goals, bedenktijd and hand-over; and what a coordinator counts."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from baken.casussen.models import Casus
from baken.dossiers.models import Dossier, Verstrekking
from baken.organisaties.models import Medewerker, Organisatie
from baken.zorg.soorten import Antwoord, Doelgroep, Gespreksoort, Plaats, Stuksoort, Verlener, Vrager
from baken.zorg.verloop import (
    GESLOTEN,
    OVERDRACHT,
    TRAJECT,
    ZORGDOEL,
    Bedenktijdstatus,
    Doelstatus,
    Overdrachtstatus,
    Trajectstatus,
)


class Traject(models.Model):
    """One person's care, in a dossier of its own with exactly one betrokkene: the client.

    The traject of an offender is shielded from its first moment: only its team reads it.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="traject")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="trajecten", db_index=False)
    nummer = models.CharField(max_length=16)
    casus = models.ForeignKey(Casus, on_delete=models.PROTECT, null=True, blank=True, related_name="trajecten")
    doelgroep = models.CharField(max_length=12, choices=Doelgroep.choices)
    status = models.CharField(max_length=12, choices=Trajectstatus.choices, default=Trajectstatus.AANGEMELD)
    versie = models.PositiveIntegerField(default=1)
    coordinator = models.ForeignKey(Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verantwoordelijke_gemeente = models.CharField(max_length=10, blank=True)
    gemeente_reden = models.CharField(max_length=40, blank=True)  # code of the rule that said so
    vormen = models.JSONField(default=list)
    aangemeld_op = models.DateTimeField()
    gestart_op = models.DateTimeField(null=True, blank=True)
    nazorg_tot = models.DateField(null=True, blank=True)
    afgesloten_op = models.DateTimeField(null=True, blank=True)  # starts the retention clock
    afsluitreden = models.CharField(max_length=40, blank=True)  # code of a fact `afsluitreden_zorg`
    profiel = models.BinaryField(null=True)  # sealed: what care and shelter ask (baken.zorg.inhoud.Profiel)

    class Meta:
        ordering = ["-aangemeld_op"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Trajectstatus.values), name="traject_status_bekend"),
            models.CheckConstraint(condition=Q(doelgroep__in=Doelgroep.values), name="traject_doelgroep_bekend"),
            models.UniqueConstraint(fields=["organisatie", "nummer"], name="traject_nummer_eenmaal"),
            models.CheckConstraint(
                condition=Q(status__in=[str(s) for s in sorted(GESLOTEN)], afgesloten_op__isnull=False)
                | ~Q(status__in=[str(s) for s in sorted(GESLOTEN)]) & Q(afgesloten_op__isnull=True),
                name="traject_gesloten_heeft_dag",
            ),
        ]
        indexes = [models.Index(fields=["organisatie", "status", "-aangemeld_op"], name="traject_lijst")]

    def zet(self, naar: Trajectstatus) -> None:
        """Move to another state and raise the version. Raises OvergangNietToegestaanError."""
        TRAJECT.eis(Trajectstatus(self.status), naar)
        self.status = naar
        self.versie += 1


class Trajectbron(models.Model):
    """A dossier of another organisation that shared the client of a traject: the wall between both sides knows it."""

    traject = models.ForeignKey(Traject, on_delete=models.CASCADE, related_name="bronnen")
    uit_dossier = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["traject", "uit_dossier"], name="trajectbron_eenmaal")]
        indexes = [models.Index(fields=["uit_dossier"], name="trajectbron_dossier")]


class Trajectstuk(models.Model):
    """Something recorded in a traject, written once: a correction is a new piece."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    traject = models.ForeignKey(Traject, on_delete=models.CASCADE, related_name="stukken", db_index=False)
    soort = models.CharField(max_length=12, choices=Stuksoort.choices)
    op = models.DateTimeField()  # when it was written
    dag = models.DateField()  # on which day it happened
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    volgende_op = models.DateField(null=True, blank=True)  # when the next of its kind is due
    inhoud = models.BinaryField(null=True)

    class Meta:
        ordering = ["-op", "id"]
        constraints = [models.CheckConstraint(condition=Q(soort__in=Stuksoort.values), name="trajectstuk_soort")]
        indexes = [models.Index(fields=["traject", "soort", "-op"], name="trajectstuk_lijst")]


class Zorgdoel(models.Model):
    """A need in one area of life, what is to be reached, and who helps with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    traject = models.ForeignKey(Traject, on_delete=models.CASCADE, related_name="doelen")
    leefgebied = models.CharField(max_length=40)  # code of a fact `leefgebied`
    status = models.CharField(max_length=10, choices=Doelstatus.choices, default=Doelstatus.BEHOEFTE)
    versie = models.PositiveIntegerField(default=1)
    aanbieder = models.ForeignKey(Organisatie, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    dienst = models.CharField(max_length=40, blank=True)  # code of a fact `dienst`, such as the uitstapprogramma
    tot = models.DateField(null=True, blank=True)
    gemaakt_op = models.DateTimeField()
    inhoud = models.BinaryField(null=True)

    class Meta:
        ordering = ["gemaakt_op", "id"]
        constraints = [models.CheckConstraint(condition=Q(status__in=Doelstatus.values), name="zorgdoel_status")]

    def zet(self, naar: Doelstatus) -> None:
        """Move to another state and raise the version. Raises OvergangNietToegestaanError."""
        ZORGDOEL.eis(Doelstatus(self.status), naar)
        self.status = naar
        self.versie += 1


class Bedenktijd(models.Model):
    """A bedenktijd that police or KMar gave. The end is worked out once, under the rule of its first day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    traject = models.ForeignKey(Traject, on_delete=models.CASCADE, related_name="bedenktijden")
    regime = models.CharField(max_length=40)  # code of a fact `bedenktijdregime`
    dublin = models.BooleanField()
    begin = models.DateField()
    eindigt_op = models.DateField()
    status = models.CharField(max_length=10, choices=Bedenktijdstatus.choices, default=Bedenktijdstatus.LOOPT)
    beeindigd_op = models.DateField(null=True, blank=True)
    einde_reden = models.CharField(max_length=40, blank=True)  # code of a fact `bedenktijdeinde`
    gewaarschuwd = models.PositiveSmallIntegerField(null=True, blank=True)  # last step, in days before the end
    verleend_door = models.CharField(max_length=10, choices=Verlener.choices)

    class Meta:
        ordering = ["-begin", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Bedenktijdstatus.values), name="bedenktijd_status"),
            models.CheckConstraint(condition=Q(eindigt_op__gt=F("begin")), name="bedenktijd_eindigt_na_begin"),
            models.CheckConstraint(
                condition=Q(status=Bedenktijdstatus.BEEINDIGD, beeindigd_op__isnull=False) & ~Q(einde_reden="")
                | ~Q(status=Bedenktijdstatus.BEEINDIGD) & Q(beeindigd_op__isnull=True, einde_reden=""),
                name="bedenktijd_einde_heeft_reden",
            ),
            models.UniqueConstraint(
                fields=["traject"], condition=Q(status=Bedenktijdstatus.LOOPT), name="bedenktijd_een_loopt"
            ),
        ]
        indexes = [models.Index(fields=["status", "eindigt_op"], name="bedenktijd_klok")]


class Overdracht(models.Model):
    """A proposal that another coordinator takes a traject over: a colleague, or another organisation by a packet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    traject = models.ForeignKey(Traject, on_delete=models.CASCADE, related_name="overdrachten")
    naar_medewerker = models.ForeignKey(Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verstrekking = models.ForeignKey(Verstrekking, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=12, choices=Overdrachtstatus.choices, default=Overdrachtstatus.VOORGESTELD)
    op = models.DateTimeField()
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    besloten_op = models.DateTimeField(null=True, blank=True)
    reden = models.BinaryField(null=True)  # sealed: why, and what the other answered

    class Meta:
        ordering = ["-op", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Overdrachtstatus.values), name="overdracht_status"),
            models.CheckConstraint(
                condition=Q(naar_medewerker__isnull=False, verstrekking__isnull=True)
                | Q(naar_medewerker__isnull=True, verstrekking__isnull=False),
                name="overdracht_naar_een",
            ),
            models.CheckConstraint(
                condition=Q(naar_medewerker__isnull=True) | ~Q(naar_medewerker=F("door")),
                name="overdracht_niet_aan_zichzelf",
            ),
            models.UniqueConstraint(
                fields=["traject"], condition=Q(status=Overdrachtstatus.VOORGESTELD), name="overdracht_een_open"
            ),
        ]

    def zet(self, naar: Overdrachtstatus) -> None:
        """Move to another state. Raises OvergangNietToegestaanError."""
        OVERDRACHT.eis(Overdrachtstatus(self.status), naar)
        self.status = naar


class Zorgpunt(models.Model):
    """Where an organisation's coordination of care has its place and how it is paid (bron 002 par. 3.5.1)."""

    organisatie = models.OneToOneField(Organisatie, on_delete=models.PROTECT, related_name="zorgpunt")
    plaats = models.CharField(max_length=14, choices=Plaats.choices, default=Plaats.ONBEKEND)
    structureel = models.CharField(max_length=10, choices=Antwoord.choices, default=Antwoord.ONBEKEND)
    financier = models.CharField(max_length=120, blank=True)
    caseload_maximum = models.PositiveSmallIntegerField(null=True, blank=True)  # of one coordinator; empty: no limit
    bron = models.CharField(max_length=200, blank=True)
    gecontroleerd_op = models.DateField()


class Adviesgesprek(models.Model):
    """How many talks of a kind there were on a day. A count: it knows no person."""

    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    dag = models.DateField()
    soort = models.CharField(max_length=12, choices=Gespreksoort.choices)
    vrager = models.CharField(max_length=12, choices=Vrager.choices)
    aantal = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-dag", "soort", "vrager"]
        constraints = [
            models.UniqueConstraint(fields=["organisatie", "dag", "soort", "vrager"], name="adviesgesprek_eenmaal"),
            models.CheckConstraint(condition=Q(soort__in=Gespreksoort.values), name="adviesgesprek_soort"),
            models.CheckConstraint(condition=Q(vrager__in=Vrager.values), name="adviesgesprek_vrager"),
        ]
