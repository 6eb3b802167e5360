"""What a review sees when it is closed: the position of each commitment, and the latest reading of each indicator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from actionplan.domain.asof import at_period
from actionplan.domain.assess import Position, assess
from actionplan.domain.dates import Window
from actionplan.domain.digest import Digests
from actionplan.domain.model import Indicator, Plan, Reading
from actionplan.domain.period import period_holding
from actionplan.domain.reported import reported
from actionplan.domain.reviewed import ReviewFile, SeenPosition, SeenReading
from actionplan.domain.vocabulary import NO_STATUS, NO_UPDATE, Word


def closed_review(
    plan: Plan, period: Window, closed: date, meeting: date | None = None, note: str | None = None
) -> ReviewFile:
    """The review of *period* as its board saw it: the plan's positions at that review, and its readings."""
    cut = at_period(plan, period)
    digests = Digests()
    positions = tuple([_seen(each, digests) for each in assess(cut, period.last, period)])
    readings = tuple([SeenReading(each.id, now.date, now.value) for each, now in latest_readings(cut)])
    return ReviewFile(period, closed, meeting, note, positions, readings)


def is_period_of(plan: Plan, period: Window) -> bool:
    """Whether *period* is one of the review periods of *plan*."""
    days = period_holding(period.last, plan.cycle)
    is_before = plan.first_day is not None and period.last < plan.first_day
    is_after = plan.last_day is not None and period.first > plan.last_day
    return days[:2] == period[:2] and not is_before and not is_after


def latest_readings(plan: Plan) -> Iterator[tuple[Indicator, Reading]]:
    """Each indicator that has a reading, with its latest one."""
    for outcome in plan.outcomes:
        for indicator in outcome.indicators:
            found = latest(indicator)
            if found is not None:
                yield indicator, found


def latest(indicator: Indicator) -> Reading | None:
    """The reading that counts for the latest date; None before the first one."""
    counting = reported(indicator)
    return counting[-1].reading if counting else None


def code_of(word: Word | None) -> str | None:
    """The word as an update gives it; None where none did."""
    return None if word is None or word in (NO_STATUS, NO_UPDATE) else word.code


def _seen(position: Position, digests: Digests) -> SeenPosition:
    commitment = position.commitment
    return SeenPosition(
        id=commitment.id,
        updates=len(commitment.updates),
        log=digests.log(commitment.updates),
        wording=digests.wording(commitment),
        status=code_of(position.status),
        confidence=code_of(position.confidence),
        due=position.due,
        revised_due=position.revised_due,
        amendments=len(commitment.amendments),
    )
