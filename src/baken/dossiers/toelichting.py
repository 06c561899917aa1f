"""What a sender writes for one receiver: it goes along in the packet, and names nobody the packet does not name."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from baken.dossiers.inhoud import OpenDossier
from baken.dossiers.noemen import GESLOTEN, NOEMEND, noemt_iemand, vervang
from baken.dossiers.pakket import KERN, TOELICHTING, Regel, deel_in_pakket, plaatsen_in_pakket
from baken.dossiers.voorstel import Voorstel
from baken.kern.fouten import OngeldigeInvoerError

NOEMT = (
    "In uw toelichting staat een naam, nummer of adres dat niet in dit pakket zit. Haal dat weg. Mag de ontvanger het "
    "weten? Kies dan die persoon en die gegevens bij wat u deelt."
)


def toelichting(inhoud: OpenDossier, voorstel: Voorstel, persoon: uuid.UUID | None) -> Sequence[Regel]:
    """Return the line with the sender's own words; none when nothing was written.

    persoon: the one person whose consent it is. Raises OngeldigeInvoerError when the words hold what is known of
    somebody who is not in the packet, or of a group of fields that was not chosen. What was never recorded in the
    dossier cannot be recognised.
    """
    woorden = voorstel.toelichting.strip()
    if not woorden:
        return ()
    mee: list[tuple[str, dict[str, str]]] = []
    buiten: list[dict[str, str]] = []
    for b in inhoud.betrokkenen:
        erin = deel_in_pakket(b, voorstel.over_wie, persoon) is not None
        for groep in ("identiteit", "contact"):
            velden = {v: w for v, w in b.groepen.get(groep, {}).items() if v in NOEMEND and w}
            if erin and groep in voorstel.veldgroepen:
                mee.append(("…", velden))
            else:
                buiten.append(velden)
    met_plaats = "locatie" in voorstel.veldgroepen
    erbij = {n for n, _plek in plaatsen_in_pakket(inhoud, voorstel.over_wie, persoon)} if met_plaats else set()
    for nummer, plek in enumerate(inhoud.locaties, start=1):
        adres = {"adres": plek.adres}
        if nummer in erbij:
            mee.append(("…", adres))
        else:
            buiten.append(adres)
    rest = vervang(woorden, mee)  # a surname that two share may stand there for who is in the packet
    if noemt_iemand(woorden if rest == GESLOTEN else rest, buiten):
        raise OngeldigeInvoerError({"toelichting": [NOEMT]})
    return (Regel(KERN, TOELICHTING, woorden),)
