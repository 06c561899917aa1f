"""Parts of the frame that are rendered once: the same as an include, escaped, and never for something unhashable."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from baken.web.context import Link

VAST = '{% load baken %}{% vast "baken/_broodkruimels.html" kruimels=kruimels %}'
PAD = (Link("Meldroute", "/melden/zilverdam/"), Link("Ik <b>werk</b> hier", ""))


def test_a_part_that_is_kept_is_the_part_itself() -> None:
    voor = Template(VAST).render(Context({"kruimels": PAD}))
    assert voor == render_to_string("baken/_broodkruimels.html", {"kruimels": PAD})
    assert Template(VAST).render(Context({"kruimels": PAD})) == voor


def test_other_content_is_another_part_and_is_escaped() -> None:
    ander = Template(VAST).render(Context({"kruimels": PAD[1:]}))
    assert "Meldroute" not in ander
    assert "Ik &lt;b&gt;werk&lt;/b&gt; hier" in ander


def test_content_that_can_change_afterwards_is_refused() -> None:
    with pytest.raises(TypeError):
        Template(VAST).render(Context({"kruimels": list(PAD)}))
