"""Consent as rows: given for one purpose, in a version, and taken back as easily as it was given (AVG art. 7 lid 3)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from baken.dossiers.context import handeling
from baken.dossiers.models import Dossier, Toestemming
from baken.dossiers.services import haal_dossier, sleutel_van
from baken.dossiers.soorten import Toestemmingsdoel
from baken.kern import journaal, klok
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError, OvergangNietToegestaanError
from baken.kern.versleuteling import Gegevenssleutel
from baken.keten.rules import MINIMUM_UITLEG
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Organisatie
from baken.organisaties.selectors import geldig_op

RECHT = "toestemming.vastleggen"


@dataclass(frozen=True)
class NieuweToestemming:
    """A consent to record. hoe: in a talk, on paper, by telephone; woorden: what was asked and what was answered.

    betrokkene: a person of the dossier; None when the dossier names nobody. ontvanger_id: with whom, when the consent
    is for one receiver. door_wie: who gave it when somebody else decides for this person. taal: in which language.
    """

    doel: Toestemmingsdoel
    hoe: str
    woorden: str
    betrokkene: uuid.UUID | None = None
    ontvanger_id: int | None = None
    gegeven_op: date | None = None  # default: today
    vervalt_op: date | None = None
    door_wie: str = ""
    taal: str = ""


@dataclass(frozen=True)
class OpenToestemming:
    """A consent with its words opened; `geldig` on the day that was asked about."""

    id: uuid.UUID
    doel: str
    betrokkene: uuid.UUID | None
    ontvanger: str
    versie: int
    gegeven_op: date
    ingetrokken_op: date | None
    vervalt_op: date | None
    geldig: bool
    hoe: str
    woorden: str
    door_wie: str
    taal: str
    reden_einde: str

    @property
    def doelnaam(self) -> str:
        """Return the purpose in words."""
        return str(Toestemmingsdoel(self.doel).label)


def geldt_op(op: date, pad: str = "") -> Q:
    """Return the filter for consents that hold on a day. pad: path to the consent, with __ at its end."""
    loopt = Q(**{f"{pad}vervalt_op__isnull": True}) | Q(**{f"{pad}vervalt_op__gt": op})
    niet_terug = Q(**{f"{pad}ingetrokken_op__isnull": True}) | Q(**{f"{pad}ingetrokken_op__gt": op})
    return Q(**{f"{pad}gegeven_op__lte": op}) & loopt & niet_terug


def geldige_toestemming(
    dossier_id: uuid.UUID,
    doel: Toestemmingsdoel,
    *,
    betrokkene: uuid.UUID | None = None,
    ontvanger_id: int | None = None,
    op: date | None = None,
) -> Toestemming | None:
    """Return the consent that holds today (or on a day) for exactly this purpose, person and receiver. One query."""
    return (
        Toestemming.objects.filter(geldt_op(op or klok.vandaag()), dossier_id=dossier_id, doel=doel)
        .filter(betrokkene=betrokkene, ontvanger_id=ontvanger_id)
        .order_by("-versie")
        .first()
    )


@handeling(RECHT)
def leg_vast(*, dossier_id: uuid.UUID, nieuw: NieuweToestemming, door: Wie) -> Toestemming:
    """Record that somebody agreed to one purpose.

    Raises OngeldigeInvoerError (too few words, a day that does not fit, a person of another dossier, recorded
    already), NietGevondenError, NietToegestaanError.
    """
    return schrijf(haal_dossier(door, dossier_id, RECHT, slot=True), nieuw, door=door)


def schrijf(dossier: Dossier, nieuw: NieuweToestemming, *, door: Wie) -> Toestemming:
    """Write a consent with its line, inside the caller's transaction. The caller asked decide() for its own act."""
    gegeven_op = nieuw.gegeven_op or door.vandaag
    _keur(dossier, nieuw, gegeven_op)
    zelfde = Toestemming.objects.filter(
        dossier=dossier, betrokkene=nieuw.betrokkene, doel=nieuw.doel, ontvanger_id=nieuw.ontvanger_id
    )
    _ruim_verlopen_op(zelfde.filter(ingetrokken_op=None).first(), door.vandaag)
    rij = uuid.uuid4()
    woorden = {
        "hoe": nieuw.hoe.strip(),
        "woorden": nieuw.woorden.strip(),
        "door_wie": nieuw.door_wie.strip(),
        "taal": nieuw.taal.strip(),
    }
    toestemming = Toestemming.objects.create(
        id=rij,
        dossier=dossier,
        betrokkene=nieuw.betrokkene,
        doel=nieuw.doel,
        ontvanger_id=nieuw.ontvanger_id,
        versie=(zelfde.aggregate(n=Max("versie"))["n"] or 0) + 1,
        gegeven_op=gegeven_op,
        vervalt_op=nieuw.vervalt_op,
        inhoud=sleutel_van(dossier).versleutel_json(woorden, label="toestemming", rij=rij, dossier=dossier.pk),
        vastgelegd_op=klok.nu(),
        vastgelegd_door_id=door.medewerker_id,
    )
    inhoud = {"toestemming": str(rij), "doel": str(nieuw.doel), "versie": toestemming.versie}
    journaal.noteer(door.spoor(), "toestemming.vastgelegd", dossier.pk, inhoud=inhoud)
    return toestemming


def _keur(dossier: Dossier, nieuw: NieuweToestemming, gegeven_op: date) -> None:
    fouten: dict[str, list[str]] = {}
    if nieuw.doel not in Toestemmingsdoel.values:
        fouten["doel"] = ["Kies waarvoor de toestemming is."]
    if len(nieuw.woorden.strip()) < MINIMUM_UITLEG:
        fouten["woorden"] = [f"Schrijf in ten minste {MINIMUM_UITLEG} tekens op wat u vroeg en wat het antwoord was."]
    if not nieuw.hoe.strip():
        fouten["hoe"] = ["Vul in hoe de toestemming is gegeven."]
    if gegeven_op > klok.vandaag():
        fouten["gegeven_op"] = ["Deze datum ligt in de toekomst. Vul in wanneer de toestemming is gegeven."]
    if nieuw.vervalt_op is not None and nieuw.vervalt_op <= max(gegeven_op, klok.vandaag()):
        fouten["vervalt_op"] = ["Kies een dag na vandaag, of laat dit leeg."]
    if nieuw.betrokkene is not None and not dossier.betrokkenen.filter(pk=nieuw.betrokkene).exists():
        fouten["betrokkene"] = ["Kies een persoon uit dit dossier."]
    ontvanger = Organisatie.objects.filter(geldig_op(klok.vandaag()), pk=nieuw.ontvanger_id)
    if nieuw.ontvanger_id is not None and not ontvanger.exists():
        fouten["ontvanger"] = ["Kies een organisatie die vandaag bestaat."]
    if fouten:
        raise OngeldigeInvoerError(fouten)


def _ruim_verlopen_op(oud: Toestemming | None, vandaag: date) -> None:
    """End a consent whose last day passed, so that a new version can stand; refuse one that holds still."""
    if oud is None:
        return
    if oud.vervalt_op is None or oud.vervalt_op > vandaag:
        raise OngeldigeInvoerError({"": ["Deze toestemming staat al vast. Is er iets veranderd? Trek haar eerst in."]})
    oud.ingetrokken_op = oud.vervalt_op
    oud.save(update_fields=["ingetrokken_op"])


@handeling(RECHT)
def trek_in(*, toestemming_id: uuid.UUID, door: Wie, reden: str = "") -> Toestemming:
    """Record that somebody took a consent back, today. Nothing is asked for it; a reason may be told.

    Raises OvergangNietToegestaanError (taken back already), NietGevondenError, NietToegestaanError.
    """
    toestemming = (
        Toestemming.objects.select_for_update(of=("self",))
        .filter(pk=toestemming_id, dossier__organisatie_id=door.organisatie_id)
        .first()
    )
    if toestemming is None:
        raise NietGevondenError
    dossier = haal_dossier(door, toestemming.dossier_id, RECHT)
    if toestemming.ingetrokken_op is not None:
        raise OvergangNietToegestaanError("ingetrokken", "ingetrokken")
    sleutel = sleutel_van(dossier)
    toestemming.ingetrokken_op = door.vandaag
    toestemming.inhoud = sleutel.versleutel_json(
        {**_open(toestemming, sleutel), "reden_einde": reden.strip()},
        label="toestemming",
        rij=toestemming.pk,
        dossier=dossier.pk,
    )
    toestemming.save(update_fields=["ingetrokken_op", "inhoud"])
    inhoud = {"toestemming": str(toestemming.pk), "doel": toestemming.doel}
    journaal.noteer(door.spoor(), "toestemming.ingetrokken", dossier.pk, inhoud=inhoud)
    return toestemming


def toestemmingen(
    dossier: Dossier, sleutel: Gegevenssleutel | None = None, *, op: date | None = None
) -> Sequence[OpenToestemming]:
    """Open the consents of a dossier, newest first. The caller asked decide() and writes the line. One query."""
    sleutel = sleutel or sleutel_van(dossier)
    dag = op or klok.vandaag()
    rijen = Toestemming.objects.filter(dossier=dossier).select_related("ontvanger")
    return [_geopend(t, sleutel, dag) for t in rijen.order_by("-gegeven_op", "-versie", "pk")]


def _open(toestemming: Toestemming, sleutel: Gegevenssleutel) -> dict[str, str]:
    open_: dict[str, str] = sleutel.ontsleutel_json(
        bytes(toestemming.inhoud or b""), label="toestemming", rij=toestemming.pk, dossier=toestemming.dossier_id
    )
    return open_


def geldt(toestemming: Toestemming, op: date) -> bool:
    """Say whether a consent holds on a day: the same answer as `geldt_op` gives in a query."""
    if toestemming.gegeven_op > op:
        return False
    einden = [dag for dag in (toestemming.ingetrokken_op, toestemming.vervalt_op) if dag is not None]
    return all(op < dag for dag in einden)


def _geopend(toestemming: Toestemming, sleutel: Gegevenssleutel, op: date) -> OpenToestemming:
    woorden = _open(toestemming, sleutel)
    return OpenToestemming(
        id=toestemming.pk,
        doel=toestemming.doel,
        betrokkene=toestemming.betrokkene,
        ontvanger=toestemming.ontvanger.naam if toestemming.ontvanger else "",
        versie=toestemming.versie,
        gegeven_op=toestemming.gegeven_op,
        ingetrokken_op=toestemming.ingetrokken_op,
        vervalt_op=toestemming.vervalt_op,
        geldig=geldt(toestemming, op),
        hoe=woorden["hoe"],
        woorden=woorden["woorden"],
        door_wie=woorden["door_wie"],
        taal=woorden["taal"],
        reden_einde=woorden.get("reden_einde", ""),
    )
