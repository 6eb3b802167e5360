"""The commit that a change is compared with."""

from __future__ import annotations

from pathlib import Path

import pytest

from actionplan.world.base import Base, base_of
from actionplan.world.repository import Repository
from actionplan.world.workspace import CannotRun
from tests.world.made import Made, clone, made

DEEPEN = (
    "With actions/checkout, set fetch-depth: 0. In GitLab, set GIT_DEPTH: 0. Elsewhere, type: git fetch --unshallow"
)


@pytest.fixture
def plan(tmp_path: Path) -> Made:
    """One commit on main and one on review, which has left main there; review is checked out."""
    repository = made(tmp_path / "plan")
    repository.commit({"start": "1"})
    repository.branch("review")
    repository.commit({"review": "1"})
    return repository


def base(repository: Made, ref: str, head: str = "HEAD", *, is_edited: bool = False) -> Base:
    return base_of(Repository(repository.top, ""), ref, head, is_edited=is_edited)


def refusal(repository: Made, ref: str, head: str = "HEAD") -> str:
    with pytest.raises(CannotRun) as caught:
        base(repository, ref, head)
    assert caught.value.exit_code == 3
    return str(caught.value)


def test_a_branch_that_builds_on_the_other(plan: Made) -> None:
    assert base(plan, "main") == (plan.at("main"), "main", "main itself")
    assert base(plan, "HEAD~1") == (plan.at("main"), "HEAD~1", "HEAD~1 itself")


def test_a_branch_that_the_other_has_left_behind(plan: Made) -> None:
    start = plan.at("main")
    plan.branch("main", "main")
    plan.commit({"later": "1"})
    plan.git("checkout", "--quiet", "review")
    assert base(plan, "main") == (start, "main", "where your branch left main")
    assert base(plan, "main", "review") == (start, "main", "where review left main")
    plan.git("checkout", "--quiet", "--detach")
    assert base(plan, "main").commit == start


def test_a_merge_made_to_check_a_branch(plan: Made, tmp_path: Path) -> None:
    plan.branch("main", "main")
    before = plan.commit({"later": "1"})
    plan.git("checkout", "--quiet", "--detach")
    plan.merge("review")
    assert base(plan, "main") == (before, "main", "the first parent of this merge")
    plan.git("branch", "checked")
    plan.branch("main", "main")
    plan.commit({"later still": "1"})
    assert base(plan, "main", "checked") == (before, "main", "the first parent of this merge")
    plan.merge("review")  # so that main holds both sides of the merge that is checked
    assert base(plan, "main", "checked") == (before, "main", "the first parent of this merge")


def test_a_merge_of_the_other_into_the_branch(plan: Made) -> None:
    plan.branch("main", "main")
    later = plan.commit({"later": "1"})
    plan.git("checkout", "--quiet", "review")
    plan.merge("main")
    assert base(plan, "main") == (later, "main", "main itself")
    plan.commit({"more": "1"})
    assert base(plan, "main") == (later, "main", "main itself")


def test_what_is_in_the_other_already_is_compared_with_the_commit_before(plan: Made) -> None:
    start, change = plan.at("main"), plan.at("review")
    assert base(plan, "review") == (start, "review", "the commit before")
    assert base(plan, "HEAD") == (start, "HEAD", "the commit before")
    plan.branch("main", "main")
    plan.merge("review")
    assert base(plan, "main") == (start, "main", "the first parent of this merge")
    assert base(plan, "main", "review") == (start, "main", "the commit before")
    assert base(plan, "main", "review", is_edited=True) == (change, "main", "review itself")


def test_changes_that_are_not_committed_yet(plan: Made) -> None:
    change = plan.at("review")
    assert base(plan, "HEAD", is_edited=True) == (change, "HEAD", "HEAD itself")
    assert base(plan, "review", is_edited=True) == (change, "review", "HEAD itself")
    assert base(plan, "main", is_edited=True) == (plan.at("main"), "main", "main itself")


def test_the_first_commit(plan: Made) -> None:
    assert refusal(plan, "main", "main") == (
        "main is the first commit, so there is nothing before it.\nCompare again after the next one."
    )


def test_branches_without_a_common_commit(plan: Made) -> None:
    plan.git("checkout", "--quiet", "--orphan", "alone")
    plan.commit({"alone": "1"})
    assert refusal(plan, "main") == (
        "HEAD and main have no commit in common.\nName the branch that the change is to go into."
    )


def test_branches_merged_into_each_other(plan: Made) -> None:
    plan.branch("main", "main")
    ours = plan.commit({"later": "1"})
    plan.merge("review")
    plan.git("checkout", "--quiet", "review")
    plan.merge(ours)
    plan.commit({"more": "1"})
    assert refusal(plan, "main") == (
        "HEAD and main were merged into each other, so there are 2 commits where they parted.\n"
        "Merge once more, then there is one: git merge main"
    )
    plan.merge("main")
    assert base(plan, "main") == (plan.at("main"), "main", "main itself")


def test_a_shallow_clone_of_a_merge(plan: Made, tmp_path: Path) -> None:
    plan.branch("main", "main")
    before = plan.commit({"later": "1"})
    plan.merge("review")
    two = clone(plan, tmp_path / "two", "--depth=2")
    assert base(two, "HEAD^1") == (before, "HEAD^1", "the first parent of this merge")
    assert base(two, "origin/main") == (before, "origin/main", "the first parent of this merge")
    one = clone(plan, tmp_path / "one", "--depth=1")
    assert refusal(one, "HEAD^1") == (
        f"git knows no commit by the name HEAD^1, and this clone holds only part of the history.\n{DEEPEN}"
    )
    assert refusal(one, "HEAD") == f"This clone does not hold the commit before HEAD.\n{DEEPEN}"
    assert base(one, "HEAD", is_edited=True).commit == plan.at("main")


def test_a_shallow_clone_in_which_it_cannot_be_known(plan: Made, tmp_path: Path) -> None:
    plan.branch("main", "main")
    plan.commit({"later": "1"})
    shallow = clone(plan, tmp_path / "shallow", "--depth=1", "--no-single-branch")
    said = "This clone holds only part of the history, so it cannot be known where HEAD left origin/review.\n"
    assert refusal(shallow, "origin/review") == said + DEEPEN
    shallow.git("fetch", "--quiet", "--unshallow", env={"GIT_ALLOW_PROTOCOL": "file"})
    assert base(shallow, "origin/review").commit == plan.at("review~1")


def test_a_common_commit_of_a_shallow_clone_may_not_be_the_last_one(tmp_path: Path) -> None:
    """Where the way to the last one is cut, git names an older one; what came in between would be passed over."""
    plan = made(tmp_path / "plan")
    old = plan.commit({"old": "1"})
    parted = plan.commit({"parted": "1"})
    for number in range(5):
        plan.commit({"review": str(number)})
    for branch, start in (("main", parted), ("review", plan.at("HEAD"))):
        tip = plan.git("commit-tree", f"{start}^{{tree}}", "-p", start, "-p", old, "-m", "Merge")
        plan.git("update-ref", f"refs/heads/{branch}", tip)
    shallow = clone(plan, tmp_path / "shallow", "--depth=3", "--no-single-branch")

    assert base(plan, "main", "review") == (parted, "main", "where review left main")
    assert shallow.git("merge-base", "--all", "origin/main", "origin/review") == old
    said = "This clone holds only part of the history, so it cannot be known where origin/review left origin/main.\n"
    assert refusal(shallow, "origin/main", "origin/review") == said + DEEPEN


@pytest.mark.parametrize("ref", ["^main", "main..HEAD", "--output=x", "", "-x", "nothing"])
def test_what_is_no_commit_is_refused_on_either_side(plan: Made, ref: str) -> None:
    assert refusal(plan, ref) == refusal(plan, "main", ref)


def test_a_history_that_is_damaged(plan: Made) -> None:
    first = plan.at("main")
    plan.commit({"more": "1"})
    (plan.top / ".git/objects" / first[:2] / first[2:]).unlink()
    assert refusal(plan, "review~1", "review").endswith("To see what is damaged: git fsck")
