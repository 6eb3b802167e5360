"""What each column of a tracker stands for: proposed, shown with examples, corrected, kept for the next time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from actionplan.domain.written import BadValue, echo, nearest
from actionplan.tables.intake.days import Order
from actionplan.tables.intake.grids import Grid
from actionplan.tables.intake.headings import FIELDS, HOW_FAR, KEPT, LONGEST_HEADING, Heard, heard, plain_heading
from actionplan.tables.intake.states import Words, are_colours, are_mixed, are_percents, are_statuses
from actionplan.tables.table import Cell, letters

EXAMPLES = 2
LOOKED_AT = 200  # cells of a column, to tell what it holds
NOT_TAKEN = "nothing"
"""In place of a field: the column is left out, and said to be."""


class Column(NamedTuple):
    """One column: its number from 0, its heading, its field (or `source`, or `nothing`), and why it is taken so."""

    number: int
    heading: str
    field: str
    why: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choices:
    """What somebody decided about a tracker: which heading is which field, what words stand for, who is who.

    `columns` are by heading, `status_map` by the tracker's word, `partners` by the name as it is printed there.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    status_map: Mapping[str, str] = field(default_factory=dict)
    partners: Mapping[str, str] = field(default_factory=dict)
    dates: Order | None = None

    @property
    def by_heading(self) -> dict[str, str]:
        """The fields by their headings, plain as they are compared."""
        return {plain_heading(heading): field for heading, field in self.columns.items()}

    def with_more(self, other: Choices) -> Choices:
        """These choices, and over them those of *other*."""
        return Choices(
            {**self.columns, **other.columns},
            {**self.status_map, **other.status_map},
            {**self.partners, **other.partners},
            other.dates or self.dates,
        )


def columns_of(grid: Grid, choices: Choices, words: Words) -> tuple[Column, ...]:
    """What each column of *grid* stands for: as chosen, else by its heading, else by what is in it."""
    chosen = choices.by_heading
    headings = _headings(grid)
    filled = [list(_filled(grid, number)) for number in range(len(headings))]
    taken: dict[int, Heard] = {}
    for number, heading in enumerate(headings):
        field = chosen.get(plain_heading(heading))
        if field in (KEPT, NOT_TAKEN) or (field and field not in {each.field for each in taken.values()}):
            taken[number] = Heard(field, -1, "chosen")
    _by_percents(headings, filled, taken)
    _by_heading(headings, taken)
    _by_contents(filled, taken, words)
    return tuple(_columns(headings, grid, taken, filled))


def _headings(grid: Grid) -> list[str]:
    """A heading for each column, no two the same; a column without one is called by its letters."""
    width = max(len(grid.headings), *(len(line.cells) for line in grid.lines), 0)
    found: dict[str, None] = {}
    for number in range(width):
        text = " ".join(grid.headings[number].text.split()) if number < len(grid.headings) else ""
        plain = plain_heading(text)
        is_taken = not plain or plain in map(plain_heading, found)
        found[f"{text}, column {letters(number + 1)}".lstrip(", ") if is_taken else text] = None
    return list(found)


def _filled(grid: Grid, number: int) -> Iterator[Cell]:
    """What stands in that column, as far as it is looked at."""
    return islice((cell for line in grid.lines if (cell := line.cell(number))), LOOKED_AT)


def _by_percents(headings: Sequence[str], filled: list[list[Cell]], taken: dict[int, Heard]) -> None:
    """A column of per cents under “Progress” or “Done” says how far things are, and is no note."""
    guesses = {number: heard(heading) for number, heading in enumerate(headings)}
    if any(each and each.field == "progress" for each in (*taken.values(), *guesses.values())):
        return
    like = (each for each in guesses if each not in taken and HOW_FAR.issuperset(plain_heading(headings[each]).split()))
    found = next((each for each in like if are_percents(filled[each])), None)
    if found is not None:
        taken[found] = Heard("progress", 0, "the per cents in it")


def _by_heading(headings: Sequence[str], taken: dict[int, Heard]) -> None:
    """Each field goes to the column that says it best."""
    guesses = sorted(
        (found.rank, number, found)
        for number, heading in enumerate(headings)
        if number not in taken and (found := heard(heading))
    )
    for _, number, found in guesses:
        if found.field not in {each.field for each in taken.values()}:
            taken[number] = found


def _by_contents(filled: list[list[Cell]], taken: dict[int, Heard], words: Words) -> None:
    """A column of colours, or of status words, is what it holds; one of both is one of status."""
    fields = {each.field for each in taken.values()}
    for number, cells in enumerate(filled):
        now = taken.get(number)
        if now is not None and now.field == "status" and now.rank >= 0 and "confidence" not in fields:
            if are_colours(cells):
                taken[number] = Heard("confidence", 0, "the colours in it")
        elif now is not None and now.field == "confidence" and now.rank >= 0 and "status" not in fields:
            if are_mixed(cells, words):
                taken[number] = Heard("status", 0, "the status words in it")
        elif now is None and "confidence" not in fields and are_colours(cells):
            taken[number] = Heard("confidence", 0, "the colours in it")
        elif now is None and "status" not in fields and are_statuses(cells, words):
            taken[number] = Heard("status", 0, "the status words in it")
        fields = {each.field for each in taken.values()}


def _columns(
    headings: Sequence[str], grid: Grid, taken: Mapping[int, Heard], filled: Sequence[Sequence[Cell]]
) -> Iterator[Column]:
    for number, (heading, cells) in enumerate(zip(headings, filled, strict=True)):
        if cells or (number < len(grid.headings) and not grid.headings[number].is_blank):
            found = taken.get(number, Heard(KEPT, 0, "no field is like it"))
            examples = tuple(dict.fromkeys(" ".join(each.text.split())[:40] for each in cells))[:EXAMPLES]
            yield Column(number, heading, found.field, found.why, examples)


def parse_field(text: str) -> str:
    """The field that *text* names. Raises BadValue where it is none."""
    word = text.strip().lower()
    if word in (*FIELDS, KEPT, NOT_TAKEN):
        return word
    near = nearest(word, FIELDS)
    hint = f"Did you mean {near}? " if near else ""
    raise BadValue(f"{echo(text)} is no field", f"{hint}There are: {', '.join((*FIELDS, KEPT, NOT_TAKEN))}.")


def choices_from(value: Any) -> Choices:
    """The choices that a mapping file holds. Raises BadValue where it holds something else."""
    if not isinstance(value, Mapping):
        raise BadValue("the mapping holds no choices", "Begin with a line “columns:”.")
    unknown = [key for key in value if key not in ("columns", "status_map", "partners", "dates")]
    if unknown:
        raise BadValue(
            f"{echo(str(unknown[0]))} is no key of a mapping", "Write columns, status_map, partners or dates."
        )
    texts = {key: _texts(key, value.get(key)) for key in ("columns", "status_map", "partners")}
    fields = {heading: parse_field(name) for heading, name in texts["columns"].items()}
    return Choices(fields, texts["status_map"], texts["partners"], parse_order(value.get("dates")))


def _texts(key: str, value: Any) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, Mapping) or not all(isinstance(each, str) for each in value.values()):
        raise BadValue(
            f"what stands under {key} are not words with what they stand for", f"Write under {key}: word: what."
        )
    return {str(word): str(meant) for word, meant in value.items()}


def parse_order(text: Any) -> Order | None:
    """Which comes first in a date, as somebody says. Raises BadValue where that is neither."""
    if text is None:
        return None
    found = next((each for each in Order if each.value == str(text).strip().lower()), None)
    if found is None:
        raise BadValue(f"{echo(str(text))} is no order of a date", "Write day-first or month-first.")
    return found


def choices_as_value(choices: Choices, columns: tuple[Column, ...]) -> dict[str, Any]:
    """What a mapping file holds of *choices*, and of what was taken for *columns*."""
    value: dict[str, Any] = {"columns": {_kept_heading(each.heading): each.field for each in columns}}
    value |= {"status_map": dict(choices.status_map)} if choices.status_map else {}
    value |= {"partners": dict(choices.partners)} if choices.partners else {}
    return value | ({"dates": choices.dates.value} if choices.dates else {})


def _kept_heading(heading: str) -> str:
    """*heading* as a key of a file, which has room for so many characters."""
    return heading if len(heading) <= LONGEST_HEADING and heading.isprintable() else plain_heading(heading)
