"""The commits that changed the plans, oldest first, each with the files it changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from actionplan.world.ancestry import Ancestry
from actionplan.world.gitcall import HASH, run, started, streams_of
from actionplan.world.objects import Blobs
from actionplan.world.repository import DEEPEN, Repository, is_shallow, resolve
from actionplan.world.trees import Difference, Leaf, Trees
from actionplan.world.workspace import CannotRun


class Changed(NamedTuple):
    """A file that a commit changed: the hash of what it held before and holds after, None where there was no file.

    Before is as the first parent had it; for a merge, `others` is as each further parent had it. The mode is the one
    after, "" where the file is gone.
    """

    path: str
    before: str | None
    after: str | None
    mode: str = ""
    others: tuple[str | None, ...] = ()


class Commit(NamedTuple):
    """A commit that changed the plans. Times are ISO text with their zone, as git has them; "" where it has none.

    `folder` is the hash of the plans' folder, `before` that of its first parent's, "" for none. `brought` is there
    for a merge: for each parent, the commits that it did not have until the merge.
    """

    hash: str
    parents: tuple[str, ...]
    author: str
    email: str
    authored: str
    committed: str
    subject: str
    changes: tuple[Changed, ...]
    folder: str
    before: str
    brought: tuple[frozenset[str], ...] = ()


class _Line(NamedTuple):
    """A commit as it is listed."""

    hash: str
    root: str
    parents: tuple[str, ...]
    author: str
    email: str
    authored: str
    committed: str
    subject: str


_FORMAT = "--format=%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cI%x00%s"
_FIELDS = _FORMAT.count("%x00") + 1


def commits(repository: Repository, ref: str, since: str | None = None) -> Iterator[Commit]:
    """Each commit up to *ref* that changed the plans' folder, parents before children; those in *since* are left out.

    A merge is among them only for files that it decided itself: the result is no parent's, or drops what one side
    did. What it took over whole belongs to the commits that did it.
    Raises CannotRun where the clone holds only part of the history, or the folder is not in git at *ref*.
    """
    last = resolve(repository, ref)
    passed = _ancestors(repository, resolve(repository, since)) if since is not None else frozenset()
    if is_shallow(repository):
        raise CannotRun(f"This clone holds only part of the history, so not all of it can be checked.\n{DEEPEN}")
    with Blobs(repository) as blobs:
        trees = Trees(blobs)
        if not trees.folder_at(last, repository.prefix):
            raise CannotRun(f"{repository.prefix} is not in git at {ref}, so it has no history.\nCommit it first.")
        walk = _Walk(trees, repository.prefix)
        for line in _listed(repository, last):
            commit = walk.step(line)
            if commit.changes and commit.hash not in passed:
                yield commit


def _ancestors(repository: Repository, commit: str) -> frozenset[str]:
    listed = run(repository.top, "rev-list", commit)
    if listed is None:
        raise CannotRun(_UNREADABLE)
    return frozenset(listed.decode("ascii", "replace").split())


def _listed(repository: Repository, last: str) -> Iterator[_Line]:
    arguments = ("--topo-order", "--reverse", "--encoding=UTF-8", _FORMAT, last)
    with started(repository.top, "rev-list", *arguments) as git:
        seen = ""
        for line in streams_of(git)[1]:
            if not line.startswith(b"commit "):  # each is announced by its hash
                listed = _line(line)
                seen = listed.hash
                yield listed
        if git.wait() or seen != last:
            raise CannotRun(_UNREADABLE)


_UNREADABLE = "git cannot read all of the history.\nTo see what is damaged: git fsck"


def _line(line: bytes) -> _Line:
    words = line.removesuffix(b"\n").decode("utf-8", "backslashreplace").split("\0", _FIELDS - 1)
    if len(words) != _FIELDS or not HASH.fullmatch(words[0]):
        raise CannotRun(_UNREADABLE)
    return _Line(words[0], words[1], tuple(words[2].split()), *words[3:])


class _Walk:
    """The way through a history from its first commit on: which folder each commit had, and what it touched."""

    def __init__(self, trees: Trees, prefix: str) -> None:
        self._trees = trees
        self._prefix = prefix
        self._ancestry = Ancestry()
        self._folders: dict[str, str] = {}
        self._touched: dict[str, frozenset[bytes]] = {}

    def step(self, line: _Line) -> Commit:
        """The next commit, whose parents have all been passed."""
        folder = self._folders[line.hash] = self._trees.folder_in(line.root, self._prefix)
        befores = [self._folders[each] for each in line.parents] or [""]
        self._ancestry.add(line.hash, line.parents)
        differences = [self._trees.difference(each, folder) if each != folder else {} for each in befores]
        is_merge = len(befores) > 1 and any(differences)
        brought = self._ancestry.brought_by(line.parents) if is_merge else ()
        paths = self._decided(differences, brought) if is_merge else differences[0].keys()
        if paths:
            self._touched[line.hash] = frozenset(paths)
        changes = tuple(_changed(path, differences) for path in sorted(paths))
        named = (line.author, line.email, line.authored, line.committed, line.subject)
        return Commit(line.hash, line.parents, *named, changes, folder, befores[0], brought)

    def _decided(self, differences: Sequence[Difference], brought: Sequence[frozenset[str]]) -> AbstractSet[bytes]:
        """The paths of a merge whose result is not simply that of a parent which the others added nothing to."""
        added = [frozenset[bytes]().union(*map(self._touched_by, names)) for names in brought]
        sides = list(zip(differences, added, strict=True))
        paths = frozenset[bytes]().union(*differences)
        return {path for path in paths if all(path in differs or path in new for differs, new in sides)}

    def _touched_by(self, name: str) -> frozenset[bytes]:
        return self._touched.get(name, frozenset())


def _changed(path: bytes, differences: Sequence[Difference]) -> Changed:
    after = next(differs[path][1] for differs in differences if path in differs)
    befores = [_hash(differs[path][0] if path in differs else after) for differs in differences]
    return Changed(os.fsdecode(path), befores[0], _hash(after), after.mode if after else "", tuple(befores[1:]))


def _hash(leaf: Leaf | None) -> str | None:
    return leaf.blob if leaf else None
