"""What git knows of a folder, in small questions."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from actionplan.world.gitcall import HASH, run

WORK_TREE = "with uncommitted changes"


def commit_of(folder: Path) -> str | None:
    """The commit that *folder* is at, as its first twelve digits, with a word where files in it were changed since.

    None outside a repository, before the first commit, or without git.
    """
    found = run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}")
    name = found.decode("ascii", "replace").strip() if found else ""
    if not HASH.fullmatch(name):
        return None
    changed = run(folder, "status", "--porcelain", "-z", "--", ".")
    if changed is None:
        return None
    return f"{name[:12]} {WORK_TREE}" if changed else name[:12]


_PLAIN_PATCH = ("-p", "-m", "-U0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames")


class Past(NamedTuple):
    """Lines that git has seen come or go in a folder, and whether that is all of them."""

    lines: frozenset[bytes]
    is_whole: bool


def lines_ever(folder: Path, holding: bytes) -> Past | None:
    """Every line with *holding* that any commit of any branch, or a stash, added to a file below *folder* or took away.

    Not whole where git took too long, or the repository holds only part of its history. None outside a repository.
    """
    shallow = run(folder, "rev-parse", "--is-shallow-repository")
    if shallow is None:
        return None
    found = run(folder, "log", "--all", "--reflog", "--format=", *_PLAIN_PATCH, "--", ".")
    lines = (found or b"").split(b"\n")
    kept = frozenset(line[1:].strip() for line in lines if line[:1] in (b"+", b"-") and holding in line)
    return Past(kept, found is not None and shallow.strip() == b"false")


class Kept(NamedTuple):
    """Files that git has, and those of them that `git restore` would bring back as they are now."""

    known: frozenset[Path]
    unchanged: frozenset[Path]


def kept_in(folder: Path, paths: Iterable[Path]) -> Kept | None:
    """Which of *paths* git has in the repository of *folder*; None outside one."""
    names = {os.path.relpath(each, folder): each for each in paths}
    known = run(folder, "ls-files", "-z", "--", *names)
    changed = run(folder, "ls-files", "-z", "--modified", "--", *names)
    if known is None or changed is None:
        return None
    is_known, is_changed = ({os.fsdecode(each) for each in found.split(b"\0")} for found in (known, changed))
    return Kept(
        frozenset(path for name, path in names.items() if name in is_known),
        frozenset(path for name, path in names.items() if name in is_known - is_changed),
    )
