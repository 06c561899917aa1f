"""What goes into a packet beside the persons: the sender's own words, and the story only when it was read for it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from tests.cast import Cast, als
from tests.signalen.hulp import bekeken, besloten, doorgegeven, grondslag, naar_zorg, naar_zvh

from baken.dossiers.models import Verstrekking
from baken.dossiers.pakketkeuze import NIET_IN_DOSSIER
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.services import NieuweBetrokkene
from baken.dossiers.verstrekken import Voorstel, open_verantwoording
from baken.kern.fouten import OngeldigeInvoerError
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.rules.doorgeleiding import Ontvanger, verhaal_gaat_mee, verhaal_vraagt_lezen
from baken.signalen.services import doorgeleiden

VERHAAL = "Een man houdt een meisje van 16 vast in het huis aan de kade."


def naar_riec(cast: Cast, **velden: Any) -> Voorstel:
    basis: dict[str, Any] = {
        "ontvanger_id": cast.riec.pk,
        "grondslag_id": grondslag("wgs-riec"),
        "veldgroepen": frozenset({"identiteit", "strafbaar"}),
        "doel": "Daders aanpakken",
        "over_wie": frozenset({"dader"}),
        "procesregie": True,
    }
    return Voorstel(**{**basis, **velden})


def pakket(cast: Cast, verstrekking: Verstrekking) -> str:
    return repr(verstrekkingsblad(als(cast.anna), verstrekking.pk).regels)


def test_a_packet_about_offenders_holds_no_story_unless_that_was_chosen(cast: Cast) -> None:
    signaal = besloten(cast, Uitkomst.ONDERMIJNING, waarneming=VERHAAL)
    _signaal, (riec,) = doorgegeven(cast, naar_riec(cast, toelichting="De huurder heet anders."), signaal=signaal)
    inhoud = pakket(cast, riec)
    assert "meisje van 16" not in inhoud
    assert "Ype" in inhoud
    assert "De huurder heet anders." in inhoud


def test_the_whole_story_goes_along_only_after_it_was_read_for_what_it_says_on_others(cast: Cast) -> None:
    signaal = besloten(cast, Uitkomst.ONDERMIJNING, waarneming=VERHAAL)
    anna = als(cast.anna)
    ongelezen = bekeken(cast, signaal, naar_riec(cast, verhaal=True))
    with pytest.raises(OngeldigeInvoerError) as fout:
        doorgeleiden.leid_door(signaal_id=signaal.pk, voorstellen=ongelezen, versie=signaal.versie, door=anna)
    assert "lees het verhaal na" in fout.value.fouten[""][0]
    assert Verstrekking.objects.count() == 0
    _signaal, (riec,) = doorgegeven(cast, naar_riec(cast, verhaal=True, verhaal_gelezen=True), signaal=signaal)
    assert "meisje van 16" in pakket(cast, riec)
    assert open_verantwoording(riec)["verhaal"] == "nagelezen"


def test_who_may_know_everything_gets_the_story_without_more(cast: Cast) -> None:
    signaal = besloten(cast, waarneming=VERHAAL)
    alles = naar_zvh(cast, veldgroepen=frozenset({"identiteit", "strafbaar"}), verhaal_gelezen=False)
    _signaal, (zvh,) = doorgegeven(cast, alles, signaal=signaal)
    assert "meisje van 16" in pakket(cast, zvh)


def test_the_words_for_care_reach_care_although_its_basis_has_no_story(cast: Cast) -> None:
    tekst = "Zij werd vastgehouden en wil weg. Bel niet overdag."
    signaal = besloten(cast, waarneming=VERHAAL, personen=())
    gekozen = naar_zorg(cast, toelichting=f"  {tekst} ", verhaal=True, procesregie=True)
    _signaal, (zorg,) = doorgegeven(cast, gekozen, signaal=signaal)
    inhoud = pakket(cast, zorg)
    assert tekst in inhoud
    assert "meisje van 16" not in inhoud


def test_the_words_are_sealed_and_part_of_what_was_seen(cast: Cast) -> None:
    _signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, toelichting="Alleen voor Zorgpunt.", procesregie=True))
    rauw = Verstrekking.objects.filter(pk=zorg.pk).values().get()
    assert not any(b"Alleen voor" in bytes(w) for w in rauw.values() if isinstance(w, bytes | memoryview))
    (een,) = bekeken(cast, besloten(cast), naar_zorg(cast, toelichting="Een."))
    (ander,) = bekeken(cast, besloten(cast), naar_zorg(cast, toelichting="Twee."))
    assert een.verwachte_hash != ander.verwachte_hash


@pytest.mark.parametrize("soort", list(Ontvanger))
def test_the_story_is_proposed_only_where_the_purpose_is_about_everybody(soort: Ontvanger) -> None:
    assert verhaal_gaat_mee(soort) is (soort in {Ontvanger.ZVH, Ontvanger.AVIM, Ontvanger.GEMEENTE})


def test_when_the_story_must_be_read_first() -> None:
    delen = {"slachtoffer", "dader"}
    alles = {"over_wie": delen, "in_dossier": delen, "veldgroepen": {"identiteit", "strafbaar"}}
    assert not verhaal_vraagt_lezen("zvh", **alles)
    assert verhaal_vraagt_lezen("zvh", **{**alles, "in_dossier": {"slachtoffer", "dader", "getuige"}})
    assert verhaal_vraagt_lezen("politie", **{**alles, "veldgroepen": {"strafbaar"}}), "begin without identity"
    assert not verhaal_vraagt_lezen("riec", **{**alles, "veldgroepen": {"identiteit"}}), "it stays out"
    for soort in ("riec", "nla", "zorgcoordinatie", "overig", "bestaat niet"):
        assert verhaal_vraagt_lezen(soort, **alles), soort


def test_of_two_offenders_one_is_chosen_and_the_story_is_read_for_the_other(cast: Cast) -> None:
    eerste, ander = (
        NieuweBetrokkene("dader", identiteit={"naam": naam}) for naam in ("Ype Verzonnen", "Zeger Fictief")
    )
    signaal = besloten(cast, Uitkomst.ONDERMIJNING, waarneming=VERHAAL, personen=(eerste, ander))
    een = signaal.dossier.betrokkenen.get(volgorde=1)
    keuze = naar_riec(cast, gekozen=frozenset({(een.pk, "dader")}))

    _signaal, (riec,) = doorgegeven(cast, keuze, signaal=signaal)

    assert "Ype" in pakket(cast, riec) and "Zeger" not in pakket(cast, riec)


def test_nobody_can_be_chosen_who_is_not_in_the_signaal(cast: Cast) -> None:
    signaal = besloten(cast, Uitkomst.ONDERMIJNING)
    with pytest.raises(OngeldigeInvoerError) as fout:
        bekeken(cast, signaal, naar_riec(cast, gekozen=frozenset({(uuid4(), "dader")})))
    assert fout.value.fouten == {"over_wie": [NIET_IN_DOSSIER]}
