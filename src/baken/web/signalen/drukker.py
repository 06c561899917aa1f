"""WeasyPrint behind one function. Nothing is fetched from anywhere but our own static files."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

BASIS = "http://baken.invalid/"  # a scheme on which addresses can be joined; .invalid leads nowhere (RFC 2606)
SOORTEN = {".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


@lru_cache(maxsize=64)
def _bestand(pad: str) -> str:
    gevonden = finders.find(pad)
    if gevonden is None and (verzameld := Path(settings.STATIC_ROOT) / pad).is_file():
        gevonden = str(verzameld)
    if not isinstance(gevonden, str):
        raise ValueError("only own static files go on paper")
    return gevonden


class EigenBestanden(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives our own static files to WeasyPrint and refuses every other address. Nothing leaves this machine."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return a static file. Raises ValueError for anything else."""
        pad = unquote(urlsplit(url).path)
        if not url.startswith(BASIS) or not pad.startswith(settings.STATIC_URL) or ".." in pad:
            raise ValueError("only own static files go on paper")
        inhoud = Path(_bestand(pad.removeprefix(settings.STATIC_URL))).read_bytes()
        soort = SOORTEN.get(Path(pad).suffix, "application/octet-stream")
        return URLFetcherResponse(url, inhoud, {"Content-Type": soort})


haal = EigenBestanden()


def druk(html: str) -> bytes:
    """Return the page as PDF."""
    uit: bytes = HTML(string=html, base_url=BASIS, url_fetcher=haal).write_pdf()
    return uit
