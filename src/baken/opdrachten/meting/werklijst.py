"""How the work list grows: the same page with a thousand and with a hundred thousand signalen behind it."""

from __future__ import annotations

import statistics
import uuid
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from baken.kern import klok
from baken.opdrachten.meting.binnendoor import Binnendoor, Toepassing
from baken.signalen.models import Signaal
from baken.signalen.verloop import Status

PER_DAG = 2  # 730 a year, for one gemeente: what grows with the table is its history, not the work of this year
OPEN = 200  # signalen that ask for work; the rest is history that keeps growing
ONGELEZEN = 20  # closed ones on which a reporter or receiver wrote
BEURTEN, WARM = 15, 3
BLADEN = ("/signalen/", "/signalen/?tab=antwoord", "/signalen/?tab=alle")
DOSSIER, TOEGANG, SIGNAAL, VORM = (
    "dossiers_dossier",
    "dossiers_dossiertoegang",
    "signalen_signaal",
    "signalen_signaalvorm",
)


def _rij(tabel: str, waar: str, waarde: Any) -> dict[str, Any]:
    """Return one row as it stands in the database."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {tabel} WHERE {waar} = %s LIMIT 1", [waarde])  # noqa: S608  # names from this file
        kolommen = [k[0] for k in cursor.description]
        return dict(zip(kolommen, cursor.fetchone(), strict=True))


def _schrijf(tabel: str, voorbeeld: dict[str, Any], rijen: Iterator[dict[str, Any]]) -> None:
    """Write copies of a row, each with some values of its own."""
    kolommen = ", ".join(voorbeeld)
    if connection.vendor == "postgresql":
        vast = {k: Jsonb(w) if isinstance(w, dict | list) else w for k, w in voorbeeld.items()}
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")  # a million rows take longer than any page may
        with connection.cursor() as cursor, cursor.copy(f"COPY {tabel} ({kolommen}) FROM STDIN") as stroom:
            for anders in rijen:
                stroom.write_row(list({**vast, **anders}.values()))
        return
    plekken = ", ".join(["%s"] * len(voorbeeld))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {tabel} ({kolommen}) VALUES ({plekken})",  # noqa: S608  # names from this file
            [list({**voorbeeld, **anders}.values()) for anders in rijen],
        )


def _termijnen(dag: date) -> dict[str, str]:
    """Return the terms of a signaal of this day; days, because working days would take longer than the rest."""
    termijnen = {"bekijken_voor": 1, "beoordelen_voor": 7, "terugkoppelen_voor": 14}
    return {naam: (dag + timedelta(days=dagen)).isoformat() for naam, dagen in termijnen.items()}


@transaction.atomic
def vul_aan_tot(aantal: int, voorbeeld: Signaal, ook: Sequence[int] = ()) -> None:
    """Copy a real signaal until its organisation has this many, spread over the past; all but OPEN are closed.

    ook: other organisations among which the copies are spread; `aantal` then counts all of them together.
    """
    bij = [voorbeeld.organisatie_id, *ook]
    open_ = OPEN * len(bij)
    al = Signaal.objects.filter(organisatie_id__in=bij).count()
    nummers = range(al + 1, aantal + 1)
    ids = [uuid.uuid4().hex for _ in nummers]
    nu = klok.nu()
    dossier = voorbeeld.dossier_id.hex
    rij = _rij(DOSSIER, "id", dossier)
    _schrijf(DOSSIER, rij, ({"id": i, "organisatie_id": bij[n % len(bij)]} for n, i in enumerate(ids)))
    rij = _rij(TOEGANG, "dossier_id", dossier)
    rij.pop("id")
    van = ({k: bij[n % len(bij)] for k in ("organisatie_id", "dossier_organisatie_id")} for n in range(len(ids)))
    _schrijf(TOEGANG, rij, ({"dossier_id": i, **organisatie} for i, organisatie in zip(ids, van, strict=True)))
    rij = _rij(SIGNAAL, "id", voorbeeld.pk)
    eerste = int(Signaal.objects.order_by("-pk").values_list("pk", flat=True)[0]) + 1
    moment = connection.ops.adapt_datetimefield_value
    dicht = {"status": Status.GESLOTEN, "teruggekoppeld_op": moment(nu), "beoordeeld_op": moment(nu)}
    _schrijf(
        SIGNAAL,
        rij,
        (
            {
                "id": eerste + n,
                "organisatie_id": bij[n % len(bij)],
                "dossier_id": i,
                "nummer": f"S-M-{nummer}",
                "inzending_id": i,
                "ontvangen_op": moment(nu - timedelta(days=nummer // PER_DAG)),
                **_termijnen(klok.vandaag() - timedelta(days=nummer // PER_DAG)),
                **(dicht if nummer > open_ else {}),
                **({"nieuws_sinds": moment(nu)} if open_ < nummer <= open_ + ONGELEZEN else {}),
            }
            for n, (nummer, i) in enumerate(zip(nummers, ids, strict=True))
        ),
    )
    rij = _rij(VORM, "signaal_id", voorbeeld.pk)
    rij.pop("id")
    _schrijf(VORM, rij, ({"signaal_id": eerste + n} for n in range(len(ids))))


def meet(toepassing: Toepassing, username: str, maten: tuple[int, ...], voorbeeld: Signaal) -> dict[int, float]:
    """Return per size the CPU milliseconds of the slowest of the pages (median over the turns)."""
    b = Binnendoor(toepassing)
    b.ga("/aanmelden/account/login/")
    b.druk(f"als {username}")
    uit = {}
    for maat in maten:
        vul_aan_tot(maat, voorbeeld)
        uit[maat] = max(_blad(b, blad) for blad in BLADEN)
    return uit


def _blad(b: Binnendoor, pad: str) -> float:
    duren = []
    for beurt in range(WARM + BEURTEN):
        b.ga(pad)
        if beurt >= WARM:
            duren.append(b.duur)
    return statistics.median(duren) * 1000
