"""Retention of casussen: the receiver's own, apart from the sender's. Closing starts the clock.

A meeting on a casus goes with it. A Regionale Tafel has no dossier: its own day starts the clock.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date

from baken.casussen.models import Casus, Opschaling
from baken.casussen.verloop import LOPENDE_OPSCHALING, Casusstatus, Opschalingsstatus
from baken.dossiers.bewaartermijn import EIGEN_KEUZE, GRONDSLAG
from baken.dossiers.models import Dossierlid
from baken.dossiers.vernietigen import vernietig_inhoud
from baken.kern import klok
from baken.kern.bewaartermijnen import Kandidaat, Standaardtermijn, registreer
from baken.kern.models import Begin, Bewaarregel
from baken.keten.models import Bijeenkomst


def _vind(regel: Bewaarregel, tot: date) -> Iterator[Kandidaat]:
    gesloten = Casus.objects.filter(status=Casusstatus.AFGESLOTEN, dossier__verpakte_sleutel__isnull=False)
    rijen = gesloten.values_list("pk", "organisatie_id", "afgesloten_op", "dossier_id", "dossier__vastgehouden")
    for pk, organisatie_id, afgesloten_op, dossier_id, vastgehouden in rijen.iterator():
        assert afgesloten_op is not None  # a constraint: what is closed has a day
        vervalt_op = klok.maanden_erbij(afgesloten_op.astimezone(klok.TIJDZONE).date(), regel.termijn_maanden)
        if vervalt_op <= tot:
            yield Kandidaat(str(pk), organisatie_id, vervalt_op, dossier_id, vastgehouden)


def _vernietig(kandidaat: Kandidaat) -> int:
    """Leave a tombstone: number, route, states and days, to count; nobody's name. So does each question it asked."""
    casus = Casus.objects.get(pk=int(kandidaat.object_id))
    rijen = vernietig_inhoud(casus.dossier_id, grondslag=GRONDSLAG)
    casus.opschalingen.filter(status__in=LOPENDE_OPSCHALING).update(
        status=Opschalingsstatus.INGETROKKEN, bijeenkomst=None
    )
    rijen += casus.opschalingen.update(
        verpakte_sleutel=None, inhoud=None, antwoord=None, ingediend_door=None, beantwoord_door=None
    )
    rijen += Dossierlid.objects.filter(dossier_id=casus.dossier_id).delete()[0]
    casus.inhoud = casus.procesregisseur = None
    casus.save(update_fields=["inhoud", "procesregisseur"])
    return rijen


def _vind_tafels(regel: Bewaarregel, tot: date) -> Iterator[Kandidaat]:
    """A tafel that still has to answer a question stays."""
    wacht = Opschaling.objects.filter(status=Opschalingsstatus.BIJ_TAFEL, bijeenkomst__isnull=False)
    tafels = Bijeenkomst.objects.filter(dossier_id__isnull=True).exclude(pk__in=wacht.values("bijeenkomst_id"))
    for pk, organisatie_id, op in tafels.values_list("pk", "organisatie_id", "op").iterator():
        vervalt_op = klok.maanden_erbij(op.astimezone(klok.TIJDZONE).date(), regel.termijn_maanden)
        if vervalt_op <= tot:
            yield Kandidaat(str(pk), organisatie_id, vervalt_op)


def _vernietig_tafel(kandidaat: Kandidaat) -> int:
    """Delete a tafel with who was asked to it; what it answered stays with the casus that asked."""
    tafel = Bijeenkomst.objects.select_for_update(of=("self",)).get(pk=uuid.UUID(kandidaat.object_id))
    tafel.opschalingen.exclude(status=Opschalingsstatus.BIJ_TAFEL).update(bijeenkomst=None)
    return tafel.delete()[0]


registreer(
    "casussen.Casus",
    categorie="casus",
    grondslag=GRONDSLAG,
    vernietig=_vernietig,
    vind=_vind,
    standaard=Standaardtermijn(60, Begin.SLUITING, EIGEN_KEUZE),
)
registreer(
    "keten.Bijeenkomst",
    categorie="overleg",
    grondslag=GRONDSLAG,
    vernietig=_vernietig_tafel,
    vind=_vind_tafels,
    standaard=Standaardtermijn(24, Begin.LAATSTE_HANDELING, EIGEN_KEUZE),
)
registreer("keten.Deelname", categorie="overleg", grondslag=GRONDSLAG, vernietig=None)
for _naam in ("casussen.Casusbron", "casussen.Opschaling", "keten.Actie"):
    registreer(_naam, categorie="casus", grondslag=GRONDSLAG, vernietig=None)
