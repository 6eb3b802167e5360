"""Grey cells that came back otherwise than they went out: whoever typed there meant something."""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.tables.form.columns import COLUMNS
from actionplan.tables.form.content import Row
from actionplan.tables.form.filled import Line, Remark
from actionplan.tables.form.identity import State

_INSTEAD = {
    "made_of": "To report on it, fill in “Parts done”, or say it under “What happened”.",
    "due": "To ask for another date, fill in “Extension asked to”.",
    "title": "What was agreed is changed by the meeting alone.",
    "last_status": "To report, fill in “Status now”.",
    "last_note": "To report, fill in “What happened”.",
}
_ALIKE = 900  # letters of a long text, which goes out cut


def changed_cells(line: Line, sent: Row, now: State, then: State) -> Iterator[Remark]:
    """What was typed into grey cells of *line*, which went out as *sent*, as far as the plan is as it was then."""
    headings = {each.key: each.heading for each in COLUMNS}
    for key in _compared(now, then):
        cell = line.cells.get(key)
        shown = cell.text if cell else ""
        if _plain(shown) != _plain(getattr(sent, key)):
            said = f"“{shown[:60]}”" if shown else "nothing"
            place = cell.address if cell else line.id.address
            message = f"under “{headings[key]}” stands {said}, and that column is only to be read"
            yield Remark(place, message, _INSTEAD[key], line.id.text)


def _compared(now: State, then: State) -> Iterator[str]:
    if now.dates == then.dates:
        yield "due"
    if now.wording == then.wording:
        yield "title"
    if now.log == then.log:
        yield from ("last_status", "last_note")
    if now._replace(dates=then.dates) == then:
        yield "made_of"


def _plain(text: str) -> str:
    return " ".join(text.split())[:_ALIKE]
