"""`actionplan fix`: shown, agreed to, written, told; and no byte besides."""

from __future__ import annotations

import os
import pty
import sys
from pathlib import Path

import pytest

from tests.cli.plans import AS_AT, HAVEN, make_plan
from tests.cli.run import run, scrubbed_environment

ROOT = Path(__file__).parent.parent.parent

BROKEN = HAVEN.replace("due: 2025-09\n", "due: 30/09/2025  \n").replace("haven-3\n", "haven-3 \n").encode()
MENDED = HAVEN.replace("due: 2025-09\n", "due: 2025-09-30\n").encode()

SHOWN = """\
To be mended:
  commitments/northfield/haven.yaml:7: AP201 “30/09/2025” becomes “2025-09-30”
  commitments/northfield/haven.yaml:7: AP026 there are blanks at the end of this line, and of 1 more line of \
the file
"""

DIFFERENCE = """\
--- commitments/northfield/haven.yaml
+++ commitments/northfield/haven.yaml
@@ -4,7 +4,7 @@
     title: Open 3 advice hubs
     with: [northfield]
     theme: homes
-    due: 30/09/2025  
+    due: 2025-09-30
     updates:
       - {date: 2025-07-10, status: in-progress, confidence: green}
       - {date: 2025-12-05, status: in-progress, confidence: amber, reason: capacity, next: Open the third hub in May.}
@@ -15,6 +15,6 @@
       - date: 2025-11-20
         status: complete
         evidence: [{title: Register of volunteers, url: 'https://haven.example/register', date: 2025-11}]
-  - id: haven-3 
+  - id: haven-3
     title: Print 500 leaflets
     due: 2026-03
"""  # noqa: W291  # the blanks are what is mended

LIGHT = "1 finding comes to light that could not be seen before.\n"
REST = "2 findings have no mend. To see: actionplan validate\n"


def test_it_writes_what_is_certain_and_says_so(tmp_path: Path) -> None:
    file = make_plan(tmp_path, {"haven.yaml": BROKEN}) / "haven.yaml"

    ran = run("fix", "--yes", *AS_AT, cwd=tmp_path)

    assert (ran.code, ran.out) == (0, "")
    assert ran.err == SHOWN + "Mended: 2 findings in 1 file.\n" + LIGHT + REST
    assert file.read_bytes() == MENDED


def test_a_second_time_there_is_nothing_to_do(tmp_path: Path) -> None:
    file = make_plan(tmp_path, {"haven.yaml": BROKEN}) / "haven.yaml"
    run("fix", "--yes", *AS_AT, cwd=tmp_path)
    written = file.stat()

    ran = run("fix", "--yes", *AS_AT, cwd=tmp_path)

    assert (ran.code, ran.out, ran.err) == (0, "", "There is nothing to mend.\n" + REST)
    assert file.stat() == written
    assert sorted(each.name for each in file.parent.iterdir()) == ["haven.yaml", "plan.yaml"]


@pytest.mark.parametrize(
    ("options", "last"),
    [
        ((), "Nothing was written, as there is nobody to ask. To write it, add --yes.\n"),
        (("--dry-run",), ""),
        (("--dry-run", "--yes"), ""),
        (("--no-input",), "Nothing was written, as there is nobody to ask. To write it, add --yes.\n"),
    ],
)
def test_it_shows_the_difference_where_nobody_agrees(tmp_path: Path, options: tuple[str, ...], last: str) -> None:
    file = make_plan(tmp_path, {"haven.yaml": BROKEN}) / "haven.yaml"

    ran = run("fix", *options, *AS_AT, cwd=tmp_path)

    assert (ran.code, ran.out, ran.err) == (0, DIFFERENCE, SHOWN + last + LIGHT + REST)
    assert file.read_bytes() == BROKEN


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_no_other_byte_is_touched(tmp_path: Path, line_end: bytes) -> None:
    before = (
        b"# Haven Trust\t \n"
        b"partner:   haven\n"
        b"\n"
        b"commitments:\n"
        b"- id:  haven-1   # the first\n"
        b"  title: 'Open \xf0\x9f\x8f\xa0 3  caf\xc3\xa9s'\n"
        b"  due: '31/03/2026'\n"
        b"  updates: [{date: 25/11/2025, status: In Progress, confidence: green ,\n"
        b'             note: "A \\\n'
        b'              B  "}]\n'
        b"  note: |+\n"
        b"    In progress  \n"
        b"    \ttab\n"
        b"\n"
    ).replace(b"\n", line_end)
    after = before.replace(b"31/03/2026", b"2026-03-31").replace(b"25/11/2025", b"2025-11-25")
    after = after.replace(b"In Progress", b"in-progress")
    file = make_plan(tmp_path, {"haven.yaml": before}) / "haven.yaml"

    ran = run("fix", "--yes", *AS_AT, cwd=tmp_path)

    assert ran.code == 0
    assert file.read_bytes() == after


def test_a_guess_is_offered_and_made_when_its_rule_is_named(tmp_path: Path) -> None:
    guess = HAVEN.replace("due: 2025-09\n", "due: 05/09/2025\n")
    file = make_plan(tmp_path, {"haven.yaml": guess}) / "haven.yaml"

    offered = run("fix", "--yes", *AS_AT, cwd=tmp_path)
    assert offered.err == (
        "There is nothing to mend.\n"
        "1 finding of AP201 can be mended by a guess. To see it: actionplan fix --code AP201 --dry-run\n"
        "1 finding has no mend. To see: actionplan validate\n"
    )
    assert file.read_text() == guess

    made = run("fix", "--code", "ap201", "--yes", *AS_AT, cwd=tmp_path)
    assert "“05/09/2025” becomes “2025-09-05”" in made.err
    assert file.read_text() == guess.replace("05/09/2025", "2025-09-05")


def test_what_would_do_harm_is_said(tmp_path: Path) -> None:
    text = HAVEN + "    updates:\n      - {date: 2025-12-05, status: Complete}\n"
    file = make_plan(tmp_path, {"haven.yaml": text}) / "haven.yaml"

    ran = run("fix", "--yes", *AS_AT, cwd=tmp_path)

    assert ran.err.splitlines()[:3] == [
        "There is nothing to mend.",
        "Left as it is:",
        "  commitments/northfield/haven.yaml:22: AP301 haven-3 has the status “Complete”, which this plan does not use. "
        "It would bring another finding: haven-3 is complete, and nothing shows it (AP303).",
    ]
    assert file.read_text() == text


def test_only_the_file_that_is_named_is_mended(tmp_path: Path) -> None:
    folder = make_plan(tmp_path, {"haven.yaml": BROKEN, "other.yaml": b"partner: northfield  \n"})

    ran = run("fix", "commitments/northfield/other.yaml", "--yes", *AS_AT, cwd=tmp_path)

    assert ran.code == 0
    assert ran.err.endswith("Mended: 1 finding in 1 file.\n")
    assert (folder / "other.yaml").read_bytes() == b"partner: northfield\n"
    assert (folder / "haven.yaml").read_bytes() == BROKEN


def test_several_plans_are_mended_at_once(tmp_path: Path) -> None:
    for name in ("one", "two"):
        make_plan(tmp_path, {"haven.yaml": BROKEN}, name)

    ran = run("fix", "--yes", *AS_AT, cwd=tmp_path)

    assert "Mended: 4 findings in 2 files.\n" in ran.err
    assert {each.read_bytes() for each in tmp_path.rglob("haven.yaml")} == {MENDED}


def test_a_file_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    file = make_plan(tmp_path, {"haven.yaml": BROKEN}) / "haven.yaml"
    os.link(file, tmp_path / "elsewhere.yaml")

    ran = run("fix", "--yes", *AS_AT, cwd=tmp_path).fails(4)

    assert "haven.yaml" in ran.err
    assert file.read_bytes() == BROKEN


def test_an_unknown_rule_is_a_wrong_command_line(tmp_path: Path) -> None:
    make_plan(tmp_path)

    ran = run("fix", "--code", "AP999", cwd=tmp_path).fails(2)

    assert "there is no rule “AP999”" in ran.err


@pytest.mark.parametrize(
    ("answer", "content", "last"),
    [(b"y\n", MENDED, b"Mended: 2 findings in 1 file."), (b"n\n", BROKEN, b"Nothing was")],
)
def test_on_a_terminal_it_asks_first(tmp_path: Path, answer: bytes, content: bytes, last: bytes) -> None:
    file = make_plan(tmp_path, {"haven.yaml": BROKEN}) / "haven.yaml"
    environment = {**scrubbed_environment(), "PYTHONPATH": str(ROOT), "TERM": "dumb"}

    child, terminal = pty.fork()
    if child == 0:
        os.chdir(tmp_path)
        os.execve(sys.executable, [sys.executable, "-m", "actionplan", "fix", *AS_AT], environment)  # noqa: S606
    shown = _read_until(terminal, b"Write this?")
    assert file.read_bytes() == BROKEN
    os.write(terminal, answer)
    shown += _read_until(terminal)
    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 0, shown
    assert b"+    due: 2025-09-30\r\n" in shown
    assert last in shown
    assert file.read_bytes() == content


def _read_until(terminal: int, words: bytes = b"\0") -> bytes:
    """What the terminal shows until it shows *words*, or until nobody writes to it any more."""
    shown = b""
    while words not in shown:
        try:
            more = os.read(terminal, 4096)
        except OSError:  # how Linux says that the other side has closed
            break
        if not more:
            break
        shown += more
    return shown
