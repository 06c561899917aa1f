"""What every act on a traject begins and ends with."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from baken.dossiers.models import Betrokkene
from baken.dossiers.services import eis, onderwerp_dossier, sleutel_van
from baken.kern import klok
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError, VerouderdError
from baken.organisaties.besluit import Wie
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import medewerkers_met_rol
from baken.signalen.rules.besluit import MINIMUM_REDEN, telbare_reden
from baken.zorg.inhoud import sluit_stuk
from baken.zorg.models import Traject, Trajectstuk
from baken.zorg.querysets import zichtbare_trajecten
from baken.zorg.soorten import Stuksoort

MAX_TEKST = 5_000
MAX_KORT = 200
LANGST_VOORUIT = 366  # days; a next date further away is nearly always a slip
REDEN_NODIG = f"Schrijf waarom, in ten minste {MINIMUM_REDEN} tekens."
ZORGCOORDINATOREN = frozenset({Rol.ZORGCOORDINATOR})


def haal_met_slot(door: Wie, traject_id: int, recht: str) -> Traject:
    """Lock and return a traject, and ask decide() for the act.

    Raises NietGevondenError when `door` may not even know it, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = (
        Traject.objects.select_for_update(of=("self",))
        .select_related("dossier", "coordinator")
        .filter(zichtbare_trajecten(door, "trajecten.inzien"), pk=traject_id)
        .first()
    )
    if traject is None:
        raise NietGevondenError
    eis(door, recht, onderwerp_dossier(door, traject.dossier, soort="traject", status=traject.status))
    return traject


def eis_versie(traject: Traject, versie: int) -> None:
    """Raise VerouderdError when somebody changed the traject since the page was made."""
    if traject.versie != versie:
        raise VerouderdError("version moved on")


def client_van(traject: Traject) -> Betrokkene:
    """Return the one person of a traject. Raises NietGevondenError when the person was erased."""
    client = traject.dossier.betrokkenen.first()
    if client is None:
        raise NietGevondenError
    return client


def werkt_hier(organisatie_id: int, medewerker_id: int | None) -> bool:
    """Say whether somebody is a zorgcoordinator of that organisation today. One query."""
    if medewerker_id is None:
        return False
    return medewerkers_met_rol(organisatie_id, ZORGCOORDINATOREN).filter(pk=medewerker_id).exists()


def schrijf_stuk(
    traject: Traject,
    soort: Stuksoort,
    inhoud: Mapping[str, Any],
    *,
    door: Wie,
    dag: date | None = None,
    volgende_op: date | None = None,
) -> Trajectstuk:
    """Write a piece, inside the caller's transaction. The caller asked decide() and writes the line."""
    rij = uuid.uuid4()
    return Trajectstuk.objects.create(
        id=rij,
        traject=traject,
        soort=soort,
        op=klok.nu(),
        dag=dag or klok.vandaag(),
        door_id=door.medewerker_id,
        volgende_op=volgende_op,
        inhoud=sluit_stuk(traject, sleutel_van(traject.dossier), rij, inhoud),
    )


def keur_tekst(fouten: dict[str, list[str]], veld: str, tekst: str, *, zin: str, verplicht: bool = True) -> str:
    """Return the trimmed text; put what is wrong with it in `fouten`."""
    schoon = tekst.strip()
    if verplicht and not schoon:
        fouten[veld] = [zin]
    if len(schoon) > MAX_TEKST:
        fouten[veld] = [f"Gebruik hoogstens {MAX_TEKST} tekens."]
    return schoon


def keur_dag(fouten: dict[str, list[str]], veld: str, dag: date, traject: Traject) -> None:
    """Check a day on which something happened: not ahead, and not long before the traject."""
    begin = traject.aangemeld_op.astimezone(klok.TIJDZONE).date()
    if dag > klok.vandaag():
        fouten[veld] = ["Deze datum ligt in de toekomst. Vul in wanneer het was."]
    elif (begin - dag).days > LANGST_VOORUIT:
        fouten[veld] = ["Deze dag ligt meer dan een jaar voor de aanmelding. Controleer het jaar."]


def keur_volgende(fouten: dict[str, list[str]], veld: str, dag: date | None) -> None:
    """Check a day ahead: from today to a year ahead; empty is fine."""
    if dag is not None and not 0 <= (dag - klok.vandaag()).days <= LANGST_VOORUIT:
        fouten[veld] = ["Kies een dag van vandaag tot een jaar vooruit, of laat dit leeg."]


def genoeg(reden: str) -> bool:
    """Say whether a reason is long enough to count."""
    return len(telbare_reden(reden)) >= MINIMUM_REDEN


def eis_geen_fouten(fouten: dict[str, list[str]]) -> None:
    """Raise OngeldigeInvoerError when something is wrong."""
    if fouten:
        raise OngeldigeInvoerError(fouten)
