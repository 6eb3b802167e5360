"""AP204 to AP212: the dates of a plan agree with each other, with the calendar and with what was printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent, indent

import pytest

from actionplan.checks.rules.ap210_phrase_disagrees import named_in
from actionplan.domain.dates import parse_window
from actionplan.domain.said import said_span
from actionplan.validation import findings_of
from tests.support import judge_texts, load_texts

ON = date(2025, 12, 31)
PLAN = Path(__file__).with_name("northfield.yaml").read_text(encoding="utf-8")
COMMITMENTS = Path(__file__).parents[2] / "commitments"
LOG = """
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
"""
DONE = """
    updates:
      - date: 2025-12-05
        status: complete
        evidence:
          - {title: Opening of the third hub, url: 'https://haven.example/hubs', date: 2025-12-05}
"""


def haven(keys: str, log: str = "") -> str:
    """A file with one commitment that nothing is wrong with but for *keys* and *log*; the keys begin on line 5."""
    written = dedent(keys).strip() + "\n" + dedent(log).strip()
    return f"partner: haven\ncommitments:\n  - id: haven-1\n    title: Open 3 advice hubs\n{indent(written, '    ')}\n"


def logged(*updates: str) -> str:
    """A file with a log; its first update is on line 7, and each stands on a line."""
    return haven("due: 2026-03", "updates:\n" + "".join(f"  - {{{each}}}\n" for each in updates))


def extended(extension: str) -> str:
    """A file with one extension, on line 9."""
    return haven("due: 2026-01", f"{dedent(LOG)}extensions:\n  - {{{extension}}}")


def told(text: str = "", plan: str = PLAN, today: date = ON) -> list[str]:
    """Every finding in haven.yaml and plan.yaml as at 31 December 2025: code, place and message."""
    loaded = load_texts({"plan.yaml": plan, "haven.yaml": text} if text else {"plan.yaml": plan})
    findings = findings_of(loaded, ON, today)
    return [f"{each.code} {each.file[11:]} {each.line}:{each.column} {each.message}" for each in findings]


def fixes(text: str, plan: str = PLAN) -> list[str]:
    return [each.fix for each in judge_texts({"plan.yaml": plan, "haven.yaml": text}, ON)]


def codes(text: str, plan: str = PLAN, today: date = ON) -> list[str]:
    return [each[:5] for each in told(text, plan, today)]


# AP204 due dates and the plan's period


def test_due_after_the_plan() -> None:
    text = haven("due: 2026-04-01", LOG)

    assert told(text) == [
        "AP204 haven.yaml 5:10 the due date of haven-1, 1 April 2026, is after the plan's period, April 2025 to March 2026"
    ]
    assert fixes(text) == ["Correct the date, or the plan's period in plan.yaml."]


def test_due_before_the_plan() -> None:
    plan = PLAN.replace("from: 2025-04-01", "from: 2025-06-15")

    assert told(haven("due: 2025-06-14", DONE), plan) == [
        (
            "AP204 haven.yaml 5:10 the due date of haven-1, 14 June 2025, is before the plan's period, "
            "15 June 2025 to 31 March 2026"
        )
    ]


def test_due_of_a_part_after_the_plan() -> None:
    text = haven("due: 2026-03\nparts:\n  - {id: a, title: Hub in the east, due: 2026-27 Q1}", LOG)

    assert told(text) == [
        (
            "AP204 haven.yaml 7:46 the due date of part a of haven-1, April to June 2026 (2026-27 Q1), is after the plan's "
            "period, April 2025 to March 2026"
        )
    ]


@pytest.mark.parametrize("due", ["2025/26", "2026", "2025-12-31", "2026-03-31", "2025-26 Q3", "2025-26 H2"])
def test_due_that_shares_a_day_with_the_plan(due: str) -> None:
    assert told(haven(f"due: {due}", LOG)) == []


def test_due_in_a_plan_without_period() -> None:
    plan = PLAN.replace("period: {from: 2025-04-01, to: 2026-03-31}\n", "")

    assert told(haven("due: 2031-03", LOG), plan) == []


# AP205 due dates and when they were agreed


def test_due_before_it_was_agreed() -> None:
    text = haven("agreed: 2025-11-03\ndue: 2025-10", DONE)

    assert told(text) == [
        "AP205 haven.yaml 6:10 the due date of haven-1, October 2025, is before it was agreed, 3 November 2025"
    ]
    assert fixes(text) == ["Correct the due date, or the date under agreed."]


def test_due_before_the_agreement_is_not_also_outside_the_plan() -> None:
    text = haven("due: 2024-03-31", DONE)

    assert told(text) == [
        "AP205 haven.yaml 5:10 the due date of haven-1, 31 March 2024, is before the agreement was made, March 2025"
    ]
    assert fixes(text) == ["Correct the due date, or say under agreed when this one was agreed."]


def test_due_of_a_part_before_it_was_agreed() -> None:
    text = haven("agreed: 2025-10\ndue: 2026-03\nparts:\n  - {id: a, title: Hub in the east, due: 2025-09}", LOG)

    assert told(text) == [
        "AP205 haven.yaml 8:46 the due date of part a of haven-1, September 2025, is before it was agreed, October 2025"
    ]


def test_due_in_the_month_it_was_agreed() -> None:
    assert told(haven("agreed: 2025-10-20\ndue: 2025-10", DONE)) == []


def test_agreed_before_the_agreement() -> None:
    plan = PLAN.replace("date: 2025-03", "date: 2025-11")

    assert told(haven("agreed: 2025-03\ndue: 2025-10", DONE), plan) == []


def test_agreement_dated_after_the_plan_is_one_mistake() -> None:
    plan = PLAN.replace("date: 2025-03", "date: 2052-03")

    assert told(haven("due: 2026-03", LOG), plan) == [
        "AP205 plan.yaml 6:9 the agreement is dated March 2052, after the plan's period, April 2025 to March 2026"
    ]


# AP206 the future


def test_update_in_the_future() -> None:
    text = logged("date: 2025-10-20, status: in-progress, confidence: green", "date: 2026-12-05, note: Two are open.")

    assert told(text) == ["AP206 haven.yaml 8:16 haven-1 has an update dated 5 December 2026, which is still to come"]
    assert fixes(text) == ["Write the day it happened (today is 31 December 2025). What is planned belongs under next."]


def test_update_in_the_future_does_not_put_the_next_one_out_of_order() -> None:
    text = logged(
        "date: 2025-09-20, status: in-progress, confidence: green",
        "date: 2035-10-20, note: One is open.",
        "date: 2025-11-20, note: Two are open.",
    )

    assert codes(text) == ["AP206"]


def test_update_of_tomorrow_may_come_from_another_time_zone() -> None:
    tomorrow = logged(
        "date: 2025-11-20, status: in-progress, confidence: green", "date: 2026-01-01, note: Two are open."
    )
    after = tomorrow.replace("2026-01-01", "2026-01-02")

    assert codes(tomorrow) == []
    assert codes(after) == ["AP206"]


def test_update_known_to_the_month_or_year_may_have_happened() -> None:
    text = logged("date: 2025-12, status: in-progress, confidence: green", "date: 2025/26, note: Two are open.")

    assert codes(text) == []


def test_past_position_says_nothing_of_later_updates() -> None:
    text = logged("date: 2025-10-20, status: in-progress, confidence: green", "date: 2026-02-05, note: Two are open.")

    assert codes(text, today=date(2026, 3, 1)) == []
    assert codes(text, today=ON) == ["AP206"]


def test_extension_in_the_future() -> None:
    text = extended("asked: 2026-12-05, to: 2026-03-31, reason: capacity, decision: granted, decided: 2026-12-12")

    assert told(text) == [
        "AP206 haven.yaml 9:17 haven-1 has an extension asked for on 5 December 2026, which is still to come",
        "AP206 haven.yaml 9:91 haven-1 has an extension decided on 12 December 2026, which is still to come",
    ]
    assert fixes(text) == [
        "Write the day it was asked for (today is 31 December 2025).",
        "Write the day it was decided (today is 31 December 2025).",
    ]


def test_extension_asked_in_the_future_and_decided_is_one_mistake() -> None:
    text = extended("asked: 2026-12-05, to: 2026-03-31, reason: capacity, decision: granted, decided: 2025-12-12")

    assert codes(text) == ["AP206"]


# AP207 the time before the plan


def test_update_before_the_plan() -> None:
    text = logged("date: 2024-10-20, status: in-progress, confidence: green", "date: 2025-12-05, note: Two are open.")

    assert told(text) == [
        "AP207 haven.yaml 7:16 haven-1 has an update of 20 October 2024, before the plan began on 1 April 2025"
    ]
    assert fixes(text) == ["Correct the year. If it is right, say so on its line: # actionplan: allow AP207 - and why."]


def test_updates_before_the_plan_are_all_said() -> None:
    text = logged(
        "date: 2025-02, status: in-progress, confidence: green",
        "date: 2025-03-31, note: One is open.",
        "date: 2025-12-05, note: Two are open.",
    )

    assert codes(text) == ["AP207", "AP207"]


def test_update_before_the_plan_but_below_a_later_one_is_out_of_order() -> None:
    text = logged(
        "date: 2025-09-20, status: in-progress, confidence: green",
        "date: 2015-10-20, note: One is open.",
        "date: 2025-12-05, note: Two are open.",
    )

    assert codes(text) == ["AP208"]


@pytest.mark.parametrize("day", ["2025-04-01", "2025-04", "2025"])
def test_update_that_may_be_of_the_plan(day: str) -> None:
    updates = f"date: {day}, status: in-progress, confidence: green", "date: 2025-12-31, note: Two are open."

    assert "AP207" not in codes(logged(*updates))


# AP208 the order of a log


def test_update_below_a_later_one() -> None:
    text = logged("date: 2025-12-05, status: in-progress, confidence: green", "date: 2025-10-20, note: One is open.")

    assert told(text) == ["AP208 haven.yaml 8:16 haven-1 has an update of 20 October 2025 below one of 5 December 2025"]
    assert fixes(text) == ["Correct the date, or move the entry: the oldest stands first."]


def test_month_counts_from_its_last_day() -> None:
    text = logged("date: 2025-12, status: in-progress, confidence: green", "date: 2025-12-20, note: Two are open.")

    assert told(text) == [
        (
            "AP208 haven.yaml 8:16 haven-1 has an update of 20 December 2025 below one of December 2025, which counts from "
            "its last day"
        )
    ]


def test_one_slip_in_the_middle_is_said_once() -> None:
    text = logged(
        "date: 2025-08-20, status: in-progress, confidence: green",
        "date: 2025-09-20, note: None is open.",
        "date: 2025-01-20, note: One is open.",
        "date: 2025-12-20, note: Two are open.",
    )

    assert told(text) == [
        "AP208 haven.yaml 9:16 haven-1 has an update of 20 January 2025 below one of 20 September 2025"
    ]


def test_order_with_dates_to_different_precision() -> None:
    text = logged(
        "date: 2025-04, status: in-progress, confidence: green",
        "date: 2025-04-30, note: None is open.",
        "date: 2025-26 Q2, note: One is open.",
        "date: 2025, note: Two are open.",
    )

    assert "AP208" not in codes(text)


# AP209 two at once


def test_two_updates_on_one_day() -> None:
    text = logged("date: 2025-12-05, status: in-progress, confidence: green", "date: 2025-12-05, note: Two are open.")

    assert told(text) == [
        (
            "AP209 haven.yaml 8:16 haven-1 has two updates of 5 December 2025 for the review period October to December 2025 "
            "(2025-26 Q3)"
        )
    ]
    assert fixes(text) == ["If both are meant, the lower one counts. If one of them was entered by mistake, remove it."]


def test_two_updates_of_one_month_of_which_one_names_its_own_period() -> None:
    text = logged(
        "date: 2025-12, status: in-progress, confidence: green",
        "date: 2025-12, period: 2025/26Q3, note: Two are open.",
    )

    assert codes(text) == ["AP209"]


def test_two_updates_on_one_day_for_different_periods() -> None:
    text = logged(
        "date: 2025-12-05, period: 2025-26 Q2, status: in-progress, confidence: green",
        "date: 2025-12-05, note: Two are open.",
    )

    assert codes(text) == []


def test_month_and_its_last_day_are_not_one_date() -> None:
    text = logged("date: 2025-11, status: in-progress, confidence: green", "date: 2025-11-30, note: Two are open.")

    assert codes(text) == []


def test_day_that_comes_again_out_of_order_is_one_mistake() -> None:
    text = logged(
        "date: 2025-10-20, status: in-progress, confidence: green",
        "date: 2025-11-20, note: One is open.",
        "date: 2025-10-20, note: Two are open.",
    )

    assert codes(text) == ["AP208"]


# AP210 printed words


def test_due_that_was_printed_otherwise() -> None:
    text = haven("due: 2026-03\ndue_as_printed: by January 2026", LOG)

    assert told(text) == [
        "AP210 haven.yaml 5:10 the due date of haven-1, March 2026, is not what was printed: “by January 2026”"
    ]
    assert fixes(text) == [
        "Write 2026-01, or correct the printed words. A date that was moved belongs under extensions."
    ]


def test_due_of_a_part_that_was_printed_otherwise() -> None:
    part = "{id: a, title: Hub in the east, due: 2026-02-01, due_as_printed: 1 January 2026}"

    assert told(haven(f"due: 2026-03\nparts:\n  - {part}", LOG)) == [
        (
            "AP210 haven.yaml 7:46 the due date of part a of haven-1, 1 February 2026, is not what was printed: "
            "“1 January 2026”"
        )
    ]


def test_update_that_was_printed_otherwise() -> None:
    text = logged("date: 2025-11-12, date_as_printed: 12/10/2025, status: in-progress, confidence: green")

    assert told(text) == [
        "AP210 haven.yaml 7:16 an update of haven-1 is dated 12 November 2025, which is not what was printed: “12/10/2025”"
    ]
    assert fixes(text) == ["Write 2025-10-12, or correct the printed words."]


@pytest.mark.parametrize(
    ("due", "printed"),
    [
        ("2026-03", "by March 2026"),
        ("2026-03-31", "by March 2026"),
        ("2026-03-31", "By end of March 2026"),
        ("2026-03-31", "31st March, 2026"),
        ("2026-03-31", "31 Mar. 2026"),
        ("2026-03-31", "March 31, 2026"),
        ("2026-03-31", "31/03/2026"),
        ("2026-03-31", "31.3.2026"),
        ("2026-03-31", "by 2026-03-31"),
        ("2026-03", "03/2026"),
        ("2026-03", "2026-03"),
        ("2026-03-30", "28-31 March 2026"),
        ("2026", "by March 2026"),
        ("2025/26", "by March 2026"),
        ("2025-26 Q4", "by March 2026"),
        ("2026-03", "by 2026"),
        ("2026-03", "by the end of 2026"),
        ("2026-03", "mid-2026"),
        ("2026-03", "By Spring 2026"),
        ("2025-11", "By fall 2025"),
        ("2026-02", "winter 2025"),
        ("2026-03", "2025/26"),
        ("2026-03", "2025-26"),
        ("2026-03", "2025–26"),
        ("2026-03", "2025 to 2026"),
        ("2025-06", "2025/2026"),
        ("2026-03", "By fiscal year 2025-26"),
        ("2026-03", "by the end of financial year 2025"),
        ("2026-02", "Q4 2025"),
        ("2026-03", "2025 to 2028"),
        ("2026-03", "March 2025/26"),
        # Not judged: no year, several dates, or a date that is set apart from the one named.
        ("2026-03", "Ongoing"),
        ("2026-03", "quarterly"),
        ("2026-03", "by March"),
        ("2026-03", "March 24"),
        ("2026-03", "31/03/25"),
        ("2026-03", "May 2023 and ongoing"),
        ("2026-03", "By February 2022 and February 2023"),
        ("2026-03", "Completion by March 2025; report initial progress by 2024"),
        ("2025-10", "October to December 2025"),
        ("2025-10", "31 October to 3 November 2025"),
        ("2025-11", "autumn 2025 / spring 2026"),
        ("2026-03", "before April 2026"),
        ("2026-03", "within six months of September 2025"),
        ("2026-03", "from 2025 onwards"),
        ("2026-03", "every March, first in 2025"),
        ("2026-03", "StEv 2-2:2019"),
        ("2026-03", "after 2,019 homes"),
    ],
)
def test_printed_words_that_do_not_disagree(due: str, printed: str) -> None:
    assert told(haven(f"due: {due}\ndue_as_printed: {printed!r}", DONE)) == []


@pytest.mark.parametrize(
    ("due", "printed", "instead"),
    [
        ("2026-03", "by March 2025", "2025-03"),
        ("2026-03", "by April 2026", "2026-04"),
        ("2026-03", "MARCH OF 2025", "2025-03"),
        ("2026-03-31", "30 March 2026", "2026-03-30"),
        ("2026-03-31", "30th of March 2026", "2026-03-30"),
        ("2026-03-31", "by Sept 2025", "2025-09"),
        ("2026-03", "31 March 2025 (with the NHS)", "2025-03-31"),
        ("2026-03", "3 to 5 April 2026", "2026-04"),
        ("2026-03", "31 February 2026", "2026-02"),
        ("2026-03", "by end of 2025", "2025"),
        ("2026-03", "start of 2025", "2025"),
        ("2026-03", "By fall 2022", "2022"),
        ("2026-03", "2014/15", "2014/15"),
        ("2026-03", "1999/00", "1999/00"),
        ("2026-03", "2014 to 2015", "2014/15"),
    ],
)
def test_printed_words_that_disagree(due: str, printed: str, instead: str) -> None:
    text = haven(f"due: {due}\ndue_as_printed: {printed!r}", LOG)

    assert codes(text) == ["AP210"]
    assert fixes(text) == [
        f"Write {instead}, or correct the printed words. A date that was moved belongs under extensions."
    ]


def test_printed_words_that_disagree_and_cannot_be_written() -> None:
    text = haven("due: 2026-03\ndue_as_printed: winter 2020", LOG)

    assert fixes(text) == ["Correct one of the two. A date that was moved belongs under extensions."]


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("by 2030", "2030"),
        ("by July 2100", "July 2100"),
        ("winter 2015", "January 2014 to December 2016"),
        ("2015–2020", "January 2015 to December 2020"),
        ("2016-13-01", None),
        ("2016-16", None),
        ("1989", None),
        ("2101", None),
        ("3/2016/17", None),
        ("the 2010s", None),
        ("\u017fept 2016", "September 2016"),  # a long s, which counts as an s
        ("31\u00a0March\u00a02016", "31 March 2016"),
    ],
)
def test_what_words_name(words: str, span: str | None) -> None:
    named = named_in(words)

    assert (said_span(named.first, named.last) if named else None) == span


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        ("2025-11-12", "November 2025"),
        ("2025-11", "12 November 2025"),
        ("2025", "2014 (in the number of the paper)"),
        ("2025-11", "announcement of the 2014/15 plan (no date printed)"),
        ("2025-11-12", "12/11/25"),
        ("2025-11-12", "posted 10 November 2025, changed 12 November 2025"),
    ],
)
def test_printed_date_of_an_update_that_does_not_disagree(day: str, printed: str) -> None:
    text = haven(
        "due: 2026-03",
        f"""
        updates:
          - {{date: {day}, date_as_printed: {printed!r}, status: in-progress, confidence: green}}
        """,
    )

    assert codes(text) == []


def test_due_outside_the_plan_that_was_printed_otherwise_is_one_mistake() -> None:
    text = haven("due: 2027-03\ndue_as_printed: by March 2026", LOG)
    off = PLAN + "rules: {AP210: off}\n"

    assert codes(text) == ["AP210"]
    assert codes(text, off) == ["AP204"]


def test_due_before_it_was_agreed_that_was_printed_otherwise_is_one_mistake() -> None:
    assert codes(haven("due: 2024-03\ndue_as_printed: by March 2026", DONE)) == ["AP205"]


@pytest.mark.parametrize(
    ("days", "code"),
    [
        (("2024-10-20, date_as_printed: 20 October 2025", "2025-12-05"), "AP210"),
        (("2025-10-20", "2026-12-05, date_as_printed: 5 December 2025"), "AP206"),
        (("2025-10-20", "2024-12-05, date_as_printed: 5 December 2025"), "AP208"),
        (("2025-11-20, date_as_printed: 20 October 2025", "2025-11-05"), "AP208"),
    ],
)
def test_update_that_was_printed_otherwise_is_one_mistake(days: tuple[str, str], code: str) -> None:
    text = logged(f"date: {days[0]}, status: in-progress, confidence: green", f"date: {days[1]}, note: Two are open.")

    assert codes(text) == [code]


@pytest.mark.parametrize("folder", sorted(each.name for each in COMMITMENTS.iterdir() if each.is_dir()))
def test_no_false_alarm_in_the_real_plans(folder: str) -> None:
    files = {path.name: path.read_bytes() for path in (COMMITMENTS / folder).glob("*.yaml")}

    ours = [each for each in judge_texts(files, ON) if each.code[:3] in ("AP1", "AP2")]

    # HACT's blog of 25 March 2015 is older than the plan of 2015/16, as its note says.
    assert [each.message for each in ours if each.code != "AP207"] == []


def test_printed_forms_of_our_own_agree_with_themselves() -> None:
    for text in ("2026-03-31", "2026-03", "2026", "2025/26"):
        named, window = named_in(text), parse_window(text)
        assert named is not None
        assert named.text == text
        assert named.first <= window.first <= window.last <= named.last


# AP211 backwards


def test_period_backwards_is_one_mistake() -> None:
    plan = PLAN.replace("to: 2026-03-31", "to: 2016-03-31")

    assert told(haven("due: 2026-03", LOG), plan) == [
        "AP211 plan.yaml 8:32 the plan's period ends on 31 March 2016, before it begins on 1 April 2025"
    ]
    assert fixes(haven("due: 2026-03", LOG), plan) == ["Check the year of both days."]


def test_period_of_one_day() -> None:
    plan = PLAN.replace("{from: 2025-04-01, to: 2026-03-31}", "{from: 2025-12-05, to: 2025-12-05}")

    assert told(plan=plan) == []


def test_extension_decided_before_it_was_asked_for() -> None:
    text = extended("asked: 2025-12-05, to: 2026-03-31, reason: capacity, decision: granted, decided: 2025-11-12")

    assert told(text) == [
        (
            "AP211 haven.yaml 9:91 haven-1 has an extension decided on 12 November 2025, before it was asked for on "
            "5 December 2025"
        )
    ]
    assert fixes(text) == ["Check the year of both days."]


def test_extension_decided_on_the_day_it_was_asked_for() -> None:
    text = extended("asked: 2025-12-05, to: 2026-03-31, reason: capacity, decision: granted, decided: 2025-12-05")

    assert told(text) == []


# AP212 decisions and their days


def test_decision_without_its_day() -> None:
    text = extended("asked: 2025-12-05, to: 2026-03-31, reason: capacity, decision: refused")

    assert told(text) == [
        "AP212 haven.yaml 9:10 haven-1 has an extension that was refused, and nobody says on which day"
    ]
    assert fixes(text) == ["Add the day: decided, with the day of the decision."]


def test_day_without_its_decision() -> None:
    text = extended("asked: 2025-12-05, to: 2026-03-31, reason: capacity, decided: 2025-12-12")

    assert [each for each in told(text) if not each.startswith("AP404")] == [  # AP404: an extension is pending
        "AP212 haven.yaml 9:10 haven-1 has an extension decided on 12 December 2025, and nobody says how"
    ]
    assert fixes(text)[0] == "Add decision: granted or refused. While it is pending, remove decided."


@pytest.mark.parametrize("decided", ["decision: granted, decided: 12/12/2025", "decision: grantd, decided: 2025-12-12"])
def test_decision_or_day_that_cannot_be_read_is_not_missing(decided: str) -> None:
    text = extended(f"asked: 2025-12-05, to: 2026-03-31, reason: capacity, {decided}")

    assert "AP212" not in codes(text)
