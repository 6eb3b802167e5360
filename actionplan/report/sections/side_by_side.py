"""The partners side by side, and the last review periods side by side: each a picture, with its figures in a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from actionplan.domain.assess import Position
from actionplan.domain.vocabulary import Word
from actionplan.report.cells import status_cell
from actionplan.report.counts import status_words
from actionplan.report.model import Bar, Bars, Block, Column, Number, Row, Status, Strip, Table, Text
from actionplan.report.strips import Strips
from actionplan.report.view import View
from actionplan.report.words import listed, said_count

Group = tuple[str, Mapping[Status, int]]


def by_partner(view: View, led: Mapping[str, Sequence[Position]]) -> tuple[Block, ...]:
    """How many commitments of each status each partner leads, the partners as *led* has them; nothing for one alone."""
    groups: list[Group] = [(view.partner(key), _counted(each.status for each in led[key])) for key in led]
    if len(groups) < 2:  # noqa: PLR2004  # one alone stands beside nothing
        return ()
    return _pair(
        "by_partner", "Status by partner", ("partner", "Partner"), [*map(status_cell, status_words(view))], groups
    )


def by_period(view: View, strips: Strips) -> tuple[Block, ...]:
    """How many commitments stood where at the review of each of the last periods; nothing for one alone."""
    if len(strips.periods) < 2:  # noqa: PLR2004
        return ()
    went = strips.counted([each.commitment for each in view.positions])
    groups: list[Group] = [(period.text, _stood(went, period.text)) for period in strips.periods]
    words = [*map(status_cell, (*view.words.confidences.values(), *status_words(view)))]
    return _pair(
        "by_period", "Confidence of the open ones, status of the others", ("period", "Review period"), words, groups
    )


def _stood(went: Iterable[tuple[Strip, int]], period: str) -> Counter[Status]:
    """How many stood where at the review of *period*, of so many that went each way."""
    counts: Counter[Status] = Counter()
    for strip, count in went:
        for step in strip.steps:
            if step.period == period:
                counts[step.word] += count
    return counts


def _counted(words: Iterable[Word]) -> Counter[Status]:
    return Counter(status_cell(each) for each in words)


def _pair(
    id_: str, caption: str, about: tuple[str, str], words: Sequence[Status], groups: Sequence[Group]
) -> tuple[Block, ...]:
    """The picture and the table of the same figures: a bar and a row for each group, a column for each word used."""
    used = [word for word in words if any(counts[word] for _, counts in groups)]
    bars = tuple(Bar(name, tuple((word, counts[word]) for word in used if counts[word])) for name, counts in groups)
    columns = (Column(*about), Column("commitments", "Commitments"), *(Column(each.code, each.label) for each in used))
    rows = tuple(
        Row((Text(name), Number(sum(counts.values())), *(Number(counts[word]) for word in used)))
        for name, counts in groups
    )
    pieces = listed([each.label for each in used])
    described = f"{said_count(len(groups), 'bar')}, one for each {about[1].lower()}; pieces: {pieces}."
    return Bars(id_, caption, described, bars), Table(id_, caption, columns, rows)
