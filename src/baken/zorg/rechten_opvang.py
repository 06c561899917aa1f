"""Rights on shelter: who keeps facilities, who places a client, and who may know where a facility is."""

from baken.organisaties.besluit import Band, Recht, registreer
from baken.organisaties.rollen import Rol
from baken.zorg.verloop import OPEN

_ZC = frozenset({Rol.ZORGCOORDINATOR})
_EIGENAAR = frozenset({Band.EIGENAAR})
_ORGANISATIE = frozenset({Band.ORGANISATIE})
_OPEN = frozenset(map(str, OPEN))

registreer(
    Recht(
        "opvang.zoeken",
        _ZC,
        _EIGENAAR,
        "De zorgcoördinator zoekt een plek die past bij de eigen cliënt (bron 004).",
    ),
    Recht(
        "opvang.plaatsen",
        _ZC,
        _EIGENAAR,
        "De zorgcoördinator boekt een plek voor de eigen cliënt en houdt bij hoe lang die blijft.",
        statussen=_OPEN,
    ),
    Recht(
        "opvang.vrijgeven",
        _ZC,
        _EIGENAAR,
        "De zorgcoördinator legt vast dat iemand weg is en geeft de plek vrij, ook als het traject al dicht is.",
    ),
    Recht(
        "opvang.beheren",
        _ZC | {Rol.BEHEERDER},
        _ORGANISATIE,
        "Wie voorzieningen beheert, houdt soort, voorwaarden, kwaliteit en geld bij. Hier staat geen persoon.",
    ),
    Recht(
        "opvang.adres_tonen",
        _ZC,
        _ORGANISATIE,
        "Alleen de zorgcoördinator ziet waar een opvang is, en elke keer wordt dat vastgelegd.",
    ),
    Recht(
        "opvang.overzicht",
        frozenset(
            {
                Rol.ZORGCOORDINATOR,
                Rol.AANDACHTSFUNCTIONARIS,
                Rol.PROCESREGISSEUR,
                Rol.BELEIDSREGISSEUR,
                Rol.BELEIDSMEDEWERKER,
                Rol.BESTUURDER,
            }
        ),
        frozenset({Band.GEEN}),
        "Wie aan de aanpak werkt, ziet per soort of er vannacht plek is: ja, nee of onbekend. Zonder adres of persoon.",
    ),
)
