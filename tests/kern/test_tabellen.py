"""Promises of a table as a file: it reads back as it was, and no cell of it is a formula."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from baken.kern.tabellen import Cel, schrijf_csv, veilige_cel

TEKENS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
GEVAARLIJK = (*TEKENS, "\t", "\r", "\n")
_formules = st.builds(
    lambda voor, teken, rest: voor + teken + rest,
    st.text(alphabet=" '\t\r\n\ufeff\u200b\xa0", max_size=3),
    st.sampled_from(GEVAARLIJK),
    st.text(max_size=20),
)
_tekst = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)
_cellen = _formules | _tekst


def _lees(inhoud: bytes) -> list[list[str]]:
    """The cells as a program that knows the rule reads them: one apostrophe less where it was put."""
    tekst = inhoud.decode("utf-8-sig")
    return [
        [cel[1:] if cel.startswith("'") and veilige_cel(cel[1:]) == cel else cel for cel in rij]
        for rij in csv.reader(io.StringIO(tekst, newline=""), delimiter=";")
    ]


@given(st.lists(st.lists(_cellen, min_size=3, max_size=3), max_size=5))
@example([["=1+1", "'=1+1", "''=1+1"], ["'t Hof", "a;b", 'zei "ja"'], ["\ufeff=1", "a\r\nb", "\x00"]])
def test_what_goes_in_comes_out_and_no_cell_is_a_formula(rijen: list[list[str]]) -> None:
    inhoud = schrijf_csv(["naam", "=kop", "@drie"], rijen)
    assert _lees(inhoud) == [["naam", "=kop", "@drie"], *rijen]
    for rij in csv.reader(io.StringIO(inhoud.decode("utf-8-sig"), newline=""), delimiter=";"):
        assert not [cel for cel in rij if cel.startswith(GEVAARLIJK)]
        assert not [cel for cel in rij if cel.lstrip(" \t\r\n\xa0\ufeff\u200b").startswith(TEKENS)]


@pytest.mark.parametrize(
    ("waarde", "cel"),
    [(None, ""), (True, "ja"), (False, "nee"), (7, "7"), (-7, "'-7"), (date(2026, 3, 1), "2026-03-01"), ("é", "é")],
)
def test_each_kind_of_value_has_one_way_of_writing(waarde: Cel, cel: str) -> None:
    assert veilige_cel(waarde) == cel


def test_the_file_opens_in_a_spreadsheet_as_utf_8_with_semicolons() -> None:
    assert schrijf_csv(["a", "b"], [["é", 1]]) == b'\xef\xbb\xbf"a";"b"\r\n"\xc3\xa9";"1"\r\n'


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="1 cells, the table 2 columns"):
        schrijf_csv(["a", "b"], [["a"]])
