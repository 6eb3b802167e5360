"""`actionplan extend` and `decide`: the date moves in the open, and the one first agreed stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.plans import AS_AT, HAVEN, make_plan
from tests.cli.run import Ran, run

FILE = "commitments/northfield/haven.yaml"
DAY = "2025-12-31"
LOG_END = "next: Open the third hub in May.}\n"

NEXT = """\
Next: 1 open commitment of Haven Trust with no update for October to December
2025:
  actionplan update --walk --plan northfield --partner haven
"""


def _run(folder: Path, *arguments: str) -> Ran:
    return run(*arguments, *AS_AT, cwd=folder)


def _with(*entries: str) -> str:
    """HAVEN with requests to move the date of haven-1."""
    return HAVEN.replace(LOG_END, f"{LOG_END}    extensions:\n{''.join(entries)}")


def _request(asked: str, to: str, reason: str = "capacity", rest: str = "") -> str:
    return f"      - asked: {asked}\n        to: {to}\n        reason: {reason}\n{rest}"


def _wrong(command: str, form: str, message: str) -> str:
    return (
        f"Usage: actionplan {command} [OPTIONS] {form}\nTry 'actionplan {command} -h' for help.\n\nError: {message}\n"
    )


def _not_extended(message: str) -> str:
    return _wrong("extend", "ID", f"Invalid value for {message}")


def _not_decided(message: str) -> str:
    return _wrong("decide", "ID [DECISION]", f"Invalid value for {message}")


def test_a_request_is_written_below_the_log_and_pending(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    ran = _run(
        tmp_path, "extend", "haven-1", "--to", "2026-06", "--reason", "Not enough people or time",
        "--note", "Two staff left.\r\nOne is back.", "--asked", "2025-09-30",
    ).succeeds()  # fmt: skip

    note = "        note: |-\n          Two staff left.\n          One is back.\n"
    assert file.read_text() == _with(_request("2025-09-30", "2026-06", rest=note))
    assert ran.out == (
        "northfield/haven-1: asked 30 September 2025 to move to June 2026 (not enough\n"
        "people or time): pending\n"
        "  moved 0 times before\n"
        f"  written in {FILE}:12\n" + NEXT
    )


def test_a_request_after_the_date_has_passed_is_marked(tmp_path: Path) -> None:
    make_plan(tmp_path)
    ran = _run(tmp_path, "extend", "haven-1", "--to", "2026-06-30", "--reason", "capacity").succeeds()
    assert ran.out.startswith(
        "northfield/haven-1: asked 31 December 2025, after the date had passed, to move\n"
        "to 30 June 2026 (not enough people or time): pending\n"
    )


def test_the_date_first_agreed_stays_and_every_move_is_counted(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    _run(tmp_path, "extend", "haven-1", "--to", "2026-03", "--reason", "data", "--asked", "2025-09-01").succeeds()
    first = _run(tmp_path, "decide", "haven-1", "granted", "--date", "2025-09-10", "--by", "The board").succeeds()
    assert first.out == (
        "northfield/haven-1: asked 1 September 2025 to move to March 2026 (data missing\n"
        "or late): granted 10 September 2025\n"
        "  due: September 2025, moved to March 2026, 92 days late\n"
        f"  written in {FILE}:12\n" + NEXT
    )
    second = _run(tmp_path, "extend", "haven-1", "--to", "2026-06", "--reason", "data").succeeds()
    assert "  moved 1 time before\n" in second.out
    assert "after the date had passed" not in second.out
    _run(tmp_path, "decide", "haven-1", "Refused").succeeds()

    assert file.read_text() == _with(
        _request("2025-09-01", "2026-03", "data", "        decision: granted\n        decided: 2025-09-10\n        by: The board\n"),
        _request(DAY, "2026-06", "data", f"        decision: refused\n        decided: {DAY}\n"),
    )  # fmt: skip
    assert "Due           September 2025, moved to March 2026, 92 days late\n" in _run(tmp_path, "show", "haven-1").out


EXTEND_WRONG = {
    (): "--to: an extension needs a date and a reason; this one is missing",
    ("--to", "2026"): "--reason: an extension needs a date and a reason; this one is missing",
    ("--to", "2025-09", "--reason", "data"): "--to: September 2025 is not later than September 2025. Give a later date.",
    ("--to", "2025", "--reason", "data", "--asked", "2026-01-01"): "--to: 2025 had passed by 1 January 2026",
    ("--to", "30/06/2026", "--reason", "data"): "--to: the date “30/06/2026” is not written year first. "
    "Write 2026-06-30.",
    ("--to", "2026", "--reason", "dta"): "--reason: there is no reason “dta”. Did you mean data? There are: capacity, "
    "funding, decision, partner, dependency, data, policy, scope, supplier, quality, priority, replaced, other.",
    ("--to", "2026", "--reason", "data", "--asked", "2025-09"): "--asked: “2025-09” is not a date. "
    "Write the day as 2015-09-30.",
    ("--to", "2026", "--reason", "data", "--note", "a\x1bb"): "--note: the text holds the character U+001B, which "
    "cannot be shown or printed. Write the text without it.",
}  # fmt: skip


@pytest.mark.parametrize("arguments", EXTEND_WRONG, ids=lambda each: " ".join(each).replace("\x1b", "") or "nothing")
def test_a_wrong_request_is_explained(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    ran = _run(tmp_path, "extend", "haven-1", *arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", _not_extended(EXTEND_WRONG[arguments]))
    assert file.read_text() == HAVEN


def test_what_is_closed_or_has_no_date_has_none_to_move(tmp_path: Path) -> None:
    undated = HAVEN.replace("title: Print 500 leaflets\n    due: 2026-03\n", "title: Print 500 leaflets\n")
    file = make_plan(tmp_path, {"haven.yaml": undated}) / "haven.yaml"
    request = ("--to", "2027", "--reason", "data")

    assert _run(tmp_path, "extend", "haven-2", *request).fails(2).err == _not_extended(
        "ID: haven-2 is complete: it is closed"
    )
    assert _run(tmp_path, "extend", "haven-3", *request).fails(2).err == _not_extended(
        "ID: haven-3 has no agreed date, so there is none to move. Agree one first, and write it under due"
    )
    assert file.read_text() == undated


def test_a_request_of_a_day_to_come_is_refused(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    ran = _run(tmp_path, "extend", "haven-1", "--to", "2099-12", "--reason", "data", "--asked", "2099-01-01").fails(4)
    assert ran.err == (
        "Not written, because it would not be in order:\n"
        "  haven-1 has an extension asked for on 1 January 2099, which is still to come\n"
        "  (AP206).\n"
        "  Leave --asked out, or give the day it was asked for.\n"
    )
    assert file.read_text() == HAVEN


def test_several_requests_wait_and_each_is_decided_by_its_day(tmp_path: Path) -> None:
    text = _with(_request("2025-08-01", "2026-03"), _request("2025-09-01", "2026-06"))
    file = make_plan(tmp_path, {"haven.yaml": text}) / "haven.yaml"

    assert _run(tmp_path, "decide", "haven-1", "granted").fails(2).err == _not_decided(
        "--asked: haven-1 has 2 requests that wait. Say which: --asked 2025-08-01 or 2025-09-01"
    )
    assert _run(tmp_path, "decide", "haven-1", "granted", "--asked", "2025-08-02").fails(2).err == _not_decided(
        "--asked: haven-1 has 2 requests that wait. Say which: --asked 2025-08-01 or 2025-09-01"
    )
    assert file.read_text() == text
    ran = _run(tmp_path, "decide", "haven-1", "granted", "--asked", "2025-09-01").succeeds()
    assert f"  written in {FILE}:15\n" in ran.out
    assert file.read_text() == text.replace(
        "to: 2026-06\n        reason: capacity\n",
        f"to: 2026-06\n        reason: capacity\n        decision: granted\n        decided: {DAY}\n",
    )
    _run(tmp_path, "decide", "haven-1", "refused").succeeds()  # the one that is left
    assert file.read_text().count("decision: refused") == 1
    assert _run(tmp_path, "decide", "haven-1", "refused").fails(2).err == _not_decided(
        "ID: haven-1 has no request that waits for a decision"
    )


def test_two_requests_of_one_day_are_not_made_nor_guessed_at(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    _run(tmp_path, "extend", "haven-1", "--to", "2026-06", "--reason", "data").succeeds()
    one = file.read_text()

    again = _run(tmp_path, "extend", "haven-1", "--to", "2026-09", "--reason", "data").fails(2)
    assert again.err == _not_extended(
        "--asked: haven-1 has a request of 31 December 2025 that waits already. Decide that one first"
    )
    assert file.read_text() == one

    file.write_text(one.replace("      - asked", _request(DAY, "2026-07") + "      - asked"))
    decided = _run(tmp_path, "decide", "haven-1", "granted", "--asked", DAY).fails(2)
    assert decided.err == _not_decided(
        "--asked: haven-1 has 2 requests of 31 December 2025. Write the decision into the file"
    )


def test_the_request_is_found_though_the_one_above_cannot_be_read(tmp_path: Path) -> None:
    text = _with(
        _request("2025-99-01", "2026-02"), _request("2025-09-01", "2026-03"), _request("2025-09-02", "2026-04")
    )
    file = make_plan(tmp_path, {"haven.yaml": text}) / "haven.yaml"

    ran = _run(tmp_path, "decide", "haven-1", "granted", "--asked", "2025-09-01")

    assert ran.code == 0
    assert f"  written in {FILE}:15\n" in ran.out
    assert file.read_text() == text.replace(
        "to: 2026-03\n        reason: capacity\n",
        f"to: 2026-03\n        reason: capacity\n        decision: granted\n        decided: {DAY}\n",
    )


def test_a_decision_is_never_written_over_another_one(tmp_path: Path) -> None:
    decided = "        decision: granted\n        decided: 2025-12-01\n"
    text = _with(_request("2025-12-30", "2026-05"), _request("2025-10-02", "2026-03", rest=decided))
    file = make_plan(tmp_path, {"haven.yaml": text}) / "haven.yaml"

    ran = run("decide", "haven-1", "refused", "--as-at", "2025-11-01", cwd=tmp_path)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == _not_decided("ID: haven-1 has a decision on this request, of a later day than 1 November 2025")
    assert file.read_text() == text


def test_a_decision_seen_from_an_earlier_day_goes_to_its_request(tmp_path: Path) -> None:
    text = _with(_request("2025-12-30", "2026-05"), _request("2025-10-02", "2026-03"))
    file = make_plan(tmp_path, {"haven.yaml": text}) / "haven.yaml"

    ran = run("decide", "haven-1", "granted", "--as-at", "2025-11-01", "--date", "2025-11-03", cwd=tmp_path)

    assert ran.code == 0, ran.err
    assert ran.out.startswith(
        "northfield/haven-1: asked 2 October 2025, after the date had passed, to move to\n"
        "March 2026 (not enough people or time): granted 3 November 2025\n"
    )
    assert file.read_text() == text.replace(
        "to: 2026-03\n        reason: capacity\n",
        "to: 2026-03\n        reason: capacity\n        decision: granted\n        decided: 2025-11-03\n",
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "DECISION: say granted or refused"),
        (("yes",), "DECISION: “yes” is not a decision. Write one of granted, refused."),
        (("grant",), "DECISION: “grant” is not a decision. Did you mean granted? It is one of granted, refused."),
        (("granted", "--date", "soon"), "--date: “soon” is not a date. Write the day as 2015-09-30."),
        (("granted", "--asked", "soon"), "--asked: “soon” is not a date. Write the day as 2015-09-30."),
    ],
)  # fmt: skip
def test_a_wrong_decision_is_explained(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    text = _with(_request("2025-09-01", "2026-03"))
    file = make_plan(tmp_path, {"haven.yaml": text}) / "haven.yaml"
    ran = _run(tmp_path, "decide", "haven-1", *arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", _not_decided(message))
    assert file.read_text() == text


def test_nothing_is_decided_before_it_was_asked_or_before_its_day(tmp_path: Path) -> None:
    text = _with(_request("2025-09-01", "2026-03"))
    file = make_plan(tmp_path, {"haven.yaml": text}) / "haven.yaml"
    for day, code in (("2025-08-01", "AP211"), ("2099-01-01", "AP206")):
        ran = _run(tmp_path, "decide", "haven-1", "granted", "--date", day).fails(4)
        assert f"({code})" in ran.err
        assert "--date" in ran.err
    assert file.read_text() == text


def test_where_there_is_no_request_there_is_nothing_to_decide(tmp_path: Path) -> None:
    make_plan(tmp_path)
    assert _run(tmp_path, "decide", "haven-3", "granted").fails(2).err == _not_decided(
        "ID: haven-3 has no request that waits for a decision"
    )


def test_a_dry_run_shows_and_writes_nothing(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    ran = _run(tmp_path, "extend", "haven-3", "--to", "2026-06", "--reason", "data", "--dry-run").succeeds()
    assert ran.out == (
        f"--- {FILE}\n+++ {FILE}\n@@ -18,3 +18,7 @@\n"
        "   - id: haven-3\n     title: Print 500 leaflets\n     due: 2026-03\n"
        f"+    extensions:\n+      - asked: {DAY}\n+        to: 2026-06\n+        reason: data\n"
    )
    assert file.read_text() == HAVEN
