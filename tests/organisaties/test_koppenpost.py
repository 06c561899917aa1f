"""The signed head of the journaal goes to the FG by itself; who kept one finds what was cut off since."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings
from tests.cast import Cast, maak_cast, maak_signaal
from tests.kern.hulp import knoei

from baken.kern import journaal
from baken.kern.journaal import Kop, Spoor
from baken.kern.models import Journaalregel, Zegelregel
from baken.organisaties.koppenpost import GEEN_FG, GEEN_MAIL, NIET_VERSTUURD, VERSTUURD, ZONDER_SERVER, verstuur
from baken.organisaties.models import Medewerker
from baken.organisaties.tasks import stuur_kop, stuur_koppen


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast with something in the sealed journaal of the gemeente."""
    gemaakt = maak_cast()
    maak_signaal(gemaakt)
    journaal.verzegel_regels()
    return gemaakt


def _kop_uit(bericht: str) -> Kop:
    return Kop.uit_tekst(bericht.split("op één regel:\n")[1].splitlines()[0])


def test_the_fg_of_the_organisation_gets_the_head_and_nothing_else(cast: Cast) -> None:
    assert verstuur(cast.gemeente.pk) == 1
    (bericht,) = mail.outbox
    assert bericht.to == [cast.fg.email]
    (kop,) = journaal.koppen(cast.gemeente.pk)
    assert _kop_uit(bericht.body) == kop
    for deel in (kop.kop, kop.handtekening, str(kop.laatste_nr), cast.gemeente.naam):
        assert deel in bericht.body
    for woord in ("signaal", "S-20", "Anna", cast.anna.email):
        assert woord not in bericht.body
    regel = Journaalregel.objects.get(handeling=VERSTUURD)
    assert (regel.organisatie_id, regel.actor_id, regel.uitkomst) == (cast.gemeente.pk, None, "gelukt")


def test_it_is_queued_once_a_day_for_who_has_something_new(cast: Cast) -> None:
    assert stuur_koppen.call() == 1
    assert [r.args_kwargs["args"] for r in DBTaskResult.objects.all()] == [[cast.gemeente.pk]]
    stuur_kop.call(cast.gemeente.pk)
    journaal.verzegel_regels()
    assert stuur_koppen.call() == 0  # its own line is no news
    maak_signaal(cast)
    journaal.verzegel_regels()
    assert stuur_koppen.call() == 1


def test_without_a_mail_server_nothing_goes_and_the_journaal_says_so(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_BACKEND = ZONDER_SERVER
    assert verstuur(cast.gemeente.pk) == 0
    regel = Journaalregel.objects.get(handeling=NIET_VERSTUURD)
    assert (regel.uitkomst, GEEN_MAIL in regel.inhoud.inhoud) == ("mislukt", True)
    assert not Journaalregel.objects.filter(handeling=VERSTUURD).exists()


def test_without_an_fg_or_an_address_nothing_goes_and_the_journaal_says_so(cast: Cast) -> None:
    Medewerker.objects.filter(pk=cast.fg.pk).update(email="")
    assert verstuur(cast.gemeente.pk) == 0
    assert mail.outbox == []
    assert GEEN_FG in Journaalregel.objects.get(handeling=NIET_VERSTUURD).inhoud.inhoud


def test_an_organisation_without_a_head_or_of_another_number_gets_nothing(cast: Cast) -> None:
    assert verstuur(cast.zorg.pk) == 0
    assert verstuur(987_654) == 0
    assert mail.outbox == []


def test_a_mail_server_that_is_away_makes_it_go_again_the_next_time(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 2
    with pytest.raises(OSError):  # noqa: PT011  # whatever the network says
        verstuur(cast.gemeente.pk)
    assert stuur_koppen.call() == 1
    assert not Journaalregel.objects.filter(handeling__in=(VERSTUURD, NIET_VERSTUURD)).exists()


def test_a_head_that_was_mailed_shows_what_was_cut_off_with_its_heads(schone_database: object, tmp_path: Path) -> None:
    cast = maak_cast()
    maak_signaal(cast)
    journaal.verzegel_regels()
    with transaction.atomic():
        journaal.noteer(Spoor(cast.fg.pk, "fg", cast.gemeente.pk), "proef")
    journaal.verzegel_regels()
    verstuur(cast.gemeente.pk)
    bewaard = tmp_path / "koppen.txt"
    bewaard.write_text(_kop_uit(mail.outbox[0].body).als_tekst() + "\n", encoding="utf-8")
    call_command("journaal", "controleer", koppen=bewaard)
    laatste = Zegelregel.objects.filter(reeks=cast.gemeente.pk).latest("nr")
    knoei(
        [
            f"DELETE FROM kern_zegel WHERE reeks = {laatste.reeks} AND laatste_nr >= {laatste.nr}",
            f"DELETE FROM kern_zegelregel WHERE id = {laatste.pk}",
            f"DELETE FROM kern_journaalinhoud WHERE regel_id >= {laatste.regel_id}",
            f"DELETE FROM kern_journaalregel WHERE id >= {laatste.regel_id}",
        ]
    )
    call_command("journaal", "controleer")  # by itself the journaal cannot tell
    with pytest.raises(SystemExit):
        call_command("journaal", "controleer", koppen=bewaard)


@pytest.mark.parametrize("inhoud", ["geen kop", "1 2 3"])
def test_a_file_that_holds_no_heads_is_refused(cast: Cast, tmp_path: Path, inhoud: str) -> None:
    bestand = tmp_path / "koppen.txt"
    bestand.write_text(inhoud, encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("journaal", "controleer", koppen=bestand)
    with pytest.raises(CommandError):
        call_command("journaal", "controleer", koppen=tmp_path / "bestaat-niet.txt")
