"""Promises of the log: what happened, without who, what they wrote, or where they sat."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import resolve

from baken.kern import ontvangstcode
from baken.kern.vertrouwelijk import JsonFormatter, SchoonFilter, bedek, schoon_pad

KANARIES = ["Wilhelmina Voorbeeldsma", "203.0.113.7", "2001:db8::17", "wil@voorbeeld.nl", "06-12345678", "geheimwoord"]


def _regel(niveau: int, bericht: str, *args: Any, **extra: Any) -> dict[str, Any]:
    record = logging.getLogger("baken.proef").makeRecord(
        "baken.proef", niveau, __file__, 1, bericht, args, extra.pop("exc_info", None), extra=extra or None
    )
    tekst = JsonFormatter().format(record)
    assert "\n" not in tekst
    regel: dict[str, Any] = json.loads(tekst)
    return regel


def test_a_request_is_logged_with_its_named_facts() -> None:
    feiten = {"kanaal": "balie", "methode": "POST", "pad": "/signalen/7/?naam=Jan", "status": 200, "duur_ms": 12.5}
    regel = _regel(logging.INFO, "request", **feiten)
    assert {k: regel[k] for k in feiten} == {**feiten, "pad": "/signalen/7/"}
    assert (regel["niveau"], regel["bron"], regel["gebeurtenis"]) == ("INFO", "baken.proef", "request")
    assert regel["tijd"].endswith("+00:00")


def test_a_fact_that_is_not_on_the_list_is_left_out() -> None:
    assert "naam" not in _regel(logging.INFO, "request", naam="Jan")
    assert "Jan" not in json.dumps(_regel(logging.INFO, "request", naam="Jan"))


@pytest.mark.parametrize("kanarie", KANARIES)
def test_no_text_of_a_person_reaches_the_log(kanarie: str) -> None:
    verzoek = RequestFactory().get("/melden/", {"q": kanarie}, REMOTE_ADDR="203.0.113.7")
    try:
        raise ValueError(kanarie)
    except ValueError as fout:
        uitzondering = (type(fout), fout, fout.__traceback__)
    regels = [
        _regel(logging.INFO, "seen %s", kanarie),
        _regel(logging.INFO, "seen %(wie)s", {"wie": kanarie}),
        _regel(logging.ERROR, "failed", exc_info=uitzondering, request=verzoek, status_code=500),
        _regel(logging.INFO, "request", pad=f"/zoek?q={kanarie}"),
    ]
    alles = json.dumps(regels, ensure_ascii=False)
    assert kanarie not in alles
    assert "203.0.113.7" not in alles
    assert (regels[2]["fout"], regels[2]["status"], regels[2]["pad"]) == ("builtins.ValueError", 500, "/melden/")
    assert "test_vertrouwelijk.py" in regels[2]["plek"]


def test_numbers_and_ids_of_a_message_are_filled_in() -> None:
    assert _regel(logging.INFO, "sealed %d lines of %s", 5, "x")["gebeurtenis"] == "sealed 5 lines of …"
    assert _regel(logging.INFO, "broken %d", "x")["gebeurtenis"] == "broken %d"


@pytest.mark.parametrize(
    "tekst",
    [*KANARIES[1:5], "+31 6 1234 5678", "123456782", "a" * 60, "::1"],
)
def test_what_looks_personal_is_covered_also_in_a_message_itself(tekst: str) -> None:
    assert tekst not in bedek(f"melding van {tekst} gezien")
    assert tekst not in schoon_pad(f"/x/{tekst}/")


def test_a_receipt_code_is_covered_and_a_dossier_id_is_not() -> None:
    code = ontvangstcode.nieuwe_code()
    for vorm in (code, code.replace("-", " "), code.lower()):
        assert vorm not in bedek(f"code {vorm}.")
    pad = "/signalen/5f0c9b0e-6f0f-4c55-9a5e-0b8f3a1d2c01/"
    assert schoon_pad(pad) == pad


def test_the_filter_cleans_for_any_handler() -> None:
    record = logging.getLogger("x").makeRecord("x", logging.INFO, "f", 1, "seen %s", ("Jan",), None)
    assert SchoonFilter().filter(record)
    assert SchoonFilter().filter(record)
    assert record.getMessage() == "seen …"
    assert "\n" not in bedek("regel\nvervalst")


def test_of_a_known_page_the_route_is_logged_and_not_the_id_in_its_path() -> None:
    verzoek = RequestFactory().get("/signalen/405/")
    verzoek.resolver_match = resolve("/signalen/405/")
    regel = _regel(logging.ERROR, "failed", request=verzoek, status_code=500)
    assert "405" not in json.dumps(regel)
    assert regel["route"] == "signalen/<int:pk>/"
