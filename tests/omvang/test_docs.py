"""The documentation: the tutorial runs as printed, and the API reference names everything."""

from __future__ import annotations

import doctest
import inspect
import re
from pathlib import Path

import pytest

import omvang
from omvang.apidoc import members, modules, public, reference

DOCS = Path(__file__).parents[2] / "docs" / "omvang"
LIBRARY = Path(omvang.__file__).parent
API = (DOCS / "api.md").read_text("utf-8")


def test_the_tutorial_runs_as_printed() -> None:
    found = doctest.testfile(str(DOCS / "tutorial-uk-2013.md"), module_relative=False)
    assert found.failed == 0
    assert found.attempted > 15


@pytest.mark.parametrize("module", list(modules()), ids=lambda module: module.__name__)
def test_the_reference_names_every_public_class_and_function(module: object) -> None:
    start = API.index(f"\n## {module.__name__}\n")  # type: ignore[attr-defined]  # a module
    text = API[start:].split("\n## ", 2)[1]
    for name, value in public(module):  # type: ignore[arg-type]  # a module
        assert re.search(rf"^### `{name}\b", text, re.MULTILINE), f"{name} is missing: python -m omvang.apidoc"
        assert inspect.getdoc(value), name
        for member, _ in members(value) if inspect.isclass(value) else ():
            assert f"- **`{member}" in text, f"{name}.{member} is missing: python -m omvang.apidoc"


def test_the_reference_names_nothing_that_is_gone() -> None:
    present = reference()
    for heading in re.findall(r"^(?:## omvang\S*|### `\w+)", API, re.MULTILINE):
        assert heading in present, f"{heading} is gone: python -m omvang.apidoc"


def test_the_public_interface_is_complete_and_documented() -> None:
    for name in omvang.__all__:
        assert hasattr(omvang, name)
        assert f"- `{name}`" in API


@pytest.mark.parametrize("module", list(modules()), ids=lambda module: module.__name__)
def test_every_public_method_says_what_it_does(module: object) -> None:
    for name, value in public(module):  # type: ignore[arg-type]  # a module
        if not inspect.isclass(value):
            continue
        silent = [member for member, inner in members(value) if not inspect.getdoc(inner)]
        assert not silent, f"{name}: {silent}"


def test_every_page_is_reached_from_the_first_and_every_link_leads_somewhere() -> None:
    first = (DOCS / "README.md").read_text("utf-8")
    for page in DOCS.glob("*.md"):
        text = page.read_text("utf-8")
        assert page.name == "README.md" or f"]({page.name})" in first, page.name
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", text):
            assert (DOCS / target).exists(), f"{page.name}: {target}"


def test_the_change_log_names_the_version() -> None:
    assert f"## {omvang.__version__}" in (LIBRARY / "CHANGELOG.md").read_text("utf-8")
