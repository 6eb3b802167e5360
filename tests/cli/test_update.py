"""`actionplan update`: what it writes, what it says, and what it refuses."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from tests.cli.plans import AS_AT, HAVEN, HEAD, make_plan
from tests.cli.run import Ran, run

FILE = "commitments/northfield/haven.yaml"
DAY = "2025-12-31"

NEXT = """\
Next: 1 open commitment of Haven Trust with no update for October to December
2025:
  actionplan update --walk --plan northfield --partner haven
"""


def _update(folder: Path, *arguments: str) -> Ran:
    return run("update", *arguments, *AS_AT, cwd=folder)


def _wrong(command: str, message: str) -> str:
    """What is said of a wrong command line."""
    return f"Usage: actionplan {command} [OPTIONS] [ID]…\nTry 'actionplan {command} -h' for help.\n\nError: {message}\n"


def _refused(*lines: str) -> str:
    return "Not written, because it would not be in order:\n" + "".join(f"  {line}\n" for line in lines)


def _entry(*lines: str) -> str:
    """HAVEN with the first entry of the log of haven-3."""
    first, *rest = lines
    return HAVEN + f"    updates:\n      - {first}\n" + "".join(f"        {each}\n" for each in rest)


ENTRIES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "everything": (
        (
            *("--status", "in-progress", "--confidence", "amber", "--note", "Begun.", "--next", "Print by May."),
            *("--reason", "capacity", "--by", "haven", "--date", "2025-12-30"),
            *("--evidence", "https://haven.example/a=A"),
        ),
        (
            *("date: 2025-12-30", "status: in-progress", "confidence: amber", "note: Begun.", "reason: capacity"),
            *("next: Print by May.", "evidence:", "  - title: A", "    url: https://haven.example/a", "by: haven"),
        ),
    ),
    "a label": (("--status", "In Progress"), (f"date: {DAY}", "status: in-progress")),
    "underscores": (("--status", "IN_PROGRESS"), (f"date: {DAY}", "status: in-progress")),
    "a meaning": (
        ("--status", "under way", "--confidence", "Green"),
        (f"date: {DAY}", "status: in-progress", "confidence: green"),
    ),
    "done, which means complete": (
        ("--status", "done", "--evidence", "Minutes of 3 May"),
        (f"date: {DAY}", "status: complete", "evidence:", "  - title: Minutes of 3 May"),
    ),
    "a reason by its label": (
        ("--status", "waiting", "--reason", "not enough people or time"),
        (f"date: {DAY}", "status: waiting", "reason: capacity"),
    ),
    "a nil return": (("--nil",), (f"date: {DAY}", "return: nil")),
    "a month": (("--note", "Begun.", "--date", "2025-11"), ("date: 2025-11", "note: Begun.")),
    "a period": (
        ("--note", "Late.", "--period", "2025-26 q2"),
        (f"date: {DAY}", "period: 2025-26 Q2", "note: Late."),
    ),
    "the period that goes without saying": (
        ("--note", "Now.", "--period", "2025-26 Q3"),
        (f"date: {DAY}", "note: Now."),
    ),
    "no period": (("--note", "Now.", "--period", "None"), (f"date: {DAY}", "note: Now.")),
    "a title that looks like a number": (
        ("--status", "complete", "--evidence", "2016"),
        (f"date: {DAY}", "status: complete", "evidence:", "  - title: '2016'"),
    ),
}


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_is_written_at_the_end_of_the_log(tmp_path: Path, name: str) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    arguments, lines = ENTRIES[name]

    ran = _update(tmp_path, "haven-3", *arguments)

    assert (ran.code, ran.err) == (0, "")
    assert file.read_text(encoding="utf-8") == _entry(*lines)


def test_it_says_what_became_of_it_and_what_is_next(tmp_path: Path) -> None:
    make_plan(tmp_path)

    assert _update(tmp_path, "haven-1", "--status", "waiting", "--reason", "data").succeeds().out == (
        f"northfield/haven-1: Waiting, amber (before: in progress, amber)\n  written in {FILE}:11\n" + NEXT
    )
    assert _update(tmp_path, "haven-3", "--nil").succeeds().out == (
        f"northfield/haven-3: Status not given (before: no update received)\n  written in {FILE}:23\n"
    )


def test_the_place_is_right_though_an_entry_above_cannot_be_read(tmp_path: Path) -> None:
    broken = HAVEN.replace("date: 2025-07-10", "date: 2025-13-10")
    file = make_plan(tmp_path, {"haven.yaml": broken}) / "haven.yaml"

    ran = _update(tmp_path, "haven-1", "--note", "Found.")

    assert ran.code == 0
    assert ran.out.splitlines()[:2] == ["northfield/haven-1: In progress, amber", f"  written in {FILE}:11"]
    assert ran.err == f"Note: not all of {FILE} could be read. To see why:\n  actionplan validate\n"
    assert file.read_text().splitlines()[10] == f"      - {{date: {DAY}, note: Found.}}"


WRONG = {
    ("haven-3", "--status", "compleet"): "Invalid value for --status: there is no status “compleet”. Did you mean complete? "
    "There are: not-started, in-progress, waiting, complete, withdrawn, superseded.",
    ("haven-3", "--status", "dropped"): "Invalid value for --status: there is no status “dropped”. "
    "There are: not-started, in-progress, waiting, complete, withdrawn, superseded.",
    ("haven-3", "--confidence", "gren"): "Invalid value for --confidence: there is no confidence “gren”. "
    "Did you mean green? There are: green, amber, red.",
    ("haven-3", "--confidence", "red", "--reason", "fundng"): "Invalid value for --reason: there is no reason “fundng”. "
    "Did you mean funding? There are: capacity, funding, decision, partner, dependency, data, policy, scope, "
    "supplier, quality, priority, replaced, other.",
    ("haven-3",): "Invalid value for --status: there is nothing to record. Give --status, --confidence, --note, "
    "--next, --reason, --evidence, --part, --condition or --nil",
    ("haven-3", "--by", "haven", "--date", DAY): "Invalid value for --status: there is nothing to record. Give "
    "--status, --confidence, --note, --next, --reason, --evidence, --part, --condition or --nil",
    (): "Invalid value for ID: name a commitment, or choose with --where",
    ("--nil",): "Invalid value for ID: name a commitment, or choose with --where",
    ("haven-4", "--nil"): "Invalid value for ID: there is no commitment “haven-4”. Did you mean haven-3?",
    ("haven-3", "zzz", "--nil"): "Invalid value for ID: there is no commitment “zzz”. "
    "There are: haven-1, haven-2, haven-3.",
    ("caf\udce9", "--nil"): "Invalid value for ID: there is no commitment “caf?”. "
    "There are: haven-1, haven-2, haven-3.",
    ("other/haven-3", "--nil"): "Invalid value for ID: there is no commitment “other/haven-3”. "
    "Did you mean northfield/haven-3?",
    ("haven-3", "--nil", "--where", "open"): "Invalid value for ID: name the commitments, or choose them with --where, "
    "not both",
    ("haven-3", "--nil", "--partner", "haven"): "Invalid value for ID: name the commitments, or choose them with "
    "--where, not both",
    ("haven-3", "--note", " \t "): "Invalid value for --note: the note is empty. Write the note, or leave it out.",
    ("haven-3", "--note", "x" * 20_001): "Invalid value for --note: the note has 20,001 characters; at most 20,000 "
    "fit. Shorten it.",
    ("haven-3", "--note", "a\x1b[2Jb"): "Invalid value for --note: the text holds the character U+001B, which cannot "
    "be shown or printed. Write the text without it.",
    ("haven-3", "--next", "a\u202eb"): "Invalid value for --next: the text holds the character U+202E, which changes "
    "the direction of the text. Write the text without it.",
    ("haven-3", "--note", "caf\udce9"): "Invalid value for --note: the text holds the character U+DCE9, which cannot "
    "be shown or printed. Write the text without it.",
    ("haven-3", "--nil", "--by", "\x07"): "Invalid value for --by: the text holds the character U+0007, which cannot "
    "be shown or printed. Write the text without it.",
    ("haven-3", "--nil", "--by", "b" * 301): "Invalid value for --by: the text has 301 characters; at most 300 fit. "
    "Shorten it.",
    ("haven-3", "--evidence", " "): "Invalid value for --evidence: there is no evidence in it. Write URL=TITLE, or a "
    "title alone, or leave it out.",
    ("haven-3", "--evidence", "https://haven.example/a b"): "Invalid value for --evidence: "
    "“https://haven.example/a b” is not a link. Write URL=TITLE, in quotes: 'https://…=Opening of the hub'.",
    ("haven-3", "--nil", "--date", "31/12/2025"): "Invalid value for --date: the date “31/12/2025” is not written "
    "year first. Write 2025-12-31.",
    ("haven-3", "--nil", "--date", "soon"): "Invalid value for --date: “soon” is not a date. Write a day as "
    "2016-03-31, a month as 2016-03, a quarter as 2015-16 Q3, a year as 2016; or leave it out.",
    ("haven-3", "--nil", "--period", "last"): "Invalid value for --period: “last” names no review period. "
    "Write it as 2015-16 Q3.",
    ("haven-3", "--nil", "--period", "2025"): "Invalid value for --period: “2025” is not one review period of this "
    "plan, which is reviewed every quarter. Write for example 2025-26 Q3.",
    ("haven-3", "--condition", "met"): "Invalid value for --condition: haven-3 depends on no condition",
    ("haven-3", "--part", "a=complete"): "Invalid value for --part: haven-3 has no parts. "
    "Leave it out; say in the note what was done.",
    ("--nil", "--where", "open"): "Invalid value for --yes: 2 commitments would get an entry. "
    "--dry-run shows them; --yes writes them",
    ("--nil", "--where", "hact"): "Invalid value for --where: “hact” is no filter. Write one of partner=…, lead=…, "
    "status=…, confidence=…, theme=…, overdue, no-update, open.",
    ("--nil", "--where", "theme=hom"): "Invalid value for --where: there is no theme “hom”. Did you mean homes?",
    ("--nil", "--partner", "northfield"): "Invalid value for --where: no commitment fits; closed ones do only where a "
    "status is given",
    ("--walk",): "Invalid value for --walk: a walk asks questions, and there is nobody to ask",
}  # fmt: skip  # one wrong command line beside what is said of it


@pytest.mark.parametrize("arguments", WRONG, ids=lambda each: " ".join(each)[:50].encode("ascii", "replace").decode())
def test_a_wrong_command_line_is_explained_and_nothing_is_written(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    ran = _update(tmp_path, *arguments)

    assert (ran.code, ran.out, ran.err) == (2, "", _wrong("update", WRONG[arguments]))
    assert file.read_text() == HAVEN


REFUSED = {
    ("haven-3", "--status", "complete"): (
        "haven-3 is complete, and nothing shows it (AP303).",
        "Add --evidence URL=TITLE, or --evidence TITLE where there is no link.",
    ),
    ("haven-3", "--status", "waiting"): (
        "haven-3 is waiting, and no reason is given (AP305).",
        "Add --reason CODE (see actionplan explain AP305).",
    ),
    ("haven-3", "--confidence", "red"): (
        "haven-3 is red, and no reason is given (AP305).",
        "Add --reason CODE (see actionplan explain AP305).",
    ),
    ("haven-1", "--note", "x", "--date", "2025-12-04"): (
        "haven-1 has an update of 4 December 2025 below one of 5 December 2025 (AP208).",
        "The log has a later entry already. Leave --date out, and say in the note when",
        "it happened.",
    ),
    ("haven-3", "--nil", "--date", "2099-01-01"): (
        "haven-3 has an update dated 1 January 2099, which is still to come (AP206).",
        "Leave --date out, or give the day it happened. What is planned belongs under",
        "--next.",
    ),
    ("haven-3", "--nil", "--period", "2026-27 Q3"): (
        "the update of 31 December 2025 answers 2026-27 Q3, which had not begun",
        "(AP213).",
        "Give the period it answers with --period, or leave it out.",
    ),
}


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_what_would_be_an_error_is_refused(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    ran = _update(tmp_path, *arguments)

    assert (ran.code, ran.out, ran.err) == (4, "", _refused(*REFUSED[arguments]))
    assert file.read_text() == HAVEN


def test_a_file_with_other_errors_can_still_be_updated(tmp_path: Path) -> None:
    broken = HAVEN.replace("theme: homes", "theme: palaces").replace("with: [northfield]", "with: [nobody]")
    file = make_plan(tmp_path, {"haven.yaml": broken}) / "haven.yaml"

    ran = _update(tmp_path, "haven-3", "--nil")

    assert (ran.code, ran.err) == (0, "")
    assert file.read_text() == broken + f"    updates:\n      - date: {DAY}\n        return: nil\n"


def test_what_the_rules_warn_of_is_said_and_written(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    ran = _update(tmp_path, "haven-2", "--confidence", "green")

    assert ran.code == 0
    assert ran.err == (
        "Note: haven-2 is complete, and has a confidence: green (AP306).\n"
        "  Leave --confidence out: it is asked only while a commitment is open.\n"
    )
    assert "        confidence: green\n" in file.read_text()


PARTS = """\
partner: haven
commitments:
  - id: haven-5
    title: Publish 2 guides
    due: 2026-03
    condition: {text: subject to funding}
    parts:
      - {id: a, title: For tenants}
      - {id: b, title: For landlords}
"""


def test_parts_have_to_be_done_when_the_whole_is(tmp_path: Path) -> None:
    file = make_plan(tmp_path, {"haven.yaml": PARTS}) / "haven.yaml"
    done = ("--status", "complete", "--evidence", "Guides")

    ran = _update(tmp_path, "haven-5", *done, "--part", "A = done")
    assert ran.code == 4
    assert ran.err == _refused(
        "haven-5 is complete, and part b is still open (AP304).",
        "Add --part ID=STATUS for each part that is done; else give a status that is",
        "still open.",
    )
    assert file.read_text() == PARTS

    _update(tmp_path, "haven-5", *done, "--part", "A = done", "--part", "b=complete").succeeds()
    assert file.read_text() == PARTS + (
        f"    updates:\n      - date: {DAY}\n        status: complete\n"
        "        parts:\n          a: complete\n          b: complete\n"
        "        evidence:\n          - title: Guides\n"
    )


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("c=done", "haven-5 has no part “c”. Its parts are a, b."),
        ("a", "it is not said where part a is. Write a=STATUS."),
        ("a=finished", "there is no status “finished”. There are: not-started, in-progress, waiting, complete, withdrawn, superseded."),
        ("a=", "there is no status “”. There are: not-started, in-progress, waiting, complete, withdrawn, superseded."),
    ],
)  # fmt: skip
def test_a_part_has_to_be_one_that_there_is(tmp_path: Path, part: str, message: str) -> None:
    make_plan(tmp_path, {"haven.yaml": PARTS})
    ran = _update(tmp_path, "haven-5", "--part", part)
    assert (ran.code, ran.err) == (2, _wrong("update", f"Invalid value for --part: {message}"))


def test_a_condition_is_settled_and_the_log_says_when(tmp_path: Path) -> None:
    file = make_plan(tmp_path, {"haven.yaml": PARTS}) / "haven.yaml"

    _update(tmp_path, "haven-5", "--condition", "Met", "--note", "Money came.").succeeds()

    assert file.read_text() == PARTS.replace(
        "subject to funding}", f"subject to funding, state: met, date: {DAY}}}"
    ) + (f"    updates:\n      - date: {DAY}\n        note: Money came.\n")
    again = _update(tmp_path, "haven-5", "--condition", "perhaps")
    assert again.err == _wrong(
        "update",
        "Invalid value for --condition: “perhaps” is not a state of a condition. "
        "Write one of not-yet-met, met, failed.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("id_", "on", "period"),
    [
        ("haven-3", "2026-01-01", "2025-26 Q3"),
        ("haven-3", "2026-01-14", "2025-26 Q3"),  # the last day on which returns come in
        ("haven-3", "2026-01-15", None),
        ("haven-3", "2025-12-31", None),
        ("haven-1", "2026-01-05", None),  # it has been answered
    ],
)
def test_the_period_just_ended_is_proposed_while_its_returns_come_in(
    tmp_path: Path, id_: str, on: str, period: str | None
) -> None:
    make_plan(tmp_path)

    ran = run("update", id_, "--nil", "--as-at", on, cwd=tmp_path)

    assert ran.code == 0
    shown = json.loads(run("show", id_, "--format", "json", "--as-at", on, cwd=tmp_path).succeeds().out)
    assert shown["log"][-1]["period"] == period
    said = "  for the review of October to December 2025 (2025-26 Q3)\n"
    assert (said in ran.out) == (period is not None)


AGAIN = """\
Note: haven-1 has answered for October to December 2025 (2025-26 Q3) already, so
  this entry counts for January to March 2026 (2025-26 Q4). --period
  "2025-26 Q3" says otherwise.
"""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("haven-1", "--nil", "--as-at", "2026-01-05"), AGAIN),
        (("haven-1", "--nil", "--as-at", "2026-01-05", "--dry-run"), AGAIN),
        (("haven-1", "--note", "More.", "--as-at", "2026-01-14"), AGAIN),
        (("haven-1", "--nil", "--as-at", "2026-01-05", "--period", "2025-26 Q3"), ""),
        (("haven-1", "--nil", "--as-at", "2026-01-05", "--period", "none"), ""),
        (("haven-1", "--nil", "--as-at", "2026-01-15"), ""),
        (("haven-1", "--nil", "--as-at", "2025-12-31"), ""),
        (("haven-3", "--nil", "--as-at", "2026-01-05"), ""),
        (
            ("haven-3", "haven-2", "haven-1", "--note", "More.", "--as-at", "2026-01-05"),
            "Note: haven-2 and haven-1 have answered for October to December 2025 (2025-26\n"
            "  Q3) already, so these entries count for January to March 2026 (2025-26\n"
            '  Q4). --period "2025-26 Q3" says otherwise.\n',
        ),
    ],
)
def test_a_second_answer_for_the_same_period_is_no_silent_one_for_the_next(
    tmp_path: Path, arguments: tuple[str, ...], expected: str
) -> None:
    make_plan(tmp_path)

    ran = run("update", *arguments, cwd=tmp_path)

    assert (ran.code, ran.err) == (0, expected)


PASTED = (
    "“Smart” ‘quotes’ – and — dashes… £5 50\xa0% caf\u00e9 cafe\u0301",
    "- a dash first",
    "a: b, {c}, [d], *e, &f",
    "cut #here",
    "# begins",
    "@home",
    "%done",
    "!important",
    "`code`",
    "| bar",
    "> mark",
    "? why",
    "'quoted'",
    '"doubly" \\ backslash \\n',
    "tab\there",
    "👍🏽 👩\u200d👩\u200d👧 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "yes",
    "null",
    "~",
    "2016-03-31",
    "1e5",
    "0x1F",
    " blanks before and behind ",
    "one\ntwo\n\n\nfive",
    "  indented\nless",
    "\nan empty line first",
    "trailing blank \nnext",
    "word " * 4000,
    "x" * 20_000,
    "::error::x ##[group]",
    "--- \n...\n--- a",
    "=1+1",
    "<b>&amp;</b> [link](http://haven.example)",
)


@pytest.mark.parametrize("style", ["block", "flow", "CRLF"])
def test_what_is_pasted_comes_back_character_for_character(tmp_path: Path, style: str) -> None:
    text = HAVEN if style != "CRLF" else HAVEN.replace("\n", "\r\n")
    make_plan(tmp_path, {"haven.yaml": text.encode()})
    id_ = "haven-1" if style == "flow" else "haven-3"

    for number, pasted in enumerate(PASTED):
        ran = _update(tmp_path, id_, "--note", pasted, "--next", f"{number}. {pasted}"[:20_000])
        assert ran.code == 0, (pasted[:60], ran.err)

    shown = json.loads(run("show", id_, "--format", "json", *AS_AT, cwd=tmp_path).succeeds().out)
    notes = [each["note"] for each in shown["log"]][-len(PASTED) :]
    assert notes == list(PASTED)
    nexts = [each["next"] for each in shown["log"]][-len(PASTED) :]
    assert nexts == [f"{number}. {pasted}"[:20_000] for number, pasted in enumerate(PASTED)]
    if style == "CRLF":
        content = (tmp_path / FILE).read_bytes()
        assert content.count(b"\n") == content.count(b"\r\n")


def test_a_note_comes_from_standard_input(tmp_path: Path) -> None:
    make_plan(tmp_path)
    typed = "\ufeffFirst\r\nsecond\x0bthird\x0cfourth\u2028fifth\r\n\r\n".encode()

    with mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), "utf-8")):
        _update(tmp_path, "haven-3", "--note", "-").succeeds()

    assert (tmp_path / FILE).read_text(encoding="utf-8") == _entry(
        f"date: {DAY}", "note: |-", "  First", "  second", "  third", "  fourth", "  fifth"
    )


def test_nothing_on_standard_input_is_nothing_to_record(tmp_path: Path) -> None:
    make_plan(tmp_path)
    with mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\r\n"), "utf-8")):
        assert "there is nothing to record" in _update(tmp_path, "haven-3", "--note", "-").fails(2).err


def test_bytes_that_are_no_text_are_not_kept_silently(tmp_path: Path) -> None:
    make_plan(tmp_path)
    with mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"caf\xe9 au lait"), "utf-8")):
        ran = _update(tmp_path, "haven-3", "--note", "-")
    assert ran.code == 2
    assert "what came in on standard input is not UTF-8" in ran.err
    assert (tmp_path / FILE).read_text() == HAVEN


def test_several_are_updated_at_once_each_once(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    ran = _update(tmp_path, "HAVEN-3", "northfield/haven-1", "Northfield/Haven-3", "--nil").succeeds()

    assert file.read_text() == _entry(f"date: {DAY}", "return: nil").replace(
        "in May.}\n", f"in May.}}\n      - {{date: {DAY}, return: nil}}\n"
    )
    assert ran.out == (
        "northfield/haven-1: In progress, amber\n"
        f"  written in {FILE}:11\n"
        "northfield/haven-3: Status not given (before: no update received)\n"
        f"  written in {FILE}:23\n"
    )


def test_an_unknown_one_among_several_stops_them_all(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    assert "there is no commitment “haven-9”" in _update(tmp_path, "haven-1", "haven-9", "--nil").fails(2).err
    assert file.read_text() == HAVEN


def test_an_error_in_one_of_several_stops_them_all(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    ran = _update(tmp_path, "haven-2", "haven-3", "--status", "complete")
    assert (ran.code, ran.out) == (4, "")
    assert file.read_text() == HAVEN


def test_an_id_of_two_plans_needs_its_plan(tmp_path: Path) -> None:
    first = make_plan(tmp_path)
    second = make_plan(tmp_path, {"plan.yaml": HEAD.replace("plan: northfield", "plan: elm")}, "elm")

    ran = _update(tmp_path, "haven-3", "--nil")
    assert ran.err == _wrong(
        "update",
        "Invalid value for ID: several plans have a commitment haven-3. "
        "Write elm/haven-3 or northfield/haven-3.",
    )  # fmt: skip

    ran = _update(tmp_path, "elm/haven-3", "northfield/haven-1", "--nil").succeeds()
    assert ran.out == (
        "elm/haven-3: Status not given (before: no update received)\n"
        "  written in commitments/elm/haven.yaml:22\n"
        "northfield/haven-1: In progress, amber\n"
        f"  written in {FILE}:11\n" + NEXT
    )
    assert "return: nil" in (first / "haven.yaml").read_text()
    assert (second / "haven.yaml").read_text() == _entry(f"date: {DAY}", "return: nil")

    _update(tmp_path, "haven-3", "--nil", "--plan", "northfield").succeeds()
    assert (first / "haven.yaml").read_text().endswith(f"      - date: {DAY}\n        return: nil\n")


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (("--where", "open"), {"haven-1", "haven-3"}),
        (("--partner", "haven"), {"haven-1", "haven-3"}),
        (("--partner", "Haven Trust"), {"haven-1", "haven-3"}),
        (("--where", "partner=northfield"), {"haven-1"}),
        (("--where", "theme=homes"), {"haven-1"}),
        (("--where", "status=complete"), {"haven-2"}),
        (("--where", "status=complete", "--where", "status=in-progress"), {"haven-1", "haven-2"}),
        (("--where", "no-update", "--partner", "haven"), {"haven-3"}),
        (("--where", "overdue"), {"haven-1"}),
        (("--where", "confidence=amber"), {"haven-1"}),
    ],
)
def test_a_filter_chooses_and_closed_ones_only_by_their_status(
    tmp_path: Path, filters: tuple[str, ...], ids: set[str]
) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    _update(tmp_path, "--note", "Asked.", "--yes", *filters).succeeds()

    listed = json.loads(run("list", "--format", "json", *AS_AT, cwd=tmp_path).out)["commitments"]
    assert {each["id"] for each in listed if each["last_update"] == DAY} == ids
    assert file.read_text().count("Asked.") == len(ids)


def test_a_dry_run_shows_the_difference_and_writes_nothing(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    ran = _update(tmp_path, "--where", "open", "--nil", "--dry-run").succeeds()

    assert ran.out == (
        f"--- {FILE}\n+++ {FILE}\n"
        "@@ -8,6 +8,7 @@\n"
        "     updates:\n"
        "       - {date: 2025-07-10, status: in-progress, confidence: green}\n"
        "       - {date: 2025-12-05, status: in-progress, confidence: amber, reason: capacity, "
        "next: Open the third hub in May.}\n"
        f"+      - {{date: {DAY}, return: nil}}\n"
        "   - id: haven-2\n"
        "     title: Train 40 volunteers\n"
        "     due: 2026-03\n"
        "@@ -18,3 +19,6 @@\n"
        "   - id: haven-3\n"
        "     title: Print 500 leaflets\n"
        "     due: 2026-03\n"
        "+    updates:\n"
        f"+      - date: {DAY}\n"
        "+        return: nil\n"
    )
    assert file.read_text() == HAVEN
    assert sorted(each.name for each in file.parent.iterdir()) == ["haven.yaml", "plan.yaml"]


def test_a_dry_run_is_refused_as_the_real_run_is(tmp_path: Path) -> None:
    make_plan(tmp_path)
    assert _update(tmp_path, "haven-3", "--status", "complete", "--dry-run").fails(4).out == ""


BYTES = {
    "comments": (
        "# Haven\npartner: haven  # the trust\n\ncommitments:\n\n# first\n- id: h-1 # one\n"
        '  title: "Open 1 hub"\n  updates: # the log\n  # older\n  - date: 2025-10-01 # day\n    note: >\n      Folded\n'
        "      text\n\n  # after the log\n- id: h-2\n  title: Run 2 classes\n# the end\n",
        ("      text\n", f"      text\n  - date: {DAY}\n    return: nil\n"),
    ),
    "no line end": (
        "partner: haven\ncommitments:\n  - id: h-1\n    title: Open 1 hub",
        ("hub", f"hub\n    updates:\n      - date: {DAY}\n        return: nil"),
    ),
    "windows": (
        "partner: haven\r\ncommitments:\r\n- id: h-1\r\n  title: Open 1 hub\r\n  due: 2026\r\n",
        ("2026\r\n", f"2026\r\n  updates:\r\n  - date: {DAY}\r\n    return: nil\r\n"),
    ),
    "flow": (
        "{partner: haven, commitments: [{id: h-1, title: Open 1 hub, updates: [{date: 2025-10-01, note: a}]}]} # all\n",
        ("note: a}", f"note: a}}, {{date: {DAY}, return: nil}}"),
    ),
    "tabs of others": (
        "partner: haven # a\ttab\ncommitments:\n  - id: h-1\n    title: 'Open 1\thub'\n    due: 2026\n    note: |\n      a\tb\n",
        ("    due: 2026\n", f"    due: 2026\n    updates:\n      - date: {DAY}\n        return: nil\n"),
    ),
    "an empty log": (
        "partner: haven\ncommitments:\n  - id: h-1\n    title: Open 1 hub\n    updates: []\n",
        ("updates: []", f"updates:\n      - date: {DAY}\n        return: nil"),
    ),
    "a key without a value": (
        "partner: haven\ncommitments:\n  - id: h-1\n    updates:\n    title: Open 1 hub\n",
        ("updates:\n", f"updates:\n      - date: {DAY}\n        return: nil\n"),
    ),
    "a byte order mark": (
        "\ufeffpartner: haven\ncommitments:\n  - id: h-1\n    title: Open 1 hub\n",
        ("hub\n", f"hub\n    updates:\n      - date: {DAY}\n        return: nil\n"),
    ),
}  # fmt: skip  # a file beside the lines that change


@pytest.mark.parametrize("name", BYTES)
def test_every_other_byte_stays(tmp_path: Path, name: str) -> None:
    text, (old, new) = BYTES[name]
    assert text.count(old) == 1
    file = make_plan(tmp_path, {"haven.yaml": text.encode()}) / "haven.yaml"

    ran = _update(tmp_path, "h-1", "--nil")

    assert ran.code == 0, ran.err
    assert file.read_bytes() == text.replace(old, new).encode()


def test_a_plan_that_cannot_be_read_cannot_be_written(tmp_path: Path) -> None:
    folder = make_plan(tmp_path, {"plan.yaml": "format: [\n"})

    ran = _update(tmp_path, "haven-1", "--nil")

    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "“haven-1” may stand in what could not be read: not all of commitments/northfield/plan.yaml could be read.\n"
        "To see why: actionplan validate\n"
    )
    assert (folder / "haven.yaml").read_text() == HAVEN


def test_a_file_that_cannot_be_read_stays_as_it_is(tmp_path: Path) -> None:
    broken = HAVEN + "  - id: [\n"
    file = make_plan(tmp_path, {"haven.yaml": broken}) / "haven.yaml"

    ran = _update(tmp_path, "haven-3", "--nil")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        f"“haven-3” may stand in what could not be read: not all of {FILE} could be read.\n"
        "To see why: actionplan validate\n"
    )
    typo = _update(tmp_path, "heaven-3", "--nil")
    assert typo.err == _wrong("update", "Invalid value for ID: there is no commitment “heaven-3”. There are none.")

    ran = _update(tmp_path, "--partner", "haven", "--nil", "--yes")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        f"No commitment was found that fits: not all of {FILE} could be read.\nTo see why: actionplan validate\n"
    )
    assert file.read_text() == broken


@pytest.mark.parametrize("second", ["haven-1", "HAVEN-1"])
@pytest.mark.parametrize("file", ["haven.yaml", "also.yaml"])
def test_of_two_with_one_id_none_is_guessed(tmp_path: Path, file: str, second: str) -> None:
    entry = f"  - {{id: {second}, title: Another}}\n"
    texts = {"haven.yaml": HAVEN, "also.yaml": "partner: northfield\ncommitments:\n"}
    folder = make_plan(tmp_path, {**texts, file: texts[file] + entry})

    ran = _update(tmp_path, "haven-1", "--nil")

    assert (ran.code, ran.out) == (4, "")
    assert ran.err == (
        "Two commitments of northfield have the id “haven-1”. Nothing was written.\n"
        "To see where: actionplan validate. Give one of them an id of its own.\n"
    )
    assert (folder / file).read_text() == texts[file] + entry
    assert _update(tmp_path, "haven-3", "--nil").code == 0


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    folder = make_plan(tmp_path)
    (folder / "haven.yaml").rename(tmp_path / "elsewhere.yaml")
    (folder / "haven.yaml").symlink_to(tmp_path / "elsewhere.yaml")

    ran = _update(tmp_path, "haven-1", "--nil")

    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        f"“haven-1” may stand in what could not be read: not all of {FILE} could be read.\n"
        "To see why: actionplan validate\n"
    )
    assert (tmp_path / "elsewhere.yaml").read_text() == HAVEN


def test_a_link_within_the_workspace_is_followed(tmp_path: Path) -> None:
    folder = make_plan(tmp_path)
    (folder / ".kept").mkdir()
    (folder / "haven.yaml").rename(folder / ".kept" / "haven.yaml")
    (folder / "haven.yaml").symlink_to(Path(".kept") / "haven.yaml")

    _update(tmp_path, "haven-3", "--nil").succeeds()

    assert (folder / "haven.yaml").is_symlink()
    assert (folder / ".kept" / "haven.yaml").read_text() == _entry(f"date: {DAY}", "return: nil")


def test_the_same_id_of_another_plan_is_not_taken_for_one_that_cannot_be_read(tmp_path: Path) -> None:
    lost = HAVEN.replace("title: Open 3 advice hubs", "title: [Open 3 advice hubs]")
    make_plan(tmp_path, {"haven.yaml": lost})
    other = make_plan(tmp_path, {"plan.yaml": HEAD.replace("plan: northfield", "plan: elm")}, "elm") / "haven.yaml"

    ran = _update(tmp_path, "haven-1", "--nil")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("“haven-1” may stand in what could not be read: ")
    assert other.read_text() == HAVEN

    assert _update(tmp_path, "elm/haven-1", "--nil").code == 0
    assert other.read_text() != HAVEN


def test_what_cannot_be_proved_is_refused_with_what_to_type(tmp_path: Path) -> None:
    anchored = HAVEN.replace("id: haven-1", "id: &one haven-1")
    file = make_plan(tmp_path, {"haven.yaml": anchored}) / "haven.yaml"

    ran = _update(tmp_path, "haven-3", "--nil")

    assert (ran.code, ran.out) == (4, "")
    assert ran.err == (
        f"{FILE}, line 3: The file holds something that has to\nbe mended first.\n"
        "Nothing was written.\n"
        "Type it by hand below line 20:\n\n"
        f"    updates:\n      - date: {DAY}\n        return: nil\n"
    )
    assert file.read_text() == anchored


def test_a_read_only_file_stays_as_it_is(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    file.chmod(0o444)

    ran = _update(tmp_path, "haven-3", "--nil")

    assert (ran.code, ran.out) == (4, "")
    assert "haven.yaml is read-only. Nothing was changed.\n" in ran.err
    assert file.read_text() == HAVEN


def test_where_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    first = make_plan(tmp_path) / "haven.yaml"
    second = make_plan(tmp_path, {"plan.yaml": HEAD.replace("plan: northfield", "plan: zelm")}, "zelm") / "haven.yaml"
    second.chmod(0o444)

    ran = _update(tmp_path, "--where", "open", "--nil", "--yes")

    assert (ran.code, ran.out) == (4, "")
    assert "haven.yaml is read-only. Nothing was changed.\n" in ran.err
    assert (first.read_text(), second.read_text()) == (HAVEN, HAVEN)


def test_of_many_the_first_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    many = "partner: haven\ncommitments:\n" + "".join(
        f"  - {{id: h-{n}, title: Open {n} hubs}}\n" for n in range(1, 15)
    )
    file = make_plan(tmp_path, {"haven.yaml": many}) / "haven.yaml"

    ran = _update(tmp_path, "--where", "open", "--nil", "--yes").succeeds()

    assert file.read_text().count("return: nil") == 14
    assert ran.out.splitlines()[-2:] == [f"  written in {FILE}:12", "and 4 more commitments, in 1 file"]


def _git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Ann", "-c", "user.email=ann@haven.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def _repository(folder: Path) -> Path:
    """A plan in a folder whose name has a blank, in a repository that has it as it is."""
    plan = make_plan(folder, name="north field")
    _git(folder, "init", "-q")
    _git(folder, "add", ".")
    _git(folder, "commit", "-q", "-m", "first")
    return plan


def test_git_is_spoken_of_only_in_a_repository(tmp_path: Path) -> None:
    make_plan(tmp_path)
    assert "git" not in _update(tmp_path, "haven-3", "--nil").succeeds().out


def test_what_git_has_can_be_looked_at_and_undone(tmp_path: Path) -> None:
    plan = _repository(tmp_path)

    first = _update(tmp_path, "haven-3", "--nil").succeeds()
    assert first.out.splitlines()[2:] == [
        "To look at it: git diff -- 'commitments/north field/haven.yaml'",
        "To undo it:    git restore -- 'commitments/north field/haven.yaml'",
    ]
    second = _update(tmp_path, "haven-1", "--nil").succeeds()
    assert second.out.splitlines()[2:] == [
        "To look at it: git diff -- 'commitments/north field/haven.yaml'",
        "To undo it: take out the lines that were added. git restore would also undo what",
        "was changed before and not committed.",
    ]
    assert (plan / "haven.yaml").read_text() != HAVEN
    _git(tmp_path, "restore", "--", "commitments/north field/haven.yaml")
    assert (plan / "haven.yaml").read_text() == HAVEN


def test_of_a_file_that_git_does_not_have_no_untruth_is_told(tmp_path: Path) -> None:
    make_plan(tmp_path)
    _git(tmp_path, "init", "-q")
    ran = _update(tmp_path, "haven-3", "--nil").succeeds()
    assert ran.out.splitlines()[2:] == [
        "git does not have commitments/northfield/haven.yaml yet, so it cannot undo this."
    ]


def test_the_names_are_those_seen_from_where_one_stands(tmp_path: Path) -> None:
    plan = _repository(tmp_path)
    ran = run("update", "haven-3", "--nil", *AS_AT, cwd=plan).succeeds()
    assert ran.out.splitlines()[1:] == [
        "  written in haven.yaml:22",
        "To look at it: git diff -- haven.yaml",
        "To undo it:    git restore -- haven.yaml",
    ]


def test_words_of_a_plans_own_are_known_by_label_and_meaning(tmp_path: Path) -> None:
    own = (
        "vocabulary:\n"
        "  - {code: planned, label: Still planned, meaning: not-started}\n"
        "  - {code: slow, label: Slow, meaning: under-way, tone: watch}\n"
        "  - {code: fast, label: Fast, meaning: under-way}\n"
        "  - {code: done-it, label: All done, meaning: done, tone: good}\n"
    )
    bare = "partner: haven\ncommitments:\n  - id: haven-3\n    title: Print 500 leaflets\n"
    file = make_plan(tmp_path, {"plan.yaml": HEAD + own, "haven.yaml": bare}) / "haven.yaml"

    for said, code in (("still planned", "planned"), ("not started", "planned"), ("Fast", "fast")):
        assert (
            f"+        status: {code}\n" in _update(tmp_path, "haven-3", "--status", said, "--dry-run").succeeds().out
        )
    two = _update(tmp_path, "haven-3", "--status", "under-way", "--dry-run").fails(2)
    assert "there is no status “under-way”. There are: planned, slow, fast, done-it." in two.err
    slow = _update(tmp_path, "haven-3", "--status", "slow").fails(4)
    assert slow.err.startswith(_refused("haven-3 is slow, and no reason is given (AP305)."))
    assert file.read_text() == bare


def test_nobody_is_asked_without_a_terminal(tmp_path: Path) -> None:
    make_plan(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "actionplan", "update", "haven-3", *AS_AT],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])},
        input=b"complete\n\n\n\ny\n",
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"there is nothing to record" in done.stderr
