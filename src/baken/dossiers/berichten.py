"""What a receiver tells the sender of a verstrekking: one of the bounded texts, or what it said outside Baken."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from baken.dossiers.models import Berichtsoort, Verstrekking, Verstrekkingsbericht
from baken.dossiers.verloop import EINDE, Afloop
from baken.kern import klok, versleuteling
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError
from baken.kern.versleuteling import Gegevenssleutel
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Organisatiesoort
from baken.referentie.selectors import namen


def pakketsleutel(verstrekking: Verstrekking) -> Gegevenssleutel:
    """Return the usable key of a packet. Raises NietGevondenError when it was destroyed."""
    if verstrekking.pakket_sleutel is None:
        raise NietGevondenError
    return versleuteling.pak_uit(bytes(verstrekking.pakket_sleutel), verstrekking.pk)


def zin_van(code: str) -> str:
    """Return the bounded text of an afloop, as the facts have it."""
    return namen().get(code) or str(Afloop(code).label)


def stel_bericht_op(
    verstrekking: Verstrekking, soort: Berichtsoort, tekst: str, *, door: Wie, code: str = ""
) -> Verstrekkingsbericht:
    """Return a sealed message, not yet in the database.

    How it goes and how it ended is a bounded text for whoever works in Baken: `code`, with `tekst` as a note that may
    be empty. A gemeente that took a signaal over may ask the sender something in its own words. Raises
    OngeldigeInvoerError when a message says nothing, or free text stands where a code belongs.
    """
    tekst = tekst.strip()
    if not code and len(tekst) < 5:
        raise OngeldigeInvoerError({"tekst": ["Schrijf in minstens 5 tekens wat u wilt melden."]})
    if not _past(verstrekking, soort, code):
        raise OngeldigeInvoerError({"afloop": ["Kies een van de vaste teksten."]})
    rij = uuid.uuid4()
    return Verstrekkingsbericht(
        id=rij,
        verstrekking=verstrekking,
        soort=soort,
        code=code,
        inhoud=pakketsleutel(verstrekking).versleutel(
            tekst.encode(), label="verstrekkingsbericht", rij=rij, dossier=verstrekking.pk
        ),
        op=klok.nu(),
        door_id=door.medewerker_id,
    )


def _past(verstrekking: Verstrekking, soort: Berichtsoort, code: str) -> bool:
    """Say whether a message of this kind may have this code, or none: then it is free text."""
    vrij = soort == Berichtsoort.AFWIJZING or verstrekking.buiten_baken
    if code:
        # Of what is said outside Baken only that the care goes on there is more than words.
        vast = not verstrekking.buiten_baken or code == Afloop.ZORG_GESTART
        past = (Afloop(code) in EINDE) is (soort == Berichtsoort.AFLOOP)
        return vast and past and soort != Berichtsoort.AFWIJZING
    vraagt = soort == Berichtsoort.VOORTGANG and verstrekking.ontvanger.soort == Organisatiesoort.GEMEENTE
    return vrij or vraagt


@dataclass(frozen=True)
class OpenBericht:
    """A message on a verstrekking, opened: the bounded text with its note, or what was said."""

    soort: str
    tekst: str
    op: datetime
    code: str = ""


def open_berichten(verstrekking: Verstrekking) -> list[OpenBericht]:
    """Open the messages of a verstrekking, oldest first; none once the packet was destroyed. One query."""
    if verstrekking.pakket_sleutel is None:
        return []
    sleutel = pakketsleutel(verstrekking)
    return [OpenBericht(b.soort, _tekst(b, sleutel), b.op, b.code) for b in verstrekking.berichten.all()]


def _tekst(bericht: Verstrekkingsbericht, sleutel: Gegevenssleutel) -> str:
    rij = bericht.verstrekking_id
    noot = sleutel.ontsleutel(bytes(bericht.inhoud), label="verstrekkingsbericht", rij=bericht.pk, dossier=rij).decode()
    return " ".join(deel for deel in (zin_van(bericht.code) if bericht.code else "", noot) if deel)
