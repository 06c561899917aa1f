"""Give each casus that is there its number, route and bron, and what was closed its day.

Persons of packets accepted before are not copied: a migration has no keys. Their packets stay readable on the page.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from zoneinfo import ZoneInfo

from django.db import migrations

ROUTES = {"zorgcoordinatie": "zorg", "zvh": "zvh", "riec": "riec"}
HIER = ZoneInfo("Europe/Amsterdam")


def vul(apps: Any, schema_editor: Any) -> None:
    """Number by organisation and year in the order of opening; go on after the numbers that are there."""
    bron, reeks = apps.get_model("casussen", "Casusbron"), apps.get_model("signalen", "Nummerreeks")
    laatste: dict[tuple[int, int], int] = defaultdict(int)
    for rij in reeks.objects.filter(soort="C"):
        laatste[rij.organisatie_id, rij.jaar] = rij.laatste
    casussen = apps.get_model("casussen", "Casus").objects.select_related("organisatie")
    for casus in list(casussen.order_by("geopend_op", "pk")):
        jaar = casus.geopend_op.astimezone(HIER).year
        laatste[casus.organisatie_id, jaar] += 1
        casus.nummer = f"C-{jaar}-{laatste[casus.organisatie_id, jaar]:04d}"
        casus.route = ROUTES.get(casus.organisatie.soort, "overig")
        if casus.status == "gesloten":
            casus.status, casus.afgesloten_op = "afgesloten", casus.geopend_op  # when it closed was not kept
        casus.save(update_fields=["nummer", "route", "status", "afgesloten_op"])
        if casus.verstrekking_id is not None:
            bron.objects.create(casus=casus, verstrekking_id=casus.verstrekking_id, op=casus.geopend_op)
    for (organisatie_id, jaar), nummer in laatste.items():
        reeks.objects.update_or_create(
            organisatie_id=organisatie_id, soort="C", jaar=jaar, defaults={"laatste": nummer}
        )


def terug(apps: Any, schema_editor: Any) -> None:
    """Keep the first packet of each casus, and the two states there were."""
    for casus in apps.get_model("casussen", "Casus").objects.prefetch_related("bronnen"):
        bronnen = sorted(casus.bronnen.all(), key=lambda bron: (bron.op, bron.pk))
        casus.verstrekking_id = bronnen[0].verstrekking_id if bronnen else None
        casus.status = "gesloten" if casus.status == "afgesloten" else "open"
        casus.save(update_fields=["verstrekking_id", "status"])
    apps.get_model("casussen", "Casusbron").objects.all().delete()  # going forward again makes them anew
    apps.get_model("signalen", "Nummerreeks").objects.filter(soort="C").delete()


def klok_bij_sluiten(apps: Any, schema_editor: Any) -> None:
    """The period of a casus runs from its closing; who confirmed it for another beginning must do so again."""
    apps.get_model("kern", "Bewaarregel").objects.filter(categorie="casus", begin="aanmaak").update(
        begin="sluiting",
        bevestigd_fg_op=None,
        bevestigd_fg_door=None,
        bevestigd_archivaris_op=None,
        bevestigd_archivaris_door=None,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("casussen", "0002_eigen_gegevens"),
        ("kern", "0001_initial"),
        ("signalen", "0007_nummersoort"),
    ]

    operations = [
        migrations.RunPython(vul, terug),
        migrations.RunPython(klok_bij_sluiten, migrations.RunPython.noop),
    ]
