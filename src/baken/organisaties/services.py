"""The only writers of people and aanstellingen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from baken.conf.oidc import oidc_id
from baken.kern import journaal, klok
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OngeldigeInvoerError
from baken.kern.journaal import Spoor
from baken.kern.models import Uitkomst
from baken.organisaties.besluit import Band, Onderwerp, Wie, decide
from baken.organisaties.models import Aanstelling, Contactpunt, Medewerker, Organisatie, Organisatiesoort
from baken.organisaties.rollen import ROLLEN_MET_BEVESTIGING, Rol, botst
from baken.referentie import selectors as referentie

LANGSTE_TERMIJN = 60  # working days
NIET_SAMEN = (
    "Een beheerder of FG kan niet ook een rol met toegang tot dossiers hebben. Geef deze rol aan een ander, of "
    "beëindig eerst de andere rol."
)


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


def _rollen_in(medewerker: Medewerker, van: date, tot: date | None) -> list[str]:
    """Return the roles, waiting ones too, that somebody has on some day from `van` until `tot`."""
    lopend = medewerker.aanstellingen.filter(Q(geldig_tot__isnull=True) | Q(geldig_tot__gt=van))
    if tot is not None:
        lopend = lopend.filter(geldig_van__lt=tot)
    return list(lopend.values_list("rol", flat=True))


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
    """Give a role. One that opens dossiers, or that gives or watches over roles, waits for a second person.

    Raises NietToegestaanError, NietGevondenError, OngeldigeInvoerError (end before start, or a role that does not
    go together with another of the same person).
    """
    eis_organisatie(door, "organisaties.beheren", door.organisatie_id)
    if geldig_tot is not None and geldig_tot <= geldig_van:
        raise OngeldigeInvoerError({"geldig_tot": ["De einddatum moet na de begindatum liggen."]})
    medewerker = _medewerker_van(door, medewerker_id)
    if medewerker.aanstellingen.filter(rol=rol, geldig_van=geldig_van).exists():
        raise OngeldigeInvoerError({"rol": ["Deze medewerker heeft deze rol al vanaf die dag."]})
    if botst(rol, _rollen_in(medewerker, geldig_van, geldig_tot)):
        raise OngeldigeInvoerError({"rol": [NIET_SAMEN]})
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
        wacht_op_bevestiging=rol in ROLLEN_MET_BEVESTIGING,
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
    medewerker.uitgezet_op = klok.vandaag()
    medewerker.save(update_fields=["is_active", "uitgezet_op"])
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
    buiten = [naam for naam, dagen in termijnen.items() if not 1 <= dagen <= LANGSTE_TERMIJN]
    fouten = {naam: [f"Vul een getal van 1 tot en met {LANGSTE_TERMIJN} in."] for naam in buiten}
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
def stel_delen_in(*, vier_ogen: bool, hulptekst: str, bron: str, door: Wie) -> Organisatie:
    """Say whether a colleague must agree before something from a casus leaves, and what the help page tells.

    What waits for a colleague already goes on waiting. Raises OngeldigeInvoerError for a text without its source.
    """
    eis_organisatie(door, "organisaties.beheren", door.organisatie_id)
    hulptekst, bron = hulptekst.strip(), bron.strip()
    if hulptekst and not bron:
        raise OngeldigeInvoerError({"bron": ["Vul in waar deze tekst vandaan komt."]})
    organisatie = Organisatie.objects.select_for_update().get(pk=door.organisatie_id)
    organisatie.vier_ogen_delen, organisatie.hulptekst_delen, organisatie.hulptekst_bron = vier_ogen, hulptekst, bron
    organisatie.hulptekst_op = klok.vandaag() if hulptekst else None
    organisatie.save(update_fields=["vier_ogen_delen", "hulptekst_delen", "hulptekst_bron", "hulptekst_op"])
    inhoud = {"vier_ogen": vier_ogen, "hulptekst": bool(hulptekst)}
    journaal.noteer(door.spoor(), "organisatie.delen", inhoud=inhoud)
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


@transaction.atomic
def neem_gemeente_op(*, gemeente_code: str, door: Wie) -> Organisatie:
    """Return the organisation of any gemeente; one that nobody worked with before is made from the shipped facts.

    A new one works outside Baken with every public door shut: who works there is for that gemeente to say. Raises
    NietGevondenError for a code that is no gemeente today, NietToegestaanError.
    """
    eis_organisatie(door, "organisaties.gemeente_opnemen", door.organisatie_id)
    vandaag = klok.vandaag()
    feit = next((g for g in referentie.gemeenten(vandaag) if g.code == gemeente_code), None)
    if feit is None:
        raise NietGevondenError
    bekend = Organisatie.objects.filter(soort=Organisatiesoort.GEMEENTE, gemeente_code=gemeente_code)
    organisatie = bekend.exclude(geldig_tot__lte=vandaag).first()
    if organisatie is not None:
        return organisatie
    code = f"gemeente-{slugify(feit.naam)}"
    if Organisatie.objects.filter(code=code).exists():  # it ended, or it bears the name of another one
        code = f"{code[:45]}-{gemeente_code.lower()}-{vandaag.year}"
    organisatie, nieuw = Organisatie.objects.get_or_create(
        code=code,
        defaults={
            "naam": f"Gemeente {feit.naam}",
            "soort": Organisatiesoort.GEMEENTE,
            "gemeente_code": gemeente_code,
            "geldig_van": vandaag,
        },
    )
    if nieuw:
        journaal.noteer(door.spoor(), "organisatie.opgenomen", inhoud={"organisatie": organisatie.pk})
    return organisatie


@transaction.atomic
def koppel_oidc(*, medewerker_id: int, subject: str, door: Wie) -> None:
    """Link an account to a subject of the organisation's own provider; an empty subject takes the link away.

    The link is issuer and subject (conf.oidc.oidc_id), never an e-mail address. Raises OngeldigeInvoerError when
    somebody else has that subject.
    """
    eis_organisatie(door, "organisaties.beheren", door.organisatie_id)
    medewerker = _medewerker_van(door, medewerker_id)
    aanbieder = oidc_id(settings.BAKEN_OIDC_UITGEVER)
    SocialAccount.objects.filter(user=medewerker, provider=aanbieder).delete()
    subject = subject.strip()
    if subject and SocialAccount.objects.filter(provider=aanbieder, uid=subject).exists():
        raise OngeldigeInvoerError({"subject": ["Een andere medewerker is al met deze identiteit verbonden."]})
    if subject:
        SocialAccount.objects.create(user=medewerker, provider=aanbieder, uid=subject, extra_data={})
    journaal.noteer(
        door.spoor(),
        "medewerker.oidc_gekoppeld" if subject else "medewerker.oidc_los",
        inhoud={"medewerker": medewerker_id},
    )


def oidc_subject(medewerker_id: int) -> str:
    """Return the linked subject of the organisation's provider, or nothing."""
    gevonden = SocialAccount.objects.filter(
        user_id=medewerker_id, provider=oidc_id(settings.BAKEN_OIDC_UITGEVER)
    ).first()
    return str(gevonden.uid) if gevonden else ""


@transaction.atomic
def vraag_factorherstel(*, medewerker_id: int, door: Wie) -> None:
    """Ask to take away the second factor of somebody who lost it. Nothing changes until a second person confirms."""
    eis_organisatie(door, "organisaties.beheren", door.organisatie_id)
    medewerker = _medewerker_van(door, medewerker_id)
    medewerker.herstel_gevraagd_door_id = door.medewerker_id
    medewerker.save(update_fields=["herstel_gevraagd_door"])
    journaal.noteer(door.spoor(), "tweede_factor.herstel_gevraagd", inhoud={"medewerker": medewerker_id})


@transaction.atomic
def bevestig_factorherstel(*, medewerker_id: int, door: Wie) -> None:
    """Take away the second factor as second person and end every session; the person sets a new one at sign-in.

    Raises NietToegestaanError for who asked it and for the person self, NietGevondenError when nobody asked.
    """
    eis_organisatie(door, "organisaties.aanstelling_bevestigen", door.organisatie_id)
    medewerker = _medewerker_van(door, medewerker_id)
    if medewerker.herstel_gevraagd_door_id is None:
        raise NietGevondenError
    if door.medewerker_id in {medewerker.herstel_gevraagd_door_id, medewerker_id}:
        raise NietToegestaanError("Een tweede persoon moet dit herstel bevestigen. Dat kunt u niet zelf doen.")
    Authenticator.objects.filter(user=medewerker).delete()
    medewerker.herstel_gevraagd_door = None
    medewerker.sessieversie += 1
    medewerker.save(update_fields=["herstel_gevraagd_door", "sessieversie"])
    journaal.noteer(door.spoor(), "tweede_factor.hersteld", inhoud={"medewerker": medewerker_id})


@transaction.atomic
def geef_rollen_uit_claim(*, medewerker_id: int, rollen: Sequence[Rol]) -> None:
    """Give the roles that the organisation's provider named; those that ask a second person wait for one.

    What the provider no longer names stays recorded, but does not count in that session (web.aanmelden.sessieduur).
    """
    vandaag = klok.vandaag()
    medewerker = Medewerker.objects.select_for_update().get(pk=medewerker_id)
    lopend = {a.rol for a in medewerker.aanstellingen.all() if a.geldig_tot is None or a.geldig_tot > vandaag}
    begonnen = {a.rol for a in medewerker.aanstellingen.all() if a.geldig_van == vandaag}  # ended today: not again
    for rol in rollen:
        if rol in lopend | begonnen or rol == Rol.MELDER:
            continue
        spoor = Spoor(actor_id=medewerker_id, rol="account", organisatie_id=medewerker.organisatie_id)
        if botst(rol, lopend):
            journaal.noteer(spoor, "aanstelling.uit_claim", uitkomst=Uitkomst.GEWEIGERD, inhoud={"rol": str(rol)})
            continue
        wacht = rol in ROLLEN_MET_BEVESTIGING
        Aanstelling.objects.create(medewerker=medewerker, rol=rol, geldig_van=vandaag, wacht_op_bevestiging=wacht)
        lopend.add(rol)
        journaal.noteer(spoor, "aanstelling.uit_claim", inhoud={"rol": str(rol), "wacht": wacht})
