"""The tables of kern. Ids of other layers are plain numbers here: kern knows no domain."""

from __future__ import annotations

from django.db import models

from baken.kern.triggers import Bescherming


class Uitkomst(models.TextChoices):
    """How a recorded act ended."""

    GELUKT = "gelukt", "gelukt"
    GEWEIGERD = "geweigerd", "geweigerd"
    MISLUKT = "mislukt", "mislukt"


class Journaalregel(models.Model):
    """One line of the audit trail. Never changed; deleted only with its whole year."""

    tijd = models.DateTimeField()
    jaar = models.PositiveSmallIntegerField()
    organisatie_id = models.BigIntegerField()
    actor_id = models.BigIntegerField(null=True)
    rol = models.CharField(max_length=60, blank=True)
    handeling = models.CharField(max_length=80)
    dossier_id = models.UUIDField(null=True)
    grondslag = models.CharField(max_length=200, blank=True)
    uitkomst = models.CharField(max_length=10, choices=Uitkomst.choices)
    verbintenis = models.BinaryField(max_length=32)

    alleen_toevoegen = Bescherming(segment=("organisatie_id", "jaar"))

    class Meta:
        indexes = [
            models.Index(fields=["organisatie_id", "id"], name="journaal_organisatie"),
            models.Index(
                fields=["dossier_id", "id"],
                name="journaal_dossier",
                condition=models.Q(dossier_id__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(uitkomst__in=Uitkomst.values), name="journaal_uitkomst"),
        ]


class Journaalinhoud(models.Model):
    """The payload of a line with its salt: may be erased; the commitment in the line then says nothing."""

    regel = models.OneToOneField(Journaalregel, on_delete=models.DO_NOTHING, primary_key=True, related_name="inhoud")
    zout = models.BinaryField(max_length=16)
    inhoud = models.TextField()

    alleen_toevoegen = Bescherming(wissen=True, sleutel="regel_id")


class Zegelregel(models.Model):
    """A line's place in the hash chain of its reeks and year. The id is the sealed order over everything."""

    regel = models.OneToOneField(Journaalregel, on_delete=models.DO_NOTHING, related_name="zegel")
    reeks = models.BigIntegerField()
    jaar = models.PositiveSmallIntegerField()
    nr = models.PositiveBigIntegerField()
    hash = models.BinaryField(max_length=32)

    alleen_toevoegen = Bescherming(segment=("reeks", "jaar"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reeks", "jaar", "nr"], name="zegelregel_plaats")]


class Zegel(models.Model):
    """A signed head: how far a segment had come, chained to the head before it in the same reeks."""

    reeks = models.BigIntegerField()
    volgnr = models.PositiveBigIntegerField()
    jaar = models.PositiveSmallIntegerField()
    laatste_nr = models.PositiveBigIntegerField()
    kop = models.BinaryField(max_length=32)
    tot_regel_id = models.BigIntegerField()
    tijd = models.DateTimeField()
    vorige = models.BinaryField(max_length=32)
    sleutelversie = models.PositiveIntegerField()
    handtekening = models.BinaryField(max_length=64)

    alleen_toevoegen = Bescherming()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reeks", "volgnr"], name="zegel_plaats")]


class VervallenSegment(models.Model):
    """A year of a reeks that was dropped as a whole, signed: the only reason why its lines may be absent."""

    reeks = models.BigIntegerField()
    jaar = models.PositiveSmallIntegerField()
    laatste_nr = models.PositiveBigIntegerField()
    kop = models.BinaryField(max_length=32)
    tijd = models.DateTimeField()
    sleutelversie = models.PositiveIntegerField()
    handtekening = models.BinaryField(max_length=64)

    alleen_toevoegen = Bescherming()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reeks", "jaar"], name="vervallen_segment")]


class Cursor(models.Model):
    """How far a consumer of the journaal has come on the sealed order (the id of a Zegelregel)."""

    naam = models.CharField(max_length=60, unique=True)
    positie = models.BigIntegerField(default=0)


class Begin(models.TextChoices):
    """The moment from which a period runs."""

    AANMAAK = "aanmaak", "het moment van vastleggen"
    LAATSTE_HANDELING = "laatste_handeling", "de laatste handeling"
    SLUITING = "sluiting", "de sluiting van het dossier"
    EINDE_JAAR = "einde_jaar", "het einde van het kalenderjaar"


class Actie(models.TextChoices):
    """What happens when the period is over."""

    VERNIETIGEN = "vernietigen", "vernietigen"
    ANONIMISEREN = "anonimiseren", "anonimiseren"
    OVERBRENGEN = "overbrengen", "overbrengen naar het archief"


class Bewaarregel(models.Model):
    """How long a category is kept, in one organisation or (organisatie_id empty) everywhere, on some day."""

    categorie = models.CharField(max_length=60)
    organisatie_id = models.BigIntegerField(null=True, blank=True)
    begin = models.CharField(max_length=20, choices=Begin.choices)
    termijn_maanden = models.PositiveIntegerField()
    waarschuw_dagen = models.PositiveIntegerField(default=30)
    actie = models.CharField(max_length=12, choices=Actie.choices, default=Actie.VERNIETIGEN)
    bron = models.TextField()
    bevestigd_fg_op = models.DateField(null=True, blank=True)
    bevestigd_fg_door = models.BigIntegerField(null=True, blank=True)
    bevestigd_archivaris_op = models.DateField(null=True, blank=True)
    bevestigd_archivaris_door = models.BigIntegerField(null=True, blank=True)
    geldig_van = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(begin__in=Begin.values), name="bewaarregel_begin"),
            models.CheckConstraint(condition=models.Q(actie__in=Actie.values), name="bewaarregel_actie"),
            models.CheckConstraint(condition=models.Q(termijn_maanden__gt=0), name="bewaarregel_termijn"),
            models.CheckConstraint(
                condition=models.Q(geldig_tot__isnull=True) | models.Q(geldig_tot__gte=models.F("geldig_van")),
                name="bewaarregel_geldig",
            ),
            models.UniqueConstraint(
                fields=["categorie", "organisatie_id", "geldig_van"],
                name="bewaarregel_uniek",
            ),
            models.UniqueConstraint(
                fields=["categorie", "geldig_van"],
                condition=models.Q(organisatie_id__isnull=True),
                name="bewaarregel_uniek_algemeen",
            ),
        ]

    @property
    def bevestigd(self) -> bool:
        """Whether both the FG and the archivaris confirmed the period. Nothing is destroyed before that."""
        return self.bevestigd_fg_op is not None and self.bevestigd_archivaris_op is not None


class Vernietigingsvoornemen(models.Model):
    """A warning: this will be destroyed on that day. Nothing is destroyed that was not announced."""

    model = models.CharField(max_length=80)
    object_id = models.CharField(max_length=64)
    organisatie_id = models.BigIntegerField()
    categorie = models.CharField(max_length=60)
    vervalt_op = models.DateField()
    gewaarschuwd_op = models.DateField()
    vernietigd_op = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "object_id"], name="voornemen_uniek")]
        indexes = [models.Index(fields=["organisatie_id", "vervalt_op"], name="voornemen_organisatie")]


class Ritme(models.Model):
    """When a regular task was last put in the queue."""

    naam = models.CharField(max_length=60, unique=True)
    laatst = models.DateTimeField(null=True)
