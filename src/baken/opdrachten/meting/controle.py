"""The control: the least that a Django site must do for such a report. A form, one encryption, two inserts."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django import forms
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test.utils import override_settings
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from baken.opdrachten.meting.binnendoor import Toepassing

_SLEUTEL = AESGCM(AESGCM.generate_key(256))
_BLAD = Engine().from_string(
    "<!doctype html><title>Ontvangen</title><h1>Ontvangen</h1><p>Nummer {{ nummer }}, code {{ code }}.</p>"
)
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]


class Controleform(forms.Form):
    """The fields of a complete report on one page."""

    vormen = forms.MultipleChoiceField(choices=[(c, c) for c in ("SEKS", "ARB", "CRIM")])
    indicatoren = forms.MultipleChoiceField(choices=[(f"IND{n:03d}", str(n)) for n in range(1, 144)], required=False)
    deel = forms.ChoiceField(choices=[("slachtoffer", "Slachtoffer"), ("dader", "Dader")])
    naam = forms.CharField(max_length=200)
    gemeente = forms.CharField(max_length=200)
    adres = forms.CharField(max_length=200)
    waarneming = forms.CharField(max_length=20_000)
    gezien_op = forms.DateField(required=False)
    anoniem = forms.ChoiceField(choices=[("ja", "ja"), ("nee", "nee")])
    terugkoppeling = forms.ChoiceField(choices=[("ja", "ja"), ("nee", "nee")])


@csrf_exempt
def meld(request: HttpRequest) -> HttpResponse:
    """Take a report in."""
    form = Controleform(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    rij, nonce = uuid.uuid4(), os.urandom(12)
    gesloten = nonce + _SLEUTEL.encrypt(nonce, json.dumps(form.cleaned_data, default=str).encode(), rij.bytes)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO meting_melding (id, inhoud) VALUES (%s, %s) RETURNING id", [rij.hex, gesloten])
        cursor.execute("INSERT INTO meting_regel (melding, wat) VALUES (%s, %s)", [rij.hex, "ontvangen"])
    return HttpResponse(_BLAD.render(Context({"nummer": rij, "code": rij.hex[:16]})))


urlpatterns = [path("melden/", meld)]


@contextmanager
def controle() -> Iterator[Toepassing]:
    """Give the application of the control, with its two tables. Only inside this its URLs and middleware hold."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE meting_melding (id CHAR(32) PRIMARY KEY, inhoud BLOB NOT NULL)")
        cursor.execute("CREATE TABLE meting_regel (id INTEGER PRIMARY KEY, melding CHAR(32), wat VARCHAR(40))")
    with override_settings(MIDDLEWARE=MIDDLEWARE, ROOT_URLCONF=__name__):
        toepassing = WSGIHandler()

    def binnen(wsgi: dict[str, Any], begin: Any) -> Any:
        return toepassing(wsgi, begin)

    yield binnen
