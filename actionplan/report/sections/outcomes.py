"""What should change for people: where it stood, where it stands, and which commitments serve it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from actionplan.domain.model import Indicator, Outcome, Point, Reading
from actionplan.domain.said import said_window
from actionplan.report.cells import dates_cell
from actionplan.report.model import Cell, Column, Measure, Missing, NoneSaid, Row, Section, Table, Text
from actionplan.report.view import View
from actionplan.report.words import NOT_APPLICABLE, said_number

_IMPROVES = {("higher", True), ("lower", False)}


def section(view: View) -> Section:
    outcomes = view.plan.outcomes
    if not outcomes:
        return Section("outcomes", "Outcomes", (NoneSaid(),))
    indicators = tuple(_indicator(outcome, each) for outcome in outcomes for each in outcome.indicators)
    served = Table("outcomes", "Outcomes and the commitments that serve them", _OUTCOME_COLUMNS, _served(view))
    measured = (
        Table("indicators", "Indicators", _INDICATOR_COLUMNS, indicators) if indicators else NoneSaid("Indicators")
    )
    return Section("outcomes", "Outcomes", (served, measured))


_OUTCOME_COLUMNS = (
    Column("id", "Id"),
    Column("title", "Outcome"),
    Column("indicators", "Measured by"),
    Column("commitments", "Served by"),
)
_INDICATOR_COLUMNS = (
    Column("id", "Id"),
    Column("title", "Indicator"),
    Column("outcome", "Outcome"),
    Column("unit", "Unit"),
    Column("area", "Area"),
    Column("baseline", "Baseline"),
    Column("previous", "Reading before"),
    Column("latest", "Latest reading"),
    Column("target", "Target"),
    Column("trend", "Trend"),
)


def _served(view: View) -> tuple[Row, ...]:
    serving: dict[str, list[str]] = {}
    for commitment in view.plan.commitments:
        for each in commitment.outcomes:
            serving.setdefault(each, []).append(commitment.id)
    return tuple(
        Row(
            (
                Text(each.id),
                Text(each.title),
                _names([indicator.id for indicator in each.indicators], "no indicator"),
                _names(serving.get(each.id, ()), "no commitment serves it"),
            )
        )
        for each in view.plan.outcomes
    )


def _names(names: Iterable[str], nothing: str) -> Cell:
    joined = ", ".join(names)
    return Text(joined) if joined else Missing(nothing)


def _indicator(outcome: Outcome, indicator: Indicator) -> Row:
    readings = sorted(indicator.readings, key=lambda each: (each.date.last, each.date.first))
    latest = readings[-1] if readings else None
    previous = readings[-2] if len(readings) > 1 else None
    return Row(
        (
            Text(indicator.id),
            Text(indicator.title),
            Text(outcome.id),
            Text(indicator.unit),
            Text(indicator.area) if indicator.area else NOT_APPLICABLE,
            _measure(indicator.baseline, "no baseline agreed"),
            _measure(previous, "no earlier reading"),
            _measure(latest, "no reading yet"),
            _measure(indicator.target, "no target agreed"),
            _trend(indicator, previous, latest),
        )
    )


def _measure(point: Point | Reading | None, missing: str) -> Cell:
    return Measure(point.value, dates_cell(point.date)) if point else Missing(missing)


def _trend(indicator: Indicator, previous: Reading | None, latest: Reading | None) -> Cell:
    if latest is None:
        return Missing("no reading yet")
    since = [(previous, ""), (indicator.baseline, "the baseline of ")]
    said = [
        _step(indicator, latest.value - earlier.value, which + said_window(earlier.date))
        for earlier, which in since
        if earlier is not None and earlier.date.last < latest.date.last
    ]
    said += [_to_target(indicator, indicator.target, latest.value)] if indicator.target and indicator.better else []
    return Text("; ".join(said)) if said else Missing("one reading, nothing to compare with")


def _step(indicator: Indicator, step: Decimal, since: str) -> str:
    """`fell by 3.4 since 2020: an improvement`; no judgement where nobody said which way is better."""
    if not step:
        return f"unchanged since {since}"
    said = f"{'rose' if step > 0 else 'fell'} by {said_number(abs(step))} since {since}"
    if indicator.better is None:
        return said
    return f"{said}: {'an improvement' if (indicator.better, step > 0) in _IMPROVES else 'a worsening'}"


def _to_target(indicator: Indicator, target: Point, value: Decimal) -> str:
    left = target.value - value if indicator.better == "higher" else value - target.value
    return f"{said_number(left)} to go to the target" if left > 0 else "target reached"
