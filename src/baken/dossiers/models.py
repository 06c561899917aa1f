"""Dossier, toegang, leden, betrokkenen, locaties, zoekindex and verstrekking."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from baken.dossiers.soorten import Toestemmingsdoel, Verstrekkingssoort
from baken.dossiers.verloop import Afloop, Noodoordeel, Verstrekkingsstatus
from baken.dossiers.verzoekverloop import Dossieruitkomst, Vaststelling, Verzoeksoort, Verzoekstatus
from baken.keten.models import Afspraak, Grondslag
from baken.organisaties.models import Medewerker, Organisatie


class Dossiersoort(models.TextChoices):
    """What a dossier is the file of."""

    SIGNAAL = "signaal", "Signaal"
    CASUS = "casus", "Casus"
    TRAJECT = "traject", "Traject"


class Dossier(models.Model):
    """A file with its own data key. Destroying the wrapped key destroys the content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField(max_length=10, choices=Dossiersoort.choices)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="dossiers", db_index=False)
    verpakte_sleutel = models.BinaryField(null=True)
    afgeschermd = models.BooleanField(default=False)
    vastgehouden = models.BooleanField(default=False)  # legal hold
    bewaren_tot = models.DateField(null=True, blank=True)
    aangemaakt_op = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=Dossiersoort.values), name="dossier_soort_bekend"),
        ]
        indexes = [models.Index(fields=["organisatie", "soort"], name="dossier_organisatie")]


class Dossiertoegang(models.Model):
    """An organisation (or one person in it) may see a dossier, on a basis, for a purpose, from and until.

    Who is not the owner reads along on a deelbesluit: `verstrekking` holds its basis, which is asked at each moment.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="toegangen")
    # No index of its own for a foreign key that leads one in Meta, or that the owner's row, the usual one, never has.
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    # The owner of the dossier, here too: whoever asks for a toegang need not read the dossier for it.
    dossier_organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    medewerker = models.ForeignKey(
        Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    verstrekking = models.ForeignKey(
        "Verstrekking", on_delete=models.PROTECT, null=True, blank=True, related_name="toegangen", db_index=False
    )
    eigenaar = models.BooleanField(default=False)
    grondslag = models.ForeignKey(
        Grondslag, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    doel = models.CharField(max_length=200)
    veldgroepen = models.JSONField(default=list)
    delen = models.JSONField(default=list)  # parts (slachtoffer, dader, ...) whose persons may be read
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)
    gegeven_door = models.ForeignKey(
        Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(eigenaar=True) | Q(grondslag__isnull=False), name="toegang_heeft_grondslag"
            ),
            models.UniqueConstraint(
                fields=["dossier", "organisatie"], condition=Q(eigenaar=True), name="toegang_een_eigenaar"
            ),
            models.CheckConstraint(
                condition=Q(eigenaar=True, organisatie=models.F("dossier_organisatie"))
                | Q(eigenaar=False) & ~Q(organisatie=models.F("dossier_organisatie")),
                name="toegang_eigenaar_is_dossierhouder",
            ),
            models.CheckConstraint(
                condition=Q(eigenaar=True) | Q(verstrekking__isnull=False, geldig_tot__isnull=False),
                name="toegang_ander_heeft_deelbesluit",
            ),
            models.UniqueConstraint(
                fields=["verstrekking"],
                condition=Q(verstrekking__isnull=False),
                name="toegang_een_per_deelbesluit",
            ),
        ]
        indexes = [
            models.Index(fields=["organisatie", "dossier"], name="toegang_organisatie"),
            models.Index(fields=["organisatie", "dossier"], condition=Q(eigenaar=False), name="toegang_meelezen"),
            models.Index(fields=["medewerker"], condition=Q(medewerker__isnull=False), name="toegang_medewerker"),
            models.Index(fields=["gegeven_door"], condition=Q(gegeven_door__isnull=False), name="toegang_gever"),
        ]


class Dossierlid(models.Model):
    """Need to know inside an organisation: who belongs to the team of a shielded dossier."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="leden")
    medewerker = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "medewerker", "geldig_van"], name="dossierlid_eenmaal"),
        ]


class Betrokkene(models.Model):
    """A person in a dossier. Identity is sealed with the dossier's key; the plain columns cannot name anyone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="betrokkenen")
    volgorde = models.PositiveSmallIntegerField()
    deel = models.CharField(max_length=20)
    leeftijdsgroep = models.CharField(max_length=20, blank=True)
    geslacht = models.CharField(max_length=20, blank=True)
    nationaliteit = models.CharField(max_length=10, blank=True)
    inhoud = models.BinaryField(null=True)
    beperkt_op = models.DateField(null=True, blank=True)  # AVG art. 18: kept, and not given to anybody

    class Meta:
        ordering = ["volgorde"]


class Locatie(models.Model):
    """A place in a dossier; the address is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="locaties")
    gemeente_code = models.CharField(max_length=10, blank=True)
    inhoud = models.BinaryField(null=True)


class Zoekindex(models.Model):
    """Blind index (keyed HMAC per organisation) on phone, mail, document, name with birth date, address."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="zoekindexen")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", db_index=False)
    soort = models.CharField(max_length=24)
    waarde = models.BinaryField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["organisatie", "soort", "waarde"], name="zoekindex_waarde")]


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


class Noodtoegang(models.Model):
    """One person broke the glass of one shielded dossier of the own organisation, for a few hours, with a reason.

    Reason and remark are sealed with the dossier's key. A row without oordeel waits for the FG.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="noodtoegangen")
    nummer = models.CharField(max_length=16)  # of the signaal, so that the FG can name the dossier without seeing it
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    medewerker = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    reden = models.BinaryField(null=True)
    begonnen_op = models.DateTimeField()
    eindigt_op = models.DateTimeField()
    beeindigd_op = models.DateTimeField(null=True, blank=True)  # earlier than eindigt_op: by the person or by the FG
    oordeel = models.CharField(max_length=10, choices=Noodoordeel.choices, blank=True)
    opmerking = models.BinaryField(null=True)
    beoordeeld_op = models.DateTimeField(null=True, blank=True)
    beoordeeld_door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-begonnen_op", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(eindigt_op__gt=models.F("begonnen_op")), name="noodtoegang_eindigt_na_begin"
            ),
            models.CheckConstraint(
                condition=Q(beoordeeld_door__isnull=True) | ~Q(beoordeeld_door=models.F("medewerker")),
                name="noodtoegang_twee_personen",
            ),
            models.CheckConstraint(
                condition=Q(oordeel="", beoordeeld_door__isnull=True)
                | Q(oordeel__in=Noodoordeel.values, beoordeeld_door__isnull=False, beoordeeld_op__isnull=False),
                name="noodtoegang_oordeel_van_iemand",
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "medewerker", "eindigt_op"], name="noodtoegang_lopend"),
            models.Index(fields=["organisatie", "oordeel", "-begonnen_op"], name="noodtoegang_toezicht"),
        ]


class Noodmisser(models.Model):
    """How often somebody typed a number on one day that gave no noodtoegang; earlier days are emptied."""

    medewerker = models.ForeignKey(Medewerker, on_delete=models.CASCADE, related_name="+")
    dag = models.DateField()
    aantal = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["medewerker", "dag"], name="noodmisser_eenmaal")]


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
