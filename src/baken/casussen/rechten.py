"""Rights on casussen: which approach a role works in, and what it may do."""

from baken.casussen.rules.zicht import DADERAANPAK, SLACHTOFFERAANPAK, Aanpak
from baken.casussen.verloop import OPEN, Casusstatus
from baken.organisaties.besluit import Band, Recht, registreer
from baken.organisaties.rollen import ONTVANGENDE_ROLLEN, Rol

_EIGENAAR = frozenset({Band.EIGENAAR})
_OPEN = frozenset(map(str, OPEN))
_SLACHTOFFER = ONTVANGENDE_ROLLEN - {Rol.RIEC_ACCOUNTHOUDER}
_DADER = frozenset({Rol.PROCESREGISSEUR, Rol.AANDACHTSFUNCTIONARIS, Rol.RIEC_ACCOUNTHOUDER})
_LEZEN = {
    SLACHTOFFERAANPAK: (_SLACHTOFFER, "Slachtofferaanpak: wie het is, contact, zorg en plaats (bron 002, bron 004)."),
    DADERAANPAK: (_DADER, "Daderaanpak: wie het is, wat is gezien en plaats, nooit zorg (bron 002, bron 004)."),
}


def _lees(handeling: str, aanpak: Aanpak) -> Recht:
    rollen, uitleg = _LEZEN[aanpak]
    return Recht(handeling, rollen, _EIGENAAR, uitleg, veldgroepen=aanpak.veldgroepen, delen=aanpak.delen)


registreer(
    Recht("casussen.werklijst", ONTVANGENDE_ROLLEN, _EIGENAAR, "Wie een pakket aannam, werkt aan de eigen casussen."),
    *(_lees(handeling, aanpak) for handeling in ("casussen.inzien", "casussen.onthullen") for aanpak in _LEZEN),
    Recht(
        "casussen.openen",
        frozenset({Rol.ZORGCOORDINATOR}),
        frozenset({Band.GEEN}),
        "Bij de zorgcoördinator kan iemand rechtstreeks worden aangemeld, zonder signaal (bron 004).",
    ),
    Recht(
        "casussen.behandelen",
        ONTVANGENDE_ROLLEN,
        _EIGENAAR,
        "Acties, team en stand horen bij wie aan de casus werkt.",
        statussen=_OPEN,
    ),
    Recht(
        "casussen.melden",
        ONTVANGENDE_ROLLEN,
        _EIGENAAR,
        "De afzender hoort in vaste teksten hoe het gaat, zodat die de melder kan antwoorden.",
        statussen=_OPEN,
    ),
    Recht(
        "casussen.afsluiten",
        ONTVANGENDE_ROLLEN,
        _EIGENAAR,
        "De procesregisseur sluit de casus; is die er niet, dan iemand uit het team.",
        statussen=_OPEN,
    ),
    Recht(
        "casussen.heropenen",
        ONTVANGENDE_ROLLEN,
        _EIGENAAR,
        "Wie kon sluiten, kan met een reden heropenen.",
        statussen=frozenset({str(Casusstatus.AFGESLOTEN)}),
    ),
)
