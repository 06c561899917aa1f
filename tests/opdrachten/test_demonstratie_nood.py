"""The demonstration shows noodtoegang from both sides: one that was judged, one that the FG still has to judge."""

from __future__ import annotations

import pytest

from baken.dossiers.models import Noodtoegang
from baken.dossiers.noodtoegang import loopt_nu, toezichtblad, toezichtlijst
from baken.kern import klok
from baken.kern.models import Journaalregel
from baken.keten.laad import laad_grondslagen
from baken.opdrachten.demonstratie.nood import speel_noodtoegang
from baken.opdrachten.demonstratie.regio import maak_regio
from baken.opdrachten.demonstratie.tijdperk import speel
from baken.organisaties.models import Medewerker
from baken.organisaties.selectors import wie
from baken.referentie.laad import laad_alles

pytestmark = pytest.mark.django_db


def test_one_noodtoegang_is_judged_and_one_waits_for_the_fg() -> None:
    laad_alles()
    laad_grondslagen()
    speel(maak_regio(), 40)
    fg = wie(Medewerker.objects.get(username="demo-fg"), tweede_factor=True)
    lijst = toezichtlijst(fg)
    assert (len(lijst.te_beoordelen), len(lijst.beoordeeld)) == (1, 1)
    for noodtoegang in (*lijst.te_beoordelen, *lijst.beoordeeld):
        blad = toezichtblad(fg, noodtoegang.pk)
        assert "(verzonnen)" in (blad.reden or "")
        assert "signaal.onthuld" in {handeling for _op, handeling in blad.regels}, "it was used"
        assert not loopt_nu(noodtoegang), "nobody starts with a dossier that stands open"
        assert noodtoegang.dossier.afgeschermd
    assert toezichtblad(fg, lijst.te_beoordelen[0].pk).mag_beoordelen
    assert not Journaalregel.objects.filter(tijd__gt=klok.nu()).exists()


def test_a_region_without_signalen_has_no_noodtoegang() -> None:
    laad_alles()
    laad_grondslagen()
    maak_regio()
    assert speel_noodtoegang() == 0
    assert not Noodtoegang.objects.exists()
