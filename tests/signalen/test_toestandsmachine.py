"""Several organisations work at once; whoever looks at whatever sees only what is theirs: 0 leaks."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from tests.cast import Cast, als, maak_cast, nieuw_signaal
from tests.dossiers.hulp import zonder_sporen

from baken.casussen import selectors as casusselectors
from baken.casussen.services.aannemen import accepteer
from baken.dossiers.models import Noodtoegang
from baken.dossiers.noodtoegang import beeindig, beoordeel
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.services import NieuweBetrokkene
from baken.dossiers.verloop import Noodoordeel
from baken.dossiers.verstrekken import Voorstel
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    TeVeelPogingenError,
)
from baken.keten.models import Grondslag
from baken.organisaties.besluit import Wie
from baken.signalen import selectors
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, beoordelen, doorgeleiden
from baken.signalen.services.melden import meld
from baken.signalen.services.noodtoegang import open_in_nood
from baken.signalen.soorten import Kanaal

pytestmark = pytest.mark.django_db
DICHT = (NietGevondenError, NietToegestaanError)
MELDERS = ("balie", "buur")
BEHANDELAARS = {"gemeente": ("anna", "vera"), "buurgemeente": ("buur",)}
KIJKERS = ("anna", "vera", "buur", "balie", "zoe", "piet", "rik", "fg", "beheer", "beleid", "burgemeester")
ONTVANGERS = {
    "zorg": ("zoe", "taak-zorg", {"identiteit", "zorg"}),
    "zvh": ("piet", "wgs-zvh", {"strafbaar"}),
    "riec": ("rik", "wgs-riec", {"strafbaar"}),
}
DOENERS = ("anna", "vera", "anna", "vera", "zoe", "piet", "rik", *KIJKERS)  # who may, more often than who may not
BIJ_ONTVANGER = {"verzonden", "ontvangen", "geaccepteerd", "afgewezen", "afgerond"}


@dataclass
class Geheim:
    """What the machine itself remembers of a signaal, apart from the product."""

    pk: int
    bij: str
    melder: str
    woord: str
    afgeschermd: bool = False
    team: set[str] = field(default_factory=set)
    nood: dict[str, UUID] = field(default_factory=dict)  # who broke the glass and did not end it
    pakketten: dict[UUID, list[str]] = field(default_factory=dict)  # id -> [receiver, status]


@dataclass
class Telling:
    """Over all examples of one run."""

    toegangen: int = 0
    geweigerd: int = 0
    gelukt: int = 0


TELLING = Telling()


class Keten(RuleBasedStateMachine):
    """Acts of many people, and after them everyone tries to look at everything."""

    cast: Cast
    signalen = Bundle("signalen")

    @initialize()
    def begin(self) -> None:
        self.kader = zonder_sporen()
        self.kader.__enter__()
        self.geheimen: list[Geheim] = []
        self.wie: dict[str, Wie] = {naam: als(getattr(self.cast, naam)) for naam in KIJKERS}
        self.grondslagen = {g.code: g.pk for g in Grondslag.objects.all()}

    def teardown(self) -> None:
        if not hasattr(self, "kader"):
            return
        try:
            for geheim in self.geheimen:  # however the acts fell, in the end everyone tries everything
                self._iedereen_kijkt(geheim)
            self._iedereen_ziet_de_lijst()
        finally:
            self.kader.__exit__(None, None, None)

    @rule(target=signalen, melder=st.sampled_from(MELDERS), dicht=st.booleans())
    def meld(self, melder: str, dicht: bool) -> Geheim:
        bij = "gemeente" if melder == "balie" else "buurgemeente"
        woord = f"GEHEIM{len(self.geheimen):03d}X"
        nieuw = nieuw_signaal(
            kanaal=Kanaal.MEDEWERKER,
            code="",
            waarneming=f"Gezien: {woord}.",
            personen=(
                NieuweBetrokkene(
                    "slachtoffer", identiteit={"naam": f"Naam {woord}"}, zorg={"omschrijving": f"Hulp {woord}"}
                ),
            ),
        )
        geheim = Geheim(meld(nieuw, door=self.wie[melder]).pk, bij, melder, woord)
        self.geheimen.append(geheim)
        if dicht:  # so that shielded dossiers are as common as open ones
            eerste = BEHANDELAARS[bij][0]
            behandelen.neem_in_beoordeling(signaal_id=geheim.pk, door=self.wie[eerste])
            behandelen.scherm_af(signaal_id=geheim.pk, afgeschermd=True, door=self.wie[eerste])
            geheim.afgeschermd, geheim.team = True, {eerste}
        return geheim

    def _doe(self, act: Callable[[], object]) -> bool:
        """Run an act; say whether it was allowed. Being too late is no leak."""
        TELLING.toegangen += 1
        try:
            act()
        except (*DICHT, OvergangNietToegestaanError):
            return False
        return True

    def _hoort_bij(self, g: Geheim, naam: str) -> bool:
        return naam in BEHANDELAARS[g.bij] and (not g.afgeschermd or naam in g.team)

    def _leest(self, g: Geheim, naam: str) -> bool:
        return self._hoort_bij(g, naam) or naam in g.nood

    @rule(g=signalen, naam=st.sampled_from(DOENERS))
    def breek_het_glas(self, g: Geheim, naam: str) -> None:
        door, nummer = self.wie[naam], Signaal.objects.get(pk=g.pk).nummer
        hoorde = self._hoort_bij(g, naam)
        rijen = Noodtoegang.objects.filter(medewerker_id=door.medewerker_id)
        eerder = set(rijen.values_list("pk", flat=True))
        TELLING.toegangen += 1
        try:
            pk = open_in_nood(nummer=nummer, reden="Er is nu gevaar en niemand is te bereiken.", door=door)
        except (*DICHT, OngeldigeInvoerError, TeVeelPogingenError):
            assert naam not in BEHANDELAARS[g.bij]
            return
        # Numbers run per organisation: this one may be another signaal, but then one of the own organisation.
        eigen = next(x for x in self.geheimen if x.pk == pk)
        assert naam in BEHANDELAARS[eigen.bij]
        assert eigen is g or eigen.bij != g.bij
        nieuw = list(rijen.filter(dossier__signaal=pk, beeindigd_op=None).exclude(pk__in=eerder))
        assert not (nieuw and eigen is g and hoorde), "Who already reads it, breaks no glass."
        for rij in nieuw:
            eigen.nood[naam] = rij.pk

    @rule(g=signalen, naam=st.sampled_from(DOENERS))
    def beeindig_de_nood(self, g: Geheim, naam: str) -> None:
        for wie, pk in list(g.nood.items()):
            gelukt = self._doe(lambda pk=pk: beeindig(noodtoegang_id=pk, door=self.wie[naam]))
            assert gelukt == (wie == naam)
            if gelukt:
                del g.nood[wie]

    @rule(g=signalen, naam=st.sampled_from(("fg", "fg", "anna", "buur", "beheer")), goed=st.booleans())
    def oordeel(self, g: Geheim, naam: str, goed: bool) -> None:
        for wie, pk in list(g.nood.items()):
            wat = Noodoordeel.TERECHT if goed else Noodoordeel.ONTERECHT
            gelukt = self._doe(
                lambda pk=pk, wat=wat: beoordeel(
                    noodtoegang_id=pk, oordeel=wat, opmerking="Nagevraagd bij het team.", door=self.wie[naam]
                )
            )
            assert not gelukt or (naam == "fg" and g.bij == "gemeente")
            if gelukt and not goed:
                del g.nood[wie]

    @rule(g=signalen, naam=st.sampled_from(DOENERS))
    def neem_op(self, g: Geheim, naam: str) -> None:
        gelukt = self._doe(lambda: behandelen.neem_in_beoordeling(signaal_id=g.pk, door=self.wie[naam]))
        assert not gelukt or self._hoort_bij(g, naam)

    @rule(g=signalen, naam=st.sampled_from(DOENERS), dicht=st.booleans())
    def scherm_af(self, g: Geheim, naam: str, dicht: bool) -> None:
        gelukt = self._doe(lambda: behandelen.scherm_af(signaal_id=g.pk, afgeschermd=dicht, door=self.wie[naam]))
        assert gelukt == self._hoort_bij(g, naam)
        if gelukt:
            behandelaar = Signaal.objects.get(pk=g.pk).behandelaar
            g.afgeschermd = dicht
            g.team |= {naam, *([behandelaar.username] if behandelaar else [])}

    @rule(g=signalen, naam=st.sampled_from(DOENERS), naar=st.sampled_from(("anna", "vera")))
    def wijs_toe(self, g: Geheim, naam: str, naar: str) -> None:
        if g.bij != "gemeente":
            return
        ander = getattr(self.cast, naar).pk
        gelukt = self._doe(lambda: behandelen.wijs_toe(signaal_id=g.pk, medewerker_id=ander, door=self.wie[naam]))
        assert not gelukt or self._hoort_bij(g, naam)
        if gelukt and g.afgeschermd:
            g.team.add(naar)

    @rule(
        g=signalen,
        naar=st.sampled_from(sorted(ONTVANGERS)),
        naam=st.sampled_from(("anna", "vera", "buur", "zoe", "piet")),
    )
    def geef_door(self, g: Geheim, naar: str, naam: str) -> None:
        door = self.wie[naam]
        signaal = Signaal.objects.get(pk=g.pk)
        if signaal.status == "ontvangen":
            self._doe(lambda: behandelen.neem_in_beoordeling(signaal_id=g.pk, door=door))
        _wie, code, groepen = ONTVANGERS[naar]
        voorstel = Voorstel(
            getattr(self.cast, naar).pk,
            self.grondslagen[code],
            frozenset(groepen),
            "doel",
            over_wie=frozenset({"slachtoffer"}),
            procesregie=not any(r[1] in {*BIJ_ONTVANGER, "klaargezet"} - {"afgewezen"} for r in g.pakketten.values()),
        )

        def act() -> None:
            nu = Signaal.objects.get(pk=g.pk)
            if not nu.beoordelingen.exists():
                beoordelen.beoordeel(
                    signaal_id=g.pk,
                    uitkomsten=[Uitkomst.ZORG, Uitkomst.ONDERMIJNING],
                    versie=nu.versie,
                    door=door,
                    reden="Een reden die lang genoeg is om te tellen.",
                )
            nu.refresh_from_db()
            getoetst = doorgeleiden.bekijk_pakketten(signaal_id=g.pk, voorstellen=[voorstel], door=door)
            if any(r[0] == naar and r[1] not in {"afgewezen", "ingetrokken"} for r in g.pakketten.values()):
                raise NietToegestaanError
            gemaakt = doorgeleiden.leid_door(
                signaal_id=g.pk, voorstellen=[x.voorstel for x in getoetst], versie=nu.versie, door=door
            )
            g.pakketten[gemaakt.delen.get().verstrekking_id] = [naar, "verzonden"]

        if g.bij != "gemeente" and self._hoort_bij(g, naam):
            return  # the buurgemeente has no afspraken: the gate is another test
        gelukt = self._doe(act)
        assert not gelukt or self._hoort_bij(g, naam)

    @rule(
        g=signalen,
        naam=st.sampled_from(DOENERS),
        wat=st.sampled_from(("openen", "accepteren", "afwijzen", "intrekken")),
    )
    def antwoord(self, g: Geheim, naam: str, wat: str) -> None:
        door = self.wie[naam]
        for pk, pakket in g.pakketten.items():
            acts = {
                "openen": (lambda pk=pk: doorgeleiden.open_als_ontvanger(verstrekking_id=pk, door=door), "ontvangen"),
                "accepteren": (lambda pk=pk: accepteer(verstrekking_id=pk, door=door), "geaccepteerd"),
                "afwijzen": (
                    lambda pk=pk: doorgeleiden.wijs_af(verstrekking_id=pk, reden="niet voor ons", door=door),
                    "afgewezen",
                ),
                "intrekken": (lambda pk=pk: doorgeleiden.trek_in(verstrekking_id=pk, door=door), "ingetrokken"),
            }
            act, naar_status = acts[wat]
            gelukt = self._doe(act)
            is_ontvanger = naam == ONTVANGERS[pakket[0]][0]
            if wat == "intrekken":
                assert not gelukt or self._hoort_bij(g, naam)
            elif wat != "openen":
                assert not gelukt or is_ontvanger
            if gelukt and (wat != "openen" or (is_ontvanger and pakket[1] == "verzonden")):
                pakket[1] = naar_status

    def _kijk(self, mag: bool, woord: str, lees: Callable[[], object]) -> None:
        """One access. Without the right: no answer at all. With it: only the own word."""
        TELLING.toegangen += 1
        try:
            gezien = repr(lees())
        except DICHT:
            TELLING.geweigerd += 1
            assert not mag
            return
        assert mag
        TELLING.gelukt += 1
        vreemd = [g.woord for g in self.geheimen if g.woord != woord and g.woord in gezien]
        assert not vreemd

    @rule(g=signalen)
    def iedereen_kijkt(self, g: Geheim) -> None:
        self._iedereen_kijkt(g)
        self._iedereen_ziet_de_lijst()

    def _iedereen_kijkt(self, g: Geheim) -> None:
        for naam in KIJKERS:
            door = self.wie[naam]
            hoort = self._leest(g, naam)
            self._kijk(hoort, g.woord, lambda door=door: selectors.dossierblad(door, g.pk, onthul=True))
            self._kijk(naam == g.melder, g.woord, lambda door=door: selectors.eigen_stand(door, g.pk))
            for pk, (naar, status) in g.pakketten.items():
                ontvangt = naam == ONTVANGERS[naar][0] and status in BIJ_ONTVANGER
                # Who refused still sees that it did, and nothing of what was in it.
                eigen = "" if status == "afgewezen" and not hoort else g.woord
                self._kijk(hoort or ontvangt, eigen, lambda door=door, pk=pk: verstrekkingsblad(door, pk))

    def _iedereen_ziet_de_lijst(self) -> None:
        for naam, door in self.wie.items():
            lijst = {s.pk for s in selectors.werklijst(door, tab="alle").rijen}
            verwacht = {x.pk for x in self.geheimen if self._hoort_bij(x, naam)}
            TELLING.toegangen += 1
            assert lijst <= verwacht
            assert len(lijst) == min(len(verwacht), selectors.PER_PAGINA)

    @rule(naam=st.sampled_from(KIJKERS))
    def kijk_in_het_postvak(self, naam: str) -> None:
        vak = casusselectors.ontvangen_verstrekkingen(self.wie[naam], tab="alle")
        TELLING.toegangen += 1
        eigen = {
            pk
            for g in self.geheimen
            for pk, (naar, status) in g.pakketten.items()
            if ONTVANGERS[naar][0] == naam and status in BIJ_ONTVANGER
        }
        assert {v.pk for v in vak.rijen} <= eigen

    @rule(naam=st.sampled_from(KIJKERS))
    def kijk_naar_casussen(self, naam: str) -> None:
        rijen = casusselectors.casuslijst(self.wie[naam]).rijen
        TELLING.toegangen += 1
        eigen = {
            pk
            for g in self.geheimen
            for pk, (naar, status) in g.pakketten.items()
            if ONTVANGERS[naar][0] == naam and status in {"geaccepteerd", "afgerond"}
        }
        assert {c.verstrekking_id for c in rijen} <= eigen


def loop_door(cast: Cast, *, minstens: int, voorbeelden: int) -> None:
    """Run the machine until so many accesses were made."""
    TELLING.toegangen = TELLING.geweigerd = TELLING.gelukt = 0
    Keten.cast = cast
    while TELLING.geweigerd + TELLING.gelukt < minstens:
        run_state_machine_as_test(  # type: ignore[no-untyped-call]  # hypothesis ships no type for it
            Keten,
            settings=settings(
                max_examples=voorbeelden,
                stateful_step_count=30,
                deadline=None,
                database=None,
                derandomize=False,  # with CI set, hypothesis would play one and the same game over and over
                suppress_health_check=list(HealthCheck),
            ),
        )
    assert TELLING.geweigerd > TELLING.toegangen // 10
    assert TELLING.gelukt > TELLING.toegangen // 50


def test_two_thousand_accesses_across_organisations_leak_nothing() -> None:
    loop_door(maak_cast(), minstens=2_000, voorbeelden=int(os.environ.get("BAKEN_VOORBEELDEN", "8")))


@pytest.mark.lang
def test_fifty_thousand_accesses_across_organisations_leak_nothing() -> None:
    loop_door(maak_cast(), minstens=50_000, voorbeelden=60)
