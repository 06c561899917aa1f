"""Every setting that an administrator can give, in one table; `docs/beheer.md` is checked against it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

WORTEL = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Instelling:
    """One environment variable: name, default and what it does (shown in docs/beheer.md)."""

    naam: str
    standaard: str
    uitleg: str


INSTELLINGEN = (
    Instelling("BAKEN_OMGEVING", "demonstratie", "demonstratie (invented people, loopback only) of productie"),
    Instelling(
        "BAKEN_GEGEVENSMAP", str(WORTEL / "var"), "Folder for key file, demonstration database and static files"
    ),
    Instelling("BAKEN_DATABASE_URL", "", "postgres://user:password@host:port/name; empty is SQLite in the data folder"),
    Instelling(
        "BAKEN_DATABASE_ROL", "", "Role taken inside each context of an organisation; empty keeps the role of the URL"
    ),
    Instelling("BAKEN_SLEUTELBESTAND", "", "Path of the key file (0600); empty is sleutels.json in the data folder"),
    Instelling("BAKEN_GEHEIM", "", "Django secret key; in the demonstration derived from the key file"),
    Instelling("BAKEN_HOSTS", "localhost,127.0.0.1", "Host names Baken answers to, separated by commas"),
    Instelling(
        "BAKEN_HERKOMST", "", "Origins of the site, such as https://baken.gemeente.example, separated by commas"
    ),
    Instelling("BAKEN_MAIL_URL", "", "smtp://user:password@host:port or smtps://; required in production"),
    Instelling("BAKEN_MAIL_AFZENDER", "baken@localhost", "Sender of the content-free notices"),
    Instelling("BAKEN_SESSIE_RUST_MINUTEN", "15", "A session ends after this many idle minutes"),
    Instelling("BAKEN_SESSIE_MAX_UREN", "8", "A session ends after this many hours in any case"),
    Instelling("BAKEN_POORT", "8000", "Port of ./baken start"),
    Instelling("BAKEN_LOG_NIVEAU", "INFO", "Level of the structured log"),
    Instelling("BAKEN_THEMA", "", "Path of a css file with token overrides of your own organisation"),
    Instelling(
        "BAKEN_BEVEILIGINGSCONTACT", "", "mailto: or https: address for security.txt; empty gives no security.txt"
    ),
    Instelling("BAKEN_OIDC_NAAM", "", "Name of the sign-in button for OpenID Connect; empty is off"),
    Instelling("BAKEN_OIDC_UITGEVER", "", "Issuer address of the OpenID Connect provider"),
    Instelling("BAKEN_OIDC_CLIENT", "", "Client id at the provider"),
    Instelling("BAKEN_OIDC_GEHEIM", "", "Client secret at the provider"),
    Instelling("BAKEN_OIDC_ROLCLAIM", "", "Claim that holds roles; empty gives no role through sign-in"),
    Instelling("BAKEN_OIDC_ACR", "", "acr values (commas) that prove a second factor"),
    Instelling("BAKEN_OIDC_AMR", "mfa", "amr values (commas) that prove a second factor"),
)
_STANDAARD = {i.naam: i.standaard for i in INSTELLINGEN}


def lees(naam: str) -> str:
    """Return the value of a documented setting. Raises KeyError for a name that is not in INSTELLINGEN."""
    standaard = _STANDAARD[naam]
    return os.environ.get(naam, standaard).strip() or standaard


def lees_getal(naam: str) -> int:
    """Return a setting as whole number. Raises ImproperlyConfigured with a clear sentence otherwise."""
    waarde = lees(naam)
    try:
        return int(waarde)
    except ValueError as fout:
        raise ImproperlyConfigured(f"{naam} moet een heel getal zijn, maar is {waarde!r}.") from fout


def lees_lijst(naam: str) -> list[str]:
    """Return a comma separated setting as list without empty parts."""
    return [deel.strip() for deel in lees(naam).split(",") if deel.strip()]
