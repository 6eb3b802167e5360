"""`actionplan rules`: every rule with its code."""

from __future__ import annotations

from typing import Annotated

import typer

from actionplan.checks.rules import CODES, slug_of
from actionplan.checks.runner import rule
from actionplan.cli import console
from actionplan.cli.gather import unknown
from actionplan.cli.output import as_json
from actionplan.columns import lay_out

FORMATS = ("table", "json")


def command(
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="One of table, json.")] = "table",
) -> None:
    """Every rule with its code.

    Errors make `actionplan validate` fail; warnings do with --strict; advice never does.
    """
    if format_ not in FORMATS:
        unknown(format_, "format", "--format", FORMATS)
    rows = [(code, rule(code).SEVERITY, title_of(code)) for code in sorted(CODES)]
    if format_ == "table":
        console.write(lay_out(("Code", "Severity", "What it says"), rows, console.width(), flexible=2))
        return
    listed = [
        {"code": code, "name": slug_of(code), "severity": severity, "title": title} for code, severity, title in rows
    ]
    console.write(as_json({"format": "actionplan.rules", "version": 1, "rules": listed}))


def title_of(code: str) -> str:
    """The rule in one sentence: the first line of its page."""
    return str(rule(code).__doc__ or "").strip().splitlines()[0]
