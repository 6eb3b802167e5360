"""Files that are not there yet: what is in their way, and all of them written or none."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from actionplan.world.folders import folders_made
from actionplan.world.gitcall import run
from actionplan.world.replacing import find as find_file
from actionplan.world.root import root_of
from actionplan.world.workspace import FOLDER, CannotRun, find
from actionplan.world.writing import Change, held

_HOSTS = {"github": "github", "gitlab": "gitlab", "dev.azure": "azure", "visualstudio.com": "azure"}


class Site(NamedTuple):
    """Where a plan is to be made.

    `top` is the folder that is named, `plans` the one that holds the plans' folders, there or not; `names` are those
    of the plans that are in it. `repository` is the root of the git repository around it, None without one.
    """

    top: Path
    plans: Path
    names: tuple[str, ...] = ()
    repository: Path | None = None

    @property
    def standing(self) -> Path:
        """The nearest folder that is there already, and holds all that will be written."""
        return next(each for each in (self.repository or self.top, *self.top.parents) if each.is_dir())


def site_at(folder: Path) -> Site:
    """The site at *folder*, which may be missing itself; raises CannotRun where no plan can be made there."""
    folder = folder.absolute()
    if folder.exists() and not folder.is_dir():
        raise CannotRun(f"{folder} is a file.\nName a folder for the plan.")
    if not folder.parent.is_dir():
        raise CannotRun(f"{folder} cannot be made: there is no folder {folder.parent}.\nMake that folder first.")
    try:
        there = find(folder, folder) if folder.is_dir() else None
    except CannotRun:
        there = None
    repository = root_of(folder)
    if there is None:
        top = folder.parent if folder.name == FOLDER else folder
        return Site(top, top / FOLDER, (), repository)
    root = there.root.absolute()
    return Site(root.parent, root, tuple(each.name for each in there.plans), repository)


def service_of(repository: Path) -> str | None:
    """The service that keeps *repository*, as its address tells; None where it does not."""
    address = (run(repository, "config", "--get", "remote.origin.url") or b"").decode("utf-8", "replace").lower()
    return next((service for host, service in _HOSTS.items() if host in address), None)


def in_the_way(files: Mapping[Path, bytes], folder: Path) -> tuple[Path, ...]:
    """What is there already: whatever is in *folder*, and each of the other *files* that holds something else."""
    others = (each for each, data in files.items() if folder not in each.parents)
    return (*_held_by(folder), *(each for each in others if os.path.lexists(each) and not is_there(each, files[each])))


def _held_by(folder: Path) -> tuple[Path, ...]:
    """What *folder* holds but for hidden files; itself, where it is something else."""
    if folder.is_dir():
        return tuple(sorted(each for each in folder.iterdir() if not each.name.startswith(".")))
    return (folder,) if os.path.lexists(folder) else ()


def is_there(path: Path, data: bytes) -> bool:
    """Whether *path* is a file that holds *data*."""
    try:
        found = find_file(os.fspath(path), len(data) + 1)
    except OSError:  # a link, or nothing that may be read
        return False
    return found is not None and found.is_ordinary and found.data == data


def write_new(files: Mapping[Path, bytes], inside: Path) -> None:
    """Write *files*, none of which is there, with the folders they need: all of them or none. *inside* is there.

    Raises Refused where one came to be there meanwhile, or cannot be written; then the folders are gone again, too.
    """
    with folders_made(tuple(_steps(files, inside)), inside), held(tuple(files), inside) as lock:
        lock.write([Change(path, None, data) for path, data in files.items()])


def _steps(files: Mapping[Path, bytes], inside: Path) -> Iterator[Path]:
    """A path in each folder on the way from *inside* to one of *files*, the upper ones first."""
    for path in files:
        yield from (folder / path.name for folder in reversed(path.parents) if folder.is_relative_to(inside))
