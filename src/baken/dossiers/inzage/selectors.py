"""What people may read of requests of persons: the FG the request and its term, who handles it the dossiers as well."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from baken.dossiers.context import lezing
from baken.dossiers.inhoud import OpenBetrokkene, open_inhoud
from baken.dossiers.inzage import uitvoer
from baken.dossiers.inzage.besluit import buiten_bereik, eis_besluit, ontvangers_van, te_zien, uitkomsten
from baken.dossiers.inzage.bronnen import eigen_regels
from baken.dossiers.inzage.gesloten import open_besluit, open_uitvoer, open_wie, sleutel_van_verzoek
from baken.dossiers.inzage.personen import Veldregel, overeenkomsten
from baken.dossiers.inzage.services import NIET_ALLES, TWEEDE, eis_tweede, zichtbaar
from baken.dossiers.models import Avgbesluit, Avgverzoek
from baken.dossiers.verzoekverloop import LOPEND, Dossieruitkomst, Verzoekstatus, alles_besloten, mag_naar
from baken.kern import journaal
from baken.kern.fouten import NietGevondenError, NietToegestaanError
from baken.organisaties.besluit import Band, Onderwerp, Wie, decide
from baken.organisaties.models import Organisatie
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import medewerkers_met_rol
from baken.organisaties.services import eis_organisatie

AFGEDANE_RIJEN = 50


@dataclass(frozen=True)
class Verzoekenlijst:
    """What waits for an answer, the first to end first, and what was done, newest first."""

    lopend: Sequence[Avgverzoek]
    afgedaan: Sequence[Avgverzoek]


@lezing
def verzoekenlijst(door: Wie) -> Verzoekenlijst:
    """Return the requests of the own organisation without who asked. Two queries.

    For who neither registers nor handles them: those with a dossier to decide on.
    """
    eis_organisatie(door, "verzoeken.bekijken", door.organisatie_id)
    rijen = Avgverzoek.objects.filter(organisatie_id=door.organisatie_id).defer("wie", "verlengreden", "uitvoer")
    if not _ziet_alle(door):
        rijen = rijen.filter(pk__in=Avgbesluit.objects.filter(te_zien(door)).values("verzoek_id"))
    return Verzoekenlijst(
        list(rijen.filter(status__in=LOPEND)),
        list(rijen.exclude(status__in=LOPEND).order_by("-afgedaan_op", "-id")[:AFGEDANE_RIJEN]),
    )


@dataclass(frozen=True)
class Verzoekblad:
    """A request. besluiten: only on dossiers that this person may see, none for the FG.

    aantal, open: how many dossiers, and how many without a decision; for who only decides: of the own ones. verborgen:
    some the person may not see.
    """

    verzoek: Avgverzoek
    wie: dict[str, str]
    verlengreden: str
    besluiten: Sequence[Avgbesluit]
    aantal: int
    open: int
    verborgen: bool
    behandelt: bool
    mag: dict[str, bool]


@lezing
def verzoekblad(door: Wie, verzoek_id: uuid.UUID) -> Verzoekblad:
    """Open a request; one line in the journaal. Raises NietGevondenError, also for who has nothing to decide in it."""
    eis_organisatie(door, "verzoeken.bekijken", door.organisatie_id)
    verzoek = _haal(door, verzoek_id)
    behandelt = _mag(door, "verzoeken.behandelen")
    eigen = zichtbaar(verzoek, door)
    if not (eigen or _ziet_alle(door)):
        raise NietGevondenError
    stand = uitkomsten(verzoek) if _ziet_alle(door) else [b.uitkomst for b in eigen]
    with transaction.atomic():
        journaal.noteer(door.spoor(), "verzoek.ingezien", inhoud={"verzoek": str(verzoek.pk)})
    klaar = bool(verzoek.gezocht_op) and alles_besloten(stand)
    return Verzoekblad(
        verzoek=verzoek,
        wie=open_wie(verzoek),
        verlengreden=_open_verlengreden(verzoek),
        besluiten=eigen,
        aantal=len(stand),
        open=stand.count(Dossieruitkomst.OPEN),
        verborgen=behandelt and len([b for b in eigen if b.dossier.verpakte_sleutel is not None]) < len(stand),
        behandelt=behandelt,
        mag={
            "zoeken": behandelt and verzoek.status in {Verzoekstatus.GEREGISTREERD, Verzoekstatus.IN_BEHANDELING},
            "voorleggen": behandelt and klaar and verzoek.status == Verzoekstatus.IN_BEHANDELING,
            "controleren": behandelt and verzoek.status == Verzoekstatus.TER_CONTROLE,
            "uitgeven": behandelt and verzoek.status == Verzoekstatus.BEANTWOORD and verzoek.uitvoer is not None,
            "verlengen": _mag_verlengen(door, verzoek),
            "intrekken": _mag(door, "verzoeken.registreren") and mag_naar(verzoek.status, Verzoekstatus.INGETROKKEN),
        },
    )


def _haal(door: Wie, verzoek_id: uuid.UUID) -> Avgverzoek:
    gevonden = (
        Avgverzoek.objects.filter(pk=verzoek_id, organisatie_id=door.organisatie_id)
        .select_related("geregistreerd_door", "voorgelegd_door", "gecontroleerd_door")
        .first()
    )
    if gevonden is None:
        raise NietGevondenError
    return gevonden


def _ziet_alle(door: Wie) -> bool:
    """Say whether somebody registers or handles requests, and so sees each of the own organisation."""
    return _mag(door, "verzoeken.registreren") or _mag(door, "verzoeken.behandelen")


def _mag(door: Wie, handeling: str) -> bool:
    return decide(door, handeling, Onderwerp(soort="verzoek", banden=frozenset({Band.ORGANISATIE}))).toegestaan


def _mag_verlengen(door: Wie, verzoek: Avgverzoek) -> bool:
    op_tijd = verzoek.verlengd_op is None and door.vandaag <= verzoek.uiterlijk_op
    return _mag(door, "verzoeken.registreren") and verzoek.status in LOPEND and op_tijd


def _open_verlengreden(verzoek: Avgverzoek) -> str:
    if verzoek.verlengreden is None:
        return ""
    sleutel = sleutel_van_verzoek(verzoek)
    ruw = bytes(verzoek.verlengreden)
    return sleutel.ontsleutel(ruw, label="verlengreden", rij=verzoek.pk, dossier=verzoek.pk).decode()


@dataclass(frozen=True)
class Besluitblad:
    """One dossier of a request: its persons, and on which kinds each is the same as who asks.

    eigen: what the dossier holds on a person by number, beside what stands with the person.
    """

    besluit: Avgbesluit
    verzoek: Avgverzoek
    wie: dict[str, str]
    personen: Sequence[OpenBetrokkene]
    zelfde: dict[int, list[str]]
    ontvangers: Sequence[Organisatie]
    inhoud: dict[str, Any]
    eigen: dict[int, Sequence[Veldregel]]


@lezing
def besluitblad(door: Wie, besluit_id: uuid.UUID) -> Besluitblad:
    """Open the persons of a dossier to decide on; a line with the dossier. Raises NietGevondenError."""
    rij = eis_besluit(door, besluit_id)
    with transaction.atomic():
        journaal.noteer(
            door.spoor(), "verzoek.dossier_ingezien", rij.dossier_id, inhoud={"verzoek": str(rij.verzoek_id)}
        )
    wie = open_wie(rij.verzoek)
    personen = open_inhoud(rij.dossier).betrokkenen if rij.dossier.verpakte_sleutel is not None else ()
    return Besluitblad(
        besluit=rij,
        verzoek=rij.verzoek,
        wie=wie,
        personen=personen,
        zelfde={p.nummer: soorten for p in personen if (soorten := overeenkomsten(wie, p))},
        ontvangers=ontvangers_van(rij.dossier),
        inhoud=open_besluit(rij, sleutel_van_verzoek(rij.verzoek)),
        eigen={p.nummer: eigen_regels(rij.dossier, p.nummer, rij.verzoek.soort) for p in personen},
    )


@dataclass(frozen=True)
class Controleblad:
    """The exact answer as it would go out. waarom_niet: why this person cannot approve it, or nothing."""

    verzoek: Avgverzoek
    antwoord: dict[str, Any]
    motiveringen: Sequence[tuple[Avgbesluit, str]]
    waarom_niet: str
    tweede: bool


@lezing
def controleblad(door: Wie, verzoek_id: uuid.UUID) -> Controleblad:
    """Show the composed answer to who may check it (besluit.buiten_bereik); one line.

    Raises NietGevondenError, NietToegestaanError.
    """
    eis_organisatie(door, "verzoeken.controleren", door.organisatie_id)
    verzoek = _haal(door, verzoek_id)
    if verzoek.status != Verzoekstatus.TER_CONTROLE:
        raise NietGevondenError
    if buiten_bereik(verzoek, door):
        raise NietToegestaanError(NIET_ALLES)
    try:
        eis_tweede(verzoek, door)
        waarom_niet = ""
    except NietToegestaanError as fout:
        waarom_niet = fout.reden
    with transaction.atomic():
        journaal.noteer(door.spoor(), "verzoek.antwoord_ingezien", inhoud={"verzoek": str(verzoek.pk)})
    sleutel = sleutel_van_verzoek(verzoek)
    rijen = zichtbaar(verzoek, door)
    eerder = {pk for pk in (verzoek.voorgelegd_door_id, *(r.besloten_door_id for r in rijen)) if pk is not None}
    anderen = medewerkers_met_rol(door.organisatie_id, frozenset({Rol.AANDACHTSFUNCTIONARIS})).exclude(pk__in=eerder)
    return Controleblad(
        verzoek=verzoek,
        antwoord=uitvoer.uit_bytes(open_uitvoer(verzoek)),
        motiveringen=[(r, open_besluit(r, sleutel).get("motivering", "")) for r in rijen],
        waarom_niet=waarom_niet,
        tweede=waarom_niet != TWEEDE or anderen.exists(),
    )


@lezing
def geef_uit(door: Wie, verzoek_id: uuid.UUID, vorm: str) -> tuple[Avgverzoek, bytes]:
    """Return the approved answer to hand over, as its canonical bytes; each time is a line.

    vorm: "pdf" or "json", for the line. Raises NietGevondenError before it is approved and after a dossier in it was
    destroyed, NietToegestaanError for who may not see every dossier of it.
    """
    eis_organisatie(door, "verzoeken.uitgeven", door.organisatie_id)
    verzoek = _haal(door, verzoek_id)
    if verzoek.status != Verzoekstatus.BEANTWOORD:
        raise NietGevondenError
    if buiten_bereik(verzoek, door):
        raise NietToegestaanError(NIET_ALLES)
    ruw = open_uitvoer(verzoek)
    with transaction.atomic():
        wat = {"verzoek": str(verzoek.pk), "vorm": vorm, "afdruk": verzoek.uitvoer_hash}
        journaal.noteer(door.spoor(), "verzoek.uitgegeven", inhoud=wat)
    return verzoek, ruw
