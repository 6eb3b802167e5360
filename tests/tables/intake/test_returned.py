"""An export that comes back unchanged says nothing; every change of it is found."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from actionplan.cli.said import note_said
from actionplan.domain.vocabulary import vocabulary_of
from actionplan.tables.intake.account import Account
from actionplan.tables.intake.against import Known
from actionplan.tables.intake.edited import SAME, held_against
from actionplan.tables.intake.returned import Returned, returned, returned_json
from actionplan.tables.intake.taking import Base
from actionplan.tables.lending import Lent
from actionplan.tables.readers import read_book
from actionplan.tables.writers.csv import write_table
from actionplan.tables.writers.json import write as write_json
from actionplan.tables.writers.ods import write as write_ods
from actionplan.tables.writers.xlsx import write as write_xlsx
from tests.tables.lent_plans import ABOUT, ON, REAL, everything, lent, real


def _whole() -> Lent:
    """A plan with every key there is, and the real ones."""
    return lent(everything(), *map(real, REAL))


def _held(export: Returned, given: Lent) -> Account:
    known = {}
    for plan in given.plans:
        by_id = {each.id: each for each in plan.commitments}
        head = plan.head
        known[plan.id] = Known(vocabulary_of(head), by_id, head.partners, head.themes, frozenset(by_id))
    account, edits = held_against(export, Base(given, known, ON, note_said))
    assert not any(each.kept or each.standing.changed or each.standing.added for each in edits.values())
    return account


def _csv(given: Lent, table: str = "updates") -> Returned | None:
    return returned(read_book("x.csv", write_table(given.named(table))))


FORMATS: dict[str, Callable[[Lent], Returned | None]] = {
    "xlsx": lambda given: returned(read_book("x.xlsx", write_xlsx(given, ABOUT))),
    "ods": lambda given: returned(read_book("x.ods", write_ods(given, ABOUT))),
    "json": lambda given: returned_json("x.json", json.loads(write_json(given, ABOUT), parse_float=str, parse_int=str)),
    "csv": _csv,
}


@pytest.mark.parametrize("format_", FORMATS)
def test_unchanged_it_says_nothing(format_: str) -> None:
    given = _whole()
    export = FORMATS[format_](given)
    assert export is not None

    account = _held(export, given)

    assert account.refused == []
    assert (account.agrees, account.read > 0, dict(account.merged)) == (True, True, {SAME: account.read})


def test_every_table_of_every_row_comes_back_as_csv() -> None:
    given = _whole()

    for table in given.tables:
        if table.name != "positions" and table.rows:
            export = _csv(given, table.name)
            assert export is not None, table.name
            account = _held(export, given)
            assert (account.refused, account.read) == ([], len(table.rows)), table.name


def test_each_changed_value_is_found() -> None:
    given = _whole()
    export = _csv(given, "commitments")
    assert export is not None
    first, *others = export.tables["commitments"]

    for name, text in first.texts.items():
        changed = first._replace(texts={**first.texts, name: f"{text}x"})
        account = _held(Returned("x.csv", {"commitments": (first, changed, *others)}), given)
        assert (len(account.refused), account.agrees) == (1, True), name


def test_another_table_is_none_of_ours() -> None:
    assert returned(read_book("x.csv", b"id,title,lead\n1,Open hubs,Haven\n")) is None
    assert returned_json("x.json", [{"id": "1"}]) is None
