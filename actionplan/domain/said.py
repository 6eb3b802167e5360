"""Dates and lists as a sentence says them, the British way: 31 March 2016, October to December 2015.

Ranges have "to", days have no "th" and years no comma (GOV.UK style guide, "Dates").
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from actionplan.domain.dates import MONTHS, Window

_NAMED = ("quarter", "half-year")
_DAY = timedelta(days=1)


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def said_day(day: date) -> str:
    """The day in words: `31 March 2016`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def said_window(window: Window) -> str:
    """The window in words: `31 March 2016`, `March 2016`, `October to December 2015 (2015-16 Q3)`, `2016`.

    Quarters and half-years say their months first, because a bare Q1 means January to some and April to others.
    """
    span = said_span(window.first, window.last)
    return f"{span} ({_name(window.text)})" if window.precision in _NAMED else span


@lru_cache(maxsize=4_096)
def said_span(first: date, last: date) -> str:
    """The days from *first* to *last* in words: `28 March to 3 April 2016`, or whole months or a whole year as such."""
    if first == last:
        return said_day(first)
    if first.day != 1 or (last + _DAY).day != 1:
        return _joined(said_day(first), said_day(last))
    if (first.year, first.month, last.month) == (last.year, 1, 12):
        return str(first.year)
    return _joined(_month(first), _month(last))


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _joined(first: str, last: str) -> str:
    """`October 2015` and `December 2015` as `October to December 2015`: what both end in is said once."""
    begins, ends = first.split(), last.split()
    while begins and begins[-1] == ends[len(begins) - len(ends) - 1]:
        begins.pop()
    return f"{' '.join(begins)} to {last}" if begins else last


def _name(text: str) -> str:
    """The one spelling of a quarter or half-year: `2015/16Q3` is `2015-16 Q3`, `2016Q3` is `2016 Q3`."""
    return f"{text[:-2].strip().replace('/', '-')} {text[-2:]}"
