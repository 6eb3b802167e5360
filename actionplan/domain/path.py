"""The path of an indicator: the straight line from its baseline to its target, by days.

A baseline or a target that is known only to the month or the year counts on its last day, as every date does. Before
the baseline's day there is no path; from the target's day on the path is the target. Between them the value is

    baseline + (target - baseline) * days since the baseline / days from the baseline to the target

rounded, half up, to as many decimals as the most precise figure of the indicator has. A reading is held against that
rounded value, so that whoever reads the two figures can see why one is called better than the other.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import NamedTuple

from actionplan.domain.model import Indicator, Point

_EXACT = 60  # digits: a value of 24 times days of 6, divided, with room to round


class Path(NamedTuple):
    """From where to where; `decimals` is how many its values have."""

    baseline: Point
    target: Point
    decimals: int

    def value_on(self, day: date) -> Decimal | None:
        """The value on *day*; None before the baseline's day."""
        begins, ends = self.baseline.date.last, self.target.date.last
        if day < begins:
            return None
        if day >= ends:
            return self.target.value
        with localcontext() as exact:
            exact.prec = _EXACT
            way = (self.target.value - self.baseline.value) * (day - begins).days / (ends - begins).days
            rounded = (self.baseline.value + way).quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
            return rounded + 0  # just below nothing is 0.0, and not -0.0


def path_of(indicator: Indicator) -> Path | None:
    """The path of *indicator*; None without a baseline or a target, or where the target is not the later one."""
    baseline, target = indicator.baseline, indicator.target
    if baseline is None or target is None or baseline.date.last >= target.date.last:
        return None
    return Path(baseline, target, _decimals(indicator))


def _decimals(indicator: Indicator) -> int:
    points = (indicator.baseline, indicator.target, *indicator.readings)
    return max(-int(each.value.as_tuple().exponent) for each in points if each is not None)


def direction(indicator: Indicator) -> str | None:
    """Which way is better, `higher` or `lower`: as it is written, else the way of the path.

    None where neither says it.
    """
    path = path_of(indicator)
    if indicator.better or path is None or path.target.value == path.baseline.value:
        return indicator.better
    return "higher" if path.target.value > path.baseline.value else "lower"


def is_as_good(value: Decimal, wanted: Decimal, better: str) -> bool:
    """Whether *value* is *wanted* or beyond it, in the direction that is *better*."""
    return value >= wanted if better == "higher" else value <= wanted
