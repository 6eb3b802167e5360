"""`actionplan update --walk`: through every open commitment, and on from where it stopped."""

from __future__ import annotations

from pathlib import Path

from tests.cli.plans import HAVEN, HEAD, make_plan
from tests.cli.terminal import CONTROL_C, CONTROL_D, Terminal, talk

DAY = "2025-12-31"
FILE = "commitments/northfield/haven.yaml"
STEP = "update, nil, skip or quit? "
FIRST, SECOND = f"{STEP}[skip]: ", f"{STEP}[update]: "  # haven-1 has been answered, haven-3 has not
AGREED = ("Write this? [Y/n]: ", "y")
NIL_1 = HAVEN.replace("in May.}\n", f"in May.}}\n      - {{date: {DAY}, return: nil}}\n")
NIL_3 = f"    updates:\n      - date: {DAY}\n        return: nil\n"


def test_every_open_commitment_comes_up_once(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    ended = talk(tmp_path, "update", "--walk", answers=((FIRST, ""), (SECOND, "nil"), AGREED))

    assert ended.code == 0
    assert file.read_text() == HAVEN + NIL_3
    assert ended.screen == (
        "\n"
        "    update  answer the questions; nothing is written before you agree\n"
        "    nil     a nil return: nothing to report\n"
        "    skip    go on to the next one\n"
        "    quit    stop here; what was written stays, and the next walk goes on from\n"
        "            here\n"
        "\n1 of 2\n"
        "northfield/haven-1\nOpen 3 advice hubs\n\n"
        "Status        In progress, amber\n"
        "Due           September 2025, 92 days late\n"
        "Last update   5 December 2025: In progress, amber. Reason: not enough people or\n"
        "              time.\n"
        "Promised      Open the third hub in May.\n\n"
        f"{FIRST}\n"
        "\n2 of 2\n"
        "northfield/haven-3\nPrint 500 leaflets\n\n"
        "Status        No update received\nDue           March 2026\nLast update   None received\n\n"
        f"{SECOND}nil\n"
        f"--- {FILE}\n+++ {FILE}\n@@ -18,3 +18,6 @@\n"
        "   - id: haven-3\n     title: Print 500 leaflets\n     due: 2026-03\n"
        f"+    updates:\n+      - date: {DAY}\n+        return: nil\n"
        "Write this? [Y/n]: y\n"
        "northfield/haven-3: Status not given (before: no update received)\n"
        f"  written in {FILE}:22\n"
        "\nThat was the last one: 1 commitment updated, 1 skipped.\n"
    )


def test_it_goes_on_where_it_stopped_and_afterwards_from_the_beginning(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    first = talk(tmp_path, "update", "--walk", answers=((FIRST, "nil"), AGREED, (SECOND, "q")))
    assert first.code == 0
    assert first.lines[-1] == "1 commitment to go; 1 commitment updated. The same command goes on from here."
    assert file.read_text() == NIL_1

    second = talk(tmp_path, "update", "--walk", answers=((SECOND, "skip"),))
    assert second.code == 0
    assert second.lines[0] == "Going on from where you stopped: 1 commitment updated."
    assert "northfield/haven-1\n" not in second.screen
    assert "\n2 of 2\n" in second.screen
    assert second.lines[-1] == "That was the last one: 1 commitment updated, 1 skipped."

    third = talk(tmp_path, "update", "--walk", answers=((FIRST, "quit"),))
    assert third.lines[-1] == "2 commitments to go. The same command goes on from here."
    assert "\n1 of 2\n" in third.screen
    assert "Going on" not in third.screen
    assert file.read_text() == NIL_1


def test_stopping_in_the_middle_keeps_what_was_written(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    for number, stop in enumerate((CONTROL_C, CONTROL_D)):
        usual = f"{STEP}[skip]: " if number else SECOND
        if not number:
            ended = talk(tmp_path, "update", "--walk", answers=((FIRST, "nil"), AGREED, (usual, stop)))
        else:
            ended = talk(tmp_path, "update", "--walk", answers=((SECOND, "update"), ("Status: ", stop)))
        assert ended.code == 130
        assert ended.lines[-1] == f"Stopped. Nothing {'' if number else 'more '}was written."
        assert file.read_text() == NIL_1


def test_what_the_rules_refuse_is_asked_again(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    ended = talk(
        tmp_path, "update", "--walk", "--date", "2025-12-04",
        answers=((FIRST, "nil"), (FIRST, "skip"), (SECOND, "nil"), AGREED),
    )  # fmt: skip

    assert ended.code == 0
    assert (
        "Not written, because it would not be in order:\n"
        "  haven-1 has an update of 4 December 2025 below one of 5 December 2025 (AP208).\n"
    ) in ended.screen
    assert file.read_text() == HAVEN + NIL_3.replace(DAY, "2025-12-04")


def test_answers_that_the_rules_refuse_are_not_lost(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    ended = talk(
        tmp_path, "update", "--walk", "--date", "2025-12-04",
        answers=(
            (FIRST, "update"), ("Status", "in-progress"), ("Confidence", "green"), ("What happened?", "It's open."),
            ("The next step", ""), (FIRST, "q"),
        ),
    )  # fmt: skip

    assert (
        "Your answers, to be corrected and given again:\n"
        "  actionplan update northfield/haven-1 --status in-progress --confidence green "
        """--note 'It'"'"'s open.' --date 2025-12-04 --as-at 2025-12-31\n"""
    ) in ended.screen
    assert file.read_text() == HAVEN


def test_no_to_the_difference_asks_again_what_to_do(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    ended = talk(
        tmp_path, "update", "--walk",
        answers=((FIRST, "nil"), (AGREED[0], "n"), (FIRST, "skip"), (SECOND, "skip")),
    )  # fmt: skip
    assert ended.code == 0
    assert file.read_text() == HAVEN


def test_a_word_that_is_no_step_is_asked_for_again(tmp_path: Path) -> None:
    make_plan(tmp_path)
    ended = talk(tmp_path, "update", "--walk", answers=((FIRST, "next"), (FIRST, "q")))
    assert "  “next” is none of these. Type update, nil, skip or quit.\n" in ended.screen


def test_a_partners_walk_is_one_of_its_own(tmp_path: Path) -> None:
    elm = "partner: northfield\ncommitments:\n  - {id: elm-1, title: Warm 20 homes, due: 2026-03}\n"
    make_plan(tmp_path, {"northfield.yaml": elm})

    whole = talk(tmp_path, "update", "--walk", answers=((FIRST, "skip"), (SECOND, "q")))
    assert "\n2 of 3\n" in whole.screen
    own = talk(tmp_path, "update", "--walk", "--partner", "northfield", answers=((SECOND, "q"),))
    assert "northfield/elm-1\n" in own.screen
    assert "\n1 of 1\n" in own.screen
    assert own.lines[-1] == "1 commitment to go. The same command goes on from here."
    again = talk(tmp_path, "update", "--walk", answers=((SECOND, "q"),))
    assert again.lines[0] == "Going on from where you stopped: 1 commitment skipped."
    assert again.lines[-1] == "2 commitments to go; 1 commitment skipped. The same command goes on from here."


def test_it_goes_through_every_plan(tmp_path: Path) -> None:
    make_plan(tmp_path)
    elm = {"plan.yaml": HEAD.replace("plan: northfield", "plan: elm")}
    file = make_plan(tmp_path, elm, "elm") / "haven.yaml"
    ended = talk(
        tmp_path, "update", "--walk", answers=((FIRST, "nil"), AGREED, (SECOND, "s"), (FIRST, "s"), (SECOND, "s"))
    )
    assert ended.code == 0
    assert "elm/haven-1: In progress, amber\n  written in commitments/elm/haven.yaml:11\n" in ended.screen
    assert file.read_text() == NIL_1


def test_what_is_given_is_the_same_for_all(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    ended = talk(
        tmp_path, "update", "--walk", "--by", "Ann", "--date", "2025-12-20",
        answers=((FIRST, "nil"), AGREED, (SECOND, "nil"), AGREED),
    )  # fmt: skip
    assert ended.code == 0
    assert file.read_text() == HAVEN.replace(
        "in May.}\n", "in May.}\n      - {date: 2025-12-20, return: nil, by: Ann}\n"
    ) + ("    updates:\n      - date: 2025-12-20\n        return: nil\n        by: Ann\n")


def test_one_that_somebody_closed_meanwhile_is_updated_as_it_is_now(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    terminal = Terminal(tmp_path, "update", "--walk").answer(FIRST, "skip").answer(SECOND, "nil")
    terminal.until(AGREED[0])
    theirs = HAVEN.replace("Print 500 leaflets", "Print 600 leaflets")
    file.write_text(theirs)
    terminal.answer("", "y")
    assert "Somebody else changed the file meanwhile." in terminal.until(AGREED[0])
    terminal.answer("", "y")
    assert terminal.end().code == 0
    assert file.read_text() == theirs + NIL_3


def test_ids_or_news_do_not_go_with_a_walk(tmp_path: Path) -> None:
    make_plan(tmp_path)
    for more in (("haven-1",), ("--status", "complete"), ("--note", "x"), ("--nil",)):
        ended = talk(tmp_path, "update", "--walk", *more)
        assert ended.code == 2, ended.screen
        assert "Invalid value for --walk: " in ended.screen


def test_what_nobody_leads_is_walked_through_too(tmp_path: Path) -> None:
    make_plan(tmp_path, {"haven.yaml": HAVEN.replace("partner: haven", "partner: none")})
    ended = talk(tmp_path, "update", "haven-1", "--nil", answers=(AGREED,))
    assert ended.lines[-3:] == [
        "Next: 1 open commitment that nobody leads, with no update for October to",
        "December 2025:",
        "  actionplan update --walk --plan northfield --partner none",
    ]
    walk = talk(tmp_path, *ended.lines[-1].split()[1:], answers=((FIRST, "q"),))
    assert walk.code == 0


def test_where_all_that_is_open_was_passed_it_begins_again(tmp_path: Path) -> None:
    make_plan(tmp_path)
    talk(tmp_path, "update", "--walk", answers=((FIRST, "skip"), (SECOND, "q")))
    assert talk(tmp_path, "withdraw", "haven-3", "--reason", "data", "--yes").code == 0
    again = talk(tmp_path, "update", "--walk", answers=((FIRST, "skip"),))
    assert again.code == 0
    assert "\n1 of 1\n" in again.screen
    assert again.lines[-1] == "That was the last one: 1 commitment skipped."
