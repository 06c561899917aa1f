"""What is dangerous is in every packet, as a bare yes; another gemeente asks a reason; care hears what care needs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.cast import Cast, als
from tests.signalen.hulp import REDEN, bekeken, besloten, doorgegeven, grondslag, naar_politie, naar_zorg, naar_zvh

from baken.dossiers.models import Verstrekking
from baken.dossiers.pakket import KERN, Regel
from baken.dossiers.services import NieuweBetrokkene
from baken.dossiers.verstrekken import Voorstel, open_pakket, open_verantwoording
from baken.kern.fouten import OngeldigeInvoerError
from baken.kern.models import Journaalinhoud, Journaalregel
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.rules.doorgeleiding import Ontvanger, Rol, Veldgroep, bij_uitkomsten, routes, waarom_deze_gemeente
from baken.signalen.services import doorgeleiden
from baken.signalen.soorten import Antwoord

HARD = {
    "acuut": "Acuut gevaar",
    "minderjarig": "Minderjarige betrokken",
    "vrijheid_afgenomen": "Vrijheid afgenomen",
    "documenten_afgenomen": "Papieren afgenomen",
}
JA = "Ja"


def naar_buur(cast: Cast, **velden: Any) -> Voorstel:
    basis: dict[str, Any] = {
        "ontvanger_id": cast.buurgemeente.pk,
        "grondslag_id": grondslag("taak-gemeente"),
        "veldgroepen": frozenset({"strafbaar", "locatie"}),
        "doel": "Beoordelen",
        "over_wie": frozenset({"slachtoffer"}),
        "procesregie": True,
    }
    return Voorstel(**{**basis, **velden})


def kern_van(verstrekking: Verstrekking) -> dict[str, str]:
    return {r.kop: r.tekst for r in open_pakket(verstrekking) if r.groep == KERN}


def test_every_hard_stop_is_in_the_packet_of_every_receiver(cast: Cast) -> None:
    signaal = besloten(cast, **dict.fromkeys(HARD, Antwoord.JA))
    _s, gegeven = doorgegeven(cast, naar_zorg(cast), naar_zvh(cast), naar_politie(cast), signaal=signaal)
    for v in gegeven:
        assert {kop: kern_van(v).get(kop) for kop in HARD.values()} == dict.fromkeys(HARD.values(), JA)


def test_a_hard_stop_that_follows_from_something_else_than_the_answer_is_in_it_too(cast: Cast) -> None:
    kind = NieuweBetrokkene("slachtoffer", "12-17", identiteit={"naam": "Xandra Verzonnen"})
    signaal = besloten(cast, personen=(kind,), indicatoren=("IND048", "IND046"), minderjarig=Antwoord.ONBEKEND)
    alleen_contact = naar_zorg(cast, veldgroepen=frozenset({"contact"}), procesregie=True)
    _s, (zorg,) = doorgegeven(cast, alleen_contact, signaal=signaal)
    kern = kern_van(zorg)
    assert [kern[kop] for kop in list(HARD.values())[1:]] == [JA, JA, JA]
    assert "12-17" not in repr(open_pakket(zorg)), "the age itself belongs to another group"
    assert "12 tot" not in repr(open_pakket(zorg))


def test_what_did_not_fire_is_not_said(cast: Cast) -> None:
    _s, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True), signaal=besloten(cast, Uitkomst.ZORG))
    kern = kern_van(zorg)
    assert "Acuut gevaar" in kern  # it is asked of everybody, and its answer is always given
    assert kern["Acuut gevaar"] != JA
    assert not set(kern) & set(list(HARD.values())[1:])


def test_organised_crime_goes_with_what_was_seen_and_is_named_where_it_stays_out(cast: Cast) -> None:
    signaal = besloten(cast, georganiseerd=Antwoord.JA)
    gezien = doorgeleiden.bekijk_pakketten(
        signaal_id=signaal.pk, voorstellen=[naar_zorg(cast), naar_zvh(cast)], door=als(cast.anna)
    )
    kop = "Tekenen van georganiseerde misdaad"
    assert [tuple(g.mist) for g in gezien] == [(kop,), ()]
    assert Regel("strafbaar", kop, JA) in gezien[1].regels


def test_what_was_seen_about_health_and_shelter_reaches_care(cast: Cast) -> None:
    signaal = besloten(cast, indicatoren=("IND076", "IND046"))
    met_zorg = naar_zorg(cast, veldgroepen=frozenset({"zorg"}))
    zonder = naar_zvh(cast, veldgroepen=frozenset({"strafbaar"}), over_wie=frozenset({"slachtoffer"}))
    _s, (zorg, zvh) = doorgegeven(cast, met_zorg, zonder, signaal=signaal)
    over_zorg = [r for r in open_pakket(zorg) if r.groep == "zorg"]
    assert [r.kop for r in over_zorg] == ["Gezien over gezondheid of onderdak"]
    assert "medisch" in over_zorg[0].tekst.lower() or "dokter" in over_zorg[0].tekst.lower()
    assert "papier" not in over_zorg[0].tekst.lower(), "what was done to her is not for this basis"
    gezien = next(r for r in open_pakket(zvh) if r.kop == "Kenmerken die zijn gezien")
    assert over_zorg[0].tekst in gezien.tekst
    daders = naar_zvh(cast, veldgroepen=frozenset({"strafbaar"}), over_wie=frozenset({"dader"}))
    assert over_zorg[0].tekst not in repr(bekeken(cast, besloten(cast, indicatoren=("IND076", "IND046")), daders))


def test_another_gemeente_begins_with_what_was_seen_and_without_who_it_is() -> None:
    (route,) = routes([Uitkomst.ANDERE_GEMEENTE], slachtoffer_in_beeld=True)
    assert Veldgroep.STRAFBAAR in route.veldgroepen
    assert not {Veldgroep.IDENTITEIT, Veldgroep.CONTACT} & set(route.veldgroepen)
    assert Rol.SLACHTOFFER in route.over_wie


def test_what_is_unusual_about_a_gemeente_is_said() -> None:
    assert waarom_deze_gemeente("GM0599", speelt_in="GM0599", gemeenten=1) == ""
    assert "niet de gemeente" in waarom_deze_gemeente("GM0344", speelt_in="GM0599", gemeenten=1)
    assert "staat niet in welke gemeente" in waarom_deze_gemeente("GM0344", speelt_in="", gemeenten=1)
    assert "Meer dan één" in waarom_deze_gemeente("GM0599", speelt_in="GM0599", gemeenten=2)
    assert bij_uitkomsten(["zorg", "veilig_thuis", "nader_bekijken"]) == {
        Ontvanger.ZORGCOORDINATOR,
        Ontvanger.VEILIG_THUIS,
    }


def test_a_gemeente_where_it_does_not_happen_needs_a_reason_that_stays_sealed(cast: Cast) -> None:
    signaal = besloten(cast, Uitkomst.ANDERE_GEMEENTE, gemeente_code="GM0001")
    for kort in ("", "daarom"):
        voorstellen = bekeken(cast, signaal, naar_buur(cast, gemeentereden=kort))
        with pytest.raises(OngeldigeInvoerError) as fout:
            doorgeleiden.leid_door(
                signaal_id=signaal.pk, voorstellen=voorstellen, versie=signaal.versie, door=als(cast.anna)
            )
        assert "waarom u het toch geeft" in fout.value.fouten[""][0]
    assert Verstrekking.objects.count() == 0
    _s, (buur,) = doorgegeven(cast, naar_buur(cast, gemeentereden=REDEN), signaal=signaal)
    assert open_verantwoording(buur)["gemeentereden"] == REDEN
    assert REDEN not in repr(open_pakket(buur))
    inhoud = Journaalinhoud.objects.get(regel=Journaalregel.objects.filter(handeling="signaal.doorgeleid").latest("pk"))
    assert json.loads(inhoud.inhoud) == {"aantal": 1, "andere_gemeente_met_reden": True}, "never the words"


def test_the_gemeente_where_it_happens_asks_nothing_more(cast: Cast) -> None:
    code = cast.buurgemeente.gemeente_code
    signaal = besloten(cast, Uitkomst.ANDERE_GEMEENTE, gemeente_code=code)
    _s, (buur,) = doorgegeven(cast, naar_buur(cast), signaal=signaal)
    assert "gemeentereden" not in open_verantwoording(buur)
