"""The rows of lives that ended, kept until the end and then written together: one statement for many rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import models

from baken.casussen.models import Casus, Casusbron
from baken.dossiers.models import Betrokkene, Dossierlid, Locatie, Verstrekking, Verstrekkingsbericht, Zoekindex
from baken.kern.invoegen import voeg_in
from baken.keten.models import Actie
from baken.signalen.models import Beoordeling, Doorgeleiding, Doorgeleidingsdeel, Signaal, Terugkoppeling

PER_KEER = 100  # rows in one statement; SQLite takes 32,766 values
STAND = ("status", "versie", "behandelaar_id", "bekeken_op", "beoordeeld_op", "teruggekoppeld_op")
EXTRA = ("georganiseerd", "risico")


@dataclass
class Boek:
    """What the past left behind, in the order in which the tables need it."""

    signalen: list[Signaal] = field(default_factory=list)
    beoordelingen: list[Beoordeling] = field(default_factory=list)
    doorgeleidingen: list[Doorgeleiding] = field(default_factory=list)
    verstrekkingen: list[Verstrekking] = field(default_factory=list)
    berichten: list[Verstrekkingsbericht] = field(default_factory=list)
    delen: list[Doorgeleidingsdeel] = field(default_factory=list)
    casussen: list[Casus] = field(default_factory=list)
    bronnen: list[Casusbron] = field(default_factory=list)
    leden: list[Dossierlid] = field(default_factory=list)
    acties: list[Actie] = field(default_factory=list)
    personen: list[Betrokkene] = field(default_factory=list)
    plaatsen: list[Locatie] = field(default_factory=list)
    indexen: list[Zoekindex] = field(default_factory=list)
    terugkoppelingen: list[Terugkoppeling] = field(default_factory=list)
    zoek: dict[tuple[int, str, str], list[int]] = field(default_factory=dict)

    def onthoud(self, signaal: Signaal, waarden: Iterable[tuple[str, str]]) -> dict[str, list[int]]:
        """Return per kind the earlier signalen of the organisation with the same value, and remember this one."""
        uit: dict[str, list[int]] = {}
        for soort, waarde in waarden:
            if waarde:
                eerder = self.zoek.setdefault((signaal.organisatie_id, soort, waarde), [])
                if eerder:
                    uit.setdefault(soort, []).extend(eerder)
                eerder.append(signaal.pk)
        return uit

    def schrijf(self) -> None:
        """Write everything, inside the caller's transaction."""
        for signaal in self.signalen:
            meer = EXTRA if signaal.risico is not None or signaal.georganiseerd != "onbekend" else ()
            Signaal.objects.filter(pk=signaal.pk).update(**{n: getattr(signaal, n) for n in (*STAND, *meer)})
        _voeg_in(self.beoordelingen)
        Doorgeleiding.objects.bulk_create(self.doorgeleidingen)
        for deel in self.delen:
            deel.doorgeleiding_id = deel.doorgeleiding.pk  # known only now
        for rijen in (self.verstrekkingen, self.berichten, self.delen, self.terugkoppelingen):
            _voeg_in(rijen)
        Casus.objects.bulk_create(self.casussen)
        for bron in self.bronnen:
            bron.casus_id = bron.casus.pk
        for eigen in (self.bronnen, self.leden, self.personen, self.plaatsen, self.indexen, self.acties):
            _voeg_in(eigen)


def _voeg_in(rijen: Sequence[models.Model]) -> None:
    for begin in range(0, len(rijen), PER_KEER):
        voeg_in(rijen[begin : begin + PER_KEER])
