"""The Regionale Tafel: a bijeenkomst without a dossier, where nobody is named. Planned by the beleidsregisseur."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from baken.casussen.inhoud import Tafelwoorden, open_tafelwoorden, sluit_tafelwoorden
from baken.casussen.rules.verzonnen import wijst_naar_iemand
from baken.casussen.verloop import Opschalingsstatus
from baken.dossiers.context import handeling
from baken.dossiers.services import eis
from baken.kern import journaal, klok, versleuteling
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError
from baken.keten.models import Bijeenkomst, Bijeenkomstsoort, Wijze
from baken.keten.verloop import BIJEENKOMSTVERLOOP, Bijeenkomststatus
from baken.organisaties.besluit import Band, Onderwerp, Wie
from baken.organisaties.models import Organisatie

MEESTE_PUNTEN = 20
MAX_PUNT = 300
MAX_BESLUIT = 500
MEESTE_BESLUITEN = 50
VER_VOORUIT = timedelta(days=366)


def punten_uit(regels: Sequence[str]) -> list[str]:
    """Return the points of an agenda without empty lines. Raises OngeldigeInvoerError for too many or too long."""
    punten = [regel.strip() for regel in regels if regel.strip()]
    if len(punten) > MEESTE_PUNTEN:
        raise OngeldigeInvoerError({"agenda": [f"Schrijf hoogstens {MEESTE_PUNTEN} punten, elk op een eigen regel."]})
    if any(len(punt) > MAX_PUNT for punt in punten):
        raise OngeldigeInvoerError({"agenda": [f"Gebruik hoogstens {MAX_PUNT} tekens per punt."]})
    return punten


def besluiten_uit(regels: Sequence[str]) -> list[str]:
    """Return the decisions without empty lines. Raises OngeldigeInvoerError for too many or too long."""
    besluiten = [regel.strip() for regel in regels if regel.strip()]
    if len(besluiten) > MEESTE_BESLUITEN or any(len(b) > MAX_BESLUIT for b in besluiten):
        zin = f"Schrijf hoogstens {MEESTE_BESLUITEN} besluiten, elk op een regel van hoogstens {MAX_BESLUIT} tekens."
        raise OngeldigeInvoerError({"besluiten": [zin]})
    return besluiten


def keur_proces(tekst: str) -> str:
    """Return what is wrong with a text that is on process and about nobody; empty when nothing is."""
    gevonden = wijst_naar_iemand(tekst, klok.vandaag().year)
    return f"Hier staat {' en '.join(gevonden)}. Schrijf het zo dat het over niemand gaat." if gevonden else ""


def keur_moment(op: datetime, wijze: str) -> dict[str, list[str]]:
    """Return what is wrong with when and how people come together."""
    fouten = {}
    if not klok.nu() <= op <= klok.nu() + VER_VOORUIT:
        fouten["dag"] = ["Kies een moment vanaf nu tot een jaar vooruit."]
    if wijze not in Wijze.values:
        fouten["wijze"] = ["Kies hoe u bij elkaar komt."]
    return fouten


def _onderwerp() -> Onderwerp:
    return Onderwerp(soort="tafel", banden=frozenset({Band.ORGANISATIE}))


@handeling("opschaling.tafel_plannen")
def plan_tafel(*, op: datetime, wijze: Wijze, agenda: Sequence[str], door: Wie) -> Bijeenkomst:
    """Plan a Regionale Tafel. Raises OngeldigeInvoerError, NietToegestaanError."""
    eis(door, "opschaling.tafel_plannen", _onderwerp())
    fouten = keur_moment(op, wijze)
    punten = punten_uit(agenda)
    if zin := keur_proces("\n".join(punten)):
        fouten["agenda"] = [zin]
    if fouten:
        raise OngeldigeInvoerError(fouten)
    rij = uuid.uuid4()
    sleutel, verpakt = versleuteling.nieuwe_gegevenssleutel(rij)
    tafel = Bijeenkomst(
        id=rij,
        soort=Bijeenkomstsoort.REGIONALE_TAFEL,
        organisatie_id=door.organisatie_id,
        op=op,
        wijze=wijze,
        verpakte_sleutel=verpakt,
        gemaakt_op=klok.nu(),
        gemaakt_door_id=door.medewerker_id,
    )
    sluit_tafelwoorden(tafel, sleutel, Tafelwoorden(punten))
    tafel.save(force_insert=True)
    journaal.noteer(door.spoor(), "tafel.gepland", inhoud={"bijeenkomst": str(tafel.pk)})
    return tafel


@handeling("opschaling.tafel_plannen")
def sluit_tafel(
    *, bijeenkomst_id: uuid.UUID, gehouden: bool, door: Wie, aanwezig: Sequence[int] = (), besluiten: Sequence[str] = ()
) -> Bijeenkomst:
    """Say that a Regionale Tafel was held, or does not go on. What stood on it waits for an answer or another day.

    aanwezig: the organisations that were there, kept as organisations: nobody is named. Raises OngeldigeInvoerError
    (held before its day, nobody was there, a strange organisation, decisions too long), OvergangNietToegestaanError,
    NietGevondenError, NietToegestaanError.
    """
    eis(door, "opschaling.tafel_plannen", _onderwerp())
    tafel = (
        Bijeenkomst.objects.select_for_update(of=("self",))
        .filter(pk=bijeenkomst_id, organisatie_id=door.organisatie_id, soort=Bijeenkomstsoort.REGIONALE_TAFEL)
        .first()
    )
    if tafel is None:
        raise NietGevondenError
    naar = Bijeenkomststatus.GEHOUDEN if gehouden else Bijeenkomststatus.VERVALLEN
    BIJEENKOMSTVERLOOP.eis(Bijeenkomststatus(tafel.status), naar)
    if gehouden and tafel.op > klok.nu():
        raise OngeldigeInvoerError({"": ["Deze Regionale Tafel moet nog komen."]})
    if gehouden:
        if zin := keur_proces("\n".join(besluiten)):
            raise OngeldigeInvoerError({"besluiten": [zin]})
        sleutel, woorden = open_tafelwoorden(tafel)
        nieuw = replace(woorden, aanwezig=_keur(aanwezig), besluiten=besluiten_uit(besluiten))
        sluit_tafelwoorden(tafel, sleutel, nieuw)
    else:  # the team that waits for it reads that it has no day any more
        tafel.opschalingen.filter(status=Opschalingsstatus.BIJ_TAFEL).update(tafel_op=None)
    tafel.status = naar
    tafel.versie += 1
    tafel.save(update_fields=["status", "versie", "geheim"])
    journaal.noteer(door.spoor(), f"tafel.{naar}", inhoud={"bijeenkomst": str(tafel.pk)})
    return tafel


def _keur(aanwezig: Sequence[int]) -> list[int]:
    """Return the organisations that were there. Raises OngeldigeInvoerError. One query."""
    gekozen = sorted(set(aanwezig))
    if not gekozen:
        raise OngeldigeInvoerError({"aanwezig": ["Kies welke organisaties er waren."]})
    if Organisatie.objects.filter(pk__in=gekozen).count() != len(gekozen):
        raise OngeldigeInvoerError({"aanwezig": ["Kies organisaties uit de lijst."]})
    return gekozen
