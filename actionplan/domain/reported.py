"""The readings of an indicator as they count: one for each date, with the earlier ones that it revised."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from actionplan.domain.dates import Window
from actionplan.domain.model import Indicator, Reading


class Reported(NamedTuple):
    """The reading of one date that counts, and the ones of the same date that came before it, oldest first."""

    reading: Reading
    revised: tuple[Reading, ...] = ()

    @property
    def value(self) -> Decimal:
        return self.reading.value

    @property
    def date(self) -> Window:
        return self.reading.date

    @property
    def day(self) -> dt.date:
        """The day that its value is held against: the last one of its date."""
        return self.reading.date.last

    @property
    def revised_from(self) -> Decimal | None:
        """The value before the last revision, where that was another one."""
        before = self.revised[-1].value if self.revised else self.value
        return None if before == self.value else before


def reported(indicator: Indicator) -> tuple[Reported, ...]:
    """The readings that count, by their dates, oldest first; of two that end on one day the shorter is the later.

    Of several with the same date the one released last counts; of those released together, or with nothing said about
    it, the one that stands last. The plan is already cut to the day (`as_of`).
    """
    ordered = sorted(indicator.readings, key=lambda each: (_days(each), released(each)))
    groups = [tuple(group) for _, group in groupby(ordered, key=_days)]
    return tuple([Reported(group[-1], group[:-1]) for group in groups])


def _days(reading: Reading) -> tuple[dt.date, dt.date]:
    return reading.date.last, reading.date.first


def released(reading: Reading) -> dt.date:
    """The day from which a reading counts: the last of its release, else the last of its date."""
    return (reading.released or reading.date).last
