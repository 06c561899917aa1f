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
from baken.dossiers.bijwerken import Wijziging
from baken.dossiers.inhoud import WAAR_HET_GEBEURT, open_inhoud
from baken.dossiers.inzage.personen import veldregels
from baken.dossiers.models import Zoekindex
from baken.dossiers.services import NieuweLocatie
from baken.dossiers.toelichting import NOEMT
from baken.kern import klok
from baken.kern.fouten import OngeldigeInvoerError

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
