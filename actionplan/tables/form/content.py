"""What a partner's form says: its rows and its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from actionplan.domain.assess import Position
from actionplan.domain.model import Part, Partner, Plan
from actionplan.domain.returns import Register, Return
from actionplan.domain.said import said_day, said_window
from actionplan.domain.vocabulary import Vocabulary, Word, vocabulary_of
from actionplan.plaintext import one_line, visible
from actionplan.tables.form.changed import digest_of_shown
from actionplan.tables.form.columns import NEW, PARTS_OPEN, RETURN
from actionplan.tables.form.identity import VERSION, Identity, Reference, state_of

NO_UPDATE = "No update received"


class Row(NamedTuple):
    """One commitment as the form shows it; `reference` is what its hidden column holds."""

    id: str
    title: str
    made_of: str
    due: str
    last_status: str
    last_note: str
    reference: str


class Form(NamedTuple):
    """A form to be written. Every text of the words is one line."""

    identity: Identity
    title: str
    partner: str
    period: str
    rows: tuple[Row, ...]
    read_me: tuple[tuple[str, str], ...]
    words: Vocabulary


class _About(NamedTuple):
    """What the first sheet says of the form."""

    title: str
    name: str
    period: str
    due: str
    is_over: bool
    number: int
    whom: str


_HOW = (
    "Each row is one commitment. Say where it is now, and how sure you are that it will be done.",
    "Choose words from the list that opens beside a cell. Sorting and filtering do no harm.",
    "What you leave empty stays as it is. Nothing that was reported before is changed or deleted.",
    "If there is nothing to report on a commitment, choose Yes under “Nothing to report”: it is an answer.",
    "If a commitment has parts, write those that are done now under “Parts done”, as they are named: a, b.",
    "If it is complete, say what shows it: a web address, a title, or both.",
    "To ask for more time, write the new date as a day (31/03/2027), and give a reason.",
    "The column “Still to answer” says what is missing in each row.",
)


def form_for(returned: Return, register: Register, plan: Plan, period: str, whom: str = "") -> Form:
    """The form of one partner for the register's period, which is said as *period*; answers go to *whom*."""
    identity = Identity(VERSION, plan.id, register.period.text, returned.partner, register.on.isoformat())
    partner = plan.head.partners.get(returned.partner) or Partner(returned.partner)
    name, words = _line(partner.name), vocabulary_of(plan.head)
    title = _line(plan.head.title)
    whole = {each.id: each for each in plan.commitments}  # with what is dated later than the form
    rows = tuple(
        [row_of(each.position, Reference(identity, each.id, state_of(whole[each.id]))) for each in returned.answers]
    )
    about = _About(title, name, period, said_day(register.due), register.is_closed, len(rows), _line(whom))
    read_me = tuple(_read_me(about, words))
    return Form(identity, title, name, period, rows, read_me, words)


def row_of(position: Position, reference: Reference) -> Row:
    """The grey cells of one commitment."""
    commitment = position.commitment
    noted = [each.note for each in commitment.updates if each.note]
    row = Row(
        position.id,
        visible(commitment.title),
        "\n".join(_made_of(position)),
        _due(position),
        _status(position),
        visible(noted[-1]) if noted else "",
        "",
    )
    return row._replace(reference=reference._replace(shown=digest_of_shown(row._asdict())).text)


def _made_of(position: Position) -> Iterator[str]:
    """Its parts, those that are still open first, and the condition that it waits for."""
    parts = position.commitment.parts
    for heading, are_open in ((PARTS_OPEN, True), ("Parts closed:", False)):
        said = [_part(each) for each in parts if (each.id in position.open_parts) is are_open]
        yield from (heading, *said) if said else ()
    if position.waits_for_condition and position.commitment.condition:
        yield visible(f"Depends on, and not yet met: {position.commitment.condition.text}")


def _part(part: Part) -> str:
    due = said_window(part.due) if part.due else visible(part.due_as_printed or "")
    return f"{part.id}: {_line(part.title)}{f' ({due})' if due else ''}"


def _due(position: Position) -> str:
    waiting = [said_window(each.to) for each in position.commitment.extensions if each.decision is None]
    asked = f"; more time asked until {waiting[-1]}" if waiting else ""
    if position.due is None:
        return visible(position.commitment.due_as_printed or "No date agreed") + asked
    moved = f", moved to {said_window(position.revised_due)}" if position.revised_due else ""
    return f"{said_window(position.due)}{moved}{asked}"


def _status(position: Position) -> str:
    if position.last_update is None:
        return NO_UPDATE
    confidence = f", {position.confidence.label.lower()}" if position.confidence else ""
    return visible(f"{position.status.label}{confidence}")


def _line(text: str) -> str:
    return one_line(visible(text))


def _read_me(about: _About, words: Vocabulary) -> list[tuple[str, str]]:
    """Lines of the sheet: a heading, or nothing, and the text beside it."""
    number = "one commitment" if about.number == 1 else f"{about.number:,} commitments"
    return [
        ("Return form", about.title),
        ("For", f"{about.name}, which leads {number} in this form"),
        ("About", about.period),
        _return_by(about),
        ("How to fill it in", f"Go to the sheet “{RETURN}”. Grey columns are for you to read; fill in the white ones."),
        *(("", each) for each in _HOW),
        ("", f"A reason is needed for: {_either(words)}." if _needy(words) else "A reason is always welcome."),
        ("New commitments", f"Propose them on the sheet “{NEW}”. The meeting decides on them."),
        *_meanings("Status words", words.statuses.values()),
        *_meanings("Confidence", words.confidences.values()),
    ]


def _return_by(about: _About) -> tuple[str, str]:
    whom = f", to {about.whom}" if about.whom else ""
    if about.is_over:
        return "Please return now", f"It was due by {about.due}. Please send it as soon as you can{whom}."
    return "Please return by", f"{about.due}{whom}"


def _needy(words: Vocabulary) -> list[Word]:
    return [each for each in (*words.confidences.values(), *words.statuses.values()) if each.needs_reason]


def _either(words: Vocabulary) -> str:
    return ", ".join(_line(each.label) for each in _needy(words))


def _meanings(heading: str, words: Iterable[Word]) -> list[tuple[str, str]]:
    return [
        (heading if number == 0 else "", _line(f"{each.label}: {each.explained}" if each.explained else each.label))
        for number, each in enumerate(words)
    ]
