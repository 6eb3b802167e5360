"""Files that a command is asked to write: a report, a schema. Whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from actionplan.world.refused import reason
from actionplan.world.replacing import put_beside, put_in_place, remove
from actionplan.world.workspace import CannotRun


def write_file(path: Path, data: bytes) -> None:
    """Put *data* into *path*: beside it first, then in its place, so that nobody ever sees half a file.

    A link stays one, and what it leads to is written. Into a pipe or a device *data* is sent as it is.
    Raises CannotRun where that cannot be done; what was there before then stays.
    """
    try:
        if path.is_dir():
            raise CannotRun(f"{path} is a folder.\nName a file in it.")
        if not path.parent.is_dir():
            raise CannotRun(f"{path} cannot be written: there is no folder {path.parent}.\nMake the folder first.")
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            _replace(os.path.realpath(path), data)
    except OSError as error:
        why = reason(error)[0]
        raise CannotRun(f"{path} cannot be written: {why}.\nWhat was there before is unchanged.") from None


def _replace(real: str, data: bytes) -> None:
    state = os.stat(real) if os.path.exists(real) else None  # noqa: PTH110, PTH116  # plain text paths, as in replacing
    beside = put_beside(real, data, state)
    try:
        put_in_place(beside, real)
    except BaseException:
        remove(beside)
        raise
