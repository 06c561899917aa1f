"""Rights on organisations and people."""

from baken.organisaties.besluit import Band, Recht, registreer
from baken.organisaties.rollen import Rol

IEDEREEN = frozenset(Rol)

registreer(
    Recht("organisaties.start", IEDEREEN, frozenset({Band.GEEN}), "Iedereen met een account.", tweede_factor=False),
    Recht(
        "organisaties.rechten_bekijken",
        IEDEREEN,
        frozenset({Band.GEEN}),
        "Rechten zijn openbaar voor medewerkers.",
        tweede_factor=False,
    ),
    Recht(
        "organisaties.meldroute",
        IEDEREEN,
        frozenset({Band.GEEN}),
        "De meldroute is voor iedereen.",
        tweede_factor=False,
    ),
    Recht(
        "organisaties.beheren",
        frozenset({Rol.BEHEERDER}),
        frozenset({Band.ORGANISATIE}),
        "De beheerder beheert de eigen organisatie en haar mensen, nooit de inhoud van dossiers.",
    ),
    Recht(
        "organisaties.aanstelling_bevestigen",
        frozenset({Rol.BEHEERDER, Rol.FG}),
        frozenset({Band.ORGANISATIE}),
        "Een tweede persoon bevestigt een rol met toegang tot dossiers, en de rol van beheerder of FG.",
    ),
    Recht(
        "organisaties.gemeente_opnemen",
        frozenset({Rol.AANDACHTSFUNCTIONARIS}),
        frozenset({Band.ORGANISATIE}),
        "De aandachtsfunctionaris kan een signaal aan elke gemeente doorgeven, ook buiten de eigen regio (bron 004).",
    ),
    Recht(
        "organisaties.journaal_bekijken",
        frozenset({Rol.FG}),
        frozenset({Band.ORGANISATIE}),
        "De functionaris gegevensbescherming controleert het journaal, zonder inhoud van dossiers.",
    ),
    Recht(
        "organisaties.bewaartermijnen",
        frozenset({Rol.FG, Rol.ARCHIVARIS}),
        frozenset({Band.ORGANISATIE}),
        "De FG en de archivaris bevestigen samen hoe lang gegevens worden bewaard. Daarvoor wordt niets vernietigd.",
    ),
)
