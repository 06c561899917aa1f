"""The forms of care that goes to another organisation, and that comes from one; no link leads to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import reverse

from baken.casussen.services.aannemen import accepteer
from tests.beveiliging.zorghandelingen import gedeeld_pakket
from tests.browser.wereld import Wereld
from tests.cast import als
from tests.zorg.hulp import client as zorgclient
from tests.zorg.hulp import gaat_verder, traject
from tests.zorg.test_loop import lopend
from tests.zorg.test_overdragen import deel
from tests.zorg.test_overname_buiten import buiten


def adressen(wereld: Wereld, client: Client) -> Iterator[tuple[str, Any]]:
    """Yield the pages of the coordinator who hands over, inside Baken and outside it, and of who goes on."""
    cast = wereld.cast
    weg = lopend(cast, client=zorgclient(identiteit={"naam": "Zesde"}))
    _weg, gedeeld, nora = gedeeld_pakket(wereld, weg)
    gaat_verder(gedeeld, nora)
    buiten(cast, van=weg)
    adres = f"{reverse('zorg:detail', args=[weg.pk])}?deel=overdragen"
    yield adres, client.get(adres)
    elders = traject(nora, client=zorgclient(identiteit={"naam": "Zevende"}))
    pakket = deel(cast, elders, cast.zorg, "identiteit", door=nora)
    accepteer(verstrekking_id=pakket.pk, door=als(cast.zoe))
    adres = reverse("zorg:uit_pakket", args=[pakket.pk])
    yield adres, client.get(adres)
