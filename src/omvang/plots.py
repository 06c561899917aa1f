"""Figures as SVG text with a title, a description and the same figures as a table. No plotting library.

Every figure is a `Figure`: `svg` for the page, `columns` and `rows` for the table beside it, `csv()` for a file.
Colours are attributes and never the only carrier of meaning; there is no style, script or outside resource, so the
text may stand in a page with a strict content security policy. Figures of raw overlaps are for the researcher's
eyes: a capture-history table is not for publication.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
from scipy.stats import gaussian_kde

from omvang.capture import CaptureTable
from omvang.errors import InputError
from omvang.estimate import Interval
from omvang.svg import Scale, clean, element, padded, polygon, polyline, text

_LEFT, _RIGHT, _TOP, _BOTTOM = 64.0, 24.0, 62.0, 56.0
_SHOWN = (0.005, 0.995)            # share of the replicates that the axis of a density spans


@dataclass(frozen=True)
class Look:
    """Size in pixels, colours, the thousands mark and the words on the figures (English keys, your language)."""

    width: float = 720.0
    height: float = 400.0
    ink: str = "#1a1a1a"
    line: str = "#1f4e79"
    soft: str = "#bcd0e5"
    grid: str = "#c8c8c8"
    thousands: str = ","
    words: dict[str, str] = field(default_factory=dict)

    def word(self, english: str) -> str:
        """Return a word of the figure, translated when `words` has it."""
        return self.words.get(english, english)

    def number(self, value: float) -> str:
        """Return a number for people: whole from 10 on, with the thousands mark; a dash for none."""
        if not math.isfinite(value):
            return "-"
        if abs(value) >= 10 or value == int(value):
            return f"{value:,.0f}".replace(",", self.thousands)
        return f"{value:.3g}"


@dataclass(frozen=True)
class Figure:
    """A figure and its figures. columns, rows: the table; numbers are not rounded there."""

    title: str
    description: str
    svg: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def csv(self) -> str:
        """Return the table as CSV text with a header."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return out.getvalue()

    def html_table(self) -> str:
        """Return the table as an HTML table with a caption and header cells; the text is escaped."""
        head = "".join(f'<th scope="col">{escape(clean(name))}</th>' for name in self.columns)
        body = "".join("<tr>" + "".join(f"<td>{escape(clean(str(cell)))}</td>" for cell in row) + "</tr>"
                       for row in self.rows)
        return (f"<table><caption>{escape(clean(self.title))}</caption><thead><tr>{head}</tr></thead>"
                f"<tbody>{body}</tbody></table>")


@dataclass(frozen=True)
class Bar:
    """A value with its interval: of a model, a threshold or a year. low and high may be None."""

    label: str | float
    value: float
    low: float | None = None
    high: float | None = None

    @property
    def ends(self) -> tuple[float, float]:
        """The interval, or the value twice."""
        return (self.value if self.low is None else self.low, self.value if self.high is None else self.high)


def _page(title: str, description: str, parts: Sequence[str], look: Look, height: float | None = None) -> str:
    """Return the whole drawing; its identifiers come from its content, so that two may stand on one page."""
    tall = look.height if height is None else height
    inside = "".join(parts)
    mark = hashlib.sha256((title + description + inside).encode("utf-8", "replace")).hexdigest()[:10]
    head = (element("title", {"id": f"t{mark}"}, escape(clean(title)) or " ")
            + element("desc", {"id": f"d{mark}"}, escape(clean(description)) or " "))
    heading = text(title, 12, 24, font_size=16, font_weight="bold", fill=look.ink)
    return element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {look.width:g} {tall:g}",
                           "width": look.width, "height": tall, "role": "img", "font_family": "sans-serif",
                           "font_size": 12, "aria_labelledby": f"t{mark} d{mark}"},
                   head + element("rect", {"width": look.width, "height": tall, "fill": "#ffffff"})
                   + heading + inside)


def _x_axis(scale: Scale, bottom: float, name: str, look: Look) -> list[str]:
    parts = [element("line", {"x1": scale.start, "x2": scale.end, "y1": bottom, "y2": bottom, "stroke": look.ink})]
    for value in scale.ticks():
        x = scale(value)
        parts.append(element("line", {"x1": x, "x2": x, "y1": _TOP, "y2": bottom, "stroke": look.grid,
                                      "stroke_dasharray": "2 3"}))
        parts.append(text(look.number(value), x, bottom + 18, text_anchor="middle", fill=look.ink))
    parts.append(text(name, (scale.start + scale.end) / 2, bottom + 40, text_anchor="middle", fill=look.ink))
    return parts


def _y_axis(scale: Scale, right: float, name: str, look: Look) -> list[str]:
    parts = []
    for value in scale.ticks():
        y = scale(value)
        parts.append(element("line", {"x1": _LEFT, "x2": right, "y1": y, "y2": y, "stroke": look.grid,
                                      "stroke_dasharray": "2 3"}))
        parts.append(text(look.number(value), _LEFT - 8, y + 4, text_anchor="end", fill=look.ink))
    parts.append(text(name, 12, _TOP - 14, fill=look.ink))
    return parts


def _rows(bars: Sequence[Bar]) -> tuple[tuple[Any, ...], ...]:
    return tuple((bar.label, bar.value, bar.low, bar.high) for bar in bars)


def _need(bars: Sequence[Bar]) -> None:
    if not bars:
        raise InputError("There is nothing to draw.")
    for bar in bars:
        if not math.isfinite(bar.value) or not bar.ends[0] <= bar.value <= bar.ends[1]:
            raise InputError(f"The value at {bar.label!r} is not a finite number within its interval.")


def overlaps(table: CaptureTable, look: Look | None = None) -> Figure:
    """Draw how many persons are on both lists of each pair; the diagonal holds the size of each list."""
    style, matrix = look or Look(), table.overlaps()
    t = table.t
    side = min(64.0, (style.width - 180) / t)
    off = matrix[~np.eye(t, dtype=bool)]
    parts = []
    for i in range(t):
        parts.append(text(table.lists[i], 160, _TOP + 40 + side * (i + 0.5), text_anchor="end", fill=style.ink))
        parts.append(text(table.lists[i], 170 + side * (i + 0.5), _TOP + 24, text_anchor="middle", fill=style.ink))
        for j in range(t):
            share = 0.0 if i == j else 0.85 * math.sqrt(matrix[i, j] / max(int(off.max()), 1))
            x, y = 170 + side * j, _TOP + 36 + side * i
            parts.append(element("rect", {"x": x, "y": y, "width": side - 2, "height": side - 2, "fill": style.soft,
                                          "fill_opacity": share, "stroke": style.grid}))
            parts.append(text(style.number(int(matrix[i, j])), x + side / 2, y + side / 2 + 4, text_anchor="middle",
                              fill=style.ink, font_weight="bold" if i == j else "normal"))
    title = style.word("Persons on both lists")
    described = (f"{table.observed} persons on {t} lists; " + "; ".join(
        f"{table.lists[i]} and {table.lists[j]}: {matrix[i, j]}" for i in range(t) for j in range(i + 1, t)))
    rows = tuple((table.lists[i], *(int(n) for n in matrix[i])) for i in range(t))
    svg = _page(title, described, parts, style, _TOP + 52 + side * t)
    return Figure(title, described, svg, (style.word("list"), *table.lists), rows)


def forest(bars: Sequence[Bar], title: str = "Estimates side by side", look: Look | None = None, *,
           log: bool = False) -> Figure:
    """Draw a line per model or method: its value and its interval. log: logarithmic axis."""
    style = look or Look()
    _need(bars)
    low, high = padded([end for bar in bars for end in (*bar.ends, bar.value)])
    wide = min(320.0, 24 + 7.0 * max(len(str(bar.label)) for bar in bars))
    bottom = _TOP + 12 + 26.0 * len(bars)
    scale = Scale(max(low, 1e-9) if log else low, high, wide, style.width - 110, log)
    parts = _x_axis(scale, bottom, style.word("persons"), style)
    for k, bar in enumerate(bars):
        y = _TOP + 20 + 26.0 * k
        parts.append(text(str(bar.label), wide - 12, y + 4, text_anchor="end", fill=style.ink))
        if bar.low is not None or bar.high is not None:
            parts.append(element("line", {"x1": scale(bar.ends[0]), "x2": scale(bar.ends[1]), "y1": y, "y2": y,
                                          "stroke": style.line, "stroke_width": 3}))
        parts.append(element("circle", {"cx": scale(bar.value), "cy": y, "r": 5, "fill": style.line}))
        parts.append(text(style.number(bar.value), style.width - 12, y + 4, text_anchor="end", fill=style.ink))
    described = "; ".join(_told(bar, style) for bar in bars)
    svg = _page(title, described, parts, style, bottom + _BOTTOM)
    return Figure(title, described, svg, tuple(map(style.word, ("model", "estimate", "low", "high"))), _rows(bars))


def _told(bar: Bar, look: Look) -> str:
    if bar.low is None and bar.high is None:
        return f"{bar.label}: {look.number(bar.value)}"
    return f"{bar.label}: {look.number(bar.value)} ({look.number(bar.ends[0])} - {look.number(bar.ends[1])})"


def bootstrap_density(populations: Sequence[float] | np.ndarray, interval: Interval, estimate: float,
                      look: Look | None = None, *, points: int = 121) -> Figure:
    """Draw the smoothed distribution of bootstrap replicates, the interval as a band and the estimate as a line.

    populations: (B,) replicates, such as `Bootstrap.populations`; those outside the middle 99 per cent are not
    drawn but counted in the description. Raises InputError for fewer than 20 or all equal replicates.
    """
    style, values = look or Look(), np.asarray(populations, dtype=np.float64)
    values = values[np.isfinite(values)]
    if len(values) < 20 or np.ptp(values) == 0:
        raise InputError("A density needs at least 20 replicates that are not all equal.")
    low, high = (float(q) for q in np.quantile(values, _SHOWN))
    x = np.linspace(min(low, interval.low, estimate), max(high, interval.high, estimate), points)
    inside = values[(values >= x[0]) & (values <= x[-1])]
    density = gaussian_kde(inside)(x)
    bottom, right = style.height - _BOTTOM, style.width - _RIGHT
    across, up = Scale(float(x[0]), float(x[-1]), _LEFT, right), Scale(0, float(density.max()) * 1.08, bottom, _TOP)
    curve = [(across(float(a)), up(float(b))) for a, b in zip(x, density, strict=True)]
    held = [(a, b) for (a, b), v in zip(curve, x, strict=True) if interval.low <= v <= interval.high]
    parts = _x_axis(across, bottom, style.word("persons"), style)
    if len(held) > 1:
        parts.append(polygon([(held[0][0], bottom), *held, (held[-1][0], bottom)], fill=style.soft))
    parts.append(polyline(curve, stroke=style.line, stroke_width=2))
    parts.append(element("line", {"x1": across(estimate), "x2": across(estimate), "y1": _TOP, "y2": bottom,
                                  "stroke": style.ink, "stroke_width": 2, "stroke_dasharray": "6 3"}))
    title = style.word("Bootstrap distribution of the population")
    described = (f"{len(values)} replicates; estimate {style.number(estimate)} (dashed line), "
                 f"{100 * interval.level:g} % {interval.method} interval {style.number(interval.low)} - "
                 f"{style.number(interval.high)} (band); {len(values) - len(inside)} replicates lie outside "
                 "the figure.")
    within = (x >= interval.low) & (x <= interval.high)
    rows = tuple((float(a), float(b), bool(c)) for a, b, c in zip(x, density, within, strict=True))
    return Figure(title, described, _page(title, described, parts, style),
                  tuple(map(style.word, ("persons", "density", "in the interval"))), rows)


def threshold_path(bars: Sequence[Bar], chosen: float | None = None, look: Look | None = None) -> Figure:
    """Draw the estimate by the threshold of the stepwise selection. Labels are thresholds; chosen gets a line."""
    style = look or Look()
    _need(bars)
    bottom, right = style.height - _BOTTOM, style.width - _RIGHT
    up = Scale(*padded([end for bar in bars for end in (*bar.ends, bar.value)]), bottom, _TOP + 8)
    places = _places(len(bars), right)
    parts = _y_axis(up, right, style.word("persons"), style)
    for x, bar in zip(places, bars, strict=True):
        mark = chosen is not None and float(bar.label) == chosen
        if mark:
            parts.append(element("rect", {"x": x - 12, "y": _TOP, "width": 24, "height": bottom - _TOP,
                                          "fill": style.soft, "fill_opacity": 0.6}))
        parts += _whisker(x, bar, up, style)
        parts.append(text(f"{float(bar.label):g}", x, bottom + 18, text_anchor="middle", fill=style.ink,
                          font_weight="bold" if mark else "normal"))
    parts.append(text(style.word("threshold"), (_LEFT + right) / 2, bottom + 40, text_anchor="middle", fill=style.ink))
    title = style.word("Estimate by threshold")
    described = "; ".join(_told(bar, style) for bar in bars)
    if chosen is not None:
        described += f"; chosen threshold {chosen:g} (shaded)."
    return Figure(title, described, _page(title, described, parts, style),
                  tuple(map(style.word, ("threshold", "estimate", "low", "high"))), _rows(bars))


def _places(number: int, right: float) -> list[float]:
    step = (right - _LEFT) / number
    return [_LEFT + step * (k + 0.5) for k in range(number)]


def _whisker(x: float, bar: Bar, up: Scale, look: Look) -> list[str]:
    parts = []
    if bar.low is not None or bar.high is not None:
        parts.append(element("line", {"x1": x, "x2": x, "y1": up(bar.ends[0]), "y2": up(bar.ends[1]),
                                      "stroke": look.line, "stroke_width": 3}))
    parts.append(element("circle", {"cx": x, "cy": up(bar.value), "r": 5, "fill": look.line}))
    return parts


def yearly_band(bars: Sequence[Bar], observed: Sequence[float] | None = None, look: Look | None = None) -> Figure:
    """Draw the estimate per year as a line with its interval as a band. Labels are years.

    observed: persons seen in each year, drawn as squares. The vertical axis begins at 0.
    Raises InputError for another number of observed values than years, or years that are not numbers.
    """
    style = look or Look()
    _need(bars)
    if observed is not None and len(observed) != len(bars):
        raise InputError("Give one observed number for every year.")
    years = [float(bar.label) for bar in bars]
    bottom, right = style.height - _BOTTOM, style.width - _RIGHT
    up = Scale(*padded([end for bar in bars for end in bar.ends] + list(observed or []), zero=True), bottom, _TOP + 8)
    across = Scale(min(years) - 0.5, max(years) + 0.5, _LEFT, right)
    parts = _y_axis(up, right, style.word("persons"), style)
    upper = [(across(y), up(bar.ends[1])) for y, bar in zip(years, bars, strict=True)]
    lower = [(across(y), up(bar.ends[0])) for y, bar in zip(years, bars, strict=True)]
    parts.append(polygon([*upper, *reversed(lower)], fill=style.soft, fill_opacity=0.8))
    parts.append(polyline([(across(y), up(bar.value)) for y, bar in zip(years, bars, strict=True)],
                          stroke=style.line, stroke_width=2))
    for k, (year, bar) in enumerate(zip(years, bars, strict=True)):
        parts.append(element("circle", {"cx": across(year), "cy": up(bar.value), "r": 4, "fill": style.line}))
        parts.append(text(f"{year:g}", across(year), bottom + 18, text_anchor="middle", fill=style.ink))
        if observed is not None:
            parts.append(element("rect", {"x": across(year) - 4, "y": up(float(observed[k])) - 4, "width": 8,
                                          "height": 8, "fill": "none", "stroke": style.ink, "stroke_width": 2}))
    if observed is not None:
        parts.append(text(style.word("observed"), across(years[-1]), up(float(observed[-1])) - 10,
                          text_anchor="middle", fill=style.ink))
    title = style.word("Estimate by year")
    described = "; ".join(_told(bar, style) for bar in bars)
    seen = [None] * len(bars) if observed is None else list(observed)
    rows = tuple((*row, n) for row, n in zip(_rows(bars), seen, strict=True))
    return Figure(title, described, _page(title, described, parts, style),
                  tuple(map(style.word, ("year", "estimate", "low", "high", "observed"))), rows)
