"""SVG as text: escaped elements, linear and logarithmic scales with round ticks. No style, no script, no font files."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from omvang.errors import InputError


def element(name: str, attributes: dict[str, str | float], content: str = "") -> str:
    """Return an element. Attribute values are escaped and numbers rounded; content is taken as it is."""
    marks = "".join(f" {key.replace('_', '-')}={quoteattr(shown(value))}" for key, value in attributes.items())
    return f"<{name}{marks}>{content}</{name}>" if content else f"<{name}{marks}/>"


def shown(value: str | float) -> str:
    """Return a number with at most two decimals, text unchanged but without characters XML does not allow."""
    if isinstance(value, str):
        return clean(value)
    return f"{value:.2f}".rstrip("0").rstrip(".") if math.isfinite(value) else "0"


def clean(text: str) -> str:
    """Return the text without control characters, which no XML document may hold."""
    return "".join(c for c in text if c in "\t\n" or (ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF
                   and ord(c) not in (0xFFFE, 0xFFFF)))


def text(content: str, x: float, y: float, **attributes: str | float) -> str:
    """Return a text element with escaped content."""
    return element("text", {"x": x, "y": y, **attributes}, escape(clean(content)))


def polyline(points: Sequence[tuple[float, float]], **attributes: str | float) -> str:
    """Return a line through points."""
    return element("polyline", {"points": _points(points), "fill": "none", **attributes})


def polygon(points: Sequence[tuple[float, float]], **attributes: str | float) -> str:
    """Return a filled shape."""
    return element("polygon", {"points": _points(points), **attributes})


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{shown(x)},{shown(y)}" for x, y in points)


@dataclass(frozen=True)
class Scale:
    """From values (low..high) to places on the page (start..end); log: by powers. Raises InputError if impossible."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __post_init__(self) -> None:
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise InputError("A figure needs at least two different finite values on each axis.")
        if self.log and self.low <= 0:
            raise InputError("A logarithmic axis needs values above 0.")

    def __call__(self, value: float) -> float:
        """Return the place of a value; values outside stay at the edge."""
        share = (self._turn(value) - self._turn(self.low)) / (self._turn(self.high) - self._turn(self.low))
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)

    def _turn(self, value: float) -> float:
        return math.log(max(value, 1e-300)) if self.log else value

    def ticks(self, about: int = 5) -> list[float]:
        """Return round values on the axis, about so many."""
        return self._powers() if self.log and self.high / self.low >= 20 else self._steps(about)

    def _steps(self, about: int) -> list[float]:
        rough = (self.high - self.low) / max(about, 1)
        base: float = 10.0 ** math.floor(math.log10(rough))
        step = base * next(k for k in (1, 2, 5, 10) if base * k >= rough * (1 - 1e-9))
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [k * step for k in range(first, last + 1)]

    def _powers(self) -> list[float]:
        low, high = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
        marks = (1, 2, 5) if high - low < 3 else (1,)
        found = [k * 10.0**power for power in range(low, high + 1) for k in marks]
        return [value for value in found if self.low * (1 - 1e-9) <= value <= self.high * (1 + 1e-9)]


def padded(values: Sequence[float], *, zero: bool = False) -> tuple[float, float]:
    """Return the range of the finite values with room around it; zero: begin the axis at 0."""
    finite = [value for value in values if math.isfinite(value)]
    if not finite:
        raise InputError("There is nothing to draw: no value is finite.")
    low, high = (0.0 if zero else min(finite)), max(finite)
    room = 0.05 * (high - low) or max(abs(high), 1.0) * 0.1
    return (low if zero else max(low - room, 0.0) if low >= 0 else low - room), high + room


Write = Callable[[float], str]
