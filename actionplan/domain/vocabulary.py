"""Status words as data: what each means, whether it is good news, and what it asks for.

Code looks at a word's meaning, tone and needs, never at a particular code, so that a plan can bring its own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from actionplan.domain.model import PlanFile

OPEN_MEANINGS = frozenset(("not-started", "under-way", "waiting"))
NEEDS_REASON = frozenset(("waiting", "dropped"))


class Word(NamedTuple):
    """One status or confidence: `meaning` says how far, `tone` whether it is good, watch, bad or neutral."""

    code: str
    label: str
    meaning: str
    tone: str
    explained: str = ""

    @property
    def is_open(self) -> bool:
        return self.meaning in OPEN_MEANINGS

    @property
    def is_done(self) -> bool:
        return self.meaning == "done"

    @property
    def needs_reason(self) -> bool:
        """Bad news needs a reason: standing still, dropping, and any confidence that is not good."""
        return self.meaning in NEEDS_REASON or self.tone in ("watch", "bad")


class Vocabulary(NamedTuple):
    """The words a plan uses, each by its code, in the order they are reported."""

    name: str
    statuses: Mapping[str, Word]
    confidences: Mapping[str, Word]
    reasons: Mapping[str, str]

    @property
    def done(self) -> Word | None:
        """The first word for what is done; None where there is none."""
        return next((each for each in self.statuses.values() if each.is_done), None)

    def status(self, code: str | None) -> Word:
        """The word for *code*; for None or an unknown code, the word for no update received."""
        return NO_UPDATE if code is None else self.statuses.get(code, NO_UPDATE)


NO_STATUS = Word(
    "status-not-given", "Status not given", "not-started", "neutral", "updates have come in, none with a status"
)
NO_UPDATE = Word("no-update-received", "No update received", "not-started", "neutral", "nobody has said anything yet")


def _words(*words: Word) -> dict[str, Word]:
    return {word.code: word for word in words}


_DEFAULT = _words(
    Word("not-started", "Not started", "not-started", "neutral", "work has not begun"),
    Word("in-progress", "In progress", "under-way", "neutral", "work is under way"),
    Word("waiting", "Waiting", "waiting", "neutral", "stopped until something outside happens; say what in the reason"),
    Word("complete", "Complete", "done", "good", "delivered, with evidence"),
    Word("withdrawn", "Withdrawn", "dropped", "neutral", "will not be delivered; say why in the reason"),
    Word("superseded", "Superseded", "dropped", "neutral", "another commitment took its place; say why in the reason"),
)

# Source of the words: Open Government Partnership, glossary, "Completion".
_OGP = _words(
    Word("not-started", "Not started", "not-started", "neutral", "work has not begun"),
    Word("limited", "Limited", "under-way", "neutral", "a first part is done"),
    Word("substantial", "Substantial", "under-way", "neutral", "most is done"),
    Word("complete", "Complete", "done", "good", "delivered, with evidence"),
    Word("withdrawn", "Withdrawn", "dropped", "neutral", "will not be delivered; say why in the reason"),
)

STATUSES: Mapping[str, Mapping[str, Word]] = {"default": _DEFAULT, "ogp": _OGP}

# Meanings after the three tiers of UK government major projects (2021), in our own words.
CONFIDENCES: Mapping[str, Word] = _words(
    Word("green", "Green", "under-way", "good", "delivery on time looks very likely"),
    Word("amber", "Amber", "under-way", "watch", "possible, but something needs attention; say what in the reason"),
    Word("red", "Red", "under-way", "bad", "will not be met as things stand; say why in the reason"),
)

REASONS: Mapping[str, str] = {
    "capacity": "Not enough people or time",
    "funding": "Money not found, late or cut",
    "decision": "Waits for a decision",
    "partner": "Waits for another partner",
    "dependency": "Waits for another piece of work",
    "data": "Data missing or late",
    "policy": "Policy or law changed",
    "scope": "The task changed or grew",
    "supplier": "A supplier is late or failed",
    "quality": "The work was not good enough and is being done again",
    "priority": "Something else was put first",
    "replaced": "Something else took its place",
    "other": "Another reason; the note says which",
}


NO_WORDS = Vocabulary("none", {}, {}, {})


def vocabulary_of(head: PlanFile) -> Vocabulary:
    """The vocabulary that *head* chooses; one without words, called `none`, where it names one that does not exist."""
    reasons = {**REASONS, **head.reasons}
    if isinstance(head.vocabulary, str):
        statuses = STATUSES.get(head.vocabulary)
        return NO_WORDS if statuses is None else Vocabulary(head.vocabulary, statuses, CONFIDENCES, reasons)
    own = _words(*(Word(each.code, each.label, each.meaning, each.tone) for each in head.vocabulary))
    return Vocabulary("own", own, CONFIDENCES, reasons)
