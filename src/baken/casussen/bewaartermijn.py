"""Retention of casussen: the receiver's own, apart from the sender's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from baken.casussen.models import Casus
from baken.casussen.verloop import Casusstatus
from baken.dossiers.bewaartermijn import EIGEN_KEUZE, GRONDSLAG
from baken.dossiers.vernietigen import vernietig_inhoud
from baken.kern import klok
from baken.kern.bewaartermijnen import Kandidaat, Standaardtermijn, registreer
from baken.kern.models import Begin, Bewaarregel


def _vind(regel: Bewaarregel, tot: date) -> Iterator[Kandidaat]:
    gesloten = Casus.objects.filter(status=Casusstatus.GESLOTEN, dossier__verpakte_sleutel__isnull=False)
    rijen = gesloten.values_list("pk", "organisatie_id", "geopend_op", "dossier_id", "dossier__vastgehouden")
    for pk, organisatie_id, geopend_op, dossier_id, vastgehouden in rijen.iterator():
        vervalt_op = klok.maanden_erbij(geopend_op.astimezone(klok.TIJDZONE).date(), regel.termijn_maanden)
        if vervalt_op <= tot:
            yield Kandidaat(str(pk), organisatie_id, vervalt_op, dossier_id, vastgehouden)


def _vernietig(kandidaat: Kandidaat) -> int:
    casus = Casus.objects.get(pk=int(kandidaat.object_id))
    return vernietig_inhoud(casus.dossier_id, grondslag=GRONDSLAG)


registreer(
    "casussen.Casus",
    categorie="casus",
    grondslag=GRONDSLAG,
    vernietig=_vernietig,
    vind=_vind,
    standaard=Standaardtermijn(60, Begin.AANMAAK, EIGEN_KEUZE),
)
