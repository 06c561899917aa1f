"""Retention of casussen: the receiver's own, apart from the sender's. Closing starts the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from baken.casussen.models import Casus
from baken.casussen.verloop import Casusstatus
from baken.dossiers.bewaartermijn import EIGEN_KEUZE, GRONDSLAG
from baken.dossiers.models import Dossierlid
from baken.dossiers.vernietigen import vernietig_inhoud
from baken.kern import klok
from baken.kern.bewaartermijnen import Kandidaat, Standaardtermijn, registreer
from baken.kern.models import Begin, Bewaarregel


def _vind(regel: Bewaarregel, tot: date) -> Iterator[Kandidaat]:
    gesloten = Casus.objects.filter(status=Casusstatus.AFGESLOTEN, dossier__verpakte_sleutel__isnull=False)
    rijen = gesloten.values_list("pk", "organisatie_id", "afgesloten_op", "dossier_id", "dossier__vastgehouden")
    for pk, organisatie_id, afgesloten_op, dossier_id, vastgehouden in rijen.iterator():
        assert afgesloten_op is not None  # a constraint: what is closed has a day
        vervalt_op = klok.maanden_erbij(afgesloten_op.astimezone(klok.TIJDZONE).date(), regel.termijn_maanden)
        if vervalt_op <= tot:
            yield Kandidaat(str(pk), organisatie_id, vervalt_op, dossier_id, vastgehouden)


def _vernietig(kandidaat: Kandidaat) -> int:
    """Leave a tombstone: number, route, states and days, to count; nobody's name."""
    casus = Casus.objects.get(pk=int(kandidaat.object_id))
    rijen = vernietig_inhoud(casus.dossier_id, grondslag=GRONDSLAG)
    casus.opschalingen.update(verpakte_sleutel=None, inhoud=None, antwoord=None)
    leden = Dossierlid.objects.filter(dossier_id=casus.dossier_id).delete()[0]
    casus.inhoud = casus.procesregisseur = None
    casus.save(update_fields=["inhoud", "procesregisseur"])
    return rijen + leden


registreer(
    "casussen.Casus",
    categorie="casus",
    grondslag=GRONDSLAG,
    vernietig=_vernietig,
    vind=_vind,
    standaard=Standaardtermijn(60, Begin.SLUITING, EIGEN_KEUZE),
)
for _naam in ("casussen.Casusbron", "casussen.Opschaling", "keten.Bijeenkomst", "keten.Deelname", "keten.Actie"):
    registreer(_naam, categorie="casus", grondslag=GRONDSLAG, vernietig=None)
