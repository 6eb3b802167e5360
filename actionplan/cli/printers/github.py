"""Findings as annotations in a GitHub Actions log.

The format is GitHub's "workflow commands"; the escapes are those of actions/toolkit (packages/core/src/command.ts).
GitHub shows ten errors, ten warnings and ten notices a step, so errors come first. What is not shown is counted in a
notice that stands before the advice, so as to be among the ten itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.diagnostic import SEVERITIES, Finding
from actionplan.cli.printers import Checked, summary
from actionplan.cli.printers.machine import sentence
from actionplan.plaintext import one_line

SHOWN_OF_EACH = 10
_LEVELS = {"error": "error", "warning": "warning", "advice": "notice"}


def render(checked: Checked) -> str:
    """An annotation for each finding, errors first, and the summary as plain text."""
    ranked = checked.ranked
    serious = [_annotation(each) for each in ranked if each.severity != "advice"]
    advice = [_annotation(each) for each in ranked if each.severity == "advice"]
    return "".join(
        f"{line}\n"
        for line in (*serious, *_more(checked), *advice, f"{summary(checked)}.", *map(one_line, checked.notes))
    )


def _more(checked: Checked) -> Iterator[str]:
    """A notice of how many findings GitHub leaves out; nothing where it shows them all."""
    counts = {each: checked.count(each) for each in SEVERITIES}
    room = dict.fromkeys(SEVERITIES, SHOWN_OF_EACH)
    if any(counts[each] > room[each] for each in SEVERITIES):
        room["advice"] -= 1  # for this notice itself
        left_out = ", ".join(
            f"{counts[each] - room[each]:,} of severity {each}" for each in SEVERITIES if counts[each] > room[each]
        )
        total = sum(max(0, counts[each] - room[each]) for each in SEVERITIES)
        yield (
            f"::notice title=actionplan::{total:,} more, see the summary of the job ({left_out}). "
            f"GitHub marks {SHOWN_OF_EACH} of each kind; all of them are in this log."
        )


def _annotation(finding: Finding) -> str:
    properties = {"file": one_line(finding.file), "line": str(finding.line)}
    if finding.end_line == finding.line:  # GitHub takes columns only where a finding stays on one line
        properties |= {"col": str(finding.column), "endColumn": str(max(finding.end_column, finding.column))}
    properties["title"] = f"{finding.code} {finding.slug}"
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_LEVELS[finding.severity]} {written}::{_message(sentence(finding))}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
