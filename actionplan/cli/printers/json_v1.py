"""Findings for programs, version 1: written out by hand, so that it changes only on purpose.

Its schema is schema/validate-v1.json.
"""

from __future__ import annotations

from actionplan import __version__
from actionplan.checks.diagnostic import SEVERITIES, Finding
from actionplan.cli.printers import Checked
from actionplan.cli.printers.machine import json_text


def render(checked: Checked) -> str:
    """Every finding, in the order of files and lines."""
    document = {
        "format": "actionplan.validate",
        "version": 1,
        "tool": __version__,
        "as_at": checked.on.isoformat(),
        "checked": {"plans": checked.plans, "files": len(checked.files), "commitments": checked.commitments},
        "counts": {each: checked.count(each) for each in SEVERITIES},
        "findings": [_finding(each) for each in checked.findings],
    }
    return json_text(document)


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "name": finding.slug,
        "severity": finding.severity,
        "message": finding.message,
        "fix": finding.fix,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "commitment": finding.about or None,
        "key": finding.key or None,
        **_mend(finding),
    }


def _mend(finding: Finding) -> dict[str, object]:
    """What to write in the place of the finding; nothing where there is no mend, or not for one stretch of text."""
    mend = finding.mend
    return {} if mend is None or mend.pieces else {"mend": {"text": mend.text, "safe": mend.is_safe}}
