"""A list of social values, as csv or yaml, to its rows; or what is wrong with it, line by line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from actionplan.domain.types import parse_number
from actionplan.domain.worth import Key, Value, Values, key_of
from actionplan.domain.written import BadValue, echo, nearest
from actionplan.yamltext.file import read_file
from actionplan.yamltext.tree import Places

NEEDED = ("edition", "outcome", "value", "deadweight")
COLUMNS = ("edition", "outcome", "group", "region", "value", "deadweight")
WHOLE = 100

_YAML = "Write “values:”, and below it one item for each value: - {edition: …, outcome: …, value: …, deadweight: …}."


class Fault(NamedTuple):
    """Something wrong with the list, on a line of it (from 1), and what to do about it."""

    line: int
    message: str
    fix: str


class Faulty(Exception):  # noqa: N818  # an answer, not an error
    """The list cannot be used: everything that is wrong with it."""

    def __init__(self, faults: Collection[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults)


Line = tuple[int, Mapping[str, str]]


def read_values(name: str, data: bytes, named: Collection[Key]) -> Values:
    """The list in *data*, a file called *name*: yaml by its ending, else csv.

    *named* are the rows that indicators name. The others are passed over: what their figures are makes no difference.
    Raises Faulty with everything that is wrong.
    """
    lines = _of_yaml(name, data) if name.lower().endswith((".yaml", ".yml")) else _of_csv(data)
    if not lines:
        raise Faulty([Fault(1, "the list holds no value", "Write one line for each value.")])
    reading = _Reading(named)
    for line, row in lines:
        reading.take(line, row)
    if reading.faults:
        raise Faulty(reading.faults)
    return Values(reading.edition or "", reading.rows, reading.listed, reading.passed_over)


class _Reading:
    """The list as far as its lines have been read."""

    def __init__(self, named: Collection[Key]) -> None:
        self.named = named
        self.edition: str | None = None
        self.rows: dict[Key, Value] = {}
        self.listed: dict[Key, Key] = {}
        self.passed_over = 0
        self.lines: dict[Key, int] = {}
        self.faults: list[Fault] = []

    def take(self, line: int, row: Mapping[str, str]) -> None:
        """Add one line, or what is wrong with it."""
        words = (row.get("outcome", ""), row.get("group", ""), row.get("region", ""))
        key = key_of(*words)
        is_needed = not key[0] or key in self.named
        empty = [each for each in NEEDED if (is_needed or each == "edition") and not row.get(each)]
        if empty:
            fix = "Fill them all; where nothing would have come true anyway, the deadweight is 0."
            self.faults.append(Fault(line, f"{' and '.join(empty)} {'is' if len(empty) == 1 else 'are'} missing", fix))
            return
        self.listed.setdefault(key, words)
        self.faults += self._edition(line, row["edition"])
        if is_needed:
            self.faults += [*self._again(line, key), *self._numbers(line, row, key)]
        else:
            self.passed_over += 1

    def _edition(self, line: int, edition: str) -> Iterator[Fault]:
        self.edition = self.edition or edition
        if edition != self.edition:
            message = f"the edition is {echo(edition)}, and {echo(self.edition)} above"
            yield Fault(line, message, "Keep one edition in a list: figures of two cannot stand side by side.")

    def _again(self, line: int, key: Key) -> Iterator[Fault]:
        if key in self.lines:
            message = f"the same outcome, group and region stand on line {self.lines[key]}"
            yield Fault(line, message, "Keep one of the two.")
        self.lines.setdefault(key, line)

    def _numbers(self, line: int, row: Mapping[str, str], key: Key) -> Iterator[Fault]:
        found: dict[str, Decimal] = {}
        for name in ("value", "deadweight"):
            try:
                found[name] = parse_number(row[name])
            except BadValue as bad:
                yield Fault(line, f"{name}: {bad.message}", bad.fix)
                continue
            if found[name] < 0:
                yield Fault(line, f"{name}: {row[name]} is less than nothing", "Write a number from 0.")
        if found.get("deadweight", 0) > WHOLE:
            message = f"deadweight: {row['deadweight']} is more than 100 per cent"
            yield Fault(line, message, "Write a share in per cent, from 0 to 100.")
        if len(found) == len(("value", "deadweight")):
            self.rows.setdefault(key, Value(found["value"], found["deadweight"]))


def _of_csv(data: bytes) -> list[Line]:
    import csv

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fix = "In Excel, save it as “CSV UTF-8 (comma delimited)”."
        raise Faulty([Fault(line, "the text is not UTF-8", fix)]) from None
    head = text.partition("\n")[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=_separator(head), strict=True)
    try:
        return list(_rows(reader))
    except csv.Error as error:
        fix = "Check the quotation marks on this line and above."
        raise Faulty([Fault(reader.line_num, f"this is not csv: {error}", fix)]) from None


def _separator(head: str) -> str:
    """Excel of many countries puts semicolons."""
    return ";" if head.count(";") > head.count(",") else ","


def _rows(reader: Any) -> Iterator[Line]:
    names = [each.strip().lower() for each in next(reader, [])]
    _check_names(names, 1)
    line = reader.line_num + 1
    for cells in reader:
        if any(each.strip() for each in cells):
            if len(cells) != len(names):
                message = f"there are {len(cells)} cells under {len(names)} headings"
                raise Faulty([Fault(line, message, "Put what has a comma in it into quotation marks.")])
            yield line, {name: cell.strip() for name, cell in zip(names, cells, strict=True)}
        line = reader.line_num + 1


def _check_names(names: Collection[str], line: int) -> None:
    faults = [
        Fault(line, f"{echo(each)} is no column of a list", _column(each)) for each in names if each not in COLUMNS
    ]
    listed = list(names)
    faults += [
        Fault(line, f"the column {each} is there twice", "Keep one of them.")
        for each in COLUMNS
        if listed.count(each) > 1
    ]
    faults += [
        Fault(line, f"there is no column {each}", f"The columns are {', '.join(COLUMNS)}.")
        for each in NEEDED
        if each not in names
    ]
    if faults:
        raise Faulty(faults)


def _column(name: str) -> str:
    near = nearest(name, COLUMNS)
    return f"Did you mean {near}?" if near else f"The columns are {', '.join(COLUMNS)}."


def _of_yaml(name: str, data: bytes) -> list[Line]:
    source, tree = read_file(name, data)
    if tree.problems:
        first = tree.problems[0]
        message = f"this cannot be read as plain YAML ({first.kind.replace('-', ' ')})"
        raise Faulty([Fault(source.position(first.start)[0], message, _YAML)])
    items = tree.value.get("values") if isinstance(tree.value, dict) else None
    if not isinstance(items, list) or set(tree.value) - {"values", "edition"}:
        raise Faulty([Fault(1, "this is not a list of values", _YAML)])
    places = Places(tree)
    lines = [source.position(places.locate(("values", number))[0])[0] for number in range(len(items))]
    edition = tree.value.get("edition")
    return [(line, _item(line, each, edition)) for line, each in zip(lines, items, strict=True)]


def _item(line: int, item: Any, edition: Any) -> Mapping[str, str]:
    if not isinstance(item, dict) or not all(each is None or isinstance(each, str) for each in item.values()):
        raise Faulty([Fault(line, "this item is not a value", _YAML)])
    faults = [Fault(line, f"{echo(each)} is no key of a value", _column(each)) for each in item if each not in COLUMNS]
    if faults:
        raise Faulty(faults)
    usual = {"edition": edition} if isinstance(edition, str) else {}
    return {key: each.strip() for key, each in {**usual, **item}.items() if each is not None}
