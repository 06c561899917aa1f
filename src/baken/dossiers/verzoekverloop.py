"""Requests of persons about their own data (AVG 15 to 18): kinds, states, terms and reasons to refuse. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models

from baken.kern import klok
from baken.kern.verloop import Verloop

# AVG art. 12 lid 3: within one month of receipt; two more months when that is needed, told within the first.
TERMIJN_MAANDEN = 1
VERLENGD_MAANDEN = 3


class Verzoeksoort(models.TextChoices):
    """Which right somebody uses."""

    INZAGE = "inzage", "Inzage"
    RECTIFICATIE = "rectificatie", "Verbeteren"
    WISSING = "wissing", "Wissen"
    BEPERKING = "beperking", "Beperken"


ARTIKEL = {
    Verzoeksoort.INZAGE: "AVG artikel 15",
    Verzoeksoort.RECTIFICATIE: "AVG artikel 16",
    Verzoeksoort.WISSING: "AVG artikel 17",
    Verzoeksoort.BEPERKING: "AVG artikel 18",
}


class Verzoekstatus(models.TextChoices):
    """Where a request stands."""

    GEREGISTREERD = "geregistreerd", "Geregistreerd"
    IN_BEHANDELING = "in_behandeling", "In behandeling"
    TER_CONTROLE = "ter_controle", "Ter controle"
    BEANTWOORD = "beantwoord", "Beantwoord"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


_S = Verzoekstatus
VERZOEKVERLOOP: Verloop[Verzoekstatus] = Verloop(
    {
        _S.GEREGISTREERD: {_S.IN_BEHANDELING, _S.INGETROKKEN},
        _S.IN_BEHANDELING: {_S.IN_BEHANDELING, _S.TER_CONTROLE, _S.INGETROKKEN},
        _S.TER_CONTROLE: {_S.IN_BEHANDELING, _S.BEANTWOORD, _S.INGETROKKEN},
        _S.BEANTWOORD: set(),
        _S.INGETROKKEN: set(),
    }
)
LOPEND = frozenset({_S.GEREGISTREERD, _S.IN_BEHANDELING, _S.TER_CONTROLE})


class Vaststelling(models.TextChoices):
    """How it was checked who asks (AVG art. 12 lid 6). Never a copy of a document."""

    LEGITIMATIE = "legitimatie", "Liet een geldig identiteitsbewijs zien"
    BEKEND = "bekend", "Is persoonlijk bekend bij wie het verzoek aannam"
    TERUGGEBELD = "teruggebeld", "Is teruggebeld op een nummer dat al bekend was"
    DIGITAAL = "digitaal", "Logde in met een elektronisch identificatiemiddel"
    VERTEGENWOORDIGER = "vertegenwoordiger", "Een vertegenwoordiger; wie het is en de machtiging zijn gezien"


class Dossieruitkomst(models.TextChoices):
    """What was decided for one dossier in which the person was found."""

    OPEN = "open", "Nog geen besluit"
    TOEGEWEZEN = "toegewezen", "Wij doen wat u vraagt"
    DEELS = "deels", "Wij doen een deel van wat u vraagt"
    GEWEIGERD = "geweigerd", "Wij doen niet wat u vraagt"
    ANDER = "ander", "Dit gaat over iemand anders"


@dataclass(frozen=True)
class Weigeringsgrond:
    """A reason of the law not to do (all of) what is asked. soorten: for which rights it can be used."""

    code: str
    naam: str
    artikel: str
    soorten: frozenset[Verzoeksoort]


_ALLE = frozenset(Verzoeksoort)
_UAVG = "AVG artikel 23 lid 1 onder {letter}, en UAVG artikel 41"
GRONDEN = (
    Weigeringsgrond(
        "strafbare_feiten",
        "Het schaadt het voorkomen, onderzoeken of vervolgen van strafbare feiten",
        _UAVG.format(letter="d"),
        _ALLE,
    ),
    Weigeringsgrond("openbare_veiligheid", "Het schaadt de openbare veiligheid", _UAVG.format(letter="c"), _ALLE),
    Weigeringsgrond(
        "toezicht", "Het schaadt een controle of inspectie door de overheid", _UAVG.format(letter="h"), _ALLE
    ),
    Weigeringsgrond(
        "anderen", "Het schaadt de rechten en vrijheden van de persoon of van anderen", _UAVG.format(letter="i"), _ALLE
    ),
    Weigeringsgrond(
        "buitensporig", "Het verzoek is duidelijk ongegrond of buitensporig", "AVG artikel 12 lid 5 onder b", _ALLE
    ),
    Weigeringsgrond(
        "niet_onjuist", "Het gegeven is niet onjuist", "AVG artikel 16", frozenset({Verzoeksoort.RECTIFICATIE})
    ),
    Weigeringsgrond(
        "taak_of_plicht",
        "De gegevens zijn nodig voor een wettelijke plicht of een publieke taak",
        "AVG artikel 17 lid 3 onder b",
        frozenset({Verzoeksoort.WISSING}),
    ),
    Weigeringsgrond(
        "rechtsvordering",
        "De gegevens zijn nodig voor een rechtsvordering",
        "AVG artikel 17 lid 3 onder e",
        frozenset({Verzoeksoort.WISSING}),
    ),
    Weigeringsgrond(
        "geen_geval",
        "Geen van de gevallen waarin de wet dit recht geeft, doet zich voor",
        "AVG artikel 17 lid 1 en artikel 18 lid 1",
        frozenset({Verzoeksoort.WISSING, Verzoeksoort.BEPERKING}),
    ),
)
_OP_CODE = {g.code: g for g in GRONDEN}


def grond(code: str) -> Weigeringsgrond | None:
    """Return the reason with this code, or None."""
    return _OP_CODE.get(code)


def gronden_voor(soort: str) -> list[Weigeringsgrond]:
    """Return the reasons that the law gives for this right."""
    return [g for g in GRONDEN if soort in g.soorten]


def uiterlijk_op(ontvangen_op: date, *, verlengd: bool) -> date:
    """Return the last day of the term (AVG art. 12 lid 3)."""
    return klok.maanden_erbij(ontvangen_op, VERLENGD_MAANDEN if verlengd else TERMIJN_MAANDEN)


def mag_naar(status: str, naar: Verzoekstatus) -> bool:
    """Say whether a request in this state may go to that one."""
    return VERZOEKVERLOOP.mag(Verzoekstatus(status), naar)


def alles_besloten(uitkomsten: Iterable[str]) -> bool:
    """Say whether every dossier has a decision."""
    return Dossieruitkomst.OPEN not in set(uitkomsten)
