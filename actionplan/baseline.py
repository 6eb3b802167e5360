"""The baseline of a plan: from findings to the text of baseline.yaml, and how much of it is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from actionplan.checks.diagnostic import Finding
from actionplan.checks.known import Mark, Sight, entry_mark, gone, mark_of, sight_of
from actionplan.checks.waivers import standing, waiver_of
from actionplan.domain.accepted import BaselineFile
from actionplan.domain.said import said_day
from actionplan.loaded import Loaded
from actionplan.yamltext.emit import flow_value
from actionplan.yamltext.scalars import Style

FILE = "baseline.yaml"


class Left(NamedTuple):
    """How many findings of a baseline are left, of how many there were at first."""

    left: int
    at_first: int

    @property
    def said(self) -> str:
        """As a sentence: `Baseline: 12 of 40 findings are left.`"""
        return f"Baseline: {self.left} of {self.at_first} findings {'is' if self.left == 1 else 'are'} left."


def left_of(loaded: Loaded, findings: Iterable[Finding]) -> Left | None:
    """How much is left of the baseline of *loaded*, all of whose findings are *findings*; None without one."""
    baseline = loaded.baseline
    if baseline is None:
        return None
    number = len(baseline.findings)
    return Left(number - len(list(gone(baseline, findings, _sight(loaded)))), _at_first(baseline))


def baseline_name(loaded: Loaded) -> str:
    """The name, as it is shown, of the file that holds the baseline of *loaded*, or is to."""
    return loaded.baseline_file or loaded.shown(FILE)


def baseline_text(loaded: Loaded, findings: Iterable[Finding], today: date, previous: BaselineFile | None) -> str:
    """The text of baseline.yaml where *findings* are all findings of *loaded* as at *today*.

    With a *previous* baseline it holds what is left of that one and nothing else. Without one every finding is taken
    up, but for those that are waived, that are about the baseline or the waivers, or that stand in a file which could
    not be read: what such a file holds has not been judged.
    """
    if previous is None:
        marks = sorted(map(mark_of, _to_take_up(loaded, findings, today)))
        return _text(marks, today, len(marks))
    dropped = {id(each) for each in gone(previous, findings, _sight(loaded))}
    kept = sorted(entry_mark(each) for each in previous.findings if id(each) not in dropped)
    return _text(kept, previous.date, _at_first(previous))


def _to_take_up(loaded: Loaded, findings: Iterable[Finding], today: date) -> Iterator[Finding]:
    waivers = standing(loaded.waivers.waivers if loaded.waivers else (), today)
    for each in findings:
        if loaded.can_be_known(each.file) and waiver_of(each, waivers) is None:
            yield each


def _sight(loaded: Loaded) -> Sight:
    beside = (loaded.waivers_file, loaded.baseline_file)
    is_sure = loaded.is_whole and loaded.plan is not None
    return sight_of(loaded.homes, loaded.files, loaded.head_file, beside, is_sure=is_sure)


def _at_first(baseline: BaselineFile) -> int:
    return len(baseline.findings) if baseline.at_first is None else int(baseline.at_first)


def _text(marks: Iterable[Mark], day: date, at_first: int) -> str:
    lines = [f"  - {flow_value(_entry(each), Style())}\n" for each in marks]
    head = (
        f"# What was wrong when this plan was taken over, on {said_day(day)}. actionplan wrote it: do not add to it.\n"
        f"date: {day.isoformat()}\n"
        f"at_first: {at_first}\n"
    )
    return head + ("findings:\n" + "".join(lines) if lines else "findings: []\n")


def _entry(mark: Mark) -> dict[str, str]:
    written = {"rule": mark.rule, "commitment": mark.commitment, "file": mark.file, "key": mark.key}
    return {key: value for key, value in written.items() if value}
