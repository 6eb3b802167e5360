"""Findings as Markdown: for the summary of a job, or a comment on a change.

GitHub drops a step's summary of more than 1 MiB, so errors come first and the table ends well before that.
"""

from __future__ import annotations

from actionplan.checks.diagnostic import Finding
from actionplan.cli.printers import Checked, counted, summary
from actionplan.domain.said import said_day
from actionplan.plaintext import one_line
from actionplan.report.renderers.markdown import escape

MOST_BYTES = 400_000


def render(checked: Checked) -> str:
    """The counts, and a table of the findings, errors first."""
    notes = "".join(f"\n{escape(one_line(each))}\n" for each in checked.notes)
    head = f"## Check of the action plan\n\n{summary(checked)}, as at {said_day(checked.on)}.\n{notes}"
    if not checked.findings:
        return head
    rows, room = [], MOST_BYTES
    for each in checked.ranked:
        row = _row(each)
        room -= len(row.encode())
        if room < 0:
            break
        rows.append(row)
    more = len(checked.findings) - len(rows)
    tail = f"\n{counted(more, 'more finding')} would be too long for this page: see the log.\n" if more else ""
    return f"{head}\n| | Where | What is wrong | What to do |\n|---|---|---|---|\n{''.join(rows)}{tail}"


def _row(finding: Finding) -> str:
    cells = (
        f"{finding.severity} {finding.code}",
        f"{finding.file}:{finding.line}",
        f"{finding.message}.",
        finding.fix,
    )
    return f"| {' | '.join(escape(one_line(each)) for each in cells)} |\n"
