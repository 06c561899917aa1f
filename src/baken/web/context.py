"""What every page shows around its content. No query on public pages; inside at most two."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from baken.organisaties.besluit import Wie, rechten_voor
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import neemt_signalen_aan, organisatie
from baken.signalen.selectors import tellingen
from baken.web import huisstijl
from baken.web.aanmelden import sessieduur


class Link(NamedTuple):
    """A name and where it leads: below every page, and in the breadcrumbs of the public ones."""

    naam: str
    url: str


@dataclass(frozen=True)
class Menupunt:
    """One entry of the side menu; `uitleg` is the line on its card of the start page."""

    naam: str
    url: str
    icoon: str
    actief: bool = False
    aantal: int | None = None
    groep: str = ""
    uitleg: str = ""


@dataclass(frozen=True)
class _Ingang:
    """A place to go: which act opens it and how it is called."""

    handeling: str
    naam: str
    url_naam: str
    icoon: str
    uitleg: str
    groep: str = ""
    ook: tuple[str, ...] = ()  # other pages that belong to it


ZORG, ORGANISATIE = "Zorg en opvang", "Organisatie"  # headings in the menu; what has none follows what is before it

MENU = (
    _Ingang("organisaties.start", "Start", "algemeen:start", "home", ""),
    _Ingang("signalen.melden", "Signaal melden", "signalen:nieuw", "plus", "Meld wat u zag of hoorde."),
    _Ingang(
        "signalen.werklijst", "Signalen", "signalen:werklijst", "inbox", "Bekijk, beoordeel en leid signalen door."
    ),
    _Ingang(
        "signalen.eigen_volgen", "Mijn signalen", "signalen:eigen", "checklist", "Lees wat er met uw signaal is gedaan."
    ),
    _Ingang(
        "verstrekkingen.beantwoorden",
        "Ontvangen",
        "ontvangen:postvak",
        "mail",
        "Bekijk wat u is toegestuurd, en neem het aan of niet.",
    ),
    _Ingang("casussen.werklijst", "Casussen", "casussen:werklijst", "briefcase", "Werk verder aan wat u aannam."),
    _Ingang(
        "delen.meelezen",
        "Meelezen",
        "gedeeld:lijst",
        "eye",
        "Lees mee in een dossier dat een andere organisatie met u deelt.",
    ),
    _Ingang("opschaling.lezen", "Opschaling", "opschaling:lijst", "flag", "Help verder wat in de regio vastloopt."),
    _Ingang("leercasus.lezen", "Leercasussen", "leercasus:lijst", "school", "Lees of schrijf een verzonnen casus."),
    _Ingang(
        "trajecten.werklijst",
        "Zorg",
        "zorg:caseload",
        "heart-handshake",
        "Begeleid cliënten, van aanmelding tot nazorg.",
        ZORG,
        ook=("zorg:aanmelden",),
    ),
    _Ingang(
        "comensha.werklijst", "CoMensha", "comensha:lijst", "send", "Registraties en hulpvragen voor CoMensha.", ZORG
    ),
    _Ingang(
        "opvang.overzicht",
        "Opvang",
        "opvang:regiobeeld",
        "building-community",
        "Bekijk of er per soort opvang vannacht plek is.",
        ZORG,
        ook=("opvang:wachtlijst",),
    ),
    _Ingang(
        "opvang.beheren",
        "Voorzieningen",
        "opvang:beheer",
        "list-check",
        "Houd bij welke opvang er is, voor wie en op welk geld.",
        ZORG,
    ),
    _Ingang("zorg.tellen", "Advies geven", "zorg:advies", "message", "Tel gesprekken en voorlichting.", ZORG),
    _Ingang(
        "zorg.zorgpunt",
        "Zorgcoördinatie",
        "zorg:zorgpunt",
        "map-pin",
        "De plaats, de financiering en de taken van de zorgcoördinatie.",
        ZORG,
    ),
    _Ingang(
        "verstrekkingen.register",
        "Register van delen",
        "delen:register",
        "file-text",
        "Wat uw organisatie met wie deelde, zonder inhoud.",
        ORGANISATIE,
        ook=("delen:hulp",),
    ),
    _Ingang(
        "keten.wegenkaart",
        "Wegenkaart",
        "keten:wegenkaart",
        "map-pin",
        "Wie doet wat in de regio, en wat doet niemand.",
        ORGANISATIE,
        ook=("keten:partners",),
    ),
    _Ingang(
        "keten.afspraken_bekijken",
        "Partners en afspraken",
        "beheer:afspraken",
        "affiliate",
        "Met wie u mag delen, en op welke afspraak.",
        ORGANISATIE,
    ),
    _Ingang("organisaties.beheren", "Mensen en rollen", "beheer:mensen", "users", "Accounts, rollen en vervanging."),
    _Ingang(
        "organisaties.aanstelling_bevestigen",
        "Rollen bevestigen",
        "beheer:bevestigen",
        "shield-check",
        "Bevestig als tweede persoon.",
    ),
    _Ingang(
        "organisaties.beheren",
        "Contacten en termijnen",
        "beheer:contacten",
        "phone",
        "De meldroute, de termijnen en de deuren.",
        ook=("beheer:termijnen", "beheer:deuren", "beheer:delen"),
    ),
    _Ingang(
        "organisaties.journaal_bekijken", "Journaal", "beheer:journaal", "file-text", "Wie deed wat, en klopt de keten?"
    ),
    _Ingang(
        "noodtoegang.bekijken",
        "Noodtoegang",
        "noodtoegang:toezicht",
        "shield-lock",
        "Beoordeel wie in nood een afgeschermd dossier las.",
    ),
    _Ingang(
        "verzoeken.bekijken",
        "Verzoeken",
        "inzage:lijst",
        "user-circle",
        "Wie wil weten, verbeteren of wissen wat hier over hem of haar staat.",
    ),
    _Ingang(
        "organisaties.bewaartermijnen",
        "Bewaartermijnen",
        "beheer:bewaartermijnen",
        "clock",
        "Hoe lang gegevens blijven, en wie dat bevestigde.",
    ),
    _Ingang(
        "organisaties.rechten_bekijken", "Rollen en rechten", "algemeen:rechten", "lock", "Wie mag wat, en waarom."
    ),
)


INSTUREN = _Ingang(
    "signalen.insturen", "Signaal insturen", "signalen:insturen", "plus", "Stuur een signaal naar een gemeente."
)


def vast(request: HttpRequest | None = None) -> dict[str, Any]:
    """Return what holds on every page, error pages too: no query, no session."""
    return {
        "demonstratie": settings.DEMONSTRATIE,
        "voet_links": _voet_links(get_language() or "nl"),
        "huisstijl_css": huisstijl.adres(),
    }


@lru_cache(maxsize=8)
def _voet_links(taal: str) -> tuple[Link, ...]:
    """Return the links below every page, made once for each language."""
    del taal  # the translations below depend on it
    return (
        Link(_("Toegankelijkheid"), reverse("algemeen:toegankelijkheid")),
        Link(_("Privacy"), reverse("algemeen:privacy")),
        Link(_("Bronnen"), reverse("algemeen:bronnen")),
    )


def pagina(request: HttpRequest) -> dict[str, Any]:
    """Return the frame of a page."""
    door: Wie | None = getattr(request, "wie", None)
    return vast() if door is None else {**vast(), **_binnen(request, door)}


def _binnen(request: HttpRequest, door: Wie) -> dict[str, Any]:
    werkt = bool(rechten_voor(door, "signalen.werklijst"))
    rollen = [r.label for r in Rol if r in door.rollen and r != Rol.MELDER]
    bij = organisatie(door.organisatie_id)
    return {
        "organisatie_naam": bij.naam,
        "gebruiker_naam": door.naam,
        "gebruiker_rol": ", ".join(map(str, rollen)),
        "gebruiker_links": [{"naam": _("Uw account en veiligheid"), "url": reverse("mfa_index"), "icoon": "lock"}],
        "uitlog_url": reverse("account_logout"),
        "zoek_url": reverse("signalen:zoek") if werkt else "",
        "menu": menu(request, door, _aantal_nieuw(request, door) if werkt else None, bij),
        "sessie_seconden": sessieduur.seconden_over(request),
        "sessie_url": reverse("verleng"),
    }


def _aantal_nieuw(request: HttpRequest, door: Wie) -> int:
    """Return the number beside the menu (new signalen and new answers); the work list counted already."""
    geteld: int | None = getattr(request, "aantal_nieuw", None)
    return tellingen(door)["te_zien"] if geteld is None else geteld


def _ingangen(door: Wie, bij: Any) -> list[_Ingang]:
    """Return what this person may open. Who cannot leave a signaal at home sends it to a gemeente instead."""
    open_ = [ingang for ingang in MENU if rechten_voor(door, ingang.handeling)]
    hier = Rol.AANDACHTSFUNCTIONARIS in door.rollen or not rechten_voor(door, INSTUREN.handeling)
    if hier or neemt_signalen_aan(bij):
        return open_
    return [INSTUREN if ingang.handeling == "signalen.melden" else ingang for ingang in open_]


def menu(request: HttpRequest, door: Wie, nieuw: int | None, bij: Any) -> list[Menupunt]:
    """Return the entries this person may open at the own organisation, in order. At most one query.

    A page that hangs below another one than its address says sets `request.menupad`.
    """
    pad: str = getattr(request, "menupad", request.path)
    open_ = [(ingang, reverse(ingang.url_naam)) for ingang in _ingangen(door, bij)]
    hoort_bij = {reverse(naam): adres for ingang, adres in open_ for naam in (ingang.url_naam, *ingang.ook)}
    beste = hoort_bij.get(max((a for a in hoort_bij if pad.startswith(a)), key=len, default=""), "")
    punten = []
    groep = ""
    for ingang, adres in open_:
        punten.append(
            Menupunt(
                ingang.naam,
                adres,
                ingang.icoon,
                actief=adres == beste,
                aantal=nieuw if ingang.url_naam == "signalen:werklijst" else None,
                groep=ingang.groep if ingang.groep != groep else "",
                uitleg=ingang.uitleg,
            )
        )
        groep = ingang.groep or groep
    return punten
