"""The same visitor as in the rondleiding, but straight into the WSGI application of this process."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Callable
from email.message import Message
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from baken.opdrachten.rondleiding.bezoeker import Bezoeker

ADRES = "http://localhost/"
Toepassing = Callable[[dict[str, Any], Callable[..., Any]], Any]


def omgeving(verzoek: urllib.request.Request, cookies: str = "") -> dict[str, Any]:
    """Return the WSGI environment of a request from this machine."""
    delen = urlsplit(verzoek.full_url)
    inhoud = bytes(verzoek.data) if isinstance(verzoek.data, bytes) else b""
    return {
        "REQUEST_METHOD": verzoek.get_method(),
        "PATH_INFO": unquote(delen.path),
        "QUERY_STRING": delen.query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": cookies,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(inhoud)),
        "wsgi.input": BytesIO(inhoud),
        "wsgi.errors": BytesIO(),
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        **{f"HTTP_{naam.upper().replace('-', '_')}": waarde for naam, waarde in verzoek.header_items()},
    }


def roep(toepassing: Toepassing, wsgi: dict[str, Any]) -> tuple[int, Message, bytes, float]:
    """Call the application once. Returns status, headers, content and CPU seconds of this process."""
    kop: list[Any] = []
    begin = time.process_time()
    antwoord = toepassing(wsgi, lambda status, koppen, *_: kop.extend([status, koppen]))
    inhoud = b"".join(antwoord)
    antwoord.close()
    duur = time.process_time() - begin
    koppen = Message()
    for naam, waarde in kop[1]:
        koppen[naam] = waarde
    return int(kop[0].split()[0]), koppen, inhoud, duur


class Binnendoor(Bezoeker):
    """A visitor without a network in between; keeps cookies and follows redirects."""

    def __init__(self, toepassing: Toepassing) -> None:
        super().__init__(ADRES)
        self.toepassing = toepassing
        self.broodje: dict[str, str] = {}
        self.duur = 0.0

    @property
    def cookies(self) -> str:
        """The cookies as one header."""
        return "; ".join(f"{naam}={waarde}" for naam, waarde in self.broodje.items())

    def _open(self, verzoek: urllib.request.Request) -> tuple[str, int, bytes]:
        for _ in range(5):
            status, koppen, inhoud, self.duur = roep(self.toepassing, omgeving(verzoek, self.cookies))
            for regel in koppen.get_all("Set-Cookie", []):
                naam, _is, rest = regel.partition("=")
                self.broodje[naam] = rest.split(";")[0]
            if status not in {301, 302, 303}:
                break
            doel = urljoin(verzoek.full_url, koppen["Location"])
            verzoek = urllib.request.Request(doel)  # noqa: S310  # our own address
        return verzoek.full_url, status, inhoud
