"""Reading along: the list, the page and the decision give what the rules say of the facts, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import Cast, afspraak, maak_cast
from tests.dossiers.hulp import VANDAAG, zonder_sporen

from baken.dossiers.context import leescontext
from baken.dossiers.models import Dossier, Dossiersoort, Dossiertoegang, Toestemming, Verstrekking
from baken.dossiers.querysets import geldige_deelname, zichtbare_dossiers
from baken.dossiers.rules import Feiten, Instemming, deelname_geldig
from baken.dossiers.services import onderwerp_dossier
from baken.dossiers.soorten import Toestemmingsdoel, Verstrekkingssoort
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.kern import klok
from baken.keten.models import Afspraak, Afspraakpartij, Grondslag
from baken.keten.rules import Basis, Levering, Overeenkomst
from baken.organisaties.besluit import Band, Wie, decide
from baken.organisaties.models import Organisatie
from baken.organisaties.rollen import Rol

pytestmark = pytest.mark.django_db
RECHT = "delen.meelezen"


@dataclass(frozen=True)
class Geval:
    """Everything on which reading along hangs; by far most of it is good, so that each cause is met alone.

    Numbers are days from today on which something begins or ends; None: it has no end.
    """

    grondslag_tot: int | None
    voor_zorg: bool
    draagt_groepen: bool
    vraagt_afspraak: bool
    afspraak_tot: int | None
    bevestigd: bool
    partij_tot: int | None
    op_toestemming: bool
    toestemming: tuple[int | None, int | None] | None  # taken back, lapses
    ontvanger_tot: int | None
    afzender_tot: int | None
    toegang_van: int
    toegang_tot: int
    besluit_tot: int
    status: str
    beeindigd: bool
    live: bool
    afgeschermd: bool
    voor_mij: bool | None  # None: for the whole organisation
    factor: bool


def meestal(goed: object, *anders: object) -> st.SearchStrategy[object]:
    return st.sampled_from([*[goed] * 12, *anders])


GEVAL = st.builds(
    Geval,
    grondslag_tot=meestal(None, -1, 0, 3),
    voor_zorg=meestal(True, False),
    draagt_groepen=meestal(True, False),
    vraagt_afspraak=st.booleans(),
    afspraak_tot=meestal(None, -1, 0, 3),
    bevestigd=meestal(True, False),
    partij_tot=meestal(None, -1, 0, 3),
    op_toestemming=st.booleans(),
    toestemming=meestal((None, None), None, (0, None), (-1, None), (None, 0), (None, 2)),
    ontvanger_tot=meestal(None, 0, 3),
    afzender_tot=meestal(None, 0, 3),
    toegang_van=meestal(-2, 0, 1),
    toegang_tot=meestal(9, 0, 1),
    besluit_tot=meestal(9, 0, 1),
    status=meestal(Verstrekkingsstatus.GEACCEPTEERD, *Verstrekkingsstatus.values),
    beeindigd=meestal(False, True),
    live=meestal(True, False),
    afgeschermd=meestal(False, True),
    voor_mij=meestal(None, True, False),
    factor=meestal(True, False),
)


@pytest.fixture
def cast() -> Cast:
    cast = maak_cast()
    afspraak("zvh_convenant", cast.zvh, cast.zorg)
    return cast


def dag(n: int | None) -> date | None:
    return None if n is None else VANDAAG + timedelta(days=n)


def schrijf(cast: Cast, g: Geval) -> Dossier:
    """Write the rows of a case, also those that no service makes."""
    grondslag = Grondslag.objects.create(
        code=f"g-{uuid4().hex[:12]}",
        naam="Grondslag",
        soort="toestemming" if g.op_toestemming else "wet",
        ontvangers=["zorgcoordinatie"] if g.voor_zorg else ["politie"],
        veldgroepen=["identiteit", "contact"] if g.draagt_groepen else ["contact"],
        vraagt_afspraak="zvh_convenant" if g.vraagt_afspraak else "",
        geldig_van=VANDAAG - timedelta(days=90),
        geldig_tot=dag(g.grondslag_tot),
        bron="verzonnen",
        verificatie="verzonnen",
    )
    rij = Afspraak.objects.get(beheerder=cast.zvh)
    Afspraak.objects.filter(pk=rij.pk).update(
        geldig_tot=dag(g.afspraak_tot), bevestigd_op=VANDAAG if g.bevestigd else None
    )
    Afspraakpartij.objects.filter(afspraak=rij, organisatie=cast.zorg).update(geldig_tot=dag(g.partij_tot))
    Organisatie.objects.filter(pk=cast.zorg.pk).update(geldig_tot=dag(g.ontvanger_tot))
    Organisatie.objects.filter(pk=cast.zvh.pk).update(geldig_tot=dag(g.afzender_tot))
    dossier = Dossier.objects.create(
        id=uuid4(),
        soort=Dossiersoort.CASUS,
        organisatie=cast.zvh,
        afgeschermd=g.afgeschermd,
        aangemaakt_op=klok.nu(),
    )
    toestemming = None
    if g.toestemming is not None:
        weg, vervalt = g.toestemming
        toestemming = Toestemming.objects.create(
            dossier=dossier,
            doel=Toestemmingsdoel.DELEN,
            ontvanger=cast.zorg,
            gegeven_op=VANDAAG - timedelta(days=10),
            ingetrokken_op=dag(weg),
            vervalt_op=dag(vervalt),
            vastgelegd_op=klok.nu(),
            vastgelegd_door=cast.piet,
        )
    verstrekking = Verstrekking.objects.create(
        dossier=dossier,
        afzender=cast.zvh,
        ontvanger=cast.zorg,
        grondslag=grondslag,
        afspraak=rij if g.vraagt_afspraak else None,
        toestemming=toestemming,
        soort=Verstrekkingssoort.DEELBESLUIT,
        veldgroepen=["identiteit"],
        delen=["slachtoffer"],
        live=g.live,
        geldig_tot=dag(g.besluit_tot),
        status=g.status,
        beeindigd_op=klok.nu() if g.beeindigd else None,
        pakket_hash="0" * 64,
        klaargezet_op=klok.nu(),
        klaargezet_door=cast.piet,
    )
    Dossiertoegang.objects.create(
        dossier=dossier,
        organisatie=cast.zorg,
        dossier_organisatie=cast.zvh,
        medewerker=None if g.voor_mij is None else (cast.zoe if g.voor_mij else cast.piet),
        verstrekking=verstrekking,
        grondslag=grondslag,
        doel="meelezen",
        veldgroepen=["identiteit"],
        delen=["slachtoffer"],
        geldig_van=dag(g.toegang_van),
        geldig_tot=dag(g.toegang_tot),
    )
    return dossier


def feiten(cast: Cast, g: Geval) -> Feiten:
    """Return the same case as facts, made of the case and not of the rows."""
    partijen = {cast.zvh.pk} | ({cast.zorg.pk} if g.partij_tot is None or g.partij_tot > 0 else set())
    return Feiten(
        levering=Levering(
            afzender_id=cast.zvh.pk,
            ontvanger_id=cast.zorg.pk,
            ontvanger_soort="zorgcoordinatie",
            ontvanger_bestaat=g.ontvanger_tot is None or g.ontvanger_tot > 0,
            veldgroepen=frozenset({"identiteit"}),
            op=VANDAAG,
            toestemming_vastgelegd=g.toestemming is not None,
        ),
        basis=Basis(
            code="g",
            naam="Grondslag",
            soort="toestemming" if g.op_toestemming else "wet",
            ontvangers=frozenset({"zorgcoordinatie"} if g.voor_zorg else {"politie"}),
            veldgroepen=frozenset({"identiteit", "contact"} if g.draagt_groepen else {"contact"}),
            vraagt_afspraak="zvh_convenant" if g.vraagt_afspraak else "",
            geldig_van=VANDAAG - timedelta(days=90),
            geldig_tot=dag(g.grondslag_tot),
        ),
        overeenkomst=Overeenkomst(
            soort="zvh_convenant",
            naam="afspraak",
            partijen=frozenset(partijen),
            geldig_van=date(2020, 1, 1),
            geldig_tot=dag(g.afspraak_tot),
            bevestigd=g.bevestigd,
        )
        if g.vraagt_afspraak
        else None,
        instemming=None
        if g.toestemming is None
        else Instemming(VANDAAG - timedelta(days=10), dag(g.toestemming[0]), dag(g.toestemming[1])),
        toegang_van=VANDAAG + timedelta(days=g.toegang_van),
        toegang_tot=dag(g.toegang_tot),
        geldig_tot=dag(g.besluit_tot),
        aangenomen=g.status == Verstrekkingsstatus.GEACCEPTEERD,
        beeindigd=g.beeindigd,
        live=g.live,
        afzender_bestaat=g.afzender_tot is None or g.afzender_tot > 0,
    )


@pytest.fixture(autouse=True)
def stille_klok() -> Iterator[None]:
    """Let it be the day of the facts: row security asks the clock too."""
    with klok.zet_stil(datetime.combine(VANDAAG, time(12), tzinfo=UTC)):
        yield


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(g=GEVAL)
def test_the_list_of_what_is_read_along_is_what_the_rules_say_of_the_facts(cast: Cast, g: Geval) -> None:
    with zonder_sporen():
        dossier = schrijf(cast, g)
        door = Wie(cast.zoe.pk, cast.zorg.pk, frozenset({Rol.ZORGCOORDINATOR}), VANDAAG, g.factor)
        geldt = deelname_geldig(feiten(cast, g)).open and g.voor_mij is not False

        with leescontext(door):
            gevonden = Dossier.objects.filter(geldige_deelname(door, "pk"), pk=dossier.pk).exists()
            te_zien = Dossier.objects.filter(
                zichtbare_dossiers(door, RECHT, pad="pk", afgeschermd="afgeschermd"), pk=dossier.pk
            ).exists()
            zichtbaar = Dossier.objects.filter(pk=dossier.pk).exists()  # what the database itself shows at all
            onderwerp = onderwerp_dossier(door, dossier, soort="casus") if zichtbaar else None
        assert gevonden == geldt
        mag = onderwerp is not None and decide(door, RECHT, onderwerp).toegestaan
        assert te_zien == mag == (geldt and g.factor and not g.afgeschermd)
        if onderwerp is not None:
            assert (Band.DEELNEMER in onderwerp.banden) == geldt
            for groep, deel in (("identiteit", "dader"), ("zorg", "slachtoffer"), ("contact", "slachtoffer")):
                assert not decide(door, RECHT, onderwerp, groep, deel).toegestaan
            assert decide(door, RECHT, onderwerp, "identiteit", "slachtoffer").toegestaan == mag


@pytest.mark.parametrize(
    "handeling", ["casussen.inzien", "casussen.behandelen", "delen.voorbereiden", "signalen.inzien"]
)
def test_who_reads_along_can_do_nothing_else(cast: Cast, handeling: str) -> None:
    g = Geval(
        grondslag_tot=None,
        voor_zorg=True,
        draagt_groepen=True,
        vraagt_afspraak=True,
        afspraak_tot=None,
        bevestigd=True,
        partij_tot=None,
        op_toestemming=False,
        toestemming=None,
        ontvanger_tot=None,
        afzender_tot=None,
        toegang_van=-1,
        toegang_tot=9,
        besluit_tot=9,
        status=Verstrekkingsstatus.GEACCEPTEERD,
        beeindigd=False,
        live=True,
        afgeschermd=False,
        voor_mij=None,
        factor=True,
    )
    dossier = schrijf(cast, g)
    door = Wie(cast.zoe.pk, cast.zorg.pk, frozenset(Rol), VANDAAG, True)

    with leescontext(door):
        assert Dossier.objects.filter(geldige_deelname(door, "pk"), pk=dossier.pk).exists()
        assert not Dossier.objects.filter(
            zichtbare_dossiers(door, handeling, pad="pk", afgeschermd="afgeschermd"), pk=dossier.pk
        ).exists()
        assert not decide(door, handeling, onderwerp_dossier(door, dossier, soort="casus")).toegestaan
