"""What an auditor asks for: each commit that did to the plans what must not be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from actionplan.checks.diagnostic import SEVERITIES, Finding
from actionplan.cli import console
from actionplan.cli.gather import Gathered, plan_id
from actionplan.cli.output import as_json
from actionplan.cli.past import JudgedCommit, day_of_commit, judge_past
from actionplan.cli.printers import counted, counted_findings
from actionplan.cli.recorded import plans_at
from actionplan.columns import wrap
from actionplan.domain.said import said_day
from actionplan.plaintext import one_line
from actionplan.world.commits import Commit
from actionplan.world.repository import repository_of, resolve

FORMATS = ("text", "json")
SHORT = 12
UNREAD = "not all of it can be read; what was done to it is judged with the commit in which it can be read again"


def audit(gathered: Gathered, ref: str, format_: str, failing: Sequence[str], *, is_whole: bool) -> int:
    """Put each commit with its findings on stdout; 1 where one of a *failing* severity is among them.

    Else 3 where not all could be judged, because a file cannot be read to this day; else 0. *is_whole* says that all
    plans are asked for, also those that are gone.
    """
    asked = None if is_whole else _names(gathered)
    judged = list(judge_past(gathered, ref, asked))
    unjudged = _unread_at(gathered, ref, asked)
    console.write(_json(judged, ref, unjudged) if format_ == "json" else _text(judged, unjudged))
    if any(each.severity in failing for one in judged for each in one.findings):
        return 1
    return 3 if unjudged else 0


def _unread_at(gathered: Gathered, ref: str, asked: frozenset[str] | None) -> tuple[str, ...]:
    """The files that cannot be read at *ref*, so that nobody has judged yet what was done to them."""
    repository = repository_of(gathered.workspace.root)
    plans = plans_at(repository, gathered.workspace, resolve(repository, ref), gathered.plans)
    shown = [each for each in plans if asked is None or asked & {each.name, plan_id(each)}]
    return tuple(name for each in shown for name in each.unread)


def _names(gathered: Gathered) -> frozenset[str]:
    """The ids and folders of the plans."""
    return frozenset(name for each in gathered.plans for name in (each.name, plan_id(each)))


def _text(judged: Sequence[JudgedCommit], unjudged: Sequence[str]) -> str:
    lines = [line for each in judged if each.findings or each.unread for line in _commit(each)]
    left = (f"Not all of it could be judged: {one_line(name)} cannot be read to this day." for name in unjudged)
    return "".join(f"{line}\n" for line in (*lines, _summary(judged), *left))


def _commit(judged: JudgedCommit) -> Iterator[str]:
    commit, width = judged.commit, console.width()
    yield from wrap(one_line(f"{commit.hash[:SHORT]}, {_day(commit)}, {commit.author}: {commit.subject}"), width)
    for finding in judged.findings:
        about = f" ({one_line(finding.about)})" if finding.about else ""
        yield f"  {one_line(finding.file)}:{finding.line}: {finding.severity} {finding.code}{about}"
        yield from (f"    {line}" for line in wrap(one_line(finding.message), width - 4))
    for name in judged.unread:
        yield from (f"  {line}" for line in wrap(f"{one_line(name)}: {UNREAD}", width - 2))
    yield ""


def _day(commit: Commit) -> str:
    day = day_of_commit(commit)
    return said_day(day) if day else "no date"


def _summary(judged: Sequence[JudgedCommit]) -> str:
    severities = [each.severity for one in judged for each in one.findings]
    counts = [counted_findings(severities.count(each), each) for each in SEVERITIES if each in severities]
    found = ", ".join(counts) or "nothing to be said about them"
    return f"{counted(len(judged), 'commit')} changed the plans: {found}."


def _json(judged: Sequence[JudgedCommit], ref: str, unjudged: Sequence[str]) -> str:
    document = {
        "format": "actionplan.history-check",
        "version": 1,
        "ref": ref,
        "commits": len(judged),
        "unjudged": list(unjudged),
        "found": [
            {
                **_json_commit(each.commit),
                "findings": list(map(_json_finding, each.findings)),
                "unread": list(each.unread),
            }
            for each in judged
            if each.findings or each.unread
        ],
    }
    return as_json(document)


def _json_commit(commit: Commit) -> dict[str, object]:
    return {"commit": commit.hash, "author": commit.author, "committed": commit.committed, "subject": commit.subject}


def _json_finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "file": finding.file,
        "line": finding.line,
        "commitment": finding.about or None,
    }
