"""What is waived, until when, and what is wrong with waivers."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from actionplan.loaded import Text
from actionplan.validation import findings_of, findings_of_change, partition
from tests.support import Content, judge_change_of_texts, judge_texts, load_texts

TODAY = date(2025, 12, 31)
PLAN = Path(__file__).with_name("northfield.yaml").read_text(encoding="utf-8")
RUNS = int(os.environ.get("ACTIONPLAN_MUTANTS", "3000")) // 10

# haven-1 is complete and nothing shows it (AP303); the file of everybody has no lead (AP604), which is about no commitment.
HAVEN = """\
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: complete}
  - id: haven-2
    title: Train 9 advisers
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
"""
EVERYBODY = """\
partner: all
commitments:
  - id: all-1
    title: Publish 3 stories of homes made warm
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
"""
RIGHT = "The report is with the printer."


def waiver(rule: str, commitment: str = "", until: str = "2026-01-31", key: str = "") -> str:
    """One waiver as an item of the list, all of it on one line."""
    named = f", commitment: {commitment}" if commitment else ""
    narrowed = f", key: {key}" if key else ""
    return f"  - {{rule: {rule}{named}, reason: {RIGHT}, approved_by: The board, until: {until}{narrowed}}}\n"


def plan(*waivers: str, haven: str = HAVEN, head: str = PLAN, **more: str) -> dict[str, Content]:
    files: dict[str, Content] = {
        "plan.yaml": head,
        "haven.yaml": haven,
        **{f"{name}.yaml": more[name] for name in more},
    }
    return {**files, "waivers.yaml": "waivers:\n" + "".join(waivers)} if waivers else files


def sorted_out(files: Mapping[str, Content], today: date = TODAY) -> tuple[list[str], list[str]]:
    """The codes that are new, and those that are waived with the commitment they are about."""
    loaded = load_texts(files)
    found = partition(findings_of(loaded, today, today), loaded, today)
    assert found.known == ()
    return [each.code for each in found.new], [f"{e.finding.code} {e.finding.about}".strip() for e in found.waived]


def said(files: Mapping[str, Content], on: date = TODAY, today: date = TODAY) -> list[str]:
    """What is said about the waivers, with its place and its fix."""
    findings = findings_of(load_texts(files), on, today)
    return [
        f"{each.line}:{each.column} {each.code} {each.severity} {each.message}. {each.fix}"
        for each in findings
        if each.file.endswith("waivers.yaml")
    ]


def test_an_error_is_waived_and_not_lost() -> None:
    assert sorted_out(plan()) == (["AP303"], [])
    assert sorted_out(plan(waiver("AP303", "haven-1"))) == ([], ["AP303 northfield/haven-1"])
    assert [each.code for each in judge_texts(plan(waiver("AP303", "haven-1")), TODAY)] == ["AP303"]


def test_the_waiver_is_given_with_what_it_waives() -> None:
    loaded = load_texts(plan(waiver("AP303", "haven-1")))

    (waived,) = partition(findings_of(loaded, TODAY, TODAY), loaded, TODAY).waived

    assert (waived.waiver.reason, waived.waiver.approved_by) == (RIGHT, "The board")
    assert loaded.waivers is not None
    assert loaded.waivers.waivers == (waived.waiver,)


def test_its_last_day_counts_and_the_day_after_does_not() -> None:
    files = plan(waiver("AP303", "haven-1", "2026-01-31"))

    assert sorted_out(files, date(2026, 1, 31))[1] == ["AP303 northfield/haven-1"]
    assert said(files, date(2026, 1, 31), date(2026, 1, 31)) == []
    new, waived = sorted_out(files, date(2026, 2, 1))
    assert (set(new) >= {"AP303", "AP904"}, waived) == (True, [])
    assert said(files, date(2026, 2, 1), date(2026, 2, 1)) == [
        "2:112 AP904 warning the waiver of AP303 for haven-1 ran out on 31 January 2026. "
        "Mend what the rule finds, and remove the waiver. Or write the later day that The board agreed to."
    ]


def test_the_real_day_counts_and_not_the_one_that_is_asked_about() -> None:
    files = plan(waiver("AP303", "haven-1", "2025-11-30"))

    assert [each[:11] for each in said(files, on=date(2025, 11, 1))] == ["2:112 AP904"]


@pytest.mark.parametrize(
    "other",
    [
        waiver("AP303", "haven-2"),
        waiver("AP303"),
        waiver("AP305", "haven-1"),
        waiver("AP303", "haven-1", key="due"),
        waiver("AP303", "haven-1", "2025-12-30"),
        waiver("ap303", "haven-1"),
    ],
)
def test_another_waiver_waives_nothing(other: str) -> None:
    new, waived = sorted_out(plan(other))

    assert waived == []
    assert "AP303" in new


def test_a_key_narrows_a_waiver() -> None:
    assert sorted_out(plan(waiver("AP303", "haven-1", key="evidence"))) == ([], ["AP303 northfield/haven-1"])


def test_what_is_about_no_commitment_is_waived_without_one() -> None:
    assert sorted_out(plan(all=EVERYBODY)) == (["AP604", "AP303"], [])
    files = plan(waiver("AP604"), waiver("AP303", "haven-1"), all=EVERYBODY)
    assert sorted_out(files) == ([], ["AP604", "AP303 northfield/haven-1"])
    assert said(files) == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            waiver("AP303", "haven-2"),
            "2:12 AP905 warning nothing needs the waiver of AP303 for haven-2. Remove it.",
        ),
        (
            waiver("AP303", "haven-1", key="due"),
            "2:12 AP905 warning nothing needs the waiver of AP303 for haven-1 at the key due. "
            "Remove it; or is the key evidence meant?",
        ),
        (waiver("AP604"), "2:12 AP905 warning nothing needs the waiver of AP604. Remove it."),
        (
            waiver("AP303"),
            "2:12 AP906 error the waiver of AP303 names no commitment, and what the rule finds is about one. "
            "Write which, for example commitment: haven-1",
        ),
        (
            waiver("AP303", "haven-9"),
            "2:31 AP906 error there is a waiver for “haven-9”, and no commitment of this plan has that id. "
            "Did you mean haven-2?",
        ),
        (
            waiver("AP303", "x"),
            "2:31 AP906 error there is a waiver for “x”, and no commitment of this plan has that id. "
            "Write the id of a commitment of this plan, or remove the waiver.",
        ),
        (
            waiver("AP999"),
            "2:12 AP906 error there is no rule “AP999” to waive. See “actionplan rules” for every code.",
        ),
        (waiver("ap303", "haven-1"), "2:12 AP906 error there is no rule “ap303” to waive. Write AP303."),
        (
            waiver("AP201", "haven-1"),
            "2:12 AP906 error AP201 is about reading the files, and cannot be waived. "
            "Mend what the rule finds, and remove the waiver.",
        ),
        (
            waiver("AP012", "haven-1"),
            "2:12 AP906 error AP012 is about reading the files, and cannot be waived. "
            "Mend what the rule finds, and remove the waiver.",
        ),
        (
            waiver("AP904"),
            "2:12 AP906 error AP904 is about settings, allowances, waivers and the baseline, and cannot be waived. "
            "Mend what the rule finds, and remove the waiver.",
        ),
        (waiver("AP517"), "2:12 AP906 error AP517 is always said, and cannot be waived. Remove the waiver."),
    ],
)
def test_a_waiver_that_is_not_in_order(written: str, expected: str) -> None:
    assert said(plan(written)) == [expected]


@pytest.mark.parametrize("left_out", ["rule: AP303, ", "reason: x, ", "approved_by: x, ", "until: 2026-01-31, "])
def test_an_incomplete_waiver_waives_nothing(left_out: str) -> None:
    whole = "  - {rule: AP303, reason: x, approved_by: x, until: 2026-01-31, commitment: haven-1}\n"
    assert sorted_out(plan(whole)) == ([], ["AP303 northfield/haven-1"])

    new, waived = sorted_out(plan(whole.replace(left_out, "")))

    assert (sorted(new), waived) == (["AP011", "AP303"], [])


@pytest.mark.parametrize("empty", ["reason: ''", "approved_by: ' '", "until: 2026-01", "until: soon"])
def test_a_waiver_with_nothing_in_it_waives_nothing(empty: str) -> None:
    values = {"rule": "AP303", "reason": "x", "approved_by": "x", "until": "2026-01-31", "commitment": "haven-1"}
    key, _, value = empty.partition(": ")
    item = ", ".join(f"{each}: {text}" for each, text in {**values, key: value}.items())

    new, waived = sorted_out(plan(f"  - {{{item}}}\n"))

    assert waived == []
    assert "AP303" in new
    assert len(new) == 2


def test_the_second_of_two_waivers_is_one_too_many() -> None:
    files = plan(waiver("AP303", "haven-1"), waiver("AP303", "haven-1", "2026-03-31"))

    assert [each[:10] for each in said(files)] == ["3:12 AP905"]


def test_a_waiver_that_ran_out_makes_room_for_the_next() -> None:
    files = plan(waiver("AP303", "haven-1", "2025-11-30"), waiver("AP303", "haven-1"))

    assert sorted_out(files) == (["AP904"], ["AP303 northfield/haven-1"])


def test_the_line_is_that_of_the_waiver_where_one_before_it_could_not_be_read() -> None:
    files = plan("  - {rule: AP303}\n", waiver("AP303", "haven-2"))

    assert [each[:10] for each in said(files)] == ["2:6 AP011 ", "3:12 AP905"]


def test_a_waiver_that_cannot_be_read_hides_nothing_of_the_others() -> None:
    assert [each[:10] for each in said(plan("  - {rule: AP303}\n", waiver("AP604")))] == ["2:6 AP011 ", "3:12 AP905"]


def test_what_is_said_about_waivers_can_be_allowed_and_set() -> None:
    files = plan(waiver("AP303", "haven-2").replace("\n", "  # actionplan: allow AP905 - removed in January\n"))
    off = plan(waiver("AP303", "haven-2"), head=f"{PLAN}rules: {{AP905: off}}\n")

    assert said(files) == []
    assert said(off) == []


def test_a_rule_that_is_switched_off_needs_no_waiver() -> None:
    overdue = HAVEN.replace("due: 2026-03", "due: 2025-11").replace("complete", "in-progress, confidence: green")
    waived = plan(waiver("AP401", "haven-1"), waiver("AP401", "haven-2"), haven=overdue)

    assert said(waived) == []
    assert [each[:10] for each in said({**waived, "plan.yaml": f"{PLAN}rules: {{AP401: off}}\n"})] == [
        "2:12 AP905",
        "3:12 AP905",
    ]


@pytest.mark.parametrize(
    "files",
    [
        plan(waiver("AP303", "haven-2"), haven=f"{HAVEN}    when: 2026\n"),
        plan(waiver("AP303", "haven-2"), waiver("AP303", "haven-9"), elm="partner: [elm\n"),
        plan(waiver("AP303", "haven-2"), head=f"{PLAN}when: 2026\n"),
    ],
)
def test_nothing_is_called_useless_where_something_could_not_be_read(files: Mapping[str, Content]) -> None:
    assert said(files) == []


def test_what_could_not_be_read_elsewhere_hides_nothing() -> None:
    files = plan(waiver("AP303", "haven-2"), all=f"{EVERYBODY}    when: 2026\n")

    assert [each[:10] for each in said(files)] == ["2:12 AP905"]


def test_nothing_is_called_useless_on_another_day() -> None:
    assert said(plan(waiver("AP303", "haven-2")), on=date(2025, 12, 1)) == []


def test_without_a_plan_nothing_is_waived() -> None:
    files = plan(waiver("AP303", "haven-1"), head="format: 2\n")
    loaded = load_texts(files)
    findings = findings_of(loaded, TODAY, TODAY)

    assert partition(findings, loaded, TODAY) == (findings, (), ())


@pytest.mark.parametrize("broken", ["waivers: [\n", "waivers: {a: b}\n", "- a\n", b"\xff\xfe", ""])
def test_waivers_that_cannot_be_read_waive_nothing_and_hide_nothing(broken: str | bytes) -> None:
    haven = HAVEN.replace("    due: 2026-03\n", "    due: 2026-03\n    waits_on: [haven-9]\n", 1)

    new, waived = sorted_out({**plan(haven=haven), "waivers.yaml": broken})

    assert waived == []
    assert len(new) == 3
    assert {"AP107", "AP303"} < set(new)
    assert load_texts({**plan(), "waivers.yaml": broken}).is_whole


def test_a_word_in_a_waiver_that_cannot_be_read_is_no_id_of_the_plan() -> None:
    haven = HAVEN.replace("    due: 2026-03\n", "    due: 2026-03\n    waits_on: [haven-9]\n", 1)

    new, _ = sorted_out(plan("  - {rule: AP303, commitment: haven-9}\n", haven=haven))

    assert "AP107" in new


def test_two_files_of_that_name_are_one_too_many() -> None:
    files = plan(waiver("AP303", "haven-1"))
    twice = {**files, "waivers.yml": files["waivers.yaml"]}

    assert sorted_out(twice) == (["AP023"], ["AP303 northfield/haven-1"])


def test_a_file_that_was_not_opened_waives_nothing() -> None:
    files = {**plan(), "waivers.yaml": Text("", "", trouble="the file may not be read", remedy="Ask.")}

    assert sorted_out(files) == (["AP303", "AP023"], [])


# Of a change.

BEFORE = HAVEN.replace("complete", "in-progress, confidence: green")
MOVED = BEFORE.replace("due: 2026-03", "due: 2026-06", 1)
GONE = BEFORE[: BEFORE.index("  - id: haven-2")]


def change_of(before: Mapping[str, Content], after: Mapping[str, Content]) -> tuple[list[str], list[str]]:
    """The codes of the change that are new, and those that are waived. What is loosened by the waiver is left out."""
    loaded = load_texts(after)
    found = partition(findings_of_change(load_texts(before), loaded, TODAY), loaded, TODAY, is_change=True)
    new = [each.code for each in found.new if each.code != "AP517"]
    return new, [f"{each.finding.code} {each.finding.about}" for each in found.waived]


def test_what_a_change_does_is_waived() -> None:
    before, after = plan(haven=BEFORE), plan(waiver("AP509", "haven-1"), haven=MOVED)

    assert change_of(before, plan(haven=MOVED)) == (["AP509"], [])
    assert change_of(before, after) == ([], ["AP509 northfield/haven-1"])
    assert change_of(before, plan(waiver("AP509", "haven-1", "2025-12-30"), haven=MOVED)) == (["AP509"], [])
    assert change_of(before, plan(waiver("AP509", "haven-2"), haven=MOVED)) == (["AP509", "AP905"], [])


def test_what_vanished_is_waived_by_the_id_it_had() -> None:
    before, after = plan(haven=BEFORE), plan(waiver("AP501", "haven-2"), haven=GONE)

    assert change_of(before, plan(haven=GONE)) == (["AP501"], [])
    assert change_of(before, after) == ([], ["AP501 northfield/haven-2"])
    assert said(after) == []


def test_whether_a_rule_about_changes_is_waived_for_nothing_is_said_of_a_change() -> None:
    files = plan(waiver("AP509", "haven-1"), haven=BEFORE)

    assert said(files) == []
    (finding,) = judge_change_of_texts(files, files, TODAY)
    assert (finding.code, finding.line, finding.message) == (
        "AP905",
        2,
        "nothing in this change needs the waiver of AP509 for haven-1",
    )


def test_a_change_says_nothing_of_other_waivers() -> None:
    files = plan(waiver("AP303", "haven-2"), waiver("AP509", "haven-1", "2025-11-30"), haven=BEFORE)

    assert judge_change_of_texts(files, files, TODAY) == ()


def test_a_waiver_that_cannot_be_read_hides_nothing_of_a_change() -> None:
    before, after = plan(haven=BEFORE), plan("  - {rule: AP501, commitment: haven-2}\n", haven=GONE)

    assert change_of(before, after) == (["AP501"], [])


def test_that_a_check_was_loosened_cannot_be_waived() -> None:
    off = f"{PLAN}rules: {{AP402: off}}\n"
    loaded = load_texts(plan(waiver("AP517"), haven=BEFORE, head=off))
    findings = findings_of_change(load_texts(plan(haven=BEFORE)), loaded, TODAY)

    found = partition(findings, loaded, TODAY, is_change=True)

    assert "AP517" in [each.code for each in found.new]
    assert found.waived == ()


# At random.

PIECES = (
    "",
    "~",
    "[]",
    "{}",
    "x",
    "AP303",
    "haven-1",
    "2026-01-31",
    "\n",
    "- ",
    ": ",
    "'",
    "#",
    "\t",
    "é",
    "\\",
    "&a ",
)


def _damaged(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text))
        text = text[:start] + chance.choice(PIECES) + text[start + chance.randint(0, 12) :]
    return text


def test_whatever_stands_in_the_files_no_finding_is_lost() -> None:
    waivers = "waivers:\n" + waiver("AP303", "haven-1") + waiver("AP509", "haven-2")
    baseline = (
        "date: 2025-12-01\nat_first: 9\nfindings:\n"
        "  - {rule: AP303, commitment: haven-1, key: evidence}\n  - {rule: AP604, file: all.yaml, key: partner}\n"
    )
    without = Counter(each.code for each in judge_texts(plan(all=EVERYBODY), TODAY))
    waived = known = 0
    for seed in range(RUNS):
        chance = random.Random(seed)
        beside: dict[str, Content] = {
            "waivers.yaml": _damaged(waivers, chance),
            "baseline.yaml": _damaged(baseline, chance),
        }
        loaded = load_texts({**plan(all=EVERYBODY), **beside})
        findings = findings_of(loaded, TODAY, TODAY)

        found = partition(findings, loaded, TODAY)

        everything = (*found.new, *found.known, *(each.finding for each in found.waived))
        assert sorted(everything, key=findings.index) == list(findings), seed
        of_the_plan = Counter(
            each.code for each in findings if not each.file.endswith(("waivers.yaml", "baseline.yaml"))
        )
        assert of_the_plan == without, seed
        waived, known = waived + len(found.waived), known + len(found.known)
    assert waived > RUNS // 10
    assert known > RUNS // 10
