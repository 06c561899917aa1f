"""Who helps one side of a casus reads nothing of the other side in the casus itself, nor in the packet it came from."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.cast import Cast, als, medewerker
from tests.dossiers.deelhulp import NAAM_DADER, NAAM_SLACHTOFFER
from tests.signalen.hulp import doorgegeven, naar_zorg, naar_zvh
from tests.web.signalen.hulp import als_persoon
from tests.zorg.hulp import client, traject

from baken.casussen.blad import casusblad
from baken.casussen.models import Casus
from baken.casussen.services.aannemen import accepteer
from baken.casussen.services.behandelen import maak_actie, meld_afloop, zet_stand
from baken.casussen.services.overleg import NieuwOverleg, plan_overleg
from baken.casussen.services.personen import leg_betrokkene_vast, leg_locatie_vast, werk_betrokkene_bij
from baken.casussen.verloop import Casusstatus
from baken.dossiers.acties import NieuweActie
from baken.dossiers.bijwerken import Wijziging
from baken.dossiers.deelblad import deelmap, toestemmingenblad
from baken.dossiers.inhoud import WAAR_HET_GEBEURT
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming, leg_vast, trek_in
from baken.dossiers.toestemmingkant import NIET_VASTLEGGEN
from baken.dossiers.verloop import Afloop
from baken.kern import klok
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OngeldigeInvoerError
from baken.organisaties.besluit import Wie
from baken.organisaties.rollen import Rol
from baken.signalen.services.doorgeleiden import wijs_af
from baken.zorg.models import Traject
from baken.zorg.services.kanten import muur_om_traject
from baken.zorg.services.team import haal_uit_team, zet_in_team
from baken.zorg.soorten import Doelgroep

DADER = client("dader", identiteit={"naam": "Ype Verzonnen"})
STRAAT = "Verborgenlaan 12"
GROEPEN = frozenset({"identiteit", "contact", "zorg", "locatie"})


@pytest.fixture
def casus(cast: Cast) -> Casus:
    """A casus at the zorgpunt of a packet with a victim and an offender, with a place; zara helps the offender."""
    beide = frozenset({"slachtoffer", "dader"})
    keuze = naar_zorg(cast, veldgroepen=GROEPEN, over_wie=beide, procesregie=True)
    _signaal, (pakket,) = doorgegeven(cast, keuze)
    casus = accepteer(verstrekking_id=pakket.pk, door=als(cast.zoe))
    plek = NieuweLocatie("GM0505", STRAAT, van=WAAR_HET_GEBEURT)
    leg_locatie_vast(casus_id=casus.pk, versie=casus.versie, plaats=plek, door=als(cast.zoe))
    return Casus.objects.get(pk=casus.pk)


def helpt_dader(cast: Cast, casus: Casus, wie: str = "zara") -> Traject:
    return traject(als(getattr(cast, wie)), Doelgroep.DADER, casus_id=casus.pk, client=DADER)


def leest(door: Wie, casus: Casus) -> str:
    return repr(casusblad(door, casus.pk, onthul=True))


def test_who_helps_the_offender_reads_nothing_of_the_victim_on_the_casus(cast: Cast, casus: Casus) -> None:
    assert NAAM_SLACHTOFFER in leest(als(cast.zara), casus)
    t = helpt_dader(cast, casus)
    gelezen = leest(als(cast.zara), casus)
    assert NAAM_SLACHTOFFER not in gelezen and STRAAT not in gelezen
    assert casusblad(als(cast.zara), casus.pk).locaties is None
    ander = leest(als(cast.zoe), casus)  # who helps nobody of this casus reads as before
    assert NAAM_SLACHTOFFER in ander and STRAAT in ander
    zet_in_team(traject_id=t.pk, medewerker_id=cast.zoe.pk, door=als(cast.zara))
    assert NAAM_SLACHTOFFER not in leest(als(cast.zoe), casus)  # in the team is the same
    haal_uit_team(traject_id=t.pk, medewerker_id=cast.zoe.pk, reden="Zij staat ons niet meer bij.", door=als(cast.zara))
    assert NAAM_SLACHTOFFER in leest(als(cast.zoe), casus)


def test_with_a_role_for_both_approaches_the_side_that_is_not_helped_is_closed(cast: Cast, casus: Casus) -> None:
    """Each way round: rita and rob direct and coordinate care, and each helps one side."""
    for naam in ("rita", "rob"):
        cast.mensen[naam] = medewerker(naam, cast.zorg, Rol.PROCESREGISSEUR, Rol.ZORGCOORDINATOR)
        gelezen = leest(als(cast.mensen[naam]), casus)
        assert NAAM_SLACHTOFFER in gelezen and NAAM_DADER in gelezen
    helpt_dader(cast, casus, "rob")
    traject(als(cast.rita), casus_id=casus.pk)
    slachtofferkant, daderkant = leest(als(cast.rita), casus), leest(als(cast.rob), casus)
    assert NAAM_SLACHTOFFER in slachtofferkant and STRAAT in slachtofferkant and NAAM_DADER not in slachtofferkant
    assert NAAM_DADER in daderkant and STRAAT not in daderkant and NAAM_SLACHTOFFER not in daderkant


def test_nor_does_the_packet_tell_it(cast: Cast, casus: Casus) -> None:
    pakket = casus.bronnen.get().verstrekking
    assert NAAM_SLACHTOFFER in repr(verstrekkingsblad(als(cast.zara), pakket.pk).regels)
    helpt_dader(cast, casus)
    gelezen = repr(verstrekkingsblad(als(cast.zara), pakket.pk).regels)
    assert NAAM_SLACHTOFFER not in gelezen and NAAM_DADER in gelezen
    traject(als(cast.zoe), casus_id=casus.pk)
    gelezen = repr(verstrekkingsblad(als(cast.zoe), pakket.pk).regels)
    assert NAAM_SLACHTOFFER in gelezen and NAAM_DADER not in gelezen


def test_nor_do_the_words_of_its_sender_to_who_helps_the_other_side(cast: Cast, casus: Casus) -> None:
    woorden, doel = "Zij slaapt bij haar tante en belt alleen overdag.", "Hulp voor haar en haar kinderen"
    alleen_zij = naar_zorg(
        cast, veldgroepen=GROEPEN, over_wie=frozenset({"slachtoffer"}), toelichting=woorden, doel=doel, procesregie=True
    )
    _signaal, (pakket,) = doorgegeven(cast, alleen_zij)
    haar = accepteer(verstrekking_id=pakket.pk, door=als(cast.zoe))
    for door in (als(cast.zoe), als(cast.zara)):
        blad = verstrekkingsblad(door, pakket.pk)
        assert woorden in repr(blad.regels) and blad.doel == doel
    helpt_dader(cast, haar)
    blad = verstrekkingsblad(als(cast.zara), pakket.pk)
    assert woorden not in repr(blad.regels) and doel not in repr(blad)
    assert woorden in repr(verstrekkingsblad(als(cast.zoe), pakket.pk).regels)


def test_who_helps_the_offender_writes_nothing_that_the_other_side_reads(cast: Cast) -> None:
    """Also in a casus that knows no offender: of his traject the others are told nothing."""
    _signaal, (pakket,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    casus = accepteer(verstrekking_id=pakket.pk, door=als(cast.zoe))
    assert set(casus.dossier.betrokkenen.values_list("deel", flat=True)) == {"slachtoffer"}
    helpt_dader(cast, casus)
    zara, woorden = als(cast.zara), "Ype werkt niet mee."
    with pytest.raises(NietToegestaanError):
        zet_stand(casus_id=casus.pk, versie=casus.versie, naar=Casusstatus.VASTGELOPEN, reden=woorden * 2, door=zara)
    with pytest.raises(NietToegestaanError):
        meld_afloop(casus_id=casus.pk, afloop=Afloop.OPGEPAKT, toelichting=woorden, door=zara)
    overleg = NieuwOverleg(klok.nu() + timedelta(days=2), "online", [woorden])
    with pytest.raises(OngeldigeInvoerError):
        plan_overleg(casus_id=casus.pk, versie=casus.versie, overleg=overleg, door=zara)
    mag = casusblad(zara, casus.pk).mag
    assert not any(mag[h] for h in ("stand", "melden", "overleggen", "acties", "indienen"))
    assert all(casusblad(als(cast.zoe), casus.pk).mag[h] for h in ("stand", "melden", "overleggen", "acties"))


def test_who_helps_the_offender_shares_and_writes_nothing_of_the_victim(cast: Cast, casus: Casus) -> None:
    assert deelmap(als(cast.zara), casus.dossier_id).paren
    helpt_dader(cast, casus)
    zara = als(cast.zara)
    casus.refresh_from_db()
    assert not deelmap(zara, casus.dossier_id).paren
    nieuw = NieuweBetrokkene("slachtoffer", identiteit={"naam": "Nieuw Verzonnen"})
    with pytest.raises(OngeldigeInvoerError):
        leg_betrokkene_vast(casus_id=casus.pk, versie=casus.versie, persoon=nieuw, door=zara)
    nummer = casus.dossier.betrokkenen.get(deel="slachtoffer").volgorde
    with pytest.raises(NietGevondenError):
        werk_betrokkene_bij(
            casus_id=casus.pk, versie=casus.versie, nummer=nummer, wijziging=Wijziging(nieuw), door=zara
        )
    with pytest.raises(NietToegestaanError):
        leg_locatie_vast(
            casus_id=casus.pk,
            versie=casus.versie,
            plaats=NieuweLocatie("GM0505", "Straat 1", van=WAAR_HET_GEBEURT),
            door=zara,
        )
    actie = NieuweActie("Bel de huisarts van het slachtoffer.", cast.zara.pk, zara.vandaag, over="slachtoffer")
    with pytest.raises(OngeldigeInvoerError) as fout:
        maak_actie(casus_id=casus.pk, actie=actie, door=zara)
    assert set(fout.value.fouten) == {"over"}


def test_an_actie_on_the_victim_is_not_given_to_who_helps_the_offender(cast: Cast, casus: Casus) -> None:
    tekst = "Bel de huisarts van het slachtoffer."
    actie = NieuweActie(tekst, cast.zara.pk, als(cast.zoe).vandaag, over="slachtoffer")
    maak_actie(casus_id=casus.pk, actie=actie, door=als(cast.zoe))
    assert tekst in leest(als(cast.zara), casus)
    helpt_dader(cast, casus)
    assert tekst not in leest(als(cast.zara), casus)
    with pytest.raises(OngeldigeInvoerError) as fout:
        maak_actie(casus_id=casus.pk, actie=actie, door=als(cast.zoe))
    assert set(fout.value.fouten) == {"eigenaar"}


def test_on_the_pages_the_victim_is_not_there_for_who_helps_the_offender(cast: Cast, casus: Casus) -> None:
    pakket = casus.bronnen.get().verstrekking_id
    helpt_dader(cast, casus)
    mens, ander = als_persoon(cast.zara), als_persoon(cast.zoe)
    paden = [("get", f"/casussen/{casus.pk}/"), ("post", f"/casussen/{casus.pk}/toon/")]
    paden += [("get", f"/ontvangen/{pakket}/"), ("get", f"/delen/dossier/{casus.dossier_id}/")]
    alles = "".join(getattr(mens, m)(pad).content.decode() for m, pad in paden)
    assert NAAM_SLACHTOFFER not in alles and STRAAT not in alles
    assert "U begeleidt in deze casus iemand aan de andere kant." in alles
    assert "Persoon erbij" not in alles
    nummer = casus.dossier.betrokkenen.get(deel="slachtoffer").volgorde
    assert mens.get(f"/casussen/{casus.pk}/persoon/{nummer}/").status_code == 404
    assert NAAM_SLACHTOFFER in ander.post(f"/casussen/{casus.pk}/toon/").content.decode()


def gevraagd(cast: Cast, casus: Casus, deel: str = "slachtoffer") -> NieuweToestemming:
    persoon = casus.dossier.betrokkenen.get(deel=deel)
    woorden = "Ik vroeg of wij dit mogen delen. Het antwoord was ja."
    return NieuweToestemming(Toestemmingsdoel.DELEN, "in een gesprek", woorden, persoon.pk, cast.zvh.pk)


def test_who_helps_the_offender_neither_records_nor_takes_back_a_consent_of_the_victim(
    cast: Cast, casus: Casus
) -> None:
    ja = leg_vast(dossier_id=casus.dossier_id, nieuw=gevraagd(cast, casus), door=als(cast.zoe))
    helpt_dader(cast, casus)
    zara = als(cast.zara)
    for nieuw in (
        replace(gevraagd(cast, casus), ontvanger_id=cast.politie.pk),
        replace(gevraagd(cast, casus), betrokkene=None),
    ):
        with pytest.raises(OngeldigeInvoerError) as fout:
            leg_vast(dossier_id=casus.dossier_id, nieuw=nieuw, door=zara)
        assert fout.value.fouten == {"betrokkene": [NIET_VASTLEGGEN]}
    with pytest.raises(NietToegestaanError, match="andere kant"):
        trek_in(toestemming_id=ja.pk, door=zara)
    blad = toestemmingenblad(zara, casus.dossier_id)
    assert (blad.leesbaar, blad.zonder_naam, blad.vast) == (frozenset(), False, {ja.pk})
    pagina = als_persoon(cast.zara).get(f"/delen/dossier/{casus.dossier_id}/toestemmingen/").content.decode()
    assert "Leg vast</button>" not in pagina and f"/{ja.pk}/" not in pagina
    assert "kan deze toestemming intrekken" in pagina
    assert trek_in(toestemming_id=ja.pk, door=als(cast.zoe)).ingetrokken_op  # whoever does not stand at the other side


def test_who_reads_nothing_of_somebody_for_the_role_records_no_consent_but_can_always_take_one_back(
    cast: Cast, casus: Casus
) -> None:
    rita = medewerker("rita", cast.zorg, Rol.PROCESREGISSEUR)
    dader = gevraagd(cast, casus, "dader")
    with pytest.raises(OngeldigeInvoerError):
        leg_vast(dossier_id=casus.dossier_id, nieuw=dader, door=als(cast.zoe))
    keuzes = als_persoon(cast.zoe).get(f"/delen/dossier/{casus.dossier_id}/toestemmingen/").content.decode()
    assert f'value="{gevraagd(cast, casus).betrokkene}"' in keuzes and f'value="{dader.betrokkene}"' not in keuzes
    ja = leg_vast(dossier_id=casus.dossier_id, nieuw=dader, door=als(rita))
    assert trek_in(toestemming_id=ja.pk, door=als(cast.zoe)).ingetrokken_op


def test_two_casussen_of_one_dossier_elsewhere_belong_together(cast: Cast) -> None:
    """The ZVH refused the process direction; asked for it, the zorgpunt had closed its first casus: a second opened."""
    groepen, zara = frozenset({"identiteit"}), als(cast.zara)
    signaal, (eerste, zvh) = doorgegeven(cast, naar_zorg(cast, veldgroepen=groepen), naar_zvh(cast))
    wijs_af(verstrekking_id=zvh.pk, reden="Niet voor ons.", door=als(cast.piet))
    oud = accepteer(verstrekking_id=eerste.pk, door=als(cast.zoe))
    eigen = traject(zara, casus_id=oud.pk)
    Casus.objects.filter(pk=oud.pk).update(
        status=Casusstatus.AFGESLOTEN, afgesloten_op=klok.nu(), afsluitreden="anders"
    )
    regie = naar_zorg(cast, veldgroepen=groepen, over_wie=frozenset({"slachtoffer", "dader"}), procesregie=True)
    _signaal, pakketten = doorgegeven(cast, regie, signaal=signaal)
    nieuw = accepteer(verstrekking_id=pakketten[-1].pk, door=als(cast.zoe))
    assert nieuw != oud
    for gelezen in (leest(zara, nieuw), repr(verstrekkingsblad(zara, pakketten[-1].pk).regels)):
        assert NAAM_DADER not in gelezen and NAAM_SLACHTOFFER in gelezen
    with pytest.raises(NietToegestaanError):
        helpt_dader(cast, nieuw)
    van_dader = helpt_dader(cast, nieuw, "zoe")
    eigen.dossier.refresh_from_db()
    assert eigen.dossier.afgeschermd
    with pytest.raises(NietToegestaanError):
        zet_in_team(traject_id=van_dader.pk, medewerker_id=cast.zara.pk, door=als(cast.zoe))
    assert muur_om_traject(zara, van_dader.dossier_id) and muur_om_traject(als(cast.zoe), eigen.dossier_id)
