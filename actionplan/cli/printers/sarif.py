"""Findings as SARIF 2.1.0, for GitHub's code scanning and for editors.

OASIS standard sarif-v2.1.0, and GitHub's page on what it reads of it. No `security-severity` is given: it would file a
late commitment as a security hole.
"""

from __future__ import annotations

import re

from actionplan import __version__
from actionplan.checks.diagnostic import SEVERITIES, Finding
from actionplan.checks.pages import page_of, title_of
from actionplan.checks.rules import slug_of
from actionplan.checks.runner import rule
from actionplan.cli.printers import Checked, counted
from actionplan.cli.printers.machine import fingerprints, json_text, sentence

MOST_RESULTS = 25_000  # GitHub refuses a file with more
_LEVELS = {"error": "error", "warning": "warning", "advice": "note"}
_SEVERITIES = {"error": "error", "warning": "warning", "advice": "recommendation"}

# A link, and a place for an argument: both would be obeyed in a message.
_LINK = re.compile(r"\](?=\()")
_PLACEHOLDER = re.compile(r"\{(?=[0-9]+\})")


def render(checked: Checked) -> str:
    """One run: the rules that found something, and each finding, errors first."""
    named = zip(checked.findings, fingerprints(checked.findings), strict=True)
    shown = sorted(named, key=lambda each: SEVERITIES.index(each[0].severity))[:MOST_RESULTS]
    codes = sorted({finding.code for finding, _ in shown})
    driver = {"name": "actionplan", "semanticVersion": __version__, "rules": [_rule(each) for each in codes]}
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "actionplan/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(len(checked.findings) - len(shown))],
        "results": [_result(finding, codes.index(finding.code), name) for finding, name in shown],
    }
    return json_text({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _invocation(left_out: int) -> dict[str, object]:
    if not left_out:
        return {"executionSuccessful": True}
    text = f"{counted(left_out, 'finding')} left out: GitHub takes {MOST_RESULTS:,}."
    notification = {"level": "warning", "message": {"text": text}}
    return {"executionSuccessful": True, "toolExecutionNotifications": [notification]}


def _rule(code: str) -> dict[str, object]:
    severity = rule(code).SEVERITY
    title, page = title_of(code), page_of(code)
    return {
        "id": code,
        "name": "".join(each.capitalize() for each in slug_of(code).split("-")),
        "shortDescription": {"text": title},
        "fullDescription": {"text": title},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {"tags": ["actionplan"], "precision": "very-high", "problem.severity": _SEVERITIES[severity]},
    }


def _result(finding: Finding, rule_index: int, fingerprint: str) -> dict[str, object]:
    return {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(sentence(finding))},
        "locations": [{"physicalLocation": _location(finding)}],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
    }


def _location(finding: Finding) -> dict[str, object]:
    """Where the finding is: on one line, as GitHub shows an alert only where all its lines were changed."""
    from urllib.parse import quote

    end = finding.end_column if finding.end_line == finding.line else finding.column
    region = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.line,
        "endColumn": max(end, finding.column + 1),
    }
    uri = quote(finding.file, safe="/", errors="replace")
    artifact = {"uri": uri, "uriBaseId": "%SRCROOT%"} if not uri.startswith("/") else {"uri": f"file://{uri}"}
    return {"artifactLocation": artifact, "region": region}


def _message(text: str) -> str:
    return _PLACEHOLDER.sub("{ ", _LINK.sub("] ", text))
