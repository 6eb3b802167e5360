"""The pictures: each stands before a table of the same figures, and both add up."""

from __future__ import annotations

import pytest

from actionplan.report.model import Bars, Number, Section, Status, Table
from actionplan.report.words import said
from tests.report.plans import END_OF_2015, EVERYTHING, LATER, REAL, real, report_on, section, subject_of

EVERY = [*((real(each), on) for each in REAL for on in (END_OF_2015, LATER)), (subject_of(EVERYTHING), None)]


def pairs(found: Section) -> list[tuple[Bars, Table]]:
    blocks = found.blocks
    pairs = []
    for number, block in enumerate(blocks):
        if isinstance(block, Bars):
            table = blocks[number + 1]
            assert isinstance(table, Table)
            pairs.append((block, table))
    return pairs


@pytest.mark.parametrize(("subject", "on"), EVERY)
def test_a_picture_has_the_figures_of_its_table(subject: object, on: object) -> None:
    report = report_on(subject, on=on) if on else report_on(subject)  # type: ignore[arg-type]  # as listed
    for bars, table in pairs(section(report, "partners")):
        headings = [each.heading for each in table.columns]
        assert len({each.id for each in table.columns}) == len(headings)
        for bar, row in zip(bars.rows, table.rows, strict=True):
            counts = dict(zip(headings[2:], row.cells[2:], strict=True))
            assert bar.label == said(row.cells[0])
            assert {word.label: Number(count) for word, count in bar.pieces} == {
                heading: count for heading, count in counts.items() if count != Number(0)
            }
            assert row.cells[1] == Number(sum(count for _, count in bar.pieces))


def test_each_partner_beside_the_others() -> None:
    (by_partner, _), (by_period, table) = pairs(section(report_on(subject_of(EVERYTHING)), "partners"))

    assert [(each.label, sum(count for _, count in each.pieces)) for each in by_partner.rows] == [
        ("Haven", 4),
        ("Elm Housing", 3),
        ("All partners", 1),
    ]
    assert [each.label for each in by_period.rows] == ["2025-26 Q1", "2025-26 Q2", "2025-26 Q3"]
    assert [said(row.cells[1]) for row in table.rows] == ["7", "7", "8"]  # one was agreed in October
    assert all(isinstance(word, Status) for bar in by_period.rows for word, _ in bar.pieces)


def test_one_partner_alone_stands_beside_nobody() -> None:
    found = pairs(section(report_on(subject_of({"haven.yaml": EVERYTHING["haven.yaml"]})), "partners"))

    assert [bars.id for bars, _ in found] == ["by_period"]
