"""Made-up cases: tied to no dossier, nothing real in them, shared with everybody and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.cast import Cast, als
from tests.casussen.hulp import regisseur
from tests.signalen.hulp import laatste_regels
from tests.web.signalen.hulp import als_persoon, vul_in

from baken.casussen.leercasussen import leerblad, leercasussen
from baken.casussen.models import Leercasus
from baken.casussen.services import leren
from baken.casussen.services.leren import Leertekst
from baken.casussen.verloop import LEERCASUSVERLOOP, Leercasusstatus
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VerouderdError,
)
from baken.organisaties.besluit import Wie

TEKST = Leertekst(
    "De wasserij",
    "Een jonge vrouw werkt zeven dagen in een wasserij en slaapt boven de machines.",
    "Wat zou u als eerste vragen?",
    "Iemand kan werken en toch niet vrij zijn.",
    ("ARB",),
    verzonnen=True,
)


def schrijf(door: Wie, **anders: Any) -> Leercasus:
    return leren.schrijf(tekst=replace(TEKST, **anders), door=door)


def test_a_made_up_case_knows_no_dossier() -> None:
    namen = {veld.name for veld in Leercasus._meta.get_fields()}
    assert not [naam for naam in namen if "dossier" in naam or "casus" in naam or "signaal" in naam]
    assert {naar for van in Leercasusstatus for naar in LEERCASUSVERLOOP.volgende(van)} == set(Leercasusstatus)


def test_it_is_a_draft_of_the_own_organisation_until_it_is_shared(cast: Cast) -> None:
    eva = als(regisseur(cast))
    leercasus = schrijf(eva)
    assert laatste_regels()[0] == "leercasus.geschreven"
    balie = als(cast.balie, tweede_factor=False)
    assert leercasussen(balie) == ([], False)
    with pytest.raises(NietGevondenError):
        leerblad(balie, leercasus.pk)
    leren.zet(leercasus_id=leercasus.pk, naar=Leercasusstatus.GEDEELD, door=eva)
    assert [r.pk for r in leercasussen(balie)[0]] == [leercasus.pk]
    assert not leerblad(balie, leercasus.pk).mag_schrijven
    assert leerblad(eva, leercasus.pk).mag_schrijven
    leren.zet(leercasus_id=leercasus.pk, naar=Leercasusstatus.INGETROKKEN, door=eva)
    assert leercasussen(balie) == ([], False)
    with pytest.raises(OvergangNietToegestaanError):
        leren.zet(leercasus_id=leercasus.pk, naar=Leercasusstatus.GEDEELD, door=eva)
    assert leren.zet(leercasus_id=leercasus.pk, naar=Leercasusstatus.CONCEPT, door=eva).status == "concept"


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"titel": "x"}, "titel"),
        ({"titel": "Zaak S-2026-0012"}, "titel"),
        ({"verhaal": "kort"}, "verhaal"),
        ({"verhaal": TEKST.verhaal + " Casus C-2026-0001."}, "verhaal"),
        ({"verhaal": TEKST.verhaal + " Bel 06-12345678."}, "verhaal"),
        ({"verhaal": TEKST.verhaal + " Pakket P-0A1B2C3D."}, "verhaal"),
        ({"vragen": "Mail naar iemand@voorbeeld.nl"}, "vragen"),
        ({"lessen": "Zij woonde op 3011 AB."}, "lessen"),
        ({"lessen": "x" * 10_001}, "lessen"),
        ({"vormen": ("NIETS",)}, "vormen"),
        ({"verzonnen": False}, "verzonnen"),
    ],
)
def test_something_real_or_undeclared_is_refused(cast: Cast, anders: dict[str, Any], veld: str) -> None:
    with pytest.raises(OngeldigeInvoerError) as fout:
        schrijf(als(cast.anna), **anders)
    assert list(fout.value.fouten) == [veld]
    assert not Leercasus.objects.exists()


def test_the_database_too_asks_that_it_is_made_up(cast: Cast) -> None:
    leercasus = schrijf(als(cast.anna))
    with pytest.raises(IntegrityError), transaction.atomic():
        Leercasus.objects.filter(pk=leercasus.pk).update(verklaard_verzonnen=False)


def test_the_own_organisation_changes_it_and_an_old_page_does_not(cast: Cast) -> None:
    leercasus = schrijf(als(cast.anna))
    anders = replace(TEKST, titel="De bakkerij")
    assert leren.wijzig(leercasus_id=leercasus.pk, versie=1, tekst=anders, door=als(cast.vera)).titel == "De bakkerij"
    with pytest.raises(VerouderdError):
        leren.wijzig(leercasus_id=leercasus.pk, versie=1, tekst=anders, door=als(cast.anna))
    with pytest.raises(NietGevondenError):
        leren.wijzig(leercasus_id=leercasus.pk, versie=2, tekst=anders, door=als(cast.piet))


@pytest.mark.parametrize("naam", ["balie", "rik", "fg", "beheer", "burgemeester"])
def test_other_roles_read_and_do_not_write(cast: Cast, naam: str) -> None:
    with pytest.raises(NietToegestaanError):
        schrijf(als(getattr(cast, naam)))


def test_the_pages_say_that_it_is_made_up(cast: Cast) -> None:
    anna, balie = als_persoon(cast.anna), als_persoon(cast.balie)
    leeg = anna.get("/leercasussen/nieuw/")
    velden = {"titel": TEKST.titel, "verhaal": TEKST.verhaal, "vormen": ["ARB"], "verzonnen": "on"}
    invoer = vul_in(leeg, "verhaal", **velden)
    zonder = {naam: waarde for naam, waarde in invoer.items() if naam != "verzonnen"}
    fout = anna.post("/leercasussen/nieuw/", zonder)
    assert fout.status_code == 422
    assert TEKST.verhaal in fout.content.decode()
    eigen = anna.post("/leercasussen/nieuw/", invoer)["Location"]
    assert "Dit is een verzonnen casus" in anna.get(eigen).content.decode()
    assert balie.get(eigen).status_code == 404
    assert anna.post(f"{eigen}stand/", {"naar": "gedeeld"}).status_code == 302
    assert TEKST.verhaal in balie.get(eigen).content.decode()
    assert TEKST.titel in balie.get("/leercasussen/").content.decode()
    assert balie.get(f"{eigen}wijzigen/").status_code == 403
    pagina = anna.get(f"{eigen}wijzigen/")
    nieuw = vul_in(pagina, "verhaal", titel="De bakkerij", verzonnen="on")
    assert anna.post(f"{eigen}wijzigen/", {**nieuw, "versie": "1"}).status_code == 409
    assert anna.post(f"{eigen}wijzigen/", nieuw).status_code == 302
    assert "De bakkerij" in Client.get(anna, eigen).content.decode()
