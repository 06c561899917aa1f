"""What a sender writes for one receiver, as words and as purpose: it names nobody the packet does not name."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from baken.dossiers.eerder import NOEMENDE_GROEPEN
from baken.dossiers.inhoud import OpenDossier, eerdere_van
from baken.dossiers.noemen import GESLOTEN, NOEMEND, noemt_iemand, noemt_straat, straat_van, vervang
from baken.dossiers.pakket import KERN, TOELICHTING, Regel, plaatsen_in_pakket
from baken.dossiers.voorstel import Voorstel
from baken.kern.fouten import OngeldigeInvoerError

Bekend = tuple[str, Mapping[str, str]]
_WEG = (
    "staat een naam, nummer of adres dat niet in dit pakket zit. Haal dat weg. Mag de ontvanger het "
    "weten? Kies dan die persoon en die gegevens bij wat u deelt."
)
NOEMT = f"In uw toelichting {_WEG}"
DOEL_NOEMT = f"In het doel {_WEG}"
_ZINNEN = {"doel": DOEL_NOEMT, "toelichting": NOEMT}


def toelichting(inhoud: OpenDossier, voorstel: Voorstel, persoon: uuid.UUID | None) -> Sequence[Regel]:
    """Return the line with the sender's own words; none when nothing was written.

    persoon: the one person whose consent it is. Raises OngeldigeInvoerError when these words, or the purpose, hold
    what is known of somebody who is not in the packet, or of a group of fields that was not chosen. What was never
    recorded in the dossier cannot be recognised.
    """
    mee, buiten = _bekend(inhoud, voorstel, persoon)
    fouten = {veld: [zin] for veld, zin in _ZINNEN.items() if _noemt_buiten(getattr(voorstel, veld), mee, buiten)}
    if fouten:
        raise OngeldigeInvoerError(fouten)
    woorden = voorstel.toelichting.strip()
    return (Regel(KERN, TOELICHTING, woorden),) if woorden else ()


def _noemt_buiten(woorden: str, mee: Sequence[Bekend], buiten: Sequence[Mapping[str, str]]) -> bool:
    rest = vervang(woorden, mee)  # a surname that two share may stand there for who is in the packet
    if rest == GESLOTEN:
        rest = woorden
    mag = {straat_van(velden.get("adres", "")) for _wie, velden in mee}  # and so may a street
    return noemt_iemand(rest, buiten) or noemt_straat(
        rest, (v for v in buiten if straat_van(v.get("adres", "")) not in mag)
    )


def _bekend(
    inhoud: OpenDossier, voorstel: Voorstel, persoon: uuid.UUID | None
) -> tuple[list[Bekend], list[Mapping[str, str]]]:
    """Return what is known and goes along, and what is known and does not."""
    over = voorstel.over(persoon)
    mee: list[Bekend] = []
    buiten: list[Mapping[str, str]] = []
    for b in inhoud.betrokkenen:
        erin = over.deel_van(b) is not None
        for groep in NOEMENDE_GROEPEN:
            velden = {v: w for v, w in b.groepen.get(groep, {}).items() if v in NOEMEND and w}
            if erin and groep in voorstel.veldgroepen:
                mee.append(("…", velden))
            else:
                buiten.append(velden)
        buiten += eerdere_van(b)  # never in a packet
    met_plaats = "locatie" in voorstel.veldgroepen
    erbij = {n for n, _plek in plaatsen_in_pakket(inhoud, over)} if met_plaats else set()
    for nummer, plek in enumerate(inhoud.locaties, start=1):
        adres = {"adres": plek.adres}
        if nummer in erbij:
            mee.append(("…", adres))
        else:
            buiten.append(adres)
        buiten += [{"adres": eerder} for eerder in plek.eerder]
    buiten += [{"adres": eerder} for plek in inhoud.weg for eerder in plek.eerder]
    return mee, buiten
