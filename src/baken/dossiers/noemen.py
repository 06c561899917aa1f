"""Does a text name somebody of a dossier, and how does it read without? What is known is found, however written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from baken.kern.normaliseren import normaliseer

# Fields that point at somebody, or at a place.
NOEMEND = frozenset({"naam", "geboortedatum", "document", "telefoon", "email", "adres", "kenteken", "bedrijf"})
# Words that stand in many names and say nothing of who it is.
_VOEGSELS = frozenset(
    {"van", "den", "der", "ter", "ten", "het", "aan", "bij", "uit", "voor", "von", "las", "los", "del"}
)
_AANEEN = 6  # characters; a value with figures of this length is found inside other words too
_KLEINSTE_DEEL = 3  # letters; a shorter part of a name is a word only when it is written as a name: "Jo", not "jo"
_KORT = 2  # letters; of one letter, an initial, only the whole name counts
_KORTE_VOEGSELS = frozenset({"de", "te", "la", "le", "el", "al", "da", "di", "du", "op", "in", "en"})
_VERKLEIND = ("je", "tje", "etje", "pje")
# Words that look like the genitive of a short name ("Hui", "Alle", "Than"): written small they are no name.
_LIJKT_GENITIEF = (
    "alles anders beetje dans deels eens ergens gids hals heus huis iets kans keus kies lees lens links meetje mens "
    "netjes niets niks plaats rechts reeds reis sinds soms steeds straks thans thuis trots vals vies wens wijs"
)
_GEWONE_WOORDEN = frozenset(_LIJKT_GENITIEF.split())
_MAANDNAMEN = "januari februari maart april mei juni juli augustus september oktober november december"
_MAANDEN = _MAANDNAMEN.split()
_KORTSTE_MAAND = 3  # letters: "jan", "sept"
_RANG = frozenset({"e", "de", "ste"})  # "de 3e mei", "2e Kade"
_NUMMERWOORDEN = frozenset({"nr", "nrs", "no", "num", "nummer", "huisnr", "huisnummer"})
_MAILWOORDEN = frozenset({"at", "apenstaart", "apenstaartje", "punt", "dot"})
_KLEINSTE_STRAAT, _HUISNUMMER = 3, 5  # letters, and at most so many figures
_POSTCODE = re.compile(r"(?<!\d)([1-9]\d{3})[\W_]*([a-z]{2})(?![^\W_])", re.IGNORECASE)
_NUMMERKERN, _KORTSTE_NUMMER = 8, 6  # figures of a telephone number that are the same in each country's way of writing
# Letters that are another letter with something on it, but not to Unicode.
_GELIJK = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e"}
_ONZICHTBAAR = frozenset("\u00ad\u200c\u200d\u2060\ufeff")  # soft hyphen, joiners


@dataclass(frozen=True)
class _Woord:
    """A row of letters, or of figures, without accents and capitals; begin and eind: its place in the text itself."""

    tekst: str
    begin: int
    eind: int
    hoofdletter: bool


@dataclass(frozen=True)
class _Lezing:
    """A text as it is searched. aaneen: all words without what is between; tekens: the place of each character of it.

    waar: word -> which words.
    """

    woorden: Sequence[_Woord]
    aaneen: str
    tekens: Sequence[tuple[int, int]]
    waar: Mapping[str, Sequence[int]]

    def stuk(self, begin: int, eind: int) -> tuple[int, int]:
        """Return the place in the text of a part of `aaneen`."""
        return self.tekens[begin][0], self.tekens[eind - 1][1]

    def cijfer_tegen(self, links: int) -> bool:
        """Say whether two figures of `aaneen`, this one and the next, stand against each other in the text."""
        if not 0 <= links < len(self.aaneen) - 1:
            return False
        tegen = self.tekens[links][1] == self.tekens[links + 1][0]
        return tegen and self.aaneen[links].isdigit() and self.aaneen[links + 1].isdigit()


def _vouw(teken: str) -> str:
    """Return a character without accent and capital; "" for what only stands on another or is not seen."""
    if teken.isascii():
        return teken.lower()
    uit = ""
    for deel in unicodedata.normalize("NFKD", teken):
        if deel.isdecimal():
            uit += str(unicodedata.decimal(deel))
        elif not unicodedata.combining(deel) and deel not in _ONZICHTBAAR:
            klein = deel.casefold()
            uit += _GELIJK.get(klein, klein)
    return uit


def _lees(tekst: str) -> _Lezing:
    delen = [_vouw(teken) for teken in tekst]
    plaatsen = [plek for plek, deel in enumerate(delen) for _ in deel] + [len(tekst)]
    woorden: list[_Woord] = []
    tekens: list[tuple[int, int]] = []
    waar: dict[str, list[int]] = {}
    for m in re.finditer(r"\d+|[^\W\d_]+", "".join(delen)):
        # what only stands on a character goes with it
        tekens += [(plaatsen[i], max(plaatsen[i] + 1, plaatsen[i + 1])) for i in range(m.start(), m.end())]
        waar.setdefault(m[0], []).append(len(woorden))
        begin = plaatsen[m.start()]
        woorden.append(_Woord(m[0], begin, tekens[-1][1], tekst[begin].isupper()))
    return _Lezing(woorden, "".join(w.tekst for w in woorden), tekens, waar)


def _woorden(tekst: str) -> list[str]:
    return [w.tekst for w in _lees(tekst).woorden]


def _korte_delen(naam: _Lezing) -> set[str]:
    """Return the parts of a name of two letters, which count in a text with a capital: "Al" is not "al".

    What is written small in a name ("van de") is no part, unless the whole name is: then it was written in haste.
    """
    in_haast = not any(w.hoofdletter for w in naam.woorden)
    delen = {w.tekst for w in naam.woorden if len(w.tekst) == _KORT and (w.hoofdletter or in_haast)}
    return {d for d in delen if not d.isdigit()} - _KORTE_VOEGSELS


def heeft_korte_naam(bekend: Iterable[Mapping[str, str]]) -> bool:
    """Say whether somebody has a part of a name that is not found however it is written: one or two letters."""
    delen = [d for velden in bekend for d in _woorden(velden.get("naam", "")) if not d.isdigit()]
    return any(len(d) <= _KORT and d not in _KORTE_VOEGSELS for d in delen)


def _afgeleid(deel: str) -> Iterator[str]:
    """Return what is made of a name: "Annas", "Jantje", "Fatimaatje", "Brammetjes"."""
    yield f"{deel}s"
    for verkleind in (*(deel + uitgang for uitgang in _VERKLEIND), f"{deel}{deel[-1]}tje", f"{deel}{deel[-1]}etje"):
        yield verkleind
        yield f"{verkleind}s"


def _van_naam(waarde: str, in_: _Lezing) -> Iterator[tuple[int, int]]:
    """Return where a part of a name stands, or the name whole so that one of short parts is found too."""
    naam = _lees(waarde)
    woorden = [w.tekst for w in naam.woorden]
    gevonden = set()
    for deel in {w for w in woorden if len(w) >= _KLEINSTE_DEEL and not w.isdigit()} - _VOEGSELS:
        gevonden |= set(in_.waar.get(deel, ()))
        for vorm in _afgeleid(deel):
            gevonden |= {i for i in in_.waar.get(vorm, ()) if in_.woorden[i].hoofdletter or vorm not in _GEWONE_WOORDEN}
    for deel in _korte_delen(naam):
        for vorm in (deel, f"{deel}s"):
            gevonden |= {i for i in in_.waar.get(vorm, ()) if in_.woorden[i].hoofdletter}
    yield from ((in_.woorden[i].begin, in_.woorden[i].eind) for i in gevonden)
    if woorden:
        *eerder, laatste = woorden
        laatste_vormen = {laatste, f"{laatste}s"} if eerder and len(laatste) >= _KORT else {laatste}
        for i in range(len(in_.woorden) - len(eerder)):
            rij = [w.tekst for w in in_.woorden[i : i + len(woorden)]]
            if rij[:-1] == eerder and rij[-1] in laatste_vormen:
                yield in_.woorden[i].begin, in_.woorden[i + len(eerder)].eind


def _rijen(doel: str, in_: _Lezing, tussen: Set[str] = frozenset()) -> Iterator[tuple[int, int]]:
    """Return the rows of whole words that give a value when they are written together, as first and after last.

    tussen: words that may stand in between.
    """
    for woord in in_.waar:
        if not doel.startswith(woord):
            continue
        for eerste in in_.waar[woord]:
            plek, rest = eerste, doel
            while rest and plek < len(in_.woorden):
                hier = in_.woorden[plek].tekst
                if rest.startswith(hier):
                    rest = rest.removeprefix(hier)
                elif hier not in tussen:
                    break
                plek += 1
            if not rest:
                yield eerste, plek


def _van_waarde(waarde: str, in_: _Lezing, tussen: Set[str] = frozenset()) -> Iterator[tuple[int, int]]:
    """Return where a value stands as whole words, however spaced; a long one with figures inside a word as well."""
    woorden = _woorden(waarde)
    doel = "".join(w for w in woorden if w not in tussen) or "".join(woorden)
    if not doel:
        return
    yield from ((in_.woorden[i].begin, in_.woorden[j - 1].eind) for i, j in _rijen(doel, in_, tussen))
    if len(doel) >= _AANEEN and any(t.isdigit() for t in doel):
        for m in re.finditer(f"(?={re.escape(doel)})", in_.aaneen):
            eind = m.start() + len(doel)
            if not (in_.cijfer_tegen(m.start() - 1) or in_.cijfer_tegen(eind - 1)):
                yield in_.stuk(m.start(), eind)


def _straat_en_nummer(waarde: str) -> tuple[str, str, Sequence[str]]:
    """Return street, number and what comes after it in an address; empty when it has no number after a street."""
    straat: list[str] = []
    for stuk in re.split(r"[,;\n]", waarde):
        gelezen = _lees(stuk).woorden
        woorden = [w.tekst for w in gelezen]
        for i, woord in enumerate(woorden):
            rang = i + 1 < len(woorden) and woorden[i + 1] in _RANG and gelezen[i + 1].begin == gelezen[i].eind
            hier = [w for w in woorden[:i] if w not in _NUMMERWOORDEN] or straat
            lang = "".join(hier)
            if woord.isdigit() and len(woord) <= _HUISNUMMER and not rang and len(lang) >= _KLEINSTE_STRAAT:
                return lang, woord, woorden[i + 1 :]
        straat = woorden or straat
    return "", "", ()


def _van_adres(waarde: str, in_: _Lezing) -> Iterator[tuple[int, int]]:
    """Return where an address stands: whole, street with number, or postcode."""
    yield from _van_waarde(waarde, in_, _NUMMERWOORDEN)
    postcode = _POSTCODE.search(waarde)
    zonder = _POSTCODE.sub(",", waarde)
    straat, nummer, erna = _straat_en_nummer(zonder if re.search(r"\d", zonder) else waarde)
    vormen = {straat, re.sub("str(aat)?$", "str", straat), re.sub("str(aat)?$", "straat", straat)} if straat else set()
    for vorm in vormen:
        for i, eind in _rijen(vorm + nummer, in_, _NUMMERWOORDEN):
            j = eind
            for woord in erna:
                if j < len(in_.woorden) and in_.woorden[j].tekst == woord:
                    j += 1
            yield in_.woorden[i].begin, in_.woorden[j - 1].eind
    if postcode:
        for i, j in _rijen((postcode[1] + postcode[2]).lower(), in_):
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


def _van_telefoon(waarde: str, in_: _Lezing) -> Iterator[tuple[int, int]]:
    """Return where a telephone number stands: with the code of the country or without, with its zero or without."""
    for deel in [waarde] if normaliseer("telefoon", waarde) else re.split(r"[^\d+() .-]+", waarde):
        cijfers = normaliseer("telefoon", deel).removeprefix("+")
        kern = "".join(w for w in _woorden(deel.replace("(0)", "")) if w.isdigit()).lstrip("0")[-_NUMMERKERN:]
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


def _van_datum(waarde: str, in_: _Lezing) -> Iterator[tuple[int, int]]:
    """Return where a date stands, in figures or in words, with the year whole or its last two figures."""
    yield from _van_waarde(waarde, in_)
    try:
        dag = date.fromisoformat(waarde)
    except ValueError:
        return
    yield from _van_waarde(f"{dag:%d%m%Y}", in_)
    yield from ((in_.woorden[i].begin, in_.woorden[j - 1].eind) for i, j in _rijen(f"{dag:%d%m%y}", in_))
    jaren = {f"{dag.year}", f"{dag.year % 100:02d}"}
    for getal in (f"{dag.day}", f"{dag.day:02d}"):
        for i in in_.waar.get(getal, ()):
            rij = in_.woorden[i + 1 : i + 4]
            maand_jaar = [w for n, w in enumerate(rij) if n or w.tekst not in _RANG][:2]
            if len(maand_jaar) == 2 and _is_maand(maand_jaar[0].tekst, dag.month) and maand_jaar[1].tekst in jaren:
                yield in_.woorden[i].begin, maand_jaar[1].eind


def _plekken(veld: str, waarde: str, in_: _Lezing) -> Iterator[tuple[int, int]]:
    """Return where a value stands in a text, as places in the text itself."""
    match veld:
        case "naam":
            return _van_naam(waarde, in_)
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
    gelezen = _lees(tekst)
    return any(True for velden in bekend for v, w in velden.items() for _plek in _plekken(v, w, gelezen))


def vervang(tekst: str, bekend: Sequence[tuple[str, Mapping[str, str]]]) -> str:
    """Return a text in which nobody is named: each value that is known stands as the pseudonym of whose it is.

    bekend: pseudonym, and field -> value. When something still names somebody, the whole text gives way.
    """
    gelezen = _lees(tekst)
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
