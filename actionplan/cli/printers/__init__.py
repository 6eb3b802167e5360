"""Findings on their way out: one module a format, each `render(checked) -> str`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from actionplan.checks.diagnostic import SEVERITIES, Finding, Severity
from actionplan.yamltext.source import Source


class Printer(NamedTuple):
    """Where a format lives, the endings of its files, and whether files are named from the root of the repository."""

    module: str
    suffixes: tuple[str, ...] = ()
    is_from_root: bool = True


# The name on the command line, and the module.
PRINTERS: dict[str, Printer] = {
    "text": Printer("text", (".txt",), is_from_root=False),
    "json": Printer("json_v1", (".json",), is_from_root=False),
    "markdown": Printer("markdown", (".md",)),
    "github": Printer("github"),
    "gitlab": Printer("gitlab"),
    "azure": Printer("azure"),
    "sarif": Printer("sarif", (".sarif",)),
    "junit": Printer("junit", (".xml",)),
    "rdjson": Printer("rdjson"),
}


class Checked(NamedTuple):
    """What a check found, what it looked at, and which severities make it fail.

    `notes` are sentences about the check itself: what it was compared with, what is not shown.
    """

    findings: tuple[Finding, ...]
    files: Mapping[str, Source]
    plans: int
    commitments: int
    on: date
    failing: tuple[Severity, ...] = ("error",)
    notes: tuple[str, ...] = ()

    def count(self, severity: str) -> int:
        return sum(1 for each in self.findings if each.severity == severity)

    @property
    def ranked(self) -> tuple[Finding, ...]:
        """The findings, errors first."""
        return tuple(sorted(self.findings, key=lambda each: SEVERITIES.index(each.severity)))


def counted(number: int, one: str, many: str | None = None) -> str:
    """*number* with its noun: `1 file`, `2 files`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def counted_findings(number: int, severity: Severity) -> str:
    """*number* of findings of that *severity*: `no errors`, `1 warning`, `2 pieces of advice`."""
    one, many, none = _NOUNS[severity]
    return counted(number, one, many) if number else f"no {none}"


_NOUNS: Mapping[Severity, tuple[str, str, str]] = {
    "error": ("error", "errors", "errors"),
    "warning": ("warning", "warnings", "warnings"),
    "advice": ("piece of advice", "pieces of advice", "advice"),
}


def summary(checked: Checked) -> str:
    """One sentence: how many findings of each severity, in what."""
    said = [counted_findings(checked.count(each), each) for each in SEVERITIES]
    counts = (checked.plans, "plan"), (len(checked.files), "file"), (checked.commitments, "commitment")
    where = ", ".join(counted(*each) for each in counts)
    return f"{said[0][0].upper()}{said[0][1:]}, {said[1]} and {said[2]} in {where}"
