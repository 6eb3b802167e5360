"""The difference between two texts, as git shows it: git itself applies it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actionplan.difference import unified

LINES = st.lists(st.sampled_from(["a", "b", "c", "", "é", "x\r", "- y"]), max_size=14)


def _shown(before: str | None, after: str) -> list[str]:
    return list(unified("plan/a.yaml", before, after))


def test_the_lines_around_a_change_are_shown_with_their_numbers() -> None:
    before = "".join(f"{number}\n" for number in range(1, 21))
    after = before.replace("\n10\n", "\nten\nand more\n")

    assert _shown(before, after) == [
        "--- plan/a.yaml",
        "+++ plan/a.yaml",
        "@@ -7,7 +7,8 @@",
        " 7",
        " 8",
        " 9",
        "-10",
        "+ten",
        "+and more",
        " 11",
        " 12",
        " 13",
    ]


def test_two_changes_far_apart_are_two_stretches() -> None:
    before = "".join(f"{number}\n" for number in range(1, 31))
    after = before.replace("\n5\n", "\nfive\n").replace("\n25\n", "\n")

    heads = [line for line in _shown(before, after) if line.startswith("@@")]

    assert heads == ["@@ -2,7 +2,7 @@", "@@ -22,7 +22,6 @@"]


def test_a_new_file_has_no_name_before() -> None:
    assert _shown(None, "a\nb\n") == ["--- /dev/null", "+++ plan/a.yaml", "@@ -0,0 +1,2 @@", "+a", "+b"]


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("a\nb", "a\nb\nc\n", [" a", "-b", "\\ No newline at end of file", "+b", "+c"]),
        ("a\nb\n", "a\nb", [" a", "-b", "+b", "\\ No newline at end of file"]),
        ("a", "a\nc", ["-a", "\\ No newline at end of file", "+a", "+c", "\\ No newline at end of file"]),
    ],
)
def test_a_missing_line_end_is_said(before: str, after: str, lines: list[str]) -> None:
    assert _shown(before, after)[3:] == lines


def test_nothing_is_shown_where_nothing_differs() -> None:
    assert _shown("a\nb\n", "a\nb\n") == []


def test_only_a_line_feed_ends_a_line() -> None:
    assert _shown("a\x0bb\u2028c\x85\r\n", "a\x0bb\u2028c\x85\r\nd\r\n")[3:] == [" a\x0bb\u2028c\x85\r", "+d\r"]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(old=LINES, new=LINES, same=st.integers(0, 9), ended=st.booleans())
@example(old=[], new=["a"], same=0, ended=True)
@example(old=["a"], new=[], same=0, ended=True)
def test_git_applies_it(
    tmp_path_factory: pytest.TempPathFactory, old: list[str], new: list[str], same: int, ended: bool
) -> None:
    around = [str(number) for number in range(same)]
    before, after = ("\n".join([*around, *middle, *around]) for middle in (old, new))
    if ended:
        before, after = (f"{text}\n" if text else "" for text in (before, after))
    folder = tmp_path_factory.mktemp("apply")
    file = folder / "haven.yaml"
    file.write_bytes(before.encode())
    patch = "".join(f"{line}\n" for line in unified("haven.yaml", before, after))

    if before == after:
        assert patch == ""
        return
    done = _apply(folder, patch)

    assert (done.returncode, done.stderr) == (0, b""), patch
    assert file.read_bytes() == after.encode() if after else not file.exists() or file.read_bytes() == b""


def _apply(folder: Path, patch: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "apply", "-p0", "--unidiff-zero", "--whitespace=nowarn", "--allow-empty", "-"]
    return subprocess.run(command, cwd=folder, input=patch.encode(), capture_output=True, check=False)
