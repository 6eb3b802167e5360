"""`actionplan review`: closed, decided, acted on and checked, in real folders and a real repository."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.plans import HAVEN, HEAD, make_plan
from tests.cli.run import Ran, run
from tests.cli.terminal import CONTROL_C, talk
from tests.cli.test_base import commit, git, rewrite

PLAN = "commitments/northfield"
FILE = f"{PLAN}/reviews/2025-26-q2.yaml"
CLOSED = ("--as-at", "2025-10-29")
LATER = ("--as-at", "2025-12-31")

POSITIONS = """\
positions:
  - {id: haven-1, status: in-progress, confidence: green, due: 2025-09, updates: 1, log: 3ebf3ce8597eb751, wording: b431c26513a9d65f}
  - {id: haven-2, due: 2026-03, updates: 0, log: e3b0c44298fc1c14, wording: a4a40d59574d05f8}
  - {id: haven-3, due: 2026-03, updates: 0, log: e3b0c44298fc1c14, wording: 95735c9c59272353}
"""
WRITTEN = f"""\
# yaml-language-server: $schema=../../../schema/review.json
period: 2025-26 Q2
closed: 2025-10-29
meeting: 2025-10-27
{POSITIONS}"""


def close(folder: Path, *options: str) -> Ran:
    return run("review", "close", "2025-26 Q2", "--meeting", "2025-10-27", *(options or CLOSED), cwd=folder)


def review(folder: Path, *arguments: str) -> Ran:
    return run("review", *arguments, *LATER, cwd=folder)


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A folder with a plan whose second quarter was closed."""
    make_plan(tmp_path)
    close(tmp_path).succeeds()
    return tmp_path


def text_of(folder: Path) -> str:
    return (folder / FILE).read_text(encoding="utf-8")


# Closing.


def test_what_the_board_saw_is_written_and_told(tmp_path: Path) -> None:
    make_plan(tmp_path)

    ran = close(tmp_path).succeeds()

    assert text_of(tmp_path) == WRITTEN
    assert ran.out == (
        "northfield: the review of July to September 2025 (2025-26 Q2) is closed\n"
        "  as the board saw them: 3 positions\n"
        f"  written in {FILE}:2\n"
        "Next: what it decided: actionplan review decide\n"
    )
    assert run("validate", *LATER, cwd=tmp_path).code == 0
    assert sorted(each.name for each in (tmp_path / PLAN / "reviews").iterdir()) == ["2025-26-q2.yaml"]


def test_a_dry_run_shows_it_and_makes_nothing(tmp_path: Path) -> None:
    make_plan(tmp_path)

    ran = close(tmp_path, "--dry-run", *CLOSED).succeeds()

    assert ran.out.splitlines()[:4] == ["--- /dev/null", f"+++ {FILE}", "@@ -0,0 +1,8 @@", "+# yaml-language-server: $schema=../../../schema/review.json"]  # fmt: skip
    assert sorted(each.name for each in (tmp_path / PLAN).iterdir()) == ["haven.yaml", "plan.yaml"]


def test_the_plan_folder_itself_may_be_the_place_to_stand(tmp_path: Path) -> None:
    folder = make_plan(tmp_path)

    ran = run("review", "close", "2025-26 Q2", *CLOSED, cwd=folder).succeeds()

    assert "written in reviews/2025-26-q2.yaml:2\n" in ran.out
    assert (folder / "reviews" / "2025-26-q2.yaml").exists()


def test_while_returns_may_come_in_a_word_is_said(tmp_path: Path) -> None:
    make_plan(tmp_path)

    ran = run("review", "close", "2025-26 Q2", "--as-at", "2025-10-13", cwd=tmp_path)

    assert (ran.code, ran.err) == (
        0,
        "Note: returns for this period may come in until 14 October 2025. What comes in\n  after closing is not kept.\n",
    )


@pytest.mark.parametrize(("day", "is_said"), [("2025-10-14", True), ("2025-10-15", False)])
def test_the_last_day_of_the_return_window_is_within_it(tmp_path: Path, day: str, is_said: bool) -> None:
    make_plan(tmp_path)

    ran = run("review", "close", "2025-26 Q2", "--as-at", day, cwd=tmp_path)

    assert ("returns for this period may come in until 14 October 2025." in ran.err, ran.code) == (is_said, 0)


def test_closing_before_the_meeting_or_a_decision_is_said_and_not_refused(tmp_path: Path) -> None:
    asked = "    extensions:\n      - {asked: 2025-10-20, to: 2026-06, reason: data}\n"
    make_plan(tmp_path, {"haven.yaml": HAVEN.replace("  - id: haven-2", f"{asked}  - id: haven-2") + asked})

    ran = run("review", "close", "2025-26 Q2", "--meeting", "2025-10-30", *CLOSED, cwd=tmp_path)

    assert (ran.code, ran.err) == (
        0,
        "Note: the meeting is still to come, on 30 October 2025. What changes between\n  closing and then is not kept.\n"
        "Note: requests for more time are undecided: haven-1 and haven-3. To enter what\n  was decided: actionplan decide\n",
    )
    assert text_of(tmp_path).startswith(WRITTEN.partition("meeting")[0])


def test_a_request_that_came_later_or_was_decided_is_not_said(tmp_path: Path) -> None:
    later = "    extensions:\n      - {asked: 2025-11-20, to: 2026-06, reason: data}\n"
    decided = "      - {asked: 2025-10-01, to: 2026-05, reason: data, decision: refused, decided: 2025-10-20}\n"
    make_plan(tmp_path, {"haven.yaml": HAVEN + later.replace("      -", f"{decided}      -")})

    ran = close(tmp_path)

    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("2025-26 Q3", "--as-at", "2025-12-30"), 4, "The period October to December 2025 (2025-26 Q3) is not over on 30 December 2025. Nothing was written.\nClose its review after 31 December 2025.\n"),
        (("2025-26 Q4", *LATER), 2, "2025-26 Q4 had not begun on 31 December 2025"),
        (("2026-27 Q1", "--as-at", "2026-12-31"), 2, "2026-27 Q1 begins after the plan has ended"),
        (("2024-25 Q4", *LATER), 2, "2024-25 Q4 is too early: the plan northfield begins on 1 April 2025"),
        (("2025-07", *LATER), 2, "“2025-07” is not one review period of this plan, which is reviewed every quarter"),
        (("quarter two", *LATER), 2, "“quarter two” names no review period. Write it as 2015-16 Q3."),
        (LATER, 2, "say which period. The last that ended is 2025-26 Q3"),
        (("2025-26 Q2", "--meeting", "27/10/2025", *LATER), 2, "Write 2025-10-27."),
    ],
)  # fmt: skip
def test_what_cannot_be_closed_is_explained(tmp_path: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    make_plan(tmp_path)

    ran = run("review", "close", *arguments, cwd=tmp_path).fails(code)

    assert said in ran.err
    assert not (tmp_path / PLAN / "reviews").exists()


def test_a_review_is_closed_once(closed: Path) -> None:
    ran = close(closed, *LATER).fails(4)

    assert ran.err == (
        f"The review of July to September 2025 (2025-26 Q2) was closed already: {FILE}. Nothing was written.\n"
        "What it decided since is added: actionplan review decide\n"
    )
    assert text_of(closed) == WRITTEN


def test_a_plan_with_errors_is_not_closed(tmp_path: Path) -> None:
    make_plan(tmp_path, {"haven.yaml": HAVEN.replace("with: [northfield]", "with: [nobody-known]")})

    ran = close(tmp_path).fails(4)

    assert ran.err == (
        "The plan northfield has 1 error, and what a board saw is to be right. Nothing was written.\n"
        "To see them: actionplan validate\n"
    )


def test_a_plan_that_cannot_be_read_is_not_closed(tmp_path: Path) -> None:
    make_plan(tmp_path, {"haven.yaml": HAVEN.replace("due: 2025-09", "due: soon")})

    assert f"Not all of {PLAN}/haven.yaml could be read. Nothing was written." in close(tmp_path).fails(4).err


def test_a_plan_without_a_cycle_has_nothing_to_close(tmp_path: Path) -> None:
    make_plan(tmp_path, {"plan.yaml": HEAD.replace("reviews: {every: quarter, year_starts: April}\n", "")})

    assert "The plan northfield has no review cycle, so there is no period to close." in close(tmp_path).fails(4).err


def test_the_last_quarter_can_be_closed_once_the_plan_is_over(tmp_path: Path) -> None:
    make_plan(tmp_path, {"plan.yaml": HEAD.replace("to: 2026-03-31", "to: 2026-02-28")})

    run("review", "close", "2025-26 Q4", "--as-at", "2026-03-01", cwd=tmp_path)

    assert (tmp_path / PLAN / "reviews" / "2025-26-q4.yaml").exists()
    assert "AP216" not in run("validate", "--as-at", "2026-03-01", cwd=tmp_path).out


def test_of_several_plans_one_has_to_be_named(tmp_path: Path) -> None:
    make_plan(tmp_path)
    make_plan(tmp_path / "other")
    other = tmp_path / "other" / PLAN
    other.rename(tmp_path / "commitments" / "southfield")
    head = tmp_path / "commitments" / "southfield" / "plan.yaml"
    head.write_text(HEAD.replace("plan: northfield", "plan: southfield"), encoding="utf-8")

    assert "there are several plans. Say which: northfield, southfield" in close(tmp_path).fails(2).err

    close(tmp_path, "--plan", "southfield", *CLOSED).succeeds()
    assert (tmp_path / "commitments" / "southfield" / "reviews" / "2025-26-q2.yaml").exists()
    decided = review(tmp_path, "decide", "--decision", "Go on", "--by", "the board").succeeds()  # only one has a review
    assert decided.out.startswith("southfield: Go on\n")


def test_where_the_folder_may_not_be_made_nothing_is(tmp_path: Path) -> None:
    folder = make_plan(tmp_path)
    (folder / "reviews").write_text("a file\n", encoding="utf-8")

    assert "Nothing was changed." in close(tmp_path).fails(4).err
    assert (folder / "reviews").read_text(encoding="utf-8") == "a file\n"


# Deciding.


def test_a_decision_is_added_at_the_end(closed: Path) -> None:
    ran = review(closed, "decide", "--about", "HAVEN-1", "--decision", "Keep the date", "--by", "the board").succeeds()

    assert text_of(closed) == (
        f"{WRITTEN}decisions:\n"
        "  - date: 2025-10-27\n    about: haven-1\n    decision: Keep the date\n    by: the board\n"
    )
    assert ran.out == (
        "haven-1: Keep the date\n"
        "  decided by the board on 27 October 2025\n"
        "  for the review of July to September 2025 (2025-26 Q2)\n"
        f"  written in {FILE}:10\n"
    )
    second = review(closed, "decide", "2025-26 Q2", "--decision", "Go on", "--by", "the chair", "--date", "2025-11-01")
    assert text_of(closed).endswith("    by: the board\n  - date: 2025-11-01\n    decision: Go on\n    by: the chair\n")
    assert second.succeeds().out.startswith("northfield: Go on\n")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--by", "the board"), 2, "Invalid value for --decision: a decision needs its words and who took it; this is missing"),
        (("--decision", "Go on"), 2, "Invalid value for --by: a decision needs its words and who took it; this is missing"),
        (("--about", "haven-9", "--decision", "x", "--by", "y"), 2, "there is no commitment “haven-9”. Did you mean haven-"),
        (("2025-26 Q1", "--decision", "x", "--by", "y"), 2, "there is no closed review “2025-26 Q1”."),
        (("--decision", "x", "--by", "y", "--date", "2099-01-01"), 4, "this was decided on 1 January 2099, which is yet to come (AP216).\n  Leave --date out, or give the day on which it was decided.\n"),
    ],
)  # fmt: skip
def test_a_decision_that_cannot_be_recorded(closed: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    assert said in review(closed, "decide", *arguments).fails(code).err
    assert text_of(closed) == WRITTEN


def test_without_a_closed_review_there_is_nothing_to_decide(tmp_path: Path) -> None:
    make_plan(tmp_path)

    for arguments in (
        ("decide", "--decision", "x", "--by", "y"),
        ("action", "--add", "x", "--owner", "haven"),
        ("show",),
    ):
        ran = review(tmp_path, *arguments).fails(2)
        assert "no review of this plan was closed. To close one: actionplan review close" in ran.err


# Actions.


def test_an_action_is_added_and_done(closed: Path) -> None:
    added = review(closed, "action", "--add", "Show the rota", "--owner", "Haven Trust", "--due", "2025-11-30", "--about", "haven-1")  # fmt: skip

    assert added.code == 0
    assert added.err == ""
    assert added.out.splitlines()[:2] == ["a1: Show the rota", "  to be done by Haven Trust, by 30 November 2025"]
    action = (
        "actions:\n  - id: a1\n    action: Show the rota\n    owner: haven\n    due: 2025-11-30\n    about: haven-1\n"
    )
    assert text_of(closed) == WRITTEN + action
    assert "AP407" in run("validate", *LATER, cwd=closed).out

    done = review(closed, "action", "A1", "done", "--date", "2025-12-01", "--note", "By letter").succeeds()

    assert text_of(closed) == f"{WRITTEN}{action}    done: 2025-12-01\n    note: By letter\n"
    assert done.out.splitlines()[:2] == ["a1: Show the rota", "  done on 1 December 2025"]
    assert "AP407" not in run("validate", *LATER, cwd=closed).out


def test_ids_are_not_used_again_in_the_next_review(closed: Path) -> None:
    review(closed, "action", "--add", "Show the rota", "--owner", "haven").succeeds()
    run("review", "close", "2025-26 Q3", "--as-at", "2026-01-20", cwd=closed).succeeds()

    ran = run("review", "action", "--add", "Ask", "--owner", "all", "--as-at", "2026-01-20", cwd=closed).succeeds()
    first = run("review", "action", "a1", "done", "--as-at", "2026-01-20", cwd=closed).succeeds()

    assert ran.out.startswith("a2: Ask\n  to be done by All partners\n  for the review of October to December 2025")
    assert "for the review of July to September 2025" in first.out
    assert text_of(closed).endswith("owner: haven\n    done: 2026-01-20\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("a1",), "say that it is done: review action a1 done. Open: a1."),
        (("a1", "finished"), "say that it is done: review action a1 done. Open: a1."),
        (("a7", "done"), "there is no open action “a7”. There are: a1."),
        (("a1", "done", "--add", "x"), "a new action gets its id by itself: leave ID out"),
        (("a1", "done", "--owner", "haven"), "what a review asked for is not changed"),
        (("--add", "x"), "a new action needs its words and an owner; this is missing. Open: a1."),
        (("--owner", "haven"), "Invalid value for --add: a new action needs its words and an owner"),
        (("--add", "x", "--owner", "heaven"), "there is no partner “heaven”. Did you mean haven?"),
        (("--add", "x", "--owner", "none"), "an action that nobody owns is done by nobody"),
        (("--add", "x", "--owner", "haven", "--note", "y"), "it is for an action that is done: review action ID done"),
        (("--add", "x", "--owner", "haven", "--due", "soon"), "“soon” is not a date"),
    ],
)
def test_an_action_that_cannot_be_recorded(closed: Path, arguments: tuple[str, ...], said: str) -> None:
    review(closed, "action", "--add", "Show the rota", "--owner", "haven").succeeds()
    before = text_of(closed)

    ran = review(closed, "action", *arguments).fails(2)

    assert said in " ".join(ran.err.split())
    assert text_of(closed) == before


def test_what_is_done_is_done_once(closed: Path) -> None:
    review(closed, "action", "--add", "Show the rota", "--owner", "haven").succeeds()
    review(closed, "action", "a1", "done").succeeds()

    assert "a1 was done on 31 December 2025 already" in review(closed, "action", "a1", "done").fails(2).err


# Checking.


def test_nothing_was_restated(closed: Path) -> None:
    assert review(closed, "check").succeeds().out == (
        "northfield: the review of July to September 2025 (2025-26 Q2), closed on 29\n  October 2025\n"
        "Nothing was restated.\n"
    )


def test_what_was_rewritten_and_what_came_later_are_told_apart(closed: Path) -> None:
    rewrite(closed, "2025-07-10, status: in-progress, confidence: green", "2025-07-10, status: waiting, reason: data")
    rewrite(closed, "title: Print 500 leaflets\n    due: 2026-03\n", "title: Print 500 leaflets\n    due: 2026-03\n    updates: [{date: 2025-12-08, period: 2025-26 Q2, return: nil}]\n")  # fmt: skip

    ran = review(closed, "check").fails(1)

    assert ran.out.splitlines()[2:] == [
        "Restated since:",
        "  haven-1: the board saw the status In progress; the files say Waiting now.",
        "  haven-1: the board saw the confidence Green; the files say none now.",
        "Received after the review was closed:",
        "  haven-3: the board saw no updates; the files say 1 update now.",
    ]
    document = json.loads(review(closed, "check", "2025-26 Q2", "--format", "json").fails(1).out)
    (found,) = document["reviews"]
    assert (found["plan"], found["period"], found["closed"], found["file"]) == ("northfield", "2025-26 Q2", "2025-10-29", FILE)  # fmt: skip
    assert [(each["id"], each["what"], each["is_rewritten"]) for each in found["restated"]] == [
        ("haven-1", "status", True), ("haven-1", "confidence", True), ("haven-3", "log", False),
    ]  # fmt: skip


def test_news_that_came_later_is_no_failure(closed: Path) -> None:
    run("update", "haven-3", "--nil", "--period", "2025-26 Q2", *LATER, cwd=closed).succeeds()

    ran = review(closed, "check")

    assert (ran.code, ran.err) == (0, "")
    assert "Received after the review was closed:\n" in ran.out


def test_commands_that_go_on_with_the_plan_restate_nothing(closed: Path) -> None:
    for arguments in (
        ("update", "haven-1", "--status", "waiting", "--reason", "capacity"),
        ("extend", "haven-1", "--to", "2026-06", "--reason", "capacity"),
        ("decide", "haven-1", "granted"),
        ("update", "haven-1", "--status", "complete", "--evidence", "Minutes"),
        ("withdraw", "haven-3", "--reason", "funding"),
        ("add", "Open 2 kitchens", "--lead", "haven"),
    ):
        assert run(*arguments, *LATER, cwd=closed).code == 0, arguments

    assert "Nothing was restated." in review(closed, "check").succeeds().out
    said = run("validate", *LATER, cwd=closed).out
    assert "AP405" not in said
    assert "AP406" not in said


def test_what_cannot_be_read_cannot_be_checked(closed: Path) -> None:
    rewrite(closed, "due: 2025-09", "due: soon")

    ran = review(closed, "check").fails(3)

    assert ran.err == (
        f"Not all of {PLAN}/haven.yaml could be read, so it cannot be known what was restated.\n"
        "To see why: actionplan validate\n"
    )


def test_where_no_review_was_closed_that_is_said(tmp_path: Path) -> None:
    make_plan(tmp_path)

    assert review(tmp_path, "check").succeeds().out == "No closed review.\n"
    assert review(tmp_path, "list").succeeds().out == "No closed review.\n"
    assert "no review of this plan was closed" in review(tmp_path, "check", "2025-26 Q2").fails(2).err


# Looking.


def test_one_review_in_full(closed: Path) -> None:
    review(closed, "decide", "--about", "haven-1", "--decision", "Keep the date", "--by", "the board").succeeds()
    review(closed, "action", "--add", "Show the rota", "--owner", "haven", "--due", "2026-01-31").succeeds()

    assert review(closed, "show").succeeds().out == (
        "northfield: the review of July to September 2025 (2025-26 Q2)\n\n"
        "Closed        29 October 2025\n"
        "Meeting       27 October 2025\n"
        "Decision      haven-1: Keep the date (the board, 27 October 2025)\n"
        "Action        a1: Show the rota (Haven Trust, by 31 January 2026; open)\n"
        f"File          {FILE}\n\n"
        "What the board saw\n\n"
        "Id       Commitment           Status              Due             Updates\n"
        "-------  -------------------  ------------------  --------------  -------\n"
        "haven-1  Open 3 advice hubs   In progress, green  September 2025  1\n"
        "haven-2  Train 40 volunteers  No update received  March 2026      0\n"
        "haven-3  Print 500 leaflets   No update received  March 2026      0\n"
    )


def test_the_closed_reviews_as_a_list(closed: Path) -> None:
    run("review", "close", "2025-26 Q1", *LATER, cwd=closed).succeeds()

    assert review(closed, "list").succeeds().out == (
        "Plan        Review of                  Closed on         Decisions  Open actions\n"
        "----------  -------------------------  ----------------  ---------  ------------\n"
        "northfield  April to June 2025         31 December 2025  0          0\n"
        "            (2025-26 Q1)\n"
        "northfield  July to September 2025     29 October 2025   0          0\n"
        "            (2025-26 Q2)\n"
    )
    rows = json.loads(review(closed, "list", "--format", "json").succeeds().out)["reviews"]
    assert [(each["period"], each["meeting"], each["positions"]) for each in rows] == [
        ("2025-26 Q1", None, 3), ("2025-26 Q2", "2025-10-27", 3),
    ]  # fmt: skip


def test_alone_it_says_what_there_is(tmp_path: Path) -> None:
    ran = run("review", cwd=tmp_path)

    assert ran.code == 2
    assert all(f"\n  {each}" in ran.out + ran.err for each in ("close", "decide", "action", "check", "show", "list"))


def test_what_is_given_before_the_command_holds_for_it(tmp_path: Path) -> None:
    make_plan(tmp_path / "elsewhere")

    run(
        "-w", "elsewhere/commitments", "--as-at", "2025-10-29", "review", "close", "2025-26 Q2", cwd=tmp_path
    ).succeeds()

    assert "closed: 2025-10-29\n" in text_of(tmp_path / "elsewhere")


def test_the_report_says_what_became_of_it(closed: Path) -> None:
    review(closed, "decide", "--about", "haven-1", "--decision", "Keep the date", "--by", "the board").succeeds()
    review(closed, "action", "--add", "Show the rota", "--owner", "haven", "--due", "2026-01-05").succeeds()

    ran = run("report", "--format", "markdown", "--as-at", "2026-01-15", cwd=closed)

    assert ran.code == 0
    matters = ran.out.partition("Matters arising")[2].partition("\n## ")[0]
    assert "closed on 29 October 2025. Its meeting was on 27 October 2025." in matters
    assert "Keep the date" in matters
    assert "10 days" in matters


# At a terminal.


def test_what_is_missing_is_asked(tmp_path: Path) -> None:
    make_plan(tmp_path)
    write = ("Write this? [Y/n]: ", "y")

    ended = talk(
        tmp_path, "review", "close",
        answers=(
            ("Which review period? [2025-26 Q3]: ", "2025-26 q2"), ("When was the meeting? (Enter to leave it out) ", "27/10/2025"),
            ("Write 2025-10-27.", ""), ("Anything to note? (Enter to leave it out) ", "Held online"), write,
        ),
    )  # fmt: skip
    assert ended.code == 0, ended.screen
    head = text_of(tmp_path).partition("positions:")[0].splitlines()[1:]
    assert head == ["period: 2025-26 Q2", "closed: 2025-12-31", "note: Held online"]

    decided = talk(
        tmp_path, "review", "decide",
        answers=(
            ("About which commitment? (Enter for the whole plan) ", "haven-2"),
            ("What was decided? ", "Look again"), ("Who decided? ", "the board"), write,
        ),
    )  # fmt: skip
    assert decided.code == 0, decided.screen
    added = talk(
        tmp_path, "review", "action",
        answers=(
            ("What is to be done? ", "Show it"), ("Who does it? (northfield, haven) ", "haven"),
            ("By when? (Enter for no day) ", ""), write,
        ),
    )  # fmt: skip
    assert added.code == 0, added.screen
    assert text_of(tmp_path).endswith("actions:\n  - id: a1\n    action: Show it\n    owner: haven\n")


def test_what_is_kept_is_shown_in_words(tmp_path: Path) -> None:
    outcomes = (
        "outcomes:\n  - id: warm\n    title: Warm homes\n    indicators:\n"
        "      - {id: cold, title: Cold homes, unit: per cent, readings: [{date: 2025-06, value: 17.2, source: Survey}]}\n"
    )
    make_plan(tmp_path, {"outcomes.yaml": outcomes})

    ended = talk(
        tmp_path, "review", "close", "2025-26 Q2", "--meeting", "2025-10-27", "--note", "Held online",
        answers=(("Write this? [Y/n]: ", "y"),),
    )  # fmt: skip

    assert ended.code == 0
    assert ended.screen.partition("Write this?")[0] == (
        "northfield: the review of July to September 2025 (2025-26 Q2)\n"
        "  Closed on 31 December 2025; meeting on 27 October 2025\n"
        "  Note: Held online\n"
        "  3 positions: 1 in progress, 2 no update received\n"
        "  1 reading of indicators\n"
        f"  File: {FILE} (to see its lines:\n  --dry-run)\n"
    )
    assert text_of(tmp_path).count("log: ") == 3


def test_whoever_stops_has_closed_nothing(tmp_path: Path) -> None:
    folder = make_plan(tmp_path)

    ended = talk(tmp_path, "review", "close", answers=(("Which review period?", CONTROL_C),))
    declined = talk(tmp_path, "review", "close", "2025-26 Q2", answers=(("Write this? [Y/n]: ", "n"),))

    assert (ended.code, declined.code) == (130, 0)
    assert (ended.lines[-1], declined.lines[-1]) == ("Stopped. Nothing was written.", "Nothing was written.")
    assert not (folder / "reviews").exists()


# In a repository.


@pytest.fixture
def repository(closed: Path) -> Path:
    git(closed, "init", "-q", "-b", "main")
    commit(closed, "the plan, and its second quarter closed")
    return closed


def codes(ran: Ran) -> list[str]:
    return [line.split()[2] for line in ran.out.splitlines() if ": error AP" in line]


def test_the_past_is_edited_after_the_review_was_committed(repository: Path) -> None:
    rewrite(repository, "2025-07-10, status: in-progress, confidence: green", "2025-07-10, status: complete")

    assert review(repository, "check").code == 1
    assert "AP405" in codes(run("validate", *LATER, cwd=repository).fails(1))
    assert set(codes(run("validate", "--base", "main", *LATER, cwd=repository).fails(1))) >= {"AP405", "AP505"}


def test_the_closed_review_is_edited_to_hide_it(repository: Path) -> None:
    rewrite(repository, "status: in-progress, confidence: green, due", "status: complete, due", FILE)

    assert codes(run("validate", "--base", "main", *LATER, cwd=repository).fails(1)) == ["AP508"]

    commit(repository, "a correction")
    (repository / FILE).unlink()
    assert codes(run("validate", "--base", "HEAD", *LATER, cwd=repository).fails(1)) == ["AP508"]
    commit(repository, "tidied up")
    history = run("validate", "--history", *LATER, cwd=repository).fails(1)
    assert history.out.count("AP508") == 2


def test_a_review_that_was_broken_and_mended_otherwise_is_found(repository: Path) -> None:
    rewrite(repository, "closed: 2025-10-29", "closed: the day after", FILE)
    commit(repository, "a slip")
    rewrite(repository, "closed: the day after", "closed: 2025-10-28", FILE)
    assert codes(run("validate", "--base", "HEAD", *LATER, cwd=repository).fails(1)) == ["AP508"]
    commit(repository, "put right, and not as it was")

    history = run("validate", "--history", *LATER, cwd=repository).fails(1)

    assert history.out.count("AP508") == 1
    assert "put right, and not as it was" in history.out


def test_what_may_be_added_passes(repository: Path) -> None:
    review(repository, "decide", "--decision", "Go on", "--by", "the board").succeeds()
    review(repository, "action", "--add", "Show the rota", "--owner", "haven").succeeds()
    assert codes(run("validate", "--base", "main", *LATER, cwd=repository)) == []

    commit(repository, "what was decided")
    ran = review(repository, "action", "a1", "done").succeeds()
    assert f"To look at it: git diff -- {FILE}\nTo undo it:    git restore -- {FILE}\n" in ran.out
    commit(repository, "it was done")
    run("review", "close", "2025-26 Q3", "--as-at", "2026-01-20", cwd=repository).succeeds()
    commit(repository, "the third quarter")

    assert codes(run("validate", "--base", "HEAD~1", *LATER, cwd=repository)) == []
    assert "AP508" not in run("validate", "--history", *LATER, cwd=repository).out


def test_a_review_file_can_be_checked_by_itself(closed: Path) -> None:
    rewrite(closed, "closed: 2025-10-29", "closed: 2025-09-01", FILE)

    for path, cwd in ((FILE, closed), ("reviews/2025-26-q2.yaml", closed / PLAN), ("2025-26-q2.yaml", closed / PLAN / "reviews")):  # fmt: skip
        ran = run("validate", path, *LATER, cwd=cwd).fails(1)
        assert "AP216" in ran.out
        assert "AP401" not in ran.out


def test_other_files_in_the_folder_are_passed_over_aloud(closed: Path) -> None:
    folder = closed / PLAN / "reviews"
    (folder / "minutes.docx").write_bytes(b"")
    (folder / "notes.md").write_bytes(b"")
    (folder / "2025-26-q1.yaml.txt").write_bytes(b"")

    ran = run("validate", *LATER, cwd=closed).fails(1)

    assert ran.err == "Passed over: northfield/reviews/minutes.docx (not a plan file)\n"
    assert "reviews/2025-26-q1.yaml.txt:1:1: error AP023" in ran.out
