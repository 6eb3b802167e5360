"""Where an indicator stands: each status by its method, worked by hand; trends; judgements."""

from __future__ import annotations

from datetime import date

import pytest

from actionplan.domain.asof import as_of
from actionplan.domain.measured import STATUSES, Measured, measured, said_trend
from tests.cli.plans import HEAD
from tests.support import load_texts

ON = date(2025, 12, 31)
BASELINE = "baseline: {date: 2024, value: 18.5}"  # 31 December 2024
TARGET = "target: {date: 2026-03, value: 15}"  # 31 March 2026, 455 days later
LOWER = "better: lower"


def told(*keys: str, readings: str = "", on: date = ON, judged: str = "") -> Measured:
    lists = [f"readings: [{readings}]"] * bool(readings) + [f"judged: [{judged}]"] * bool(judged)
    indicator = ", ".join(["id: cold", "title: Cold homes", "unit: per cent", *keys, *lists])
    outcomes = f"outcomes: [{{id: warm, title: Warm homes, indicators: [{{{indicator}}}]}}]\n"
    loaded = load_texts({"plan.yaml": HEAD, "outcomes.yaml": outcomes})
    assert loaded.hits == ()
    assert loaded.plan is not None
    (found,) = measured(as_of(loaded.plan, on), on)
    return found


@pytest.mark.parametrize(
    ("keys", "readings", "status", "why"),
    [
        # 18.5 - 3.5 * 181 / 455 = 17.1 on 30 June 2025.
        ((BASELINE, TARGET, LOWER), "{date: 2025-06, value: 17.1}", "on-path", "17.1 in June 2025 against 17.1 on the path on 30 June 2025"),
        ((BASELINE, TARGET, LOWER), "{date: 2025-06, value: 17.2}", "off-path", "17.2 in June 2025 against 17.1 on the path on 30 June 2025"),
        ((BASELINE, TARGET), "{date: 2025-06-30, value: 17.2}", "off-path", "17.2 on 30 June 2025 against 17.1 on the path on 30 June 2025"),
        # On the baseline's own day the path is the baseline.
        ((BASELINE, TARGET, LOWER), "{date: 2024, value: 18.5}", "on-path", "18.5 in 2024 against 18.5 on the path on 31 December 2024"),
        ((BASELINE, TARGET, LOWER), "{date: 2025-06, value: 15}", "reached", "15 in June 2025 against the target of 15"),
        ((BASELINE, TARGET, LOWER), "{date: 2025-06, value: 14.9}, {date: 2025-09, value: 17}", "off-path", "17 in September 2025 against 16.4 on the path on 30 September 2025"),
        ((BASELINE, TARGET, LOWER), "", "no-reading", "no reading yet"),
        ((BASELINE, TARGET, LOWER), "{date: 2023, value: 14}", "no-reading", "no reading since the baseline of 2024"),
        ((BASELINE, LOWER), "{date: 2025-06, value: 17}", "no-target", "no target was agreed, so there is nothing to hold the readings against"),
        ((LOWER,), "", "no-target", "no target was agreed, so there is nothing to hold the readings against"),
        # Without a path: reached can be told, and what lies before the target's day cannot.
        ((TARGET, LOWER), "{date: 2025-06, value: 15}", "reached", "15 in June 2025 against the target of 15"),
        ((TARGET, LOWER), "{date: 2025-06, value: 16}", "cannot-be-told", "there is no baseline before the target, so there is no path to hold readings against"),
        ((TARGET,), "{date: 2025-06, value: 16}", "cannot-be-told", "nobody said which direction is better"),
        (("baseline: {date: 2026-04, value: 18}", TARGET, LOWER), "{date: 2025-06, value: 16}", "cannot-be-told", "there is no baseline before the target, so there is no path to hold readings against"),
        (("baseline: {date: 2024, value: 15}", TARGET), "{date: 2025-06, value: 15}", "cannot-be-told", "nobody said which direction is better"),
        # A target that the baseline meets already is to be kept: only its own day can say that it was.
        (("baseline: {date: 2024, value: 15}", TARGET, LOWER), "{date: 2025-06, value: 14}", "on-path", "14 in June 2025 against 15 on the path on 30 June 2025"),
        (("baseline: {date: 2024, value: 15}", TARGET, LOWER), "{date: 2025-06, value: 15.1}", "off-path", "15.1 in June 2025 against 15.0 on the path on 30 June 2025"),
        (("baseline: {date: 2024, value: 10}", TARGET, LOWER), "{date: 2025-06, value: 13}", "off-path", "13 in June 2025 against 12 on the path on 30 June 2025"),
    ],
)  # fmt: skip
def test_the_status_and_how_it_comes_about(keys: tuple[str, ...], readings: str, status: str, why: str) -> None:
    found = told(*keys, readings=readings)

    assert (found.status.code, found.why) == (status, why)
    assert found.status == STATUSES[status]


@pytest.mark.parametrize(
    ("readings", "status", "why"),
    [
        (
            "{date: 2025-06, value: 17}",
            "no-reading",
            "the target was for March 2026, and no reading is as late as that",
        ),
        ("{date: 2025-06, value: 15}", "reached", "15 in June 2025 against the target of 15"),
        ("{date: 2026-03, value: 15}", "reached", "15 in March 2026 against the target of 15"),
        ("{date: 2026-03, value: 15.1}", "off-path", "15.1 in March 2026 against the target of 15 for March 2026"),
        ("{date: 2026-05, value: 15.1}", "off-path", "15.1 in May 2026 against the target of 15 for March 2026"),
    ],
)
def test_a_target_whose_day_has_passed(readings: str, status: str, why: str) -> None:
    with_path = told(BASELINE, TARGET, LOWER, readings=readings, on=date(2026, 6, 1))
    without = told(TARGET, LOWER, readings=readings, on=date(2026, 6, 1))

    assert (with_path.status.code, with_path.why) == (status, why)
    assert (without.status.code, without.why) == (status, why)
    label = "No reading for the target's date" if status == "no-reading" else STATUSES[status].label
    assert {with_path.status.label, without.status.label} == {label}


def test_on_the_day_of_the_target_its_reading_may_still_come() -> None:
    keys, reading = (BASELINE, TARGET, LOWER), "{date: 2025-06, value: 17.1}"

    assert told(*keys, readings=reading, on=date(2026, 3, 31)).status.code == "on-path"
    assert told(*keys, readings=reading, on=date(2026, 4, 1)).status.code == "no-reading"


@pytest.mark.parametrize(("value", "status"), [("14", "off-path"), ("15", "reached"), ("16", "reached")])
def test_where_higher_is_better(value: str, status: str) -> None:
    keys = ("baseline: {date: 2024, value: 10}", TARGET, "better: higher")

    found = told(*keys, readings=f"{{date: 2026-03, value: {value}}}", on=date(2026, 6, 1))

    assert found.status.code == status


def test_a_target_to_be_kept_is_reached_on_its_day_and_no_sooner() -> None:
    keys, after = ("baseline: {date: 2024, value: 15}", TARGET, LOWER), date(2026, 6, 1)

    assert told(*keys, readings="{date: 2025-06, value: 14}", on=after).status.code == "no-reading"
    assert told(*keys, readings="{date: 2026-03, value: 14}", on=after).status.code == "reached"
    assert told(*keys, readings="{date: 2026-03, value: 15.1}", on=after).status.code == "off-path"


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2024, 12, 30), None), (date(2024, 12, 31), "18.5"), (ON, "15.7"), (date(2026, 3, 31), "15")],
)
def test_the_path_on_the_day(on: date, expected: str | None) -> None:
    now = told(BASELINE, TARGET, LOWER, on=on).now
    assert (None if now is None else str(now)) == expected


@pytest.mark.parametrize(
    ("keys", "readings", "trend"),
    [
        ((LOWER,), "{date: 2024, value: 2}, {date: 2025-06, value: 1}", "better"),
        ((LOWER,), "{date: 2024, value: 1}, {date: 2025-06, value: 2}", "worse"),
        (("better: higher",), "{date: 2024, value: 1}, {date: 2025-06, value: 2}", "better"),
        (("better: higher",), "{date: 2024, value: 2}, {date: 2025-06, value: 1}", "worse"),
        ((), "{date: 2024, value: 1}, {date: 2025-06, value: 2}", "cannot be told"),
        ((BASELINE, TARGET), "{date: 2024, value: 1}, {date: 2025-06, value: 2}", "worse"),
        ((LOWER,), "{date: 2024, value: 2}, {date: 2025-06, value: 2.0}", "no change"),
        ((), "{date: 2024, value: 2}, {date: 2025-06, value: 2.0}", "no change"),
        ((LOWER,), "{date: 2024, value: 2}", "cannot be told"),
        ((LOWER,), "", "cannot be told"),
        # A revision is no step: it is held against the reading before, by its last value.
        ((LOWER,), "{date: 2024, value: 3}, {date: 2025-06, value: 4}, {date: 2025-06, value: 2, released: 2025-09}", "better"),
    ],
)  # fmt: skip
def test_the_trend_is_the_last_step(keys: tuple[str, ...], readings: str, trend: str) -> None:
    assert told(*keys, readings=readings).trend == trend


JUDGED = "{status: on-path, reason: The survey came late., by: Board, date: 2025-10-01}"
OFF = "{date: 2025-06, value: 17.2, released: 2025-09-01}"


def test_a_judgement_takes_the_place_of_the_status_and_both_are_known() -> None:
    found = told(BASELINE, TARGET, LOWER, readings=OFF, judged=JUDGED)

    assert (found.status.code, found.computed.code) == ("on-path", "off-path")
    assert found.judged is not None
    assert found.judged.by == "Board"


@pytest.mark.parametrize(
    ("readings", "on"),
    [
        (OFF, date(2025, 9, 30)),  # the judgement was still to come
        (f"{OFF}, {{date: 2025-09, value: 17, released: 2025-10-02}}", ON),  # it was about what was known before
        (f"{OFF}, {{date: 2025-06, value: 17.3, released: 2025-12-01}}", ON),
    ],
)
def test_a_judgement_holds_from_its_day_until_a_later_reading(readings: str, on: date) -> None:
    found = told(BASELINE, TARGET, LOWER, readings=readings, on=on, judged=JUDGED)

    assert (found.status.code, found.judged) == ("off-path", None)


def test_a_judgement_of_the_day_of_a_reading_knew_of_it() -> None:
    reading = "{date: 2025-06, value: 17.2, released: 2025-10-01}"

    assert told(BASELINE, TARGET, LOWER, readings=reading, judged=JUDGED).status.code == "on-path"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("1.5", "2", "worse (rose by 0.5 since 2024)"),
        ("1200", "0.5", "better (fell by 1,199.5 since 2024)"),
        ("2", "2", "no change since 2024"),
    ],
)
def test_the_trend_in_words(first: str, second: str, expected: str) -> None:
    readings = f"{{date: 2024, value: {first}}}, {{date: 2025-06, value: {second}}}"

    assert said_trend(told(LOWER, readings=readings)) == expected


def test_the_last_judgement_counts() -> None:
    later = "{status: reached, reason: Counted by hand., by: Board, date: 2025-11-01}"

    assert told(BASELINE, TARGET, LOWER, readings=OFF, judged=f"{later}, {JUDGED}").status.code == "reached"


def test_a_judgement_without_a_reason_is_refused() -> None:
    text = "outcomes: [{id: o, title: O, indicators: [{id: i, title: I, unit: u, judged: [{status: on-path, by: Board, date: 2025-10-01}]}]}]\n"
    (hit,) = load_texts({"plan.yaml": HEAD, "outcomes.yaml": text}).hits

    assert hit.code == "AP011"
    assert "reason" in hit.hit.message


def test_every_status_has_a_word_and_a_tone() -> None:
    assert {code: each.code for code, each in STATUSES.items()} == {code: code for code in STATUSES}
    assert {each.tone for each in STATUSES.values()} <= {"good", "watch", "bad", "neutral"}
