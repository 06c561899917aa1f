"""One habit of these pages: what the domain refuses comes back on the form, with everything typed kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from baken.kern.fouten import OngeldigeInvoerError


def zet_fouten(form: forms.Form, fout: OngeldigeInvoerError) -> None:
    """Put the errors of the domain on their fields; what has no field belongs to the whole form."""
    for veld, teksten in fout.fouten.items():
        for tekst in teksten:
            form.add_error(veld if veld in form.fields else None, tekst)


def formulierpagina(request: HttpRequest, sjabloon: str, form: forms.Form, **context: Any) -> HttpResponse:
    """Show a page with a form: 422 when it came back with errors."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, sjabloon, {"form": form, **context}, status=status)
