"""All tables in one SQLite database: with keys, and with views that work out where each commitment stands.

What is written stands in the columns as it is written. Beside a date of any precision stand its first and its last day;
beside a word that names something of the plan stands a key to it (`theme_key`), which is empty where the plan has no
such thing. Several texts are a JSON list, and where they name something there is a table of the pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from actionplan.domain.dates import Window, parse_window
from actionplan.domain.model import Plan
from actionplan.domain.vocabulary import Word, vocabulary_of
from actionplan.domain.written import BadValue
from actionplan.tables.layout import Column, Holds, Path, Shape, shapes
from actionplan.tables.lending import Item, Lent, Row, Table
from actionplan.tables.standing import STANDING, lead_name
from actionplan.tables.writers import FORM, About
from actionplan.tables.writers.views import VIEWS

if TYPE_CHECKING:
    from sqlite3 import Connection

APPLICATION = int.from_bytes(b"aplx")  # in the file's header, for whoever asks what wrote it
_KINDS = {Holds.NUMBER: "NUMERIC", Holds.COUNT: "INTEGER"}

# Words that name something: the table and column they stand in, and the table where it is.
_REFERENCES: Mapping[tuple[str, str], str] = {
    ("files", "partner"): "partners",
    ("commitments", "lead"): "partners",
    ("commitments", "theme"): "themes",
    ("commitments", "replaces"): "commitments",
    ("outcomes", "theme"): "themes",
    ("seen_positions", "id"): "commitments",
    ("seen_readings", "indicator"): "indicators",
    ("decisions", "about"): "commitments",
    ("actions", "about"): "commitments",
    ("actions", "owner"): "partners",
    ("waivers", "commitment"): "commitments",
    ("known_findings", "commitment"): "commitments",
}


class _Pairs(NamedTuple):
    """A table of pairs, for a column that names several things."""

    name: str
    table: str
    column: str
    noun: str
    named: str


_PAIRS = (
    _Pairs("signatories", "plans", "agreement_signatories", "partner", "partners"),
    _Pairs("commitment_partners", "commitments", "with", "partner", "partners"),
    _Pairs("commitment_outcomes", "commitments", "outcomes", "outcome", "outcomes"),
    _Pairs("commitment_waits_on", "commitments", "waits_on", "waits_on", "commitments"),
)
_OWN = """
CREATE TABLE "export" ("title" TEXT NOT NULL, "version" TEXT NOT NULL, "form" INTEGER NOT NULL, "as_at" TEXT NOT NULL);
CREATE TABLE "words" ("plan" TEXT NOT NULL REFERENCES "plans" ("plan"), "kind" TEXT NOT NULL, "code" TEXT NOT NULL,
  "label" TEXT NOT NULL, "meaning" TEXT NOT NULL, "tone" TEXT NOT NULL, "is_open" INTEGER NOT NULL,
  PRIMARY KEY ("plan", "kind", "code"));
CREATE TABLE "leads" ("plan" TEXT NOT NULL REFERENCES "plans" ("plan"), "code" TEXT NOT NULL, "name" TEXT NOT NULL,
  PRIMARY KEY ("plan", "code"));
"""


def write(lent: Lent, about: About) -> bytes:
    """The database as bytes of its file: the same for the same plans, with the same version of SQLite."""
    from contextlib import closing
    from sqlite3 import connect

    with closing(connect(":memory:", isolation_level=None)) as database:
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.execute(f"PRAGMA user_version = {FORM}")
        database.execute("BEGIN")
        for each in shapes().values():
            database.execute(_create(each))
        for statement in (*_OWN.split(";"), *map(_create_pairs, _PAIRS), *VIEWS):
            database.execute(statement)
        _fill(database, lent, about)
        database.execute("COMMIT")
        return bytes(database.serialize())


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _listed(names: Path) -> str:
    return f"({', '.join(map(_quoted, names))})"


def columns_in(shape: Shape) -> Iterator[Column]:
    """The columns of the table in the database: those that are made from another one after it."""
    for each in shape.columns:
        yield each
        if each.holds is Holds.DATES:
            yield Column(f"{each.name}_first", Holds.DAY, f"{each.about} (the first day it may mean)")
            yield Column(f"{each.name}_last", Holds.DAY, f"{each.about} (the last day it may mean)")
        if (shape.name, each.name) in _REFERENCES:
            about = f"The same, where it is in {_REFERENCES[shape.name, each.name]}"
            yield Column(f"{each.name}_key", Holds.TEXT, about)


def _create(shape: Shape) -> str:
    lines = [f"{_quoted(each.name)} {_kind(each)}" for each in columns_in(shape)]
    lines.append(f"PRIMARY KEY {_listed(shape.key)}")
    if shape.above:
        lines.append(_foreign(shape.up, shapes()[shape.above]))
    for column in shape.columns:
        named = _REFERENCES.get((shape.name, column.name))
        if named:
            lines.append(_foreign(("plan", f"{column.name}_key"), shapes()[named]))
    return _table(shape.name, lines)


def _table(name: str, lines: list[str]) -> str:
    inner = ",\n  ".join(lines)
    return f"CREATE TABLE {_quoted(name)} (\n  {inner}\n)"


def _kind(column: Column) -> str:
    return f"{_KINDS.get(column.holds, 'TEXT')}{' NOT NULL' if column.is_needed else ''}"


def _foreign(columns: Path, above: Shape) -> str:
    return f"FOREIGN KEY {_listed(columns)} REFERENCES {_quoted(above.name)} {_listed(above.key)}"


def _create_pairs(pairs: _Pairs) -> str:
    shape = shapes()[pairs.table]
    key = (*shape.reference, pairs.noun)
    lines = [f"{_quoted(each)} TEXT NOT NULL" for each in key]
    lines += [f"PRIMARY KEY {_listed(key)}", _foreign(shape.reference, shape)]
    lines.append(_foreign(("plan", pairs.noun), shapes()[pairs.named]))
    return _table(pairs.name, lines)


def _fill(database: Connection, lent: Lent, about: About) -> None:
    years = {each.id: each.cycle.year_starts for each in lent.plans}
    known = {each.name: _keys_in(each) for each in lent.tables}
    for table in lent.tables:
        if table.name != STANDING.name:
            rows = [_values(table, row, years[str(row[_place(table, "plan")])], known) for row in table.rows]
            _insert(database, table.name, rows)
    for pairs in _PAIRS:
        _insert(database, pairs.name, sorted(_paired(pairs, lent.named(pairs.table), known[pairs.named])))
    _insert(database, "export", [(about.title, about.version, FORM, lent.on.isoformat())])
    _insert(database, "words", [each for plan in lent.plans for each in _words(plan)])
    _insert(database, "leads", [each for plan in lent.plans for each in _leads(plan)])


def _insert(database: Connection, table: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        database.executemany(f"INSERT INTO {_quoted(table)} VALUES ({marks})", rows)  # noqa: S608  # names of our own


def _place(table: Table, column: str) -> int:
    return [each.name for each in table.columns].index(column)


def _keys_in(table: Table) -> frozenset[tuple[Item, ...]]:
    places = [_place(table, each) for each in table.shape.key]
    return frozenset(tuple([row[each] for each in places]) for row in table.rows)


Known = Mapping[str, frozenset[tuple[Item, ...]]]


def _values(table: Table, row: Row, year_starts: int, known: Known) -> tuple[Any, ...]:
    """*row* with what is made from its values."""
    plan = row[_place(table, "plan")]
    values: list[Any] = []
    for column, item in zip(table.columns, row, strict=True):
        values.append(_value(item))
        if column.holds is Holds.DATES:
            window = _window(item, year_starts)
            values += [window.first.isoformat(), window.last.isoformat()] if window else [None, None]
        named = _REFERENCES.get((table.name, column.name))
        if named:
            values.append(item if (plan, item) in known[named] else None)
    return tuple(values)


def _value(item: Item) -> Any:
    match item:
        case tuple():
            import json

            return json.dumps(item, ensure_ascii=False)
        case date():
            return item.isoformat()
        case _:
            return item


def _window(item: Item, year_starts: int) -> Window | None:
    try:
        return parse_window(item, year_starts) if isinstance(item, str) else None
    except BadValue:
        return None


def _paired(pairs: _Pairs, table: Table, known: frozenset[tuple[Item, ...]]) -> set[tuple[Any, ...]]:
    """The key of each row with each thing that the plan has among those that it names."""
    keys = [_place(table, each) for each in table.shape.key]
    place, plan = _place(table, pairs.column), _place(table, "plan")
    found = set()
    for row in table.rows:
        texts = row[place]
        for text in texts if isinstance(texts, tuple) else ():
            if (row[plan], text) in known:
                found.add((*[row[each] for each in keys], text))
    return found


def _words(plan: Plan) -> Iterator[tuple[Any, ...]]:
    """The words in force, those that every plan has among them."""
    words = vocabulary_of(plan.head)
    for kind, found in (("status", words.statuses), ("confidence", words.confidences)):
        for each in found.values():
            yield _word(plan, kind, each)


def _word(plan: Plan, kind: str, word: Word) -> tuple[Any, ...]:
    return (plan.id, kind, word.code, word.label, word.meaning, word.tone, int(word.is_open))


def _leads(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Who leads, by the word and by the printed name: partners, nobody, everybody."""
    for lead in dict.fromkeys(each.lead or "none" for each in plan.commitments):
        yield plan.id, lead, lead_name(lead, plan)
