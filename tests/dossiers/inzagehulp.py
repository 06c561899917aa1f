"""What the tests of requests of persons share. All invented."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast, als, maak_signaal

from baken.dossiers.inhoud import OpenBetrokkene, open_inhoud
from baken.dossiers.inzage import services as inzage
from baken.dossiers.inzage.besluit import Besluitvorm
from baken.dossiers.inzage.personen import veldregels
from baken.dossiers.models import Avgbesluit, Avgverzoek
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie
from baken.dossiers.verzoekverloop import Dossieruitkomst, Vaststelling, Verzoeksoort
from baken.kern import klok
from baken.signalen.gegevens import Contact
from baken.signalen.models import Signaal

WIE = {"naam": "Xandra Verzonnen", "geboortedatum": "1999-05-01", "telefoon": "06 12 34 56 78"}
MOTIVERING = "Er loopt een onderzoek; zie het gesprek met de politie."
XANDRA = NieuweBetrokkene(
    "slachtoffer",
    leeftijdsgroep="25-29",
    identiteit={"naam": "Verzonnen Xandra", "geboortedatum": "1999-05-01", "document": "NX12345P7"},
    contact={"telefoon": "0612345678"},
    zorg={"omschrijving": "Zorgwoord"},
)
YPE = NieuweBetrokkene(
    "dader", identiteit={"naam": "Ype Anders"}, contact={"telefoon": "0687654321"}, strafbaar={"omschrijving": "Straf"}
)
VERBODEN = ("Ype", "0687654321", "Straf", "Melderwoord", "Verhaalwoord", "Adreswoord")


def signaal_over(cast: Cast, *personen: NieuweBetrokkene, **velden: Any) -> Signaal:
    """Make a signaal on Xandra (or these persons) and others, with a word in each part that must stay in."""
    basis: dict[str, Any] = {
        "personen": personen or (XANDRA, YPE),
        "waarneming": "Verhaalwoord, en nog meer over wat er gebeurt.",
        "locaties": (NieuweLocatie("GM0599", "Adreswoord 12, 3011 AA"),),
        "contact": Contact(naam="Melderwoord"),
    }
    return maak_signaal(cast, **{**basis, **velden})


def registreer(cast: Cast, soort: Verzoeksoort = Verzoeksoort.INZAGE, wie: dict[str, str] | None = None) -> Avgverzoek:
    """Let the FG register a request of today."""
    return inzage.registreer(
        soort=soort,
        ontvangen_op=klok.vandaag(),
        vastgesteld=Vaststelling.LEGITIMATIE,
        wie=WIE if wie is None else wie,
        door=als(cast.fg),
    )


def gezocht(
    cast: Cast, soort: Verzoeksoort = Verzoeksoort.INZAGE, wie: dict[str, str] | None = None
) -> tuple[Avgverzoek, list[Avgbesluit]]:
    """Register a request and let anna look for the dossiers."""
    verzoek = registreer(cast, soort, wie)
    inzage.zoek(verzoek_id=verzoek.pk, door=als(cast.anna))
    verzoek.refresh_from_db()
    return verzoek, list(verzoek.besluiten.order_by("dossier__aangemaakt_op"))


def persoon(besluit: Avgbesluit, nummer: int = 1) -> OpenBetrokkene:
    """Open a person of the dossier of a decision."""
    besluit.dossier.refresh_from_db()
    return next(p for p in open_inhoud(besluit.dossier).betrokkenen if p.nummer == nummer)


def alles(besluit: Avgbesluit, **anders: Any) -> Besluitvorm:
    """Return the choice to do all that is asked for person 1."""
    velden = frozenset(r.code for r in veldregels(persoon(besluit), {}))
    return Besluitvorm(**{"uitkomst": Dossieruitkomst.TOEGEWEZEN, "persoon": 1, "velden": velden, **anders})


def weiger(**anders: Any) -> Besluitvorm:
    """Return the choice to do nothing of what is asked, for an investigation."""
    basis = {"uitkomst": Dossieruitkomst.GEWEIGERD, "grond": "strafbare_feiten", "motivering": MOTIVERING}
    return Besluitvorm(**{**basis, **anders})


def voorgelegd(cast: Cast, verzoek: Avgverzoek, *vormen: tuple[Avgbesluit, Besluitvorm]) -> Avgverzoek:
    """Let anna decide and lay the answer before a second person."""
    for besluit, vorm in vormen:
        inzage.besluit(besluit_id=besluit.pk, vorm=vorm, door=als(cast.anna))
    verzoek.refresh_from_db()
    return inzage.leg_voor(verzoek_id=verzoek.pk, versie=verzoek.versie, door=als(cast.anna))


def beantwoord(cast: Cast, verzoek: Avgverzoek, *vormen: tuple[Avgbesluit, Besluitvorm]) -> Avgverzoek:
    """Let vera approve it as second person."""
    klaar = voorgelegd(cast, verzoek, *vormen)
    return inzage.bevestig(verzoek_id=klaar.pk, afdruk=klaar.uitvoer_hash, door=als(cast.vera))
