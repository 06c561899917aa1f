"""What the aandachtsfunctionaris does with a signaal before deciding."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Value
from django.db.models.functions import Coalesce

from baken.dossiers.context import handeling
from baken.dossiers.models import Dossier
from baken.dossiers.services import (
    NieuweBetrokkene,
    NieuweLocatie,
    eis,
    leg_inhoud_vast,
    onderwerp_dossier,
    sleutel_van,
    voeg_lid_toe,
)
from baken.kern import journaal, klok
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError, VerouderdError
from baken.organisaties.besluit import Band, Wie
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import medewerkers_met_rol
from baken.signalen.models import Bericht, Signaal, Signaalindicator, Signaalvorm
from baken.signalen.querysets import zichtbare_signalen
from baken.signalen.soorten import Antwoord
from baken.signalen.tasks import bericht_nieuw_signaal
from baken.signalen.verloop import Status

MAX_BERICHT = 5_000


def haal_met_slot(door: Wie, signaal_id: int, recht: str) -> Signaal:
    """Lock and return a signaal, and ask decide() for the act.

    Raises NietGevondenError when `door` may not even know it, NietToegestaanError otherwise.
    """
    signaal = (
        Signaal.objects.select_for_update(of=("self",))
        .select_related("dossier", "organisatie")
        .filter(zichtbare_signalen(door), pk=signaal_id)
        .first()
    )
    if signaal is None:
        raise NietGevondenError
    eis(door, recht, onderwerp_dossier(door, signaal.dossier, soort="signaal", status=signaal.status))
    return signaal


def eis_versie(signaal: Signaal, versie: int) -> None:
    """Raise VerouderdError when somebody changed the signaal since the page was made."""
    if signaal.versie != versie:
        raise VerouderdError("version moved on")


@handeling("signalen.in_beoordeling_nemen")
def neem_in_beoordeling(*, signaal_id: int, door: Wie) -> Signaal:
    """Start (or take up again) the assessment; the person becomes the behandelaar.

    Raises OvergangNietToegestaanError if someone already did.
    """
    signaal = haal_met_slot(door, signaal_id, "signalen.in_beoordeling_nemen")
    signaal.zet(Status.IN_BEOORDELING)
    signaal.behandelaar_id = door.medewerker_id
    signaal.bekeken_op = signaal.bekeken_op or klok.nu()
    signaal.save(update_fields=["status", "versie", "behandelaar", "bekeken_op"])
    journaal.noteer(door.spoor(), "signaal.in_beoordeling", signaal.dossier_id)
    return signaal


@handeling("signalen.toewijzen")
def wijs_toe(*, signaal_id: int, medewerker_id: int, door: Wie) -> Signaal:
    """Give the signaal to another aandachtsfunctionaris of the organisation."""
    signaal = haal_met_slot(door, signaal_id, "signalen.toewijzen")
    kan = medewerkers_met_rol(door.organisatie_id, frozenset({Rol.AANDACHTSFUNCTIONARIS}))
    if not kan.filter(pk=medewerker_id).exists():
        raise OngeldigeInvoerError({"medewerker": ["Kies een aandachtsfunctionaris of vervanger van uw organisatie."]})
    signaal.behandelaar_id = medewerker_id
    signaal.versie += 1
    signaal.save(update_fields=["behandelaar", "versie"])
    if signaal.dossier.afgeschermd:
        voeg_lid_toe(signaal.dossier, medewerker_id)
    journaal.noteer(door.spoor(), "signaal.toegewezen", signaal.dossier_id, inhoud={"medewerker": medewerker_id})
    return signaal


@dataclass(frozen=True)
class Aanvulling:
    """Facts the aandachtsfunctionaris adds or corrects. None leaves a fact as it is."""

    vormen: tuple[str, ...] | None = None
    indicatoren: tuple[str, ...] | None = None
    acuut: Antwoord | None = None
    vrijheid_afgenomen: Antwoord | None = None
    documenten_afgenomen: Antwoord | None = None
    minderjarig: Antwoord | None = None
    georganiseerd: Antwoord | None = None
    smokkel_genoemd: bool | None = None
    advies_gevraagd: bool | None = None
    sector: str | None = None
    subsector: str | None = None
    gemeente_code: str | None = None
    meldcodesector: str | None = None
    personen: tuple[NieuweBetrokkene, ...] = ()
    locaties: tuple[NieuweLocatie, ...] = ()


_KOLOMMEN = (
    "acuut",
    "vrijheid_afgenomen",
    "documenten_afgenomen",
    "minderjarig",
    "georganiseerd",
    "smokkel_genoemd",
    "advies_gevraagd",
    "sector",
    "subsector",
    "gemeente_code",
    "meldcodesector",
)


@handeling("signalen.aanvullen")
def vul_aan(*, signaal_id: int, aanvulling: Aanvulling, versie: int, door: Wie) -> Signaal:
    """Add or correct facts. Raises VerouderdError when somebody else did so since."""
    signaal = haal_met_slot(door, signaal_id, "signalen.aanvullen")
    eis_versie(signaal, versie)
    gewijzigd = [naam for naam in _KOLOMMEN if getattr(aanvulling, naam) is not None]
    for naam in gewijzigd:
        setattr(signaal, naam, getattr(aanvulling, naam))
    signaal.versie += 1
    signaal.save(update_fields=[*gewijzigd, "versie"])
    if aanvulling.vormen is not None:
        signaal.vormen.all().delete()
        Signaalvorm.objects.bulk_create(Signaalvorm(signaal=signaal, vorm=v) for v in dict.fromkeys(aanvulling.vormen))
    if aanvulling.indicatoren is not None:
        signaal.indicatoren.all().delete()
        Signaalindicator.objects.bulk_create(
            Signaalindicator(signaal=signaal, indicator=i) for i in dict.fromkeys(aanvulling.indicatoren)
        )
    if aanvulling.personen or aanvulling.locaties:
        leg_inhoud_vast(
            signaal.dossier,
            sleutel_van(signaal.dossier),
            aanvulling.personen,
            aanvulling.locaties,
            al=signaal.dossier.betrokkenen.count(),
        )
    journaal.noteer(door.spoor(), "signaal.aangevuld", signaal.dossier_id)
    return signaal


@handeling("signalen.aanvullen")
def leg_risicofactoren_vast(*, signaal_id: int, factoren: Collection[str], toelichting: str, door: Wie) -> Signaal:
    """Record risk factors, sealed: explained to the person who decides, never a filter (ontwerp.md section 7)."""
    signaal = haal_met_slot(door, signaal_id, "signalen.aanvullen")
    gesloten = {"factoren": sorted(set(factoren)), "toelichting": toelichting.strip()[:MAX_BERICHT]}
    signaal.risico = sleutel_van(signaal.dossier).versleutel_json(
        gesloten, label="risico", rij=signaal.dossier_id, dossier=signaal.dossier_id
    )
    signaal.versie += 1
    signaal.save(update_fields=["risico", "versie"])
    journaal.noteer(door.spoor(), "signaal.risicofactoren", signaal.dossier_id)
    return signaal


@handeling("signalen.afschermen")
def scherm_af(*, signaal_id: int, afgeschermd: bool, door: Wie) -> Dossier:
    """Hide a dossier from colleagues outside its team, or open it again. The person who does it is in the team."""
    signaal = haal_met_slot(door, signaal_id, "signalen.afschermen")
    dossier = signaal.dossier
    dossier.afgeschermd = afgeschermd
    dossier.save(update_fields=["afgeschermd"])
    voeg_lid_toe(dossier, door.medewerker_id)
    if signaal.behandelaar_id:
        voeg_lid_toe(dossier, signaal.behandelaar_id)
    journaal.noteer(door.spoor(), "dossier.afgeschermd" if afgeschermd else "dossier.opengesteld", dossier.pk)
    return dossier


def schrijf_bericht(
    signaal: Signaal, tekst: str, *, van_melder: bool, door_id: int | None, rij: uuid.UUID | None = None
) -> Bericht:
    """Seal and store a message, inside the caller's transaction. Raises OngeldigeInvoerError."""
    tekst = tekst.strip()
    if not tekst:
        raise OngeldigeInvoerError({"tekst": ["Schrijf eerst uw bericht."]})
    if len(tekst) > MAX_BERICHT:
        raise OngeldigeInvoerError({"tekst": [f"Uw bericht is te lang. Gebruik hoogstens {MAX_BERICHT} tekens."]})
    rij = rij or uuid.uuid4()
    return Bericht.objects.create(
        id=rij,
        signaal=signaal,
        van_melder=van_melder,
        door_id=door_id,
        inhoud=sleutel_van(signaal.dossier).versleutel(
            tekst.encode(), label="bericht", rij=rij, dossier=signaal.dossier_id
        ),
        op=klok.nu(),
    )


def antwoord(
    signaal: Signaal, bericht: str, *, melder_id: int | None = None, formulier: uuid.UUID | None = None
) -> bool:
    """Store a message of the reporter, inside the caller's transaction that locked the signaal.

    formulier: the id of the form it was typed in. The same text from the same form is the same message, however
    often it is sent; another text from it (typed after going back) is another message. Returns whether it was new.
    """
    if signaal.status == Status.INGETROKKEN:
        raise NietGevondenError
    rij = uuid.uuid5(formulier, bericht.strip()) if formulier else None
    if rij and signaal.berichten.filter(pk=rij).exists():
        return False
    schrijf_bericht(signaal, bericht, van_melder=True, door_id=melder_id, rij=rij)
    merk_nieuws(signaal.pk)
    bericht_nieuw_signaal.enqueue(signaal.organisatie_id)
    if signaal.status == Status.WACHT_OP_MELDER:
        signaal.zet(Status.IN_BEOORDELING)
        signaal.save(update_fields=["status", "versie"])
    return True


def merk_nieuws(signaal_id: int, sinds: datetime | None = None) -> None:
    """Mark that something new waits to be read on a signaal, inside the caller's transaction. One query.

    Two columns: since when something waits, and a number that goes up with everything that comes in, so that who
    reads takes away only what was on the page (services.nieuws). sinds: the moment of what came in, default now.
    """
    Signaal.objects.filter(pk=signaal_id).update(
        nieuws_sinds=Coalesce(F("nieuws_sinds"), Value(sinds or klok.nu())), nieuws_nummer=F("nieuws_nummer") + 1
    )


@handeling("signalen.vraag_stellen")
def stel_vraag(*, signaal_id: int, tekst: str, wacht_op_antwoord: bool, door: Wie) -> Bericht:
    """Ask the reporter something; the signaal may wait for the answer."""
    signaal = haal_met_slot(door, signaal_id, "signalen.vraag_stellen")
    bericht = schrijf_bericht(signaal, tekst, van_melder=False, door_id=door.medewerker_id)
    if wacht_op_antwoord:
        signaal.zet(Status.WACHT_OP_MELDER)
        signaal.save(update_fields=["status", "versie"])
    journaal.noteer(door.spoor(), "signaal.vraag_gesteld", signaal.dossier_id)
    return bericht


@handeling("signalen.intrekken")
def trek_in(*, signaal_id: int, door: Wie) -> Signaal:
    """The signed-in reporter takes back an own signaal that nobody took up yet."""
    signaal = (
        Signaal.objects.select_for_update(of=("self",))
        .select_related("dossier")
        .filter(zichtbare_signalen(door, "signalen.eigen_volgen"), pk=signaal_id)
        .first()
    )
    if signaal is None:
        raise NietGevondenError
    eis(
        door,
        "signalen.intrekken",
        onderwerp_dossier(
            door, signaal.dossier, soort="signaal", status=signaal.status, banden=frozenset({Band.MELDER})
        ),
    )
    signaal.zet(Status.INGETROKKEN)
    signaal.save(update_fields=["status", "versie"])
    journaal.noteer(door.spoor(), "signaal.ingetrokken", signaal.dossier_id)
    return signaal
