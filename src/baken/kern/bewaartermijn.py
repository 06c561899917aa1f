"""What kern itself keeps on persons: the ids of those who act, in the journaal, a year at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from baken.kern import klok, segmenten
from baken.kern.bewaartermijnen import Kandidaat, Standaardtermijn, registreer, vind_in_een_keer
from baken.kern.journaal import Spoor
from baken.kern.models import Begin, Bewaarregel, Zegelregel

_GRONDSLAG = "AVG art. 5 lid 2 en art. 32 (verantwoording en beveiliging)"


def _vind_jaren(regel: Bewaarregel, tot: date) -> Iterator[Kandidaat]:
    for reeks, jaar in Zegelregel.objects.order_by("reeks", "jaar").values_list("reeks", "jaar").distinct():
        vervalt_op = klok.maanden_erbij(date(jaar + 1, 1, 1), regel.termijn_maanden)
        if vervalt_op <= tot:
            yield Kandidaat(f"{reeks}/{jaar}", reeks, vervalt_op)


def _vernietig_jaar(kandidaat: Kandidaat) -> int:
    reeks, jaar = map(int, kandidaat.object_id.split("/"))
    spoor = Spoor(None, "systeem", reeks)
    return segmenten.laat_vervallen(spoor, reeks=reeks, jaar=jaar, grondslag=_GRONDSLAG)


def meld_aan() -> None:
    """Register the models of kern that hold ids of persons."""
    registreer(
        "kern.Journaalregel",
        categorie="journaal",
        grondslag=_GRONDSLAG,
        vernietig=_vernietig_jaar,
        vind=_vind_jaren,
        standaard=Standaardtermijn(60, Begin.EINDE_JAAR, "Eigen keuze van Baken; geen bron. Nog te bevestigen."),
    )
    vind_in_een_keer("kern.Journaalregel")
    for model in ("Journaalinhoud", "Zegelregel", "Vernietigingsvoornemen"):
        registreer(f"kern.{model}", categorie="journaal", grondslag=_GRONDSLAG, vernietig=None)
    registreer("kern.Bewaarregel", categorie="account", grondslag=_GRONDSLAG, vernietig=None)
