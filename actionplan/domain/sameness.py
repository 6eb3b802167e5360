"""Which values say the same, however they are written; and what is left of a list without its equals in another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar, cast

from actionplan.domain.dates import Window, parse_window
from actionplan.domain.model import Plan, Record
from actionplan.domain.written import BadValue

T = TypeVar("T")


_READERS = "audience"


def plain(value: object) -> object:
    """*value* without the spelling of its dates, and without who may read it.

    2015/16 Q2 and 2015-16 Q2 are the same days; what was said is the same when it is marked internal later.
    """
    match value:
        case Window():
            return value.first, value.last
        case Record():
            return type(value), tuple([plain(getattr(value, name)) for name in value.__slots__ if name != _READERS])
        case tuple():
            return tuple([plain(each) for each in value])
        case Mapping():
            return {key: plain(each) for key, each in value.items()}
        case _:
            return value


def is_same(was: object, now: object) -> bool:
    """Whether the two say the same, however their dates are spelt."""
    return was == now or plain(was) == plain(now)


def in_calendar(plan: Plan, year_starts: int) -> Plan:
    """*plan* with its quarters and years read as those of a year that starts in that month (1 to 12)."""
    return Plan(*(_read_again(getattr(plan, each.name), year_starts) for each in fields(Plan)))


def _read_again(value: Any, year_starts: int) -> Any:
    match value:
        case Window():
            return _window_again(value, year_starts)
        case Record():
            new = {name: _read_again(getattr(value, name), year_starts) for name in value.__slots__}
            return replace(cast("Any", value), **new)
        case tuple():
            return tuple([_read_again(each, year_starts) for each in value])
        case Mapping():
            return {key: _read_again(each, year_starts) for key, each in value.items()}
        case _:
            return value


def unmatched(items: Sequence[object], others: Sequence[object]) -> list[int]:
    """The numbers of *items* that have no equal among *others*; each of these stands for one."""
    if items[: len(others)] == others:
        return list(range(len(others), len(items)))
    left = list(others)
    numbers = []
    for number, item in enumerate(items):
        if item in left:
            left.remove(item)
        else:
            numbers.append(number)
    return numbers


def kept(items: Sequence[T], left_out: Sequence[int]) -> list[T]:
    """*items* but for those with these numbers."""
    return [each for number, each in enumerate(items) if number not in left_out]


def without(items: Sequence[T], others: Sequence[T]) -> tuple[T, ...]:
    """Those of *items* that are not among *others*."""
    return tuple([each for each in items if each not in others])


def _window_again(window: Window, year_starts: int) -> Window:
    """The window that its text means in that calendar; itself where the text has no meaning there (`2016 Q1`)."""
    try:
        return parse_window(window.text, year_starts)
    except BadValue:
        return window
