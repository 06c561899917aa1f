"""Rows for property tests, and a frame in which each example leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import uuid4

from django.db import transaction

from baken.dossiers.models import Dossier
from baken.kern import klok
from baken.organisaties.models import Organisatie
from baken.signalen.models import Signaal
from baken.signalen.soorten import Kanaal

VANDAAG = date(2026, 6, 1)


@contextmanager
def zonder_sporen() -> Iterator[None]:
    """Undo everything at the end. Refusals write in a durable transaction: that is allowed inside a test."""
    kader = transaction.atomic()
    kader._from_testcase = True  # type: ignore[attr-defined]  # Django's own mark for the transaction of a test
    with kader:
        yield
        transaction.set_rollback(True)


def kaal_signaal(organisatie: Organisatie, *, status: str, afgeschermd: bool, melder_id: int | None) -> Signaal:
    """Make the rows of a signaal without content and without toegang."""
    dossier = Dossier.objects.create(
        id=uuid4(),
        soort="signaal",
        organisatie=organisatie,
        afgeschermd=afgeschermd,
        verpakte_sleutel=b"x",  # without one it was destroyed
        aangemaakt_op=klok.nu(),
    )
    dag = VANDAAG + timedelta(days=5)
    return Signaal.objects.create(
        dossier=dossier,
        organisatie=organisatie,
        nummer=uuid4().hex[:16],
        status=status,
        kanaal=Kanaal.MEDEWERKER,
        melder_id=melder_id,
        ontvangen_op=klok.nu(),
        bekijken_voor=dag,
        beoordelen_voor=dag,
        terugkoppelen_voor=dag,
        inzending_id=uuid4(),
        inzending_hash=b"x" * 32,
    )
