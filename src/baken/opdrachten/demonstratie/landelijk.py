"""What Zorgpunt Delta registered at CoMensha, and what it asked for its clients. All invented."""

from __future__ import annotations

from dataclasses import replace

from baken.dossiers.leeftijd import open_band
from baken.dossiers.services import sleutel_van
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import leg_vast
from baken.dossiers.toestemmingrijen import NieuweToestemming
from baken.kern import klok
from baken.opdrachten.demonstratie.zorgpunt import WAAROM, als, op_dag
from baken.organisaties.besluit import Wie
from baken.zorg.aanleveringen import Aanleversoort, bekend_van
from baken.zorg.models import Hulpvraag, Registratie, Traject
from baken.zorg.rules.comensha import Hulpgegevens
from baken.zorg.services import aanleveren, uitleveren
from baken.zorg.services.basis import client_van
from baken.zorg.services.uitleveren import Overhandiging

# Which client (see zorgpunt.VERHALEN), and how far the registration is; of a help request also how many days ago.
REGISTRATIES = ((0, "bevestigd"), (1, "bevestigd"), (3, "verzonden"), (7, "klaar"), (4, "concept"), (2, "concept"))
HULPVRAGEN = (
    (0, "verzonden", 61),
    (1, "verzonden", 31),
    (2, "verzonden", 19),
    (3, "verzonden", 41),
    (4, "concept", 12),
)
_R, _H = Aanleversoort.REGISTRATIE, Aanleversoort.HULPVRAAG


def speel_hulpvragen(door: Wie, trajecten: list[Traject]) -> int:
    """Ask CoMensha for help, before anybody sleeps in COSM. Returns how many were asked."""
    for wie, ver, dagen in HULPVRAGEN:
        with klok.zet_stil(op_dag(dagen)):
            _vraag(als(door), trajecten[wie], ver)
    return len(HULPVRAGEN)


def speel_registraties(door: Wie, trajecten: list[Traject]) -> int:
    """Register clients. Returns how many records there are."""
    with klok.zet_stil(op_dag(12)):
        for wie, ver in REGISTRATIES:
            _registreer(als(door), trajecten[wie], ver)
    return len(REGISTRATIES)


def _registreer(door: Wie, traject: Traject, ver: str) -> None:
    bekend = replace(
        bekend_van(traject, client_van(traject)),
        status="HTCDS-STATUS-MOGELIJK" if ver != "concept" else "",
        seks=("onbekend",) if "SEKS" in traject.vormen else (),
        werk="HTCDS-WERK-A" if "ARB" in traject.vormen else "",
        melder="HTCDS-MELDER-NGO",
        reikwijdte="CM-REIK-GRENS",
    )
    rij = aanleveren.leg_registratie_vast(
        traject_id=traject.pk, jaar=door.vandaag.year, gegevens=bekend, versie=0, door=door
    )
    _breng_verder(door, _R, rij, ver)


def _vraag(door: Wie, traject: Traject, ver: str) -> None:
    client = client_van(traject)
    ja = NieuweToestemming(Toestemmingsdoel.COMENSHA_HULPVRAAG, "gesprek", WAAROM, client.pk)
    leg_vast(dossier_id=traject.dossier_id, nieuw=ja, door=door)
    vraag = Hulpgegevens(
        hulp=("CM-HULP-COSM",),
        vannacht="nee",
        geslacht=f"HTCDS-GESLACHT-{client.geslacht}",
        leeftijdsgroep=open_band(client, sleutel_van(traject.dossier)),
        verblijf="bedenktijd",
        tolk="ja",
        kinderen="0",
    )
    rij = aanleveren.leg_hulpvraag_vast(traject_id=traject.pk, gegevens=vraag, versie=0, door=door)
    _breng_verder(door, _H, rij, ver)


def _breng_verder(door: Wie, soort: Aanleversoort, rij: Registratie | Hulpvraag, ver: str) -> None:
    """Set a record ready, hand it over and let it be confirmed, as far as its story goes."""
    if ver == "concept":
        return
    aanleveren.zet_klaar(soort=soort, aanlevering_id=rij.pk, versie=1, door=door)
    if ver == "klaar":
        return
    uitleveren.lever_uit(soort=soort, ids=[rij.pk], vorm="csv", door=door)
    gaf = Overhandiging("beveiligde_mail", door.vandaag, "Helpdesk (verzonnen)")
    uitleveren.leg_verzending_vast(soort=soort, aanlevering_id=rij.pk, versie=2, gaf=gaf, door=door)
    if ver == "bevestigd":
        uitleveren.bevestig(
            soort=soort, aanlevering_id=rij.pk, versie=3, op=door.vandaag, tekst="Ontvangen (verzonnen).", door=door
        )
