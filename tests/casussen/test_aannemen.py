"""Accepting a packet: what was lawfully given becomes the receiver's own, under pseudonym and searchable."""

from __future__ import annotations

import pytest
from tests.cast import Cast, als
from tests.casussen.hulp import casus_van
from tests.signalen.hulp import besloten, doorgegeven, grondslag, laatste_regels, naar_zorg, naar_zvh
from tests.web.signalen.hulp import DADER, PLEK, SLACHTOFFER

from baken.casussen.blad import casusblad
from baken.casussen.rules.zicht import DADERAANPAK, SLACHTOFFERAANPAK
from baken.casussen.services.aannemen import accepteer
from baken.dossiers.inhoud import open_inhoud
from baken.dossiers.models import Zoekindex
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie
from baken.kern import versleuteling
from baken.kern.fouten import NietGevondenError, NietToegestaanError

ALLES = frozenset({"identiteit", "contact", "zorg", "strafbaar", "locatie"})


def test_persons_and_places_of_the_packet_are_copied_into_the_own_dossier(cast: Cast) -> None:
    rijk = NieuweBetrokkene(
        "slachtoffer", "18-24", "V", "BG", SLACHTOFFER.identiteit, SLACHTOFFER.contact, SLACHTOFFER.zorg
    )
    signaal = besloten(cast, personen=(rijk, DADER), locaties=(PLEK, NieuweLocatie("", "", "een schuur")))
    groepen = frozenset({"identiteit", "contact", "zorg", "locatie"})
    voorstel = naar_zorg(cast, procesregie=True, veldgroepen=groepen)
    _s, (zorg,) = doorgegeven(cast, voorstel, signaal=signaal)
    casus = accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    eigen = open_inhoud(casus.dossier)
    (persoon,) = eigen.betrokkenen
    assert (persoon.deel, persoon.leeftijdsgroep, persoon.geslacht, persoon.nationaliteit) == (
        "slachtoffer",
        "18-24",
        "V",
        "BG",
    )
    assert persoon.groepen == {
        "identiteit": dict(SLACHTOFFER.identiteit),
        "contact": dict(SLACHTOFFER.contact),
        "zorg": dict(SLACHTOFFER.zorg),
    }
    assert {(p.adres, p.omschrijving) for p in eigen.locaties} == {
        (PLEK.adres, PLEK.omschrijving),
        ("", "een schuur"),
    }
    index = versleuteling.blinde_index(cast.zorg.pk, "naam_geboortedatum", "Xandra Verzonnen|2001-02-03")
    assert Zoekindex.objects.filter(dossier=casus.dossier, organisatie=cast.zorg, waarde=index).exists()


def test_a_casus_has_a_number_of_its_own_organisation_and_the_route_of_its_receiver(cast: Cast) -> None:
    _s, (zorg, zvh) = doorgegeven(cast)
    _s2, (tweede, _zvh2) = doorgegeven(cast)
    nummers = [accepteer(verstrekking_id=v.pk, door=als(cast.zoe)).nummer for v in (zorg, tweede)]
    ander = accepteer(verstrekking_id=zvh.pk, door=als(cast.piet))
    jaar = ander.geopend_op.year
    assert nummers == [f"C-{jaar}-0001", f"C-{jaar}-0002"]
    assert ander.nummer == f"C-{jaar}-0001", "the numbers of one organisation tell nothing of another"
    assert (casus_van(zorg.pk).route, ander.route) == ("zorg", "zvh")
    assert casus_van(zorg.pk).dossier.leden.get().medewerker == cast.zoe


def test_the_two_approaches_stand_side_by_side_and_each_role_has_its_own(cast: Cast) -> None:
    signaal = besloten(cast, personen=(SLACHTOFFER, DADER))
    mensen = frozenset({"slachtoffer", "dader"})
    naar = naar_zvh(cast, veldgroepen=frozenset({"identiteit", "strafbaar"}), over_wie=mensen)
    _s, (zorg, zvh) = doorgegeven(cast, naar_zorg(cast), naar, signaal=signaal)
    van_piet = casusblad(als(cast.piet), accepteer(verstrekking_id=zvh.pk, door=als(cast.piet)).pk)
    slachtoffer, dader = van_piet.aanpakken
    assert (slachtoffer.aanpak, dader.aanpak) == (SLACHTOFFERAANPAK, DADERAANPAK)
    assert slachtoffer.personen is not None
    assert dader.personen is not None
    assert [p.groepen for p in slachtoffer.personen] == [{"identiteit": dict(SLACHTOFFER.identiteit)}]
    assert [set(p.groepen) for p in dader.personen] == [{"identiteit", "strafbaar"}]
    van_zoe = casusblad(als(cast.zoe), accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe)).pk)
    assert [z.personen is None for z in van_zoe.aanpakken] == [False, True]


def test_what_is_known_of_an_offender_never_opens_as_care_and_the_other_way_round(cast: Cast) -> None:
    """A row opens its groups for its parts only: not the groups of one approach for the persons of the other."""
    signaal = besloten(
        cast,
        personen=(
            NieuweBetrokkene("slachtoffer", strafbaar={"omschrijving": "Strafwoord"}, zorg={"omschrijving": "Zorg"}),
            NieuweBetrokkene("dader", strafbaar={"omschrijving": "Feit"}, zorg={"omschrijving": "Zorgwoord"}),
        ),
    )
    mensen = frozenset({"slachtoffer", "dader"})
    nood = {"noodreden": "Er is nu gevaar voor haar leven.", "verhaal": False}
    naar = naar_zvh(cast, veldgroepen=ALLES, over_wie=mensen, grondslag_id=grondslag("acuut-gevaar"), **nood)
    _s, (zvh,) = doorgegeven(cast, naar, signaal=signaal)
    blad = casusblad(als(cast.piet), accepteer(verstrekking_id=zvh.pk, door=als(cast.piet)).pk)
    groepen = [set(p.groepen) for z in blad.aanpakken for p in z.personen or ()]
    assert groepen == [{"zorg"}, {"strafbaar"}]


@pytest.mark.parametrize("naam", ["piet", "rik", "buur", "anna"])
def test_somebody_of_another_organisation_cannot_tell_that_a_casus_exists(cast: Cast, naam: str) -> None:
    _s, (zorg, _zvh) = doorgegeven(cast)
    casus = accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    with pytest.raises(NietGevondenError):
        casusblad(als(getattr(cast, naam)), casus.pk)


@pytest.mark.parametrize("naam", ["fg", "beheer", "balie", "beleid"])
def test_who_has_no_role_with_casussen_reads_none(cast: Cast, naam: str) -> None:
    _s, (zorg, _zvh) = doorgegeven(cast)
    casus = accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    with pytest.raises((NietGevondenError, NietToegestaanError)):
        casusblad(als(getattr(cast, naam)), casus.pk)


def test_opening_and_revealing_are_two_acts_in_the_journaal(cast: Cast) -> None:
    _s, (zorg, _zvh) = doorgegeven(cast)
    casus = accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    assert not casusblad(als(cast.zoe), casus.pk).onthuld
    assert casusblad(als(cast.zoe), casus.pk, onthul=True).onthuld
    assert laatste_regels(2) == ["casus.onthuld", "casus.ingezien"]
