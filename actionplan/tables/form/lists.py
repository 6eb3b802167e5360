"""The words that a form offers, in full, and which of them ask for more."""

from __future__ import annotations

from collections.abc import Mapping

from actionplan.domain.vocabulary import Vocabulary
from actionplan.plaintext import one_line, visible
from actionplan.tables.form.columns import NIL

STATUSES, CONFIDENCES, REASONS, NILS = "statuses", "confidences", "reasons", "answers"
OPEN_WORDS, DONE_WORDS, NEEDY_WORDS = "open_words", "done_words", "needy_words"
LISTED = (STATUSES, CONFIDENCES, REASONS, NILS, OPEN_WORDS, DONE_WORDS, NEEDY_WORDS)


def lists_of(words: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    """The words of each list, by the name that the workbook knows it under, in the order of LISTED."""
    statuses, confidences = words.statuses.values(), words.confidences.values()
    return {
        STATUSES: tuple([_word(each.label) for each in statuses]),
        CONFIDENCES: tuple([_word(each.label) for each in confidences]),
        REASONS: tuple([_word(each) for each in words.reasons.values()]),
        NILS: (NIL,),
        OPEN_WORDS: tuple([_word(each.label) for each in statuses if each.is_open]),
        DONE_WORDS: tuple([_word(each.label) for each in statuses if each.is_done]),
        NEEDY_WORDS: tuple([_word(each.label) for each in (*statuses, *confidences) if each.needs_reason]),
    }


def _word(label: str) -> str:
    return one_line(visible(label))
