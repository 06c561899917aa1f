"""What people may read of stuck casussen: the team its own questions, the beleidsregisseur what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from baken.casussen.inhoud import open_antwoord, open_vraag
from baken.casussen.models import Casus, Opschaling
from baken.casussen.pseudoniemen import Bekend
from baken.casussen.services.opschalen import onderwerp, wacht_op_tafel
from baken.casussen.verloop import LOPENDE_OPSCHALING, Opschalingsstatus
from baken.dossiers.context import lezing
from baken.dossiers.noemen import vervang
from baken.dossiers.services import eis
from baken.kern import journaal, klok, versleuteling
from baken.kern.fouten import NietGevondenError
from baken.keten.models import Bijeenkomst, Bijeenkomstsoort
from baken.keten.verloop import Bijeenkomststatus
from baken.organisaties.besluit import Band, Onderwerp, Wie, decide, rechten_voor
from baken.organisaties.models import Organisatie
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import geldig_op, medewerkers_met_rol

PER_PAGINA = 25


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


def _geopend(opschaling: Opschaling, *, mag: bool = False) -> Opschalingsblad:
    if opschaling.verpakte_sleutel is None:  # destroyed with the casus
        return Opschalingsblad(opschaling, {}, "")
    sleutel = versleuteling.pak_uit(bytes(opschaling.verpakte_sleutel), opschaling.pk)
    vraag, antwoord = open_vraag(opschaling, sleutel), open_antwoord(opschaling, sleutel)
    return Opschalingsblad(opschaling, vraag, antwoord, mag, wacht_op_tafel(opschaling))


def opschalingen_van(casus: Casus, bekend: Sequence[Bekend]) -> list[Opschalingsblad]:
    """Return the questions of a casus, newest first. The caller asked decide() and writes the line. One query.

    bekend: who is not named to this reader. Who answered knew nobody of the casus, and may have named somebody.
    """
    open_ = [_geopend(o) for o in casus.opschalingen.select_related("naar", "bijeenkomst", "beantwoord_door")]
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
    rijen = Opschaling.objects.filter(naar_id=door.organisatie_id).exclude(status=Opschalingsstatus.INGETROKKEN)
    rijen = rijen.filter(status__in=LOPENDE_OPSCHALING) if open_ else rijen.exclude(status__in=LOPENDE_OPSCHALING)
    begin = (max(pagina, 1) - 1) * PER_PAGINA
    rijen = rijen.select_related("van", "bijeenkomst").defer("inhoud", "antwoord", "verpakte_sleutel")
    gevonden = list(rijen[begin : begin + PER_PAGINA + 1])
    return gevonden[:PER_PAGINA], len(gevonden) > PER_PAGINA


@lezing
def opschalingsblad(door: Wie, pk: UUID) -> Opschalingsblad:
    """Open a question that the own organisation got; a line in the journaal. Raises NietGevondenError."""
    opschaling = (
        Opschaling.objects.filter(naar_id=door.organisatie_id, pk=pk)
        .select_related("van", "bijeenkomst", "beantwoord_door")
        .first()
    )
    if opschaling is None:
        raise NietGevondenError
    over = onderwerp(door, opschaling)
    eis(door, "opschaling.lezen", over)
    with transaction.atomic():
        journaal.noteer(door.spoor(), "opschaling.ingezien", inhoud={"opschaling": str(pk)})
    return _geopend(opschaling, mag=decide(door, "opschaling.behandelen", over).toegestaan)


@lezing
def tafels(door: Wie) -> list[Bijeenkomst]:
    """Return the planned Regionale Tafels of the own organisation, first one first. One query."""
    rijen = Bijeenkomst.objects.filter(
        organisatie_id=door.organisatie_id,
        soort=Bijeenkomstsoort.REGIONALE_TAFEL,
        status=Bijeenkomststatus.GEPLAND,
    )
    return list(rijen.order_by("op", "pk")[:50])


@lezing
def tafelblad(door: Wie, pk: UUID) -> Tafelblad:
    """Return a Regionale Tafel of the own organisation. Raises NietGevondenError, NietToegestaanError."""
    eis(door, "opschaling.lezen", Onderwerp(soort="tafel", banden=frozenset({Band.ONTVANGER})))
    tafel = Bijeenkomst.objects.filter(
        organisatie_id=door.organisatie_id, soort=Bijeenkomstsoort.REGIONALE_TAFEL, pk=pk
    ).first()
    if tafel is None:
        raise NietGevondenError
    vragen = tafel.opschalingen.select_related("van").defer("inhoud", "antwoord", "verpakte_sleutel")
    return Tafelblad(tafel, tafel.openbaar.get("agenda", []), list(vragen), tafel.op <= klok.nu())


def te_vragen(door: Wie) -> list[tuple[int, str]]:
    """Return the organisations where a beleidsregisseur works today: id and name. At most one query each."""
    organisaties = Organisatie.objects.filter(geldig_op(door.vandaag), werkt_in_baken=True)
    met = organisaties.filter(medewerkers__aanstellingen__rol=Rol.BELEIDSREGISSEUR).distinct()
    rol = frozenset({Rol.BELEIDSREGISSEUR})
    return [(o.pk, o.naam) for o in met if medewerkers_met_rol(o.pk, rol).exists()]
