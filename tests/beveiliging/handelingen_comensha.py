"""The acts on what goes to CoMensha that write, each with what makes it ready (see handelingen.py)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from baken.kern import klok
from baken.zorg.aanleveringen import Aanleversoort
from baken.zorg.services import aanleveren, uitleveren
from baken.zorg.services.uitleveren import Overhandiging
from tests.browser.wereld import Wereld
from tests.browser.wereld_comensha import HULP, TELLING
from tests.cast import als

Doe = Callable[[], object]
Bouw = Callable[[Wereld], Doe]
_R, _H = Aanleversoort.REGISTRATIE, Aanleversoort.HULPVRAAG


def _met(doe: Callable[..., Any], welke: str, soort: Aanleversoort, **anders: Any) -> Bouw:
    """Return the builder of an act by the zorgcoordinator on one record of the region."""

    def bouw(w: Wereld) -> Doe:
        rij = getattr(w.comensha, welke)
        door = als(w.cast.zoe)
        return lambda: doe(soort=soort, aanlevering_id=rij.pk, versie=rij.versie, door=door, **anders)

    return bouw


def _registreer(w: Wereld) -> Doe:
    rij = w.comensha.concept
    return lambda: aanleveren.leg_registratie_vast(
        traject_id=rij.traject_id, jaar=rij.jaar, gegevens=TELLING, versie=rij.versie, door=als(w.cast.zoe)
    )


def _vraag_hulp(w: Wereld) -> Doe:
    rij = w.comensha.hulpvraag
    aanleveren.zet_terug(soort=_H, aanlevering_id=rij.pk, versie=rij.versie, door=als(w.cast.zoe))
    return lambda: aanleveren.leg_hulpvraag_vast(
        traject_id=rij.traject_id, gegevens=HULP, versie=rij.versie + 1, door=als(w.cast.zoe)
    )


def _lever_uit(w: Wereld) -> Doe:
    ids = [w.comensha.hulpvraag.pk]
    return lambda: uitleveren.lever_uit(soort=_H, ids=ids, vorm="csv", door=als(w.cast.zoe))


def _verzend(w: Wereld) -> Doe:
    _lever_uit(w)()
    gaf = Overhandiging("telefoon", klok.vandaag(), "Helpdesk")
    return _met(uitleveren.leg_verzending_vast, "hulpvraag", _H, gaf=gaf)(w)


def _bevestig(w: Wereld) -> Doe:
    return _met(uitleveren.bevestig, "verzonden", _R, op=klok.vandaag(), tekst="Ontvangen.")(w)


def _antwoord(w: Wereld) -> Doe:
    return _met(uitleveren.leg_antwoord_vast, "verzonden", _R, op=klok.vandaag(), tekst="Zij bellen terug.")(w)


_A, _U = "zorg.services.aanleveren", "zorg.services.uitleveren"
HANDELINGEN_COMENSHA: dict[str, list[Bouw]] = {
    f"{_A}.leg_registratie_vast": [_registreer],
    f"{_A}.leg_hulpvraag_vast": [_vraag_hulp],
    f"{_A}.zet_klaar": [_met(aanleveren.zet_klaar, "concept", _R)],
    f"{_A}.zet_terug": [_met(aanleveren.zet_terug, "hulpvraag", _H)],
    f"{_A}.trek_in": [_met(aanleveren.trek_in, "verzonden", _R), _met(aanleveren.trek_in, "concept", _R)],
    f"{_U}.lever_uit": [_lever_uit],
    f"{_U}.leg_verzending_vast": [_verzend],
    f"{_U}.bevestig": [_bevestig],
    f"{_U}.leg_antwoord_vast": [_antwoord],
}
# Written inside the transaction of the act that calls them.
BINNEN_COMENSHA = frozenset(
    {f"{_A}.zet_sleutels", f"{_A}.herzie_sleutels", f"{_A}.eis_toegelaten", f"{_A}.trek_pakket_in", f"{_A}.noteer"}
)


def nummers_comensha(w: Wereld) -> dict[str, list[Any]]:
    """Return numbers that exist, for the test of other people's numbers."""
    rijen = w.comensha
    return {
        "slachtoffertraject": [rijen.traject.pk],
        "registratie": [rijen.concept.pk, rijen.verzonden.pk],
        "hulpvraag": [rijen.hulpvraag.pk],
    }
