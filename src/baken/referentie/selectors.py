"""The only readers of the facts: frozen records, kept in the process for five minutes.

`op` is a day; without it, today. Lists hold the facts of that day in the order of the files. What is
looked up by code is found whatever the day, because an old signaal may name a fact that ended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from baken.kern import klok
from baken.kern.fouten import NietGevondenError
from baken.referentie import geheugen, models, waarden
from baken.referentie.waarden import ALGEMEEN

G = TypeVar("G", bound=waarden.Gegeven)
AANTAL_BIJ_WEET_IK_NIET = 3


def vormen(op: date | None = None) -> tuple[waarden.Vorm, ...]:
    """Return the forms, without sub-forms."""
    return tuple(vorm for vorm in _geldig(_vormen(), op) if vorm.ouder is None)


def subvormen(code: str, op: date | None = None) -> tuple[waarden.Vorm, ...]:
    """Return the sub-forms of a form; none for an unknown code."""
    return tuple(vorm for vorm in _geldig(_vormen(), op) if vorm.ouder == code)


def vorm(code: str) -> waarden.Vorm:
    """Return a form or sub-form. Raises NietGevondenError."""
    return _een(_vormen(), code)


def sectoren(op: date | None = None) -> tuple[waarden.Sector, ...]:
    """Return the sectors, without their parts."""
    return tuple(sector for sector in _geldig(_sectoren(), op) if sector.ouder is None)


def subsectoren(code: str, op: date | None = None) -> tuple[waarden.Sector, ...]:
    """Return the parts of a sector; none for an unknown code."""
    return tuple(sector for sector in _geldig(_sectoren(), op) if sector.ouder == code)


def sector(code: str) -> waarden.Sector:
    """Return a sector or part. Raises NietGevondenError."""
    return _een(_sectoren(), code)


def indicatoren(vormcodes: Iterable[str] = (), op: date | None = None) -> tuple[waarden.Indicator, ...]:
    """Return every indicator of these forms and the general ones; of all forms when none is given.

    A sub-form stands for its form: the sources give no indicators per sub-form.
    """
    gekozen = _wortels(vormcodes)
    alle = _geldig(_indicatoren(), op)
    return tuple(i for i in alle if not gekozen or i.vorm in gekozen or i.vorm == ALGEMEEN)


# Why these. A layman ticks what he saw or heard himself: things, places and behaviour at a desk, a door, a
# school or a work floor; not motives, history or law, which a professional asks about later. Not more than
# fourteen boxes on a page. Of two indicators that say the same, labour takes the one with a weight of the ILO
# (otherwise the combination rule could never work on a report), the other forms the more concrete one. What
# is dangerous (papers, freedom, violence) stands first, so that it is also there for "weet ik niet".
def indicatoren_voor_melder(vormcodes: Iterable[str] = (), op: date | None = None) -> tuple[waarden.Indicator, ...]:
    """Return what a layman can observe: general ones first, then per form, in the order of the form.

    With one form at most 14. Without a form ("weet ik niet"): the general ones and the first
    AANTAL_BIJ_WEET_IK_NIET of every form, so also at most 14.
    """
    keuze = [i for i in indicatoren(vormcodes, op) if i.voor_melder]
    if not _wortels(vormcodes):
        per_vorm: dict[str, int] = {}
        for indicator_ in list(keuze):
            per_vorm[indicator_.vorm] = per_vorm.get(indicator_.vorm, 0) + 1
            if indicator_.vorm != ALGEMEEN and per_vorm[indicator_.vorm] > AANTAL_BIJ_WEET_IK_NIET:
                keuze.remove(indicator_)
    return tuple(keuze)


def indicator(code: str) -> waarden.Indicator:
    """Return an indicator. Raises NietGevondenError."""
    return _een(_indicatoren(), code)


def risicofactoren(op: date | None = None) -> tuple[waarden.Risicofactor, ...]:
    """Return the risk factors: explanation for the melder, a record only for the aandachtsfunctionaris."""
    return _geldig(_lees(models.Risicofactor, waarden.Risicofactor), op)


def gemeenten(op: date | None = None) -> tuple[waarden.Gemeente, ...]:
    """Return the municipalities by name."""
    return _geldig(_gemeenten(), op)


def gemeente(code: str) -> waarden.Gemeente:
    """Return a municipality by GM code. Raises NietGevondenError."""
    return _een(_gemeenten(), code)


def leeftijdsgroepen(op: date | None = None) -> tuple[waarden.Leeftijdsgroep, ...]:
    """Return the age bands, youngest first, unknown last."""
    return _geldig(_lees(models.Leeftijdsgroep, waarden.Leeftijdsgroep), op)


def leeftijdsgroep_bij(leeftijd: int | None, op: date | None = None) -> waarden.Leeftijdsgroep:
    """Return the band of an age in whole years, unknown for None. Raises NietGevondenError below 0."""
    for groep in leeftijdsgroepen(op):
        if groep.omvat(leeftijd):
            return groep
    raise NietGevondenError


def geslachten(op: date | None = None) -> tuple[waarden.Geslacht, ...]:
    """Return the sexes that can be recorded."""
    return _geldig(_lees(models.Geslacht, waarden.Geslacht), op)


def nationaliteiten(op: date | None = None) -> tuple[waarden.Nationaliteit, ...]:
    """Return the countries: Nederland first, then by name, then stateless and unknown."""
    return _geldig(_lees(models.Nationaliteit, waarden.Nationaliteit), op)


def delen(op: date | None = None) -> tuple[waarden.Deel, ...]:
    """Return the parts a person can have in a signaal."""
    return _geldig(_lees(models.Deel, waarden.Deel), op)


def meldcodesectoren(op: date | None = None) -> tuple[waarden.Meldcodesector, ...]:
    """Return the sectors whose professionals work under the meldcode."""
    return _geldig(_lees(models.Meldcodesector, waarden.Meldcodesector), op)


def feiten(soort: str, op: date | None = None) -> tuple[waarden.Feit, ...]:
    """Return the other facts of one kind, such as `overleg` or `instrument`; none for an unknown kind."""
    return tuple(feit for feit in _geldig(_feiten(), op) if feit.soort == soort)


def alle_feiten(soort: str) -> tuple[waarden.Feit, ...]:
    """Return the other facts of one kind, ended ones too: what began under an old rule is kept under it."""
    return tuple(feit for feit in _feiten() if feit.soort == soort)


def bronnen() -> tuple[waarden.Bron, ...]:
    """Return every source, also one that left the files: its facts may still be in use."""
    return geheugen.bewaar("bron", lambda: tuple(_rijen(models.Bron, waarden.Bron)))


def gegevens_van(bron: str) -> tuple[waarden.Gegeven, ...]:
    """Return every fact that names this source, closed ones too, kind by kind; none for an unknown code."""
    return tuple(gegeven for gegeven in _alle() if gegeven.bron == bron)


def namen() -> dict[str, str]:
    """Return code -> name of every fact, closed ones too, so that whatever a signaal names can be shown.

    No code has two names: a test on the shipped files keeps it so. A copy: what is kept stays as it was read.
    """
    return dict(geheugen.bewaar("namen", lambda: tuple((gegeven.code, gegeven.naam) for gegeven in _alle())))


def _alle() -> Iterator[waarden.Gegeven]:
    """Yield every fact, kind by kind."""
    for model, klasse in _SOORTEN:
        yield from _lees(model, klasse)


_SOORTEN: tuple[tuple[type[Any], type[waarden.Gegeven]], ...] = (
    (models.Vorm, waarden.Vorm),
    (models.Sector, waarden.Sector),
    (models.Indicator, waarden.Indicator),
    (models.Risicofactor, waarden.Risicofactor),
    (models.Gemeente, waarden.Gemeente),
    (models.Leeftijdsgroep, waarden.Leeftijdsgroep),
    (models.Geslacht, waarden.Geslacht),
    (models.Nationaliteit, waarden.Nationaliteit),
    (models.Deel, waarden.Deel),
    (models.Meldcodesector, waarden.Meldcodesector),
    (models.Feit, waarden.Feit),
)


def _vormen() -> tuple[waarden.Vorm, ...]:
    return _lees(models.Vorm, waarden.Vorm)


def _sectoren() -> tuple[waarden.Sector, ...]:
    return _lees(models.Sector, waarden.Sector)


def _indicatoren() -> tuple[waarden.Indicator, ...]:
    return _lees(models.Indicator, waarden.Indicator)


def _gemeenten() -> tuple[waarden.Gemeente, ...]:
    return _lees(models.Gemeente, waarden.Gemeente)


def _feiten() -> tuple[waarden.Feit, ...]:
    return _lees(models.Feit, waarden.Feit)


def _wortels(vormcodes: Iterable[str]) -> frozenset[str]:
    """Return the codes of the forms themselves; unknown codes fall away."""
    wortel = {vorm_.code: vorm_.wortel for vorm_ in _vormen()}
    return frozenset(wortel[code] for code in vormcodes if code in wortel)


def _lees(model: type[Any], klasse: type[G]) -> tuple[G, ...]:
    """Return every row of a table as records, from memory when it is fresh: one statement otherwise."""
    return geheugen.bewaar(model._meta.model_name, lambda: tuple(_rijen(model, klasse)))


# A record differs from its row only where a row cannot be frozen, or where "no form" has a name.
_OMZETTEN: dict[tuple[type[Any], str], Callable[[Any], Any]] = {
    (waarden.Vorm, "attenties"): lambda lijst: tuple(waarden.Attentie(**attentie) for attentie in lijst),
    (waarden.Indicator, "vorm"): lambda code: code or ALGEMEEN,
    (waarden.Feit, "inhoud"): MappingProxyType,
}


def _rijen(model: type[Any], klasse: type[Any]) -> Iterable[Any]:
    """Yield the rows of a table as records of this class, in the order of the files."""
    namen = [veld.name for veld in fields(klasse)]
    for rij in model._default_manager.values(*namen):
        yield klasse(**{naam: _omgezet(klasse, naam, waarde) for naam, waarde in rij.items()})


def _omgezet(klasse: type[Any], naam: str, waarde: Any) -> Any:
    """Return the value as the record holds it."""
    omzetten = _OMZETTEN.get((klasse, naam))
    return omzetten(waarde) if omzetten else waarde


def _geldig(alle: tuple[G, ...], op: date | None) -> tuple[G, ...]:
    """Return what holds on that day."""
    dag = op or klok.vandaag()
    return tuple(gegeven for gegeven in alle if gegeven.geldt_op(dag))


def _een(alle: tuple[G, ...], code: str) -> G:
    """Return the fact with this code. Raises NietGevondenError."""
    for gegeven in alle:
        if gegeven.code == code:
            return gegeven
    raise NietGevondenError
