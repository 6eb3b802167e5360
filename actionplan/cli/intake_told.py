"""What came of an import, in words: columns, rows, names, what is new and what nobody could settle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from actionplan.cli.intake import Taken
from actionplan.cli.printers import counted
from actionplan.domain.model import Commitment
from actionplan.domain.said import said_day, said_window
from actionplan.plaintext import one_line, safe
from actionplan.tables.intake.account import Account, Remark
from actionplan.tables.intake.against import Snapshot
from actionplan.tables.intake.owners import NewName
from actionplan.tables.intake.read import Found

MOST = 20  # lines of one kind, unless all are asked for

_MADE_OF = 60  # characters of a title


def told(taken: Taken, brought: Sequence[str], most: int = MOST) -> str:
    """The report of an import, at most *most* lines of each kind; *brought* are the codes of the errors it brings."""
    lines: list[str] = []
    for each in taken.snapshots:
        lines += [*_head(each), *rows_told(each.intake.account, most), ""]
    lines += [*_names(taken, most), *_result(taken, most), *_brought(brought)]
    return text_of(lines)


def text_of(lines: Iterable[str]) -> str:
    """*lines* of a report as they can be shown."""
    return "".join(f"{safe(line)}\n" for line in lines)


def _head(snapshot: Snapshot) -> Iterator[str]:
    intake, day = snapshot.intake, snapshot.day
    yield f"{one_line(intake.name)}, as at {said_day(day.day)}{_whose(snapshot)}"
    for found in intake.tables:
        yield from table_told(found)
    if intake.passed:
        yield f"Sheets without a table, passed over: {', '.join(map(one_line, intake.passed))}"


def _whose(snapshot: Snapshot) -> str:
    """Who said the day that a tracker is as at, where it was not who imports it; and what itself says otherwise."""
    intake, day = snapshot.intake, snapshot.day
    if intake.day == day.day:
        return " (as it says above its headings)"
    said = f"above its headings it says {said_day(intake.day)}" if intake.day else ""
    nobody = "" if day.is_known else "nobody said another day"
    return f" ({said or nobody})" if said or nobody else ""


def table_told(found: Found) -> Iterator[str]:
    """Where the headings of a table stand, and what each of its columns is taken for."""
    grid = found.grid
    yield f"Headings {grid.place}{', so each column is a row' if grid.is_turned else ''}"
    if grid.above:
        yield f"  above them, left out: {'; '.join(one_line(each)[:_MADE_OF] for each in grid.above)}"
    wide = min(max(len(one_line(each.heading)) for each in found.columns), 30)
    for each in found.columns:
        shown = " ".join(f"“{one_line(text)}”" for text in each.examples)
        yield f"  {one_line(each.heading)[:30]:<{wide}}  {each.field:<10}  ({each.why}) {shown}".rstrip()


def rows_told(account: Account, most: int) -> Iterator[str]:
    """What became of the rows, with the sums that agree."""
    merged = {why: number for why, number in account.merged.items() if number}
    yield (
        f"Rows read {account.read:,} = taken {account.taken:,} + merged {sum(merged.values()):,}"
        f" + refused {len(account.refused):,}"
    )
    yield from (f"  merged {number:,}: {why}" for why, number in merged.items())
    yield from remarks_told("  refused ", account.refused, most)
    if account.doubts:
        yield f"To look at, {counted(len(account.doubts), 'cell')}:"
        yield from remarks_told("  ", account.doubts, most)


def remarks_told(before: str, remarks: Sequence[Remark], most: int) -> Iterator[str]:
    """At most *most* of *remarks*, each behind *before*, and how many there are beyond them."""
    yield from at_most([f"{before}{each.address}: {one_line(each.message)}" for each in remarks], most, before)


def at_most(lines: Sequence[str], most: int, before: str = "  ") -> Iterator[str]:
    """The first *most* of *lines*, and how many there are beyond them."""
    yield from lines[:most]
    if len(lines) > most:
        yield f"{before}and {len(lines) - most:,} more; --all shows them"


def _names(taken: Taken, most: int) -> Iterator[str]:
    new = list(taken.register.new.values())
    if new:
        yield f"New names, to confirm ({counted(len(new), 'partner')}); the mapping's partners say which are the same:"
    yield from at_most([f"  {each.key}: {_name(each)}" for each in new], most)


def _name(new: NewName) -> str:
    like = f", is it {one_line(new.like)}?" if new.like else ""
    return f"{one_line(new.name)}, in {counted(new.cells, 'cell')}{like}"


def _result(taken: Taken, most: int) -> Iterator[str]:
    standing = taken.standing
    lines = [f"  + {each.id}: {one_line(each.title)[:_MADE_OF]}{_news(each)}" for each in standing.added]
    for was, now in standing.changed:
        lines += [f"  {was.id}: {said}" for said in _changes(was, now)]
    same = sum(1 for id_ in standing.seen if id_ in standing.before and standing.now[id_] == standing.before[id_])
    yield (
        f"In the plan: {counted(len(standing.added), 'commitment')} new, {len(standing.changed):,} with something new,"
        f" {same:,} as before"
    )
    yield from at_most(lines, most)
    if standing.gone:
        yield f"No longer in the last tracker: {', '.join(standing.gone)}"
    missing = [id_ for id_ in standing.before if id_ not in standing.seen]
    if missing:
        yield f"Not in this tracker: {_listed(missing, most)}"
    if standing.differences:
        yield "Not taken, because people must settle it:"
        yield from remarks_told("  ", standing.differences, most)


def _listed(ids: Sequence[str], most: int) -> str:
    beyond = f" and {len(ids) - most:,} more; --all shows them" if len(ids) > most else ""
    return f"{', '.join(ids[:most])}{beyond}"


def _news(commitment: Commitment) -> str:
    said = [each.status for each in commitment.updates if each.status]
    slips = f", {counted(len(commitment.extensions), 'slip')}" if commitment.extensions else ""
    return f" ({', '.join(said)}{slips})" if said or slips else ""


def _changes(was: Commitment, now: Commitment) -> Iterator[str]:
    before = next((each.status for each in reversed(was.updates) if each.status), None)
    for update in now.updates[len(was.updates) :]:
        parts = [update.confidence, "a note" if update.note else None, "a next step" if update.next else None]
        status = (
            f"status: {before or 'none'} → {update.status}" if update.status and update.status != before else "news"
        )
        before = update.status or before
        yield f"{said_window(update.date)}, {', '.join([status, *filter(None, parts)])}"
    for each in now.extensions[len(was.extensions) :]:
        yield f"the date moved to {said_window(each.to)}"
    if dict(was.source) != dict(now.source):
        changed = [key for key in now.source if was.source.get(key) != now.source[key]]
        yield f"kept under source: {', '.join(map(one_line, changed))}"


def _brought(brought: Sequence[str]) -> Iterator[str]:
    counts = Counter(brought)
    if counts:
        said = ", ".join(f"{number:,} × {code}" for code, number in sorted(counts.items()))
        yield f"The tracker brings errors with it: {said}. actionplan explain CODE says how each is mended."
