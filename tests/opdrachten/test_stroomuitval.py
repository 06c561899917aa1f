"""A server that dies between the press of the button and the answer loses nothing that it confirmed."""

from __future__ import annotations

import contextlib
import re
import threading
import time

import pytest

from baken.opdrachten.rondleiding.bezoeker import Bezoeker, StapMisluktError
from baken.opdrachten.rondleiding.deur import tot_de_controle
from baken.opdrachten.rondleiding.wandeling import CODE
from baken.signalen.models import Ontvangstcode, Signaal
from baken.signalen.volgen import volg
from tests.cast import maak_cast
from tests.gereedschap.server import DraaiendeServer

KEREN = 20


def _code(b: Bezoeker) -> str:
    gevonden = CODE.search(b.pagina.tekst)
    return gevonden.group() if gevonden else ""


def _verstuur(b: Bezoeker) -> None:
    with contextlib.suppress(StapMisluktError):  # the power went: the browser says that nothing answers
        b.druk("Versturen")


def _verstuur_en_dood(b: Bezoeker, server: DraaiendeServer, na: float) -> str:
    """Press the button and cut the power after `na` seconds. Returns the code that was shown, if any."""
    draad = threading.Thread(target=_verstuur, args=(b,))
    draad.start()
    time.sleep(na)
    server.dood()
    draad.join()
    return _code(b)


def test_no_confirmed_signaal_is_lost_by_twenty_power_cuts_and_a_retry_gives_one_signaal_with_the_same_code(
    draaiende_server: DraaiendeServer,
) -> None:
    maak_cast()
    gewoon = tot_de_controle(draaiende_server.adres, "voorbeeldstad")
    begin = time.monotonic()
    gewoon.druk("Versturen")
    duur = time.monotonic() - begin
    bezoekers = [tot_de_controle(draaiende_server.adres, "voorbeeldstad") for _ in range(KEREN)]
    bevestigd = 0
    for keer, b in enumerate(bezoekers, start=1):
        code = _verstuur_en_dood(b, draaiende_server, duur * 1.2 * keer / KEREN)
        draaiende_server.start()
        if code:
            bevestigd += 1
            assert volg(code).tekst, "what was confirmed can be followed"
        else:
            b.druk("Versturen")  # the same page, the same sealed draft
            code = _code(b)
        assert re.fullmatch(CODE, code)
        assert volg(code).tekst
        assert Signaal.objects.count() == keer + 1, "one signaal per report, however often it is sent"
    assert bevestigd < KEREN, "no power cut fell before an answer: the test proved nothing"
    assert Ontvangstcode.objects.count() == KEREN + 1


def test_after_a_power_cut_another_text_from_the_same_draft_is_told_that_it_was_sent_already(
    draaiende_server: DraaiendeServer,
) -> None:
    maak_cast()
    b = tot_de_controle(draaiende_server.adres, "voorbeeldstad")
    zelfde = tot_de_controle(draaiende_server.adres, "voorbeeldstad")
    zelfde.pagina = b.pagina
    b.druk("Versturen")
    draaiende_server.dood()
    draaiende_server.start()
    zelfde.druk("Wijzigen")
    zelfde.kies("Criminele uitbuiting", vraag="vormen")
    zelfde.druk("Volgende")  # everything else was right already: back at the review
    with pytest.raises(StapMisluktError, match="al verstuurd"):
        zelfde.druk("Versturen")
    assert Signaal.objects.count() == 1
