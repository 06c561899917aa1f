"""Every act that writes, each with what makes it ready: the table that the fault injection walks (row 7).

A builder gets the region in the middle of its work, prepares, and returns the act itself, which can be done again
after it broke. A test holds the table against the services: a new one that writes must join.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from baken.casussen.models import Casus
from baken.casussen.services import aannemen as casussen
from baken.casussen.services import afschermen, afsluiten, leren, openen, opschalen, overleg, regie, tafels
from baken.casussen.services import behandelen as casuswerk
from baken.casussen.services import noodtoegang as casusnood
from baken.casussen.services import personen as casuspersonen
from baken.casussen.soorten import Afsluitreden
from baken.casussen.verloop import Casusstatus, Leercasusstatus
from baken.dossiers import noodtoegang
from baken.dossiers.acties import NieuweActie
from baken.dossiers.bijwerken import Wijziging
from baken.dossiers.inzage import services as inzage
from baken.dossiers.inzage.besluit import Besluitvorm
from baken.dossiers.models import Avgbesluit, Verstrekking
from baken.dossiers.naderhand import Intrekking
from baken.dossiers.verloop import Afloop, Noodoordeel
from baken.dossiers.verzoekverloop import Dossieruitkomst, Vaststelling, Verzoeksoort
from baken.kern import journaal, klok
from baken.kern.bewaartermijnen import laad_standaardregels, regels_van
from baken.kern.ontvangstcode import nieuwe_code
from baken.keten import services as keten
from baken.keten.models import Bijeenkomst
from baken.keten.selectors import grondslag_op_code
from baken.keten.soorten import Aanwezig, Afspraaksoort, Wijze
from baken.keten.verloop import Actiestatus
from baken.organisaties import bewaarregels, inrichten, koppenpost
from baken.organisaties import services as organisaties
from baken.organisaties.models import Aanstelling, Medewerker
from baken.organisaties.rollen import Rol
from baken.referentie.selectors import risicofactoren
from baken.signalen import volgen
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.rules.terugkoppeling import Bericht
from baken.signalen.services import (
    adviesvraag,
    behandelen,
    beoordelen,
    doorgeleiden,
    eigen,
    melden,
    naderhand,
    nieuws,
    terugkoppelen,
)
from baken.signalen.services import noodtoegang as nood
from baken.signalen.soorten import Antwoord, Kanaal
from tests.beveiliging.formulieren import (
    VRAGER,
    beperkt_besluit,
    in_nood,
    verzoek_in_behandeling,
    verzoek_ter_controle,
)
from tests.beveiliging.handelingen_comensha import BINNEN_COMENSHA, HANDELINGEN_COMENSHA
from tests.beveiliging.handelingen_delen import BINNEN_DELEN, DELEN
from tests.beveiliging.handelingen_opvang import HANDELINGEN_OPVANG
from tests.beveiliging.zorghandelingen import ZORG, ZORG_BINNEN
from tests.browser.wereld import PLEK, SLACHTOFFER, Wereld, voorstel
from tests.cast import afspraak, als, maak_signaal, medewerker, nieuw_signaal
from tests.casussen.hulp import VRAAG, morgen, opgeschaald, regisseur, tafel, vastgelopen, voorbij
from tests.keten.hulp import ketentaak
from tests.signalen.hulp import besloten, in_beoordeling

Doe = Callable[[], object]
Bouw = Callable[[Wereld], Doe]
REDEN = "De collega's hebben dit samen besproken en besloten."
TWEEDE = {"persoon": 1, "nieuw": {"identiteit.naam": "Vesela Nieuwnaam", "contact.email": "v@voorbeeld.invalid"}}


def _wacht_op_bevestiging(w: Wereld) -> int:
    gegeven = Aanstelling.objects.create(
        medewerker=w.cast.balie,
        rol=Rol.AANDACHTSFUNCTIONARIS,
        geldig_van=klok.vandaag(),
        gegeven_door=w.cast.beheer,
        wacht_op_bevestiging=True,
    )
    return gegeven.pk


def _herstel(w: Wereld) -> Doe:
    Medewerker.objects.filter(pk=w.cast.anna.pk).update(herstel_gevraagd_door=w.cast.beheer)
    return lambda: organisaties.bevestig_factorherstel(medewerker_id=w.cast.anna.pk, door=als(w.cast.tweede))


def _regel(w: Wereld) -> int:
    laad_standaardregels()
    return regels_van(w.cast.gemeente.pk)[0].pk


def _kop(w: Wereld) -> Doe:
    journaal.verzegel_regels()
    return lambda: koppenpost.verstuur(w.cast.gemeente.pk)


def _nieuwe_afspraak(w: Wereld) -> Doe:
    return lambda: keten.leg_afspraak_vast(
        soort=Afspraaksoort.ZVH_CONVENANT,
        naam="Convenant",
        partijen=[w.cast.zvh.pk],
        geldig_van=klok.vandaag(),
        geldig_tot=None,
        door=als(w.cast.beheer),
    )


def _open_afspraak(w: Wereld) -> int:
    return afspraak("zvh_convenant", w.cast.gemeente, w.cast.riec, bevestigd=False).pk


def _dicht(w: Wereld) -> Signaal:
    dicht = in_beoordeling(w.cast)
    behandelen.scherm_af(signaal_id=dicht.pk, afgeschermd=True, door=als(w.cast.anna))
    return dicht


def _open_in_nood(w: Wereld) -> Doe:
    nummer = _dicht(w).nummer
    return lambda: nood.open_in_nood(nummer=nummer, reden=REDEN, door=als(w.cast.vera))


def _pakket(w: Wereld, ontvanger: str) -> uuid.UUID:
    return Verstrekking.objects.get(ontvanger=getattr(w.cast, ontvanger)).pk


def _gegeven_op_papier(w: Wereld) -> uuid.UUID:
    pakket = _pakket(w, "politie")
    _verzend(w)()
    return pakket


def _verzend(w: Wereld) -> Doe:
    pakket = _pakket(w, "politie")
    return lambda: doorgeleiden.leg_verzending_vast(
        verstrekking_id=pakket,
        hoe="telefoon",
        wanneer=klok.nu(),
        aan_wie="Verzonnen medewerker",
        kenmerk="",
        door=als(w.cast.anna),
    )


def _acceptatie(w: Wereld) -> Doe:
    pakket = _gegeven_op_papier(w)
    return lambda: casussen.voer_acceptatie_in(
        verstrekking_id=pakket, tekst="Zij pakken het op.", door=als(w.cast.anna)
    )


def _aangenomen(w: Wereld) -> uuid.UUID:
    pakket = _gegeven_op_papier(w)
    casussen.voer_acceptatie_in(verstrekking_id=pakket, door=als(w.cast.anna))
    return pakket


def _casus(w: Wereld, doe: Callable[..., Any], **anders: Any) -> Doe:
    """Return an act on the casus of the region by who works on it."""
    nummer = Casus.objects.get().pk
    return lambda: doe(casus_id=nummer, **anders, door=als(w.cast.zoe))


def _haal_uit_team(w: Wereld) -> Doe:
    weg = medewerker("zara", w.cast.zorg, Rol.ZORGCOORDINATOR).pk
    _casus(w, casuswerk.voeg_lid_toe, medewerker_id=weg)()
    return _casus(w, casuswerk.haal_uit_team, medewerker_id=weg, reden=REDEN)


def _maak_actie(w: Wereld) -> Doe:
    return _casus(w, casuswerk.maak_actie, actie=NieuweActie("Bellen met de arts.", w.cast.zoe.pk, klok.vandaag()))


def _rond_actie_af(w: Wereld) -> Doe:
    actie = _maak_actie(w)()
    return _casus(w, casuswerk.rond_actie_af, actie_id=getattr(actie, "pk"), naar=Actiestatus.KLAAR)  # noqa: B009  # an act returns object


def _aanmelding() -> openen.Aanmelding:
    return openen.Aanmelding(
        inzending=uuid.uuid4(),
        client=SLACHTOFFER,
        aanmelder="De huisarts",
        toelichting="",
        vormen=("SEKS",),
        toestemming="Mondeling, in het eerste gesprek van vandaag.",
    )


def _plaats_bij(w: Wereld) -> Doe:
    gemaakt = _casus(w, casuspersonen.leg_locatie_vast, versie=1, plaats=PLEK)()
    plek = getattr(gemaakt, "dossier").locaties.get().pk  # noqa: B009  # an act returns object
    return _casus(w, casuspersonen.werk_locatie_bij, versie=2, locatie_id=plek, plaats=PLEK, weg=False)


def _draag_over(w: Wereld) -> Doe:
    zara = medewerker("zara", w.cast.zorg, Rol.ZORGCOORDINATOR).pk
    _casus(w, casuswerk.voeg_lid_toe, medewerker_id=zara)()
    return _casus(w, regie.draag_over, versie=1, medewerker_id=zara, reden=REDEN)


def _neem_casus_over(w: Wereld) -> Doe:
    zara = als(medewerker("zara", w.cast.zorg, Rol.ZORGCOORDINATOR))
    Aanstelling.objects.filter(medewerker=w.cast.zoe).update(geldig_tot=klok.vandaag())
    casus = Casus.objects.get()
    return lambda: regie.neem_over(casus_id=casus.pk, versie=casus.versie, door=zara)


def _open_casus_in_nood(w: Wereld) -> Doe:
    _casus(w, afschermen.scherm_af, versie=1, afgeschermd=True, reden=REDEN)()
    zara, nummer = medewerker("zara", w.cast.zorg, Rol.ZORGCOORDINATOR), Casus.objects.get().nummer
    return lambda: casusnood.open_in_nood(nummer=nummer, reden=REDEN, door=als(zara))


def _stuk(w: Wereld) -> Casus:
    """Return the casus of the region, stuck."""
    return vastgelopen(Casus.objects.get(), als(w.cast.zoe))


def _schaal_op(w: Wereld) -> Doe:
    casus = _stuk(w)
    naar = regisseur(w.cast).organisatie_id
    return lambda: opschalen.schaal_op(
        casus_id=casus.pk, versie=casus.versie, naar_id=naar, vraag=VRAAG, door=als(w.cast.zoe)
    )


def _vraag(w: Wereld, doe: Callable[..., Any], *, beantwoord: bool = False) -> Doe:
    vraag = opgeschaald(w.cast, _stuk(w), als(w.cast.zoe))
    if beantwoord:
        opschalen.beantwoord(opschaling_id=vraag.pk, tekst=REDEN, door=als(regisseur(w.cast)))
    return _casus(w, doe, opschaling_id=vraag.pk)


def _naar_tafel(w: Wereld) -> Doe:
    vraag, bijeen = opgeschaald(w.cast, _stuk(w), als(w.cast.zoe)), tafel(w.cast)
    return lambda: opschalen.breng_naar_tafel(
        opschaling_id=vraag.pk, bijeenkomst_id=bijeen.pk, door=als(regisseur(w.cast))
    )


def _beantwoord(w: Wereld) -> Doe:
    vraag, eva = opgeschaald(w.cast, _stuk(w), als(w.cast.zoe)), als(regisseur(w.cast))
    bijeen = tafel(w.cast)
    opschalen.breng_naar_tafel(opschaling_id=vraag.pk, bijeenkomst_id=bijeen.pk, door=eva)
    voorbij(bijeen)
    return lambda: opschalen.beantwoord(opschaling_id=vraag.pk, tekst=REDEN, door=eva)


def _plan_tafel(w: Wereld) -> Doe:
    eva = als(regisseur(w.cast))
    return lambda: tafels.plan_tafel(op=morgen(), wijze=Wijze.FYSIEK, agenda=["Opening"], door=eva)


def _overleg(w: Wereld) -> overleg.NieuwOverleg:
    return overleg.NieuwOverleg(morgen(), Wijze.DIGITAAL, ["Hoe gaat het?"], (w.cast.zoe.pk,))


def _gepland(w: Wereld) -> Bijeenkomst:
    casus = Casus.objects.get()
    return overleg.plan_overleg(casus_id=casus.pk, versie=casus.versie, overleg=_overleg(w), door=als(w.cast.zoe))


def _leg_overleg_vast(w: Wereld) -> Doe:
    bijeen = _gepland(w)
    Bijeenkomst.objects.filter(pk=bijeen.pk).update(op=klok.nu() - timedelta(hours=1))
    verslag = overleg.Verslag({bijeen.deelnames.get().pk: Aanwezig.JA}, ["Wij bellen morgen."])
    return _casus(w, overleg.leg_overleg_vast, bijeenkomst_id=bijeen.pk, versie=1, verslag=verslag)


def _leercasus(w: Wereld) -> int:
    return leren.schrijf(tekst=LEERTEKST, door=als(w.cast.anna)).pk


LEERTEKST = leren.Leertekst("De wasserij", "Een bedacht verhaal over een wasserij in een dorp.", verzonnen=True)


def _heropen(w: Wereld) -> Doe:
    dicht = _casus(w, afsluiten.sluit, versie=1, afsluitreden=Afsluitreden.KLAAR, reden=REDEN)()
    return _casus(w, afsluiten.heropen, versie=getattr(dicht, "versie"), reden=REDEN)  # noqa: B009  # as above


def _laatste_pakket(w: Wereld, doe: Callable[..., Any], **anders: Any) -> Doe:
    """Return an answer on the only packet of a signaal: with it the signaal comes back."""
    signaal = besloten(w.cast, Uitkomst.ZORG_EN_STRAFRECHT, personen=(SLACHTOFFER,))
    voorstellen = [voorstel(w.cast.zvh.pk, "wgs-zvh", procesregie=True)]
    gezien = doorgeleiden.bekijk_pakketten(signaal_id=signaal.pk, voorstellen=voorstellen, door=als(w.cast.anna))
    gemaakt = doorgeleiden.leid_door(
        signaal_id=signaal.pk, voorstellen=[g.voorstel for g in gezien], versie=signaal.versie, door=als(w.cast.anna)
    )
    pakket = gemaakt.delen.get().verstrekking_id
    return lambda: doe(verstrekking_id=pakket, **anders)


def _gegeven(w: Wereld, ontvanger: str, grondslag: str, **anders: Any) -> Verstrekking:
    """Return the packet of a signaal that was passed on to one receiver."""
    uitkomst = Uitkomst.ANDERE_GEMEENTE if ontvanger == "buurgemeente" else Uitkomst.ZORG
    signaal = besloten(w.cast, uitkomst, personen=(SLACHTOFFER,), locaties=(PLEK,), gemeente_code="GM0502")
    keuze = replace(voorstel(getattr(w.cast, ontvanger).pk, grondslag, procesregie=True), **anders)
    gezien = doorgeleiden.bekijk_pakketten(signaal_id=signaal.pk, voorstellen=[keuze], door=als(w.cast.anna))
    gemaakt = doorgeleiden.leid_door(
        signaal_id=signaal.pk, voorstellen=[g.voorstel for g in gezien], versie=signaal.versie, door=als(w.cast.anna)
    )
    return gemaakt.delen.get().verstrekking


def _trek_toestemming_in(w: Wereld) -> Doe:
    pakket = _gegeven(w, "zorg", "toestemming-zorg", toestemming="Mondeling, in het gesprek van vandaag.").pk
    intrekking = Intrekking(op=klok.vandaag(), wie="Zij zelf", hoe="telefoon")
    return lambda: naderhand.trek_toestemming_in(verstrekking_id=pakket, intrekking=intrekking, door=als(w.cast.anna))


def _leg_weigering_uit(w: Wereld) -> Doe:
    pakket = _gegeven(w, "zorg", "taak-zorg").pk
    doorgeleiden.wijs_af(verstrekking_id=pakket, reden="Geen plaats.", door=als(w.cast.zoe))
    return lambda: naderhand.leg_weigering_uit(verstrekking_id=pakket, reden=REDEN, door=als(w.cast.anna))


def _sluit_overgenomen(w: Wereld) -> Doe:
    """Return the closing of what another gemeente took over: its end goes back to the sender in the same act."""
    pakket = _gegeven(w, "buurgemeente", "taak-gemeente")
    casussen.accepteer(verstrekking_id=pakket.pk, door=als(w.cast.buur))
    signaal = Signaal.objects.get(organisatie=w.cast.buurgemeente, overnames__verstrekking=pakket)
    behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(w.cast.buur))
    signaal.refresh_from_db()
    return lambda: beoordelen.beoordeel(
        signaal_id=signaal.pk,
        uitkomsten=[Uitkomst.GEEN_MENSENHANDEL],
        reden=REDEN,
        versie=signaal.versie,
        door=als(w.cast.buur),
    )


def _leid_door(w: Wereld, *, echt: bool) -> Doe:
    signaal = besloten(w.cast, Uitkomst.ZORG_EN_STRAFRECHT, personen=(SLACHTOFFER,), locaties=(PLEK,))
    voorstellen = [
        voorstel(w.cast.zorg.pk, "taak-zorg"),
        voorstel(w.cast.zvh.pk, "wgs-zvh", procesregie=True),
        voorstel(w.cast.politie.pk, "acuut-gevaar", noodreden="Er is nu gevaar voor haar leven."),
    ]

    def bekijk() -> Any:
        return doorgeleiden.bekijk_pakketten(signaal_id=signaal.pk, voorstellen=voorstellen, door=als(w.cast.anna))

    if not echt:
        return bekijk
    klaar = [g.voorstel for g in bekijk()]
    return lambda: doorgeleiden.leid_door(
        signaal_id=signaal.pk, voorstellen=klaar, versie=signaal.versie, door=als(w.cast.anna)
    )


def _vul_aan(w: Wereld) -> Doe:
    signaal = in_beoordeling(w.cast)
    aanvulling = behandelen.Aanvulling(
        vormen=("ARB", "SEKS"), indicatoren=("X1",), personen=(SLACHTOFFER,), locaties=(PLEK,), sector="horeca"
    )
    return lambda: behandelen.vul_aan(
        signaal_id=signaal.pk, aanvulling=aanvulling, versie=signaal.versie, door=als(w.cast.anna)
    )


def _toewijzen(w: Wereld) -> Doe:
    dicht = _dicht(w)
    return lambda: behandelen.wijs_toe(signaal_id=dicht.pk, medewerker_id=w.cast.vera.pk, door=als(w.cast.anna))


def _wacht_op_melder(w: Wereld, code: str = "") -> Signaal:
    """Return a signaal of the desk clerk, or with a receipt code, that waits for an answer."""
    if code:
        signaal = maak_signaal(w.cast, code=code)
    else:
        signaal = melden.meld(nieuw_signaal(kanaal=Kanaal.MEDEWERKER, code=""), door=als(w.cast.balie))
    behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(w.cast.anna))
    behandelen.stel_vraag(signaal_id=signaal.pk, tekst="Hoe laat?", wacht_op_antwoord=True, door=als(w.cast.anna))
    return signaal


def _eigen_bericht(w: Wereld) -> Doe:
    signaal = _wacht_op_melder(w)
    return lambda: eigen.schrijf(signaal_id=signaal.pk, tekst="Om zes uur.", door=als(w.cast.balie))


def _bericht_met_code(w: Wereld) -> Doe:
    _wacht_op_melder(w, code := nieuwe_code())
    return lambda: volgen.schrijf_als_melder(code, "Om zes uur.", formulier=uuid.uuid4())


def _volg(w: Wereld) -> Doe:
    _wacht_op_melder(w, code := nieuwe_code())
    return lambda: volgen.volg(code)


def _trek_signaal_in(w: Wereld) -> Doe:
    signaal = melden.meld(nieuw_signaal(kanaal=Kanaal.MEDEWERKER, code=""), door=als(w.cast.balie))
    return lambda: behandelen.trek_in(signaal_id=signaal.pk, door=als(w.cast.balie))


def _beoordeel(w: Wereld) -> Doe:
    signaal = in_beoordeling(w.cast)
    return lambda: beoordelen.beoordeel(
        signaal_id=signaal.pk,
        uitkomsten=[Uitkomst.NADER_BEKIJKEN],
        reden=REDEN,
        versie=signaal.versie,
        door=als(w.cast.anna),
    )


def _sluit(w: Wereld) -> Doe:
    w.door.refresh_from_db()
    reden = "Wij bellen de politie vandaag nog zelf; de rest is opgepakt."
    return lambda: beoordelen.sluit(signaal_id=w.door.pk, versie=w.door.versie, reden=reden, door=als(w.cast.anna))


def _lees_nieuws(w: Wereld) -> Doe:
    signaal = _wacht_op_melder(w, code := nieuwe_code())
    volgen.schrijf_als_melder(code, "Om zes uur.")
    signaal.refresh_from_db()
    ids = list(signaal.berichten.filter(van_melder=True).values_list("pk", flat=True))
    return lambda: nieuws.lees_nieuws(
        signaal_id=signaal.pk, nummer=signaal.nieuws_nummer, berichten=ids, door=als(w.cast.anna)
    )


def _koppel_terug(w: Wereld) -> Doe:
    return lambda: terugkoppelen.koppel_terug(signaal_id=w.door.pk, bericht=Bericht.DOORGELEID, door=als(w.cast.anna))


def _meld_zelf(w: Wereld) -> Doe:
    nieuw = nieuw_signaal(kanaal=Kanaal.MEDEWERKER, code="", personen=(SLACHTOFFER,), locaties=(PLEK,))
    return lambda: melden.meld(nieuw, door=als(w.cast.balie))


def _meld_publiek(w: Wereld) -> Doe:
    nieuw = nieuw_signaal(personen=(SLACHTOFFER,), locaties=(PLEK,), indicatoren=("X1",))
    return lambda: melden.meld_zonder_account(nieuw, organisatie=w.cast.gemeente)


def _voer_in(w: Wereld) -> Doe:
    nieuw = nieuw_signaal(kanaal=Kanaal.TELEFOON, code="", ontvangen_op=klok.nu() - timedelta(days=1), bron="Een buur")
    return lambda: melden.voer_in(nieuw, door=als(w.cast.anna))


def _stuur_in(w: Wereld) -> Doe:
    nieuw = nieuw_signaal(
        kanaal=Kanaal.PARTNER,
        code="",
        bron="Verteld in het eerste gesprek van vandaag",
        partner_id=w.cast.zorg.pk,
        partner_grondslag_id=grondslag_op_code("acuut-gevaar").pk,
    )
    return lambda: melden.stuur_in(nieuw, naar_id=w.cast.gemeente.pk, door=als(w.cast.zoe))


def _registreer(w: Wereld) -> Doe:
    return lambda: inzage.registreer(
        soort=Verzoeksoort.INZAGE,
        ontvangen_op=klok.vandaag(),
        vastgesteld=Vaststelling.BEKEND,
        wie=VRAGER,
        door=als(w.cast.fg),
    )


def _zoek(w: Wereld) -> Doe:
    verzoek = _registreer(w)()
    return lambda: inzage.zoek(verzoek_id=verzoek.pk, door=als(w.cast.anna))  # type: ignore[attr-defined]  # an Avgverzoek


def _met_verzoek(doe: Callable[..., Any], wie: str, **anders: Any) -> Bouw:
    """Return the builder of an act on a request that is being handled."""

    def bouw(w: Wereld) -> Doe:
        verzoek = verzoek_in_behandeling(w)[0]
        return lambda: doe(verzoek_id=verzoek.pk, door=als(getattr(w.cast, wie)), **anders)

    return bouw


def _besluit(w: Wereld) -> Doe:
    besluit = verzoek_in_behandeling(w)[1]
    weiger = Besluitvorm(Dossieruitkomst.GEWEIGERD, grond="anderen", motivering=REDEN)
    return lambda: inzage.besluit(besluit_id=besluit.pk, vorm=weiger, door=als(w.cast.anna))


def _leg_voor(w: Wereld) -> Doe:
    verzoek = verzoek_ter_controle(w)
    inzage.stuur_terug(verzoek_id=verzoek.pk, door=als(w.cast.vera))
    verzoek.refresh_from_db()
    return lambda: inzage.leg_voor(verzoek_id=verzoek.pk, versie=verzoek.versie, door=als(w.cast.anna))


def _stuur_terug(w: Wereld) -> Doe:
    verzoek = verzoek_ter_controle(w)
    return lambda: inzage.stuur_terug(verzoek_id=verzoek.pk, door=als(w.cast.vera))


def _bevestig(w: Wereld, soort: Verzoeksoort, vorm: Besluitvorm) -> Doe:
    """Return the approval of a request that changes a dossier, or each dossier in which the person was found."""
    verzoek, _een = verzoek_in_behandeling(w, soort)
    for besluit in Avgbesluit.objects.filter(verzoek=verzoek):
        inzage.besluit(besluit_id=besluit.pk, vorm=vorm, door=als(w.cast.anna))
    verzoek.refresh_from_db()
    klaar = inzage.leg_voor(verzoek_id=verzoek.pk, versie=verzoek.versie, door=als(w.cast.anna))
    return lambda: inzage.bevestig(verzoek_id=klaar.pk, afdruk=klaar.uitvoer_hash, door=als(w.cast.vera))


def _hef_op(w: Wereld) -> Doe:
    besluit = beperkt_besluit(w)
    return lambda: inzage.hef_beperking_op(besluit_id=besluit.pk, reden=REDEN, door=als(w.cast.anna))


_TOE = Dossieruitkomst.TOEGEWEZEN
HANDELINGEN: dict[str, list[Bouw]] = {
    **HANDELINGEN_OPVANG,
    **HANDELINGEN_COMENSHA,
    "organisaties.services.voeg_medewerker_toe": [
        lambda w: (
            lambda: organisaties.voeg_medewerker_toe(
                username="nieuw", naam="Nieuw", email="nieuw@voorbeeld.invalid", door=als(w.cast.beheer)
            )
        )
    ],
    "organisaties.services.geef_rol": [
        lambda w: (
            lambda: organisaties.geef_rol(
                medewerker_id=w.cast.balie.pk,
                rol=Rol.TOEZICHTHOUDER,
                geldig_van=klok.vandaag(),
                geldig_tot=None,
                door=als(w.cast.beheer),
            )
        )
    ],
    "organisaties.services.bevestig_aanstelling": [
        lambda w: _met_nummer(
            _wacht_op_bevestiging(w), organisaties.bevestig_aanstelling, "aanstelling_id", w, "tweede"
        )
    ],
    "organisaties.services.beeindig_aanstelling": [
        lambda w: _met_nummer(
            Aanstelling.objects.get(medewerker=w.cast.anna).pk,
            organisaties.beeindig_aanstelling,
            "aanstelling_id",
            w,
            "beheer",
        )
    ],
    "organisaties.services.zet_medewerker_uit": [
        lambda w: _met_nummer(w.cast.anna.pk, organisaties.zet_medewerker_uit, "medewerker_id", w, "beheer")
    ],
    "organisaties.services.werk_contact_bij": [
        lambda w: (
            lambda: organisaties.werk_contact_bij(
                soort="politie", gegevens={"naam": "Verzonnen"}, bron="website", door=als(w.cast.beheer)
            )
        )
    ],
    "organisaties.services.stel_termijnen_in": [
        lambda w: (
            lambda: organisaties.stel_termijnen_in(bekijken=2, beoordelen=6, terugkoppelen=12, door=als(w.cast.beheer))
        )
    ],
    "organisaties.services.stel_deuren_in": [
        lambda w: (
            lambda: organisaties.stel_deuren_in(
                medewerker=False, professional=False, inwoner=True, door=als(w.cast.beheer)
            )
        )
    ],
    "organisaties.services.neem_gemeente_op": [
        lambda w: lambda: organisaties.neem_gemeente_op(gemeente_code="GM0363", door=als(w.cast.anna))
    ],
    "organisaties.services.koppel_oidc": [
        lambda w: lambda: organisaties.koppel_oidc(medewerker_id=w.cast.balie.pk, subject="s", door=als(w.cast.beheer))
    ],
    "organisaties.services.vraag_factorherstel": [
        lambda w: _met_nummer(w.cast.anna.pk, organisaties.vraag_factorherstel, "medewerker_id", w, "beheer")
    ],
    "organisaties.services.bevestig_factorherstel": [_herstel],
    "organisaties.services.geef_rollen_uit_claim": [
        lambda w: (
            lambda: organisaties.geef_rollen_uit_claim(
                medewerker_id=w.cast.balie.pk, rollen=[Rol.BELEIDSMEDEWERKER, Rol.AANDACHTSFUNCTIONARIS, Rol.FG]
            )
        )
    ],
    "organisaties.inrichten.maak_eerste_beheerders": [
        lambda w: (
            lambda: inrichten.maak_eerste_beheerders(
                w.cast.buurgemeente,
                [inrichten.Persoon(n, n, f"{n}@voorbeeld.invalid") for n in ("eerste", "ander")],
            )
        )
    ],
    "organisaties.bewaarregels.bevestig": [
        lambda w: _met_nummer(_regel(w), bewaarregels.bevestig, "regel_id", w, "fg")
    ],
    "organisaties.bewaarregels.wijzig": [
        lambda w: _met_nummer(_regel(w), bewaarregels.wijzig, "regel_id", w, "fg", maanden=7, bron="eigen keuze")
    ],
    "organisaties.koppenpost.verstuur": [_kop],
    "keten.services.leg_afspraak_vast": [_nieuwe_afspraak],
    "keten.services.leg_taak_vast": [lambda w: lambda: ketentaak(w.cast)],
    "keten.services.beeindig_taak": [
        lambda w: _met_nummer(ketentaak(w.cast).pk, keten.beeindig_taak, "ketentaak_id", w, "anna")
    ],
    "keten.services.bevestig_afspraak": [
        lambda w: _met_nummer(_open_afspraak(w), keten.bevestig_afspraak, "afspraak_id", w, "fg")
    ],
    "keten.services.beeindig_afspraak": [
        lambda w: _met_nummer(
            _open_afspraak(w), keten.beeindig_afspraak, "afspraak_id", w, "beheer", per=klok.vandaag()
        )
    ],
    "dossiers.noodtoegang.beeindig": [
        lambda w: _met_nummer(in_nood(w).pk, noodtoegang.beeindig, "noodtoegang_id", w, "vera")
    ],
    "dossiers.noodtoegang.beoordeel": [
        lambda w: _met_nummer(
            in_nood(w).pk,
            noodtoegang.beoordeel,
            "noodtoegang_id",
            w,
            "fg",
            oordeel=Noodoordeel.ONTERECHT,
            opmerking=REDEN,
        )
    ],
    "dossiers.inzage.services.registreer": [_registreer],
    "dossiers.inzage.services.verleng": [_met_verzoek(inzage.verleng, "fg", reden=REDEN)],
    "dossiers.inzage.services.trek_in": [_met_verzoek(inzage.trek_in, "fg")],
    "dossiers.inzage.services.zoek": [_zoek],
    "dossiers.inzage.services.besluit": [_besluit],
    "dossiers.inzage.services.leg_voor": [_leg_voor],
    "dossiers.inzage.services.stuur_terug": [_stuur_terug],
    "dossiers.inzage.services.bevestig": [
        lambda w: _bevestig(w, Verzoeksoort.RECTIFICATIE, Besluitvorm(_TOE, **TWEEDE)),
        lambda w: _bevestig(w, Verzoeksoort.WISSING, Besluitvorm(_TOE, persoon=1)),
        lambda w: _bevestig(w, Verzoeksoort.BEPERKING, Besluitvorm(_TOE, persoon=1)),
    ],
    "dossiers.inzage.services.hef_beperking_op": [_hef_op],
    "casussen.services.aannemen.accepteer": [
        lambda w: _met_nummer(_pakket(w, "zvh"), casussen.accepteer, "verstrekking_id", w, "piet"),
        lambda w: _met_nummer(
            _gegeven(w, "buurgemeente", "taak-gemeente").pk, casussen.accepteer, "verstrekking_id", w, "buur"
        ),
    ],
    "casussen.services.aannemen.voer_acceptatie_in": [_acceptatie],
    "casussen.services.behandelen.maak_actie": [_maak_actie],
    "casussen.services.behandelen.rond_actie_af": [_rond_actie_af],
    "casussen.services.behandelen.zet_stand": [
        lambda w: _casus(w, casuswerk.zet_stand, versie=1, naar=Casusstatus.VASTGELOPEN, reden=REDEN)
    ],
    "casussen.services.behandelen.voeg_lid_toe": [
        lambda w: _casus(
            w, casuswerk.voeg_lid_toe, medewerker_id=medewerker("zara", w.cast.zorg, Rol.ZORGCOORDINATOR).pk
        )
    ],
    "casussen.services.behandelen.haal_uit_team": [_haal_uit_team],
    "casussen.services.behandelen.meld_afloop": [
        lambda w: _casus(w, casuswerk.meld_afloop, afloop=Afloop.ZORG_GESTART)
    ],
    "casussen.services.afschermen.scherm_af": [
        lambda w: _casus(w, afschermen.scherm_af, versie=1, afgeschermd=True, reden=REDEN)
    ],
    "casussen.services.noodtoegang.open_in_nood": [_open_casus_in_nood],
    "casussen.services.afsluiten.sluit": [
        lambda w: _casus(w, afsluiten.sluit, versie=1, afsluitreden=Afsluitreden.KLAAR, reden=REDEN)
    ],
    "casussen.services.afsluiten.heropen": [_heropen],
    "casussen.services.regie.draag_over": [_draag_over],
    "casussen.services.regie.neem_over": [_neem_casus_over],
    "casussen.services.opschalen.schaal_op": [_schaal_op],
    "casussen.services.opschalen.trek_in": [lambda w: _vraag(w, opschalen.trek_in)],
    "casussen.services.opschalen.lees_antwoord": [lambda w: _vraag(w, opschalen.lees_antwoord, beantwoord=True)],
    "casussen.services.opschalen.breng_naar_tafel": [_naar_tafel],
    "casussen.services.opschalen.beantwoord": [_beantwoord],
    "casussen.services.tafels.plan_tafel": [_plan_tafel],
    "casussen.services.tafels.sluit_tafel": [
        lambda w: (
            lambda pk: lambda: tafels.sluit_tafel(bijeenkomst_id=pk, gehouden=False, door=als(regisseur(w.cast)))
        )(tafel(w.cast).pk)
    ],
    "casussen.services.overleg.plan_overleg": [
        lambda w: _casus(w, overleg.plan_overleg, versie=1, overleg=_overleg(w))
    ],
    "casussen.services.overleg.leg_overleg_vast": [_leg_overleg_vast],
    "casussen.services.overleg.laat_vervallen": [
        lambda w: _casus(w, overleg.laat_vervallen, bijeenkomst_id=_gepland(w).pk)
    ],
    "casussen.services.leren.schrijf": [lambda w: lambda: leren.schrijf(tekst=LEERTEKST, door=als(w.cast.anna))],
    "casussen.services.leren.wijzig": [
        lambda w: (lambda pk: lambda: leren.wijzig(leercasus_id=pk, versie=1, tekst=LEERTEKST, door=als(w.cast.anna)))(
            _leercasus(w)
        )
    ],
    "casussen.services.leren.zet": [
        lambda w: (lambda pk: lambda: leren.zet(leercasus_id=pk, naar=Leercasusstatus.GEDEELD, door=als(w.cast.anna)))(
            _leercasus(w)
        )
    ],
    "casussen.services.openen.open_direct": [
        lambda w: (lambda a: lambda: openen.open_direct(aanmelding=a, door=als(w.cast.zoe)))(_aanmelding())
    ],
    "casussen.services.behandelen.zet_kenmerken": [
        lambda w: _casus(w, casuswerk.zet_kenmerken, versie=1, vormen=["CRIM"], jeugd=Antwoord.JA, jonge_aanwas=True)
    ],
    "casussen.services.personen.leg_betrokkene_vast": [
        lambda w: _casus(w, casuspersonen.leg_betrokkene_vast, versie=1, persoon=SLACHTOFFER)
    ],
    "casussen.services.personen.werk_betrokkene_bij": [
        lambda w: _casus(
            w,
            casuspersonen.werk_betrokkene_bij,
            versie=1,
            nummer=1,
            wijziging=Wijziging(replace(SLACHTOFFER, ook_deel="dader")),
        )
    ],
    "casussen.services.personen.leg_locatie_vast": [
        lambda w: _casus(w, casuspersonen.leg_locatie_vast, versie=1, plaats=PLEK)
    ],
    "casussen.services.personen.werk_locatie_bij": [_plaats_bij],
    "signalen.volgen.volg": [_volg],
    "signalen.volgen.schrijf_als_melder": [_bericht_met_code],
    "signalen.services.adviesvraag.tel_adviesvraag": [
        lambda w: lambda: adviesvraag.tel_adviesvraag(organisatie_id=w.cast.gemeente.pk)
    ],
    "signalen.services.behandelen.neem_in_beoordeling": [
        lambda w: _met_nummer(w.nieuw.pk, behandelen.neem_in_beoordeling, "signaal_id", w, "anna")
    ],
    "signalen.services.behandelen.wijs_toe": [_toewijzen],
    "signalen.services.behandelen.vul_aan": [_vul_aan],
    "signalen.services.behandelen.leg_risicofactoren_vast": [
        lambda w: _met_nummer(
            in_beoordeling(w.cast).pk,
            behandelen.leg_risicofactoren_vast,
            "signaal_id",
            w,
            "anna",
            factoren=[risicofactoren()[0].code],
            toelichting="",
        )
    ],
    "signalen.services.behandelen.scherm_af": [
        lambda w: _met_nummer(
            in_beoordeling(w.cast).pk, behandelen.scherm_af, "signaal_id", w, "vera", afgeschermd=True
        )
    ],
    "signalen.services.behandelen.stel_vraag": [
        lambda w: _met_nummer(
            in_beoordeling(w.cast).pk,
            behandelen.stel_vraag,
            "signaal_id",
            w,
            "anna",
            tekst="Hoe laat?",
            wacht_op_antwoord=True,
        )
    ],
    "signalen.services.behandelen.trek_in": [_trek_signaal_in],
    "signalen.services.beoordelen.beoordeel": [_beoordeel, _sluit_overgenomen],
    "signalen.services.beoordelen.sluit": [_sluit],
    "signalen.services.doorgeleiden.bekijk_pakketten": [lambda w: _leid_door(w, echt=False)],
    "signalen.services.doorgeleiden.leid_door": [lambda w: _leid_door(w, echt=True)],
    "signalen.services.doorgeleiden.leg_verzending_vast": [_verzend],
    "signalen.services.doorgeleiden.wijs_af": [
        lambda w: _laatste_pakket(w, doorgeleiden.wijs_af, reden=REDEN, door=als(w.cast.piet))
    ],
    "signalen.services.doorgeleiden.trek_in": [
        lambda w: _laatste_pakket(w, doorgeleiden.trek_in, door=als(w.cast.anna))
    ],
    "signalen.services.doorgeleiden.meld_voortgang": [
        lambda w: _met_nummer(
            _aangenomen(w), doorgeleiden.meld_voortgang, "verstrekking_id", w, "anna", tekst="Het gaat goed."
        )
    ],
    "signalen.services.doorgeleiden.rond_af": [
        lambda w: _met_nummer(_aangenomen(w), doorgeleiden.rond_af, "verstrekking_id", w, "anna", tekst="Klaar.")
    ],
    "signalen.services.doorgeleiden.open_als_ontvanger": [
        lambda w: _met_nummer(_pakket(w, "zvh"), doorgeleiden.open_als_ontvanger, "verstrekking_id", w, "piet")
    ],
    "signalen.services.naderhand.trek_toestemming_in": [_trek_toestemming_in],
    "signalen.services.naderhand.leg_weigering_uit": [_leg_weigering_uit],
    "signalen.services.eigen.schrijf": [_eigen_bericht],
    "signalen.services.melden.meld_zonder_account": [_meld_publiek],
    "signalen.services.melden.meld": [_meld_zelf],
    "signalen.services.melden.voer_in": [_voer_in],
    "signalen.services.melden.stuur_in": [_stuur_in],
    "signalen.services.nieuws.lees_nieuws": [_lees_nieuws],
    "signalen.services.noodtoegang.open_in_nood": [_open_in_nood],
    "signalen.services.terugkoppelen.koppel_terug": [_koppel_terug],
}

HANDELINGEN |= ZORG


for _naam, _bouwers in DELEN.items():
    HANDELINGEN[_naam] = [*HANDELINGEN.get(_naam, []), *_bouwers]


def _met_nummer(nummer: Any, doe: Callable[..., Any], naam: str, w: Wereld, wie: str, **anders: Any) -> Doe:
    """Return an act on one thing by somebody."""
    return lambda: doe(**{naam: nummer}, **anders, door=als(getattr(w.cast, wie)))


# Public functions of the same modules that are no act of their own. Each is held against its code: it does not write,
# or it writes inside the transaction of the act that calls it.
BINNEN = frozenset(
    {
        *BINNEN_COMENSHA,
        "dossiers.services.open_dossier",
        "dossiers.services.indexeer",
        "dossiers.services.leg_inhoud_vast",
        "dossiers.services.voeg_lid_toe",
        "dossiers.services.neem_lid_weg",
        "dossiers.noodtoegang.breek_open",
        "dossiers.verstrekken.zet_klaar",
        "dossiers.verstrekken.noteer_klaargezet",
        "dossiers.verstrekken.noteer_stap",
        "dossiers.verstrekken.leg_verzending_vast",
        "dossiers.verstrekken.ontvang",
        "dossiers.verstrekken.accepteer",
        "dossiers.verstrekken.wijs_af",
        "dossiers.verstrekken.trek_in",
        "dossiers.verstrekken.meld_voortgang",
        "dossiers.verstrekken.rond_af",
        "dossiers.naderhand.trek_toestemming_in",
        "dossiers.naderhand.leg_weigering_uit",
        "casussen.services.aannemen.open_casus",
        "casussen.services.opschalen.laat_vervallen",
        "zorg.services.plaatsen.boek_nachten",
        "signalen.services.overnemen.neem_over",
        "signalen.services.overnemen.vertel_afzenders",
        "signalen.services.overnemen.vertel_bij_sluiten",
        "signalen.services.behandelen.schrijf_bericht",
        "signalen.services.behandelen.antwoord",
        "signalen.services.behandelen.merk_nieuws",
        "signalen.services.doorgeleiden.haal_terug_als_niets_loopt",
        "signalen.services.nieuws.merk_antwoord",
        "signalen.volgen.stand_van",
        *ZORG_BINNEN,
        *BINNEN_DELEN,
    }
)
# A miss is counted in one transaction, and the refusal is a line in the next: a refusal is never lost with its cause.
TWEE_KEER = frozenset({"dossiers.noodtoegang.tel_misser", "signalen.volgen.zoek_op_code"})
