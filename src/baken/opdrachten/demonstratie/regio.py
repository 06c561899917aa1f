"""The invented region, built like region Rotterdam (bron 004): 23 gemeenten, bodies, partners, roles, afspraken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from baken.kern import klok
from baken.keten.models import Afspraak, Afspraakpartij
from baken.opdrachten.demonstratie.wegen import maak_ketentaken
from baken.organisaties.models import Aanstelling, Contactpunt, Medewerker, Organisatie, Regio, Regiolid
from baken.organisaties.rollen import Rol
from baken.referentie.laad import voeg_eigen_toe

BEGIN = date(2020, 1, 1)
VOORVOEGSEL = "DM"  # of the codes of invented gemeenten; real ones begin with GM
GEMEENTEN = (
    "Kadehaven",
    "Ankerdam",
    "Brinkerland",
    "Dijkoord",
    "Duinakker",
    "Grienderwaard",
    "Haringkoog",
    "Hoogsluis",
    "Kreekerplaat",
    "Lindemeer",
    "Merelvoort",
    "Nieuwerbroek",
    "Ooltgensbroek",
    "Oudewaal",
    "Rietmonde",
    "Schorrendam",
    "Slikveer",
    "Torenmaas",
    "Vlietstede",
    "Waterburg",
    "Westerdiep",
    "Zilverplaat",
    "Zomerzijl",
)
# With whom each Zorg- en Veiligheidshuis works: "(zorg)partners" share on its convenant (bron 004, Privacy).
ZVH_PARTNERS = ("zorgpunt-delta", "politie-delta", "om-delta", "veilig-thuis-delta", "riec-delta")
NOORD = 13  # gemeenten of the first Zorg- en Veiligheidshuis; the others belong to the second
PARTNERS = (
    # code, name, kind, works in Baken
    ("zorgpunt-delta", "Zorgpunt Delta (verzonnen)", "zorgcoordinatie", True),
    ("zorgpunt-zeekust", "Zorgpunt Zeekust (verzonnen)", "zorgcoordinatie", True),  # of another region
    ("zvh-delta-noord", "Zorg- en Veiligheidshuis Delta-Noord (verzonnen)", "zvh", False),
    ("zvh-delta-zuid", "Zorg- en Veiligheidshuis Delta-Zuid (verzonnen)", "zvh", True),
    ("riec-delta", "RIEC Delta (verzonnen)", "riec", True),
    ("politie-delta", "Politie-eenheid Delta, AVIM (verzonnen)", "politie", False),
    ("arbeidsinspectie-demo", "Arbeidsinspectie (demonstratie)", "nla", False),
    ("veilig-thuis-delta", "Veilig Thuis Delta (verzonnen)", "veilig_thuis", False),
    ("om-delta", "Openbaar Ministerie Delta (verzonnen)", "om", False),
    ("alliantie-delta", "Veiligheidsalliantie Delta (verzonnen)", "samenwerking", True),
    ("comensha-demo", "CoMensha (demonstratie)", "comensha", False),
    ("woonzorg-delta", "Woonzorg Delta (verzonnen)", "zorgaanbieder", False),
    ("woonpartner-delta", "Woonpartner Delta (verzonnen)", "overig", True),
)


@dataclass(frozen=True)
class Account:
    """One invented person that can sign in with one click."""

    username: str
    naam: str
    organisatie: str
    rollen: tuple[Rol, ...]


ACCOUNTS = (
    Account("demo-balie", "Bo Verzonnen", "kadehaven", ()),
    Account("demo-aandacht", "Noor Verzonnen", "kadehaven", (Rol.AANDACHTSFUNCTIONARIS,)),
    Account("demo-vervanger", "Sem Verzonnen", "kadehaven", (Rol.AANDACHTSFUNCTIONARIS,)),
    # a gemeente of the other Zorg- en Veiligheidshuis, which works in Baken
    Account("demo-buur", "Mila Verzonnen", GEMEENTEN[NOORD].lower(), (Rol.AANDACHTSFUNCTIONARIS,)),
    Account("demo-zorg", "Ilse Bedacht", "zorgpunt-delta", (Rol.ZORGCOORDINATOR,)),
    Account("demo-zorg-collega", "Inge Bedacht", "zorgpunt-delta", (Rol.ZORGCOORDINATOR,)),
    Account("demo-zorg-fg", "Fenna Bedacht", "zorgpunt-delta", (Rol.FG,)),
    Account("demo-zorg-beheer", "Bert Bedacht", "zorgpunt-delta", (Rol.BEHEERDER,)),
    Account("demo-zeekust", "Zita Bedacht", "zorgpunt-zeekust", (Rol.ZORGCOORDINATOR,)),
    Account("demo-zvh", "Piet Bedacht", "zvh-delta-zuid", (Rol.PROCESREGISSEUR,)),
    Account("demo-zvh-collega", "Pia Bedacht", "zvh-delta-zuid", (Rol.PROCESREGISSEUR,)),
    Account("demo-zvh-beheer", "Bram Bedacht", "zvh-delta-zuid", (Rol.BEHEERDER,)),
    Account("demo-riec", "Rana Bedacht", "riec-delta", (Rol.RIEC_ACCOUNTHOUDER,)),
    Account("demo-partner", "Wim Bedacht", "woonpartner-delta", (Rol.KETENPARTNER,)),
    Account("demo-toezicht", "Teun Verzonnen", "kadehaven", (Rol.TOEZICHTHOUDER,)),
    Account("demo-beleid", "Lot Verzonnen", "kadehaven", (Rol.BELEIDSMEDEWERKER,)),
    Account("demo-regisseur", "Eva Fictief", "alliantie-delta", (Rol.BELEIDSREGISSEUR,)),
    Account("demo-bestuur", "Burgemeester Fictief", "kadehaven", (Rol.BESTUURDER,)),
    Account("demo-onderzoek", "Onno Fictief", "alliantie-delta", (Rol.ONDERZOEKER,)),
    Account("demo-fg", "Fatma Fictief", "kadehaven", (Rol.FG,)),
    Account("demo-archief", "Arie Fictief", "kadehaven", (Rol.ARCHIVARIS,)),
    Account("demo-beheer", "Ben Fictief", "kadehaven", (Rol.BEHEERDER,)),
    Account("demo-beheer2", "Bea Fictief", "kadehaven", (Rol.BEHEERDER,)),
)
CONTACTEN = (
    # kind, name, when reachable; telephone numbers stay empty: nothing in here may ring at a real door
    ("meld_adviespunt", "Meld- en Adviespunt Delta (verzonnen)", "7 dagen per week"),
    ("aandachtsfunctionaris", "Aandachtsfunctionaris mensenhandel", "op werkdagen"),
    ("zorgcoordinator", "Zorgcoördinatie Delta (verzonnen)", "7 dagen per week"),
    ("veilig_thuis", "Veilig Thuis Delta (verzonnen)", "dag en nacht"),
)


def code(naam: str) -> str:
    """Return the code of an invented gemeente."""
    return naam.lower()


def is_geladen() -> bool:
    """Say whether this database holds the invented region."""
    return Organisatie.objects.filter(gemeente_code__startswith=VOORVOEGSEL).exists()


def maak_regio() -> dict[str, Organisatie]:
    """Make organisations, regions, people, contacts and afspraken. Returns organisations by code."""
    _maak_gemeentefeiten()
    organisaties = {o.code: o for o in _organisaties()}
    _maak_regios(organisaties)
    _maak_mensen(organisaties)
    _maak_contacten(organisaties)
    _maak_afspraken(organisaties)
    maak_ketentaken(organisaties, [code(n) for n in GEMEENTEN], BEGIN)
    return organisaties


def _maak_gemeentefeiten() -> None:
    voeg_eigen_toe(
        "gemeente",
        [
            {
                "code": f"{VOORVOEGSEL}{nummer:04d}",
                "naam": naam,
                "omschrijving": "Verzonnen gemeente van de demonstratie",
                "provincie_code": "PVDM",
                "provincie": "Delta (verzonnen)",
                "veiligheidsregio_code": "VRDM",
                "veiligheidsregio": "Delta (verzonnen)",
                "politie_eenheid_code": "PEDM",
                "politie_eenheid": "Delta (verzonnen)",
                "riec": "RIEC Delta (verzonnen)",
                "volgorde": str(nummer),
                "geldig_van": "",
                "geldig_tot": "",
                "bron": "eigen",
                "bron_plaats": "demonstratie",
                "verificatie": "eigen",
                "verificatie_noot": "verzonnen",
            }
            for nummer, naam in enumerate(GEMEENTEN, start=1)
        ],
    )


def _organisaties() -> list[Organisatie]:
    gemeenten = [
        Organisatie(
            code=code(naam),
            naam=f"Gemeente {naam} (verzonnen)",
            soort="gemeente",
            gemeente_code=f"{VOORVOEGSEL}{nummer:04d}",
            geldig_van=BEGIN,
            werkt_in_baken=True,
            deur_medewerker=True,
            deur_professional=True,
            deur_inwoner=naam == GEMEENTEN[0],
        )
        for nummer, naam in enumerate(GEMEENTEN, start=1)
    ]
    partners = [
        Organisatie(code=c, naam=naam, soort=soort, geldig_van=BEGIN, werkt_in_baken=binnen)
        for c, naam, soort, binnen in PARTNERS
    ]
    return Organisatie.objects.bulk_create(gemeenten + partners)


def _maak_regios(organisaties: dict[str, Organisatie]) -> None:
    partners = [c for c, *_ in PARTNERS]
    gemeenten = [code(n) for n in GEMEENTEN]
    leden = {
        ("delta", "Politie-eenheid Delta (verzonnen)", "eenheid"): [
            c for c in gemeenten + partners if not c.startswith("zvh-") and c != "zorgpunt-zeekust"
        ],
        ("delta-noord", "Gebied Delta-Noord (verzonnen)", "zvh"): [
            *gemeenten[:NOORD],
            "zvh-delta-noord",
            *ZVH_PARTNERS,
        ],
        ("delta-zuid", "Gebied Delta-Zuid (verzonnen)", "zvh"): [
            *gemeenten[NOORD:],
            "zvh-delta-zuid",
            "woonpartner-delta",
            *ZVH_PARTNERS,
        ],
        ("zorgregio-delta", "Zorgregio Delta (verzonnen)", "zorgregio"): [*gemeenten, "zorgpunt-delta"],
        # so that one zorgpunt can pass a client on to the other
        ("zorgpunten", "Zorgpunten onder elkaar (verzonnen)", "zorgregio"): ["zorgpunt-delta", "zorgpunt-zeekust"],
    }
    for (regio_code, naam, soort), codes in leden.items():
        regio = Regio.objects.create(code=regio_code, naam=naam, soort=soort)
        Regiolid.objects.bulk_create(
            Regiolid(organisatie=organisaties[c], regio=regio, geldig_van=BEGIN) for c in codes
        )


def _maak_mensen(organisaties: dict[str, Organisatie]) -> None:
    overige = [
        Account(f"verzonnen-{code(n)}", f"Aandachtsfunctionaris {n}", code(n), (Rol.AANDACHTSFUNCTIONARIS,))
        for n in GEMEENTEN[1:]
    ]
    for account in (*ACCOUNTS, *overige):
        medewerker = Medewerker.objects.maak(
            username=account.username, naam=account.naam, organisatie=organisaties[account.organisatie]
        )
        Aanstelling.objects.bulk_create(
            Aanstelling(medewerker=medewerker, rol=rol, geldig_van=BEGIN) for rol in account.rollen
        )
    vervanger = Aanstelling.objects.get(medewerker__username="demo-vervanger")
    vervanger.vervangt = Aanstelling.objects.get(medewerker__username="demo-aandacht")
    vervanger.save(update_fields=["vervangt"])


def _maak_contacten(organisaties: dict[str, Organisatie]) -> None:
    Contactpunt.objects.bulk_create(
        Contactpunt(
            organisatie=organisaties[code(gemeente)],
            soort=soort,
            naam=naam,
            bereikbaar=bereikbaar,
            bron="demonstratie, verzonnen",
            gecontroleerd_op=klok.vandaag() - timedelta(days=30),
        )
        for gemeente in GEMEENTEN
        for soort, naam, bereikbaar in CONTACTEN
    )


def _maak_afspraken(organisaties: dict[str, Organisatie]) -> None:
    gemeenten = [code(n) for n in GEMEENTEN]
    fg = Medewerker.objects.get(username="demo-fg")
    noord, zuid = "zvh-delta-noord", "zvh-delta-zuid"
    for soort, naam, codes in (
        ("zvh_convenant", "Convenant Delta-Noord (verzonnen)", [*gemeenten[:NOORD], noord, *ZVH_PARTNERS]),
        ("zvh_convenant", "Convenant Delta-Zuid (verzonnen)", [*gemeenten[NOORD:], zuid, *ZVH_PARTNERS]),
        ("riec_convenant", "RIEC-convenant Delta (verzonnen)", [*gemeenten, "riec-delta", noord, zuid]),
        ("samenwerkingsafspraak", "Samenwerkingsafspraak zorg Delta (verzonnen)", [*gemeenten, "zorgpunt-delta"]),
    ):
        afspraak = Afspraak.objects.create(
            soort=soort,
            naam=naam,
            beheerder=organisaties[codes[0]],
            geldig_van=BEGIN,
            bevestigd_door_id=fg.pk,
            bevestigd_op=BEGIN,
        )
        Afspraakpartij.objects.bulk_create(
            Afspraakpartij(afspraak=afspraak, organisatie=organisaties[c], geldig_van=BEGIN) for c in codes
        )
