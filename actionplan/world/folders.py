"""A folder that is made for a file, and taken away again where none came into it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from actionplan.world.refused import refusal
from actionplan.world.replacing import flush_folder


@contextmanager
def folders_made(paths: Sequence[Path], inside: Path) -> Iterator[None]:
    """The folders of *paths* are there until the block ends: each missing one is made, in a folder below *inside*.

    One that holds nothing in the end is taken away again. What cannot be made is left to whoever writes, who says why
    not. Raises Refused where the drive says no.
    """
    root = Path(os.path.realpath(inside))
    with ExitStack() as made:
        for path in paths:
            folder = path.parent
            if not os.path.lexists(folder) and _is_within(folder.parent, root):
                made.callback(_remove_empty, folder)
                _make(folder, path)
        yield


def _is_within(folder: Path, root: Path) -> bool:
    real = Path(os.path.realpath(folder))
    return real.is_dir() and real.is_relative_to(root)


def _make(folder: Path, path: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
        flush_folder(os.fspath(folder.parent))
    except OSError as error:
        raise refusal(path, error) from None


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):  # it holds something, or somebody else took it away
        folder.rmdir()
