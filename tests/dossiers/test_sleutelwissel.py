"""A new key version: old data stay readable and findable, new data use the new key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import LazySettings
from tests.cast import als, maak_cast, maak_signaal, nieuw_signaal

from baken.dossiers.models import Dossier
from baken.dossiers.services import NieuweBetrokkene
from baken.dossiers.sleutelwissel import herverpak_alles
from baken.kern.versleuteling import sleutelversie, ververs_sleutelbos, voeg_sleutelversie_toe
from baken.signalen import selectors, volgen


@pytest.mark.django_db
def test_after_a_new_key_version_everything_is_readable_findable_and_wrapped_by_it(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.BAKEN_SLEUTELBESTAND = Path(shutil.copy(settings.BAKEN_SLEUTELBESTAND, tmp_path / "sleutels.json"))
    ververs_sleutelbos()
    cast = maak_cast()
    persoon = NieuweBetrokkene("slachtoffer", contact={"telefoon": "0612345678"})
    nieuw = nieuw_signaal()
    eerste = maak_signaal(cast, personen=(persoon,), code=nieuw.code)
    voeg_sleutelversie_toe(settings.BAKEN_SLEUTELBESTAND)
    ververs_sleutelbos()
    assert herverpak_alles() == 1
    assert herverpak_alles() == 0
    maak_signaal(cast, personen=(persoon,))
    versies = {sleutelversie(bytes(s)) for s in Dossier.objects.values_list("verpakte_sleutel", flat=True)}
    assert versies == {2}
    blad = selectors.dossierblad(als(cast.anna), eerste.pk, onthul=True)
    assert blad.inhoud.betrokkenen[0].groepen["contact"]["telefoon"] == "0612345678"
    assert len(blad.anderen["telefoon"]) == 1
    assert volgen.volg(nieuw.code).tekst
    ververs_sleutelbos()
