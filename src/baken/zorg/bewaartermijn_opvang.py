"""Retention of stays and of places in the queue. A facility and its places know no person."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date

from baken.dossiers.bewaartermijn import EIGEN_KEUZE, GRONDSLAG
from baken.dossiers.vernietigen import eis_los
from baken.kern import klok
from baken.kern.bewaartermijnen import Kandidaat, Standaardtermijn, registreer
from baken.kern.models import Begin, Bewaarregel
from baken.zorg.models import Plaatsing, Wachtplek
from baken.zorg.verloop_opvang import LOPEND, Wachtstatus


def _vind_plaatsingen(regel: Bewaarregel, tot: date) -> Iterator[Kandidaat]:
    rijen = Plaatsing.objects.exclude(status__in=LOPEND).values_list(
        "pk", "traject__organisatie_id", "tot", "traject__dossier_id", "traject__dossier__vastgehouden"
    )
    for pk, organisatie_id, einde, dossier_id, vastgehouden in rijen.iterator():
        vervalt_op = klok.maanden_erbij(einde, regel.termijn_maanden)
        if vervalt_op <= tot:
            yield Kandidaat(str(pk), organisatie_id, vervalt_op, dossier_id, vastgehouden)


def _vernietig_plaatsing(kandidaat: Kandidaat) -> int:
    """Delete a stay with its nights."""
    assert kandidaat.dossier_id is not None  # a stay and a place in the queue are of a traject
    eis_los(kandidaat.dossier_id)
    return Plaatsing.objects.filter(pk=uuid.UUID(kandidaat.object_id)).delete()[0]


def _vind_wachtplekken(regel: Bewaarregel, tot: date) -> Iterator[Kandidaat]:
    rijen = Wachtplek.objects.exclude(status=Wachtstatus.WACHT).values_list(
        "pk", "traject__organisatie_id", "afgedaan_op", "traject__dossier_id", "traject__dossier__vastgehouden"
    )
    for pk, organisatie_id, afgedaan_op, dossier_id, vastgehouden in rijen.iterator():
        assert afgedaan_op is not None  # a constraint: what is done with has a day
        vervalt_op = klok.maanden_erbij(afgedaan_op, regel.termijn_maanden)
        if vervalt_op <= tot:
            yield Kandidaat(str(pk), organisatie_id, vervalt_op, dossier_id, vastgehouden)


def _vernietig_wachtplek(kandidaat: Kandidaat) -> int:
    assert kandidaat.dossier_id is not None  # a stay and a place in the queue are of a traject
    eis_los(kandidaat.dossier_id)
    return Wachtplek.objects.filter(pk=int(kandidaat.object_id)).delete()[0]


registreer(
    "zorg.Plaatsing",
    categorie="opvang",
    grondslag=GRONDSLAG,
    vernietig=_vernietig_plaatsing,
    vind=_vind_plaatsingen,
    standaard=Standaardtermijn(24, Begin.SLUITING, EIGEN_KEUZE),
)
registreer(
    "zorg.Wachtplek",
    categorie="opvang",
    grondslag=GRONDSLAG,
    vernietig=_vernietig_wachtplek,
    vind=_vind_wachtplekken,
    standaard=Standaardtermijn(24, Begin.SLUITING, EIGEN_KEUZE),
)
registreer("zorg.Nacht", categorie="opvang", grondslag=GRONDSLAG, vernietig=None)
