"""The wegenkaart: who in the region does what and knows what, and what nobody does (bron 000, theme 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from baken.kern.fouten import NietGevondenError
from baken.keten.models import Ketentaak
from baken.organisaties.besluit import Wie, rechten_voor
from baken.organisaties.models import Contactpunt, Organisatie
from baken.organisaties.selectors import alle_regiopartners, contactpunten, geldig_op
from baken.referentie import selectors as referentie
from baken.referentie.waarden import Feit


@dataclass(frozen=True)
class Halte:
    """A task on the map with who does it; empty: nobody."""

    taak: Feit
    doen: Sequence[Ketentaak]


@dataclass(frozen=True)
class Weg:
    """A phase of the chain with its tasks."""

    fase: Feit
    haltes: Sequence[Halte]

    @property
    def gaten(self) -> int:
        """Return how many tasks nobody does."""
        return sum(not halte.doen for halte in self.haltes)


def in_de_regio(door: Wie) -> QuerySet[Organisatie]:
    """Return the own organisation and those that share a region with it today, by name."""
    partners = alle_regiopartners(door.organisatie_id).values("pk")
    return Organisatie.objects.filter(Q(pk=door.organisatie_id) | Q(pk__in=partners)).order_by("naam")


def _taken(door: Wie, op: date) -> QuerySet[Ketentaak]:
    rijen = Ketentaak.objects.filter(geldig_op(op), organisatie__in=in_de_regio(door).values("pk"))
    return rijen.select_related("organisatie").order_by("organisatie__naam", "taak")


def wegenkaart(door: Wie, *, fase: str = "", vorm: str = "", taak: str = "") -> list[Weg]:
    """Return the phases with their tasks and who does them today. One query.

    vorm: who does a task for this form, or for every form. An unknown fase, vorm or taak filters nothing away.
    """
    doen: dict[str, list[Ketentaak]] = {}
    filter_vorm = vorm if vorm in {v.code for v in referentie.vormen(door.vandaag)} else ""
    for rij in _taken(door, door.vandaag):
        if not filter_vorm or not rij.vormen or filter_vorm in rij.vormen:
            doen.setdefault(rij.taak, []).append(rij)
    taken = referentie.feiten("ketentaak", door.vandaag)
    kies_taak = taak if taak in {t.code for t in taken} else ""
    fasen = referentie.feiten("fase_aanpak", door.vandaag)
    kies_fase = fase if fase in {f.code for f in fasen} else ""
    wegen = []
    for een in fasen:
        haltes = [
            Halte(t, doen.get(t.code, ()))
            for t in taken
            if t.inhoud["fase"] == een.code and kies_taak in {"", t.code} and kies_fase in {"", een.code}
        ]
        if haltes:
            wegen.append(Weg(een, haltes))
    return wegen


@dataclass(frozen=True)
class Partner:
    """An organisation of the region with what it does; contacten and mag only on its own page."""

    organisatie: Organisatie
    taken: Sequence[Ketentaak]
    contacten: Sequence[Contactpunt] = ()
    mag: bool = False


def partners(door: Wie) -> list[Partner]:
    """Return the organisations of the region, the own one too, each with its tasks of today. Two queries."""
    taken: dict[int, list[Ketentaak]] = {}
    for rij in _taken(door, door.vandaag):
        taken.setdefault(rij.organisatie_id, []).append(rij)
    return [Partner(o, taken.get(o.pk, ())) for o in in_de_regio(door)]


def partner(door: Wie, pk: int) -> Partner:
    """Return one organisation of the region. Raises NietGevondenError. At most five queries."""
    organisatie = in_de_regio(door).filter(pk=pk).first()
    if organisatie is None:
        raise NietGevondenError
    taken = list(_taken(door, door.vandaag).filter(organisatie=organisatie))
    contacten = [c for c in contactpunten(pk) if c.naam or c.telefoon or c.email or c.webadres]
    return Partner(organisatie, taken, contacten, mag=mag_beheren(door, organisatie))


def mag_beheren(door: Wie, organisatie: Organisatie) -> bool:
    """Say whether this person keeps what an organisation of the region does: the own, or one without Baken."""
    if organisatie.pk == door.organisatie_id:
        return bool(rechten_voor(door, "keten.taken_beheren"))
    return not organisatie.werkt_in_baken and bool(rechten_voor(door, "keten.partner_beheren"))


def taak_om_te_beheren(door: Wie, pk: int) -> Ketentaak:
    """Return a task of today that this person may end. Raises NietGevondenError."""
    rij = _taken(door, door.vandaag).filter(pk=pk).first()
    if rij is None or not mag_beheren(door, rij.organisatie):
        raise NietGevondenError
    return rij
