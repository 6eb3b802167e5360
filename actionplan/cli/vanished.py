"""A workspace that is not there any more, as the commit has it that the change is compared with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from actionplan.cli.gather import Gathered, chosen_days
from actionplan.world.base import base_of
from actionplan.world.git import WORK_TREE, commit_of
from actionplan.world.repository import Repository, repository_of
from actionplan.world.trees import plans_at
from actionplan.world.workspace import FOLDER, Workspace


def gather_vanished(workspace: str | None, as_at: str | None, ref: str, head: str | None) -> Gathered | None:
    """No plan, in the folder that held the plans where *head* left *ref*; None where no folder did."""
    repository, _ = repository_above(Path(workspace) if workspace else Path.cwd())
    base = base_of(repository, ref, head or "HEAD", is_edited=is_edited(repository.top, head))
    held = {each.rpartition("/")[0] for each in plans_at(repository, base.commit)}
    root = next((path for path, prefix in _candidates(repository, workspace) if prefix in held), None)
    return None if root is None else Gathered(Workspace(root, (), Path.cwd()), (), *chosen_days(as_at))


def repository_above(folder: Path) -> tuple[Repository, Path]:
    """The repository that *folder* lies in, or lay in, and the nearest folder that is still there."""
    there = next(each for each in (folder, *folder.parents) if each.is_dir())
    found = repository_of(there)
    below = folder.relative_to(there).as_posix().removeprefix(".")
    return found._replace(prefix="/".join(each for each in (found.prefix, below) if each)), there


def is_edited(folder: Path, head: str | None) -> bool:
    """Whether files below *folder* differ from the last commit, and it is they that are asked about."""
    return head is None and (commit_of(folder) or "").endswith(WORK_TREE)


def _candidates(repository: Repository, workspace: str | None) -> Iterator[tuple[Path, str]]:
    """Each folder that would be the workspace, as it is looked for, and its path from the top of the repository."""
    names = [each for each in repository.prefix.split("/") if each]
    asked = Path(workspace) if workspace else Path.cwd()
    for path in (asked,) if workspace else (asked, *asked.parents[: len(names)]):
        yield path / FOLDER, "/".join((*names, FOLDER))
        yield path, "/".join(names)
        names = names[:-1]
