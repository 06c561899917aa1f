"""Row 33, after a signaal was accepted: who reads which group of fields at each step, in every dossier there is.

At each step everybody tries every page and every "show who it is" of every signaal, packet, casus, traject and
opschaling. What they read together is compared with the table, which docs/beveiliging.md shows to people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import transaction

from baken.casussen.models import Casus, Leercasus, Opschaling
from baken.casussen.services import behandelen, leren, opschalen
from baken.casussen.services.aannemen import accepteer
from baken.casussen.services.leren import Leertekst
from baken.casussen.services.overleg import NieuwOverleg, Verslag, leg_overleg_vast, plan_overleg
from baken.casussen.services.personen import leg_betrokkene_vast
from baken.casussen.verloop import Casusstatus
from baken.dossiers import deelbesluiten
from baken.dossiers.acties import NieuweActie
from baken.dossiers.models import Dossier, Verstrekking
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming, leg_vast
from baken.dossiers.vernietigen import vernietig_inhoud
from baken.kern import klok
from baken.keten.models import Bijeenkomst
from baken.keten.soorten import Wijze
from baken.organisaties.rollen import Rol
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.zorg.models import Traject
from baken.zorg.soorten import Doelgroep
from tests.beveiliging.hulp import als as client_van
from tests.cast import afspraak, als, maak_cast, medewerker, organisatie
from tests.casussen.hulp import casus_van, morgen, opgeschaald, regisseur, sluit
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
    "Nv": "Laterwoord",  # a second victim, that the ZVH records after the partner reads along: not for that partner
    "T": "Trajectwoord",  # what was said when help was asked for
    "D": "Begeleidwoord",  # the same of the offender
    "A": "Geheelwoord",  # an actie on the casus as a whole
    "Av": "Hulpwoord",
    "Ad": "Opsporingswoord",
    "O": "Overlegwoord",  # agenda and decisions of a meeting, on the casus as a whole and on each side
    "Ov": "Spreekwoord",
    "Od": "Aanhoudwoord",
    "J": "Jawoord",  # words of consent of the victim
    "R": "Redenwoord",  # why the casus is stuck
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
ZITA = "Iv Id L"  # care at the ZVH: of everybody in the packet, and never what is punishable (bron 004)
MET_ZVH = {"anna": ANNA, "zoe": ZORG, "piet": ZVH, "zita": ZITA, "rosa": RIEC}
MET_RIEC = {**MET_ZVH, "rik": RIEC}
MEE = {**MET_RIEC, "piet": f"{ZVH} Nv", "wim": PARTNER, "zita": f"{ZITA} Nv"}
OVERLEGD = {
    **MEE,
    "piet": f"{ZVH} Nv A Av Ad O Ov Od J",
    "wim": PARTNER,  # nor the words on victims: one of them came after what was decided
    "zita": f"{ZITA} Nv Av Ov J",
    "rosa": f"{RIEC} Ad Od",
}
LATER = {**OVERLEGD, "wim": PARTNER}
VAST = {**LATER, "piet": f"{LATER['piet']} R"}
HULP = {**VAST, "zoe": f"{ZORG} T"}
DADERHULP = {**HULP, "zita": "Id D"}  # who helps the offender reads nothing more of the victim, nor of a place
# step -> what each reads; whoever is not named reads nothing
TABEL: dict[str, dict[str, str]] = {
    "De pakketten zijn verzonden": {"anna": ANNA},
    "Zorg nam het aan": {"anna": ANNA, "zoe": ZORG},
    "Het ZVH nam het aan": MET_ZVH,
    "Het RIEC nam het aan": MET_RIEC,
    "Een partner leest mee": MEE,
    "Er is overlegd": OVERLEGD,
    "Het meelezen is beëindigd": LATER,
    "De casus liep vast": VAST,
    "De hulp begon": HULP,
    "De dader kreeg hulp": DADERHULP,
    "De casus is afgesloten": DADERHULP,
    "De casus is vernietigd": {**MET_RIEC, "zoe": f"{ZORG} T", "zita": "Id D", "wim": PARTNER},
}
KOLOMMEN = ("anna", "zoe", "piet", "zita", "rosa", "rik", "wim")
IEDEREEN_BIJ = ("Er is overlegd", "De hulp begon")  # there is most to see: everybody else tries too


class Verhaal:
    """The people, and what happens to them step by step."""

    def __init__(self) -> None:
        """Bring one signaal with a word in each group to three receivers."""
        self.cast = cast = maak_cast()
        self.cast.mensen["wim"] = medewerker("wim", organisatie("veilig-thuis-delta", "veilig_thuis"), Rol.KETENPARTNER)
        afspraak("zvh_convenant", cast.zvh, cast.wim.organisatie)
        cast.mensen["zita"] = medewerker("zita", cast.zvh, Rol.ZORGCOORDINATOR)
        cast.mensen["rosa"] = medewerker("rosa", cast.zvh, Rol.RIEC_ACCOUNTHOUDER)
        regisseur(cast)
        leren.schrijf(tekst=Leertekst("Een les", "Iemand klopt aan bij de balie.", verzonnen=True), door=als(cast.anna))
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

    def overleg(self) -> None:
        """Talk with the partner, agree on acties, and record what the victim said on sharing."""
        piet, casus = als(self.cast.piet), self.casus()
        per_kant = {"slachtoffer": [WOORDEN["Ov"]], "dader": [WOORDEN["Od"]]}
        nieuw = NieuwOverleg(
            morgen(), Wijze.DIGITAAL, [WOORDEN["O"]], (piet.medewerker_id,), (self.cast.wim.organisatie_id,), per_kant
        )
        bijeen = plan_overleg(casus_id=casus.pk, versie=casus.versie, overleg=nieuw, door=piet)
        Bijeenkomst.objects.filter(pk=bijeen.pk).update(op=klok.nu())
        verslag = Verslag({}, [WOORDEN["O"]], per_kant)
        leg_overleg_vast(casus_id=casus.pk, bijeenkomst_id=bijeen.pk, versie=1, verslag=verslag, door=piet)
        for code, over in (("A", ""), ("Av", "slachtoffer"), ("Ad", "dader")):
            actie = NieuweActie(WOORDEN[code], piet.medewerker_id, piet.vandaag, over=over)
            behandelen.maak_actie(casus_id=casus.pk, actie=actie, door=piet)
        wie = casus.dossier.betrokkenen.filter(deel="slachtoffer").earliest("volgorde").pk
        ja = NieuweToestemming(
            Toestemmingsdoel.DELEN, "in een gesprek", f"{WOORDEN['J']}: dat is goed.", wie, self.cast.zorg.pk
        )
        leg_vast(dossier_id=casus.dossier_id, nieuw=ja, door=piet)

    def beeindig(self) -> None:
        """End the reading along."""
        reden = "De samenwerking aan deze casus is klaar."
        deelbesluiten.beeindig(verstrekking_id=self.pakketten["wim"].pk, reden=reden, door=als(self.cast.piet))

    def loop_vast(self) -> None:
        """Get stuck and ask the beleidsregisseur."""
        piet = als(self.cast.piet)
        casus = self.casus()
        behandelen.zet_stand(
            casus_id=casus.pk,
            versie=casus.versie,
            naar=Casusstatus.VASTGELOPEN,
            reden=f"{WOORDEN['R']}: er is geen plek.",
            door=piet,
        )
        opgeschaald(self.cast, casus, piet)
        antwoord = Opschaling.objects.get()
        opschalen.beantwoord(opschaling_id=antwoord.pk, tekst="Er komt een plek vrij.", door=als(self.cast.eva))

    def begin_hulp(self) -> None:
        """Open a traject for the victim."""
        traject(als(self.cast.zoe), client=MENSEN[0], toelichting=WOORDEN["T"], casus_id=self.casus("zoe").pk)

    def begin_daderhulp(self) -> None:
        """Open a traject for the offender, at the ZVH."""
        dader = NieuweBetrokkene("dader", identiteit={"naam": WOORDEN["Id"]})
        casus = self.casus().pk
        traject(als(self.cast.zita), Doelgroep.DADER, client=dader, toelichting=WOORDEN["D"], casus_id=casus)

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
                    self.overleg,
                    self.beeindig,
                    self.loop_vast,
                    self.begin_hulp,
                    self.begin_daderhulp,
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


LIJSTEN = (
    "/",
    "/leercasussen/",
    "/casussen/",
    "/casussen/overleg/",
    "/casussen/gedeeld/",
    "/zorg/",
    "/opschaling/",
    "/delen/register/",
)
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
        yield from (("get", f"/delen/dossier/{pk}/"), ("get", f"/delen/dossier/{pk}/toestemmingen/"))
    nummers = dict(Casus.objects.values_list("dossier_id", "pk"))
    for pk, dossier_id in Bijeenkomst.objects.filter(dossier_id__in=nummers).values_list("pk", "dossier_id"):
        yield from (("get", f"/casussen/overleg/{pk}/"), ("get", f"/casussen/{nummers[dossier_id]}/overleg/{pk}/"))
    for pk in Leercasus.objects.values_list("pk", flat=True):
        yield from (("get", f"/leercasussen/{pk}/"), ("get", f"/leercasussen/{pk}/wijzigen/"))
    for pk in Traject.objects.values_list("pk", flat=True):
        yield from (("get", f"/zorg/{pk}/"), ("post", f"/zorg/{pk}/toon/"), ("get", f"/zorg/{pk}/comensha/"))
    for pk in Opschaling.objects.values_list("pk", flat=True):
        yield ("get", f"/opschaling/{pk}/")
    for lijst in LIJSTEN:
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
