"""Lives that ended long ago, written from memory: the same rows and lines as the services, without their reads.

The services read and lock before every act, because someone else may have been first. In the past that is
invented here nobody was; leaving those reads out is what lets the demonstration load quickly. Every gate stays:
the verloop, the gate of the verstrekking, the check of a decision and the rights table are asked all the same.
"""

from __future__ import annotations

import uuid
from dataclasses import replace

from baken.casussen.models import Casus
from baken.dossiers import pakket, verstrekken
from baken.dossiers.context import organisatiecontext
from baken.dossiers.models import Dossiersoort, Verstrekking
from baken.dossiers.services import open_dossier, sleutel_van
from baken.dossiers.verstrekken import Getoetst, Voorstel
from baken.kern import journaal, klok
from baken.keten.models import Afspraak
from baken.keten.rules import Levering, mag_verstrekken
from baken.keten.selectors import als_basis
from baken.opdrachten.demonstratie import verhalen
from baken.opdrachten.demonstratie.spel import Levensloop
from baken.organisaties.besluit import Wie
from baken.signalen.models import Beoordeling, Doorgeleiding, Doorgeleidingsdeel, Signaal, Terugkoppeling
from baken.signalen.rules.advies import LAAG, Advies, Uitkomst
from baken.signalen.rules.besluit import mag_besluiten
from baken.signalen.rules.terugkoppeling import Bericht
from baken.signalen.services import behandelen, doorgeleiden
from baken.signalen.soorten import Antwoord
from baken.signalen.verloop import Status

OUD = 75  # days: older lives have ended, younger ones run through the services
_VELDEN = (
    *("status", "versie", "behandelaar", "bekeken_op", "beoordeeld_op", "teruggekoppeld_op"),
    *("georganiseerd", "risico"),
)


class Verleden(Levensloop):
    """The life of one invented signaal of long ago."""

    ligt_stil, wacht = 0.01, 0.02  # what is left lying for months is rare

    def speel(self) -> None:
        """Take the signaal to its end and save it once."""
        super().speel()
        if self.signaal is not None:
            self.signaal.save(update_fields=_VELDEN)

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
        self.beoordeling = Beoordeling.objects.create(
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
        doorgeleiding = Doorgeleiding.objects.create(
            signaal=signaal, beoordeling=self.beoordeling, op=klok.nu(), door_id=af.medewerker_id
        )
        with organisatiecontext(af.organisatie_id, af.medewerker_id):
            gemaakt = [verstrekken.zet_klaar(signaal.dossier, g, door=af) for g in open_]
        Doorgeleidingsdeel.objects.bulk_create(
            Doorgeleidingsdeel(doorgeleiding=doorgeleiding, verstrekking=v) for v in gemaakt
        )
        signaal.zet(Status.DOORGELEID)
        self._noteer(af, "signaal.doorgeleid", signaal, aantal=len(gemaakt))
        return gemaakt

    def _toets(self, signaal: Signaal, voorstel: Voorstel) -> Getoetst | None:
        """Ask the gate of that day from memory."""
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
        if not mag_verstrekken(levering, als_basis(grondslag), overeenkomst).open:
            return None
        regels = pakket.stel_samen(doorgeleiden.regels(signaal, voorstel.over_wie), voorstel.veldgroepen)
        gezien = replace(voorstel, verwachte_hash=pakket.vingerafdruk(regels))
        return Getoetst(gezien, ontvanger, grondslag, afspraak.pk if afspraak else None, tuple(regels))

    def _binnen(self, verstrekking: Verstrekking) -> None:
        door = self._als(self.spelers.ontvangers[verstrekking.ontvanger_id])
        verstrekken.ontvang(verstrekking, door=door)
        if not verstrekking.procesregie and self.kies.random() < 0.15:
            verstrekken.wijs_af(verstrekking, reden="Dit hoort niet bij ons aanbod.", door=door)
            return
        verstrekken.accepteer(verstrekking, door=door)
        dossier, _ = open_dossier(Dossiersoort.CASUS, verstrekking.ontvanger_id)
        Casus.objects.create(
            dossier=dossier,
            organisatie_id=verstrekking.ontvanger_id,
            verstrekking=verstrekking,
            procesregisseur_id=door.medewerker_id if verstrekking.procesregie else None,
            geopend_op=klok.nu(),
        )
        inhoud = {"verstrekking": str(verstrekking.pk)}
        journaal.noteer(door.spoor(), "casus.geopend", dossier.pk, inhoud=inhoud)
        verstrekken.rond_af(verstrekking, tekst="Het traject is goed afgerond.", door=door)

    def _buiten(self, verstrekking: Verstrekking) -> None:
        af = self._af()
        verstrekking.kenmerk = f"V-{self.kies.randint(1000, 9999)}"
        verstrekken.leg_verzending_vast(
            verstrekking,
            hoe=self.kies.choice(["telefoon", "beveiligde_mail"]),
            wanneer=klok.nu(),
            aan_wie="Vast contactpersoon (verzonnen)",
            kenmerk=verstrekking.kenmerk,
            door=af,
        )
        verstrekken.accepteer(verstrekking, door=af)
        verstrekken.rond_af(verstrekking, tekst="Telefonisch gehoord: afgerond.", door=af)

    def _vertel(self, signaal: Signaal, bericht: Bericht) -> None:
        af = self._af()
        Terugkoppeling.objects.create(
            signaal=signaal,
            tekst=str(bericht),
            op=klok.nu(),
            op_tijd=klok.vandaag() <= signaal.terugkoppelen_voor,
            door_id=af.medewerker_id,
        )
        signaal.teruggekoppeld_op = klok.nu()
        self._noteer(af, "signaal.teruggekoppeld", signaal, tekst=str(bericht))

    def _sluit(self, signaal: Signaal) -> None:
        if signaal.status != Status.DOORGELEID:
            return
        signaal.zet(Status.GESLOTEN)
        self._noteer(self._af(), "signaal.gesloten", signaal)
