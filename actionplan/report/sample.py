"""A report with one of each block, to hold a template against where no plan is at hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from actionplan.report.model import (
    Bar,
    Bars,
    Bullets,
    Column,
    Dates,
    Fact,
    Facts,
    Figure,
    Figures,
    Letterhead,
    Link,
    Logo,
    Measure,
    NoneSaid,
    Number,
    Path,
    Place,
    Prose,
    Report,
    Row,
    Section,
    Share,
    Status,
    Table,
    Text,
)

_DAY = date(2025, 12, 31)
_DATES = Dates(_DAY, _DAY, "2025-12-31", "day")
_DONE = Status("complete", "Complete", "good")


def sample() -> Report:
    """A plainly invented report: one plan, one section with a section in it, every kind of block."""
    table = Table(
        "commitments",
        "Every commitment",
        (Column("id", "Id"), Column("status", "Status"), Column("days_late", "Late"), Column("evidence", "Evidence")),
        (
            Row(
                (Text("haven-1"), _DONE, Number(3, "day"), Link("Register", "https://haven.example/", _DATES)),
                Place("haven.yaml", 3),
            ),
        ),
    )
    blocks = (
        Prose("Of 1 commitment, 1 is complete."),
        Bullets(("A point.",)),
        NoneSaid("Extensions"),
        Facts((Fact("returns", "Returns received", Share(1, 1)),)),
        Figures("status", "Commitments by status", "Status", (Figure(_DONE, Share(1, 1, 100), 0),)),
        Bars("by-status", "Commitments by status", "1 complete.", (Bar("Haven", ((_DONE, 1),)),)),
        Path("calls", "Calls", "One reading.", "calls", (), (Measure(Decimal(1200), _DATES),)),
        table,
    )
    inner = Section("inner", "Inner section", blocks)
    return Report(
        title="Northfield homes and health plan",
        plans=("northfield",),
        on=_DAY,
        version="0",
        provenance=Facts((Fact("as_at", "As at", _DATES),)),
        sections=(Section("headline", "Headline", blocks, (inner,)),),
        letterhead=Letterhead("Northfield Council", "OFFICIAL", Logo(b"", "png", "Northfield Council")),
    )
