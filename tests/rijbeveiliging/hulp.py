"""A region in which everything was done once, and for each protected table: whose row a row is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist
from django.db import transaction
from django.db.models import Model, Q

from baken.conf.beleid import ZONDER_BELEID, tabellen
from baken.dossiers.models import Dossier, Dossiertoegang
from baken.kern import klok
from baken.kern.fouten import BakenError
from baken.organisaties.selectors import geldig_op
from baken.signalen.soorten import Kanaal
from tests.beveiliging.handelingen import HANDELINGEN
from tests.browser.wereld import Wereld
from tests.cast import als, maak_signaal
from tests.gereedschap.rol import als_toepassing
from tests.rijbeveiliging.zaai import zaai
from tests.signalen.hulp import in_beoordeling

# model -> paths to the organisations that see a row. "dossier:<path>": who sees that dossier; "eigen dossier:<path>":
# its owner; "iedereen:": everyone, of rows with that value.
ZIEN: dict[str, tuple[str, ...]] = {
    "dossiers.Dossier": ("dossier:pk",),
    "dossiers.Dossiertoegang": ("organisatie_id", "dossier_organisatie_id"),
    "dossiers.Dossierlid": ("dossier:dossier_id",),
    "dossiers.Betrokkene": ("dossier:dossier_id",),
    "dossiers.Locatie": ("dossier:dossier_id",),
    "dossiers.Toestemming": ("dossier:dossier_id",),
    "dossiers.Avgcorrectie": ("dossier:dossier_id",),
    "dossiers.Zoekindex": ("organisatie_id",),
    "dossiers.Noodtoegang": ("organisatie_id",),
    "dossiers.Verstrekking": ("afzender_id", "ontvanger_id"),
    "dossiers.Verstrekkingsbericht": ("verstrekking__afzender_id", "verstrekking__ontvanger_id"),
    "dossiers.Avgverzoek": ("organisatie_id",),
    "dossiers.Avgbesluit": ("verzoek__organisatie_id",),
    "keten.Actie": ("organisatie_id", "eigen dossier:dossier_id"),
    "keten.Bijeenkomst": ("organisatie_id", "deelnames__organisatie_id"),
    "keten.Deelname": ("organisatie_id", "beheerder_id"),
    "signalen.Signaal": ("organisatie_id",),
    "signalen.Signaalvorm": ("signaal__organisatie_id",),
    "signalen.Signaalindicator": ("signaal__organisatie_id",),
    "signalen.Bericht": ("signaal__organisatie_id",),
    "signalen.Beoordeling": ("signaal__organisatie_id",),
    "signalen.Doorgeleiding": ("signaal__organisatie_id",),
    "signalen.Doorgeleidingsdeel": ("doorgeleiding__signaal__organisatie_id",),
    "signalen.Overname": ("signaal__organisatie_id",),
    "signalen.Terugkoppeling": ("signaal__organisatie_id",),
    "signalen.Ontvangstcode": ("organisatie_id",),
    "signalen.Nummerreeks": ("organisatie_id",),
    "signalen.Adviesteller": ("organisatie_id",),
    "casussen.Casus": ("organisatie_id", "dossier:dossier_id"),
    "casussen.Casusbron": ("casus__organisatie_id",),
    "casussen.Opschaling": ("van_id", "naar_id"),
    "casussen.Leercasus": ("organisatie_id", "iedereen:status=gedeeld"),
    "zorg.Traject": ("organisatie_id", "dossier:dossier_id"),
    "zorg.Trajectbron": ("traject__organisatie_id",),
    "zorg.Trajectstuk": ("traject__organisatie_id",),
    "zorg.Zorgdoel": ("traject__organisatie_id",),
    "zorg.Bedenktijd": ("traject__organisatie_id",),
    "zorg.Overdracht": ("traject__organisatie_id",),
    "zorg.Plaatsing": ("traject__organisatie_id",),
    "zorg.Wachtplek": ("traject__organisatie_id",),
    "zorg.Voorziening": ("organisatie_id",),
    "zorg.Plek": ("voorziening__organisatie_id",),
    "zorg.Kwaliteitscheck": ("voorziening__organisatie_id",),
    "zorg.Nacht": ("plek__voorziening__organisatie_id",),
    "zorg.Aanbodstand": ("iedereen:",),
    "zorg.Zorgpunt": ("organisatie_id",),
    "zorg.Adviesgesprek": ("organisatie_id",),
    "zorg.Registratie": ("organisatie_id",),
    "zorg.Registratiesleutel": ("organisatie_id",),
    "zorg.Hulpvraag": ("organisatie_id",),
}


@dataclass(frozen=True)
class Gespeeld:
    """The region in which everything was done, and how often each kind of act was."""

    wereld: Wereld
    gedaan: dict[str, int]


def beschermde_modellen() -> dict[str, type[Model]]:
    """Every model whose table has row security, by label."""
    beschermd = {tabel for tabel, goed in tabellen().items() if goed}
    return {m._meta.label: m for m in apps.get_models(include_auto_created=True) if m._meta.db_table in beschermd}


def beschermde_labels() -> list[str]:
    """The same without asking a database: every table that is not excused."""
    alle = apps.get_models(include_auto_created=True)
    return sorted(m._meta.label for m in alle if m._meta.managed and m._meta.db_table not in ZONDER_BELEID)


def speel_alles(w: Wereld) -> dict[str, int]:
    """Do every act of every service once, each as the ordinary role; return how often each kind of act was done.

    One that breaks on what an earlier one did is left out: what counts is that rows of all kinds are there. Those on
    people and roles are not played: the others need the people as they are.
    """
    gedaan: dict[str, int] = defaultdict(int)
    for naam, bouwers in HANDELINGEN.items():
        for bouw in [] if naam.startswith("organisaties.") else bouwers:
            kader = transaction.atomic()
            kader._from_testcase = True  # type: ignore[attr-defined]  # Django's own mark for the transaction of a test
            try:
                with kader:
                    doe = bouw(w)
                    with als_toepassing():
                        doe()
                gedaan[naam] += 1
            except (BakenError, AssertionError, LookupError, ObjectDoesNotExist, MultipleObjectsReturned):
                gedaan[naam] += 0
    buur = als(w.cast.buur)
    daar: dict[str, Any] = {"bij": w.cast.buurgemeente, "kanaal": Kanaal.PUBLIEK_MEDEWERKER}
    in_beoordeling(w.cast, buur, **daar)  # the other gemeente is no empty place
    maak_signaal(w.cast, **daar)
    zaai(w)
    return gedaan


def dossiers_van(organisatie_id: int) -> Q:
    """Return the filter on a dossier for what an organisation sees: its own, and what it reads along in today."""
    mee = Dossiertoegang.objects.filter(geldig_op(klok.vandaag()), organisatie_id=organisatie_id, eigenaar=False)
    return Q(organisatie_id=organisatie_id) | Q(pk__in=list(mee.values_list("dossier_id", flat=True)))


def hoort_te_zien(label: str, model: type[Model], organisatie_id: int) -> set[Any]:
    """Return the rows that an organisation should see, asked by the role that sees every row."""
    eigen = Q(organisatie_id=organisatie_id)
    filters = Q(pk__in=[])
    for wat in ZIEN[label]:
        wie, _is, pad = wat.rpartition(":")
        if wie == "iedereen":
            veld, _is, waarde = pad.partition("=")
            filters |= Q(**{veld: waarde}) if veld else ~Q(pk__in=[])
        elif wie:
            bron = Dossier.objects.filter(dossiers_van(organisatie_id) if wie == "dossier" else eigen)
            filters |= Q(**{f"{pad}__in": set(bron.values_list("pk", flat=True))})
        else:
            filters |= Q(**{pad: organisatie_id})
    return set(model._default_manager.filter(filters).values_list("pk", flat=True))
