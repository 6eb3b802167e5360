"""What git has stored, by hash. Nothing is checked out, and nothing is fetched."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from typing import IO

from actionplan.world.gitcall import HASH, run, started, streams_of
from actionplan.world.patience import Patience
from actionplan.world.repository import Repository
from actionplan.world.workspace import FILE_LIMIT, CannotRun

_CHUNK = 1 << 20
_LONG_HASH = 64
_HEADER_PARTS = 3  # hash, kind, size


class Blobs:
    """What a repository has stored, read from one git that runs as long as the block."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._open = ExitStack()

    def __enter__(self) -> Blobs:
        git = self._open.enter_context(started(self._repository.top, "cat-file", "--batch"))
        self._patience = self._open.enter_context(Patience(git).watching())
        self._asked, self._told = streams_of(git)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def read(self, blob: str) -> bytes | None:
        """What the file *blob* holds; None where that is more than 16 MiB. Raises CannotRun where it cannot be had."""
        return self._read(blob, "blob")

    def whole(self, name: str, kind: str) -> bytes:
        """The object *name* of that *kind*: a commit or a tree. Raises CannotRun where it cannot be had."""
        data = self._read(name, kind)
        if data is None:
            raise damaged(name)
        return data

    def _read(self, name: str, kind: str) -> bytes | None:
        if not HASH.fullmatch(name):
            raise ValueError(name)
        with self._patience.waiting():
            header = _header(self._asked, self._told, name)
            if len(header) == _HEADER_PARTS and header[1] == kind:
                data = _content(self._told, int(header[2]))
                if data is None or _is_stored_as(name, f"{kind} {header[2]}", data):
                    return data
        if header[-1:] != ["missing"]:
            self._open.close()  # what it says next would be taken for the answer to another question
        raise self._lost(name)

    def _lost(self, name: str) -> CannotRun:
        """Why *name* cannot be had: this clone was made without it, or else is damaged."""
        promised = run(
            self._repository.top, "config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$"
        )
        return CannotRun(_LEFT_OUT) if promised else damaged(name)


_LEFT_OUT = (
    "This clone was made without all of its files, and nothing is fetched here.\n"
    "Fetch them once: git fetch --refetch --no-filter. With actions/checkout, leave out filter."
)


def damaged(name: str) -> CannotRun:
    """The refusal to go on without the object *name*."""
    return CannotRun(f"git cannot read {name[:12]} from its store.\nTo see what is damaged: git fsck")


def _header(asked: IO[bytes], told: IO[bytes], name: str) -> list[str]:
    try:
        asked.write(f"{name}\n".encode("ascii"))
        asked.flush()
        return told.readline().decode("ascii", "replace").split()
    except (OSError, ValueError):  # git has ended; the streams are closed
        return []


def _content(told: IO[bytes], size: int) -> bytes | None:
    """What follows: *size* bytes, or fewer where git ends; None where there are more than are read."""
    if size <= FILE_LIMIT:
        return told.read(size + 1)[:-1]
    left = size + 1
    while left:
        read = len(told.read(min(left, _CHUNK)))
        if not read:
            return b""
        left -= read
    return None


def _is_stored_as(name: str, announced: str, data: bytes) -> bool:
    """Whether *name* is the hash of *data* as *announced*: git hands out damaged objects without a word."""
    algorithm = "sha256" if len(name) == _LONG_HASH else "sha1"
    stored = hashlib.new(algorithm, f"{announced}\0".encode("ascii"), usedforsecurity=False)
    stored.update(data)
    return stored.hexdigest() == name
