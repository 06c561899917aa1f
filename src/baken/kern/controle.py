"""Checking the journaal: walks heads and lines and names the first one that does not fit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from baken.kern import hashketen
from baken.kern.models import Journaalregel, VervallenSegment, Zegel, Zegelregel
from baken.kern.verzegeling import KOPSOORT, Kop, kopwaarden

VERVALSOORT = "baken.vervallen.1"
_PORTIE = 2000


@dataclass(frozen=True, slots=True)
class Fout:
    """The first line that does not fit: nr is its place in the segment, regel_id its id when known."""

    reeks: int
    jaar: int
    nr: int
    regel_id: int | None
    reden: str

    def __str__(self) -> str:
        """A sentence for the FG."""
        regel = f" (regel {self.regel_id})" if self.regel_id is not None else ""
        return f"organisatie {self.reeks}, jaar {self.jaar}, nummer {self.nr}{regel}: {self.reden}"


@dataclass(slots=True)
class Uitslag:
    """What a check found: the first fault or None, lines not sealed yet, lines checked, payloads erased."""

    eerste_fout: Fout | None = None
    ongezegeld: int = 0
    regels: int = 0
    gewist: int = 0
    vervallen: list[tuple[int, int]] = field(default_factory=list)

    @property
    def klopt(self) -> bool:
        """Whether everything that is sealed fits."""
        return self.eerste_fout is None


class _FoutGevonden(Exception):
    def __init__(self, fout: Fout) -> None:
        super().__init__(str(fout))
        self.fout = fout


def _stop(reeks: int, jaar: int, nr: int, reden: str, regel_id: int | None = None) -> _FoutGevonden:
    return _FoutGevonden(Fout(reeks, jaar, nr, regel_id, reden))


def controleer(organisatie_id: int | None = None, *, bekende_koppen: Iterable[Kop] = ()) -> Uitslag:
    """Check every reeks, or one, and count the lines that are not sealed yet.

    bekende_koppen: heads kept outside this database; they show when the end of a reeks was cut off with its
    heads.
    """
    uitslag = Uitslag()
    bekend = list(bekende_koppen)
    reeksen = set(Zegel.objects.values_list("reeks", flat=True).distinct())
    reeksen |= set(Zegelregel.objects.values_list("reeks", flat=True).distinct())
    reeksen |= {kop.reeks for kop in bekend}
    open_regels = Journaalregel.objects.filter(zegel__isnull=True)
    if organisatie_id is not None:
        reeksen &= {organisatie_id}
        open_regels = open_regels.filter(organisatie_id=organisatie_id)
    try:
        for reeks in sorted(reeksen):
            _controleer_reeks(reeks, [kop for kop in bekend if kop.reeks == reeks], uitslag)
    except _FoutGevonden as gevonden:
        uitslag.eerste_fout = gevonden.fout
    uitslag.ongezegeld = open_regels.count()
    return uitslag


def _controleer_reeks(reeks: int, bekend: Sequence[Kop], uitslag: Uitslag) -> None:
    koppen, slechte_kop = _goede_koppen(reeks)
    jaren = set(koppen) | set(Zegelregel.objects.filter(reeks=reeks).values_list("jaar", flat=True).distinct())
    jaren |= {kop.jaar for kop in bekend}
    vervallen = _vervallen_jaren(reeks)
    for jaar in sorted(jaren):
        eigen = dict(koppen.get(jaar, {}))
        for kop in bekend:
            if kop.jaar == jaar:
                eigen.setdefault(kop.laatste_nr, bytes.fromhex(kop.kop))
                if eigen[kop.laatste_nr].hex() != kop.kop:
                    raise _stop(reeks, jaar, kop.laatste_nr, "een kop die elders bewaard is, zegt iets anders")
        if jaar in vervallen:
            _controleer_vervallen(reeks, vervallen[jaar], eigen)
            uitslag.vervallen.append((reeks, jaar))
        else:
            _Segment(reeks, jaar, eigen).controleer(uitslag)
    if slechte_kop is not None:
        raise slechte_kop


def _goede_koppen(reeks: int) -> tuple[dict[int, dict[int, bytes]], _FoutGevonden | None]:
    """Per year the line numbers that a signed head fixes, up to the first bad head; and that bad head."""
    goed: dict[int, dict[int, bytes]] = {}
    vorige, verwacht = hashketen.NIETS, 1
    laatste = (0, 0)  # year and line of the last good head: what is missing came after it
    for zegel in Zegel.objects.filter(reeks=reeks).order_by("volgnr").iterator(_PORTIE):
        waarden = kopwaarden(zegel)
        if zegel.volgnr != verwacht or bytes(zegel.vorige) != vorige:
            jaar, nr = laatste if laatste[0] else (zegel.jaar, 0)
            return goed, _stop(reeks, jaar, nr + 1, f"na kop {verwacht - 1} ontbreekt een kop of is er een vervangen")
        if not hashketen.klopt(KOPSOORT, waarden, zegel.sleutelversie, zegel.handtekening):
            nr = max(goed.get(zegel.jaar, {0: b""}))
            return goed, _stop(reeks, zegel.jaar, nr + 1, f"de handtekening van kop {verwacht} klopt niet")
        goed.setdefault(zegel.jaar, {})[zegel.laatste_nr] = bytes(zegel.kop)
        laatste = (zegel.jaar, zegel.laatste_nr)
        vorige, verwacht = hashketen.zegelhash(waarden, zegel.handtekening), verwacht + 1
    return goed, None


def vervalwaarden(segment: VervallenSegment) -> tuple[Any, ...]:
    """What the signature on a dropped segment covers."""
    return (segment.reeks, segment.jaar, segment.laatste_nr, segment.kop, segment.tijd)


def _vervallen_jaren(reeks: int) -> dict[int, VervallenSegment]:
    return {segment.jaar: segment for segment in VervallenSegment.objects.filter(reeks=reeks)}


def _controleer_vervallen(reeks: int, segment: VervallenSegment, koppen: dict[int, bytes]) -> None:
    getekend = hashketen.klopt(VERVALSOORT, vervalwaarden(segment), segment.sleutelversie, segment.handtekening)
    if not getekend:
        raise _stop(reeks, segment.jaar, 1, "het jaar is weg, en het bewijs van vernietiging klopt niet")
    if koppen and (max(koppen), koppen[max(koppen)]) != (segment.laatste_nr, bytes(segment.kop)):
        raise _stop(reeks, segment.jaar, segment.laatste_nr, "het vernietigde jaar eindigt anders dan de laatste kop")


class _Segment:
    """One year of one reeks, walked from its first line."""

    def __init__(self, reeks: int, jaar: int, koppen: dict[int, bytes]) -> None:
        self.reeks, self.jaar, self.koppen = reeks, jaar, koppen
        self.laatste_kop = max(koppen, default=0)
        self.laatste_goede_kop = 0
        self.vorige = hashketen.begin(reeks, jaar)

    def _stop(self, nr: int, reden: str, regel_id: int | None = None) -> _FoutGevonden:
        return _stop(self.reeks, self.jaar, nr, reden, regel_id)

    def _rijen(self) -> Iterator[tuple[Any, ...]]:
        velden = [f"regel__{veld}" for veld in hashketen.REGELVELDEN]
        extra = ("regel__inhoud__zout", "regel__inhoud__inhoud")
        zegels = Zegelregel.objects.filter(reeks=self.reeks, jaar=self.jaar, nr__lte=self.laatste_kop)
        return zegels.order_by("nr").values_list("nr", "hash", "regel_id", *velden, *extra).iterator(_PORTIE)

    def controleer(self, uitslag: Uitslag) -> None:
        """Walk the lines. Raises _FoutGevonden at the first that does not fit."""
        nr = 0
        for rij in self._rijen():
            nr += 1
            if rij[0] != nr:
                raise self._gat(nr)
            self._controleer_rij(rij, uitslag)
            uitslag.regels += 1
        if nr < self.laatste_kop:
            raise self._gat(nr + 1)
        self._controleer_einde()

    def _gat(self, nr: int) -> _FoutGevonden:
        zegel = Zegelregel.objects.filter(reeks=self.reeks, jaar=self.jaar, nr=nr).first()
        if zegel is None:
            return self._stop(nr, "de regel ontbreekt in de keten")
        return self._stop(nr, "de regel is verwijderd", zegel.regel_id)

    def _controleer_rij(self, rij: tuple[Any, ...], uitslag: Uitslag) -> None:
        nr, bewaard, regel_id, *regel, zout, inhoud = rij
        self.vorige = hashketen.regelhash(self.vorige, nr, regel)
        if self.vorige != bytes(bewaard):
            raise self._stop(nr, "de regel of de volgorde is gewijzigd", regel_id)
        if inhoud is None:
            uitslag.gewist += 1
        elif hashlib.sha256(bytes(zout) + inhoud.encode()).digest() != bytes(regel[-1]):
            raise self._stop(nr, "de inhoud past niet bij de regel", regel_id)
        if nr in self.koppen:
            if self.koppen[nr] != self.vorige:
                eerste = self.laatste_goede_kop + 1
                raise self._stop(eerste, f"nummer {eerste} tot en met {nr} is herschreven", regel_id)
            self.laatste_goede_kop = nr

    def _controleer_einde(self) -> None:
        """Lines past the last head read: a newer head must cover them, or somebody added them by hand."""
        verder = Zegelregel.objects.filter(reeks=self.reeks, jaar=self.jaar, nr__gt=self.laatste_kop)
        eerste = verder.order_by("nr").first()
        if eerste is None:
            return
        gedekt = Zegel.objects.filter(reeks=self.reeks, jaar=self.jaar, laatste_nr__gte=eerste.nr).exists()
        if not gedekt:
            raise self._stop(eerste.nr, "geen ondertekende kop dekt deze regel", eerste.regel_id)
