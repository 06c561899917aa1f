"""The acts of sharing, each with what makes it ready: part of the table of handelingen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from baken.casussen.models import Casus
from baken.casussen.services.aannemen import accepteer
from baken.dossiers import deelantwoorden, deelbesluiten, register, toestemmingen
from baken.dossiers.akkoord import afdruk_van
from baken.dossiers.deelantwoorden import Antwoord
from baken.dossiers.models import Toestemming, Verstrekking
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming
from baken.dossiers.verstrekken import Verzending
from baken.kern import klok
from baken.organisaties import services as organisaties
from baken.organisaties.models import Organisatie
from tests.browser.wereld import Wereld
from tests.cast import als
from tests.dossiers.deelhulp import (
    aangenomen,
    anders,
    convenant,
    gegeven,
    gezien,
    op_papier,
    opgesteld,
    vier_ogen,
    voorstel,
    zvh_casus,
)
from tests.signalen.hulp import grondslag

HOE = "Ik vroeg het in een gesprek en legde uit wat wij delen: ja."
WAAROM_NIET = "De hulp loopt, meer delen is niet nodig."


def deelzaak(w: Wereld) -> Casus:
    """Return a casus of the ZVH that can be shared with the zorgpunt, by one person."""
    Organisatie.objects.filter(pk=w.cast.zvh.pk).update(vier_ogen_delen=False)
    convenant(w.cast)
    return zvh_casus(w.cast)


def _op_toestemming(w: Wereld, casus: Casus) -> dict[str, Any]:
    return {"grondslag_id": grondslag("toestemming-zorg"), "toestemming": HOE}


def _stel_op(w: Wereld, **velden: Any) -> Callable[[], object]:
    casus = deelzaak(w)
    klaar = gezien(casus, voorstel(w.cast, **velden), als(w.cast.piet))
    return lambda: deelbesluiten.stel_op(dossier_id=casus.dossier_id, voorstel=klaar, door=als(w.cast.piet))


def _bekijk(w: Wereld) -> Callable[[], object]:
    casus = deelzaak(w)
    return lambda: deelbesluiten.bekijk(dossier_id=casus.dossier_id, voorstel=voorstel(w.cast), door=als(w.cast.piet))


def _wacht(w: Wereld) -> tuple[Casus, Verstrekking, Any]:
    casus = deelzaak(w)
    pim = vier_ogen(w.cast)
    return casus, opgesteld(w.cast, casus), pim


def _wijzig(w: Wereld) -> Callable[[], object]:
    casus, besluit, _pim = _wacht(w)
    klaar = gezien(casus, anders(besluit, veldgroepen=frozenset({"identiteit"})), als(w.cast.piet))
    return lambda: deelbesluiten.wijzig(
        verstrekking_id=besluit.pk, voorstel=klaar, gezien=afdruk_van(besluit), door=als(w.cast.piet)
    )


def _keur_goed(w: Wereld) -> Callable[[], object]:
    _casus, besluit, pim = _wacht(w)
    return lambda: deelbesluiten.keur_goed(verstrekking_id=besluit.pk, gezien=afdruk_van(besluit), door=pim)


def _verstuur(w: Wereld) -> Callable[[], object]:
    _casus, besluit, pim = _wacht(w)
    deelbesluiten.keur_goed(verstrekking_id=besluit.pk, gezien=afdruk_van(besluit), door=pim)
    return lambda: deelbesluiten.verstuur(verstrekking_id=besluit.pk, door=pim)


def _geef(w: Wereld) -> Callable[[], object]:
    besluit = op_papier(w.cast, deelzaak(w))
    verzending = Verzending("telefoon", klok.nu(), "Verzonnen medewerker")
    return lambda: deelbesluiten.leg_verzending_vast(
        verstrekking_id=besluit.pk, verzending=verzending, door=als(w.cast.piet)
    )


def _voer_in(w: Wereld, antwoord: Antwoord) -> Callable[[], object]:
    casus = deelzaak(w)
    besluit = gegeven(w.cast, casus)
    wat: dict[str, Any] = {"verstrekking_id": besluit.pk, "tekst": "Wij bellen morgen terug.", "door": als(w.cast.piet)}
    if antwoord == Antwoord.AFLOOP:
        deelantwoorden.voer_in(antwoord=Antwoord.ACCEPTEERT, **wat)
    return lambda: deelantwoorden.voer_in(antwoord=antwoord, **wat)


def _beeindig(w: Wereld) -> Callable[[], object]:
    besluit = aangenomen(w.cast, deelzaak(w))
    return lambda: deelbesluiten.beeindig(verstrekking_id=besluit.pk, reden=WAAROM_NIET, door=als(w.cast.piet))


def _neem_deelbesluit_aan(w: Wereld) -> Callable[[], object]:
    besluit = opgesteld(w.cast, deelzaak(w))
    return lambda: accepteer(verstrekking_id=besluit.pk, door=als(w.cast.zoe))


def _leg_vast(w: Wereld) -> Callable[[], object]:
    casus = deelzaak(w)
    nieuw = NieuweToestemming(Toestemmingsdoel.ZORG, hoe="in een gesprek", woorden=HOE)
    return lambda: toestemmingen.leg_vast(dossier_id=casus.dossier_id, nieuw=nieuw, door=als(w.cast.piet))


def _trek_in(w: Wereld) -> Callable[[], object]:
    casus = deelzaak(w)
    aangenomen(w.cast, casus, **_op_toestemming(w, casus))
    gegeven = Toestemming.objects.get(dossier_id=casus.dossier_id).pk
    return lambda: toestemmingen.trek_in(toestemming_id=gegeven, door=als(w.cast.piet))


DELEN: dict[str, list[Callable[[Wereld], Callable[[], object]]]] = {
    "organisaties.services.stel_delen_in": [
        lambda w: (
            lambda: organisaties.stel_delen_in(
                vier_ogen=True, hulptekst="Bel eerst de FG.", bron="werkinstructie", door=als(w.cast.beheer)
            )
        )
    ],
    "dossiers.toestemmingen.leg_vast": [_leg_vast],
    "dossiers.toestemmingen.trek_in": [_trek_in],
    "dossiers.deelbesluiten.bekijk": [_bekijk],
    "dossiers.deelbesluiten.stel_op": [
        _stel_op,
        lambda w: _stel_op(w, grondslag_id=grondslag("toestemming-zorg"), toestemming=HOE),
    ],
    "dossiers.deelbesluiten.wijzig": [_wijzig],
    "dossiers.deelbesluiten.keur_goed": [_keur_goed],
    "dossiers.deelbesluiten.verstuur": [_verstuur],
    "dossiers.deelbesluiten.leg_verzending_vast": [_geef],
    "dossiers.deelbesluiten.beeindig": [_beeindig],
    "dossiers.deelantwoorden.voer_in": [
        lambda w: _voer_in(w, Antwoord.ACCEPTEERT),
        lambda w: _voer_in(w, Antwoord.WIJST_AF),
        lambda w: _voer_in(w, Antwoord.AFLOOP),
    ],
    "dossiers.register.als_csv": [lambda w: lambda: register.als_csv(door=als(w.cast.fg))],
    "casussen.services.aannemen.accepteer": [_neem_deelbesluit_aan],
}
BINNEN_DELEN = frozenset(
    {
        "dossiers.lopend.beeindig",
        "dossiers.lopend.beeindig_alle",
        "dossiers.lopend.geef_toegang",
        "dossiers.lopend.sluit_toegang",
        "dossiers.naderhand.sluit_toestemming",
        "dossiers.verstrekken.leg_toestemming_vast",
        "dossiers.verstrekken.voeg_toe",
        "signalen.services.naderhand.kom_terug",
    }
)
