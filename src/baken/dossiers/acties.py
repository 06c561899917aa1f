"""Acties of a dossier: keten keeps who and when, here the words are sealed with the key of the dossier."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baken.dossiers.models import Dossier
from baken.kern import klok
from baken.kern.fouten import NietGevondenError
from baken.kern.versleuteling import Gegevenssleutel
from baken.keten.models import Actie
from baken.keten.verloop import VERLOOP, Actiestatus


@dataclass(frozen=True)
class NieuweActie:
    """What somebody will do: the words are sealed. over: what they are about, as the kind of dossier names it."""

    tekst: str
    eigenaar_id: int
    voor: date
    bijeenkomst_id: uuid.UUID | None = None
    over: str = ""


@dataclass(frozen=True)
class OpenActie:
    """An actie with its words opened."""

    id: uuid.UUID
    tekst: str
    eigenaar_id: int
    eigenaar: str
    voor: date
    status: str
    bijeenkomst_id: uuid.UUID | None = None
    over: str = ""
    leesbaar: bool = True  # False: the reader has no words of it, and so does not round it off

    @property
    def is_open(self) -> bool:
        """Say whether it still has to be done."""
        return self.status == Actiestatus.OPEN


def maak_actie(dossier: Dossier, sleutel: Gegevenssleutel, nieuw: NieuweActie) -> Actie:
    """Write an actie, inside the caller's transaction. The caller asked decide() and writes the line."""
    rij = uuid.uuid4()
    woorden = {"tekst": nieuw.tekst, "over": nieuw.over}
    return Actie.objects.create(
        id=rij,
        organisatie_id=dossier.organisatie_id,
        eigenaar_id=nieuw.eigenaar_id,
        dossier_id=dossier.pk,
        geheim=sleutel.versleutel_json(woorden, label="actie", rij=rij, dossier=dossier.pk),
        bijeenkomst_id=nieuw.bijeenkomst_id,
        voor=nieuw.voor,
        gemaakt_op=klok.nu(),
    )


def zet_actie(dossier: Dossier, actie_id: uuid.UUID, naar: Actiestatus) -> Actie:
    """Move an actie of this dossier, inside the caller's transaction.

    Raises NietGevondenError for one of another dossier, OvergangNietToegestaanError.
    """
    actie = Actie.objects.select_for_update(of=("self",)).filter(pk=actie_id, dossier_id=dossier.pk).first()
    if actie is None:
        raise NietGevondenError
    VERLOOP.eis(Actiestatus(actie.status), naar)
    actie.status, actie.klaar_op = naar, klok.nu()
    actie.save(update_fields=["status", "klaar_op"])
    return actie


def laat_vervallen(dossier: Dossier) -> int:
    """Let what is still open lapse, inside the caller's transaction. Returns how many."""
    open_ = Actie.objects.filter(dossier_id=dossier.pk, status=Actiestatus.OPEN)
    return open_.update(status=Actiestatus.VERVALLEN, klaar_op=klok.nu())


def open_acties(dossier: Dossier, sleutel: Gegevenssleutel) -> Sequence[OpenActie]:
    """Open the acties of a dossier: what is open first, by day. The caller asked decide(). One query."""
    rijen = Actie.objects.filter(dossier_id=dossier.pk).select_related("eigenaar").order_by("voor", "gemaakt_op")
    geopend = [_geopend(actie, sleutel) for actie in rijen]
    return sorted(geopend, key=lambda a: not a.is_open)


def _geopend(actie: Actie, sleutel: Gegevenssleutel) -> OpenActie:
    woorden = sleutel.ontsleutel_json(bytes(actie.geheim or b""), label="actie", rij=actie.pk, dossier=actie.dossier_id)
    return OpenActie(
        actie.pk,
        woorden["tekst"],
        actie.eigenaar_id,
        actie.eigenaar.naam,
        actie.voor,
        actie.status,
        actie.bijeenkomst_id,
        woorden.get("over", ""),
    )
