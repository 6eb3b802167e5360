"""Findings for programs, version 1: written out by hand, so that it changes only on purpose.

Its schema is schema/validate-v1.json.
"""

from __future__ import annotations

from actionplan import __version__
from actionplan.checks.diagnostic import SEVERITIES, Finding
from actionplan.cli.printers import Checked


def render(checked: Checked) -> str:
    """Every finding, in the order of files and lines."""
    import json

    document = {
        "format": "actionplan.validate",
        "version": 1,
        "tool": __version__,
        "as_at": checked.on.isoformat(),
        "checked": {"plans": checked.plans, "files": len(checked.files), "commitments": checked.commitments},
        "counts": {each: checked.count(each) for each in SEVERITIES},
        "findings": [_finding(each) for each in checked.findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode("utf-8", "replace").decode("utf-8") + "\n"


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
    }
