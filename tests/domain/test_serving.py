"""Which commitments serve which outcome."""

from __future__ import annotations

from datetime import date

from actionplan.domain.asof import as_of
from actionplan.domain.assess import assess
from actionplan.domain.serving import serving, serving_none
from tests.cli.plans import HEAD
from tests.support import load_texts

ON = date(2025, 12, 31)
OUTCOMES = "outcomes: [{id: warm, title: Warm homes}, {id: dry, title: Dry homes}, {id: safe, title: Safe homes}]\n"
HAVEN = """\
partner: haven
commitments:
  - {id: open, title: A, outcomes: [warm, dry]}
  - {id: done, title: B, outcomes: [warm], updates: [{date: 2025-12-01, status: complete}]}
  - {id: dropped, title: C, outcomes: [warm, safe], updates: [{date: 2025-12-01, status: withdrawn, reason: funding}]}
  - {id: none, title: D}
  - {id: elsewhere, title: E, outcomes: [unknown]}
  - {id: dropped-none, title: F, updates: [{date: 2025-12-01, status: withdrawn, reason: funding}]}
"""


def test_open_and_delivered_ones_serve_and_what_was_given_up_does_not() -> None:
    plan = load_texts({"plan.yaml": HEAD, "haven.yaml": HAVEN, "outcomes.yaml": OUTCOMES}).plan
    assert plan is not None

    positions = assess(plan, ON)
    assert serving(plan, positions) == {"warm": ("open", "done"), "dry": ("open",), "safe": ()}
    assert serving_none(plan, positions) == ("none", "elsewhere")

    earlier = as_of(plan, date(2025, 11, 30))
    assert serving(earlier, assess(earlier, date(2025, 11, 30)))["safe"] == ("dropped",)


def test_without_outcomes_nobody_fails_to_serve_one() -> None:
    plan = load_texts({"plan.yaml": HEAD, "haven.yaml": HAVEN}).plan
    assert plan is not None

    assert serving(plan, assess(plan, ON)) == {}
    assert serving_none(plan, assess(plan, ON)) == ()
