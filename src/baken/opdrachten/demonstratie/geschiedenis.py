"""Lives of more than a month ago, written from memory: the same rows and lines as the services, without their reads.

The services read and lock before every act, because someone else may have been first. In the past that is
invented here nobody was; leaving those reads out, and writing the rows together at the end, is what lets the
demonstration load quickly. Every gate stays: the verloop, the gate of the verstrekking on the day itself, the check
of a decision and the rights table are asked all the same.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime
from random import Random

from baken.casussen.models import Casus, Casusbron
from baken.casussen.services.aannemen import stel_casus_op
from baken.casussen.services.behandelen import verzet
from baken.casussen.soorten import Afsluitreden
from baken.casussen.verloop import Casusstatus
from baken.dossiers import pakket, verstrekken
from baken.dossiers.berichten import stel_bericht_op
from baken.dossiers.models import Berichtsoort, Dossierlid, Verstrekking
from baken.dossiers.naderhand import WEIGERING
from baken.dossiers.pakketinhoud import nieuw_in
from baken.dossiers.services import eis, sleutel_van, stel_inhoud_op, zoekwaarden
from baken.dossiers.verloop import VERLOOP, Afloop, Verstrekkingsstatus
from baken.dossiers.verstrekken import Getoetst, Voorstel
from baken.kern import journaal, klok
from baken.keten.models import Afspraak
from baken.keten.rules import Levering, mag_verstrekken
from baken.keten.selectors import als_basis
from baken.opdrachten.demonstratie import verhalen
from baken.opdrachten.demonstratie.boek import Boek
from baken.opdrachten.demonstratie.spel import CONTACT, Levensloop
from baken.opdrachten.demonstratie.spelers import Spelers
from baken.organisaties.besluit import Band, Onderwerp, Wie
from baken.signalen.beoordelingsgegevens import verzamel
from baken.signalen.inhoud import open_risico
from baken.signalen.models import Beoordeling, Doorgeleiding, Doorgeleidingsdeel, Signaal, Terugkoppeling
from baken.signalen.ontvangerstanden import standen, zaak_van
from baken.signalen.rules.advies import LAAG, Advies, Uitkomst
from baken.signalen.rules.afsluiten import mag_sluiten
from baken.signalen.rules.besluit import mag_besluiten
from baken.signalen.rules.leiding import beoordeel
from baken.signalen.rules.terugkoppeling import Bericht, waarom_niet
from baken.signalen.services import behandelen, doorgeleiden
from baken.signalen.soorten import Antwoord
from baken.signalen.verloop import Status

GEEN_ANDER = "Een andere ontvanger helpt al; een tweede is hier niet nodig (verzonnen)."
OUD = 30  # days: older lives are written from memory, younger ones run through the services
LANG = 75  # days after which hardly anything is left lying


class Verleden(Levensloop):
    """The life of one invented signaal of long ago."""

    def __init__(
        self, spelers: Spelers, kies: Random, moment: datetime, dagen: int, boek: Boek
    ) -> None:  # as its base, and the book
        super().__init__(spelers, kies, moment, dagen)
        self.boek = boek
        if dagen > LANG:
            self.ligt_stil, self.wacht = 0.01, 0.02
        self.anderen: dict[str, list[int]] = {}
        self.advies: Advies | None = None
        self.gegeven: list[Verstrekking] = []
        self.verteld: list[Terugkoppeling] = []

    def speel(self) -> None:
        """Take the signaal to its end; where it stands then goes in the book."""
        super().speel()
        if self.signaal is not None:
            self.boek.signalen.append(self.signaal)

    def _meld(self) -> Signaal:
        nieuw = self._nieuw()
        signaal = self._stuur(nieuw)
        waarden = [paar for p in nieuw.personen for paar in zoekwaarden(p.identiteit, p.contact)]
        self.anderen = self.boek.onthoud(signaal, [*waarden, *(("adres", plek.adres) for plek in nieuw.locaties)])
        return signaal

    def _advies(self, signaal: Signaal) -> Advies:
        self.advies = beoordeel(verzamel(signaal, open_risico(signaal).factoren, anderen=self.anderen))
        return self.advies

    def _noteer(self, door: Wie, handeling: str, signaal: Signaal, **inhoud: str | int | bool) -> None:
        journaal.noteer(door.spoor(), handeling, signaal.dossier_id, inhoud=inhoud)

    def _neem_op(self, signaal: Signaal) -> Signaal:
        af = self._af()
        signaal.zet(Status.IN_BEOORDELING)
        signaal.behandelaar_id = af.medewerker_id
        signaal.bekeken_op = klok.nu()
        self._noteer(af, "signaal.in_beoordeling", signaal)
        if self.vertelling.georganiseerd and self.kies.random() < 0.5:
            signaal.georganiseerd = Antwoord.JA
            signaal.versie += 1
            self._noteer(af, "signaal.aangevuld", signaal)
        if self.kies.random() < 0.25:
            gesloten = {"factoren": ["schulden"], "toelichting": ""}
            rij = signaal.dossier_id
            signaal.risico = sleutel_van(signaal.dossier).versleutel_json(
                gesloten, label="risico", rij=rij, dossier=rij
            )
            signaal.versie += 1
            self._noteer(af, "signaal.risicofactoren", signaal)
        self.signaal = signaal
        return signaal

    def _wacht(self, signaal: Signaal) -> None:
        af = self._af()
        behandelen.schrijf_bericht(signaal, verhalen.VRAAG, van_melder=False, door_id=af.medewerker_id)
        signaal.zet(Status.WACHT_OP_MELDER)
        self._noteer(af, "signaal.vraag_gesteld", signaal)

    def _besluit(self, signaal: Signaal, advies: Advies, gekozen: list[Uitkomst], reden: str) -> None:
        controle = mag_besluiten(advies, gekozen, reden)
        if not controle.toegestaan:
            raise ValueError(controle.reden)
        af, rij = self._af(), uuid.uuid4()
        sleutel = sleutel_van(signaal.dossier)
        self.beoordeling = Beoordeling(
            id=rij,
            signaal=signaal,
            op=klok.nu(),
            door_id=af.medewerker_id,
            uitkomsten=[str(u) for u in gekozen],
            advies={
                "uitkomsten": [str(u) for u in advies.uitkomsten],
                "gronden": [g.code for g in advies.gronden],
                "kan_niet_laag": advies.kan_niet_laag,
            },
            afwijking=controle.afwijking.wijkt_af,
            reden=sleutel.versleutel(reden.encode(), label="reden", rij=rij, dossier=signaal.dossier_id)
            if reden
            else None,
        )
        self.boek.beoordelingen.append(self.beoordeling)
        signaal.beoordeeld_op = klok.nu()
        if set(gekozen) <= LAAG:
            signaal.zet(Status.GESLOTEN)
        else:
            signaal.versie += 1
        codes = ",".join(map(str, gekozen))
        self._noteer(af, "signaal.beoordeeld", signaal, uitkomsten=codes, afwijking=controle.afwijking.wijkt_af)

    def _verstrek(self, signaal: Signaal, voorstellen: list[Voorstel]) -> list[Verstrekking]:
        af = self._af()
        getoetst = [self._toets(signaal, v) for v in voorstellen]
        open_ = [g for g in getoetst if g is not None]
        if self.beoordeling is None or len(open_) < len(voorstellen):
            return []  # as in the services: a decision first, and all or nothing
        doorgeleiding = Doorgeleiding(
            signaal=signaal, beoordeling=self.beoordeling, op=klok.nu(), door_id=af.medewerker_id
        )
        self.boek.doorgeleidingen.append(doorgeleiding)
        gemaakt = [verstrekken.stel_op(signaal.dossier, g, door=af) for g in open_]
        for verstrekking in gemaakt:
            verstrekken.noteer_klaargezet(verstrekking, door=af)
            self.boek.delen.append(Doorgeleidingsdeel(doorgeleiding=doorgeleiding, verstrekking=verstrekking))
        self.boek.verstrekkingen += gemaakt
        self.gegeven += gemaakt
        signaal.zet(Status.DOORGELEID)
        self._noteer(af, "signaal.doorgeleid", signaal, aantal=len(gemaakt))
        return gemaakt

    def _poort(self, voorstel: Voorstel) -> tuple[bool, Afspraak | None]:
        """Ask the gate of that day from memory: whether it is open, and the afspraak it rests on."""
        ontvanger = self.spelers.organisaties[voorstel.ontvanger_id]
        grondslag = self.spelers.grondslag_op_id[voorstel.grondslag_id]
        afspraak: Afspraak | None = None
        overeenkomst = None
        if grondslag.vraagt_afspraak:
            afspraak, overeenkomst = self.spelers.afspraak(
                grondslag.vraagt_afspraak, self.gemeente.pk, voorstel.ontvanger_id
            )
        levering = Levering(
            afzender_id=self.gemeente.pk,
            ontvanger_id=ontvanger.pk,
            ontvanger_soort=ontvanger.soort,
            ontvanger_bestaat=True,
            veldgroepen=voorstel.veldgroepen,
            op=klok.vandaag(),
            toestemming_vastgelegd=bool(voorstel.toestemming),
            noodreden=voorstel.noodreden,
        )
        return mag_verstrekken(levering, als_basis(grondslag), overeenkomst).open, afspraak

    def _toets(self, signaal: Signaal, voorstel: Voorstel) -> Getoetst | None:
        is_open, afspraak = self._poort(voorstel)
        if not is_open:
            return None
        regels = pakket.stel_samen(doorgeleiden.regels(signaal, voorstel), voorstel.veldgroepen)
        ontvanger = self.spelers.organisaties[voorstel.ontvanger_id]
        return Getoetst(
            replace(voorstel, verwachte_hash=pakket.vingerafdruk(regels)),
            ontvanger,
            self.spelers.grondslag_op_id[voorstel.grondslag_id],
            afspraak.pk if afspraak else None,
            not ontvanger.werkt_in_baken,
            tuple(regels),
        )

    def _stap(self, v: Verstrekking, naar: Verstrekkingsstatus, recht: str, door: Wie, **inhoud: str) -> None:
        """Move a verstrekking after asking the right and the verloop, and write the line."""
        banden = frozenset({Band.AFZENDER if door.organisatie_id == v.afzender_id else Band.ONTVANGER})
        eis(door, f"verstrekkingen.{recht}", Onderwerp(soort="verstrekking", status=v.status, banden=banden))
        VERLOOP.eis(Verstrekkingsstatus(v.status), naar)
        v.status = naar
        verstrekken.noteer_stap(door, f"verstrekking.{naar}", v, **inhoud)

    def _schrijf_bericht(self, v: Verstrekking, soort: Berichtsoort, tekst: str, door: Wie, code: str = "") -> None:
        self.boek.berichten.append(stel_bericht_op(v, soort, tekst, door=door, code=code))

    def _rond_af(self, v: Verstrekking, recht: str, tekst: str, door: Wie, code: str = "") -> None:
        self._schrijf_bericht(v, Berichtsoort.AFLOOP, tekst, door, code)
        v.afgerond_op = klok.nu()
        self._stap(v, Verstrekkingsstatus.AFGEROND, recht, door)

    def _leg_weigering_uit(self, verstrekking: Verstrekking) -> None:
        af, banden = self._af(), frozenset({Band.AFZENDER})
        onderwerp = Onderwerp(soort="verstrekking", status=verstrekking.status, banden=banden)
        eis(af, "verstrekkingen.weigering_uitleggen", onderwerp)
        verstrekken.vul_verantwoording_aan(verstrekking, **{WEIGERING: GEEN_ANDER})
        verstrekken.noteer_stap(af, "verstrekking.weigering_uitgelegd", verstrekking)

    def _binnen(self, verstrekking: Verstrekking) -> None:
        door = self._als(self.spelers.ontvangers[verstrekking.ontvanger_id])
        verstrekking.ontvangen_op = klok.nu()
        self._stap(verstrekking, Verstrekkingsstatus.ONTVANGEN, "beantwoorden", door)
        verstrekking.besloten_op = klok.nu()
        if not verstrekking.procesregie and self.kies.random() < 0.15:
            self._schrijf_bericht(verstrekking, Berichtsoort.AFWIJZING, "Dit hoort niet bij ons aanbod.", door)
            self._stap(verstrekking, Verstrekkingsstatus.AFGEWEZEN, "beantwoorden", door)
            self._leg_weigering_uit(verstrekking)
            return
        self._stap(verstrekking, Verstrekkingsstatus.GEACCEPTEERD, "beantwoorden", door)
        casus = self._open_casus(verstrekking, door)
        if self.over <= LANG and self.kies.random() < 0.3:
            self._schrijf_bericht(verstrekking, Berichtsoort.VOORTGANG, "", door, Afloop.ZORG_GESTART)
            verstrekken.noteer_stap(door, "verstrekking.voortgang", verstrekking)
            journaal.noteer(door.spoor(), "casus.afloop", casus.dossier_id, inhoud={"afloop": Afloop.ZORG_GESTART})
        if self.over > self.klaar_na:
            self._sluit_casus(casus, verstrekking, door)

    def _open_casus(self, verstrekking: Verstrekking, door: Wie) -> Casus:
        """Open the casus of an accepted packet with what was in it."""
        casus = stel_casus_op(verstrekking, door=door)
        self.boek.casussen.append(casus)
        self.boek.bronnen.append(Casusbron(casus=casus, verstrekking=verstrekking, op=klok.nu()))
        lid = Dossierlid(dossier=casus.dossier, medewerker_id=door.medewerker_id, geldig_van=klok.vandaag())
        self.boek.leden.append(lid)
        sleutel = sleutel_van(casus.dossier)
        personen, plaatsen = nieuw_in(verstrekken.open_pakket(verstrekking))
        betrokkenen, locaties, indexen = stel_inhoud_op(casus.dossier, sleutel, personen, plaatsen)
        self.boek.personen += betrokkenen
        self.boek.plaatsen += locaties
        self.boek.indexen += indexen
        inhoud = {"verstrekking": str(verstrekking.pk)}
        journaal.noteer(door.spoor(), "casus.geopend", casus.dossier_id, inhoud=inhoud)
        return casus

    def _sluit_casus(self, casus: Casus, verstrekking: Verstrekking, door: Wie) -> None:
        self._rond_af(verstrekking, "berichten", "", door, Afloop.AFGESLOTEN)
        verzet(casus, Casusstatus.AFGESLOTEN, "", door=door)
        casus.afgesloten_op, casus.afsluitreden = klok.nu(), Afsluitreden.KLAAR
        journaal.noteer(door.spoor(), "casus.afgesloten", casus.dossier_id, inhoud={"reden": Afsluitreden.KLAAR})

    def _buiten(self, verstrekking: Verstrekking) -> None:
        af = self._af()
        kenmerk = f"V-{self.kies.randint(1000, 9999)}"
        hoe = self.kies.choice(["telefoon", "beveiligde_mail"])
        if not self._poort(verstrekken.voorstel_van(verstrekking))[0]:
            self._stap(verstrekking, Verstrekkingsstatus.INGETROKKEN, "intrekken", af)
            return  # the basis ended since the packet was made
        verstrekken.vul_verantwoording_aan(verstrekking, aan_wie=CONTACT, kenmerk=kenmerk)
        verstrekking.hoe, verstrekking.verzonden_op = hoe, klok.nu()
        self._stap(verstrekking, Verstrekkingsstatus.VERZONDEN, "verzenden", af, hoe=hoe)
        verstrekking.besloten_op = klok.nu()
        self._stap(verstrekking, Verstrekkingsstatus.GEACCEPTEERD, "antwoord_invoeren", af)
        if self.over > self.klaar_na:
            self._rond_af(verstrekking, "antwoord_invoeren", "Telefonisch gehoord: afgerond.", af)

    def _vertel(self, signaal: Signaal, bericht: Bericht) -> None:
        af = self._af()
        besluiten = [self.beoordeling] if self.beoordeling else []
        zaak = zaak_van(signaal, beoordelingen=besluiten, verstrekkingen=self.gegeven, terugkoppelingen=self.verteld)
        if waarom_niet(zaak, bericht):
            return
        terugkoppeling = Terugkoppeling(
            signaal=signaal,
            tekst=str(bericht),
            op=klok.nu(),
            op_tijd=klok.vandaag() <= signaal.terugkoppelen_voor,
            door_id=af.medewerker_id,
        )
        self.boek.terugkoppelingen.append(terugkoppeling)
        self.verteld.append(terugkoppeling)
        signaal.teruggekoppeld_op = klok.nu()
        self._noteer(af, "signaal.teruggekoppeld", signaal, tekst=str(bericht))

    def _sluit(self, signaal: Signaal) -> None:
        if signaal.status != Status.DOORGELEID or self.advies is None:
            return
        controle = mag_sluiten(standen(self.gegeven), kan_niet_laag=self.advies.kan_niet_laag, reden="")
        if not controle.toegestaan:
            return  # something is still open: it stays with the receivers
        signaal.zet(Status.GESLOTEN)
        self._noteer(self._af(), "signaal.gesloten", signaal)
