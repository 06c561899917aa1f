"""The main job through the pages: from the work list to the reporter's feedback (issue, section 3)."""

from __future__ import annotations

import pytest
from tests.cast import Cast, maak_cast
from tests.web.signalen.hulp import NAMEN, als_persoon, formulier, rijk_signaal, vul_in

from baken.dossiers.models import Verstrekking
from baken.kern.ontvangstcode import nieuwe_code
from baken.signalen import volgen
from baken.signalen.verloop import Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return maak_cast()


def stap_verder(client, url, antwoord, **anders):
    """Post the step that is shown, as a person would."""
    uit = client.post(url, vul_in(antwoord, "concept", **anders))
    assert uit.status_code == 200, uit.content.decode()[:3000]
    return uit


def test_a_signaal_goes_from_the_work_list_to_care_and_the_zvh_and_the_reporter_hears_of_it(cast: Cast) -> None:
    code = nieuwe_code()
    signaal = rijk_signaal(cast, code=code, indicatoren=("IND046", "IND048"))
    anna = als_persoon(cast.anna)
    assert signaal.nummer in anna.get("/signalen/").content.decode()

    # take up
    assert anna.post(f"/signalen/{signaal.pk}/oppakken/").status_code == 302
    blad = anna.get(f"/signalen/{signaal.pk}/")
    for naam in NAMEN:
        assert naam not in blad.content.decode()

    # decide with the advice in view
    url = f"/signalen/{signaal.pk}/beoordelen/"
    advies = anna.get(url)
    assert "Waarom dit advies" in advies.content.decode()
    uit = anna.post(
        url,
        vul_in(
            advies, "uitkomsten", uitkomsten=["zorg_en_strafrecht"], reden="Zij vraagt om hulp en wil aangifte doen."
        ),
    )
    assert uit.status_code == 302, uit.content.decode()[:2000]
    assert uit["Location"].endswith("/doorgeleiden/")

    # pass on in steps
    url = uit["Location"]
    stap = anna.get(url)
    stap = stap_verder(anna, url, stap)
    assert "Zorgpunt" in stap.content.decode()
    stap = stap_verder(anna, url, stap, toestemming="Mondeling, op 20 november, tijdens het gesprek.")
    stap = stap_verder(anna, url, stap)
    assert formulier(stap, "regie")["velden"]["regie"] == [str(cast.zvh.pk)]
    stap = stap_verder(anna, url, stap)
    tekst = stap.content.decode()
    assert "Precies dit gaat eruit" in tekst
    assert "Xandra Verzonnen" in tekst  # the exact packet
    assert "Toestemming van de betrokkene" in tekst
    assert Verstrekking.objects.count() == 0
    assert anna.post(url, vul_in(stap, "concept")).status_code == 302
    signaal.refresh_from_db()
    assert signaal.status == Status.DOORGELEID
    naar_zorg = Verstrekking.objects.get(ontvanger=cast.zorg)
    naar_zvh = Verstrekking.objects.get(ontvanger=cast.zvh)
    assert naar_zvh.procesregie and not naar_zorg.procesregie

    # the receiver sees only the packet
    zoe = als_persoon(cast.zoe)
    assert "Voorbeeldstad" in zoe.get("/ontvangen/").content.decode()
    dicht = zoe.get(f"/ontvangen/{naar_zorg.pk}/").content.decode()
    assert "Xandra" not in dicht
    assert zoe.post(f"/ontvangen/{naar_zorg.pk}/openen/").status_code == 302
    open_ = zoe.get(f"/ontvangen/{naar_zorg.pk}/").content.decode()
    assert "Xandra Verzonnen" in open_
    assert "Ype Verzonnen" not in open_
    assert signaal.nummer not in open_
    casus = zoe.post(f"/ontvangen/{naar_zorg.pk}/accepteren/")["Location"]
    assert "Voorbeeldstad" in zoe.get(casus).content.decode()
    verteld = {"afloop": "AFL-ZORG", "toelichting": "Er is een plek gevonden."}
    assert zoe.post(f"{casus}afloop/", verteld).status_code == 302
    assert zoe.post(f"{casus}sluiten/", {"versie": "1", "afsluitreden": "klaar"}).status_code == 302
    blad = anna.get(f"/signalen/{signaal.pk}/").content.decode()
    for zin in ("De hulp of zorg is gestart.", "Er is een plek gevonden.", "Ons werk hieraan is klaar."):
        assert zin in blad

    # feedback
    url = f"/signalen/{signaal.pk}/terugkoppelen/"
    form = anna.get(url)
    assert formulier(form, "bericht")["velden"]["bericht"] == ["doorgeleid"]
    assert anna.post(url, vul_in(form, "bericht")).status_code == 302
    stand = volgen.volg(code)
    assert "opgepakt" in stand.terugkoppelingen[0][1]
    assert "Zorg" not in stand.terugkoppelingen[0][1]
