"""Does a text name somebody of a dossier, and how does it read without? What is known is found, however written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date

from baken.dossiers.naamvormen import van_naam
from baken.dossiers.woorden import Lezing, lees, rijen, woorden_van
from baken.kern.normaliseren import normaliseer

# Fields that point at somebody, or at a place.
NOEMEND = frozenset({"naam", "geboortedatum", "document", "telefoon", "email", "adres", "kenteken", "bedrijf"})
_AANEEN = 6  # characters; a value with figures of this length is found inside other words too
_MAANDNAMEN = "januari februari maart april mei juni juli augustus september oktober november december"
_MAANDEN = _MAANDNAMEN.split()
_KORTSTE_MAAND = 3  # letters: "jan", "sept"
_RANG = frozenset({"e", "de", "ste"})  # "de 3e mei", "2e Kade"
_NUMMERWOORDEN = frozenset({"nr", "nrs", "no", "num", "nummer", "huisnr", "huisnummer"})
_MAILWOORDEN = frozenset({"at", "apenstaart", "apenstaartje", "punt", "dot"})
_KLEINSTE_STRAAT, _HUISNUMMER = 3, 5  # letters, and at most so many figures
_POSTCODE = re.compile(r"(?<!\d)([1-9]\d{3})[\W_]*([a-z]{2})(?![^\W_])", re.IGNORECASE)
# A word that is a street and nothing else: "bakenweg", not "weg" or "opvang".
_ZINSEINDE = re.compile(r"[.!?]\s")
_STRAATNAAM = re.compile("[^ ]{3}(weg|str|straat|laan|plein|gracht|kade|dijk|singel|steeg|dreef|plantsoen|hof|pad)$")
_LIDWOORD = re.compile("^(de|het)(?=.{3})")
_NUMMERKERN, _KORTSTE_NUMMER = 8, 6  # figures of a telephone number that are the same in each country's way of writing


def _van_waarde(waarde: str, in_: Lezing, tussen: Set[str] = frozenset()) -> Iterator[tuple[int, int]]:
    """Return where a value stands as whole words, however spaced; a long one with figures inside a word as well."""
    woorden = woorden_van(waarde)
    doel = "".join(w for w in woorden if w not in tussen) or "".join(woorden)
    if not doel:
        return
    yield from ((in_.woorden[i].begin, in_.woorden[j - 1].eind) for i, j in rijen(doel, in_, tussen))
    if len(doel) >= _AANEEN and any(t.isdigit() for t in doel):
        for m in re.finditer(f"(?={re.escape(doel)})", in_.aaneen):
            eind = m.start() + len(doel)
            if not (in_.cijfer_tegen(m.start() - 1) or in_.cijfer_tegen(eind - 1)):
                yield in_.stuk(m.start(), eind)


def _straat_en_nummer(waarde: str) -> tuple[str, str, Sequence[str]]:
    """Return street, number and what comes after it in an address; empty when it has no number after a street."""
    straat: list[str] = []
    for stuk in re.split(r"[,;\n]", waarde):
        gelezen = lees(stuk).woorden
        woorden = [w.tekst for w in gelezen]
        for i, woord in enumerate(woorden):
            rang = i + 1 < len(woorden) and woorden[i + 1] in _RANG and gelezen[i + 1].begin == gelezen[i].eind
            hier = [w for w in woorden[:i] if w not in _NUMMERWOORDEN] or straat
            lang = "".join(hier)
            if woord.isdigit() and len(woord) <= _HUISNUMMER and not rang and len(lang) >= _KLEINSTE_STRAAT:
                return lang, woord, woorden[i + 1 :]
        straat = woorden or straat
    return "", "", ()


def _zonder_postcode(waarde: str) -> tuple[str, str, Sequence[str]]:
    zonder = _POSTCODE.sub(",", waarde)
    return _straat_en_nummer(zonder if re.search(r"\d", zonder) else waarde)


def _straatvormen(straat: str) -> set[str]:
    return {straat, re.sub("str(aat)?$", "str", straat), re.sub("str(aat)?$", "straat", straat)} if straat else set()


def _van_adres(waarde: str, in_: Lezing) -> Iterator[tuple[int, int]]:
    """Return where an address stands: whole, street with number, or postcode."""
    yield from _van_waarde(waarde, in_, _NUMMERWOORDEN)
    postcode = _POSTCODE.search(waarde)
    straat, nummer, erna = _zonder_postcode(waarde)
    for vorm in _straatvormen(straat):
        for i, eind in rijen(vorm + nummer, in_, _NUMMERWOORDEN):
            j = eind
            for woord in erna:
                if j < len(in_.woorden) and in_.woorden[j].tekst == woord:
                    j += 1
            yield in_.woorden[i].begin, in_.woorden[j - 1].eind
    if postcode:
        for i, j in rijen((postcode[1] + postcode[2]).lower(), in_):
            letters = in_.woorden[j - 1]
            jaartal = postcode[1][:2] in {"19", "20"}  # "in 2026 de moeder" is no postcode
            if not jaartal or letters.hoofdletter or in_.woorden[i].eind == letters.begin:
                yield in_.woorden[i].begin, letters.eind


def _koppen(kop: str) -> Sequence[str]:
    """Return what may stand before the last figures of a number, longest first: 31 or 0031, with a 0 after it or not.

    How long the code of the country is, is not known: each length counts.
    """
    koppen = {""}
    for k in range(len(kop) + 1):
        for nul in ("", "0"):
            koppen |= {nul + kop[k:], kop[:k] + nul + kop[k:], f"00{kop[:k]}{nul}{kop[k:]}"}
    return sorted(koppen, key=len, reverse=True)


def _van_telefoon(waarde: str, in_: Lezing) -> Iterator[tuple[int, int]]:
    """Return where a telephone number stands: with the code of the country or without, with its zero or without."""
    for deel in [waarde] if normaliseer("telefoon", waarde) else re.split(r"[^\d+() .-]+", waarde):
        cijfers = normaliseer("telefoon", deel).removeprefix("+")
        kern = "".join(w for w in woorden_van(deel.replace("(0)", "")) if w.isdigit()).lstrip("0")[-_NUMMERKERN:]
        if not cijfers or len(kern) < _KORTSTE_NUMMER:
            continue
        koppen = _koppen(cijfers.removesuffix(kern))
        for m in re.finditer(f"(?={kern})", in_.aaneen):
            eind = m.start() + len(kern)
            begin = m.start() - next(len(k) for k in koppen if in_.aaneen.endswith(k, 0, m.start()))
            if in_.cijfer_tegen(eind - 1) or (len(kern) < _NUMMERKERN and in_.cijfer_tegen(begin - 1)):
                continue
            while in_.cijfer_tegen(begin - 1):
                begin -= 1
            yield in_.stuk(begin, eind)


def _is_maand(woord: str, maand: int) -> bool:
    if woord.isdigit():
        return woord in {f"{maand}", f"{maand:02d}"}
    kort = len(woord) >= _KORTSTE_MAAND and _MAANDEN[maand - 1].startswith(woord)
    return kort or (woord, maand) == ("mrt", 3)


def _van_datum(waarde: str, in_: Lezing) -> Iterator[tuple[int, int]]:
    """Return where a date stands, in figures or in words, with the year whole or its last two figures."""
    yield from _van_waarde(waarde, in_)
    try:
        dag = date.fromisoformat(waarde)
    except ValueError:
        return
    yield from _van_waarde(f"{dag:%d%m%Y}", in_)
    yield from ((in_.woorden[i].begin, in_.woorden[j - 1].eind) for i, j in rijen(f"{dag:%d%m%y}", in_))
    jaren = {f"{dag.year}", f"{dag.year % 100:02d}"}
    for getal in (f"{dag.day}", f"{dag.day:02d}"):
        for i in in_.waar.get(getal, ()):
            rij = in_.woorden[i + 1 : i + 4]
            maand_jaar = [w for n, w in enumerate(rij) if n or w.tekst not in _RANG][:2]
            if len(maand_jaar) == 2 and _is_maand(maand_jaar[0].tekst, dag.month) and maand_jaar[1].tekst in jaren:
                yield in_.woorden[i].begin, maand_jaar[1].eind


def _plekken(veld: str, waarde: str, in_: Lezing) -> Iterator[tuple[int, int]]:
    """Return where a value stands in a text, as places in the text itself."""
    match veld:
        case "naam":
            return van_naam(waarde, in_)
        case "telefoon":
            return _van_telefoon(waarde, in_)
        case "geboortedatum":
            return _van_datum(waarde, in_)
        case "adres":
            return _van_adres(waarde, in_)
        case "email":
            return _van_waarde(waarde, in_, _MAILWOORDEN)
    return _van_waarde(waarde, in_)


def noemt(veld: str, waarde: str, tekst: str) -> bool:
    """Say whether a text holds what is known in one field of a person or place."""
    return noemt_iemand(tekst, [{veld: waarde}])


def noemt_iemand(tekst: str, bekend: Iterable[Mapping[str, str]]) -> bool:
    """Say whether a text names one of the persons or places. bekend: field -> value of each."""
    gelezen = lees(tekst)
    return any(True for velden in bekend for v, w in velden.items() for _plek in _plekken(v, w, gelezen))


def straat_van(adres: str) -> str:
    """Return the street of an address, read as texts are; empty when no street with a number stands in it."""
    return _zonder_postcode(adres)[0]


def noemt_straat(tekst: str, bekend: Iterable[Mapping[str, str]]) -> bool:
    """Say whether a text names the street of one of the addresses, also without the number.

    A street that is a usual word, such as "Opvang 3", counts with a capital only. bekend: field -> value of each.
    """
    gelezen = lees(tekst)
    for velden in bekend:
        for heel in _straatvormen(straat_van(velden.get("adres", ""))):
            for vorm in {heel, _LIDWOORD.sub("", heel)}:
                for i, j in rijen(vorm, gelezen):
                    if _STRAATNAAM.search(vorm) or any(w.hoofdletter for w in gelezen.woorden[i:j]):
                        return True
    return False


def vervang(tekst: str, bekend: Sequence[tuple[str, Mapping[str, str]]]) -> str:
    """Return a text in which nobody is named: each value that is known stands as the pseudonym of whose it is.

    bekend: pseudonym, and field -> value. When something still names somebody, the whole text gives way.
    """
    gelezen = lees(tekst)
    stukken = sorted(
        (begin, -eind, naam)
        for naam, velden in bekend
        for veld, waarde in velden.items()
        for begin, eind in _plekken(veld, waarde, gelezen)
    )
    uit, plek, vorige = [], 0, ""
    for begin, min_eind, naam in stukken:
        if -min_eind <= plek:
            continue
        tussen = tekst[plek : max(begin, plek)]
        if naam == vorige and not any(t.isalnum() for t in tussen) and not _ZINSEINDE.search(tussen):
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
