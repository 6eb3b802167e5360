"""Questions on a real terminal: their order, their defaults, and that stopping at any of them writes nothing."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.plans import AS_AT, HAVEN, HEAD, make_plan
from tests.cli.run import run, scrubbed_environment
from tests.cli.terminal import CONTROL_C, CONTROL_D, ROOT, Terminal, talk, without_colours

DAY = "2025-12-31"
FILE = "commitments/northfield/haven.yaml"

STATUSES = """\
    not-started  work has not begun
    in-progress  work is under way
    waiting      stopped until something outside happens; say what in the reason
    complete     delivered, with evidence
    withdrawn    will not be delivered; say why in the reason
    superseded   another commitment took its place; say why in the reason
"""
CONFIDENCES = """\
    green  delivery on time looks very likely
    amber  possible, but something needs attention; say what in the reason
    red    will not be met as things stand; say why in the reason
"""
ALL = (
    ("Status: ", "in progress"),
    ("Confidence that it will land: ", "green"),
    ("What happened? (Enter to leave it out) ", "We “began”."),
    ("The next step, with its date? (Enter to leave it out) ", "Print by May."),
)
AGREED = ("Write this? [Y/n]: ", "y")


def test_the_questions_come_in_the_order_an_officer_thinks(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    ended = talk(tmp_path, "update", "haven-3", answers=(*ALL, AGREED))

    assert ended.code == 0
    assert file.read_text(encoding="utf-8") == HAVEN + (
        f"    updates:\n      - date: {DAY}\n        status: in-progress\n        confidence: green\n"
        "        note: We “began”.\n        next: Print by May.\n"
    )
    assert ended.screen == (
        "northfield/haven-3\nPrint 500 leaflets\n\n"
        "Status        No update received\nDue           March 2026\nLast update   None received\n\n"
        f"{STATUSES}Status: in progress\n"
        f"{CONFIDENCES}Confidence that it will land: green\n"
        "What happened? (Enter to leave it out) We “began”.\n"
        "The next step, with its date? (Enter to leave it out) Print by May.\n"
        f"--- {FILE}\n+++ {FILE}\n@@ -18,3 +18,9 @@\n"
        "   - id: haven-3\n     title: Print 500 leaflets\n     due: 2026-03\n"
        f"+    updates:\n+      - date: {DAY}\n+        status: in-progress\n+        confidence: green\n"
        "+        note: We “began”.\n+        next: Print by May.\n"
        "Write this? [Y/n]: y\n"
        "northfield/haven-3: In progress, green (before: no update received)\n"
        f"  written in {FILE}:22\n"
    )


def test_the_last_answers_are_the_defaults(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    ended = talk(
        tmp_path, "update", "haven-1",
        answers=(
            ("Status [in-progress]: ", ""), ("Confidence that it will land [amber]: ", ""), ("Reason [capacity]: ", ""),
            ("What happened?", ""), ("The next step", ""), ("Write this? [Y/n]: ", ""),
        ),
    )  # fmt: skip

    assert ended.code == 0
    assert "Promised      Open the third hub in May.\n" in ended.screen
    entry = f"{{date: {DAY}, status: in-progress, confidence: amber, reason: capacity}}"
    assert file.read_text() == HAVEN.replace("in May.}\n", f"in May.}}\n      - {entry}\n")


def test_a_wrong_answer_is_explained_and_asked_again(tmp_path: Path) -> None:
    make_plan(tmp_path)
    ended = talk(
        tmp_path, "update", "haven-3",
        answers=(("Status: ", "compleet"), ("Status: ", ""), ("Status: ", CONTROL_C)),
    )  # fmt: skip
    assert ended.code == 130
    assert (
        "Status: compleet\n"
        "  there is no status “compleet”. Did you mean complete? There are: not-started,\n"
        "  in-progress, waiting, complete, withdrawn, superseded.\n"
        "Status: \n"
    ) in ended.screen


def test_the_beginning_of_a_word_stands_for_it(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    ended = talk(
        tmp_path, "update", "haven-3",
        answers=(("Status: ", "w"), ("Status: ", "wai"), ("Confid", "R"), ("Reason: ", "d"), ("Reason: ", "deci"), ("What", ""), ("The next", ""), AGREED),
    )  # fmt: skip
    assert ended.code == 0
    assert "  there is no status “w”." in ended.screen  # waiting or withdrawn
    assert "  there is no reason “d”." in ended.screen
    assert file.read_text() == HAVEN + (
        f"    updates:\n      - date: {DAY}\n        status: waiting\n        confidence: red\n        reason: decision\n"
    )


def test_only_what_the_rules_ask_for_is_asked_where_something_is_said(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    ended = talk(
        tmp_path, "update", "haven-1", "--status", "done",
        answers=(
            ("What shows it: a web address or a title? ", ""),
            ("What shows it: a web address or a title? ", "https://haven.example/a b"),
            ("What shows it: a web address or a title? ", "https://haven.example/report"),
            ("What is it called? [haven.example/report]: ", "Opening of the hub"),
            ("What else shows it? (Enter to leave it out) ", "https://haven.example/b=Minutes"),
            ("What else shows it? (Enter to leave it out) ", "Leaflet"),
            ("What else shows it? (Enter to leave it out) ", ""),
            AGREED,
        ),
    )  # fmt: skip

    assert ended.code == 0
    assert "  Good news needs evidence: a report, a page, minutes that others can look up.\n" in ended.screen
    assert "Confidence" not in ended.screen
    assert "What happened" not in ended.screen
    assert file.read_text() == HAVEN.replace(
        "in May.}\n",
        f"in May.}}\n      - date: {DAY}\n        status: complete\n        evidence:\n"
        "          - title: Opening of the hub\n            url: https://haven.example/report\n"
        "          - title: Minutes\n            url: https://haven.example/b\n          - title: Leaflet\n",
    )


def test_nothing_is_asked_where_all_is_said(tmp_path: Path) -> None:
    make_plan(tmp_path)
    ended = talk(tmp_path, "update", "haven-3", "--nil", answers=(AGREED,))
    assert ended.code == 0
    assert ended.screen.count("?") == 1


PARTED = """\
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


def test_parts_and_conditions_are_asked_about(tmp_path: Path) -> None:
    file = make_plan(tmp_path, {"haven.yaml": PARTED}) / "haven.yaml"

    ended = talk(
        tmp_path, "update", "haven-5",
        answers=(
            ("Status: ", "in-progress"), ("Confidence", "green"),
            ("Which of them are complete now? (Enter to leave it out) ", "a"),
            ("What happened?", ""), ("The next step", ""), ("Where is that? [open]: ", "met"), AGREED,
        ),
    )  # fmt: skip

    assert ended.code == 0
    assert "Parts that are still open:\n    a  For tenants\n    b  For landlords\n" in ended.screen
    assert "It depends on: subject to funding\n" in ended.screen
    assert file.read_text() == PARTED.replace("funding}", f"funding, state: met, date: {DAY}}}") + (
        f"    updates:\n      - date: {DAY}\n        status: in-progress\n        confidence: green\n"
        "        parts:\n          a: complete\n"
    )


def test_the_whole_is_done_when_all_its_parts_are(tmp_path: Path) -> None:
    file = make_plan(tmp_path, {"haven.yaml": PARTED}) / "haven.yaml"
    which = "Which of them are complete now? (Enter where not all of them are) "

    ended = talk(
        tmp_path, "update", "haven-5", "--status", "complete", "--evidence", "Guides",
        answers=((which, "b"), (which, "b a"), AGREED),
    )  # fmt: skip

    assert ended.code == 0
    assert "  it is not all done while a is open. Name them all, or press Enter and give a\n" in ended.screen
    assert "        parts:\n          b: complete\n          a: complete\n" in file.read_text()


@pytest.mark.parametrize("answer", ["", "none", "None"])
def test_where_not_all_parts_are_done_the_whole_gets_another_status(tmp_path: Path, answer: str) -> None:
    file = make_plan(tmp_path, {"haven.yaml": PARTED}) / "haven.yaml"
    which = "Which of them are complete now? "

    ended = talk(
        tmp_path, "update", "haven-5", "--status", "complete", "--evidence", "Guides",
        answers=(
            (f"{which}(Enter where not all of them are) ", answer), ("Status: ", "in-progress"), ("Confidence", "green"),
            (f"{which}(Enter to leave it out) ", "a"), AGREED,
        ),
    )  # fmt: skip

    assert ended.code == 0
    assert "  Then the whole is still open. Where is it?\n" in ended.screen
    assert file.read_text().endswith(
        f"      - date: {DAY}\n        status: in-progress\n        confidence: green\n"
        "        parts:\n          a: complete\n        evidence:\n          - title: Guides\n"
    )


FIRST_PART = "    updates:\n      - {date: 2025-11-05, status: in-progress, parts: {a: complete}"


@pytest.mark.parametrize("parts", ["{a: complete, b: complete}", "{a: complete, b: withdrawn}", "{a: complete}"])
def test_evidence_of_one_part_is_not_taken_for_that_of_the_whole(tmp_path: Path, parts: str) -> None:
    shown = f"{FIRST_PART.replace('{a: complete}', parts)}, evidence: [{{title: Guide for tenants}}]}}\n"
    make_plan(tmp_path, {"haven.yaml": PARTED.replace("    condition: {text: subject to funding}\n", "") + shown})
    which = (("Which of them", "b"),) if "b:" not in parts else ()
    # Where each part was shown, or dropped, nothing more has to be.
    asked = "What shows it: a web address or a title? " + ("(Enter to leave it out) " if not which else "")

    ended = talk(tmp_path, "update", "haven-5", "--status", "complete", answers=(*which, (asked, CONTROL_C)))

    assert ended.code == 130


def test_answers_that_the_rules_refuse_can_be_given_again(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    ended = talk(
        tmp_path, "update", "haven-1", "--date", "2025-12-04", "--plan", "northfield",
        answers=(
            ("Status [", "complete"), ("What happened?", "It's “open”, for £5 & more."), ("What shows it", "https://haven.example/?a=b"),
            ("What is it called?", "Opening"), ("What else", "Minutes of the board"), ("What else", ""),
        ),
    )  # fmt: skip

    assert ended.code == 4
    assert file.read_text() == HAVEN
    assert ended.lines[-2] == "Your answers, to be corrected and given again:"
    program, *words = shlex.split(ended.lines[-1])
    assert program == "actionplan"
    assert words == [
        *("update", "haven-1", "--status", "complete", "--note", "It's “open”, for £5 & more."),
        *("--evidence", "https://haven.example/?a=b= Opening", "--evidence", "Minutes of the board"),
        *("--date", "2025-12-04", "--as-at", "2025-12-31", "--plan", "northfield"),
    ]
    words[words.index("2025-12-04")] = DAY
    again = run(*words, cwd=tmp_path)
    assert again.code == 0, again.err
    assert file.read_text(encoding="utf-8") == HAVEN.replace(
        "in May.}\n",
        f"in May.}}\n      - date: {DAY}\n        status: complete\n"
        "        note: It's “open”, for £5 & more.\n        evidence:\n"
        "          - title: Opening\n            url: https://haven.example/?a=b\n          - title: Minutes of the board\n",
    )


def test_where_nothing_was_asked_nothing_is_to_be_given_again(tmp_path: Path) -> None:
    make_plan(tmp_path)
    ended = talk(tmp_path, "update", "haven-1", "--nil", "--date", "2025-12-04")
    assert ended.code == 4
    assert "given again" not in ended.screen


def test_a_wrong_option_is_said_before_the_questions(tmp_path: Path) -> None:
    make_plan(tmp_path)
    ended = talk(tmp_path, "update", "haven-3", "--date", "31/12/2025")
    assert ended.code == 2
    assert "Status" not in ended.screen


def test_a_part_that_is_none_is_asked_for_again(tmp_path: Path) -> None:
    make_plan(tmp_path, {"haven.yaml": PARTED})
    which = "Which of them are complete now? (Enter to leave it out) "
    ended = talk(
        tmp_path, "update", "haven-5",
        answers=(("Status: ", "not-started"), ("Confidence", "green"), (which, "a, c"), (which, CONTROL_C)),
    )  # fmt: skip
    assert ended.code == 130
    assert "  haven-5 has no part “c”. Its parts are a, b.\n" in ended.screen


STOPS = [
    (("update", "haven-3"), ALL[:number], question) for number, (question, _) in enumerate((*ALL, AGREED))
] + [
    (("extend", "haven-3"), (), "To which date? "),
    (("extend", "haven-3"), (("To which date? ", "2026-06"),), "Reason: "),
    (("extend", "haven-3"), (("To which date? ", "2026-06"), ("Reason: ", "data")), "Why, in a sentence?"),
    (("extend", "haven-3", "--to", "2026-06", "--reason", "data"), (), AGREED[0]),
    (("withdraw", "haven-3"), (), "Reason: "),
    (("withdraw", "haven-3", "--reason", "data"), (), AGREED[0]),
    (("supersede", "haven-3", "haven-1"), (), AGREED[0]),
    (("add",), (), "What will be done, in the agreed words? "),
    (("add",), (("What will be done", "Run 5 classes"),), "Who leads? "),
    (("add", "Run 5 classes", "--lead", "haven"), (), AGREED[0]),
]  # fmt: skip


@pytest.mark.parametrize("stop", [CONTROL_C, CONTROL_D], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize(("arguments", "answers", "question"), STOPS, ids=lambda each: str(each)[:40])
def test_stopping_at_a_question_writes_nothing(
    tmp_path: Path, arguments: tuple[str, ...], answers: tuple[tuple[str, str], ...], question: str, stop: str
) -> None:
    folder = make_plan(tmp_path)

    ended = talk(tmp_path, *arguments, answers=(*answers, (question, stop)))

    assert ended.code == 130
    assert ended.lines[-1] == "Stopped. Nothing was written."
    assert (folder / "haven.yaml").read_text() == HAVEN
    assert sorted(each.name for each in folder.iterdir()) == ["haven.yaml", "plan.yaml"]


@pytest.mark.parametrize("answer", ["n", "no", "N"])
def test_no_is_no(tmp_path: Path, answer: str) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    ended = talk(tmp_path, "update", "haven-3", "--nil", answers=((AGREED[0], answer),))
    assert (ended.code, ended.lines[-1]) == (0, "Nothing was written.")
    assert file.read_text() == HAVEN


def test_many_are_shown_at_once_and_agreed_to_once(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    ended = talk(tmp_path, "update", "--partner", "haven", "--nil", answers=(AGREED,))
    assert ended.code == 0
    assert ended.screen.count("Write this?") == 1
    assert file.read_text() == HAVEN.replace("in May.}\n", f"in May.}}\n      - {{date: {DAY}, return: nil}}\n") + (
        f"    updates:\n      - date: {DAY}\n        return: nil\n"
    )


def test_a_long_note_leaves_room_for_the_questions(tmp_path: Path) -> None:
    long = HAVEN.replace(
        "next: Open the third hub in May.", f"next: {'Open it. ' * 1000}done, note: {'Talked. ' * 1000}"
    )
    make_plan(tmp_path, {"haven.yaml": long})
    ended = talk(tmp_path, "update", "haven-1", answers=(("Status [in-progress]: ", CONTROL_C),))
    assert len(ended.lines) < 35
    assert sum(line.endswith(" …") for line in ended.lines) == 2


def test_a_note_typed_on_standard_input_is_followed_by_the_question(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    ended = talk(
        tmp_path, "update", "haven-3", "--note", "-", answers=(("", "Typed."), ("Typed.", CONTROL_D), AGREED)
    )  # fmt: skip
    assert ended.code == 0
    assert file.read_text() == HAVEN + f"    updates:\n      - date: {DAY}\n        note: Typed.\n"


def test_yes_asks_nothing(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    ended = talk(tmp_path, "update", "haven-3", "--nil", "--yes")
    assert (ended.code, ended.lines[0]) == (
        0,
        "northfield/haven-3: Status not given (before: no update received)",
    )
    assert "return: nil" in file.read_text()


def test_no_input_asks_nothing_and_says_what_is_missing(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    ended = talk(tmp_path, "update", "haven-3", "--no-input")
    assert ended.code == 2
    assert "there is nothing to record" in ended.screen
    assert file.read_text() == HAVEN


def test_a_dry_run_shows_and_does_not_ask_whether(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    ended = talk(tmp_path, "update", "haven-3", "--dry-run", answers=ALL)
    assert ended.code == 0
    assert "+        status: in-progress\n" in ended.screen
    assert "Write this?" not in ended.screen
    assert file.read_text() == HAVEN


@pytest.mark.parametrize("piped", ["stdin", "stdout", "stderr"])
def test_nobody_is_asked_where_a_stream_is_a_pipe(tmp_path: Path, piped: str) -> None:
    make_plan(tmp_path)
    signs = {"stdin": "</dev/null", "stdout": "| cat", "stderr": "2>&1 1>/dev/null | cat"}
    end = "" if piped != "stderr" else " >/dev/null"
    command = f"{sys.executable} -m actionplan update haven-3 {' '.join(AS_AT)} {signs[piped]}{end}"
    import pexpect

    environment = {**scrubbed_environment(), "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    child = pexpect.spawn(
        "/bin/bash", ["-c", command], cwd=str(tmp_path), env=environment, encoding="utf-8", timeout=60
    )
    child.expect(pexpect.EOF)
    shown = str(child.before)
    child.close()
    assert "Status" not in shown
    assert piped == "stderr" or "there is nothing to record" in shown


def _longest(screen: str) -> str:
    """The longest line that is not from a file."""
    shown = [line for line in without_colours(screen).splitlines() if not line.startswith(("+", "-", " ", "@@"))]
    return max(shown, key=len)


def test_no_line_is_longer_than_the_terminal(tmp_path: Path) -> None:
    wordy = HAVEN.replace(
        "Open the third hub in May.", "Open the third hub in May, with the help of all who said they would."
    )
    make_plan(tmp_path, {"haven.yaml": wordy})
    for columns in (80, 60):
        ended = talk(
            tmp_path, "update", "haven-1", "--confidence", "red", "--status", "complete", columns=columns,
            answers=(("Reason: ", "lazyness"), ("Reason: ", "capacity"), ("shows it", "Hub"), ("What else shows it?", ""), (AGREED[0], "n")),
        )  # fmt: skip
        assert ended.code == 0
        assert len(_longest(ended.screen)) <= columns, _longest(ended.screen)


def test_colours_only_where_they_are_wanted(tmp_path: Path) -> None:
    make_plan(tmp_path)
    plain = talk(tmp_path, "update", "haven-3", "--nil", answers=((AGREED[0], "n"),))
    assert "\x1b" not in plain.screen
    coloured = talk(tmp_path, "update", "haven-3", "--nil", answers=((AGREED[0], "n"),), env={"NO_COLOR": ""})
    assert "\x1b[32m+        return: nil\x1b[0m\n" in coloured.screen
    assert without_colours(coloured.screen) == plain.screen


EDITOR = """\
#!/bin/sh
printf 'First line\\r\\nsecond: “quoted”\\n\\n' > "$1.new"
cat "$1" >> "$1.new"
mv "$1.new" "$1"
"""


@pytest.mark.parametrize("variable", ["EDITOR", "VISUAL"])
def test_the_note_is_written_in_the_editor(tmp_path: Path, variable: str) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    editor = tmp_path / "my editor"
    editor.write_text(EDITOR)
    editor.chmod(0o755)

    ended = talk(
        tmp_path, "update", "haven-3", "--edit", "--note", "Begun.", env={variable: f"'{editor}'"}, answers=(AGREED,)
    )

    assert ended.code == 0
    assert file.read_text(encoding="utf-8") == HAVEN + (
        f"    updates:\n      - date: {DAY}\n        note: |-\n"
        "          First line\n          second: “quoted”\n\n          Begun.\n"
    )


def test_an_editor_that_cannot_be_had_is_named(tmp_path: Path) -> None:
    make_plan(tmp_path)
    for editor, message in (
        ("nonesuch-editor", "The editor nonesuch-editor cannot be started: No such file or directory."),
        ("false", "The editor false ended with a failure, so nothing was taken over."),
        ("'vi", "The editor is named as 'vi, where a quotation mark is missing."),
    ):
        ended = talk(tmp_path, "update", "haven-3", "--edit", env={"EDITOR": editor})
        assert ended.code == 3
        assert ended.lines == [message, "Set EDITOR to the editor you use, or give the text with --note."]


def test_extend_and_decide_show_the_dates_and_ask(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    asked = talk(
        tmp_path, "extend", "haven-3",
        answers=(
            ("To which date? ", "2026-02"), ("To which date? ", "june"), ("To which date? ", "2026-06"),
            ("Reason: ", "data"), ("Why, in a sentence? (Enter to leave it out) ", "Late figures."), AGREED,
        ),
    )  # fmt: skip
    assert asked.code == 0
    assert "Due           March 2026\nMoved         0 times\n" in asked.screen
    assert "  February 2026 is not later than March 2026. Give a later date.\n" in asked.screen

    decided = talk(tmp_path, "decide", "haven-3", answers=(("Decision: ", ""), ("Decision: ", "gr"), AGREED))
    assert decided.code == 0
    assert "  “” is none of these. Type granted or refused.\n" in decided.screen
    assert "Extension     asked 31 December 2025 to move to June 2026 (data missing or\n" in decided.screen
    assert file.read_text() == HAVEN + (
        f"    extensions:\n      - asked: {DAY}\n        to: 2026-06\n        reason: data\n"
        f"        note: Late figures.\n        decision: granted\n        decided: {DAY}\n"
    )


def test_add_asks_what_who_when_and_under_what(tmp_path: Path) -> None:
    folder = make_plan(tmp_path)

    ended = talk(
        tmp_path, "add",
        answers=(
            ("What will be done, in the agreed words? ", ""), ("What will be done, in the agreed words? ", "Run 5 classes"),
            ("Who leads? ", "Elm Housing"), ("Who leads? ", "elm"),
            ("By when? (Enter for no date) ", "31/03/2026"), ("By when? (Enter for no date) ", "2026-03-31"),
            ("Theme? [none]: ", "hoses"), ("Theme? [none]: ", "HOMES"),
            ("elm is a new partner. Its full printed name? ", ""), ("elm is a new partner. Its full printed name? ", "Elm Housing"),
            AGREED,
        ),
    )  # fmt: skip

    assert ended.code == 0
    assert "    northfield  Northfield Council\n    haven       Haven Trust\n" in ended.screen
    assert (folder / "elm.yaml").read_text().endswith(
        f"  - id: elm-1\n    title: Run 5 classes\n    theme: homes\n    agreed: {DAY}\n    due: 2026-03-31\n"
    )  # fmt: skip
    assert "  elm: {name: Elm Housing}\n" in (folder / "plan.yaml").read_text()


def test_add_asks_which_plan_where_there_are_several(tmp_path: Path) -> None:
    make_plan(tmp_path)
    other = make_plan(tmp_path, {"plan.yaml": HEAD.replace("plan: northfield", "plan: elm")}, "elm")
    ended = talk(
        tmp_path, "add", "Run 5 classes", "--lead", "haven",
        answers=(("Which plan?", "oak"), ("Which plan?", "elm"), AGREED),
    )  # fmt: skip
    assert ended.code == 0
    assert (other / "haven.yaml").read_text().endswith(f"    title: Run 5 classes\n    agreed: {DAY}\n")


def test_a_file_that_changed_meanwhile_is_shown_again_and_nothing_is_lost(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    terminal = Terminal(tmp_path, "update", "haven-3", "--note", "Mine.")
    terminal.until(AGREED[0])
    subprocess.run(
        [sys.executable, "-m", "actionplan", "update", "haven-3", "--note", "Theirs.", *AS_AT],
        cwd=tmp_path,
        env={**scrubbed_environment(), "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    theirs = file.read_text()
    assert theirs == HAVEN + f"    updates:\n      - date: {DAY}\n        note: Theirs.\n"

    terminal.answer("", "y")
    again = terminal.until(AGREED[0])
    assert "Somebody else changed the file meanwhile. This is what would be written now." in again
    assert "         note: Theirs." in again
    assert file.read_text() == theirs
    terminal.answer("", "y")

    assert terminal.end().code == 0
    assert file.read_text() == theirs + f"      - date: {DAY}\n        note: Mine.\n"


def test_what_is_pasted_with_several_lines_is_one_answer_and_agrees_to_nothing(tmp_path: Path) -> None:
    plan = make_plan(tmp_path)
    pasted = "First paragraph – of the e-mail.\nIts second line.\n\nBest wishes"

    ended = talk(
        tmp_path,
        "update",
        "haven-3",
        answers=(
            ("Status", "in-progress"),
            ("Confidence", "green"),
            ("What happened?", pasted),
            ("next step", ""),
            (AGREED[0], "y"),
        ),
    )

    assert ended.code == 0
    assert "4 lines were taken over" in ended.screen
    note = "        note: |-\n          First paragraph – of the e-mail.\n          Its second line.\n\n          Best wishes\n"
    assert note in (plan / "haven.yaml").read_text(encoding="utf-8")
