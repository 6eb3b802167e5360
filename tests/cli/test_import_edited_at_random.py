"""Exports edited at random: each edit arrives exactly or is listed with its cell, the sums agree, and the same file again
proposes nothing. ACTIONPLAN_EDITED says how many are tried."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from actionplan.example import example_files
from actionplan.tables.layout import shapes
from tests.cli.edited_exports import WRITERS, Row, Tables, address, exported
from tests.cli.run import Ran, run

HOW_MANY = int(os.environ.get("ACTIONPLAN_EDITED", "12"))
EDITS = 10
AS_AT = ("--as-at", "2026-10-20")
SUMS = re.compile(r"Rows read (\d+) = taken (\d+) \+ merged (\d+) \+ refused (\d+)\n")
CELLS = re.compile(r"([a-z_]+![A-Z]+[0-9]+)[: ]")

TEXTS = (
    "Done.",
    "=1+1",
    "+44 113",
    "'quoted'",
    "a: b # c",
    "- a\n- b",
    "“é” 😀",
    "null",
    "1e5",
    "no",
    "{x",
    "@x",
    "yes; no",
)
WORDS = ("in-progress", "In progress", "COMPLETE", "waiting", "withdrawn", "", "unheard of")
DAYS = ("2026-10-19", "2026-10-20", "2026-10", "2026-11-01", "2025-05-01", "soon", "")
OTHERS = ("x", "", "2027-01-31", "complete", "haven")


class Made(NamedTuple):
    """An edit: the row it is in, and the column that shows it. `is_row` says that the row is new."""

    table: str
    row: Row
    column: str
    is_row: bool = False


def _update(tables: Tables, chance: random.Random) -> list[Made]:
    of = chance.choice(tables["commitments"])
    number = chance.choice(
        ("", "", "", str(1 + sum(each["commitment"] == of["id"] for each in tables["updates"])), "77")
    )
    note = f"{chance.choice(TEXTS)} {chance.random()}"
    row = {"plan": "northfield", "commitment": of["id"], "number": number, "date": chance.choice(DAYS), "note": note}
    row |= {"status": chance.choice(WORDS), "confidence": chance.choice(("", "Green", "amber")), "by": "Jo"}
    row["reason"] = chance.choice(("", "capacity"))
    tables["updates"].insert(chance.randint(0, len(tables["updates"])), row)
    shown = {"plan": "northfield", "commitment": of["id"], "update": number, "title": f"Shown {chance.random()}"}
    if chance.random() < 0.5:
        tables["evidence"].append(shown)
        return [Made("updates", row, "note", True), Made("evidence", shown, "title", True)]
    return [Made("updates", row, "note", True)]


def _commitment(tables: Tables, chance: random.Random) -> list[Made]:
    id_ = chance.choice(("new-1", "new-2", "elm-1", "Elm-2", "a b", ""))
    lead = chance.choice(("haven", "brick", "all", "nowhere", ""))
    row = {
        "plan": "northfield",
        "id": id_,
        "title": f"Build {chance.random()}",
        "lead": lead,
        "due": chance.choice(DAYS),
    }
    tables["commitments"].append(row)
    if lead == "brick" and not any(each["id"] == "brick" for each in tables["partners"]):
        tables["partners"].append({"plan": "northfield", "id": "brick", "name": "Brick Ltd"})
    return [Made("commitments", row, "title", True)]


def _extension(tables: Tables, chance: random.Random) -> list[Made]:
    of = chance.choice(tables["commitments"])
    row = {
        "plan": "northfield",
        "commitment": of["id"],
        "asked": chance.choice(DAYS),
        "note": f"Please {chance.random()}",
    }
    row["to"] = chance.choice(("2027-06", "2026-01-01", "2027-01-31", ""))
    tables["extensions"].append(row)
    return [Made("extensions", row, "note", True)]


def _cell(tables: Tables, chance: random.Random) -> list[Made]:
    table = chance.choice([each for each, rows in tables.items() if rows])
    row = chance.choice(tables[table])
    column = chance.choice(
        [each.name for each in shapes()[table].columns if each.path and each.name not in ("plan", "id")]
    )
    if len(row) < len(shapes()[table].columns):
        return []  # it is new itself
    was = row.get(column, "")
    row[column] = chance.choice([each for each in OTHERS if each != was])
    return [Made(table, row, column)]


def _deleted(tables: Tables, chance: random.Random) -> list[Made]:
    table = chance.choice(("updates", "evidence", "parts", "extensions"))
    tables[table].pop(chance.randrange(len(tables[table])))
    return []


KINDS: tuple[Callable[[Tables, random.Random], list[Made]], ...] = (
    *(_update, _update, _update, _commitment, _extension, _cell, _cell, _deleted),
)


def _arrived(made: Made, before: Tables, after: Tables) -> bool:
    """Whether what was written stands in the plan now, as it was written."""
    if not made.is_row:
        return (
            any(
                made.column == "due" and each["commitment"] == made.row["id"] and each["to"] == made.row["due"]
                for each in after["extensions"]
                if made.table == "commitments"
            )
            or made.row in after[made.table]
        )
    found = [each for each in after[made.table] if each[made.column] == made.row[made.column]]
    was = [each for each in before[made.table] if each[made.column] == made.row[made.column]]
    if len(found) != 1 or was:
        return False
    asked = {key: text for key, text in made.row.items() if text and key not in ("number", "update")}
    return all(_plain(found[0][key]) == _plain(text) for key, text in asked.items())


def _plain(text: str) -> str:
    return text.strip().lower().replace(" ", "-")


@pytest.mark.parametrize("seed", range(HOW_MANY))
def test_each_edit_arrives_or_is_listed_with_its_cell(tmp_path: Path, seed: int) -> None:
    chance, name = random.Random(seed), list(WRITERS)[seed % len(WRITERS)]
    for file, data in example_files().items():
        path = tmp_path / "commitments" / "northfield" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    before, tables = exported(tmp_path), exported(tmp_path)
    made = [each for _ in range(EDITS) for each in chance.choice(KINDS)(tables, chance)]
    chance.shuffle(tables["updates"])
    WRITERS[name](tmp_path / name, tables)

    first = _import(tmp_path, name)
    after = exported(tmp_path)
    again = _import(tmp_path, name)

    for ran in (first, again):
        read, taken, merged, refused = map(int, _sums(ran))
        assert (read, read) == (taken + merged + refused, sum(map(len, tables.values())))
    listed = {each for line in first.out.splitlines() if line.startswith("  refused ") for each in CELLS.findall(line)}
    for each in made:
        if each.row in tables[each.table]:
            where = address(name, each.table, tables, each.row, each.column)
            rows = {re.sub("[A-Z]+", "", one.partition("!")[2]) for one in listed if one.startswith(f"{each.table}!")}
            is_listed = re.sub("[A-Z]+", "", where.partition("!")[2]) in rows if each.is_row else where in listed
            assert is_listed != _arrived(each, before, after), (each, where, first)
    assert "There is nothing new in it, so nothing was written.\n" in again.err, again
    assert _sums(again)[1] == "0"
    assert all(each in after[table] or table == "extensions" for table, rows in before.items() for each in rows)


def _import(folder: Path, name: str) -> Ran:
    ran = run("import", name, "--apply", "--partly", "--all", "--no-input", *AS_AT, cwd=folder)
    assert ran.code in (0, 1), ran
    return ran


def _sums(ran: Ran) -> tuple[str, ...]:
    found = SUMS.search(ran.out)
    assert found, ran
    return found.groups()
