"""What people may read about organisations and people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Prefetch, Q, QuerySet

from baken.kern import klok
from baken.kern.fouten import NietGevondenError
from baken.kern.journaal import Spoor
from baken.organisaties.besluit import Wie
from baken.organisaties.models import (
    Aanstelling,
    Contactpunt,
    Contactsoort,
    Medewerker,
    Organisatie,
    Organisatiesoort,
)
from baken.organisaties.rollen import ONTVANGENDE_ROLLEN, Rol
from baken.organisaties.services import eis_organisatie

# The door "it is about me or someone close to me" of the meldroute: whom the organisation itself offers there.
EERSTE_DEUR = (Contactsoort.MELD_ADVIESPUNT, Contactsoort.ZORGCOORDINATOR)
_VELDEN = [veld.attname for veld in Organisatie._meta.concrete_fields]
_KOLOMMEN = ", ".join(str(veld.column) for veld in Organisatie._meta.concrete_fields)
_OP_CODE = f"SELECT {_KOLOMMEN} FROM organisaties_organisatie WHERE code = %s"  # noqa: S608  # columns of our own model


def geldig_op(op: date, voorvoegsel: str = "") -> Q:
    """Return the filter for rows with geldig_van <= op < geldig_tot (or no end)."""
    return Q(**{f"{voorvoegsel}geldig_van__lte": op}) & (
        Q(**{f"{voorvoegsel}geldig_tot__isnull": True}) | Q(**{f"{voorvoegsel}geldig_tot__gt": op})
    )


def wie(medewerker: Medewerker, *, tweede_factor: bool) -> Wie:
    """Return who acts today. One query. A medewerker without any aanstelling is a melder."""
    vandaag = klok.vandaag()
    rollen = (
        Aanstelling.objects.filter(medewerker=medewerker, wacht_op_bevestiging=False)
        .filter(geldig_op(vandaag))
        .values_list("rol", flat=True)
    )
    return Wie(
        medewerker_id=medewerker.pk,
        organisatie_id=medewerker.organisatie_id,
        rollen=frozenset({Rol.MELDER, *(Rol(r) for r in rollen)}),
        vandaag=vandaag,
        tweede_factor=tweede_factor,
        naam=medewerker.naam,
    )


def spoor_van(medewerker: Medewerker) -> Spoor:
    """Return the actor of a journaal line about the account itself (signing in and out). No query."""
    return Spoor(actor_id=medewerker.pk, rol="account", organisatie_id=medewerker.organisatie_id)


def spoor_van_gebruikersnaam(username: str) -> Spoor | None:
    """Return the actor of a line about an account that somebody tried to use, or None when it does not exist."""
    medewerker = Medewerker.objects.filter(username=username).first()
    return spoor_van(medewerker) if medewerker else None


def organisatie_op_code(code: str) -> Organisatie:
    """Return the organisation with this code that exists today. Raises NietGevondenError.

    Every public page asks this: as plain SQL it costs a tenth of what the same question costs through a QuerySet.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OP_CODE, [code])
        rij = cursor.fetchone()
    if rij is None:
        raise NietGevondenError
    gevonden = Organisatie.from_db(DEFAULT_DB_ALIAS, _VELDEN, rij)
    vandaag = klok.vandaag()
    if gevonden.geldig_van > vandaag or (gevonden.geldig_tot is not None and gevonden.geldig_tot <= vandaag):
        raise NietGevondenError
    return gevonden


def organisatie(pk: int) -> Organisatie:
    """Return an organisation. Raises NietGevondenError."""
    gevonden = Organisatie.objects.filter(pk=pk).first()
    if gevonden is None:
        raise NietGevondenError
    return gevonden


def organisaties_met_deur() -> QuerySet[Organisatie]:
    """Return the organisations that can be reported to through the public door, by name."""
    return Organisatie.objects.filter(
        Q(deur_medewerker=True) | Q(deur_professional=True) | Q(deur_inwoner=True), geldig_op(klok.vandaag())
    )


def gemeenten_in_baken() -> QuerySet[Organisatie]:
    """Return the gemeenten that exist today and work in Baken, by name."""
    return Organisatie.objects.filter(geldig_op(klok.vandaag()), soort="gemeente", werkt_in_baken=True)


def contactpunten(organisatie_id: int) -> list[Contactpunt]:
    """Return one contact per kind, in the order of Contactsoort; a kind without data is an empty contact."""
    gevuld = {c.soort: c for c in Contactpunt.objects.filter(organisatie_id=organisatie_id)}
    return [gevuld.get(s.value) or Contactpunt(organisatie_id=organisatie_id, soort=s) for s in Contactsoort]


def lege_eerste_deur(organisatie_id: int) -> list[str]:
    """Return the names of the contacts of the first door that nobody can be reached by. One query."""
    punten = Contactpunt.objects.filter(organisatie_id=organisatie_id, soort__in=EERSTE_DEUR)
    bereikbaar = set(punten.exclude(telefoon="", email="", webadres="").values_list("soort", flat=True))
    return [soort.label for soort in EERSTE_DEUR if soort.value not in bereikbaar]


def medewerkers_met_rol(organisatie_id: int, rollen: frozenset[Rol]) -> QuerySet[Medewerker]:
    """Return active people of an organisation who hold one of the roles today (replacements too)."""
    vandaag = klok.vandaag()
    aanstellingen = Aanstelling.objects.filter(geldig_op(vandaag), rol__in=rollen, wacht_op_bevestiging=False)
    return Medewerker.objects.filter(
        organisatie_id=organisatie_id, is_active=True, pk__in=aanstellingen.values("medewerker_id")
    )


def heeft_aandachtsfunctionaris(organisatie_id: int) -> bool:
    """Say whether somebody there can take signalen up today: the aandachtsfunctionaris or a replacement.

    Asked in every public submit, so in plain SQL. One query; the same people as medewerkers_met_rol().
    """
    vandaag = klok.vandaag().isoformat()  # as text: a driver is not asked to know dates
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM organisaties_aanstelling a JOIN organisaties_medewerker m ON m.id = a.medewerker_id "
            "WHERE m.organisatie_id = %s AND m.is_active AND a.rol = %s AND NOT a.wacht_op_bevestiging "
            "AND a.geldig_van <= %s AND (a.geldig_tot IS NULL OR a.geldig_tot > %s) LIMIT 1",
            [organisatie_id, str(Rol.AANDACHTSFUNCTIONARIS), vandaag, vandaag],
        )
        return cursor.fetchone() is not None


def neemt_signalen_aan(organisatie: Organisatie) -> bool:
    """Say whether a signaal can be left at this organisation. At most one query.

    A gemeente takes it whatever happens: who misses there is filled in again. Elsewhere nobody may ever look.
    """
    return organisatie.soort == Organisatiesoort.GEMEENTE or heeft_aandachtsfunctionaris(organisatie.pk)


def ontvangt_in_baken(organisatie: Organisatie) -> bool:
    """Say whether somebody there can open a packet in Baken today; at a gemeente that is the aandachtsfunctionaris.

    At most one query.
    """
    if not organisatie.werkt_in_baken:
        return False
    rollen = frozenset({Rol.AANDACHTSFUNCTIONARIS}) if organisatie.soort == "gemeente" else ONTVANGENDE_ROLLEN
    return medewerkers_met_rol(organisatie.pk, rollen).exists()


def regiopartners(organisatie_id: int, soort: str) -> QuerySet[Organisatie]:
    """Return organisations of a kind that share a region with this one today, by name."""
    vandaag = klok.vandaag()
    regios = (
        Organisatie.objects.filter(pk=organisatie_id).filter(geldig_op(vandaag, "regios__")).values("regios__regio_id")
    )
    leden = Organisatie.objects.filter(geldig_op(vandaag), soort=soort).filter(
        geldig_op(vandaag, "regios__"), regios__regio_id__in=regios
    )
    return Organisatie.objects.filter(pk__in=leden.values("pk"))


def alle_regiopartners(organisatie_id: int) -> QuerySet[Organisatie]:
    """Return the other organisations of any kind that share a region with this one today, by name."""
    vandaag = klok.vandaag()
    regios = (
        Organisatie.objects.filter(pk=organisatie_id).filter(geldig_op(vandaag, "regios__")).values("regios__regio_id")
    )
    leden = Organisatie.objects.filter(geldig_op(vandaag)).filter(
        geldig_op(vandaag, "regios__"), regios__regio_id__in=regios
    )
    return Organisatie.objects.filter(pk__in=leden.values("pk")).exclude(pk=organisatie_id)


def gemeenten_met_aanspreekpunt(organisatie_id: int) -> list[tuple[Organisatie, Contactpunt]]:
    """Return the gemeenten of the own regions in Baken, each with whom to call there; empty where not filled in.

    Two queries.
    """
    gemeenten = list(regiopartners(organisatie_id, Organisatiesoort.GEMEENTE).filter(werkt_in_baken=True))
    punten = {
        c.organisatie_id: c
        for c in Contactpunt.objects.filter(organisatie__in=gemeenten, soort=Contactsoort.AANDACHTSFUNCTIONARIS)
    }
    leeg = Contactsoort.AANDACHTSFUNCTIONARIS
    return [(g, punten.get(g.pk) or Contactpunt(organisatie=g, soort=leeg)) for g in gemeenten]


DEMO_VOORVOEGSEL = "demo-"


@dataclass(frozen=True)
class Demonstratieaccount:
    """An invented person as the sign-in page of the demonstration offers it."""

    username: str
    naam: str
    organisatie: str
    rollen: tuple[str, ...]


def demonstratielijst() -> list[Demonstratieaccount]:
    """Return the invented people with the roles they hold today, by organisation. Two queries."""
    rollen: dict[int, list[str]] = {}
    for aanstelling in Aanstelling.objects.filter(
        geldig_op(klok.vandaag()), medewerker__username__startswith=DEMO_VOORVOEGSEL, wacht_op_bevestiging=False
    ):
        rollen.setdefault(aanstelling.medewerker_id, []).append(Rol(aanstelling.rol).label)
    return [
        Demonstratieaccount(
            m.username, m.naam, m.organisatie.naam, tuple(map(str, rollen.get(m.pk, [Rol.MELDER.label])))
        )
        for m in demonstratieaccounts()
    ]


def demonstratieaccounts() -> QuerySet[Medewerker]:
    """Return the invented accounts of the demonstration by organisation, in the order in which they were made."""
    return (
        Medewerker.objects.filter(username__startswith=DEMO_VOORVOEGSEL, is_active=True)
        .select_related("organisatie")
        .order_by("organisatie_id", "pk")
    )


def demonstratieaccount(username: str) -> Medewerker:
    """Return one invented account. Raises NietGevondenError."""
    gevonden = demonstratieaccounts().filter(username=username).first()
    if gevonden is None:
        raise NietGevondenError
    return gevonden


def mensen(door: Wie) -> list[Medewerker]:
    """Return the people of the own organisation by name, with their aanstellingen. Two queries."""
    eis_organisatie(door, "organisaties.beheren", door.organisatie_id)
    aanstellingen = Aanstelling.objects.select_related("vervangt__medewerker").order_by("-geldig_van", "rol")
    return list(
        Medewerker.objects.filter(organisatie_id=door.organisatie_id)
        .prefetch_related(Prefetch("aanstellingen", queryset=aanstellingen))
        .order_by("naam", "pk")
    )


def mens(door: Wie, pk: int) -> Medewerker:
    """Return a person of the own organisation with aanstellingen. Raises NietGevondenError."""
    gevonden = next((m for m in mensen(door) if m.pk == pk), None)
    if gevonden is None:
        raise NietGevondenError
    return gevonden


def te_vervangen(door: Wie) -> list[Aanstelling]:
    """Return the aanstellingen of the own organisation that somebody could replace. One query."""
    return list(
        Aanstelling.objects.filter(
            geldig_op(door.vandaag), medewerker__organisatie_id=door.organisatie_id, wacht_op_bevestiging=False
        )
        .select_related("medewerker")
        .order_by("medewerker__naam", "rol")
    )


def te_bevestigen(door: Wie) -> list[Aanstelling]:
    """Return the roles of the own organisation that wait for a second person. One query."""
    eis_organisatie(door, "organisaties.aanstelling_bevestigen", door.organisatie_id)
    return list(
        Aanstelling.objects.filter(medewerker__organisatie_id=door.organisatie_id, wacht_op_bevestiging=True)
        .select_related("medewerker", "gegeven_door")
        .order_by("geldig_van", "pk")
    )


def mogelijke_partijen(door: Wie) -> QuerySet[Organisatie]:
    """Return the other organisations that exist today: possible parties to an afspraak, by name."""
    return Organisatie.objects.filter(geldig_op(door.vandaag)).exclude(pk=door.organisatie_id)


def te_herstellen(door: Wie) -> list[Medewerker]:
    """Return the people whose second factor waits to be taken away by a second person. One query."""
    eis_organisatie(door, "organisaties.aanstelling_bevestigen", door.organisatie_id)
    return list(
        Medewerker.objects.filter(organisatie_id=door.organisatie_id, herstel_gevraagd_door__isnull=False)
        .select_related("herstel_gevraagd_door")
        .order_by("naam", "pk")
    )
