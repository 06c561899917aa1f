"""A traject starts with consent or a reason, goes on to aftercare, closes, and can be taken up again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.cast import Cast, als
from tests.casussen.hulp import casus_van
from tests.signalen.hulp import doorgegeven, laatste_regels
from tests.web.signalen.hulp import als_persoon
from tests.zorg.hulp import client, traject
from tests.zorg.test_begeleiden import stel
from tests.zorg.test_intake import doe as doe_intake

from baken.casussen.services.aannemen import accepteer
from baken.dossiers import toestemmingen
from baken.dossiers.services import sleutel_van, voeg_lid_toe
from baken.dossiers.verloop import Afloop
from baken.kern import klok
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    OvergangNietToegestaanError,
    VerouderdError,
)
from baken.zorg.inhoud import open_stuk
from baken.zorg.models import Traject
from baken.zorg.openstaand import openstaand
from baken.zorg.services import loop
from baken.zorg.soorten import Doelgroep, Stuksoort
from baken.zorg.verloop import Doelstatus, Trajectstatus

WAAROM = "De persoon wil nu zelf verder, dat spraken wij af."


def lopend(cast: Cast, wie: str = "zoe", **velden: Any) -> Traject:
    t = doe_intake(cast, traject(als(getattr(cast, wie)), **velden))
    return loop.start(traject_id=t.pk, versie=t.versie, door=als(cast.zoe))


def sluit(cast: Cast, t: Traject, reden: str = "", code: str = "AZ-BEREIKT", versie: int = 0) -> Traject:
    return loop.sluit(traject_id=t.pk, versie=versie or t.versie, afsluitreden=code, reden=reden, door=als(cast.zoe))


def test_help_starts_after_the_intake_with_the_consent_of_the_client(cast: Cast) -> None:
    t = lopend(cast)
    assert t.status == Trajectstatus.LOPEND
    assert t.gestart_op is not None
    assert laatste_regels()[0] == "traject.gestart"


def test_help_never_starts_before_the_intake(cast: Cast) -> None:
    t = traject(als(cast.zoe))
    with pytest.raises(OvergangNietToegestaanError):
        loop.start(traject_id=t.pk, versie=t.versie, door=als(cast.zoe))


def test_once_consent_is_taken_back_starting_asks_why(cast: Cast) -> None:
    t = doe_intake(cast, traject(als(cast.zoe)))
    (open_,) = toestemmingen.toestemmingen(t.dossier)
    toestemmingen.trek_in(toestemming_id=open_.id, door=als(cast.zoe))
    with pytest.raises(OngeldigeInvoerError) as fout:
        loop.start(traject_id=t.pk, versie=t.versie, door=als(cast.zoe))
    assert "waarom_zonder" in fout.value.fouten
    t = loop.start(traject_id=t.pk, versie=t.versie, waarom_zonder=WAAROM, door=als(cast.zoe))
    assert t.status == Trajectstatus.LOPEND


def test_the_sender_of_the_packet_hears_in_a_bounded_text_that_help_started(cast: Cast) -> None:
    _signaal, (zorg, _zvh) = doorgegeven(cast)
    casus = accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    lopend(cast, casus_id=casus.pk)
    assert [b.code for b in zorg.berichten.all()] == [Afloop.ZORG_GESTART]
    lopend(cast, casus_id=casus.pk, client=client(identiteit={"naam": "Tweede"}))  # told already: no second time
    assert zorg.berichten.count() == 1


def test_help_for_an_offender_is_told_to_no_sender(cast: Cast) -> None:
    _signaal, (zorg, _zvh) = doorgegeven(cast)
    accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    t = traject(als(cast.zoe), Doelgroep.DADER, casus_id=casus_van(zorg.pk).pk)
    t = doe_intake(cast, t)
    loop.start(traject_id=t.pk, versie=t.versie, door=als(cast.zoe))
    assert not zorg.berichten.exists()


def test_aftercare_has_an_end_and_can_go_back_to_full_help(cast: Cast) -> None:
    t = lopend(cast)

    def naar(dagen: int, afspraken: str = "Elke maand bellen.") -> Traject:
        tot = klok.vandaag() + timedelta(days=dagen)
        return loop.naar_nazorg(traject_id=t.pk, versie=t.versie, tot=tot, afspraken=afspraken, door=als(cast.zoe))

    for dagen in (0, -1, 800):
        with pytest.raises(OngeldigeInvoerError):
            naar(dagen)
    with pytest.raises(OngeldigeInvoerError):
        naar(90, " ")
    t = naar(90)
    assert (t.status, t.nazorg_tot) == (Trajectstatus.NAZORG, klok.vandaag() + timedelta(days=90))
    t = loop.terug_uit_nazorg(traject_id=t.pk, versie=t.versie, reden=WAAROM, door=als(cast.zoe))
    assert (t.status, t.nazorg_tot) == (Trajectstatus.LOPEND, None)
    with pytest.raises(OvergangNietToegestaanError):
        loop.terug_uit_nazorg(traject_id=t.pk, versie=t.versie, reden=WAAROM, door=als(cast.zoe))


def test_closing_starts_the_clock_and_is_final_until_it_is_taken_up_again(cast: Cast) -> None:
    t = sluit(cast, lopend(cast))
    assert (t.status, t.afsluitreden) == (Trajectstatus.AFGESLOTEN, "AZ-BEREIKT")
    assert t.afgesloten_op is not None
    with pytest.raises(OvergangNietToegestaanError):
        sluit(cast, t)
    with pytest.raises(OngeldigeInvoerError):
        loop.heropen(traject_id=t.pk, versie=t.versie, reden="kort", door=als(cast.zoe))
    t = loop.heropen(traject_id=t.pk, versie=t.versie, reden=WAAROM, door=als(cast.zoe))
    assert (t.status, t.afgesloten_op, t.afsluitreden) == (Trajectstatus.LOPEND, None, "")


def test_closing_with_something_open_asks_why_and_lets_goals_lapse(cast: Cast) -> None:
    t = lopend(cast)
    doel = stel(cast, t)
    assert openstaand(t) == ["Er is nog 1 doel open."]
    with pytest.raises(OngeldigeInvoerError) as fout:
        sluit(cast, t)
    assert "reden" in fout.value.fouten
    sluit(cast, t, WAAROM)
    doel.refresh_from_db()
    assert doel.status == Doelstatus.VERVALLEN


def test_closing_asks_a_known_reason_and_a_page_that_is_of_now(cast: Cast) -> None:
    t = lopend(cast)
    with pytest.raises(OngeldigeInvoerError):
        sluit(cast, t, code="AZ-ONZIN")
    with pytest.raises(VerouderdError):
        sluit(cast, t, versie=t.versie + 1)
    with pytest.raises(NietGevondenError):
        loop.sluit(traject_id=t.pk, versie=t.versie, afsluitreden="AZ-BEREIKT", reden="", door=als(cast.anna))


def test_a_client_for_whom_help_never_starts_is_closed_with_a_reason_and_can_come_back_to_intake(cast: Cast) -> None:
    t = traject(als(cast.zoe))

    def niet(reden: str) -> Traject:
        return loop.niet_starten(
            traject_id=t.pk, versie=t.versie, afsluitreden="AZ-STOPT", reden=reden, door=als(cast.zoe)
        )

    with pytest.raises(OngeldigeInvoerError):
        niet("geen zin")
    t = niet(WAAROM)
    assert t.status == Trajectstatus.NIET_GESTART and t.afgesloten_op
    nieuw = traject(als(cast.zoe))
    assert nieuw.pk != t.pk  # a closed one stands in nobody's way
    with pytest.raises(OngeldigeInvoerError) as fout:
        loop.heropen(traject_id=t.pk, versie=t.versie, reden=WAAROM, door=als(cast.zoe))
    assert fout.value.fouten == {"": [f"Er loopt hier al een traject voor deze persoon ({nieuw.nummer})."]}
    loop.niet_starten(
        traject_id=nieuw.pk, versie=nieuw.versie, afsluitreden="AZ-STOPT", reden=WAAROM, door=als(cast.zoe)
    )
    t = loop.heropen(traject_id=t.pk, versie=t.versie, reden=WAAROM, door=als(cast.zoe))
    assert t.status == Trajectstatus.INTAKE


def test_what_was_open_when_help_never_started_is_kept_with_the_reason(cast: Cast) -> None:
    t = traject(als(cast.zoe))
    stel(cast, t)
    pagina = als_persoon(cast.zoe).get(f"/zorg/{t.pk}/niet-starten/").content.decode()
    assert "Dit staat nog open" in pagina and "Er is nog 1 doel open." in pagina
    loop.niet_starten(traject_id=t.pk, versie=t.versie, afsluitreden="AZ-STOPT", reden=WAAROM, door=als(cast.zoe))
    stuk = t.stukken.get(soort=Stuksoort.AFSLUITING)
    assert open_stuk(t, sleutel_van(t.dossier), stuk)["open"] == ["Er is nog 1 doel open."]


def test_a_traject_is_not_taken_up_again_by_who_helps_the_other_side_of_the_casus_by_now(cast: Cast) -> None:
    _signaal, (zorg, _zvh) = doorgegeven(cast)
    casus = accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    t = sluit(cast, lopend(cast, casus_id=casus.pk), WAAROM)
    dader = client("dader", identiteit={"naam": "Ype Verzonnen"})
    ander = traject(als(cast.zara), Doelgroep.DADER, casus_id=casus.pk, client=dader)
    Traject.objects.filter(pk=ander.pk).update(coordinator=cast.zoe)  # as it could be before
    voeg_lid_toe(ander.dossier, cast.zoe.pk)

    def weer() -> Traject:
        return loop.heropen(traject_id=t.pk, versie=t.versie, reden=WAAROM, door=als(cast.zoe))

    with pytest.raises(NietToegestaanError, match="begeleidt niet ook een slachtoffer"):
        weer()
    t.refresh_from_db()
    assert t.status == Trajectstatus.AFGESLOTEN
    loop.niet_starten(
        traject_id=ander.pk, versie=ander.versie, afsluitreden="AZ-STOPT", reden=WAAROM, door=als(cast.zoe)
    )
    assert weer().status == Trajectstatus.LOPEND
