"""What plan.yaml switches off, what a line allows, and what neither can."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support import judge_texts

PLAN = Path(__file__).with_name("northfield.yaml").read_text(encoding="utf-8")

VAGUE = """\
partner: haven
commitments:
  - id: haven-1
    title: Deliver a range of masterclasses{allowance}
    due: 2026-03
    updates:
      - {{date: 2025-12-05, status: in-progress, confidence: green}}
"""
REASONED = "  # actionplan: allow AP601 - the number is agreed in March"


def said(text: str, plan: str = PLAN) -> list[str]:
    """Every finding in *text* and in *plan*, without its fix."""
    findings = judge_texts({"plan.yaml": plan, "haven.yaml": text}, date(2025, 12, 31))
    return [f"{each.line}:{each.column} {each.code} {each.severity} {each.message}" for each in findings]


def fixes(text: str, plan: str = PLAN) -> list[str]:
    return [each.fix for each in judge_texts({"plan.yaml": plan, "haven.yaml": text}, date(2025, 12, 31))]


def settings(lines: str) -> str:
    return f"{PLAN}rules:\n{lines}"


def codes(findings: list[str]) -> list[str]:
    return [each.split()[1] for each in findings]


def vague(allowance: str = "") -> str:
    return VAGUE.format(allowance=allowance)


def test_without_an_allowance_it_is_said() -> None:
    (finding,) = said(vague())

    assert finding.startswith("4:12 AP601 ")


@pytest.mark.parametrize(
    "allowance",
    [
        REASONED,
        "  #actionplan:allow AP601 - agreed in March",
        "  # actionplan: allow AP601 – agreed in March",
        "  # actionplan: allow AP601 — agreed in March",
        "  # actionplan:   allow   AP601  -  agreed in March",
        "  # agreed in March # actionplan: allow AP601 - see the minutes",
        "  # actionplan: allow AP601 - the number is agreed # in March",
    ],
)
def test_an_allowance_with_a_reason_is_granted(allowance: str) -> None:
    assert said(vague(allowance)) == []
    assert said(vague(allowance).replace("\n", "\r\n")) == []


@pytest.mark.parametrize(
    ("allowance", "message", "fix"),
    [
        (
            "# actionplan: allow AP601",
            "the allowance of AP601 gives no reason",
            "Write: # actionplan: allow AP601 - why it is right here",
        ),
        (
            "# actionplan: allow AP601 agreed in March",
            "the allowance of AP601 gives no reason",
            "Write: # actionplan: allow AP601 - why it is right here",
        ),
        (
            "# actionplan: allow AP601 -",
            "the allowance of AP601 gives no reason",
            "Write: # actionplan: allow AP601 - why it is right here",
        ),
        (
            "# actionplan: allow AP601: agreed in March",
            "the allowance of AP601 gives no reason",
            "Write: # actionplan: allow AP601 - why it is right here",
        ),
        (
            "# actionplan: alow AP601 - agreed in March",
            "“alow” is not “allow”",
            "Write: # actionplan: allow AP601 - why it is right here",
        ),
        (
            "# actionplan: allow",
            "the allowance names no rule",
            "Write: # actionplan: allow AP402 - why it is right here",
        ),
        (
            "# actionplan: allow AP999 - so it is",
            "there is no rule AP999 to allow",
            "See “actionplan rules” for every code.",
        ),
        ("# actionplan: allow ap601 - so it is", "there is no rule ap601 to allow", "Write AP601."),
        (
            "# actionplan: allow AP303 - nobody has time",
            "AP303 finds errors, and errors cannot be allowed",
            "Mend what the rule finds, and remove the allowance.",
        ),
    ],
)
def test_an_allowance_that_is_not_in_order(allowance: str, message: str, fix: str) -> None:
    findings = said(vague(f"  {allowance}"))

    assert codes(findings) == ["AP601", "AP903"]
    assert findings[1] == f"4:46 AP903 error {message}"
    assert fix in fixes(vague(f"  {allowance}"))


def test_an_allowance_that_allows_nothing() -> None:
    text = vague().replace("Deliver a range of masterclasses", f"Open 3 advice hubs{REASONED}")

    assert said(text) == ["4:32 AP902 warning nothing on this line needs the allowance of AP601"]
    assert fixes(text) == ["Put it at the end of the line it is about, or remove it."]


def test_an_allowance_on_the_line_above_allows_nothing() -> None:
    text = vague().replace("    title", f"  {REASONED}\n    title")

    assert codes(said(text)) == ["AP902", "AP601"]


def test_two_allowances_on_one_line_are_two() -> None:
    allowance = f"{REASONED} # actionplan: allow AP605 - it is recurring"

    assert said(vague(allowance)) == [
        f"4:{46 + len(REASONED) - 1} AP902 warning nothing on this line needs the allowance of AP605"
    ]


@pytest.mark.parametrize(
    "note",
    [
        "note: |\n      Write # actionplan: allow AP601\n      at the end.",
        'note: "Write # actionplan: allow AP601"',
        "note: >-\n      # actionplan: allow AP601",
        "note: Write#actionplan:allow AP601",
    ],
)
def test_what_stands_in_a_text_is_no_allowance(note: str) -> None:
    text = vague(REASONED).replace("    due:", f"    {note}\n    due:")

    assert said(text) == []


@pytest.mark.parametrize("comment", ["# actionplan: see the minutes", "# actionplan: www.example.org", "# actionplan"])
def test_other_comments_are_none_either(comment: str) -> None:
    assert said(f"{comment}\n{vague(REASONED)}") == []


def test_an_error_stays_an_error() -> None:
    text = vague(REASONED).replace("green}", "green, reason: [x]}  # actionplan: allow AP012 - why not")

    assert codes(said(text)) == ["AP012", "AP903"]


def test_nothing_is_called_useless_where_something_could_not_be_read() -> None:
    allowance = "# actionplan: allow AP605 - why not"
    text = vague(f"  {allowance}")

    assert codes(said(text)) == ["AP601", "AP902"]
    assert codes(said(f"{text}    when: 2026\n")) == ["AP601", "AP010"]  # here
    assert codes(said(text, f"{PLAN}when: 2026\n")) == ["AP601", "AP010"]  # in plan.yaml
    assert codes(said(text, f"{PLAN}note: [x\n")) == ["AP007"]  # plan.yaml altogether
    assert codes(said(f"{text}    note: [x\n")) == ["AP007"]  # the rest of this file


def test_a_rule_that_is_switched_off() -> None:
    assert said(vague(), settings("  AP601: off\n")) == []
    assert codes(said(vague(REASONED), settings("  AP601: off\n"))) == ["AP902"]


@pytest.mark.parametrize("severity", ["advice", "warning", "error"])
def test_a_rule_that_is_taken_more_or_less_seriously(severity: str) -> None:
    (finding,) = said(vague(), settings(f"  AP601: {severity}\n"))

    assert finding.startswith(f"4:12 AP601 {severity} ")


def test_what_a_plan_calls_an_error_cannot_be_allowed() -> None:
    assert said(vague(REASONED), settings("  AP601: error\n"))[1:] == [
        "4:46 AP903 error AP601 finds errors, and errors cannot be allowed"
    ]


def test_the_rule_about_useless_allowances_can_be_switched_off_too() -> None:
    text = vague().replace("Deliver a range of masterclasses", f"Open 3 advice hubs{REASONED}")

    assert said(text, settings("  AP902: off\n")) == []


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("AP999: off", "3 AP901 error there is no rule AP999"),
        ("ap402: off", "3 AP901 error there is no rule ap402"),
        ("AP402: never", "10 AP901 error a rule can be off, advice, warning or error, not “never”"),
        ("AP303: off", "10 AP901 error AP303 finds errors, and errors cannot be switched off"),
        ("AP303: advice", "10 AP901 error AP303 finds errors, and errors cannot be switched off"),
        ("AP002: Off", "10 AP901 error a rule can be off, advice, warning or error, not “Off”"),
    ],
)
def test_a_setting_that_is_not_in_order(line: str, finding: str) -> None:
    assert said(vague(REASONED), settings(f"  {line}\n")) == [f"{PLAN.count(chr(10)) + 2}:{finding}"]


@pytest.mark.parametrize("line", ["AP402: off", "AP402: error", "AP303: error", "AP002: off", "AP902: advice"])
def test_a_setting_that_is_in_order(line: str) -> None:
    assert said(vague(REASONED), settings(f"  {line}\n")) == []
