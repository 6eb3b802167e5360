"""Findings made by hand, for printers: what they say is what the test wants."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import import_module
from typing import Any

from actionplan.checks.diagnostic import Finding, Mend, Place, Severity
from actionplan.cli.printers import PRINTERS, Checked
from actionplan.yamltext.source import Source

ON = date(2025, 12, 31)
FILE = "commitments/northfield/haven.yaml"


def finding(
    message: str = "the date is not written year first",
    severity: Severity = "error",
    file: str = FILE,
    line: int = 1,
    fix: str = "Write 2026-03-31.",
    *,
    code: str = "AP201",
    columns: tuple[int, int] = (1, 2),
    about: str = "northfield/haven-1",
    key: str = "due",
    mend: Mend | None = None,
) -> Finding:
    start, end = columns
    place = Place(file, ("due",))
    return Finding(code, "date-not-iso", severity, message, fix, file, line, start, line, end, about, key, place, mend)


def checked(findings: Sequence[Finding], files: Mapping[str, str] | None = None, **changes: Any) -> Checked:
    """What a check found that looked at *files* (name to text), or at those that the findings are in."""
    texts = files if files is not None else {each.file: "due: 31/03/2026\n" for each in findings}
    sources = {name: Source(name, text) for name, text in texts.items()}
    return Checked(tuple(findings), sources, plans=1, commitments=1, on=ON, **changes)


def rendered(format_: str, what: Checked) -> str:
    text: str = import_module(f"actionplan.cli.printers.{PRINTERS[format_].module}").render(what)
    return text


def document(format_: str, what: Checked) -> Any:
    """What a format of JSON says."""
    return json.loads(rendered(format_, what))
