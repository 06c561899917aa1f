"""What the pages of sharing show to who shares: what went out of a dossier, what can, and one deelbesluit."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from baken.dossiers.akkoord import afdruk_van
from baken.dossiers.berichten import OpenBericht, open_berichten
from baken.dossiers.context import lezing
from baken.dossiers.deelbesluiten import achterhaald, haal
from baken.dossiers.deelbronnen import bron_van, eis_hele_pakket, leest_hele_pakket, paren_voor
from baken.dossiers.kanten import NIET_VOOR_U
from baken.dossiers.meelezen import waar_iemand_bijkwam
from baken.dossiers.models import Dossier, Verstrekking
from baken.dossiers.pakket import Regel, vingerafdruk
from baken.dossiers.services import haal_dossier, onderwerp_dossier, onderwerp_verstrekking
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import OpenToestemming, toestemmingen
from baken.dossiers.toestemmingkant import andere_kant, ongelezen
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.dossiers.verstrekken import (
    noteer_stap,
    open_doel,
    open_pakket,
    open_verantwoording,
    personen_van,
    voorstel_van,
)
from baken.dossiers.voorstel import Voorstel, toets_voorstel
from baken.dossiers.wachtend import waarom_niemand, waarom_niemand_uit
from baken.kern import journaal
from baken.kern.fouten import NietToegestaanError, OvergangNietToegestaanError
from baken.organisaties.besluit import Wie, decide
from baken.organisaties.models import Organisatie

HANDELINGEN = ("wijzigen", "akkoord", "verzenden", "afdrukken", "antwoord_invoeren", "beeindigen")
GESCHONDEN = "Dit pakket is niet meer zoals het werd gemaakt. Meld het bij de functionaris gegevensbescherming."
_NAAST = ("ontvanger", "grondslag", "klaargezet_door", "goedgekeurd_door")
DICHT = NIET_VOOR_U


@dataclass(frozen=True)
class Deelmap:
    """What was shared from one dossier, and what this person can share from it.

    personen: each with number and parts, of whom something may be shared (AVG art. 18). paren: groups about parts that
    this person may share.
    """

    dossier: Dossier
    verstrekkingen: Sequence[Verstrekking]
    personen: Sequence[tuple[uuid.UUID, int, Sequence[str]]]
    paren: frozenset[tuple[str, str]]
    toestemmingen: Sequence[OpenToestemming]  # for sharing; also what was taken back or ended
    vier_ogen: bool
    niemand: str  # why nobody could agree to what this person would share; empty where no colleague has to, or can
    met_vorm: bool  # whether a form of exploitation can go along
    loopt: bool  # whether the work goes on: of work that ended nothing new is shared
    mag_toestemming: bool  # whether this person records consents here
    nummers: Mapping[uuid.UUID, int]  # of each person, to say of whom a consent is
    erbij: frozenset[uuid.UUID]  # verstrekkingen since which somebody came, on whom the receiver does not read along


@dataclass(frozen=True)
class Besluitblad:
    """One deelbesluit, opened for who made it or may agree. For who may not read all of it `regels` is None; `doel`,
    `berichten`, `verantwoording` and `achterhaald` are empty.

    achterhaald: why the packet, that waits still, cannot go any more. niemand: why nobody can agree to it now.
    """

    verstrekking: Verstrekking
    doel: str
    regels: Sequence[Regel] | None
    berichten: Sequence[OpenBericht]  # what the receiver told back
    verantwoording: Mapping[str, str]
    ongeschonden: bool
    zelf_gemaakt: bool
    mag: Mapping[str, bool]
    voorstel: Voorstel
    afdruk: str  # what a second person agrees to
    achterhaald: str
    personen: Sequence[int]  # whom reading along is about, by their numbers in the dossier
    erbij: bool  # whether somebody came since, on whom the receiver does not read along
    niemand: str


@lezing
def deelmap(door: Wie, dossier_id: uuid.UUID) -> Deelmap:
    """Open what is shared from a dossier; one line. Raises NietGevondenError, NietToegestaanError."""
    dossier = haal_dossier(door, dossier_id, "delen.voorbereiden")
    with transaction.atomic():
        journaal.noteer(door.spoor(), "dossier.delen_bekeken", dossier.pk)
    onderwerp = onderwerp_dossier(door, dossier, soort=dossier.soort, status=dossier.soort)
    gegeven = Verstrekking.objects.filter(dossier=dossier).select_related(*_NAAST)
    rijen = list(dossier.betrokkenen.values_list("pk", "volgorde", "beperkt_op", "deel", "ook_deel"))
    personen = [(pk, nummer, list(filter(None, delen))) for pk, nummer, beperkt, *delen in rijen if beperkt is None]
    vier_ogen = Organisatie.objects.filter(pk=door.organisatie_id, vier_ogen_delen=True).exists()
    return Deelmap(
        dossier=dossier,
        verstrekkingen=list(gegeven.defer("pakket", "doel", "verantwoording").order_by("-klaargezet_op", "pk")),
        personen=personen,
        paren=paren_voor(door, dossier, sorted({deel for _pk, _nummer, delen in personen for deel in delen})),
        toestemmingen=[t for t in toestemmingen(dossier) if t.doel == Toestemmingsdoel.DELEN],
        vier_ogen=vier_ogen,
        niemand=waarom_niemand_uit(dossier, door=door) if vier_ogen else "",
        met_vorm=bron_van(dossier).vorm is not None,
        loopt=bron_van(dossier).loopt(dossier),
        mag_toestemming=decide(door, "toestemming.vastleggen", onderwerp).toegestaan,
        nummers={pk: nummer for pk, nummer, *_rest in rijen},
        erbij=waar_iemand_bijkwam(dossier, door.vandaag),
    )


@lezing
def besluitblad(door: Wie, verstrekking_id: uuid.UUID) -> Besluitblad:
    """Open a deelbesluit of the own organisation; one line. Raises NietGevondenError, NietToegestaanError."""
    deelbesluit = haal(door, verstrekking_id, "delen.inzien")
    with transaction.atomic():
        noteer_stap(door, "deelbesluit.ingezien", deelbesluit)
    return _geopend(door, deelbesluit)


@lezing
def papierblad(door: Wie, verstrekking_id: uuid.UUID) -> Besluitblad:
    """Open the packet for a receiver outside Baken to put it on paper; the gate is asked today, and it is a line.

    Raises NietToegestaanError (who may not read all of it; a packet that is not as it was made),
    OvergangNietToegestaanError (waits, ended, or goes through Baken), VerstrekkingGeweigerdError with the reason.
    """
    deelbesluit = haal(door, verstrekking_id, "delen.afdrukken")
    if not deelbesluit.buiten_baken or deelbesluit.beeindigd_op is not None:
        raise OvergangNietToegestaanError(deelbesluit.status, "afdrukken")
    eis_hele_pakket(door, deelbesluit, deelbesluit.dossier)
    toets_voorstel(voorstel_van(deelbesluit), (), door=door)
    blad = _geopend(door, deelbesluit)
    if not blad.ongeschonden:
        raise NietToegestaanError(GESCHONDEN)
    with transaction.atomic():
        noteer_stap(door, "deelbesluit.afgedrukt", deelbesluit, pakket=deelbesluit.pakket_hash)
    return blad


def _geopend(door: Wie, deelbesluit: Verstrekking) -> Besluitblad:
    leest = leest_hele_pakket(door, deelbesluit, deelbesluit.dossier)
    regels = open_pakket(deelbesluit) if leest else None
    onderwerp = onderwerp_verstrekking(door, deelbesluit)
    over = personen_van(deelbesluit) or frozenset()
    nummers = deelbesluit.dossier.betrokkenen.filter(pk__in=over).values_list("volgorde", flat=True)
    wacht = deelbesluit.status == Verstrekkingsstatus.WACHT_OP_AKKOORD
    return Besluitblad(
        verstrekking=deelbesluit,
        doel=open_doel(deelbesluit) if leest else "",
        regels=regels,
        berichten=open_berichten(deelbesluit) if leest else (),
        verantwoording=open_verantwoording(deelbesluit) if leest else {},
        ongeschonden=regels is None or vingerafdruk(regels) == deelbesluit.pakket_hash,
        zelf_gemaakt=deelbesluit.klaargezet_door_id == door.medewerker_id,
        mag={h: leest and decide(door, f"delen.{h}", onderwerp).toegestaan for h in HANDELINGEN},
        voorstel=voorstel_van(deelbesluit),
        afdruk=afdruk_van(deelbesluit),
        achterhaald=achterhaald(deelbesluit) if leest and wacht else "",
        niemand=waarom_niemand(deelbesluit) if wacht and deelbesluit.goedgekeurd_door_id is None else "",
        personen=sorted(nummers) if leest else (),
        erbij=leest and deelbesluit.pk in waar_iemand_bijkwam(deelbesluit.dossier, door.vandaag),
    )


@dataclass(frozen=True)
class Toestemmingenblad:
    """The consents of a dossier; personen: of whom they can be, with number and part.

    leesbaar: of whom this person may record one; zonder_naam: whether that may be of nobody by name. vast: consents
    that this person may not take back.
    """

    dossier: Dossier
    toestemmingen: Sequence[OpenToestemming]
    personen: Sequence[tuple[uuid.UUID, int, str]]
    leesbaar: frozenset[uuid.UUID]
    zonder_naam: bool
    vast: frozenset[uuid.UUID]


@lezing
def toestemmingenblad(door: Wie, dossier_id: uuid.UUID) -> Toestemmingenblad:
    """Open the consents of a dossier; one line. Raises NietGevondenError, NietToegestaanError.

    What somebody said is closed for who may read nothing of that person (field level).
    """
    dossier = haal_dossier(door, dossier_id, "toestemming.vastleggen")
    with transaction.atomic():
        journaal.noteer(door.spoor(), "toestemming.ingezien", dossier.pk)
    personen = list(dossier.betrokkenen.values_list("pk", "volgorde", "deel"))
    alle, dicht, andere = toestemmingen(dossier), ongelezen(door, dossier), andere_kant(door, dossier)
    return Toestemmingenblad(
        dossier,
        [_gesloten(t) if t.betrokkene in dicht else t for t in alle],
        personen,
        leesbaar=frozenset(pk for pk, _nummer, _deel in personen if pk not in dicht),
        zonder_naam=None not in dicht,
        vast=frozenset(t.id for t in alle if t.betrokkene in andere),
    )


def _gesloten(toestemming: OpenToestemming) -> OpenToestemming:
    return replace(toestemming, hoe=DICHT, woorden=DICHT, door_wie="", reden_einde="")
