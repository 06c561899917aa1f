"""Documentation that would go stale is held against the code."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps

from baken.conf.omgeving import INSTELLINGEN
from baken.organisaties.besluit import handelingen
from baken.organisaties.rollen import Rol

WORTEL = Path(__file__).resolve().parents[2]
DOCS = WORTEL / "docs"


def test_every_setting_is_documented() -> None:
    beheer = (DOCS / "beheer.md").read_text(encoding="utf-8")
    assert [i.naam for i in INSTELLINGEN if f"`{i.naam}`" not in beheer] == []


def test_no_setting_is_read_without_being_in_the_table() -> None:
    bekend = {i.naam for i in INSTELLINGEN}
    gelezen = set()
    for pad in (WORTEL / "src/baken").rglob("*.py"):
        gelezen |= set(
            re.findall(r"""lees(?:_getal|_lijst)?\(["'](BAKEN_[A-Z_]+)["']\)""", pad.read_text(encoding="utf-8"))
        )
    assert gelezen - bekend == set()


def test_every_dutch_term_stands_once_in_begrippen() -> None:
    regels = (DOCS / "begrippen.md").read_text(encoding="utf-8").splitlines()
    termen = [r.split("|")[1].strip().lower() for r in regels if r.startswith("| ") and "---" not in r][1:]
    dubbel = sorted({t for t in termen if termen.count(t) > 1})
    assert dubbel == []
    modellen = {
        model.__name__.lower()
        for config in apps.get_app_configs()
        if config.name.startswith("baken.")
        for model in config.get_models()
    }
    pakketten = {c.label for c in apps.get_app_configs() if c.name.startswith("baken.")}
    nodig = modellen | {str(r).replace("_", "-") for r in Rol} | {p.lower() for p in pakketten}
    assert sorted(nodig - set(termen)) == []


def test_every_link_in_the_documents_leads_somewhere() -> None:
    dood = []
    for pad in [*WORTEL.glob("*.md"), *DOCS.rglob("*.md")]:
        for doel in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", pad.read_text(encoding="utf-8")):
            if not (pad.parent / doel).exists():
                dood.append(f"{pad.relative_to(WORTEL)} -> {doel}")
    assert dood == []


def test_every_act_of_the_rights_table_is_asked_somewhere() -> None:
    code = "\n".join(
        p.read_text(encoding="utf-8") for p in (WORTEL / "src/baken").rglob("*.py") if p.name != "rechten.py"
    )
    ongebruikt = [h for h in sorted(handelingen()) if f'"{h}"' not in code and f'"{h.split(".")[1]}"' not in code]
    assert ongebruikt == []
