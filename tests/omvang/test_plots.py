"""Figures: text with a title, a description and a table; nothing that a strict page would refuse."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from omvang.capture import CaptureTable
from omvang.covariates import CovariateModel
from omvang.errors import InputError
from omvang.estimate import Interval
from omvang.plots import (
    Bar,
    Figure,
    Look,
    bootstrap_density,
    forest,
    overlaps,
    threshold_path,
    yearly_band,
)
from omvang.strata import StratifiedTable
from omvang.svg import Scale, padded

NS = {"s": "http://www.w3.org/2000/svg"}
TABLE = CaptureTable.from_histories(["LA", "N<G", "P&F"], {"100": 54, "010": 463, "001": 907, "110": 15, "011": 56,
                                                          "111": 2})
BARS = [Bar("base", 12_000, 11_000, 13_500), Bar("two pairs", 14_000, 12_500, 16_000), Bar("Chao", 10_500)]
YEARS = [Bar(2019, 900, 700, 1200), Bar(2020, 1000, 800, 1300), Bar(2021, 1100, 900, 1500)]
DRAWN = np.random.default_rng(1).lognormal(9, 0.2, 500)
FIGURES: list[Callable[[], Figure]] = [
    lambda: overlaps(TABLE), lambda: forest(BARS), lambda: forest(BARS, log=True),
    lambda: bootstrap_density(DRAWN, Interval("bca", 0.95, 6000, 11_000), 8100),
    lambda: threshold_path([Bar(0.0, 13_000, 12_000, 14_500), Bar(0.02, 11_000, 9_900, 13_000)], 0.02),
    lambda: yearly_band(YEARS, [200, 210, 230])]


@pytest.mark.parametrize("make", FIGURES)
def test_a_figure_is_xml_with_title_description_and_role(make: Callable[[], Figure]) -> None:
    figure = make()
    root = ET.fromstring(figure.svg)
    title, described = root.find("s:title", NS), root.find("s:desc", NS)
    assert title is not None
    assert described is not None
    assert title.text == figure.title
    assert described.text == figure.description
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"].split() == [title.attrib["id"], described.attrib["id"]]


@pytest.mark.parametrize("make", FIGURES)
def test_a_figure_holds_no_style_script_or_outside_resource(make: Callable[[], Figure]) -> None:
    root = ET.fromstring(make().svg)
    for node in root.iter():
        tag = node.tag.split("}")[1]
        assert tag in {"svg", "title", "desc", "rect", "line", "text", "circle", "polyline", "polygon"}
        assert not {"style", "class", "href", "onload", "onclick"} & set(node.attrib)
    assert "url(" not in make().svg


@pytest.mark.parametrize("make", FIGURES)
def test_everything_lies_on_the_page(make: Callable[[], Figure]) -> None:
    root = ET.fromstring(make().svg)
    wide, tall = (float(v) for v in root.attrib["viewBox"].split()[2:])
    for node in root.iter():
        for name, limit in (("x", wide), ("cx", wide), ("x1", wide), ("x2", wide), ("y", tall), ("cy", tall),
                            ("y1", tall), ("y2", tall)):
            if name in node.attrib:
                assert 0 <= float(node.attrib[name]) <= limit


@pytest.mark.parametrize("make", FIGURES)
def test_the_table_beside_the_figure_can_be_read_again(make: Callable[[], Figure]) -> None:
    figure = make()
    rows = list(csv.reader(io.StringIO(figure.csv())))
    assert tuple(rows[0]) == figure.columns
    assert len(rows) == 1 + len(figure.rows)
    html = ET.fromstring(figure.html_table())
    assert len(html.findall("tbody/tr")) == len(figure.rows)
    assert all(cell.attrib["scope"] == "col" for cell in html.findall("thead/tr/th"))


@pytest.mark.parametrize("make", FIGURES)
def test_the_same_data_give_the_same_text(make: Callable[[], Figure]) -> None:
    assert make().svg == make().svg


def test_two_figures_on_a_page_have_different_identifiers() -> None:
    one, other = (ET.fromstring(forest(bars).svg).attrib["aria-labelledby"] for bars in (BARS, BARS[:2]))
    assert one != other


def test_the_overlap_figure_shows_every_pair_and_escapes_names() -> None:
    figure = overlaps(TABLE)
    texts = [node.text for node in ET.fromstring(figure.svg).iter(f"{{{NS['s']}}}text")]
    assert texts.count("17") == 2                       # LA and N<G: 15 + 2, on both sides of the diagonal
    assert "N<G" in texts
    assert figure.rows[0] == ("LA", 71, 17, 2)


def test_a_hostile_name_cannot_leave_its_place() -> None:
    figure = forest([Bar('"/><script>x</script>\x07', 10, 5, 20), Bar("]]>", 12)], title="<b>&")
    root = ET.fromstring(figure.svg)
    assert all(not node.tag.endswith("script") for node in root.iter())
    assert "<script>" not in figure.html_table()


def test_a_longer_interval_is_drawn_longer_and_larger_values_further_right() -> None:
    root = ET.fromstring(forest(BARS).svg)
    lines = [node for node in root.iter(f"{{{NS['s']}}}line") if node.attrib.get("stroke-width") == "3"]
    lengths = [float(line.attrib["x2"]) - float(line.attrib["x1"]) for line in lines]
    assert len(lengths) == 2                             # Chao has no interval, so no line
    assert lengths[1] > lengths[0]
    places = [float(node.attrib["cx"]) for node in root.iter(f"{{{NS['s']}}}circle")]
    assert places[1] > places[0] > places[2]


def test_the_density_tells_how_many_replicates_it_leaves_out() -> None:
    tail = np.append(DRAWN, [1e9, 1e10])
    figure = bootstrap_density(tail, Interval("bca", 0.95, 6000, 11_000), 8100)
    assert "502 replicates" in figure.description
    assert "replicates lie outside" in figure.description
    area = np.trapezoid([row[1] for row in figure.rows], [row[0] for row in figure.rows])
    assert area == pytest.approx(1, abs=0.05)


def test_words_and_the_thousands_mark_can_be_dutch() -> None:
    look = Look(thousands=".", words={"Estimate by year": "Schatting per jaar", "year": "jaar", "persons": "personen"})
    figure = yearly_band(YEARS, look=look)
    assert figure.title == "Schatting per jaar"
    assert figure.columns[0] == "jaar"
    assert ">personen<" in figure.svg
    assert "1.000" in figure.description


def test_the_years_of_a_covariate_estimate_can_be_drawn() -> None:
    rows = [{"A": a, "B": b, "year": year} for year in (2020, 2021)
            for a, b, n in ((1, 0, 30), (0, 1, 20), (1, 1, 10)) for _ in range(n)]
    fit = CovariateModel().fit(StratifiedTable.from_rows(rows, ["A", "B"], ["year"]))
    bars = [Bar(float(r.levels["year"]), r.population, r.low, r.high) for r in fit.by("year")]
    figure = yearly_band(bars, [r.observed for r in fit.by("year")])
    assert [row[1] for row in figure.rows] == pytest.approx([120, 120])


@pytest.mark.parametrize("make", [
    lambda: forest([]), lambda: forest([Bar("x", float("nan"))]), lambda: forest([Bar("x", 5, 6, 7)]),
    lambda: yearly_band(YEARS, [1.0]), lambda: bootstrap_density([1.0] * 50, Interval("bca", 0.9, 1, 1), 1),
    lambda: bootstrap_density([1.0, 2.0], Interval("bca", 0.9, 1, 2), 1),
    lambda: Scale(3, 3, 0, 1), lambda: Scale(0, 3, 0, 1, log=True), lambda: padded([float("inf")])])
def test_what_cannot_be_drawn_is_refused(make: Callable[[], Any]) -> None:
    with pytest.raises(InputError):
        make()


@pytest.mark.parametrize(("low", "high", "log"), [(0, 1, False), (9_884, 13_027, False), (0.002, 0.004, False),
                                                  (100, 1e6, True), (500, 4000, True)])
def test_ticks_are_round_and_on_the_axis(low: float, high: float, log: bool) -> None:
    ticks = Scale(low, high, 0, 100, log).ticks()
    assert 2 <= len(ticks) <= 12
    assert all(low * 0.999 <= tick <= high * 1.001 for tick in ticks)
    assert ticks == sorted(ticks)
