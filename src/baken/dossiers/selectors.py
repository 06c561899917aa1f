"""What people may read of a verstrekking: the sender the whole of it, the receiver the packet and nothing else."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from baken.dossiers.berichten import OpenBericht, open_berichten
from baken.dossiers.context import lezing
from baken.dossiers.kanten import NIET_VOOR_U, dichte_teksten
from baken.dossiers.models import Verstrekking
from baken.dossiers.pakket import KERN, TOELICHTING, Regel, vingerafdruk
from baken.dossiers.pakketinhoud import codes
from baken.dossiers.pakketpersonen import deel_van
from baken.dossiers.services import eis, onderwerp_verstrekking
from baken.dossiers.verloop import OPEN_BIJ_ONTVANGER, Verstrekkingsstatus
from baken.dossiers.verstrekken import haal, open_doel, open_pakket, open_verantwoording
from baken.kern import journaal
from baken.organisaties.besluit import Onderwerp, Wie, decide

HANDELINGEN = (
    "verzenden",
    "intrekken",
    "beantwoorden",
    "berichten",
    "antwoord_invoeren",
    "toestemming_intrekken",
    "weigering_uitleggen",
)


@dataclass(frozen=True)
class Verstrekkingsblad:
    """One verstrekking, opened. `verantwoording` is the sender's own; for a receiver it is empty.

    A receiver that refused, or whose basis was a consent that was taken back, has no purpose or basis any more:
    `gesloten`, without `doel` and `regels`. `regels` are those of the reader's own task; `weggelaten` are the others.
    """

    verstrekking: Verstrekking
    doel: str
    regels: Sequence[Regel]
    berichten: Sequence[OpenBericht]
    verantwoording: Mapping[str, str]
    is_afzender: bool
    ongeschonden: bool  # the packet still has the fingerprint it was sent with
    mag: Mapping[str, bool]
    gesloten: bool = False
    weggelaten: int = 0


def _dichte_woorden(onderwerp: Onderwerp, verstrekking: Verstrekking) -> bool:
    """Say whether words that were written freely for a packet can be about a part that is closed to this reader."""
    return bool(onderwerp.dicht & set(verstrekking.delen) if verstrekking.delen else onderwerp.dicht)


def eigen_regels(door: Wie, onderwerp: Onderwerp, regels: Sequence[Regel], *, woorden_dicht: bool) -> list[Regel]:
    """Return the lines of a packet that belong to the task of this person: by group, and by part of whom it is about.

    The kern is for every reader; the sender's own words in it are closed on woorden_dicht. A line about nobody in
    particular asks for its group only.
    """
    bekend = codes()

    def mag(regel: Regel) -> bool:
        deel = deel_van(regel, bekend)
        return decide(door, "verstrekkingen.inzien", onderwerp, regel.groep, deel).toegestaan

    return [
        replace(regel, tekst=NIET_VOOR_U) if regel.kop == TOELICHTING and woorden_dicht else regel
        for regel in regels
        if regel.groep == KERN or mag(regel)
    ]


def _berichten(door: Wie, verstrekking: Verstrekking, *, is_afzender: bool) -> list[OpenBericht]:
    """Open the messages; at the receiver a note that is not for this person is closed, the bounded text stays."""
    dicht = frozenset() if is_afzender else dichte_teksten(door, verstrekking.pk)
    return [
        replace(bericht, noot=NIET_VOOR_U) if bericht.noot and bericht.over in dicht else bericht
        for bericht in open_berichten(verstrekking)
    ]


@lezing
def verstrekkingsblad(door: Wie, verstrekking_id: uuid.UUID, *, afdruk: bool = False) -> Verstrekkingsblad:
    """Open a verstrekking as sender or receiver; one line, another act when it is put on paper.

    A packet that the receiver did not open yet stays closed, and so does one that it refused. Raises
    NietGevondenError, NietToegestaanError.
    """
    verstrekking = haal(door, verstrekking_id)
    onderwerp = onderwerp_verstrekking(door, verstrekking)
    eis(door, "verstrekkingen.inzien", onderwerp)
    is_afzender = verstrekking.afzender_id == door.organisatie_id
    with transaction.atomic():
        journaal.noteer(
            door.spoor(),
            "verstrekking.afgedrukt" if afdruk else "verstrekking.ingezien",
            verstrekking.dossier_id if is_afzender else None,
            grondslag=verstrekking.grondslag.code,
            inhoud={"verstrekking": str(verstrekking.pk)},
        )
    gesloten = not is_afzender and verstrekking.status not in OPEN_BIJ_ONTVANGER
    dicht = gesloten or (not is_afzender and verstrekking.status == Verstrekkingsstatus.VERZONDEN)
    heel = [] if dicht else open_pakket(verstrekking)
    woorden_dicht = _dichte_woorden(onderwerp, verstrekking)
    regels = eigen_regels(door, onderwerp, heel, woorden_dicht=woorden_dicht)
    return Verstrekkingsblad(
        verstrekking=verstrekking,
        doel="" if gesloten else NIET_VOOR_U if woorden_dicht else open_doel(verstrekking),
        regels=regels,
        berichten=_berichten(door, verstrekking, is_afzender=is_afzender),
        verantwoording=open_verantwoording(verstrekking) if is_afzender else {},
        is_afzender=is_afzender,
        ongeschonden=dicht or vingerafdruk(heel) == verstrekking.pakket_hash,
        mag={h: decide(door, f"verstrekkingen.{h}", onderwerp).toegestaan for h in HANDELINGEN},
        gesloten=gesloten,
        weggelaten=len(heel) - len(regels),
    )
