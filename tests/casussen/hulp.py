"""What the tests of a casus share."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from tests.cast import Cast, als, medewerker, organisatie

from baken.casussen.models import Casus, Opschaling
from baken.casussen.services import afsluiten, behandelen, opschalen, tafels
from baken.casussen.soorten import Afsluitreden, Belemmering
from baken.casussen.verloop import Casusstatus
from baken.dossiers.verloop import Afloop
from baken.kern import klok
from baken.keten.models import Bijeenkomst
from baken.keten.soorten import Wijze
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Medewerker
from baken.organisaties.rollen import Rol

WAAROM = "Wij komen hier samen niet verder mee."


def casus_van(verstrekking_id: UUID) -> Casus:
    """Return the casus that a packet led to."""
    return Casus.objects.get(bronnen__verstrekking_id=verstrekking_id)


def meld(verstrekking_id: UUID, door: Wie, *, toelichting: str = "", afloop: Afloop = Afloop.ZORG_GESTART) -> Casus:
    """Tell the sender of a packet how it goes, from its casus."""
    return behandelen.meld_afloop(
        casus_id=casus_van(verstrekking_id).pk, afloop=afloop, toelichting=toelichting, door=door
    )


def sluit(verstrekking_id: UUID, door: Wie, *, toelichting: str = "", reden: str = "") -> Casus:
    """Close the casus of a packet."""
    casus = casus_van(verstrekking_id)
    return afsluiten.sluit(
        casus_id=casus.pk,
        versie=casus.versie,
        afsluitreden=Afsluitreden.KLAAR,
        reden=reden,
        toelichting=toelichting,
        door=door,
    )


def regisseur(cast: Cast) -> Medewerker:
    """Return eva, the beleidsregisseur of an alliantie of the region; made when she is asked for."""
    eva: Medewerker | None = cast.mensen.get("eva")
    if eva is None or not Medewerker.objects.filter(pk=eva.pk).exists():  # the cast remembers who was rolled back
        eva = medewerker("eva", organisatie("alliantie-voorbeeld", "samenwerking"), Rol.BELEIDSREGISSEUR)
    cast.mensen["eva"] = eva
    return eva


VRAAG = opschalen.Vraag(
    Belemmering.OPVANG,
    "Er is nergens in de regio een plek die past.",
    "Wij belden vier aanbieders en kregen overal nee.",
    "Wie kan zorgen dat er een plek komt?",
)


def vastgelopen(casus: Casus, door: Wie) -> Casus:
    """Let a casus get stuck."""
    casus.refresh_from_db()
    return behandelen.zet_stand(
        casus_id=casus.pk, versie=casus.versie, naar=Casusstatus.VASTGELOPEN, reden=WAAROM, door=door
    )


def opgeschaald(cast: Cast, casus: Casus, door: Wie, vraag: opschalen.Vraag = VRAAG) -> Opschaling:
    """Ask eva to help a stuck casus on."""
    casus.refresh_from_db()
    return opschalen.schaal_op(
        casus_id=casus.pk,
        versie=casus.versie,
        naar_id=regisseur(cast).organisatie_id,
        vraag=vraag,
        door=door,
    )


def morgen() -> datetime:
    """Return a moment ahead."""
    return klok.nu() + timedelta(days=1)


def tafel(cast: Cast, op: datetime | None = None) -> Bijeenkomst:
    """Let eva plan a Regionale Tafel."""
    return tafels.plan_tafel(
        op=op or morgen(), wijze=Wijze.FYSIEK, agenda=["Opening", "Wat vastloopt"], door=als(regisseur(cast))
    )


def voorbij(bijeen: Bijeenkomst) -> None:
    """Let a meeting that was planned be over."""
    Bijeenkomst.objects.filter(pk=bijeen.pk).update(op=klok.nu() - timedelta(hours=1))
