"""What people may read of stuck casussen: the team its own questions, the beleidsregisseur what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from baken.casussen.inhoud import open_antwoord, open_tafelwoorden, open_vraag
from baken.casussen.models import Casus, Opschaling
from baken.casussen.pseudoniemen import Bekend
from baken.casussen.services.opschalen import onderwerp, wacht_op_tafel
from baken.casussen.soorten import Belemmering
from baken.casussen.verloop import LOPENDE_OPSCHALING, Opschalingsstatus
from baken.dossiers.context import lezing
from baken.dossiers.noemen import vervang
from baken.dossiers.services import eis
from baken.kern import journaal, klok, versleuteling
from baken.kern.documenten import Deel, Stuk, Tabel
from baken.kern.fouten import NietGevondenError, OvergangNietToegestaanError
from baken.keten.models import Bijeenkomst, Bijeenkomstsoort, Wijze
from baken.keten.verloop import Bijeenkomststatus
from baken.organisaties.besluit import Band, Onderwerp, Wie, decide, rechten_voor
from baken.organisaties.models import Organisatie
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import geldig_op, medewerkers_met_rol

PER_PAGINA = 25
LEES_NA = (
    "Baken controleert de agenda en de besluiten niet op namen. Lees dit verslag na voordat u het aan iemand geeft."
)


@dataclass(frozen=True)
class Opschalingsblad:
    """A question opened: what stands in the way, what was tried, what is asked, and what came back."""

    opschaling: Opschaling
    vraag: dict[str, str]
    antwoord: str
    mag_behandelen: bool = False
    wacht_op_tafel: bool = False


@dataclass(frozen=True)
class Tafelblad:
    """A Regionale Tafel with what stands on its agenda."""

    tafel: Bijeenkomst
    agenda: Sequence[str]
    vragen: Sequence[Opschaling]
    voorbij: bool
    aanwezig: Sequence[str]  # names of organisations
    besluiten: Sequence[str]
    te_kiezen: Sequence[tuple[int, str]]  # organisations that can have been there


def _geopend(opschaling: Opschaling) -> Opschalingsblad:
    if opschaling.verpakte_sleutel is None:  # destroyed with the casus
        return Opschalingsblad(opschaling, {}, "")
    sleutel = versleuteling.pak_uit(bytes(opschaling.verpakte_sleutel), opschaling.pk)
    return Opschalingsblad(opschaling, open_vraag(opschaling, sleutel), open_antwoord(opschaling, sleutel))


def opschalingen_van(casus: Casus, bekend: Sequence[Bekend]) -> list[Opschalingsblad]:
    """Return the questions of a casus, newest first. The caller asked decide() and writes the line. One query.

    bekend: who is not named to this reader. Who answered knew nobody of the casus, and may have named somebody.
    """
    open_ = [_geopend(o) for o in casus.opschalingen.select_related("naar", "beantwoord_door")]
    return [
        replace(
            o,
            vraag={veld: vervang(tekst, bekend) for veld, tekst in o.vraag.items()},
            antwoord=vervang(o.antwoord, bekend),
        )
        for o in open_
    ]


@lezing
def opschalingen(door: Wie, *, open_: bool = True, pagina: int = 1) -> tuple[list[Opschaling], bool]:
    """Return the questions that the own organisation got, newest first, unopened, and whether there are more."""
    if not rechten_voor(door, "opschaling.lezen"):
        return [], False
    rijen = Opschaling.objects.filter(naar_id=door.organisatie_id, verpakte_sleutel__isnull=False)
    rijen = rijen.exclude(status=Opschalingsstatus.INGETROKKEN)
    rijen = rijen.filter(status__in=LOPENDE_OPSCHALING) if open_ else rijen.exclude(status__in=LOPENDE_OPSCHALING)
    begin = (max(pagina, 1) - 1) * PER_PAGINA
    rijen = rijen.select_related("van", "bijeenkomst").defer("inhoud", "antwoord", "verpakte_sleutel")
    gevonden = list(rijen[begin : begin + PER_PAGINA + 1])
    return gevonden[:PER_PAGINA], len(gevonden) > PER_PAGINA


@lezing
def opschalingsblad(door: Wie, pk: UUID) -> Opschalingsblad:
    """Open a question that the own organisation got; a line in the journaal. Raises NietGevondenError.

    Of one that the team took back no word is open any more.
    """
    opschaling = (
        Opschaling.objects.filter(naar_id=door.organisatie_id, pk=pk, verpakte_sleutel__isnull=False)
        .select_related("van", "bijeenkomst", "beantwoord_door")
        .first()
    )
    if opschaling is None:
        raise NietGevondenError
    over = onderwerp(door, opschaling)
    eis(door, "opschaling.lezen", over)
    with transaction.atomic():
        journaal.noteer(door.spoor(), "opschaling.ingezien", inhoud={"opschaling": str(pk)})
    terug = opschaling.status == Opschalingsstatus.INGETROKKEN
    return replace(
        Opschalingsblad(opschaling, {}, "") if terug else _geopend(opschaling),
        mag_behandelen=decide(door, "opschaling.behandelen", over).toegestaan,
        wacht_op_tafel=wacht_op_tafel(opschaling),
    )


@lezing
def tafels(door: Wie, *, gehouden: bool = False) -> list[Bijeenkomst]:
    """Return the Regionale Tafels of the own organisation: planned, first one first, or held, last one first."""
    rijen = Bijeenkomst.objects.filter(
        organisatie_id=door.organisatie_id,
        soort=Bijeenkomstsoort.REGIONALE_TAFEL,
        status=Bijeenkomststatus.GEHOUDEN if gehouden else Bijeenkomststatus.GEPLAND,
    )
    return list(rijen.order_by("-op" if gehouden else "op", "pk")[:50])


@lezing
def tafelblad(door: Wie, pk: UUID) -> Tafelblad:
    """Return a Regionale Tafel of the own organisation. Raises NietGevondenError, NietToegestaanError."""
    eis(door, "opschaling.lezen", Onderwerp(soort="tafel", banden=frozenset({Band.ONTVANGER})))
    tafel = Bijeenkomst.objects.filter(
        organisatie_id=door.organisatie_id, soort=Bijeenkomstsoort.REGIONALE_TAFEL, pk=pk
    ).first()
    if tafel is None:
        raise NietGevondenError
    vragen = (
        tafel.opschalingen.filter(verpakte_sleutel__isnull=False)
        .select_related("van")
        .defer("inhoud", "antwoord", "verpakte_sleutel")
    )
    _sleutel, woorden = open_tafelwoorden(tafel)
    waren = Organisatie.objects.filter(pk__in=woorden.aanwezig)
    vandaag = Organisatie.objects.filter(geldig_op(door.vandaag)).order_by("naam", "pk")
    return Tafelblad(
        tafel=tafel,
        agenda=woorden.agenda,
        vragen=list(vragen),
        voorbij=tafel.op <= klok.nu(),
        aanwezig=list(waren.order_by("naam", "pk").values_list("naam", flat=True)),
        besluiten=woorden.besluiten,
        te_kiezen=list(vandaag.values_list("pk", "naam")),
    )


@lezing
def tafelverslag(door: Wie, pk: UUID) -> Stuk:
    """Return the minutes of a Regionale Tafel that was held, as a document: organisations, and the words as typed.

    Nobody checked those for names, and it says so. Each time is a line in the journaal. Raises NietGevondenError,
    NietToegestaanError, OvergangNietToegestaanError.
    """
    blad = tafelblad(door, pk)
    if blad.tafel.status != Bijeenkomststatus.GEHOUDEN:
        raise OvergangNietToegestaanError(blad.tafel.status, "verslag")
    with transaction.atomic():
        journaal.noteer(door.spoor(), "tafel.verslag", inhoud={"bijeenkomst": str(pk)})
    vragen = [
        (o.kenmerk, o.van.naam, str(Belemmering(o.belemmering).label), str(Opschalingsstatus(o.status).label))
        for o in blad.vragen
    ]
    moment = date_format(localtime(blad.tafel.op), "j F Y, H:i")
    return Stuk(
        "Verslag Regionale Tafel",
        f"{moment} · {Wijze(blad.tafel.wijze).label}",
        [
            Deel(
                "Welke organisaties waren er", punten=blad.aanwezig, alineas=_leeg(blad.aanwezig, "Dat is niet bekend.")
            ),
            Deel("Agenda", punten=blad.agenda, alineas=_leeg(blad.agenda, "Er stonden geen punten op de agenda.")),
            Deel(
                "Wat er vastliep",
                alineas=_leeg(vragen, "Er stond geen vraag op de agenda."),
                tabel=Tabel(("Kenmerk", "Van", "Waarop", "Stand"), vragen) if vragen else None,
            ),
            Deel("Besluiten", punten=blad.besluiten, alineas=_leeg(blad.besluiten, "Er is niets besloten.")),
        ],
        LEES_NA,
    )


def _leeg(rijen: Sequence[object], zin: str) -> Sequence[str]:
    return () if rijen else (zin,)


def te_vragen(door: Wie) -> list[tuple[int, str]]:
    """Return the organisations where a beleidsregisseur works today: id and name. At most one query each."""
    organisaties = Organisatie.objects.filter(geldig_op(door.vandaag), werkt_in_baken=True)
    met = organisaties.filter(medewerkers__aanstellingen__rol=Rol.BELEIDSREGISSEUR).distinct()
    rol = frozenset({Rol.BELEIDSREGISSEUR})
    return [(o.pk, o.naam) for o in met if medewerkers_met_rol(o.pk, rol).exists()]
