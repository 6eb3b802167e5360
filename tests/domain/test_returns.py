"""Who owes a return, what came in and when, and what is missing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.domain.asof import as_of
from actionplan.domain.assess import assess
from actionplan.domain.dates import Window, parse_window
from actionplan.domain.model import Agreement, Commitment, Partner, Period, Plan, PlanFile, Reviews, Update
from actionplan.domain.period import LENGTHS, last_ended, parse_period, period_before, period_holding
from actionplan.domain.returns import Register, Return, register

PARTNERS = {key: Partner(key.title()) for key in ("haven", "elm", "oak")}
FIRST, LAST = date(2015, 4, 1), date(2016, 3, 31)
AUTUMN = date(2015, 10, 20)


def plan_of(*commitments: Commitment, reviews: Reviews | None = Reviews(), last: date = LAST) -> Plan:  # noqa: B008  # a frozen value
    head = PlanFile("1", "northfield", "Northfield", Agreement("Northfield"), Period(FIRST, last), reviews, PARTNERS)
    return Plan(head, commitments)


def commitment(id_: str, *updates: Update, lead: str = "haven", agreed: str | None = None) -> Commitment:
    return Commitment(id_, id_, lead, updates=updates, agreed=parse_window(agreed) if agreed else None)


def update(day: str, status: str | None = None, period: str | None = None, *, nil: bool = False) -> Update:
    return Update(parse_window(day), status, parse_window(period) if period else None, "nil" if nil else None)


def found(plan: Plan, on: date = AUTUMN, period: str | None = None) -> Register:
    made = register(plan, on, parse_period(period, plan.cycle) if period else None)
    assert made is not None
    return made


def only(plan: Plan, on: date = AUTUMN, period: str | None = None) -> Return:
    (returned,) = found(plan, on, period).returns
    return returned


def text(window: Window | None) -> str | None:
    return window.text if window else None


def test_a_return_that_came_in_time() -> None:
    register_ = found(plan_of(commitment("h-1", update("2015-07-20"), update("2015-10-14", period="2015-16 Q2"))))
    (returned,) = register_.returns

    assert (register_.period.text, register_.due, register_.is_closed) == ("2015-16 Q2", date(2015, 10, 14), True)
    assert (text(returned.first), text(returned.last)) == ("2015-07-20", "2015-10-14")
    assert (returned.state, returned.days_late, returned.missed) == ("received", 0, 0)
    assert [(each.id, each.state, text(each.last)) for each in returned.answers] == [("h-1", "updated", "2015-10-14")]


@pytest.mark.parametrize(
    ("day", "state", "late"),
    [
        ("2015-10-14", "received", 0),
        ("2015-10-15", "received-late", 1),
        ("2015-10-20", "received-late", 6),
        ("2015-10", "received", 0),  # it may have been the first of October
    ],
)
def test_lateness_counts_from_the_last_day_of_the_return_window(day: str, state: str, late: int) -> None:
    returned = only(plan_of(commitment("h-1", update(day, period="2015-16 Q2"))), date(2015, 10, 31))

    assert (returned.state, returned.days_late) == (state, late)


@pytest.mark.parametrize(("on", "late"), [(date(2015, 9, 30), 0), (date(2015, 10, 14), 0), (date(2015, 10, 15), 1)])
def test_one_that_is_missing_is_late_up_to_the_day_asked_about(on: date, late: int) -> None:
    register_ = found(plan_of(commitment("h-1")), on)

    assert [(each.state, each.days_late) for each in register_.missing] == [("missing", late)]
    assert (register_.received, register_.is_closed) == (0, late > 0)


def test_a_nil_return_is_an_answer() -> None:
    nil = update("2015-10-20", period="2015-16 Q2", nil=True)
    returned = only(plan_of(commitment("h-1", nil), commitment("h-2")))

    assert (returned.state, returned.days_late, returned.answered, returned.asked) == ("nil", 6, 1, 2)
    assert [each.id for each in returned.missing] == ["h-2"]
    mixed = only(plan_of(commitment("h-1", nil), commitment("h-2", update("2015-09-01"))))
    assert (mixed.state, [each.state for each in mixed.answers]) == ("received", ["nil", "updated"])


def test_what_is_not_due_says_why() -> None:
    register_ = found(
        plan_of(
            commitment("h-1", update("2015-05-01", "complete")),
            commitment("h-2", agreed="2015-10-02"),
            commitment("h-3", update("2015-08-01", "complete")),
            commitment("all-1", lead="all"),
            commitment("none-1", lead="none"),
        )
    )

    assert [(each.id, each.why) for each in register_.not_due] == [
        ("h-1", "closed-before"),
        ("h-2", "agreed-later"),
        ("all-1", "led-by-all"),
        ("none-1", "led-by-none"),
    ]
    assert [(each.partner, [answer.id for answer in each.answers]) for each in register_.returns] == [
        ("haven", ["h-3"])
    ]


def test_partners_come_in_the_order_of_the_plan_and_unknown_ones_last() -> None:
    plan = plan_of(*(commitment(f"{lead}-1", lead=lead) for lead in ("ash", "elm", "haven")))

    assert [each.partner for each in found(plan).returns] == ["haven", "elm", "ash"]


def test_newer_news_answers_for_the_last_period_and_for_no_earlier_one() -> None:
    plan = plan_of(commitment("h-1", update("2015-12-01")))
    on = date(2015, 12, 2)

    last = only(plan, on)
    assert (last.state, text(last.first), last.days_late) == ("received-late", "2015-12-01", 48)
    earlier = only(plan, on, "2015-16 Q1")
    assert (earlier.state, earlier.days_late) == ("missing", 141)


def test_an_earlier_period_is_looked_at_as_its_review_saw_it() -> None:
    plan = plan_of(
        commitment("h-1", update("2015-05-02"), update("2015-11-01", "complete")),
        commitment("h-2", agreed="2015-08-01"),
    )
    register_ = found(plan, date(2016, 1, 20), "2015-16 Q1")

    assert [(each.id, each.state) for each in register_.returns[0].answers] == [("h-1", "updated")]
    assert [(each.id, each.why) for each in register_.not_due] == [("h-2", "agreed-later")]


def test_what_came_in_after_the_day_asked_about_is_not_there() -> None:
    plan = plan_of(commitment("h-1", update("2015-10-12", period="2015-16 Q2")))

    assert [only(plan, day).state for day in (date(2015, 10, 11), date(2015, 10, 12))] == ["missing", "received"]
    assert only(plan, date(2015, 10, 11), "2015-16 Q2").state == "missing"


def test_periods_missed_are_counted_over_all_that_a_partner_leads() -> None:
    silent = commitment("h-1")
    closed = commitment("h-2", update("2015-05-02", "complete"))
    new = commitment("h-3", agreed="2015-08-01")

    assert only(plan_of(silent)).missed == 2
    assert only(plan_of(silent, closed)).missed == 1
    assert only(plan_of(new)).missed == 1
    assert only(plan_of(new, silent)).missed == 2


def test_a_period_is_missed_when_its_return_window_is_over() -> None:
    plan = plan_of(commitment("h-1"))

    assert [only(plan, day).missed for day in (date(2015, 10, 14), date(2015, 10, 15))] == [1, 2]


def test_nobody_owes_anything_without_a_cycle_or_before_a_period_has_ended() -> None:
    assert register(plan_of(commitment("h-1"), reviews=None), AUTUMN) is None
    assert register(plan_of(commitment("h-1")), date(2015, 6, 29)) is None


def test_a_plan_that_ends_within_a_period_ends_its_return_window_too() -> None:
    register_ = found(plan_of(commitment("h-1"), last=date(2016, 2, 29)), date(2016, 4, 1))

    assert (register_.period.text, register_.due) == ("2015-16 Q4", date(2016, 3, 14))


days = st.dates(FIRST, LAST)
updates = st.builds(
    lambda day, status, nil: Update(parse_window(day.isoformat()), status, None, "nil" if nil else None),
    days,
    st.sampled_from([None, "in-progress", "complete", "withdrawn"]),
    st.booleans(),
)
commitments = st.builds(
    lambda lead, log, agreed: Commitment(
        "",
        "",
        lead,
        # nothing is told of what was not agreed yet
        updates=tuple(sorted([each for each in log if not agreed or each.date >= agreed], key=lambda each: each.date)),
        agreed=agreed,
    ),
    st.sampled_from(["haven", "elm", "oak", "all", "none", "ash"]),
    st.lists(updates, max_size=3),
    st.none() | days.map(lambda day: parse_window(day.isoformat())),
)


def _since(drawn: Commitment) -> tuple[Update, ...]:
    """The updates since it was agreed: what is dated before is a mistake, and the registers of then do not know it."""
    begins = drawn.agreed.last if drawn.agreed else FIRST
    return tuple(each for each in drawn.updates if each.date.first >= begins)


plans = st.builds(
    lambda several, every, starts, within: plan_of(
        *(
            Commitment(f"c-{number}", "C", each.lead, updates=_since(each), agreed=each.agreed)
            for number, each in enumerate(several)
        ),
        reviews=Reviews(every, starts, within),
    ),
    st.lists(commitments, max_size=6),
    st.sampled_from(sorted(LENGTHS)),
    st.integers(1, 12),
    st.integers(0, 60),
)


@given(plans, days)
def test_every_commitment_is_asked_for_once_or_not_due(plan: Plan, on: date) -> None:
    made = register(plan, on)
    if made is None:
        return

    asked = [each.id for returned in made.returns for each in returned.answers]
    left_out = [each.id for each in made.not_due]
    assert sorted(asked + left_out) == sorted(each.id for each in as_of(plan, on).commitments)
    assert all(each.answers for each in made.returns)
    assert made.received + len(made.missing) == len(made.returns)


@given(plans, days)
def test_the_register_counts_as_the_positions_do(plan: Plan, on: date) -> None:
    made = register(plan, on)
    positions = {each.id: each for each in assess(as_of(plan, on), on)}

    for returned in made.returns if made else ():
        for each in returned.answers:
            assert (each.state != "missing") == positions[each.id].answered
            assert (each.state == "missing") == positions[each.id].owes_update
        assert returned.is_received == any(positions[each.id].answered for each in returned.answers)


@given(plans, days)
def test_periods_missed_are_those_that_earlier_registers_say_are_missing(plan: Plan, on: date) -> None:
    period = last_ended(on, plan)
    made = register(plan, on)
    for returned in made.missing if made else ():
        # the one whose return window is open is not missed yet
        count, each = 0 if made and made.is_closed else -1, period
        while each is not None and each.last >= FIRST:
            earlier = register(plan, on, each)
            if earlier is None or returned.partner not in {every.partner for every in earlier.missing}:
                break
            count, each = count + 1, period_before(each, plan.cycle)
        assert returned.missed == count


@given(plans, days, st.integers(0, 200))
def test_lateness_of_a_missing_return_grows_by_the_day(plan: Plan, on: date, wait: int) -> None:
    period = period_holding(on, plan.cycle)
    early, late = register(plan, LAST, period), register(plan, LAST + timedelta(days=wait), period)

    if early is None or late is None:
        return
    assert early.due == late.due
    for returned in late.missing:
        assert returned.days_late == max(0, (LAST + timedelta(days=wait) - late.due).days)
