"""Findings for people: the place, what is wrong, the line with a caret under it, and what to type instead."""

from __future__ import annotations

from itertools import groupby

from actionplan.checks.diagnostic import Finding
from actionplan.cli.printers import Checked, counted, summary
from actionplan.domain.said import said_day
from actionplan.plaintext import one_line, safe, width_of
from actionplan.yamltext.source import Source

SHOWN_IN_A_FILE = 100
LINE = 100


def render(checked: Checked) -> str:
    """Every finding (at most 100 a file), and a summary."""
    parts = []
    for file, found in groupby(checked.findings, key=lambda each: each.file):
        findings = list(found)
        parts += [_finding(each, checked.files[file]) for each in findings[:SHOWN_IN_A_FILE]]
        if len(findings) > SHOWN_IN_A_FILE:
            more = counted(len(findings) - SHOWN_IN_A_FILE, "more finding")
            parts.append(f"{one_line(file)}: {more} in this file; all of them with --format json\n")
    worst = next((each.code for each in checked.ranked if each.severity != "advice"), "")
    hint = f" More about a finding: actionplan explain {worst}" if worst else ""
    certain = sum(1 for each in checked.findings if each.mend and each.mend.is_safe)
    mends = f"\n{counted(certain, 'finding')} can be mended for certain: actionplan fix" if certain else ""
    notes = "".join(f"\n{one_line(each)}" for each in checked.notes)
    return "\n".join([*parts, f"{summary(checked)}, as at {said_day(checked.on)}.{hint}{mends}{notes}\n"])


def _finding(finding: Finding, source: Source) -> str:
    about = f" ({one_line(finding.about)})" if finding.about else ""
    place = f"{one_line(finding.file)}:{finding.line}:{finding.column}"
    head = f"{place}: {finding.severity} {finding.code}{about}\n  {one_line(finding.message)[: LINE * 5]}\n"
    return f"{head}{_excerpt(finding, source)}  {one_line(finding.fix)[: LINE * 5]}\n"


def _excerpt(finding: Finding, source: Source) -> str:
    """The line with a caret under the place; of a long line only the stretch around it."""
    line = source.line(finding.line)
    if not line.strip():
        return ""
    start = finding.column - 1
    end = finding.end_column - 1 if finding.end_line == finding.line else len(line)
    cut = max(0, start - LINE // 2) if len(line) > LINE else 0
    shown = line[cut : cut + LINE]
    before = safe(shown[: start - cut])
    marked = safe(shown[start - cut : max(end, start + 1) - cut])
    number = f"{finding.line:>6}"
    carets = "^" * max(1, width_of(marked))
    whole = safe(shown).replace("\n", " ")
    return f"{number} | {whole}\n       | {' ' * width_of(before)}{carets}\n"
