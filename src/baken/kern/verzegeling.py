"""Sealing: one task puts the lines of the journaal into a hash chain per organisation (reeks) and year
(segment).

A line gets its place when it is sealed, not when it is written: writers never wait for each other. Only one
sealer works at a time (advisory lock on PostgreSQL, the write lock on SQLite), so that the id of a Zegelregel
follows the order of committing, and consumers can read on from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery

from baken.kern import hashketen, klok
from baken.kern.models import Journaalregel, Zegel, Zegelregel

_PER_RONDE = 500  # lines in one transaction: keeps SQLite's only write lock short
_LANGSTE_TRANSACTIE = timedelta(days=1)
_SLOT = 0x42616B656E  # "Baken": the number of the advisory lock
KOPSOORT = "baken.kop.1"
_ID, _JAAR, _REEKS = (hashketen.REGELVELDEN.index(veld) for veld in ("id", "jaar", "organisatie_id"))


@dataclass(frozen=True, slots=True)
class Kop:
    """A signed head as the FG receives it: proof of how the journaal stood at a moment."""

    reeks: int
    volgnr: int
    jaar: int
    laatste_nr: int
    kop: str
    tijd: datetime
    sleutelversie: int
    handtekening: str

    def als_tekst(self) -> str:
        """One line to keep elsewhere: reeks, number, year, line, hash, time, key version, signature."""
        delen = (self.reeks, self.volgnr, self.jaar, self.laatste_nr, self.kop, self.tijd.isoformat())
        return " ".join(map(str, (*delen, self.sleutelversie, self.handtekening)))

    @classmethod
    def uit_tekst(cls, tekst: str) -> Kop:
        """Read `als_tekst` back. Raises ValueError."""
        reeks, volgnr, jaar, nr, kop, tijd, versie, handtekening = tekst.split()
        moment = datetime.fromisoformat(tijd)
        return cls(int(reeks), int(volgnr), int(jaar), int(nr), kop, moment, int(versie), handtekening)


def kopwaarden(zegel: Zegel) -> tuple[Any, ...]:
    """What the signature of a head covers."""
    return (zegel.reeks, zegel.volgnr, zegel.jaar, zegel.laatste_nr, zegel.kop, zegel.tijd, zegel.vorige)


def verzegel_regels(*, volledig: bool = False) -> int:
    """Seal what is not sealed yet and return the number of lines.

    Looks back to where everything is known to be sealed (transactions of up to a day); `volledig` looks at
    everything.
    """
    totaal = 0
    while True:
        aantal = _ronde(volledig)
        totaal += aantal
        if aantal < _PER_RONDE:
            return totaal


def _neem_slot() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SLOT])


def _grens() -> int:
    """The line id up to which everything is sealed: seen at a round that another followed a day later."""
    laatste = Zegel.objects.order_by("-id").first()
    if laatste is None:
        return 0
    eerder = Zegel.objects.filter(tijd__lte=laatste.tijd - _LANGSTE_TRANSACTIE).order_by("-id").first()
    return eerder.tot_regel_id if eerder else 0


@transaction.atomic
def _ronde(volledig: bool) -> int:
    _neem_slot()
    open_regels = Journaalregel.objects.filter(zegel__isnull=True, id__gt=0 if volledig else _grens())
    regels = list(open_regels.order_by("id").values_list(*hashketen.REGELVELDEN)[:_PER_RONDE])
    segmenten: defaultdict[tuple[int, int], list[tuple[Any, ...]]] = defaultdict(list)
    for regel in regels:
        segmenten[regel[_REEKS], regel[_JAAR]].append(regel)
    for (reeks, jaar), eigen in segmenten.items():
        nr, kop = _verleng(reeks, jaar, eigen)
        _zet_kop(Zegel(reeks=reeks, jaar=jaar, laatste_nr=nr, kop=kop, tot_regel_id=regels[-1][_ID], tijd=klok.nu()))
    return len(regels)


def _verleng(reeks: int, jaar: int, regels: Sequence[tuple[Any, ...]]) -> tuple[int, bytes]:
    """Add lines to a segment; the number and hash of its last line."""
    vorig = Zegelregel.objects.filter(reeks=reeks, jaar=jaar).order_by("-nr").first()
    nr, kop = (vorig.nr, bytes(vorig.hash)) if vorig else (0, hashketen.begin(reeks, jaar))
    nieuw = []
    for regel in regels:
        nr += 1
        kop = hashketen.regelhash(kop, nr, regel)
        nieuw.append(Zegelregel(regel_id=regel[_ID], reeks=reeks, jaar=jaar, nr=nr, hash=kop))
    Zegelregel.objects.bulk_create(nieuw)
    return nr, kop


def _zet_kop(zegel: Zegel) -> None:
    vorige = Zegel.objects.filter(reeks=zegel.reeks).order_by("-volgnr").first()
    zegel.volgnr = vorige.volgnr + 1 if vorige else 1
    zegel.vorige = hashketen.zegelhash(kopwaarden(vorige), vorige.handtekening) if vorige else hashketen.NIETS
    zegel.sleutelversie, zegel.handtekening = hashketen.teken(KOPSOORT, kopwaarden(zegel))
    zegel.save(force_insert=True)


def koppen(organisatie_id: int | None = None) -> list[Kop]:
    """The newest signed head of each reeks, or of one. Kept elsewhere they show what was cut off since."""
    nieuwste = Zegel.objects.filter(reeks=OuterRef("reeks")).order_by("-volgnr").values("volgnr")[:1]
    zegels = Zegel.objects.filter(volgnr=Subquery(nieuwste)).order_by("reeks")
    if organisatie_id is not None:
        zegels = zegels.filter(reeks=organisatie_id)
    return [
        Kop(
            z.reeks,
            z.volgnr,
            z.jaar,
            z.laatste_nr,
            bytes(z.kop).hex(),
            z.tijd,
            z.sleutelversie,
            bytes(z.handtekening).hex(),
        )
        for z in zegels
    ]
