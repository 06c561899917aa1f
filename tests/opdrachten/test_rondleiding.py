"""The main job can be walked from the door to the feedback, through pages only."""

from __future__ import annotations

import pytest

from baken.opdrachten.rondleiding.bezoeker import Bezoeker, StapMisluktError
from baken.opdrachten.rondleiding.opstelling import Opstelling
from baken.opdrachten.rondleiding.pagina import lees
from baken.opdrachten.rondleiding.wandeling import Wandeling


def test_the_whole_main_job_is_walked_over_http(opstelling: Opstelling) -> None:
    wandeling = Wandeling(opstelling.adres)
    gezien = [f"{naam}: {doe()}" for naam, doe in wandeling.stappen]
    assert len(gezien) == 15
    assert wandeling.nummer.startswith("S-")


def test_a_step_that_does_not_find_what_it_expects_fails(opstelling: Opstelling) -> None:
    b = Bezoeker(opstelling.adres)
    b.ga("/melden/kadehaven/")
    for doe in (
        lambda: b.zie("Dit staat nergens"),
        lambda: b.klik("Deze link is er niet"),
        lambda: b.druk("Deze knop is er niet"),
        lambda: b.vul("Dit veld is er niet", "x"),
        lambda: b.kies("Dit vakje is er niet"),
        lambda: b.haal("/bestaat-niet/"),
        lambda: b.ga("/bestaat-niet/"),
    ):
        with pytest.raises(StapMisluktError):
            doe()


def test_a_page_is_read_with_the_label_of_every_field() -> None:
    pagina = lees(
        "http://x/",
        200,
        """<h1>Kop</h1><script>nee</script><a href="/y">Lees <b>dit</b></a>
        <form action="/z" method="post"><label for="a">Naam</label><input id="a" name="naam" value="x">
        <label><input type="checkbox" name="vink" value="1" checked><span>Vink</span></label>
        <label for="k">Kies</label><select id="k" name="k"><option value="">Leeg<option value="2" selected>Twee</select>
        <label for="t">Tekst</label><textarea id="t" name="t">\nregel een
regel twee</textarea><button name="actie" value="v">Ver&shy;der</button><button type="button">Niets</button></form>""",
    )
    assert (pagina.kop, pagina.links) == ("Kop", [("Lees dit", "/y")])
    assert "nee" not in pagina.tekst
    (formulier,) = pagina.formulieren
    assert [(v.label, v.waarde) for v in formulier.velden] == [
        ("Naam", "x"),
        ("Vink", "1"),
        ("Kies", "2"),
        ("Tekst", "regel een\nregel twee"),
    ]
    assert [k.naam for k in formulier.knoppen] == ["actie"]
