"""What the tests of CoMensha share."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast, als, organisatie
from tests.zorg.hulp import traject

from baken.dossiers.models import Toestemming
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming, leg_vast
from baken.organisaties.models import Organisatie
from baken.zorg.aanleveringen import Aanleversoort
from baken.zorg.models import Hulpvraag, Registratie, Traject
from baken.zorg.rules.comensha import Hulpgegevens, Registratiegegevens
from baken.zorg.services import aanleveren, uitleveren
from baken.zorg.services.basis import client_van
from baken.zorg.services.uitleveren import Overhandiging

REGISTRATIE, HULPVRAAG = Aanleversoort.REGISTRATIE, Aanleversoort.HULPVRAAG
WOORDEN = "Ik vroeg of CoMensha mocht helpen zoeken. Het antwoord was ja."


def registratiegegevens(**velden: Any) -> Registratiegegevens:
    """Return a complete registration of an invented victim."""
    basis: dict[str, Any] = {
        "status": "HTCDS-STATUS-MOGELIJK",
        "vormen": ("CRIM-DRUGS",),
        "geslacht": "HTCDS-GESLACHT-V",
        "leeftijdsgroep": "25-29",
        "nationaliteit": "RO",
        "melder": "HTCDS-MELDER-NGO",
        "reikwijdte": "CM-REIK-GRENS",
    }
    return Registratiegegevens(**{**basis, **velden})


def hulpgegevens(**velden: Any) -> Hulpgegevens:
    """Return a complete help request."""
    basis: dict[str, Any] = {
        "hulp": ("CM-HULP-COSM",),
        "vannacht": "ja",
        "geslacht": "HTCDS-GESLACHT-V",
        "leeftijdsgroep": "25-29",
        "verblijf": "bedenktijd",
        "tolk": "ja",
        "kinderen": "1",
    }
    return Hulpgegevens(**{**basis, **velden})


def comensha(cast: Cast) -> Organisatie:
    """Add CoMensha, which does not work in Baken, to the partners."""
    return organisatie("comensha", "comensha", naam="CoMensha", werkt_in_baken=False)


def registratie(cast: Cast, *, van: Traject | None = None, klaar: bool = False, **velden: Any) -> Registratie:
    """Record a registration for this year by zoe."""
    door = als(cast.zoe)
    rij = aanleveren.leg_registratie_vast(
        traject_id=(van or traject(door)).pk,
        jaar=door.vandaag.year,
        gegevens=registratiegegevens(**velden),
        versie=0,
        door=door,
    )
    if klaar:
        aanleveren.zet_klaar(soort=REGISTRATIE, aanlevering_id=rij.pk, versie=rij.versie, door=door)
        rij.refresh_from_db()
    return rij


def toestemming(cast: Cast, van: Traject) -> Toestemming:
    """Record that the client of a traject agreed to a help request."""
    nieuw = NieuweToestemming(
        Toestemmingsdoel.COMENSHA_HULPVRAAG, hoe="gesprek", woorden=WOORDEN, betrokkene=client_van(van).pk
    )
    return leg_vast(dossier_id=van.dossier_id, nieuw=nieuw, door=als(cast.zoe))


def hulpvraag(cast: Cast, *, van: Traject | None = None, klaar: bool = False, **velden: Any) -> Hulpvraag:
    """Record a help request by zoe, with consent."""
    door = als(cast.zoe)
    van = van or traject(door)
    toestemming(cast, van)
    rij = aanleveren.leg_hulpvraag_vast(traject_id=van.pk, gegevens=hulpgegevens(**velden), versie=0, door=door)
    if klaar:
        aanleveren.zet_klaar(soort=HULPVRAAG, aanlevering_id=rij.pk, versie=rij.versie, door=door)
        rij.refresh_from_db()
    return rij


def verzonden(cast: Cast, rij: Hulpvraag) -> Hulpvraag:
    """Make the file of a ready help request and hand it over, by zoe."""
    door = als(cast.zoe)
    uitleveren.lever_uit(soort=HULPVRAAG, ids=[rij.pk], vorm="csv", door=door)
    gaf = Overhandiging("telefoon", door.vandaag, "Helpdesk")
    uitleveren.leg_verzending_vast(soort=HULPVRAAG, aanlevering_id=rij.pk, versie=rij.versie, gaf=gaf, door=door)
    return rij
