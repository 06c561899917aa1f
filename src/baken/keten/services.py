"""The only writers of afspraken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from baken.kern import journaal, klok
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OngeldigeInvoerError
from baken.keten.models import Afspraak, Afspraakpartij, Afspraaksoort
from baken.organisaties.besluit import Wie
from baken.organisaties.services import eis_organisatie


@transaction.atomic
def leg_afspraak_vast(  # noqa: PLR0913  # keywords only: what an agreement is made of
    *,
    soort: Afspraaksoort,
    naam: str,
    partijen: Sequence[int],
    geldig_van: date,
    geldig_tot: date | None,
    door: Wie,
    kenmerk: str = "",
) -> Afspraak:
    """Record an afspraak with its parties. It opens no gate until the FG confirms it."""
    eis_organisatie(door, "keten.afspraak_beheren", door.organisatie_id)
    if geldig_tot is not None and geldig_tot <= geldig_van:
        raise OngeldigeInvoerError({"geldig_tot": ["De einddatum moet na de begindatum liggen."]})
    afspraak = Afspraak.objects.create(
        soort=soort,
        naam=naam,
        kenmerk=kenmerk,
        beheerder_id=door.organisatie_id,
        geldig_van=geldig_van,
        geldig_tot=geldig_tot,
        voorgesteld_door_id=door.medewerker_id,
    )
    Afspraakpartij.objects.bulk_create(
        Afspraakpartij(afspraak=afspraak, organisatie_id=pk, geldig_van=geldig_van, geldig_tot=geldig_tot)
        for pk in sorted({door.organisatie_id, *partijen})
    )
    journaal.noteer(door.spoor(), "afspraak.vastgelegd", inhoud={"afspraak": afspraak.pk})
    return afspraak


def _eigen_afspraak(afspraak_id: int, door: Wie) -> Afspraak:
    afspraak = Afspraak.objects.select_for_update().filter(pk=afspraak_id, beheerder_id=door.organisatie_id).first()
    if afspraak is None:
        raise NietGevondenError
    return afspraak


@transaction.atomic
def bevestig_afspraak(*, afspraak_id: int, door: Wie) -> Afspraak:
    """Confirm an afspraak as FG. Raises NietToegestaanError for the person who recorded it."""
    eis_organisatie(door, "keten.afspraak_bevestigen", door.organisatie_id)
    afspraak = _eigen_afspraak(afspraak_id, door)
    if afspraak.voorgesteld_door_id == door.medewerker_id:
        raise NietToegestaanError("Een tweede persoon moet deze afspraak bevestigen.")
    afspraak.bevestigd_door_id = door.medewerker_id
    afspraak.bevestigd_op = klok.vandaag()
    afspraak.save(update_fields=["bevestigd_door_id", "bevestigd_op"])
    journaal.noteer(door.spoor(), "afspraak.bevestigd", inhoud={"afspraak": afspraak.pk})
    return afspraak


@transaction.atomic
def beeindig_afspraak(*, afspraak_id: int, per: date, door: Wie) -> Afspraak:
    """End an afspraak on a day: from then on nothing can be sent on it; what was received stays the receiver's."""
    eis_organisatie(door, "keten.afspraak_beheren", door.organisatie_id)
    afspraak = _eigen_afspraak(afspraak_id, door)
    if per <= afspraak.geldig_van:
        raise OngeldigeInvoerError({"per": ["De einddatum moet na de begindatum liggen."]})
    afspraak.geldig_tot = per
    afspraak.save(update_fields=["geldig_tot"])
    journaal.noteer(door.spoor(), "afspraak.beeindigd", inhoud={"afspraak": afspraak.pk})
    return afspraak
