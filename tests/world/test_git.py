"""What git knows of a folder, asked of real repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from actionplan.world.git import Kept, kept_in, lines_ever

ROOT_ONLY = pytest.mark.skipif(os.name == "nt", reason="names like these cannot be had on Windows")


def _git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Ann", "-c", "user.email=ann@haven.example", "-c", "commit.gpgsign=false")
    command = ["git", *identity, "-c", "protocol.file.allow=always", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def _commit(folder: Path, **files: str | None) -> None:
    """A commit in which these files, by their stems, hold these texts, or are gone."""
    for stem, text in files.items():
        path = folder / f"{stem}.yaml"
        path.unlink() if text is None else path.write_text(text)
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "--allow-empty", "-m", "x")


def _repository(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    _git(folder, "init", "-q", "-b", "main")
    return folder


def test_lines_that_came_or_went_in_any_commit_are_found(tmp_path: Path) -> None:
    folder = _repository(tmp_path / "plan")
    _commit(folder, a="id: one\ntitle: first\n")
    _commit(folder, a="id: two\ntitle: first\n")
    _commit(folder, a=None, b="  - {id: three}  \n")

    past = lines_ever(folder, b"id")

    assert past is not None
    assert past.is_whole
    assert {each for each in past.lines if not each.startswith(b"-")} == {b"id: one", b"id: two"}
    assert b"- {id: three}" in past.lines


def test_other_branches_merges_and_stashes_belong_to_it(tmp_path: Path) -> None:
    folder = _repository(tmp_path / "plan")
    _commit(folder, a="id: one\n")
    _git(folder, "checkout", "-q", "-b", "other")
    _commit(folder, b="id: other\n")
    _git(folder, "checkout", "-q", "main")
    _commit(folder, c="id: main\n")
    _git(folder, "merge", "-q", "--no-commit", "other")
    (folder / "a.yaml").write_text("id: only-in-the-merge\n")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "-m", "merge")
    for word in ("older", "newer"):
        (folder / "a.yaml").write_text(f"id: {word}-stash\n")
        _git(folder, "stash", "-q")
    _git(folder, "branch", "-D", "-q", "other")

    past = lines_ever(folder, b"id")

    assert past is not None
    assert {each for each in past.lines if each.startswith(b"id: ")} == {
        *(b"id: one", b"id: other", b"id: main", b"id: only-in-the-merge", b"id: older-stash", b"id: newer-stash"),
    }


def test_only_the_folder_itself_counts(tmp_path: Path) -> None:
    folder = _repository(tmp_path / "plans")
    inner = folder / "one"
    inner.mkdir()
    (inner / "a.yaml").write_text("id: inside\n")
    _commit(folder, b="id: outside\n")
    past = lines_ever(inner, b"id")
    assert past is not None
    assert past.lines == {b"id: inside"}


def test_before_the_first_commit_there_is_no_past(tmp_path: Path) -> None:
    past = lines_ever(_repository(tmp_path / "plan"), b"id")
    assert past is not None
    assert past.lines == frozenset()


def test_a_shallow_copy_is_not_the_whole_past(tmp_path: Path) -> None:
    folder = _repository(tmp_path / "plan")
    _commit(folder, a="id: one\n")
    _commit(folder, a="id: two\n")
    _git(tmp_path, "clone", "-q", "--depth", "1", f"file://{folder}", "copy")
    past = lines_ever(tmp_path / "copy", b"id")
    assert past is not None
    assert not past.is_whole


def test_outside_a_repository_and_without_git_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "a.yaml").write_text("id: one\n")
    assert lines_ever(tmp_path, b"id") is None
    assert kept_in(tmp_path, [tmp_path / "a.yaml"]) is None

    folder = _repository(tmp_path / "plan")
    _commit(folder, a="id: one\n")
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    assert lines_ever(folder, b"id") is None
    assert kept_in(folder, [folder / "a.yaml"]) is None


def test_a_file_is_kept_where_git_has_it_as_it_is(tmp_path: Path) -> None:
    folder = _repository(tmp_path / "plan")
    _commit(folder, kept="a\n", changed="a\n", staged="a\n", gone="a\n")
    (folder / "changed.yaml").write_text("b\n")
    (folder / "staged.yaml").write_text("b\n")
    _git(folder, "add", "staged.yaml")
    (folder / "new.yaml").write_text("a\n")
    (folder / "gone.yaml").unlink()

    asked = [folder / f"{stem}.yaml" for stem in ("kept", "changed", "staged", "gone", "new", "never")]

    # What is staged comes back as it was staged, which is as it is now.
    unchanged = frozenset((folder / "kept.yaml", folder / "staged.yaml"))
    known = unchanged | {folder / "changed.yaml", folder / "gone.yaml"}
    assert kept_in(folder, asked) == Kept(known, unchanged)


@ROOT_ONLY
def test_names_of_every_kind_are_asked_about_as_they_are(tmp_path: Path) -> None:
    folder = _repository(tmp_path / "plan")
    names = [
        "with blank.yaml",
        "caf\u00e9.yaml",
        "-o.yaml",
        "line\nbreak.yaml",
        "[a]*.yaml",
        ":(top)x.yaml",
        'q"uote.yaml',
    ]
    for name in names:
        (folder / name).write_text("a\n")
    _commit(folder)
    (folder / "a.yaml").write_text("matches [a]*.yaml\n")

    paths = [folder / name for name in names]

    assert kept_in(folder, paths) == Kept(frozenset(paths), frozenset(paths))
    assert kept_in(folder, [folder / "a.yaml"]) == Kept(frozenset(), frozenset())


def test_from_a_folder_below_the_repositorys_root(tmp_path: Path) -> None:
    folder = _repository(tmp_path / "plans")
    (folder / "one").mkdir()
    (folder / "one" / "a.yaml").write_text("a\n")
    _commit(folder, b="b\n")
    inside = folder / "one" / "a.yaml"
    both = frozenset((inside, folder / "b.yaml"))
    assert kept_in(folder / "one", [inside, folder / "b.yaml"]) == Kept(both, both)


def test_a_repositorys_own_programs_are_not_run(tmp_path: Path) -> None:
    folder = _repository(tmp_path / "plan")
    _commit(folder, a="id: one\n")
    spy = tmp_path / "spy"
    spy.write_text(f"#!/bin/sh\ntouch '{tmp_path / 'was-run'}'\n")
    spy.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "diff.external", "diff.spy.textconv"):
        _git(folder, "config", key, str(spy))
    (folder / ".gitattributes").write_text("*.yaml diff=spy\n")
    (folder / "a.yaml").write_text("id: two\n")

    past = lines_ever(folder, b"id")

    assert past is not None
    assert past.lines == {b"id: one"}
    assert kept_in(folder, [folder / "a.yaml"]) == Kept(frozenset((folder / "a.yaml",)), frozenset())
    assert not (tmp_path / "was-run").exists()
