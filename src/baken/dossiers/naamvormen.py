"""Where a name stands in a text: whole or a part, in the genitive, made small, written together or apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from baken.dossiers.woorden import Lezing, lees, rijen, woorden_van

# Words that stand in many names and say nothing of who it is.
_VOEGSELS = frozenset(
    {"van", "den", "der", "ter", "ten", "het", "aan", "bij", "uit", "voor", "von", "las", "los", "del"}
)
_KLEINSTE_DEEL = 3  # letters; a shorter part of a name is a word only when it is written as a name: "Jo", not "jo"
_KORT = 2  # letters; of one letter, an initial, only the whole name counts
_KORTE_VOEGSELS = frozenset({"de", "te", "la", "le", "el", "al", "da", "di", "du", "op", "in", "en"})
_ALLE_VOEGSELS = _VOEGSELS | _KORTE_VOEGSELS
_VERKLEIND = ("je", "tje", "etje", "pje")
# Words that look like the genitive of a short name ("Hui", "Alle", "Than"): written small they are no name.
_LIJKT_GENITIEF = (
    "alles anders beetje dans deels eens ergens gids hals heus huis iets kans keus kies lees lens links meetje mens "
    "netjes niets niks plaats rechts reeds reis sinds soms steeds straks thans thuis trots vals vies wens wijs"
)
# Words that look like a short name written together ("An Der", "van Daag").
_LIJKT_AANEEN = (
    "allemaal ander andere anderen dezelfde hetzelfde samen tegen terwijl vanaf vanavond vandaag vanmiddag vanuit "
    "vanwege vanzelf vooraf"
)
_GEWONE_WOORDEN = frozenset((*_LIJKT_GENITIEF.split(), *_LIJKT_AANEEN.split()))
_VOORAAN = frozenset({"van", "von", "ter", "ten", "den", "der", "el", "al", "del"})  # "Vandenberg", "Elhadi"
_MEESTE = 6  # words of a name that are tried together; the whole name is tried besides
_KLEINSTE_AANEEN, _LANG = 4, 6  # letters of what is written together; from so many on also without a capital
_HEEL = 8  # letters of a name whose words may stand apart or together anywhere
_KLEINSTE_LOS = 5  # letters of a word of a name that is looked for in parts: "Ben te laat" is not "Bente laat"
_VERBONDEN = frozenset("-\u2010\u2011\u2012\u2013'\u2018\u2019`\u00b4\u02bc\u00b7_")  # "D'Angelo", "Ana-Maria"


def _korte_delen(naam: Lezing) -> set[str]:
    """Return the parts of a name of two letters, which count in a text with a capital: "Al" is not "al".

    What is written small in a name ("van de") is no part, unless the whole name is: then it was written in haste.
    """
    in_haast = not any(w.hoofdletter for w in naam.woorden)
    delen = {w.tekst for w in naam.woorden if len(w.tekst) == _KORT and (w.hoofdletter or in_haast)}
    return {d for d in delen if not d.isdigit()} - _KORTE_VOEGSELS


def heeft_korte_naam(bekend: Iterable[Mapping[str, str]]) -> bool:
    """Say whether somebody has a part of a name that is not found however it is written: one or two letters."""
    delen = [d for velden in bekend for d in woorden_van(velden.get("naam", "")) if not d.isdigit()]
    return any(len(d) <= _KORT and d not in _KORTE_VOEGSELS for d in delen)


def _afgeleid(deel: str) -> Iterator[str]:
    """Return what is made of a name: "Annas", "Jantje", "Fatimaatje", "Brammetjes"."""
    yield f"{deel}s"
    for verkleind in (*(deel + uitgang for uitgang in _VERKLEIND), f"{deel}{deel[-1]}tje", f"{deel}{deel[-1]}etje"):
        yield verkleind
        yield f"{verkleind}s"


def _los(deel: str, eerste: int, na: int, in_: Lezing, *, voornaam: bool) -> bool:
    """Say whether words that together give a word of a name are meant as it: "onder water" is not "Onderwater"."""
    rij = in_.woorden[eerste:na]
    tussen = [in_.tekst[links.eind : rechts.begin] for links, rechts in pairwise(rij)]
    if all(t in _VERBONDEN for t in tussen) and len(deel) >= _KLEINSTE_AANEEN:
        return True
    if len(deel) < _KLEINSTE_LOS:
        return False
    *eerder, laatste = rij
    if laatste.hoofdletter and all(w.hoofdletter or w.tekst in _ALLE_VOEGSELS for w in eerder):
        return True
    kort = min(len(w.tekst) for w in rij)
    if all(w.tekst in _ALLE_VOEGSELS for w in eerder):
        return eerder[0].tekst in _VOORAAN and len(laatste.tekst) >= _KLEINSTE_AANEEN
    return voornaam and kort >= _KLEINSTE_DEEL and not any(w.tekst in _VOEGSELS for w in rij)


def _aaneen(woorden: Sequence[str]) -> Iterator[str]:
    """Return the words of a name that stand next to each other, written together: "anamaria", "vandenbergh"."""
    for begin in range(len(woorden)):
        for eind in range(begin + 2, min(begin + _MEESTE, len(woorden)) + 1):
            stuk = woorden[begin:eind]
            if not _ALLE_VOEGSELS.issuperset(stuk):
                yield "".join(stuk)


def _anders_gespatieerd(woorden: Sequence[str], in_: Lezing) -> Iterator[tuple[int, int]]:
    """Return where words of a name stand written together, and where one word stands apart, as first and after last."""
    for doel in (*_aaneen(woorden), *_aaneen(_afgekort(woorden))):
        for vorm in (doel, *_afgeleid(doel)):
            if len(doel) >= _KLEINSTE_AANEEN:
                lang = len(doel) >= _LANG and vorm not in _GEWONE_WOORDEN
                yield from ((i, i + 1) for i in in_.waar.get(vorm, ()) if lang or in_.woorden[i].hoofdletter)
    for plek, deel in enumerate(woorden):
        if len(deel) >= _KLEINSTE_AANEEN and deel not in _VOEGSELS:
            for doel in (deel, f"{deel}s"):
                for i, j in rijen(doel, in_):
                    if j > i + 1 and _los(deel, i, j, in_, voornaam=plek == 0):
                        yield i, j


def _met_voegsels(woorden: Sequence[str]) -> Sequence[str]:
    """Return the surname with what stands before it: "van den bergh"; none when nothing stands there."""
    vanaf = next((i for i in range(1, len(woorden)) if woorden[i] in _ALLE_VOEGSELS), len(woorden))
    rest = woorden[vanaf:]
    return rest if rest and rest[-1] not in _ALLE_VOEGSELS and len(rest[-1]) >= _KORT else ()


def _afgekort(woorden: Sequence[str]) -> Sequence[str]:
    """Return the surname with only the letters of what stands before it: "vd bergh"."""
    achternaam = _met_voegsels(woorden)
    kern = [w for w in achternaam if w not in _ALLE_VOEGSELS]
    return ["".join(w[0] for w in achternaam if w in _ALLE_VOEGSELS), *kern] if kern else ()


def _als_rij(woorden: Sequence[str], in_: Lezing) -> Iterator[tuple[int, int]]:
    """Return where all words of a name stand, with or without genitive s, as first and after last.

    A short name is found as it is spaced: "met al" is not "Me Tal".
    """
    vormen = [woorden]
    if len(woorden) > 1 and len(woorden[-1]) >= _KORT:
        vormen.append([*woorden[:-1], f"{woorden[-1]}s"])
    for vorm in vormen:
        for i, j in rijen("".join(vorm), in_):
            if sum(map(len, woorden)) >= _HEEL or [w.tekst for w in in_.woorden[i:j]] == [*vorm]:
                yield i, j


def van_naam(waarde: str, in_: Lezing) -> Iterator[tuple[int, int]]:
    """Return where a part of a name stands, or the name whole so that one of short parts is found too."""
    naam = lees(waarde)
    woorden = [w.tekst for w in naam.woorden]
    gevonden = set()
    for deel in {w for w in woorden if len(w) >= _KLEINSTE_DEEL and not w.isdigit()} - _VOEGSELS:
        gevonden |= set(in_.waar.get(deel, ()))
        for vorm in _afgeleid(deel):
            gevonden |= {i for i in in_.waar.get(vorm, ()) if in_.woorden[i].hoofdletter or vorm not in _GEWONE_WOORDEN}
    for deel in _korte_delen(naam):
        for vorm in (deel, f"{deel}s"):
            gevonden |= {i for i in in_.waar.get(vorm, ()) if in_.woorden[i].hoofdletter}
    gespatieerd = [(i, i + 1) for i in gevonden]
    gespatieerd += [*_anders_gespatieerd(woorden, in_), *_als_rij(woorden, in_), *_als_rij(_met_voegsels(woorden), in_)]
    gespatieerd += _als_rij(_afgekort(woorden), in_)
    yield from ((in_.woorden[i].begin, in_.woorden[j - 1].eind) for i, j in gespatieerd)
