"""What the pages of shelter share: doing an act with its form, and the path to a facility."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from baken.kern.fouten import OngeldigeInvoerError
from baken.web.signalen.forms import zet_fouten

LEZEN = ["GET", "HEAD", "POST"]


def gedaan(form: Any, doe: Callable[[], object]) -> bool:
    """Do the act when the form is right; what the domain finds wrong goes on the form. Returns whether it was done."""
    if form.is_valid():
        try:
            doe()
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            return True
    return False


def beheerkruimels(*verder: tuple[str, str]) -> list[dict[str, str]]:
    """Return the path to a page of the facilities."""
    begin = [{"naam": _("Voorzieningen"), "url": reverse("opvang:beheer")}]
    return [*begin, *({"naam": naam, "url": url} for naam, url in verder)]
