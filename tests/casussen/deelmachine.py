"""The machine of sharing: people share, agree, end and close, and the world changes under it.

Some steps play one act at a time, whoever does it; others walk from nothing to reading along and then let the basis end
in one way. After each, receivers open the dossier and the packet, and see exactly what the orakel says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule
from tests.cast import Cast, afspraak, als, medewerker
from tests.casussen.deelorakel import (
    BASES,
    CONVENANT,
    INSTEMMING,
    ONTVANGERS,
    Afspraakstand,
    Besluit,
    Telling,
    Wereld,
    Zaak,
)
from tests.dossiers.deelhulp import WAAROM
from tests.dossiers.hulp import zonder_sporen

from baken.casussen.models import Casus
from baken.casussen.services import afsluiten
from baken.casussen.services.aannemen import accepteer
from baken.casussen.soorten import Afsluitreden, Route
from baken.dossiers import deelbesluiten, toestemmingen
from baken.dossiers.akkoord import afdruk_van
from baken.dossiers.fouten import VerstrekkingGeweigerdError
from baken.dossiers.inhoud import WAAR_HET_GEBEURT
from baken.dossiers.meelezen import gedeeld_blad, gedeelde_dossiers
from baken.dossiers.models import Betrokkene, Dossier, Dossiersoort, Toestemming, Verstrekking
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.services import (
    NieuweBetrokkene,
    NieuweLocatie,
    leg_inhoud_vast,
    open_dossier,
    sleutel_van,
    voeg_lid_toe,
)
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming
from baken.dossiers.verstrekken import voorstel_van
from baken.dossiers.voorstel import Voorstel
from baken.kern import klok
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VerouderdError,
)
from baken.keten.models import Afspraak, Afspraakpartij, Grondslag
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Organisatie
from baken.organisaties.rollen import Rol

DICHT = (NietGevondenError, NietToegestaanError)
LATER = (OngeldigeInvoerError, OvergangNietToegestaanError, VerouderdError)
EIGEN = ("piet", "pim")
KIJKERS = ("zoe", "anna", "buur")
DOENERS = ("piet", "pim", "piet", "pim", "piet", "pim", "zoe", "anna")
HOE = "Ik vroeg het in een gesprek en legde uit wat wij delen: ja."
STOP = "Meer delen is hier niet nodig."
GROEPEN = st.frozensets(st.sampled_from(("identiteit", "contact", "zorg", "locatie", "strafbaar")), min_size=1)
PAST = {  # what somebody may share about a part on a convenant, so that most acts do something
    "slachtoffer": ("identiteit", "contact", "zorg", "locatie"),
    "dader": ("identiteit", "locatie"),
}
DELEN = st.sampled_from(tuple(PAST))
NAAR = st.sampled_from(tuple(ONTVANGERS))
DOENER = st.sampled_from(DOENERS)
STOPPEN = st.sampled_from(("beeindigd", "beeindigd", "toestemming", "zaak"))
OVER_DAGEN = st.sampled_from((None, None, 0, 3, 15))  # an end that was set: none, today, or days ahead
WOORD = re.compile(r"W\d+[a-z]+Q")
TELLING = Telling()


@dataclass(frozen=True)
class Keus:
    """What somebody chooses to share, with whom, on which basis and for how many days."""

    naar: str
    groepen: frozenset[str]
    deel: str
    basis: str
    dagen: int
    live: bool = True
    naam: str = "piet"
    wie: frozenset[int] | None = None  # persons of the part by number, also of nobody; None: everybody


KEUS = st.builds(
    Keus,
    naar=NAAR,
    groepen=GROEPEN,
    deel=DELEN,
    basis=st.sampled_from(BASES),
    dagen=st.integers(1, 60),
    live=st.sampled_from((True, True, True, False)),
    naam=DOENER,
    wie=st.none() | st.frozensets(st.integers(1, 3), max_size=2),
)


def passend(deel: str, basis: str) -> st.SearchStrategy[frozenset[str]]:
    """Return what may be shared: on the consent of one person no places, since two people stand in each zaak."""
    mag = [groep for groep in PAST[deel] if not (groep == "locatie" and basis == INSTEMMING)]
    return st.frozensets(st.sampled_from(mag), min_size=1)


def bouw_wereld(cast: Cast) -> None:
    """Add pim of the ZVH and the convenants on which the ZVH shares, and let the machine play there."""
    cast.mensen["pim"] = medewerker("pim", cast.zvh, Rol.PROCESREGISSEUR)
    Afspraak.objects.filter(soort="zvh_convenant").delete()
    Delen.cast = cast
    Delen.afspraken = {naar: afspraak("zvh_convenant", cast.zvh, getattr(cast, naar)) for naar in ONTVANGERS}
    Delen.mensen = {naam: als(getattr(cast, naam)) for naam in (*KIJKERS, *EIGEN)}
    Delen.grondslagen = dict(Grondslag.objects.filter(code__in=BASES).values_list("code", "pk"))


class Delen(RuleBasedStateMachine):
    """Sharing, agreeing, ending, and a world that changes under it."""

    cast: Cast
    afspraken: dict[str, Afspraak]
    mensen: dict[str, Wie]
    grondslagen: dict[str, int]
    zaken = Bundle("zaken")
    besluiten = Bundle("besluiten")

    @initialize()
    def begin(self) -> None:
        self.kader = zonder_sporen()
        self.kader.__enter__()
        self.klok = ExitStack()
        self.alle_zaken: list[Zaak] = []
        self.alle: list[Besluit] = []
        self.wereld = Wereld()
        self.vier_ogen = False

    def teardown(self) -> None:
        if not hasattr(self, "kader"):
            return
        try:
            self._iedereen_kijkt()
        finally:
            self.klok.close()
            self.kader.__exit__(None, None, None)

    def door(self, naam: str) -> Wie:
        return replace(self.mensen[naam], vandaag=klok.vandaag())

    @staticmethod
    def _doe(act: Callable[[], object]) -> bool:
        """Run an act; say whether it was allowed."""
        try:
            act()
        except (*DICHT, *LATER, VerstrekkingGeweigerdError):
            return False
        return True

    # What people do, one act at a time.

    @rule(target=zaken)
    def open_zaak(self) -> Zaak:
        dossier, sleutel = open_dossier(Dossiersoort.CASUS, self.cast.zvh.pk)
        zaak = Zaak(dossier.pk, len(self.alle_zaken))
        Casus.objects.create(
            dossier=dossier,
            organisatie=self.cast.zvh,
            nummer=f"C-{zaak.nummer:04d}",
            route=Route.ZVH,
            geopend_op=klok.nu(),
        )
        personen = [_persoon(zaak, deel) for deel in PAST]
        leg_inhoud_vast(
            dossier, sleutel, personen, [NieuweLocatie(adres=zaak.woord("locatie", ""), van=WAAR_HET_GEBEURT)]
        )
        for naam in EIGEN:
            voeg_lid_toe(dossier, self.mensen[naam].medewerker_id)
        self.alle_zaken.append(zaak)
        return zaak

    @rule(zaak=zaken, deel=DELEN)
    def voeg_persoon_toe(self, zaak: Zaak, deel: str) -> None:
        """Somebody comes into the casus, with a place of their own; who reads along sees nothing of that."""
        self._voeg_persoon_toe(zaak, deel)
        self.allen_openen(zaak)

    def _voeg_persoon_toe(self, zaak: Zaak, deel: str) -> None:
        zaak.personen[deel] += 1
        hoeveelste, al = zaak.personen[deel], sum(zaak.personen.values()) - 1
        dossier = Dossier.objects.get(pk=zaak.pk)
        plek = NieuweLocatie(adres=zaak.woord("locatie", deel, hoeveelste), van=al + 1)
        leg_inhoud_vast(dossier, sleutel_van(dossier), [_persoon(zaak, deel, hoeveelste)], [plek], al=al)

    @rule(target=besluiten, zaak=zaken, keus=KEUS)
    def deel(self, zaak: Zaak, keus: Keus) -> Besluit | None:
        b = self._deel(zaak, keus)
        if b is not None:
            self._ontvanger_kijkt(b)
        return b

    def _deel(self, zaak: Zaak, keus: Keus) -> Besluit | None:
        door = self.door(keus.naam)
        tot = door.vandaag + timedelta(days=keus.dagen)
        gekozen = None if keus.wie is None else frozenset((_nummer(zaak, keus.deel, n), keus.deel) for n in keus.wie)
        voorstel = Voorstel(
            getattr(self.cast, keus.naar).pk,
            self.grondslagen[keus.basis],
            keus.groepen,
            "Hulp afstemmen",
            over_wie=frozenset({keus.deel}),
            gekozen=gekozen,
            toestemming=HOE if keus.basis == INSTEMMING else "",
            toestemming_id=self._gegeven(zaak, keus) if zaak.personen[keus.deel] > 1 else None,
            live=keus.live,
            geldig_tot=tot,
            motivering=WAAROM,
        )
        gemaakt: list[Verstrekking] = []

        def act() -> None:
            klaar = deelbesluiten.bekijk(dossier_id=zaak.pk, voorstel=voorstel, door=door).voorstel
            gemaakt.append(deelbesluiten.stel_op(dossier_id=zaak.pk, voorstel=klaar, door=door))

        # What is typed here is the yes of whom was chosen; in this game only the first of a part says yes.
        ander = keus.basis == INSTEMMING and keus.wie not in {None, frozenset({1})}
        if ander and voorstel.toestemming_id is None:
            return None
        if not self._doe(act):
            return None
        stand = "wacht" if self.vier_ogen else "verzonden"
        b = Besluit(
            gemaakt[0].pk,
            zaak,
            keus.naar,
            keus.groepen,
            keus.deel,
            keus.basis,
            keus.live,
            tot,
            keus.naam,
            stand,
            keus.wie,
        )
        b.over = self._over(b)
        self._mocht_delen(b, keus.naam)
        self.alle.append(b)
        return b

    @staticmethod
    def _gegeven(zaak: Zaak, keus: Keus) -> UUID | None:
        """Return the consent of the first of this part; words alone do not say whose it is once there are more."""
        if keus.basis != INSTEMMING:
            return None
        eerste = _eerste(zaak, keus.deel)
        gegeven = Toestemming.objects.filter(
            betrokkene=eerste, ingetrokken_op=None, ontvanger=getattr(Delen.cast, keus.naar)
        )
        return gegeven.values_list("pk", flat=True).first()

    @staticmethod
    def _over(b: Besluit) -> frozenset[int]:
        """Return on whom of its part a deelbesluit of this moment is, by number."""
        if b.basis == INSTEMMING:
            return frozenset({1})
        return frozenset(range(1, b.zaak.personen[b.deel] + 1)) if b.keuze is None else b.keuze

    def _mocht_delen(self, b: Besluit, naam: str) -> None:
        """What stands in a deelbesluit that was made or edited could be shared: by this person, here, today."""
        assert naam in EIGEN
        assert b.keuze is None or (b.keuze and max(b.keuze) <= b.zaak.personen[b.deel])
        assert b.basis != INSTEMMING or b.keuze in {None, frozenset({1})}  # nobody else said yes
        assert not b.zaak.gesloten
        assert not (b.zaak.afgeschermd and b.live)
        assert not self.wereld.poort(b.naar, b.basis, klok.vandaag())
        assert "strafbaar" not in b.groepen or (b.deel == "dader" and b.basis != INSTEMMING)
        assert not (b.deel == "dader" and b.groepen & {"contact", "zorg"})
        assert not (b.basis == INSTEMMING and "locatie" in b.groepen)
        assert not (b.basis == INSTEMMING and (b.naar, b.deel) in b.zaak.nee)  # a new yes is recorded by itself first

    @rule(aan=st.booleans())
    def zet_vier_ogen(self, aan: bool) -> None:
        Organisatie.objects.filter(pk=self.cast.zvh.pk).update(vier_ogen_delen=aan)
        self.vier_ogen = aan

    @rule(b=besluiten, naam=DOENER, vers=st.booleans())
    def keur_goed(self, b: Besluit | None, naam: str, vers: bool) -> None:
        if b is not None:
            self._keur_goed(b, naam, vers=vers)

    def _keur_goed(self, b: Besluit, naam: str, *, vers: bool = True) -> None:
        gezien = afdruk_van(Verstrekking.objects.get(pk=b.pk)) if vers else "0" * 64
        if self._doe(lambda: deelbesluiten.keur_goed(verstrekking_id=b.pk, gezien=gezien, door=self.door(naam))):
            assert naam in EIGEN and naam != b.maker and vers and b.stand == "wacht" and not b.akkoord
            assert b.over == self._over(b)  # whoever came since is not in what is agreed to
            b.akkoord, b.gewijzigd = True, False

    @rule(b=besluiten, naam=DOENER, groepen=GROEPEN)
    def wijzig(self, b: Besluit | None, naam: str, groepen: frozenset[str]) -> None:
        if b is not None:
            self._wijzig(b, naam, groepen)
            self._ontvanger_kijkt(b)

    def _wijzig(self, b: Besluit, naam: str, groepen: frozenset[str]) -> None:
        door = self.door(naam)

        def act() -> None:
            toen = Verstrekking.objects.get(pk=b.pk)
            anders = replace(voorstel_van(toen), veldgroepen=groepen)
            klaar = deelbesluiten.bekijk(dossier_id=b.zaak.pk, voorstel=anders, door=door).voorstel
            deelbesluiten.wijzig(verstrekking_id=b.pk, voorstel=klaar, gezien=afdruk_van(toen), door=door)

        if self._doe(act):
            assert b.stand == "wacht"
            b.gewijzigd = b.gewijzigd or b.akkoord
            b.akkoord, b.maker, b.groepen = False, naam, groepen
            b.over = self._over(b)
            self._mocht_delen(b, naam)

    @rule(b=besluiten, naam=DOENER)
    def verstuur(self, b: Besluit | None, naam: str) -> None:
        if b is not None:
            self._verstuur(b, naam)
            self._ontvanger_kijkt(b)

    def _verstuur(self, b: Besluit, naam: str) -> None:
        if self._doe(lambda: deelbesluiten.verstuur(verstrekking_id=b.pk, door=self.door(naam))):
            assert naam in EIGEN
            assert b.stand == "wacht" and b.akkoord and b.over == self._over(b)
            assert not self.wereld.verval(b, klok.vandaag())
            b.stand = "verzonden"

    @rule(b=besluiten, naam=st.sampled_from((*KIJKERS, "zoe", "anna", "zoe", "anna")))
    def neem_aan(self, b: Besluit | None, naam: str) -> None:
        if b is not None:
            self._neem_aan(b, naam)
            self._ontvanger_kijkt(b)

    def _neem_aan(self, b: Besluit, naam: str) -> None:
        if self._doe(lambda: accepteer(verstrekking_id=b.pk, door=self.door(naam))):
            assert naam == b.lezer
            assert b.stand == "verzonden"
            assert not self.wereld.verval(b, klok.vandaag())
            b.stand, b.was_aangenomen = "aangenomen", True

    @rule(b=besluiten, naam=DOENER)
    def beeindig(self, b: Besluit | None, naam: str) -> None:
        if b is not None:
            self._beeindig(b, naam)
            self._ontvanger_kijkt(b)

    def _beeindig(self, b: Besluit, naam: str) -> None:
        door = self.door(naam)
        if self._doe(lambda: deelbesluiten.beeindig(verstrekking_id=b.pk, reden=STOP, door=door)):
            assert naam in EIGEN
            b.eindig("beeindigd")

    @rule(zaak=zaken, naar=NAAR, naam=DOENER)
    def trek_toestemming_in(self, zaak: Zaak, naar: str, naam: str) -> None:
        open_ = Toestemming.objects.filter(
            dossier_id=zaak.pk, ontvanger=getattr(self.cast, naar), ingetrokken_op=None
        ).first()
        if open_ is not None:
            self._trek_in(open_, zaak, naar, naam)

    def _trek_in(self, open_: Toestemming, zaak: Zaak, naar: str, naam: str) -> None:
        if not self._doe(lambda: toestemmingen.trek_in(toestemming_id=open_.pk, door=self.door(naam))):
            return
        assert naam in EIGEN
        assert open_.betrokkene is not None  # only what that one agreed to ends
        deel = Betrokkene.objects.get(pk=open_.betrokkene).deel  # the first of it
        zaak.nee.add((naar, deel))
        for b in self.alle:
            zelfde = b.zaak is zaak and b.naar == naar and b.basis == INSTEMMING and b.deel == deel
            if zelfde and b.stand != "ingetrokken":
                b.stand = "ingetrokken" if b.stand == "wacht" else "dicht"
                b.einden.add("toestemming")

    @rule(zaak=zaken, naam=DOENER)
    def sluit_zaak(self, zaak: Zaak, naam: str) -> None:
        self._sluit(zaak, naam)

    def _sluit(self, zaak: Zaak, naam: str) -> None:
        casus = Casus.objects.get(dossier_id=zaak.pk)

        def act() -> None:
            afsluiten.sluit(
                casus_id=casus.pk,
                versie=casus.versie,
                afsluitreden=Afsluitreden.KLAAR,
                reden=STOP,
                door=self.door(naam),
            )

        if self._doe(act):
            assert naam in EIGEN and not zaak.gesloten
            zaak.gesloten = True
            for b in self.alle:
                if b.zaak is zaak and b.stand in {"wacht", "verzonden", "aangenomen"} and not b.einden:
                    b.eindig("gesloten")

    @rule(zaak=zaken, naam=DOENER)
    def heropen_zaak(self, zaak: Zaak, naam: str) -> None:
        """Reopening gives nothing back of what ended with the closing."""
        self._heropen(zaak, naam)

    def _heropen(self, zaak: Zaak, naam: str) -> None:
        casus, door = Casus.objects.get(dossier_id=zaak.pk), self.door(naam)
        if self._doe(lambda: afsluiten.heropen(casus_id=casus.pk, versie=casus.versie, reden=STOP, door=door)):
            assert naam in EIGEN and zaak.gesloten
            zaak.gesloten = False

    # How the world changes.

    @rule(naar=NAAR, einde=OVER_DAGEN, bevestigd=st.sampled_from((True, True, False)), weg=OVER_DAGEN)
    def verander_afspraak(self, naar: str, einde: int | None, bevestigd: bool, weg: int | None) -> None:
        """Its end was set, it is not confirmed any more, or the receiver leaves it."""
        self._zet_afspraak(naar, Afspraakstand(_dag(einde), bevestigd, _dag(weg)))

    def _zet_afspraak(self, naar: str, stand: Afspraakstand) -> None:
        rij = self.afspraken[naar]
        Afspraak.objects.filter(pk=rij.pk).update(
            geldig_tot=stand.tot, bevestigd_op=klok.vandaag() if stand.bevestigd else None
        )
        Afspraakpartij.objects.filter(afspraak=rij, organisatie=getattr(self.cast, naar)).update(
            geldig_tot=stand.partij_tot
        )
        self.wereld.afspraak[naar] = stand

    @rule(basis=st.sampled_from(BASES), einde=OVER_DAGEN)
    def verander_grondslag(self, basis: str, einde: int | None) -> None:
        Grondslag.objects.filter(code=basis).update(geldig_tot=_dag(einde))
        self.wereld.grondslag[basis] = _dag(einde)

    @rule(wie=st.sampled_from((*ONTVANGERS, "zvh")), einde=OVER_DAGEN)
    def verander_organisatie(self, wie: str, einde: int | None) -> None:
        Organisatie.objects.filter(pk=getattr(self.cast, wie).pk).update(geldig_tot=_dag(einde))
        self.wereld.organisatie[wie] = _dag(einde)

    @rule(zaak=zaken, dicht=st.sampled_from((False, False, True)))
    def scherm_af(self, zaak: Zaak, dicht: bool) -> None:
        Dossier.objects.filter(pk=zaak.pk).update(afgeschermd=dicht)
        zaak.afgeschermd = dicht

    @rule(dagen=st.integers(1, 20))
    def laat_dagen_verlopen(self, dagen: int) -> None:
        nu = klok.nu() + timedelta(days=dagen)
        self.klok.close()
        self.klok.enter_context(klok.zet_stil(nu))

    def _herstel(self, zaak: Zaak, naar: str, basis: str) -> None:
        """Make this one sharing possible again."""
        if self.wereld.afspraak[naar] != Afspraakstand():
            self._zet_afspraak(naar, Afspraakstand())
        if self.wereld.grondslag[basis] is not None:
            self.verander_grondslag(basis, None)
        for wie in (naar, "zvh"):
            if self.wereld.organisatie[wie] is not None:
                self.verander_organisatie(wie, None)
        if zaak.afgeschermd:
            self.scherm_af(zaak, False)
        if zaak.gesloten:
            self._heropen(zaak, "piet")
            assert not zaak.gesloten
        if basis == INSTEMMING:
            self._zeg_ja(zaak, naar)

    def _zeg_ja(self, zaak: Zaak, naar: str) -> None:
        """Record a yes of who said no to sharing with this receiver, or has to say it before others came."""
        ontvanger = getattr(self.cast, naar).pk
        for deel in PAST:
            wie = _eerste(zaak, deel)
            al = Toestemming.objects.filter(betrokkene=wie, ontvanger=ontvanger, ingetrokken_op=None).exists()
            if (naar, deel) in zaak.nee or (zaak.personen[deel] > 1 and not al):
                ja = NieuweToestemming(Toestemmingsdoel.DELEN, "Gesprek", HOE, wie, ontvanger)
                toestemmingen.leg_vast(dossier_id=zaak.pk, nieuw=ja, door=self.door("piet"))
                zaak.nee.discard((naar, deel))

    # Whole walks: from nothing to reading along, and then the basis ends in one way.

    @rule(target=besluiten, zaak=zaken, naar=NAAR, data=st.data())
    def de_wereld_verandert(self, zaak: Zaak, naar: str, data: st.DataObject) -> Besluit:
        """The grondslag and the afspraak end, and the receiver does; each time it holds again, so does the sharing."""
        b = self._loop_tot_meelezen(zaak, naar, CONVENANT, data)
        for hoe in data.draw(st.permutations(("grondslag", "organisatie", "tot", "bevestigd", "partij"))):
            vandaag = klok.vandaag()
            if hoe == "grondslag":
                self.verander_grondslag(CONVENANT, 0)
            elif hoe == "organisatie":
                self.verander_organisatie(naar, 0)
            elif hoe == "bevestigd":
                self._zet_afspraak(naar, Afspraakstand(bevestigd=False))
            else:
                self._zet_afspraak(naar, Afspraakstand(**{"partij_tot" if hoe == "partij" else "tot": vandaag}))
            self._open_dossier(b.lezer, zaak)
            self._herstel(zaak, naar, CONVENANT)
            self._open_dossier(b.lezer, zaak)
        return b

    @rule(target=besluiten, zaak=zaken, naar=NAAR, basis=st.sampled_from(BASES), data=st.data())
    def iemand_komt_erbij(self, zaak: Zaak, naar: str, basis: str, data: st.DataObject) -> Besluit:
        """Who came after the deelbesluit is not read along on, until a new one is about that person too."""
        b = self._loop_tot_meelezen(zaak, naar, basis, data)
        self._voeg_persoon_toe(zaak, b.deel)
        self._ontvanger_kijkt(b)
        nieuw = self._deel(zaak, Keus(naar, b.groepen, b.deel, CONVENANT, dagen=30))
        if nieuw is not None:
            self._ontvanger_kijkt(nieuw)
        return b

    @rule(target=besluiten, zaak=zaken, naar=NAAR, data=st.data(), hoe=STOPPEN)
    def iemand_stopt_het(self, zaak: Zaak, naar: str, data: st.DataObject, hoe: str) -> Besluit:
        """The sender ends it, consent is taken back, or the casus is closed (and opened again)."""
        b = self._loop_tot_meelezen(zaak, naar, INSTEMMING if hoe == "toestemming" else CONVENANT, data)
        if hoe == "beeindigd":
            self._beeindig(b, data.draw(st.sampled_from(EIGEN)))
        elif hoe == "zaak":
            self._sluit(zaak, "piet")
            assert zaak.gesloten
        else:
            consent = Verstrekking.objects.get(pk=b.pk).toestemming
            assert consent is not None
            self._trek_in(consent, zaak, naar, "pim")
        assert b.einden
        self._ontvanger_kijkt(b)
        if zaak.gesloten:
            self._heropen(zaak, "pim")
            self._ontvanger_kijkt(b)
        return b

    @rule(target=besluiten, zaak=zaken, naar=NAAR, data=st.data())
    def de_datum_gaat_voorbij(self, zaak: Zaak, naar: str, data: st.DataObject) -> Besluit:
        """It is read on the last day, and not on the day after."""
        b = self._loop_tot_meelezen(zaak, naar, data.draw(st.sampled_from(BASES)), data, dagen=(2, 6))
        self.laat_dagen_verlopen((b.tot - klok.vandaag()).days - 1)
        self._ontvanger_kijkt(b)
        self.laat_dagen_verlopen(1)
        self._ontvanger_kijkt(b)
        return b

    @rule(target=besluiten, zaak=zaken, naar=NAAR, data=st.data())
    def gewijzigd_na_akkoord(self, zaak: Zaak, naar: str, data: st.DataObject) -> Besluit:
        """What a colleague agreed to is edited: it does not leave, and opens nothing, until somebody agrees anew."""
        basis, deel = data.draw(st.sampled_from(BASES)), data.draw(DELEN)
        self._herstel(zaak, naar, basis)
        self.zet_vier_ogen(True)
        b = self._deel(zaak, Keus(naar, data.draw(passend(deel, basis)), deel, basis, dagen=30))
        assert b is not None
        self._keur_goed(b, "pim")
        self._wijzig(b, "piet", data.draw(passend(deel, basis)))
        assert b.gewijzigd
        self._verstuur(b, data.draw(st.sampled_from(EIGEN)))
        self._neem_aan(b, b.lezer)
        self._ontvanger_kijkt(b)
        self._keur_goed(b, "pim")
        self._verstuur(b, "pim")
        self._neem_aan(b, b.lezer)
        assert b.was_aangenomen
        self._ontvanger_kijkt(b)
        return b

    def _loop_tot_meelezen(
        self, zaak: Zaak, naar: str, basis: str, data: st.DataObject, *, dagen: tuple[int, int] = (20, 90)
    ) -> Besluit:
        """Walk to reading along, where that is possible: it must be reached, and is read."""
        deel = data.draw(DELEN)
        self._herstel(zaak, naar, basis)
        termijn = data.draw(st.integers(*dagen))
        groepen = data.draw(passend(deel, basis))
        wie = data.draw(_keuzes(zaak, deel, basis))
        b = self._deel(zaak, Keus(naar, groepen, deel, basis, dagen=termijn, wie=wie))
        assert b is not None
        if b.stand == "wacht":
            self._keur_goed(b, "pim")
            self._verstuur(b, "pim")
        self._neem_aan(b, b.lezer)
        assert self.wereld.leest_mee(b, klok.vandaag())
        self._ontvanger_kijkt(b)
        return b

    # Who looks, and what is seen.

    @rule(zaak=zaken)
    def allen_openen(self, zaak: Zaak) -> None:
        for naam in KIJKERS:
            self._open_dossier(naam, zaak)

    def _iedereen_kijkt(self) -> None:
        """At the end: everyone, everything."""
        for naam in KIJKERS:
            lijst = {g.dossier_id for g in gedeelde_dossiers(self.door(naam))}
            assert lijst == {zaak.pk for zaak in self.alle_zaken if self._mee(naam, zaak)}
            for b in self.alle if naam in ONTVANGERS.values() else ():
                self._open_pakket(naam, b)
        for zaak in self.alle_zaken:
            self.allen_openen(zaak)

    def _ontvanger_kijkt(self, b: Besluit) -> None:
        self._open_dossier(b.lezer, b.zaak)
        self._open_pakket(b.lezer, b)

    def _mee(self, naam: str, zaak: Zaak) -> list[Besluit]:
        vandaag = klok.vandaag()
        return [b for b in self._van(naam, zaak) if self.wereld.leest_mee(b, vandaag)]

    def _van(self, naam: str, zaak: Zaak) -> list[Besluit]:
        return [b for b in self.alle if b.zaak is zaak and b.lezer == naam]

    def _open_dossier(self, naam: str, zaak: Zaak) -> None:
        mee = self._mee(naam, zaak)
        mag = {woord for b in mee for woord in b.woorden()} if mee else None
        door = self.door(naam)
        minder = [b for b in mee if len(b.over) < zaak.personen[b.deel]]
        TELLING.erbij += bool(mag) and bool(minder)
        TELLING.gekozen += bool(mag) and any(b.keuze for b in minder)
        if not self._lees(mag, lambda: self._live(door, zaak.pk)):
            vandaag = klok.vandaag()
            TELLING.verval.update({self.wereld.waardoor_alleen(b, vandaag) for b in self._van(naam, zaak)} - {""})

    def _open_pakket(self, naam: str, b: Besluit) -> None:
        door = self.door(naam)
        mag = b.pakket() if b.lezer == naam else None
        if not self._lees(mag, lambda: repr(verstrekkingsblad(door, b.pk).regels)) and b.lezer == naam:
            TELLING.verval.update({self.wereld.waardoor_alleen(b, door.vandaag)} - {""})

    @staticmethod
    def _live(door: Wie, pk: UUID) -> str:
        blad = gedeeld_blad(door, pk, onthul=True)
        return repr([p.groepen for p in blad.personen]) + repr(blad.locaties)

    @staticmethod
    def _lees(mag: set[str] | None, lees: Callable[[], str]) -> bool:
        """One access: None gives no answer at all, and otherwise exactly these words. Says whether words were read."""
        try:
            gezien = set(WOORD.findall(lees()))
        except DICHT:
            assert mag is None, "refused, and a basis holds"
            TELLING.geweigerd += 1
            return False
        assert mag is not None, f"read without a basis: {sorted(gezien)}"
        assert gezien == mag
        if mag:
            TELLING.gelezen += 1
        else:
            TELLING.leeg += 1
        return bool(mag)


def _keuzes(zaak: Zaak, deel: str, basis: str) -> st.SearchStrategy[frozenset[int] | None]:
    """Return whom of a part can be chosen: everybody by not choosing, or some of who is there."""
    laatste = 1 if basis == INSTEMMING else zaak.personen[deel]
    return st.none() | st.frozensets(st.integers(1, laatste), min_size=1)


def _nummer(zaak: Zaak, deel: str, hoeveelste: int) -> UUID:
    """Return a person of a part by number; somebody who does not exist when there are not so many."""
    rijen = Betrokkene.objects.filter(dossier_id=zaak.pk, deel=deel).order_by("volgorde")
    return next(iter(rijen.values_list("pk", flat=True)[hoeveelste - 1 : hoeveelste]), uuid4())


def _eerste(zaak: Zaak, deel: str) -> UUID:
    """Return the first person of a part: only that one ever says yes or no here."""
    return Betrokkene.objects.filter(dossier_id=zaak.pk, deel=deel).order_by("volgorde")[0].pk


def _persoon(zaak: Zaak, deel: str, hoeveelste: int = 1) -> NieuweBetrokkene:
    return NieuweBetrokkene(
        deel,
        identiteit={"naam": zaak.woord("identiteit", deel, hoeveelste)},
        contact={"email": zaak.woord("contact", deel, hoeveelste)},
        zorg={"omschrijving": zaak.woord("zorg", deel, hoeveelste)},
        strafbaar={"omschrijving": zaak.woord("strafbaar", deel, hoeveelste)},
    )


def _dag(over: int | None) -> date | None:
    return None if over is None else klok.vandaag() + timedelta(days=over)
