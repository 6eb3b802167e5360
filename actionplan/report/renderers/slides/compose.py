"""A report to the slides that a meeting needs of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, assert_never

from actionplan.report.model import (
    Bar,
    Bars,
    Block,
    Bullets,
    Facts,
    Figures,
    NoneSaid,
    Path,
    Prose,
    Report,
    Section,
    Table,
)
from actionplan.report.renderers.slides.grids import figures_grid, height_of, pages_of, parted
from actionplan.report.renderers.slides.measure import Box, plain
from actionplan.report.renderers.slides.prose import height_of as height_of_words
from actionplan.report.renderers.slides.prose import small, words_in
from actionplan.report.renderers.slides.script import Part, Slide, Words
from actionplan.report.words import (
    figures_shown,
    is_alone,
    none_said,
    said_bar,
    said_fact,
    said_measures,
    said_more,
    said_of,
)

_TEXT, _LEAST = 20.0, 14.0
_FIGURE_SIZES = (14.0, 12.0, 11.0)
_GAP = 18.0  # points between what stands below each other, or beside
_BAR = 40.0  # points that a bar and its label need
_MOST_PICTURES = 3
_MOST_BARS_SLIDES = 3


class _Kept(NamedTuple):
    """What the slides take of a section: on how many slides a table of it may go on, and whether only its pictures."""

    most: int = 1
    is_drawn: bool = False


_SECTIONS = {
    "summary": _Kept(3),
    "headline": _Kept(),
    "decisions": _Kept(10),
    "exceptions": _Kept(),
    "partners": _Kept(is_drawn=True),
    "outcomes": _Kept(is_drawn=True),
    "coming": _Kept(),
}


def slides_of(report: Report, room: Box) -> list[Slide]:
    """The slides, in the order of the report; *room* is what a slide has below its title."""
    head = report.letterhead.organisation
    source = tuple(_facts(report.provenance))
    lines = [*([plain(head)] if head else []), *_facts(report.provenance, ("period", "plans", "as_at"))]
    slides = [_opening(report.title, lines, room)]
    for section in report.sections:
        if len(report.plans) > 1 and section.id in report.plans:
            slides += _plan(section, room)
        else:
            slides += _section(section, room)
    return [each._replace(notes=(*_spoken(each), *each.notes, *source)) for each in slides]


def _spoken(slide: Slide) -> tuple[str, ...]:
    """The whole title: a slide may not have room for it."""
    return (plain(slide.title) + slide.ending,)


def _opening(title: str, lines: Sequence[str], room: Box) -> Slide:
    return Slide(title, ((room, Words(tuple(lines), _TEXT)),), opens=True)


def _facts(facts: Facts, ids: Sequence[str] = ()) -> Iterator[str]:
    for each in facts.rows:
        if not ids or each.id in ids:
            yield plain(said_fact(each))


def _plan(plan: Section, room: Box) -> Iterator[Slide]:
    """One of several plans: a slide that opens it, then its own, each with its name."""
    facts = [each for each in plan.blocks if isinstance(each, Facts)]
    about = tuple(line for each in facts for line in _facts(each))
    lines = [line for each in facts for line in _facts(each, ("period", "as_at"))]
    yield _opening(plan.title, lines, room)._replace(notes=about)
    for section in plan.sections:
        for each in _section(section, room):
            yield each._replace(ending=f" ({plan.id}){each.ending}", notes=(*each.notes, *about))


def _section(section: Section, room: Box) -> Iterator[Slide]:
    kept = _SECTIONS.get(section.id)
    if kept is None:
        return
    blocks = [each for each in section.blocks if isinstance(each, Bars | Path) or not kept.is_drawn]
    texts, under = _texts(section.blocks if not kept.is_drawn else ())
    tables = [each for each in blocks if isinstance(each, Table)]
    figures = [each for each in blocks if isinstance(each, Figures)]
    if texts or figures or (under and not tables):
        yield from _standing(section.title, [*texts, *([] if tables else under)], figures, room)
    for number, table in enumerate(tables):
        title = section.title if is_alone(section) else f"{section.title}: {table.caption}"
        yield from _table(title, table, kept.most, under if number == len(tables) - 1 else [], room)
    bars, paths = [each for each in blocks if isinstance(each, Bars)], [e for e in blocks if isinstance(e, Path)]
    for each in bars:
        yield from _bars(_in_order(each, section), room)
    for number, path in enumerate(paths[:_MOST_PICTURES], 1):
        yield _path(path, len(paths) - _MOST_PICTURES if number == _MOST_PICTURES else 0, room)


def _texts(blocks: Sequence[Block]) -> tuple[list[str], list[str]]:
    """What is said in words, and what is said not to be."""
    texts: list[str] = []
    none: list[str] = []
    for block in blocks:
        match block:
            case Prose(text):
                texts.append(plain(text))
            case Bullets(items):
                texts += map(plain, items)
            case NoneSaid():
                none.append(plain(none_said(block)))
            case Facts():
                texts += _facts(block)
            case Figures() | Table() | Bars() | Path():
                pass
            case _:
                assert_never(block)
    return texts, none


def _standing(title: str, texts: Sequence[str], figures: Sequence[Figures], room: Box) -> Iterator[Slide]:
    """Sentences with the figures side by side below them: on two slides where one is too small."""
    for size in _FIGURE_SIZES:
        made = _side_by_side(figures, room, size)
        under = max((place.y + place.height - room.y for place, _ in made), default=0) + (_GAP if made else 0)
        words = words_in(texts, room._replace(height=max(room.height - under, 1)), _TEXT, _LEAST)
        height = height_of_words(words, room.width) if texts else 0
        if height + under <= room.height and words.paragraphs == tuple(texts):
            break
    else:
        yield from _apart(title, texts, figures, room)
        return
    parts: list[tuple[Box, Part]] = [(room._replace(height=height), words)] if texts else []
    down = height + _GAP if texts else 0
    below = ((place._replace(y=place.y + down), part) for place, part in made)
    yield Slide(title, (*parts, *below), _empty(figures))


def _empty(figures: Sequence[Figures]) -> tuple[str, ...]:
    """What is said of the words that nobody is in, whole."""
    said = (plain(figures_shown(each)[2]) for each in figures)
    return tuple(each for each in said if each)


def _apart(title: str, texts: Sequence[str], figures: Sequence[Figures], room: Box) -> Iterator[Slide]:
    """Sentences and figures on slides of their own; the figures side by side where that is possible."""
    made = [
        parts for parts in (_side_by_side(figures, room, size) for size in _FIGURE_SIZES) if _is_within(parts, room)
    ]
    slides = 2 if texts and figures and made else 1
    if texts:
        yield Slide(title, ((room, words_in(texts, room, _TEXT, _LEAST)),), tuple(texts), said_of(1, slides))
    if figures and made:
        yield Slide(title, tuple(made[0]), _empty(figures), said_of(slides, slides))
    elif figures:
        for each in figures:
            yield from _alone(f"{title}: {each.caption}", each, room)


def _is_within(parts: Sequence[tuple[Box, Part]], room: Box) -> bool:
    return all(place.y + place.height <= room.y + room.height for place, _ in parts)


def _alone(title: str, figures: Figures, room: Box) -> Iterator[Slide]:
    """One list of figures on as many slides as it needs."""
    grid, said = figures_grid(figures, room.width, _FIGURE_SIZES[0])
    under = [said] if said else []
    pieces = list(parted(grid, room.height - _tail(under, room.width)))
    for number, piece in enumerate(pieces, 1):
        parts = _with_tail(piece, under if number == len(pieces) else [], room._replace(height=height_of(piece)))
        yield Slide(title, tuple(parts), _empty([figures]), said_of(number, len(pieces)))


def _side_by_side(figures: Sequence[Figures], room: Box, size: float) -> list[tuple[Box, Part]]:
    """The figures as grids in letters of *size*, each with what is said of those that nobody is in."""
    width = (room.width - _GAP * (len(figures) - 1)) / max(len(figures), 1)
    made: list[tuple[Box, Part]] = []
    for number, each in enumerate(figures):
        grid, said = figures_grid(each, width, size)
        place = Box(room.x + number * (width + _GAP), room.y, width, height_of(grid))
        made += _with_tail(grid, [said] if said else [], place)
    return made


def _with_tail(part: Part, said: Sequence[str], place: Box) -> Iterator[tuple[Box, Part]]:
    """A part, and what is said right below it."""
    yield place, part
    if said:
        words = small(said, place.width)
        yield Box(place.x, place.y + place.height + _GAP / 3, place.width, height_of_words(words, place.width)), words


def _tail(said: Sequence[str], width: float) -> float:
    """How high it is, with what parts it from what is above."""
    return _GAP / 3 + height_of_words(small(said, width), width) if said else 0


def _table(title: str, table: Table, most: int, none: Sequence[str], room: Box) -> Iterator[Slide]:
    """A table on so many slides at most, and under the last what is not on them, and what there is none of."""
    height = room.height - _tail([said_more(0), *none], room.width)
    pages = pages_of(table, room.width, height, most)
    said = [*([said_more(pages.left_out)] if pages.left_out else []), *none]
    for number, (grid, notes) in enumerate(zip(pages.grids, pages.notes, strict=True), 1):
        is_last = number == len(pages.grids)
        place = room._replace(height=height_of(grid))
        parts = tuple(_with_tail(grid, said if is_last else [], place))
        yield Slide(title, parts, notes, said_of(number, len(pages.grids)))


def _in_order(picture: Bars, section: Section) -> Bars:
    """*picture* with every word in each of its bars, as the table of the same figures has them."""
    words = {word.code: word for bar in picture.rows for word, count in bar.pieces if count}
    tables = [each for each in section.blocks if isinstance(each, Table) and each.id == picture.id]
    columns = [column.id for each in tables for column in each.columns]
    ordered = sorted(words, key=lambda code: columns.index(code) if code in columns else len(columns))
    rows = []
    for bar in picture.rows:
        counts = Counter[str]()
        for word, count in bar.pieces:
            counts[word.code] += count
        rows.append(Bar(bar.label, tuple((words[code], counts[code]) for code in ordered)))
    return replace(picture, rows=tuple(rows))


def _bars(picture: Bars, room: Box) -> Iterator[Slide]:
    """The bars, as many on a slide as can be read."""
    if not any(count for bar in picture.rows for _, count in bar.pieces):
        return
    height = room.height - _tail([said_more(0)], room.width)
    holds = max(int(height / _BAR) - 1, 1)
    pages = [picture.rows[start : start + holds] for start in range(0, len(picture.rows), holds)]
    shown = pages[:_MOST_BARS_SLIDES]
    for number, rows in enumerate(shown, 1):
        left_out = sum(map(len, pages[len(shown) :])) if number == len(shown) else 0
        part = replace(picture, rows=rows)
        parts = _with_tail(part, [said_more(left_out)] if left_out else [], room._replace(height=height))
        notes = (plain(picture.description), *(plain(said_bar(each)) for each in rows))
        yield Slide(picture.caption, tuple(parts), notes, said_of(number, len(shown)))


def _path(picture: Path, left_out: int, room: Box) -> Slide:
    place = room._replace(height=room.height - _tail([said_more(0)], room.width))
    parts = _with_tail(picture, [said_more(left_out)] if left_out > 0 else [], place)
    notes = (plain(picture.description), *map(plain, said_measures(picture)))
    return Slide(picture.caption, tuple(parts), notes)
