"""What `./baken OPDRACHT --help` says: it explains, and starts or installs nothing."""

from __future__ import annotations

import ast
from pathlib import Path

HULP = frozenset({"-h", "--help"})

# command -> (how it is called, sentences)
EIGEN: dict[str, tuple[str, tuple[str, ...]]] = {
    "start": (
        "[--poort N] [--leeg]",
        (
            "Start Baken op deze computer, op http://localhost:8000. De eerste keer installeert dit wat nodig is en "
            "maakt het een demonstratie met verzonnen mensen en signalen.",
            "--poort N: een andere poort dan 8000; 0 kiest een vrije poort.",
            "--leeg: een demonstratie zonder signalen. Dat kan alleen in een nieuwe map: naast een gevulde "
            "demonstratie weigert Baken. Kies dan een andere map met BAKEN_GEGEVENSMAP.",
        ),
    ),
    "test": (
        "[--lang] [keuzes van pytest]",
        (
            "Voert alle toetsen uit: op SQLite, op PostgreSQL en in een browser. De eerste keer installeert dit de "
            "testgereedschappen.",
            "--lang: ook de lange reeksen. Een pad onder tests/ kiest een deel; andere keuzes gaan door naar pytest.",
        ),
    ),
    "lint": ("", ("Keurt stijl, typen, lagen en sjablonen. Er verandert niets.",)),
    "fix": ("", ("Herstelt stijl en opmaak in de bestanden zelf.",)),
    "check": (
        "[keuzes van pytest]",
        ("Voert lint en test na elkaar uit. De toetsen gaan ook door als lint iets vindt.",),
    ),
    "rondleiding": (
        "[--alleen hoofdtaak|zorg|zvh|riec]",
        (
            "Speelt het hoofdwerk en de drie routes stap voor stap na, in een tijdelijke map. De demonstratie blijft "
            "zoals zij is. De route zvh wacht ongeveer een minuut, tot een overleg begint.",
            "--alleen: één van de vier.",
        ),
    ),
    "bench": (
        "[--lang] [--rijbeveiliging] [--schrijf] [--keren N]",
        (
            "Meet de snelheid, in een tijdelijke map. De demonstratie blijft zoals zij is.",
            "--lang: ook met een miljoen signalen. --rijbeveiliging: alleen wat de rijbeveiliging van PostgreSQL kost. "
            "--schrijf: zet de uitkomst in docs/prestaties.md. --keren N: hoe vaak een melding wordt gemeten.",
        ),
    ),
    "laad-regio": (
        "NAAM",
        (
            "Laadt de gemeenten, partners en overleggen van een echte regio: geen mensen en geen signalen. Zonder "
            "eigen database komt dat in een map naast de demonstratie.",
        ),
    ),
    "eerste-beheerders": (
        'CODE --persoon "gebruikersnaam,naam,e-mailadres" --persoon "..."',
        (
            "Maakt de eerste twee beheerders van een organisatie. Twee, want een tweede persoon bevestigt elke rol die "
            "dossiers opent. Zij kiezen hun wachtwoord per e-mail. Dit kan niet in de demonstratie.",
            "CODE: de code van de organisatie, zoals in het adres van haar meldroute.",
        ),
    ),
    "vergrendel": (
        "",
        ("Maakt de pakketlijsten met hun controlesommen opnieuw. Alleen voor wie aan Baken zelf werkt.",),
    ),
}
# Commands of Django that an administrator needs; developers reach the rest with .venv/bin/python -m django.
VAN_DJANGO: dict[str, str] = {
    "migrate": "Brengt de tabellen in de database bij deze versie van Baken.",
    "makemigrations": "Maakt een migratie na een wijziging in een model. Alleen voor wie aan Baken zelf werkt.",
    "showmigrations": "Laat zien welke migraties zijn uitgevoerd.",
    "shell": "Opent Python met Baken erin geladen.",
    "dbshell": "Opent de database met haar eigen programma.",
    "clearsessions": "Ruimt sessies op die voorbij zijn.",
}


def vraagt_hulp(argumenten: list[str]) -> bool:
    """Say whether somebody asks what a command does, instead of asking it to work."""
    return not HULP.isdisjoint(argumenten)


def van(naam: str) -> str:
    """Return the explanation of a command of the launcher."""
    keuzes, zinnen = EIGEN[naam]
    return _blok(naam, keuzes, zinnen)


def van_product(naam: str, bron: Path | None) -> str:
    """Return the explanation of a command of the product, read from its file without running it.

    bron: the file of the command; None for a command of Django.
    """
    zin = VAN_DJANGO.get(naam, "") if bron is None else _zin_uit(bron)
    return _blok(naam, "[keuzes]", [zin] if zin else [])


def _blok(naam: str, keuzes: str, zinnen: tuple[str, ...] | list[str]) -> str:
    return "\n".join([f"Gebruik: ./baken {naam} {keuzes}".rstrip(), *(f"\n  {zin}" for zin in zinnen)])


def _zin_uit(bron: Path) -> str:
    """Return the text of `help = "..."` in the class of a command."""
    for knoop in ast.walk(ast.parse(bron.read_text(encoding="utf-8"))):
        if isinstance(knoop, ast.Assign) and [getattr(doel, "id", "") for doel in knoop.targets] == ["help"]:
            try:
                return str(ast.literal_eval(knoop.value))
            except ValueError:
                return ""
    return ""
