"""The returns for a review period: who owes one, what came in and when, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from actionplan.domain.asof import as_of, at_period
from actionplan.domain.assess import Position, assess, last_heard
from actionplan.domain.dates import Window
from actionplan.domain.model import EVERYBODY, NOBODY, Plan, Update
from actionplan.domain.period import last_ended, period_holding, returns_due, steps_between

# What a partner's return is, and what the answer on one commitment is.
RECEIVED, LATE, NIL, MISSING = "received", "received-late", "nil", "missing"
UPDATED, NOT_DUE = "updated", "not-due"

# Why nothing is due.
AGREED_LATER, CLOSED_BEFORE, LED_BY_ALL, LED_BY_NONE = "agreed-later", "closed-before", "led-by-all", "led-by-none"


class Answer(NamedTuple):
    """What was said about one commitment for the review period.

    `state` is updated, nil, missing or not-due, and `why` says why nothing is due. `first` and `last` are the dates of
    the first and the last update that answers.
    """

    position: Position
    state: str
    why: str = ""
    first: Window | None = None
    last: Window | None = None

    @property
    def id(self) -> str:
        return self.position.id

    @property
    def is_owed(self) -> bool:
        """Whether the period asks for news of it, given or not."""
        return self.state != NOT_DUE


class Return(NamedTuple):
    """One lead partner's return for the review period: its answers on each commitment that it owes news of.

    `days_late` counts from the last day of the return window: to the first day that the return may have come in, or to
    the day asked about while it is missing. `missed` is how many review periods in a row went by without any
    return: this one is the last of them, once its return window is over.
    """

    partner: str
    answers: tuple[Answer, ...]
    first: Window | None
    last: Window | None
    days_late: int
    missed: int

    @property
    def asked(self) -> int:
        return len(self.answers)

    @property
    def answered(self) -> int:
        return sum([each.state != MISSING for each in self.answers])

    @property
    def missing(self) -> tuple[Answer, ...]:
        return tuple([each for each in self.answers if each.state == MISSING])

    @property
    def is_received(self) -> bool:
        return self.first is not None

    @property
    def is_nil(self) -> bool:
        """Whether all that came in is that there is nothing to report."""
        return self.is_received and all(each.state in (NIL, MISSING) for each in self.answers)

    @property
    def state(self) -> str:
        """received, received-late, nil or missing."""
        if not self.is_received:
            return MISSING
        if self.is_nil:
            return NIL
        return LATE if self.days_late else RECEIVED


class Register(NamedTuple):
    """The returns for *period* as they stood at the end of *on*; *due* is the last day on which one came in time.

    `is_closed` says whether that day is over. `returns` are those of the partners that owe one, in the plan's order;
    `not_due` are the commitments that no return is asked for.
    """

    period: Window
    due: date
    on: date
    is_closed: bool
    returns: tuple[Return, ...]
    not_due: tuple[Answer, ...]

    @property
    def received(self) -> int:
        return sum([each.is_received for each in self.returns])

    @property
    def missing(self) -> tuple[Return, ...]:
        """The returns that have not come in at all."""
        return tuple([each for each in self.returns if not each.is_received])

    def not_due_for(self, *reasons: str) -> tuple[Answer, ...]:
        return tuple([each for each in self.not_due if each.why in reasons])


def register(plan: Plan, on: date, period: Window | None = None) -> Register | None:
    """The returns for *period* (the last that has ended by *on*) as far as they had come in at the end of *on*.

    None where no review cycle was agreed, or no period has ended yet. For the last period that has ended, news of the
    period that runs now counts too: whoever has told the newer is not asked for the older. An earlier one is looked at
    as its review saw it.
    """
    latest = last_ended(on, plan)
    asked = period or latest
    if asked is None or plan.head.reviews is None:
        return None
    known = as_of(plan, on)
    seen = known if asked == latest else at_period(known, asked)
    there = {each.id for each in seen.commitments}
    later = assess(Plan(known.head, tuple([each for each in known.commitments if each.id not in there])), on, asked)
    return register_of(seen, (*assess(seen, on, asked), *later), on, asked)


def register_of(
    plan: Plan, positions: Iterable[Position], on: date, period: Window, seen: date | None = None
) -> Register:
    """The returns for *period* by the *positions* of *plan*, which is cut to *on* or to the review of *period*.

    *seen* is the day from which it is looked at, where that is not *on* itself: by then its return window may be over.
    """
    by_lead: dict[str, list[Answer]] = {}
    for each in positions:
        by_lead.setdefault(each.commitment.lead or NOBODY, []).append(_answer(each, period))
    due = returns_due(period, plan)
    is_closed = due < (seen or on)
    order = [
        *(key for key in plan.head.partners if key in by_lead),
        *(key for key in by_lead if key not in plan.head.partners),
    ]
    returns = [_return(key, by_lead[key], plan, period, on, due, is_closed=is_closed) for key in order]
    return Register(
        period=period,
        due=due,
        on=on,
        is_closed=is_closed,
        returns=tuple([each for each in returns if each.answers]),
        not_due=tuple([each for answers in by_lead.values() for each in answers if not each.is_owed]),
    )


def _answer(position: Position, period: Window) -> Answer:
    why = _why_not_due(position, period)
    if why:
        return Answer(position, NOT_DUE, why)
    updates = _answering(position.commitment.updates, period)
    if not updates:
        return Answer(position, MISSING)
    dates = sorted([each.date for each in updates], key=lambda each: (each.last, each.first))
    state = NIL if all(each.return_ is not None for each in updates) else UPDATED
    return Answer(position, state, "", dates[0], dates[-1])


def _why_not_due(position: Position, period: Window) -> str:
    """Why nothing is due for *period*; empty where something is."""
    commitment = position.commitment
    if commitment.lead in (None, NOBODY):
        return LED_BY_NONE
    if commitment.lead == EVERYBODY:
        return LED_BY_ALL
    if commitment.agreed is not None and commitment.agreed.last > period.last:
        return AGREED_LATER
    return "" if position.is_open or position.answered else CLOSED_BEFORE


def _answering(updates: Sequence[Update], period: Window) -> list[Update]:
    """The updates for *period*; where there are none, those for the periods after it."""
    placed = [((each.period or each.date).last, each) for each in updates]
    same = [each for last, each in placed if period.first <= last <= period.last]
    return same or [each for last, each in placed if last > period.last]


def _return(  # noqa: PLR0913  # what a return depends on
    partner: str, led: Sequence[Answer], plan: Plan, period: Window, on: date, due: date, *, is_closed: bool
) -> Return:
    owed = tuple([each for each in led if each.is_owed])
    first = min([each.first for each in owed if each.first], key=lambda each: (each.last, each.first), default=None)
    last = max([each.last for each in owed if each.last], key=lambda each: (each.last, each.first), default=None)
    came = first.first if first else on  # a date known only to the month may have been its first day
    missed = 0 if first or not owed else _missed(led, plan, period) - (not is_closed)
    return Return(partner, owed, first, last, max(0, (came - due).days), missed)


def _missed(led: Sequence[Answer], plan: Plan, period: Window) -> int:
    """How many review periods in a row, up to *period*, the partner owed a return and gave none.

    It is heard of in any commitment that it leads, also one closed since; it owes since the first of its open ones was
    agreed, or the plan began. Where neither is known and nothing was ever said, one is all that can be told.
    """
    heard = [last_heard(each.position.commitment, plan) for each in led]
    silent = [steps_between(each, period, plan.cycle) for each in heard if each is not None]
    begins = [_begins(each, plan) for each in led if each.is_owed]
    known = [each for each in begins if each is not None]
    if len(known) == len(begins):
        silent.append(steps_between(period_holding(min(known), plan.cycle), period, plan.cycle) + 1)
    return max(1, min(silent)) if silent else 1


def _begins(answer: Answer, plan: Plan) -> date | None:
    """The day from which news of the commitment is asked for: the later of the plan's first and its own."""
    agreed = answer.position.commitment.agreed
    days = [each for each in (plan.first_day, agreed.last if agreed else None) if each is not None]
    return max(days, default=None)
