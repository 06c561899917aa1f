"""PostgreSQL alone gives an organisation its own rows: none of others, and not one too few."""

from __future__ import annotations

import sys

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Model, Q

from baken.casussen import selectors as casusselectors
from baken.casussen.blad import casusblad
from baken.casussen.models import Casus
from baken.dossiers.context import leescontext, organisatiecontext
from baken.dossiers.models import Verstrekking
from baken.dossiers.selectors import verstrekkingsblad
from baken.kern.fouten import BakenError
from baken.organisaties.models import Organisatie
from baken.signalen import selectors
from baken.signalen.models import Signaal
from baken.zorg.blad import trajectblad
from baken.zorg.models import Traject, Voorziening
from baken.zorg.opvangblad import voorzieningblad, wachtoverzicht
from baken.zorg.selectors import TABS as CASELOAD
from baken.zorg.selectors import caseload
from tests.cast import als
from tests.gereedschap.rol import als_toepassing
from tests.rijbeveiliging.hulp import ZIEN, Gespeeld, beschermde_modellen, hoort_te_zien

pytestmark = pytest.mark.postgres
MENSEN = ("anna", "buur", "zoe", "piet", "rik", "fg", "beheer")


def _pks(model: type[Model]) -> set[object]:
    return set(model._default_manager.values_list("pk", flat=True))


def test_each_organisation_sees_exactly_its_rows_of_every_table(gespeeld: Gespeeld) -> None:
    modellen = beschermde_modellen()
    leeg = [label for label, model in modellen.items() if not _pks(model)]
    assert leeg == [], f"no act filled these, so nothing was shown of them ({gespeeld.gedaan})"
    for organisatie in Organisatie.objects.all():
        for label, model in modellen.items():
            verwacht = hoort_te_zien(label, model, organisatie.pk)
            with organisatiecontext(organisatie.pk):
                assert _pks(model) == verwacht, (organisatie.code, label)


def test_without_any_filter_nobody_finds_a_foreign_row_of_casussen_or_zorg(gespeeld: Gespeeld) -> None:
    """A query that asks for the whole table, as if every scope and every organisation were left out of the code."""
    gezocht = {
        label: model for label, model in beschermde_modellen().items() if label.startswith(("casussen.", "zorg."))
    }
    alle = {label: _pks(model) for label, model in gezocht.items()}
    assert {label for label in ZIEN if label.startswith(("casussen.", "zorg."))} == set(gezocht)
    for naam in MENSEN:
        door = als(getattr(gespeeld.wereld.cast, naam))
        for label, model in gezocht.items():
            vreemd = alle[label] - hoort_te_zien(label, model, door.organisatie_id)
            with leescontext(door):
                assert not _pks(model) & vreemd, (naam, label)
    for label, model in gezocht.items():
        buur = hoort_te_zien(label, model, gespeeld.wereld.cast.buurgemeente.pk)
        open_voor_allen = any(wat.startswith("iedereen:") for wat in ZIEN[label])
        assert open_voor_allen or alle[label] - buur, f"{label}: no foreign row, so nothing was shown"


def test_outside_a_context_nothing_can_be_read_and_it_is_never_quietly_nothing(gespeeld: Gespeeld) -> None:
    for label, model in beschermde_modellen().items():
        if label == "zorg.Aanbodstand":
            continue  # yes, no or unknown of a facility: everyone may read it
        assert model._default_manager.exists()
        with pytest.raises(DatabaseError, match=r"baken\.|bigint"), transaction.atomic(), als_toepassing():
            model._default_manager.exists()


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
    gespeeld: Gespeeld, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = gespeeld.wereld.cast
    assert _haal_bereik_weg(monkeypatch) > 5
    for persoon in (getattr(cast, naam) for naam in MENSEN):
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
        for tab in CASELOAD:
            assert {t.organisatie_id for t in caseload(door, tab=tab).rijen} <= {door.organisatie_id}
        wacht = wachtoverzicht(door)
        assert {rij.traject.organisatie_id for rij in (*wacht.wacht, *wacht.noodbedden)} <= {door.organisatie_id}
        for model, lees in ((Casus, casusblad), (Traject, trajectblad), (Voorziening, voorzieningblad)):
            for rij in model._default_manager.exclude(organisatie_id=door.organisatie_id):
                with pytest.raises(BakenError):
                    lees(door, rij.pk)
        for signaal in Signaal.objects.exclude(pk__in=eigen):
            with pytest.raises(BakenError):
                selectors.dossierblad(door, signaal.pk, onthul=True)
        vreemd = Verstrekking.objects.exclude(afzender_id=door.organisatie_id).exclude(ontvanger_id=door.organisatie_id)
        for pakket in vreemd:
            with pytest.raises(BakenError):
                verstrekkingsblad(door, pakket.pk)
    with leescontext(als(cast.buur)):
        assert {s.organisatie_id for s in Signaal.objects.all()} == {cast.buurgemeente.pk}
