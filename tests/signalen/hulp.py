"""What the tests of the domain share: a signaal that is ready for the next act."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast, als, maak_signaal

from baken.dossiers.models import Verstrekking
from baken.dossiers.services import NieuweBetrokkene
from baken.dossiers.verstrekken import Voorstel
from baken.kern.models import Journaalregel
from baken.keten.models import Grondslag
from baken.organisaties.besluit import Wie
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, beoordelen, doorgeleiden

REDEN = "Het verhaal vraagt hier om, zie het gesprek van gisteren."
MENSEN = (
    NieuweBetrokkene("slachtoffer", identiteit={"naam": "Xandra Verzonnen"}, contact={"telefoon": "0600000001"}),
    NieuweBetrokkene("dader", identiteit={"naam": "Ype Verzonnen"}),
)


def grondslag(code: str) -> int:
    return Grondslag.objects.get(code=code).pk


def in_beoordeling(cast: Cast, door: Wie | None = None, **velden: Any) -> Signaal:
    """Return a signaal that anna (or `door`) took up."""
    signaal = maak_signaal(cast, **{"personen": MENSEN, **velden})
    return behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=door or als(cast.anna))


def besloten(cast: Cast, *uitkomsten: Uitkomst, **velden: Any) -> Signaal:
    """Return a signaal with a decision."""
    signaal = in_beoordeling(cast, **velden)
    gekozen = uitkomsten or (Uitkomst.ZORG_EN_STRAFRECHT,)
    beoordelen.beoordeel(
        signaal_id=signaal.pk, uitkomsten=gekozen, reden=REDEN, versie=signaal.versie, door=als(cast.anna)
    )
    signaal.refresh_from_db()
    return signaal


def naar_zorg(cast: Cast, **velden: Any) -> Voorstel:
    basis: dict[str, Any] = {
        "ontvanger_id": cast.zorg.pk,
        "grondslag_id": grondslag("taak-zorg"),
        "veldgroepen": frozenset({"identiteit", "contact"}),
        "doel": "Zorg regelen",
        "over_wie": frozenset({"slachtoffer"}),
    }
    return Voorstel(**{**basis, **velden})


def naar_zvh(cast: Cast, **velden: Any) -> Voorstel:
    basis: dict[str, Any] = {
        "ontvanger_id": cast.zvh.pk,
        "grondslag_id": grondslag("wgs-zvh"),
        "veldgroepen": frozenset({"strafbaar"}),
        "doel": "Afstemmen",
        "over_wie": frozenset({"slachtoffer", "dader"}),
        "procesregie": True,
        "verhaal": True,
        "verhaal_gelezen": True,
    }
    return Voorstel(**{**basis, **velden})


def naar_politie(cast: Cast, **velden: Any) -> Voorstel:
    basis: dict[str, Any] = {
        "ontvanger_id": cast.politie.pk,
        "grondslag_id": grondslag("taak-politie"),
        "veldgroepen": frozenset({"strafbaar"}),
        "doel": "Opsporing",
        "over_wie": frozenset({"dader"}),
    }
    return Voorstel(**{**basis, **velden})


def naar_riec(cast: Cast, **velden: Any) -> Voorstel:
    basis: dict[str, Any] = {
        "ontvanger_id": cast.riec.pk,
        "grondslag_id": grondslag("wgs-riec"),
        "veldgroepen": frozenset({"identiteit"}),
        "doel": "Ondermijning aanpakken",
        "over_wie": frozenset({"dader"}),
    }
    return Voorstel(**{**basis, **velden})


def bekeken(cast: Cast, signaal: Signaal, *voorstellen: Voorstel) -> list[Voorstel]:
    """Return the proposals as they are after their packets were shown."""
    gezien = doorgeleiden.bekijk_pakketten(signaal_id=signaal.pk, voorstellen=voorstellen, door=als(cast.anna))
    return [g.voorstel for g in gezien]


def doorgegeven(
    cast: Cast, *voorstellen: Voorstel, signaal: Signaal | None = None
) -> tuple[Signaal, list[Verstrekking]]:
    """Return a signaal that was passed on, with its verstrekkingen in the order of the proposals."""
    signaal = signaal or besloten(cast)
    klaar = bekeken(cast, signaal, *(voorstellen or (naar_zorg(cast), naar_zvh(cast))))
    gemaakt = doorgeleiden.leid_door(
        signaal_id=signaal.pk, voorstellen=klaar, versie=signaal.versie, door=als(cast.anna)
    )
    signaal.refresh_from_db()
    return signaal, [deel.verstrekking for deel in gemaakt.delen.order_by("pk")]


def laatste_regels(aantal: int = 1) -> list[str]:
    """Return the acts of the last lines of the journaal, newest first."""
    return list(Journaalregel.objects.order_by("-pk").values_list("handeling", flat=True)[:aantal])
