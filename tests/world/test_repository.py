"""Which repository a folder is in, and which commit a name stands for."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from actionplan.world import gitcall
from actionplan.world.repository import Repository, is_shallow, repository_of, resolve
from actionplan.world.trees import entries_at
from actionplan.world.workspace import CannotRun
from tests.world.made import Failed, Made, clone, made

DEEPEN = (
    "With actions/checkout, set fetch-depth: 0. In GitLab, set GIT_DEPTH: 0. Elsewhere, type: git fetch --unshallow"
)


@pytest.fixture
def plan(tmp_path: Path) -> Made:
    """A repository with one plan file."""
    repository = made(tmp_path / "plan")
    repository.commit({"commitments/northfield/plan.yaml": "format: 1\n"})
    return repository


def refusal(folder: Path) -> str:
    with pytest.raises(CannotRun) as caught:
        repository_of(folder)
    assert caught.value.exit_code == 3
    return str(caught.value)


def unresolved(repository: Made, ref: str) -> str:
    with pytest.raises(CannotRun) as caught:
        resolve(Repository(repository.top, ""), ref)
    return str(caught.value)


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_the_top_and_the_path_below_it(plan: Made) -> None:
    assert repository_of(plan.top) == (plan.top, "")
    assert repository_of(plan.top / "commitments/northfield") == (plan.top, "commitments/northfield")


def test_a_folder_with_an_odd_name(tmp_path: Path) -> None:
    plan = made(tmp_path / os.fsdecode(b"line\nend \xff "))
    folder = plan.top / os.fsdecode(b"pl\xe4ne\t\n")
    plan.commit({"a": "1"})
    folder.mkdir()
    (folder / "b").write_bytes(b"2")
    plan.commit({})

    repository = repository_of(folder)

    assert repository == (plan.top, os.fsdecode(b"pl\xe4ne\t\n"))
    assert [each.path for each in entries_at(repository, resolve(repository, "HEAD"))] == ["b"]


def test_a_folder_reached_by_a_link(plan: Made, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(plan.top / "commitments")
    assert repository_of(tmp_path / "link") == (plan.top, "commitments")


def test_a_worktree_and_a_submodule(plan: Made, tmp_path: Path) -> None:
    plan.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "beside"))
    outer = made(tmp_path / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(plan.top), "inner")
    outer.commit({})
    commit = plan.at("HEAD")
    for top in (tmp_path / "beside", outer.top / "inner"):
        repository = repository_of(top / "commitments")
        assert repository == (top, "commitments")
        assert resolve(repository, "HEAD") == commit
        assert [each.path for each in entries_at(repository, commit)] == ["northfield/plan.yaml"]


def test_a_folder_outside(tmp_path: Path) -> None:
    assert refusal(tmp_path) == (
        f"{tmp_path} is not in a git repository, so there is nothing to compare with.\n"
        "Go to a clone of the repository, or leave out what asks for its history."
    )


def test_a_bare_repository_and_gits_own_folder(plan: Made, tmp_path: Path) -> None:
    bare = clone(plan, tmp_path / "bare", "--bare").top
    for folder in (bare, plan.top / ".git"):
        assert refusal(folder) == (
            f"{folder} is in a git repository that has no files laid out: it is bare, or git's own folder.\n"
            "Clone it, then go to the folder that holds the plans."
        )


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_repository_of_somebody_else(plan: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))  # where no folder is called safe
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    os.chown(plan.top, 12345, 12345)
    os.chown(plan.top / ".git", 12345, 12345)
    assert refusal(plan.top / "commitments") == (
        f"git does not read {plan.top}/commitments: it belongs to another user of this machine.\n"
        f"If you trust what is in it, type: git config --global --add safe.directory {plan.top}"
    )
    subprocess.run(["git", "config", "--global", "--add", "safe.directory", str(plan.top)], check=True)
    assert repository_of(plan.top / "commitments") == (plan.top, "commitments")


def test_a_damaged_repository(plan: Made) -> None:
    (plan.top / ".git/config").write_text("[core\n", encoding="ascii")
    said = refusal(plan.top)
    assert said.startswith(f"git cannot read the repository of {plan.top}: bad config line 1 in file ")
    assert said.endswith("\nTry there: git status")


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone") == (
        f"The folder {tmp_path}/gone is gone.\nGo to the folder that holds the plans, then run the command again."
    )


NO_GIT = (
    "git is not installed, or is not on the PATH.\n"
    "Install it from https://git-scm.com, open a new window, then run the command again."
)


def program(folder: Path, text: str) -> Path:
    """A program by the name of git in *folder*."""
    folder.mkdir(exist_ok=True)
    path = folder / "git"
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="ascii")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_no_git(plan: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal(plan.top) == NO_GIT


def test_a_program_in_the_folder_that_is_looked_at_is_never_run(
    plan: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(plan.top, f">{tmp_path}/ran; echo true")
    monkeypatch.chdir(plan.top)
    for path in (f".{os.pathsep}", "", f"{os.pathsep}."):
        monkeypatch.setenv("PATH", path)
        assert refusal(plan.top) == NO_GIT
    assert not (tmp_path / "ran").exists()
    monkeypatch.setenv("PATH", str(plan.top))  # named outright, it is run
    assert repository_of(plan.top) == (Path("true"), "true")
    assert (tmp_path / "ran").exists()


def test_a_git_that_hangs_is_stopped(plan: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path / "slow", "exec sleep 600")
    monkeypatch.setattr(gitcall, "TIMEOUT_SECONDS", 0.2)
    monkeypatch.setenv("PATH", f"{tmp_path}/slow{os.pathsep}{os.environ['PATH']}")
    assert refusal(plan.top) == (
        "git rev-parse took longer than 0.2 seconds and was stopped.\nIs the drive slow or busy? Try again."
    )


def test_variables_of_git_are_not_followed(plan: Made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    other = made(tmp_path / "other")
    other.commit({"x": "y"})
    monkeypatch.setenv("GIT_DIR", str(other.top / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.top))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other.top / ".git/objects"))
    monkeypatch.setenv("GIT_NAMESPACE", "evil")
    repository = repository_of(plan.top / "commitments")
    assert repository == (plan.top, "commitments")
    assert [each.path for each in entries_at(repository, resolve(repository, "main"))] == ["northfield/plan.yaml"]


def test_names_of_a_commit(plan: Made) -> None:
    first = plan.at("HEAD")
    plan.git("tag", "-m", "Review", "v2015-q2")
    second = plan.commit({"commitments/x": "1"})
    plan.git("update-ref", "refs/remotes/origin/main", first)
    plan.git("checkout", "--quiet", "--detach")
    repository = repository_of(plan.top)
    names = ("main", "HEAD", "@", "HEAD~1", "v2015-q2", "origin/main", "refs/heads/main", first, first[:12], "main^0")
    assert [resolve(repository, each) for each in names] == [
        second, second, second, first, first, first, second, first, first, second
    ]  # fmt: skip


RANGES = ["main..HEAD", "HEAD..main", "..", "main...HEAD"]
UNKNOWN = [
    "^main", "^HEAD", "--output=x", "--all", "-x", "-", "--", "^", "HEAD^@", "HEAD^!", "HEAD^-", "HEAD:commitments",
    "main^{tree}", "main\nHEAD", "main HEAD", "*", "refs/heads/*", "0" * 40, "f" * 64, "main\0", "\ud800", " ", "HEAD~99",
    "x" * 5_000, "$(touch x)", "`touch x`", ";touch x", "main@{99}",
]  # fmt: skip


@pytest.mark.parametrize("ref", [*RANGES, *UNKNOWN])
def test_anything_that_is_not_one_commit_is_refused(plan: Made, ref: str) -> None:
    before = names_in(plan.top)
    said = unresolved(plan, ref)
    shown = ref if len(ref) <= 200 else f"{ref[:200]}…"
    if ref in RANGES:
        assert said == f"{ref} is a range of commits.\nName one commit, branch or tag, such as main."
    else:
        assert said.startswith(f"git knows no commit by the name {shown}.\n")
    assert names_in(plan.top) == before


@pytest.mark.parametrize("name", ["--output=x", "-x", "^main"])
def test_a_branch_with_a_malicious_name_is_only_a_name(plan: Made, name: str) -> None:
    plan.commit({"commitments/x": "1"})
    (plan.top / f".git/refs/heads/{name}").write_text(plan.at("HEAD~1") + "\n", encoding="ascii")
    if name == "^main":
        assert unresolved(plan, name) == "git knows no commit by the name ^main.\nDid you mean main?"
    else:
        assert resolve(Repository(plan.top, ""), name) == plan.at("HEAD~1")
    assert names_in(plan.top) == [".git", "commitments"]


def test_no_name(plan: Made) -> None:
    assert unresolved(plan, "") == "No revision is named.\nName a branch, a tag or a commit, such as main."


def test_a_misspelt_name(plan: Made) -> None:
    plan.git("branch", "review/2015-16-q2")
    assert unresolved(plan, "mian") == "git knows no commit by the name mian.\nDid you mean main?"
    assert unresolved(plan, "review/2015-q2") == (
        "git knows no commit by the name review/2015-q2.\nDid you mean review/2015-16-q2?"
    )
    assert unresolved(plan, "zzz") == (
        "git knows no commit by the name zzz.\nTo see the names there are: git branch --all; git tag"
    )


def test_a_branch_that_only_the_remote_has(plan: Made, tmp_path: Path) -> None:
    copy = clone(plan, tmp_path / "copy")
    copy.git("checkout", "--quiet", "--detach")
    copy.git("branch", "--quiet", "-D", "main")
    copy.git("tag", "mains")
    assert unresolved(copy, "main") == "git knows no commit by the name main.\nDid you mean origin/main?"


def test_a_name_that_stands_for_two_commits(plan: Made) -> None:
    plan.git("branch", "q2")
    plan.commit({"commitments/x": "1"})
    plan.git("tag", "q2")
    plan.git("config", "core.warnAmbiguousRefs", "false")
    assert unresolved(plan, "q2") == (
        "q2 may stand for several things here, such as a branch and a tag of that name.\n"
        "Write which: refs/heads/q2, refs/remotes/q2 or refs/tags/q2."
    )
    repository = Repository(plan.top, "")
    assert resolve(repository, "refs/heads/q2") == plan.at("HEAD~1")
    assert resolve(repository, "refs/tags/q2") == plan.at("HEAD")


def test_a_branch_called_head_changes_nothing(plan: Made) -> None:
    first = plan.at("HEAD")
    second = plan.commit({"commitments/x": "1"})
    plan.git("update-ref", "refs/heads/HEAD", first)
    plan.git("update-ref", "refs/tags/HEAD", first)
    assert resolve(Repository(plan.top, ""), "HEAD") == second


def test_a_branch_called_like_a_hash_does_not_stand_for_it(plan: Made) -> None:
    first = plan.at("HEAD")
    second = plan.commit({"commitments/x": "1"})
    plan.git("update-ref", f"refs/heads/{first}", second)
    with pytest.raises(CannotRun):  # git takes the hash, and warns
        resolve(Repository(plan.top, ""), first)


def test_before_the_first_commit(tmp_path: Path) -> None:
    plan = made(tmp_path / "new")
    assert repository_of(plan.top) == (plan.top, "")
    said = "Nothing has been committed here yet, so there is nothing to compare with.\nCommit the plan first."
    assert unresolved(plan, "HEAD") == said
    assert unresolved(plan, "main").startswith("git knows no commit by the name main.\n")


def test_a_name_that_a_shallow_clone_does_not_hold(plan: Made, tmp_path: Path) -> None:
    first = plan.at("HEAD")
    plan.commit({"commitments/x": "1"})
    shallow = clone(plan, tmp_path / "shallow", "--depth=1")
    whole = clone(plan, tmp_path / "whole")
    assert [is_shallow(Repository(each.top, "")) for each in (plan, shallow, whole)] == [False, True, False]
    for ref in ("HEAD^1", first):
        assert unresolved(shallow, ref) == (
            f"git knows no commit by the name {ref}, and this clone holds only part of the history.\n{DEEPEN}"
        )


def test_hashes_of_sixty_four_digits(tmp_path: Path) -> None:
    try:
        plan = made(tmp_path / "long", "--object-format=sha256")
    except Failed:
        pytest.skip("this git knows one kind of hash only")
    commit = plan.commit({"commitments/plan.yaml": "1"})
    repository = repository_of(plan.top / "commitments")
    assert len(resolve(repository, "main")) == 64
    assert resolve(repository, "main") == commit
    assert [each.path for each in entries_at(repository, commit)] == ["plan.yaml"]
