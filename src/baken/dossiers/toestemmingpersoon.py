"""Of whom a consent is: only that person is in what is shared on it."""

from __future__ import annotations

import uuid

from django.db.models import Q

from baken.dossiers.models import Dossier, Toestemming
from baken.dossiers.rules import TOESTEMMING
from baken.dossiers.voorstel import Voorstel, eis_niet_voorbij
from baken.kern import klok
from baken.kern.fouten import OngeldigeInvoerError
from baken.keten.models import Grondslag

VAN_EEN_ANDER = "De toestemming is van iemand anders. Kies over wie u deelt opnieuw, of kies een andere toestemming."
VAN_WIE = (
    "Er staan meer personen in dit dossier over wie dit gaat. Leg onder Toestemmingen vast van wie de toestemming is, "
    "en kies die toestemming hier. Maak voor iedere persoon een eigen deelbesluit."
)
IEDER_VOOR_ZICH = "Toestemming geeft ieder voor zich. Kies hier alleen de persoon van wie de toestemming is."
NIEMAND_DAARVAN = "Over wie u dit deelt, staat niemand in dit dossier. Op toestemming deelt u over een persoon."


def wie_stemde_in(dossier: Dossier, voorstel: Voorstel) -> uuid.UUID | None:
    """Return the one person of whom a packet on consent may say something; None when it rests on no consent.

    A consent that says of nobody of whom it is, can only be of the one person of the chosen parts. At most three
    queries. Raises VerstrekkingGeweigerdError when it was taken back or ended, OngeldigeInvoerError when it is of
    another, or nobody can tell of whom it is.
    """
    gegeven = voorstel.toestemming_id
    rij = Toestemming.objects.filter(pk=gegeven, dossier=dossier).first() if gegeven is not None else None
    if rij is None and not Grondslag.objects.filter(pk=voorstel.grondslag_id, soort=TOESTEMMING).exists():
        return None
    if rij is not None:
        eis_niet_voorbij(rij, klok.vandaag())
    delen = sorted(voorstel.over_wie)
    allen = set(dossier.betrokkenen.filter(Q(deel__in=delen) | Q(ook_deel__in=delen)).values_list("pk", flat=True))
    gekozen = allen if voorstel.gekozen is None else allen & {persoon for persoon, _deel in voorstel.gekozen}
    if voorstel.gekozen is not None and len(gekozen) > 1:
        raise OngeldigeInvoerError({"over_wie": [IEDER_VOOR_ZICH]})
    if rij is not None and rij.betrokkene is not None:
        if delen and rij.betrokkene not in gekozen:
            raise OngeldigeInvoerError({"over_wie": [VAN_EEN_ANDER]})
        return rij.betrokkene
    if not delen:  # then nobody is in the packet
        return None
    # Recorded of nobody by name, it is of the one person there is; no choice makes it that of another.
    if len(gekozen) != 1 or (rij is not None and len(allen) != 1):
        raise OngeldigeInvoerError({"over_wie": [VAN_WIE if gekozen else NIEMAND_DAARVAN]})
    return gekozen.pop()
