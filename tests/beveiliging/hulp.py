"""Walk over the site as a browser without script would, and the people who do it."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from baken.organisaties.models import Medewerker
from tests.cast import aanmelden

PER_BLAD = 2
PUBLIEK = ("/melden/", "/privacy/", "/toegankelijkheid/", "/bronnen/", "/gezond/", "/robots.txt")
NIET = ("account_logout", "verleng", "signalen:verstrekking_pdf", "delen:besluit_pdf", "melden:kaart_pdf")
_HREF = re.compile(r'<a\s[^>]*?href="([^"]+)"')


def als(persoon: Medewerker) -> Client:
    """Return a client of somebody who signed in with a second factor."""
    client = Client()
    aanmelden(client, persoon)
    return client


def loop(client: Client, *begin: str) -> Iterator[tuple[str, Any]]:
    """Open every page that the links lead to, a few of each kind. Yields address and answer."""
    wacht, gezien, teller = list(begin), set(), Counter[str]()
    while wacht:
        adres = wacht.pop(0)
        try:
            blad = resolve(urlsplit(adres).path).view_name
        except Resolver404:
            continue
        soort = f"{blad}?{parse_qs(urlsplit(adres).query).get('tab', [''])[0]}"
        if adres in gezien or teller[soort] >= PER_BLAD or blad in NIET:
            continue
        gezien.add(adres)
        teller[soort] += 1
        antwoord = client.get(adres)
        yield adres, antwoord
        if antwoord.headers["Content-Type"].startswith("text/html"):
            for href in _HREF.findall(antwoord.content.decode()):
                wacht.append(urljoin(adres, html.unescape(href)).partition("#")[0])
