"""A casus of before gets its number, route and bron; and the way back keeps what fits there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from tests.dossiers.test_gesloten import leesbaar
from tests.gereedschap import oudevorm
from tests.gereedschap.databank import Kopie

from baken.casussen.inhoud import Tafelwoorden, open_tafelwoorden

_KERN = ("kern", "0001_initial")
VOOR = [("casussen", "0001_initial"), ("signalen", "0006_overname"), ("dossiers", "0009_afloopcode"), _KERN]
NA = [("casussen", "0004_zonder_verstrekking"), ("dossiers", "0009_afloopcode"), _KERN]


def _oude_rij(apps: Any, gemeente: Any, bij: Any, moment: datetime, status: str) -> Any:
    pakket = oudevorm.pakket(apps, gemeente, bij, moment, soort="casus")
    return apps.get_model("casussen", "Casus").objects.create(
        dossier=pakket.dossier, organisatie=bij, verstrekking=pakket, status=status, geopend_op=moment
    )


def test_rows_of_the_old_shape_get_what_is_asked_now(lege_database: Kopie) -> None:
    apps = oudevorm.maak(VOOR)
    gemeente, zorg, zvh, pol = (
        oudevorm.organisatie(apps, soort) for soort in ("gemeente", "zorgcoordinatie", "zvh", "politie")
    )
    nieuw = _oude_rij(apps, gemeente, zorg, datetime(2026, 3, 1, 12, tzinfo=UTC), "open")
    oud = _oude_rij(apps, gemeente, zorg, datetime(2026, 1, 5, 12, tzinfo=UTC), "gesloten")
    # the last hour of the year in Greenwich is the next year here
    nacht = _oude_rij(apps, gemeente, zvh, datetime(2025, 12, 31, 23, 30, tzinfo=UTC), "open")
    politie = _oude_rij(apps, gemeente, pol, datetime(2026, 2, 1, tzinfo=UTC), "open")
    apps.get_model("kern", "Bewaarregel").objects.create(
        categorie="casus",
        begin="aanmaak",
        termijn_maanden=60,
        actie="vernietigen",
        bron="eigen keuze",
        bevestigd_fg_op=datetime(2026, 1, 1, tzinfo=UTC).date(),
        geldig_van=datetime(2000, 1, 1, tzinfo=UTC).date(),
    )
    apps = oudevorm.migreer(NA)
    casus = apps.get_model("casussen", "Casus")
    rijen = {c.pk: c for c in casus.objects.all()}
    assert {pk: (c.nummer, c.route, c.status) for pk, c in rijen.items()} == {
        oud.pk: ("C-2026-0001", "zorg", "afgesloten"),
        nieuw.pk: ("C-2026-0002", "zorg", "open"),
        nacht.pk: ("C-2026-0001", "zvh", "open"),
        politie.pk: ("C-2026-0001", "overig", "open"),
    }
    assert rijen[oud.pk].afgesloten_op == oud.geopend_op
    assert rijen[nieuw.pk].afgesloten_op is None
    bronnen = apps.get_model("casussen", "Casusbron").objects
    assert {b.casus_id: b.verstrekking_id for b in bronnen.all()} == {
        c.pk: c.verstrekking_id for c in (nieuw, oud, nacht, politie)
    }
    regel = apps.get_model("kern", "Bewaarregel").objects.get(categorie="casus")
    assert (regel.begin, regel.bevestigd_fg_op) == ("sluiting", None)
    reeks = apps.get_model("signalen", "Nummerreeks").objects.get(soort="C", organisatie_id=zorg.pk)
    assert (reeks.jaar, reeks.laatste) == (2026, 2), "the next number goes on from here"

    apps = oudevorm.migreer(VOOR)
    terug = {c.pk: (c.verstrekking_id, c.status) for c in apps.get_model("casussen", "Casus").objects.all()}
    assert terug == {c.pk: (c.verstrekking_id, c.status) for c in (nieuw, oud, nacht, politie)}


def test_a_table_of_before_is_sealed_and_its_day_stands_with_the_question(lege_database: Kopie) -> None:
    voor = [("casussen", "0006_rijbeveiliging"), ("keten", "0004_rijbeveiliging")]
    apps = oudevorm.maak(voor)
    model, moment = apps.get_model, datetime(2026, 3, 1, 12, tzinfo=UTC)
    zvh, tafelaars = (oudevorm.organisatie(apps, soort) for soort in ("zvh", "samenwerking"))
    mens = model("organisaties", "Medewerker").objects.create(username="piet", organisatie=zvh)
    woorden = {"agenda": ["Plek in de regio"], "besluiten": ["Er komt een plek"], "aanwezig": [zvh.pk]}
    verder = {"soort": "regionale_tafel", "organisatie": tafelaars, "op": moment, "wijze": "fysiek"}
    gemaakt = {"gemaakt_op": moment, "gemaakt_door": mens}
    tafels = {
        stand: model("keten", "Bijeenkomst").objects.create(status=stand, openbaar=openbaar, **verder, **gemaakt).pk
        for stand, openbaar in (("gehouden", woorden), ("vervallen", {"agenda": ["Opening"]}))
    }
    vragen = {}
    for nummer, stand in enumerate(tafels):
        dossier = model("dossiers", "Dossier").objects.create(
            id=uuid4(), soort="casus", organisatie=zvh, aangemaakt_op=moment
        )
        casus = model("casussen", "Casus").objects.create(
            dossier=dossier, organisatie=zvh, nummer=f"C-2026-000{nummer}", route="zvh", geopend_op=moment
        )
        vraag = {
            "casus": casus,
            "van": zvh,
            "naar": tafelaars,
            "belemmering": "opvang",
            "bijeenkomst_id": tafels[stand],
        }
        vragen[stand] = (
            model("casussen", "Opschaling")
            .objects.create(**vraag, status="bij_tafel", ingediend_op=moment, ingediend_door=mens)
            .pk
        )
    assert leesbaar("in de regio") == {"keten_bijeenkomst"}

    apps = oudevorm.migreer([("casussen", "0007_dag_van_de_tafel")])
    assert leesbaar("in de regio") == leesbaar("een plek") == set()
    dicht = {t.pk: open_tafelwoorden(t)[1] for t in apps.get_model("keten", "Bijeenkomst").objects.all()}
    assert dicht == {
        tafels["gehouden"]: Tafelwoorden(**woorden),
        tafels["vervallen"]: Tafelwoorden(["Opening"], [], []),
    }
    dagen = dict(apps.get_model("casussen", "Opschaling").objects.values_list("pk", "tafel_op"))
    assert dagen == {vragen["gehouden"]: moment, vragen["vervallen"]: None}

    terug = oudevorm.migreer(voor).get_model("keten", "Bijeenkomst").objects.get(pk=tafels["gehouden"])
    assert (terug.openbaar, terug.geheim) == (woorden, None)
