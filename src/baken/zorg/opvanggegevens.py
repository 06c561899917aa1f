"""What the services of shelter are handed, and what is sealed of a facility."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

from baken.kern import versleuteling
from baken.kern.fouten import NietGevondenError
from baken.kern.versleuteling import Gegevenssleutel
from baken.zorg.models import Plaatsing, Plek, Traject, Voorziening
from baken.zorg.rules.noodbed import STANDAARD_NACHTEN
from baken.zorg.rules.opvang import Opvangsoort, Voorwaarden
from baken.zorg.rules.voorwaarden import lees_voorwaarden
from baken.zorg.soorten import Antwoord

# A bed that was used in the night is often recorded days later, and so is a place that was there already. Own choice.
TERUG = timedelta(days=7)


@dataclass(frozen=True)
class Voorzieninggegevens:
    """A facility as somebody types it in; everything but name and kind may be unknown."""

    naam: str
    voorwaarden: Voorwaarden
    doelgroepnoot: str = ""
    aanbieder_id: int | None = None
    eigen_boeking: bool = False
    noodbed_nachten: int = STANDAARD_NACHTEN
    structureel: Antwoord = Antwoord.ONBEKEND
    verzekerd_op: date | None = None
    verzekerd_tot: date | None = None
    geldig_tot: date | None = None
    bron: str = ""
    gecontroleerd_op: date | None = None


@dataclass(frozen=True)
class Plekgegevens:
    """A place as somebody types it in. afwijkend: conditions that replace those of the facility, as stored."""

    code: str
    noodbed: bool = False
    afwijkend: dict[str, object] = field(default_factory=dict)
    geldig_tot: date | None = None


@dataclass(frozen=True)
class Bereikbaarheid:
    """Where a facility is and how to reach it: sealed, shown by an act of its own only."""

    adres: str
    telefoon: str = ""
    toelichting: str = ""


def sleutel_van(voorziening: Voorziening) -> Gegevenssleutel:
    """Return the key of a facility. Raises NietGevondenError when it has none."""
    if voorziening.sleutel is None:
        raise NietGevondenError
    return versleuteling.pak_uit(bytes(voorziening.sleutel), voorziening.pk)


def sluit_adres(voorziening: Voorziening, waar: Bereikbaarheid) -> None:
    """Seal where a facility is; the caller saves."""
    pk = voorziening.pk
    voorziening.adres = sleutel_van(voorziening).versleutel_json(asdict(waar), label="opvangadres", rij=pk, dossier=pk)


def open_adres(voorziening: Voorziening) -> Bereikbaarheid | None:
    """Return where a facility is, or None when nobody recorded it."""
    if voorziening.adres is None:
        return None
    pk, cijfer = voorziening.pk, bytes(voorziening.adres)
    open_ = sleutel_van(voorziening).ontsleutel_json(cijfer, label="opvangadres", rij=pk, dossier=pk)
    return Bereikbaarheid(**open_)


def sluit_plaatsing(traject: Traject, sleutel: Gegevenssleutel, plaatsing: Plaatsing, reden: str) -> None:
    """Seal why a place was booked all the same; the caller saves."""
    plaatsing.inhoud = sleutel.versleutel_json(
        {"reden": reden}, label="plaatsing", rij=plaatsing.pk, dossier=traject.dossier_id
    )


def open_plaatsing(traject: Traject, sleutel: Gegevenssleutel, plaatsing: Plaatsing) -> str:
    """Return why a place was booked all the same; empty when nothing stood in the way."""
    if plaatsing.inhoud is None:
        return ""
    open_ = sleutel.ontsleutel_json(
        bytes(plaatsing.inhoud), label="plaatsing", rij=plaatsing.pk, dossier=traject.dossier_id
    )
    return str(open_["reden"])


def voorwaarden_van(plek: Plek) -> Voorwaarden:
    """Return the conditions of a place: the facility's, with what differs here."""
    return lees_voorwaarden({**plek.voorziening.voorwaarden, **plek.afwijkende_voorwaarden})


def soort_van(plek: Plek) -> Opvangsoort:
    """Return the kind of shelter a place is."""
    return Opvangsoort(plek.voorziening.soort)
