"""Review periods: the months, quarters, half-years or years that a plan is reviewed by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from actionplan.domain.dates import Window, months_window, parse_window
from actionplan.domain.written import BadValue, echo

if TYPE_CHECKING:
    from actionplan.domain.model import Plan, Reviews

_EXAMPLE = date(2015, 12, 31)

LENGTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}

_NUMBERED = re.compile(r"(?<=[0-9]) ?([QHqh])(?=[1-4]$)")


def period_holding(day: date, reviews: Reviews) -> Window:
    """The review period that *day* falls in."""
    return _holding(day, reviews.every, reviews.year_starts)


@lru_cache(maxsize=65_536)
def _holding(day: date, every: str, year_starts: int) -> Window:
    length = LENGTHS[every]
    year_begins = day.year * 12 + day.month - 1 - (day.year * 12 + day.month - year_starts) % 12
    number = (day.year * 12 + day.month - 1 - year_begins) // length
    begins = year_begins + number * length
    name = _name(year_begins // 12, begins, number, every)
    return months_window(begins // 12, begins % 12 + 1, length, name, every)


def _name(year: int, begins: int, number: int, every: str) -> str:
    if every == "month":
        return f"{begins // 12}-{begins % 12 + 1:02}"
    is_calendar = (begins - number * LENGTHS[every]) % 12 == 0  # it starts in January, and lies in one year alone
    if every == "year":
        return f"{year}" if is_calendar else f"{year}/{(year + 1) % 100:02}"
    years = f"{year}" if is_calendar else f"{year}-{(year + 1) % 100:02}"
    return f"{years} {every[0].upper()}{number + 1}"


def next_period(period: Window, reviews: Reviews) -> Window:
    """The review period after *period*."""
    return period_holding(period.last + timedelta(days=1), reviews)


def period_before(period: Window, reviews: Reviews) -> Window:
    """The review period before *period*."""
    return period_holding(period.first - timedelta(days=1), reviews)


def parse_period(text: str, reviews: Reviews) -> Window:
    """The review period that *text* names: `2015-16 Q2`, `2015-07`, `2015/16`, and `2016 Q1` of a calendar year.

    Raises BadValue where it names no period of this cycle.
    """
    written = _NUMBERED.sub(lambda found: f" {found[1].upper()}", " ".join(text.split()))  # 2015-16q2
    try:
        window = parse_window(written, reviews.year_starts)
    except BadValue:
        example = period_holding(_EXAMPLE, reviews).text
        raise BadValue(f"{echo(text)} names no review period", f"Write it as {example}.") from None
    period = period_holding(window.last, reviews)
    if (period.first, period.last) != (window.first, window.last):
        message = f"{echo(text)} is not one review period of this plan, which is reviewed every {reviews.every}"
        raise BadValue(message, f"Write for example {period.text}.")
    return period


def last_ended(day: date, plan: Plan) -> Window | None:
    """The last review period that had ended by the end of *day*; None before the first one ends.

    Once the plan's own period is over, its last review period stays the last.
    """
    reviews = plan.cycle
    until = day if plan.last_day is None else min(day, plan.last_day)
    holding = period_holding(until, reviews)
    is_over = holding.last <= day or (plan.last_day is not None and plan.last_day <= day)
    ended = holding if is_over else period_before(holding, reviews)
    return None if plan.first_day is not None and ended.last < plan.first_day else ended


def last_closed(day: date, plan: Plan) -> Window | None:
    """The last review period whose returns were due before *day*; None before the first one's are.

    On the last day of the return window a return still comes in time.
    """
    return last_ended(day - timedelta(days=plan.cycle.returns_within + 1), plan)


def returns_due(period: Window, plan: Plan) -> date:
    """The last day on which a return for *period* comes in time.

    Where the plan itself ends within the period, the window is counted from its last day, as in `last_closed`.
    """
    ends_within = plan.last_day is not None and period.first <= plan.last_day < period.last
    ended = plan.last_day if ends_within and plan.last_day else period.last
    return ended + timedelta(days=plan.cycle.returns_within)


def steps_between(earlier: Window, later: Window, reviews: Reviews) -> int:
    """How many review periods lie from *earlier* to *later*: 0 where they are the same, negative where it is later."""
    months = (later.first.year - earlier.first.year) * 12 + later.first.month - earlier.first.month
    return months // LENGTHS[reviews.every]


def periods_between(first: date, last: date, reviews: Reviews) -> Iterator[Window]:
    """Every review period that holds a day from *first* to *last*."""
    period = period_holding(first, reviews)
    while period.first <= last:
        yield period
        period = next_period(period, reviews)
