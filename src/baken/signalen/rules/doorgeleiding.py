"""Routes: which receivers follow from a decision, with a proposal for basis, agreement and fields.

Everything here is a proposal: the aandachtsfunctionaris chooses the fields and the basis for each disclosure.
Exactly one receiver has the process direction.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from baken.signalen.rules import bronnen
from baken.signalen.rules.advies import ALLEENSTAAND, Uitkomst
from baken.signalen.rules.bronnen import Bron
from baken.signalen.rules.gegevens import Rol


class Ontvanger(StrEnum):
    """Kinds of receivers; the values are those of the kinds of organisations."""

    ZORGCOORDINATOR = "zorgcoordinatie"
    ZVH = "zvh"
    RIEC = "riec"
    NLA = "nla"
    AVIM = "politie"
    VEILIG_THUIS = "veilig_thuis"
    GEMEENTE = "gemeente"


class Grondslagsoort(StrEnum):
    """Kinds of legal basis. NOOD: acute danger; PLICHT: a legal duty (never proposed, may be chosen)."""

    WET = "wet"
    TAAK = "taak"
    TOESTEMMING = "toestemming"
    NOOD = "nood"
    PLICHT = "plicht"


class Afspraaksoort(StrEnum):
    """Kinds of agreements that a route asks."""

    VEILIGHEIDSHUISCONVENANT = "zvh_convenant"
    RIEC_CONVENANT = "riec_convenant"


class Veldgroep(StrEnum):
    """Field groups of a packet."""

    IDENTITEIT = "identiteit"
    CONTACT = "contact"
    ZORG = "zorg"
    STRAFBAAR = "strafbaar"
    LOCATIE = "locatie"


@dataclass(frozen=True, slots=True)
class Route:
    """One proposed disclosure.

    over_wie: the parts of the persons whose data the purpose needs. toelichting: Dutch, for the person who
    chooses; it says where the source is silent.
    """

    ontvanger: Ontvanger
    doel: str
    grondslagsoort: Grondslagsoort
    afspraaksoort: Afspraaksoort | None
    veldgroepen: tuple[Veldgroep, ...]
    over_wie: tuple[Rol, ...]
    procesregie: bool
    bron: Bron
    toelichting: str = ""


_SLACHTOFFER = (Rol.SLACHTOFFER, Rol.ONBEKEND)
_DADERS = (Rol.DADER, Rol.FACILITATOR)
_V = Veldgroep
_ROUTE = {
    Ontvanger.ZORGCOORDINATOR: Route(
        Ontvanger.ZORGCOORDINATOR,
        "Zorg en opvang voor het slachtoffer regelen",
        Grondslagsoort.TOESTEMMING,
        None,
        (_V.IDENTITEIT, _V.CONTACT, _V.ZORG),
        _SLACHTOFFER,
        False,
        bronnen.ROUTES,
        "De bron noemt geen convenant voor alleen zorg. Vraag toestemming, of kies een andere grondslag.",
    ),
    Ontvanger.ZVH: Route(
        Ontvanger.ZVH,
        "Zorg en strafrecht op elkaar afstemmen, met procesregie op de casus",
        Grondslagsoort.WET,
        Afspraaksoort.VEILIGHEIDSHUISCONVENANT,
        (_V.IDENTITEIT, _V.CONTACT, _V.STRAFBAAR, _V.LOCATIE),
        (*_SLACHTOFFER, *_DADERS),
        False,
        bronnen.PRIVACY,
        "Sinds 1 maart 2025 geeft de Wet gegevensverwerking door samenwerkingsverbanden de grondslag.",
    ),
    Ontvanger.RIEC: Route(
        Ontvanger.RIEC,
        "Ondermijnende of georganiseerde criminaliteit aanpakken, gericht op daders en facilitators",
        Grondslagsoort.WET,
        Afspraaksoort.RIEC_CONVENANT,
        (_V.IDENTITEIT, _V.STRAFBAAR, _V.LOCATIE),
        _DADERS,
        False,
        bronnen.PRIVACY,
        "Sinds 1 maart 2025 geeft de Wet gegevensverwerking door samenwerkingsverbanden de grondslag. "
        "Gegevens over zorg horen hier niet bij.",
    ),
    Ontvanger.NLA: Route(
        Ontvanger.NLA,
        "Toezicht en opsporing bij arbeidsuitbuiting en ernstige benadeling",
        Grondslagsoort.TAAK,
        None,
        (_V.STRAFBAAR, _V.LOCATIE),
        _DADERS,
        False,
        bronnen.NLA_TAAK,
        "Begin zonder identiteit van het slachtoffer. Voeg die alleen toe als het doel dat vraagt.",
    ),
    Ontvanger.AVIM: Route(
        Ontvanger.AVIM,
        "Opsporing van seksuele uitbuiting en bescherming van het slachtoffer",
        Grondslagsoort.TAAK,
        None,
        (_V.IDENTITEIT, _V.STRAFBAAR, _V.LOCATIE),
        (*_SLACHTOFFER, *_DADERS),
        False,
        bronnen.AVIM_TAAK,
        "Ga na of het slachtoffer weet dat de politie wordt betrokken.",
    ),
    Ontvanger.VEILIG_THUIS: Route(
        Ontvanger.VEILIG_THUIS,
        "Onderzoek naar de veiligheid van een minderjarige of van iemand in afhankelijkheid",
        Grondslagsoort.WET,
        None,
        (_V.IDENTITEIT, _V.CONTACT, _V.ZORG),
        _SLACHTOFFER,
        False,
        bronnen.MELDCODE,
        "Doorloop de stappen van de meldcode en noteer de afweging.",
    ),
    Ontvanger.GEMEENTE: Route(
        Ontvanger.GEMEENTE,
        "Beoordeling door de aandachtsfunctionaris van de gemeente waar het speelt",
        Grondslagsoort.TAAK,
        None,
        (_V.STRAFBAAR, _V.LOCATIE),
        (*_SLACHTOFFER, *_DADERS),
        False,
        bronnen.AF_TAAK,
        "Geef wat de andere gemeente nodig heeft om te beoordelen: wat er is gezien en waar. Begin zonder identiteit.",
    ),
}
_ONTVANGERS: dict[Uitkomst, tuple[Ontvanger, ...]] = {
    Uitkomst.ZORG: (Ontvanger.ZORGCOORDINATOR,),
    Uitkomst.ZORG_EN_STRAFRECHT: (Ontvanger.ZORGCOORDINATOR, Ontvanger.ZVH),
    Uitkomst.ONDERMIJNING: (Ontvanger.RIEC,),
    Uitkomst.NLA: (Ontvanger.NLA,),
    Uitkomst.AVIM: (Ontvanger.AVIM,),
    Uitkomst.VEILIG_THUIS: (Ontvanger.VEILIG_THUIS,),
    Uitkomst.ANDERE_GEMEENTE: (Ontvanger.GEMEENTE,),
}
_REGIE = (
    Ontvanger.ZVH,
    Ontvanger.ZORGCOORDINATOR,
    Ontvanger.RIEC,
    Ontvanger.VEILIG_THUIS,
    Ontvanger.GEMEENTE,
    Ontvanger.AVIM,
    Ontvanger.NLA,
)
_REGIE_UIT_BRON = frozenset({Ontvanger.ZVH, Ontvanger.ZORGCOORDINATOR})


def routes(
    uitkomsten: Collection[Uitkomst], *, slachtoffer_in_beeld: bool, acuut_gevaar: bool = False
) -> tuple[Route, ...]:
    """Return the proposed disclosures for a decision, each receiver once.

    An outcome that stands alone (geen mensenhandel, advies gegeven, nader bekijken) leads nowhere: (). With a
    victim, ondermijning gets care beside it. acuut_gevaar: every route then proposes the emergency basis, and
    asks no agreement. Raises ValueError when an outcome that stands alone comes with another.
    """
    gekozen = set(uitkomsten)
    if gekozen & ALLEENSTAAND:
        if len(gekozen) > 1:
            raise ValueError("een uitkomst die alleen staat gaat niet samen met een andere")
        return ()
    ontvangers = {o for u in gekozen for o in _ONTVANGERS[u]}
    if Uitkomst.ONDERMIJNING in gekozen and slachtoffer_in_beeld:
        ontvangers.add(Ontvanger.ZORGCOORDINATOR)
    if not ontvangers:
        return ()
    regie = next(o for o in _REGIE if o in ontvangers)
    lijst = [_ROUTE[o] for o in Ontvanger if o in ontvangers]
    if acuut_gevaar:
        lijst = [_in_nood(r) for r in lijst]
    return tuple(_met_regie(r) if r.ontvanger is regie else r for r in lijst)


def verhaal_gaat_mee(ontvanger: str) -> bool:
    """Say whether the whole story of the reporter is proposed for a kind of receiver.

    Only where the purpose needs what was seen, and is about victim and offender alike. The RIEC gets data on
    offenders and facilitators, the Arbeidsinspectie begins without identity: a story names whom it likes. Another
    gemeente must assess it; it begins without identity too, so there the sender reads the story for names first.
    """
    route = _ROUTE.get(Ontvanger(ontvanger)) if ontvanger in set(Ontvanger) else None
    return route is not None and _V.STRAFBAAR in route.veldgroepen and {*_SLACHTOFFER, *_DADERS} <= set(route.over_wie)


def verhaal_vraagt_lezen(
    ontvanger: str, *, over_wie: Collection[object], in_dossier: Collection[object], veldgroepen: Collection[str]
) -> bool:
    """Say whether the sender must first read the story for what it says on others.

    That is so when this receiver gets less than the story can hold: not on everybody in the dossier (over_wie
    against in_dossier: who they are), or nobody's identity, or its kind is about some parts only.
    """
    groepen = set(veldgroepen)
    if _V.STRAFBAAR not in groepen:
        return False  # without its group the story stays out
    niet_ieder = bool(set(in_dossier) - set(over_wie))
    return niet_ieder or _V.IDENTITEIT not in groepen or not verhaal_gaat_mee(ontvanger)


def bij_uitkomsten(uitkomsten: Collection[str]) -> frozenset[str]:
    """Return the kinds of receivers that a decision or an advice names; an outcome that leads nowhere names nobody."""
    bekend = set(_ONTVANGERS)
    return frozenset(str(o) for u in uitkomsten if u in bekend for o in _ONTVANGERS[Uitkomst(u)])


def waarom_deze_gemeente(ontvanger_code: str, *, speelt_in: str, gemeenten: int) -> str:
    """Return what is unusual about giving a signaal to this gemeente, in Dutch; "" for the one where it happens.

    ontvanger_code, speelt_in: codes of the receiving gemeente and of the signaal ("" when not known). gemeenten: how
    many gemeenten get it, with those that have it already. What is returned asks a reason.
    """
    if not speelt_in:
        return "Bij dit signaal staat niet in welke gemeente het speelt."
    if ontvanger_code != speelt_in:
        return "Dit is niet de gemeente waar het signaal speelt."
    if gemeenten > 1:
        return "Meer dan één gemeente krijgt dit signaal."
    return ""


def _met_regie(route: Route) -> Route:
    if route.ontvanger in _REGIE_UIT_BRON:
        return replace(route, procesregie=True)
    extra = "De bron noemt voor deze route geen procesregisseur. Dit is een voorstel."
    return replace(route, procesregie=True, toelichting=f"{route.toelichting} {extra}")


def _in_nood(route: Route) -> Route:
    return replace(
        route,
        grondslagsoort=Grondslagsoort.NOOD,
        afspraaksoort=None,
        bron=bronnen.EIGEN,
        toelichting=(
            "Acuut gevaar: voorstel om de noodgrondslag te gebruiken. Leg vast waarom het niet kon wachten. "
            "Geef alleen wat nu nodig is."
        ),
    )
