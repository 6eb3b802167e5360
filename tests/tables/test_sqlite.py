"""The database: keys that hold, views that say what the commands say, and the same bytes each time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplan.domain.dates import Window
from actionplan.domain.model import Plan
from actionplan.tables.lending import FileValues, Lender, Lent, lend
from actionplan.tables.writers.sqlite import write
from tests.domain.test_asof import days
from tests.domain.test_compare import plans
from tests.support import load_texts
from tests.tables.lent_plans import ABOUT, EVERYTHING, ON, REAL, everything, lent, real


@contextmanager
def opened(given_: Lent) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(write(given_, ABOUT))
        yield database


def plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row of the table of positions as the database has it."""
    return tuple(
        each.isoformat() if isinstance(each, date) else int(each) if each is True or each is False else each
        for each in row
    )


def positions_in(database: sqlite3.Connection, on: date) -> set[tuple[Any, ...]]:
    database.execute("UPDATE export SET as_at = ?", (on.isoformat(),))
    return set(database.execute("SELECT * FROM positions"))


def positions_of(given_: Lent) -> set[tuple[Any, ...]]:
    return {plain(row) for row in given_.named("positions").rows}


def test_every_key_holds() -> None:
    with opened(lent(everything(), *[real(name) for name in REAL])) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        keys = {each: database.execute(f'PRAGMA foreign_key_list("{each}")').fetchall() for each in tables}

    assert [each for each, found in keys.items() if not found] == ["plans", "export"]
    assert {each[2] for each in keys["commitments"]} == {"files", "partners", "themes", "commitments"}
    assert {each[2] for each in keys["evidence"]} == {"updates"}
    assert {each[2] for each in keys["commitment_waits_on"]} == {"commitments"}


def test_keys_are_enforced_for_who_asks_for_it() -> None:
    with opened(lent(everything())) as database:
        database.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            database.execute("UPDATE commitments SET theme_key = 'roads'")
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            database.execute("DELETE FROM updates WHERE number = 1")


def test_words_that_name_nothing_stand_as_they_are_written_and_have_no_key() -> None:
    partner = (
        "partner: all\ncommitments:\n  - {id: a-1, title: Meet, theme: roads, with: [haven, nobody], waits_on: [a-9]}\n"
    )
    loaded = load_texts({"plan.yaml": EVERYTHING["plan.yaml"], "all.yaml": partner})

    with opened(lent(loaded)) as database:
        (row,) = database.execute('SELECT lead, lead_key, theme, theme_key, "with", waits_on FROM commitments')
        pairs = database.execute("SELECT * FROM commitment_partners").fetchall()
        (name,) = database.execute("SELECT lead_name FROM positions").fetchone()
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []

    assert row == ("all", None, "roads", None, '["haven", "nobody"]', '["a-9"]')
    assert pairs == [("northfield", "a-1", "haven")]
    assert name == "All partners"


def test_dates_of_any_precision_have_their_first_and_last_day() -> None:
    with opened(lent(everything())) as database:
        found = database.execute("SELECT due, due_first, due_last FROM commitments ORDER BY id").fetchall()
        (value,) = database.execute("SELECT value FROM readings WHERE number = 2").fetchone()

    assert found == [("2025-26 Q4", "2026-01-01", "2026-03-31"), ("2026", "2026-01-01", "2026-12-31")]
    assert value == -0.5


def test_the_same_plans_give_the_same_bytes() -> None:
    first, second = (write(lent(everything(), real(REAL[0])), ABOUT) for _ in range(2))

    assert first == second
    assert first[:16] == b"SQLite format 3\0"
    assert write(lent(everything()), ABOUT) != first


def test_counts_in_tables_are_those_of_the_files() -> None:
    with opened(lent(everything())) as database:
        counts = {
            each: database.execute(f'SELECT count(*) FROM "{each}"').fetchone()[0]  # noqa: S608  # of our own
            for each in (
                "commitments",
                "updates",
                "parts",
                "evidence",
                "extensions",
                "partners",
                "readings",
                "decisions",
            )
        }

    assert counts == {
        "commitments": 2,
        "updates": 3,
        "parts": 2,
        "evidence": 1,
        "extensions": 2,
        "partners": 3,
        "readings": 2,
        "decisions": 1,
    }


DAYS = [date(2024, 1, 1) + timedelta(days=29 * number) for number in range(40)]


def test_the_view_says_on_any_day_what_the_commands_say() -> None:
    loaded = everything()
    with opened(lent(loaded)) as database:
        for on in DAYS:
            assert positions_in(database, on) == positions_of(lent(loaded, on=on)), on


TURNS = """\
partner: haven
commitments:
  - {id: a-1, title: Meet, kind: ongoing, due: 2025-02, updates: [{date: 2025-01-10, status: moving}]}
  - {id: a-2, title: Wait, due: 2025-02, condition: {text: subject to funding, state: met, date: 2025-06-01}}
  - {id: a-3, title: Doubt, due: 2025-02, condition: {text: subject to funding}}
  - id: a-4
    title: Twice
    due: 2025-02
    extensions:
      - {asked: 2025-01-10, to: 2025-05, decision: granted, decided: 2025-02-01}
      - {asked: 2025-01-10, to: 2025-04, decision: granted, decided: 2025-02-01}
      - {asked: 2025-03-10, to: 2025-09, decision: refused, decided: 2025-04-01}
  - id: a-5
    title: Stop and go
    due: 2025-02
    updates:
      - {date: 2025-01-10, status: moving, confidence: green}
      - {date: 2025-02-10, status: stuck}
      - {date: 2025-03, status: moving}
      - {date: 2025-04-10, confidence: red}
      - {date: 2025-05-10, status: done}
      - {date: 2025-06-10, note: A word.}
      - {date: 2025-07-10, status: done}
      - {date: 2025-08-10, status: moving}
      - {date: 2025-09-10, confidence: amber}
      - {date: 2025-10-10, status: nonsense, confidence: mauve}
  - id: a-6
    title: Two words for one thing
    due: 2025-02
    updates:
      - {date: 2025-03-10, status: done}
      - {date: 2025-06-10, status: delivered}
      - {date: 2025-07-10, status: done}
"""
OWN_WORDS = EVERYTHING["plan.yaml"].replace(
    "reasons:", "  - {code: delivered, label: Delivered, meaning: done, tone: good}\nreasons:", 1
)


@pytest.mark.parametrize("on", [date(2025, month, 15) for month in range(1, 13)], ids=str)
def test_the_view_follows_every_turn(on: date) -> None:
    loaded = load_texts({"plan.yaml": OWN_WORDS, "haven.yaml": TURNS})

    with opened(lent(loaded, on=on)) as database:
        assert set(database.execute("SELECT * FROM positions")) == positions_of(lent(loaded, on=on))


@pytest.mark.parametrize("name", REAL)
def test_the_view_says_of_real_plans_what_the_commands_say(name: str) -> None:
    loaded = real(name)
    with opened(lent(loaded)) as database:
        for on in (date(2014, 6, 1), date(2015, 9, 30), date(2016, 3, 31), date(2026, 11, 22)):
            assert positions_in(database, on) == positions_of(lent(loaded, on=on)), on


@settings(derandomize=True, max_examples=150, deadline=None)
@given(plans, st.lists(days, min_size=1, max_size=4))
def test_the_view_says_of_any_plan_what_the_commands_say(plan: Plan, asked: list[date]) -> None:
    lender = lender_of_record(plan)
    with opened(lend([lender], ON)) as database:
        for on in asked:
            assert positions_in(database, on) == positions_of(lend([lender], on))


def lender_of_record(plan: Plan) -> Lender:
    """*plan* as it would be written."""
    head = {**raw(plan.head), "reviews": {"every": "quarter"}}
    commitments = {"partner": "none", "commitments": [raw(each) for each in plan.commitments]}
    outcomes = {"outcomes": [raw(each) for each in plan.outcomes]}
    files = (("plan", head), ("haven", commitments), ("outcomes", outcomes))
    return Lender(plan, [FileValues(f"{stem}.yaml", stem, value) for stem, value in files])


def raw(value: Any) -> Any:  # noqa: PLR0911  # a case for each kind of value
    """*value* as text values."""
    match value:
        case Window():
            return value.text
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case tuple():
            return [raw(each) for each in value]
        case Mapping():
            return {key: raw(each) for key, each in value.items()}
        case _ if is_dataclass(value):
            return {each.name.rstrip("_"): raw(getattr(value, each.name)) for each in fields(value)}
        case _:
            return value


def test_overdue_and_latest_readings_are_looked_up() -> None:
    with opened(lent(everything(), on=date(2027, 1, 10))) as database:
        late = database.execute("SELECT commitment, days_late FROM overdue").fetchall()
        read = database.execute('SELECT "indicator", "date", "value" FROM latest_readings').fetchall()

    assert late == [("haven-1", 285), ("haven-2", 10)]
    assert read == [("cold", "2025/26", -0.5)]
