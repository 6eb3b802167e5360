"""How values are written: counts, shares, dates, periods, statuses.

British usage throughout, after the GOV.UK style guide: "31 March 2016", "2015 to 2016", "1 commitment, 2 commitments".
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import compress, groupby
from typing import assert_never

from actionplan.domain.dates import Window
from actionplan.domain.said import said_span, said_window
from actionplan.report.model import (
    Bar,
    Bars,
    Cell,
    Counts,
    Dates,
    Fact,
    Figure,
    Figures,
    Inferred,
    Link,
    Measure,
    Missing,
    NoneSaid,
    Number,
    Path,
    Place,
    Prose,
    ReviewPeriod,
    Row,
    Section,
    Several,
    Share,
    Status,
    Strip,
    Table,
    Text,
    Told,
)
from actionplan.report.written import columns_of

WHOLE = 100

DETAILS = "Details"  # the heading above what a table tells in one cell where its columns do not fit

AGREED_PATH, READINGS = "Agreed path", "Readings"  # the two lines of an indicator's picture

NO_DATE = Missing("no date agreed")
NO_UPDATE_YET = Missing("no update received", matters=False)  # its status says the same
NOT_GIVEN = Missing("not given")
UNHEARD = Missing("not given", matters=False)  # nothing was: the status says so
NOT_APPLICABLE = Missing("not applicable", matters=False)
NOT_LATE = Missing("not late", matters=False)
NOT_MOVED = Missing("not moved", matters=False)


def said(cell: Cell) -> str:  # noqa: C901, PLR0911  # one case for each kind of cell
    """The cell in words, in one line unless its text has several."""
    match cell:
        case Text(text) | Missing(text):
            return text
        case Status():
            return cell.label
        case Dates():
            return said_dates(cell)
        case Number():
            return said_number(cell.value, cell.noun)
        case Share():
            return said_share(cell)
        case ReviewPeriod(dates):
            return said_period(Window(dates.first, dates.last, dates.written, dates.precision))
        case Place():
            return f"{cell.file}:{cell.line}"
        case Link():
            date = said_dates(cell.date) if cell.date else None
            return ", ".join([each for each in (cell.text, date, cell.url) if each])
        case Measure():
            return f"{said_number(cell.value)} ({said_dates(cell.date)})"
        case _:
            return _said_together(cell)


def _said_together(cell: Counts | Inferred | Several | Strip) -> str:
    """A cell made of other values."""
    match cell:
        case Counts():
            return listed([said(count) for _, count in cell.counts if count.value] or ["none"])
        case Inferred():
            return f"{said(cell.cell)} (inferred)"
        case Several():
            return "; ".join([said(each) for each in cell.cells])
        case Strip():
            return said_strip(cell)
        case _:
            assert_never(cell)


@lru_cache(maxsize=65_536)
def said_dates(dates: Dates) -> str:
    return said_window(Window(dates.first, dates.last, dates.written, dates.precision))


def said_number(value: int | Decimal, noun: str = "") -> str:
    """`1,200`, `13.4`; with a noun `1 day`, `12 days`."""
    if isinstance(value, Decimal):
        return f"{value:,f}"
    if not noun:
        return f"{value:,}"
    return f"{value:,} {noun}" if value == 1 else f"{value:,} {plural(noun)}"


def said_count(count: int, noun: str) -> str:
    """`no commitments`, `1 commitment`, `2 commitments`."""
    return said_number(count, noun) if count else f"no {plural(noun)}"


def plural(noun: str) -> str:
    """The plural of the last word: commitments, replies; `piece of advice` has its plural inside."""
    first, of, rest = noun.partition(" of ")
    ending = f"{first[:-1]}ies" if first.endswith("y") and first[-2:-1] not in "aeiou" else f"{first}s"
    return ending + of + rest


def said_in_full_report(count: int, noun: str) -> str:
    """What stands in a short paper for what only the full one has: `12 rows: see the full report.`"""
    return f"{said_number(count, noun)}: see the full report."


def said_share(share: Share) -> str:
    """`3 of 10, 30%`. A share that is neither nothing nor all never reads as 0% or 100%."""
    said_so_far = f"{share.count:,} of {share.of:,}" + (f" {share.noun}" if share.noun else "")
    if share.percent is None or not share.of:
        return said_so_far
    if share.percent == 0 and share.count:
        return f"{said_so_far}, under 1%"
    if share.percent == WHOLE and share.count < share.of:
        return f"{said_so_far}, over 99%"
    return f"{said_so_far}, {share.percent}%"


def shares(counts: Sequence[int]) -> tuple[int, ...]:
    """Whole percentages of *counts* that add up to 100; all 0 where there is nothing to share.

    By the largest remainder: each is cut to a whole number, and what is then missing goes, one by one, to those that
    lost most.
    """
    of = sum(counts)
    if not of:
        return (0,) * len(counts)
    cut = [each * WHOLE // of for each in counts]
    lost = sorted(range(len(counts)), key=lambda number: (-(counts[number] * WHOLE % of), number))
    for number in lost[: WHOLE - sum(cut)]:
        cut[number] += 1
    return tuple(cut)


def percent(count: int, of: int) -> int | None:
    """The whole percentage of one share, rounded half up; None of nothing."""
    return (2 * WHOLE * count + of) // (2 * of) if of else None


def share(count: int, of: int) -> Share:
    """A share that stands alone."""
    return Share(count, of, percent(count, of))


def said_movement(now: int, before: int) -> str:
    """`up 2`, `down 1`, `no change`."""
    if now == before:
        return "no change"
    return f"up {now - before:,}" if now > before else f"down {before - now:,}"


def said_period(period: Window) -> str:
    """A review period with its months: `Q2 2015 to 2016 (July to September 2015)`; a month is itself."""
    months = said_months(period)
    if period.precision == "month":
        return months
    year = int(period.text[:4])
    if period.precision == "year":
        name = f"{year} to {year + 1}"
        return months if period.first.month == 1 else f"{name} ({months})"
    number = int(period.text[-1])
    length = 3 if period.precision == "quarter" else 6
    is_calendar = (period.first.month - 1 - (number - 1) * length) % 12 == 0
    years = str(year) if is_calendar else f"{year} to {year + 1}"
    return f"{period.text[-2]}{number} {years} ({months})"


def said_months(period: Window) -> str:
    """`July to September 2015`."""
    return said_span(period.first, period.last)


def said_strip(strip: Strip) -> str:
    """The words of the periods, oldest first, each with how many periods in a row: `In progress (2), Amber (1)`."""
    runs = [(label, len(list(run))) for label, run in groupby(step.word.label for step in strip.steps)]
    return ", ".join(f"{label} ({length})" for label, length in runs)


def listed(items: Sequence[str], last: str = " and ") -> str:
    """`a`, `a and b`, `a, b and c`; parted by semicolons where an item has a comma in it."""
    comma = "; " if any("," in each for each in items) else ", "
    return last.join([comma.join(items[:-1]), items[-1]] if len(items) > 1 else items)


def sentence(text: str) -> str:
    """*text* with a capital first letter and a full stop."""
    ending = "" if text.endswith((".", "!", "?")) else "."
    return text[:1].upper() + text[1:] + ending


def without_idle_columns(table: Table) -> Table:
    """*table* without the columns in which every cell is missing and nothing is amiss."""
    columns = [*columns_of(table.rows)]
    told = [any(each.__class__ is not Missing or each.matters for each in cells) for cells in columns]
    if all(told):
        return table
    kept = zip(*compress(columns, told), strict=True)
    rows = tuple(map(Row, kept, [each.place for each in table.rows]))
    return Table(table.id, table.caption, tuple(compress(table.columns, told)), rows)


def figures_shown(figures: Figures) -> tuple[list[str], list[Figure], str]:
    """The headings, the rows worth a line, and one line that names those nobody is or was in."""
    has_before = any(each.before is not None for each in figures.rows)
    shown = [each for each in figures.rows if each.share.count or each.before]
    empty = [each.word.label for each in figures.rows if each not in shown]
    headings = [figures.heading, "How many", *(("Before", "Change") if has_before else ())]
    return headings, shown, f"None: {listed(empty)}." if empty else ""


def figure_said(figure: Figure) -> list[str]:
    """The cells of one figure: its word, its share, and what it was before."""
    said_so_far = [figure.word.label, said_share(figure.share)]
    if figure.before is None:
        return said_so_far
    return [*said_so_far, f"{figure.before:,}", said_movement(figure.share.count, figure.before)]


def tone_of(cell: Cell) -> str:
    """good, watch, bad or neutral, for whoever colours the cell; empty for all but a status."""
    match cell:
        case Status():
            return cell.tone
        case Inferred():
            return tone_of(cell.cell)
        case _:
            return ""


def without_pictures(section: Section) -> list[Told]:
    """The blocks of *section* for a voice that shows no pictures."""
    return [each for each in section.blocks if not isinstance(each, Bars | Path)]


def is_alone(section: Section) -> bool:
    """Whether the section's one table needs no caption beside the section's title."""
    return sum(1 for each in section.blocks if not isinstance(each, Prose | Bars | Path)) == 1


def none_said(block: NoneSaid) -> str:
    """`None.`, or `Red and amber: none.`"""
    return f"{block.caption}: none." if block.caption else "None."


def said_fact(fact: Fact) -> str:
    """`As at: 31 December 2015`"""
    return f"{fact.label}: {said(fact.cell)}"


def said_more(count: int) -> str:
    """What stands below a list that was cut short: `12 more in the paper.`"""
    return f"{count:,} more in the paper."


def said_of(number: int, count: int) -> str:
    """What stands behind a title that is on several pages: ` (2 of 3)`; nothing where it is on one."""
    return f" ({number:,} of {count:,})" if count > 1 else ""


def said_bar(bar: Bar) -> str:
    """`Haven Trust: 2 Complete and 1 Red`"""
    return f"{bar.label}: {listed([f'{count:,} {word.label}' for word, count in bar.pieces if count] or ['none'])}"


def said_measures(picture: Path) -> list[str]:
    """What an indicator's picture shows, line by line."""
    lines = ((AGREED_PATH, picture.path), (READINGS, picture.readings))
    return [f"{name}: {listed([said(each) for each in line])}" for name, line in lines if line]
