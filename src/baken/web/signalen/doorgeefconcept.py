"""The draft of a doorgeleiding: sealed in the form, so that nothing is stored before the last step."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from baken.dossiers.verstrekken import Voorstel
from baken.kern.fouten import ZegelVerlopenError
from baken.kern.versleuteling import open_verlopen_zegel, open_zegel, verzegel
from baken.web.signalen import overwie

GELDIG = timedelta(hours=24)
# What is asked per receiver, and what it is when the form did not ask it.
VELDEN: dict[str, Any] = {
    "grondslag": None,
    "doel": "",
    "veldgroepen": [],
    "over_wie": [],
    "toelichting": "",
    "verhaal": False,
    "toestemming": "",
    "noodreden": "",
    "gemeentereden": "",
}


@dataclass
class Concept:
    """The draft: the version that was seen, one dict per receiver, and who directs."""

    versie: int
    delen: list[dict[str, Any]] = field(default_factory=list)
    regie: int | None = None

    def voorstellen(self) -> list[Voorstel]:
        """Return what the service takes in; every receiver has its grondslag (see onvolledig)."""
        return [
            Voorstel(
                ontvanger_id=d["ontvanger"],
                grondslag_id=d["grondslag"],
                veldgroepen=frozenset(d["veldgroepen"]),
                doel=d["doel"],
                **overwie.lees(d["over_wie"]),
                procesregie=d["ontvanger"] == self.regie,
                toestemming=d["toestemming"],
                noodreden=d["noodreden"],
                gemeentereden=d["gemeentereden"],
                verwachte_hash=d.get("hash", ""),
                toelichting=d["toelichting"],
                verhaal=d["verhaal"],
                verhaal_gelezen=d.get("gelezen", False),
            )
            for d in self.delen
        ]

    def onvolledig(self) -> str:
        """Return the step of the first receiver that was not filled in yet; empty when all were."""
        return next((f"deel{n}" for n, d in enumerate(self.delen) if "grondslag" not in d), "")

    def verzegel(self, doel: str) -> str:
        """Return the draft for a hidden field."""
        return verzegel(vars(self), doel=doel)


def open_concept(gesloten: str, doel: str, versie: int) -> tuple[Concept, bool]:
    """Return the draft, and whether it was open for too long.

    What was chosen in a draft that is too old is kept, but counts as seen by nobody: its packets are shown again, on
    the dossier and the grondslagen of now. Raises ZegelOngeldigError for a draft that was altered or is not ours.
    """
    try:
        return _uit(open_zegel(gesloten, doel=doel, max_leeftijd=GELDIG)), False
    except ZegelVerlopenError:
        oud = _uit(open_verlopen_zegel(gesloten, doel=doel))
    oud.versie = versie
    for deel in oud.delen:
        deel.pop("hash", None)
        deel.pop("gelezen", None)
    return oud, True


def _uit(inhoud: dict[str, Any]) -> Concept:
    """Return the draft as it was sealed; what an earlier version of Baken did not ask is what it is unasked."""
    delen = [{**VELDEN, **d} if "grondslag" in d else d for d in inhoud["delen"]]
    return Concept(inhoud["versie"], delen, inhoud["regie"])
