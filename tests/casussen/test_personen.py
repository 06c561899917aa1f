"""Persons and places of a casus: who may write what, what stays unseen, and who is the same elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.cast import Cast, als, medewerker
from tests.casussen.hulp import casus_van
from tests.casussen.test_openen import CLIENT, aanmelding
from tests.signalen.hulp import besloten, doorgegeven, laatste_regels, naar_zorg, naar_zvh

from baken.casussen.blad import casusblad
from baken.casussen.models import Casus
from baken.casussen.services import behandelen, personen
from baken.casussen.services.aannemen import accepteer
from baken.casussen.services.openen import open_direct
from baken.casussen.velden import schrijfruimte
from baken.casussen.verbanden import verbanden, verbanden_van_pakket
from baken.dossiers.bijwerken import Wijziging
from baken.dossiers.inhoud import WAAR_HET_GEBEURT, open_inhoud
from baken.dossiers.models import Zoekindex
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie, leg_inhoud_vast, sleutel_van
from baken.kern import klok
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VerouderdError,
)
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Medewerker
from baken.organisaties.rollen import Rol
from baken.signalen.services import doorgeleiden
from baken.signalen.soorten import Antwoord

MAN = NieuweBetrokkene("dader", "25-29", "M", identiteit={"naam": "Ype Verzonnen"}, strafbaar={"omschrijving": "Reed"})
PLEK = NieuweLocatie("GM0599", "Bedachtweg 3", "Achter de winkel", WAAR_HET_GEBEURT)


@pytest.fixture
def zorg(cast: Cast) -> Casus:
    """A casus of zoe with one victim."""
    return open_direct(aanmelding=aanmelding(), door=als(cast.zoe))


@pytest.fixture
def zvh(cast: Cast) -> Casus:
    """A casus of piet, who reads both approaches."""
    groepen = frozenset({"identiteit", "strafbaar"})
    _s, (pakket,) = doorgegeven(cast, naar_zvh(cast, veldgroepen=groepen))
    accepteer(verstrekking_id=pakket.pk, door=als(cast.piet))
    return casus_van(pakket.pk)


def erbij(casus: Casus, wie: Medewerker, persoon: NieuweBetrokkene, versie: int = 0) -> Casus:
    casus.refresh_from_db()
    return personen.leg_betrokkene_vast(
        casus_id=casus.pk, versie=versie or casus.versie, persoon=persoon, door=als(wie)
    )


def wijzig(casus: Casus, wie: Medewerker, nummer: int, persoon: NieuweBetrokkene, *weg: str) -> Casus:
    casus.refresh_from_db()
    wijziging = Wijziging(persoon, frozenset(weg))
    return personen.werk_betrokkene_bij(
        casus_id=casus.pk, versie=casus.versie, nummer=nummer, wijziging=wijziging, door=als(wie)
    )


def persoon(casus: Casus, nummer: int) -> Any:
    return open_inhoud(casus.dossier).betrokkenen[nummer - 1]


def zichtbaar(door: Wie, casus: Casus) -> list[dict[int, set[str]] | None]:
    """Return per approach the persons with the groups that are shown; None where it is not for this role."""
    return [
        None if z.personen is None else {p.nummer: set(p.groepen) for p in z.personen}
        for z in casusblad(door, casus.pk).aanpakken
    ]


def test_a_person_more_is_sealed_indexed_and_a_line(cast: Cast, zorg: Casus) -> None:
    nieuw = NieuweBetrokkene("getuige", identiteit={"naam": "Rikste Bedacht"}, contact={"email": "r@bedacht.invalid"})
    erbij(zorg, cast.zoe, nieuw)
    assert persoon(zorg, 2).groepen["identiteit"]["naam"] == "Rikste Bedacht"
    assert laatste_regels()[0] == "casus.persoon_toegevoegd"
    assert Zoekindex.objects.filter(dossier=zorg.dossier, soort="email").count() == 1


def test_changing_leaves_what_is_empty_takes_away_what_is_named_and_renews_the_indexes(cast: Cast, zorg: Casus) -> None:
    anders = replace(CLIENT, leeftijdsgroep="18-24", identiteit={"naam": "Quirina Nieuwnaam"}, contact={})
    wijzig(zorg, cast.zoe, 1, anders, "contact.telefoon")
    open_ = persoon(zorg, 1)
    assert open_.leeftijdsgroep == "18-24"
    assert open_.groepen == {"identiteit": {"naam": "Quirina Nieuwnaam", "geboortedatum": "2020-04-05"}}
    assert laatste_regels()[0] == "casus.persoon_gewijzigd"
    assert set(Zoekindex.objects.filter(dossier=zorg.dossier).values_list("soort", flat=True)) == {"naam_geboortedatum"}


def test_what_is_not_for_the_own_role_stays_as_it_is_and_unseen(cast: Cast, zvh: Casus) -> None:
    nieuw = replace(CLIENT, ook_deel="dader", zorg={"omschrijving": "Wond"}, strafbaar={"omschrijving": "Reed mee"})
    erbij(zvh, cast.piet, nieuw)
    nummer = zvh.dossier.betrokkenen.count()
    # somebody who is both: identity in both approaches, care only in the first, offences only in the second
    eerste, tweede = zichtbaar(als(cast.piet), zvh)
    assert eerste is not None
    assert tweede is not None
    assert eerste[nummer] == {"identiteit", "contact", "zorg"}
    assert tweede[nummer] == {"identiteit", "strafbaar"}
    with pytest.raises(OngeldigeInvoerError):
        wijzig(zvh, cast.piet, nummer, replace(CLIENT, zorg={}, strafbaar={"omschrijving": "Anders"}))
    wijzig(zvh, cast.piet, nummer, replace(CLIENT, ook_deel="facilitator"))
    assert persoon(zvh, nummer).groepen["strafbaar"] == {"omschrijving": "Reed mee"}


def test_a_zorgcoordinator_marks_that_a_victim_is_a_suspect_and_still_reads_no_offences(
    cast: Cast, zorg: Casus
) -> None:
    wijzig(zorg, cast.zoe, 1, replace(CLIENT, ook_deel="dader"))
    assert persoon(zorg, 1).ook_deel == "dader"
    assert zichtbaar(als(cast.zoe), zorg) == [{1: {"identiteit", "contact"}}, None]
    assert schrijfruimte(als(cast.zoe)).delen == {"slachtoffer", "getuige"}


@pytest.mark.parametrize(
    ("rol", "deel", "ook_deel"),
    [
        (Rol.RIEC_ACCOUNTHOUDER, "dader", ""),
        (Rol.RIEC_ACCOUNTHOUDER, "dader", "facilitator"),
        (Rol.ZORGCOORDINATOR, "slachtoffer", ""),
        (Rol.ZORGCOORDINATOR, "getuige", ""),
    ],
)
def test_a_part_of_the_other_approach_is_not_taken_away(
    cast: Cast, zvh: Casus, rol: Rol, deel: str, ook_deel: str
) -> None:
    erbij(zvh, cast.piet, replace(CLIENT, ook_deel="dader"))
    nummer = zvh.dossier.betrokkenen.count()
    rolf = medewerker("rolf", cast.zvh, rol)
    leeg = NieuweBetrokkene(deel, ook_deel=ook_deel)

    with pytest.raises(OngeldigeInvoerError) as fout:
        wijzig(zvh, rolf, nummer, leeg)

    assert "andere aanpak" in fout.value.fouten["ook_deel"][0]
    assert (persoon(zvh, nummer).deel, persoon(zvh, nummer).ook_deel) == ("slachtoffer", "dader")
    wijzig(zvh, rolf, nummer, NieuweBetrokkene("dader", ook_deel="slachtoffer"))  # both stay
    wijzig(zvh, cast.piet, nummer, leeg)  # piet reads both
    assert (persoon(zvh, nummer).deel, persoon(zvh, nummer).ook_deel) == (deel, ook_deel)


@pytest.mark.parametrize(
    ("nieuw", "veld"),
    [
        (MAN, "deel"),
        (replace(CLIENT, deel="niets"), "deel"),
        (replace(CLIENT, ook_deel="slachtoffer"), "ook_deel"),
        (replace(CLIENT, ook_deel="niets"), "deel"),
        (replace(CLIENT, strafbaar={"omschrijving": "Reed"}), ""),
    ],
)
def test_another_approach_is_not_written_in(cast: Cast, zorg: Casus, nieuw: NieuweBetrokkene, veld: str) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        erbij(zorg, cast.zoe, nieuw)
    assert list(fout.value.fouten) == [veld]
    with pytest.raises(OngeldigeInvoerError):
        wijzig(zorg, cast.zoe, 1, nieuw)
    assert zorg.dossier.betrokkenen.count() == 1


def test_who_is_not_for_the_own_role_is_not_there(cast: Cast, zvh: Casus) -> None:
    erbij(zvh, cast.piet, MAN)
    nummer = zvh.dossier.betrokkenen.count()
    erbij(zvh, cast.piet, CLIENT)
    zvh.dossier.organisatie = cast.zvh
    with pytest.raises(NietGevondenError):
        wijzig(zvh, cast.zoe, nummer, CLIENT)  # another organisation
    with pytest.raises(NietGevondenError):
        wijzig(zvh, cast.piet, 99, CLIENT)


def test_an_old_page_changes_nothing(cast: Cast, zorg: Casus) -> None:
    erbij(zorg, cast.zoe, replace(CLIENT, deel="getuige"))
    with pytest.raises(VerouderdError):
        erbij(zorg, cast.zoe, CLIENT, versie=1)


def test_data_that_may_only_be_kept_are_not_changed(cast: Cast, zorg: Casus) -> None:
    zorg.dossier.betrokkenen.update(beperkt_op=klok.vandaag())
    with pytest.raises(NietToegestaanError, match="AVG artikel 18"):
        wijzig(zorg, cast.zoe, 1, CLIENT)


def test_places_come_change_and_go(cast: Cast, zorg: Casus) -> None:
    zoe = als(cast.zoe)
    casus = personen.leg_locatie_vast(casus_id=zorg.pk, versie=zorg.versie, plaats=PLEK, door=zoe)
    (plek,) = casus.dossier.locaties.all()
    leeg = NieuweLocatie("GM0502", "", "Boven de winkel", 1)
    casus = personen.werk_locatie_bij(
        casus_id=zorg.pk, versie=casus.versie, locatie_id=plek.pk, plaats=leeg, weg=False, door=zoe
    )
    (open_,) = open_inhoud(casus.dossier).locaties
    assert (open_.gemeente_code, open_.adres, open_.omschrijving) == ("GM0502", "Bedachtweg 3", "Boven de winkel")
    with pytest.raises(OngeldigeInvoerError):
        personen.leg_locatie_vast(casus_id=zorg.pk, versie=casus.versie, plaats=NieuweLocatie("GM0502"), door=zoe)
    personen.werk_locatie_bij(
        casus_id=zorg.pk, versie=casus.versie, locatie_id=plek.pk, plaats=leeg, weg=True, door=zoe
    )
    assert laatste_regels()[0] == "casus.plaats_verwijderd"
    assert not Zoekindex.objects.filter(dossier=zorg.dossier, soort="adres").exists()


def test_kenmerken_are_recorded_and_an_unknown_form_is_refused(cast: Cast, zorg: Casus) -> None:
    def zet(*vormen: str) -> Casus:
        zorg.refresh_from_db()
        return behandelen.zet_kenmerken(
            casus_id=zorg.pk,
            versie=zorg.versie,
            vormen=vormen,
            jeugd=Antwoord.JA,
            jonge_aanwas=True,
            door=als(cast.zoe),
        )

    casus = zet("CRIM", "CRIM")
    assert (casus.vormen, casus.jeugd, casus.jonge_aanwas) == (["CRIM"], "ja", True)
    assert laatste_regels()[0] == "casus.kenmerken"
    with pytest.raises(OngeldigeInvoerError):
        zet("NIETS")


def test_the_same_person_is_found_over_casussen_and_signalen_of_the_own_organisation_only(
    cast: Cast, zorg: Casus
) -> None:
    tweede = open_direct(aanmelding=aanmelding(), door=als(cast.zoe))
    (verband,) = verbanden(als(cast.zoe), zorg)
    assert (verband.nummer, set(verband.op)) == (tweede.nummer, {"telefoon", "naam_geboortedatum"})
    besloten(cast, personen=(CLIENT,))  # a gemeente knows the same person: that stays there
    assert len(verbanden(als(cast.zoe), zorg)) == 1
    tweede.dossier.afgeschermd = True
    tweede.dossier.save(update_fields=["afgeschermd"])
    tweede.dossier.leden.all().delete()
    assert verbanden(als(cast.zoe), zorg) == [], "what you may not see is no link"


def test_a_packet_more_joins_a_casus_that_is_there(cast: Cast, zorg: Casus) -> None:
    zoe = als(cast.zoe)
    signaal = besloten(cast, personen=(CLIENT,), vormen=("SEKS",))
    _s, (pakket,) = doorgegeven(cast, naar_zorg(cast, procesregie=True), signaal=signaal)
    assert verbanden_van_pakket(zoe, pakket.pk) == [], "a packet that nobody opened is compared with nothing"
    doorgeleiden.open_als_ontvanger(verstrekking_id=pakket.pk, door=zoe)
    assert [v.pk for v in verbanden_van_pakket(zoe, pakket.pk)] == [zorg.pk]
    casus = accepteer(verstrekking_id=pakket.pk, bij_casus=zorg.pk, door=zoe)
    assert casus == zorg
    assert Casus.objects.count() == 1
    assert [b.verstrekking_id for b in zorg.bronnen.all()] == [pakket.pk]
    assert zorg.dossier.betrokkenen.count() == 2, "what another says of somebody stands beside it, and is not merged"
    assert laatste_regels(2)[-1] == "casus.pakket_toegevoegd" or "casus.pakket_toegevoegd" in laatste_regels(4)
    zorg.refresh_from_db()
    assert zorg.vormen == ["ARB", "SEKS"]


def test_a_packet_joins_no_casus_of_others_and_none_that_is_closed(cast: Cast, zorg: Casus) -> None:
    _s, (pakket, _zvh) = doorgegeven(cast)
    zoe = als(cast.zoe)
    _s, (ander,) = doorgegeven(cast, naar_zvh(cast))
    vreemd = accepteer(verstrekking_id=ander.pk, door=als(cast.piet))
    with pytest.raises(NietGevondenError):
        accepteer(verstrekking_id=pakket.pk, bij_casus=vreemd.pk, door=zoe)
    Casus.objects.filter(pk=zorg.pk).update(status="afgesloten", afgesloten_op=klok.nu())
    with pytest.raises(OvergangNietToegestaanError):
        accepteer(verstrekking_id=pakket.pk, bij_casus=zorg.pk, door=zoe)
    pakket.refresh_from_db()
    assert pakket.status == "verzonden", "nothing was accepted"


@pytest.mark.parametrize(
    ("rol", "ziet"),
    [
        (Rol.ZORGCOORDINATOR, {"Bij haar 1", "Hier 3"}),
        (Rol.RIEC_ACCOUNTHOUDER, {"Bij hem 2", "Hier 3"}),
        (Rol.PROCESREGISSEUR, {"Bij haar 1", "Bij hem 2", "Hier 3", "Onbekend 4"}),
    ],
)
def test_a_place_is_for_who_reads_the_person_who_is_there(cast: Cast, zvh: Casus, rol: Rol, ziet: set[str]) -> None:
    erbij(zvh, cast.piet, MAN)
    nummer = {p.deel: p.nummer for p in open_inhoud(zvh.dossier).betrokkenen}
    plekken = [
        NieuweLocatie(adres="Bij haar 1", van=nummer["slachtoffer"]),
        NieuweLocatie(adres="Bij hem 2", van=nummer["dader"]),
        NieuweLocatie(adres="Hier 3", van=WAAR_HET_GEBEURT),
        NieuweLocatie(adres="Onbekend 4"),  # as it was recorded before a place had a person
    ]
    leg_inhoud_vast(zvh.dossier, sleutel_van(zvh.dossier), [], plekken)
    collega = als(medewerker("collega", cast.zvh, rol))
    zvh.refresh_from_db()

    blad = casusblad(collega, zvh.pk)

    assert {plek.adres for plek in blad.locaties or ()} & {p.adres for p in plekken} == ziet
    verborgen = [
        p.id for p in open_inhoud(zvh.dossier).locaties if p.adres not in ziet and p.adres[:3] in ("Bij", "Onb")
    ]
    for plek in verborgen:
        with pytest.raises(NietGevondenError):
            personen.werk_locatie_bij(
                casus_id=zvh.pk, versie=zvh.versie, locatie_id=plek, plaats=PLEK, weg=True, door=collega
            )


@pytest.mark.parametrize("van", [None, 2, 99])
def test_a_place_of_nobody_or_of_who_is_not_there_is_refused(cast: Cast, zorg: Casus, van: int | None) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        personen.leg_locatie_vast(
            casus_id=zorg.pk, versie=zorg.versie, plaats=replace(PLEK, van=van), door=als(cast.zoe)
        )
    assert fout.value.fouten == {"van": [personen.VAN_WIE_IS_DIT]}
