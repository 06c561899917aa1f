"""The pages of requests of persons, from the desk of the FG to the answer on paper."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, maak_cast
from tests.dossiers.inzagehulp import (
    MOTIVERING,
    VERBODEN,
    XANDRA,
    alles,
    beantwoord,
    gezocht,
    persoon,
    registreer,
    signaal_over,
    voorgelegd,
    weiger,
)
from tests.signalen.hulp import besloten, doorgegeven
from tests.web.signalen.hulp import als_persoon

from baken.dossiers.inzage.gesloten import open_uitvoer
from baken.dossiers.inzage.uitvoer import uit_bytes
from baken.dossiers.models import Avgbesluit, Avgverzoek
from baken.dossiers.verzoekverloop import Verzoeksoort
from baken.kern import klok
from baken.kern.models import Journaalregel
from baken.signalen.rules.advies import Uitkomst
from baken.web.inzage.antwoord import met_dagen

LIJST = "/verzoeken/"
REDEN = "Er zijn op dit moment erg veel verzoeken tegelijk."


@pytest.fixture
def cast(db: None) -> Cast:
    return maak_cast()


def _ingevuld(**anders: str) -> dict[str, str]:
    vandaag = klok.vandaag()
    return {
        "soort": "inzage",
        "ontvangen_op_dag": str(vandaag.day),
        "ontvangen_op_maand": str(vandaag.month),
        "ontvangen_op_jaar": str(vandaag.year),
        "vastgesteld": "legitimatie",
        "naam": "Xandra Verzonnen",
        "geboortedatum_dag": "1",
        "geboortedatum_maand": "5",
        "geboortedatum_jaar": "1999",
        **anders,
    }


def _tekst(antwoord: Any) -> str:
    return re.sub(r"\s+", " ", antwoord.content.decode())


def test_the_fg_registers_and_gets_the_term(cast: Cast) -> None:
    fg = als_persoon(cast.fg)
    antwoord = fg.post(reverse("inzage:nieuw"), _ingevuld())
    verzoek = Avgverzoek.objects.get()
    assert antwoord.headers["Location"] == reverse("inzage:blad", args=[verzoek.pk])
    blad = _tekst(fg.get(reverse("inzage:blad", args=[verzoek.pk])))
    assert "1 mei 1999" in blad
    assert "U ziet geen dossiers" in blad
    assert verzoek.kenmerk in _tekst(fg.get(LIJST))
    assert "Xandra" not in _tekst(fg.get(LIJST))


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"naam": ""}, "Vul de naam in"),
        ({"soort": "verzonnen"}, "Kies een van de mogelijkheden"),
        ({"vastgesteld": ""}, "Kies hoe is vastgesteld"),
        ({"geboortedatum_jaar": "", "geboortedatum_dag": "", "geboortedatum_maand": ""}, "Daarop zoekt Baken"),
        ({"ontvangen_op_jaar": "2999"}, "ligt in de toekomst"),
        ({"email": "geen adres"}, "naam@voorbeeld.nl"),
    ],
    ids=str,
)
def test_what_is_missing_is_said_and_what_was_typed_stays(cast: Cast, anders: dict[str, str], zin: str) -> None:
    antwoord = als_persoon(cast.fg).post(reverse("inzage:nieuw"), _ingevuld(vraag="Mijn vraag staat hier", **anders))
    assert antwoord.status_code == 422
    assert zin in _tekst(antwoord)
    assert "Mijn vraag staat hier" in _tekst(antwoord)
    assert not Avgverzoek.objects.exists()


def test_the_term_is_lengthened_with_a_reason_and_refused_without(cast: Cast) -> None:
    verzoek, fg = registreer(cast), als_persoon(cast.fg)
    adres = reverse("inzage:verlengen", args=[verzoek.pk])
    assert fg.post(adres, {"reden": "kort"}).status_code == 422
    assert fg.post(adres, {"reden": REDEN}).status_code == 302
    assert REDEN in _tekst(fg.get(reverse("inzage:blad", args=[verzoek.pk])))
    assert fg.post(adres, {"reden": REDEN}).status_code == 409


def test_the_whole_way_from_searching_to_the_answer_on_paper(cast: Cast) -> None:
    signaal = signaal_over(cast)
    verzoek, anna = registreer(cast), als_persoon(cast.anna)
    adres = reverse("inzage:blad", args=[verzoek.pk])
    assert "Zoek eerst" in _tekst(anna.get(adres))
    anna.post(reverse("inzage:zoeken", args=[verzoek.pk]))
    assert signaal.nummer in _tekst(anna.get(adres))
    besluit = Avgbesluit.objects.get()
    blad = reverse("inzage:besluit", args=[besluit.pk])
    getoond = _tekst(anna.get(blad))
    assert "hetzelfde telefoonnummer, dezelfde naam en geboortedatum" in getoond
    assert "0687654321" not in getoond  # what is of somebody else is not offered
    codes = re.findall(r'name="velden" value="([^"]+)"', getoond)
    assert anna.post(blad, {"uitkomst": "toegewezen", "persoon": "1", "velden": codes[:2]}).status_code == 422
    assert anna.post(blad, {"uitkomst": "toegewezen", "persoon": "1", "velden": codes}).status_code == 302
    versie = re.search(r'name="versie" value="(\d+)"', _tekst(anna.get(adres)))
    assert versie
    assert anna.post(reverse("inzage:voorleggen", args=[verzoek.pk]), {"versie": "0"}).status_code == 409
    assert anna.post(reverse("inzage:voorleggen", args=[verzoek.pk]), {"versie": versie[1]}).status_code == 302
    vera, controle = als_persoon(cast.vera), reverse("inzage:controle", args=[verzoek.pk])
    assert 'name="afdruk"' not in _tekst(anna.get(controle))
    getoond = _tekst(vera.get(controle))
    assert "Verzonnen Xandra" in getoond
    assert not [woord for woord in VERBODEN if woord in getoond]
    afdruk = re.search(r'name="afdruk" value="([0-9a-f]{64})"', getoond)
    assert afdruk
    goedkeuren = reverse("inzage:goedkeuren", args=[verzoek.pk])
    assert anna.post(goedkeuren, {"afdruk": afdruk[1]}).status_code == 403
    assert vera.post(goedkeuren, {"afdruk": "0" * 64}).status_code == 409
    assert vera.post(goedkeuren, {"afdruk": afdruk[1]}).status_code == 302
    pdf = anna.get(reverse("inzage:pdf", args=[verzoek.pk]))
    assert pdf.content.startswith(b"%PDF")
    assert "attachment" in pdf.headers["Content-Disposition"]
    gegeven = anna.get(reverse("inzage:json", args=[verzoek.pk]))
    assert gegeven.headers["Content-Type"] == "application/json"
    assert json.loads(gegeven.content)["demonstratie"] == "DEMONSTRATIE – verzonnen gegevens"
    assert Journaalregel.objects.filter(handeling="verzoek.uitgegeven").count() == 2


def test_the_answer_on_paper_bears_the_watermark_and_nobody_else(cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast)
    beantwoord(cast, verzoek, (besluit, alles(besluit, samenvatting="Iemand zag u bij de bus.")))

    verzoek.refresh_from_db()
    inhoud = {"antwoord": met_dagen(uit_bytes(open_uitvoer(verzoek))), "demonstratie": True}
    html = render_to_string("inzage/afdruk.html", inhoud)
    assert "DEMONSTRATIE" in html
    assert "Iemand zag u bij de bus." in html
    assert not [woord for woord in VERBODEN if woord in html]


def test_before_it_is_approved_there_is_nothing_to_hand_over(cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast)
    voorgelegd(cast, verzoek, (besluit, alles(besluit)))
    for soort in ("pdf", "json"):
        assert als_persoon(cast.anna).get(reverse(f"inzage:{soort}", args=[verzoek.pk])).status_code == 404
    assert als_persoon(cast.fg).get(reverse("inzage:pdf", args=[verzoek.pk])).status_code == 403


def test_a_correction_is_typed_in_the_fields_of_the_person(cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast, Verzoeksoort.RECTIFICATIE)
    anna, blad = als_persoon(cast.anna), reverse("inzage:besluit", args=[besluit.pk])
    getoond = _tekst(anna.get(blad))
    assert 'value="Verzonnen Xandra"' in getoond
    invoer = {
        "uitkomst": "toegewezen",
        "persoon": "1",
        "nieuw_identiteit_naam": "Xandra Nieuwnaam",
        "nieuw_identiteit_geboortedatum_dag": "2",
        "nieuw_identiteit_geboortedatum_maand": "5",
        "nieuw_identiteit_geboortedatum_jaar": "1999",
        "nieuw_identiteit_document": "NX12345P7",
        "nieuw_contact_telefoon": "0612345678",
        "nieuw_zorg_omschrijving": "Zorgwoord",
    }
    assert anna.post(blad, {**invoer, "nieuw_identiteit_geboortedatum_maand": "13"}).status_code == 422
    assert anna.post(blad, invoer).status_code == 302
    assert 'value="Xandra Nieuwnaam"' in _tekst(anna.get(blad))
    klaar = voorgelegd(cast, verzoek)
    als_persoon(cast.vera).post(reverse("inzage:goedkeuren", args=[verzoek.pk]), {"afdruk": klaar.uitvoer_hash})
    assert persoon(besluit).groepen["identiteit"] == {
        "naam": "Xandra Nieuwnaam",
        "geboortedatum": "1999-05-02",
        "document": "NX12345P7",
    }


def test_after_a_change_the_page_names_who_must_hear_of_it(cast: Cast) -> None:
    doorgegeven(cast, signaal=besloten(cast, Uitkomst.ZORG_EN_STRAFRECHT, personen=(XANDRA,)))
    verzoek, (besluit,) = gezocht(cast, Verzoeksoort.WISSING)
    blad = reverse("inzage:besluit", args=[besluit.pk])
    assert "AVG artikel 19" not in _tekst(als_persoon(cast.anna).get(blad))
    beantwoord(cast, verzoek, (besluit, alles(besluit)))
    getoond = _tekst(als_persoon(cast.anna).get(blad))
    assert "AVG artikel 19" in getoond
    assert cast.zorg.naam in getoond


def test_a_restriction_is_shown_at_the_person_and_lifted_with_a_reason(cast: Cast) -> None:
    signaal = signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast, Verzoeksoort.BEPERKING)
    anna = als_persoon(cast.anna)
    anna.post(reverse("inzage:besluit", args=[besluit.pk]), {"uitkomst": "toegewezen", "persoon": "1"})
    klaar = voorgelegd(cast, verzoek)
    als_persoon(cast.vera).post(reverse("inzage:goedkeuren", args=[verzoek.pk]), {"afdruk": klaar.uitvoer_hash})
    assert "alleen bewaren" in _tekst(anna.get(f"/signalen/{signaal.pk}/"))
    opheffen = reverse("inzage:opheffen", args=[besluit.pk])
    assert anna.post(opheffen, {"reden": "kort"}).status_code == 422
    assert anna.post(opheffen, {"reden": REDEN}).status_code == 302
    assert "alleen bewaren" not in _tekst(anna.get(f"/signalen/{signaal.pk}/"))


def test_a_refusal_shows_our_words_to_the_second_person_and_not_in_the_answer(cast: Cast) -> None:
    signaal_over(cast)
    verzoek, (besluit,) = gezocht(cast)
    voorgelegd(cast, verzoek, (besluit, weiger(verzwijgen=True)))
    getoond = _tekst(als_persoon(cast.vera).get(reverse("inzage:controle", args=[verzoek.pk])))
    artikel, naast = getoond.split("</article>")
    assert MOTIVERING in naast
    assert MOTIVERING not in artikel
    assert "Het antwoord noemt dit dossier niet." in naast
    terug = als_persoon(cast.vera).post(reverse("inzage:terugsturen", args=[verzoek.pk]))
    assert terug.status_code == 302


def test_a_visitor_is_led_to_the_sign_in_page(cast: Cast) -> None:
    assert Client().get(LIJST).status_code == 302
