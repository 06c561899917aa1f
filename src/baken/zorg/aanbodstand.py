"""Whether a facility has room tonight, as the region may read it: written by every act on its places.

Every facility that is there has a row, also one that nobody told us anything of: the region reads no facility of
another organisation, so the row is how a silent house is known to be silent.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from baken.kern import klok
from baken.organisaties.selectors import geldig_op
from baken.zorg.models import Aanbodstand, Nacht, Plek, Voorziening
from baken.zorg.opvangaanbod import niet_vertrokken
from baken.zorg.soorten import Antwoord


def schrijf(voorziening: Voorziening, vrij: Antwoord) -> Aanbodstand:
    """Record whether there is room tonight, inside the caller's transaction."""
    stand, _nieuw = Aanbodstand.objects.update_or_create(
        voorziening=voorziening,
        defaults={
            "organisatie_id": voorziening.organisatie_id,
            "soort": voorziening.soort,
            "nacht": klok.vandaag(),
            "vrij": vrij,
            "bijgewerkt_op": klok.nu(),
        },
    )
    return stand


def ververs(voorziening: Voorziening) -> Antwoord:
    """Work out anew whether there is room tonight. Three queries and one write.

    Only where every night is booked here; elsewhere somebody has to say so (`services.voorzieningen.meld_stand`), and
    what was said for an earlier night counts no more. A facility that is there no more has no row.
    """
    vandaag = klok.vandaag()
    stand = Aanbodstand.objects.filter(voorziening=voorziening)
    if not _bestaat(voorziening):
        stand.delete()
        return Antwoord.ONBEKEND
    if not voorziening.eigen_boeking:
        gezegd = stand.first() or schrijf(voorziening, Antwoord.ONBEKEND)
        return Antwoord(gezegd.vrij) if gezegd.nacht == vandaag else Antwoord.ONBEKEND
    plekken = Plek.objects.filter(geldig_op(vandaag), voorziening=voorziening)
    bezet = Exists(Nacht.objects.filter(plek_id=OuterRef("pk"), datum=vandaag)) | Exists(niet_vertrokken())
    vrij = Antwoord.ONBEKEND
    if plekken.exists():
        vrij = Antwoord.JA if plekken.exclude(bezet).exists() else Antwoord.NEE
    schrijf(voorziening, vrij)
    return vrij


def _bestaat(voorziening: Voorziening) -> bool:
    vandaag = klok.vandaag()
    geldig_tot = voorziening.geldig_tot
    return voorziening.geldig_van <= vandaag and (geldig_tot is None or vandaag < geldig_tot)
