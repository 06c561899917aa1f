"""What zorg tells the packages below it: what a packet of a traject holds, what is open on a casus, who reads whom."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.db.models import Q

from baken.casussen import openstaand
from baken.casussen.models import Casus
from baken.dossiers import kanten
from baken.dossiers.deelbronnen import registreer_regels
from baken.dossiers.models import Dossier, Dossiersoort
from baken.dossiers.pakket import KERN, Regel
from baken.dossiers.querysets import lid_van
from baken.organisaties.besluit import Wie
from baken.zorg.models import Traject
from baken.zorg.services.kanten import dicht_in_casus, dicht_in_gedeeld, dicht_in_pakket, muur_om_casus, muur_om_traject
from baken.zorg.soorten import Doelgroep
from baken.zorg.verloop import OPEN, Trajectstatus


def kern(dossier: Dossier) -> Sequence[Regel]:
    """Return what every receiver of a packet from a traject gets: how the help stands. One query."""
    traject = Traject.objects.only("status").get(dossier=dossier)
    return [Regel(KERN, "De zorgcoördinatie staat op", str(Trajectstatus(traject.status).label))]


def loopt(dossier: Dossier) -> bool:
    """Say whether the help of a traject goes on. One query."""
    return Traject.objects.filter(dossier=dossier, status__in=OPEN).exists()


def open_trajecten(casus: Casus) -> Sequence[str]:
    """Say how many victims of a casus are still helped; that an offender is helped is not for its readers."""
    slachtoffers = Traject.objects.filter(casus=casus, status__in=OPEN, doelgroep=Doelgroep.SLACHTOFFER)
    if not (aantal := slachtoffers.count()):
        return []
    return ["Er loopt nog een zorgtraject." if aantal == 1 else f"Er lopen nog {aantal} zorgtrajecten."]


def dichte_dossiers(door: Wie) -> Mapping[uuid.UUID, frozenset[str]]:
    """Return what is closed to somebody in the casussen of the own trajecten, and in all trajecten of those casussen.

    Two queries, and one for each such casus.
    """
    eigen = Traject.objects.filter(organisatie_id=door.organisatie_id, casus__isnull=False)
    van_mij = eigen.filter(Q(coordinator_id=door.medewerker_id) | Q(lid_van(door, "dossier_id")))
    casussen = van_mij.order_by().values_list("casus__dossier_id", flat=True).distinct()
    dicht = {pk: delen for pk in casussen if (delen := dicht_in_casus(door, pk))}
    trajecten = eigen.filter(casus__dossier_id__in=list(dicht)).values_list("dossier_id", "casus__dossier_id")
    return dicht | {pk: dicht[van] - {""} for pk, van in trajecten}


registreer_regels(Dossiersoort.TRAJECT, leesrecht="trajecten.inzien", loopt=loopt, kern=kern)
openstaand.registreer(open_trajecten)
kanten.registreer(Dossiersoort.CASUS, dicht_in_casus, dicht_in_pakket)
kanten.registreer_gedeeld(dicht_in_gedeeld)
kanten.registreer_muur(Dossiersoort.CASUS, muur_om_casus)
kanten.registreer_muur(Dossiersoort.TRAJECT, muur_om_traject)
kanten.registreer_dichte_dossiers(dichte_dossiers)
