"""Files that are named on the command line, to be read."""

from __future__ import annotations

from pathlib import Path

from actionplan.world.workspace import CannotRun

LIMIT = 16 * 1024 * 1024  # bytes


def read_given(path: Path, limit: int = LIMIT) -> bytes:
    """The bytes of an ordinary file of at most *limit* bytes. Raises CannotRun where they cannot be had."""
    try:
        if not path.exists():
            raise CannotRun(f"There is no file {path}.\nCheck the name, and the folder you are in.")
        if not path.is_file():  # opening a pipe would wait for ever
            raise CannotRun(f"{path} is not an ordinary file.\nName a file.")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        why = error.strerror or "unknown error"
        raise CannotRun(f"{path} cannot be read: {why}.\nAsk for the right to read it, or name another file.") from None
    if len(data) > limit:
        raise CannotRun(f"{path} is larger than {limit // 1024 // 1024} MiB.\nIs this the file you mean?")
    return data
