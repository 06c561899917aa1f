"""The only writers of afspraken and of what organisations do in the chain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from baken.kern import journaal, klok
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OngeldigeInvoerError
from baken.keten.models import Afspraak, Afspraakpartij, Afspraaksoort, Ketentaak
from baken.keten.wegenkaart import mag_beheren, partner
from baken.organisaties.besluit import Wie
from baken.organisaties.selectors import geldig_op
from baken.organisaties.services import eis_organisatie
from baken.referentie import selectors as referentie

MAX_KENNIS = 300
ZELF_BIJHOUDEN = "Deze organisatie werkt in Baken en houdt zelf bij wat zij doet."


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


def _eis_beheer(door: Wie, organisatie_id: int) -> None:
    """Refuse who keeps neither this organisation nor, as beleidsregisseur, partners without Baken."""
    organisatie = partner(door, organisatie_id).organisatie
    if mag_beheren(door, organisatie):
        return
    eigen = organisatie.pk == door.organisatie_id
    eis_organisatie(door, "keten.taken_beheren" if eigen else "keten.partner_beheren", door.organisatie_id)
    raise NietToegestaanError(ZELF_BIJHOUDEN)


@transaction.atomic
def leg_taak_vast(*, organisatie_id: int, taak: str, vormen: Sequence[str], kennis: str, door: Wie) -> Ketentaak:
    """Record that an organisation does something in the chain from today.

    Recorded again on the same day, the words of before give way; on a later day the row of before ends. Raises
    NietGevondenError (not of the region), NietToegestaanError, OngeldigeInvoerError (unknown task or form).
    """
    _eis_beheer(door, organisatie_id)
    fouten: dict[str, list[str]] = {}
    vandaag = klok.vandaag()
    if taak not in {feit.code for feit in referentie.feiten("ketentaak", vandaag)}:
        fouten["taak"] = ["Kies een taak uit de lijst."]
    if not set(vormen) <= {vorm.code for vorm in referentie.vormen(vandaag)}:
        fouten["vormen"] = ["Kies vormen uit de lijst."]
    if len(kennis.strip()) > MAX_KENNIS:
        fouten["kennis"] = [f"Gebruik hoogstens {MAX_KENNIS} tekens."]
    if fouten:
        raise OngeldigeInvoerError(fouten)
    Ketentaak.objects.select_for_update().filter(
        geldig_op(vandaag), organisatie_id=organisatie_id, taak=taak, geldig_van__lt=vandaag
    ).update(geldig_tot=vandaag)
    rij, _nieuw = Ketentaak.objects.update_or_create(
        organisatie_id=organisatie_id,
        taak=taak,
        geldig_van=vandaag,
        defaults={"vormen": sorted(set(vormen)), "kennis": kennis.strip(), "geldig_tot": None},
    )
    journaal.noteer(door.spoor(), "ketentaak.vastgelegd", inhoud={"taak": taak, "organisatie": organisatie_id})
    return rij


@transaction.atomic
def beeindig_taak(*, ketentaak_id: int, door: Wie) -> None:
    """Record that an organisation does this no more from today; what began today was never there.

    Raises NietGevondenError, NietToegestaanError.
    """
    rij = Ketentaak.objects.select_for_update().filter(geldig_op(klok.vandaag()), pk=ketentaak_id).first()
    if rij is None:
        raise NietGevondenError
    _eis_beheer(door, rij.organisatie_id)
    if rij.geldig_van >= klok.vandaag():
        rij.delete()
    else:
        rij.geldig_tot = klok.vandaag()
        rij.save(update_fields=["geldig_tot"])
    journaal.noteer(door.spoor(), "ketentaak.beeindigd", inhoud={"taak": rij.taak, "organisatie": rij.organisatie_id})
