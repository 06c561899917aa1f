"""Rights on casussen: which approach a role works in, and what it may do."""

from baken.casussen.rules.zicht import DADERAANPAK, SLACHTOFFERAANPAK, Aanpak
from baken.casussen.verloop import LOPENDE_OPSCHALING, OPEN, Casusstatus
from baken.organisaties.besluit import Band, Recht, registreer
from baken.organisaties.rollen import ONTVANGENDE_ROLLEN, Rol

_EIGENAAR = frozenset({Band.EIGENAAR})
_IN_NOOD = _EIGENAAR | {Band.NOODTOEGANG}  # what a broken glass opens (dossiers.noodtoegang says why)
_ONTVANGER = frozenset({Band.ONTVANGER})
_OPEN = frozenset(map(str, OPEN))
_BR = frozenset({Rol.BELEIDSREGISSEUR})
_INDIENERS = ONTVANGENDE_ROLLEN - {Rol.KETENPARTNER}
_SLACHTOFFER = ONTVANGENDE_ROLLEN - {Rol.RIEC_ACCOUNTHOUDER}
_DADER = frozenset({Rol.PROCESREGISSEUR, Rol.AANDACHTSFUNCTIONARIS, Rol.RIEC_ACCOUNTHOUDER})
_LEZEN = {
    SLACHTOFFERAANPAK: (_SLACHTOFFER, "Slachtofferaanpak: wie het is, contact, zorg en plaats (bron 002, bron 004)."),
    DADERAANPAK: (_DADER, "Daderaanpak: wie het is, wat is gezien en plaats, nooit zorg (bron 002, bron 004)."),
}


def _lees(handeling: str, aanpak: Aanpak) -> Recht:
    rollen, uitleg = _LEZEN[aanpak]
    return Recht(handeling, rollen, _IN_NOOD, uitleg, veldgroepen=aanpak.veldgroepen, delen=aanpak.delen)


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
        "casussen.overleggen",
        ONTVANGENDE_ROLLEN,
        _EIGENAAR,
        "Wie aan de casus werkt, overlegt erover met wie daar een grondslag voor heeft (bron 004).",
        statussen=_OPEN,
    ),
    Recht(
        "casussen.verslag_met_namen",
        frozenset({Rol.PROCESREGISSEUR, Rol.AANDACHTSFUNCTIONARIS, Rol.ZORGCOORDINATOR}),
        _EIGENAAR,
        "Een verslag met namen verlaat Baken. Dat is een eigen recht, en een eigen regel in het journaal.",
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
        "casussen.afschermen",
        ONTVANGENDE_ROLLEN,
        _EIGENAAR,
        "Wie de procesregie heeft, kan een casus afschermen. Dan ziet alleen het team de casus, tot die weer opengaat.",
    ),
    Recht(
        "casussen.oppakken",
        ONTVANGENDE_ROLLEN,
        _IN_NOOD,
        "Werkt niemand van het team hier meer, dan neemt een collega de casus over. Is die afgeschermd, dan eerst met "
        "noodtoegang.",
        statussen=_OPEN,
    ),
    Recht(
        "casussen.heropenen",
        ONTVANGENDE_ROLLEN,
        _EIGENAAR,
        "Wie kon sluiten, kan met een reden heropenen.",
        statussen=frozenset({str(Casusstatus.AFGESLOTEN)}),
    ),
    Recht(
        "opschaling.indienen",
        _INDIENERS,
        _EIGENAAR,
        "Loopt een casus vast, dan vraagt het team de beleidsregisseur om hulp, zonder namen (bron 004).",
        statussen=frozenset({str(Casusstatus.VASTGELOPEN)}),
    ),
    Recht(
        "opschaling.volgen",
        _INDIENERS,
        _EIGENAAR,
        "Wie hulp vroeg, trekt de vraag in of leest het antwoord.",
        statussen=_OPEN,
    ),
    Recht(
        "opschaling.lezen",
        _BR,
        _ONTVANGER,
        "De beleidsregisseur ziet wat er vastloopt, nooit om wie het gaat (bron 004).",
    ),
    Recht(
        "opschaling.behandelen",
        _BR,
        _ONTVANGER,
        "De beleidsregisseur antwoordt, of brengt de vraag naar de Regionale Tafel (bron 004).",
        statussen=frozenset(map(str, LOPENDE_OPSCHALING)),
    ),
    Recht(
        "opschaling.tafel_plannen",
        _BR,
        frozenset({Band.ORGANISATIE}),
        "De beleidsregisseur bereidt de Regionale Tafel voor (bron 004).",
    ),
    Recht(
        "leercasus.lezen",
        frozenset(Rol),
        frozenset({Band.GEEN}),
        "Van een verzonnen casus mag iedereen leren die in Baken werkt.",
        tweede_factor=False,
    ),
    Recht(
        "leercasus.schrijven",
        frozenset(
            {
                Rol.AANDACHTSFUNCTIONARIS,
                Rol.ZORGCOORDINATOR,
                Rol.PROCESREGISSEUR,
                Rol.BELEIDSREGISSEUR,
                Rol.BELEIDSMEDEWERKER,
            }
        ),
        frozenset({Band.ORGANISATIE}),
        "Wie het werk kent, verzint een casus om met een brede groep van te leren (bron 004).",
    ),
)
