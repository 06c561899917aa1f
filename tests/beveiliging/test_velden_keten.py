"""Row 33, after a signaal was accepted: who reads which group of fields at each step, in every dossier there is.

At each step everybody tries every page and every "show who it is" of every signaal, packet, casus, traject and
opschaling. What they read together is compared with the table, which docs/beveiliging.md shows to people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import transaction

from baken.casussen.models import Casus, Opschaling
from baken.casussen.services import opschalen
from baken.casussen.services.aannemen import accepteer
from baken.casussen.services.personen import leg_betrokkene_vast
from baken.dossiers import deelbesluiten
from baken.dossiers.models import Dossier, Verstrekking
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie
from baken.dossiers.vernietigen import vernietig_inhoud
from baken.organisaties.rollen import Rol
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.zorg.models import Traject
from tests.beveiliging.hulp import als as client_van
from tests.cast import afspraak, als, maak_cast, medewerker, organisatie
from tests.casussen.hulp import casus_van, opgeschaald, regisseur, sluit, vastgelopen
from tests.dossiers.deelhulp import gezien, voorstel
from tests.signalen.hulp import besloten, doorgegeven, naar_riec, naar_zorg, naar_zvh
from tests.zorg.hulp import traject

# One word in each group of fields of the victim (v) and of the offender (d), and in what came later.
WOORDEN = {
    "Iv": "Naamwoord",
    "Cv": "0600000042",
    "Zv": "Zorgwoord",
    "Id": "Daderwoord",
    "Sd": "Strafwoord",
    "L": "Adreswoord",
    "Nv": "Laterwoord",  # a second victim, that the ZVH records after the partner reads along
    "T": "Trajectwoord",  # what was said when help was asked for
}
MENSEN = (
    NieuweBetrokkene(
        "slachtoffer",
        identiteit={"naam": WOORDEN["Iv"]},
        contact={"telefoon": WOORDEN["Cv"]},
        zorg={"omschrijving": WOORDEN["Zv"]},
    ),
    NieuweBetrokkene("dader", identiteit={"naam": WOORDEN["Id"]}, strafbaar={"omschrijving": WOORDEN["Sd"]}),
)
ANNA, ZORG, ZVH, RIEC, PARTNER = "Iv Cv Zv Id Sd L", "Iv Cv Zv", "Iv Id Sd L", "Id Sd L", "Iv L"
MET_ZVH = {"anna": ANNA, "zoe": ZORG, "piet": ZVH}
MET_RIEC = {**MET_ZVH, "rik": RIEC}
LATER = {**MET_RIEC, "piet": f"{ZVH} Nv", "wim": PARTNER}
# step -> what each reads; whoever is not named reads nothing
TABEL: dict[str, dict[str, str]] = {
    "De pakketten zijn verzonden": {"anna": ANNA},
    "Zorg nam het aan": {"anna": ANNA, "zoe": ZORG},
    "Het ZVH nam het aan": MET_ZVH,
    "Het RIEC nam het aan": MET_RIEC,
    "Een partner leest mee": {**LATER, "wim": f"{PARTNER} Nv"},
    "Het meelezen is beëindigd": LATER,
    "De casus liep vast": LATER,
    "De hulp begon": {**LATER, "zoe": f"{ZORG} T"},
    "De casus is afgesloten": {**LATER, "zoe": f"{ZORG} T"},
    "De casus is vernietigd": {**LATER, "zoe": f"{ZORG} T", "piet": ZVH},
}
KOLOMMEN = ("anna", "zoe", "piet", "rik", "wim")
IEDEREEN_BIJ = ("Een partner leest mee", "De hulp begon")  # there is most to see: everybody else tries too


class Verhaal:
    """The people, and what happens to them step by step."""

    def __init__(self) -> None:
        """Bring one signaal with a word in each group to three receivers."""
        self.cast = cast = maak_cast()
        self.cast.mensen["wim"] = medewerker("wim", organisatie("veilig-thuis-delta", "veilig_thuis"), Rol.KETENPARTNER)
        afspraak("zvh_convenant", cast.zvh, cast.wim.organisatie)
        regisseur(cast)
        signaal = besloten(
            cast,
            Uitkomst.ZORG_EN_STRAFRECHT,
            Uitkomst.ONDERMIJNING,
            personen=MENSEN,
            locaties=(NieuweLocatie("GM0599", WOORDEN["L"]),),
        )
        _signaal, pakketten = doorgegeven(
            cast,
            naar_zorg(cast, veldgroepen=frozenset({"identiteit", "contact", "zorg"})),
            naar_zvh(cast, veldgroepen=frozenset({"identiteit", "strafbaar", "locatie"}), verhaal=False),
            naar_riec(cast, veldgroepen=frozenset({"identiteit", "strafbaar", "locatie"})),
            signaal=signaal,
        )
        self.pakketten = dict(zip(("zoe", "piet", "rik"), pakketten, strict=True))
        self.clients = {naam: client_van(persoon) for naam, persoon in cast.mensen.items() if naam not in DUBBEL}

    def neem_aan(self, wie: str) -> None:
        """Let a receiver accept its packet."""
        accepteer(verstrekking_id=self.pakketten[wie].pk, door=als(getattr(self.cast, wie)))

    def casus(self, wie: str = "piet") -> Casus:
        """Return the casus of a receiver."""
        return casus_van(self.pakketten[wie].pk)

    def deel_met_partner(self) -> None:
        """Share who and where with a partner that reads along; after that a second victim is recorded."""
        keuze = voorstel(
            self.cast,
            ontvanger_id=self.cast.wim.organisatie_id,
            veldgroepen=frozenset({"identiteit", "locatie"}),
        )
        piet, casus = als(self.cast.piet), self.casus()
        self.pakketten["wim"] = deelbesluiten.stel_op(
            dossier_id=casus.dossier_id, voorstel=gezien(casus, keuze, piet), door=piet
        )
        self.neem_aan("wim")
        leg_betrokkene_vast(
            casus_id=casus.pk,
            versie=casus.versie,
            persoon=NieuweBetrokkene("slachtoffer", identiteit={"naam": WOORDEN["Nv"]}),
            door=piet,
        )

    def beeindig(self) -> None:
        """End the reading along."""
        reden = "De samenwerking aan deze casus is klaar."
        deelbesluiten.beeindig(verstrekking_id=self.pakketten["wim"].pk, reden=reden, door=als(self.cast.piet))

    def loop_vast(self) -> None:
        """Get stuck and ask the beleidsregisseur."""
        piet = als(self.cast.piet)
        opgeschaald(self.cast, vastgelopen(self.casus(), piet), piet)
        antwoord = Opschaling.objects.get()
        opschalen.beantwoord(opschaling_id=antwoord.pk, tekst="Er komt een plek vrij.", door=als(self.cast.eva))

    def begin_hulp(self) -> None:
        """Open a traject for the victim."""
        traject(als(self.cast.zoe), client=MENSEN[0], toelichting=WOORDEN["T"], casus_id=self.casus("zoe").pk)

    def sluit(self) -> None:
        """Close the casus of the ZVH."""
        sluit(self.pakketten["piet"].pk, als(self.cast.piet), reden="De hulp loopt verder bij het zorgpunt.")

    def vernietig(self) -> None:
        """Destroy what the ZVH recorded; its packet has a term of its own."""
        with transaction.atomic():
            vernietig_inhoud(self.casus().dossier_id, grondslag="bewaartermijn")

    @property
    def stappen(self) -> dict[str, Callable[[], None]]:
        """Return what happens at each step of the table."""
        return dict(
            zip(
                TABEL,
                (
                    lambda: None,
                    lambda: self.neem_aan("zoe"),
                    lambda: self.neem_aan("piet"),
                    lambda: self.neem_aan("rik"),
                    self.deel_met_partner,
                    self.beeindig,
                    self.loop_vast,
                    self.begin_hulp,
                    self.sluit,
                    self.vernietig,
                ),
                strict=True,
            )
        )

    def gelezen_door(self, naam: str) -> str:
        """Return the codes of the words that somebody reads on every page there is."""
        teksten = []
        for methode, adres in adressen():
            antwoord = getattr(self.clients[naam], methode)(adres, follow=True)
            assert antwoord.status_code in {200, 403, 404, 405, 422}, f"{naam}: {adres} gives {antwoord.status_code}"
            teksten.append(antwoord.content.decode())
        tekst = "\n".join(teksten)
        plat = re.sub(r"[\s-]", "", tekst)
        return " ".join(code for code, woord in WOORDEN.items() if woord in (plat if woord.isdigit() else tekst))


DUBBEL = frozenset({"vera", "tweede"})  # the same role as another


def adressen() -> Iterator[tuple[str, str]]:
    """Return every page about a dossier, a packet or an opschaling, whoever it is of, and each way to show names."""
    for pk in Signaal.objects.values_list("pk", flat=True):
        yield from (("get", f"/signalen/{pk}/"), ("post", f"/signalen/{pk}/toon/"))
    for pk in Verstrekking.objects.values_list("pk", flat=True):
        yield from (("get", f"/ontvangen/{pk}/"), ("get", f"/signalen/verstrekkingen/{pk}/"))
        yield from (("get", f"/delen/besluit/{pk}/"), ("post", f"/delen/besluit/{pk}/gegeven/"))
    for pk in Casus.objects.values_list("pk", flat=True):
        yield from (
            ("get", f"/casussen/{pk}/"),
            ("post", f"/casussen/{pk}/toon/"),
            ("get", f"/casussen/{pk}/persoon/1/"),
        )
    for pk in Dossier.objects.exclude(soort="signaal").values_list("pk", flat=True):
        yield from (("get", f"/casussen/gedeeld/{pk}/"), ("post", f"/casussen/gedeeld/{pk}/toon/"))
        yield ("get", f"/delen/dossier/{pk}/")
    for pk in Traject.objects.values_list("pk", flat=True):
        yield from (("get", f"/zorg/{pk}/"), ("post", f"/zorg/{pk}/toon/"), ("get", f"/zorg/{pk}/comensha/"))
    for pk in Opschaling.objects.values_list("pk", flat=True):
        yield ("get", f"/opschaling/{pk}/")
    for lijst in ("/", "/casussen/", "/casussen/gedeeld/", "/zorg/", "/opschaling/", "/delen/register/"):
        yield ("get", lijst)


def test_at_each_step_everybody_reads_exactly_what_the_table_says(db: None) -> None:
    verhaal = Verhaal()
    for stap, doe in verhaal.stappen.items():
        doe()
        wie = KOLOMMEN if stap not in IEDEREEN_BIJ else verhaal.clients
        gelezen = {naam: codes for naam in wie if (codes := verhaal.gelezen_door(naam))}
        assert gelezen == TABEL[stap], stap


def test_the_table_in_the_docs_is_this_table() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "beveiliging.md").read_text()
    for stap, leest in TABEL.items():
        cellen = " | ".join(leest.get(naam, "-") for naam in KOLOMMEN)
        assert f"| {stap} | {cellen} | - |" in docs, stap
