"""The only writers of people and aanstellingen."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from baken.kern import journaal, klok
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OngeldigeInvoerError
from baken.organisaties.besluit import Band, Onderwerp, Wie, decide
from baken.organisaties.models import Aanstelling, Contactpunt, Medewerker, Organisatie
from baken.organisaties.rollen import ROLLEN_MET_DOSSIER, Rol


def eis_organisatie(door: Wie, handeling: str, organisatie_id: int) -> None:
    """Raise NietToegestaanError unless `door` may do this to things of the organisation."""
    band = Band.ORGANISATIE if organisatie_id == door.organisatie_id else Band.GEEN
    besluit = decide(door, handeling, Onderwerp(soort="organisatie", banden=frozenset({band})))
    if not besluit.toegestaan:
        raise NietToegestaanError(besluit.reden, besluit)


def _medewerker_van(door: Wie, medewerker_id: int) -> Medewerker:
    medewerker = (
        Medewerker.objects.select_for_update().filter(pk=medewerker_id, organisatie_id=door.organisatie_id).first()
    )
    if medewerker is None:
        raise NietGevondenError
    return medewerker


@transaction.atomic
def voeg_medewerker_toe(*, username: str, naam: str, email: str, door: Wie) -> Medewerker:
    """Make an account in the own organisation. Raises OngeldigeInvoerError when the name is taken."""
    eis_organisatie(door, "organisaties.beheren", door.organisatie_id)
    if Medewerker.objects.filter(username=username).exists():
        raise OngeldigeInvoerError({"username": ["Deze gebruikersnaam is al in gebruik. Kies een andere."]})
    organisatie = Organisatie.objects.get(pk=door.organisatie_id)
    medewerker = Medewerker.objects.maak(username=username, naam=naam, organisatie=organisatie, email=email)
    journaal.noteer(door.spoor(), "medewerker.toegevoegd", inhoud={"medewerker": medewerker.pk})
    return medewerker


@transaction.atomic
def geef_rol(
    *,
    medewerker_id: int,
    rol: Rol,
    geldig_van: date,
    geldig_tot: date | None,
    door: Wie,
    vervangt_id: int | None = None,
) -> Aanstelling:
    """Give a role. A role with access to dossiers waits until a second person confirms it.

    Raises NietToegestaanError, NietGevondenError, OngeldigeInvoerError (end before start).
    """
    eis_organisatie(door, "organisaties.beheren", door.organisatie_id)
    if geldig_tot is not None and geldig_tot <= geldig_van:
        raise OngeldigeInvoerError({"geldig_tot": ["De einddatum moet na de begindatum liggen."]})
    medewerker = _medewerker_van(door, medewerker_id)
    if medewerker.aanstellingen.filter(rol=rol, geldig_van=geldig_van).exists():
        raise OngeldigeInvoerError({"rol": ["Deze medewerker heeft deze rol al vanaf die dag."]})
    vervangt = None
    if vervangt_id is not None:
        vervangt = Aanstelling.objects.filter(
            pk=vervangt_id, medewerker__organisatie_id=door.organisatie_id, rol=rol
        ).first()
        if vervangt is None:
            raise NietGevondenError
    aanstelling = Aanstelling.objects.create(
        medewerker=medewerker,
        rol=rol,
        geldig_van=geldig_van,
        geldig_tot=geldig_tot,
        vervangt=vervangt,
        gegeven_door_id=door.medewerker_id,
        wacht_op_bevestiging=rol in ROLLEN_MET_DOSSIER,
    )
    journaal.noteer(door.spoor(), "aanstelling.gegeven", inhoud={"aanstelling": aanstelling.pk, "rol": str(rol)})
    return aanstelling


@transaction.atomic
def bevestig_aanstelling(*, aanstelling_id: int, door: Wie) -> Aanstelling:
    """Confirm a role as second person. Raises NietToegestaanError for the giver or the holder self."""
    eis_organisatie(door, "organisaties.aanstelling_bevestigen", door.organisatie_id)
    aanstelling = (
        Aanstelling.objects.select_for_update(of=("self",))
        .filter(pk=aanstelling_id, medewerker__organisatie_id=door.organisatie_id, wacht_op_bevestiging=True)
        .first()
    )
    if aanstelling is None:
        raise NietGevondenError
    if door.medewerker_id in {aanstelling.gegeven_door_id, aanstelling.medewerker_id}:
        raise NietToegestaanError("Een tweede persoon moet deze rol bevestigen. Dat kunt u niet zelf doen.")
    aanstelling.bevestigd_door_id = door.medewerker_id
    aanstelling.wacht_op_bevestiging = False
    aanstelling.save(update_fields=["bevestigd_door", "wacht_op_bevestiging"])
    journaal.noteer(door.spoor(), "aanstelling.bevestigd", inhoud={"aanstelling": aanstelling.pk})
    return aanstelling


@transaction.atomic
def beeindig_aanstelling(*, aanstelling_id: int, door: Wie) -> None:
    """End a role today; it gives no access from this moment on."""
    eis_organisatie(door, "organisaties.beheren", door.organisatie_id)
    vandaag = klok.vandaag()
    rijen = Aanstelling.objects.filter(pk=aanstelling_id, medewerker__organisatie_id=door.organisatie_id).update(
        geldig_tot=vandaag
    )
    if not rijen:
        raise NietGevondenError
    journaal.noteer(door.spoor(), "aanstelling.beeindigd", inhoud={"aanstelling": aanstelling_id})


@transaction.atomic
def zet_medewerker_uit(*, medewerker_id: int, door: Wie) -> None:
    """Close an account at once; the sessions end at their next request because is_active is false."""
    eis_organisatie(door, "organisaties.beheren", door.organisatie_id)
    medewerker = _medewerker_van(door, medewerker_id)
    medewerker.is_active = False
    medewerker.save(update_fields=["is_active"])
    journaal.noteer(door.spoor(), "medewerker.uitgezet", inhoud={"medewerker": medewerker_id})


@transaction.atomic
def werk_contact_bij(*, soort: str, gegevens: dict[str, str], bron: str, door: Wie) -> Contactpunt:
    """Set a contact of the own organisation; the check date becomes today. The source is required."""
    eis_organisatie(door, "organisaties.beheren", door.organisatie_id)
    if not bron.strip():
        raise OngeldigeInvoerError({"bron": ["Vul in waar dit contact vandaan komt."]})
    contact, _ = Contactpunt.objects.update_or_create(
        organisatie_id=door.organisatie_id,
        soort=soort,
        defaults={**gegevens, "bron": bron, "gecontroleerd_op": klok.vandaag()},
    )
    journaal.noteer(door.spoor(), "contactpunt.bijgewerkt", inhoud={"soort": soort})
    return contact


@transaction.atomic
def stel_termijnen_in(*, bekijken: int, beoordelen: int, terugkoppelen: int, door: Wie) -> Organisatie:
    """Set the terms of the own organisation in working days (1 to 60). Holds for signalen that come in from now on."""
    eis_organisatie(door, "organisaties.beheren", door.organisatie_id)
    termijnen = {"bekijken": bekijken, "beoordelen": beoordelen, "terugkoppelen": terugkoppelen}
    fouten = {naam: ["Vul een getal van 1 tot en met 60 in."] for naam, dagen in termijnen.items() if not 1 <= dagen <= 60}
    if not fouten and not bekijken <= beoordelen <= terugkoppelen:
        fouten = {"terugkoppelen": ["Bekijken komt voor beoordelen, en beoordelen voor terugkoppelen."]}
    if fouten:
        raise OngeldigeInvoerError(fouten)
    organisatie = Organisatie.objects.select_for_update().get(pk=door.organisatie_id)
    for naam, dagen in termijnen.items():
        setattr(organisatie, f"termijn_{naam}", dagen)
    organisatie.save(update_fields=[f"termijn_{naam}" for naam in termijnen])
    journaal.noteer(door.spoor(), "organisatie.termijnen", inhoud=termijnen)
    return organisatie


@transaction.atomic
def stel_deuren_in(*, medewerker: bool, professional: bool, inwoner: bool, door: Wie) -> Organisatie:
    """Open or close the public form of the own organisation per audience."""
    eis_organisatie(door, "organisaties.beheren", door.organisatie_id)
    deuren = {"medewerker": medewerker, "professional": professional, "inwoner": inwoner}
    organisatie = Organisatie.objects.select_for_update().get(pk=door.organisatie_id)
    for naam, is_open in deuren.items():
        setattr(organisatie, f"deur_{naam}", is_open)
    organisatie.save(update_fields=[f"deur_{naam}" for naam in deuren])
    journaal.noteer(door.spoor(), "organisatie.deuren", inhoud=deuren)
    return organisatie
