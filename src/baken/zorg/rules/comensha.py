"""What goes to CoMensha: two records with two purposes, in the words of HTCDS, and what is still missing.

Neither record has room for a name, an address or a sentence: only codes, numbers and days. Source: HTCDS 2.0 (IOM);
what CoMensha's reports distinguish (facts `comensha_veld`). Own extensions start with `x_baken_`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

ONBEKEND = "onbekend"
SEKSUEEL, ARBEID, CRIMINEEL = "SEKS", "ARB", "CRIM"
MEERVOUD = "|"  # between the values of one cell: no code holds it
Waarde = str | int | bool | date | tuple[str, ...] | None


@dataclass(frozen=True)
class Registratiegegevens:
    """What is recorded of one victim for figures, in codes of facts. Empty: not filled in; "onbekend" is an answer."""

    status: str = ""
    vormen: tuple[str, ...] = ()
    seks: tuple[str, ...] = ()
    werk: str = ""
    geslacht: str = ""
    leeftijdsgroep: str = ""
    nationaliteit: str = ""
    melder: str = ""
    reikwijdte: str = ""
    methoden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hulpgegevens:
    """What is asked for one person, in codes. Empty: not filled in; "onbekend" is an answer."""

    hulp: tuple[str, ...] = ()
    vannacht: str = ""  # ja, nee, onbekend
    geslacht: str = ""
    leeftijdsgroep: str = ""
    verblijf: str = ""
    tolk: str = ""  # ja, nee, onbekend
    kinderen: str = ""  # how many come along, or onbekend


@dataclass(frozen=True)
class Codelijst:
    """What the codes mean: `htcds` is code of a fact or vorm -> value in the file; `ouder` sub-form -> its form."""

    htcds: Mapping[str, str]
    ouder: Mapping[str, str]
    minderjarig: Mapping[str, bool | None]
    landen: frozenset[str]


@dataclass(frozen=True)
class Kop:
    """What stands around a record: the reference both sides can name, whose it is, and of when."""

    kenmerk: str
    organisatie: str
    op: date


REGISTRATIEVELDEN = (
    "x_baken_kenmerk",
    "x_baken_jaar",
    "org_Name",
    "org_Type",
    "cas_Status",
    "vic_TraffickingStatus",
    "vic_TypeOfExploitation",
    "x_baken_crimineel",
    "vic_TypeOfSexExploitation",
    "vic_ForcedLabourIndustry",
    "vic_MethodsOfControl",
    "prs_Gender",
    "x_baken_leeftijdsgroep",
    "x_baken_minderjarig",
    "prs_Citizenship",
    "x_baken_reikwijdte",
)
HULPVELDEN = (
    "x_baken_kenmerk",
    "x_baken_op",
    "org_Name",
    "con_Consent",
    "x_baken_toestemming_op",
    "x_baken_hulp",
    "x_baken_vannacht",
    "prs_Gender",
    "x_baken_leeftijdsgroep",
    "x_baken_minderjarig",
    "x_baken_verblijf",
    "x_baken_tolk",
    "prs_NumberOfChildren",
)
_NODIG_REGISTRATIE = ("status", "vormen", "geslacht", "leeftijdsgroep", "nationaliteit", "melder", "reikwijdte")
_NODIG_HULP = ("hulp", "vannacht", "geslacht", "leeftijdsgroep", "verblijf", "tolk", "kinderen")


def hoofdvormen(vormen: Sequence[str], codes: Codelijst) -> frozenset[str]:
    """Return the forms themselves of forms and sub-forms."""
    return frozenset(codes.ouder.get(vorm) or vorm for vorm in vormen)


def ontbreekt(gegevens: Registratiegegevens, codes: Codelijst) -> tuple[str, ...]:
    """Return the fields that must still be answered before a registration is ready; "onbekend" is an answer too.

    The sector is asked at labour, the kind at sexual exploitation, as HTCDS does.
    """
    hoofd = hoofdvormen(gegevens.vormen, codes)
    nodig = [*_NODIG_REGISTRATIE]
    nodig += ["werk"] if ARBEID in hoofd else []
    nodig += ["seks"] if SEKSUEEL in hoofd else []
    return tuple(veld for veld in nodig if not getattr(gegevens, veld))


def past_niet(gegevens: Registratiegegevens, codes: Codelijst) -> dict[str, str]:
    """Return what contradicts itself: field -> why, in plain Dutch."""
    fouten: dict[str, str] = {}
    for veld in ("vormen", "seks", "methoden"):
        gekozen = getattr(gegevens, veld)
        if ONBEKEND in gekozen and len(gekozen) > 1:
            fouten[veld] = "Kies niet bekend, of kies wat u wel weet. Niet allebei."
    hoofd = hoofdvormen(gegevens.vormen, codes)
    if gegevens.seks and SEKSUEEL not in hoofd:
        fouten["seks"] = "Dit hoort bij seksuele uitbuiting. Kies die vorm ook, of laat dit leeg."
    return fouten


def ontbreekt_hulp(gegevens: Hulpgegevens) -> tuple[str, ...]:
    """Return the fields that must still be answered before a help request is ready."""
    return tuple(veld for veld in _NODIG_HULP if not getattr(gegevens, veld))


def htcds(
    gegevens: Registratiegegevens, codes: Codelijst, kop: Kop, *, jaar: int, casus_status: str
) -> dict[str, Waarde]:
    """Return a registration in the words of HTCDS, one value per field of REGISTRATIEVELDEN; unknown is None or empty.

    HTCDS has no value for criminal exploitation: it goes as Other with `x_baken_crimineel`; forced begging has one of
    its own and carries the extension as well. A nationality that is no country (stateless, unknown) stays empty.
    """
    hoofd = hoofdvormen(gegevens.vormen, codes)
    return {
        "x_baken_kenmerk": kop.kenmerk,
        "x_baken_jaar": jaar,
        "org_Name": kop.organisatie,
        "org_Type": codes.htcds.get(gegevens.melder),
        "cas_Status": codes.htcds.get(casus_status),
        "vic_TraffickingStatus": codes.htcds.get(gegevens.status),
        "vic_TypeOfExploitation": _uitbuiting(gegevens.vormen, codes),
        "x_baken_crimineel": CRIMINEEL in hoofd if gegevens.vormen and ONBEKEND not in hoofd else None,
        "vic_TypeOfSexExploitation": _waarden(gegevens.seks, codes),
        "vic_ForcedLabourIndustry": codes.htcds.get(gegevens.werk),
        "vic_MethodsOfControl": _waarden(gegevens.methoden, codes),
        "prs_Gender": codes.htcds.get(gegevens.geslacht),
        **_leeftijd(gegevens.leeftijdsgroep, codes),
        "prs_Citizenship": gegevens.nationaliteit if gegevens.nationaliteit in codes.landen else None,
        "x_baken_reikwijdte": codes.htcds.get(gegevens.reikwijdte),
    }


def hulpregel(gegevens: Hulpgegevens, codes: Codelijst, kop: Kop, *, toestemming_op: date) -> dict[str, Waarde]:
    """Return a help request, one value per field of HULPVELDEN. Without a name: CoMensha calls back for that."""
    return {
        "x_baken_kenmerk": kop.kenmerk,
        "x_baken_op": kop.op,
        "org_Name": kop.organisatie,
        "con_Consent": True,
        "x_baken_toestemming_op": toestemming_op,
        "x_baken_hulp": _waarden(gegevens.hulp, codes),
        "x_baken_vannacht": gegevens.vannacht or None,
        "prs_Gender": codes.htcds.get(gegevens.geslacht),
        **_leeftijd(gegevens.leeftijdsgroep, codes),
        "x_baken_verblijf": gegevens.verblijf or None,
        "x_baken_tolk": gegevens.tolk or None,
        "prs_NumberOfChildren": int(gegevens.kinderen) if gegevens.kinderen.isdecimal() else None,
    }


def _uitbuiting(vormen: Sequence[str], codes: Codelijst) -> tuple[str, ...]:
    """Return the values of forms and sub-forms: of the sub-form where HTCDS has one, else of its form; each once."""
    waarden = (codes.htcds.get(vorm) or codes.htcds.get(codes.ouder.get(vorm, "")) for vorm in vormen)
    return tuple(dict.fromkeys(waarde for waarde in waarden if waarde))


def _waarden(gekozen: Sequence[str], codes: Codelijst) -> tuple[str, ...]:
    return tuple(codes.htcds[code] for code in gekozen if code in codes.htcds)


def _leeftijd(groep: str, codes: Codelijst) -> dict[str, Waarde]:
    return {
        "x_baken_leeftijdsgroep": groep or None,
        "x_baken_minderjarig": codes.minderjarig.get(groep),
    }


def cel(waarde: Waarde) -> str | int | bool | date | None:
    """Return a value as one cell of a table: several become one text with MEERVOUD between them."""
    return MEERVOUD.join(waarde) if isinstance(waarde, tuple) else waarde
