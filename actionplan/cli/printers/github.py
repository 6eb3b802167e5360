"""Findings as annotations in a GitHub Actions log.

The format is GitHub's "workflow commands"; the escapes are those of actions/toolkit (packages/core/src/command.ts).
GitHub shows ten errors and ten warnings a step, so errors come first, and what is not shown is counted.
"""

from __future__ import annotations

from actionplan.checks.diagnostic import SEVERITIES, Finding
from actionplan.cli.printers import Checked, counted, summary
from actionplan.plaintext import one_line

SHOWN_OF_EACH = 10
_LEVELS = {"error": "error", "warning": "warning", "advice": "notice"}


def render(checked: Checked) -> str:
    """An annotation for each finding, errors first, and the summary as plain text."""
    ranked = sorted(checked.findings, key=lambda each: SEVERITIES.index(each.severity))
    lines = [_annotation(each) for each in ranked]
    hidden = [
        f"{checked.count(each) - SHOWN_OF_EACH} more of severity {each}"
        for each in SEVERITIES
        if checked.count(each) > SHOWN_OF_EACH
    ]
    lines.append(f"{summary(checked)}.")
    if hidden:
        lines.append(
            f"GitHub shows {counted(SHOWN_OF_EACH, 'annotation')} of each kind: {', '.join(hidden)} in this log."
        )
    return "\n".join(lines) + "\n"


def _annotation(finding: Finding) -> str:
    properties = {"file": one_line(finding.file), "line": str(finding.line)}
    if finding.end_line == finding.line:  # GitHub takes columns only where a finding stays on one line
        properties |= {"col": str(finding.column), "endColumn": str(max(finding.end_column, finding.column))}
    properties["title"] = f"{finding.code} {finding.slug}"
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return (
        f"::{_LEVELS[finding.severity]} {written}::{_message(f'{one_line(finding.message)}. {one_line(finding.fix)}')}"
    )


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
