"""What each finding offers to write in its place, and whether that is certain."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from actionplan.domain.dates import parse_day, parse_window
from actionplan.domain.types import parse_number
from actionplan.domain.written import BadValue, Meant, recognise
from tests.support import judge_texts

PLAN = Path(__file__).with_name("northfield.yaml").read_text(encoding="utf-8")
HEAD = "partner: haven\ncommitments:\n  - id: haven-1\n    title: Open 3 advice hubs\n    due: 2026-03\n"
LOG = "    updates:\n      - {date: 2025-12-05, status: in-progress, confidence: green}\n"
ON = date(2025, 12, 31)

SAFE, GUESS = True, False


def offers(text: str, plan: str = PLAN) -> list[tuple[str, str, bool]]:
    """The code of each finding in Haven Trust's file, with what it offers: its text, and whether it is safe."""
    findings = judge_texts({"plan.yaml": plan, "haven.yaml": text}, ON)
    return [(each.code, each.mend.text, each.mend.is_safe) for each in findings if each.mend]


VALUES = {
    "    kind: Deliverable\n": ("AP014", "deliverable", SAFE),
    "    kind: deliverables\n": ("AP014", "deliverable", GUESS),
    "    condition: {text: funding, state: notyetmet}\n": ("AP014", "not-yet-met", SAFE),
    "    Kind: ongoing\n": ("AP010", "kind", SAFE),
    "    waits-on: []\n": ("AP010", "waits_on", SAFE),
    "    Due as printed: by March 2026\n": ("AP010", "due_as_printed", SAFE),
    "    kinds: ongoing\n": ("AP010", "kind", GUESS),
    "    agreed: 13/02/2025\n": ("AP201", "2025-02-13", SAFE),
    "    agreed: 12/02/2025\n": ("AP201", "2025-02-12", GUESS),
    "    agreed: 2/2/2025\n": ("AP201", "2025-02-02", SAFE),
    "    agreed: 2nd February 2025\n": ("AP201", "2025-02-02", SAFE),
    "    agreed: Feb 2025\n": ("AP201", "2025-02", SAFE),
    "    agreed: 2025-02-13T09:00Z\n": ("AP201", "2025-02-13", SAFE),
    "    theme: Homes\n": ("AP105", "homes", SAFE),
    "    theme: home\n": ("AP105", "homes", GUESS),
    "    with: [Elm]\n": ("AP104", "elm", SAFE),
    "    with: [elm housing]\n": ("AP104", "elm", SAFE),
    "    with: [elmhousing]\n": None,
    "    lead: elmm\n": ("AP104", "elm", GUESS),
    "    with: [None]\n": None,
    "    waits_on: [HAVEN-1]\n": ("AP107", "haven-1", SAFE),
    "    replaces: haven_1\n": ("AP107", "haven-1", GUESS),
    "    colour: blue\n": None,
    "    due_as_printed: ''\n": None,
}


@pytest.mark.parametrize(("written", "offered"), VALUES.items())
def test_a_value_or_a_key(written: str, offered: tuple[str, str, bool] | None) -> None:
    assert offers(HEAD + written + LOG) == ([offered] if offered else [])


UPDATES = {
    "status: In progress": ("AP301", "in-progress", SAFE),
    "status: IN_PROGRESS": ("AP301", "in-progress", SAFE),
    "status: ongoing": ("AP301", "in-progress", GUESS),
    "status: in-progres": ("AP301", "in-progress", GUESS),
    "status: purple": None,
    "status: in-progress, confidence: GREEN": ("AP302", "green", SAFE),
    "status: in-progress, confidence: ambre, reason: data": ("AP302", "amber", GUESS),
    "status: waiting, reason: Waits for a decision": ("AP310", "decision", SAFE),
    "status: waiting, reason: fundings": ("AP310", "funding", GUESS),
}


@pytest.mark.parametrize(("written", "offered"), UPDATES.items())
def test_a_word_of_the_vocabulary(written: str, offered: tuple[str, str, bool] | None) -> None:
    text = f"{HEAD}    updates:\n      - {{date: 2025-12-05, {written}}}\n"

    assert offers(text) == ([offered] if offered else [])


def test_a_label_that_two_words_have_is_a_guess() -> None:
    vocabulary = (
        "vocabulary:\n"
        "  - {code: started, label: Under way, meaning: under-way}\n"
        "  - {code: going, label: under-way, meaning: under-way}\n"
        "  - {code: done, label: Done, meaning: done}\n"
    )
    text = f"{HEAD}    updates:\n      - {{date: 2025-12-05, status: Under Way}}\n"

    assert offers(text, PLAN + vocabulary) == [("AP301", "going", GUESS)]


def test_a_name_that_two_partners_have_is_a_guess() -> None:
    plan = PLAN.replace("elm: {name: Elm Housing}", "elm: {name: Elm Housing}\n  elm-2: {name: Elm housing}")

    assert offers(HEAD + "    with: [Elm Housing]\n" + LOG, plan) == [("AP104", "elm", GUESS)]


def test_the_partner_of_a_file() -> None:
    assert offers("partner: Haven Trust\n") == [("AP108", "haven", SAFE)]
    assert offers("partner: havn\n") == [("AP108", "haven", GUESS)]


def test_a_key_is_not_offered_twice() -> None:
    assert offers(HEAD + "    Kind: ongoing\n    kind: ongoing\n" + LOG) == []
    assert offers(HEAD + "    Kind: ongoing\n    KIND: ongoing\n" + LOG) == []


def test_many_unknown_keys_are_still_said_at_once_but_for_those_that_are_certain() -> None:
    text = HEAD + "    Kind: ongoing\n    colour: a\n    smell: b\n    taste: c\n" + LOG
    findings = judge_texts({"plan.yaml": PLAN, "haven.yaml": text}, ON)

    assert [(each.line, each.message) for each in findings] == [
        (6, "“Kind” is not a key that belongs here"),
        (7, "“colour”, “smell” and “taste” are not keys that belong here"),
    ]


def test_the_head_of_the_plan() -> None:
    rules = "vocabulary: OGP\nrules: {ap402: off, AP403: Advice, AP401: wrning, AP999: off, AP201: off}\n"
    findings = judge_texts({"plan.yaml": PLAN + rules, "haven.yaml": "partner: haven\n"}, ON)

    assert [(each.code, *each.mend[:2]) if each.mend else (each.code,) for each in findings] == [
        ("AP111", "ogp", SAFE),
        ("AP901", "AP402", SAFE),
        ("AP901", "advice", SAFE),
        ("AP901", "warning", GUESS),
        ("AP901",),
        ("AP901",),
    ]


def test_a_finding_has_the_route_of_the_file_though_something_was_left_out() -> None:
    text = HEAD + "    updates:\n      - {date: nonsense}\n      - {date: 2025-12-05, status: In progress}\n"
    findings = judge_texts({"plan.yaml": PLAN, "haven.yaml": text}, ON)

    assert [each.place.route for each in findings] == [
        ("commitments", 0, "updates", 0, "date"),
        ("commitments", 0, "updates", 1, "status"),
    ]


UNTIDY = {
    "partner: haven \n": ["1:15 AP026 there are blanks at the end of this line"],
    "partner: haven\n  \n# a \n \n": [
        "2:1 AP026 there are blanks at the end of this line, and of 2 more lines of the file"
    ],
    "partner: haven \r\n# a \r\n": [
        "1:15 AP026 there are blanks at the end of this line, and of 1 more line of the file"
    ],
    "partner: haven\n# ": [
        "2:2 AP026 there are blanks at the end of this line",
        "2:3 AP027 the last line of the file has no line end",
    ],
    "partner: haven": ["1:15 AP027 the last line of the file has no line end"],
    "partner: haven\r\nnote: x": ["2:8 AP027 the last line of the file has no line end"],
    "partner: haven\t \n": ["1:15 AP003 there is a tab here"],
    'partner: haven\nnote: "a \n  b "\n': [],
    "partner: haven\nnote: |  \n  a  \n": [],
    "partner: haven\nnote: >-\n  a  \n\n  b \n": [],
    "partner: haven\nnote: a \n  b \n": [
        "2:8 AP026 there are blanks at the end of this line, and of 1 more line of the file"
    ],
    "": ["1:1 AP021 the file is empty"],
}


@pytest.mark.parametrize(("text", "expected"), UNTIDY.items())
def test_blanks_and_line_ends(text: str, expected: list[str]) -> None:
    findings = judge_texts({"plan.yaml": PLAN, "haven.yaml": text}, ON)

    assert [f"{each.line}:{each.column} {each.code} {each.message}" for each in findings] == expected


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("In Progress", Meant("in-progress", is_certain=True)),
        ("in\u00a0progress", Meant("in-progress", is_certain=True)),
        ("onhold", Meant("on_hold", is_certain=True)),
        ("paused", Meant("on_hold", is_certain=True)),
        ("in-progres", Meant("in-progress")),
        ("xyz", None),
        ("", None),
        ("-", None),
    ],
)
def test_a_word_is_recognised(word: str, meant: Meant | None) -> None:
    assert recognise(word, ("in-progress", "on_hold"), {"on_hold": "Paused"}) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("31/03/2016", Meant("2016-03-31", is_certain=True)),
        ("03/03/2016", Meant("2016-03-03", is_certain=True)),
        ("03/04/2016", Meant("2016-04-03")),
        ("12/13/2016", None),
        ("March 2016", None),
        ("31/03/16", None),
        ("soon", None),
    ],
)
def test_a_day_is_offered(text: str, meant: Meant | None) -> None:
    with pytest.raises(BadValue) as caught:
        parse_day(text)

    assert caught.value.meant == meant


def test_a_month_is_offered_where_it_may_stand() -> None:
    with pytest.raises(BadValue) as caught:
        parse_window("March 2016")

    assert caught.value.meant == Meant("2016-03", is_certain=True)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("16,4", "16.4"),
        ("16,45 %", "16.45"),
        ("-0,5", "-0.5"),
        ("0,500", "0.500"),
        ("1,2345", "1.2345"),
        ("1234,567", "1234.567"),
        ("1.200,5", "1200.5"),
        ("1,200", "1200"),
        ("1,200.5", "1200.5"),
        ("+1,234,567", "+1234567"),
        ("13.4%", "13.4"),
        ("1,23,45", None),
        ("1,", None),
        (",5", None),
        ("16,4.5", None),
        ("1,200,5", None),
        ("1.2,5", None),
        ("16,4 kWh", None),
        ("1,1234567890", None),
        ("many", None),
    ],
)
def test_a_number_is_offered_and_never_certain(text: str, plain: str | None) -> None:
    with pytest.raises(BadValue) as caught:
        parse_number(text)

    assert caught.value.meant == (Meant(plain, is_certain=False) if plain else None)
    assert caught.value.fix == (f"Write {plain}." if plain else "Write digits with at most one point: 13.4.")


def test_a_comma_in_a_reading_is_mended_only_where_somebody_says_so() -> None:
    readings = "[{date: 2025-06, value: '16,4'}, {date: 2025-09, value: '1,200'}]"
    indicator = f"{{id: i, title: I, unit: homes, readings: {readings}}}"
    texts = {"plan.yaml": PLAN, "outcomes.yaml": f"outcomes: [{{id: o, title: O, indicators: [{indicator}]}}]\n"}

    found = [each for each in judge_texts(texts, ON) if each.code == "AP014"]

    assert [(each.mend.text, each.mend.is_safe) for each in found if each.mend] == [("16.4", GUESS), ("1200", GUESS)]
