"""How the people and places of a casus are called where nobody is named, and what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from baken.casussen.models import Casus
from baken.dossiers import verstrekken
from baken.dossiers.inhoud import OpenBetrokkene, OpenDossier, noemend_van, open_inhoud
from baken.dossiers.noemen import NOEMEND
from baken.dossiers.pakketinhoud import codes
from baken.dossiers.pakketpersonen import personen_uit_regels
from baken.dossiers.services import sleutel_van
from baken.referentie import selectors as referentie

Bekend = tuple[str, dict[str, str]]
WEGGEHAALD = "Vroegere plaats"  # after "Persoon" and "Plaats": of two who share an address it is the last


def pseudoniem(persoon: OpenBetrokkene) -> str:
    """Return how a person of a casus is called, such as "Persoon 1 (slachtoffer, ook dader)"."""
    namen = referentie.namen()
    delen = [namen.get(d, d).lower() for d in (persoon.deel, persoon.ook_deel) if d]
    return f"Persoon {persoon.nummer} ({', ook '.join(delen)})"


def pseudoniem_in_zicht(persoon: OpenBetrokkene, delen: Collection[str]) -> str:
    """Return how a person is called for who sees these parts only: of the others not even that they are there."""
    eigen = [d for d in (persoon.deel, persoon.ook_deel) if d in delen]
    if not eigen:
        return f"Persoon {persoon.nummer}"
    return pseudoniem(replace(persoon, deel=eigen[0], ook_deel=eigen[1] if len(eigen) > 1 else ""))


def bekenden(
    casus: Casus,
    inhoud: OpenDossier | None = None,
    *,
    behalve: Callable[[OpenBetrokkene], bool] | None = None,
    noem: Callable[[OpenBetrokkene], str] = pseudoniem,
) -> list[Bekend]:
    """Return what is known of the persons and places of a casus and its packets: pseudonym, and field -> value.

    What was corrected or taken out since counts too: it stands in texts of before. behalve: persons who may be named.
    noem: how the others are called. What only a packet knows has no number here.
    """
    inhoud = inhoud or open_inhoud(casus.dossier, sleutel_van(casus.dossier))
    uit: list[Bekend] = []
    genoemd: list[dict[str, str]] = []
    for persoon in inhoud.betrokkenen:
        if behalve is not None and behalve(persoon):
            genoemd += noemend_van(persoon)
        else:
            uit += [(noem(persoon), velden) for velden in noemend_van(persoon)]
    plekken = [
        (f"Plaats {n}", {"adres": adres})
        for n, plek in enumerate(inhoud.locaties, start=1)
        for adres in (plek.adres, *plek.eerder)
    ]
    plekken += [(WEGGEHAALD, {"adres": adres}) for plek in inhoud.weg for adres in plek.eerder]
    if behalve is None:
        uit += plekken
    else:
        genoemd += [velden for _naam, velden in plekken]  # a packet that brought the place knows nothing more of it
    return [*uit, *_van_pakketten(casus, [*genoemd, *(velden for _naam, velden in uit)])]


def _van_pakketten(casus: Casus, al: Sequence[dict[str, str]]) -> list[Bekend]:
    """Return what the packets of a casus know and the casus never did, such as an address that was not taken over."""
    waarden = {paar for velden in al for paar in velden.items()}
    uit: list[Bekend] = []
    bekend = codes()
    for bron in casus.bronnen.filter(verstrekking__pakket_sleutel__isnull=False).select_related("verstrekking"):
        personen, plaatsen = personen_uit_regels(verstrekken.open_pakket(bron.verstrekking), bekend)
        velden = [{**p.identiteit, **p.contact} for p in personen] + [{"adres": plek.adres} for plek in plaatsen]
        uit += [
            ("Iemand of een plaats uit een pakket", rest)
            for v in velden
            if (rest := {k: w for k, w in v.items() if k in NOEMEND and w and (k, w) not in waarden})
        ]
    return uit
