"""Rules about a change: what they say and where, what they must not find, and that nothing planted is missed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random

import pytest

from actionplan.checks.diagnostic import Finding
from tests.checks.planted import HARMLESS, VIOLATIONS, Expected, draw, written
from tests.support import judge_change_of_texts, load_texts

TODAY = date(2025, 12, 31)
HEAD = Path(__file__).with_name("northfield.yaml").read_text(encoding="utf-8")
ROUNDS = int(os.environ.get("ACTIONPLAN_CHANGES", "40"))

HAVEN = """\
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    with: [elm]
    due: 2025-12
    due_as_printed: by the winter
    condition: {text: subject to a grant, state: met, date: 2025-06}
    parts:
      - {id: a, title: Hub in East ward, due: 2025-09}
      - {id: b, title: Hub in West ward}
    updates:
      - {date: 2025-07-08, period: 2025-26 Q1, status: in-progress, confidence: green}
      - {date: 2025-10-09, confidence: amber, reason: funding, note: Late.}
    extensions:
      - {asked: 2025-10-09, to: 2026-03, reason: funding}
    amendments:
      - {date: 2025-07-01, of: [title], by: the board, was: Open 2 advice hubs}
  - id: haven-2
    title: Train 12 advisers
    due: 2025-09
    updates:
      - {date: 2025-07-08, status: in-progress, confidence: green}
      - date: 2025-09-26
        status: complete
        evidence:
          - {title: List of advisers, url: 'https://haven.example/advisers', date: 2025-09}
"""
OUTCOMES = """\
outcomes:
  - id: warm
    title: Fewer people live in cold homes
    indicators:
      - id: cold
        title: Cold homes
        unit: per cent of homes
        baseline: {date: 2024, value: 18.5}
        target: {date: 2026-03, value: 15}
        readings:
          - {date: 2025-06, value: 17.2, source: Survey}
"""
FILES = {"plan.yaml": HEAD, "haven.yaml": HAVEN, "outcomes.yaml": OUTCOMES}


def edited(*edits: tuple[str, str]) -> dict[str, str]:
    """The files after the edits: each replaces one stretch of text by another, wherever it stands."""
    files = dict(FILES)
    for old, new in edits:
        (name,) = [each for each, text in files.items() if old in text]
        files[name] = files[name].replace(old, new, 1)
    return files


def judged(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    return [shown(each) for each in judge_change_of_texts(before, after, TODAY)]


def shown(finding: Finding) -> str:
    place = f"{finding.file.removeprefix('northfield/')}:{finding.line}:{finding.column}"
    return f"{finding.code} at {place}: {finding.message}"


LOG_1 = "      - {date: 2025-07-08, period: 2025-26 Q1, status: in-progress, confidence: green}\n"
LOG_2 = "      - {date: 2025-10-09, confidence: amber, reason: funding, note: Late.}\n"
NEW = "      - {date: 2025-12-01, confidence: green}\n"
LAST_AMENDMENT = "was: Open 2 advice hubs}\n"
PARTS_B = "      - {id: b, title: Hub in West ward}\n"
UPDATED = "haven-1 said something else on"
AGREES = "and no amendment says who agreed"

SAID = [
    (
        [(HAVEN[HAVEN.index("  - id: haven-2") :], "")],
        "AP501 at haven.yaml:2:1: haven-2 is not in the plan any more: “Train 12 advisers”",
    ),
    ([("id: haven-2", "id: haven-02")], "AP502 at haven.yaml:19:9: haven-2 goes by the id haven-02 now"),
    (
        [("    with: [elm]", "    lead: elm\n    with: [elm]")],
        f"AP503 at haven.yaml:5:11: haven-1 is led by Elm Housing now and was by Haven Trust, {AGREES}",
    ),
    (
        [("Train 12 advisers\n    due: 2025-09", "Mend every roof\n    due: 2026-01")],
        "AP504 at haven.yaml:19:9: haven-2 was “Train 12 advisers”, and is something else now: “Mend every roof”",
    ),
    (
        [("note: Late.", "note: In time.")],
        f"AP505 at haven.yaml:14:10: {UPDATED} 9 October 2025: note is not as before",
    ),
    (
        [("{date: 2025-10-09, confidence", "{date: 2025-10-10, confidence")],
        f"AP505 at haven.yaml:14:10: {UPDATED} 9 October 2025: it is dated 10 October 2025 now",
    ),
    (
        [("{date: 2025-10-09, confidence: amber", "{date: 2025-10-09, period: 2025-26 Q2, confidence: green")],
        f"AP505 at haven.yaml:14:10: {UPDATED} 9 October 2025: period and confidence are not as before",
    ),
    (
        [(LOG_2, "")],
        "AP505 at haven.yaml:12:5: haven-1 had an update of 9 October 2025, which is not there any more",
    ),
    (
        [(LOG_2, LOG_2.replace("10-09", "10-11").replace("Late", "Very late"))],
        "AP505 at haven.yaml:12:5: haven-1 had an update of 9 October 2025, which is not there any more",
    ),
    (
        [(LOG_1, LOG_1.replace("07-08", "08-11").replace("green", "red"))],
        f"AP505 at haven.yaml:13:10: {UPDATED} 8 July 2025: date and confidence are not as before",
    ),
    (
        [(LOG_1 + LOG_2, LOG_2 + LOG_1)],
        "AP505 at haven.yaml:12:5: the updates of haven-1 stand in another order than before",
    ),
    (
        [(LOG_2, "      - {date: 2025-09-01, note: Between.}\n" + LOG_2)],
        "AP505 at haven.yaml:14:10: haven-1 has a new update of 1 September 2025 above one that was there before",
    ),
    (
        [("to: 2026-03, reason", "to: 2026-06, reason")],
        "AP506 at haven.yaml:16:10: haven-1 asked on 9 October 2025 for March 2026; to is not as before",
    ),
    (
        [("    extensions:\n      - {asked: 2025-10-09, to: 2026-03, reason: funding}\n", "")],
        "AP506 at haven.yaml:3:5: haven-1 asked on 9 October 2025 for March 2026; that is not there any more",
    ),
    ([("value: 17.2", "value: 16.2")], "AP507 at outcomes.yaml:11:14: cold was 17.2 in June 2025, and is 16.2 now"),
    (
        [("17.2, source: Survey", "17.2, source: Census")],
        "AP507 at outcomes.yaml:11:14: the reading cold of 17.2 in June 2025 does not say the same as before",
    ),
    (
        [("    due: 2025-12\n", "    due: 2026-02\n")],
        "AP509 at haven.yaml:6:10: haven-1: the date first agreed was December 2025, and is February 2026 now",
    ),
    (
        [("    due: 2025-12\n", "")],
        "AP509 at haven.yaml:3:5: haven-1: December 2025 was the date first agreed, and is gone",
    ),
    (
        [("    due: 2025-12\n", "    due: 2025-12-31\n")],
        "AP509 at haven.yaml:6:10: haven-1: the date first agreed was December 2025, and is 31 December 2025 now",
    ),
    (
        [("East ward, due: 2025-09", "East ward, due: 2025-11")],
        "AP509 at haven.yaml:10:47: haven-1, part a: the date first agreed was September 2025, and is November 2025 now",
    ),
    (
        [("title: Hub in West ward", "title: Hub in West ward, due: 2025-11")],
        "AP509 at haven.yaml:11:47: haven-1, part b: November 2025 was added as the date first agreed, "
        "and no amendment says by whom",
    ),
    (
        [("reason: funding}\n    am", "reason: funding, decision: granted, decided: 2026-01-05}\n    am")],
        "AP510 at haven.yaml:16:33: haven-1 was due December 2025, and was given more time on 5 January 2026, "
        "after that had passed (asked for in time)",
    ),
    (
        [("value: 15", "value: 17")],
        "AP511 at outcomes.yaml:9:18: the target of cold was 15 in March 2026 before, and is 17 in March 2026 now",
    ),
    (
        [("title: Cold homes", "title: Chilly homes")],
        "AP511 at outcomes.yaml:6:16: the indicator cold had title “Cold homes” before",
    ),
    (
        [("people live in", "families live in")],
        "AP511 at outcomes.yaml:3:12: the outcome warm was “Fewer people live in cold homes” before",
    ),
    (
        [("Open 3 advice", "Open 2 advice")],
        f"AP512 at haven.yaml:4:12: haven-1: the title was “Open 3 advice hubs”, {AGREES}",
    ),
    (
        [("with: [elm]", "with: [northfield]")],
        f"AP512 at haven.yaml:5:12: haven-1: of the supporting partners, northfield is new and elm is gone, {AGREES}",
    ),
    (
        [("      - {id: b, title: Hub in West ward}\n", "")],
        f"AP512 at haven.yaml:10:10: haven-1: part b is gone, “Hub in West ward”, {AGREES}",
    ),
    (
        [("by the winter", "by spring")],
        f"AP512 at haven.yaml:7:21: haven-1: due_as_printed was “by the winter”, {AGREES}",
    ),
    (
        [("state: met, date: 2025-06", "state: not-yet-met")],
        f"AP512 at haven.yaml:8:50: haven-1: the condition “subject to a grant” was settled before (met), {AGREES}",
    ),
    (
        [("    with: [elm]", "    kind: ongoing\n    with: [elm]")],
        f"AP512 at haven.yaml:5:11: haven-1: kind was “deliverable”, {AGREES}",
    ),
    (
        [("date: 2025-09}\n", "date: 2025-09}\n      - {date: 2025-12-01, status: in-progress}\n")],
        "AP513 at haven.yaml:28:36: haven-2 was complete and is in progress again, and no reason is given",
    ),
    (
        [("  elm: {name: Elm Housing}\n", "")],
        "AP516 at plan.yaml:10:1: the partner elm is not in the plan any more: Elm Housing",
    ),
    (
        [("Elm Housing", "Elm Homes")],
        "AP516 at plan.yaml:13:15: the partner elm was called Elm Housing before, and that name is not kept",
    ),
    (
        [("elm: {name", "elms: {name"), ("with: [elm]", "with: [elms]")],
        "AP516 at plan.yaml:13:3: the partner elm goes by the key elms now, and no former name says so",
    ),
    (
        [("themes:", "rules: {AP402: off}\nthemes:")],
        "AP517 at plan.yaml:14:16: since this change, AP402 is switched off",
    ),
    (
        [("    due: 2025-09\n", "    due: 2025-09  # actionplan: allow AP210 - the words are right\n")],
        "AP517 at haven.yaml:21:19: since this change, AP210 is allowed for haven-2",
    ),
    (
        [("plan: northfield", "plan: north")],
        "AP518 at plan.yaml:2:7: the plan has another id, and what refers to its commitments leads nowhere (before: northfield)",
    ),
    (
        [("year_starts: April", "year_starts: January")],
        "AP518 at plan.yaml:9:11: the review cycle is another one, and past updates may answer for other periods than before",
    ),
    (
        [("signatories: [northfield, haven, elm]", "signatories: [northfield, haven]")],
        "AP518 at plan.yaml:7:17: the agreement itself is changed: its signatories",
    ),
    (
        [("was: Open 2 advice hubs}\n", "was: Open 2 advice hubs}\n      - {date: 2025-12-01, of: [kind], by: us}\n")],
        "AP519 at haven.yaml:19:33: haven-1 has a new amendment that names kind, which did not change",
    ),
    (
        [
            ("Open 3 advice", "Open 4 advice"),
            (
                "was: Open 2 advice hubs}\n",
                "was: Open 2 advice hubs}\n      - {date: 2026-12-01, of: [title], by: us}\n",
            ),
        ],
        "AP519 at haven.yaml:19:16: haven-1 has an amendment of 1 December 2026, which is still to come",
    ),
    (
        [(LAST_AMENDMENT, LAST_AMENDMENT + "      - {date: 2025-12-01, of: [], by: us}\n")],
        "AP519 at haven.yaml:19:32: haven-1 has a new amendment that names nothing that was changed",
    ),
    (
        [("      - {id: b, title: Hub in West ward}\n", PARTS_B + "      - {id: c, title: Third, due: 2026-01}\n")],
        f"AP512 at haven.yaml:10:10: haven-1: part c is new, {AGREES}",
    ),
    (
        [("    due: 2025-12\n    due_as_printed: by the winter", "    due: 2026-02\n    due_as_printed: by spring")],
        "AP509 at haven.yaml:6:10: haven-1: the date first agreed was December 2025, and is February 2026 now",
    ),
    (
        [
            ("Train 12 advisers", "Mend every roof"),
            (HAVEN[HAVEN.index("2025-07-08, status") :], "2025-11-01, note: Begun.}\n"),
        ],
        "AP504 at haven.yaml:19:9: haven-2 was “Train 12 advisers”, and is something else now: “Mend every roof”",
    ),
    (
        [("by: the board, was", "by: nobody, was")],
        "AP520 at haven.yaml:18:10: haven-1 had an amendment of 1 July 2025 (title), which says something else now",
    ),
]


@pytest.mark.parametrize(
    ("edits", "expected"), SAID, ids=[f"{each[1][:5]}-{number}" for number, each in enumerate(SAID)]
)
def test_one_change_is_one_message(edits: list[tuple[str, str]], expected: str) -> None:
    assert judged(FILES, edited(*edits)) == [expected]


AMENDED = "      - {date: 2025-12-01, of: [%s], by: the board}\n"
LAST = "was: Open 2 advice hubs}\n"
ALLOWED = [
    [(LOG_2, LOG_2 + NEW)],
    [(LOG_2, LOG_2 + NEW + "      - {date: 2025-12-02, note: More.}\n")],
    [("date: 2025-09}\n", "date: 2025-09}\n      - {date: 2025-12-01, status: in-progress, reason: quality}\n")],
    [("reason: funding}\n    am", "reason: funding, decision: granted, decided: 2025-12-31, by: the board}\n    am")],
    [("reason: funding}\n    am", "reason: funding, decision: refused, decided: 2025-12-20}\n    am")],
    [("source: Survey}\n", "source: Survey}\n          - {date: 2025-06, value: 17, released: 2025-11-01, note: Revised.}\n")],
    [("Open 3 advice", "Open 2 advice"), (LAST, LAST + AMENDED % "title")],
    [("Open 3 advice hubs", "Mend every roof\n    kind: ongoing"), (LAST, LAST + AMENDED % "title, kind")],
    [("    title: Train", "    replaces: haven-0\n    title: Train")],
    [("    with: [elm]", "    lead: elm\n    with: [elm]"), (LAST, LAST + AMENDED % "lead")],
    [("with: [elm]", "with: [elm, northfield]"), ("Open 3", "Open 4"), (LAST, LAST + AMENDED % "with, title")],
    [("title: Hub in West ward", "title: Hub in West ward, due: 2025-11"), (LAST, LAST + AMENDED % "parts")],
    [("    due: 2025-12\n", "    due: 2025-12-31\n"), (LAST, LAST + AMENDED % "due")],
    [("period: 2025-26 Q1", "period: 2025/26Q1")],
    [("      - {id: a, title: Hub in East ward, due: 2025-09}\n      - {id: b, title: Hub in West ward}\n",
      "      - {id: b, title: Hub in West ward}\n      - {id: a, due: 2025-09, title: Hub in East ward}\n")],
    [("Elm Housing}", "Elm Homes, former: [{name: Elm Housing}]}")],
    [("elm: {name: Elm Housing}", "elms: {name: Elm Homes, former: [{name: Elm Housing}]}"), ("with: [elm]", "with: [elms]"),
     ("signatories: [northfield, haven, elm]", "signatories: [northfield, haven, elms]")],
    [("themes:", "rules: {AP402: error}\nthemes:")],
    [("    title: Train", "    theme: homes\n    note: Rooms are free.\n    title: Train")],
    [("signatories: [northfield", "signatories: [elm2, northfield"), ("  elm: ", "  elm2: {name: New}\n  elm: ")],
]  # fmt: skip


@pytest.mark.parametrize("edits", ALLOWED, ids=range(len(ALLOWED)))
def test_what_may_be_changed_is_not_found(edits: list[tuple[str, str]]) -> None:
    after = edited(*edits)

    assert load_texts(after).hits == ()
    assert judged(FILES, after) == []


def test_a_commitment_may_stand_in_another_file_of_its_lead() -> None:
    at = HAVEN.index("  - id: haven-2")
    after = {**FILES, "haven.yaml": HAVEN[:at], "haven-more.yaml": "partner: haven\ncommitments:\n" + HAVEN[at:]}

    assert judged(FILES, after) == []
    assert judged(after, FILES) == []


def test_what_is_gone_with_its_file_is_said_of_the_plan() -> None:
    after = {"plan.yaml": HEAD, "outcomes.yaml": OUTCOMES}

    findings = judge_change_of_texts(FILES, after, TODAY)

    assert [(each.code, each.file, each.about) for each in findings] == [
        ("AP501", "northfield/plan.yaml", "northfield/haven-1"),
        ("AP501", "northfield/plan.yaml", "northfield/haven-2"),
    ]
    assert len({each.recognised_by for each in findings}) == len(findings)


@pytest.mark.parametrize(
    "edit",
    [
        (HAVEN, "partner: haven\ncommitments: [\n"),
        (LOG_2, "      - {date: 9 October, confidence: amber}\n"),
        ("id: haven-1", "id: haven 1"),
        ("title: Open 3 advice hubs", "titel: Open 3 advice hubs"),
        ("plan: northfield\n", "plan: northfield\nperiod: {from: soon}\n"),
        ("value: 17.2", "value: many"),
        ("partner: haven", "partner: [haven]"),
    ],
    ids=["syntax", "date", "id", "key", "head", "value", "partner"],
)
def test_what_cannot_be_read_is_not_compared(edit: tuple[str, str]) -> None:
    broken = edited(edit)

    assert load_texts(broken).hits
    assert judged(FILES, broken) == []
    assert judged(broken, FILES) == []


def test_a_lead_that_cannot_be_read_is_not_compared() -> None:
    before = {"plan.yaml": HEAD, "hubs.yaml": HAVEN}
    broken = {**before, "hubs.yaml": HAVEN.replace("partner: haven", "partner: [haven]")}

    assert load_texts(broken).hits
    assert judged(before, broken) == []


def test_another_partner_takes_over_and_says_so() -> None:
    closed = ("date: 2025-09-26\n        status: complete", "date: 2025-09-26\n        status: in-progress")
    before = edited(closed)
    taken = "      - {date: 2025-12-05, status: superseded, reason: replaced}\n"
    elm = "partner: elm\ncommitments:\n  - id: elm-1\n    title: Train 12 advisers\n    due: 2026-06\n"
    after = {**before, "haven.yaml": before["haven.yaml"] + taken, "elm.yaml": elm}

    assert judged(before, after) == [
        "AP503 at elm.yaml:3:9: elm-1 has the words of haven-2, which was closed in the same change, and does not say so"
    ]
    assert judged(before, {**after, "elm.yaml": elm + "    replaces: haven-2\n"}) == []


def test_one_that_takes_the_place_of_another_of_the_same_lead_needs_no_lineage() -> None:
    before = edited(("date: 2025-09-26\n        status: complete", "date: 2025-09-26\n        status: in-progress"))
    taken = "      - {date: 2025-12-05, status: superseded, reason: replaced}\n"
    new = "  - id: haven-3\n    title: Train 12 advisers\n    due: 2026-06\n"

    assert judged(before, {**before, "haven.yaml": before["haven.yaml"] + taken + new}) == []


def test_one_commitment_takes_over_from_one_only() -> None:
    twice = HAVEN + HAVEN[HAVEN.index("  - id: haven-2") :].replace("haven-2", "haven-3")
    before, after = {**FILES, "haven.yaml": twice}, edited(("id: haven-2", "id: haven-4"))

    assert [each[:5] for each in judged(before, after)] == ["AP501", "AP502"]


def test_a_date_is_in_force_until_the_one_last_granted() -> None:
    granted = "      - {asked: 2025-09-01, to: 2026-02, decision: granted, decided: 2025-09-20}\n"
    before = edited(("    extensions:\n", "    extensions:\n" + granted))
    decided = "reason: funding, decision: granted, decided: %s}\n    am"
    after = [
        {**before, "haven.yaml": before["haven.yaml"].replace("reason: funding}\n    am", decided % day)}
        for day in ("2026-02-28", "2026-03-01")
    ]

    assert [[each[:5] for each in judged(before, files)] for files in after] == [[], ["AP510"]]


def test_a_value_that_was_not_there_may_be_added() -> None:
    without = edited(("        baseline: {date: 2024, value: 18.5}\n", ""))

    assert judged(without, FILES) == []
    assert [each[:5] for each in judged(FILES, without)] == ["AP511"]


def test_what_was_opened_again_before_the_change_is_not_said_again() -> None:
    opened = edited(("date: 2025-09}\n", "date: 2025-09}\n      - {date: 2025-12-01, status: in-progress}\n"))
    later = {**opened, "haven.yaml": opened["haven.yaml"] + "      - {date: 2025-12-05, note: More.}\n"}

    assert judged(opened, later) == []


def test_a_second_allowance_of_the_same_rule_is_said_too() -> None:
    allow = "  # actionplan: allow AP210 - the words are right\n"
    one = edited(("    due: 2025-09\n", "    due: 2025-09" + allow))
    two = {
        **one,
        "haven.yaml": one["haven.yaml"].replace("title: Train 12 advisers\n", "title: Train 12 advisers" + allow),
    }

    assert [each[:5] for each in judged(one, two)] == ["AP517"]
    assert judged(two, one) == []


def test_a_new_waiver_and_a_longer_baseline_are_said() -> None:
    waivers = (
        "waivers:\n  - {rule: AP401, commitment: haven-2, reason: Ill, approved_by: the board, until: 2026-01-31}\n"
    )
    baseline = "date: 2025-12-01\nfindings:\n  - {rule: AP403, commitment: haven-1}\n"
    after = {**FILES, "waivers.yaml": waivers, "baseline.yaml": baseline}

    assert [each for each in judged(FILES, after) if each.startswith("AP517")] == [
        "AP517 at baseline.yaml:2:1: since this change, the baseline passes over 1 more finding",
        "AP517 at waivers.yaml:2:6: since this change, AP401 is waived for haven-2 until 31 January 2026",
    ]
    shorter = {**after, "waivers.yaml": waivers.replace("Ill", "Two are ill"), "baseline.yaml": "date: 2025-12-01\n"}
    assert [each for each in judged(after, shorter) if each.startswith("AP517")] == []


def test_words_that_come_to_mean_more() -> None:
    words = "vocabulary:\n  - {code: in-progress, label: In progress, meaning: %s}\n  - {code: complete, label: Complete, meaning: done}\n"
    before = {**FILES, "plan.yaml": HEAD + words % "under-way"}
    after = {**FILES, "plan.yaml": HEAD + words % "done"}

    assert judged(before, after) == [
        "AP515 at haven.yaml:13:56: haven-1 looks better though nothing was reported: in-progress means under-way, "
        "and in-progress means done now"
    ]
    assert [each[:5] for each in judged(after, before)] == ["AP518"]
    rewritten = {**after, "haven.yaml": HAVEN.replace("note: Late.", "note: Soon.")}
    assert [each[:5] for each in judged(before, rewritten)] == ["AP505", "AP518"]


def test_a_change_is_judged_by_the_rules_that_were_there() -> None:
    moved = ("reason: funding}\n    am", "reason: funding, decision: granted, decided: 2026-01-05}\n    am")
    off = ("themes:", "rules: {AP510: off}\nthemes:")

    assert [each[:5] for each in judged(FILES, edited(moved, off))] == ["AP510", "AP517"]
    assert judged(edited(off), edited(moved, off)) == []


def test_a_warning_about_a_change_can_be_allowed_on_its_line() -> None:
    reason = "  # actionplan: allow AP510 - the board met late"
    moved = ("reason: funding}\n    am", f"reason: funding, decision: granted, decided: 2026-01-05}}{reason}\n    am")
    after = edited(moved)

    assert [each[:5] for each in judged(FILES, after)] == ["AP517"]
    later = {**after, "haven.yaml": after["haven.yaml"].replace(LOG_2, LOG_2 + NEW)}
    assert judged(after, later) == ["AP902 at haven.yaml:17:100: nothing on this line needs the allowance of AP510"]


def test_no_allowance_silences_what_is_always_said() -> None:
    both = "# actionplan: allow AP210 - it is right # actionplan: allow AP517 - be quiet"
    after = edited(("    due: 2025-09\n", f"    due: 2025-09  {both}\n"))

    assert [each[:5] for each in judged(FILES, after)] == ["AP517", "AP517", "AP902"]


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_each_violation_that_is_planted_is_found_and_nothing_else(seed: int) -> None:
    random = Random(seed)
    plan = draw(random)
    before = written(plan, random)
    expected: list[Expected] = []
    for plant in random.sample(VIOLATIONS, random.randint(0, 6)):
        expected += plant(plan, random)
    for edit in random.choices(HARMLESS, k=random.randint(0, 8)):
        edit(plan, random)
    after = written(plan, random)

    assert load_texts(before).hits == load_texts(after).hits == ()
    findings = judge_change_of_texts(before, after, TODAY)

    assert sorted((each.code, each.about.removeprefix("northfield/")) for each in findings) == sorted(expected)


@pytest.mark.parametrize("plant", VIOLATIONS, ids=lambda each: each.__name__)
def test_each_kind_of_violation_is_found_alone(plant) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    for seed in range(3):
        random = Random(seed)
        plan = draw(random)
        before = written(plan, random)
        expected = plant(plan, random)
        findings = judge_change_of_texts(before, written(plan, random), TODAY)
        assert [(each.code, each.about.removeprefix("northfield/")) for each in findings] == expected
        assert expected
