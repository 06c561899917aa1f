"""Organisations, regions with dates, people and their aanstellingen."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from baken.organisaties.rollen import Rol


class Organisatiesoort(models.TextChoices):
    """Kinds of organisation in the chain (bron 004)."""

    GEMEENTE = "gemeente", "Gemeente"
    ZORGCOORDINATIE = "zorgcoordinatie", "Zorgcoördinatie"
    ZVH = "zvh", "Zorg- en Veiligheidshuis"
    RIEC = "riec", "RIEC"
    POLITIE = "politie", "Politie (AVIM)"
    NLA = "nla", "Nederlandse Arbeidsinspectie"
    VEILIG_THUIS = "veilig_thuis", "Veilig Thuis"
    OM = "om", "Openbaar Ministerie"
    SAMENWERKING = "samenwerking", "Regionaal samenwerkingsverband"
    COMENSHA = "comensha", "CoMensha"
    ZORGAANBIEDER = "zorgaanbieder", "Zorg- of opvangaanbieder"
    JEUGDHULP = "jeugdhulp", "Jeugdhulp"
    OVERIG = "overig", "Andere partner"


class Organisatie(models.Model):
    """A gemeente or partner. Terms are in working days; doors say who may report without account."""

    code = models.SlugField(max_length=60, unique=True)
    naam = models.CharField(max_length=120)
    soort = models.CharField(max_length=20, choices=Organisatiesoort.choices)
    gemeente_code = models.CharField(max_length=10, blank=True)
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)
    werkt_in_baken = models.BooleanField(default=False)
    deur_medewerker = models.BooleanField(default=False)
    deur_professional = models.BooleanField(default=False)
    deur_inwoner = models.BooleanField(default=False)
    vier_ogen_delen = models.BooleanField(default=False)  # a colleague agrees before a deelbesluit leaves
    hulptekst_delen = models.TextField(blank=True)  # of the page "mag ik dit delen?", about work and never on a person
    hulptekst_bron = models.CharField(max_length=200, blank=True)
    hulptekst_op = models.DateField(null=True, blank=True)
    termijn_bekijken = models.PositiveSmallIntegerField(default=1)
    termijn_beoordelen = models.PositiveSmallIntegerField(default=5)
    termijn_terugkoppelen = models.PositiveSmallIntegerField(default=10)

    class Meta:
        ordering = ["naam"]
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=Organisatiesoort.values), name="organisatie_soort_bekend"),
            models.CheckConstraint(
                condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=models.F("geldig_van")),
                name="organisatie_periode",
            ),
        ]


class Contactsoort(models.TextChoices):
    """What a contact is for on the meldroute and the meldroutekaart."""

    MELD_ADVIESPUNT = "meld_adviespunt", "Meld- en Adviespunt"
    AANDACHTSFUNCTIONARIS = "aandachtsfunctionaris", "Aandachtsfunctionaris"
    ZORGCOORDINATOR = "zorgcoordinator", "Zorgcoördinator"
    POLITIE = "politie", "Politie"
    RIEC = "riec", "RIEC"
    NLA = "nla", "Nederlandse Arbeidsinspectie"
    VEILIG_THUIS = "veilig_thuis", "Veilig Thuis"
    MMA = "mma", "Meld Misdaad Anoniem"


class Contactpunt(models.Model):
    """A contact as data of the organisation, with source and check date; empty is shown as not filled in."""

    organisatie = models.ForeignKey(Organisatie, on_delete=models.CASCADE, related_name="contactpunten")
    soort = models.CharField(max_length=24, choices=Contactsoort.choices)
    naam = models.CharField(max_length=120, blank=True)
    telefoon = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    webadres = models.URLField(blank=True)
    bereikbaar = models.CharField(max_length=120, blank=True)
    bron = models.CharField(max_length=200, blank=True)
    gecontroleerd_op = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["soort"]
        constraints = [
            models.UniqueConstraint(fields=["organisatie", "soort"], name="contactpunt_een_per_soort"),
        ]


class Regiosoort(models.TextChoices):
    """An organisation belongs to several regions at once (ontwerp.md section 4)."""

    EENHEID = "eenheid", "Politie-eenheid"
    VEILIGHEIDSREGIO = "veiligheidsregio", "Veiligheidsregio"
    ZVH = "zvh", "Gebied van een Zorg- en Veiligheidshuis"
    DISTRICT = "district", "District"
    ZORGREGIO = "zorgregio", "Zorgregio"


class Regio(models.Model):
    """A region of one kind."""

    code = models.SlugField(max_length=60, unique=True)
    naam = models.CharField(max_length=120)
    soort = models.CharField(max_length=20, choices=Regiosoort.choices)


class Regiolid(models.Model):
    """An organisation is part of a region from a day until a day."""

    organisatie = models.ForeignKey(Organisatie, on_delete=models.CASCADE, related_name="regios")
    regio = models.ForeignKey(Regio, on_delete=models.CASCADE, related_name="leden")
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisatie", "regio", "geldig_van"], name="regiolid_eenmaal"),
        ]


class MedewerkerManager(BaseUserManager["Medewerker"]):
    """Makes accounts; there is no superuser in Baken."""

    def maak(self, *, username: str, naam: str, organisatie: Organisatie, email: str = "") -> Medewerker:
        """Create an account without usable password (the person sets one, or signs in through OIDC)."""
        medewerker = self.model(username=username, naam=naam, organisatie=organisatie, email=email)
        medewerker.set_unusable_password()
        medewerker.save(using=self._db)
        return medewerker


class Medewerker(AbstractBaseUser):
    """A person with an account in one organisation. Personal data: name and work mail address."""

    username = models.CharField(max_length=120, unique=True)
    naam = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="medewerkers")
    is_active = models.BooleanField(default=True)
    uitgezet_op = models.DateField(null=True, blank=True)  # the period of a closed account runs from this day
    sessieversie = models.PositiveIntegerField(default=0)  # one higher ends every session of this person
    herstel_gevraagd_door = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[MedewerkerManager] = MedewerkerManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["naam"]

    class Meta:
        ordering = ["naam"]

    def get_session_auth_hash(self) -> str:
        """Return what a session must match: it ends with another password and with another sessieversie."""
        geheim = f"{self.password}|{self.sessieversie}"
        return salted_hmac("baken.organisaties.sessie", geheim, algorithm="sha256").hexdigest()


class Aanstelling(models.Model):
    """A person holds a role from a day until a day; may replace another aanstelling (vervanging)."""

    medewerker = models.ForeignKey(Medewerker, on_delete=models.CASCADE, related_name="aanstellingen")
    rol = models.CharField(max_length=24, choices=Rol.choices)
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)
    vervangt = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True)
    gegeven_door = models.ForeignKey(
        Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="gegeven_aanstellingen"
    )
    bevestigd_door = models.ForeignKey(
        Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="bevestigde_aanstellingen"
    )
    wacht_op_bevestiging = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(rol__in=Rol.values), name="aanstelling_rol_bekend"),
            models.CheckConstraint(
                condition=Q(gegeven_door__isnull=True)
                | Q(bevestigd_door__isnull=True)
                | ~Q(gegeven_door=models.F("bevestigd_door")),
                name="aanstelling_twee_personen",
            ),
            models.UniqueConstraint(fields=["medewerker", "rol", "geldig_van"], name="aanstelling_eenmaal"),
        ]
