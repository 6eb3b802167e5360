"""What becomes of findings: those that count, those that are known, and those that are waived."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from actionplan.checks.diagnostic import Finding
from actionplan.cli import console
from actionplan.cli.gather import Gathered, plan_id
from actionplan.cli.printers import counted
from actionplan.loaded import Loaded
from actionplan.validation import findings_of, partition


class Judged(NamedTuple):
    """The findings that count; those that were there before, or are in a baseline; and how many are waived.

    `notes` say of each plan with a baseline how much of it is left.
    """

    new: tuple[Finding, ...] = ()
    known: tuple[Finding, ...] = ()
    waived: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()

    def said(self, *, shows_all: bool) -> tuple[str, ...]:
        """How much is not shown, and why it does not count."""
        said = list(self.notes)
        if self.known and not shows_all:
            one = len(self.known) == 1
            number = counted(len(self.known), "finding")
            said.append(
                f"{number} {'was' if one else 'were'} there before and {'is' if one else 'are'} not shown: --all"
            )
        if self.waived:
            one = len(self.waived) == 1
            said.append(f"{counted(len(self.waived), 'finding')} {'is' if one else 'are'} waived in waivers.yaml.")
        return tuple(said)


def together(parts: Iterable[Judged]) -> Judged:
    """Several judgements as one."""
    every = tuple(parts)
    return Judged(
        tuple(finding for each in every for finding in each.new),
        tuple(finding for each in every for finding in each.known),
        tuple(finding for each in every for finding in each.waived),
        tuple(note for each in every for note in each.notes),
    )


def judge_state(loaded: Loaded, gathered: Gathered) -> Judged:
    """What is wrong with a plan as it is."""
    found = findings_of(loaded, gathered.on, gathered.today)
    return judged_of(found, loaded, gathered)


def judged_of(found: Iterable[Finding], loaded: Loaded, gathered: Gathered, *, is_change: bool = False) -> Judged:
    """*found* in a plan, or in a change to it, by what becomes of it."""
    every = tuple(found)
    parts = partition(every, loaded, gathered.today, is_change=is_change)
    notes: tuple[str, ...] = ()
    if loaded.baseline is not None and not is_change:
        from actionplan.baseline import left_of

        left = left_of(loaded, every)
        notes = (f"{plan_id(loaded)}: {left.said}",) if left else ()
    return Judged(parts.new, parts.known, tuple(each.finding for each in parts.waived), notes)


def judge_states(gathered: Gathered) -> Judged:
    """What is wrong with each plan as it is."""
    show = console.progress("Checking plan", len(gathered.plans))
    parts = []
    for number, loaded in enumerate(gathered.plans, 1):
        parts.append(judge_state(loaded, gathered))
        show(number)
    return together(parts)
