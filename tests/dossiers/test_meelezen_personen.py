"""Reading along is about the persons of the packet: who comes into the dossier later needs another decision."""

from __future__ import annotations

import pytest
from tests.cast import Cast, als
from tests.dossiers.deelhulp import (
    NAAM_SLACHTOFFER,
    aangenomen,
    anders,
    convenant,
    gezien,
    opgesteld,
    vier_ogen,
    zvh_casus,
)
from tests.web.signalen.hulp import als_persoon

from baken.casussen.models import Casus
from baken.casussen.services.aannemen import accepteer
from baken.dossiers import deelbesluiten
from baken.dossiers.akkoord import afdruk_van
from baken.dossiers.meelezen import gedeeld_blad, waar_iemand_bijkwam
from baken.dossiers.models import Betrokkene, Verstrekking
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie, leg_inhoud_vast, sleutel_van
from baken.dossiers.verstrekken import PERSONEN, open_verantwoording, pakketsleutel, personen_van
from baken.kern import klok

LATER, KAMER = "Wilhelmina Verzonnen", "Latersteeg 12"
ERBIJ = "Sindsdien kwam er iemand bij."
MET_PLAATS = frozenset({"identiteit", "contact", "locatie"})


@pytest.fixture
def casus(cast: Cast) -> Casus:
    convenant(cast)
    return zvh_casus(cast)


def komt_erbij(casus: Casus, deel: str = "slachtoffer", naam: str = LATER, *, kamer: bool = False) -> Betrokkene:
    """Record somebody more, with a place of their own."""
    nummer = casus.dossier.betrokkenen.count() + 1
    plekken = [NieuweLocatie(adres=KAMER, van=nummer)] if kamer else []
    persoon = NieuweBetrokkene(deel, identiteit={"naam": naam} if naam else {})
    leg_inhoud_vast(casus.dossier, sleutel_van(casus.dossier), [persoon], plekken, al=nummer - 1)
    return Betrokkene.objects.get(dossier=casus.dossier, volgorde=nummer)


def gelezen(cast: Cast, casus: Casus) -> set[str]:
    """Return whom, and whose place, zoe reads live."""
    blad = gedeeld_blad(als(cast.zoe), casus.dossier_id, onthul=True)
    alles = repr([p.groepen for p in blad.personen]) + repr(blad.locaties)
    return {woord for woord in (NAAM_SLACHTOFFER, LATER, KAMER) if woord in alles}


def test_who_comes_later_is_read_along_on_after_a_new_deelbesluit_only(cast: Cast, casus: Casus) -> None:
    eerste = aangenomen(cast, casus, veldgroepen=MET_PLAATS)

    later = komt_erbij(casus, kamer=True)

    assert gelezen(cast, casus) == {NAAM_SLACHTOFFER}
    assert waar_iemand_bijkwam(casus.dossier, klok.vandaag()) == {eerste.pk}
    tweede = aangenomen(cast, casus, veldgroepen=MET_PLAATS)
    assert gelezen(cast, casus) == {NAAM_SLACHTOFFER, LATER, KAMER}
    assert later.pk in (personen_van(tweede) or ())
    assert not waar_iemand_bijkwam(casus.dossier, klok.vandaag()), "the receiver reads on everybody now"


def test_another_part_is_no_way_in_and_is_a_way_out(cast: Cast, casus: Casus) -> None:
    getuige = komt_erbij(casus, "getuige")
    eerste = aangenomen(cast, casus)

    Betrokkene.objects.filter(pk=getuige.pk).update(deel="slachtoffer")
    assert gelezen(cast, casus) == {NAAM_SLACHTOFFER}
    assert waar_iemand_bijkwam(casus.dossier, klok.vandaag()) == {eerste.pk}

    casus.dossier.betrokkenen.exclude(pk=getuige.pk).update(deel="dader")
    assert gelezen(cast, casus) == set()


def test_whose_data_could_only_be_kept_was_not_in_the_packet(cast: Cast, casus: Casus) -> None:
    later = komt_erbij(casus)
    Betrokkene.objects.filter(pk=later.pk).update(beperkt_op=klok.vandaag())
    aangenomen(cast, casus)
    assert not waar_iemand_bijkwam(casus.dossier, klok.vandaag()), "it can be shared with nobody"

    Betrokkene.objects.filter(pk=later.pk).update(beperkt_op=None)

    assert gelezen(cast, casus) == {NAAM_SLACHTOFFER}


def test_a_colleague_agrees_to_these_persons_and_an_edit_is_about_those_of_its_moment(cast: Cast, casus: Casus) -> None:
    pim, piet = vier_ogen(cast), als(cast.piet)
    deelbesluit = opgesteld(cast, casus)
    toen = afdruk_van(deelbesluit)
    later = komt_erbij(casus, naam="")  # nothing is known of her: the packet stays the same
    assert later.pk not in (personen_van(deelbesluit) or ())

    deelbesluiten.wijzig(
        verstrekking_id=deelbesluit.pk, voorstel=gezien(casus, anders(deelbesluit), piet), gezien=toen, door=piet
    )

    nu = Verstrekking.objects.get(pk=deelbesluit.pk)
    assert nu.pakket_hash == deelbesluit.pakket_hash
    assert later.pk in (personen_van(nu) or ())
    assert afdruk_van(nu) != toen, "who saw the old one does not agree to one person more"
    deelbesluiten.keur_goed(verstrekking_id=nu.pk, gezien=afdruk_van(nu), door=pim)
    deelbesluiten.verstuur(verstrekking_id=nu.pk, door=piet)
    accepteer(verstrekking_id=nu.pk, door=als(cast.zoe))
    blad = gedeeld_blad(als(cast.zoe), casus.dossier_id)
    assert [p.nummer for p in blad.personen] == [
        *casus.dossier.betrokkenen.filter(deel="slachtoffer").values_list("volgorde", flat=True)
    ]


def test_a_deelbesluit_that_does_not_say_whom_it_is_about_shows_nobody(cast: Cast, casus: Casus) -> None:
    oud = aangenomen(cast, casus)
    woorden = {k: w for k, w in open_verantwoording(oud).items() if k != PERSONEN}
    oud.verantwoording = pakketsleutel(oud).versleutel_json(woorden, label="verantwoording", rij=oud.pk, dossier=oud.pk)
    oud.save()

    assert gelezen(cast, casus) == set()
    assert not gedeeld_blad(als(cast.zoe), casus.dossier_id).personen


def test_the_pages_of_who_shares_say_that_somebody_came_since(cast: Cast, casus: Casus) -> None:
    deelbesluit = aangenomen(cast, casus)
    piet = als_persoon(cast.piet)
    paginas = (
        f"/delen/besluit/{deelbesluit.pk}/",
        f"/delen/dossier/{casus.dossier_id}/",
        f"/casussen/{casus.pk}/",
    )
    assert "alleen de personen van dat moment: persoon 1" in piet.get(paginas[0]).content.decode()
    for pagina in paginas:
        assert ERBIJ not in piet.get(pagina).content.decode()

    komt_erbij(casus)

    for pagina in paginas:
        tekst = piet.get(pagina).content.decode()
        assert f"{ERBIJ} {cast.zorg.naam} leest daarover niet mee. Maak een nieuw deelbesluit" in tekst
    aangenomen(cast, casus)
    for pagina in paginas:
        assert ERBIJ not in piet.get(pagina).content.decode()
