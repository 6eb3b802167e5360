"""A long text is made to fit: small parts stay whole, and what is left out is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from actionplan.report.renderers.fitted import Pieces, Rows, fitted
from actionplan.report.renderers.markdown import LONGEST, pieces_of
from tests.report.plans import rendered, report_on, subject
from tests.report.test_many import files
from tests.support import load_texts

MORE = re.compile(r"\*([0-9,]+) more rows? (?:is|are) in the report's other formats\.\*")


def size(lines: list[bytes]) -> int:
    return sum(len(each) + 1 for each in lines)


def whole(pieces: Pieces) -> Iterator[str]:
    for each in pieces:
        yield from each.lines if isinstance(each, Rows) else (each,)


def read_back(lines: list[str], pieces: Pieces) -> list[tuple[Rows, int]]:
    """Each table of *pieces* with how many of its rows are in *lines*; all else has to be there as it is."""
    found, at = [], 0
    for each in pieces:
        if isinstance(each, str):
            assert lines[at] == each
            at += 1
            continue
        kept = 0
        while kept < len(each.lines) and at < len(lines) and lines[at] == each.lines[kept]:
            kept, at = kept + 1, at + 1
        if kept < len(each.lines):
            assert lines[at] == ""
            said = MORE.fullmatch(lines[at + 1])
            assert said
            assert int(said[1].replace(",", "")) == len(each.lines) - kept
            at += 2
        found.append((each, kept))
    assert at == len(lines)
    return found


LINES = st.integers(0, 40).map(lambda length: "é" * (length // 2) + "x" * (length - length // 2))
TABLES = st.builds(
    lambda part, length, rows: Rows(part, [f"| {number} {'y' * length}" for number in range(rows)]),
    st.sampled_from("abc"),
    st.integers(0, 30),
    st.integers(0, 30),
)


@given(st.lists(LINES | TABLES, max_size=12), st.integers(300, 4_000))
def test_it_fits_and_says_what_is_left_out(pieces: list[str | Rows], most: int) -> None:
    pieces = [*pieces, "<!-- the last line -->"]
    lines = fitted(pieces, most)

    assert size(lines) <= most
    assert lines[-1] == b"<!-- the last line -->"
    everything = [each.encode() for each in whole(pieces)]
    if size(everything) <= most:
        assert lines == everything
    elif b"*The rest is in the report's other formats.*" not in lines:
        kept = read_back([each.decode() for each in lines], pieces)
        for part in {table.part for table, _ in kept}:
            most_rows = max(rows for table, rows in kept if table.part == part)
            assert all(rows in (most_rows, len(table.lines)) for table, rows in kept if table.part == part)


def test_a_small_part_stays_whole_beside_a_large_one() -> None:
    small, large = Rows("a", ["a" * 50] * 10), Rows("b", ["b" * 50] * 1_000)
    lines = fitted(["# A", large, "# B", small, "end"], 5_000)

    assert lines.count(b"a" * 50) == 10
    assert 70 < lines.count(b"b" * 50) < 100
    assert size(lines) <= 5_000


def test_where_not_even_the_headings_fit_the_end_is_left_out() -> None:
    lines = fitted([*(f"# {number}" for number in range(1_000)), "seal"], 500)

    assert size(lines) <= 500
    assert lines[0] == b"# 0"
    assert lines[-3:] == [b"*The rest is in the report's other formats.*", b"", b"seal"]
    assert len(lines) > 60


def test_a_report_of_thousands_of_commitments_fits_the_summary_of_a_job() -> None:
    report = report_on(subject(load_texts(files(50, 100))))
    text = rendered(report, "markdown")

    assert sum(len(each.encode()) + 1 for each in whole(pieces_of(report))) > LONGEST
    assert LONGEST * 0.8 < len(text.encode()) <= LONGEST
    kept = read_back(text.split("\n")[:-1], pieces_of(report))
    decisions = [(table, rows) for table, rows in kept if table.part == "/decisions"]
    assert all(rows == len(table.lines) for table, rows in decisions)
    assert any(0 < rows < len(table.lines) for table, rows in kept)
