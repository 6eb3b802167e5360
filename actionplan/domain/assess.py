"""Where each commitment stands: facts that follow from a plan and a date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from actionplan.domain.dates import Window
from actionplan.domain.log import Logs
from actionplan.domain.model import Commitment, Extension, Plan, Update
from actionplan.domain.period import last_ended, period_holding, steps_between
from actionplan.domain.vocabulary import NO_UPDATE, Word, vocabulary_of

NEVER_OVERDUE = "ongoing"


class Position(NamedTuple):
    """A commitment as it stood on a date.

    `status` is the word of the last update that gave one; `NO_STATUS` where none did, `NO_UPDATE` where none came.
    `confidence` is the last one given, and only while the commitment is open. Days late count from the last day of the
    due window; they are 0 while it is not late. For one that is closed they say how late it was by then: to the first
    day it may have been closed, because no more than that is certain. `answered` and `periods_silent` are about the
    review period asked for.
    """

    commitment: Commitment
    status: Word
    confidence: Word | None
    last_update: Update | None
    since: Window | None
    due: Window | None
    revised_due: Window | None
    days_late: int
    days_late_revised: int
    slips: int
    pending: tuple[Extension, ...]
    open_parts: tuple[str, ...]
    answered: bool
    periods_silent: int

    @property
    def id(self) -> str:
        return self.commitment.id

    @property
    def is_open(self) -> bool:
        return self.status.is_open

    @property
    def is_overdue(self) -> bool:
        """Open, and past the date first agreed. A date moved by an extension does not undo that."""
        return self.status.is_open and self.days_late > 0

    @property
    def owes_update(self) -> bool:
        """Open, with no update for the review period asked about."""
        return self.periods_silent > 0

    @property
    def waits_for_condition(self) -> bool:
        condition = self.commitment.condition
        return condition is not None and condition.state == "not-yet-met"


def assess(plan: Plan, on: date, period: Window | None = None, logs: Logs | None = None) -> tuple[Position, ...]:
    """The position of each commitment of *plan* at the end of *on*, in the plan's order.

    *plan* is already cut to that day (`as_of`, `at_period`). *period* is the review period that updates are asked
    for; without it, the last one that has ended. *logs* are those of *plan*, for whoever has read them.
    """
    read = logs or Logs(vocabulary_of(plan.head))
    asked = (period or last_ended(on, plan)) if plan.head.reviews else None  # without a cycle nobody owes an update
    return tuple([_position(each, plan, read, on, asked) for each in plan.commitments])


def _position(commitment: Commitment, plan: Plan, logs: Logs, on: date, asked: Window | None) -> Position:
    said = logs.last(commitment)
    status, since = said.status, said.since
    ended = on if status.is_open or said.reached is None else said.reached.first
    revised = revised_due(commitment)
    heard = last_heard(commitment, plan)
    answered = heard is not None and asked is not None and heard.last >= asked.last
    is_silent = status.is_open and not answered
    return Position(
        commitment=commitment,
        status=status,
        confidence=said.confidence,
        last_update=commitment.updates[-1] if commitment.updates else None,
        since=since,
        due=commitment.due,
        revised_due=revised,
        days_late=_days_late(commitment, commitment.due, ended),
        days_late_revised=_days_late(commitment, revised or commitment.due, ended),
        slips=sum([1 for each in commitment.extensions if each.decision == "granted"]),
        pending=tuple([each for each in commitment.extensions if each.decision is None]),
        open_parts=_open_parts(commitment, said.parts),
        answered=answered,
        periods_silent=_silence(commitment, plan, asked, heard) if is_silent and asked is not None else 0,
    )


def revised_due(commitment: Commitment) -> Window | None:
    """The date last granted, by the day of the decision; None where no extension was granted."""
    if not commitment.extensions:
        return None
    granted = [each for each in commitment.extensions if each.decision == "granted"]
    return max(reversed(granted), key=lambda each: each.decided or each.asked).to if granted else None


def is_asked_late(extension: Extension, commitment: Commitment) -> bool:
    """Whether the date that was in force on the day of the request had passed by then."""
    granted = [
        each
        for each in commitment.extensions
        if each is not extension and each.decision == "granted" and (each.decided or each.asked) <= extension.asked
    ]
    in_force = max(reversed(granted), key=lambda each: each.decided or each.asked).to if granted else commitment.due
    return in_force is not None and in_force.last < extension.asked


def _days_late(commitment: Commitment, due: Window | None, ended: date) -> int:
    if due is None or due.last >= ended or commitment.kind == NEVER_OVERDUE:
        return 0
    condition = commitment.condition
    if condition is not None and condition.state == "not-yet-met":  # unmet is not late
        return 0
    return (ended - due.last).days


def _open_parts(commitment: Commitment, words: Mapping[str, Word]) -> tuple[str, ...]:
    return tuple([each.id for each in commitment.parts if words.get(each.id, NO_UPDATE).is_open])


def last_heard(commitment: Commitment, plan: Plan) -> Window | None:
    """The latest review period that an update answers, whatever the order of the log; None where there is none."""
    days = [(each.period or each.date).last for each in commitment.updates]
    return period_holding(max(days), plan.cycle) if days else None


def periods_silent(commitment: Commitment, plan: Plan, asked: Window) -> int:
    """How many review periods in a row, up to *asked*, have no update.

    Periods from before the plan or the commitment began do not count. Where neither day is known and nothing was ever
    said, one silent period is all that can be told.
    """
    return _silence(commitment, plan, asked, last_heard(commitment, plan))


def _silence(commitment: Commitment, plan: Plan, asked: Window, heard: Window | None) -> int:
    silent = [] if heard is None else [steps_between(heard, asked, plan.cycle)]
    begins = [each for each in (plan.first_day, commitment.agreed and commitment.agreed.last) if each is not None]
    if begins:
        first = period_holding(max(begins), plan.cycle)
        silent.append(steps_between(first, asked, plan.cycle) + 1)
    return max(0, min(silent)) if silent else 1
