"""The commit that a change is compared with."""

from __future__ import annotations

from typing import NamedTuple

from actionplan.world.gitcall import ask
from actionplan.world.repository import DEEPEN, Repository, is_shallow, resolve
from actionplan.world.workspace import CannotRun


class Base(NamedTuple):
    """A commit to compare with, what it was asked for as, and in words how it was found."""

    commit: str
    ref: str
    how: str


def base_of(repository: Repository, ref: str, head: str = "HEAD", *, is_edited: bool = False) -> Base:
    """Where *head* and *ref* parted; for a merge into *ref* its first parent.

    Where all of *head* is in *ref* already, the commit before *head*, so that something is compared. With *is_edited*
    there are changes after *head*, and it is *head* itself.
    Raises CannotRun where it cannot be known for certain: compared with another, what must not pass would.
    """
    theirs, ours = resolve(repository, ref), resolve(repository, head)
    parents = parents_of(repository, ours)
    bases = merge_bases(repository, theirs, ours)
    if bases == (ours,):
        return Base(ours, ref, f"{head} itself") if is_edited else _before(repository, ref, head, parents)
    if len(parents) > 1 and parents[0] in bases:
        return Base(parents[0], ref, "the first parent of this merge")
    if bases == (theirs,):
        return Base(theirs, ref, f"{ref} itself")
    if not bases or is_shallow(repository):
        raise CannotRun(_not_met(repository, ref, head))
    if len(bases) > 1:
        raise CannotRun(
            f"{head} and {ref} were merged into each other, so there are {len(bases)} commits where they parted.\n"
            f"Merge once more, then there is one: git merge {ref}"
        )
    return Base(bases[0], ref, f"where {'your branch' if head == 'HEAD' else head} left {ref}")


def parents_of(repository: Repository, commit: str) -> tuple[str, ...]:
    """The parents of *commit* that this clone holds."""
    answer = ask(repository.top, "rev-list", "--parents", "--max-count=1", commit)
    names = answer.out.decode("ascii", "replace").split()
    if answer.code or names[:1] != [commit]:
        raise CannotRun(f"git cannot read the commit {commit[:12]}.\nTo see what is damaged: git fsck")
    return tuple(names[1:])


def merge_bases(repository: Repository, theirs: str, ours: str) -> tuple[str, ...]:
    """The commits where two parted: mostly one, more where they were merged into each other, or none."""
    answer = ask(repository.top, "merge-base", "--all", theirs, ours)
    if answer.code > 1 or b"error:" in answer.err:
        raise CannotRun("git cannot read the history between the two commits.\nTo see what is damaged: git fsck")
    return tuple(answer.out.decode("ascii", "replace").split())


def _before(repository: Repository, ref: str, head: str, parents: tuple[str, ...]) -> Base:
    if parents:
        return Base(parents[0], ref, "the first parent of this merge" if len(parents) > 1 else "the commit before")
    if is_shallow(repository):
        raise CannotRun(f"This clone does not hold the commit before {head}.\n{DEEPEN}")
    raise CannotRun(f"{head} is the first commit, so there is nothing before it.\nCompare again after the next one.")


def _not_met(repository: Repository, ref: str, head: str) -> str:
    if is_shallow(repository):
        return f"This clone holds only part of the history, so it cannot be known where {head} left {ref}.\n{DEEPEN}"
    return f"{head} and {ref} have no commit in common.\nName the branch that the change is to go into."
