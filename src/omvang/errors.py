"""Errors of the library. Everything a caller can do wrong, or a table can lack, is an `OmvangError`.

The message is one sentence in plain English that says what is wrong and what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager


class OmvangError(Exception):
    """Base of every error this library raises on purpose."""


class InputError(OmvangError, ValueError):
    """The data or an option is not what it should be.

    line: the line of the file (1 is the first), or the number of the row, history or event, when one is to blame;
    unit: what is counted, the first word of the text; detail: the text without it.
    """

    def __init__(self, message: str, *, line: int | None = None, unit: str = "Line") -> None:
        self.line, self.unit, self.detail = line, unit, message
        super().__init__(message if line is None else f"{unit} {line}: {message}")


class NoEstimateError(OmvangError):
    """No estimate exists for these data under this model.

    terms: the terms (for example ``("A:B",)``) that make the estimate not exist or not identifiable.
    """

    def __init__(self, message: str, *, terms: Sequence[str] = ()) -> None:
        self.terms = tuple(terms)
        super().__init__(message)


class ConvergenceError(NoEstimateError):
    """The iterations ended without an answer that can be trusted."""


class DisclosureError(OmvangError):
    """A table cannot be released safely.

    cells: the cells (labels as text) that an attacker could recover.
    """

    def __init__(self, message: str, *, cells: Sequence[str] = ()) -> None:
        self.cells = tuple(cells)
        super().__init__(message)


@contextmanager
def counted_in(unit: str) -> Iterator[None]:
    """Say ``History 3`` and not ``Line 3`` when what is counted is no line of a file."""
    try:
        yield
    except InputError as error:
        raise InputError(error.detail, line=error.line, unit=unit) from error.__cause__
