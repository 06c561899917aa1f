"""Numbers of what hangs on casussen: a meeting, a question of a stuck casus with its table, a draft to learn from."""

from __future__ import annotations

from typing import Any

from baken.casussen.models import Casus
from baken.casussen.services.openen import open_direct
from tests.browser.wereld import Wereld
from tests.cast import als
from tests.casussen.hulp import opgeschaald, tafel, vastgelopen
from tests.casussen.test_leren import schrijf
from tests.casussen.test_openen import aanmelding
from tests.casussen.test_overleg import gehouden, leest_mee, plan


def nummers_casussen(wereld: Wereld) -> dict[str, list[Any]]:
    """Return one number of each; piet was invited to the meeting, and eva got the question.

    delen: what else stands in an address under the casus of zoe, by its name there.
    """
    cast, zoe = wereld.cast, als(wereld.cast.zoe)
    casus = Casus.objects.filter(organisatie=cast.zorg).earliest("pk")
    leest_mee(cast, casus, cast.zvh)
    plek = casus.dossier.locaties.create(inhoud=None)
    geweest = gehouden(cast, casus)
    bijeen = plan(cast, casus, partijen=(cast.zvh.pk,))
    vraag = opgeschaald(cast, vastgelopen(open_direct(aanmelding=aanmelding(), door=zoe), zoe), zoe)
    return {
        "overleg": [bijeen.pk],
        "opschaling": [vraag.pk],
        "tafel": [tafel(cast).pk],
        "leercasus": [schrijf(als(cast.anna)).pk],
        "delen": [{"nummer": 1, "plek": plek.pk, "overleg_id": geweest.pk}],
    }
