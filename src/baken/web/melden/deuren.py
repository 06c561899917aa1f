"""The public door of one organisation: who may use it, and where somebody is pointed to when it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from baken.kern.fouten import NietGevondenError
from baken.organisaties.selectors import organisatie_op_code
from baken.signalen.soorten import Kanaal


@dataclass(frozen=True)
class Doelgroep:
    """An audience of the public door. `wijst_naar`: kinds of contact when the door is closed (bron 004, Melden)."""

    code: str
    kanaal: Kanaal
    naam: Any
    uitleg: Any
    icoon: str
    wijst_naar: tuple[str, ...]


DOELGROEPEN = {
    d.code: d
    for d in (
        Doelgroep(
            "medewerker",
            Kanaal.PUBLIEK_MEDEWERKER,
            _("Ik werk hier"),
            _("U werkt bij deze organisatie. U hebt geen account nodig."),
            "building-community",
            ("aandachtsfunctionaris", "meld_adviespunt"),
        ),
        Doelgroep(
            "professional",
            Kanaal.PUBLIEK_PROFESSIONAL,
            _("Ik ben professional"),
            _("U ziet dit in uw werk. Bijvoorbeeld in de zorg, op school of bij een woningcorporatie."),
            "briefcase",
            ("meld_adviespunt", "aandachtsfunctionaris", "veilig_thuis"),
        ),
        Doelgroep(
            "inwoner",
            Kanaal.PUBLIEK_INWONER,
            _("Ik ben inwoner of ondernemer"),
            _("U ziet dit in uw buurt, op uw werk of in uw bedrijf."),
            "home",
            ("mma", "politie", "nla"),
        ),
    )
}
OVER = {"persoon": _("een persoon"), "plek": _("een plek")}


def organisatie_met_meldroute(code: str) -> Any:
    """Return the organisation of a public page. Raises NietGevondenError for one without meldroute."""
    organisatie = organisatie_op_code(code)
    if organisatie.soort != "gemeente" and not any(is_open(organisatie, d) for d in DOELGROEPEN.values()):
        raise NietGevondenError
    return organisatie


def doelgroep(code: str) -> Doelgroep:
    """Return the audience. Raises NietGevondenError."""
    if code not in DOELGROEPEN:
        raise NietGevondenError
    return DOELGROEPEN[code]


def is_open(organisatie: Any, groep: Doelgroep) -> bool:
    """Say whether the organisation lets this audience report without account."""
    return bool(getattr(organisatie, f"deur_{groep.code}"))
