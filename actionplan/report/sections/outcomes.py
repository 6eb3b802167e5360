"""What should change for people: which commitments serve it, and each indicator against its path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from actionplan.domain.measured import Measured, measured, said_measured, said_trend
from actionplan.domain.model import Point
from actionplan.domain.reported import Reported
from actionplan.domain.said import said_day
from actionplan.domain.serving import Serving, serving, serving_none
from actionplan.report.cells import ID, LEAD, TITLE, dates_cell, day_cell, lead_cell, row, text_cell
from actionplan.report.model import (
    Block,
    Cell,
    Column,
    Measure,
    Missing,
    NoneSaid,
    Path,
    Prose,
    Row,
    Section,
    Several,
    Status,
    Table,
    Text,
)
from actionplan.report.view import View
from actionplan.report.words import NOT_APPLICABLE, listed, said_count, said_number, sentence

_METHOD = (
    "The path of an indicator leads in a straight line, by days, from its baseline to its target. The status goes by "
    "the latest reading, held against the path on the reading's own day; the trend is the step between the last two "
    "readings."
)


def section(view: View) -> Section:
    outcomes = view.plan.outcomes
    if not outcomes:
        return Section("outcomes", "Outcomes", (NoneSaid(),))
    found = measured(view.plan, view.on)
    by_outcome = serving(view.plan, tuple(view.everything.values()))
    caption = "Outcomes and the commitments that serve them"
    served = Table("outcomes", caption, _OUTCOME_COLUMNS, _served(view, by_outcome))
    blocks: tuple[Block, ...] = (*_unserved(by_outcome), served, *_idle(view), *_indicators(view, found))
    return Section("outcomes", "Outcomes", blocks)


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
    Column("path", "Path now"),
    Column("previous", "Reading before"),
    Column("latest", "Latest reading"),
    Column("target", "Target"),
    Column("trend", "Trend"),
    Column("status", "Status"),
    Column("method", "How that is known"),
)
_READING_COLUMNS = (
    Column("indicator", "Indicator"),
    Column("reading", "Reading"),
    Column("released", "Released"),
    Column("source", "Source"),
    Column("revised", "Revised from"),
)


def _unserved(served: Serving) -> Iterator[Prose]:
    """What nobody works for, said before the table that shows it."""
    alone = [each for each, commitments in served.items() if not commitments]
    if alone:
        share = f"{len(alone):,} of {said_count(len(served), 'outcome')} {'is' if len(alone) == 1 else 'are'}"
        yield Prose(f"{share} served by no commitment: {listed(alone)}.")
    else:
        yield Prose("Every outcome is served by a commitment.")


def _served(view: View, served: Serving) -> tuple[Row, ...]:
    return tuple(
        Row(
            (
                Text(each.id),
                Text(each.title),
                _names([indicator.id for indicator in each.indicators], "no indicator"),
                _names(served[each.id], "no commitment serves it"),
            )
        )
        for each in view.plan.outcomes
    )


def _names(names: Iterable[str], nothing: str) -> Cell:
    joined = ", ".join(names)
    return Text(joined) if joined else Missing(nothing)


def _idle(view: View) -> Iterator[Block]:
    """The commitments that serve none of the outcomes; those that were given up serve none and are not asked to."""
    ids = serving_none(view.plan, view.positions)
    caption = "Commitments that serve no outcome"
    rows = tuple(row(view, each, lead_cell(view, each)) for each in (view.everything[id_].commitment for id_ in ids))
    yield Table("serving_none", caption, (ID, TITLE, LEAD), rows) if rows else NoneSaid(caption)


def _indicators(view: View, found: tuple[Measured, ...]) -> Iterator[Block]:
    if not found:
        yield NoneSaid("Indicators")
        return
    yield Prose(_METHOD)
    for each in found:
        if each.path or each.previous:
            yield _picture(each)
    yield Table("indicators", "Indicators", _INDICATOR_COLUMNS, tuple(_indicator(view, each) for each in found))
    readings = tuple(_reading(each, one) for each in found for one in each.readings)
    yield Table("readings", "Readings", _READING_COLUMNS, readings) if readings else NoneSaid("Readings")


def _picture(found: Measured) -> Path:
    """The readings beside the path; the tables below have the same figures."""
    indicator = found.indicator
    points = (found.path.baseline, found.path.target) if found.path else ()
    readings = tuple(Measure(each.value, dates_cell(each.date)) for each in found.readings)
    said = [f"{said_measured(found)}: {found.why}", f"trend {said_trend(found)}"]
    return Path(
        id=f"path_{found.outcome.id}_{indicator.id}",
        caption=f"{indicator.title}, {indicator.unit}",
        description=" ".join(map(sentence, said)),
        unit=indicator.unit,
        path=tuple(Measure(each.value, dates_cell(each.date)) for each in points),
        readings=readings,
    )


def _indicator(view: View, found: Measured) -> Row:
    indicator = found.indicator
    return Row(
        (
            Text(indicator.id),
            Text(indicator.title),
            Text(found.outcome.id),
            Text(indicator.unit),
            Text(indicator.area) if indicator.area else NOT_APPLICABLE,
            _point(indicator.baseline, "no baseline agreed"),
            _now(view, found),
            _value(found.previous, "no earlier reading"),
            _value(found.latest, "no reading yet"),
            _point(indicator.target, "no target agreed"),
            Text(said_trend(found)) if found.previous else Missing("fewer than two readings"),
            Status(found.status.code, said_measured(found), found.status.tone),
            Text(_method(found)),
        )
    )


def _now(view: View, found: Measured) -> Cell:
    if found.path is None:
        return Missing("no path", matters=False)  # what there is no baseline or target for is said in their columns
    if found.now is None:
        return Missing(f"the path begins on {said_day(found.path.baseline.date.last)}", matters=False)
    return Measure(found.now, day_cell(view.on))


def _point(point: Point | None, missing: str) -> Cell:
    return Measure(point.value, dates_cell(point.date)) if point else Missing(missing)


def _value(found: Reported | None, missing: str) -> Cell:
    if found is None:
        return Missing(missing)
    value = Measure(found.value, dates_cell(found.date))
    if found.revised_from is None:
        return value
    return Several((value, Text(f"revised from {said_number(found.revised_from)}")))


def _method(found: Measured) -> str:
    """How the status came about; what was judged has its reason first."""
    return f"{found.judged.reason.rstrip('. ')}; {found.why}" if found.judged else found.why


def _reading(found: Measured, each: Reported) -> Row:
    reading = each.reading
    revised = ", ".join(said_number(earlier.value) for earlier in each.revised)
    return Row(
        (
            Text(found.indicator.id),
            Measure(reading.value, dates_cell(reading.date)),
            dates_cell(reading.released) if reading.released else Missing("not said", matters=False),
            text_cell(reading.source, Missing("no source given")),
            Text(revised) if revised else Missing("not revised", matters=False),
        )
    )
