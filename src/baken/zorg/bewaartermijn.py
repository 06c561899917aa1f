"""Retention of trajecten. Closing starts the clock, after the aftercare."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from baken.dossiers.bewaartermijn import EIGEN_KEUZE, GRONDSLAG
from baken.dossiers.models import Dossierlid
from baken.dossiers.vernietigen import eis_los, vernietig_inhoud
from baken.kern import klok
from baken.kern.bewaartermijnen import Kandidaat, Standaardtermijn, registreer
from baken.kern.models import Begin, Bewaarregel
from baken.zorg.bewaartermijn_comensha import vernietig_van
from baken.zorg.models import Traject
from baken.zorg.verloop import GESLOTEN


def _vind(regel: Bewaarregel, tot: date) -> Iterator[Kandidaat]:
    gesloten = Traject.objects.filter(status__in=GESLOTEN, dossier__verpakte_sleutel__isnull=False)
    rijen = gesloten.values_list("pk", "organisatie_id", "afgesloten_op", "dossier_id", "dossier__vastgehouden")
    for pk, organisatie_id, afgesloten_op, dossier_id, vastgehouden in rijen.iterator():
        assert afgesloten_op is not None  # a constraint: what is closed has a day
        vervalt_op = klok.maanden_erbij(afgesloten_op.astimezone(klok.TIJDZONE).date(), regel.termijn_maanden)
        if vervalt_op <= tot:
            yield Kandidaat(str(pk), organisatie_id, vervalt_op, dossier_id, vastgehouden)


def _vernietig(kandidaat: Kandidaat) -> int:
    """Leave a tombstone: number, group, states and days, to count; nobody's name and no word of the care."""
    traject = Traject.objects.get(pk=int(kandidaat.object_id))
    eis_los(traject.dossier_id)
    rijen = vernietig_van(traject) + vernietig_inhoud(traject.dossier_id, grondslag=GRONDSLAG)
    for weg in (traject.stukken, traject.doelen, traject.overdrachten, traject.bedenktijden, traject.bronnen):
        rijen += weg.all().delete()[0]
    rijen += traject.plaatsingen.all().delete()[0] + traject.wachtplekken.all().delete()[0]
    rijen += Dossierlid.objects.filter(dossier_id=traject.dossier_id).delete()[0]
    traject.profiel = traject.coordinator = None
    traject.save(update_fields=["profiel", "coordinator"])
    return rijen


registreer(
    "zorg.Traject",
    categorie="zorg",
    grondslag=GRONDSLAG,
    vernietig=_vernietig,
    vind=_vind,
    standaard=Standaardtermijn(60, Begin.SLUITING, EIGEN_KEUZE),
)
for _naam in ("zorg.Trajectbron", "zorg.Trajectstuk", "zorg.Zorgdoel", "zorg.Bedenktijd", "zorg.Overdracht"):
    registreer(_naam, categorie="zorg", grondslag=GRONDSLAG, vernietig=None)
