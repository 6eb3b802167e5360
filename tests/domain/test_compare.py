"""What changed between two plans: nothing is missed, nothing is made up, and each change has its own name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.domain import change as c
from actionplan.domain.asof import as_of
from actionplan.domain.assess import Position, assess
from actionplan.domain.change import Change
from actionplan.domain.compare import compare
from actionplan.domain.dates import parse_day, parse_window
from actionplan.domain.log import standings
from actionplan.domain.model import (
    Amendment,
    Commitment,
    Condition,
    Evidence,
    Extension,
    Indicator,
    Outcome,
    Part,
    Plan,
    Reading,
    Reviews,
    Update,
)
from actionplan.domain.types import parse_number
from actionplan.domain.vocabulary import vocabulary_of
from tests.domain.test_asof import commitments, days, head, outcomes, updates

PARTS = (Part("a", "The first hub"), Part("b", "The second hub"))

part_words = st.dictionaries(st.sampled_from("ab"), st.sampled_from(("in-progress", "complete")), max_size=2)
told = st.builds(lambda update, parts: replace(update, parts=MappingProxyType(parts)), updates, part_words)
whole = st.builds(
    lambda commitment, log, parts, supporters: replace(commitment, updates=log, parts=parts, with_=supporters),
    commitments,
    st.lists(told, max_size=4).map(tuple),
    st.sampled_from(((), PARTS, PARTS[:1])),
    st.sampled_from(((), ("elm",), ("elm", "northfield"))),
)
plans = st.builds(
    Plan,
    st.just(head()),
    st.lists(whole, max_size=3, unique_by=lambda each: each.id).map(tuple),
    st.lists(outcomes.filter(lambda each: len(each.indicators) < 2), max_size=1).map(tuple),
)


def _by_id(plan: Plan) -> tuple[Mapping[str, Commitment], Mapping[str, Outcome]]:
    return {each.id: each for each in plan.commitments}, {each.id: each for each in plan.outcomes}


@given(plans)
def test_a_plan_has_not_changed_from_itself(plan: Plan) -> None:
    assert compare(plan, plan) == ()
    assert compare(plan, replace(plan, commitments=tuple(reversed(plan.commitments)))) == ()


@given(plans, plans)
def test_where_no_change_is_found_the_plans_say_the_same(old: Plan, new: Plan) -> None:
    assert bool(compare(old, new)) == (_by_id(old) != _by_id(new))


@given(plans, plans)
def test_what_came_one_way_goes_the_other(old: Plan, new: Plan) -> None:
    there, back = compare(old, new), compare(new, old)

    def ids(kind: type, changes: tuple[Change, ...]) -> set[str]:
        return {each.id for each in changes if isinstance(each, kind) and not isinstance(each, c.HeadChanged)}

    assert ids(c.CommitmentAdded, there) == ids(c.CommitmentGone, back)
    assert ids(c.StatusChanged, there) == ids(c.StatusChanged, back)
    assert ids(c.PartClosed, there) >= ids(c.PartReopened, back)
    assert ids(c.ReadingAdded, there) == ids(c.ReadingGone, back)


@given(plans, days, days)
def test_between_two_days_of_one_plan_nothing_is_restated(plan: Plan, one: date, other: date) -> None:
    settled = {each.id for each in plan.commitments if each.condition and each.condition.date}
    changes = compare(as_of(plan, min(one, other)), as_of(plan, max(one, other)))

    restating = (c.UpdateChanged, c.UpdateGone, c.ReadingGone, c.ExtensionChanged, c.CommitmentGone, c.FieldChanged)
    assert not [each for each in changes if isinstance(each, restating)]
    assert {each.id for each in changes if isinstance(each, c.ConditionChanged)} <= settled


def _positions(plan: Plan) -> dict[str, Position]:
    return {each.id: each for each in assess(plan, date(2016, 12, 31))}


@given(plans, plans)
def test_status_confidence_and_parts_are_those_of_the_positions(old: Plan, new: Plan) -> None:
    was, now = _positions(old), _positions(new)
    common = was.keys() & now.keys()
    changes = compare(old, new)

    moved = {each.id: (each.before, each.after) for each in changes if isinstance(each, c.StatusChanged)}
    assert moved == {
        each: (was[each].status, now[each].status) for each in common if was[each].status != now[each].status
    }
    confidence = {each.id: (each.before, each.after) for each in changes if isinstance(each, c.ConfidenceChanged)}
    assert confidence == {
        each: (was[each].confidence, now[each].confidence)
        for each in common
        if was[each].confidence != now[each].confidence
    }
    closed = {(each.id, each.part.id) for each in changes if isinstance(each, c.PartClosed)}
    assert not {(id_, part) for id_, part in closed if part in now[id_].open_parts}


@given(whole)
def test_the_log_is_read_as_positions_read_it(commitment: Commitment) -> None:
    plan = Plan(head(), (commitment,))
    words = vocabulary_of(plan.head)
    assert words is not None

    said = standings(commitment.updates, words)

    for number, standing in enumerate(said, 1):
        cut = Plan(plan.head, (replace(commitment, updates=commitment.updates[:number]),))
        (position,) = assess(cut, date(2016, 12, 31))
        assert (standing.status, standing.confidence) == (position.status, position.confidence)


HUBS = Commitment("haven-1", "Open 3 advice hubs", lead="haven", due=parse_window("2015-12"), parts=PARTS)
STARTED = Update(parse_window("2015-07-10"), status="in-progress", confidence="green")
ASKED = Extension(parse_day("2015-10-01"), parse_window("2016-03"))
GRANTED = replace(ASKED, decision="granted", decided=parse_day("2015-10-20"), by="the board")
PAPER = Evidence("Register of hubs")


def changes_to(before: Commitment, **fields: object) -> tuple[Change, ...]:
    after = replace(before, **fields)  # type: ignore[arg-type]  # each by its name
    return compare(Plan(head(), (before,)), Plan(head(), (after,)))


def kinds(changes: tuple[Change, ...]) -> list[type]:
    return [type(each) for each in changes]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "Open 2 advice hubs"}, c.TitleChanged("haven-1", "Open 3 advice hubs", "Open 2 advice hubs")),
        ({"lead": "elm"}, c.LeadChanged("haven-1", "haven", "elm")),
        ({"with_": ("elm",)}, c.SupportersChanged("haven-1", ("elm",), ())),
        (
            {"due": parse_window("2016-03")},
            c.DueChanged("haven-1", parse_window("2015-12"), parse_window("2016-03")),
        ),
        ({"condition": Condition("funding")}, c.ConditionChanged("haven-1", None, Condition("funding"))),
        ({"parts": PARTS[:1]}, c.PartsChanged("haven-1", PARTS, PARTS[:1])),
        ({"note": "By phone."}, c.FieldChanged("haven-1", "note", None, "By phone.")),
        ({"theme": "homes"}, c.FieldChanged("haven-1", "theme", None, "homes")),
        ({"extensions": (ASKED,)}, c.ExtensionAsked("haven-1", ASKED)),
    ],
)
def test_each_change_has_its_name(fields: dict[str, object], expected: Change) -> None:
    assert changes_to(HUBS, **fields) == (expected,)


def test_a_commitment_that_came_and_one_that_went() -> None:
    other = replace(HUBS, id="haven-2")

    assert compare(Plan(head(), (HUBS,)), Plan(head(), (other,))) == (
        c.CommitmentAdded("haven-2", other),
        c.CommitmentGone("haven-1", HUBS),
    )


def test_an_update_brings_what_it_says() -> None:
    done = Update(
        parse_window("2015-11"), status="complete", parts=MappingProxyType({"a": "complete"}), evidence=(PAPER,)
    )
    before = replace(HUBS, updates=(STARTED,))

    changes = changes_to(before, updates=(STARTED, done))

    assert kinds(changes) == [c.UpdateAdded, c.EvidenceAdded, c.StatusChanged, c.ConfidenceChanged, c.PartClosed]
    assert changes[0] == c.UpdateAdded("haven-1", 1, done)
    status = changes[2]
    assert isinstance(status, c.StatusChanged)
    assert (status.before.code, status.after.code) == ("in-progress", "complete")


def test_history_that_was_rewritten_is_told_from_history_that_went_on() -> None:
    before = replace(HUBS, updates=(STARTED, Update(parse_window("2015-08-01"), note="One open.")))
    green, amber = before.updates[0], replace(STARTED, confidence="amber")

    assert c.UpdateChanged("haven-1", 0, green, amber) in changes_to(before, updates=(amber, before.updates[1]))
    assert c.UpdateGone("haven-1", 0, green) in changes_to(before, updates=before.updates[1:])
    assert kinds(changes_to(before, updates=before.updates[::-1])) == [c.FieldChanged]
    earlier = Update(parse_window("2015-04-01"), note="Agreed.")
    assert changes_to(before, updates=(earlier, *before.updates)) == (c.UpdateAdded("haven-1", 0, earlier),)


def test_an_extension_is_asked_for_decided_and_moves_the_date() -> None:
    pending = replace(HUBS, extensions=(ASKED,))

    assert kinds(changes_to(pending, extensions=(GRANTED,))) == [c.ExtensionDecided, c.DateMoved]
    refused = replace(GRANTED, decision="refused")
    assert changes_to(pending, extensions=(refused,)) == (c.ExtensionDecided("haven-1", refused),)
    assert kinds(changes_to(HUBS, extensions=(GRANTED,))) == [c.ExtensionAsked, c.ExtensionDecided, c.DateMoved]
    assert kinds(changes_to(pending, extensions=(replace(ASKED, to=parse_window("2017")),))) == [c.ExtensionChanged]
    assert changes_to(pending, extensions=()) == (c.ExtensionChanged("haven-1", ASKED, None),)


def test_a_reading_that_came_and_one_that_was_corrected() -> None:
    reading = Reading(parse_window("2015"), parse_number("13.4"))
    corrected = replace(reading, value=parse_number("13.1"))
    indicator = Indicator("warm", "Warm homes", "per cent", readings=(reading,))
    plan = Plan(head(), (), (Outcome("warmth", "Warm homes", indicators=(indicator,)),))

    def after(*readings: Reading) -> tuple[Change, ...]:
        outcome = Outcome("warmth", "Warm homes", indicators=(replace(indicator, readings=readings),))
        return compare(plan, replace(plan, outcomes=(outcome,)))

    assert kinds(after(reading, Reading(parse_window("2016"), parse_number("12.0")))) == [c.ReadingAdded]
    assert kinds(after(corrected)) == [c.ReadingGone, c.ReadingAdded]
    assert kinds(compare(plan, replace(plan, outcomes=()))) == [c.OutcomeGone]
    renamed = replace(plan.outcomes[0], title="Warmer homes")
    assert kinds(compare(plan, replace(plan, outcomes=(renamed,)))) == [c.OutcomeChanged]


def test_the_head_of_the_plan() -> None:
    new = replace(head(), title="Northfield, second edition")

    assert compare(Plan(head()), Plan(new)) == (c.HeadChanged("title", "Northfield", "Northfield, second edition"),)


def test_an_update_that_was_dated_anew_or_stands_between_others_is_the_same_one() -> None:
    first, second, third = (
        STARTED,
        Update(parse_window("2015-08-01"), note="One open."),
        Update(parse_window("2015-09")),
    )
    before = replace(HUBS, updates=(first, second, third))
    later = replace(second, date=parse_window("2015-08-09"))
    other = Update(parse_window("2015-08-20"), note="Two open.")

    assert changes_to(before, updates=(first, later, third)) == (c.UpdateChanged("haven-1", 1, second, later),)
    assert changes_to(before, updates=(first, other, third)) == (c.UpdateChanged("haven-1", 1, second, other),)
    last = replace(other, date=parse_window("2015-10"))
    assert changes_to(before, updates=(first, second, last)) == (
        c.UpdateGone("haven-1", 2, third),
        c.UpdateAdded("haven-1", 2, last),
    )


def test_a_date_that_is_spelt_in_another_way_is_no_change() -> None:
    before = replace(
        HUBS, due=parse_window("2015-16 Q3"), updates=(replace(STARTED, period=parse_window("2015-16 Q2")),)
    )
    respelt = (replace(STARTED, period=parse_window("2015/16Q2")),)

    assert changes_to(before, due=parse_window("2015/16 Q3"), updates=respelt) == ()
    assert kinds(changes_to(before, due=parse_window("2015-16 Q4"), updates=respelt)) == [c.DueChanged]


def test_a_year_that_starts_in_another_month_is_one_change() -> None:
    due, period = "2015-16 Q3", "2015-16 Q2"

    def plan(year_starts: int) -> Plan:
        commitment = replace(
            HUBS,
            due=parse_window(due, year_starts),
            updates=(replace(STARTED, period=parse_window(period, year_starts)),),
        )
        return Plan(head(Reviews("quarter", year_starts)), (commitment,))

    assert kinds(compare(plan(4), plan(1))) == [c.HeadChanged]


def test_a_request_that_was_dated_anew_is_the_same_one() -> None:
    pending = replace(HUBS, extensions=(ASKED,))
    moved = replace(ASKED, asked=parse_day("2015-10-02"))

    assert changes_to(pending, extensions=(moved,)) == (c.ExtensionChanged("haven-1", ASKED, moved),)


def test_amendments_come_and_are_changed() -> None:
    agreed = Amendment(parse_day("2015-10-20"), ("title",), "the board")
    before = replace(HUBS, amendments=(agreed,))
    by_another, later = replace(agreed, by="nobody"), replace(agreed, date=parse_day("2015-11-20"))

    assert changes_to(HUBS, amendments=(agreed,)) == (c.AmendmentAdded("haven-1", 0, agreed),)
    assert changes_to(before, amendments=(by_another, later)) == (
        c.AmendmentChanged("haven-1", agreed, by_another),
        c.AmendmentAdded("haven-1", 1, later),
    )
    assert changes_to(before, amendments=()) == (c.AmendmentChanged("haven-1", agreed, None),)


def test_marking_what_was_said_as_internal_rewrites_nothing() -> None:
    said = Update(parse_window("2015-07-10"), status="in-progress", evidence=(Evidence("Letter"),))
    marked = replace(said, audience="internal", evidence=(Evidence("Letter", audience="internal"),))
    before, after = (Plan(head(), (Commitment("a", "Insulate", updates=(each,)),)) for each in (said, marked))

    assert compare(before, after) == compare(after, before) == ()
