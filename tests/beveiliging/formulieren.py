"""Every form that somebody can meet, read from the pages themselves: a new form joins by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve, reverse

from baken.casussen.models import Casus
from baken.casussen.services.aannemen import accepteer
from baken.casussen.services.openen import open_direct
from baken.dossiers.inzage import services as inzage
from baken.dossiers.inzage.besluit import Besluitvorm
from baken.dossiers.models import Avgbesluit, Avgverzoek, Noodtoegang, Verstrekking
from baken.dossiers.services import voeg_lid_toe
from baken.dossiers.verzoekverloop import Dossieruitkomst, Vaststelling, Verzoeksoort
from baken.kern import klok
from baken.kern.bewaartermijnen import laad_standaardregels, regels_van
from baken.kern.ontvangstcode import nieuwe_code
from baken.opdrachten.rondleiding.pagina import Formulier, Veld, lees
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Aanstelling, Medewerker
from baken.organisaties.rollen import Rol
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, doorgeleiden
from baken.signalen.services.noodtoegang import open_in_nood
from baken.zorg.aanleveringen import Aanleversoort
from baken.zorg.services import bedenktijd as bedenktijden
from baken.zorg.services import intake, overdragen, plan
from baken.zorg.services import loop as loop_
from baken.zorg.services.plan import Doel
from tests.beveiliging import formulieren_delen, formulieren_overname
from tests.beveiliging.hulp import loop
from tests.browser.wereld import PLEK, SLACHTOFFER, Wereld
from tests.browser.wereld_comensha import maak_andersom
from tests.cast import aanmelden, afspraak, als, maak_signaal, medewerker
from tests.casussen.hulp import opgeschaald, regisseur, sluit, tafel, vastgelopen, voorbij
from tests.casussen.test_leren import schrijf
from tests.casussen.test_openen import aanmelding
from tests.casussen.test_overleg import gehouden
from tests.casussen.test_overleg import plan as plan_overleg
from tests.keten.hulp import ketentaak
from tests.signalen.hulp import besloten, doorgegeven, grondslag, in_beoordeling, naar_zorg, naar_zvh
from tests.signalen.test_overnemen import overgenomen
from tests.web.melden.hulp import STAPPEN, Melder
from tests.web.melden.test_binnen import VOORAF_INVOER
from tests.web.signalen.hulp import vul_in
from tests.zorg.hulp import client as zorgclient
from tests.zorg.hulp import traject

AANKRUISBAAR = frozenset({"checkbox", "radio"})
NIET = ("account_logout", "hervat")  # these end or replace the session that the other forms need
_NUMMER = re.compile(r"/(\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=/)")


@dataclass(frozen=True)
class Invulblad:
    """A form as it was shown: what a browser would send from it, and what may be chosen per field."""

    adres: str
    methode: str
    velden: tuple[tuple[str, tuple[str, ...]], ...]
    keuzes: tuple[tuple[str, tuple[str, ...]], ...]
    knoppen: tuple[tuple[str, str], ...]

    @property
    def blad(self) -> str:
        """The name of the view that takes it."""
        return str(resolve(urlsplit(self.adres).path).view_name)

    def elders(self, nummer: str) -> str:
        """Return the address with another number in it, where it has one."""
        return _NUMMER.sub(f"/{nummer}", self.adres, count=1)


@dataclass
class Bezoek:
    """Somebody with the forms that were met."""

    client: Client
    bladen: list[Invulblad]


def _waarden(velden: list[Veld]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for naam in dict.fromkeys(v.naam for v in velden):
        eigen = [v for v in velden if v.naam == naam]
        gekozen = [v.waarde for v in eigen if v.soort not in AANKRUISBAAR or v.gekozen]
        yield naam, tuple(gekozen)


def _keuzes(velden: list[Veld]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for naam in dict.fromkeys(v.naam for v in velden):
        eigen = [v for v in velden if v.naam == naam]
        te_kiezen = [v.waarde for v in eigen if v.soort in AANKRUISBAAR] + [w for v in eigen for w, _t in v.keuzes]
        if te_kiezen:
            yield naam, tuple(te_kiezen)


def _blad(pagina: str, formulier: Formulier) -> Invulblad:
    return Invulblad(
        urljoin(pagina, formulier.actie) if formulier.actie else pagina,
        formulier.methode,
        tuple(_waarden(formulier.velden)),
        tuple(_keuzes(formulier.velden)),
        tuple((k.naam, k.waarde) for k in formulier.knoppen),
    )


def bladen_op(adres: str, antwoord: Any) -> list[Invulblad]:
    """Return the forms on a page."""
    if not antwoord.headers["Content-Type"].startswith("text/html"):
        return []
    pagina = lees(adres, antwoord.status_code, antwoord.content.decode())
    return [_blad(adres, formulier) for formulier in pagina.formulieren]


def _van_stappen(melder: Melder, *, vooraf: dict[str, Any] | None = None) -> list[Invulblad]:
    """Walk through a report to the review; each step comes with good answers filled in."""
    gevonden, stappen = [], {**STAPPEN, **({"vooraf": vooraf} if vooraf else {})}
    melder.open()
    while True:
        goed = {n: tuple(w) if isinstance(w, list) else (str(w),) for n, w in stappen.get(melder.stap, {}).items()}
        for blad in bladen_op(melder.adres, melder.antwoord):
            velden = dict(blad.velden)
            if "concept" in velden:
                ingevuld = tuple((velden | {n: w for n, w in goed.items() if n in velden}).items())
                gevonden.append(Invulblad(blad.adres, blad.methode, ingevuld, blad.keuzes, blad.knoppen))
        if melder.stap == "controle":
            return gevonden
        vorige = melder.stap
        melder.stuur(stappen.get(melder.stap, {}))
        assert melder.stap != vorige, melder.fouten


def _van_doorgeleiding(client: Client, adres: str) -> list[Invulblad]:
    """Walk through the steps of a doorgeleiding to the review."""
    pagina = client.get(adres)
    gevonden = bladen_op(adres, pagina)
    for anders in ({}, {"toestemming": "Mondeling op 20 november, in het gesprek."}, {}, {}):
        pagina = client.post(adres, vul_in(pagina, "concept", **anders))
        assert pagina.status_code == 200
        gevonden += bladen_op(adres, pagina)
    return gevonden


def _client(wereld: Wereld, naam: str) -> Client:
    client = Client(raise_request_exception=False, headers={"sec-fetch-site": "same-origin"})
    if naam != "bezoeker":
        aanmelden(client, regisseur(wereld.cast) if naam == "eva" else getattr(wereld.cast, naam))
    return client


def _bijzonder(wereld: Wereld, naam: str, client: Client) -> Iterator[list[Invulblad]]:
    """The forms that no link leads to: later steps, and what a receipt code opens."""
    if naam == "bezoeker":
        for deur in ("persoon", "plek"):
            yield _van_stappen(Melder(client, f"/melden/voorbeeldstad/{deur}/professional/"))
        code = nieuwe_code()
        maak_signaal(wereld.cast, code=code)
        yield bladen_op("/melden/volgen/", client.post("/melden/volgen/", {"code": code}))
    if naam == "balie":
        yield _van_stappen(Melder(client, "/signalen/nieuw/"))
    if naam == "vera":
        in_nood(wereld)
        adres = reverse("noodtoegang:openen")
        yield bladen_op(adres, client.get(adres))
        yield bladen_op(adres := reverse("inzage:controle", args=[verzoek_ter_controle(wereld).pk]), client.get(adres))
    if naam == "fg":
        laad_standaardregels()
        for adres in (reverse("inzage:nieuw"), reverse("inzage:blad", args=[verzoek_in_behandeling(wereld)[0].pk])):
            yield bladen_op(adres, client.get(adres))
        termijn = regels_van(wereld.cast.gemeente.pk)[0].pk
        for adres in (
            reverse("noodtoegang:blad", args=[Noodtoegang.objects.get().pk]),
            reverse("beheer:bewaartermijnen"),
            reverse("beheer:bewaartermijn", args=[termijn]),
        ):
            yield bladen_op(adres, client.get(adres))
    for adres, antwoord in formulieren_delen.adressen(wereld, naam, client):
        yield bladen_op(adres, antwoord)
    if naam == "zoe":
        yield from _van_opvang(wereld, client)
        yield from _van_casussen(wereld, client)
        yield from _van_comensha(wereld, client)
        yield from van_trajecten(wereld, client)
        yield from (bladen_op(adres, blad) for adres, blad in formulieren_overname.adressen(wereld, client))
    if naam == "piet":
        pakket = Verstrekking.objects.filter(ontvanger=wereld.cast.zvh).earliest("klaargezet_op")
        client.post(f"/ontvangen/{pakket.pk}/openen/")
        yield bladen_op(f"/ontvangen/{pakket.pk}/", client.get(f"/ontvangen/{pakket.pk}/"))
    if naam == "eva":
        vraag = opgeschaald(wereld.cast, *_vastgelopen(wereld))
        bijeen = tafel(wereld.cast)
        for adres in (reverse("opschaling:blad", args=[vraag.pk]), reverse("opschaling:tafel", args=[bijeen.pk])):
            yield bladen_op(adres, client.get(adres))
        leercasus = schrijf(als(wereld.cast.eva)).pk
        for deel in ("", "wijzigen/"):
            yield bladen_op(adres := f"/leercasussen/{leercasus}/{deel}", client.get(adres))
    if naam == "buur":
        _signaal, genomen, _eigen = overgenomen(wereld.cast)  # a packet that is a signaal here: its sender can be asked
        yield bladen_op(adres := f"/ontvangen/{genomen.pk}/", client.get(adres))
    if naam == "anna":
        eigen = reverse("keten:partner", args=[ketentaak(wereld.cast).organisatie_id])
        for adres in (eigen, f"{eigen}taken/"):
            yield bladen_op(adres, client.get(adres))
        yield bladen_op(adres := f"/signalen/{wereld.door.pk}/terugkoppelen/", client.get(adres))
        ongeopend = Verstrekking.objects.get(ontvanger=wereld.cast.zvh, dossier=wereld.door.dossier_id)
        yield bladen_op(adres := f"/signalen/verstrekkingen/{ongeopend.pk}/intrekken/", client.get(adres))
        open_ = in_beoordeling(wereld.cast, personen=(SLACHTOFFER,), locaties=(PLEK,)).pk
        for deel in ("", "beoordelen/", "risicofactoren/", "aanvullen/"):
            yield bladen_op(f"/signalen/{open_}/{deel}", client.get(f"/signalen/{open_}/{deel}"))
        for papier in Verstrekking.objects.filter(ontvanger=wereld.cast.politie):
            adres = f"/signalen/verstrekkingen/{papier.pk}/"
            vooraf = client.get(adres)
            yield bladen_op(adres, vooraf)
            dag = {f"wanneer_{deel}": str(getattr(klok.vandaag(), eng)) for deel, eng in DATUM}
            client.post(f"{adres}verzonden/", {"hoe": "telefoon", "aan_wie": "Verzonnen medewerker", **dag})
            yield bladen_op(adres, client.get(adres))
        yield from _van_verzoeken(wereld, client)  # an answer takes back what did not leave yet, so after those
        yield from _van_naderhand(wereld, client)
        yield _van_stappen(Melder(client, "/signalen/invoeren/"), vooraf=VOORAF_INVOER)
        besluit = besloten(wereld.cast, Uitkomst.ZORG_EN_STRAFRECHT, personen=(SLACHTOFFER,), locaties=(PLEK,))
        yield _van_doorgeleiding(client, f"/signalen/{besluit.pk}/doorgeleiden/")


def _vastgelopen(wereld: Wereld) -> tuple[Casus, Wie]:
    """Return a stuck casus of zoe, and her."""
    zoe = als(wereld.cast.zoe)
    return vastgelopen(open_direct(aanmelding=aanmelding(), door=zoe), zoe), zoe


def _van_opvang(wereld: Wereld, client: Client) -> Iterator[list[Invulblad]]:
    """The forms of a client who waits and of a stay that did not begin."""
    opvang = wereld.opvang
    for adres in (
        reverse("plaatsing:zoeken", args=[opvang.traject.pk]),
        reverse("plaatsing:verblijf", args=[opvang.plaatsing.pk]),
    ):
        yield bladen_op(adres, client.get(adres))


def _van_casussen(wereld: Wereld, client: Client) -> Iterator[list[Invulblad]]:
    """The forms of a casus with a colleague who may join, of one that is stuck, and of one that can be reopened."""
    zara = medewerker("zara", wereld.cast.zorg, Rol.ZORGCOORDINATOR)
    casus = Casus.objects.filter(organisatie=wereld.cast.zorg).earliest("pk")
    voeg_lid_toe(casus.dossier, zara.pk)  # so that somebody can leave the team
    medewerker("zita", wereld.cast.zorg, Rol.ZORGCOORDINATOR)  # and somebody else can join
    adres = f"/casussen/{casus.pk}/"
    gepland, geweest = plan_overleg(wereld.cast, casus), gehouden(wereld.cast, casus)
    begonnen = plan_overleg(wereld.cast, casus)
    voorbij(begonnen)
    plek = casus.dossier.locaties.create(inhoud=None)
    for deel in (
        *("", "persoon/", "persoon/1/", "plaats/", f"plaats/{plek.pk}/", "kenmerken/", "regie/", "overleg/"),
        "afschermen/",
        *(f"overleg/{gepland.pk}/", f"overleg/{begonnen.pk}/", f"overleg/{geweest.pk}/"),
    ):
        yield bladen_op(f"{adres}{deel}", client.get(f"{adres}{deel}"))
    weg = medewerker("vertrokken", wereld.cast.zorg, Rol.ZORGCOORDINATOR)
    verlaten = open_direct(aanmelding=aanmelding(), door=als(weg))
    Aanstelling.objects.filter(medewerker=weg).update(geldig_tot=klok.vandaag())
    yield bladen_op(adres_ := f"/casussen/{verlaten.pk}/", client.get(adres_))
    regisseur(wereld.cast)
    stuk, zoe = _vastgelopen(wereld)
    yield bladen_op(adres := f"/casussen/{stuk.pk}/opschalen/", client.get(adres))
    opgeschaald(wereld.cast, stuk, zoe)
    yield bladen_op(adres := f"/casussen/{stuk.pk}/", client.get(adres))
    _signaal, (pakket,) = doorgegeven(wereld.cast, naar_zorg(wereld.cast, procesregie=True))
    zoe = als(wereld.cast.zoe)
    accepteer(verstrekking_id=pakket.pk, door=zoe)
    adres = f"/casussen/{sluit(pakket.pk, zoe).pk}/heropenen/"
    yield bladen_op(adres, client.get(adres))


def van_trajecten(wereld: Wereld, client: Client) -> Iterator[list[Invulblad]]:
    """The forms on each part of a traject and on the pages of its acts, in each state."""
    zoe, zara = als(wereld.cast.zoe), Medewerker.objects.get(username="zara")
    t = traject(zoe, client=zorgclient(leeftijdsgroep="12-17"))
    voeg_lid_toe(t.dossier, zara.pk)
    plan.stel_doel(traject_id=t.pk, doel=Doel("LG-WONEN", "Een plek."), door=zoe)
    delen = [f"/zorg/{t.pk}/?deel={deel}" for deel in ("client", "plan", "contact", "toestemming", "bedenktijd")]
    paginas = [f"/zorg/{t.pk}/{deel}/" for deel in ("overdragen", "intake", "client", "niet-starten")]
    paginas[0] = f"/zorg/{t.pk}/?deel=overdragen"
    doel = f"/zorg/{t.pk}/doel/{t.doelen.get().pk}/"
    yield from (bladen_op(adres, client.get(adres)) for adres in ("/zorg/", *delen, *paginas, doel))
    bedenktijden.begin_bedenktijd(
        traject_id=t.pk, begin=klok.vandaag(), dublin=False, verleend_door="politie", door=zoe
    )
    yield bladen_op(delen[-1], client.get(delen[-1]))
    t.refresh_from_db()
    nieuw = intake.Intake(intake.Profiel(), "Gesprek.")
    t = intake.doe_intake(traject_id=t.pk, versie=t.versie, intake=nieuw, door=zoe)
    yield bladen_op(adres := f"/zorg/{t.pk}/starten/", client.get(adres))
    t = loop_.start(traject_id=t.pk, versie=t.versie, door=zoe)
    yield bladen_op(adres := f"/zorg/{t.pk}/nazorg/", client.get(adres))
    straks = klok.maanden_erbij(klok.vandaag(), 2)
    t = loop_.naar_nazorg(traject_id=t.pk, versie=t.versie, tot=straks, afspraken="Bellen.", door=zoe)
    yield from (bladen_op(a, client.get(a)) for a in (f"/zorg/{t.pk}/verder/", f"/zorg/{t.pk}/sluiten/"))
    waarom = "Zij redt het nu zelf, dat spraken wij af."
    t = loop_.sluit(traject_id=t.pk, versie=t.versie, afsluitreden="AZ-ZELF", reden=waarom, door=zoe)
    yield bladen_op(adres := f"/zorg/{t.pk}/heropenen/", client.get(adres))
    ander = traject(als(zara), client=zorgclient(identiteit={"naam": "Ander"}))
    overdragen.stel_overdracht_voor(traject_id=ander.pk, naar_id=zoe.medewerker_id, reden=waarom, door=als(zara))
    yield bladen_op("/zorg/", client.get("/zorg/"))
    weg = medewerker("weg", wereld.cast.zorg, Rol.ZORGCOORDINATOR)
    verlaten = traject(als(weg), client=zorgclient(identiteit={"naam": "Vierde"}))
    overdragen.stel_overdracht_voor(traject_id=verlaten.pk, naar_id=zara.pk, reden=waarom, door=zoe)
    Aanstelling.objects.filter(medewerker=weg).update(geldig_tot=klok.vandaag())
    yield bladen_op(adres := f"/zorg/{verlaten.pk}/?deel=overdragen", client.get(adres))


_COMENSHASTAPPEN = ("verzonden", "bevestigd", "antwoord", "intrekken")


def _van_comensha(wereld: Wereld, client: Client) -> Iterator[list[Invulblad]]:
    """The forms of what goes to CoMensha, also those that the states in the region do not lead to."""
    traject = maak_andersom(wereld.cast).pk
    adressen = [
        reverse("comensha:traject", args=[traject]),
        reverse("comensha:registratie", args=[wereld.comensha.traject.pk]),
        reverse("comensha:hulpvraag", args=[traject]),
        *(f"{reverse('comensha:lijst')}?soort={soort}&tab=klaar" for soort in Aanleversoort),
    ]
    rijen = (("registratie", wereld.comensha.concept.pk), ("hulpvraag", wereld.comensha.hulpvraag.pk))
    for soort, pk in rijen:
        adressen += [reverse(f"comensha:{soort}_{stap}", args=[pk]) for stap in _COMENSHASTAPPEN]
    adressen.append(reverse("comensha:traject", args=[wereld.comensha.traject.pk]))
    for adres in adressen:
        yield bladen_op(adres, client.get(adres))


def _laat_wachten(wereld: Wereld) -> None:
    """Let a role, an afspraak and a lost second factor wait for a second person."""
    cast = wereld.cast
    Aanstelling.objects.create(
        medewerker=cast.vera, rol=Rol.FG, geldig_van=klok.vandaag(), gegeven_door=cast.beheer, wacht_op_bevestiging=True
    )
    afspraak("zvh_convenant", cast.gemeente, cast.riec, bevestigd=False)
    Medewerker.objects.filter(pk=cast.anna.pk).update(herstel_gevraagd_door=cast.beheer)


def _van_naderhand(wereld: Wereld, client: Client) -> Iterator[list[Invulblad]]:
    """The forms on a packet that is out: consent that was taken back, and a refusal that asks for an explanation."""
    keuzes = (
        naar_zorg(
            wereld.cast,
            grondslag_id=grondslag("toestemming-zorg"),
            toestemming="Mondeling, in het gesprek van vandaag.",
            procesregie=True,
        ),
        naar_zvh(wereld.cast, procesregie=False),
    )
    _signaal, (zorg, zvh) = doorgegeven(wereld.cast, *keuzes)
    doorgeleiden.wijs_af(verstrekking_id=zvh.pk, reden="Niet voor ons.", door=als(wereld.cast.piet))
    for adres in (f"/signalen/verstrekkingen/{zorg.pk}/toestemming/", f"/signalen/verstrekkingen/{zvh.pk}/"):
        yield bladen_op(adres, client.get(adres))


def _van_verzoeken(wereld: Wereld, client: Client) -> Iterator[list[Invulblad]]:
    """The forms of who handles requests of persons: searching, deciding on each kind, laying before, lifting."""
    for soort in Verzoeksoort:
        verzoek, besluit = verzoek_in_behandeling(wereld, soort)
        for adres in (reverse("inzage:blad", args=[verzoek.pk]), reverse("inzage:besluit", args=[besluit.pk])):
            yield bladen_op(adres, client.get(adres))
    adres = reverse("inzage:blad", args=[alles_besloten(wereld).pk])
    yield bladen_op(adres, client.get(adres))
    adres = reverse("inzage:besluit", args=[beperkt_besluit(wereld).pk])
    yield bladen_op(adres, client.get(adres))


VRAGER = {"naam": "Vesela Verzonnen", "telefoon": "0612345678"}


def verzoek_in_behandeling(wereld: Wereld, soort: Verzoeksoort = Verzoeksoort.INZAGE) -> tuple[Avgverzoek, Avgbesluit]:
    """Let the FG register a request of the invented victim, and anna find the dossiers."""
    verzoek = inzage.registreer(
        soort=soort,
        ontvangen_op=klok.vandaag(),
        vastgesteld=Vaststelling.LEGITIMATIE,
        wie=VRAGER,
        door=als(wereld.cast.fg),
    )
    inzage.zoek(verzoek_id=verzoek.pk, door=als(wereld.cast.anna))
    verzoek.refresh_from_db()
    return verzoek, Avgbesluit.objects.filter(verzoek=verzoek).select_related("dossier")[0]


def alles_besloten(wereld: Wereld, soort: Verzoeksoort = Verzoeksoort.INZAGE) -> Avgverzoek:
    """Let anna decide on every dossier: refuse, or restrict where that is what was asked."""
    verzoek, _besluit = verzoek_in_behandeling(wereld, soort)
    weiger = Besluitvorm(
        Dossieruitkomst.GEWEIGERD, grond="strafbare_feiten", motivering="Er loopt een onderzoek naar deze zaak."
    )
    beperk = Besluitvorm(Dossieruitkomst.TOEGEWEZEN, persoon=1)
    for besluit in verzoek.besluiten.all():
        vorm = beperk if soort == Verzoeksoort.BEPERKING else weiger
        inzage.besluit(besluit_id=besluit.pk, vorm=vorm, door=als(wereld.cast.anna))
    verzoek.refresh_from_db()
    return verzoek


def verzoek_ter_controle(wereld: Wereld, soort: Verzoeksoort = Verzoeksoort.INZAGE) -> Avgverzoek:
    """Let anna lay the answer before a second person."""
    verzoek = alles_besloten(wereld, soort)
    return inzage.leg_voor(verzoek_id=verzoek.pk, versie=verzoek.versie, door=als(wereld.cast.anna))


def beantwoord_verzoek(wereld: Wereld, soort: Verzoeksoort = Verzoeksoort.INZAGE) -> Avgverzoek:
    """Let vera approve that answer."""
    klaar = verzoek_ter_controle(wereld, soort)
    return inzage.bevestig(verzoek_id=klaar.pk, afdruk=klaar.uitvoer_hash, door=als(wereld.cast.vera))


def beperkt_besluit(wereld: Wereld) -> Avgbesluit:
    """Return the decision by which the data of somebody are kept and not used."""
    verzoek = beantwoord_verzoek(wereld, Verzoeksoort.BEPERKING)
    return Avgbesluit.objects.filter(verzoek=verzoek, uitgevoerd_op__isnull=False)[0]


def in_nood(wereld: Wereld) -> Noodtoegang:
    """Let vera read a dossier that anna shielded, because it cannot wait."""
    dicht = in_beoordeling(wereld.cast)
    behandelen.scherm_af(signaal_id=dicht.pk, afgeschermd=True, door=als(wereld.cast.anna))
    reden = "De behandelaar is niet te bereiken en de politie vraagt nu om het adres."
    open_in_nood(nummer=dicht.nummer, reden=reden, door=als(wereld.cast.vera))
    return Noodtoegang.objects.get(dossier_id=dicht.dossier_id)


DATUM = (("dag", "day"), ("maand", "month"), ("jaar", "year"))
BEGIN = {
    "bezoeker": ("/melden/", "/aanmelden/account/login/", "/aanmelden/account/password/reset/"),
    "balie": ("/", "/signalen/mijn/"),
    "beheer": ("/", "/beheer/mensen/", "/aanmelden/account/2fa/"),
    "zoe": ("/", "/ontvangen/?tab=alle", "/signalen/insturen/"),
    "anna": ("/signalen/?tab=alle", "/signalen/", "/"),
}
ROLLEN = (*BEGIN, "piet", "tweede", "vera", "fg", "buur", "eva")


def _verschillend(bladen: Iterable[Invulblad]) -> list[Invulblad]:
    """Keep one of each: the same view with the same fields and buttons is the same form."""
    uniek: dict[object, Invulblad] = {}
    for blad in bladen:
        soort = (blad.blad, tuple(n for n, _w in blad.velden), tuple(k for k in blad.knoppen))
        uniek.setdefault(soort, blad)
    return [blad for blad in uniek.values() if blad.blad not in NIET]


def bezoek(wereld: Wereld, naam: str) -> Bezoek:
    """Let somebody walk over the whole site. Returns that person's client with every form that was met."""
    client = _client(wereld, naam)
    if naam in {"tweede", "fg"} and not Aanstelling.objects.filter(wacht_op_bevestiging=True).exists():
        _laat_wachten(wereld)
    gevonden: list[Invulblad] = []
    for adres, antwoord in loop(client, *BEGIN.get(naam, ("/",))):
        gevonden += bladen_op(adres, antwoord)
    for deel in _bijzonder(wereld, naam, client):
        gevonden += deel
    return Bezoek(client, _verschillend(b for b in gevonden if _bestaat(b)))


def _bestaat(blad: Invulblad) -> bool:
    try:
        resolve(urlsplit(blad.adres).path)
    except Resolver404:
        return False
    return True
