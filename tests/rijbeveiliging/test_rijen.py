"""PostgreSQL alone gives an organisation its own rows: none of others, and not one too few."""

from __future__ import annotations

import sys
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Model, Q

from baken.casussen import selectors as casusselectors
from baken.dossiers.context import leescontext, organisatiecontext
from baken.dossiers.models import Betrokkene, Dossier, Verstrekking
from baken.dossiers.selectors import verstrekkingsblad
from baken.kern import klok
from baken.kern.fouten import BakenError
from baken.organisaties.models import Organisatie
from baken.signalen import selectors
from baken.signalen.models import Signaal
from baken.signalen.soorten import Kanaal
from tests.beveiliging.handelingen import HANDELINGEN
from tests.browser.wereld import Wereld
from tests.cast import als, maak_signaal
from tests.dossiers.hulp import zonder_sporen
from tests.gereedschap.rol import als_toepassing
from tests.rijbeveiliging.hulp import beschermde_modellen, hoort_te_zien, speel_alles

pytestmark = pytest.mark.postgres


def _pks(model: type[Model]) -> set[object]:
    return set(model._default_manager.values_list("pk", flat=True))


def test_each_organisation_sees_exactly_its_rows_of_every_table(wereld: Wereld) -> None:
    gedaan = speel_alles(wereld)
    modellen = beschermde_modellen()
    leeg = [label for label, model in modellen.items() if not _pks(model)]
    assert leeg == [], f"no act filled these, so nothing was shown of them ({dict(gedaan)})"
    for organisatie in Organisatie.objects.all():
        for label, model in modellen.items():
            verwacht = hoort_te_zien(label, model, organisatie.pk)
            with organisatiecontext(organisatie.pk):
                assert _pks(model) == verwacht, (organisatie.code, label)


def test_every_act_was_done_as_the_ordinary_role_and_none_left_its_context(wereld: Wereld) -> None:
    """An act that reads a table outside its context breaks off with an error of the database."""
    for bouwers in HANDELINGEN.values():
        for bouw in bouwers:
            with zonder_sporen():
                doe = bouw(wereld)
                with als_toepassing():
                    doe()


def test_outside_a_context_nothing_can_be_read_and_it_is_never_quietly_nothing(wereld: Wereld) -> None:
    speel_alles(wereld)
    for label, model in beschermde_modellen().items():
        if label == "zorg.Aanbodstand":
            continue  # yes, no or unknown of a facility: everyone may read it
        assert model._default_manager.exists()
        with pytest.raises(DatabaseError, match=r"baken\.|bigint"), transaction.atomic(), als_toepassing():
            model._default_manager.exists()


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


def _haal_bereik_weg(monkeypatch: pytest.MonkeyPatch) -> int:
    """Take the scopes out of the code, wherever they were imported; the number of places."""
    plekken = 0
    for naam, module in list(sys.modules.items()):
        if naam.startswith("baken."):
            for functie in [f for f in vars(module) if f.startswith("zichtbare_")]:
                monkeypatch.setattr(module, functie, lambda *_, **__: Q())
                plekken += 1
    return plekken


def test_with_the_scope_taken_out_of_the_code_there_are_still_no_foreign_rows(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = wereld.cast
    speel_alles(wereld)
    maak_signaal(cast, bij=cast.buurgemeente, kanaal=Kanaal.PUBLIEK_MEDEWERKER)
    assert _haal_bereik_weg(monkeypatch) > 5
    for persoon in (cast.anna, cast.buur, cast.zoe, cast.piet, cast.rik, cast.fg, cast.beheer):
        door = als(persoon)
        van_ons = Q(organisatie_id=door.organisatie_id) | Q(melder=persoon)  # a partner follows what it sent in
        eigen = set(Signaal.objects.filter(van_ons).values_list("pk", flat=True))
        for tab in ("nieuw", "alle"):
            assert {s.pk for s in selectors.werklijst(door, tab=tab).rijen} <= eigen, persoon.username
        vak = casusselectors.ontvangen_verstrekkingen(door, tab="alle")
        assert {v.ontvanger_id for v in vak.rijen} <= {door.organisatie_id}
        for tab in casusselectors.TABS:
            lijst = casusselectors.casuslijst(door, tab=tab)
            assert {c.organisatie_id for c in lijst.rijen} <= {door.organisatie_id}
        for signaal in Signaal.objects.exclude(pk__in=eigen):
            with pytest.raises(BakenError):
                selectors.dossierblad(door, signaal.pk, onthul=True)
        vreemd = Verstrekking.objects.exclude(afzender_id=door.organisatie_id).exclude(ontvanger_id=door.organisatie_id)
        for pakket in vreemd:
            with pytest.raises(BakenError):
                verstrekkingsblad(door, pakket.pk)
    with leescontext(als(cast.buur)):
        assert {s.organisatie_id for s in Signaal.objects.all()} == {cast.buurgemeente.pk}
