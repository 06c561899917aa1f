"""The people and organisations of the tests. All invented."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from baken.kern import klok
from baken.kern.ontvangstcode import nieuwe_code
from baken.keten.laad import laad_grondslagen
from baken.keten.models import Afspraak, Afspraakpartij
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Aanstelling, Medewerker, Organisatie, Regio, Regiolid
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import wie
from baken.referentie.laad import laad_alles
from baken.signalen.gegevens import NieuwSignaal
from baken.signalen.models import Signaal
from baken.signalen.services import melden
from baken.signalen.soorten import Kanaal
from tests.gereedschap.momentopname import herhaalbaar

BEGIN = date(2020, 1, 1)
_APPTIJD = 30  # seconds that a code of the app holds


def organisatie(code: str, soort: str = "gemeente", **velden: Any) -> Organisatie:
    """Make an organisation that works in Baken unless told otherwise."""
    velden = {"naam": code.replace("-", " ").capitalize(), "geldig_van": BEGIN, "werkt_in_baken": True, **velden}
    return Organisatie.objects.create(code=code, soort=soort, **velden)


def appcode(geheim: str) -> str:
    """Return what the app of this secret shows now; just before it changes, what it shows next."""
    rest = _APPTIJD - time.time() % _APPTIJD
    if rest < 3:
        time.sleep(rest)
    return format_hotp_value(hotp_value(geheim, next(iter(yield_hotp_counters_from_time()))))


def medewerker(username: str, bij: Organisatie, *rollen: Rol) -> Medewerker:
    """Make a person with roles that hold since 2020."""
    persoon = Medewerker.objects.maak(
        username=username, naam=username.capitalize(), organisatie=bij, email=f"{username}@voorbeeld.invalid"
    )
    for rol in rollen:
        Aanstelling.objects.create(medewerker=persoon, rol=rol, geldig_van=BEGIN)
    return persoon


def als(persoon: Medewerker, *, tweede_factor: bool = True) -> Wie:
    """Return the person as someone who acts."""
    return wie(persoon, tweede_factor=tweede_factor)


@dataclass
class Cast:
    """A small invented region: two gemeenten, care, ZVH, RIEC inside Baken; police outside it."""

    gemeente: Organisatie
    buurgemeente: Organisatie
    zorg: Organisatie
    zvh: Organisatie
    riec: Organisatie
    politie: Organisatie
    veilig_thuis: Organisatie
    mensen: dict[str, Medewerker] = field(default_factory=dict)

    def __getattr__(self, naam: str) -> Any:
        """Return a person by name: cast.anna is Medewerker, and als(cast.anna) is Wie."""
        mensen = self.__dict__.get("mensen", {})
        if naam in mensen:
            return mensen[naam]
        raise AttributeError(naam)


# name -> (organisation attribute, roles)
ROLLEN: dict[str, tuple[str, tuple[Rol, ...]]] = {
    "balie": ("gemeente", ()),
    "anna": ("gemeente", (Rol.AANDACHTSFUNCTIONARIS,)),
    "vera": ("gemeente", (Rol.AANDACHTSFUNCTIONARIS,)),
    "beheer": ("gemeente", (Rol.BEHEERDER,)),
    "tweede": ("gemeente", (Rol.BEHEERDER,)),
    "fg": ("gemeente", (Rol.FG,)),
    "beleid": ("gemeente", (Rol.BELEIDSMEDEWERKER,)),
    "burgemeester": ("gemeente", (Rol.BESTUURDER,)),
    "buur": ("buurgemeente", (Rol.AANDACHTSFUNCTIONARIS,)),
    "zoe": ("zorg", (Rol.ZORGCOORDINATOR,)),
    "piet": ("zvh", (Rol.PROCESREGISSEUR,)),
    "rik": ("riec", (Rol.RIEC_ACCOUNTHOUDER,)),
}


def laad_feiten() -> None:
    """Load the shipped facts and grondslagen. The databases of the tests are made with them (conftest.py)."""
    laad_alles()
    laad_grondslagen()


@herhaalbaar
def maak_cast() -> Cast:
    """Make the region with people and confirmed afspraken; facts and grondslagen are there already."""
    cast = Cast(
        gemeente=organisatie(
            "voorbeeldstad", gemeente_code="GM0599", deur_medewerker=True, deur_professional=True, deur_inwoner=False
        ),
        buurgemeente=organisatie("buurdorp", gemeente_code="GM0502", deur_medewerker=True),
        zorg=organisatie("zorgpunt", "zorgcoordinatie"),
        zvh=organisatie("zvh-voorbeeld", "zvh"),
        riec=organisatie("riec-voorbeeld", "riec"),
        politie=organisatie("politie-voorbeeld", "politie", werkt_in_baken=False),
        veilig_thuis=organisatie("veilig-thuis-voorbeeld", "veilig_thuis", werkt_in_baken=False),
    )
    alle = (cast.gemeente, cast.buurgemeente, cast.zorg, cast.zvh, cast.riec, cast.politie, cast.veilig_thuis)
    regio = Regio.objects.create(code="regio-voorbeeld", naam="Regio Voorbeeld", soort="eenheid")
    Regiolid.objects.bulk_create(Regiolid(organisatie=o, regio=regio, geldig_van=BEGIN) for o in alle)
    cast.mensen = {naam: medewerker(naam, getattr(cast, bij), *rollen) for naam, (bij, rollen) in ROLLEN.items()}
    for soort, ander in (
        ("zvh_convenant", cast.zvh),
        ("riec_convenant", cast.riec),
        ("samenwerkingsafspraak", cast.zorg),
    ):
        afspraak(soort, cast.gemeente, ander)
    return cast


def afspraak(soort: str, een: Organisatie, ander: Organisatie, *, bevestigd: bool = True) -> Afspraak:
    """Make an afspraak between two organisations that holds since 2020."""
    gemaakt = Afspraak.objects.create(
        soort=soort,
        naam=f"{soort} voorbeeld",
        beheerder=een,
        geldig_van=BEGIN,
        bevestigd_op=klok.vandaag() if bevestigd else None,
    )
    Afspraakpartij.objects.bulk_create(
        Afspraakpartij(afspraak=gemaakt, organisatie=o, geldig_van=BEGIN) for o in (een, ander)
    )
    return gemaakt


def nieuw_signaal(**velden: Any) -> NieuwSignaal:
    """Return a complete signaal as a reporter would send it."""
    basis: dict[str, Any] = {
        "inzending_id": uuid.uuid4(),
        "kanaal": Kanaal.PUBLIEK_PROFESSIONAL,
        "waarneming": "Een man haalt elke ochtend zes mensen op en houdt hun papieren bij zich.",
        "vormen": ("ARB",),
        "code": nieuwe_code(),
    }
    return NieuwSignaal(**{**basis, **velden})


def maak_signaal(cast: Cast, *, bij: Organisatie | None = None, **velden: Any) -> Signaal:
    """Take in a signaal through the public door of a gemeente."""
    return melden.meld_zonder_account(nieuw_signaal(**velden), organisatie=bij or cast.gemeente)


def aanmelden(client: Any, persoon: Medewerker, *, tweede_factor: bool = True) -> None:
    """Sign a test client in, with or without a second factor in the session."""
    client.force_login(persoon, backend="allauth.account.auth_backends.AuthenticationBackend")
    if tweede_factor:
        sessie = client.session
        sessie["account_authentication_methods_user"] = str(persoon.pk)
        sessie["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": klok.nu().timestamp()}]
        sessie.save()
