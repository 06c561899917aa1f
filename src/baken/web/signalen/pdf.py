"""Paper: HTML of our own templates as PDF."""

from __future__ import annotations

import re

# No font for paper has these: pictures beyond U+1F000, with what joins and colours them.
_PLAATJES = re.compile("[\U0001f000-\U0001faff][\U0001f000-\U0001faff\u200d\ufe0f\u2640\u2642]*")
TEKEN = "[teken]"


def zonder_plaatjes(html: str) -> str:
    """Return the page with a word for each picture among the letters, which would be an empty box on paper."""
    return _PLAATJES.sub(TEKEN, html)


def maak_pdf(html: str) -> bytes:
    """Return the page as PDF. WeasyPrint is loaded with the first one: a start need not wait for it."""
    from baken.web.signalen.drukker import druk

    return druk(zonder_plaatjes(html))
