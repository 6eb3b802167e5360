"""AP401 to AP404: what is late, what is silent, and what waits for a decision."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent, indent

import pytest

from tests.support import judge_texts

ON = date(2025, 12, 31)
PLAN = Path(__file__).with_name("northfield.yaml").read_text(encoding="utf-8")
REVIEWS = "reviews: {every: quarter, year_starts: April}\n"
PERIOD = "period: {from: 2025-04-01, to: 2026-03-31}\n"
OWN = (
    PLAN + "vocabulary: [{code: ip, label: On the way, meaning: under-way}, {code: ok, label: Landed, meaning: done}]\n"
)
NEWS = "updates: [{date: 2025-12-05, status: in-progress}]"


def haven(keys: str) -> str:
    """A file with one commitment; *keys* begin on line 5."""
    head = "partner: haven\ncommitments:\n  - id: haven-1\n    title: Open 3 advice hubs\n"
    return f"{head}{indent(dedent(keys).strip(), '    ')}\n"


def logged(*updates: str, keys: str = "due: 2026-03") -> str:
    """A file with a log; each update stands on a line, the first on line 7 where *keys* take one."""
    log = "".join(f"  - {{{each}}}\n" for each in updates)
    return haven(f"{dedent(keys).strip()}\nupdates:\n{log}")


def told(text: str, on: date = ON, plan: str = PLAN) -> list[str]:
    """Every finding as at *on*: code, place and message."""
    findings = judge_texts({"plan.yaml": plan, "haven.yaml": text}, on)
    return [f"{each.code} {each.line}:{each.column} {each.message}" for each in findings]


def fixes(text: str, on: date = ON, plan: str = PLAN) -> list[str]:
    return [each.fix for each in judge_texts({"plan.yaml": plan, "haven.yaml": text}, on)]


# AP401 overdue

LATE = "Add an update that says where it is. If it is done, add the evidence; if it needs longer, ask for an extension."


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2025-09-30", "was due 30 September 2025 and is 92 days late"),
        ("2025-12-30", "was due 30 December 2025 and is 1 day late"),
        ("2025-11", "was due November 2025 and is 31 days late"),
        ("2025-26 Q2", "was due July to September 2025 (2025-26 Q2) and is 92 days late"),
    ],
)
def test_overdue(due: str, said: str) -> None:
    text = haven(f"due: {due}\n{NEWS}")

    assert told(text) == [f"AP401 5:10 haven-1 {said}"]
    assert fixes(text) == [LATE]


def test_many_days_late() -> None:
    text = logged("date: 2025-04-01, status: in-progress", keys="due: 2025-04-30")

    assert "AP401 5:10 haven-1 was due 30 April 2025 and is 1,706 days late" in told(text, date(2029, 12, 31))


def test_overdue_but_within_the_date_granted() -> None:
    extensions = "extensions: [{asked: 2025-09-01, to: 2026-01, decision: granted, decided: 2025-09-15}]"
    text = haven(f"due: 2025-09-30\n{NEWS}\n{extensions}")

    assert told(text) == [
        "AP401 5:10 haven-1 was due 30 September 2025 and is 92 days late, but within the date granted, January 2026"
    ]
    assert fixes(text) == [
        "Keep the update on its way to the date granted. It goes on being late against the date first agreed."
    ]


def test_overdue_against_both_dates() -> None:
    extensions = "extensions: [{asked: 2025-09-01, to: 2025-11-19, decision: granted, decided: 2025-09-15}]"
    text = haven(f"due: 2025-09-30\n{NEWS}\n{extensions}")

    assert told(text) == [
        (
            "AP401 5:10 haven-1 was due 30 September 2025 and is 92 days late: "
            "42 days late against the date granted, 19 November 2025"
        )
    ]
    assert fixes(text) == [LATE]


ASKED = "An extension to {} is asked for and undecided: bring it to the next review."
NOT_GRANTED = (
    "An extension to {} was refused: if it cannot be done as agreed, the next review has to say what becomes of it."
)
BEFORE = "Add an update that says where it is; if it is done, add the evidence. "
GRANTED_IN_VAIN = "{asked: 2025-08-01, to: 2025-10, decision: granted, decided: 2025-08-15}"
REFUSED_ONE = "{asked: 2025-10-01, to: 2026-01, decision: refused, decided: 2025-10-15}"


@pytest.mark.parametrize(
    ("extensions", "fix"),
    [
        ("{asked: 2025-12-20, to: 2026-02}", BEFORE + ASKED.format("February 2026")),
        (REFUSED_ONE, BEFORE + NOT_GRANTED.format("January 2026")),
        (f"{REFUSED_ONE}, {{asked: 2025-12-20, to: 2026-02}}", BEFORE + ASKED.format("February 2026")),
        (f"{GRANTED_IN_VAIN}, {REFUSED_ONE}", BEFORE + NOT_GRANTED.format("January 2026")),
        (f"{REFUSED_ONE}, {GRANTED_IN_VAIN.replace('2025-08-15', '2025-10-16')}", LATE),
        # What came after the day asked about, 30 December, is not known yet.
        ("{asked: 2025-12-31, to: 2026-02}", LATE),
        ("{asked: 2025-12-20, to: 2026-02, decision: refused, decided: 2025-12-31}", BEFORE + ASKED.format("February 2026")),
    ],
)  # fmt: skip
def test_what_was_asked_for_is_not_to_be_asked_for_again(extensions: str, fix: str) -> None:
    text = haven(f"due: 2025-09-30\n{NEWS}\nextensions: [{extensions}]")

    found = judge_texts({"plan.yaml": PLAN, "haven.yaml": text}, date(2025, 12, 30))
    assert [each.fix for each in found if each.code == "AP401"] == [fix]


def test_an_extension_granted_later_is_not_known_yet() -> None:
    extensions = "extensions: [{asked: 2025-12-01, to: 2026-02, decision: granted, decided: 2025-12-20}]"
    text = haven(f"due: 2025-11\n{NEWS}\n{extensions}")

    assert told(text, date(2025, 12, 19)) == [
        "AP401 5:10 haven-1 was due November 2025 and is 19 days late",
        (
            "AP404 7:26 haven-1 asked on 1 December 2025 for time until February 2026; nobody has decided, "
            "and it was due November 2025"
        ),
    ]


@pytest.mark.parametrize(
    "keys",
    [
        f"due: 2025-12-31\n{NEWS}",
        f"due: 2025-12\n{NEWS}",
        f"due: 2025-26 Q3\n{NEWS}",
        f"due: 2025-09-30\nkind: ongoing\n{NEWS}",
        f"due: 2025-09-30\ncondition: {{text: subject to funding}}\n{NEWS}",
        "due: 2025-09-30\nupdates: [{date: 2025-11-05, status: withdrawn, reason: funding}]",
    ],
    ids=["today", "this month", "this quarter", "ongoing", "condition unmet", "closed"],
)
def test_not_overdue(keys: str) -> None:
    assert told(haven(keys)) == []


def test_overdue_in_words_of_ones_own() -> None:
    text = logged("date: 2025-12-05, status: ip", keys="due: 2025-11")

    assert [each[:10] for each in told(text, plan=OWN)] == ["AP401 5:10"]


# AP402 no update in period


def test_no_update_in_the_last_closed_period() -> None:
    text = logged("date: 2025-05-05, status: in-progress", "date: 2025-06-05, confidence: green")

    assert told(text) == [
        "AP402 8:16 haven-1 has no update for July to September 2025 (2025-26 Q2); its last one is of 5 June 2025"
    ]
    assert fixes(text) == [
        "Ask Haven Trust for the return, and add it as an update with “period: 2025-26 Q2”; a nil return counts."
    ]


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        (date(2025, 6, 30), []),
        (date(2025, 7, 14), []),
        (date(2025, 7, 15), ["AP402"]),
        (date(2025, 10, 14), ["AP402"]),
        (date(2025, 10, 15), ["AP403"]),
    ],
)
def test_a_period_is_asked_for_once_its_returns_are_due(on: date, codes: list[str]) -> None:
    assert [each[:5] for each in told(haven("due: 2026-03"), on)] == codes


def test_returns_may_have_longer() -> None:
    plan = PLAN.replace("year_starts: April}", "year_starts: April, returns_within: 30 days}")

    days = (date(2025, 7, 30), date(2025, 7, 31))
    assert [[each[:5] for each in told(haven("due: 2026-03"), on, plan)] for on in days] == [[], ["AP402"]]


def test_no_update_at_all_is_said_of_the_commitment() -> None:
    assert told(haven("due: 2026-03"), date(2025, 7, 15)) == [
        "AP402 3:5 haven-1 has no update for April to June 2025 (2025-26 Q1)"
    ]


@pytest.mark.parametrize(
    "update",
    [
        "date: 2025-07-01, status: in-progress",
        "date: 2025-10-07, period: 2025-26 Q2, note: 'Nil return: nothing has moved.'",
        "date: 2025-10-07, status: in-progress",
        "date: 2025-05-05, status: withdrawn, reason: funding",
    ],
    ids=["in it", "a return", "since", "closed"],
)
def test_heard_of(update: str) -> None:
    assert told(logged(update)) == []


def test_a_late_return_for_an_earlier_period_takes_nothing_back() -> None:
    text = logged("date: 2025-07-05, status: in-progress", "date: 2025-10-05, period: 2025-26 Q1, note: As promised.")

    assert told(text) == []


@pytest.mark.parametrize(("agreed", "codes"), [("2025-09-30", ["AP402"]), ("2025-10-01", [])])
def test_what_was_agreed_after_the_period_is_not_asked_about(agreed: str, codes: list[str]) -> None:
    assert [each[:5] for each in told(haven(f"agreed: {agreed}\ndue: 2026-03"))] == codes


def test_a_plan_without_a_review_cycle_asks_for_nothing() -> None:
    assert told(haven("due: 2026-03"), plan=PLAN.replace(REVIEWS, "")) == []


def test_a_plan_without_a_period_asks_for_the_last_closed_one() -> None:
    assert told(haven("due: 2026-03"), plan=PLAN.replace(PERIOD, "")) == [
        "AP402 3:5 haven-1 has no update for July to September 2025 (2025-26 Q2)"
    ]


def test_half_years_and_months_are_said_as_such() -> None:
    text = logged("date: 2025-04-05, status: in-progress")

    plan = PLAN.replace("every: quarter", "every: half-year")
    assert told(text, date(2026, 3, 1), plan) == []
    assert told(text, date(2026, 4, 15), plan)[1:] == [
        "AP402 7:16 haven-1 has no update for October 2025 to March 2026 (2025-26 H2); its last one is of 5 April 2025"
    ]
    assert told(text, date(2025, 6, 15), PLAN.replace("every: quarter", "every: month")) == [
        "AP402 7:16 haven-1 has no update for May 2025; its last one is of 5 April 2025"
    ]


def test_what_nobody_leads_is_asked_of_its_partners() -> None:
    text = haven("lead: none\ndue: 2026-03")

    assert fixes(text, date(2025, 7, 15))[0].startswith("Ask its partners for the return")


def test_once_the_plan_is_over_its_last_period_stays_the_one_asked_for() -> None:
    text = logged("date: 2026-01-05, status: in-progress", keys="due: 2026-03\nkind: ongoing")

    assert told(text, date(2027, 12, 31)) == []


# AP403 stale


def test_silent_since_the_plan_began() -> None:
    text = haven("due: 2026-03")

    assert told(text) == ["AP403 3:5 haven-1 has had no update for 2 review periods, since the plan began"]
    assert fixes(text) == ["Ask Haven Trust whether it still stands; then add an update, or withdraw it with a reason."]


@pytest.mark.parametrize(
    ("agreed", "plan", "since"),
    [
        ("2025-07-01", PLAN, "2 review periods, since it was agreed"),
        ("2025-07-01", PLAN.replace(PERIOD, ""), "2 review periods, since it was agreed"),
        ("2025-04-02", PLAN, "3 review periods, since it was agreed"),
        ("2025-04-01", PLAN, "3 review periods, since the plan began"),
        ("2025-03-01", PLAN, "3 review periods, since the plan began"),
    ],
)
def test_silent_since_it_was_agreed(agreed: str, plan: str, since: str) -> None:
    text = haven(f"agreed: {agreed}\ndue: 2026-03")

    assert told(text, date(2026, 1, 15), plan) == [f"AP403 3:5 haven-1 has had no update for {since}"]


def test_silent_since_the_last_update() -> None:
    text = logged("date: 2025-04-05, status: in-progress")

    assert told(text, date(2026, 1, 15)) == [
        "AP403 7:16 haven-1 has had no update for 2 review periods, since 5 April 2025"
    ]


def test_silent_in_the_whole_plan() -> None:
    plan = PLAN.replace("from: 2025-04-01", "from: 2024-04-01")
    text = logged("date: 2025-01-05, status: in-progress")

    assert told(text, plan=plan) == ["AP403 7:16 haven-1 has had no update for 2 review periods, since 5 January 2025"]
    assert told(text, date(2026, 3, 31), plan) == [
        "AP403 7:16 haven-1 has had no update for 3 review periods, since 5 January 2025"
    ]


def test_what_follows_from_an_update_that_is_still_to_come_is_not_said_again() -> None:
    text = logged("date: 2026-01-05, status: in-progress")

    assert [each[:5] for each in told(text)] == ["AP206"]


@pytest.mark.parametrize("status", ["Done", "finished"])
def test_what_follows_from_a_status_that_is_no_word_is_not_said_again(status: str) -> None:
    text = haven(f"due: 2025-06\nupdates: [{{date: 2025-06-20, status: {status}}}]")

    assert [each[:5] for each in told(text)] == ["AP301"]


# AP404 extension pending

UNMET = "condition: {text: subject to funding}"


def asked(extension: str, due: str = "2026-03", condition: str = UNMET) -> str:
    """A file with one extension, on line 7; it is never overdue, because its condition is not met."""
    return haven(f"due: {due}\n{condition}\nextensions: [{{{extension}}}]\n{NEWS}")


def test_pending_past_the_date_asked_for() -> None:
    text = asked("asked: 2025-09-01, to: 2025-11-30")

    assert told(text) == [
        (
            "AP404 7:26 haven-1 asked on 1 September 2025 for time until 30 November 2025; nobody has decided, "
            "and that date has passed"
        )
    ]
    assert fixes(text) == [
        "Bring it to the next review, and write here what was decided: decision (granted or refused), decided and by."
    ]


def test_pending_past_the_due_date() -> None:
    text = asked("asked: 2025-09-01, to: 2026-03", due="2025-11")

    assert told(text) == [
        (
            "AP404 7:26 haven-1 asked on 1 September 2025 for time until March 2026; nobody has decided, "
            "and it was due November 2025"
        )
    ]


def test_pending_past_the_date_granted_before() -> None:
    text = haven(
        f"""
        due: 2025-09
        {UNMET}
        extensions:
          - {{asked: 2025-09-01, to: 2025-11, decision: granted, decided: 2025-09-10}}
          - {{asked: 2025-11-20, to: 2026-02}}
        {NEWS}
        """
    )

    assert not [each for each in told(text, date(2025, 11, 30)) if each.startswith("AP404")]
    assert told(text) == [
        (
            "AP404 9:17 haven-1 asked on 20 November 2025 for time until February 2026; nobody has decided, "
            "and it was due November 2025"
        )
    ]


@pytest.mark.parametrize(
    "extension",
    [
        "asked: 2025-12-01, to: 2026-02",
        "asked: 2025-09-01, to: 2025-11-30, decision: refused, decided: 2025-09-10",
        "asked: 2025-09-01, to: 2025-11-30, decision: granted, decided: 2025-09-10",
        "asked: 2025-09-01, to: 2025-12-31",
    ],
    ids=["in time", "refused", "granted", "today"],
)
def test_nothing_is_pending_too_long(extension: str) -> None:
    assert told(asked(extension)) == []


def test_of_several_requests_only_the_pending_one_is_said() -> None:
    text = haven(
        f"""
        due: 2025-11
        {UNMET}
        extensions:
          - {{asked: 2025-09-01, to: 2025-12-01, decision: refused, decided: 2025-12-31}}
          - {{asked: 2025-12-31, to: 2026-02}}
          - {{asked: 2026-01-01, to: 2026-03}}
        {NEWS}
        """
    )

    assert [each[:11] for each in told(text) if each.startswith("AP404")] == ["AP404 9:17 "]


def test_what_is_closed_waits_for_no_decision() -> None:
    text = haven(
        """
        due: 2025-11
        extensions: [{asked: 2025-09-01, to: 2025-11-30}]
        updates: [{date: 2025-12-05, status: withdrawn, reason: funding}]
        """
    )

    assert told(text) == []


def test_a_request_that_could_not_be_read_is_not_also_pending() -> None:
    assert [each[:5] for each in told(asked("asked: 1/9/2025, to: 2025-11-30"))] == ["AP201"]
