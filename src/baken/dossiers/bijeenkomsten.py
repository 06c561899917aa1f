"""Bijeenkomsten on a dossier: keten keeps who and when, here the words are sealed with the key of the dossier."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from baken.dossiers.models import Dossier
from baken.kern import klok
from baken.kern.fouten import NietGevondenError
from baken.kern.versleuteling import Gegevenssleutel
from baken.keten.models import Aanwezig, Bijeenkomst, Bijeenkomstsoort, Deelname, Wijze
from baken.keten.verloop import BIJEENKOMSTVERLOOP, Bijeenkomststatus


@dataclass(frozen=True)
class Uitnodiging:
    """Who is asked: a person of the own organisation, or another organisation on its basis."""

    organisatie_id: int
    medewerker_id: int | None = None
    grondslag_id: int | None = None
    afspraak_id: int | None = None


@dataclass(frozen=True)
class Punt:
    """A point of the agenda, or a decision. over: what it is about, as the kind of dossier names it; "": all of it."""

    tekst: str
    over: str = ""


@dataclass(frozen=True)
class NieuweBijeenkomst:
    """What is planned: the agenda is sealed."""

    soort: Bijeenkomstsoort
    op: datetime
    wijze: Wijze
    agenda: Sequence[Punt]
    uitnodigingen: Sequence[Uitnodiging]


@dataclass(frozen=True)
class OpenBijeenkomst:
    """The words of a bijeenkomst, opened."""

    agenda: Sequence[Punt]
    besluiten: Sequence[Punt]


def plan(dossier: Dossier, sleutel: Gegevenssleutel, nieuw: NieuweBijeenkomst, *, door_id: int) -> Bijeenkomst:
    """Write a bijeenkomst with its invitations, inside the caller's transaction. The caller asked decide()."""
    rij = uuid.uuid4()
    nu = klok.nu()
    bijeenkomst = Bijeenkomst.objects.create(
        id=rij,
        soort=nieuw.soort,
        organisatie_id=dossier.organisatie_id,
        dossier_id=dossier.pk,
        op=nieuw.op,
        wijze=nieuw.wijze,
        geheim=_sluit(dossier, sleutel, rij, OpenBijeenkomst(nieuw.agenda, ())),
        gemaakt_op=nu,
        gemaakt_door_id=door_id,
    )
    Deelname.objects.bulk_create(
        Deelname(
            bijeenkomst=bijeenkomst,
            beheerder_id=dossier.organisatie_id,
            organisatie_id=u.organisatie_id,
            medewerker_id=u.medewerker_id,
            grondslag_id=u.grondslag_id,
            afspraak_id=u.afspraak_id,
            uitgenodigd_op=nu,
        )
        for u in nieuw.uitnodigingen
    )
    return bijeenkomst


def _sluit(dossier: Dossier, sleutel: Gegevenssleutel, rij: uuid.UUID, woorden: OpenBijeenkomst) -> bytes:
    inhoud = {
        "agenda": [asdict(punt) for punt in woorden.agenda],
        "besluiten": [asdict(besluit) for besluit in woorden.besluiten],
    }
    return sleutel.versleutel_json(inhoud, label="bijeenkomst", rij=rij, dossier=dossier.pk)


def haal(dossier: Dossier, bijeenkomst_id: uuid.UUID) -> Bijeenkomst:
    """Lock and return a bijeenkomst of this dossier. Raises NietGevondenError for one of another."""
    rijen = Bijeenkomst.objects.select_for_update(of=("self",))
    gevonden = rijen.filter(pk=bijeenkomst_id, dossier_id=dossier.pk).first()
    if gevonden is None:
        raise NietGevondenError
    return gevonden


def open_bijeenkomst(bijeenkomst: Bijeenkomst, sleutel: Gegevenssleutel) -> OpenBijeenkomst:
    """Open the words of a bijeenkomst. The caller asked decide() and writes the line."""
    assert bijeenkomst.dossier_id is not None  # one on a dossier
    open_ = sleutel.ontsleutel_json(
        bytes(bijeenkomst.geheim or b""), label="bijeenkomst", rij=bijeenkomst.pk, dossier=bijeenkomst.dossier_id
    )
    return OpenBijeenkomst(_punten(open_["agenda"]), _punten(open_["besluiten"]))


def _punten(ruw: Iterable[str | Mapping[str, str]]) -> list[Punt]:
    """Return what was sealed; an older one is only its text, and so is about all of it."""
    return [Punt(punt) if isinstance(punt, str) else Punt(punt["tekst"], punt["over"]) for punt in ruw]


def leg_vast(
    dossier: Dossier,
    sleutel: Gegevenssleutel,
    bijeenkomst: Bijeenkomst,
    *,
    besluiten: Sequence[Punt],
    aanwezig: Mapping[int, Aanwezig],
) -> None:
    """Record what was decided and who came, inside the caller's transaction. Raises OvergangNietToegestaanError.

    aanwezig: id of a deelname -> whether it came; others stay as they are.
    """
    zet(bijeenkomst, Bijeenkomststatus.GEHOUDEN)
    open_ = open_bijeenkomst(bijeenkomst, sleutel)
    bijeenkomst.geheim = _sluit(dossier, sleutel, bijeenkomst.pk, replace(open_, besluiten=besluiten))
    bijeenkomst.save(update_fields=["geheim"])
    for deelname in bijeenkomst.deelnames.filter(pk__in=aanwezig):
        deelname.aanwezig = aanwezig[deelname.pk]
        deelname.save(update_fields=["aanwezig"])


def zet(bijeenkomst: Bijeenkomst, naar: Bijeenkomststatus) -> None:
    """Move a bijeenkomst, inside the caller's transaction. Raises OvergangNietToegestaanError."""
    BIJEENKOMSTVERLOOP.eis(Bijeenkomststatus(bijeenkomst.status), naar)
    bijeenkomst.status = naar
    bijeenkomst.versie += 1
    bijeenkomst.save(update_fields=["status", "versie"])


def laat_vervallen(dossier: Dossier) -> int:
    """Let what is still planned on a dossier lapse, inside the caller's transaction. Returns how many."""
    gepland = Bijeenkomst.objects.filter(dossier_id=dossier.pk, status=Bijeenkomststatus.GEPLAND)
    return gepland.update(status=Bijeenkomststatus.VERVALLEN)
