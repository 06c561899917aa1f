"""Setting a page on paper: odd rules of a stylesheet do not fill the log, and a failure still shows."""

from __future__ import annotations

import logging

import pytest

from baken.web.signalen.pdf import maak_pdf

RAAR = "<html lang='nl'><style>p { gebogen: ja; color: onzin }</style><p>Een zin.</p></html>"


def test_an_odd_rule_of_a_style_writes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    assert maak_pdf(RAAR).startswith(b"%PDF")
    assert [r.getMessage() for r in caplog.records if r.name.startswith(("weasyprint", "fontTools"))] == []


def test_something_that_cannot_be_had_for_the_page_is_still_an_error(caplog: pytest.LogCaptureFixture) -> None:
    maak_pdf('<html lang="nl"><img src="/elders.png" alt=""></html>')
    assert {r.levelno for r in caplog.records if r.name == "weasyprint"} == {logging.ERROR}
