"""An invented region in the middle of its work: signalen in several states, packets on their way. All invented."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from baken.casussen.services import behandelen as behandelen_casus
from baken.casussen.services.aannemen import accepteer
from baken.dossiers.acties import NieuweActie
from baken.dossiers.inhoud import WAAR_HET_GEBEURT
from baken.dossiers.models import Verstrekking
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie
from baken.dossiers.verloop import Afloop
from baken.dossiers.verstrekken import Voorstel
from baken.kern.bewaartermijnen import laad_standaardregels
from baken.keten.selectors import grondslag_op_code
from baken.organisaties.models import Medewerker
from baken.organisaties.selectors import DEMO_VOORVOEGSEL
from baken.signalen.gegevens import Contact
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, beoordelen, doorgeleiden, melden
from baken.signalen.soorten import Antwoord, Kanaal
from tests.browser.wereld_comensha import Comensha, maak_comensha
from tests.browser.wereld_opvang import Opvang, maak_opvang
from tests.cast import Cast, als, maak_cast, maak_signaal, nieuw_signaal
from tests.gereedschap.momentopname import herhaalbaar

SLACHTOFFER = NieuweBetrokkene(
    deel="slachtoffer",
    leeftijdsgroep="18-24",
    geslacht="vrouw",
    nationaliteit="BG",
    identiteit={"naam": "Vesela Verzonnen", "geboortedatum": "2003-04-05"},
    contact={"telefoon": "06 12 34 56 78"},
)
PLEK = NieuweLocatie("GM0599", "Verzonnenstraat 1, boven de winkel", van=WAAR_HET_GEBEURT)


@dataclass
class Wereld:
    """The cast with a signaal in each state that has a page of its own."""

    cast: Cast
    nieuw: Signaal
    bezig: Signaal
    door: Signaal
    opvang: Opvang
    comensha: Comensha


def maak_mensen() -> Cast:
    """Make the region without signalen; everyone can sign in with one click."""
    cast = maak_cast()
    laad_standaardregels()
    for persoon in cast.mensen.values():
        persoon.username = f"{DEMO_VOORVOEGSEL}{persoon.username}"
    Medewerker.objects.bulk_update(cast.mensen.values(), ["username"])
    return cast


@herhaalbaar
def maak_wereld() -> Wereld:
    """Make the region with its work."""
    cast = maak_mensen()
    anna = als(cast.anna)
    nieuw = maak_signaal(cast, personen=(SLACHTOFFER,), locaties=(PLEK,), acuut=Antwoord.JA)
    maak_signaal(cast, personen=(SLACHTOFFER,), contact=Contact(naam="Mila Verzonnen", email="mila@voorbeeld.invalid"))
    melden.meld(nieuw_signaal(kanaal=Kanaal.MEDEWERKER, code=""), door=als(cast.balie))
    bezig = _beoordeel(cast, Uitkomst.NADER_BEKIJKEN)
    behandelen.stel_vraag(signaal_id=bezig.pk, tekst="Hoe laat zag u dit?", wacht_op_antwoord=False, door=anna)
    door = _beoordeel(cast, Uitkomst.ZORG_EN_STRAFRECHT)
    voorstellen = [
        voorstel(cast.zorg.pk, "taak-zorg"),
        voorstel(cast.zvh.pk, "wgs-zvh", procesregie=True),
        voorstel(cast.politie.pk, "acuut-gevaar", noodreden="Er is nu gevaar voor haar leven."),
    ]
    getoetst = doorgeleiden.bekijk_pakketten(signaal_id=door.pk, voorstellen=voorstellen, door=anna)
    doorgeleiden.leid_door(
        signaal_id=door.pk, voorstellen=[g.voorstel for g in getoetst], versie=door.versie, door=anna
    )
    voor_zorg = Verstrekking.objects.get(ontvanger=cast.zorg)
    zoe = als(cast.zoe)
    doorgeleiden.open_als_ontvanger(verstrekking_id=voor_zorg.pk, door=zoe)
    casus = accepteer(verstrekking_id=voor_zorg.pk, door=zoe)
    behandelen_casus.meld_afloop(
        casus_id=casus.pk, afloop=Afloop.OPGEPAKT, toelichting="Het eerste gesprek is geweest.", door=zoe
    )
    actie = NieuweActie("Met haar naar de huisarts gaan.", cast.zoe.pk, zoe.vandaag)
    behandelen_casus.maak_actie(casus_id=casus.pk, actie=actie, door=zoe)
    return Wereld(cast, nieuw, bezig, door, maak_opvang(cast), maak_comensha(cast))


def _beoordeel(cast: Cast, uitkomst: Uitkomst) -> Signaal:
    anna = als(cast.anna)
    signaal = maak_signaal(cast, personen=(SLACHTOFFER,), locaties=(PLEK,), vormen=("SEKS",))
    signaal = behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=anna)
    beoordelen.beoordeel(
        signaal_id=signaal.pk,
        uitkomsten=[uitkomst],
        reden="De collega's hebben dit samen besproken en besloten.",
        versie=signaal.versie,
        door=anna,
    )
    signaal.refresh_from_db()
    return signaal


def voorstel(ontvanger_id: int, grondslag: str, *, procesregie: bool = False, noodreden: str = "") -> Voorstel:
    """Return a proposal to give the identity and the care side of the victim."""
    basis = grondslag_op_code(grondslag)
    return Voorstel(
        ontvanger_id=ontvanger_id,
        grondslag_id=basis.pk,
        veldgroepen=frozenset({"identiteit", "contact"}),
        doel="Hulp aan het slachtoffer",
        over_wie=frozenset({"slachtoffer"}),
        procesregie=procesregie,
        noodreden=noodreden,
    )


def meld_aan(pagina: Page, naam: str) -> None:
    """Sign in as one of the invented people, the way the demonstration offers it."""
    pagina.goto("/aanmelden/account/login/")
    pagina.locator(f'button[name=account][value="{DEMO_VOORVOEGSEL}{naam}"]').click()
    pagina.wait_for_load_state()
    assert "/aanmelden/" not in pagina.url, f"{naam} is not signed in"


def meld_af(pagina: Page) -> None:
    """Sign out by dropping the session, so that somebody else can sit down."""
    pagina.context.clear_cookies()
