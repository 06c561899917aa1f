"""Why a column that could hold typed text stands unsealed: each one is named here, or the register cannot be made."""

from __future__ import annotations

from typing import Any

from django.db import models

_CODE = "Code uit een vaste lijst; niemand typt hier iets."
_TELLING = "Code uit een vaste lijst, nodig om te tellen; wijst zonder de gesloten velden niemand aan."
_SYSTEEM = "Baken vult dit zelf in; niemand typt hier iets."
_WERK = "Zakelijk gegeven van een medewerker, nodig om aan te melden en te zien wie wat deed."
_CONTACT = "Bedoeld om te laten zien: staat op de meldroute. Zet hier geen privégegevens in."

_WAAROM: dict[str, tuple[str, ...]] = {
    _CODE: (
        "dossiers.Avgbesluit.gevonden_op",
        "dossiers.Avgbesluit.grond",
        "dossiers.Dossiertoegang.delen",
        "dossiers.Dossiertoegang.veldgroepen",
        "dossiers.Verstrekking.delen",
        "dossiers.Verstrekking.veldgroepen",
        "dossiers.Verstrekking.hoe",
        "dossiers.Zoekindex.soort",
        "kern.Bewaarregel.categorie",
        "kern.Vernietigingsvoornemen.categorie",
        "signalen.Beoordeling.uitkomsten",
        "zorg.Registratiesleutel.soort",
        "zorg.Bedenktijd.einde_reden",
        "zorg.Bedenktijd.regime",
        "zorg.Traject.afsluitreden",
        "zorg.Traject.gemeente_reden",
        "zorg.Zorgdoel.dienst",
        "signalen.Terugkoppeling.tekst",
    ),
    _TELLING: (
        "casussen.Casus.vormen",
        "casussen.Leercasus.vormen",
        "dossiers.Betrokkene.deel",
        "dossiers.Betrokkene.ook_deel",
        "dossiers.Betrokkene.leeftijdsgroep",
        "dossiers.Betrokkene.geslacht",
        "dossiers.Betrokkene.nationaliteit",
        "dossiers.Locatie.gemeente_code",
        "zorg.Wachtplek.soort",
        "zorg.Wachtplek.urgentie",
        "zorg.Traject.verantwoordelijke_gemeente",
        "zorg.Traject.vormen",
        "zorg.Zorgdoel.leefgebied",
        "signalen.Signaal.meldcodesector",
        "signalen.Signaal.sector",
        "signalen.Signaal.subsector",
        "signalen.Signaal.gemeente_code",
        "signalen.Signaalindicator.indicator",
        "signalen.Signaalvorm.vorm",
    ),
    _SYSTEEM: (
        "dossiers.Dossiertoegang.doel",
        "casussen.Casus.nummer",
        "dossiers.Noodtoegang.nummer",
        "kern.Journaalregel.rol",
        "kern.Journaalregel.handeling",
        "kern.Journaalregel.grondslag",
        "kern.Vernietigingsvoornemen.model",
        "signalen.Signaal.nummer",
        "zorg.Traject.nummer",
    ),
    "Codes en nummers: de geadviseerde uitkomsten en de regels die golden, geen tekst van mensen.": (
        "signalen.Beoordeling.advies",
    ),
    "Verzonnen: wie het schrijft, verklaart dat niemand erin bestaat; het hoort bij geen dossier.": (
        *(f"casussen.Leercasus.{veld}" for veld in ("titel", "verhaal", "vragen", "lessen")),
    ),
    "Korte codes en nummers; tekst van mensen wordt geweigerd (kern.journaal).": ("kern.Journaalinhoud.inhoud",),
    "Afdruk (SHA-256) van het pakket of het antwoord, om te zien of het nog heel is.": (
        "dossiers.Avgverzoek.uitvoer_hash",
        "dossiers.Verstrekking.goedgekeurde_hash",
        "dossiers.Verstrekking.pakket_hash",
    ),
    "Waar de termijn vandaan komt; gaat over een regel, niet over een mens.": ("kern.Bewaarregel.bron",),
    _WERK: (
        "organisaties.Medewerker.username",
        "organisaties.Medewerker.naam",
        "organisaties.Medewerker.email",
        "account.EmailAddress.email",
        "socialaccount.SocialAccount.provider",
        "socialaccount.SocialAccount.uid",
    ),
    "Afdruk van het wachtwoord (scrypt), nooit het wachtwoord zelf.": ("organisaties.Medewerker.password",),
    "Wat de eigen aanbieder bij het aanmelden over de medewerker vertelt; nodig om rol en tweede factor te zien.": (
        "socialaccount.SocialAccount.extra_data",
    ),
    "Het geheim van de tweede factor is gesloten met de sleutel van Baken; een passkey is een publieke sleutel.": (
        "mfa.Authenticator.data",
    ),
    "Ondertekend door Baken: wie is aangemeld en hoe. Weg in de nacht na het einde van de sessie.": (
        "sessions.Session.session_data",
    ),
    _CONTACT: tuple(
        f"organisaties.Contactpunt.{veld}" for veld in ("naam", "telefoon", "email", "webadres", "bereikbaar", "bron")
    ),
}
REDENEN = {veld: reden for reden, velden in _WAAROM.items() for veld in velden}


def kan_tekst_bevatten(veld: Any) -> bool:
    """Say whether a column can hold typed text: text without a list of choices, or JSON; no key and no reference."""
    tekst = isinstance(veld, models.CharField | models.TextField | models.JSONField) and not veld.choices
    return bool(tekst and not veld.primary_key and not veld.name.endswith("_id"))


def reden(label: str, veld: str) -> str:
    """Return why this column is readable. Raises KeyError with what to do when nobody wrote it down."""
    try:
        return REDENEN[f"{label}.{veld}"]
    except KeyError:
        raise KeyError(
            f"{label}.{veld} is leesbare tekst: sluit het met een sleutel, of noem hier waarom niet"
        ) from None
