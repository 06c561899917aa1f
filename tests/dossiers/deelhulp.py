"""What the tests of sharing use: a casus at the ZVH, a proposal for the zorgcoordinator, and four eyes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.cast import Cast, afspraak, als, medewerker
from tests.signalen.hulp import doorgegeven, grondslag, naar_zvh

from baken.casussen.models import Casus
from baken.casussen.services.aannemen import accepteer
from baken.dossiers import deelbesluiten
from baken.dossiers.models import Verstrekking
from baken.dossiers.verstrekken import Verzending, voorstel_van
from baken.dossiers.voorstel import Voorstel
from baken.kern import klok
from baken.keten.models import Afspraak
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Medewerker, Organisatie
from baken.organisaties.rollen import Rol

WAAROM = "Zonder deze gegevens kan het zorgpunt geen passende hulp regelen."
NAAM_SLACHTOFFER = "Xandra Verzonnen"
NAAM_DADER = "Ype Verzonnen"


def zvh_casus(cast: Cast) -> Casus:
    """Return a casus that piet of the ZVH accepted, with a victim and an offender in it."""
    _signaal, (verstrekking,) = doorgegeven(
        cast, naar_zvh(cast, veldgroepen=frozenset({"identiteit", "contact", "strafbaar", "locatie"}))
    )
    casus = accepteer(verstrekking_id=verstrekking.pk, door=als(cast.piet))
    assert isinstance(casus, Casus)
    return casus


def convenant(cast: Cast) -> Afspraak:
    """Make the convenant on which the ZVH and the zorgpunt share."""
    return afspraak("zvh_convenant", cast.zvh, cast.zorg)


def voorstel(cast: Cast, **velden: Any) -> Voorstel:
    """Return what piet shares with the zorgpunt: who the victim is, and reading along for a month."""
    basis: dict[str, Any] = {
        "ontvanger_id": cast.zorg.pk,
        "grondslag_id": grondslag("wgs-zvh-deelnemers"),
        "veldgroepen": frozenset({"identiteit", "contact"}),
        "over_wie": frozenset({"slachtoffer"}),
        "doel": "Hulp afstemmen",
        "live": True,
        "geldig_tot": klok.vandaag() + timedelta(days=30),
        "motivering": WAAROM,
    }
    return Voorstel(**{**basis, **velden})


def gezien(casus: Casus, gekozen: Voorstel, door: Wie) -> Voorstel:
    """Return a proposal with the fingerprint of the packet that was shown."""
    return deelbesluiten.bekijk(dossier_id=casus.dossier_id, voorstel=gekozen, door=door).voorstel


def opgesteld(cast: Cast, casus: Casus, door: Wie | None = None, **velden: Any) -> Verstrekking:
    """Return a deelbesluit as it stands after its maker was done."""
    wie = door or als(cast.piet)
    return deelbesluiten.stel_op(
        dossier_id=casus.dossier_id, voorstel=gezien(casus, voorstel(cast, **velden), wie), door=wie
    )


def op_papier(cast: Cast, casus: Casus) -> Verstrekking:
    """Return a deelbesluit for the police, that works outside Baken."""
    return opgesteld(
        cast,
        casus,
        ontvanger_id=cast.politie.pk,
        grondslag_id=grondslag("taak-politie"),
        over_wie=frozenset({"dader"}),
        veldgroepen=frozenset({"identiteit", "strafbaar"}),
        live=False,
    )


def gegeven(cast: Cast, casus: Casus) -> Verstrekking:
    """Return what piet gave to the police on paper, and recorded."""
    return deelbesluiten.leg_verzending_vast(
        verstrekking_id=op_papier(cast, casus).pk,
        verzending=Verzending("telefoon", klok.nu(), "wachtcommandant", "PL-1"),
        door=als(cast.piet),
    )


def aangenomen(cast: Cast, casus: Casus, **velden: Any) -> Verstrekking:
    """Return a deelbesluit that zoe of the zorgpunt accepted."""
    deelbesluit = opgesteld(cast, casus, **velden)
    assert accepteer(verstrekking_id=deelbesluit.pk, door=als(cast.zoe)) is None
    deelbesluit.refresh_from_db()
    return deelbesluit


def vier_ogen(cast: Cast) -> Wie:
    """Let the ZVH ask four eyes, and return a colleague of piet who may agree."""
    Organisatie.objects.filter(pk=cast.zvh.pk).update(vier_ogen_delen=True)
    pim = Medewerker.objects.filter(username="pim").first()
    return als(pim or medewerker("pim", cast.zvh, Rol.PROCESREGISSEUR))


def anders(deelbesluit: Verstrekking, **velden: Any) -> Voorstel:
    """Return the proposal of a deelbesluit, changed."""
    return replace(voorstel_van(deelbesluit), **velden)
