"""Which values say the same, however they are written; and what is left of a list without its equals in another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar, cast

from actionplan.domain.dates import Window, parse_window
from actionplan.domain.model import Plan, Record

T = TypeVar("T")


def plain(value: object) -> object:
    """*value* without the spelling of its dates: 2015/16 Q2 and 2015-16 Q2 are the same days."""
    match value:
        case Window():
            return value.first, value.last
        case Record():
            return type(value), tuple([plain(getattr(value, name)) for name in value.__slots__])
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
            return parse_window(value.text, year_starts)
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
