"""The files of a commit, and how two commits differ in them. Nothing is checked out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, TypeAlias

from actionplan.world.gitcall import HASH
from actionplan.world.objects import Blobs, damaged
from actionplan.world.repository import Repository
from actionplan.world.workspace import ENDINGS, HEAD, CannotRun

FOLDER, LINK, SUBMODULE = "040000", "120000", "160000"
FILES_LIMIT = 100_000  # folders within folders of a few kilobytes can stand for more files than there are atoms
_PATH_LIMIT = 4_096
_TREES_KEPT = 2_048


class Leaf(NamedTuple):
    """What a folder holds under a name: its mode as six digits, and its hash."""

    mode: str
    blob: str


class Entry(NamedTuple):
    """A file of a commit: its path from the plans' folder, the hash of what it holds, and its mode.

    Symbolic links and submodules are among them; their mode tells.
    """

    path: str
    blob: str
    mode: str


_Item: TypeAlias = tuple[bytes, bytes, bytes]  # mode, name, hash, as stored: made into a Leaf where it is looked at
Tree: TypeAlias = Mapping[bytes, _Item]
Pair: TypeAlias = tuple[Leaf | None, Leaf | None]
Difference: TypeAlias = Mapping[bytes, Pair]

_ITEM = {size: re.compile(rb"([0-7]{5,6}) ([^\0]+)\0(.{%d})" % size, re.DOTALL) for size in (20, 32)}


def entries_at(repository: Repository, commit: str) -> tuple[Entry, ...]:
    """Every file below the plans' folder at *commit*; none only where the commit truly has no such folder.

    Raises CannotRun where it has one in other capitals, or something else by that name.
    """
    with Blobs(repository) as blobs:
        trees = Trees(blobs)
        return trees.entries(trees.folder_at(commit, repository.prefix))


def plans_at(repository: Repository, commit: str) -> tuple[str, ...]:
    """Every folder of the whole repository with a plan.yaml at *commit*, as a path from its top.

    For telling a plan that is new from one that was moved.
    """
    entries = entries_at(repository._replace(prefix=""), commit)
    heads = (each.path for each in entries if each.path.rpartition("/")[2].lower() in _HEADS)
    return tuple(sorted({path.rpartition("/")[0] for path in heads}))


_HEADS = tuple(f"{HEAD}{ending}" for ending in ENDINGS)


class Trees:
    """The folders that a repository has stored. "" stands for a folder that is not there."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self._tree = lru_cache(maxsize=_TREES_KEPT)(self._read)

    def folder_at(self, commit: str, prefix: str) -> str:
        """The hash of the folder *prefix* at *commit*. Raises CannotRun where it may be meant, and is none."""
        root = self._root_of(commit)
        folder = self.folder_in(root, prefix)
        if not folder:
            self._check_spelling(root, prefix)
        return folder

    def folder_in(self, root: str, prefix: str) -> str:
        """The hash of the folder *prefix* in the folder *root*."""
        found = root
        for name in _names(prefix):
            _, found = _divided(_at(self._tree(found), name))
            if not found:
                return ""
        return found

    def entries(self, folder: str) -> tuple[Entry, ...]:
        """Every file below *folder*, in git's order."""
        return tuple(Entry(os.fsdecode(path), leaf.blob, leaf.mode) for path, leaf in self._leaves(b"", folder))

    def difference(self, before: str, after: str) -> Difference:
        """What each path that differs between two folders holds, before and after."""
        found: dict[bytes, Pair] = {}
        waiting = [(b"", before, after)]
        while waiting:
            above, old, new = waiting.pop()
            for name, (was, now) in _unlike(self._tree(old), self._tree(new)):
                olds, old_below = _divided(was)
                news, new_below = _divided(now)
                if olds or news:
                    found[above + name] = (olds, news)
                if old_below or new_below:
                    waiting.append((above + name + b"/", old_below, new_below))
            _check_size(len(found) + len(waiting), above)
        return found

    def _leaves(self, above: bytes, folder: str) -> Iterator[tuple[bytes, Leaf]]:
        waiting, seen = [(above, Leaf(FOLDER, folder))], 0
        while waiting:
            path, leaf = waiting.pop()
            if leaf.mode != FOLDER:
                yield path, leaf
                continue
            inside, start = self._tree(leaf.blob), path + b"/" if path else b""
            waiting.extend((start + item[1], _leaf(item)) for item in reversed(list(inside.values())))
            seen += len(inside)
            _check_size(seen, path)

    def _check_spelling(self, root: str, prefix: str) -> None:
        """Raise CannotRun where *prefix* is something by another spelling, or is no folder."""
        for name in _names(prefix):
            tree, shown = self._tree(root), os.fsdecode(name)
            file, root = _divided(_at(tree, name))
            if file:
                raise CannotRun(f"{prefix} was not a folder in that commit.\nName a commit in which it was.")
            if not root:
                spelt = [each for each in map(os.fsdecode, tree) if each.casefold() == shown.casefold()]
                if spelt:
                    raise CannotRun(f"In that commit the folder {shown} is spelt {spelt[0]}.\nUse that spelling.")
                return

    def _root_of(self, commit: str) -> str:
        first = self._blobs.whole(commit, "commit").partition(b"\n")[0].decode("ascii", "replace")
        root = first.removeprefix("tree ")
        if not HASH.fullmatch(root):
            raise damaged(commit)
        return root

    def _read(self, folder: str) -> Tree:
        if not folder:
            return {}
        data, size = self._blobs.whole(folder, "tree"), len(folder) // 2
        items = _ITEM[size].findall(data)
        tree = {item[1]: item for item in items}
        is_whole = len(data) == sum(map(len, chain.from_iterable(items))) + 2 * len(items)  # a blank and a zero byte
        if not is_whole or len(tree) != len(items):  # a name that stands twice would hide what it stood for first
            raise damaged(folder)
        return tree


def _names(prefix: str) -> list[bytes]:
    return os.fsencode(prefix).split(b"/") if prefix else []


def _unlike(olds: Tree, news: Tree) -> Iterable[tuple[bytes, Pair]]:
    names = {name for name, _ in olds.items() ^ news.items()}
    return ((name, (_at(olds, name), _at(news, name))) for name in names)


def _at(tree: Tree, name: bytes) -> Leaf | None:
    item = tree.get(name)
    return _leaf(item) if item else None


def _leaf(item: _Item) -> Leaf:
    return Leaf(item[0].decode().zfill(6), item[2].hex())


def _divided(leaf: Leaf | None) -> tuple[Leaf | None, str]:
    """The file that *leaf* is, or the folder."""
    if leaf is None or leaf.mode != FOLDER:
        return leaf, ""
    return None, leaf.blob


def _check_size(seen: int, path: bytes) -> None:
    if seen > FILES_LIMIT or len(path) > _PATH_LIMIT:
        raise CannotRun(f"A commit holds more than {FILES_LIMIT:,} files, or folders too deep, so it is not read.")
