"""Findings on their way out: one module a format, each `render(checked) -> str`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from actionplan.checks.diagnostic import SEVERITIES, Finding
from actionplan.yamltext.source import Source

# The name on the command line, and the module.
PRINTERS: dict[str, str] = {"text": "text", "json": "json_v1", "github": "github"}


class Checked(NamedTuple):
    """What a check found, and what it looked at."""

    findings: tuple[Finding, ...]
    files: Mapping[str, Source]
    plans: int
    commitments: int
    on: date

    def count(self, severity: str) -> int:
        return sum(1 for each in self.findings if each.severity == severity)


def counted(number: int, one: str, many: str | None = None) -> str:
    """*number* with its noun: `1 file`, `2 files`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def summary(checked: Checked) -> str:
    """One sentence: how many findings of each severity, in what."""
    nouns = {
        "error": ("error", "errors"),
        "warning": ("warning", "warnings"),
        "advice": ("piece of advice", "pieces of advice"),
    }
    said = [
        counted(checked.count(each), *nouns[each]) if checked.count(each) else f"no {nouns[each][1]}"
        for each in SEVERITIES
    ]
    said[-1] = said[-1].replace("no pieces of advice", "no advice")
    counts = (checked.plans, "plan"), (len(checked.files), "file"), (checked.commitments, "commitment")
    where = ", ".join(counted(*each) for each in counts)
    return f"{said[0][0].upper()}{said[0][1:]}, {said[1]} and {said[2]} in {where}"
