"""What goes to CoMensha in the invented region: both records of one client, in states that have forms. All invented."""

from __future__ import annotations

from dataclasses import dataclass

from baken.dossiers.services import NieuweBetrokkene
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming, leg_vast
from baken.zorg.aanleveringen import Aanleversoort
from baken.zorg.gegevens import Aanmelding
from baken.zorg.models import Hulpvraag, Registratie, Traject
from baken.zorg.rules.comensha import Hulpgegevens, Registratiegegevens
from baken.zorg.services import aanleveren, uitleveren
from baken.zorg.services.aanmelden import meld_aan
from baken.zorg.services.basis import client_van
from baken.zorg.services.uitleveren import Overhandiging
from baken.zorg.soorten import Doelgroep
from tests.cast import Cast, als, organisatie

TELLING = Registratiegegevens(
    status="HTCDS-STATUS-MOGELIJK",
    vormen=("CRIM",),
    geslacht="HTCDS-GESLACHT-V",
    leeftijdsgroep="18-24",
    nationaliteit="BG",
    melder="HTCDS-MELDER-NGO",
    reikwijdte="CM-REIK-GRENS",
)
HULP = Hulpgegevens(("CM-HULP-COSM",), "ja", "HTCDS-GESLACHT-V", "18-24", "bedenktijd", "ja", "0")


@dataclass
class Comensha:
    """A client with a registration of each year (this one in concept, the last one handed over) and a help request."""

    traject: Traject
    concept: Registratie
    verzonden: Registratie
    hulpvraag: Hulpvraag


def maak_comensha(cast: Cast) -> Comensha:
    """Make CoMensha a partner, and a client of zoe with something in each state."""
    organisatie("comensha", "comensha", naam="CoMensha", werkt_in_baken=False)
    door = als(cast.zoe)
    traject = _client(cast, "Noor Verzonnen")
    verzonden = _registreer(traject, door.vandaag.year - 1, cast)
    soort = Aanleversoort.REGISTRATIE
    aanleveren.zet_klaar(soort=soort, aanlevering_id=verzonden.pk, versie=1, door=door)
    uitleveren.lever_uit(soort=soort, ids=[verzonden.pk], vorm="json", door=door)
    gaf = Overhandiging("post", door.vandaag, "Helpdesk")
    uitleveren.leg_verzending_vast(soort=soort, aanlevering_id=verzonden.pk, versie=2, gaf=gaf, door=door)
    concept = _registreer(traject, door.vandaag.year, cast)
    hulp = aanleveren.leg_hulpvraag_vast(traject_id=traject.pk, gegevens=HULP, versie=0, door=door)
    aanleveren.zet_klaar(soort=Aanleversoort.HULPVRAAG, aanlevering_id=hulp.pk, versie=1, door=door)
    hulp.refresh_from_db()
    verzonden.refresh_from_db()
    return Comensha(traject, concept, verzonden, hulp)


def maak_andersom(cast: Cast) -> Traject:
    """Make a client with a registration that is ready and a help request that is not."""
    door, traject = als(cast.zoe), _client(cast, "Nina Verzonnen")
    rij = _registreer(traject, door.vandaag.year, cast)
    aanleveren.zet_klaar(soort=Aanleversoort.REGISTRATIE, aanlevering_id=rij.pk, versie=1, door=door)
    aanleveren.leg_hulpvraag_vast(traject_id=traject.pk, gegevens=HULP, versie=0, door=door)
    return traject


def _client(cast: Cast, naam: str) -> Traject:
    """Take somebody in who agrees to help, also through CoMensha."""
    door = als(cast.zoe)
    wie = NieuweBetrokkene("slachtoffer", identiteit={"naam": naam, "geboortedatum": "2004-05-06"})
    reden = "Zij vroeg zelf om hulp, in een gesprek met een tolk."
    traject = meld_aan(
        aanmelding=Aanmelding(
            Doelgroep.SLACHTOFFER, wie, "Kan nergens heen.", toestemming=reden, hoe="In een gesprek."
        ),
        door=door,
    )
    ja = NieuweToestemming(Toestemmingsdoel.COMENSHA_HULPVRAAG, "gesprek", reden, client_van(traject).pk)
    leg_vast(dossier_id=traject.dossier_id, nieuw=ja, door=door)
    return traject


def _registreer(traject: Traject, jaar: int, cast: Cast) -> Registratie:
    return aanleveren.leg_registratie_vast(
        traject_id=traject.pk, jaar=jaar, gegevens=TELLING, versie=0, door=als(cast.zoe)
    )
