"""Prepare a registration or a help request for CoMensha: record it, set it ready, take it back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.formats import date_format

from baken.dossiers.context import handeling
from baken.dossiers.inhoud import open_inhoud
from baken.dossiers.models import Betrokkene, Toestemming
from baken.dossiers.services import eis, onderwerp_dossier, sleutel_van, zoekwaarden
from baken.dossiers.slot import zet_op_dossier
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import geldige_toestemming
from baken.dossiers.verloop import VERLOOP as VERSTREKKINGSVERLOOP
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.dossiers.vernietigen import vernietig_pakket
from baken.kern import journaal, klok, versleuteling
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VastgehoudenError,
    VerouderdError,
)
from baken.organisaties.besluit import Wie
from baken.zorg.aanleveringen import (
    MODELLEN,
    Aanleversoort,
    Gegevens,
    codelijst,
    keuzes,
    open_hulpvraag,
    open_registratie,
    sluit,
    soort_van,
)
from baken.zorg.instemming import VOOR_HULP, eis_niet_ingetrokken
from baken.zorg.models import Hulpvraag, Registratie, Registratiesleutel, Traject
from baken.zorg.querysets import zichtbare_trajecten
from baken.zorg.rules.comensha import Hulpgegevens, Registratiegegevens, ontbreekt, ontbreekt_hulp, past_niet
from baken.zorg.services.basis import client_van
from baken.zorg.soorten import Doelgroep
from baken.zorg.verloop_comensha import Aanleverstatus

RECHTEN = {
    Aanleversoort.REGISTRATIE: "comensha.registreren",
    Aanleversoort.HULPVRAAG: "comensha.hulp_vragen",
}
UNIEK = ("document", "naam_geboortedatum")  # a telephone is shared by many; these two are one person's
DADER = "Dit is een traject voor een dader. Naar CoMensha gaan alleen slachtoffers."
BEPERKT = "Op verzoek beperkt: deze gegevens mag u alleen bewaren (AVG artikel 18). Er gaat niets naar CoMensha."
AL_GEREGISTREERD = "Voor deze persoon is er in {jaar} al een registratie."
ZONDER_TOESTEMMING = "Voor een hulpvraag is toestemming nodig. Leg die eerst vast."
TERUGGENOMEN = "De cliënt trok de toestemming voor een hulpvraag in op {dag}. Er mag niets meer naar CoMensha."
VERLOPEN = "De toestemming voor een hulpvraag gold tot {dag}. Vraag de cliënt opnieuw om toestemming."
ONVOLLEDIG = "Er ontbreekt nog iets. Vul dat in, of kies niet bekend."
Rij = Registratie | Hulpvraag


class AlGeregistreerdError(OngeldigeInvoerError):
    """This reporter registered this victim for this year already. It tells the year and nothing more."""

    def __init__(self, jaar: int) -> None:
        super().__init__({"": [AL_GEREGISTREERD.format(jaar=jaar)]})


def haal_traject(door: Wie, traject_id: int, recht: str) -> Traject:
    """Lock and return a traject of a victim, and ask decide() for the act.

    Raises NietGevondenError when `door` may not even know it, NietToegestaanError.
    """
    traject = (
        Traject.objects.select_for_update(of=("self",))
        .select_related("dossier", "organisatie")
        .filter(zichtbare_trajecten(door, "trajecten.inzien"), pk=traject_id)
        .first()
    )
    if traject is None:
        raise NietGevondenError
    zet_op_dossier(traject.dossier_id)  # no consent under it is taken back meanwhile
    eis(door, recht, onderwerp_dossier(door, traject.dossier, soort="traject", status=traject.status))
    if traject.doelgroep != Doelgroep.SLACHTOFFER:
        raise NietToegestaanError(DADER)
    return traject


def haal(door: Wie, soort: Aanleversoort, aanlevering_id: uuid.UUID, recht: str = "") -> Rij:
    """Lock and return a record with its traject, and ask decide(). Raises NietGevondenError, NietToegestaanError."""
    model = MODELLEN[soort]
    gevonden = model._default_manager.filter(organisatie_id=door.organisatie_id, pk=aanlevering_id)
    traject_id = gevonden.values_list("traject_id", flat=True).first()
    if traject_id is None:
        raise NietGevondenError
    traject = haal_traject(door, traject_id, recht or RECHTEN[soort])  # the traject is locked first, always
    rij = model._default_manager.select_for_update(of=("self",)).select_related("verstrekking").get(pk=aanlevering_id)
    rij.traject = traject
    return rij


def eis_versie(rij: Rij, versie: int) -> None:
    """Raise VerouderdError when somebody changed the record since the page was made."""
    if rij.versie != versie:
        raise VerouderdError("version moved on")


def eis_onbeperkt(traject: Traject) -> Betrokkene:
    """Return the client. Raises NietToegestaanError when the data may only be kept (AVG art. 18)."""
    client = client_van(traject)
    if client.beperkt_op is not None:
        raise NietToegestaanError(BEPERKT)
    return client


def toestemming_voor(traject: Traject, client: Betrokkene) -> Toestemming | None:
    """Return the consent of the client for a help request that holds today, or None. One query."""
    return geldige_toestemming(traject.dossier_id, Toestemmingsdoel.COMENSHA_HULPVRAAG, betrokkene=client.pk)


def waarom_geen_toestemming(traject: Traject, client: Betrokkene) -> str:
    """Say why there is no consent for a help request today: it was never given, taken back, or ended. One query."""
    laatste = (
        Toestemming.objects.filter(
            dossier_id=traject.dossier_id, doel=Toestemmingsdoel.COMENSHA_HULPVRAAG, betrokkene=client.pk
        )
        .order_by("-versie")
        .first()
    )
    if laatste is None:
        return ZONDER_TOESTEMMING
    if laatste.ingetrokken_op is not None and laatste.ingetrokken_op != laatste.vervalt_op:
        return TERUGGENOMEN.format(dag=date_format(laatste.ingetrokken_op, "j F Y"))
    if laatste.vervalt_op is not None:
        return VERLOPEN.format(dag=date_format(laatste.vervalt_op, "j F Y"))
    return ZONDER_TOESTEMMING


def _keur(soort: Aanleversoort, gegevens: Gegevens) -> None:
    """Raise OngeldigeInvoerError for a code that is on no list, or answers that contradict each other."""
    fouten: dict[str, list[str]] = {}
    for veld, mag in keuzes(soort).items():
        waarde = getattr(gegevens, veld)
        gekozen = waarde if isinstance(waarde, tuple) else (waarde,) if waarde else ()
        if not set(gekozen) <= set(mag):
            fouten[veld] = ["Kies iets uit de lijst."]
    if isinstance(gegevens, Registratiegegevens):
        fouten |= {veld: [zin] for veld, zin in past_niet(gegevens, codelijst()).items()}
    if fouten:
        raise OngeldigeInvoerError(fouten)


@handeling("comensha.registreren")
def leg_registratie_vast(
    *, traject_id: int, jaar: int, gegevens: Registratiegegevens, versie: int, door: Wie
) -> Registratie:
    """Record what is known of a victim for the figures of a year; versie 0 starts a registration.

    Raises AlGeregistreerdError, OngeldigeInvoerError, VerouderdError, OvergangNietToegestaanError (it is ready or
    gone), NietGevondenError, NietToegestaanError.
    """
    traject = haal_traject(door, traject_id, "comensha.registreren")
    eis_onbeperkt(traject)
    if jaar not in jaren(door):
        raise OngeldigeInvoerError({"jaar": ["Kies dit jaar of vorig jaar."]})
    _keur(Aanleversoort.REGISTRATIE, gegevens)
    lopend = Registratie.objects.select_for_update(of=("self",)).filter(traject=traject, jaar=jaar)
    oud = lopend.exclude(status=Aanleverstatus.INGETROKKEN).first()
    if oud is not None and versie == 0:
        raise AlGeregistreerdError(jaar)
    rij = oud or Registratie(traject=traject, jaar=jaar)
    rij.traject = traject
    _begin_of_bewerk(rij, versie, gegevens, door=door)
    zet_sleutels(rij)
    return rij


@handeling("comensha.hulp_vragen")
def leg_hulpvraag_vast(*, traject_id: int, gegevens: Hulpgegevens, versie: int, door: Wie) -> Hulpvraag:
    """Record what is asked of CoMensha for a client who agreed to that; versie 0 starts a help request.

    Raises OngeldigeInvoerError (also without consent), VerouderdError, OvergangNietToegestaanError,
    NietGevondenError, NietToegestaanError.
    """
    traject = haal_traject(door, traject_id, "comensha.hulp_vragen")
    client = eis_onbeperkt(traject)
    eis_niet_ingetrokken(traject, VOOR_HULP)
    toestemming = toestemming_voor(traject, client)
    if toestemming is None:
        raise OngeldigeInvoerError({"": [waarom_geen_toestemming(traject, client)]})
    _keur(Aanleversoort.HULPVRAAG, gegevens)
    lopend = Hulpvraag.objects.select_for_update(of=("self",)).filter(traject=traject)
    rij = lopend.filter(status__in=[Aanleverstatus.CONCEPT, Aanleverstatus.KLAAR]).first() or Hulpvraag(traject=traject)
    rij.traject, rij.toestemming = traject, toestemming
    _begin_of_bewerk(rij, versie, gegevens, door=door)
    return rij


def _begin_of_bewerk(rij: Rij, versie: int, gegevens: Gegevens, *, door: Wie) -> None:
    nieuw = rij._state.adding
    if nieuw:
        if versie != 0:
            raise VerouderdError("the record that was changed is gone")
        rij.organisatie_id = door.organisatie_id
        rij.gemaakt_op, rij.gemaakt_door_id = klok.nu(), door.medewerker_id
    else:
        eis_versie(rij, versie)
        if rij.status != Aanleverstatus.CONCEPT:
            raise OvergangNietToegestaanError(rij.status, "bewerken")
        rij.versie += 1
    sluit(rij, sleutel_van(rij.traject.dossier), gegevens)
    rij.save(force_insert=nieuw)
    noteer(rij, "comensha.vastgelegd", door=door)


def jaren(door: Wie) -> tuple[int, int]:
    """Return the years that can be registered today: this one and the one before."""
    return door.vandaag.year, door.vandaag.year - 1


def zet_sleutels(rij: Registratie) -> None:
    """Write who a registration is about as blind indexes, anew. Raises AlGeregistreerdError.

    Somebody without document and without name and birth date has none: then only this traject is guarded.
    """
    paren = _wie(rij)
    if any(_van_een_ander(rij, *paar) for paar in paren):
        raise AlGeregistreerdError(rij.jaar)
    _schrijf_sleutels(rij, paren)


def herzie_sleutels(rij: Registratie) -> bool:
    """Write the blind indexes anew as far as no other registration has them; whether none of them was.

    For what goes on when two registrations turn out to be of one person: a correction, a new key version. Raises
    AlGeregistreerdError when somebody registered the same person at this very moment.
    """
    paren = _wie(rij)
    vrij = [paar for paar in paren if not _van_een_ander(rij, *paar)]
    _schrijf_sleutels(rij, vrij)
    return len(vrij) == len(paren)


def is_dubbel(rij: Registratie) -> bool:
    """Say whether another registration of this year is of the same person. The caller asked decide()."""
    return any(_van_een_ander(rij, *paar) for paar in _wie(rij))


def _wie(rij: Registratie) -> list[tuple[str, str]]:
    """Return what the person of a registration is known by: kind and normalised value."""
    persoon = open_inhoud(rij.traject.dossier, sleutel_van(rij.traject.dossier)).betrokkenen[0].groepen
    waarden = zoekwaarden(persoon.get("identiteit", {}), persoon.get("contact", {}))
    return [(soort, waarde) for soort, waarde in waarden if soort in UNIEK]


def _van_een_ander(rij: Registratie, soort: str, waarde: str) -> bool:
    indexen = versleuteling.blinde_indexen(rij.organisatie_id, soort, waarde)
    zelfde = Registratiesleutel.objects.filter(organisatie_id=rij.organisatie_id, jaar=rij.jaar, soort=soort)
    return zelfde.filter(waarde__in=indexen).exclude(registratie=rij).exists()


def _schrijf_sleutels(rij: Registratie, paren: Sequence[tuple[str, str]]) -> None:
    rij.sleutels.all().delete()
    nieuw = [
        Registratiesleutel(registratie=rij, organisatie_id=rij.organisatie_id, jaar=rij.jaar, soort=soort, waarde=index)
        for soort, waarde in paren
        if (index := versleuteling.blinde_index(rij.organisatie_id, soort, waarde))
    ]
    try:
        with transaction.atomic():
            Registratiesleutel.objects.bulk_create(nieuw)
    except IntegrityError:  # somebody registered the same person at this very moment
        raise AlGeregistreerdError(rij.jaar) from None


def missend(rij: Rij) -> tuple[str, ...]:
    """Return the fields of a record that must still be answered. The caller asked decide()."""
    sleutel = sleutel_van(rij.traject.dossier)
    if isinstance(rij, Registratie):
        return ontbreekt(open_registratie(rij, sleutel), codelijst())
    return ontbreekt_hulp(open_hulpvraag(rij, sleutel))


@handeling("comensha.klaarzetten")
def zet_klaar(*, soort: Aanleversoort, aanlevering_id: uuid.UUID, versie: int, door: Wie) -> Rij:
    """Say that a record is complete, so that a file can be made of it.

    Raises OngeldigeInvoerError (what is missing by field, or consent), AlGeregistreerdError, VerouderdError,
    OvergangNietToegestaanError, NietGevondenError, NietToegestaanError.
    """
    rij = haal(door, soort, aanlevering_id)
    eis_versie(rij, versie)
    eis_toegelaten(rij)
    if velden := missend(rij):
        raise OngeldigeInvoerError({veld: [ONVOLLEDIG] for veld in velden})
    if isinstance(rij, Registratie):
        zet_sleutels(rij)
    rij.zet(Aanleverstatus.KLAAR)
    rij.klaar_op = klok.nu()
    rij.save(update_fields=["status", "versie", "klaar_op"])
    noteer(rij, "comensha.klaar", door=door)
    return rij


def eis_toegelaten(rij: Rij) -> None:
    """Raise when a record may not go on today: data that may only be kept, or a help request without consent."""
    client = eis_onbeperkt(rij.traject)
    if isinstance(rij, Hulpvraag):
        eis_niet_ingetrokken(rij.traject, VOOR_HULP)
        toestemming = toestemming_voor(rij.traject, client)
        if toestemming is None:
            raise OngeldigeInvoerError({"": [waarom_geen_toestemming(rij.traject, client)]})
        if toestemming.pk != rij.toestemming_id:  # agreed anew after taking it back
            rij.toestemming = toestemming
            rij.save(update_fields=["toestemming"])


@handeling("comensha.terugzetten")
def zet_terug(*, soort: Aanleversoort, aanlevering_id: uuid.UUID, versie: int, door: Wie) -> Rij:
    """Take a ready record back to change it; a file that was made of it does not count any more.

    Raises VerouderdError, OvergangNietToegestaanError, NietGevondenError, NietToegestaanError.
    """
    rij = haal(door, soort, aanlevering_id)
    eis_versie(rij, versie)
    rij.zet(Aanleverstatus.CONCEPT)
    rij.klaar_op = None
    trek_pakket_in(rij)
    rij.save(update_fields=["status", "versie", "klaar_op"])
    noteer(rij, "comensha.teruggezet", door=door)
    return rij


@handeling("comensha.intrekken")
def trek_in(*, soort: Aanleversoort, aanlevering_id: uuid.UUID, versie: int, door: Wie) -> Rij:
    """Withdraw a record. Its content and who it was about go; what was handed over, CoMensha has to be told itself.

    The packet of a file that was never handed over goes with it; of what was, it stays until its own term.
    Raises VerouderdError, OvergangNietToegestaanError (confirmed already), VastgehoudenError (a legal hold),
    NietGevondenError, NietToegestaanError.
    """
    rij = haal(door, soort, aanlevering_id)
    eis_versie(rij, versie)
    if rij.traject.dossier.vastgehouden:
        raise VastgehoudenError
    rij.zet(Aanleverstatus.INGETROKKEN)
    rij.inhoud = None
    trek_pakket_in(rij)
    vergeet_pakket(rij)
    rij.save(update_fields=["status", "versie", "inhoud"])
    if isinstance(rij, Registratie):
        rij.sleutels.all().delete()
    noteer(rij, "comensha.ingetrokken", door=door)
    return rij


def trek_pakket_in(rij: Rij) -> None:
    """Take back the packet of the last file, unless it is back already or ended with the consent it rested on."""
    pakket = rij.verstrekking
    weg = Verstrekkingsstatus.INGETROKKEN
    if pakket is None or not VERSTREKKINGSVERLOOP.mag(Verstrekkingsstatus(pakket.status), weg):
        return
    pakket.status = Verstrekkingsstatus.INGETROKKEN
    pakket.save(update_fields=["status"])


def vergeet_pakket(rij: Rij) -> None:
    """Destroy the packet of the last file when it was never handed over, unless a legal hold keeps it."""
    pakket = rij.verstrekking
    if pakket is not None and pakket.verzonden_op is None and not rij.traject.dossier.vastgehouden:
        vernietig_pakket(pakket.pk)


def noteer(rij: Rij, wat: str, *, door: Wie, grondslag: str = "", **inhoud: str | int | None) -> None:
    """Write the line of an act on a record: which kind and which one, never what is in it."""
    journaal.noteer(
        door.spoor(),
        wat,
        rij.traject.dossier_id,
        grondslag=grondslag,
        inhoud={"soort": str(soort_van(rij)), "aanlevering": str(rij.pk), **inhoud},
    )
