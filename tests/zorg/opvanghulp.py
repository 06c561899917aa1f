"""What the tests of shelter share: facilities, places and clients with a profile. All invented."""

from __future__ import annotations

from typing import Any

from tests.zorg.hulp import client, traject

from baken.dossiers.services import sleutel_van
from baken.kern.models import Journaalregel
from baken.organisaties.besluit import Wie
from baken.zorg.inhoud import Profiel, sluit_profiel
from baken.zorg.models import Plek, Traject, Voorziening
from baken.zorg.opvanggegevens import Plekgegevens, Voorzieninggegevens
from baken.zorg.rules.opvang import Opvangsoort, Voorwaarden
from baken.zorg.rules.verblijf import RECHTMATIG, Verblijf
from baken.zorg.services.voorzieningen import leg_plek_vast, leg_voorziening_vast

REDEN = "De opvang zei door de telefoon dat dit toch kan."


def voorziening(door: Wie, soort: Opvangsoort = Opvangsoort.REGULIER, **velden: Any) -> Voorziening:
    """Record an invented facility where every night is booked here."""
    eisen = {
        Opvangsoort.REGULIER: Voorwaarden(verblijf=RECHTMATIG, contra=frozenset()),
        Opvangsoort.NOODBED_NATIONAAL: Voorwaarden(verblijf=RECHTMATIG, aangetroffen=frozenset({"GM0599"})),
        Opvangsoort.COSM_VROUWEN: Voorwaarden(
            geslachten=frozenset({"V"}), verblijf=frozenset({Verblijf.BEDENKTIJD, Verblijf.GEEN})
        ),
    }
    basis: dict[str, Any] = {
        "naam": f"Huis {soort.value}",
        "voorwaarden": eisen.get(soort, Voorwaarden()),
        "eigen_boeking": True,
    }
    return leg_voorziening_vast(soort=soort, gegevens=Voorzieninggegevens(**{**basis, **velden}), door=door)


def plek(door: Wie, bij: Voorziening, code: str = "1", **velden: Any) -> Plek:
    """Record a place of a facility."""
    noodbed = bij.soort.startswith("OPV-NOOD")
    return leg_plek_vast(
        voorziening_id=bij.pk, plek=Plekgegevens(**{"code": code, "noodbed": noodbed, **velden}), door=door
    )


def nederlander(door: Wie, **profiel: Any) -> Traject:
    """Take in a Dutch adult of whom everything is known."""
    gemaakt = traject(door, client=client(nationaliteit="NL", identiteit={"naam": f"Nora {Traject.objects.count()}"}))
    geef_profiel(gemaakt, verblijf="nederlander", aangetroffen_in="GM0599", **profiel)
    return gemaakt


def geef_profiel(bij: Traject, **velden: Any) -> None:
    """Set what is known of a client, as the intake does."""
    basis: dict[str, Any] = {"kinderen": (), "contra_indicaties": ()}
    sluit_profiel(bij, sleutel_van(bij.dossier), Profiel(**{**basis, **velden}))
    bij.save(update_fields=["profiel"])


def regels(handeling: str) -> int:
    """Return how many lines of an act are in the journaal."""
    return Journaalregel.objects.filter(handeling=handeling).count()
