"""The work list: danger and hard stops are said in words and stand first where somebody must look first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from tests.cast import Cast, als, maak_signaal
from tests.web.signalen.hulp import als_persoon

from baken.dossiers.services import NieuweBetrokkene
from baken.kern import klok
from baken.opdrachten.meting.werklijst import vul_aan_tot
from baken.referentie import selectors as referentie
from baken.signalen import selectors, voorrang
from baken.signalen.models import Signaal
from baken.signalen.services import behandelen
from baken.signalen.services.beoordelen import advies_voor
from baken.signalen.soorten import Antwoord

NIETS: dict[str, Any] = {}
HARD: tuple[dict[str, Any], ...] = (
    {"vrijheid_afgenomen": Antwoord.JA},
    {"documenten_afgenomen": Antwoord.JA},
    {"minderjarig": Antwoord.JA},
    {"personen": (NieuweBetrokkene("getuige", "12-17"),)},
    {"indicatoren": ("IND048",)},
    {"indicatoren": ("IND046",)},
)


def grens_van(signaal: Signaal) -> int:
    return int(voorrang.met_grens(Signaal.objects.filter(pk=signaal.pk)).values_list("grens", flat=True)[0])


@pytest.mark.parametrize("velden", [*HARD, {"acuut": Antwoord.JA}, NIETS, {"minderjarig": Antwoord.NEE}])
def test_the_list_and_the_rules_see_the_same_hard_stops(cast: Cast, velden: dict[str, Any]) -> None:
    signaal = maak_signaal(cast, **velden)
    assert (grens_van(signaal) < 2) == bool(advies_voor(signaal).harde_grenzen)


def test_every_age_band_and_every_indicator_counts_as_the_rules_count_it(cast: Cast) -> None:
    for groep in referentie.leeftijdsgroepen():
        signaal = maak_signaal(cast, personen=(NieuweBetrokkene("slachtoffer", groep.code),))
        assert (grens_van(signaal) < 2) == bool(advies_voor(signaal).harde_grenzen), groep.code
    for code in ("IND013", "IND015", "IND016", "IND085", "IND099", "IND139", "IND076", "IND011"):
        signaal = maak_signaal(cast, indicatoren=(code,))
        assert (grens_van(signaal) < 2) == bool(advies_voor(signaal).harde_grenzen), code


def test_what_is_new_stands_in_the_order_in_which_it_must_be_looked_at(cast: Cast) -> None:
    gewoon, laat, hard, acuut = (maak_signaal(cast, **v) for v in (NIETS, NIETS, HARD[0], {"acuut": Antwoord.JA}))
    Signaal.objects.filter(pk=laat.pk).update(bekijken_voor=klok.vandaag() - timedelta(days=3))
    rijen = selectors.werklijst(als(cast.anna), tab="nieuw").rijen
    assert [s.pk for s in rijen] == [acuut.pk, hard.pk, laat.pk, gewoon.pk]
    rijen = selectors.werklijst(als(cast.anna), tab="alle").rijen
    assert [s.pk for s in rijen] == [acuut.pk, hard.pk, laat.pk, gewoon.pk]  # newest first, as they were made
    behandelen.neem_in_beoordeling(signaal_id=acuut.pk, door=als(cast.anna))
    assert next(s.pk for s in selectors.werklijst(als(cast.anna), tab="nieuw").rijen) == hard.pk


def test_the_badge_says_it_in_words_and_only_where_it_is_so(cast: Cast) -> None:
    anna = als_persoon(cast.anna)
    maak_signaal(cast)
    assert "Harde grens" not in anna.get("/signalen/").content.decode()
    maak_signaal(cast, **HARD[1])
    assert anna.get("/signalen/").content.decode().count("Harde grens") == 1
    acuut = maak_signaal(cast, acuut=Antwoord.JA)
    tekst = anna.get("/signalen/?tab=alle").content.decode()
    assert tekst.count("Harde grens") == 1, "acute danger has its own words"
    assert tekst.index(acuut.nummer) < tekst.index("Acuut gevaar")


def test_what_is_new_is_found_by_the_index_and_only_that_is_sorted(cast: Cast) -> None:
    """On a long history: nearly all of it is closed, and the plan reads only what waits."""
    vul_aan_tot(4_000, Signaal.objects.get(pk=maak_signaal(cast).pk))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = voorrang.eerst_wat_gevaar_is(selectors._lijst(als(cast.anna)).filter(status="ontvangen"))[:26].explain()
    assert "signaal_werklijst" in plan
    assert "SCAN signalen_signaal\n" not in f"{plan}\n"
    assert "Seq Scan on signalen_signaal " not in plan
    assert "betrokkene" in plan, "who is a minor is looked up for each row that waits"
