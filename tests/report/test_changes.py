"""Every kind of change has a line of its own, also those that only show between two versions of the files."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from actionplan.domain import change as c
from actionplan.domain.dates import parse_day, parse_window
from actionplan.domain.model import (
    Amendment,
    Commitment,
    Condition,
    Evidence,
    Extension,
    Indicator,
    Outcome,
    Part,
    Reading,
    Update,
)
from actionplan.domain.types import parse_number
from actionplan.domain.vocabulary import CONFIDENCES, NO_UPDATE, STATUSES
from actionplan.report.sections.changes import _line
from actionplan.report.view import view_of
from actionplan.report.words import said
from tests.report.plans import EVERYTHING, options, subject_of

DONE = STATUSES["default"]["complete"]
HUBS = Commitment("h", "Open 3 advice hubs")
UPDATE = Update(parse_window("2025-11"), status="in-progress", note="Two are open.")
ASKED = Extension(parse_day("2025-10-01"), parse_window("2026-03"))
AGREED = Amendment(parse_day("2025-10-20"), ("title", "with"), "the board")
COLD = Indicator("cold", "Cold homes", "per cent")
WARMTH = Outcome("warmth", "Warm homes", indicators=(COLD,))
READING = Reading(parse_window("2025"), parse_number("13.4"))
MARCH = parse_window("2026-03")

LINES: list[tuple[c.Change, tuple[str, str, str]]] = [
    (c.HeadChanged("title", "Old", "New"), ("Plan: Title", "Old", "New")),
    (c.HeadChanged("partners", {}, {"elm": 1}), ("Plan: Partners", "changed", "changed")),
    (c.CommitmentAdded("h", HUBS), ("New commitment", "none", "none")),
    (c.CommitmentGone("h", HUBS), ("No longer in the plan", "none", "none")),
    (c.TitleChanged("h", "Old", "New"), ("Wording", "Old", "New")),
    (c.LeadChanged("h", "haven", None), ("Lead", "Haven", "none")),
    (c.SupportersChanged("h", ("elm",), ()), ("Supporting partners", "none", "joined: Elm Housing")),
    (c.DueChanged("h", None, MARCH), ("Date first agreed", "none", "March 2026")),
    (c.ConditionChanged("h", None, Condition("funding")), ("Condition", "none", "funding")),
    (
        c.ConditionChanged("h", Condition("funding"), Condition("funding", "met")),
        ("Condition, “funding”", "not yet met", "met"),
    ),
    (c.PartsChanged("h", (), (Part("a", "One"), Part("b", "Two"))), ("Parts", "none", "One, Two")),
    (c.FieldChanged("h", "due_as_printed", None, "by March"), ("Due as printed", "none", "by March")),
    (c.FieldChanged("h", "waits_on", (), ("elm-1", "elm-2")), ("Waits on", "none", "elm-1, elm-2")),
    (c.UpdateAdded("h", 0, replace(UPDATE, basis="inferred")), ("Update", "none", "November 2025 (inferred)")),
    (
        c.UpdateChanged("h", 0, UPDATE, replace(UPDATE, status="complete", note=None)),
        (
            "Update restated",
            "November 2025: status in-progress, note Two are open.",
            "November 2025: status complete, note none",
        ),
    ),
    (c.UpdateGone("h", 0, UPDATE), ("Update removed", "November 2025", "none")),
    (c.EvidenceAdded("h", Evidence("Register", basis="inferred")), ("Evidence", "none", "Register (inferred)")),
    (c.StatusChanged("h", NO_UPDATE, DONE), ("Status", "No update received", "Complete")),
    (c.ConfidenceChanged("h", None, CONFIDENCES["red"]), ("Confidence", "not given", "Red")),
    (c.PartClosed("h", Part("a", "One"), DONE), ("Part a, One", "open", "Complete")),
    (c.PartReopened("h", Part("a", "One"), NO_UPDATE), ("Part a, One", "closed", "No update received")),
    (c.ExtensionAsked("h", ASKED), ("More time asked for", "none", "March 2026")),
    (c.ExtensionDecided("h", replace(ASKED, decision="refused")), ("Extension refused", "none", "March 2026")),
    (c.ExtensionChanged("h", ASKED, None), ("Extension restated", "to March 2026, pending", "none")),
    (c.DateMoved("h", None, MARCH), ("Date moved by an extension", "none", "March 2026")),
    (c.AmendmentAdded("h", 0, AGREED), ("Amendment", "none", "title, with, agreed by the board")),
    (c.AmendmentChanged("h", AGREED, None), ("Amendment restated", "title, with, agreed by the board", "none")),
    (c.OutcomeAdded("warmth", WARMTH), ("New outcome", "none", "none")),
    (c.OutcomeGone("warmth", WARMTH), ("No longer an outcome", "none", "none")),
    (
        c.OutcomeChanged("warmth", WARMTH, replace(WARMTH, title="Warmer homes")),
        ("Outcome or indicator reworded", "Warm homes", "Warmer homes"),
    ),
    (c.ReadingAdded("warmth", COLD, READING), ("Reading: Cold homes", "none", "13.4 (2025)")),
    (c.ReadingGone("warmth", COLD, READING), ("Reading removed: Cold homes", "13.4 (2025)", "none")),
]


@pytest.mark.parametrize(("change", "expected"), LINES, ids=lambda each: type(each).__name__)
def test_a_change_in_one_line(change: c.Change, expected: tuple[str, str, str]) -> None:
    what, before, after = _line(change, view_of(subject_of(EVERYTHING), options()))

    assert (what, said(before), said(after)) == expected


def test_none_is_forgotten() -> None:
    assert {type(change) for change, _ in LINES} == set(get_args(c.Change))
