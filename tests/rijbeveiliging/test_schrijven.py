"""PostgreSQL alone lets an organisation write its own rows only; and no act leaves its context."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError

from baken.dossiers.context import organisatiecontext
from baken.dossiers.models import Betrokkene, Dossier, Verstrekking
from baken.kern import klok
from baken.signalen.models import Signaal
from tests.beveiliging.handelingen import HANDELINGEN
from tests.browser.wereld import Wereld
from tests.dossiers.hulp import zonder_sporen
from tests.gereedschap.rol import als_toepassing

pytestmark = pytest.mark.postgres


def test_every_act_was_done_as_the_ordinary_role_and_none_left_its_context(wereld: Wereld) -> None:
    """An act that reads a table outside its context breaks off with an error of the database."""
    for bouwers in HANDELINGEN.values():
        for bouw in bouwers:
            with zonder_sporen():
                doe = bouw(wereld)
                with als_toepassing():
                    doe()


def test_a_row_for_another_organisation_cannot_be_written(wereld: Wereld) -> None:
    cast = wereld.cast
    vreemd = Dossier(id=uuid4(), soort="signaal", organisatie=cast.gemeente, aangemaakt_op=klok.nu())
    with pytest.raises(DatabaseError, match="row-level security"), organisatiecontext(cast.buurgemeente.pk):
        vreemd.save(force_insert=True)
    persoon = Betrokkene(dossier_id=wereld.nieuw.dossier_id, volgorde=9, deel="slachtoffer")
    with pytest.raises(DatabaseError, match="row-level security"), organisatiecontext(cast.buurgemeente.pk):
        persoon.save(force_insert=True)


def test_a_row_of_another_organisation_cannot_be_changed_deleted_or_given_away(wereld: Wereld) -> None:
    cast, dossier = wereld.cast, wereld.nieuw.dossier_id
    with organisatiecontext(cast.buurgemeente.pk):
        assert Dossier.objects.filter(pk=dossier).update(afgeschermd=True) == 0
        assert Betrokkene.objects.filter(dossier_id=dossier).delete()[0] == 0
        assert Signaal.objects.filter(pk=wereld.nieuw.pk).update(status="gesloten") == 0
    with pytest.raises(DatabaseError, match="row-level security"), organisatiecontext(cast.gemeente.pk):
        Dossier.objects.filter(pk=dossier).update(organisatie=cast.buurgemeente)
    assert Betrokkene.objects.filter(dossier_id=dossier).exists()


def test_a_receiver_answers_a_packet_and_cannot_make_one_in_the_name_of_the_sender(wereld: Wereld) -> None:
    cast = wereld.cast
    pakket = Verstrekking.objects.get(ontvanger=cast.zvh)
    with organisatiecontext(cast.zvh.pk):
        assert Verstrekking.objects.filter(pk=pakket.pk).update(ontvangen_op=klok.nu()) == 1
        assert Verstrekking.objects.filter(pk=pakket.pk).delete()[0] == 0
        assert not Dossier.objects.filter(pk=pakket.dossier_id).exists(), "the packet, never the dossier behind it"
    pakket.pk = uuid4()
    with pytest.raises((DatabaseError, IntegrityError)), organisatiecontext(cast.zvh.pk):
        pakket.save(force_insert=True)
