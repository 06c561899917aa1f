"""The main job can be walked from the door to the feedback, through pages only."""

from __future__ import annotations

from datetime import date

import pytest

from baken.kern.documenten import Deel, Stuk, Tabel, als_docx
from baken.opdrachten.management.commands.rondleiding import WANDELINGEN
from baken.opdrachten.rondleiding.bezoeker import Bezoeker, StapMisluktError
from baken.opdrachten.rondleiding.keten import Ketenwandeling, Zorgwandeling
from baken.opdrachten.rondleiding.opstelling import Opstelling
from baken.opdrachten.rondleiding.pagina import lees
from baken.opdrachten.rondleiding.samen import Riecwandeling, Zvhwandeling, woorden_uit_docx
from baken.opdrachten.rondleiding.wandeling import Wandeling


def test_the_whole_main_job_is_walked_over_http(opstelling: Opstelling) -> None:
    wandeling = Wandeling(opstelling.adres)
    gezien = [f"{naam}: {doe()}" for naam, doe in wandeling.stappen]
    assert len(gezien) == 15
    assert wandeling.nummer.startswith("S-")


@pytest.mark.parametrize(("klasse", "stappen"), [(Zorgwandeling, 13), (Zvhwandeling, 18), (Riecwandeling, 6)])
def test_each_route_of_the_source_is_walked_from_a_signaal_to_a_closed_casus(
    opstelling: Opstelling, klasse: type[Ketenwandeling], stappen: int
) -> None:
    wandeling = klasse(opstelling.adres)
    gezien = [f"{naam}: {doe()}" for naam, doe in wandeling.stappen]
    assert len(gezien) == stappen
    assert all(regel.rpartition(": ")[2] for regel in gezien), "every step says what was seen"


def test_the_command_knows_the_main_job_and_the_three_routes() -> None:
    assert list(WANDELINGEN) == ["hoofdtaak", "zorg", "zvh", "riec"]


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
        lambda: b.bestand("Deze knop is er niet"),
        lambda: b.vul_dag("geen_dag", date(2026, 1, 1)),
        lambda: b.ga("/bestaat-niet/"),
    ):
        with pytest.raises(StapMisluktError):
            doe()


@pytest.mark.parametrize("waar", ["titel", "regel", "punt", "cel", "slot"])
def test_a_name_is_found_wherever_it_stands_in_a_file_for_word(waar: str) -> None:
    naam = {waar: "Dana & Verzonnen"}
    stuk = Stuk(
        naam.get("titel", "Verslag"),
        naam.get("regel", "vandaag"),
        [Deel("Besluiten", punten=[naam.get("punt", "geen")], tabel=Tabel(("Wie",), [(naam.get("cel", "x"),)]))],
        naam.get("slot", "klaar"),
    )
    assert "Dana & Verzonnen" in woorden_uit_docx(als_docx(stuk))


def test_a_button_that_may_not_be_there_fails_the_step() -> None:
    wandeling = Zvhwandeling("http://x/")
    wandeling.piet.pagina = lees("http://x/", 200, "<form><button>Geef akkoord op dit pakket</button></form>")
    wandeling.kan_niet(wandeling.piet, "Verstuur", "niet")
    with pytest.raises(StapMisluktError, match="mag niet"):
        wandeling.kan_niet(wandeling.piet, "Geef akkoord", "Dat mag niet.")


def test_a_page_is_read_with_the_label_of_every_field() -> None:
    pagina = lees(
        "http://x/",
        200,
        """<h1>Kop</h1><script>nee</script><a href="/y">Lees <b>dit</b></a>
        <form action="/z" method="post"><label for="a">Naam</label><input id="a" name="naam" value="x">
        <label><input type="checkbox" name="vink" value="1" checked><span>Vink</span></label>
        <label for="z">Zonder waarde</label><input type="checkbox" id="z" name="z">
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
        ("Zonder waarde", "on"),
        ("Kies", "2"),
        ("Tekst", "regel een\nregel twee"),
    ]
    assert [k.naam for k in formulier.knoppen] == ["actie"]
