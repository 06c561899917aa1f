"""Sharing through the pages: choose, read the exact packet, four eyes, accept, read along, stop."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from tests.cast import BEGIN, Cast, aanmelden, als, maak_cast, medewerker, organisatie
from tests.casussen.hulp import meld, sluit
from tests.dossiers.deelhulp import (
    NAAM_DADER,
    NAAM_SLACHTOFFER,
    WAAROM,
    convenant,
    gegeven,
    op_papier,
    opgesteld,
    vier_ogen,
    zvh_casus,
)
from tests.gereedschap.momentopname import herhaalbaar
from tests.signalen.hulp import doorgegeven, grondslag, in_beoordeling, naar_riec, naar_zorg
from tests.zorg.comenshahulp import comensha
from tests.zorg.hulp import traject

from baken.casussen.models import Casus
from baken.casussen.services.aannemen import accepteer
from baken.dossiers import deelbesluiten
from baken.dossiers.akkoord import afdruk_van
from baken.dossiers.models import Betrokkene, Dossiersoort, Toestemming, Verstrekking
from baken.dossiers.register import register
from baken.dossiers.services import NieuweBetrokkene, leg_inhoud_vast, sleutel_van
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming, leg_vast, trek_in
from baken.dossiers.toestemmingpersoon import IEDER_VOOR_ZICH, VAN_WIE
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.dossiers.verstrekken import open_pakket, voorstel_van
from baken.dossiers.voorstel import Voorstel
from baken.dossiers.wachtend import wachtend_op
from baken.kern import klok
from baken.kern.fouten import OngeldigeInvoerError
from baken.kern.models import Journaalregel
from baken.keten.models import Afspraak, Grondslag
from baken.organisaties.models import Medewerker, Organisatie, Regio, Regiolid
from baken.organisaties.rollen import Rol

HOE = "Ik legde uit wat wij delen en vroeg of dat mag; zij zei ja."


@pytest.fixture
def cast(db: None) -> Cast:
    cast = maak_cast()
    convenant(cast)
    return cast


@pytest.fixture
@herhaalbaar
def casus(cast: Cast) -> Casus:
    return zvh_casus(cast)


def als_client(persoon: Medewerker) -> Client:
    client = Client()
    aanmelden(client, persoon)
    return client


def _dag(naam: str, dag: date) -> dict[str, str]:
    return {f"{naam}_dag": str(dag.day), f"{naam}_maand": str(dag.month), f"{naam}_jaar": str(dag.year)}


def over(deel: str) -> list[str]:
    """Return the boxes of everybody with a part in the casus of a test."""
    return [f"{deel}:{b.pk}" for b in Betrokkene.objects.filter(deel=deel, dossier__soort=Dossiersoort.CASUS)]


def ingevuld(**anders: Any) -> dict[str, Any]:
    return {
        "doel": "Hulp afstemmen",
        "grondslag": str(grondslag("wgs-zvh-deelnemers")),
        "over_wie": over("slachtoffer"),
        "veldgroepen": ["identiteit", "contact"],
        "live": "on",
        **_dag("geldig_tot", klok.vandaag() + timedelta(days=30)),
        "toelichting": "",
        "motivering": WAAROM,
        **anders,
    }


def adres(casus: Casus, cast: Cast) -> str:
    return f"{reverse('delen:nieuw', args=[casus.dossier_id])}?ontvanger={cast.zorg.pk}"


def deel(client: Client, casus: Casus, cast: Cast, **anders: Any) -> Verstrekking:
    velden = ingevuld(**anders)
    voorbeeld = client.post(adres(casus, cast), velden)
    assert voorbeeld.status_code == 200, voorbeeld.content.decode()
    client.post(adres(casus, cast), {**velden, "pakket": voorbeeld.context["pakket"]})
    return Verstrekking.objects.get(afzender=cast.zvh)


def test_the_page_of_a_casus_leads_to_what_is_shared(cast: Cast, casus: Casus) -> None:
    piet = als_client(cast.piet)

    assert reverse("delen:dossier", args=[casus.dossier_id]) in piet.get(f"/casussen/{casus.pk}/").content.decode()
    pagina = piet.get(reverse("delen:dossier", args=[casus.dossier_id])).content.decode()
    assert "Er is nog niets gedeeld" in pagina
    keuze = piet.get(reverse("delen:nieuw", args=[casus.dossier_id])).content.decode()
    assert cast.zorg.naam in keuze


def test_every_organisation_of_the_region_stands_there_and_who_cannot_be_chosen_with_the_reason(
    cast: Cast, casus: Casus
) -> None:
    regio = Regio.objects.get(code="regio-voorbeeld")
    bij = {soort: organisatie(f"{soort}-voorbeeld", soort) for soort in ("om", "jeugdhulp", "samenwerking")}
    Regiolid.objects.bulk_create(Regiolid(organisatie=o, regio=regio, geldig_van=BEGIN) for o in bij.values())
    piet, adres_ = als_client(cast.piet), reverse("delen:nieuw", args=[casus.dossier_id])

    keuze = piet.get(adres_)

    tekst = keuze.content.decode()
    te_kiezen = {pk for _soort, rijen in keuze.context["mogelijk"].kan for pk, _naam in rijen}
    assert {cast.zorg.pk, cast.politie.pk, cast.veilig_thuis.pk, cast.riec.pk, bij["om"].pk} <= te_kiezen
    zin = "Er is geen geldig convenant tussen uw organisatie en {}."
    assert zin.format(cast.riec.naam) in tekst and zin.format(bij["om"].naam) in tekst  # only consent, duty or danger
    assert zin.format(cast.zorg.naam) not in tekst and zin.format(cast.politie.naam) not in tekst
    assert bij["samenwerking"].pk not in te_kiezen
    assert f"Er is geen grondslag om met {bij['samenwerking'].naam} gegevens van personen te delen." in tekst
    Grondslag.objects.filter(soort__in=["nood", "plicht", "toestemming"]).update(geldig_tot=klok.vandaag())
    zonder = piet.get(adres_)
    te_kiezen = {pk for _soort, rijen in zonder.context["mogelijk"].kan for pk, _naam in rijen}
    assert cast.zorg.pk in te_kiezen and not {cast.riec.pk, bij["om"].pk} & te_kiezen
    assert zin.format(cast.riec.naam) in zonder.content.decode()
    assert piet.get(adres_, {"ontvanger": cast.riec.pk}).status_code == 200  # its page says why, nothing typed is lost
    assert piet.get(adres_, {"ontvanger": "x"}).status_code == 422


@pytest.mark.parametrize(("velden", "meelezen"), [({}, True), ({"live": ""}, False)])
def test_of_reading_along_is_spoken_only_when_it_was_chosen(
    cast: Cast, casus: Casus, velden: dict[str, str], meelezen: bool
) -> None:
    piet = als_client(cast.piet)
    besluit = deel(piet, casus, cast, **velden)
    pagina = piet.get(reverse("delen:besluit", args=[besluit.pk])).content.decode()
    assert "Het pakket is verstuurd." in pagina
    assert ("Meelezen kan pas als de ontvanger het aanneemt." in pagina) == meelezen == besluit.live


def test_from_the_first_page_to_reading_along_and_the_end(cast: Cast, casus: Casus) -> None:
    piet, zoe = als_client(cast.piet), als_client(cast.zoe)
    voorbeeld = piet.post(adres(casus, cast), ingevuld())
    assert NAAM_SLACHTOFFER in voorbeeld.content.decode()
    assert NAAM_DADER not in voorbeeld.content.decode()
    assert not Verstrekking.objects.filter(afzender=cast.zvh).exists()

    besluit = deel(piet, casus, cast)

    assert besluit.status == Verstrekkingsstatus.VERZONDEN
    gesloten = zoe.get(reverse("ontvangen:detail", args=[besluit.pk]))
    assert NAAM_SLACHTOFFER not in gesloten.content.decode()
    zoe.post(reverse("ontvangen:openen", args=[besluit.pk]))
    assert "Er opent geen eigen casus" in zoe.get(reverse("ontvangen:detail", args=[besluit.pk])).content.decode()
    zoe.post(reverse("ontvangen:accepteren", args=[besluit.pk]))
    blad = reverse("gedeeld:blad", args=[casus.dossier_id])
    assert blad in zoe.get(reverse("gedeeld:lijst")).content.decode()
    assert blad in zoe.get(reverse("ontvangen:detail", args=[besluit.pk])).content.decode()
    assert NAAM_SLACHTOFFER not in zoe.get(blad).content.decode()
    assert NAAM_SLACHTOFFER in zoe.post(reverse("gedeeld:toon", args=[casus.dossier_id])).content.decode()

    piet.post(reverse("delen:beeindigen", args=[besluit.pk]), {"reden": "De hulp loopt, meer delen is niet nodig."})

    assert zoe.get(blad).status_code == 404
    assert zoe.post(reverse("gedeeld:toon", args=[casus.dossier_id])).status_code == 404
    assert "U leest nu nergens mee" in zoe.get(reverse("gedeeld:lijst")).content.decode()
    assert NAAM_SLACHTOFFER in zoe.get(reverse("ontvangen:detail", args=[besluit.pk])).content.decode()


@pytest.mark.parametrize("van_wie", ["", "zij"])
def test_a_consent_that_was_taken_back_after_the_preview_is_named_with_the_day(
    cast: Cast, casus: Casus, van_wie: str
) -> None:
    piet, tweede = als_client(cast.piet), NieuweBetrokkene("slachtoffer", identiteit={"naam": "Wilma Nietgedeeld"})
    zij = casus.dossier.betrokkenen.get(deel="slachtoffer").pk if van_wie else None
    ja = NieuweToestemming(Toestemmingsdoel.DELEN, "Gesprek", HOE, zij, cast.zorg.pk)
    gegeven = leg_vast(dossier_id=casus.dossier_id, nieuw=ja, door=als(cast.piet))
    velden = ingevuld(grondslag=str(grondslag("toestemming-zorg")), toestemming="", toestemming_id=str(gegeven.pk))
    voorbeeld = piet.post(adres(casus, cast), velden)
    assert voorbeeld.status_code == 200
    leg_inhoud_vast(casus.dossier, sleutel_van(casus.dossier), [tweede], [], al=2)
    trek_in(toestemming_id=gegeven.pk, door=als(cast.piet))

    geweigerd = piet.post(adres(casus, cast), {**velden, "pakket": voorbeeld.context["pakket"]})

    assert geweigerd.status_code == 422
    tekst = geweigerd.content.decode()
    assert f"De toestemming is ingetrokken op {date_format(klok.vandaag(), 'j F Y')}" in tekst
    assert str(VAN_WIE) not in tekst and "Leg eerst vast" not in tekst
    assert not Verstrekking.objects.filter(afzender=cast.zvh).exists()
    schoon = piet.get(adres(casus, cast)).content.decode()
    assert str(gegeven.pk) not in schoon


def test_the_form_of_exploitation_goes_along_only_when_the_sender_ticks_it(cast: Cast, casus: Casus) -> None:
    vier_ogen(cast)
    casus.vormen = ["CRIM-DRUGS"]
    casus.save(update_fields=["vormen"])
    piet = als_client(cast.piet)
    assert 'name="vorm"' in piet.get(adres(casus, cast)).content.decode()
    besluit = deel(piet, casus, cast)
    zonder = afdruk_van(besluit)
    assert {r.groep for r in open_pakket(besluit)} == {"identiteit", "contact"}  # no form, and no route

    pagina = reverse("delen:wijzigen", args=[besluit.pk])
    velden = ingevuld(vorm="on", gezien=piet.get(pagina).context["gezien"])
    voorbeeld = piet.post(pagina, velden)
    piet.post(pagina, {**velden, "pakket": voorbeeld.context["pakket"]})

    besluit.refresh_from_db()
    kern = [r for r in open_pakket(besluit) if r.groep == "kern"]
    assert [r.kop for r in kern] == ["Vorm"] and afdruk_van(besluit) != zonder
    assert voorstel_van(besluit).vorm
    weer = piet.get(pagina)
    assert weer.context["form"]["vorm"].value() is True


def test_a_traject_has_no_form_of_exploitation_to_tick(cast: Cast) -> None:
    t = traject(als(cast.zoe))
    adres_ = f"{reverse('delen:nieuw', args=[t.dossier_id])}?ontvanger={cast.zvh.pk}"
    assert 'name="vorm"' not in als_client(cast.zoe).get(adres_).content.decode()


def test_a_basis_that_carries_no_data_of_persons_is_not_offered(cast: Cast) -> None:
    t, cm = traject(als(cast.zoe)), comensha(cast)
    Regiolid.objects.create(regio=Regio.objects.get(leden__organisatie=cast.zorg), organisatie=cm, geldig_van=BEGIN)
    pagina = als_client(cast.zoe).get(f"{reverse('delen:nieuw', args=[t.dossier_id])}?ontvanger={cm.pk}")
    tekst = pagina.content.decode()
    assert "U mag delen: ." not in tekst and "zonder persoonsgegevens" not in tekst
    assert "toestemming-comensha-hulp" in {
        Grondslag.objects.get(pk=pk).code for pk, _keuze in pagina.context["form"].fields["grondslag"].choices
    }


def test_of_a_casus_that_closed_nothing_is_offered_and_the_page_says_why(cast: Cast, casus: Casus) -> None:
    piet, pagina = als_client(cast.piet), reverse("delen:dossier", args=[casus.dossier_id])
    assert "Deel iets" in piet.get(pagina).content.decode()
    sluit(casus.bronnen.get().verstrekking_id, als(cast.piet))
    tekst = piet.get(pagina).content.decode()
    assert "Deel iets" not in tekst and deelbesluiten.AFGESLOTEN in tekst
    assert piet.get(adres(casus, cast))["Location"] == pagina


def test_who_records_no_consents_sees_no_way_to_them(cast: Cast) -> None:
    _s, (pakket,) = doorgegeven(cast, naar_riec(cast, procesregie=True))
    casus = accepteer(verstrekking_id=pakket.pk, door=als(cast.rik))
    assert isinstance(casus, Casus)
    rik, toestemmingen = als_client(cast.rik), reverse("delen:toestemmingen", args=[casus.dossier_id])
    assert rik.get(toestemmingen).status_code == 403
    tekst = rik.get(reverse("delen:dossier", args=[casus.dossier_id])).content.decode()
    assert "Deel iets" in tekst and toestemmingen not in tekst
    blad = rik.get(f"/casussen/{casus.pk}/").content.decode()
    assert "AFL-OPGEPAKT" in blad and "AFL-ZORG" not in blad
    with pytest.raises(OngeldigeInvoerError):
        meld(pakket.pk, als(cast.rik))


def test_who_changes_a_packet_finds_all_that_was_typed(cast: Cast, casus: Casus) -> None:
    vier_ogen(cast)
    piet = als_client(cast.piet)
    besluit = deel(piet, casus, cast, toelichting="Bel eerst met ons zorgteam.")
    pagina = piet.get(reverse("delen:wijzigen", args=[besluit.pk])).content.decode()
    for getypt in ("Bel eerst met ons zorgteam.", "Hulp afstemmen", WAAROM):
        assert getypt in pagina


def test_who_may_not_read_the_packet_does_not_read_what_it_is_for_or_why(cast: Cast, casus: Casus) -> None:
    besluit = op_papier(cast, casus)
    pagina = reverse("delen:besluit", args=[besluit.pk])
    zus = medewerker("zus", cast.zvh, Rol.ZORGCOORDINATOR)
    mensen = {"piet": cast.piet, "zus": zus}
    wie = {naam: als_client(persoon).get(pagina).content.decode() for naam, persoon in mensen.items()}
    assert "niet bij uw taak horen" in wie["zus"]
    assert besluit.kenmerk in wie["zus"]
    for geheim in ("Hulp afstemmen", WAAROM):
        assert (geheim in wie["piet"], geheim in wie["zus"]) == (True, False)


def test_who_may_not_read_a_packet_that_waits_hears_that_a_colleague_must_agree(cast: Cast, casus: Casus) -> None:
    vier_ogen(cast)
    zus, besluit = als_client(medewerker("zus", cast.zvh, Rol.ZORGCOORDINATOR)), op_papier(cast, casus)
    pagina = zus.get(reverse("delen:besluit", args=[besluit.pk])).content.decode()
    assert "Een collega met die taak moet het lezen en akkoord geven." in pagina and "Klopt het?" not in pagina
    geweigerd = zus.post(reverse("delen:akkoord", args=[besluit.pk]), {"gezien": afdruk_van(besluit)})
    assert geweigerd.status_code == 403
    assert "Een collega met die taak moet dit doen." in geweigerd.content.decode()
    assert "Vraag uw beheerder welke rol" not in geweigerd.content.decode()


@pytest.mark.parametrize("met_akkoord", [False, True])
def test_the_page_of_a_packet_that_waits_says_that_the_dossier_changed_and_how_to_go_on(
    cast: Cast, casus: Casus, met_akkoord: bool
) -> None:
    pim_wie = vier_ogen(cast)
    pim, piet = als_client(Medewerker.objects.get(pk=pim_wie.medewerker_id)), als_client(cast.piet)
    besluit = deel(piet, casus, cast)
    pagina, knop = reverse("delen:besluit", args=[besluit.pk]), "versturen" if met_akkoord else "akkoord"
    gezien_ = {"gezien": afdruk_van(besluit)}
    if met_akkoord:
        deelbesluiten.keur_goed(verstrekking_id=besluit.pk, **gezien_, door=pim_wie)
    erbij = NieuweBetrokkene("slachtoffer", identiteit={"naam": "Zus Verzonnen"})
    leg_inhoud_vast(casus.dossier, sleutel_van(casus.dossier), [erbij], [], al=casus.dossier.betrokkenen.count())
    assert reverse(f"delen:{knop}", args=[besluit.pk]) in pim.get(pagina).content.decode(), "nobody chose her"
    casus.dossier.betrokkenen.filter(volgorde=1).update(beperkt_op=klok.vandaag())

    for antwoord, status in (
        (pim.get(pagina), 200),
        (pim.post(reverse(f"delen:{knop}", args=[besluit.pk]), gezien_), 422),
    ):
        tekst = antwoord.content.decode()
        assert (antwoord.status_code, tekst.count(deelbesluiten.VERANDERD)) == (status, 1)
        assert "Klopt het?" not in tekst and "nog niet verstuurd" not in tekst
        assert not any(reverse(f"delen:{daad}", args=[besluit.pk]) in tekst for daad in ("akkoord", "versturen"))
        assert tekst.count(reverse("delen:wijzigen", args=[besluit.pk])) == 2  # above, and beside what is said


def test_a_second_click_on_the_same_page_shares_nothing_twice(cast: Cast, casus: Casus) -> None:
    piet, velden = als_client(cast.piet), ingevuld()
    voorbeeld = piet.post(adres(casus, cast), velden)
    knop = {**velden, "pakket": voorbeeld.context["pakket"], "inzending": str(voorbeeld.context["inzending"])}
    assert f'name="inzending" value="{knop["inzending"]}"' in voorbeeld.content.decode()

    eerst, nog_eens = piet.post(adres(casus, cast), knop), piet.post(adres(casus, cast), knop)

    besluit = Verstrekking.objects.get(afzender=cast.zvh)
    assert str(besluit.pk) == knop["inzending"]
    assert eerst["Location"] == nog_eens["Location"] == reverse("delen:besluit", args=[besluit.pk])
    opnieuw = piet.post(adres(casus, cast), velden)  # a page of its own is a deelbesluit of its own
    piet.post(adres(casus, cast), {**knop, "inzending": str(opnieuw.context["inzending"])})
    assert Verstrekking.objects.filter(afzender=cast.zvh).count() == 2


def test_four_eyes_through_the_pages(cast: Cast, casus: Casus) -> None:
    pim = als_client(Medewerker.objects.get(pk=vier_ogen(cast).medewerker_id))
    piet = als_client(cast.piet)
    besluit = deel(piet, casus, cast)
    pagina = reverse("delen:besluit", args=[besluit.pk])
    assert "Een collega moet akkoord geven" in piet.get(pagina).content.decode()
    eigen = piet.post(reverse("delen:akkoord", args=[besluit.pk]), {"gezien": afdruk_van(besluit)})
    assert eigen.status_code == 403 and "welke rol" not in eigen.content.decode()

    assert NAAM_SLACHTOFFER in pim.get(pagina).content.decode()
    assert afdruk_van(besluit) in pim.get(pagina).content.decode()
    pim.post(reverse("delen:akkoord", args=[besluit.pk]), {"gezien": afdruk_van(besluit)})
    besluit.refresh_from_db()
    assert besluit.goedgekeurd_door_id is not None
    for waar in (pagina, reverse("delen:dossier", args=[casus.dossier_id])):
        gezien_ = piet.get(waar).content.decode()
        assert "Akkoord van Pim, nog niet verstuurd" in gezien_ and "Wacht op akkoord" not in gezien_

    velden = {**ingevuld(veldgroepen=["identiteit"]), "gezien": afdruk_van(besluit)}
    wijzig = reverse("delen:wijzigen", args=[besluit.pk])
    voorbeeld = piet.post(wijzig, velden)
    piet.post(wijzig, {**velden, "pakket": voorbeeld.context["pakket"]})
    besluit.refresh_from_db()
    assert besluit.goedgekeurde_hash == ""
    assert pim.post(reverse("delen:versturen", args=[besluit.pk])).status_code == 403
    oud = pim.post(reverse("delen:akkoord", args=[besluit.pk]), {"gezien": "0" * 64})
    assert oud.status_code == 409

    pim.post(reverse("delen:akkoord", args=[besluit.pk]), {"gezien": afdruk_van(besluit)})
    piet.post(reverse("delen:versturen", args=[besluit.pk]))
    besluit.refresh_from_db()
    assert besluit.status == Verstrekkingsstatus.VERZONDEN


def test_a_shut_gate_says_why_and_keeps_what_was_typed(cast: Cast, casus: Casus) -> None:
    piet = als_client(cast.piet)
    velden = ingevuld()
    voorbeeld = piet.post(adres(casus, cast), velden)
    Afspraak.objects.filter(beheerder=cast.zvh).update(geldig_tot=klok.vandaag())

    antwoord = piet.post(adres(casus, cast), {**velden, "pakket": voorbeeld.context["pakket"]})

    assert antwoord.status_code == 422
    assert WAAROM in antwoord.content.decode()
    assert "Er is vandaag geen bevestigde afspraak" in antwoord.content.decode()  # beside the basis that cannot be used
    assert not Verstrekking.objects.filter(afzender=cast.zvh).exists()


def test_a_packet_that_changed_is_shown_again_and_not_sent(cast: Cast, casus: Casus) -> None:
    piet = als_client(cast.piet)

    antwoord = piet.post(adres(casus, cast), {**ingevuld(), "pakket": "0" * 64})

    assert antwoord.status_code == 409
    assert NAAM_SLACHTOFFER in antwoord.content.decode()
    assert not Verstrekking.objects.filter(afzender=cast.zvh).exists()


def test_back_from_the_packet_keeps_what_was_chosen(cast: Cast, casus: Casus) -> None:
    antwoord = als_client(cast.piet).post(adres(casus, cast), {**ingevuld(), "pakket": "0" * 64, "vorige": "ja"})

    assert antwoord.status_code == 200
    assert WAAROM in antwoord.content.decode()


@pytest.mark.parametrize(
    "fout",
    [
        {"motivering": "moet"},
        {"veldgroepen": []},
        {"over_wie": ["iedereen"]},
        {"grondslag": "999999"},
        {"geldig_tot_jaar": "2001"},
        {"toestemming_id": "geen-uuid"},
        {"motivering": "\x00" * 30},
    ],
)
def test_what_does_not_fit_comes_back_with_422(cast: Cast, casus: Casus, fout: dict[str, Any]) -> None:
    antwoord = als_client(cast.piet).post(adres(casus, cast), ingevuld(**fout))

    assert antwoord.status_code == (200 if "toestemming_id" in fout else 422)  # asked only with consent as basis
    assert not Verstrekking.objects.filter(afzender=cast.zvh).exists()


def test_consent_is_recorded_and_taken_back_as_easily(cast: Cast, casus: Casus) -> None:
    piet = als_client(cast.piet)
    pagina = reverse("delen:toestemmingen", args=[casus.dossier_id])
    persoon = casus.dossier.betrokkenen.get(deel="slachtoffer")
    velden = {"doel": "delen", "betrokkene": str(persoon.pk), "ontvanger": str(cast.zorg.pk), "hoe": "in een gesprek"}
    fout = piet.post(pagina, {**velden, "woorden": "ja"})
    assert fout.status_code == 422
    zonder = piet.post(pagina, {**velden, "ontvanger": "", "woorden": HOE})
    assert "Kies met welke organisatie u mag delen" in zonder.content.decode()

    piet.post(pagina, {**velden, "woorden": HOE})

    toestemming = Toestemming.objects.get()
    assert HOE in piet.get(pagina).content.decode()
    piet.post(reverse("delen:toestemming_intrekken", args=[toestemming.pk]))
    toestemming.refresh_from_db()
    assert toestemming.ingetrokken_op == klok.vandaag()
    assert piet.post(reverse("delen:toestemming_intrekken", args=[toestemming.pk])).status_code == 409


def test_sharing_on_consent_through_the_form_and_taking_it_back_closes_it(cast: Cast, casus: Casus) -> None:
    piet, zoe = als_client(cast.piet), als_client(cast.zoe)
    besluit = deel(piet, casus, cast, grondslag=str(grondslag("toestemming-zorg")), toestemming=HOE)
    zoe.post(reverse("ontvangen:openen", args=[besluit.pk]))
    zoe.post(reverse("ontvangen:accepteren", args=[besluit.pk]))
    assert zoe.get(reverse("gedeeld:blad", args=[casus.dossier_id])).status_code == 200

    piet.post(reverse("delen:toestemming_intrekken", args=[Toestemming.objects.get().pk]))

    assert zoe.get(reverse("gedeeld:blad", args=[casus.dossier_id])).status_code == 404
    pakket = zoe.get(reverse("ontvangen:detail", args=[besluit.pk])).content.decode()
    assert NAAM_SLACHTOFFER not in pakket
    assert "De toestemming is ingetrokken" in pakket


def test_the_form_says_of_whom_a_consent_is_and_refuses_words_of_nobody_where_there_are_two(
    cast: Cast, casus: Casus
) -> None:
    piet, dossier = als_client(cast.piet), casus.dossier
    zus = NieuweBetrokkene("slachtoffer", identiteit={"naam": "Zus Verzonnen"})
    leg_inhoud_vast(dossier, sleutel_van(dossier), [zus], [], al=dossier.betrokkenen.count())
    op_ja = {"grondslag": str(grondslag("toestemming-zorg"))}

    geweigerd = piet.post(adres(casus, cast), ingevuld(**op_ja, toestemming=HOE))

    assert geweigerd.status_code == 422
    assert IEDER_VOOR_ZICH in geweigerd.content.decode()
    eerste = dossier.betrokkenen.get(volgorde=1)
    piet.post(
        reverse("delen:toestemmingen", args=[dossier.pk]),
        {"doel": "delen", "betrokkene": str(eerste.pk), "ontvanger": str(cast.zorg.pk), "hoe": "in een gesprek"}
        | {"woorden": HOE},
    )
    tekst = piet.get(adres(casus, cast)).content.decode()
    assert "van persoon 1, versie 1" in tekst
    assert HOE not in tekst
    haar = {"over_wie": [f"slachtoffer:{eerste.pk}"]}
    deel(piet, casus, cast, **op_ja, **haar, toestemming="", toestemming_id=str(Toestemming.objects.get().pk))
    assert Verstrekking.objects.get(afzender=cast.zvh).toestemming_id == Toestemming.objects.get().pk


def test_of_two_victims_one_is_chosen_and_the_other_stays_out(cast: Cast, casus: Casus) -> None:
    piet, dossier = als_client(cast.piet), casus.dossier
    zus = NieuweBetrokkene("slachtoffer", identiteit={"naam": "Zus Verzonnen"})
    leg_inhoud_vast(dossier, sleutel_van(dossier), [zus], [], al=dossier.betrokkenen.count())
    een, ander = over("slachtoffer")
    formulier = piet.get(adres(casus, cast)).content.decode()
    assert f'value="{een}"' in formulier and f'value="{ander}"' in formulier

    besluit = deel(piet, casus, cast, over_wie=[ander])

    koppen = {regel.kop.partition(":")[0] for regel in open_pakket(besluit) if regel.groep != "kern"}
    assert "Zus Verzonnen" in repr(open_pakket(besluit)) and len(koppen) == 1
    assert voorstel_van(besluit).gekozen == {(dossier.betrokkenen.get(pk=ander.partition(":")[2]).pk, "slachtoffer")}
    assert "Sinds het besluit" not in piet.get(reverse("delen:dossier", args=[dossier.pk])).content.decode()


def test_changing_a_deelbesluit_begins_with_whom_it_was_about(cast: Cast, casus: Casus) -> None:
    vier_ogen(cast)
    piet, dossier = als_client(cast.piet), casus.dossier
    zus = NieuweBetrokkene("slachtoffer", identiteit={"naam": "Zus Verzonnen"})
    leg_inhoud_vast(dossier, sleutel_van(dossier), [zus], [], al=dossier.betrokkenen.count())
    een, ander = over("slachtoffer")
    besluit = deel(piet, casus, cast, over_wie=[een])

    pagina = piet.get(reverse("delen:wijzigen", args=[besluit.pk]))

    assert pagina.context["form"].initial["over_wie"] == [een] != [ander]


def test_the_aandachtsfunctionaris_records_consent_at_a_signaal(cast: Cast) -> None:
    signaal = in_beoordeling(cast)
    pagina = reverse("delen:toestemmingen", args=[signaal.dossier_id])
    anna = als_client(cast.anna)

    anna.post(pagina, {"doel": "zorg", "hoe": "per telefoon", "woorden": HOE})

    assert Toestemming.objects.get().doel == "zorg"
    assert pagina in anna.get(reverse("signalen:detail", args=[signaal.pk])).content.decode()
    assert als_client(cast.buur).get(pagina).status_code == 404


def test_the_register_says_what_went_where_and_never_what_was_in_it(cast: Cast, casus: Casus) -> None:
    besluit = opgesteld(cast, casus)
    piet, anna = als_client(cast.piet), als_client(cast.anna)

    pagina = piet.get(reverse("delen:register")).content.decode()
    assert besluit.kenmerk in pagina
    assert NAAM_SLACHTOFFER not in pagina
    assert WAAROM not in pagina
    assert besluit.kenmerk not in anna.get(reverse("delen:register")).content.decode()
    kenmerk = f"D-{casus.dossier_id.hex[:8].upper()}"
    assert besluit.kenmerk in piet.get(reverse("delen:register"), {"dossier": kenmerk}).content.decode()
    assert besluit.kenmerk not in piet.get(reverse("delen:register"), {"dossier": "D-00000000"}).content.decode()
    gisteren = _dag("tot", klok.vandaag() - timedelta(days=1))
    assert besluit.kenmerk not in piet.get(reverse("delen:register"), gisteren).content.decode()
    assert piet.get(reverse("delen:register"), {"van_dag": "31", "van_maand": "2"}).status_code == 422
    assert besluit.kenmerk in piet.get(reverse("delen:register"), _dag("tot", date.max)).content.decode()
    alles = register(als(cast.piet), van=date.min, tot=date.max)
    assert [r.kenmerk for r in alles.regels] == [besluit.kenmerk]
    assert besluit.kenmerk not in piet.get(reverse("delen:register"), _dag("van", date.max)).content.decode()
    assert piet.get(reverse("delen:register_csv")).status_code == 403


def test_the_help_page_tells_and_never_says_yes(cast: Cast) -> None:
    fg = als_client(cast.fg)
    pagina = fg.get(reverse("delen:hulp")).content.decode()
    assert "Dat besluit u, niet Baken" in pagina
    assert "De vragen van de Handreiking zijn niet beschikbaar" in pagina
    assert "U mag dit delen" not in pagina

    als_client(cast.beheer).post(
        reverse("beheer:delen"), {"vier_ogen": "on", "hulptekst": "Bel eerst de FG.", "bron": "werkinstructie FG"}
    )

    assert "Bel eerst de FG." in fg.get(reverse("delen:hulp")).content.decode()
    assert Organisatie.objects.get(pk=cast.gemeente.pk).vier_ogen_delen


def test_words_on_the_help_page_need_their_source_and_the_beheerder(cast: Cast) -> None:
    velden = {"hulptekst": "Bel eerst de FG.", "bron": ""}
    assert als_client(cast.beheer).post(reverse("beheer:delen"), velden).status_code == 422
    assert als_client(cast.anna).post(reverse("beheer:delen"), velden).status_code == 403
    assert Organisatie.objects.get(pk=cast.gemeente.pk).hulptekst_delen == ""


@pytest.mark.parametrize("wie", ["anna", "zoe", "rik", "fg", "beheer", "beleid"])
def test_others_do_not_even_learn_that_the_dossier_is_there(cast: Cast, casus: Casus, wie: str) -> None:
    besluit = opgesteld(cast, casus)
    client = als_client(getattr(cast, wie))
    for naam, pk in (
        ("delen:dossier", casus.dossier_id),
        ("delen:nieuw", casus.dossier_id),
        ("delen:toestemmingen", casus.dossier_id),
        ("delen:besluit", besluit.pk),
        ("delen:wijzigen", besluit.pk),
        ("delen:beeindigen", besluit.pk),
        ("gedeeld:blad", casus.dossier_id),
    ):
        assert client.get(reverse(naam, args=[pk])).status_code in {403, 404}, naam


def test_the_fg_takes_out_the_register_as_a_file_without_formulas(cast: Cast) -> None:
    Organisatie.objects.filter(pk=cast.zorg.pk).update(naam="=cmd|' /C calc'!A0")
    _signaal, (verstrekking,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))

    antwoord = als_client(cast.fg).get(reverse("delen:register_csv"), _dag("tot", date.max))

    tekst = antwoord.content.decode("utf-8-sig")
    assert verstrekking.kenmerk in tekst
    assert "\"'=cmd" in tekst
    assert NAAM_SLACHTOFFER not in tekst
    assert als(cast.fg).organisatie_id == cast.gemeente.pk


def test_a_packet_whose_basis_ended_before_it_was_opened_says_why_on_its_page(cast: Cast, casus: Casus) -> None:
    besluit = opgesteld(cast, casus)
    Afspraak.objects.filter(beheerder=cast.zvh).update(geldig_tot=klok.vandaag())
    zoe = als_client(cast.zoe)

    for naam in ("openen", "accepteren"):
        antwoord = zoe.post(reverse(f"ontvangen:{naam}", args=[besluit.pk]))
        assert antwoord.status_code == 422
        assert "Vraag de afzender of het opnieuw kan." in antwoord.content.decode()
        assert NAAM_SLACHTOFFER not in antwoord.content.decode()


def test_the_answer_of_a_receiver_outside_baken_is_typed_in_on_the_page(cast: Cast, casus: Casus) -> None:
    besluit = gegeven(cast, casus)
    piet, blad, stuur = (
        als_client(cast.piet),
        reverse("delen:besluit", args=[besluit.pk]),
        reverse("delen:antwoord", args=[besluit.pk]),
    )
    keuzes = piet.get(blad).content.decode()
    assert "Zij nemen het niet aan" in keuzes
    assert "Zij zijn klaar" not in keuzes

    leeg = piet.post(stuur, {"antwoord": "wijst_af", "tekst": "nee"})
    assert leeg.status_code == 422
    assert "Schrijf in minstens 5 tekens wat u wilt melden." in leeg.content.decode()
    assert ">nee</textarea>" in leeg.content.decode().replace("\n", "")
    assert piet.post(stuur, {"antwoord": "afloop", "tekst": "Zij zijn klaar."}).status_code == 422

    assert piet.post(stuur, {"antwoord": "accepteert", "tekst": "Agent Verzonnen belt terug."})["Location"] == blad
    pagina = piet.get(blad).content.decode()
    assert "Aangenomen" in pagina
    assert "Agent Verzonnen belt terug." in pagina
    piet.post(stuur, {"antwoord": "afloop", "tekst": "Het onderzoek is klaar."})
    besluit.refresh_from_db()
    assert besluit.status == Verstrekkingsstatus.AFGEROND
    assert "Vul hun antwoord in" not in piet.get(blad).content.decode()
    for wie in (cast.zoe, cast.anna, cast.buur):
        assert als_client(wie).post(stuur, {"antwoord": "accepteert"}).status_code in {403, 404}


def test_the_answer_to_a_deelbesluit_is_not_given_as_that_to_a_packet_of_a_signaal(cast: Cast, casus: Casus) -> None:
    besluit = gegeven(cast, casus)
    afke = als_client(medewerker("afke", cast.zvh, Rol.AANDACHTSFUNCTIONARIS))
    adres = reverse("signalen:verstrekking_antwoord", args=[besluit.pk])
    assert afke.post(adres, {"antwoord": "accepteert"}).status_code == 404
    besluit.refresh_from_db()
    assert besluit.status == Verstrekkingsstatus.VERZONDEN


def test_who_edits_after_a_colleague_is_told_and_loses_nothing(cast: Cast, casus: Casus) -> None:
    pim = als_client(Medewerker.objects.get(pk=vier_ogen(cast).medewerker_id))
    piet = als_client(cast.piet)
    besluit = deel(piet, casus, cast)
    wijzig = reverse("delen:wijzigen", args=[besluit.pk])
    geopend = {"gezien": afdruk_van(besluit)}
    assert geopend["gezien"] in piet.get(wijzig).content.decode()
    van_pim, van_piet = {**ingevuld(doel="Wat pim koos"), **geopend}, {**ingevuld(doel="Wat piet koos"), **geopend}
    hun_pakket = pim.post(wijzig, van_pim).context["pakket"]
    mijn_pakket = piet.post(wijzig, van_piet).context["pakket"]
    assert pim.post(wijzig, {**van_pim, "pakket": hun_pakket}).status_code == 302

    for stap in ({}, {"pakket": mijn_pakket}):
        antwoord = piet.post(wijzig, {**van_piet, **stap})
        pagina = antwoord.content.decode()
        assert antwoord.status_code == 409
        for staat_er in (
            "Een collega heeft dit deelbesluit intussen gewijzigd",
            "Wat pim koos",
            'value="Wat piet koos"',
        ):
            assert staat_er in pagina
    assert {r.kenmerk: r.status for r in register(als(cast.piet)).regels} == {besluit.kenmerk: "wacht_akkoord"}

    besluit.refresh_from_db()
    nu = {"gezien": afdruk_van(besluit)}
    assert f'name="gezien" value="{nu["gezien"]}"' in pagina
    fout = piet.post(wijzig, {**van_piet, "motivering": ""})
    assert f'name="gezien" value="{geopend["gezien"]}"' in fout.content.decode()  # a mistake makes no old page new
    piet.post(wijzig, {**van_piet, **nu, "pakket": piet.post(wijzig, {**van_piet, **nu}).context["pakket"]})
    assert "Wat piet koos" in piet.get(reverse("delen:besluit", args=[besluit.pk])).content.decode()


def test_the_menu_shows_where_a_page_of_sharing_belongs(cast: Cast, casus: Casus) -> None:
    besluit = gegeven(cast, casus)
    signaal = in_beoordeling(cast)

    def actief(wie: Medewerker, blad: str, pk: object) -> list[str]:
        return [punt.naam for punt in als_client(wie).get(reverse(blad, args=[pk])).context["menu"] if punt.actief]

    for blad, pk in (
        *((f"delen:{naam}", casus.dossier_id) for naam in ("dossier", "nieuw", "toestemmingen")),
        *((f"delen:{naam}", besluit.pk) for naam in ("besluit", "beeindigen")),
    ):
        assert actief(cast.piet, blad, pk) == ["Casussen"], blad
    zorg = traject(als(cast.zoe))
    for blad in ("delen:dossier", "delen:toestemmingen"):
        assert actief(cast.zoe, blad, zorg.dossier_id) == ["Zorg"], blad
    assert actief(cast.anna, "delen:toestemmingen", signaal.dossier_id) == ["Signalen"]


def test_the_fg_sees_and_takes_out_the_register_of_one_dossier(cast: Cast) -> None:
    _signaal, (verstrekking,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    _ander, (andere,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    fg = als_client(cast.fg)
    kenmerk = f"D-{verstrekking.dossier_id.hex[:8].upper()}"
    zo = {"dossier": kenmerk}

    pagina = fg.get(reverse("delen:register")).content.decode()
    assert f'href="?dossier={kenmerk}' in pagina
    blad = fg.get(reverse("delen:register"), zo).content.decode()
    assert f"Register van dossier {kenmerk}" in re.sub(r"</?span[^>]*>", "", blad)
    assert verstrekking.kenmerk in blad
    assert andere.kenmerk not in blad
    assert f"{reverse('delen:register_csv')}?dossier={kenmerk}" in blad

    tekst = fg.get(reverse("delen:register_csv"), zo).content.decode("utf-8-sig")
    assert verstrekking.kenmerk in tekst
    assert andere.kenmerk not in tekst
    regel = Journaalregel.objects.filter(handeling="register.uitgevoerd").latest("pk")
    assert f'"dossier":"{kenmerk}"' in regel.inhoud.inhoud.replace(" ", "")

    fout = fg.get(reverse("delen:register_csv"), {"dossier": "D-zomaar"})
    assert fout.status_code == 422
    assert "Dit is geen kenmerk van een dossier." in fout.content.decode()
    assert als_client(cast.anna).get(reverse("delen:register_csv"), zo).status_code == 403


def test_the_packet_for_who_works_outside_baken_goes_on_paper_exactly_as_it_was_agreed_to(
    cast: Cast, casus: Casus
) -> None:
    pim, piet = als_client(Medewerker.objects.get(pk=vier_ogen(cast).medewerker_id)), als_client(cast.piet)
    besluit = op_papier(cast, casus)
    pagina, papier = reverse("delen:besluit", args=[besluit.pk]), reverse("delen:afdruk", args=[besluit.pk])
    pdf = reverse("delen:besluit_pdf", args=[besluit.pk])
    assert papier not in piet.get(pagina).content.decode()
    assert [piet.get(adres_).status_code for adres_ in (papier, pdf)] == [409, 409]  # nobody agreed to it yet

    pim.post(reverse("delen:akkoord", args=[besluit.pk]), {"gezien": afdruk_van(besluit)})
    piet.post(reverse("delen:versturen", args=[besluit.pk]))

    tekst = piet.get(pagina).content.decode()
    assert papier in tekst and pdf in tekst
    vel = piet.get(papier).content.decode()
    for stuk in (NAAM_DADER, "Politie voorbeeld", "Hulp afstemmen", besluit.pakket_hash[:8], besluit.kenmerk):
        assert stuk in vel
    for geheim in (NAAM_SLACHTOFFER, WAAROM, "procesregie", casus.nummer):
        assert geheim not in vel
    bestand = piet.get(pdf)
    assert bestand["Content-Type"] == "application/pdf" and bestand.content.startswith(b"%PDF")
    assert bestand["Content-Disposition"] == f'attachment; filename="pakket-{besluit.pk.hex[:8]}.pdf"'
    regels = Journaalregel.objects.filter(handeling="deelbesluit.afgedrukt", dossier_id=casus.dossier_id)
    assert [r.actor_id for r in regels] == [cast.piet.pk] * 2


def test_no_paper_for_who_may_not_read_it_all_without_a_basis_of_today_after_the_end_or_inside_baken(
    cast: Cast, casus: Casus
) -> None:
    besluit, binnen = op_papier(cast, casus), opgesteld(cast, casus)
    papier, zus = reverse("delen:afdruk", args=[besluit.pk]), medewerker("zus", cast.zvh, Rol.ZORGCOORDINATOR)
    wie = {naam: als_client(m) for naam, m in {"zus": zus, "zoe": cast.zoe, "piet": cast.piet}.items()}
    piet = wie["piet"]
    assert (wie["zus"].get(papier).status_code, wie["zoe"].get(papier).status_code) == (403, 404)
    assert piet.get(reverse("delen:afdruk", args=[binnen.pk])).status_code == 409
    assert (
        reverse("delen:afdruk", args=[binnen.pk])
        not in piet.get(reverse("delen:besluit", args=[binnen.pk])).content.decode()
    )

    Grondslag.objects.filter(pk=besluit.grondslag_id).update(geldig_tot=klok.vandaag())
    geweigerd = piet.get(papier, follow=True)
    assert NAAM_DADER in geweigerd.content.decode() and "geldt" in str(next(iter(geweigerd.context["messages"])))
    assert geweigerd.redirect_chain == [(reverse("delen:besluit", args=[besluit.pk]), 302)]

    Grondslag.objects.filter(pk=besluit.grondslag_id).update(geldig_tot=None)
    assert piet.get(papier).status_code == 200
    Verstrekking.objects.filter(pk=besluit.pk).update(pakket_hash="0" * 64)
    assert piet.get(papier).status_code == 403
    Verstrekking.objects.filter(pk=besluit.pk).update(pakket_hash=besluit.pakket_hash)
    piet.post(reverse("delen:beeindigen", args=[besluit.pk]), {"reden": "De hulp loopt, meer delen is niet nodig."})
    assert piet.get(papier).status_code == 409
    assert Journaalregel.objects.filter(handeling="deelbesluit.afgedrukt").count() == 1


def test_what_waits_stands_on_the_start_page_of_who_may_agree_only(cast: Cast, casus: Casus) -> None:
    pim = als_client(Medewerker.objects.get(pk=vier_ogen(cast).medewerker_id))
    zus = als_client(medewerker("zus", cast.zvh, Rol.ZORGCOORDINATOR))
    besluit, kop = op_papier(cast, casus), "Wacht op uw akkoord"
    start = pim.get("/").content.decode()
    assert kop in start and besluit.kenmerk in start and reverse("delen:besluit", args=[besluit.pk]) in start
    assert cast.politie.naam not in start
    for ander in (als_client(cast.piet), als_client(cast.zoe), zus):
        tekst = ander.get("/").content.decode()
        assert kop not in tekst and besluit.kenmerk not in tekst

    pim.post(reverse("delen:akkoord", args=[besluit.pk]), {"gezien": afdruk_van(besluit)})
    assert kop not in pim.get("/").content.decode()


def test_what_waits_is_not_called_shared_and_is_taken_back_and_not_stopped(cast: Cast, casus: Casus) -> None:
    vier_ogen(cast)
    piet, besluit = als_client(cast.piet), opgesteld(cast, casus)
    lijst = piet.get(reverse("delen:dossier", args=[casus.dossier_id])).content.decode()
    assert lijst.index("Nog niet verstuurd") < lijst.index(besluit.kenmerk) < lijst.index("Er is nog niets gedeeld")
    adressen = [reverse(f"delen:{naam}", args=[besluit.pk]) for naam in ("besluit", "beeindigen")]
    for pagina in adressen:
        tekst = piet.get(pagina).content.decode()
        assert "Trek het verzoek in" in tekst and "Stop met delen" not in tekst
    kort = piet.post(adressen[1], {"reden": "Kort."})
    assert kort.status_code == 422 and "Kort." in kort.content.decode()

    gedaan = piet.post(adressen[1], {"reden": "Dit is bij nader inzien niet nodig."}, follow=True).content.decode()

    assert "Er is niets gedeeld." in gedaan and "Stop met delen" not in gedaan
    besluit.refresh_from_db()
    assert besluit.status == Verstrekkingsstatus.INGETROKKEN
    assert piet.post(adressen[1], {"reden": "Dit is bij nader inzien niet nodig."}).status_code == 409


def test_what_was_sent_since_the_page_was_opened_is_stopped_and_that_is_said(cast: Cast, casus: Casus) -> None:
    pim, piet = vier_ogen(cast), als_client(cast.piet)
    besluit = opgesteld(cast, casus)
    deelbesluiten.keur_goed(verstrekking_id=besluit.pk, gezien=afdruk_van(besluit), door=pim)
    deelbesluiten.verstuur(verstrekking_id=besluit.pk, door=pim)
    stop = {"reden": "Dit is bij nader inzien niet nodig."}
    gedaan = piet.post(reverse("delen:beeindigen", args=[besluit.pk]), stop, follow=True).content.decode()
    assert "U deelt dit niet meer." in gedaan and "niets gedeeld" not in gedaan


def test_a_traject_does_not_say_that_what_waits_was_shared(cast: Cast) -> None:
    t, zara = traject(als(cast.zoe)), medewerker("zara", cast.zorg, Rol.ZORGCOORDINATOR)
    Organisatie.objects.filter(pk=cast.zorg.pk).update(vier_ogen_delen=True)
    keuze = Voorstel(
        cast.zvh.pk,
        grondslag("wgs-zvh-deelnemers"),
        frozenset({"identiteit"}),
        "Hulp afstemmen",
        over_wie=frozenset({"slachtoffer"}),
        geldig_tot=klok.vandaag() + timedelta(days=30),
        motivering=WAAROM,
    )
    door = als(cast.zoe)
    gezien_ = deelbesluiten.bekijk(dossier_id=t.dossier_id, voorstel=keuze, door=door).voorstel
    besluit = deelbesluiten.stel_op(dossier_id=t.dossier_id, voorstel=gezien_, door=door)
    blad = als_client(cast.zoe).get(f"{reverse('zorg:detail', args=[t.pk])}?deel=toestemming").content.decode()
    assert "Uit dit traject is nog niets gedeeld." in blad
    assert blad.index("nog niets gedeeld") < blad.index("Nog niet verstuurd") < blad.index(besluit.kenmerk)
    assert "Wacht op akkoord" in blad
    assert wachtend_op(als(zara)) == [besluit]
