"""The rows of consent: written, read and ended inside the transaction of whoever asked decide()."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from baken.dossiers.leeftijd import open_band
from baken.dossiers.models import Dossier, Toestemming
from baken.dossiers.rules import Instemming, instemming_geldt
from baken.dossiers.services import sleutel_van
from baken.dossiers.soorten import Toestemmingsdoel
from baken.kern import journaal, klok
from baken.kern.fouten import OngeldigeInvoerError, OvergangNietToegestaanError
from baken.kern.versleuteling import Gegevenssleutel
from baken.keten.rules import MINIMUM_UITLEG
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Organisatie
from baken.organisaties.selectors import geldig_op
from baken.referentie import selectors as referentie

WIE_BESLISTE = (
    "Deze persoon is minderjarig. Vul in wie toestemming gaf: de jongere zelf, een ouder of voogd, of beiden. Weet u "
    "niet wie beslist? Vraag het aan uw functionaris gegevensbescherming."
)


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


def geldt_op(op: date) -> Q:
    """Return the filter for consents that hold on a day."""
    loopt = Q(vervalt_op__isnull=True) | Q(vervalt_op__gt=op)
    niet_terug = Q(ingetrokken_op__isnull=True) | Q(ingetrokken_op__gt=op)
    return Q(gegeven_op__lte=op) & loopt & niet_terug


def geldt(toestemming: Toestemming, op: date) -> bool:
    """Say whether a consent holds on a day: the same answer as `geldt_op` gives in a query."""
    return instemming_geldt(Instemming(toestemming.gegeven_op, toestemming.ingetrokken_op, toestemming.vervalt_op), op)


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
    journaal.noteer(
        door.spoor(),
        "toestemming.vastgelegd",
        dossier.pk,
        inhoud={"toestemming": str(rij), "doel": str(nieuw.doel), "versie": toestemming.versie},
    )
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
    bij = nieuw.ontvanger_id
    if bij is not None and not Organisatie.objects.filter(geldig_op(klok.vandaag()), pk=bij).exists():
        fouten["ontvanger"] = ["Kies een organisatie die vandaag bestaat."]
    if fouten:
        raise OngeldigeInvoerError(fouten)


def beslisser_mist(leeftijdsgroep: str, door_wie: str) -> list[str]:
    """Return what is wrong with a consent of somebody of this age that does not say who decided; nothing if it does.

    leeftijdsgroep: of today (leeftijd.band_van). Care for minors falls under the Jeugdwet first (bron 004).
    """
    jong = {groep.code for groep in referentie.leeftijdsgroepen() if groep.minderjarig}
    return [WIE_BESLISTE] if leeftijdsgroep in jong and not door_wie.strip() else []


def eis_beslisser(dossier: Dossier, nieuw: NieuweToestemming) -> None:
    """Raise OngeldigeInvoerError for a consent of a minor that does not say who decided. At most one query."""
    persoon = dossier.betrokkenen.filter(pk=nieuw.betrokkene).first() if nieuw.betrokkene is not None else None
    if persoon is not None and (fout := beslisser_mist(open_band(persoon, sleutel_van(dossier)), nieuw.door_wie)):
        raise OngeldigeInvoerError({"door_wie": fout})


def _ruim_verlopen_op(oud: Toestemming | None, vandaag: date) -> None:
    """End a consent whose last day passed, so that a new version can stand; refuse one that holds still."""
    if oud is None:
        return
    if oud.vervalt_op is None or oud.vervalt_op > vandaag:
        raise OngeldigeInvoerError({"": ["Deze toestemming staat al vast. Is er iets veranderd? Trek haar eerst in."]})
    oud.ingetrokken_op = oud.vervalt_op
    oud.save(update_fields=["ingetrokken_op"])


def sluit(dossier: Dossier, toestemming: Toestemming, *, reden: str, door: Wie) -> None:
    """Write that a consent was taken back today, with its line, inside the caller's transaction.

    What hangs on it is ended by the caller (naderhand). Raises OvergangNietToegestaanError when it was already.
    """
    if toestemming.ingetrokken_op is not None:
        raise OvergangNietToegestaanError("ingetrokken", "ingetrokken")
    sleutel = sleutel_van(dossier)
    toestemming.ingetrokken_op = klok.vandaag()
    toestemming.inhoud = sleutel.versleutel_json(
        {**woorden_van(toestemming, sleutel), "reden_einde": reden.strip()},
        label="toestemming",
        rij=toestemming.pk,
        dossier=dossier.pk,
    )
    toestemming.save(update_fields=["ingetrokken_op", "inhoud"])
    inhoud = {"toestemming": str(toestemming.pk), "doel": toestemming.doel}
    journaal.noteer(door.spoor(), "toestemming.ingetrokken", dossier.pk, inhoud=inhoud)


def woorden_van(toestemming: Toestemming, sleutel: Gegevenssleutel) -> dict[str, str]:
    """Open what was said. The caller asked decide()."""
    open_: dict[str, str] = sleutel.ontsleutel_json(
        bytes(toestemming.inhoud or b""), label="toestemming", rij=toestemming.pk, dossier=toestemming.dossier_id
    )
    return open_
