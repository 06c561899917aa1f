"""The forms of sharing that no link leads to: what waits, what was agreed to, what is read along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import reverse

from baken.dossiers import deelbesluiten, toestemmingen
from baken.dossiers.akkoord import afdruk_van
from baken.dossiers.models import Toestemming, Verstrekking
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming
from baken.organisaties.models import Medewerker, Organisatie
from tests.beveiliging.handelingen_delen import HOE, deelzaak
from tests.browser.wereld import Wereld
from tests.cast import als
from tests.dossiers.deelhulp import aangenomen, gegeven, op_papier, opgesteld, vier_ogen
from tests.web.delen.test_delen import ingevuld


def adressen(wereld: Wereld, naam: str, client: Client) -> Iterator[tuple[str, Any]]:
    """Yield the pages of sharing of the person who shares and of who reads along, each with its answer."""
    if naam == "piet":
        yield from _van_deler(wereld, client)
    if naam == "zoe":
        besluit = aangenomen(wereld.cast, deelzaak(wereld))
        adres = reverse("gedeeld:blad", args=[besluit.dossier_id])
        yield adres, client.get(adres)


def _van_deler(wereld: Wereld, client: Client) -> Iterator[tuple[str, Any]]:
    casus = deelzaak(wereld)
    nieuw = reverse("delen:nieuw", args=[casus.dossier_id])
    met = f"{nieuw}?ontvanger={wereld.cast.zorg.pk}"
    yield nieuw, client.get(nieuw)
    yield met, client.get(met)
    yield met, client.post(met, ingevuld())
    for bladnaam, pk in _kant_en_klaar(wereld):
        adres = reverse(bladnaam, args=[pk])
        yield adres, client.get(adres)


def _kant_en_klaar(wereld: Wereld) -> Iterator[tuple[str, Any]]:
    casus = deelzaak(wereld)
    papier = op_papier(wereld.cast, casus)
    yield "delen:besluit", papier.pk
    yield "delen:afdruk", papier.pk
    yield "delen:beeindigen", papier.pk
    yield "delen:besluit", gegeven(wereld.cast, casus).pk
    nieuw = NieuweToestemming(Toestemmingsdoel.ZORG, hoe="in een gesprek", woorden=HOE)
    toestemmingen.leg_vast(dossier_id=casus.dossier_id, nieuw=nieuw, door=als(wereld.cast.piet))
    yield "delen:toestemmingen", casus.dossier_id
    pim = Medewerker.objects.filter(username="pim").first()
    wie = als(pim) if pim else vier_ogen(wereld.cast)
    Organisatie.objects.filter(pk=wereld.cast.zvh.pk).update(vier_ogen_delen=True)
    van_pim = opgesteld(wereld.cast, casus, door=wie)
    yield "delen:besluit", van_pim.pk
    yield "delen:beeindigen", van_pim.pk
    van_piet = opgesteld(wereld.cast, casus)
    yield "delen:wijzigen", van_piet.pk
    deelbesluiten.keur_goed(verstrekking_id=van_piet.pk, gezien=afdruk_van(van_piet), door=wie)
    yield "delen:besluit", van_piet.pk


def nummers(wereld: Wereld) -> dict[str, list[Any]]:
    """Numbers of sharing that exist: of a dossier, of what was given from it, and of the consent under it."""
    casus = deelzaak(wereld)
    aangenomen(wereld.cast, casus)
    op_papier(wereld.cast, casus)
    nieuw = NieuweToestemming(Toestemmingsdoel.ZORG, hoe="in een gesprek", woorden=HOE)
    toestemmingen.leg_vast(dossier_id=casus.dossier_id, nieuw=nieuw, door=als(wereld.cast.piet))
    return {
        "dossier": [casus.dossier_id],
        "deelbesluit": list(Verstrekking.objects.filter(afzender=wereld.cast.zvh).values_list("pk", flat=True)),
        "toestemming": list(Toestemming.objects.values_list("pk", flat=True)),
    }
