"""Where an indicator stands on a day: its path, its readings, its trend and its status, each by a stated method.

The status goes by the latest reading, held against the path on the reading's own day:

- no target: none was agreed, so nothing can be missed or reached.
- no reading: none counts yet; or none since the baseline; or the target's day has passed without one of that day or
  later, and the target had not been reached before; that one is worded “No reading for the target's date”.
- reached: the latest reading is the target or better. Where the baseline was as good already, the target is to be
  kept, and only a reading of the target's day or later can say so.
- on path: it is the path's value or better.
- off path: it is worse than the path, or, from the target's day on, than the target.
- cannot be told: nobody said which direction is better and no way from a baseline to the target shows it; or there is
  no path (no baseline, or one that is not before the target) and the target's day has not come.

The trend is the step between the last two readings that count. A judgement by people takes the place of the status
until a later reading counts, and what was computed stays beside it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from actionplan.domain.dates import Window
from actionplan.domain.model import Indicator, Judgement, Outcome, Plan, Point
from actionplan.domain.path import Path, direction, is_as_good, path_of
from actionplan.domain.reported import Reported, released, reported
from actionplan.domain.said import said_day, said_window

BETTER, WORSE, NO_CHANGE, UNTOLD = "better", "worse", "no change", "cannot be told"


class IndicatorStatus(NamedTuple):
    """One word for where an indicator is, and the tone of it (good, watch, bad, neutral)."""

    code: str
    label: str
    tone: str


STATUSES: dict[str, IndicatorStatus] = {
    each.code: each
    for each in (
        IndicatorStatus("reached", "Reached", "good"),
        IndicatorStatus("on-path", "On path", "good"),
        IndicatorStatus("off-path", "Off path", "bad"),
        IndicatorStatus("no-reading", "No reading", "watch"),
        IndicatorStatus("no-target", "No target", "neutral"),
        IndicatorStatus("cannot-be-told", "Cannot be told", "watch"),
    )
}


# Beside the latest reading, which is shown, a bare “No reading” would contradict it.
_TOO_EARLY = "no-reading-for-the-target"
_COMPUTED = {**STATUSES, _TOO_EARLY: STATUSES["no-reading"]._replace(label="No reading for the target's date")}


class Measured(NamedTuple):
    """An indicator on a day.

    `readings` are those that count. `now` is the value on its path that day. `computed` is what the figures say and
    `why` how; `judged` is what people say in its place, None where nobody does.
    """

    outcome: Outcome
    indicator: Indicator
    readings: tuple[Reported, ...]
    path: Path | None
    now: Decimal | None
    trend: str
    computed: IndicatorStatus
    why: str
    judged: Judgement | None

    @property
    def latest(self) -> Reported | None:
        return self.readings[-1] if self.readings else None

    @property
    def previous(self) -> Reported | None:
        return self.readings[-2] if len(self.readings) > 1 else None

    @property
    def step(self) -> Decimal | None:
        """By how much the latest reading differs from the one before."""
        return self.latest.value - self.previous.value if self.latest and self.previous else None

    @property
    def status(self) -> IndicatorStatus:
        """Where it is: as people judged, else as computed."""
        return STATUSES[self.judged.status] if self.judged else self.computed


def measured(plan: Plan, on: date) -> tuple[Measured, ...]:
    """Every indicator of *plan*, which is cut to *on* already (`as_of`), in the order of the file."""
    return tuple([_measured(outcome, each, on) for outcome in plan.outcomes for each in outcome.indicators])


def said_measured(found: Measured) -> str:
    """The status in words; `On path (judged by the board; computed: off path)` where people said so."""
    if found.judged is None:
        return found.status.label
    judged = f"judged by {found.judged.by} on {said_day(found.judged.date)}"
    return f"{found.status.label} ({judged}; computed: {found.computed.label.lower()})"


def said_trend(found: Measured) -> str:
    """The trend and the step it was told by: `better (fell by 3.4 since 2020)`."""
    if found.previous is None or found.step is None:
        return f"{found.trend} (fewer than two readings)"
    since = f"since {said_window(found.previous.date)}"
    if not found.step:
        return f"{found.trend} {since}"
    return f"{found.trend} ({'rose' if found.step > 0 else 'fell'} by {abs(found.step):,f} {since})"


def said_status(judgement: Judgement) -> str:
    """What was judged, inside a sentence: `on path`."""
    return STATUSES[judgement.status].label.lower()


def _measured(outcome: Outcome, indicator: Indicator, on: date) -> Measured:
    readings, path = reported(indicator), path_of(indicator)
    code, why = _computed(indicator, path, readings, on)
    return Measured(
        outcome=outcome,
        indicator=indicator,
        readings=readings,
        path=path,
        now=path.value_on(on) if path else None,
        trend=_trend(indicator, readings),
        computed=_COMPUTED[code],
        why=why,
        judged=_judged(indicator),
    )


def _judged(indicator: Indicator) -> Judgement | None:
    """The last judgement, unless a reading that came after it counts."""
    if not indicator.judged:
        return None
    last = max(indicator.judged, key=lambda each: each.date)
    return None if any(released(each) > last.date for each in indicator.readings) else last


def _trend(indicator: Indicator, readings: tuple[Reported, ...]) -> str:
    better = direction(indicator)
    if len(readings) <= 1:
        return UNTOLD
    step = readings[-1].value - readings[-2].value
    if not step:
        return NO_CHANGE
    if better is None:
        return UNTOLD
    return BETTER if (step > 0) == (better == "higher") else WORSE


def _computed(indicator: Indicator, path: Path | None, readings: tuple[Reported, ...], on: date) -> tuple[str, str]:
    """The status by its key in `_COMPUTED`, and how it comes about."""
    target, better = indicator.target, direction(indicator)
    if target is None:
        return "no-target", "no target was agreed, so there is nothing to hold the readings against"
    latest = readings[-1] if readings else None
    if latest is None:
        return "no-reading", "no reading yet"
    if path and latest.day < path.baseline.date.last:
        return "no-reading", f"no reading since the baseline of {said_window(path.baseline.date)}"
    if better is None:
        return "cannot-be-told", "nobody said which direction is better"
    is_to_keep = path is not None and is_as_good(path.baseline.value, target.value, better)
    if is_as_good(latest.value, target.value, better) and (not is_to_keep or latest.day >= target.date.last):
        return "reached", f"{_said(latest)} against the target of {target.value:,f}"
    return _short_of(target, path, latest, better, on)


def _short_of(target: Point, path: Path | None, latest: Reported, better: str, on: date) -> tuple[str, str]:
    """The status of an indicator whose target is not reached by its *latest* reading."""
    if latest.day >= target.date.last:
        return "off-path", f"{_said(latest)} against the target of {target.value:,f} for {said_window(target.date)}"
    if on > target.date.last:
        return _TOO_EARLY, f"the target was for {said_window(target.date)}, and no reading is as late as that"
    wanted = path.value_on(latest.day) if path else None
    if wanted is None:
        return "cannot-be-told", "there is no baseline before the target, so there is no path to hold readings against"
    code = "on-path" if is_as_good(latest.value, wanted, better) else "off-path"
    return code, f"{_said(latest)} against {wanted:,f} on the path on {said_day(latest.day)}"


def _said(latest: Reported) -> str:
    return f"{latest.value:,f} {said_at(latest.date)}"


def said_at(window: Window) -> str:
    """When, inside a sentence: `on 30 June 2015`, `in June 2015`."""
    return f"{'on' if window.precision == 'day' else 'in'} {said_window(window)}"
