"""Pages of a casusoverleg: planned with who may come, recorded, and taken along as a file."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from docx import Document
from tests.cast import Cast, als
from tests.casussen.test_openen import aanmelding
from tests.casussen.test_overleg import gehouden, leest_mee, plan, tekst_van
from tests.web.signalen.hulp import als_persoon, vul_in

from baken.casussen.models import Casus
from baken.casussen.services import behandelen
from baken.casussen.services.openen import open_direct
from baken.dossiers.acties import NieuweActie
from baken.kern import klok
from baken.kern.models import Journaalregel
from baken.keten.models import Actie, Bijeenkomst
from baken.keten.verloop import Actiestatus


@pytest.fixture
def zoe(cast: Cast) -> Client:
    return als_persoon(cast.zoe)


@pytest.fixture
def casus(cast: Cast) -> Casus:
    return open_direct(aanmelding=aanmelding(), door=als(cast.zoe))


def dag(naam: str = "dag", over: int = 2) -> dict[str, str]:
    op = klok.vandaag() + timedelta(days=over)
    return {f"{naam}_dag": str(op.day), f"{naam}_maand": str(op.month), f"{naam}_jaar": str(op.year)}


def test_from_planning_to_minutes(cast: Cast, zoe: Client, casus: Casus) -> None:
    leest_mee(cast, casus, cast.zvh)
    leest_mee(cast, casus, cast.riec, live=False)
    eigen = f"/casussen/{casus.pk}/"
    adres = f"{eigen}overleg/"
    pagina = zoe.get(adres)
    html = pagina.content.decode()
    assert "Zvh voorbeeld" in html
    assert "Riec voorbeeld: Bij dit deelbesluit hoort geen meelezen." in html
    invoer = vul_in(pagina, "tijd", **dag(), tijd="09:15", wijze="digitaal", agenda="Hoe gaat het met Quirina?")
    invoer["partijen"] = [str(cast.zvh.pk)]
    fout = zoe.post(adres, {**invoer, "agenda": " "})
    assert fout.status_code == 422
    assert "09:15" in fout.content.decode()
    geen = zoe.post(adres, {**invoer, "partijen": [str(cast.riec.pk)]})
    assert geen.status_code == 422
    assert zoe.post(adres, invoer).status_code == 302
    bijeen = Bijeenkomst.objects.get()
    pagina = zoe.get(eigen).content.decode()  # where one comes after planning
    assert zoe.get(f"{adres}{bijeen.pk}/").content.decode().count("Quirina") == 0
    assert "De casus stond op “Open”. Die staat nu op “In overleg”." in pagina
    assert f"{adres}{bijeen.pk}/" in zoe.get("/casussen/overleg/").content.decode()

    piet = als_persoon(cast.piet)
    assert f"/casussen/overleg/{bijeen.pk}/" in piet.get("/casussen/overleg/").content.decode()
    gezien = piet.get(f"/casussen/overleg/{bijeen.pk}/").content.decode()
    assert "Persoon 1 (slachtoffer)" in gezien
    for stuk in ("Quirina", casus.nummer):
        assert stuk not in gezien
    assert als_persoon(cast.rik).get(f"/casussen/overleg/{bijeen.pk}/").status_code == 404

    op = f"{adres}{bijeen.pk}/"
    assert "Leg vast" not in zoe.get(op).content.decode(), "it has yet to come"
    Bijeenkomst.objects.update(op=klok.nu() - timedelta(hours=1))
    verslag = vul_in(zoe.get(op), "besluiten", besluiten="Quirina gaat naar de huisarts.\nWij bellen morgen.")
    Bijeenkomst.objects.update(op=klok.nu() + timedelta(hours=1))
    te_vroeg = zoe.post(f"{op}vastleggen/", verslag)
    assert te_vroeg.status_code == 422
    assert "Wij bellen morgen." in te_vroeg.content.decode()
    Bijeenkomst.objects.update(op=klok.nu() - timedelta(hours=1))
    assert zoe.post(f"{op}vastleggen/", {**verslag, "versie": "7"}).status_code == 409
    ja = {naam: "ja" for naam in verslag if naam.startswith("aanwezig_")}
    assert zoe.post(f"{op}vastleggen/", {**verslag, **ja}).status_code == 302
    na = zoe.get(op).content.decode()
    assert "Persoon 1 (slachtoffer) gaat naar de huisarts." in na
    assert "Aanwezig" in na
    actie = {"tekst": "Bellen met de huisarts.", "eigenaar": str(cast.zoe.pk), **dag("voor")}
    assert zoe.post(f"{op}actie/", {**actie, "tekst": ""}).status_code == 422
    assert zoe.post(f"{op}actie/", actie).status_code == 302
    assert Actie.objects.get().bijeenkomst_id == bijeen.pk
    assert "Bellen met de huisarts." in zoe.get(op).content.decode()


def test_minutes_are_files_and_names_are_another_act(cast: Cast, zoe: Client, casus: Casus) -> None:
    bijeen = gehouden(cast, casus)
    op = f"/casussen/{casus.pk}/overleg/{bijeen.pk}/"
    word = zoe.get(f"{op}verslag.docx")
    assert word.headers["Content-Disposition"] == 'attachment; filename="verslag.docx"'
    assert word.headers["Cache-Control"] == "no-store"
    assert "Quirina" not in tekst_van(word.content)
    assert Document(BytesIO(word.content)).paragraphs[0].style.name == "Heading 1"
    pdf = zoe.get(f"{op}verslag.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert zoe.get(f"{op}verslag/").status_code == 405
    met = zoe.post(f"{op}verslag/", {"vorm": "docx"})
    assert "Quirina" in tekst_van(met.content)
    assert zoe.post(f"{op}verslag/", {"vorm": "pdf"}).content.startswith(b"%PDF-")
    regels = Journaalregel.objects.filter(handeling__startswith="overleg.verslag").order_by("pk")
    namen = [r.handeling for r in regels]
    assert namen == ["overleg.verslag"] * 2 + ["overleg.verslag_met_namen"] * 2
    assert als_persoon(cast.piet).get(f"{op}verslag.docx").status_code == 404


def test_a_meeting_can_be_called_off(cast: Cast, zoe: Client, casus: Casus) -> None:
    bijeen = plan(cast, casus)
    op = f"/casussen/{casus.pk}/overleg/{bijeen.pk}/"
    assert zoe.get(f"{op}verslag.pdf").status_code == 409
    assert zoe.post(f"{op}vervallen/").status_code == 302
    assert zoe.post(f"{op}vervallen/").status_code == 409
    assert "Gaat niet door" in zoe.get(op).content.decode()


def test_an_actie_that_is_not_needed_any_more_is_not_called_done(cast: Cast, zoe: Client, casus: Casus) -> None:
    bijeen, wie = gehouden(cast, casus), als(cast.zoe)
    nieuw = NieuweActie("Bel de woningcorporatie.", cast.zoe.pk, klok.vandaag())
    gemaakt = behandelen.maak_actie(casus_id=casus.pk, actie=nieuw, bijeenkomst_id=bijeen.pk, door=wie)
    behandelen.rond_actie_af(casus_id=casus.pk, actie_id=gemaakt.pk, naar=Actiestatus.VERVALLEN, door=wie)
    assert "Niet meer nodig" in zoe.get(f"/casussen/{casus.pk}/overleg/{bijeen.pk}/").content.decode()
