"""Tables of the facts that ship with Baken. They hold no personal data.

Every fact names where it comes from and how far that was checked. A fact is never deleted: old
signalen keep pointing at it. `geldig_tot` is the first day on which it no longer holds; an empty
`geldig_van` means that the beginning is unknown or does not matter.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Verificatie(models.TextChoices):
    """How far a fact was checked by the makers of Baken."""

    GEVERIFIEERD = "geverifieerd", _("Gezien in de bron")
    DEELS = "deels", _("Deels gezien in de bron")
    SECUNDAIR = "secundair", _("Gezien via een ander")
    NIET_GEVERIFIEERD = "niet_geverifieerd", _("Niet nagegaan")
    EIGEN = "eigen", _("Eigen indeling of formulering")


class Vermelding(models.Model):
    """What every row has: code, words, validity and how far it was checked."""

    code = models.CharField(max_length=40, unique=True)
    naam = models.CharField(max_length=300)
    omschrijving = models.TextField(blank=True)
    geldig_van = models.DateField(null=True, blank=True)
    geldig_tot = models.DateField(null=True, blank=True)
    verificatie = models.CharField(max_length=20, choices=Verificatie)
    verificatie_noot = models.CharField(max_length=300, blank=True)
    volgorde = models.PositiveIntegerField(default=0)
    meegeleverd = models.BooleanField(
        default=True,
        help_text="Komt uit de meegeleverde bestanden; wat een beheerder toevoegt laat de lader staan",
    )

    class Meta:
        abstract = True
        ordering = ["volgorde", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(geldig_van=None) | Q(geldig_tot=None) | Q(geldig_tot__gte=F("geldig_van")),
                name="referentie_%(class)s_periode",
            ),
            models.CheckConstraint(condition=~Q(naam=""), name="referentie_%(class)s_naam"),
            models.CheckConstraint(
                condition=Q(verificatie__in=Verificatie.values), name="referentie_%(class)s_verificatie"
            ),
        ]


class Bron(Vermelding):
    """A document or organisation from which facts were taken."""

    uitgever = models.CharField(max_length=200, blank=True)
    datum = models.CharField(max_length=40, blank=True, help_text="Wat de bron zelf zegt, dus soms alleen een jaar")
    licentie = models.CharField(max_length=100, blank=True)
    niet_beschikbaar = models.TextField(blank=True, help_text="Delen van de bron die wij niet hebben")


class Gegeven(Vermelding):
    """A fact: a row that names its source. The reference itself forbids a fact without one."""

    bron = models.ForeignKey(Bron, to_field="code", on_delete=models.PROTECT, related_name="+")
    bron_plaats = models.CharField(max_length=200, blank=True)

    class Meta(Vermelding.Meta):
        abstract = True


class Vorm(Gegeven):
    """A form of mensenhandel, or with `ouder` a sub-form of it."""

    ouder = models.ForeignKey(
        "self", to_field="code", null=True, blank=True, on_delete=models.PROTECT, related_name="subvormen"
    )
    uitleg_melder = models.TextField(blank=True, help_text="In gewone woorden, voor wie iets meldt")
    attenties = models.JSONField(default=list, blank=True, help_text="Waar de beoordelaar bij deze vorm op let")


class Zichtbaarheid(models.TextChoices):
    """How visible a part of the sex sector is, as source 004 divides it; empty where it says nothing."""

    ZICHTBAAR = "zichtbaar", _("Zichtbaar")
    MINDER_ZICHTBAAR = "minder_zichtbaar", _("Minder zichtbaar")


class Sector(Gegeven):
    """A sector in which people are exploited, or with `ouder` a part of it."""

    ouder = models.ForeignKey(
        "self", to_field="code", null=True, blank=True, on_delete=models.PROTECT, related_name="subsectoren"
    )
    zichtbaarheid = models.CharField(max_length=20, choices=Zichtbaarheid, blank=True)

    class Meta(Gegeven.Meta):
        constraints = [
            *Gegeven.Meta.constraints,
            models.CheckConstraint(
                condition=Q(zichtbaarheid__in=["", *Zichtbaarheid.values]),
                name="referentie_sector_zichtbaarheid",
            ),
        ]


class Element(models.TextChoices):
    """The part of the definition (article 273f Sr) that an indicator says something about."""

    MIDDEL = "middel", _("Middel")
    KWETSBAARHEID = "kwetsbaarheid", _("Kwetsbaarheid")
    DOEL = "doel", _("Doel")


class Fase(models.TextChoices):
    """The phase of the exploitation in which an indicator is seen."""

    WERVING = "werving", _("Werving")
    UITBUITING = "uitbuiting", _("Uitbuiting")
    ONBEKEND = "onbekend", _("Onbekend")


class Gewicht(models.TextChoices):
    """The weight that the Delphi panel of ILO and EC gave; empty where no source gives one."""

    STERK = "sterk", _("Sterk")
    MIDDEL = "middel", _("Middel")
    ZWAK = "zwak", _("Zwak")


class Indicator(Gegeven):
    """An observation that may point to mensenhandel. Without `vorm` it holds for every form."""

    vorm = models.ForeignKey(
        Vorm, to_field="code", null=True, blank=True, on_delete=models.PROTECT, related_name="indicatoren"
    )
    tekst_melder = models.CharField(max_length=300, help_text="Dezelfde waarneming in gewone woorden")
    doelgroep = models.CharField(max_length=20)
    categorie = models.CharField(max_length=40)
    element = models.CharField(max_length=20, choices=Element, blank=True)
    fase = models.CharField(max_length=20, choices=Fase)
    dimensie = models.PositiveSmallIntegerField(null=True, blank=True)
    gewicht_volwassen = models.CharField(max_length=10, choices=Gewicht, blank=True)
    gewicht_kind = models.CharField(max_length=10, choices=Gewicht, blank=True)
    voor_melder = models.BooleanField(
        default=False, help_text="Kan een leek zelf zien of horen; in de volgorde van het publieke formulier"
    )

    class Meta(Gegeven.Meta):
        constraints = [
            *Gegeven.Meta.constraints,
            models.CheckConstraint(condition=Q(element__in=["", *Element.values]), name="referentie_indicator_element"),
            models.CheckConstraint(condition=Q(fase__in=Fase.values), name="referentie_indicator_fase"),
            models.CheckConstraint(
                condition=Q(gewicht_volwassen__in=["", *Gewicht.values]) & Q(gewicht_kind__in=["", *Gewicht.values]),
                name="referentie_indicator_gewicht",
            ),
            models.CheckConstraint(
                condition=(Q(dimensie=None) & Q(gewicht_volwassen="") & Q(gewicht_kind=""))
                | Q(dimensie__isnull=False, dimensie__gte=1, dimensie__lte=6),
                name="referentie_indicator_dimensie",
            ),
        ]


class Risicofactor(Gegeven):
    """Something that makes a person more vulnerable. Explained to the melder, never asked."""


class Gemeente(Gegeven):
    """A municipality; `code` is the GM code of Statistics Netherlands."""

    provincie_code = models.CharField(max_length=10)
    provincie = models.CharField(max_length=60)
    veiligheidsregio_code = models.CharField(max_length=10)
    veiligheidsregio = models.CharField(max_length=60)
    politie_eenheid_code = models.CharField(max_length=10)
    politie_eenheid = models.CharField(max_length=60)
    riec = models.CharField(max_length=60)


class Leeftijdsgroep(Gegeven):
    """A band of whole years, both ends included; an empty end is open, an empty `minderjarig` unknown."""

    van = models.PositiveSmallIntegerField(null=True, blank=True)
    tot_en_met = models.PositiveSmallIntegerField(null=True, blank=True)
    minderjarig = models.BooleanField(null=True, blank=True)


class Geslacht(Gegeven):
    """A sex as it may be recorded, among which unknown."""


class Nationaliteit(Gegeven):
    """A country of nationality; `code` is ISO 3166-1 alpha-2 where that exists."""


class Deel(Gegeven):
    """The part that a person has in a signaal: slachtoffer, dader, facilitator or getuige."""


class Meldcodesector(Gegeven):
    """A sector whose professionals work under the meldcode huiselijk geweld en kindermishandeling."""


class Feit(Gegeven):
    """Any other shipped fact: `soort` says which, `inhoud` holds its parts."""

    soort = models.CharField(max_length=40, db_index=True)
    inhoud = models.JSONField(default=dict, blank=True)
