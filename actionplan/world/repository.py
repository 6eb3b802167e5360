"""The repository that a folder lies in, and which commit a name stands for."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import NamedTuple

from actionplan.world.gitcall import HASH, ask
from actionplan.world.workspace import CannotRun

_NAMES_COMPARED = 5_000
_ECHOED = 200
_REFS = ("refs/heads", "refs/remotes", "refs/tags")

DEEPEN = (
    "With actions/checkout, set fetch-depth: 0. In GitLab, set GIT_DEPTH: 0. Elsewhere, type: git fetch --unshallow"
)


class Repository(NamedTuple):
    """A work tree of git: its root, and the path of the plans' folder below that, "" where they are the same."""

    top: Path
    prefix: str


def repository_of(folder: Path) -> Repository:
    """The repository that *folder* lies in. Raises CannotRun where there is none that may be read."""
    inside = ask(folder, "rev-parse", "--is-inside-work-tree")
    if inside.code:
        raise CannotRun(_no_repository(folder, os.fsdecode(inside.err)))
    if inside.out.strip() != b"true":
        raise CannotRun(
            f"{folder} is in a git repository that has no files laid out: it is bare, or git's own folder.\n"
            "Clone it, then go to the folder that holds the plans."
        )
    return Repository(Path(_path(folder, "--show-toplevel")), _path(folder, "--show-prefix").removesuffix("/"))


def _path(folder: Path, question: str) -> str:
    answer = ask(folder, "rev-parse", question)
    if answer.code:
        raise CannotRun(_no_repository(folder, os.fsdecode(answer.err)))
    return os.fsdecode(answer.out.removesuffix(b"\n"))


def _no_repository(folder: Path, said: str) -> str:
    if "dubious ownership" in said:
        owned = re.search(r"repository at '(.*)'\n", said, re.DOTALL)
        trusted = shlex.quote(owned.group(1)) if owned else "FOLDER"
        return (
            f"git does not read {folder}: it belongs to another user of this machine.\n"
            f"If you trust what is in it, type: git config --global --add safe.directory {trusted}"
        )
    if "not a git repository" in said:
        return (
            f"{folder} is not in a git repository, so there is nothing to compare with.\n"
            "Go to a clone of the repository, or leave out what asks for its history."
        )
    return f"git cannot read the repository of {folder}: {_first_line(said)}\nTry there: git status"


def _first_line(said: str) -> str:
    line = said.strip().partition("\n")[0].removeprefix("fatal: ") or "it does not say why."
    return line[:_ECHOED]


def resolve(repository: Repository, ref: str) -> str:
    """The full hash of the one commit that *ref* stands for. Raises CannotRun for anything else, a range too."""
    answer = ask(repository.top, "rev-parse", "--verify", "--end-of-options", f"{ref}^{{commit}}")
    name = answer.out.decode("ascii", "replace").removesuffix("\n")
    if not ref or answer.code or not HASH.fullmatch(name):
        raise CannotRun(_unknown(repository, ref))
    if b"is ambiguous" in answer.err and ref != "HEAD":  # where that is a branch too, git's own still comes first
        raise CannotRun(
            f"{_echo(ref)} may stand for several things here, such as a branch and a tag of that name.\n"
            f"Write which: refs/heads/{_echo(ref)}, refs/remotes/{_echo(ref)} or refs/tags/{_echo(ref)}."
        )
    return name


def _echo(ref: str) -> str:
    return ref if len(ref) <= _ECHOED else f"{ref[:_ECHOED]}…"


def _unknown(repository: Repository, ref: str) -> str:
    if not ref:
        return "No revision is named.\nName a branch, a tag or a commit, such as main."
    if ref in {"HEAD", "@"}:
        return "Nothing has been committed here yet, so there is nothing to compare with.\nCommit the plan first."
    if ".." in ref:
        return f"{_echo(ref)} is a range of commits.\nName one commit, branch or tag, such as main."
    near = _near(repository, ref)
    if near:
        return f"git knows no commit by the name {_echo(ref)}.\nDid you mean {' or '.join(near)}?"
    if is_shallow(repository):
        return f"git knows no commit by the name {_echo(ref)}, and this clone holds only part of the history.\n{DEEPEN}"
    return f"git knows no commit by the name {_echo(ref)}.\nTo see the names there are: git branch --all; git tag"


def _near(repository: Repository, ref: str) -> list[str]:
    """Branches and tags that *ref* was most likely meant to be: the same one of a remote, else like it."""
    from difflib import get_close_matches

    listed = ask(repository.top, "for-each-ref", f"--count={_NAMES_COMPARED}", "--format=%(refname)", *_REFS)
    names = [os.fsdecode(line).split("/", 2)[2] for line in listed.out.split(b"\n") if line.count(b"/") > 1]
    elsewhere = [name for name in names if name.partition("/")[2] == ref]
    return elsewhere[:3] or get_close_matches(_echo(ref), [name for name in names if len(name) <= _ECHOED])


def is_shallow(repository: Repository) -> bool:
    """Whether this clone holds only part of the history; also where git does not say."""
    return ask(repository.top, "rev-parse", "--is-shallow-repository").out.strip() != b"false"
