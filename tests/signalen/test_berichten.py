"""A mail without content tells who must look: the aandachtsfunctionaris, the replacement, and a receiver."""

from __future__ import annotations

from typing import Any

from django_tasks_db.models import DBTaskResult
from tests.cast import Cast, als, maak_signaal
from tests.signalen.hulp import doorgegeven, naar_politie, naar_zorg

from baken.dossiers.tasks import bericht_nieuw_pakket
from baken.kern.journaal import verzegel_regels
from baken.kern.ontvangstcode import nieuwe_code
from baken.signalen import volgen
from baken.signalen.services import doorgeleiden
from baken.signalen.tasks import bericht_nieuw_signaal, bericht_wat_binnenkwam


def taken() -> list[tuple[str, Any]]:
    """Return the tasks that wait: name and arguments."""
    return [
        (t.task_path.rsplit(".", 1)[-1], t.args_kwargs["args"]) for t in DBTaskResult.objects.order_by("enqueued_at")
    ]


def test_a_new_signaal_tells_the_aandachtsfunctionaris_and_the_replacement(cast: Cast, mailoutbox: list[Any]) -> None:
    signaal = maak_signaal(cast)
    maak_signaal(cast)
    assert taken() == []
    verzegel_regels()
    assert bericht_wat_binnenkwam.call() == 1
    assert taken() == [("bericht_nieuw_signaal", [cast.gemeente.pk])], "one mail for what came in together"
    assert bericht_wat_binnenkwam.call() == 0
    bericht_nieuw_signaal.call(cast.gemeente.pk)
    assert sorted(m.to[0] for m in mailoutbox) == ["anna@voorbeeld.invalid", "vera@voorbeeld.invalid"]
    for mail in mailoutbox:
        assert signaal.nummer not in mail.subject + mail.body
        assert "papieren" not in mail.body


def test_a_packet_tells_the_receiver_in_baken_and_nobody_outside_it(cast: Cast, mailoutbox: list[Any]) -> None:
    doorgegeven(cast, naar_zorg(cast, procesregie=True), naar_politie(cast))
    assert [args for naam, args in taken() if naam == "bericht_nieuw_pakket"] == [[cast.zorg.pk]]
    bericht_nieuw_pakket.call(cast.zorg.pk)
    assert [m.to for m in mailoutbox] == [["zoe@voorbeeld.invalid"]]
    assert "Xandra" not in mailoutbox[0].body


def test_what_comes_back_and_what_a_reporter_writes_is_told_too(cast: Cast) -> None:
    code = nieuwe_code()
    maak_signaal(cast, code=code)
    voor = len(taken())
    volgen.schrijf_als_melder(code, "Ik zag hem weer.")
    assert taken()[voor:] == [("bericht_nieuw_signaal", [cast.gemeente.pk])]
    _signaal, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    doorgeleiden.wijs_af(verstrekking_id=zorg.pk, reden="Niet voor ons.", door=als(cast.zoe))
    assert taken()[-1] == ("bericht_nieuw_signaal", [cast.gemeente.pk])
