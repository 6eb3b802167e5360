"""`actionplan` alone: where things stand and what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.cli import console
from actionplan.cli.gather import Gathered, gather, unreadable
from actionplan.cli.positions import Standing, standings
from actionplan.cli.printers import counted
from actionplan.columns import lay_out, wrap
from actionplan.domain.said import said_day
from actionplan.domain.vocabulary import NO_UPDATE
from actionplan.plaintext import one_line
from actionplan.world.workspace import CannotRun

WELCOME = """\
There is no plan here yet. A plan is a folder with two or more text files:

commitments/northfield/plan.yaml
    format: 1
    plan: northfield
    title: Northfield action plan, 2026 to 2027
    agreement: {title: Northfield agreement on homes and health}
    period: {from: 2026-04-01, to: 2027-03-31}
    reviews: {every: quarter, year_starts: April}
    partners:
      haven: {name: Haven Trust}

commitments/northfield/haven.yaml
    partner: haven
    commitments:
      - id: haven-1
        title: Open 3 advice hubs
        due: 2027-03

Write those, with your own names, and run actionplan again. All commands: actionplan --help"""


def show_overview(workspace: str | None, as_at: str | None) -> None:
    """Print one row per plan, and the next thing to do; where there is no plan, how to begin (exit code 3)."""
    try:
        gathered = gather(workspace, as_at)
    except CannotRun:
        if workspace is not None:
            raise
        console.say(WELCOME)
        console.leave(CannotRun.exit_code)
    width = console.width()
    is_incomplete = unreadable(gathered)
    found = standings(gathered)
    if found:
        console.write(f"{_table(found, gathered, width)}\n")
    on = f" --as-at {gathered.on}" if gathered.on != gathered.today else ""
    for text, command in _next(found, on, is_incomplete=is_incomplete):
        said = "\n".join(wrap(text, width))
        console.write(f"{said}\n  {one_line(command)}\n")


def _table(found: tuple[Standing, ...], gathered: Gathered, width: int) -> str:
    headings = ("Plan", "Complete", "Open", "Overdue", "No update received")
    rows = [_row(each) for each in found]
    return f"Where things stand, as at {said_day(gathered.on)}\n\n{lay_out(headings, rows, width, flexible=0)}"


def _row(standing: Standing) -> tuple[str, ...]:
    positions = standing.positions
    done = sum(1 for each in positions if each.status.is_done)
    return (
        standing.plan.id,
        f"{done:,} of {len(positions):,}",
        f"{sum(1 for each in positions if each.is_open):,}",
        f"{sum(1 for each in positions if each.is_overdue):,}",
        f"{sum(1 for each in positions if each.status is NO_UPDATE):,}",
    )


def _next(found: tuple[Standing, ...], on: str, *, is_incomplete: bool) -> Iterator[tuple[str, str]]:
    """What to do next, the most urgent first: in words, and the command for it."""
    if is_incomplete:
        yield "A file could not be read. To see which, and why:", "actionplan validate"
        return
    positions = [each for standing in found for each in standing.positions]
    pending = [each for each in positions if each.pending]
    silent = [each for each in positions if each.owes_update]
    if pending:
        yield (
            f"{counted(len(pending), 'commitment')} with an extension to decide, the first:",
            f"actionplan show {pending[0].id}{on}",
        )
    if any(each.is_overdue for each in positions):
        yield "What is overdue, longest first:", f"actionplan list --overdue --sort late{on}"
    if silent:
        said = f"{counted(len(silent), 'open commitment')} with no update for the last review period:"
        yield said, f"actionplan list --no-update{on}"
    yield "Check the files:", f"actionplan validate{on}"
    yield "The paper for the review:", f"actionplan report{on}"
