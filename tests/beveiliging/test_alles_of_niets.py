"""Row 7: every act is stored whole or not at all, wherever it breaks."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

import baken
from baken.signalen.models import Signaal
from tests.beveiliging.handelingen import BINNEN, HANDELINGEN, TWEE_KEER, Bouw
from tests.browser.wereld import Wereld
from tests.cast import maak_signaal

SCHRIJFT = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.I)
SERVICES = (
    "organisaties/services.py",
    "organisaties/inrichten.py",
    "organisaties/bewaarregels.py",
    "organisaties/koppenpost.py",
    "keten/services.py",
    "dossiers/services.py",
    "dossiers/noodtoegang.py",
    "dossiers/verstrekken.py",
    "dossiers/naderhand.py",
    "dossiers/toestemmingen.py",
    "dossiers/deelbesluiten.py",
    "dossiers/deelantwoorden.py",
    "dossiers/lopend.py",
    "dossiers/register.py",
    "dossiers/inzage/services.py",
    "casussen/services/*.py",
    "signalen/volgen.py",
    "signalen/services/*.py",
    "zorg/services/*.py",
)
# What writes when it is called, by the name under which code calls it.
WERKWOORDEN = frozenset(
    {
        *("save", "create", "bulk_create", "get_or_create", "update_or_create", "update", "delete", "maak"),
        *("noteer", "noteer_weigering", "enqueue", "voeg_in", "wis_inhoud"),
    }
)


class Stroomuitval(Exception):
    """The machine broke here."""


@contextmanager
def _breekt_na(schrijfactie: int) -> Iterator[list[str]]:
    """Break after the given write (0: never). Yields the tables that were written, one for each write."""
    gedaan: list[str] = []

    def bewaak(voer_uit: Callable[..., Any], opdracht: str, *rest: Any) -> Any:
        uit = voer_uit(opdracht, *rest)
        if geschreven := SCHRIJFT.match(opdracht):
            gedaan.append(geschreven[1])
            if len(gedaan) == schrijfactie:
                raise Stroomuitval
        return uit

    with connection.execute_wrapper(bewaak):
        yield gedaan


def _stand(tabellen: Iterable[str]) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of these tables."""
    stand = {}
    with connection.cursor() as cursor:
        for tabel in tabellen:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(tabel)}")
            rijen = [tuple(bytes(w) if isinstance(w, memoryview) else w for w in rij) for rij in cursor.fetchall()]
            stand[tabel] = sorted(rijen, key=str)
    return stand


@contextmanager
def _ongedaan() -> Iterator[None]:
    """Take back what happens inside, so that the next begins in the same region."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _breek_overal(doe: Callable[[], object]) -> list[str]:
    """Break after each write in turn and compare every row of every table that the act writes to.

    Other tables it cannot have changed. Returns the tables, one for each write.
    """
    with _ongedaan(), _breekt_na(0) as heel:
        doe()
    begin = _stand(set(heel))
    for schrijfactie in range(1, len(heel) + 1):
        with pytest.raises(Stroomuitval), _breekt_na(schrijfactie) as gedaan:
            doe()
        nu = _stand(begin)
        anders = sorted(tabel for tabel in begin if nu[tabel] != begin[tabel])
        assert not anders, f"half stored in {anders} after write {schrijfactie} ({gedaan[-1]})"
        assert set(gedaan) <= set(begin)
    return heel


def _zonder_schade(wereld: Wereld, bouw: Bouw) -> str:
    """Return what is wrong with an act, or nothing."""
    with _ongedaan():
        doe = bouw(wereld)
        try:
            schrijfacties = _breek_overal(doe)
        except AssertionError as fout:
            return str(fout)
        return "" if schrijfacties else "writes nothing"


@pytest.mark.parametrize("pakket", ["organisaties", "keten", "dossiers", "casussen", "signalen", "zorg"])
def test_an_act_that_breaks_after_any_write_stores_nothing(wereld: Wereld, pakket: str) -> None:
    eigen = {naam: bouwers for naam, bouwers in HANDELINGEN.items() if naam.startswith(f"{pakket}.")}
    assert eigen
    fout = {naam: reden for naam, bouwers in eigen.items() for b in bouwers if (reden := _zonder_schade(wereld, b))}
    assert fout == {}


@pytest.mark.parametrize("schrijfactie", [1, 5])
def test_a_broken_submit_can_be_sent_again(wereld: Wereld, schrijfactie: int) -> None:
    aantal = Signaal.objects.count()
    with pytest.raises(Stroomuitval), _breekt_na(schrijfactie):
        maak_signaal(wereld.cast)
    maak_signaal(wereld.cast)
    assert Signaal.objects.count() == aantal + 1


def test_the_injection_itself_finds_an_act_that_is_stored_half(wereld: Wereld) -> None:
    """Without this, a table that is never compared would pass as well."""

    def half() -> None:
        with connection.cursor() as cursor:
            for signaal in (wereld.nieuw, wereld.bezig):
                cursor.execute("UPDATE signalen_signaal SET versie = 71 WHERE id = %s", [signaal.pk])

    with pytest.raises(AssertionError, match=r"half stored in \['signalen_signaal'\]"), _ongedaan():
        _breek_overal(half)


# The table is whole


def _functies() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every public function of the services, by package, module and name."""
    wortel = Path(str(baken.__file__)).parent
    for patroon in SERVICES:
        for pad in sorted(wortel.glob(patroon)):
            module = ".".join(pad.relative_to(wortel).with_suffix("").parts)
            for knoop in ast.parse(pad.read_text(encoding="utf-8")).body:
                if isinstance(knoop, ast.FunctionDef) and not knoop.name.startswith("_"):
                    yield f"{module}.{knoop.name}", knoop


def _is_lezing(functie: ast.FunctionDef) -> bool:
    """Say whether it is a selector: it reads, and that it was read is at most a line."""
    return any(isinstance(d, ast.Name) and d.id == "lezing" for d in functie.decorator_list)


def _werkwoorden(functie: ast.FunctionDef) -> set[str]:
    aanroepen = [k.func for k in ast.walk(functie) if isinstance(k, ast.Call)]
    namen = {f.attr if isinstance(f, ast.Attribute) else getattr(f, "id", "") for f in aanroepen}
    return namen & WERKWOORDEN


def _in_transactie(functie: ast.FunctionDef) -> bool:
    """Say whether a function begins a transaction of its own, by its decorator."""
    return any("atomic" in ast.unparse(d) or "handeling" in ast.unparse(d) for d in functie.decorator_list)


def test_every_service_that_writes_stands_in_the_table() -> None:
    alle = {naam: functie for naam, functie in _functies() if not _is_lezing(functie)}
    genoemd = set(HANDELINGEN) | BINNEN | TWEE_KEER
    assert genoemd - set(alle) == set(), "the table names what does not exist"
    zonder = {naam for naam, f in alle.items() if naam not in genoemd and (_werkwoorden(f) or _in_transactie(f))}
    assert zonder == set()


def test_what_is_done_inside_another_act_begins_no_transaction_of_its_own() -> None:
    assert [naam for naam, f in _functies() if naam in BINNEN and _in_transactie(f)] == []
