"""Dropping a whole year of a reeks when its time is over: the only way in which lines may go."""

from __future__ import annotations

from django.db import transaction

from baken.kern import hashketen, klok
from baken.kern.controle import VERVALSOORT, controleer, vervalwaarden
from baken.kern.fouten import OvergangNietToegestaanError
from baken.kern.journaal import Spoor, noteer
from baken.kern.models import Journaalinhoud, Journaalregel, VervallenSegment, Zegelregel


@transaction.atomic
def laat_vervallen(spoor: Spoor, *, reeks: int, jaar: int, grondslag: str) -> int:
    """Drop the lines of a past year and return how many went; its signed end stays as the proof.

    Raises OvergangNietToegestaanError when the year is not over, has unsealed lines, was dropped, or does
    not check.
    """
    laatste = Zegelregel.objects.filter(reeks=reeks, jaar=jaar).order_by("-nr").first()
    open_regels = Journaalregel.objects.filter(organisatie_id=reeks, jaar=jaar, zegel__isnull=True)
    if laatste is None or jaar >= klok.vandaag().year or open_regels.exists() or not controleer(reeks).klopt:
        raise OvergangNietToegestaanError(f"{reeks}/{jaar}", "vervallen")
    segment = VervallenSegment(reeks=reeks, jaar=jaar, laatste_nr=laatste.nr, kop=bytes(laatste.hash), tijd=klok.nu())
    segment.sleutelversie, segment.handtekening = hashketen.teken(VERVALSOORT, vervalwaarden(segment))
    segment.save(force_insert=True)
    Zegelregel.objects.filter(reeks=reeks, jaar=jaar).delete()
    Journaalinhoud.objects.filter(regel__organisatie_id=reeks, regel__jaar=jaar).delete()
    aantal, _ = Journaalregel.objects.filter(organisatie_id=reeks, jaar=jaar).delete()
    noteer(spoor, "journaal.segment_vervallen", grondslag=grondslag, inhoud={"jaar": jaar, "aantal": aantal})
    return aantal
