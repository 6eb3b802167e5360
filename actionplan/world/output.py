"""Files that a command is asked to write: a report, a schema. Whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from actionplan.world.workspace import CannotRun


def write_file(path: Path, data: bytes) -> None:
    """Put *data* into *path*: beside it first, then in its place, so that nobody ever sees half a file.

    Raises CannotRun where that cannot be done; what was there before then stays.
    """
    if path.is_dir():
        raise CannotRun(f"{path} is a folder.\nName a file in it.")
    if not path.parent.is_dir():
        raise CannotRun(f"{path} cannot be written: there is no folder {path.parent}.\nMake the folder first.")
    beside = ""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp", delete=False) as file:
            beside = file.name
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(_mode(path))
        Path(beside).replace(path)
    except OSError as error:
        if beside:
            Path(beside).unlink(missing_ok=True)
        raise CannotRun(f"{path} cannot be written: {error.strerror}.\nWhat was there before is unchanged.") from None


def _mode(path: Path) -> int:
    """The rights of the file that is replaced; for a new one those that any new file here would have."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
