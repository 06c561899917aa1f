"""The API reference from the docstrings: `python -m omvang.apidoc > docs/omvang/api.md`."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import omvang

_SKIPPED = {"omvang.__main__"}
_HEAD = """# API reference of omvang {version}

Made from the docstrings by `python -m omvang.apidoc`. What stands in `omvang` itself is the public interface, meant to
stay; the other modules are documented so that every step can be followed.
"""


def modules() -> Iterator[ModuleType]:
    """Yield every module of the library, by name."""
    found = pkgutil.walk_packages(omvang.__path__, "omvang.")
    for name in sorted(info.name for info in found if info.name not in _SKIPPED):
        yield importlib.import_module(name)


def public(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """Yield the public classes and functions that are defined in the module, in the order of its text."""
    def line(item: tuple[str, Any]) -> int:
        return inspect.getsourcelines(item[1])[1]

    found = [(name, value) for name, value in vars(module).items()
             if not name.startswith("_") and (inspect.isclass(value) or inspect.isfunction(value))
             and value.__module__ == module.__name__]
    yield from sorted(found, key=line)


def members(kind: type) -> Iterator[tuple[str, Any]]:
    """Yield the public methods and properties that a class defines itself."""
    for name, value in vars(kind).items():
        inner = value.__func__ if isinstance(value, (classmethod, staticmethod)) else value
        if not name.startswith("_") and (inspect.isfunction(inner) or _computed(inner)):
            yield name, inner


def _computed(value: Any) -> bool:
    return isinstance(value, property) or type(value).__name__ == "cached_property"


def _text(value: Any) -> str:
    return inspect.cleandoc(value.__doc__ or "")


def _signature(value: Any) -> str:
    try:
        text = str(inspect.signature(value))
    except (TypeError, ValueError):
        return ""
    return text.replace("omvang.", "").split(" -> ")[0]


def _entry(name: str, value: Any) -> Iterator[str]:
    if inspect.isclass(value):
        shown = _signature(value) if dataclasses.is_dataclass(value) else ""
        yield f"### `{name}{shown}`\n\n{_text(value)}\n"
        for member, inner in members(value):
            call = "" if _computed(inner) else _signature(inner).replace("(self, ", "(").replace("(self)", "()")
            yield f"- **`{member}{call}`** {' '.join(_text(inner).split())}"
        yield ""
    else:
        yield f"### `{name}{_signature(value)}`\n\n{_text(value)}\n"


def reference() -> str:
    """Return the whole reference as Markdown."""
    lines = [_HEAD.format(version=omvang.__version__), "## omvang\n",
             "\n".join(f"- `{name}`" for name in sorted(omvang.__all__, key=str.lower)), ""]
    for module in modules():
        items = list(public(module))
        lines.append(f"## {module.__name__}\n\n{_text(module)}\n")
        for name, value in items:
            lines += _entry(name, value)
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    sys.stdout.write(reference())
