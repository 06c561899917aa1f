"""Open a casus without any signaal: somebody comes straight to the zorgcoordinator."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from baken.casussen.inhoud import OpenAanmelding, leg_aanmelding_vast
from baken.casussen.models import Casus
from baken.casussen.querysets import zichtbare_casussen
from baken.casussen.rules.regie import route_bij
from baken.casussen.services.behandelen import MAX_REDEN
from baken.casussen.services.personen import DELEN, NIET_VOOR_U
from baken.casussen.soorten import Herkomst
from baken.casussen.velden import open_groepen
from baken.dossiers import toestemmingrijen
from baken.dossiers.context import handeling
from baken.dossiers.leeftijd import band_van
from baken.dossiers.models import Dossier, Dossiersoort
from baken.dossiers.services import (
    GESLOTEN_GROEPEN,
    NieuweBetrokkene,
    eis,
    leg_inhoud_vast,
    open_dossier,
    voeg_lid_toe,
)
from baken.dossiers.soorten import Toestemmingsdoel
from baken.kern import journaal, klok
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError
from baken.keten.rules import MINIMUM_UITLEG
from baken.organisaties.besluit import Band, Onderwerp, Wie
from baken.organisaties.selectors import organisatie
from baken.referentie import selectors as referentie
from baken.signalen.models import Nummersoort
from baken.signalen.nummers import volgend_nummer
from baken.signalen.rules.besluit import telbare_reden
from baken.signalen.soorten import Antwoord

HERKENBAAR = (("identiteit", "naam"), ("identiteit", "document"), ("contact", "telefoon"), ("contact", "email"))


@dataclass(frozen=True)
class Aanmelding:
    """Somebody who is brought to the zorgcoordinator.

    client: the person. aanmelder: who tells it. toestemming: how this person agreed to what is recorded and to help;
    zonder_toestemming: why it is recorded without. One of both. inzending: made with the form, so that the same form
    opens one casus however often it is sent.
    """

    inzending: uuid.UUID
    client: NieuweBetrokkene
    aanmelder: str
    toelichting: str
    vormen: tuple[str, ...] = ()
    toestemming: str = ""
    zonder_toestemming: str = ""


def _keur(aanmelding: Aanmelding, door: Wie, onderwerp: Onderwerp) -> None:
    client, fouten = aanmelding.client, {}
    if client.deel not in DELEN:
        fouten["deel"] = ["Kies welk deel deze persoon had."]
    elif not open_groepen(door, "casussen.onthullen", onderwerp, client.deel, client.ook_deel):
        fouten["deel"] = [NIET_VOOR_U]
    if client.ook_deel and (client.ook_deel not in DELEN or client.ook_deel == client.deel):
        fouten["ook_deel"] = ["Kies een ander deel dan het eerste, of laat dit leeg."]
    if not any(getattr(client, groep).get(veld, "").strip() for groep, veld in HERKENBAAR):
        fouten["naam"] = ["Vul een naam, telefoonnummer, e-mailadres of documentnummer in. Anders is het niemand."]
    if not aanmelding.aanmelder.strip():
        fouten["aanmelder"] = ["Vul in wie deze persoon bij u aanmeldde."]
    if len(aanmelding.toelichting) > MAX_REDEN:
        fouten["toelichting"] = [f"Gebruik hoogstens {MAX_REDEN} tekens."]
    bekend = {v.code for h in referentie.vormen() for v in (h, *referentie.subvormen(h.code))}
    if not set(aanmelding.vormen) <= bekend:
        fouten["vormen"] = ["Kies vormen uit de lijst."]
    fouten |= _fouten_in_grond(aanmelding)
    if fouten:
        raise OngeldigeInvoerError(fouten)


def _fouten_in_grond(aanmelding: Aanmelding) -> dict[str, list[str]]:
    """Return what is missing of the ground on which the data are recorded."""
    if len(telbare_reden(aanmelding.toestemming)) >= MINIMUM_UITLEG:
        return {}
    if aanmelding.toestemming.strip():
        return {"toestemming": [f"Schrijf in ten minste {MINIMUM_UITLEG} tekens hoe de toestemming is gegeven."]}
    if len(telbare_reden(aanmelding.zonder_toestemming)) >= MINIMUM_UITLEG:
        return {}
    zin = f"Schrijf in ten minste {MINIMUM_UITLEG} tekens waarom u dit zonder toestemming vastlegt."
    return {"zonder_toestemming": [zin]}


@handeling("casussen.openen")
def open_direct(*, aanmelding: Aanmelding, door: Wie) -> Casus:
    """Open a casus on an aanmelding. Who opens it directs it until somebody takes that over, and is in its team.

    The same form sent again gives the same casus. Raises OngeldigeInvoerError, NietToegestaanError,
    NietGevondenError.
    """
    onderwerp = Onderwerp(soort="casus", status="open", banden=frozenset({Band.GEEN, Band.EIGENAAR}))
    eis(door, "casussen.openen", onderwerp)
    if eerder := _al_geopend(aanmelding.inzending, door):
        return eerder
    _keur(aanmelding, door, onderwerp)
    client = _zonder_vreemde_groepen(aanmelding.client, door, onderwerp)
    try:
        with transaction.atomic():
            dossier, sleutel = open_dossier(Dossiersoort.CASUS, door.organisatie_id, dossier_id=aanmelding.inzending)
    except IntegrityError:  # the number of a dossier of somebody else, which PostgreSQL does not even show
        raise NietGevondenError from None
    casus = Casus(
        dossier=dossier,
        organisatie_id=door.organisatie_id,
        nummer=volgend_nummer(door.organisatie_id, Nummersoort.CASUS, klok.vandaag()),
        route=route_bij(organisatie(door.organisatie_id).soort),
        herkomst=Herkomst.AANMELDING,
        procesregisseur_id=door.medewerker_id,
        vormen=list(dict.fromkeys(aanmelding.vormen)),
        jeugd=_jeugd(band_van(client.leeftijdsgroep, client.identiteit.get("geboortedatum", ""))),
        geopend_op=klok.nu(),
    )
    leg_aanmelding_vast(
        casus,
        sleutel,
        OpenAanmelding(
            aanmelding.aanmelder.strip(),
            aanmelding.toelichting.strip(),
            "" if aanmelding.toestemming.strip() else aanmelding.zonder_toestemming.strip(),
        ),
    )
    casus.save(force_insert=True)
    leg_inhoud_vast(dossier, sleutel, [client], [])
    voeg_lid_toe(dossier, door.medewerker_id)
    grond = "toestemming" if aanmelding.toestemming.strip() else "zonder_toestemming"
    journaal.noteer(door.spoor(), "casus.geopend", dossier.pk, inhoud={"herkomst": "aanmelding", "grond": grond})
    _leg_grond_vast(casus, aanmelding, door=door)
    return casus


def _al_geopend(inzending: uuid.UUID, door: Wie) -> Casus | None:
    """Return the casus that this form opened before. Raises NietGevondenError when the id is of something else."""
    if not Dossier.objects.filter(pk=inzending).exists():
        return None
    eigen = Casus.objects.filter(zichtbare_casussen(door, "casussen.inzien"), dossier_id=inzending).first()
    if eigen is None:
        raise NietGevondenError
    return eigen


def _zonder_vreemde_groepen(client: NieuweBetrokkene, door: Wie, onderwerp: Onderwerp) -> NieuweBetrokkene:
    """Return the person; refuse what is not for the own role to record."""
    mag = open_groepen(door, "casussen.onthullen", onderwerp, client.deel, client.ook_deel)
    te_veel = [groep for groep in GESLOTEN_GROEPEN if getattr(client, groep) and groep not in mag]
    if te_veel:
        raise OngeldigeInvoerError({"": [f"Dit hoort niet bij uw rol: {', '.join(te_veel)}."]})
    return client


def _jeugd(leeftijdsgroep: str) -> Antwoord:
    band = next((b for b in referentie.leeftijdsgroepen() if b.code == leeftijdsgroep), None)
    if band is None or band.minderjarig is None:
        return Antwoord.ONBEKEND
    return Antwoord.JA if band.minderjarig else Antwoord.NEE


def _leg_grond_vast(casus: Casus, aanmelding: Aanmelding, *, door: Wie) -> None:
    """Record consent as a row that can be taken back; without it the reason stands with the aanmelding."""
    if not aanmelding.toestemming.strip():
        return
    persoon = casus.dossier.betrokkenen.get()
    nieuw = toestemmingrijen.NieuweToestemming(
        doel=Toestemmingsdoel.ZORG,
        hoe="bij de aanmelding",
        woorden=aanmelding.toestemming.strip(),
        betrokkene=persoon.pk,
    )
    toestemmingrijen.schrijf(casus.dossier, nieuw, door=door)
