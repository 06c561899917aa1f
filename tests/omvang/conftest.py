"""Reference tables with their published or computed figures, for the tests of omvang."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from omvang.capture import CaptureTable

REFERENCE: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "reference" / "omvang" / "mse_cases.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def reference() -> dict[str, Any]:
    """The whole reference file, cases by their id."""
    return REFERENCE | {"cases": {case["id"]: case for case in REFERENCE["cases"]}}


@pytest.fixture(scope="session")
def tables() -> dict[str, CaptureTable]:
    """The reference tables by id; "Dutch" is the Netherlands 2010-2015."""
    found = {case["id"]: CaptureTable.from_mapping(case["data"]) for case in REFERENCE["cases"]}
    return found | {"Dutch": CaptureTable.from_mapping(REFERENCE["dutch"]["data"])}


@pytest.fixture(scope="session")
def uk_five(tables: dict[str, CaptureTable]) -> CaptureTable:
    """UK 2013 with police and NCA merged: five lists."""
    return tables["UKdat_5"]


@pytest.fixture(scope="session")
def trap(tables: dict[str, CaptureTable]) -> CaptureTable:
    """Three lists of which only A and B share persons: with the term A:B no maximum exists."""
    return tables["Artificial_3"]
