"""The library stands by itself: what it imports, what it installs, and what a file may hold."""

from __future__ import annotations

import ast
import sys
import tomllib
from pathlib import Path

import pytest

import omvang

LIBRARY = Path(omvang.__file__).parent
FILES = sorted(LIBRARY.rglob("*.py"))
ALLOWED = {"numpy", "scipy", "omvang"} | set(sys.stdlib_module_names)
PROJECT = tomllib.loads((LIBRARY / "pyproject.toml").read_text("utf-8"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(LIBRARY)))
def test_only_numpy_scipy_and_the_standard_library_are_imported(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [])
        for name in names:
            assert name.split(".")[0] in ALLOWED, f"{file.name}: {name}"


def test_the_distribution_holds_every_package() -> None:
    packages = {".".join(("omvang", *file.parent.relative_to(LIBRARY).parts)) for file in FILES
                if file.name == "__init__.py" and "build" not in file.parts}
    assert packages == set(PROJECT["tool"]["setuptools"]["packages"])
    assert PROJECT["project"]["scripts"] == {"omvang": "omvang.cli:main"}
    assert PROJECT["project"]["license"] == "EUPL-1.2"
    assert {text.split(">")[0] for text in PROJECT["project"]["dependencies"]} == {"numpy", "scipy"}
    assert "EUROPEAN UNION PUBLIC LICENCE" in (LIBRARY / "LICENSE").read_text("utf-8")
    assert (LIBRARY / "py.typed").exists()


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(LIBRARY)))
def test_no_module_is_longer_than_400_lines(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= 400


def test_no_global_source_of_chance_is_used() -> None:
    """Numbers can be computed again only when every draw comes from a generator that was passed."""
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Attribute):
                continue
            if node.value.attr == "random":
                assert node.attr in {"Generator", "default_rng", "PCG64", "SeedSequence"}, f"{file.name}: {node.attr}"
