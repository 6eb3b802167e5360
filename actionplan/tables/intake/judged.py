"""How far something is, and how likely, as the words, the colours and the per cents of a row say it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from actionplan.tables.intake.states import NOTHING_SAID, Words, percent_in
from actionplan.tables.table import Cell, plain


class Meant(NamedTuple):
    """What one cell stands for, and how it said that; neither status nor confidence where nobody knows."""

    status: str | None = None
    confidence: str | None = None
    words: str = ""


_NOTHING = Meant()


class Judged(NamedTuple):
    """How a row stands. `words` are its own, where they were interpreted; `unknown` the fields not understood.

    `silent` are those that say nothing, as “n/a” and “tbc” do.
    """

    status: str | None
    confidence: str | None
    words: tuple[str, ...]
    unknown: tuple[str, ...]
    silent: tuple[str, ...]


class Judge:
    """How rows stand; worked out once for rows that say the same. *is_fraction*: 0.75 stands for 75 per cent."""

    def __init__(self, words: Words, *, is_fraction: bool) -> None:
        self._words, self._is_fraction = words, is_fraction
        self._known: dict[tuple[object, ...], Judged] = {}

    def of(self, cells: Mapping[str, Cell]) -> Judged:
        """What *cells*, by their fields, say: a word counts for what it means, in whichever column it stands."""
        key = tuple([(name, each.trouble, type(each.value), each.value) for name, each in cells.items()])
        if key not in self._known:
            self._known[key] = _judged(cells, self._words, is_fraction=self._is_fraction)
        return self._known[key]


def _judged(cells: Mapping[str, Cell], words: Words, *, is_fraction: bool) -> Judged:
    meant = {
        name: _progress(cell, words, is_fraction=is_fraction) if name == "progress" else _meant(name, cell, words)
        for name, cell in cells.items()
        if cell.trouble or cell.text.lower() not in NOTHING_SAID
    }
    by_word, by_percent, by_colour = (meant.get(name, _NOTHING) for name in ("status", "progress", "confidence"))
    begun = words.first("under-way") if by_word.confidence else None
    unknown = tuple([name for name, each in meant.items() if each is _NOTHING])
    silent = () if len(meant) == len(cells) else tuple(name for name in cells if name not in meant)
    status = by_word.status or by_colour.status or (None if "status" in unknown else by_percent.status) or begun
    confidence = by_colour.confidence or by_word.confidence
    usual = {status, confidence, words.vocabulary.status(status).label.lower()}
    own = (each.words for each in (by_word, by_percent, by_colour) if each.words[1:-1].lower() not in usual)
    return Judged(status, confidence, tuple(filter(None, own)), unknown, silent)


def _progress(cell: Cell, words: Words, *, is_fraction: bool) -> Meant:
    percent = percent_in(cell, is_fraction=is_fraction)
    return _NOTHING if percent is None else Meant(words.by_progress(percent), None, f"{plain(percent)} per cent")


def _meant(name: str, cell: Cell, words: Words) -> Meant:
    """What a word or a colour stands for: of what it can be either, that which its column is for."""
    status, confidence = words.status(cell.text), words.confidence(cell.text)
    if status and confidence:
        status, confidence = (status, None) if name == "status" else (None, confidence)
    return Meant(status, confidence, f"“{' '.join(cell.text.split())[:100]}”") if status or confidence else _NOTHING
