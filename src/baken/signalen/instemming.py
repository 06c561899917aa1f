"""Of whom the consent under a packet of a signaal is: only that person is in it."""

from __future__ import annotations

import uuid

from baken.dossiers.fouten import VerstrekkingGeweigerdError
from baken.dossiers.models import Toestemming
from baken.dossiers.rules import TOESTEMMING
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingrijen import geldt_op
from baken.dossiers.voorstel import Voorstel
from baken.kern import klok
from baken.keten.models import Grondslag
from baken.signalen.models import Signaal

VAN_WIE = (
    "Dit pakket gaat over meer personen, en toestemming geeft ieder voor zich. Leg onder Toestemmingen vast van wie de "
    "toestemming voor deze ontvanger is. Alleen die persoon staat dan in het pakket. Of kies een andere grondslag."
)
VAN_MEER = (
    "Voor deze ontvanger staat toestemming van meer personen vast. Een pakket van een signaal kan op toestemming over "
    "één persoon gaan. Kies een andere grondslag."
)


def wie_stemde_in(signaal: Signaal, voorstel: Voorstel) -> uuid.UUID | None:
    """Return the one person of whom a packet on consent may say something; None on another basis, or of nobody.

    At most two queries. Raises VerstrekkingGeweigerdError when the packet would be about more persons than gave
    consent.
    """
    if not Grondslag.objects.filter(pk=voorstel.grondslag_id, soort=TOESTEMMING).exists():
        return None
    personen = list(signaal.dossier.betrokkenen.all())
    gekozen = [p.pk for p in personen if {p.deel, p.ook_deel} & voorstel.over_wie]
    if voorstel.gekozen is not None:
        wie = {persoon for persoon, _deel in voorstel.gekozen}
        gekozen = [pk for pk in gekozen if pk in wie]
    if len(gekozen) > 1:
        gekozen = _met_toestemming(signaal, voorstel, gekozen)
    return gekozen[0] if gekozen else None


def _met_toestemming(signaal: Signaal, voorstel: Voorstel, gekozen: list[uuid.UUID]) -> list[uuid.UUID]:
    rijen = Toestemming.objects.filter(
        geldt_op(klok.vandaag()),
        dossier_id=signaal.dossier_id,
        doel=Toestemmingsdoel.DELEN,
        ontvanger_id=voorstel.ontvanger_id,
        betrokkene__in=gekozen,
    )
    gaven = [wie for wie in rijen.values_list("betrokkene", flat=True) if wie is not None]
    if len(gaven) != 1:
        raise VerstrekkingGeweigerdError(VAN_MEER if gaven else VAN_WIE)
    return gaven
