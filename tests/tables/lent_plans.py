"""Plans that are lent, and what the tables say of them, put together again."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

from actionplan.loaded import Loaded
from actionplan.officefile import as_it_was
from actionplan.tables.layout import Column, Holds, Shape, shapes
from actionplan.tables.lending import FileValues, Lender, Lent, lend
from actionplan.tables.readers import read_book
from actionplan.tables.several import several
from actionplan.tables.writers import About
from actionplan.tables.writers.csv import write_table
from actionplan.tables.writers.json import write as write_json
from actionplan.tables.writers.ods import write as write_ods
from actionplan.tables.writers.xlsx import write as write_xlsx
from tests.checks import full
from tests.support import load_texts

ON = date(2025, 12, 31)
ABOUT = About("Northfield homes and health plan", "0.0.0")
COMMITMENTS = Path(__file__).parent.parent.parent / "commitments"
REAL = ("mou-2014-15", "mou-2015-16", "nenc-housing-health-care")

REVIEW = """\
period: 2025-26 Q2
closed: 2025-10-29
meeting: 2025-10-27
note: Held at the town hall.
positions:
  - {id: haven-1, status: moving, confidence: amber, due: 2025-26 Q4, revised_due: 2026-06, updates: 1, amendments: 1,
     log: 6f1c90aa7c3e2b14, wording: 91ab0c4df2a17e55}
readings:
  - {indicator: cold, date: 2025-26 H1, value: 12.90}
decisions:
  - {date: 2025-10-27, about: haven-1, decision: Keep the date, by: the board}
actions:
  - {id: a1, action: Show the rota, owner: haven, due: 2025-12-31, about: haven-1, done: 2025-12-01, note: Shown.}
"""
EVERYTHING = {
    "plan.yaml": full.PLAN,
    "haven.yaml": full.COMMITMENTS,
    "outcomes.yaml": full.OUTCOMES,
    "waivers.yaml": full.WAIVERS.replace("until: ", "until: "),
    "baseline.yaml": full.BASELINE,
    "reviews/2025-26-q2.yaml": REVIEW,
}

Row: TypeAlias = dict[str, Any]
Rows: TypeAlias = dict[str, list[Row]]


def lender_of(loaded: Loaded) -> Lender:
    assert loaded.plan is not None
    folder = f"{loaded.name}/"
    files = [
        FileValues(each.text.name.removeprefix(folder), each.role, each.opened.tree.value)
        for each in loaded.sheets.values()
    ]
    return Lender(loaded.plan, files)


def everything() -> Loaded:
    """A plan with every key there is."""
    loaded = load_texts(EVERYTHING)
    assert loaded.hits == ()
    return loaded


def real(name: str) -> Loaded:
    folder = COMMITMENTS / name
    return load_texts({path.name: path.read_bytes() for path in folder.glob("*.yaml")}, name)


def lent(*loaded: Loaded, on: date = ON) -> Lent:
    return lend([lender_of(each) for each in loaded], on)


def written(loaded: Loaded) -> dict[str, Any]:
    """What the files hold: without keys that have nothing after them, and with who leads."""
    found = {each.name: _filled(each.value) for each in lender_of(loaded).files}
    for value in found.values():
        for each in value.get("commitments", ()):
            each.setdefault("lead", value["partner"])
    return found


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _filled(each) for key, each in value.items() if each not in (None, [], {})}
    return [_filled(each) for each in value] if isinstance(value, list) else value


# From files to rows again: what a cell holds is text, or a list, or nothing.


def from_csv(given: Lent) -> Rows:
    found = {}
    for table in given.tables:
        lines = list(csv.reader(io.StringIO(write_table(table).decode("utf-8"), newline="")))
        assert lines[0] == [each.name for each in table.columns]
        found[table.name] = [_row(table.columns, [as_it_was(each) for each in line]) for line in lines[1:]]
    return found


def from_json(given: Lent) -> Rows:
    document = json.loads(write_json(given, ABOUT), parse_float=str, parse_int=str)
    return {each.name: document[each.name] for each in given.tables}


def from_xlsx(given: Lent) -> Rows:
    return from_book("plan.xlsx", write_xlsx(given, ABOUT))


def from_ods(given: Lent) -> Rows:
    return from_book("plan.ods", write_ods(given, ABOUT))


def from_book(name: str, data: bytes) -> Rows:
    known = {**shapes()}
    found: Rows = {each: [] for each in known}
    for sheet in read_book(name, data).sheets:
        if sheet.name in known:
            header, *rows = [[_plain(cell.value) for cell in row] for row in sheet.rows]
            columns = known[sheet.name].columns
            assert header == [each.name for each in columns]
            found[sheet.name] = [_row(columns, [*row, *[""] * (len(columns) - len(row))]) for row in rows]
    return found


def _plain(value: object) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _row(columns: Sequence[Column], cells: Sequence[str]) -> Row:
    return {each.name: _item(each, cell) for each, cell in zip(columns, cells, strict=True)}


def _item(column: Column, cell: str) -> Any:
    if cell == "":
        return None
    return list(several(cell)) if column.holds is Holds.WORDS else cell


FORMATS: Mapping[str, Callable[[Lent], Rows]] = {
    "csv": from_csv,
    "json": from_json,
    "xlsx": from_xlsx,
    "ods": from_ods,
}


def put_together(rows: Rows, plan: str) -> dict[str, Any]:
    """What the files of *plan* held, from the rows of its tables."""
    joining = _Joining(rows, plan)
    (head,) = joining.below("plans", (plan,))
    found = {"plan.yaml": joining.entry(shapes()["plans"], head)}
    for row in joining.below("files", (plan,)):
        value = joining.entry(shapes()["files"], row)
        found[row["file"]] = value
        for file, key, table in (
            ("outcomes.yaml", "outcomes", "outcomes"),
            ("waivers.yaml", "waivers", "waivers"),
            ("baseline.yaml", "findings", "known_findings"),
        ):
            if row["file"] == file and (listed := joining.listed(shapes()[table], (plan,))):
                value[key] = listed
    for row in joining.below("reviews", (plan,)):
        found[row["file"]] = joining.entry(shapes()["reviews"], row)
    return found


class _Joining:
    def __init__(self, rows: Rows, plan: str) -> None:
        self.rows: dict[tuple[str, tuple[str, ...]], list[Row]] = defaultdict(list)
        for name, shape in shapes().items():
            for row in rows[name]:
                if row["plan"] == plan:
                    self.rows[name, tuple(str(row[each]) for each in shape.up or ("plan",))].append(row)

    def below(self, table: str, up: tuple[str, ...]) -> list[Row]:
        return self.rows.get((table, up), [])

    def entry(self, shape: Shape, row: Row) -> dict[str, Any]:
        value: dict[str, Any] = {}
        for column in shape.columns:
            if column.path and row[column.name] is not None:
                _put(value, column.path, row[column.name])
        key = tuple(str(row[each]) for each in shape.key)
        for below in shape.below:
            child = shapes()[below.table]
            if listed := self.listed(child, key):
                _put(value, below.path, listed)
        return value

    def listed(self, shape: Shape, up: tuple[str, ...]) -> Any:
        rows = self.below(shape.name, up)
        if shape.counter == "number":
            assert [int(each["number"]) for each in rows] == list(range(1, len(rows) + 1))
            return [self.entry(shape, each) for each in rows]
        if len(shape.columns) == len(shape.up) + 2 and shape.columns[-1].path == (shape.columns[-1].name,):
            worded = shape.columns[-1].name
            if shape.name != "partners":
                return {each[shape.counter]: each[worded] for each in rows}
        return {each[shape.counter]: self.entry(shape, each) for each in rows}


def _put(value: dict[str, Any], path: Sequence[str], item: Any) -> None:
    for key in path[:-1]:
        value = value.setdefault(key, {})
    value[path[-1]] = item
