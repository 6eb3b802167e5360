"""The rows of an export that came back beside those of the plan: which is which, and which are new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from actionplan.domain.naming import file_name
from actionplan.domain.reading import Doubt, reader
from actionplan.domain.vocabulary import Vocabulary
from actionplan.domain.written import BadValue, Meant, recognise
from actionplan.tables.entries import Key, Texts, as_text, key_of
from actionplan.tables.intake.growth import window
from actionplan.tables.intake.returned import Row
from actionplan.tables.layout import Column, Holds, shapes
from actionplan.tables.lending import Item, Lent
from actionplan.tables.several import one_cell
from actionplan.tables.table import plain

NUMBER = "number"
AS_OTHERS = "Write it as the other rows have it."
AGREED = "agreed"  # left empty it is the day on which the row came in


class Terms(NamedTuple):
    """What it takes to read a cell: the plan's words, its year, and how texts are taken.

    `clean` gives a text as it may stand in a file, or raises BadValue.
    """

    words: Vocabulary
    year_starts: int
    clean: Callable[[str], str]

    def text(self, column: Column, text: str) -> str:
        """*text* as a file would have it in that column. Raises BadValue where it may not stand there."""
        said = self.clean(text.strip())
        table = self._labels.get(column.name)
        meant = recognise(said, table, table) if table else _meant(column, said)
        return meant.word if meant and meant.is_certain else said

    def value(self, column: Column, text: str) -> Any:
        """What *text* means in that column. Raises BadValue where it is no value."""
        said = self.text(column, text)
        if not said:
            return column.usual
        try:
            return reader(column.kind)(as_text(column, said), self.year_starts)
        except Doubt:
            raise BadValue("it cannot be read", AS_OTHERS) from None

    @property
    def _labels(self) -> Mapping[str, Mapping[str, str]]:
        words = self.words
        return {
            "status": {code: each.label for code, each in words.statuses.items()},
            "confidence": {code: each.label for code, each in words.confidences.items()},
            "reason": words.reasons,
        }


def _meant(column: Column, said: str) -> Meant | None:
    """What the type of *column* takes *said* for, where it is another way to write one of its words."""
    try:
        reader(column.kind)(as_text(column, said), 4)
    except BadValue as bad:
        return bad.meant
    except Doubt:
        return None
    return None


class Pair(NamedTuple):
    """A row that the plan has too, as it stands there, and the columns in which the two differ."""

    table: str
    row: Row
    was: Texts
    changed: tuple[str, ...]


class Fresh(NamedTuple):
    """A row that the plan does not have, with all of its key; `trouble` says why it cannot have that key."""

    table: str
    row: Row
    trouble: str = ""

    @property
    def key(self) -> Key:
        return key_of(self.row.texts, shapes()[self.table].key)

    @property
    def above(self) -> Key:
        """The key of the row above it."""
        return key_of(self.row.texts, shapes()[self.table].up)


class Matched(NamedTuple):
    """The rows of an export: those the plan has, those it has not, and what is only in the plan, table and key."""

    pairs: tuple[Pair, ...]
    fresh: tuple[Fresh, ...]
    kept: tuple[tuple[str, Key], ...]


def texts_of(lent: Lent, table: str, plan: str) -> Iterator[Texts]:
    """Each row of the plan in that table, as it would stand in a csv file."""
    for row in lent.named(table).rows:
        texts = {column.name: _item(each) for column, each in zip(lent.named(table).columns, row, strict=True)}
        if texts["plan"] == plan:
            yield texts


def _item(item: Item | float) -> str:
    if isinstance(item, bool) or item is None:
        return {None: "", True: "true", False: "false"}[item]
    if isinstance(item, tuple):
        return one_cell(item)
    if isinstance(item, Decimal | float):
        return plain(Decimal(str(item)))
    return item.isoformat() if isinstance(item, date) else str(item)


def matched(tables: Mapping[str, Sequence[Row]], plan: str, lent: Lent, terms: Terms) -> Matched:
    """The rows of *tables*, all of one plan, each beside the row of *lent* that it is."""
    pairs: list[Pair] = []
    fresh: list[Fresh] = []
    kept: list[tuple[str, Key]] = []
    blank: dict[tuple[str, Key], list[str]] = defaultdict(list)
    files = files_of_leads(lent, plan)
    for name in (each for each in shapes() if each in tables):
        rows = [_placed(name, each, blank, files) for each in tables[name]]
        found = _Table(name, {key_of(each, shapes()[name].key): each for each in texts_of(lent, name, plan)}, terms)
        found.take(rows)
        pairs += found.pairs
        fresh += found.fresh
        kept += [(name, each) for each in found.known if each not in found.claimed]
        for up, number in found.numbered:
            blank[name, up].append(number)
    return Matched(tuple(pairs), tuple(fresh), tuple(kept))


def _placed(table: str, row: Row, blank: Mapping[tuple[str, Key], Sequence[str]], files: Mapping[str, str]) -> Row:
    """*row* with the number of the row above, where it has none and only one row can be meant; with its lead's file."""
    shape = shapes()[table]
    if table == "commitments" and not row.texts.get("file"):
        return _with(row, "file", file_of_lead(row.texts.get("lead", ""), files))
    if shape.above and shapes()[shape.above].counter == NUMBER and not row.texts.get(shape.up[-1]):
        meant = blank.get((shape.above, key_of(row.texts, shape.up[:-1])), ())
        return _with(row, shape.up[-1], meant[0]) if len(meant) == 1 else row
    return row


def files_of_leads(lent: Lent, plan: str) -> dict[str, str]:
    """The file of each partner that has one; of several the first."""
    files: dict[str, str] = {}
    for each in texts_of(lent, "files", plan):
        files.setdefault(each["partner"], each["file"])
    return files


def file_of_lead(lead: str, files: Mapping[str, str]) -> str:
    """The file that holds what *lead* leads; the one it would get where *files* has none yet."""
    return files.get(lead) or file_name(lead)


def _with(row: Row, name: str, text: str) -> Row:
    return row._replace(texts={**row.texts, name: text})


class _Table:
    """One table: the plan's rows by key, and which of them are claimed by the export's."""

    def __init__(self, name: str, known: Mapping[Key, Texts], terms: Terms) -> None:
        self.name, self.known, self.terms = name, known, terms
        self.shape = shapes()[name]
        self.columns = {each.name: each for each in self.shape.columns}
        self.claimed: set[Key] = set()
        self.pairs: list[Pair] = []
        self.fresh: list[Fresh] = []
        self.numbered: list[tuple[Key, str]] = []
        self._below: dict[Key, list[Key]] = defaultdict(list)
        for key, texts in known.items():
            self._below[key_of(texts, self.shape.up)].append(key)

    def take(self, rows: Iterable[Row]) -> None:
        """Claim the plan's row for each of *rows*: by key first; one without a number by all else that stands there."""
        new: dict[Key, list[Row]] = defaultdict(list)
        for row in sorted(rows, key=self._lacks_number):
            key = self._claimed_by(row)
            if key is None:
                new[key_of(row.texts, self.shape.up)].append(row)
            else:
                self._pair(row, key)
        for up, several in new.items():
            self._number(up, several)

    def _lacks_number(self, row: Row) -> bool:
        return self.shape.key[-1] == NUMBER and not row.texts.get(NUMBER)

    def _claimed_by(self, row: Row) -> Key | None:
        """The key of the plan's row that *row* is; None where it is new."""
        if not self._lacks_number(row):
            key = key_of(row.texts, self.shape.key)
            return key if key in self.known else None
        up = key_of(row.texts, self.shape.up)
        left = (each for each in self._below[up] if each not in self.claimed)
        same = next((each for each in left if not self._changed(row, self.known[each])), None)
        if same is not None:
            self.numbered.append((up, same[-1]))
        return same

    def _pair(self, row: Row, key: Key) -> None:
        self.claimed.add(key)
        self.pairs.append(Pair(self.name, row, self.known[key], self._changed(row, self.known[key])))

    def _number(self, up: Key, rows: Sequence[Row]) -> None:
        """Give the rows that are new below *up* the numbers that come next: those without one by their dates."""
        if self.shape.counter != NUMBER:
            self.fresh += [Fresh(self.name, each) for each in rows]
            return
        there = len(self._below[up])
        free = [str(there + each) for each in range(1, len(rows) + 1)]
        found = []
        for row in rows:
            if row.texts.get(NUMBER):
                trouble = "" if row.texts[NUMBER] in free else f"the next one is {there + 1}. Leave it empty."
                found.append(Fresh(self.name, row, trouble))
                free = [each for each in free if each != row.texts[NUMBER]]
        for row in sorted((each for each in rows if not each.texts.get(NUMBER)), key=self._day):
            found.append(Fresh(self.name, _with(row, NUMBER, free.pop(0))))
            self.numbered.append((up, found[-1].row.texts[NUMBER]))
        self.fresh += sorted(found, key=lambda each: int(each.row.texts[NUMBER]) if not each.trouble else 0)

    def _day(self, row: Row) -> date:
        day = window(row.texts.get("date", ""), self.terms.year_starts)
        return day.last if day else date.max

    def _changed(self, row: Row, was: Texts) -> tuple[str, ...]:
        """The columns in which *row* says something else; where in its list it stands need not be said."""
        return tuple([name for name in row.texts if not self._is_same(name, row, was)])

    def _is_same(self, name: str, row: Row, was: Texts) -> bool:
        says, column, cell = _plain(row.texts[name]), self.columns[name], row.cells.get(name)
        if cell is None:
            return True  # nobody wrote it: it goes without saying
        if cell.trouble:
            return False
        if says == _plain(was[name]) or (not says and name in (*self.shape.up, NUMBER, AGREED)):
            return True
        if isinstance(cell.value, date) and column.holds is Holds.DATES:  # a month that became its first day
            return says == f"{was[name]}-01"
        try:
            return bool(self.terms.value(column, says) == self.terms.value(column, was[name]))
        except BadValue:
            return False


def _plain(text: str) -> str:
    """*text* as it is compared: a spreadsheet keeps no other line breaks."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
