"""A closed review as its file says it: the text of a new one, and what is added to one that is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from actionplan.amend import written
from actionplan.domain.dates import Window
from actionplan.domain.keys import keys_of
from actionplan.domain.model import Record
from actionplan.domain.reviewed import Filed, ReviewAction, ReviewDecision, ReviewFile, stem_for
from actionplan.loaded import Loaded
from actionplan.yamltext.emit import entry_lines, flow_value, modeline
from actionplan.yamltext.operations import Append, Insert, Operation
from actionplan.yamltext.scalars import Style


class Undone(NamedTuple):
    """An action that nobody has marked as done: the review it stands in, its number there from 0, and the action."""

    filed: Filed
    number: int
    action: ReviewAction


def review_name(loaded: Loaded, period: Window) -> str:
    """The name, as it is shown, of the file for the review of *period*."""
    return loaded.shown(f"reviews/{stem_for(period.text)}.yaml")


def review_text(review: ReviewFile) -> str:
    """The text of the file: what the board saw one line each, so that a difference shows which."""
    return "\n".join((f"# {modeline('review', '../../../')}", *_lines(review))) + "\n"


def _lines(review: ReviewFile) -> Iterator[str]:
    for key, value in written(review).items():
        entries = getattr(review, key)
        if isinstance(entries, tuple) and not isinstance(entries, Window):
            yield f"{key}:"
            yield from (f"  - {flow_value(written(each), Style())}" for each in entries)
        else:
            yield from entry_lines(key, value, 0, Style())


def add_decision(loaded: Loaded, filed: Filed, decision: ReviewDecision) -> Operation:
    """One more decision at the end of those of the review."""
    return _append(loaded, filed, "decisions", decision)


def add_action(loaded: Loaded, filed: Filed, action: ReviewAction) -> Operation:
    """One more action at the end of those of the review."""
    return _append(loaded, filed, "actions", action)


def settle_action(undone: Undone, settled: ReviewAction) -> tuple[Operation, ...]:
    """The day on which an action was done, and what came of it, as *settled* has them."""
    at = ("actions", undone.number)
    whole, before = written(settled), written(undone.action)
    new = [key for key in ("done", "note") if key in whole and key not in before]
    return tuple(Insert(at, key, whole[key], keys_of(ReviewAction)) for key in new)


def next_action(reviews: tuple[Filed, ...]) -> str:
    """The id for a new action, which none of these reviews has used: a1, a2 and so on."""
    used = [each.id for filed in reviews for each in filed.review.actions]
    numbers = [int(each[1:]) for each in used if each[:1] == "a" and each[1:].isdecimal()]
    return f"a{max(numbers, default=0) + 1}"


def undone(reviews: tuple[Filed, ...]) -> Iterator[Undone]:
    """Each action that is open, by the reviews in their order."""
    for filed in reviews:
        for number, action in enumerate(filed.review.actions):
            if action.done is None:
                yield Undone(filed, number, action)


def _append(loaded: Loaded, filed: Filed, key: str, entry: Record) -> Operation:
    """*entry* at the end of the list under *key*, or as the first of a new one."""
    if loaded.files[filed.file].tree.value.get(key) is None:
        return Insert((), key, [written(entry)], keys_of(ReviewFile))
    return Append((key,), written(entry))
