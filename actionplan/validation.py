"""A loaded plan to its findings: where reading meets the rules."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Coded, Finding
from actionplan.checks.runner import errors_in, judge, judge_change
from actionplan.loaded import Loaded

if TYPE_CHECKING:
    from actionplan.checks.change import Turn
    from actionplan.checks.waivers import Waived


class Judged(NamedTuple):
    """Everything that is wrong with a plan, in the order of files and lines; and what the rules saw of it, if any."""

    findings: tuple[Finding, ...]
    context: Context | None


def judged(loaded: Loaded, on: date, today: date) -> Judged:
    """What is wrong with *loaded* as at *on*. *today* is the real day."""
    plan, context = loaded.plan.id if loaded.plan else loaded.name, _context(loaded, on, today)
    return Judged(judge(context, loaded.hits, loaded.files, plan), context)


def findings_of(loaded: Loaded, on: date, today: date) -> tuple[Finding, ...]:
    """Everything that is wrong with *loaded* as at *on*, in the order of files and lines. *today* is the real day."""
    return judged(loaded, on, today).findings


def errors_of(loaded: Loaded, on: date, today: date, also: AbstractSet[str]) -> tuple[Coded, ...]:
    """The errors in the records of *loaded*, and what the rules named in *also* find, without lines.

    The records need stand in no file yet.
    """
    context = _context(loaded, on, today)
    return (*loaded.hits, *(errors_in(context, also) if context else ()))


class Sorted(NamedTuple):
    """The findings of a plan: those that are new, those that its baseline knows, and those that are waived."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    waived: tuple[Waived, ...]


def partition(findings: Iterable[Finding], loaded: Loaded, today: date, *, is_change: bool = False) -> Sorted:
    """*findings*, which are all those of *loaded*, or of a change to it, by what becomes of them.

    Only the new ones block. A change is never known: a baseline holds what was wrong with the plan as it was.
    """
    if loaded.plan is None or (loaded.waivers is None and loaded.baseline is None):
        return Sorted(tuple(findings), (), ())
    from actionplan.checks.known import knows
    from actionplan.checks.waivers import Waived, standing, waiver_of

    waivers = standing(loaded.waivers.waivers if loaded.waivers else (), today)
    is_known = knows(None if is_change else loaded.baseline)
    new: list[Finding] = []
    known: list[Finding] = []
    waived: list[Waived] = []
    for each in findings:
        was_there = (is_change or loaded.can_be_known(each.file)) and is_known(each)
        waiver = waiver_of(each, waivers)
        if waiver is not None:
            waived.append(Waived(each, waiver))
        else:
            (known if was_there else new).append(each)
    return Sorted(tuple(new), tuple(known), tuple(waived))


def findings_of_change(before: Loaded, after: Loaded, today: date) -> tuple[Finding, ...]:
    """What is wrong with the change from *before* to *after*; nothing where one of them is no plan.

    A file that only has another name, or a commitment that only stands in another file, is no change.
    """
    turn = turn_between(before, after, today)
    return () if turn is None else judge_change(turn, after.files, turn.now.id)


def turn_between(before: Loaded, after: Loaded, today: date) -> Turn | None:
    """The change from *before* to *after*, as far as both could be read; None where one of them is no plan."""
    from actionplan.checks.change import turn_of

    was, now = _context(before, today, today), _context(after, today, today)
    return None if was is None or now is None else turn_of(was, now, before.files, after.files)


def _context(loaded: Loaded, on: date, today: date) -> Context | None:
    if loaded.plan is None:
        return None
    return Context(
        plan=loaded.plan,
        on=on,
        today=today,
        homes=loaded.homes,
        head_file=loaded.head_file,
        outcomes_file=loaded.outcomes_file,
        partner_files=loaded.partner_files,
        also_known=loaded.also_known,
        is_whole=loaded.is_whole,
        waivers=loaded.waivers,
        waivers_file=loaded.waivers_file,
        baseline=loaded.baseline,
        baseline_file=loaded.baseline_file,
        reviews=loaded.reviews,
    )
