"""No sequence of acts lets an organisation read a group of fields without a basis that holds at that moment.

The machine keeps for itself what was shared with whom, on what, and how the world is; after the acts everyone tries to
read everything, and sees exactly the words of the bases that hold.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from tests.cast import Cast, afspraak, als, maak_cast, medewerker
from tests.dossiers.deelhulp import WAAROM
from tests.dossiers.hulp import zonder_sporen

from baken.casussen.models import Casus
from baken.casussen.services.aannemen import accepteer
from baken.casussen.soorten import Route
from baken.dossiers import deelbesluiten, toestemmingen
from baken.dossiers.akkoord import afdruk_van
from baken.dossiers.fouten import VerstrekkingGeweigerdError
from baken.dossiers.meelezen import gedeeld_blad, gedeelde_dossiers
from baken.dossiers.models import Betrokkene, Dossier, Dossiersoort, Toestemming, Verstrekking
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie, leg_inhoud_vast, open_dossier
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

pytestmark = pytest.mark.django_db
DICHT = (NietGevondenError, NietToegestaanError)
LATER = (OngeldigeInvoerError, OvergangNietToegestaanError, VerouderdError)
EIGEN = ("piet", "pim")
ONTVANGERS = {"zorg": "zoe", "gemeente": "anna"}
KIJKERS = ("zoe", "anna", "buur")
DOENERS = ("piet", "pim", "piet", "pim", "piet", "pim", "zoe", "anna")
BASES = ("wgs-zvh-deelnemers", "wgs-zvh-deelnemers", "toestemming-zorg")
HOE = "Ik vroeg het in een gesprek en legde uit wat wij delen: ja."
GROEPEN = st.frozensets(st.sampled_from(("identiteit", "contact", "zorg", "locatie", "strafbaar")), min_size=1)
PAST = {  # what somebody may share about a part on every basis, so that most acts do something
    "slachtoffer": st.frozensets(st.sampled_from(("identiteit", "contact", "zorg", "locatie")), min_size=1),
    "dader": st.frozensets(st.sampled_from(("identiteit", "locatie")), min_size=1),
}
WOORD = re.compile(r"W\d+[a-z]+Q")


@dataclass
class Zaak:
    """A casus of the ZVH: the word of each group about each part is its own."""

    pk: UUID
    nummer: int
    afgeschermd: bool = False

    def woord(self, groep: str, deel: str) -> str:
        return f"W{self.nummer}{groep}{'' if groep == 'locatie' else deel}Q"


@dataclass
class Besluit:
    """What the machine remembers of a deelbesluit, apart from the product."""

    pk: UUID
    zaak: Zaak
    naar: str
    groepen: frozenset[str]
    deel: str
    basis: str
    live: bool
    tot: date
    maker: str
    stand: str  # wacht, verzonden, aangenomen, ingetrokken, dicht (consent gone)
    akkoord: bool = False
    beeindigd: bool = False

    def woorden(self) -> set[str]:
        return {self.zaak.woord(groep, self.deel) for groep in self.groepen}


@dataclass
class Wereld:
    """How grondslagen, afspraken and organisations stand."""

    afspraak: dict[str, str] = field(default_factory=lambda: dict.fromkeys(ONTVANGERS, "goed"))
    grondslag: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(BASES, True))
    bestaat: dict[str, bool] = field(default_factory=lambda: {**dict.fromkeys(ONTVANGERS, True), "zvh": True})


@dataclass
class Telling:
    """Over all examples of one run."""

    geweigerd: int = 0
    gelukt: int = 0


TELLING = Telling()


class Delen(RuleBasedStateMachine):
    """Sharing, agreeing, ending, and a world that changes under it."""

    cast: Cast
    afspraken: dict[str, Afspraak]
    zaken = Bundle("zaken")
    besluiten = Bundle("besluiten")

    @initialize()
    def begin(self) -> None:
        self.kader = zonder_sporen()
        self.kader.__enter__()
        self.klok = ExitStack()
        self.mensen = {naam: als(getattr(self.cast, naam)) for naam in (*KIJKERS, "piet", "pim")}
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

    def _doe(self, act: Callable[[], object]) -> bool:
        """Run an act; say whether it was allowed."""
        try:
            act()
        except (*DICHT, *LATER, VerstrekkingGeweigerdError):
            TELLING.geweigerd += 1
            return False
        return True

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
        personen = [
            NieuweBetrokkene(
                deel,
                identiteit={"naam": zaak.woord("identiteit", deel)},
                contact={"email": zaak.woord("contact", deel)},
                zorg={"omschrijving": zaak.woord("zorg", deel)},
                strafbaar={"omschrijving": zaak.woord("strafbaar", deel)},
            )
            for deel in ("slachtoffer", "dader")
        ]
        leg_inhoud_vast(dossier, sleutel, personen, [NieuweLocatie(adres=zaak.woord("locatie", ""))])
        self.alle_zaken.append(zaak)
        return zaak

    def _gate(self, naar: str, basis: str) -> bool:
        afspraak_goed = basis != "wgs-zvh-deelnemers" or self.wereld.afspraak[naar] == "goed"
        return afspraak_goed and self.wereld.grondslag[basis] and self.wereld.bestaat[naar]

    @rule(target=besluiten, zaak=zaken, data=st.data())
    def deel_en_laat_aannemen(self, zaak: Zaak, data: st.DataObject) -> Besluit | None:
        """Walk to reading along in one go, so that there is something that can end."""
        deel = data.draw(st.sampled_from(("slachtoffer", "dader")))
        besluit = self._deel(
            zaak,
            data.draw(st.sampled_from(sorted(ONTVANGERS))),
            data.draw(PAST[deel]),
            deel,
            data.draw(st.sampled_from(BASES)),
            live=True,
            dagen=data.draw(st.integers(5, 90)),
            naam="piet",
        )
        if besluit is not None and besluit.stand == "wacht":
            self._keur_goed(besluit, "pim", vers=True)
            self._verstuur(besluit, "pim")
        if besluit is not None:
            self._neem_aan(besluit, ONTVANGERS[besluit.naar])
        return besluit

    @rule(
        target=besluiten,
        zaak=zaken,
        naar=st.sampled_from(sorted(ONTVANGERS)),
        groepen=GROEPEN,
        deel=st.sampled_from(("slachtoffer", "slachtoffer", "dader")),
        basis=st.sampled_from(BASES),
        live=st.sampled_from((True, True, True, False)),
        dagen=st.integers(1, 60),
        naam=st.sampled_from(DOENERS),
    )
    def deel(
        self,
        zaak: Zaak,
        naar: str,
        groepen: frozenset[str],
        deel: str,
        basis: str,
        live: bool,
        dagen: int,
        naam: str,
    ) -> Besluit | None:
        return self._deel(zaak, naar, groepen, deel, basis, live=live, dagen=dagen, naam=naam)

    def _deel(
        self,
        zaak: Zaak,
        naar: str,
        groepen: frozenset[str],
        deel: str,
        basis: str,
        *,
        live: bool,
        dagen: int,
        naam: str,
    ) -> Besluit | None:
        door = self.door(naam)
        tot = door.vandaag + timedelta(days=dagen)
        gekozen = Voorstel(
            getattr(self.cast, naar).pk,
            Grondslag.objects.get(code=basis).pk,
            groepen,
            "Hulp afstemmen",
            over_wie=frozenset({deel}),
            toestemming=HOE if basis == "toestemming-zorg" else "",
            live=live,
            geldig_tot=tot,
            motivering=WAAROM,
        )
        gemaakt: list[Verstrekking] = []

        def act() -> None:
            klaar = deelbesluiten.bekijk(dossier_id=zaak.pk, voorstel=gekozen, door=door).voorstel
            gemaakt.append(deelbesluiten.stel_op(dossier_id=zaak.pk, voorstel=klaar, door=door))

        if not self._doe(act):
            return None
        assert naam in EIGEN
        assert not (zaak.afgeschermd and live)
        assert self._gate(naar, basis)
        assert "strafbaar" not in groepen or (deel == "dader" and basis != "toestemming-zorg")
        assert not (deel == "dader" and groepen & {"contact", "zorg"})
        stand = "wacht" if self.vier_ogen else "verzonden"
        besluit = Besluit(gemaakt[0].pk, zaak, naar, groepen, deel, basis, live, tot, naam, stand)
        self.alle.append(besluit)
        return besluit

    @rule(aan=st.booleans())
    def zet_vier_ogen(self, aan: bool) -> None:
        Organisatie.objects.filter(pk=self.cast.zvh.pk).update(vier_ogen_delen=aan)
        self.vier_ogen = aan

    @rule(b=besluiten, naam=st.sampled_from(DOENERS), vers=st.booleans())
    def keur_goed(self, b: Besluit | None, naam: str, vers: bool) -> None:
        if b is not None:
            self._keur_goed(b, naam, vers=vers)

    def _keur_goed(self, b: Besluit, naam: str, *, vers: bool) -> None:
        gezien = afdruk_van(Verstrekking.objects.get(pk=b.pk)) if vers else "0" * 64
        gelukt = self._doe(lambda: deelbesluiten.keur_goed(verstrekking_id=b.pk, gezien=gezien, door=self.door(naam)))
        assert not gelukt or (naam in EIGEN and naam != b.maker and vers and b.stand == "wacht" and not b.akkoord)
        b.akkoord = b.akkoord or gelukt

    @rule(b=besluiten, naam=st.sampled_from(DOENERS), groepen=GROEPEN)
    def wijzig(self, b: Besluit | None, naam: str, groepen: frozenset[str]) -> None:
        if b is None:
            return
        door = self.door(naam)

        def act() -> None:
            anders = replace(voorstel_van(Verstrekking.objects.get(pk=b.pk)), veldgroepen=groepen)
            klaar = deelbesluiten.bekijk(dossier_id=b.zaak.pk, voorstel=anders, door=door).voorstel
            deelbesluiten.wijzig(verstrekking_id=b.pk, voorstel=klaar, door=door)

        if self._doe(act):
            assert naam in EIGEN
            assert b.stand == "wacht"
            b.akkoord, b.maker, b.groepen = False, naam, groepen

    @rule(b=besluiten, naam=st.sampled_from(DOENERS))
    def verstuur(self, b: Besluit | None, naam: str) -> None:
        if b is not None:
            self._verstuur(b, naam)

    def _verstuur(self, b: Besluit, naam: str) -> None:
        if self._doe(lambda: deelbesluiten.verstuur(verstrekking_id=b.pk, door=self.door(naam))):
            assert naam in EIGEN
            assert b.stand == "wacht"
            assert b.akkoord
            assert self._gate(b.naar, b.basis)
            assert klok.vandaag() < b.tot
            b.stand = "verzonden"

    @rule(b=besluiten, naam=st.sampled_from((*KIJKERS, "zoe", "anna", "zoe", "anna")))
    def neem_aan(self, b: Besluit | None, naam: str) -> None:
        if b is not None:
            self._neem_aan(b, naam)

    def _neem_aan(self, b: Besluit, naam: str) -> None:
        if self._doe(lambda: accepteer(verstrekking_id=b.pk, door=self.door(naam))):
            assert naam == ONTVANGERS[b.naar]
            assert b.stand == "verzonden"
            assert self._gate(b.naar, b.basis)
            assert klok.vandaag() < b.tot
            b.stand = "aangenomen"

    @rule(b=besluiten, naam=st.sampled_from(DOENERS))
    def beeindig(self, b: Besluit | None, naam: str) -> None:
        if b is None:
            return
        if self._doe(
            lambda: deelbesluiten.beeindig(
                verstrekking_id=b.pk, reden="Meer delen is hier niet nodig.", door=self.door(naam)
            )
        ):
            assert naam in EIGEN
            b.stand = "ingetrokken" if b.stand in {"wacht", "verzonden"} else b.stand
            b.beeindigd = True

    @rule(zaak=zaken, naar=st.sampled_from(sorted(ONTVANGERS)), naam=st.sampled_from(DOENERS))
    def trek_toestemming_in(self, zaak: Zaak, naar: str, naam: str) -> None:
        open_ = Toestemming.objects.filter(
            dossier_id=zaak.pk, ontvanger=getattr(self.cast, naar), ingetrokken_op=None
        ).first()
        if open_ is None:
            return
        if self._doe(lambda: toestemmingen.trek_in(toestemming_id=open_.pk, door=self.door(naam))):
            assert naam in EIGEN
            assert open_.betrokkene is not None  # each part is one person here: only what that one agreed to ends
            deel = Betrokkene.objects.get(pk=open_.betrokkene).deel
            for b in self.alle:
                if b.zaak is zaak and b.naar == naar and b.basis == "toestemming-zorg" and b.deel == deel:
                    b.stand = {"wacht": "ingetrokken", "verzonden": "dicht", "aangenomen": "dicht"}.get(
                        b.stand, b.stand
                    )

    @rule(
        naar=st.sampled_from(sorted(ONTVANGERS)), hoe=st.sampled_from(("goed", "goed", "goed", "voorbij", "los", "weg"))
    )
    def verander_afspraak(self, naar: str, hoe: str) -> None:
        """`voorbij`: its end came; `los`: not confirmed; `weg`: the receiver left it."""
        rij = self.afspraken[naar]
        Afspraak.objects.filter(pk=rij.pk).update(
            geldig_tot=klok.vandaag() if hoe == "voorbij" else None,
            bevestigd_op=None if hoe == "los" else klok.vandaag(),
        )
        Afspraakpartij.objects.filter(afspraak=rij, organisatie=getattr(self.cast, naar)).update(
            geldig_tot=klok.vandaag() if hoe == "weg" else None
        )
        self.wereld.afspraak[naar] = hoe

    @rule(basis=st.sampled_from(sorted(set(BASES))), geldt=st.sampled_from((True, True, False)))
    def verander_grondslag(self, basis: str, geldt: bool) -> None:
        Grondslag.objects.filter(code=basis).update(geldig_tot=None if geldt else klok.vandaag())
        self.wereld.grondslag[basis] = geldt

    @rule(wie=st.sampled_from(("zorg", "gemeente", "zvh")), bestaat=st.sampled_from((True, True, False)))
    def verander_organisatie(self, wie: str, bestaat: bool) -> None:
        einde = None if bestaat else klok.vandaag()
        Organisatie.objects.filter(pk=getattr(self.cast, wie).pk).update(geldig_tot=einde)
        self.wereld.bestaat[wie] = bestaat

    @rule(zaak=zaken, dicht=st.sampled_from((False, False, True)))
    def scherm_af(self, zaak: Zaak, dicht: bool) -> None:
        Dossier.objects.filter(pk=zaak.pk).update(afgeschermd=dicht)
        zaak.afgeschermd = dicht

    @rule(dagen=st.integers(1, 20))
    def laat_dagen_verlopen(self, dagen: int) -> None:
        nu = klok.nu() + timedelta(days=dagen)
        self.klok.close()
        self.klok.enter_context(klok.zet_stil(nu))

    def _leest_mee(self, b: Besluit) -> bool:
        geldt = b.live and b.stand == "aangenomen" and not b.beeindigd and klok.vandaag() < b.tot
        return geldt and self._gate(b.naar, b.basis) and self.wereld.bestaat["zvh"] and not b.zaak.afgeschermd

    @rule()
    def iedereen_kijkt(self) -> None:
        self._iedereen_kijkt()

    def _iedereen_kijkt(self) -> None:
        for naam in KIJKERS:
            door = self.door(naam)
            lijst = {g.dossier_id for g in gedeelde_dossiers(door)}
            for zaak in self.alle_zaken:
                mee = [b for b in self.alle if b.zaak is zaak and ONTVANGERS[b.naar] == naam and self._leest_mee(b)]
                assert (zaak.pk in lijst) == bool(mee)
                mag = {woord for b in mee for woord in b.woorden()}
                self._kijk(mag, bool(mee), lambda pk=zaak.pk, door=door: self._live(door, pk))
            for b in self.alle:
                heeft = ONTVANGERS[b.naar] == naam and b.stand in {"verzonden", "aangenomen", "dicht"}
                open_ = heeft and b.stand == "aangenomen"
                mag = b.woorden() if open_ else set()
                self._kijk(mag, heeft, lambda pk=b.pk, door=door: repr(verstrekkingsblad(door, pk).regels))

    @staticmethod
    def _live(door: Wie, pk: UUID) -> str:
        blad = gedeeld_blad(door, pk, onthul=True)
        return repr([p.groepen for p in blad.personen]) + repr(blad.locaties)

    @staticmethod
    def _kijk(mag: set[str], bereikt: bool, lees: Callable[[], str]) -> None:
        """One access: no answer without a basis, and with it exactly the words of the bases that hold."""
        try:
            gezien = set(WOORD.findall(lees()))
        except DICHT:
            TELLING.geweigerd += 1
            assert not bereikt
            return
        TELLING.gelukt += 1
        assert bereikt
        assert gezien == mag


def _wereld(cast: Cast) -> None:
    """Add pim of the ZVH and the convenants on which the ZVH shares."""
    cast.mensen["pim"] = medewerker("pim", cast.zvh, Rol.PROCESREGISSEUR)
    Afspraak.objects.filter(soort="zvh_convenant").delete()
    Delen.cast = cast
    Delen.afspraken = {naar: afspraak("zvh_convenant", cast.zvh, getattr(cast, naar)) for naar in ONTVANGERS}


def loop_door(*, minstens: int, voorbeelden: int) -> None:
    """Run the machine until so many accesses were made."""
    _wereld(maak_cast())
    TELLING.geweigerd = TELLING.gelukt = 0
    while TELLING.geweigerd + TELLING.gelukt < minstens:
        run_state_machine_as_test(  # type: ignore[no-untyped-call]  # hypothesis ships no type for it
            Delen,
            settings=settings(
                max_examples=voorbeelden,
                stateful_step_count=25,
                deadline=None,
                database=None,
                derandomize=False,  # with CI set, hypothesis would play one and the same game over and over
                suppress_health_check=list(HealthCheck),
            ),
        )
    assert TELLING.geweigerd > minstens // 10
    assert TELLING.gelukt > minstens // 100


def test_five_hundred_accesses_and_nobody_reads_without_a_basis_of_that_moment() -> None:
    loop_door(minstens=500, voorbeelden=int(os.environ.get("BAKEN_VOORBEELDEN", "6")))


@pytest.mark.lang
def test_fifty_thousand_accesses_and_nobody_reads_without_a_basis_of_that_moment() -> None:
    loop_door(minstens=50_000, voorbeelden=60)
