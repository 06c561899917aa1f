"""Does a text name somebody of a dossier, and how does it read without? What is known is found, however written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.utils.dates import MONTHS

from baken.kern.normaliseren import normaliseer

# Fields that point at somebody, or at a place.
NOEMEND = frozenset({"naam", "geboortedatum", "document", "telefoon", "email", "adres", "kenteken", "bedrijf"})
# Words that stand in many names and say nothing of who it is.
_VOEGSELS = frozenset(
    {"van", "den", "der", "ter", "ten", "het", "aan", "bij", "uit", "voor", "von", "las", "los", "del"}
)
_AANEEN = 6  # characters; a value with figures of this length is found however it is spaced
_KLEINSTE_DEEL = 3  # letters; a shorter part of a name is a word only when it is written as a name: "Jo", not "jo"
_KORT = 2  # letters; of one letter, an initial, only the whole name counts
_KORTE_VOEGSELS = frozenset({"de", "te", "la", "le", "el", "al", "da", "di", "du", "op", "in", "en"})
_BEGIN, _TUSSEN, _EIND = r"(?<![^\W_])", r"[\W_]*", r"(?![^\W_])"  # of a word of letters and figures
_CIJFERREEKS = re.compile(r"\+?\d[\d ()./-]{4,}\d")


def _zonder_accenten(tekst: str) -> str:
    return "".join(t for t in unicodedata.normalize("NFKD", tekst) if not unicodedata.combining(t))


def _woorden(tekst: str) -> list[str]:
    return re.findall(r"[^\W_]+", _zonder_accenten(tekst).casefold())


def _naamdelen(naam: str) -> set[str]:
    return {w for w in _woorden(naam) if len(w) >= _KLEINSTE_DEEL and not w.isdigit()} - _VOEGSELS


def _korte_delen(naam: str) -> set[str]:
    """Return the parts of a name of two letters, as they stand in a text: capitals count, so "Al" is not "al".

    What is written small in a name ("van de") is no part, unless the whole name is: then it was written in haste.
    """
    plat = _zonder_accenten(naam)
    delen = [d for d in re.findall(r"[^\W\d_]+", plat) if len(d) == _KORT and d.casefold() not in _KORTE_VOEGSELS]
    return {vorm for d in delen if d[0].isupper() or plat.islower() for vorm in (d.title(), d.upper())}


def heeft_korte_naam(bekend: Iterable[Mapping[str, str]]) -> bool:
    """Say whether somebody has a part of a name that is not found however it is written: one or two letters."""
    delen = [d for velden in bekend for d in _woorden(velden.get("naam", "")) if not d.isdigit()]
    return any(len(d) <= _KORT and d not in _KORTE_VOEGSELS for d in delen)


def _staat_in(waarde: str, tekst: str) -> bool:
    """Say whether a value stands in a text as a row of whole words, however it is spaced or accented."""
    gezocht, heel = _woorden(waarde), _woorden(tekst)
    n = len(gezocht)
    aaneen = "".join(gezocht)
    if n and any(heel[i : i + n] == gezocht for i in range(len(heel) - n + 1)):
        return True
    return len(aaneen) >= _AANEEN and any(t.isdigit() for t in aaneen) and aaneen in "".join(heel)


def _geschreven(veld: str, waarde: str) -> Sequence[str]:
    """Return the ways in which a value may be written: a date in numbers or in words, the rest as it is."""
    if veld != "geboortedatum":
        return (waarde,)
    try:
        dag = date.fromisoformat(waarde)
    except ValueError:
        return (waarde,)
    d, m, j = dag.day, dag.month, dag.year
    jaren, maanden = (str(j), f"{j % 100:02d}"), (f"{m}", f"{m:02d}")
    getallen = [f"{een} {twee} {jaar}" for een in (f"{d}", f"{d:02d}") for twee in maanden for jaar in jaren]
    return (waarde, *getallen, f"{d} {MONTHS[m]} {j}", f"{d} {str(MONTHS[m])[:3]} {j}")


def noemt(veld: str, waarde: str, tekst: str) -> bool:
    """Say whether a text holds what is known in one field of a person or place."""
    if not waarde.strip():
        return False
    if veld == "naam":
        heel = re.findall(r"[^\W_]+", _zonder_accenten(tekst))
        if _korte_delen(waarde) & set(heel) or _naamdelen(waarde) & {w.casefold() for w in heel}:
            return True
        return _staat_in(waarde, tekst)
    if veld == "telefoon":
        gezocht = normaliseer("telefoon", waarde)
        return bool(gezocht) and any(normaliseer("telefoon", g) == gezocht for g in _CIJFERREEKS.findall(tekst))
    return any(_staat_in(vorm, tekst) for vorm in _geschreven(veld, waarde))


def noemt_iemand(tekst: str, bekend: Iterable[Mapping[str, str]]) -> bool:
    """Say whether a text names one of the persons or places. bekend: field -> value of each."""
    return any(noemt(veld, waarde, tekst) for velden in bekend for veld, waarde in velden.items())


def _gevouwen(tekst: str, *, klein: bool = True) -> tuple[str, list[int]]:
    """Return the text without accents and (klein) capitals, and for each character where it came from."""
    uit, plaatsen = [], []
    for plek, teken in enumerate(tekst):
        for deel in unicodedata.normalize("NFKD", teken):
            if not unicodedata.combining(deel):
                vouw = deel.casefold() if klein else deel
                uit.append(vouw)
                plaatsen += [plek] * len(vouw)
    return "".join(uit), [*plaatsen, len(tekst)]


def _patroon(veld: str, waarde: str) -> Iterator[str]:
    """Return what to look for in a text that was folded, one pattern for each way in which a value is written."""
    if veld == "naam":
        yield from (f"{_BEGIN}{re.escape(deel)}{_EIND}" for deel in _naamdelen(waarde))
        if woorden := _woorden(waarde):  # the name whole, so that one of short parts is found too
            yield _BEGIN + _TUSSEN.join(map(re.escape, woorden)) + _EIND
        return
    for vorm in _geschreven(veld, waarde):
        woorden = _woorden(vorm)
        if woorden:
            yield _BEGIN + _TUSSEN.join(map(re.escape, woorden)) + _EIND
        aaneen = "".join(woorden)
        if len(aaneen) >= _AANEEN and any(t.isdigit() for t in aaneen):
            yield _TUSSEN.join(map(re.escape, aaneen))


def _treffers(tekst: str, veld: str, waarde: str) -> Iterator[tuple[int, int]]:
    """Return where a value stands in a text, as places in the text itself."""
    if not waarde.strip():
        return
    if veld == "telefoon":
        gezocht = normaliseer("telefoon", waarde)
        reeksen = _CIJFERREEKS.finditer(tekst) if gezocht else ()
        yield from (m.span() for m in reeksen if normaliseer("telefoon", m[0]) == gezocht)
        return
    yield from _plekken(_patroon(veld, waarde), *_gevouwen(tekst))
    if veld == "naam" and (kort := _korte_delen(waarde)):
        yield from _plekken((f"{_BEGIN}{deel}{_EIND}" for deel in kort), *_gevouwen(tekst, klein=False))


def _plekken(patronen: Iterable[str], plat: str, plaatsen: Sequence[int]) -> Iterator[tuple[int, int]]:
    for patroon in patronen:
        for gevonden in re.finditer(patroon, plat):
            yield plaatsen[gevonden.start()], plaatsen[gevonden.end() - 1] + 1


def vervang(tekst: str, bekend: Sequence[tuple[str, Mapping[str, str]]]) -> str:
    """Return a text in which nobody is named: each value that is known stands as the pseudonym of whose it is.

    bekend: pseudonym, and field -> value. When something still names somebody, the whole text gives way.
    """
    stukken = sorted(
        (begin, -eind, naam)
        for naam, velden in bekend
        for veld, waarde in velden.items()
        for begin, eind in _treffers(tekst, veld, waarde)
    )
    uit, plek, vorige = [], 0, ""
    for begin, min_eind, naam in stukken:
        if -min_eind <= plek:
            continue
        tussen = tekst[plek : max(begin, plek)]
        if naam == vorige and not any(t.isalnum() for t in tussen):
            plek = -min_eind  # first name and surname are one person
            continue
        uit += [tussen, naam]
        plek, vorige = -min_eind, naam
    schoon = "".join((*uit, tekst[plek:]))
    if schoon != tekst and noemt_iemand(_zonder(schoon, [naam for naam, _velden in bekend]), [v for _n, v in bekend]):
        return GESLOTEN
    return schoon


def _zonder(tekst: str, namen: Iterable[str]) -> str:
    for naam in namen:
        tekst = tekst.replace(naam, " ")
    return tekst


GESLOTEN = "[Deze tekst noemt iemand. Hij is alleen te lezen met namen.]"
