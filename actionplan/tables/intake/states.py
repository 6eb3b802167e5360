"""Words for how far something is, and how likely: a tracker's to the plan's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from actionplan.domain.vocabulary import Vocabulary
from actionplan.domain.written import bare, recognise
from actionplan.tables.table import Cell

# By meaning: what people write for it. Compared without capitals, blanks and hyphens.
_STATUS_WORDS: Mapping[str, tuple[str, ...]] = {
    "not-started": (
        *("not started", "not yet started", "to do", "planned", "not begun", "yet to start", "not commenced"),
        *("not due", "not yet due", "grey", "gray"),
    ),
    "under-way": (
        *("in progress", "ongoing", "on-going", "under way", "underway", "started", "on track", "in hand", "open"),
        *("work in progress", "wip", "in development", "delayed", "behind schedule", "at risk", "off track", "slipped"),
        *("progressing", "partially complete", "partly complete", "active", "overdue"),
    ),
    "waiting": ("waiting", "on hold", "paused", "blocked", "pending", "stalled", "suspended"),
    "done": ("complete", "completed", "done", "delivered", "closed", "finished", "achieved", "accepted", "blue"),
    "dropped": (
        "withdrawn",
        "cancelled",
        "canceled",
        "dropped",
        "abandoned",
        "no longer required",
        "removed",
        "stopped",
    ),
}
_RAG_WORDS: Mapping[str, tuple[str, ...]] = {
    "green": ("green", "g", "🟢", "green - on track", "on track"),
    "amber": ("amber", "a", "yellow", "orange", "🟠", "🟡", "at risk", "amber - at risk"),
    "red": ("red", "r", "🔴", "off track", "red - off track"),
}
NOTHING_SAID = frozenset(("", "-", "–", "—", "n/a", "na", "tbc", "tbd", "?", "none", "nil", "not applicable"))
LATER = frozenset(("tbc", "tbd"))
"""Of these, what says that something will be said: kept."""

_BETWEEN_COLOURS = re.compile(r"\s*[/–-]\s*")
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?) ?(?:%|per ?cent)")
_WHOLE = 100


class Words:
    """How status words and colours are read: by what somebody said of them (`own`), else by what is usual."""

    def __init__(self, vocabulary: Vocabulary, own: Mapping[str, str]) -> None:
        self.vocabulary = vocabulary
        self._own = {bare(word): code for word, code in own.items()}
        self._statuses: dict[str, str | None] = {}
        self._confidences: dict[str, str | None] = {}

    def status(self, text: str) -> str | None:
        """The plan's status for *text*; None where nobody knows."""
        if text not in self._statuses:
            self._statuses[text] = self._status(text)
        return self._statuses[text]

    def confidence(self, text: str) -> str | None:
        """The plan's confidence for *text*; None where nobody knows."""
        if text not in self._confidences:
            self._confidences[text] = self._confidence(text)
        return self._confidences[text]

    def _status(self, text: str) -> str | None:
        said = self._said(text)
        if said is not None:
            return said if said in self.vocabulary.statuses else None
        labels = {code: word.label for code, word in self.vocabulary.statuses.items()}
        found = recognise(text, self.vocabulary.statuses, labels)
        if found is not None and found.is_certain:
            return found.word
        meaning = _one_of(_STATUS_WORDS, text)
        return None if meaning is None else self.first(meaning)

    def _confidence(self, text: str) -> str | None:
        said = self._said(text)
        if said is not None:
            return said if said in self.vocabulary.confidences else None
        found = _one_of(_RAG_WORDS, text) or _worse_of(text)
        return found if found in self.vocabulary.confidences else None

    def _said(self, text: str) -> str | None:
        return self._own.get(bare(text))

    def first(self, meaning: str) -> str | None:
        """The first of the plan's words that means it."""
        return next((code for code, word in self.vocabulary.statuses.items() if word.meaning == meaning), None)

    def by_progress(self, percent: Decimal) -> str | None:
        """The plan's status for what is done to so many per cent."""
        return self.first("not-started" if percent == 0 else "done" if percent == _WHOLE else "under-way")


def _one_of(words: Mapping[str, tuple[str, ...]], text: str) -> str | None:
    return next((code for code, names in words.items() if any(bare(name) == bare(text) for name in names)), None)


def _worse_of(text: str) -> str | None:
    """The worse of two colours, “Amber/Red”: nobody is to look better here than they said."""
    found = [_one_of(_RAG_WORDS, each) for each in _BETWEEN_COLOURS.split(text)]
    return None if None in found else max(filter(None, found), key=list(_RAG_WORDS).index)


def are_colours(cells: Iterable[Cell]) -> bool:
    """Whether all of *cells* hold a colour of a traffic light, and some do."""
    texts = [each.text for each in cells]
    colours = ("green", "amber", "red", "yellow", "g", "a", "r")
    return bool(texts) and all(each.lower() in colours for each in texts) and len(texts) > 1


def are_statuses(cells: Iterable[Cell], words: Words) -> bool:
    """Whether nearly all of *cells* hold a status word."""
    texts = [each.text for each in cells]
    known = sum(len(each) <= 40 and words.status(each) is not None for each in texts)  # noqa: PLR2004  # characters
    return len(texts) > 1 and known >= 0.8 * len(texts)


def are_mixed(cells: Iterable[Cell], words: Words) -> bool:
    """Whether some of *cells*, meant to be colours, are a status word that is none: “Complete”, “Blue”."""
    texts = [each.text for each in cells]
    return any(words.status(each) is not None and words.confidence(each) is None for each in texts)


def are_fractions(cells: Iterable[Cell]) -> bool:
    """Whether the numbers of a column of progress are parts of one: 0.75 for 75 per cent."""
    numbers = [each.value for each in cells if isinstance(each.value, Decimal)]
    return bool(numbers) and all(0 <= each <= 1 for each in numbers)


def are_percents(cells: Sequence[Cell]) -> bool:
    """Whether each of *cells* is a per cent: written as one, a part of one, or on a scale beyond 10."""
    is_fraction = are_fractions(cells)
    numbers = [each.value for each in cells if isinstance(each.value, Decimal)]
    is_scale = is_fraction or not numbers or max(numbers) > 10  # noqa: PLR2004  # up to 10 are marks
    return bool(cells) and is_scale and all(percent_in(each, is_fraction=is_fraction) is not None for each in cells)


def percent_in(cell: Cell, *, is_fraction: bool) -> Decimal | None:
    """How many per cent *cell* says; None where it says none from 0 to 100."""
    found = cell.value
    if isinstance(found, str):
        match = _PERCENT.fullmatch(found.strip().lower())
        found = Decimal(match[1]) if match else Decimal(found.strip()) if found.strip().isdecimal() else None
    elif isinstance(found, Decimal) and is_fraction:
        found *= _WHOLE
    return found if isinstance(found, Decimal) and 0 <= found <= _WHOLE else None
