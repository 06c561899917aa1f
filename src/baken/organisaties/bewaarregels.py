"""How long the own organisation keeps what: two people confirm it, one for privacy and one for the archive."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from baken.kern import bewaartermijnen
from baken.kern.fouten import NietGevondenError
from baken.kern.models import Bewaarregel
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Medewerker
from baken.organisaties.rollen import Rol
from baken.organisaties.services import eis_organisatie

RECHT = "organisaties.bewaartermijnen"
ALS = {Rol.FG: "fg", Rol.ARCHIVARIS: "archivaris"}


@dataclass(frozen=True)
class Regelblad:
    """A rule as the page shows it. bevestigd: role -> who confirmed; mag_als: as what this person still may."""

    regel: Bewaarregel
    grondslagen: tuple[str, ...]
    bevestigd: dict[str, str]
    mag_als: str


def _mag_als(door: Wie, regel: Bewaarregel) -> str:
    eigen = regel.organisatie_id == door.organisatie_id
    al_door = {regel.bevestigd_fg_door, regel.bevestigd_archivaris_door} if eigen else set()
    if door.medewerker_id in al_door:
        return ""
    open_ = [als for rol, als in ALS.items() if rol in door.rollen and not getattr(regel, f"bevestigd_{als}_op")]
    return open_[0] if open_ else ""


def regelbladen(door: Wie) -> list[Regelblad]:
    """Return the rule of each category of the own organisation. At most one query per category, and one."""
    eis_organisatie(door, RECHT, door.organisatie_id)
    regels = bewaartermijnen.regels_van(door.organisatie_id)
    ids = {nr for r in regels for nr in (r.bevestigd_fg_door, r.bevestigd_archivaris_door) if nr}
    namen = dict(Medewerker.objects.filter(pk__in=ids).values_list("pk", "naam"))
    grondslagen: dict[str, dict[str, None]] = {}
    for registratie in bewaartermijnen.geregistreerd().values():
        grondslagen.setdefault(registratie.categorie, {})[registratie.grondslag] = None
    return [
        Regelblad(
            regel,
            tuple(grondslagen[regel.categorie]),
            {
                als: namen.get(getattr(regel, f"bevestigd_{als}_door") or 0, "")
                for als in ALS.values()
                if getattr(regel, f"bevestigd_{als}_op")
            },
            _mag_als(door, regel),
        )
        for regel in regels
    ]


@transaction.atomic
def bevestig(*, regel_id: int, door: Wie) -> Bewaarregel:
    """Confirm a rule in one's own role; who is both FG and archivaris confirms as one of them only.

    Raises NietToegestaanError, NietGevondenError, OvergangNietToegestaanError when that was done already.
    """
    eis_organisatie(door, RECHT, door.organisatie_id)
    regel = next((r for r in bewaartermijnen.regels_van(door.organisatie_id) if r.pk == regel_id), None)
    if regel is None:
        raise NietGevondenError
    als = _mag_als(door, regel) or next(naam for rol, naam in ALS.items() if rol in door.rollen)
    return bewaartermijnen.bevestig(door.spoor(), regel.pk, als=als)


@transaction.atomic
def wijzig(*, regel_id: int, maanden: int, bron: str, door: Wie) -> Bewaarregel:
    """Set another period; both confirm anew. Raises NietToegestaanError, NietGevondenError, OngeldigeInvoerError."""
    eis_organisatie(door, RECHT, door.organisatie_id)
    return bewaartermijnen.wijzig(door.spoor(), regel_id, maanden=maanden, bron=bron)
