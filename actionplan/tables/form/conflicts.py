"""What became of the plan since a form went out: answers that are recorded already, and answers that it contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from actionplan.domain.digest import Digests, dates_digest
from actionplan.domain.model import Commitment, Extension, Update
from actionplan.tables.form.answers import Answer
from actionplan.tables.form.identity import State

ANY = "everything"
_FIELDS = ("status", "confidence", "parts", "reason", "note", "next", "evidence")
_NONE = "nothing"


class Conflict(NamedTuple):
    """One field of an answer that the plan has otherwise by now: when the form went out, now, and in the form.

    The values are as they are written; `now_of` is the update that says it now.
    """

    key: str
    place: str
    before: str
    now: str
    form: str
    now_of: Update | None = None


def news_since(commitment: Commitment, state: State) -> tuple[Update, ...] | None:
    """The updates that came after *state*; None where the log is not one that went on from it."""
    digests = Digests()
    for length in range(len(commitment.updates), -1, -1):
        if digests.log(commitment.updates[:length]) == state.log:
            return commitment.updates[length:]
    return None


def is_recorded(answer: Answer, state: State) -> bool:
    """Whether all that *answer* says has been recorded since."""
    since = news_since(answer.commitment, state) or ()
    update, extension = answer.update, answer.extension
    has_moved = dates_digest(answer.commitment) != state.dates
    asked = answer.commitment.extensions if has_moved else ()
    has_update = update is None or any(_same(each, update) for each in since)
    return has_update and (extension is None or any(_same_request(each, extension) for each in asked))


def without_recorded(answer: Answer, state: State) -> Answer:
    """*answer* without the half of it that has been recorded since."""
    only_update, only_extension = answer._replace(extension=None), answer._replace(update=None)
    if answer.update and answer.extension and is_recorded(only_update, state):
        return only_extension
    if answer.update and answer.extension and is_recorded(only_extension, state):
        return only_update
    return answer


def _same(one: Update, other: Update) -> bool:
    fields = ("status", "confidence", "parts", "note", "next", "reason", "return_", "evidence")
    return all(getattr(one, each) == getattr(other, each) for each in fields)


def _same_request(one: Extension, other: Extension) -> bool:
    return one.to[:2] == other.to[:2] and one.reason == other.reason


def conflicts_of(answer: Answer, state: State) -> tuple[Conflict, ...]:
    """Each field of *answer* that the plan has otherwise than when the form went out."""
    return (*_with_log(answer, state), *_with_dates(answer, state))


def _with_log(answer: Answer, state: State) -> Iterator[Conflict]:
    update, commitment = answer.update, answer.commitment
    news = news_since(commitment, state)
    if update is None or news == ():
        return
    if news is None:
        yield Conflict(ANY, answer.line.id.address, "a log that was changed since", "another log", "an answer to it")
        return
    before = commitment.updates[: len(commitment.updates) - len(news)]
    if update.return_ is not None:
        last = next((each for each in reversed(news) if each.return_ is None), None)
        if last is not None:
            yield Conflict("nil", answer.place_of("nil"), "no news", "news", "nothing to report", last)
    for key in _FIELDS:
        value, (now, now_of) = _value(update, key), _last(news, key)
        if value and now and now != value:
            place = answer.place_of("url" if key == "evidence" and "url" in answer.cells else key)
            yield Conflict(key, place, _last(before, key)[0] or _NONE, now, value, now_of)


def _with_dates(answer: Answer, state: State) -> Iterator[Conflict]:
    if answer.extension is not None and dates_digest(answer.commitment) != state.dates:
        last = answer.commitment.extensions[-1] if answer.commitment.extensions else None
        now = f"{last.to.text}, {last.decision or 'not decided'}" if last else _NONE
        yield Conflict("extension", answer.place_of("extension"), "other dates", now, answer.extension.to.text)


def _last(updates: Sequence[Update], key: str) -> tuple[str, Update | None]:
    """The last of *updates* that says something under *key*, and what."""
    return next(((_value(each, key), each) for each in reversed(updates) if _value(each, key)), ("", None))


def _value(update: Update, key: str) -> str:
    if key == "evidence":
        return ", ".join([each.url or each.title for each in update.evidence])
    if key == "parts":
        return ", ".join([f"{part} {status}" for part, status in update.parts.items()])
    value = getattr(update, key)
    return value or ""
