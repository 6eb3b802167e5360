"""Choosing positions: every field asks for something, and all of them have to fit."""

from __future__ import annotations

from datetime import date

import pytest

from actionplan.domain.assess import assess
from actionplan.domain.select import Choice, chosen
from tests.cli.plans import HAVEN, HEAD
from tests.support import load_texts

ALL = "partner: all\ncommitments:\n  - {id: all-1, title: Meet 4 times, updates: [{date: 2025-12-01, status: waiting, reason: data}]}\n"


@pytest.mark.parametrize(
    ("choice", "ids"),
    [
        (Choice(), "all-1 haven-1 haven-2 haven-3"),
        (Choice(partners=("northfield",)), "all-1 haven-1"),  # all partners are meant, and this one
        (Choice(leads=("northfield",)), ""),
        (Choice(leads=("haven",)), "haven-1 haven-2 haven-3"),
        (Choice(leads=("all", "haven"), is_open=True), "all-1 haven-1 haven-3"),
        (Choice(statuses=("complete", "waiting")), "all-1 haven-2"),
        (Choice(statuses=("no-update-received",)), "haven-3"),
        (Choice(confidences=("amber",)), "haven-1"),
        (Choice(confidences=("none",)), "all-1 haven-3"),
        (Choice(themes=("homes",), overdue=True), "haven-1"),
        (Choice(no_update=True), "haven-3"),
        (Choice(no_update=True, overdue=True), ""),
    ],
)
def test_all_that_is_asked_for_has_to_fit(choice: Choice, ids: str) -> None:
    plan = load_texts({"plan.yaml": HEAD, "haven.yaml": HAVEN, "all.yaml": ALL}).plan
    assert plan is not None
    found = chosen(assess(plan, date(2025, 12, 31)), choice)
    assert " ".join(each.id for each in found) == ids
