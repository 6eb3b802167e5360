"""What the sections of the recount are made of: blocks by their kind, rows as dicts, and shares."""

from __future__ import annotations

import re
from typing import Any

from tests.report.recount.days import Plain
from tests.report.recount.view import View

Block = tuple[str, Any]
Sections = dict[str, list[Block]]

# What stands where no value is: it has no figures, so only that it is missing is held against the report.
ABSENT = None


def table(id_: str, rows: list[Any], caption: str = "") -> list[Block]:
    """The table, after its caption where that has a figure; or what is said where it has no row."""
    if not rows:
        return [("none", caption)]
    return [*([("caption", caption)] if re.search(r"\d", caption) else []), ("table", (id_, rows))]


def row(stands: Plain, **cells: Any) -> Plain:
    """A row about a commitment; under "@" is where it is written."""
    commitment = stands["commitment"]
    return {"@": commitment["place"], "id": commitment["id"], "title": commitment["title"], **cells}


def lead(view: View, stands: Plain) -> str:
    return view.partner(stands["commitment"]["lead"])


def share(count: int, of: int, percent: int | None = None) -> Plain:
    return {"count": count, "of": of, "percent": percent}


def alone(count: int, of: int) -> Plain:
    """A share with its own percentage, rounded half up."""
    return share(count, of, int(count * 100 / of + 0.5) if of else None)


def together(counts: list[int]) -> list[int]:
    """Percentages that add up to 100, by the largest remainder."""
    of = sum(counts)
    found = [each * 100 // of for each in counts] if of else [0] * len(counts)
    while of and sum(found) < 100:
        lost = [counts[number] * 100 - found[number] * of for number in range(len(counts))]
        found[lost.index(max(lost))] += 1
    return found
