"""What stands against a request for more time, as where it is asked for by hand. Asked of requests that are new."""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.domain.assess import revised_due
from actionplan.domain.model import Commitment, Extension
from actionplan.domain.said import said_day, said_window
from actionplan.tables.form.answers import Answer
from actionplan.tables.form.filled import Remark

_AGREE_FIRST = "Say under “What happened” by when it will be done; the meeting agrees a date."
_DECIDE_FIRST = "Decide that one first."


def objections(answer: Answer) -> Iterator[Remark]:
    """Why there cannot be more time until the day that *answer* asks for, and what to do."""
    if answer.extension is not None:
        for message, fix in objections_to(answer.extension, answer.commitment):
            yield Remark(answer.place_of("extension"), message, fix, answer.id, is_ours=fix == _DECIDE_FIRST)


def objections_to(asked: Extension, commitment: Commitment) -> Iterator[tuple[str, str]]:
    """Why the request *asked* cannot be added to those of *commitment*, and what to do."""
    now = revised_due(commitment) or commitment.due
    if now is None:
        yield "more time is asked for, and no date was agreed that could be moved", _AGREE_FIRST
    elif asked.to.last <= now.last:
        yield f"{said_window(asked.to)} is not later than the date in force, {said_window(now)}", "Give a later date."
    if asked.to.last < asked.asked:
        yield f"{said_window(asked.to)} had passed by {said_day(asked.asked)}", "Give a later date."
    if any(each.asked == asked.asked and each.decision is None for each in commitment.extensions):
        yield "there is a request of that day already, which waits for a decision", _DECIDE_FIRST
