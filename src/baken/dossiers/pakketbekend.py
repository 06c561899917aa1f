"""Whom of the packets that came in, and that run, somebody may read with names: also of one that is no casus yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from baken.dossiers import bekend
from baken.dossiers.bekend import Velden
from baken.dossiers.inhoud import WAAR_HET_GEBEURT
from baken.dossiers.models import Verstrekking
from baken.dossiers.pakketinhoud import codes
from baken.dossiers.pakketpersonen import personen_uit_regels
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie, onderwerp_verstrekking
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.dossiers.verstrekken import open_pakket
from baken.organisaties.besluit import Onderwerp, Wie, decide

_RECHT = "verstrekkingen.inzien"
_LOOPT = (Verstrekkingsstatus.ONTVANGEN, Verstrekkingsstatus.GEACCEPTEERD)  # the receiver opened it, and works with it


def bekenden_van(door: Wie) -> Iterator[Velden]:
    """Yield what points at somebody. One query, and at most three for each packet."""
    rijen = Verstrekking.objects.filter(
        ontvanger_id=door.organisatie_id, pakket_sleutel__isnull=False, status__in=_LOOPT
    )
    kent = codes()
    for verstrekking in rijen:
        onderwerp = onderwerp_verstrekking(door, verstrekking)
        if decide(door, _RECHT, onderwerp).toegestaan:
            yield from _uit(door, onderwerp, personen_uit_regels(open_pakket(verstrekking), kent))


def _uit(
    door: Wie, onderwerp: Onderwerp, inhoud: tuple[Sequence[NieuweBetrokkene], Sequence[NieuweLocatie]]
) -> Iterator[Velden]:
    """A place is compared when all persons it may belong to can be read."""
    personen, plaatsen = inhoud
    alle_plekken = decide(door, _RECHT, onderwerp, "locatie").toegestaan
    waar_het_gebeurt = alle_plekken
    for p in personen:
        mag = {g for g in ("identiteit", "contact", "locatie") if decide(door, _RECHT, onderwerp, g, p.deel).toegestaan}
        alle_plekken = alle_plekken and "locatie" in mag
        velden = {"identiteit": p.identiteit, "contact": p.contact}
        yield from bekend.van_groepen({groep: v for groep, v in velden.items() if groep in mag})
    for plek in plaatsen:
        if plek.adres and (alle_plekken or (waar_het_gebeurt and plek.van == WAAR_HET_GEBEURT)):
            yield {"adres": plek.adres}


bekend.registreer(bekenden_van)
