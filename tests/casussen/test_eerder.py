"""A name or an address that was corrected is covered in what was written before, and goes nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.cast import Cast, als
from tests.casussen.hulp import VRAAG, opgeschaald, vastgelopen
from tests.casussen.test_openen import CLIENT, aanmelding
from tests.dossiers.deelhulp import voorstel

from baken.casussen.blad import casusblad
from baken.casussen.models import Casus
from baken.casussen.services import behandelen, personen
from baken.casussen.services.openen import open_direct
from baken.dossiers import deelbesluiten
from baken.dossiers.acties import NieuweActie
from baken.dossiers.bijwerken import Wijziging, wis_plaatsen_van
from baken.dossiers.inhoud import WAAR_HET_GEBEURT, open_inhoud
from baken.dossiers.inzage.personen import veldregels
from baken.dossiers.models import Zoekindex
from baken.dossiers.services import NieuweLocatie
from baken.dossiers.toelichting import NOEMT
from baken.kern import klok
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError

OUD, NIEUW = CLIENT.identiteit["naam"], "Quirina Nieuwnaam"
PLEK = NieuweLocatie("GM0599", "Bedachtweg 3", "", WAAR_HET_GEBEURT)


@pytest.fixture
def casus(cast: Cast) -> Casus:
    """A casus of zoe with words on a victim and a place, of which name and address were corrected after that."""
    casus = open_direct(aanmelding=aanmelding(), door=als(cast.zoe))
    casus.refresh_from_db()
    casus = personen.leg_locatie_vast(casus_id=casus.pk, versie=casus.versie, plaats=PLEK, door=als(cast.zoe))
    tekst = f"{OUD} ging weg van de Bedachtweg 3."
    nieuw = NieuweActie(tekst, cast.zoe.pk, klok.vandaag())
    behandelen.maak_actie(casus_id=casus.pk, actie=nieuw, door=als(cast.zoe))
    casus.refresh_from_db()
    naam = Wijziging(replace(CLIENT, identiteit={"naam": NIEUW}))
    casus = personen.werk_betrokkene_bij(
        casus_id=casus.pk, versie=casus.versie, nummer=1, wijziging=naam, door=als(cast.zoe)
    )
    return personen.werk_locatie_bij(
        casus_id=casus.pk,
        versie=casus.versie,
        locatie_id=casus.dossier.locaties.get().pk,
        plaats=replace(PLEK, adres="Elders 9"),
        weg=False,
        door=als(cast.zoe),
    )


def test_the_old_name_and_address_are_covered_in_words_of_before(cast: Cast, casus: Casus) -> None:
    def tekst(*, onthul: bool) -> str:
        return casusblad(als(cast.zoe), casus.pk, onthul=onthul).acties[0].tekst

    assert tekst(onthul=False) == "Persoon 1 (slachtoffer) ging weg van de Plaats 1."
    assert tekst(onthul=True).startswith(OUD)


def test_nobody_is_told_the_old_name_or_address(cast: Cast, casus: Casus) -> None:
    vastgelopen(casus, als(cast.zoe))
    for woord in (*OUD.split(), "Bedachtweg 3"):
        with pytest.raises(OngeldigeInvoerError):
            opgeschaald(cast, casus, als(cast.zoe), replace(VRAAG, gevraagd=f"Wie helpt {woord} aan een plek?"))
        with pytest.raises(OngeldigeInvoerError):
            behandelen.keur_toelichting(casus, f"Wij spraken over {woord}.")


def test_it_goes_into_no_packet_page_or_index_and_the_person_hears_of_it(cast: Cast, casus: Casus) -> None:
    groepen = frozenset({"identiteit", "contact", "locatie"})
    gekozen = voorstel(cast, ontvanger_id=cast.zvh.pk, veldgroepen=groepen, toelichting=f"{NIEUW} belt.")
    inhoud = open_inhoud(casus.dossier)
    assert OUD not in repr(deelbesluiten.regels(casus.dossier, inhoud, gekozen, None))
    assert "Bedachtweg" not in repr(deelbesluiten.regels(casus.dossier, inhoud, gekozen, None))
    for woord in (OUD, "de Bedachtweg 3"):
        with pytest.raises(OngeldigeInvoerError) as fout:
            deelbesluiten.regels(casus.dossier, inhoud, replace(gekozen, toelichting=f"Het gaat om {woord}."), None)
        assert fout.value.fouten == {"toelichting": [NOEMT]}
    (zichtbaar,) = (z.personen for z in casusblad(als(cast.zoe), casus.pk, onthul=True).aanpakken if z.personen)
    assert OUD not in repr(zichtbaar)
    assert Zoekindex.objects.filter(dossier=casus.dossier, soort="adres").count() == 1
    (persoon,) = open_inhoud(casus.dossier).betrokkenen
    assert [(r.code, r.kop, r.tekst) for r in veldregels(persoon, {})][-1] == (
        "eerder.naam 1",
        "Eerder vastgelegd: naam",
        OUD,
    )


def test_a_place_that_was_taken_out_stays_covered_and_is_nowhere_else(cast: Cast, casus: Casus) -> None:
    zoe = als(cast.zoe)
    nieuw = NieuweActie("Zij sliep op Elders 9.", cast.zoe.pk, klok.vandaag())
    behandelen.maak_actie(casus_id=casus.pk, actie=nieuw, door=zoe)
    casus.refresh_from_db()
    plek = casus.dossier.locaties.get().pk
    casus = personen.werk_locatie_bij(
        casus_id=casus.pk, versie=casus.versie, locatie_id=plek, plaats=PLEK, weg=True, door=zoe
    )
    gemaskeerd = {actie.tekst for actie in casusblad(zoe, casus.pk, onthul=False).acties}
    assert gemaskeerd == {
        "Persoon 1 (slachtoffer) ging weg van de Vroegere plaats.",
        "Zij sliep op Vroegere plaats.",
    }
    assert not casusblad(zoe, casus.pk, onthul=True).locaties
    assert not Zoekindex.objects.filter(dossier=casus.dossier, soort="adres").exists()
    assert open_inhoud(casus.dossier).locaties == ()
    with pytest.raises(NietGevondenError):
        personen.werk_locatie_bij(
            casus_id=casus.pk, versie=casus.versie, locatie_id=plek, plaats=PLEK, weg=False, door=zoe
        )
    vastgelopen(casus, zoe)
    for woord in ("Bedachtweg 3", "Elders 9"):
        with pytest.raises(OngeldigeInvoerError):
            opgeschaald(cast, casus, zoe, replace(VRAAG, gevraagd=f"Wie helpt {woord} aan een plek?"))


def test_a_question_names_no_street_where_somebody_may_live(cast: Cast, casus: Casus) -> None:
    vastgelopen(casus, als(cast.zoe))
    for woorden in ("aan de Bedachtweg", "aan de bedachtweg", "in Elders"):
        with pytest.raises(OngeldigeInvoerError) as fout:
            opgeschaald(cast, casus, als(cast.zoe), replace(VRAAG, gevraagd=f"Wie vindt een plek {woorden}?"))
        assert fout.value.fouten == {"gevraagd": [behandelen.NOEMT]}
    opgeschaald(cast, casus, als(cast.zoe), replace(VRAAG, gevraagd="Wie vindt elders een plek, of is de weg lang?"))


def test_a_packet_names_no_street_that_is_not_in_it(cast: Cast, casus: Casus) -> None:
    """A packet without places tells no street in its words or purpose, also without a number; with its place it may."""
    plek = casus.dossier.locaties.get().pk
    casus = personen.werk_locatie_bij(
        casus_id=casus.pk,
        versie=casus.versie,
        locatie_id=plek,
        plaats=replace(PLEK, adres="Bedachtlaan 9"),
        weg=False,
        door=als(cast.zoe),
    )
    inhoud = open_inhoud(casus.dossier)
    zonder = voorstel(cast, ontvanger_id=cast.zvh.pk, veldgroepen=frozenset({"identiteit"}))
    met = replace(zonder, veldgroepen=frozenset({"identiteit", "locatie"}))
    for veld in ("toelichting", "doel"):
        woorden = {veld: f"{getattr(zonder, veld)} Zij is aan de Bedachtlaan."}
        with pytest.raises(OngeldigeInvoerError) as fout:
            deelbesluiten.regels(casus.dossier, inhoud, replace(zonder, **woorden), None)
        assert list(fout.value.fouten) == [veld]
        assert deelbesluiten.regels(casus.dossier, inhoud, replace(met, **woorden), None)


def test_with_everything_of_a_person_the_place_that_was_taken_out_goes_too(cast: Cast, casus: Casus) -> None:
    zoe = als(cast.zoe)
    casus = personen.leg_locatie_vast(
        casus_id=casus.pk, versie=casus.versie, plaats=replace(PLEK, adres="Thuisweg 4", van=1), door=zoe
    )
    (thuis,) = (plek.id for plek in open_inhoud(casus.dossier).locaties if plek.van == 1)
    assert thuis is not None
    casus = personen.werk_locatie_bij(
        casus_id=casus.pk, versie=casus.versie, locatie_id=thuis, plaats=PLEK, weg=True, door=zoe
    )
    assert [plek.eerder for plek in open_inhoud(casus.dossier).weg] == [("Thuisweg 4",)]
    wis_plaatsen_van(casus.dossier, 1)
    assert open_inhoud(casus.dossier).weg == ()
