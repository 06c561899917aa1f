"""What the tests of other packages make of the chain."""

from __future__ import annotations

from tests.cast import Cast, als

from baken.keten.models import Ketentaak
from baken.keten.services import leg_taak_vast


def ketentaak(cast: Cast) -> Ketentaak:
    """Let the gemeente say that it does something."""
    return leg_taak_vast(organisatie_id=cast.gemeente.pk, taak="KTAAK-21", vormen=[], kennis="", door=als(cast.anna))
