"""Which signalen go first on the work list: the hard stops of rules.harde_grenzen, asked of the database.

The rules decide on one signaal that was opened; a list must know it of many rows without opening one. Both look at the
same facts, and a test compares them.
"""

from __future__ import annotations

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from baken.dossiers.models import Betrokkene
from baken.referentie import selectors as referentie
from baken.signalen.models import Signaal, Signaalindicator
from baken.signalen.rules.gegevens import VOLWASSEN_VANAF, Kenmerk
from baken.signalen.rules.kenmerken import codes_met
from baken.signalen.soorten import Antwoord

_GEZEGD = ("acuut", "minderjarig", "vrijheid_afgenomen", "documenten_afgenomen")
_GEZIEN = sorted(codes_met(Kenmerk.VRIJHEID_ONTNOMEN, Kenmerk.DOCUMENTEN_AFGENOMEN))


def _jonge_groepen() -> list[str]:
    """Return the age bands in which somebody is a minor, as rules.gegevens.Persoon.is_minderjarig says."""
    return [
        g.code
        for g in referentie.leeftijdsgroepen()
        if g.minderjarig or (g.tot_en_met is not None and g.tot_en_met < VOLWASSEN_VANAF)
    ]


def harde_grens() -> Q:
    """Return the filter for signalen with a hard stop. At most two look-ups in an index for each row it is asked of."""
    gezegd = Q(*((naam, Antwoord.JA) for naam in _GEZEGD), _connector=Q.OR)
    gezien = Exists(Signaalindicator.objects.filter(signaal=OuterRef("pk"), indicator__in=_GEZIEN))
    jong = Exists(Betrokkene.objects.filter(dossier=OuterRef("dossier_id"), leeftijdsgroep__in=_jonge_groepen()))
    return gezegd | Q(gezien) | Q(jong)


def met_grens(rijen: QuerySet[Signaal]) -> QuerySet[Signaal]:
    """Add `grens`: 0 for acute danger, 1 for another hard stop, 2 for none."""
    grens = Case(
        When(acuut=Antwoord.JA, then=Value(0)),
        When(harde_grens(), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rijen.annotate(grens=grens)


def eerst_wat_gevaar_is(rijen: QuerySet[Signaal]) -> QuerySet[Signaal]:
    """Order rows of `met_grens`: danger and hard stops in front, then by the term that ends first.

    Only for what waits to be looked at: this sorts all of it, so it must be few however long the history is.
    """
    return rijen.order_by(F("grens").asc(), "bekijken_voor", "ontvangen_op", "pk")
