"""What a row of a tracker adds to a commitment that is known: an entry of its log, a slip, what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from actionplan.domain.dates import Window, parse_window
from actionplan.domain.model import Commitment, Evidence, Extension, Part, Update
from actionplan.domain.said import said_window
from actionplan.domain.types import NOTE_LENGTH
from actionplan.domain.written import BadValue
from actionplan.tables.intake.account import Account
from actionplan.tables.intake.drafts import Draft, Says
from actionplan.tables.intake.settle import Made

SLIP = "The tracker moved the date from {} to {}; who decided it is not on record."
VANISHED = "Not in the tracker of {} any more."


class Day(NamedTuple):
    """The day that a tracker is as at. `is_known` says that somebody gave it; else it is the day of the import."""

    day: date
    is_known: bool
    year_starts: int = 4


def window(text: str, year_starts: int) -> Window | None:
    """The window of *text*, None where there is none."""
    try:
        return parse_window(text, year_starts) if text else None
    except BadValue:
        return None


def newly(id_: str, made: Made, day: Day, themes: Mapping[str, str], account: Account) -> Commitment:
    """The commitment *id_* as its row and those of its parts say."""
    draft = made.draft
    supporting = dict.fromkeys((*draft.supporting, *(each.lead for _, each in made.parts), *_helpers(made)))
    update = _update(made, day, account)
    return Commitment(
        id_,
        draft.title,
        lead=draft.lead,
        kind=draft.kind,
        with_=tuple(each for each in supporting if each not in (draft.lead, "none", "all")),
        theme=themes.get(draft.theme),
        agreed=window(draft.agreed, day.year_starts),
        due=window(draft.due, day.year_starts),
        due_as_printed=draft.due_printed or None,
        parts=tuple(_part(name, each, day) for name, each in made.parts),
        updates=(update,) if update else (),
        note=draft.note or None,
        source=draft.source,
    )


def _helpers(made: Made) -> tuple[str, ...]:
    return tuple(each for _, part in made.parts for each in part.supporting)


def _part(name: str, draft: Draft, day: Day) -> Part:
    return Part(name, draft.title, window(draft.due, day.year_starts), draft.due_printed or None)


def logged(commitment: Commitment, made: Made, day: Day, account: Account) -> Commitment:
    """*commitment* with an entry for what its row says, where its log does not say it already."""
    update = _update(made, day, account)
    if update is None:
        return commitment
    log = commitment.updates
    own = bool(made.draft.says.date)
    if log and _content(log[-1]) == _content(update):
        return commitment
    earlier = next((each for each in log if _content(each) == _content(update)), None)
    if earlier is not None and not day.is_known and not own:
        when = said_window(earlier.date)
        account.doubt(made.draft.at, f"it says again what the log said on {when}: name the tracker's day, FILE@DAY")
        return commitment
    if earlier is not None and earlier.date[:2] == update.date[:2]:
        return commitment
    if log and update.date.first < log[-1].date.last:
        account.doubt(
            made.draft.at, f"it is older than the log, which goes on to {said_window(log[-1].date)}: not taken"
        )
        return commitment
    return replace(commitment, updates=(*log, update))


def _content(update: Update) -> tuple[object, ...]:
    parts = tuple(sorted(update.parts.items()))
    return update.status, update.confidence, update.note, update.next, update.reason, update.evidence, parts


def _update(made: Made, day: Day, account: Account) -> Update | None:
    says = made.draft.says
    if not says.is_something and not any(each.says.is_something for _, each in made.parts):
        return None
    when, printed = _when(made.draft, day, account)
    return Update(
        when,
        says.status,
        confidence=says.confidence,
        note=_note(made)[:NOTE_LENGTH] or None,
        reason=says.reason or None,
        next=_next(made)[:NOTE_LENGTH] or None,
        parts={name: each.says.status for name, each in made.parts if each.says.status},
        evidence=tuple(
            found for each in (made.draft, *(part for _, part in made.parts)) for found in _evidence(each.says)
        ),
        by=says.by or None,
        date_as_printed=printed or None,
        date_basis="stated" if says.date and when.text == says.date else "inferred",
    )


def _when(draft: Draft, day: Day, account: Account) -> tuple[Window, str]:
    stated = window(draft.says.date, day.year_starts)
    today = parse_window(day.day.isoformat())
    if stated is not None and stated.first > day.day:
        account.doubt(draft.at, f"it is dated {draft.says.date}, after the day it is read for: dated {day.day} instead")
        return today, draft.says.date_printed or draft.says.date
    return (stated, draft.says.date_printed) if stated else (today, "")


def _note(made: Made) -> str:
    """The note, those of the parts, and the tracker's own words where they were interpreted."""
    notes = [made.draft.says.note, *(f"{name}: {each.says.note}" for name, each in made.parts if each.says.note)]
    words = [*made.draft.says.words, *(f"{name} {each}" for name, part in made.parts for each in _words(part.says))]
    said = f"In the tracker: {', '.join(words)}." if words else ""
    return "\n".join(filter(None, (*notes, said)))


def _words(says: Says) -> Iterator[str]:
    """What a part's row says of it that a part cannot hold, and its own words."""
    yield from says.words
    yield from filter(None, (says.confidence, says.reason, says.by and f"by {says.by}"))


def _next(made: Made) -> str:
    steps = [made.draft.says.next, *(f"{name}: {each.says.next}" for name, each in made.parts if each.says.next)]
    return "\n".join(filter(None, steps))


def _evidence(says: Says) -> tuple[Evidence, ...]:
    if not says.url and not says.evidence:
        return ()
    return (Evidence(says.evidence or says.url[:300], says.url[:2000] or None),)


def slipped(commitment: Commitment, due: Window | None, asked: date, note: str = SLIP) -> Commitment:
    """*commitment* with a request for the date *due* that its row has now, where that is a new one."""
    now = commitment.extensions[-1].to if commitment.extensions else commitment.due
    known = (commitment.due, *(each.to for each in commitment.extensions))
    if due is None or now is None or any(each is not None and each[:2] == due[:2] for each in known):
        return commitment
    request = Extension(asked, due, note=note.format(said_window(now), said_window(due)))
    return replace(commitment, extensions=(*commitment.extensions, request))


def vanished(commitment: Commitment, day: Day) -> Commitment:
    """*commitment* with an entry that the tracker does not have it any more; nothing where the log says so already."""
    note = VANISHED.format(said_window(parse_window(day.day.isoformat())))
    if commitment.updates and (commitment.updates[-1].note or "").startswith(VANISHED.partition(" of ")[0]):
        return commitment
    update = Update(parse_window(day.day.isoformat()), note=note, date_basis="inferred")
    return replace(commitment, updates=(*commitment.updates, update))
