"""What is marked internal stays inside, and every count made public is a true one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from actionplan.domain.assess import assess
from actionplan.domain.dates import parse_window
from actionplan.domain.model import Commitment, Evidence, Plan, Update
from actionplan.domain.public import NOT_PUBLIC, LeftOut, left_out, public
from tests.domain.test_asof import head
from tests.domain.test_compare import plans

ON = date(2016, 3, 31)
SAID = Update(
    parse_window("2015-07-10"),
    status="in-progress",
    confidence="amber",
    reason="capacity",
    note="The builder left.",
    next="Find another.",
    by="Jo",
    evidence=(Evidence("Letter"),),
)
OPEN = Commitment("a-1", "Insulate", updates=(SAID, replace(SAID, audience="internal")), waits_on=("a-2", "a-3"))
HIDDEN = Commitment("a-2", "Close the office", audience="internal")
SHOWN = Commitment(
    "a-3",
    "Move",
    replaces="a-2",
    updates=(replace(SAID, evidence=(Evidence("Lease", audience="internal"), Evidence("Photograph"))),),
)
PLAN = Plan(head(), (OPEN, HIDDEN, SHOWN))


def test_an_internal_commitment_is_not_there_and_nothing_names_it() -> None:
    found = public(PLAN)

    assert [each.id for each in found.commitments] == ["a-1", "a-3"]
    assert found.commitments[0].waits_on == ("a-3",)
    assert found.commitments[1].replaces is None
    assert "a-2" not in repr(found)


def test_of_an_internal_update_only_what_is_counted_stays() -> None:
    first, second = public(PLAN).commitments[0].updates

    assert first == SAID
    assert (second.date, second.status, second.confidence) == (SAID.date, "in-progress", "amber")
    assert (second.note, second.next, second.reason, second.by) == (None, None, None, None)
    assert second.evidence == (NOT_PUBLIC,)


def test_internal_evidence_is_left_out_beside_what_is_not() -> None:
    (update,) = public(PLAN).commitments[1].updates

    assert [each.title for each in update.evidence] == ["Photograph", "not made public"]


def test_how_much_is_left_out() -> None:
    assert left_out(PLAN) == LeftOut(commitments=1, updates=1, evidence=1)
    assert left_out(public(PLAN)) == LeftOut(0, 1, 0)


@given(plans, st.data())
def test_positions_are_those_of_the_whole_plan(plan: Plan, data: st.DataObject) -> None:
    marks = st.sampled_from([None, "internal"])
    marked = tuple(
        replace(each, updates=tuple(replace(update, audience=data.draw(marks)) for update in each.updates))
        for each in plan.commitments
    )
    whole = replace(plan, commitments=marked)
    inside, outside = assess(whole, ON), assess(public(whole), ON)

    def counted(positions: object) -> list[object]:
        return [(each.id, each.status, each.confidence, each.days_late, each.answered) for each in positions]  # type: ignore[attr-defined]

    assert counted(inside) == counted(outside)
    assert public(public(whole)) == public(whole)
