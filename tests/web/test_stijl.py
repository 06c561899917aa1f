"""The stylesheet: only what is on a page goes to the browser, and our own layer stays small."""

from __future__ import annotations

import re

import pytest

from baken.web import verzamel

MODULES = verzamel.WORTEL / "node_modules"
EIGEN_HOOGSTENS = 25_200  # bytes of our own rules, without the tokens of the theme
HEEL_HOOGSTENS = 130_000
BEKEND = frozenset({"kaart", "knop", "knop--", "groot", "kop--level-", "en"})


@pytest.mark.parametrize(
    ("css", "over"),
    [
        (".kaart{a:b}", ".kaart{a:b}"),
        (".kaart{a:b}.tegel{c:d}", ".kaart{a:b}"),
        (".tegel,.kaart:hover{a:b}", ".kaart:hover{a:b}"),
        (".kaart:not(.tegel, .x){a:b}", ".kaart:not(.tegel, .x){a:b}"),
        (".knop--groot{a:b}.knop--klein{a:b}", ".knop--groot{a:b}"),
        (".kop--level-2{a:b}", ".kop--level-2{a:b}"),
        ("h1,[hidden]{a:b}", "h1,[hidden]{a:b}"),
        ("@media print{.tegel{a:b}}@media print{.kaart{a:b}}", "@media print{.kaart{a:b}}"),
        ("@keyframes draai{from{a:b}}", "@keyframes draai{from{a:b}}"),
    ],
)
def test_a_rule_stays_only_when_its_classes_can_be_on_a_page(css: str, over: str) -> None:
    assert verzamel.snoei(css, BEKEND) == over


def test_krimp_keeps_what_has_a_meaning() -> None:
    css = "a :focus > b {\n  margin: calc(1rem + 2px) 0;\n}\n"
    assert verzamel.krimp(css) == "a :focus>b{margin:calc(1rem + 2px) 0}"


def test_every_class_of_our_own_layer_is_used_and_the_layer_stays_small() -> None:
    bekend, grootte = verzamel.woorden(), 0
    for naam in ("grond", "raamwerk", "onderdelen"):
        css = verzamel.krimp(verzamel.zonder_commentaar(verzamel.lees(verzamel.BRON / f"{naam}.css")))
        grootte += len(css.encode()) if naam != "grond" else 0
        assert len(verzamel.snoei(css, bekend)) == len(css), f"{naam}.css holds a class that is on no page"
    assert grootte <= EIGEN_HOOGSTENS


def test_tabs_that_do_not_fit_go_on_below_and_none_is_cut_off() -> None:
    css = verzamel.krimp(verzamel.zonder_commentaar(verzamel.lees(verzamel.BRON / "onderdelen.css")))
    (tabs,) = re.findall(r"\.baken-tabs\{([^}]*)\}", css)
    assert "flex-wrap:wrap" in tabs
    assert "overflow" not in tabs


def test_the_stylesheet_knows_the_components_we_use_and_nothing_of_the_others() -> None:
    css = verzamel.stijlblad(MODULES)
    assert len(css.encode()) <= HEEL_HOOGSTENS
    for klasse in (".nl-button--primary", ".utrecht-alert--warning", ".utrecht-textarea", ".utrecht-table"):
        assert klasse in css
    assert not re.search(r"\.(utrecht-table__footer|nl-button--toggle)\b", css)
