"""What an export says of itself, as the lines of a sheet that stands after the tables."""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.domain.said import said_day
from actionplan.tables.lending import Lent
from actionplan.tables.writers import About

SHEET = "about"


def lines(lent: Lent, about: About) -> Iterator[tuple[str, str]]:
    """What each line is about, and what it says."""
    yield "Title", about.title
    yield "Positions are as at", said_day(lent.on)
    yield "Made by", f"actionplan {about.version}"
    yield "What is in it", "All that the files of the plan hold, as it is written there, but their comments."
    yield "Several texts in a cell", "Stand with semicolons between them; as a JSON list where one has a semicolon."
    yield "Sheet positions", "Is worked out from the others. All the rest is written in the plan."
    for table in lent.with_rows:
        yield f"Sheet {table.name}", f"{table.shape.title}: {len(table.rows):,}"
