"""Whom of the open casussen of the own organisation, and of their packets, somebody may read with names."""

from __future__ import annotations

from collections.abc import Iterator

from baken.casussen.models import Casus
from baken.casussen.querysets import zichtbare_casussen
from baken.casussen.velden import open_groepen, zichtbare_plaatsen
from baken.casussen.verloop import OPEN
from baken.dossiers import bekend, verstrekken
from baken.dossiers.bekend import Velden
from baken.dossiers.inhoud import WAAR_HET_GEBEURT, open_inhoud
from baken.dossiers.pakketinhoud import codes
from baken.dossiers.pakketpersonen import Codes, personen_uit_regels
from baken.dossiers.services import onderwerp_dossier, onderwerp_verstrekking
from baken.dossiers.verloop import OPEN_BIJ_ONTVANGER
from baken.organisaties.besluit import Onderwerp, Wie, decide

_RECHT, _PAKKET = "casussen.onthullen", "verstrekkingen.inzien"


def bekenden_van(door: Wie) -> Iterator[Velden]:
    """Yield what points at somebody. Four queries, two for each casus and at most three for each packet."""
    rijen = Casus.objects.filter(
        zichtbare_casussen(door, _RECHT), organisatie_id=door.organisatie_id, status__in=OPEN
    ).select_related("dossier")
    kent = codes()
    for casus in rijen.defer("inhoud").prefetch_related("dossier__betrokkenen", "dossier__locaties"):
        onderwerp = onderwerp_dossier(door, casus.dossier, soort="casus", status=casus.status)
        if not decide(door, _RECHT, onderwerp).toegestaan:
            continue
        inhoud = open_inhoud(casus.dossier)
        for persoon in inhoud.betrokkenen:
            groepen = open_groepen(door, _RECHT, onderwerp, persoon.deel, persoon.ook_deel)
            yield from bekend.van_persoon(persoon, groepen)
        yield from bekend.van_plekken(zichtbare_plaatsen(door, _RECHT, onderwerp, inhoud) or ())
        yield from _uit_pakketten(door, casus, onderwerp, kent)


def _uit_pakketten(door: Wie, casus: Casus, onderwerp: Onderwerp, kent: Codes) -> Iterator[Velden]:
    """Yield what the packets of a casus tell, in as far as this person may read both the packet and the casus."""
    bronnen = casus.bronnen.filter(
        verstrekking__pakket_sleutel__isnull=False, verstrekking__status__in=OPEN_BIJ_ONTVANGER
    )
    for bron in bronnen.select_related("verstrekking"):
        pakket = onderwerp_verstrekking(door, bron.verstrekking)
        if not decide(door, _PAKKET, pakket).toegestaan:
            continue
        alle_plekken = True
        personen, plaatsen = personen_uit_regels(verstrekken.open_pakket(bron.verstrekking), kent)
        for p in personen:
            mag = {
                groep
                for groep in open_groepen(door, _RECHT, onderwerp, p.deel)
                if decide(door, _PAKKET, pakket, groep, p.deel).toegestaan
            }
            alle_plekken = alle_plekken and "locatie" in mag
            velden = {"identiteit": p.identiteit, "contact": p.contact}
            yield from bekend.van_groepen({groep: v for groep, v in velden.items() if groep in mag})
        if (
            decide(door, _RECHT, onderwerp, "locatie").toegestaan
            and decide(door, _PAKKET, pakket, "locatie").toegestaan
        ):
            mee = (plek for plek in plaatsen if alle_plekken or plek.van == WAAR_HET_GEBEURT)
            yield from ({"adres": plek.adres} for plek in mee if plek.adres)


bekend.registreer(bekenden_van)
