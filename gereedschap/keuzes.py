"""What is asked of a command before anything is installed: a mistake in it is one sentence (ZinError)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from gereedschap.plek import WORTEL, ZinError

REGIOS = WORTEL / "src" / "baken" / "opdrachten" / "regios"
VOORBEELD = './baken eerste-beheerders gemeente-code --persoon "a.jansen,A. Jansen,a.jansen@gemeente.example"'


def productie() -> bool:
    """Tell whether this is a production: then nothing is made or migrated by itself."""
    return os.environ.get("BAKEN_OMGEVING", "").strip() not in {"", "demonstratie"}


def kies_regio(argumenten: Sequence[str], map_: Path = REGIOS) -> str:
    """Return the region that is asked for. Raises ZinError without one, or for one that does not ship."""
    namen = sorted(pad.stem for pad in map_.glob("*.json"))
    te_kiezen = f"te kiezen: {', '.join(namen)}" if namen else "er zijn hier geen regio's"
    if len(argumenten) != 1:
        raise ZinError(f"Noem één regio, zoals ./baken laad-regio rotterdam; {te_kiezen}.")
    if argumenten[0] not in namen:
        raise ZinError(f"De regio {argumenten[0]!r} kent Baken niet; {te_kiezen}.")
    return argumenten[0]


def controleer_eerste_beheerders(argumenten: Sequence[str]) -> None:
    """Check a code and two people. Raises ZinError; who they are and whether the code exists, Baken itself tells."""
    codes, mensen = _code_en_mensen(argumenten)
    if len(codes) != 1:
        raise ZinError(f"Noem één organisatie met haar code, zoals {VOORBEELD} en nog een persoon.")
    for mens in mensen:
        delen = [deel.strip() for deel in mens.split(",")]
        if len(delen) != 3 or not all(delen) or "@" not in delen[2]:
            raise ZinError(f"{mens!r} is geen persoon; schrijf gebruikersnaam,naam,e-mailadres.")
    if len(mensen) != 2 or mensen[0] == mensen[1]:
        raise ZinError("Noem twee verschillende mensen, elk met --persoon: een tweede persoon bevestigt elke rol.")
    if not productie():
        raise ZinError("In de demonstratie bestaan alleen verzonnen mensen; zet BAKEN_OMGEVING op productie.")


def _code_en_mensen(argumenten: Sequence[str]) -> tuple[list[str], list[str]]:
    codes: list[str] = []
    mensen: list[str] = []
    rest = list(argumenten)
    while rest:
        deel = rest.pop(0)
        if deel == "--persoon" and rest:
            mensen.append(rest.pop(0))
        elif deel.startswith("--persoon="):
            mensen.append(deel.partition("=")[2])
        elif deel.startswith("-"):
            raise ZinError(f"./baken eerste-beheerders kent {deel!r} zo niet; het kent --persoon met een persoon.")
        else:
            codes.append(deel)
    return codes, mensen
