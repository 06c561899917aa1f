"""The life of one invented signaal, played through the real services with the clock set back."""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from django.db.models import prefetch_related_objects

from baken.casussen.models import Casus
from baken.casussen.services.aannemen import accepteer, voer_acceptatie_in
from baken.dossiers.fouten import VerstrekkingGeweigerdError
from baken.dossiers.models import Verstrekking
from baken.dossiers.pakket import stel_samen, vingerafdruk
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie
from baken.dossiers.verstrekken import Voorstel
from baken.kern import klok
from baken.kern.fouten import BakenError, OngeldigeInvoerError
from baken.kern.ontvangstcode import nieuwe_code
from baken.opdrachten.demonstratie import verhalen
from baken.opdrachten.demonstratie.spelers import Spelers
from baken.opdrachten.demonstratie.zaken import speel_casus
from baken.organisaties.besluit import Wie
from baken.signalen.gegevens import Contact, NieuwSignaal
from baken.signalen.models import Beoordeling, Signaal
from baken.signalen.rules.advies import ALLEENSTAAND, LAAG, Advies, Uitkomst
from baken.signalen.rules.doorgeleiding import Route, routes, verhaal_gaat_mee
from baken.signalen.rules.terugkoppeling import Bericht, bericht_voor
from baken.signalen.services import behandelen, beoordelen, doorgeleiden, melden, terugkoppelen
from baken.signalen.soorten import Antwoord, Kanaal
from baken.signalen.verloop import Status

TOESTEMMING = "Mondeling gegeven in een gesprek met de betrokkene; vastgelegd in het dossier (verzonnen)."
_ZELDEN_JA = (Antwoord.JA, *[Antwoord.NEE] * 5, *[Antwoord.ONBEKEND] * 6)
CONTACT = "Vast contactpersoon (verzonnen)"
NOODREDEN = "Er was direct gevaar voor de veiligheid van de persoon (verzonnen)."


class Levensloop:
    """The life of one invented signaal."""

    ligt_stil, wacht = 0.06, 0.08  # shares that are still being assessed, or wait for the reporter
    klaar_na = 60  # days after which a receiver has told how it ended

    def __init__(self, spelers: Spelers, kies: Random, moment: datetime, dagen: int) -> None:
        self.spelers, self.kies, self.moment, self.over = spelers, kies, moment, dagen
        self.signaal: Signaal | None = None
        self.beoordeling: Beoordeling | None = None
        weging = [12, *([1] * (len(spelers.gemeenten) - 1))]
        self.gemeente = kies.choices(spelers.gemeenten, weging)[0]
        self.vertelling = kies.choice(verhalen.VERTELLINGEN)
        self.bron = kies.choice(verhalen.BRONNEN)

    def speel(self) -> None:
        """Take the signaal as far as its age allows."""
        with klok.zet_stil(self.moment):
            signaal = self._meld()
        if self.over < 2 and self.kies.random() < 0.7:
            return
        if not self._verder(self.kies.randint(0, 2)):
            return
        with klok.zet_stil(self.moment):
            signaal = self._neem_op(signaal)
        if self.kies.random() < self.ligt_stil or not self._verder(self.kies.randint(0, 6)):
            return
        with klok.zet_stil(self.moment):
            if self.kies.random() < self.wacht:
                self._wacht(signaal)
                return
            # One read serves the advice and the packets; the order of events keeps it true.
            prefetch_related_objects([signaal], "vormen", "indicatoren", "dossier__betrokkenen", "dossier__locaties")
            uitkomsten = self._beoordeel(signaal)
        self._na_besluit(signaal, uitkomsten)

    def _verder(self, dagen: int) -> bool:
        """Move the clock; False when that would be the future."""
        nieuw = self.moment + timedelta(days=dagen, minutes=self.kies.randint(5, 90))
        if nieuw >= klok.nu():
            return False
        self.over -= dagen
        self.moment = nieuw
        return True

    def _als(self, speler: Wie) -> Wie:
        return replace(speler, vandaag=klok.vandaag())

    def _af(self) -> Wie:
        return self._als(self.kies.choice(self.spelers.afs[self.gemeente.pk]))

    def _meld(self) -> Signaal:
        return self._stuur(self._nieuw())

    def _stuur(self, nieuw: NieuwSignaal) -> Signaal:
        match nieuw.kanaal:
            case Kanaal.TELEFOON | Kanaal.MAIL:
                return melden.voer_in(nieuw, door=self._af())
            case Kanaal.MEDEWERKER:
                melder = self.spelers.melders.get(self.gemeente.pk) or self._af()
                return melden.meld(nieuw, door=self._als(melder))
            case Kanaal.PARTNER:
                return melden.stuur_in(nieuw, naar_id=self.gemeente.pk, door=self._als(self.spelers.partner))
        return melden.meld_zonder_account(nieuw, organisatie=self.gemeente)

    def _nieuw(self) -> NieuwSignaal:
        kies, v = self.kies, self.vertelling
        kanaal = Kanaal(self.bron.kanaal)
        ja = Antwoord.JA
        anoniem = kanaal in {Kanaal.PUBLIEK_MEDEWERKER, Kanaal.PUBLIEK_PROFESSIONAL} and kies.random() < 0.3
        plaats = NieuweLocatie(self.gemeente.gemeente_code, f"{kies.choice(verhalen.STRATEN)} {kies.randint(1, 180)}")
        partner = kanaal == Kanaal.PARTNER
        return NieuwSignaal(
            inzending_id=uuid.uuid4(),
            kanaal=kanaal,
            waarneming=verhalen.tekst(v, self.bron, kies),
            vormen=v.vormen,
            indicatoren=tuple(kies.sample(v.indicatoren, kies.randint(1, len(v.indicatoren)))),
            sector=v.sector,
            subsector=v.subsector,
            gemeente_code=self.gemeente.gemeente_code,
            acuut=ja if kies.random() < 0.03 else kies.choice([Antwoord.NEE, Antwoord.NEE, Antwoord.ONBEKEND]),
            vrijheid_afgenomen=kies.choice(_ZELDEN_JA),
            documenten_afgenomen=kies.choice(_ZELDEN_JA),
            meldcodesector=self.bron.meldcodesector,
            gezien_op=klok.vandaag() - timedelta(days=kies.randint(0, 10)),
            personen=self._personen(),
            locaties=(plaats,),
            contact=Contact() if anoniem else Contact(naam=self._naam(), functie="medewerker (verzonnen)"),
            anoniem=anoniem,
            terugkoppeling_gewenst=kies.random() < 0.9,
            code=nieuwe_code(),
            ontvangen_op=klok.nu() if kanaal in {Kanaal.TELEFOON, Kanaal.MAIL} else None,
            bron="Collega of verhuurder (verzonnen); eigen waarneming van onze medewerker",
            partner_id=self.spelers.partner.organisatie_id if partner else None,
            partner_grondslag_id=self.spelers.grondslagen["taak-gemeente"].pk if partner else None,
        )

    def _naam(self) -> str:
        return f"{self.kies.choice(verhalen.VOORNAMEN)} {self.kies.choice(verhalen.ACHTERNAMEN)}"

    def _personen(self) -> tuple[NieuweBetrokkene, ...]:
        kies, v = self.kies, self.vertelling
        leeftijd = kies.choice(v.leeftijden)
        bekend = kies.random() < 0.5
        slachtoffer = NieuweBetrokkene(
            "slachtoffer",
            leeftijd,
            kies.choice(v.geslachten),
            kies.choice(v.landen),
            identiteit={"naam": self._naam()} if bekend else {},
            contact={"telefoon": f"06000{kies.randint(10000, 99999)}"} if bekend and kies.random() < 0.4 else {},
        )
        if not v.dader or kies.random() < 0.5:
            return (slachtoffer,)
        dader = NieuweBetrokkene("dader", "30-49", "M", "onbekend", strafbaar={"omschrijving": "Man, haalt en brengt"})
        return (slachtoffer, dader)

    def _neem_op(self, signaal: Signaal) -> Signaal:
        """Take the signaal up. Returns it as it stands then."""
        rij = signaal.pk
        signaal = behandelen.neem_in_beoordeling(signaal_id=rij, door=self._af())
        if self.vertelling.georganiseerd and self.kies.random() < 0.5:
            aanvulling = behandelen.Aanvulling(georganiseerd=Antwoord.JA)
            signaal = behandelen.vul_aan(signaal_id=rij, aanvulling=aanvulling, versie=signaal.versie, door=self._af())
        if self.kies.random() < 0.25:
            signaal = behandelen.leg_risicofactoren_vast(
                signaal_id=rij, factoren=["schulden"], toelichting="", door=self._af()
            )
        return signaal

    def _wacht(self, signaal: Signaal) -> None:
        behandelen.stel_vraag(
            signaal_id=signaal.pk,
            tekst=verhalen.VRAAG,
            wacht_op_antwoord=True,
            door=self._af(),
        )

    def _beoordeel(self, signaal: Signaal) -> list[Uitkomst]:
        advies = self._advies(signaal)
        gekozen, reden = list(advies.uitkomsten), ""
        if not advies.kan_niet_laag and self.kies.random() < 0.6:
            gekozen, reden = [Uitkomst.GEEN_MENSENHANDEL], "Na navraag blijkt het om een gewone huurkwestie te gaan."
        self._besluit(signaal, advies, gekozen, reden)
        return gekozen

    def _advies(self, signaal: Signaal) -> Advies:
        return beoordelen.advies_voor(signaal)

    def _besluit(self, signaal: Signaal, advies: Advies, gekozen: list[Uitkomst], reden: str) -> None:
        beoordeling = beoordelen.beoordeel(
            signaal_id=signaal.pk, uitkomsten=gekozen, reden=reden, versie=signaal.versie, door=self._af()
        )
        signaal.versie = beoordeling.signaal.versie

    def _na_besluit(self, signaal: Signaal, uitkomsten: list[Uitkomst]) -> None:
        if not set(uitkomsten) & ALLEENSTAAND:
            if not self._verder(self.kies.randint(0, 2)):
                return
            with klok.zet_stil(self.moment):
                gemaakt = self._leid_door(signaal, uitkomsten)
            for verstrekking in gemaakt:
                self._antwoord(verstrekking)
        self._koppel_terug(signaal, uitkomsten)
        if self.over <= 120 or not self._verder(60):
            return
        with klok.zet_stil(self.moment):
            self._sluit(signaal)

    def _sluit(self, signaal: Signaal) -> None:
        signaal.refresh_from_db(fields=["status", "versie"])
        if signaal.status == Status.DOORGELEID:
            af = self._af()
            with suppress(OngeldigeInvoerError):  # something is still open: it stays with the receivers
                beoordelen.sluit(signaal_id=signaal.pk, versie=signaal.versie, door=af)

    def _leid_door(self, signaal: Signaal, uitkomsten: list[Uitkomst]) -> list[Verstrekking]:
        acuut = signaal.acuut == Antwoord.JA
        gewenst = routes(uitkomsten, slachtoffer_in_beeld=True, acuut_gevaar=acuut)
        voorstellen = [v for r in gewenst if (v := self._voorstel(r)) is not None]
        if not voorstellen:
            return []
        if not any(v.procesregie for v in voorstellen):
            voorstellen[0] = replace(voorstellen[0], procesregie=True)
        return self._verstrek(signaal, voorstellen)

    def _verstrek(self, signaal: Signaal, voorstellen: list[Voorstel]) -> list[Verstrekking]:
        af = self._af()
        gezien = [replace(v, verwachte_hash=_afdruk(signaal, v)) for v in voorstellen]
        try:
            doorgeleiding = doorgeleiden.leid_door(
                signaal_id=signaal.pk, voorstellen=gezien, versie=signaal.versie, door=af
            )
        except BakenError:
            return []  # no open gate that day: the signaal stays with the gemeente, as it would in life
        return [d.verstrekking for d in doorgeleiding.delen.select_related("verstrekking__ontvanger")]

    def _voorstel(self, route: Route) -> Voorstel | None:
        ontvanger = self.spelers.partner_van(self.gemeente.pk, str(route.ontvanger))
        if ontvanger is None:
            return None
        kandidaten = self.spelers.grondslagen_voor(ontvanger.soort)
        soorten = (str(route.grondslagsoort), "taak")
        grondslag = next((g for soort in soorten for g in kandidaten if g.soort == soort), None)
        if grondslag is None:
            return None
        return Voorstel(
            ontvanger_id=ontvanger.pk,
            grondslag_id=grondslag.pk,
            veldgroepen=frozenset(map(str, route.veldgroepen)) & frozenset(grondslag.veldgroepen),
            doel=route.doel,
            over_wie=frozenset(map(str, route.over_wie)),
            procesregie=route.procesregie,
            toestemming=TOESTEMMING if grondslag.soort == "toestemming" else "",
            noodreden=NOODREDEN if grondslag.soort in {"nood", "plicht"} else "",
            toelichting=verhalen.TOELICHTING,
            verhaal=verhaal_gaat_mee(str(route.ontvanger)) and "strafbaar" in grondslag.veldgroepen,
            verhaal_gelezen=True,
        )

    def _antwoord(self, verstrekking: Verstrekking) -> None:
        if not self._verder(self.kies.randint(0, 3)):
            return
        with klok.zet_stil(self.moment):
            if verstrekking.buiten_baken:
                self._buiten(verstrekking)
            else:
                self._binnen(verstrekking)

    def _binnen(self, verstrekking: Verstrekking) -> None:
        door, rij = self._als(self.spelers.ontvangers[verstrekking.ontvanger_id]), verstrekking.pk
        try:
            doorgeleiden.open_als_ontvanger(verstrekking_id=rij, door=door)
        except VerstrekkingGeweigerdError:  # the basis ended since it was sent
            doorgeleiden.wijs_af(verstrekking_id=rij, reden="Wij kunnen dit niet meer openen.", door=door)
            return
        if self.over < 4:
            return
        if self.kies.random() < 0.1:
            doorgeleiden.wijs_af(verstrekking_id=rij, reden="Dit hoort niet bij ons aanbod.", door=door)
            return
        casus, vertel = accepteer(verstrekking_id=rij, door=door), self.kies.random() < 0.3
        if isinstance(casus, Casus):  # at a gemeente it is a signaal
            speel_casus(casus, door, over=self.over, klaar=self.over > self.klaar_na, vertel=vertel)

    def _buiten(self, verstrekking: Verstrekking) -> None:
        af, rij = self._af(), verstrekking.pk
        hoe, kenmerk = self.kies.choice(["telefoon", "beveiligde_mail"]), f"V-{self.kies.randint(1000, 9999)}"
        try:
            doorgeleiden.leg_verzending_vast(
                verstrekking_id=rij, hoe=hoe, wanneer=klok.nu(), aan_wie=CONTACT, kenmerk=kenmerk, door=af
            )
        except VerstrekkingGeweigerdError:  # the basis ended since the packet was made
            doorgeleiden.trek_in(verstrekking_id=rij, door=af)
            return
        if self.over > 5:
            voer_acceptatie_in(verstrekking_id=rij, door=af)
        if self.over > self.klaar_na:
            doorgeleiden.rond_af(verstrekking_id=rij, tekst="Telefonisch gehoord: afgerond.", door=af)

    def _koppel_terug(self, signaal: Signaal, uitkomsten: list[Uitkomst]) -> None:
        te_laat = self.kies.random() < 0.15
        if not signaal.terugkoppeling_gewenst or not self._verder(self.kies.randint(16, 25) if te_laat else 1):
            return
        bericht: Bericht = bericht_voor(uitkomsten)
        if set(uitkomsten) <= LAAG or set(uitkomsten) - ALLEENSTAAND or self.kies.random() < 0.8:
            with klok.zet_stil(self.moment):
                self._vertel(signaal, bericht)

    def _vertel(self, signaal: Signaal, bericht: Bericht) -> None:
        af = self._af()
        with suppress(OngeldigeInvoerError):  # nothing to tell yet that is true: no receiver has it
            terugkoppelen.koppel_terug(signaal_id=signaal.pk, bericht=bericht, door=af)


def _afdruk(signaal: Signaal, voorstel: Voorstel) -> str:
    return vingerafdruk(stel_samen(doorgeleiden.regels(signaal, voorstel), voorstel.veldgroepen))
