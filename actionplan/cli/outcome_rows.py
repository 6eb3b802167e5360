"""Outcomes and their indicators in the formats of the listing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from actionplan.cli.outcome_records import COLUMNS, Listed, document, rows_of
from actionplan.cli.output import as_json
from actionplan.cli.printers import counted
from actionplan.cli.rows import separated
from actionplan.columns import lay_out, wrap
from actionplan.domain.dates import Window
from actionplan.domain.measured import Measured, said_measured, said_trend
from actionplan.domain.model import Point
from actionplan.domain.reported import Reported
from actionplan.domain.said import said_day, said_window
from actionplan.domain.worth import Values, worth
from actionplan.plaintext import one_line

# Each format, and the endings of the files that are written in it.
FORMATS: dict[str, tuple[str, ...]] = {
    "text": (".txt",),
    "json": (".json",),
    "csv": (".csv",),
    "tsv": (".tsv",),
    "markdown": (".md", ".markdown"),
}

HEADINGS = ("Indicator", "Baseline", "Path now", "Latest", "Target", "Trend", "Status")
WORTHS = ("Indicator", "People", "Value in pounds", "How")
NARROW = 60  # columns, which the table needs
NO_TOTAL = (
    "Values are for one year: they hold for people for whom it lasted most of a year. There is no total, because one "
    "person may be counted by several indicators."
)


def render(listed: Sequence[Listed], format_: str, width: int, on: date, values: Values | None) -> str:
    """The outcomes of each plan in *format_*; text is at most *width* columns wide."""
    formats: dict[str, Callable[[], str]] = {
        "text": lambda: _text(listed, width, values),
        "json": lambda: as_json(document(listed, on, values)),
        "csv": lambda: separated(COLUMNS, list(rows_of(listed, values)), ","),
        "tsv": lambda: separated(COLUMNS, list(rows_of(listed, values)), "\t"),
        "markdown": lambda: _markdown(listed),
    }
    return formats[format_]()


def _text(listed: Sequence[Listed], width: int, values: Values | None) -> str:
    parts = ["\n".join(_plan(each, width, values)) for each in listed]
    return "\n".join(parts)


def _plan(listed: Listed, width: int, values: Values | None) -> Iterator[str]:
    standing = listed.standing
    yield from wrap(f"{standing.plan.id}: {one_line(standing.plan.head.title)}", width)
    counts = f"{counted(len(listed.groups), 'outcome')}, {counted(len(listed.measured), 'indicator')}"
    yield from wrap(f"As at {said_day(standing.on)}: {counts}", width)
    for outcome, found in listed.groups:
        yield ""
        yield from wrap(f"{outcome.id}: {one_line(outcome.title)}", width)
        yield from wrap(_served(listed.serving[outcome.id]), width)
        yield from _indicators(found, width)
    yield from _amiss(listed, width)
    if values is not None:
        yield from _valued(listed, width, values)
    yield ""


def _served(commitments: Sequence[str]) -> str:
    return f"Served by: {', '.join(commitments)}" if commitments else "Served by: no commitment"


def _indicators(found: Sequence[Measured], width: int) -> Iterator[str]:
    if not found:
        yield "Not measured: it has no indicator."
        return
    yield ""
    if width >= NARROW:
        yield lay_out(HEADINGS, [_cells(each) for each in found], width, flexible=0).rstrip("\n")
    for number, each in enumerate(found):
        if number or width >= NARROW:
            yield ""
        yield from wrap(_described(each), width)
        yield from () if width >= NARROW else _labelled(each, width)
        yield from wrap(f"{_status_said(each)}: {_why(each)}.", width)
        yield from wrap(f"Trend {said_trend(each)}.", width)


def _labelled(found: Measured, width: int) -> Iterator[str]:
    """The cells of its row, for a screen that has no room for a table."""
    for heading, cell in list(zip(HEADINGS, _cells(found), strict=True))[1:-2]:
        yield from wrap(f"{heading}: {one_line(cell)}", width)


def _cells(found: Measured) -> tuple[str, ...]:
    return (
        found.indicator.id,
        _point(found.indicator.baseline),
        "none" if found.now is None else f"{found.now:,f}",
        _latest(found.latest),
        _point(found.indicator.target),
        found.trend,
        found.status.label,
    )


def _point(point: Point | None) -> str:
    return f"{point.value:,f} ({_when(point.date)})" if point else "none"


def _latest(latest: Reported | None) -> str:
    if latest is None:
        return "none"
    revised = f", revised from {latest.revised_from:,f}" if latest.revised_from is not None else ""
    return f"{latest.value:,f} ({_when(latest.date)}){revised}"


def _when(window: Window) -> str:
    """The date, short enough for a cell: a quarter by its name, which in full has its months beside it."""
    return window.text if window.precision in ("quarter", "half-year") else said_window(window)


def _described(found: Measured) -> str:
    indicator = found.indicator
    said = [f"{indicator.id}: {indicator.title}", indicator.unit, *([indicator.area] if indicator.area else [])]
    return one_line(", ".join(said))


def _status_said(found: Measured) -> str:
    return one_line(said_measured(found))


def _why(found: Measured) -> str:
    reason = f"{found.judged.reason.rstrip('. ')}; " if found.judged else ""
    return one_line(f"{reason}{found.why}")


def _amiss(listed: Listed, width: int) -> Iterator[str]:
    """What nobody serves, and who serves nothing."""
    if not listed.groups:
        yield "\nNone: the plan has no outcomes."
        return
    lines = (("Outcomes that nobody serves", listed.unserved), ("Commitments that serve none", listed.serving_none))
    yield ""
    for said, ids in lines:
        yield from wrap(f"{said}: {', '.join(ids) or 'none'}", width)


def _valued(listed: Listed, width: int, values: Values) -> Iterator[str]:
    rows = [
        (found.indicator.id, _number(each.people), _number(each.pounds), each.method)
        for found in listed.measured
        if (each := worth(found, values))
    ]
    yield ""
    yield from wrap(f"Social value, by the list “{one_line(values.edition)}”:", width)
    yield ""
    yield lay_out(WORTHS, rows, width, flexible=3).rstrip("\n") if rows else "None: no indicator counts people."
    if rows:
        yield ""
        yield from wrap(NO_TOTAL, width)


def _number(number: int | None) -> str:
    return "none" if number is None else f"{number:,}"


def _markdown(listed: Sequence[Listed]) -> str:
    from tabulate import tabulate

    from actionplan.report.renderers.markdown import escape

    rows = [
        [escape(cell) for cell in (each.standing.plan.id, found.outcome.id, *_cells(found)[:-1], _status_said(found))]
        for each in listed
        for found in each.measured
    ]
    return tabulate(rows, ("Plan", "Outcome", *HEADINGS), tablefmt="github", disable_numparse=True) + "\n"
