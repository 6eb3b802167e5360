"""Whether anything shows that a commitment is done."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from actionplan.domain.model import Commitment, Update
from actionplan.domain.vocabulary import Vocabulary


class Unshown(NamedTuple):
    """That a commitment is said to be done since the update of that *number*, and nothing shows it.

    `parts` are those that nothing shows, where something shows others; empty where nothing shows anything.
    """

    number: int
    parts: tuple[str, ...] = ()


def unshown(commitment: Commitment, words: Vocabulary) -> Unshown | None:
    """What nothing shows of a *commitment* that is done; None where all is shown, or it is not done.

    Evidence that came with the update which says that it is done, or later, shows the whole. Evidence that came earlier
    does so too where there are no parts; where there are, it shows those that its update says are done.
    """
    updates = commitment.updates
    number = _said_done(updates, words)
    if number is None or any(each.evidence for each in updates[number:]):
        return None
    if not commitment.parts:
        return None if any(each.evidence for each in updates) else Unshown(number)
    dropped, shown = _dropped(updates, words), _shown(updates, words)
    needed = [each.id for each in commitment.parts if each.id not in dropped]
    missing = tuple([each for each in needed if each not in shown])
    if needed and not missing:
        return None
    return Unshown(number, missing if len(missing) < len(needed) else ())


def _said_done(updates: Sequence[Update], words: Vocabulary) -> int | None:
    """The number of the update since which the status is a done one; None where it is not."""
    first = None
    for number in range(len(updates) - 1, -1, -1):
        status = updates[number].status
        if status is None:
            continue
        if not words.status(status).is_done:
            break
        first = number
    return first


def _shown(updates: Sequence[Update], words: Vocabulary) -> AbstractSet[str]:
    """The parts that an update says are done, with evidence."""
    return {
        part
        for update in updates
        if update.evidence
        for part, status in update.parts.items()
        if words.status(status).is_done
    }


def _dropped(updates: Sequence[Update], words: Vocabulary) -> AbstractSet[str]:
    """The parts that were closed and not done: of these nothing has to be shown."""
    last = {part: words.status(status) for update in updates for part, status in update.parts.items()}
    return {part for part, word in last.items() if not word.is_open and not word.is_done}
