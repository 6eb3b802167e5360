"""Trackers of any shape and with anything in them: every row is accounted for, what is written is in order, and importing
again proposes nothing. ACTIONPLAN_TRACKERS says how many are tried."""

from __future__ import annotations

import os
import random
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cli.plans import AS_AT
from tests.cli.run import run

openpyxl: Any = pytest.importorskip("openpyxl")

IN_TIERS = 0.3  # of the trackers have another row above the headings, or below them
HOW_MANY = int(os.environ.get("ACTIONPLAN_TRACKERS", "12"))

CELLS: tuple[object, ...] = (
    *("On track", "Complete", "done", "Blue", "", "R", "G", "amber", "A/R", "50%", "ASAP", "31/03/2026", "March 2026"),
    *(
        "x: y",
        "- a",
        "#h",
        "'q'",
        "[a",
        "{b",
        "yes",
        "null",
        "~",
        "1e5",
        "=1+1",
        "@x",
        "*a",
        "&b",
        "%c",
        "!d",
        "> e",
        "|",
    ),
    *("a\nb", "  ", "é – “q”", "tab\there", "::error::", "\u202eabc", "http://x.example/a b", "😀", "long " * 80),
    *(12, 0.5, 45000, date(2026, 3, 1), True, None, "24a", "24", "HACT / NHF", "A & B", "A and B", "All"),
)
HEADINGS = (
    *("Ref", "Owner", "Support", "Due", "Status", "RAG", "% complete", "Comments", "Next steps", "Reason", "Evidence"),
    *("Last updated", "Theme", "Extra", "Extra", "null", "~", "a: b", "#", "Срок"),
)
SUMS = re.compile(r"Rows read (\d+) = taken (\d+) \+ merged (\d+) \+ refused (\d+)\n")


def _tracker(path: Path, chance: random.Random) -> None:
    book = openpyxl.Workbook()
    headings = ["Action", "Lead", *chance.sample(HEADINGS, chance.randint(2, 14))]
    chance.shuffle(headings)
    for _ in range(chance.randint(0, 3)):
        book.active.append(["Northfield"])
    if chance.random() < IN_TIERS:
        book.active.append([chance.choice(("Lead", "Timescale", "Q1", "3 June", None, None, None)) for _ in headings])
    book.active.append(headings)
    if chance.random() < IN_TIERS:
        book.active.append([chance.choice(("Start", "End", "Person", "x", None)) for _ in headings])
    for number in range(chance.randint(1, 12)):
        row = [chance.choice(CELLS) for _ in headings]
        row[headings.index("Action")] = chance.choice((*CELLS, *[f"Open {number} hubs"] * 30))
        book.active.append(row)
    book.save(path)


@pytest.mark.parametrize("seed", range(HOW_MANY))
def test_nothing_is_lost_and_nothing_is_taken_twice(tmp_path: Path, seed: int) -> None:
    _tracker(tmp_path / "t.xlsx", random.Random(seed))
    given = ("t.xlsx@2025-12-31", "--dates", "day-first", "--apply", "--partly", "--no-input", *AS_AT)

    first = run("import", *given, "--new", "northfield", cwd=tmp_path)
    again = run("import", *given, cwd=tmp_path)

    assert first.code in (0, 1), first
    found = SUMS.search(first.out)
    assert found, first
    read, taken, merged, refused = map(int, found.groups())
    assert read == taken + merged + refused
    assert "There is nothing new in it, so nothing was written.\n" in again.err, again
