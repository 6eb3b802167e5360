"""Write the pages that come from the code: `python docs/generate.py`. A test holds them to it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from actionplan.checks.pages import page_of
from actionplan.checks.rules import CODES, RETIRED, slug_of
from actionplan.checks.runner import rule
from actionplan.cli.app import COMMANDS

DOCS = Path(__file__).parent


def pages() -> Iterator[tuple[Path, str]]:
    """Each generated page: where it belongs, and its text."""
    for code in sorted(CODES):
        yield DOCS / "rules" / f"{code}.md", page_of(code)
    yield DOCS / "rules" / "README.md", _rule_list()
    yield DOCS / "reference" / "commands.md", _commands()


def _rule_list() -> str:
    rows = [
        f"| [{code}]({code}.md) | {slug_of(code)} | {rule(code).SEVERITY} | {_title(code)} |" for code in sorted(CODES)
    ]
    head = "# Rules\n\nEvery code is for ever: it is never used for something else.\n"
    retired = "".join(f"\n{code} is retired: {why}" for code, why in RETIRED.items())
    return "\n".join((head, "| code | name | severity | what it says |", "|---|---|---|---|", *rows)) + f"\n{retired}"


def _title(code: str) -> str:
    return str(rule(code).__doc__).strip().splitlines()[0].replace("|", "\\|")


def _commands() -> str:
    head = "# Commands\n\nEach also works as `python -m actionplan …`. This page is what `--help` says.\n"
    names = ("", *_names())
    parts = [f"## actionplan {name}".rstrip() + f"\n\n```text\n{_help(name)}```\n" for name in names]
    return "\n".join((head, *parts))


def _names() -> Iterator[str]:
    """Every command, each group followed by the commands in it."""
    for name, _ in COMMANDS:
        yield name
        yield from (f"{name} {below}" for below, _ in getattr(import_module(f"actionplan.cli.{name}"), "COMMANDS", ()))


def _help(name: str) -> str:
    """What `--help` prints, 100 columns wide and without colour."""
    arguments = [sys.executable, "-m", "actionplan", *name.split(), "--help"]
    environment = {"PATH": os.environ["PATH"], "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(arguments, capture_output=True, check=True, env=environment, cwd=DOCS.parent)
    # Typer 0.28 puts a needed argument in braces, 0.26 does not.
    return re.sub(r"\{([A-Z]+…?)\}", r"\1", done.stdout.decode("utf-8"))


if __name__ == "__main__":
    for path, text in pages():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
