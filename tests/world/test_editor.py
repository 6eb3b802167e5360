"""A text written in an editor: scripts stand for the person at it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from actionplan.world.bookmark import keep_marks, read_marks
from actionplan.world.editor import MARK, edit_text
from actionplan.world.workspace import CannotRun

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the scripts are for a shell")
REMEDY = "Set EDITOR to the editor you use, or give the text with --note."


def _editor(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch, name: str = "editor") -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f'"{path}"')


def test_what_stands_above_the_mark_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _editor(
        tmp_path, 'cp "$1" saw; printf "New “text”\\n\\n  more\\n" > n; cat "$1" >> n; cp n "$1"', monkeypatch, "my ed"
    )
    monkeypatch.chdir(tmp_path)
    assert edit_text("Old text") == "New “text”\n\n  more\nOld text"
    assert (tmp_path / "saw").read_text(encoding="utf-8") == f"Old text\n\n{MARK}\n"


@pytest.mark.parametrize(
    ("script", "text"),
    [
        (":", "as it was"),
        (': > "$1"', ""),
        ('printf "no mark left" > "$1"', "no mark left"),
        ('printf "\\357\\273\\277from Notepad\\r\\nsecond\\r\\n" > "$1"', "from Notepad\nsecond"),
        (f'printf "\\n\\n%s\\nbelow\\n" "{MARK}" > "$1"', ""),
    ],
)
def test_whatever_is_saved_is_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, text: str) -> None:
    _editor(tmp_path, script, monkeypatch)
    assert edit_text("as it was") == text


def test_words_of_the_command_stay_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _editor(tmp_path, 'printf "%s" "$1" > "$3"', monkeypatch)
    monkeypatch.setenv("VISUAL", f"'{tmp_path / 'editor'}' --wait 'two words'")
    monkeypatch.setenv("EDITOR", "false")
    assert edit_text("") == "--wait"


@pytest.mark.parametrize(
    ("editor", "message"),
    [
        ("/nowhere/ed", "The editor /nowhere/ed cannot be started: No such file or directory."),
        ("false", "The editor false ended with a failure, so nothing was taken over."),
        ("'open", "The editor is named as 'open, where a quotation mark is missing."),
    ],
)
def test_an_editor_that_cannot_be_had_is_named(monkeypatch: pytest.MonkeyPatch, editor: str, message: str) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    with pytest.raises(CannotRun) as told:
        edit_text("")
    assert str(told.value) == f"{message}\n{REMEDY}"
    assert told.value.exit_code == 3


def test_a_name_of_blanks_is_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _editor(tmp_path, 'printf "typed" > "$1"', monkeypatch)
    monkeypatch.setenv("VISUAL", "  ")
    assert edit_text("") == "typed"


def test_an_editor_that_takes_the_file_away_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _editor(tmp_path, 'rm "$1"', monkeypatch)
    with pytest.raises(CannotRun) as told:
        edit_text("")
    assert str(told.value).startswith("What was written in the editor cannot be read: No such file or directory.\n")


def test_bytes_that_are_no_text_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _editor(tmp_path, 'printf "caf\\351" > "$1"', monkeypatch)
    with pytest.raises(CannotRun) as told:
        edit_text("")
    assert str(told.value) == "What was written in the editor is not UTF-8.\nSave it as UTF-8 there."


def test_marks_are_kept_and_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "mark"
    assert read_marks(path) == frozenset()
    keep_marks(path, frozenset(("plan/b-1", "plan/a-1")))
    assert path.read_text() == "plan/a-1\nplan/b-1\n"
    assert read_marks(path) == {"plan/a-1", "plan/b-1"}
    keep_marks(path, frozenset())
    assert not path.exists()
    keep_marks(path, frozenset())


def test_marks_that_cannot_be_kept_or_read_stop_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"\xff\xfe")
    assert read_marks(tmp_path / "file") == frozenset()
    assert read_marks(tmp_path) == frozenset()
    keep_marks(tmp_path / "file" / "mark", frozenset(("plan/a-1",)))
    assert (tmp_path / "file").read_bytes() == b"\xff\xfe"
