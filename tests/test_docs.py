"""The pages say what the code does."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from actionplan.cli.app import COMMANDS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def test_generated_pages_are_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)

    pages = dict(generate.pages())

    stale = [path.name for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    assert stale == [], "run: python docs/generate.py"
    assert {path.name for path in (DOCS / "rules").iterdir()} == {
        each.name for each in pages if each.parent.name == "rules"
    }


def listed_lines() -> Iterator[tuple[str, str]]:
    """Each command's module and the line it is listed with, those of a group after it."""
    for name, line in COMMANDS:
        yield name, line
        below = getattr(import_module(f"actionplan.cli.{name}"), "COMMANDS", ())
        yield from ((f"{name}_{each}", listed) for each, listed in below)


@pytest.mark.parametrize(("name", "line"), list(listed_lines()))
def test_the_line_in_the_list_is_the_first_of_the_help(name: str, line: str) -> None:
    docstring = import_module(f"actionplan.cli.{name}").command.__doc__

    assert docstring.splitlines()[0] == f"{line}."


@pytest.mark.parametrize(
    "page", sorted(ROOT.glob("*.md")) + sorted(DOCS.rglob("*.md")), ids=lambda each: str(each.relative_to(ROOT))
)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), target
