"""What the shipped indicators say beside their element.

Only what the wording of the indicator itself says is listed. Indicators that an organisation adds later carry
their own `kenmerken`.
"""

from __future__ import annotations

from collections.abc import Iterable

from baken.signalen.rules.gegevens import Indicator, Kenmerk

_PER_KENMERK: dict[Kenmerk, frozenset[str]] = {
    Kenmerk.GEWELD: frozenset({"IND011", "IND019", "IND049", "IND058", "IND087", "IND121"}),
    # the wording states coercion although the list files it under purpose
    Kenmerk.DWANG: frozenset({"IND141", "IND142", "IND143"}),
    Kenmerk.DREIGING: frozenset(
        {"IND012", "IND017", "IND018", "IND050", "IND056", "IND057", "IND060", "IND080", "IND087"}
    ),
    Kenmerk.VRIJHEID_ONTNOMEN: frozenset({"IND013", "IND016", "IND048", "IND099", "IND100", "IND117"}),
    Kenmerk.DOCUMENTEN_AFGENOMEN: frozenset({"IND015", "IND046", "IND085", "IND139"}),
    Kenmerk.NETWERK: frozenset({"IND074", "IND079", "IND116", "IND136", "IND141"}),
    Kenmerk.KINDEREN: frozenset({"IND045", "IND104"}),
    # health (medical help withheld, traces of violence) and where somebody sleeps
    Kenmerk.ZORG: frozenset(
        {"IND040", "IND061", "IND071", "IND076", "IND091", "IND092", "IND094", "IND095", "IND110", "IND121"}
    ),
}


def codes_met(*kenmerken: Kenmerk) -> frozenset[str]:
    """Return the codes of the shipped indicators that say one of these."""
    return frozenset().union(*(_PER_KENMERK[k] for k in kenmerken))


def kenmerken_van(indicator: Indicator) -> frozenset[Kenmerk]:
    """Return what this indicator says, from its code and from what it carries itself."""
    vast = {k for k, codes in _PER_KENMERK.items() if indicator.code in codes}
    return frozenset(vast) | indicator.kenmerken


def met_kenmerk(indicatoren: Iterable[Indicator], kenmerk: Kenmerk) -> tuple[Indicator, ...]:
    """Return the indicators that say this, in the order given."""
    return tuple(i for i in indicatoren if kenmerk in kenmerken_van(i))


def feiten(indicatoren: Iterable[Indicator]) -> tuple[str, ...]:
    """Return the facts as shown to the reader: text and code."""
    return tuple(f"{i.tekst} ({i.code})" for i in indicatoren)
