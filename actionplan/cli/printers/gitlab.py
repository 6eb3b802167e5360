"""Findings as a GitLab code quality report: what the merge request shows as new and as fixed.

GitLab compares the reports of two branches by fingerprint. Its page: docs.gitlab.com/ci/testing/code_quality.
"""

from __future__ import annotations

from actionplan.checks.diagnostic import Finding
from actionplan.cli.printers import Checked
from actionplan.cli.printers.machine import fingerprints, json_text, sentence

_LEVELS = {"error": "major", "warning": "minor", "advice": "info"}


def render(checked: Checked) -> str:
    """Every finding, in the order of files and lines, as a JSON array."""
    named = zip(checked.findings, fingerprints(checked.findings), strict=True)
    return json_text([_issue(finding, name) for finding, name in named])


def _issue(finding: Finding, fingerprint: str) -> dict[str, object]:
    return {
        "description": sentence(finding),
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": _LEVELS[finding.severity],
        "location": {"path": finding.file, "lines": {"begin": finding.line}},
    }
