"""Loads the shipped facts into the database. Running it again changes nothing."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models as velden
from django.db import transaction

from baken.kern import klok
from baken.referentie import geheugen, models

MAP = Path(__file__).parent / "gegevens"
# What others refer to comes first.
BESTANDEN: tuple[tuple[type[models.Vermelding], str], ...] = (
    (models.Bron, "bronnen.json"),
    (models.Vorm, "vormen.json"),
    (models.Sector, "sectoren.json"),
    (models.Indicator, "indicatoren.csv"),
    (models.Risicofactor, "risicofactoren.json"),
    (models.Gemeente, "gemeenten.csv"),
    (models.Leeftijdsgroep, "leeftijdsgroepen.json"),
    (models.Geslacht, "geslachten.json"),
    (models.Nationaliteit, "nationaliteiten.csv"),
    (models.Deel, "delen.json"),
    (models.Meldcodesector, "meldcodesectoren.json"),
    (models.Feit, "feiten.json"),
)
Rij = dict[str, Any]
Veld = Any  # django-stubs gives concrete fields no common type that has to_python, attname and target_field


@dataclass(frozen=True)
class Telling:
    """How many facts a load added, changed, closed and left as they were."""

    nieuw: int = 0
    gewijzigd: int = 0
    gesloten: int = 0
    ongewijzigd: int = 0

    def __add__(self, ander: Telling) -> Telling:
        return Telling(
            self.nieuw + ander.nieuw,
            self.gewijzigd + ander.gewijzigd,
            self.gesloten + ander.gesloten,
            self.ongewijzigd + ander.ongewijzigd,
        )

    def __str__(self) -> str:
        return (
            f"{self.nieuw} nieuw, {self.gewijzigd} gewijzigd, {self.gesloten} gesloten, {self.ongewijzigd} ongewijzigd"
        )


class BestandsfoutError(ValueError):
    """A shipped file is wrong; the message names file, code and column."""


def laad_alles(map_: Path = MAP) -> Telling:
    """Bring the database in line with the files in one transaction and return what changed.

    New facts are added, changed ones updated, and facts that left the files are closed with
    `geldig_tot` (never deleted, because old signalen name them). Raises BestandsfoutError.
    """
    with transaction.atomic():
        telling = reduce(Telling.__add__, (_laad(model, map_ / naam) for model, naam in BESTANDEN))
        transaction.on_commit(geheugen.leeg)  # another thread may have read the old rows before the commit
    geheugen.leeg()
    return telling


def voeg_eigen_toe(soort: str, rijen: list[Rij]) -> Telling:
    """Add or update facts of one's own, such as a sector or the invented gemeenten of the demonstration.

    soort: the name of the model in lower case; rijen: as in the files, `bron` and `verificatie` included.
    `laad_alles` leaves these facts alone. Raises BestandsfoutError for an unknown soort, a wrong row, or a
    code that ships with Baken: a shipped fact changes in its file, with its source.
    """
    model = next((model for model, _ in BESTANDEN if model._meta.model_name == soort), None)
    if model is None:
        raise BestandsfoutError(f"soort {soort} bestaat niet")
    with transaction.atomic():
        codes = [rij.get("code") for rij in rijen]
        if model._default_manager.filter(code__in=codes, meegeleverd=True).exists():
            raise BestandsfoutError(f"{soort}: een van deze codes is meegeleverd en verandert alleen in zijn bestand")
        telling, _ = _schrijf(model, [rij | {"meegeleverd": False} for rij in rijen], soort)
        transaction.on_commit(geheugen.leeg)
    geheugen.leeg()
    return telling


def lees_bestand(pad: Path) -> list[Rij]:
    """Return the rows of a JSON file ({"standaard": {...}, "rijen": [...]}) or of a CSV file with a header.

    Values are as in the file; a JSON row takes from `standaard` what it does not say itself.
    """
    with pad.open(encoding="utf-8", newline="") as bestand:
        if pad.suffix == ".csv":
            rijen: list[Rij] = list(csv.DictReader(bestand))
        else:
            inhoud = json.load(bestand)
            rijen = [inhoud["standaard"] | rij for rij in inhoud["rijen"]]
    return rijen


def _laad(model: type[models.Vermelding], pad: Path) -> Telling:
    """Bring one table in line with one file; close what left the file."""
    telling, over = _schrijf(model, lees_bestand(pad), pad.name)
    vandaag = klok.vandaag()
    gesloten = [feit for feit in over if _sluit(feit, vandaag)]
    model._default_manager.bulk_update(gesloten, ["geldig_tot"])
    return telling + Telling(gesloten=len(gesloten))


def _schrijf(model: type[models.Vermelding], rijen: list[Rij], plek: str) -> tuple[Telling, list[models.Vermelding]]:
    """Add and update these rows; return the count and the facts of the table that are not among them.

    `plek` names the rows in a message. Raises BestandsfoutError.
    """
    codes = [rij.get("code") for rij in rijen]
    if not all(codes) or len(set(codes)) != len(codes):
        raise BestandsfoutError(f"{plek}: een code ontbreekt of staat er twee keer")
    beheer = model._default_manager
    aanwezig = {feit.code: feit for feit in beheer.all()}
    nieuw: list[models.Vermelding] = []
    gewijzigd: list[models.Vermelding] = []
    for rij in rijen:
        waarden = _lees_rij(model, rij, plek)
        feit = aanwezig.pop(rij["code"], None)
        if feit is None:
            nieuw.append(_gecontroleerd(model(**waarden), plek))
        elif _werk_bij(feit, waarden):
            gewijzigd.append(_gecontroleerd(feit, plek))
    beheer.bulk_create(nieuw)
    beheer.bulk_update(gewijzigd, [veld.name for veld in _kolommen(model)], batch_size=100)
    _eis_verwijzingen(model, plek)
    ongewijzigd = len(rijen) - len(nieuw) - len(gewijzigd)
    return Telling(len(nieuw), len(gewijzigd), 0, ongewijzigd), list(aanwezig.values())


def _eis_verwijzingen(model: type[models.Vermelding], plek: str) -> None:
    """Refuse a reference to a code that does not exist; the database would say so only at the commit."""
    for veld in _kolommen(model):
        if veld.is_relation:
            wezen = model._default_manager.exclude(**{veld.attname: None}).exclude(
                **{f"{veld.attname}__in": veld.related_model._default_manager.values("code")}
            )
            if wees := wezen.first():
                raise BestandsfoutError(f"{plek}: {wees.code}, kolom {veld.name}: die code bestaat niet")


def _kolommen(model: type[models.Vermelding]) -> list[Veld]:
    """Return the columns of a fact apart from its key."""
    return [veld for veld in model._meta.concrete_fields if veld.name not in ("id", "code")]


def _lees_rij(model: type[models.Vermelding], rij: Rij, plek: str) -> Rij:
    """Return the value of every column; what a row does not give gets the default of the column.

    An empty cell is None where the column may be empty. Raises BestandsfoutError.
    """
    kolommen = {veld.name: veld for veld in _kolommen(model)}
    if vreemd := set(rij) - set(kolommen) - {"code"}:
        raise BestandsfoutError(f"{plek}: onbekende kolommen {sorted(map(str, vreemd))}")
    waarden: Rij = {"code": rij["code"]}
    for naam, veld in kolommen.items():
        waarde = rij.get(naam)
        if waarde in (None, ""):
            waarde = None if veld.null else veld.get_default()
        try:
            waarden[veld.attname] = _basisveld(veld).to_python(waarde)
        except ValidationError as fout:
            raise BestandsfoutError(f"{plek}: {rij['code']}, kolom {naam}: {fout.messages[0]}") from fout
    return waarden


def _basisveld(veld: Veld) -> Veld:
    """Return the column that says what type a value has; a reference holds the code it refers to."""
    return veld.target_field if isinstance(veld, velden.ForeignKey) else veld


def _gecontroleerd(feit: models.Vermelding, plek: str) -> models.Vermelding:
    """Return the fact if its values fit their columns. Raises BestandsfoutError."""
    # References are checked once per table, after writing.
    verwijzingen = [veld.name for veld in _kolommen(type(feit)) if veld.is_relation]
    try:
        feit.clean_fields(exclude=verwijzingen)
    except ValidationError as fout:
        raise BestandsfoutError(f"{plek}: {feit.code}: {fout.message_dict}") from fout
    return feit


def _werk_bij(feit: models.Vermelding, waarden: Rij) -> bool:
    """Put the values in the fact; say whether one of them differed."""
    anders = {naam: waarde for naam, waarde in waarden.items() if getattr(feit, naam) != waarde}
    for naam, waarde in anders.items():
        setattr(feit, naam, waarde)
    return bool(anders)


def _sluit(feit: models.Vermelding, vandaag: date) -> bool:
    """End a shipped fact that left the files; say whether that was still needed."""
    if not feit.meegeleverd or (feit.geldig_tot is not None and feit.geldig_tot <= vandaag):
        return False
    feit.geldig_tot = max(vandaag, feit.geldig_van or vandaag)
    return True
