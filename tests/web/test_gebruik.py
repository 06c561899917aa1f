"""The guides in docs/gebruik name what stands on the screen, word for word, and leave no role out."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from baken.organisaties.rollen import Rol

WORTEL = Path(__file__).resolve().parents[2]
GIDSEN = sorted((WORTEL / "docs/gebruik").glob("*.md"))
CURSIEF = re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")


@cache
def op_het_scherm() -> str:
    """Return every text of templates and code on one line, with split strings joined."""
    bronnen = [pad for soort in ("*.html", "*.py") for pad in (WORTEL / "src/baken").rglob(soort)]
    heel = "\n".join(pad.read_text(encoding="utf-8") for pad in bronnen)
    return re.sub(r"\s+", " ", re.sub(r'"\s*\n\s*"', "", heel))


@pytest.mark.parametrize("gids", GIDSEN, ids=lambda pad: pad.stem)
def test_what_a_guide_puts_in_italics_stands_on_the_screen(gids: Path) -> None:
    namen = [re.sub(r"\s+", " ", naam) for naam in CURSIEF.findall(gids.read_text(encoding="utf-8"))]
    assert namen, "a guide names the buttons and pages it is about"
    assert [naam for naam in namen if naam not in op_het_scherm()] == []


def test_every_role_has_a_guide() -> None:
    koppen = " ".join(gids.read_text(encoding="utf-8").partition("\n")[0] for gids in GIDSEN).casefold()
    namen = {
        Rol.MELDER: "signaal melden",
        Rol.PROCESREGISSEUR: "procesregisseur",
        Rol.RIEC_ACCOUNTHOUDER: "riec-accounthouder",
        Rol.BELEIDSREGISSEUR: "beleidsregisseur",
    }
    assert [rol for rol in Rol if namen.get(rol, rol.label.casefold()) not in koppen] == []
