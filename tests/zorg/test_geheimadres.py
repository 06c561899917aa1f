"""Nothing that is typed next to a shelter says where it is. All addresses are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.cast import Cast, afspraak, als
from tests.casussen.hulp import VRAAG, regisseur, vastgelopen
from tests.casussen.test_openen import aanmelding
from tests.dossiers.deelhulp import voorstel
from tests.signalen.hulp import doorgegeven, naar_zorg
from tests.zorg.hulp import traject
from tests.zorg.opvanghulp import plek, voorziening

from baken.casussen.models import Casus
from baken.casussen.services import afsluiten, behandelen, opschalen, overleg, personen
from baken.casussen.services.aannemen import accepteer
from baken.casussen.services.openen import open_direct
from baken.casussen.soorten import Afsluitreden
from baken.casussen.verloop import Casusstatus
from baken.dossiers import deelbesluiten, toestemmingen
from baken.dossiers.acties import NieuweActie
from baken.dossiers.inhoud import WAAR_HET_GEBEURT
from baken.dossiers.services import NieuweLocatie
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming
from baken.dossiers.verloop import Afloop
from baken.kern import klok
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError
from baken.kern.models import Journaalregel, Uitkomst
from baken.keten.models import Bijeenkomst
from baken.keten.soorten import Wijze
from baken.signalen.services import doorgeleiden
from baken.zorg.geheimadres import LIJKT, NAAM_VERRAADT, TEKST_VERRAADT, VERRAADT, keur_aanduiding, noemt_adres
from baken.zorg.models import Trajectstuk, Zorgdoel
from baken.zorg.opvanggegevens import Bereikbaarheid, Voorzieninggegevens
from baken.zorg.rules.opvang import Voorwaarden
from baken.zorg.services import begeleiden, overdragen, plan, voorzieningen
from baken.zorg.services.begeleiden import Contact
from baken.zorg.services.plan import Doel

ADRES = "Lindelaan 12, 1234 AB Kadehaven"
WAAR = Bereikbaarheid(ADRES)
GOED = Voorzieninggegevens(naam="Huis Een", voorwaarden=Voorwaarden())


@pytest.mark.parametrize(
    ("adres", "tekst", "noemt"),
    [
        (ADRES, "Zij slaapt aan de lindelaan.", True),
        (ADRES, "Lindelaan12", True),
        (ADRES, "ergens in 1234AB", True),
        (ADRES, "Zij slaapt in Kadehaven.", False),
        (ADRES, "Zij is 12 weken hier.", False),
        ("Hoge Dijk 85", "bij de Hoge  Dijk", True),
        ("2e Dwarsweg 5", "de 2e dwarsweg", True),
        ("Markt 3, Kadehaven", "Zij was op de markt.", False),
        ("Markt 3, Kadehaven", "Zij was op Markt 3.", True),
        ("Verborgen Hoeve, Kadehaven", "de verborgen hoeve", True),
    ],
)
def test_a_street_or_a_postcode_is_found_however_it_is_written(adres: str, tekst: str, noemt: bool) -> None:
    assert noemt_adres(adres, tekst) is noemt


def test_what_looks_like_an_address_is_no_name_before_there_is_one() -> None:
    assert keur_aanduiding("", "Lindelaan 12") == keur_aanduiding("", "huis 1234 AB") == LIJKT
    assert keur_aanduiding("", "Huis Kade") == keur_aanduiding(ADRES, "kamer 12") == ""
    assert keur_aanduiding(ADRES, "Huis 12", met_nummer=True) == VERRAADT


@pytest.mark.parametrize("veld", ["naam", "doelgroepnoot", "bron"])
def test_a_facility_is_not_called_after_its_address(cast: Cast, veld: str) -> None:
    door = als(cast.zoe)
    huis = voorziening(door, naam="Huis Een")
    voorzieningen.leg_adres_vast(voorziening_id=huis.pk, waar=WAAR, door=door)
    with pytest.raises(OngeldigeInvoerError) as fout:
        voorzieningen.werk_bij(
            voorziening_id=huis.pk, versie=1, gegevens=replace(GOED, **{veld: "De Lindelaan"}), door=door
        )
    assert fout.value.fouten == {veld: [VERRAADT]}
    with pytest.raises(OngeldigeInvoerError) as fout:
        plek(door, huis, "Lindelaan 1")
    assert fout.value.fouten == {"code": [VERRAADT]}
    plek(door, huis, "kamer 12")
    voorzieningen.werk_bij(voorziening_id=huis.pk, versie=1, gegevens=GOED, door=door)


def test_an_address_that_comes_later_is_held_against_what_stands_there(cast: Cast) -> None:
    door = als(cast.zoe)
    for velden, code in (({"naam": "De Lindelaan"}, "1"), ({"doelgroepnoot": "lindelaan"}, "1"), ({}, "Lindelaan")):
        huis = voorziening(door, **{"naam": f"Huis {len(velden)}{code}", **velden})
        plek(door, huis, code)
        with pytest.raises(OngeldigeInvoerError) as fout:
            voorzieningen.leg_adres_vast(voorziening_id=huis.pk, waar=WAAR, door=door)
        assert fout.value.fouten == {"adres": [NAAM_VERRAADT]}
        huis.refresh_from_db()
        assert huis.adres is None


def test_a_traject_does_not_say_where_a_shelter_of_the_own_organisation_is(cast: Cast) -> None:
    door = als(cast.zoe)
    t = traject(door)
    huis = voorziening(door)
    contact = Contact(dag=klok.vandaag(), wijze="telefoon", tekst="Zij slaapt aan de Lindelaan 12.")
    begeleiden.leg_contact_vast(traject_id=t.pk, contact=contact, door=door)  # no shelter is there, as far as we know
    voorzieningen.leg_adres_vast(voorziening_id=huis.pk, waar=WAAR, door=door)
    stukken = Trajectstuk.objects.count()
    gesprek = "Zij slaapt aan de Lindelaan 12."
    weigert: tuple[tuple[str, Callable[[], object]], ...] = (
        ("tekst", lambda: begeleiden.leg_contact_vast(traject_id=t.pk, contact=contact, door=door)),
        ("doel", lambda: plan.stel_doel(traject_id=t.pk, doel=Doel("LG-WONEN", "Slapen.", gesprek), door=door)),
        (
            "reden",
            lambda: overdragen.stel_overdracht_voor(traject_id=t.pk, naar_id=cast.zara.pk, reden=gesprek, door=door),
        ),
    )
    for veld, doe in weigert:
        with pytest.raises(OngeldigeInvoerError) as fout:
            doe()
        assert fout.value.fouten == {veld: [TEKST_VERRAADT]}
    assert (Trajectstuk.objects.count(), Zorgdoel.objects.count()) == (stukken, 0)
    begeleiden.leg_contact_vast(traject_id=t.pk, contact=replace(contact, tekst="Zij slaapt in de opvang."), door=door)


GESPREK = "Wij spraken haar gister aan de Lindelaan 12 en zij zei ja."


def _zet_stand(cast: Cast, casus: Casus) -> object:
    naar = Casusstatus.VASTGELOPEN
    return behandelen.zet_stand(casus_id=casus.pk, versie=casus.versie, naar=naar, reden=GESPREK, door=als(cast.zoe))


def _maak_actie(cast: Cast, casus: Casus) -> object:
    actie = NieuweActie(GESPREK, cast.zoe.pk, klok.vandaag())
    return behandelen.maak_actie(casus_id=casus.pk, actie=actie, door=als(cast.zoe))


def _plan(cast: Cast, casus: Casus, punt: str = GESPREK) -> Bijeenkomst:
    nieuw = overleg.NieuwOverleg(klok.nu(), Wijze.DIGITAAL, [punt], (cast.zoe.pk,))
    with klok.zet_stil(nieuw.op):
        return overleg.plan_overleg(casus_id=casus.pk, versie=casus.versie, overleg=nieuw, door=als(cast.zoe))


def _leg_overleg_vast(cast: Cast, casus: Casus) -> object:
    bijeen = _plan(cast, casus, "Opening")
    verslag = overleg.Verslag({}, ["Wij bellen.", GESPREK])
    return overleg.leg_overleg_vast(
        casus_id=casus.pk, bijeenkomst_id=bijeen.pk, versie=1, verslag=verslag, door=als(cast.zoe)
    )


def _meld_afloop(cast: Cast, casus: Casus) -> object:
    _signaal, (pakket,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    accepteer(verstrekking_id=pakket.pk, bij_casus=casus.pk, door=als(cast.zoe))
    return behandelen.meld_afloop(
        casus_id=casus.pk, afloop=Afloop.ZORG_GESTART, toelichting=GESPREK, door=als(cast.zoe)
    )


def _sluit(cast: Cast, casus: Casus) -> object:
    return afsluiten.sluit(
        casus_id=casus.pk, versie=casus.versie, afsluitreden=Afsluitreden.KLAAR, reden=GESPREK, door=als(cast.zoe)
    )


def _toestemming(cast: Cast, casus: Casus) -> object:
    nieuw = NieuweToestemming(Toestemmingsdoel.TOLK, hoe="in een gesprek", woorden=GESPREK)
    return toestemmingen.leg_vast(dossier_id=casus.dossier_id, nieuw=nieuw, door=als(cast.zoe))


def _deel(cast: Cast, casus: Casus, veld: str) -> object:
    afspraak("zvh_convenant", cast.zorg, cast.zvh)
    gekozen = replace(voorstel(cast, ontvanger_id=cast.zvh.pk), **{veld: GESPREK})
    return deelbesluiten.bekijk(dossier_id=casus.dossier_id, voorstel=gekozen, door=als(cast.zoe))


def _schaal_op(cast: Cast, casus: Casus) -> object:
    stuk = vastgelopen(casus, als(cast.zoe))
    return opschalen.schaal_op(
        casus_id=stuk.pk,
        versie=stuk.versie,
        naar_id=regisseur(cast).organisatie_id,
        vraag=replace(VRAAG, geprobeerd="Wij belden aan bij de Lindelaan en niemand deed open."),
        door=als(cast.zoe),
    )


def _wijs_af(cast: Cast, _casus: Casus) -> object:
    _signaal, (pakket,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    return doorgeleiden.wijs_af(verstrekking_id=pakket.pk, reden=GESPREK, door=als(cast.zoe))


@pytest.mark.parametrize(
    ("veld", "doe"),
    [
        ("reden", _zet_stand),
        ("tekst", _maak_actie),
        ("agenda", _plan),
        ("besluiten", _leg_overleg_vast),
        ("toelichting", _meld_afloop),
        ("reden", _sluit),
        ("woorden", _toestemming),
        ("toelichting", lambda cast, casus: _deel(cast, casus, "toelichting")),
        ("motivering", lambda cast, casus: _deel(cast, casus, "motivering")),
        ("geprobeerd", _schaal_op),
        ("reden", _wijs_af),
    ],
)
def test_nothing_that_is_written_says_where_a_shelter_of_the_own_organisation_is(
    cast: Cast, veld: str, doe: Callable[[Cast, Casus], object]
) -> None:
    casus = open_direct(aanmelding=aanmelding(), door=als(cast.zoe))
    voorzieningen.leg_adres_vast(voorziening_id=voorziening(als(cast.zoe)).pk, waar=WAAR, door=als(cast.zoe))
    with pytest.raises(OngeldigeInvoerError) as fout:
        doe(cast, casus)
    assert fout.value.fouten == {veld: [TEKST_VERRAADT]}
    regel = Journaalregel.objects.latest("pk")
    assert (regel.uitkomst, regel.actor_id) == (Uitkomst.GEWEIGERD, cast.zoe.pk)


def test_who_may_not_do_it_hears_nothing_and_another_organisation_writes_what_it_knows(cast: Cast) -> None:
    casus = open_direct(aanmelding=aanmelding(), door=als(cast.zoe))
    voorzieningen.leg_adres_vast(voorziening_id=voorziening(als(cast.zoe)).pk, waar=WAAR, door=als(cast.zoe))
    with pytest.raises(NietGevondenError):
        behandelen.zet_stand(
            casus_id=casus.pk, versie=casus.versie, naar=Casusstatus.VASTGELOPEN, reden=GESPREK, door=als(cast.anna)
        )
    _signaal, (pakket,) = doorgegeven(cast, naar_zorg(cast, procesregie=True, toelichting=GESPREK))
    assert pakket.ontvanger_id == cast.zorg.pk


def test_the_place_of_a_casus_is_not_the_shelter_but_may_be_in_its_street(cast: Cast) -> None:
    door = als(cast.zoe)
    casus = open_direct(aanmelding=aanmelding(), door=door)
    voorzieningen.leg_adres_vast(voorziening_id=voorziening(door).pk, waar=WAAR, door=door)
    plek = NieuweLocatie(adres="lindelaan 12", van=WAAR_HET_GEBEURT)
    with pytest.raises(OngeldigeInvoerError) as fout:
        personen.leg_locatie_vast(casus_id=casus.pk, versie=casus.versie, plaats=plek, door=door)
    assert fout.value.fouten == {"adres": [TEKST_VERRAADT]}
    assert casus.dossier.locaties.count() == 0
    ernaast = replace(plek, adres="Lindelaan 212")
    personen.leg_locatie_vast(casus_id=casus.pk, versie=casus.versie, plaats=ernaast, door=door)
