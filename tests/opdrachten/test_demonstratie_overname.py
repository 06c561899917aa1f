"""In the demonstration one signaal came from the neighbour, and stands on the work list of the first gemeente."""

from __future__ import annotations

import pytest

from baken.casussen.models import Casus
from baken.keten.laad import laad_grondslagen
from baken.opdrachten.demonstratie.overname import GEMAAKT, VERHAAL, speel_overname
from baken.opdrachten.demonstratie.regio import maak_regio
from baken.organisaties.models import Medewerker
from baken.organisaties.selectors import wie
from baken.referentie.laad import laad_alles
from baken.signalen.models import Signaal
from baken.signalen.selectors import dossierblad, werklijst
from baken.signalen.soorten import Kanaal
from tests.dossiers.hulp import zonder_sporen


@pytest.mark.django_db
def test_the_neighbours_signaal_waits_with_what_its_packet_says() -> None:
    with zonder_sporen():
        laad_alles()
        laad_grondslagen()
        maak_regio()
        assert speel_overname() == GEMAAKT == Signaal.objects.count()
        noor = wie(Medewerker.objects.get(username="demo-aandacht"), tweede_factor=True)
        (signaal,) = werklijst(noor).rijen
        assert signaal.kanaal == Kanaal.DOORGEGEVEN
        assert dossierblad(noor, signaal.pk).verhaal.waarneming == VERHAAL
        assert Casus.objects.count() == 0
