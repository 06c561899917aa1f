"""A text as it is searched for what is known: its words, without accents and capitals, and their places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

# Letters that are another letter with something on it, but not to Unicode.
_GELIJK = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e"}
# Letters of another script that look the same: Cyrillic, and Greek as it looks in capitals.
_GELIJK |= dict(
    zip(
        "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0455\u0456\u0458\u04bb",
        "abekmhopctyxsijh",
        strict=True,
    )
)
_GELIJK |= dict(
    zip(
        "\u03b1\u03b2\u03b5\u03b6\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7",
        "abezhikmnoptyx",
        strict=True,
    )
)
# Not seen, or only standing on another: controls, format characters (zero width, direction, tags), marks.
_ONGEZIEN = frozenset({"Cc", "Cf", "Cn", "Mn", "Me"})
_LEGE_LETTERS = frozenset("\u115f\u1160")  # fillers of Hangul, letters to Unicode; the others fold to these


@dataclass(frozen=True)
class Woord:
    """A row of letters, or of figures, without accents and capitals; begin and eind: its place in the text itself."""

    tekst: str
    begin: int
    eind: int
    hoofdletter: bool


@dataclass(frozen=True)
class Lezing:
    """A text as it is searched.

    tekst: the text itself. aaneen: all words without what is between; tekens: the place of each character of it.
    waar: word -> which words.
    """

    tekst: str
    woorden: Sequence[Woord]
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
        return teken.lower() if teken.isprintable() or teken.isspace() else ""
    uit = ""
    for deel in unicodedata.normalize("NFKD", teken):
        if deel.isdecimal():
            uit += str(unicodedata.decimal(deel))
        elif deel not in _LEGE_LETTERS and (unicodedata.category(deel) not in _ONGEZIEN or deel.isspace()):
            klein = deel.casefold()
            uit += _GELIJK.get(klein, klein)
    return uit


def lees(tekst: str) -> Lezing:
    """Read a text."""
    delen = [_vouw(teken) for teken in tekst]
    plaatsen = [plek for plek, deel in enumerate(delen) for _ in deel] + [len(tekst)]
    woorden: list[Woord] = []
    tekens: list[tuple[int, int]] = []
    waar: dict[str, list[int]] = {}
    for m in re.finditer(r"\d+|[^\W\d_]+", "".join(delen)):
        # what only stands on a character goes with it
        tekens += [(plaatsen[i], max(plaatsen[i] + 1, plaatsen[i + 1])) for i in range(m.start(), m.end())]
        waar.setdefault(m[0], []).append(len(woorden))
        begin = plaatsen[m.start()]
        woorden.append(Woord(m[0], begin, tekens[-1][1], tekst[begin].isupper()))
    return Lezing(tekst, woorden, "".join(w.tekst for w in woorden), tekens, waar)


def woorden_van(tekst: str) -> list[str]:
    """Return the words of a text."""
    return [w.tekst for w in lees(tekst).woorden]


def rijen(doel: str, in_: Lezing, tussen: Set[str] = frozenset()) -> Iterator[tuple[int, int]]:
    """Return the rows of whole words that give a value when they are written together, as first and after last.

    tussen: words that may stand in between.
    """
    for lengte in range(1, len(doel) + 1):
        for eerste in in_.waar.get(doel[:lengte], ()):
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
