"""What the tests do more cheaply stays apart from the product, and changes nothing that it answers."""

from __future__ import annotations

from django.contrib.auth.hashers import ScryptPasswordHasher, check_password, make_password
from django.test import Client
from django.utils.module_loading import import_string

from baken.conf import settings as product
from tests.gereedschap.snel import SnelleScrypt

WACHTWOORD = "vier vrolijke vissen zwemmen"


def _kosten(hash_: str) -> tuple[str, int]:
    soort, factor, *_rest = hash_.split("$")
    return soort, int(factor)


def test_the_product_keeps_passwords_at_full_cost_and_only_the_tests_are_cheap() -> None:
    [eigen] = [import_string(pad)() for pad in product.PASSWORD_HASHERS]
    assert type(eigen) is ScryptPasswordHasher
    duur = eigen.encode(WACHTWOORD, eigen.salt())
    assert _kosten(duur)[0] == "scrypt"
    assert _kosten(duur)[1] >= 2**14
    assert eigen.verify(WACHTWOORD, duur)
    assert not eigen.verify("vier vrolijke vissen zwommen", duur)
    assert _kosten(make_password(WACHTWOORD)) == ("scrypt", SnelleScrypt.work_factor)
    assert eigen.verify(WACHTWOORD, make_password(WACHTWOORD)), "a running server takes what a test stored"
    assert check_password(WACHTWOORD, duur), "and the other way round"


def test_a_second_client_serves_the_same_static_files_as_the_first() -> None:
    for adres, status in (("/static/django_htmx/django-htmx.js", 200), ("/static/django_htmx/bestaat-niet.js", 404)):
        assert [Client().get(adres).status_code for _ in range(2)] == [status] * 2, adres
