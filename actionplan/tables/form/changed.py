"""Grey cells that came back otherwise than they went out: whoever typed there meant something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from actionplan.tables.form.columns import COLUMNS
from actionplan.tables.form.filled import Line, Remark

_INSTEAD = {
    "made_of": "To report on it, fill in “Parts done”, or say it under “What happened”.",
    "due": "To ask for another date, fill in “Extension asked to”.",
    "title": "What was agreed is changed by the meeting alone.",
    "last_status": "To report, fill in “Status now”.",
    "last_note": "To report, fill in “What happened”.",
}
_ALIKE = 900  # letters of a long text, which goes out cut
_DIGITS = 6  # of each cell's digest


def digest_of_shown(texts: Mapping[str, str]) -> str:
    """A digest of each grey cell of a row, given what they show by the keys of their columns."""
    return "".join([_digest(texts[key]) for key in _INSTEAD])


def changed_cells(line: Line) -> Iterator[Remark]:
    """What was typed into grey cells of *line*, as far as its reference tells what they showed."""
    shown = line.reference.shown if line.reference else ""
    headings = {each.key: each.heading for each in COLUMNS}
    for number, (key, instead) in enumerate(_INSTEAD.items()):
        cell, sent = line.cells.get(key), shown[number * _DIGITS : (number + 1) * _DIGITS]
        text = cell.text if cell else ""
        if sent and key in line.places and _digest(text) != sent:
            said = f"“{text[:60]}”" if text else "nothing"
            message = f"under “{headings[key]}” stands {said}, and that column is only to be read"
            yield Remark(line.place_of(key), message, instead, line.id.text)


def _digest(text: str) -> str:
    from hashlib import sha256

    return sha256(" ".join(text.split())[:_ALIKE].encode()).hexdigest()[:_DIGITS]
