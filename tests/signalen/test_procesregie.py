"""Who has the signaal can be asked for the process direction, on its own basis; who refuses keeps no packet."""

from __future__ import annotations

import pytest
from tests.cast import Cast, als
from tests.signalen.hulp import bekeken, doorgegeven, grondslag, naar_politie, naar_riec, naar_zorg, naar_zvh

from baken.casussen import selectors as casusselectors
from baken.casussen.models import Casus
from baken.casussen.services.aannemen import accepteer, voer_acceptatie_in
from baken.dossiers.fouten import VerstrekkingGeweigerdError
from baken.dossiers.models import Verstrekking
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.verstrekken import Voorstel
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError, OvergangNietToegestaanError
from baken.signalen.models import Signaal
from baken.signalen.services import doorgeleiden


def zonder_regie(cast: Cast) -> tuple[Signaal, Verstrekking, Verstrekking]:
    """Return a signaal that care took on, of which the ZVH refused the process direction."""
    signaal, (zorg, zvh) = doorgegeven(cast)
    accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    doorgeleiden.open_als_ontvanger(verstrekking_id=zvh.pk, door=als(cast.piet))
    doorgeleiden.wijs_af(verstrekking_id=zvh.pk, reden="Wij hebben geen plaats.", door=als(cast.piet))
    signaal.refresh_from_db()
    return signaal, zorg, zvh


def vraag_regie(cast: Cast, signaal: Signaal, **velden: object) -> Verstrekking:
    _s, (gevraagd,) = doorgegeven(cast, naar_zorg(cast, procesregie=True, **velden), signaal=signaal)
    return gevraagd


def test_who_has_it_is_asked_for_the_direction_and_its_casus_gets_a_director(cast: Cast) -> None:
    signaal, zorg, _zvh = zonder_regie(cast)
    gevraagd = vraag_regie(cast, signaal, grondslag_id=grondslag("taak-zorg"), doel="De regie nemen")
    assert gevraagd.procesregie
    zoe = als(cast.zoe)
    assert not casusselectors.heeft_regie(zoe, zorg)
    accepteer(verstrekking_id=gevraagd.pk, door=zoe)
    assert casusselectors.heeft_regie(zoe, zorg)  # the page of the first packet says so too
    assert [v.regie_bij_ons for v in casusselectors.ontvangen_verstrekkingen(zoe, tab="alle").rijen] == [True, True]
    casus = Casus.objects.get()
    assert [b.verstrekking_id for b in casus.bronnen.all()] == [zorg.pk, gevraagd.pk]
    assert casus.procesregisseur_id == cast.zoe.pk
    assert casus.dossier.betrokkenen.count() == 1, "who was there already is not copied again"
    assert casusselectors.casuslijst(als(cast.zoe)).rijen == [casus]


def test_the_direction_has_its_own_basis_and_the_gate_asks_for_it(cast: Cast) -> None:
    signaal, _zorg, _zvh = zonder_regie(cast)
    with pytest.raises(VerstrekkingGeweigerdError):
        bekeken(cast, signaal, naar_zorg(cast, procesregie=True, grondslag_id=grondslag("toestemming-zorg")))
    woorden = "Mondeling op 3 mei, in het gesprek."
    gevraagd = vraag_regie(cast, signaal, grondslag_id=grondslag("toestemming-zorg"), toestemming=woorden)
    assert gevraagd.grondslag.code == "toestemming-zorg"
    assert Verstrekking.objects.filter(ontvanger=cast.zorg).count() == 2


def test_who_is_asked_may_refuse_and_then_still_has_what_it_had(cast: Cast) -> None:
    signaal, zorg, _zvh = zonder_regie(cast)
    gevraagd = vraag_regie(cast, signaal)
    doorgeleiden.wijs_af(verstrekking_id=gevraagd.pk, reden="Dat kunnen wij niet.", door=als(cast.zoe))
    zorg.refresh_from_db()
    assert zorg.status == "geaccepteerd"
    assert Casus.objects.get().procesregisseur is None
    assert vraag_regie(cast, signaal_nu(signaal)).procesregie  # and can be asked again


def signaal_nu(signaal: Signaal) -> Signaal:
    signaal.refresh_from_db()
    return signaal


@pytest.mark.parametrize("anders", ["zonder_regie", "met_een_ander", "er_is_al_regie"])
def test_a_second_packet_goes_to_the_same_receiver_for_the_direction_only(cast: Cast, anders: str) -> None:
    if anders == "er_is_al_regie":
        signaal, _v = doorgegeven(cast)
        voorstellen = [naar_zorg(cast, procesregie=True)]
    else:
        signaal, _zorg, _zvh = zonder_regie(cast)
        voorstellen: list[Voorstel] = {
            "zonder_regie": [naar_zorg(cast)],
            "met_een_ander": [naar_zorg(cast), naar_zvh(cast)],
        }[anders]
    klaar = bekeken(cast, signaal, *voorstellen)
    with pytest.raises(OngeldigeInvoerError):
        doorgeleiden.leid_door(signaal_id=signaal.pk, voorstellen=klaar, versie=signaal.versie, door=als(cast.anna))


def test_another_can_be_given_beside_who_is_asked_for_the_direction(cast: Cast) -> None:
    signaal, _zorg, _zvh = zonder_regie(cast)
    _s, gemaakt = doorgegeven(cast, naar_zorg(cast, procesregie=True), naar_riec(cast), signaal=signaal)
    assert [v.procesregie for v in gemaakt] == [True, False]


def test_a_receiver_outside_baken_is_asked_too(cast: Cast) -> None:
    signaal, (zorg, politie) = doorgegeven(cast, naar_zorg(cast, procesregie=True), naar_politie(cast))
    doorgeleiden.wijs_af(verstrekking_id=zorg.pk, reden="Niet voor ons.", door=als(cast.zoe))
    signaal.refresh_from_db()
    _s, (gevraagd,) = doorgegeven(cast, naar_politie(cast, procesregie=True), signaal=signaal)
    assert gevraagd.pk != politie.pk
    assert gevraagd.buiten_baken
    with pytest.raises(OvergangNietToegestaanError):
        voer_acceptatie_in(verstrekking_id=gevraagd.pk, door=als(cast.anna))  # it was not given yet


def test_who_refuses_keeps_that_it_did_and_nothing_of_the_packet(cast: Cast) -> None:
    signaal, (_zorg, zvh) = doorgegeven(cast)
    doorgeleiden.open_als_ontvanger(verstrekking_id=zvh.pk, door=als(cast.piet))
    assert verstrekkingsblad(als(cast.piet), zvh.pk).regels
    doorgeleiden.wijs_af(verstrekking_id=zvh.pk, reden="Wij hebben geen plaats.", door=als(cast.piet))
    blad = verstrekkingsblad(als(cast.piet), zvh.pk)
    assert not casusselectors.heeft_regie(als(cast.piet), blad.verstrekking)
    assert (blad.gesloten, blad.regels, blad.doel, blad.ongeschonden) == (True, [], "", True)
    assert blad.verstrekking.besloten_op is not None
    assert [b.tekst for b in blad.berichten] == ["Wij hebben geen plaats."]
    with pytest.raises(OvergangNietToegestaanError):
        doorgeleiden.open_als_ontvanger(verstrekking_id=zvh.pk, door=als(cast.piet))
    assert zvh.pk in {v.pk for v in casusselectors.ontvangen_verstrekkingen(als(cast.piet), tab="klaar").rijen}
    van_ons = verstrekkingsblad(als(cast.anna), zvh.pk)
    assert van_ons.regels
    assert not van_ons.gesloten
    with pytest.raises(NietGevondenError):
        verstrekkingsblad(als(cast.rik), zvh.pk)
    assert signaal.nummer not in repr(blad.regels)
