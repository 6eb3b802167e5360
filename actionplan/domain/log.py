"""What a commitment's log has said by each of its entries: the one reading of it, for whoever asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from actionplan.domain.dates import Window
from actionplan.domain.model import Commitment, Update
from actionplan.domain.vocabulary import NO_STATUS, NO_UPDATE, Vocabulary, Word


class Standing(NamedTuple):
    """What a log has said by one of its entries.

    `status` is the word of the last entry that gave one, and `since` the date from which it has been that word;
    `reached` is the date from which it has been as far as it is, by whichever words. `confidence` is the last one
    given, and only while the commitment is open: taken up again, it starts without the old one. `parts` holds each
    part's word.
    """

    status: Word
    since: Window | None
    reached: Window | None
    confidence: Word | None
    parts: Mapping[str, Word]


NOTHING_SAID = Standing(NO_UPDATE, None, None, None, {})


def standings(updates: Sequence[Update], words: Vocabulary) -> list[Standing]:
    """What had been said by each of *updates*, in their order."""
    status, since, reached, confidence, parts = NO_STATUS, *NOTHING_SAID[1:]
    is_open = status.is_open
    said = []
    for update in updates:
        if update.status is not None:
            word = words.statuses.get(update.status, NO_STATUS)
            if word is not status:
                since = update.date
                if word.meaning != status.meaning:
                    reached = since
                status, is_open = word, word.is_open
        if not is_open:
            confidence = None
        elif update.confidence is not None:
            confidence = words.confidences.get(update.confidence)
        if update.parts:
            parts = {**parts, **{key: words.status(code) for key, code in update.parts.items()}}
        said.append(Standing(status, since, reached, confidence, parts))
    return said


class Logs:
    """The logs of one plan, each read once: as it is now, and as it was before its last entries."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self._read: dict[str, tuple[Sequence[Update], Sequence[Standing]]] = {}

    def of(self, commitment: Commitment) -> Sequence[Standing]:
        """What the log of *commitment* had said by each of its entries, and perhaps by others after those."""
        updates = commitment.updates
        read, said = self._read.get(commitment.id, ((), ()))
        if read is updates or (len(read) >= len(updates) and read[: len(updates)] == updates):
            return said
        said = standings(updates, self.words)
        self._read[commitment.id] = updates, said
        return said

    def last(self, commitment: Commitment) -> Standing:
        """What the log of *commitment* says in the end."""
        return self.of(commitment)[len(commitment.updates) - 1] if commitment.updates else NOTHING_SAID
